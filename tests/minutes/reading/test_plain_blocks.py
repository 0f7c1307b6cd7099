"""Paragraphs and lists found line by line are what parsing gives; what may be more is not guessed at."""

from __future__ import annotations

from dataclasses import astuple
from typing import Any, Final

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from tests.support.corpus import OTHERS, OWN
from tests.support.markdown import line, plain_text
from tui.minutes.reading.blocks import parse_unlinked
from tui.minutes.reading.plain_blocks import plain_blocks
from tui.minutes.reading.scanning import scan
from tui.minutes.text.source import Source

_WORDS: Final = (
    *("words", "Bo: more", "-- a reply", "--x", "[ ] task", "[x] done", "[link](x)", "`code`", "**bold** x"),
    *("_so_", "~~gone~~", "12.5 percent", "3", "1.a", "2. b", "1. c", "- d", "ACTION: e", "\\- f", "é", "—"),
    *("a | b", "--- | ---", ":-:", "x  ", "x\\", "`", "*", "_", "10.", "&amp;", "!", "x --", "<b>", "```"),
)
_INDENT: Final = st.sampled_from(("", "", "", " ", "  ", "  ", "   ", "    ", "     ", "      "))
_MARKER: Final = st.sampled_from(
    ("", "", "- ", "- ", "* ", "+ ", "1. ", "2. ", "1) ", "-  ", "*   ", "-    ", "-     ", "10. ", "01. ")
)
_ITEM: Final = st.builds(
    lambda indent, marker, text: indent + marker + text, _INDENT, _MARKER, st.sampled_from(_WORDS)
)
_TABLE: Final = st.sampled_from(
    ("| a | b |", "| --- | --- |", "| --- | :-: |", "|-|-|", "| c |", "| d | e | f |", "|", "| g", "|  |",
     "| `h|i` | j |", "| k \\| l | m |", "|---|", " | n | o |")
)  # fmt: skip
tables: Final = st.lists(st.one_of(_TABLE, _TABLE, _TABLE, st.just(""), _ITEM), max_size=8).map("\n".join)
"""Texts with tables or what looks like some."""

lists: Final = st.lists(st.one_of(_ITEM, _ITEM, _ITEM, st.just(""), line), max_size=10).map("\n".join)
"""Texts of paragraphs and of items at many columns, now and then with something else."""


def as_parsed(text: str) -> list[tuple[Any, ...]]:
    return [astuple(block) for block in parse_unlinked(text, {})[0]]


@given(st.one_of(lists, tables, plain_text))
@example("- a\n 2. b\n")
@example("text\n2. not a list\n")
@example("-    a\n    - b\n")
@example("- a\n\n  more of it\n- b\n\nnot of it\n")
@example("- a\n  lazy\nlazier\n  -- reply\n- [x] b\n")
@example("a | b\n--- | ---\n")
@example("- a\n\n| b | c |\n| - | - |\n| d |\n\ntext\n")
@example("text\n| a |\n| - |\n")
@example("| a |\n| - |\ntext\n")
@example("".join(" " * (2 * depth) + "- x\n" for depth in range(60)))
def test_what_is_found_is_what_parsing_gives(text: str) -> None:
    found = plain_blocks(text)
    assume(found is not None)
    assert found is not None
    assert [astuple(block) for block in found] == as_parsed(text)


@pytest.mark.parametrize(
    "text",
    [
        "# heading", "> quote", "- > quote", "```\ncode\n```", "~~~\n", "<b>\n", "a\n===", "a\n---", "***",
        "a | b\n--- | ---\n", "| a |\n| - |\nb", "- a\n| b |\n| - |", "| a |\n| - | - |", "| a\n| -\n",
        "[a]: /b\n", "    code", "- a\n\n      code", "text\n2. no list", "-", "a\tb",
        f"|{' a |' * 132}\n|{' - |' * 132}\n" + "| b |\n" * 497,
        "a\x00", "a\u2028b", "- a\n        - code or not",
    ],
)  # fmt: skip
def test_what_may_be_more_is_left_to_the_parser(text: str) -> None:
    assert plain_blocks(text) is None


@pytest.mark.parametrize("file", [*OWN, *OTHERS], ids=lambda file: file.name)
def test_bodies_of_real_minutes_are_found_as_they_are_parsed(file: Any) -> None:
    for part in scan(Source.from_bytes(file.read_bytes()).text)[0]:
        if (found := plain_blocks(part.raw)) is not None:
            assert [astuple(block) for block in found] == as_parsed(part.raw)


def test_most_bodies_need_no_parser() -> None:
    parts = [part for file in OWN for part in scan(Source.from_bytes(file.read_bytes()).text)[0]]
    bodies = [part.raw for part in parts if part.blocks is None and part.raw.strip()]
    plain = [body for body in bodies if plain_blocks(body) is not None]
    assert len(bodies) > 40
    assert len(plain) > len(bodies) * 0.7
