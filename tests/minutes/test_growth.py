"""Whatever 100,000 characters are, every command is done with them soon: time grows as length does."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest

from tui.minutes.check.checking import check
from tui.minutes.export.forms import FORMS, Export
from tui.minutes.reading.conventions import KIND_PHRASES
from tui.minutes.reading.reader import read
from tui.minutes.text.inline import visible
from tui.minutes.text.source import Source

SIZE: Final = 100_000
"""Characters of the larger text."""

SOON: Final = 1.0
"""Seconds of the processor for that; a text that is done sooner is not compared with half of it."""

MORE: Final = 3.2
"""How many times as long a text of twice the length may take; a quadratic one takes four times."""

HEADING: Final = "## a\n\n- what was said\n\n" + "> as it was\n" * 9

TEXTS: Final[dict[str, Callable[[int], str]]] = {
    "headings of one name": lambda n: (
        "# T\n\n" + ("## a\n\n- what was said\n\n" + "> as it was\n" * 9) * (n // 130)
    ),
    "an address and brackets": lambda n: "# T\n\n- https://example.org/" + ")" * n,
    "an address and dots": lambda n: "# T\n\n- https://example.org/" + "." * n,
    "nested quotes": lambda n: "# T\n\n" + ">" * n + " a\n",
    "references": lambda n: "# T\n\n- " + "[a][b]" * (n // 6),
    "stars": lambda n: "# T\n\n- " + "* " * (n // 2),
    "brackets": lambda n: "# T\n\n- " + "[" * n,
    "openings": lambda n: "# T\n\n## " + "opening, " * (n // 9) + "x\n",
    "blanks": lambda n: "# T\n\n- a" + " " * n + "b\n",
}


def every_command(text: str) -> None:
    """What export in each form and check do with minutes."""
    meeting = read(Source(text), "2026-03-10.md")
    for form in FORMS.values():
        form.make(Export(meeting, "2026-03-10.md", frozenset()))
    check(meeting, Path("2026-03-10.md"))


def took(does: Callable[[str], object], text: str) -> float:
    """Seconds of the processor, which other programs do not lengthen."""
    begun = time.process_time()
    does(text)
    return time.process_time() - begun


def grows_evenly(does: Callable[[str], object], make: Callable[[int], str]) -> bool:
    does(make(1_000))  # what is imported and compiled at first
    whole = took(does, make(SIZE))
    return whole <= SOON or whole <= MORE * took(does, make(SIZE // 2))


@pytest.mark.parametrize("kind", TEXTS)
def test_every_command_with_a_long_text(kind: str) -> None:
    assert grows_evenly(every_command, TEXTS[kind])


@pytest.mark.parametrize("tail", [")", ".", ")." * 2, "_)"])
def test_the_end_of_an_address_is_found_in_one_pass(tail: str) -> None:
    assert grows_evenly(visible, lambda n: "https://example.org/" + tail * (n // len(tail)))


@pytest.mark.parametrize("kind", range(len(KIND_PHRASES)))
def test_no_heading_makes_a_phrase_compare_for_ever(kind: int) -> None:
    """Compared as it is, without the limits of length before it: these would not be enough alone."""
    heading = "opening, meeting " * 2_000 + "no kind"
    assert grows_evenly(KIND_PHRASES[kind][1].fullmatch, lambda n: heading[: n // 4])
