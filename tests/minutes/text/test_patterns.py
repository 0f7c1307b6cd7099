"""Patterns compiled on first use: all of them are right, and none is compiled before it is used."""

from __future__ import annotations

import importlib
import pkgutil
import re
import subprocess
import sys
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import tui.minutes
from tui.minutes.text.patterns import METHODS, LazyPattern

COMPILED_AT_IMPORT = """
import gc
import tui.minutes.reading.reader, tui.minutes.text.merge, tui.minutes.keeping.live_file
from tui.minutes.text.patterns import LazyPattern
found = [value for value in gc.get_objects() if isinstance(value, LazyPattern)]
print(*(len(found) > 100, *(pattern.form for pattern in found if "match" in vars(pattern))))
"""


def patterns_in(value: object) -> Iterator[LazyPattern]:
    if isinstance(value, LazyPattern):
        yield value
    elif isinstance(value, dict):
        yield from patterns_in(tuple(value.values()))
    elif isinstance(value, tuple):
        for part in value:
            yield from patterns_in(part)


def all_patterns() -> list[LazyPattern]:
    modules = [
        importlib.import_module(found.name)
        for found in pkgutil.walk_packages(tui.minutes.__path__, "tui.minutes.")
    ]
    return [pattern for module in modules for pattern in patterns_in(tuple(vars(module).values()))]


def test_every_pattern_compiles() -> None:
    found = all_patterns()
    assert len(found) > 100
    for pattern in found:
        re.compile(pattern.form, pattern.flags)


def test_a_pattern_is_compiled_at_its_first_use_and_then_the_compiled_one() -> None:
    pattern = LazyPattern("A(b)", re.IGNORECASE)
    assert not set(METHODS) & set(vars(pattern))
    match = pattern.match("xab", 1)
    assert match is not None
    assert match[1] == "b"
    assert set(METHODS) <= set(vars(pattern))
    assert pattern.sub(r"\1", "ab AB ab", count=2) == "b B ab"
    assert pattern.findall("ab aB") == ["b", "B"]


def test_where_a_word_that_it_needs_is_absent_a_pattern_is_not_compiled() -> None:
    pattern = LazyPattern("(?:very )?late", re.IGNORECASE, ("late",))
    assert pattern.fullmatch("early") is None
    assert pattern.search("at ten") is None
    assert pattern.sub("", "on time") == "on time"
    assert not set(METHODS) & set(vars(pattern))
    match = pattern.search("VERY LATE")
    assert match is not None
    assert match[0] == "VERY LATE"
    assert set(METHODS) <= set(vars(pattern))
    assert pattern.fullmatch("early") is None


def test_for_many_texts_a_pattern_is_compiled() -> None:
    pattern = LazyPattern("late", needs=("late",))
    assert not any(pattern.search("early") for _ in range(1000))
    assert set(METHODS) <= set(vars(pattern))


@pytest.mark.parametrize(
    "pattern", [pattern for pattern in all_patterns() if pattern.needs], ids=lambda pattern: pattern.needs[0]
)
@settings(max_examples=50, deadline=None)
@given(st.data())
def test_what_a_pattern_matches_has_a_word_that_it_needs(pattern: LazyPattern, data: st.DataObject) -> None:
    form = re.sub(
        r"\(\?=(?:[^()]|\([^()]*\))*\)\Z", "", pattern.form
    )  # what must follow is no part of the text
    text = data.draw(st.from_regex(re.compile(form, pattern.flags), fullmatch=True))
    assert any(need in text.lower() for need in pattern.needs)


def test_a_wrong_pattern_says_so_when_used() -> None:
    wrong = LazyPattern("(")
    with pytest.raises(re.error):
        wrong.search("x")


def test_what_a_pattern_does_not_have_is_an_error() -> None:
    assert not hasattr(LazyPattern("a"), "scanner")


def test_importing_compiles_no_pattern() -> None:
    ran = subprocess.run(
        [sys.executable, "-c", COMPILED_AT_IMPORT], capture_output=True, text=True, check=True, timeout=60
    )
    assert ran.stdout == "True\n"
