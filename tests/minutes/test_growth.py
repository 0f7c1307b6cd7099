"""Whatever a long text is, every command is done with it soon: work grows as the length does, no faster.

What Python does is counted in calls, which no other program on the machine changes. What the engine of
regular expressions and other C code do is timed, as the best of several runs, and two sizes are compared.
"""

from __future__ import annotations

import gc
import io
import re
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType
from typing import Final

import pytest

from tests.support.desk import minutes_file, opened
from tui.cli import main
from tui.minutes.export.forms import FORMS
from tui.minutes.reading.conventions import KIND_PHRASES
from tui.minutes.text.inline import visible

SIZE: Final = 100_000
"""Characters of a text that is timed."""

COUNTED: Final = 8_000
"""Characters of a text whose calls are counted."""

APART: Final = 4
"""So many times longer is the larger of two texts."""

MORE: Final = 6.5
"""How many times as long the larger one may take: evenly it is 4 times, a quadratic one takes 16 times."""

MORE_CALLS: Final = 5.0
"""How many times as many calls it may take."""

SOON: Final = 1.0
"""Seconds of the processor for the larger one; what is done sooner is not compared."""

TRIES: Final = 5

HEADING: Final = "## a\n\n- what was said\n\n" + "> as it was\n" * 9

TEXTS: Final[dict[str, Callable[[int], str]]] = {
    "headings of one name": lambda n: "# T\n\n" + HEADING * (n // len(HEADING)),
    "headings alone": lambda n: "# T\n\n" + "## a\n" * (n // 5),
    "an address and brackets": lambda n: "# T\n\n- https://example.org/" + ")" * n,
    "an address and dots": lambda n: "# T\n\n- https://example.org/" + "." * n,
    "nested quotes": lambda n: "# T\n\n" + ">" * n + " a\n",
    "references": lambda n: "# T\n\n- " + "[a][b]" * (n // 6),
    "definitions": lambda n: "# T\n\n" + "".join(f"[r{i}]: /x\n" for i in range(n // 10)),
    "stars": lambda n: "# T\n\n- " + "* " * (n // 2),
    "brackets": lambda n: "# T\n\n- " + "[" * n,
    "openings": lambda n: "# T\n\n## " + "opening, " * (n // 9) + "x\n",
    "blanks": lambda n: "# T\n\n- a" + " " * n + "b\n",
    "actions": lambda n: "# T\n\n## A\n" + "- [ ] **ACTION:** Ada Obi: paint it\n" * (n // 36),
    "decisions": lambda n: "# T\n\n## A\n" + "- x\n  - **DECISION:** approved\n" * (n // 31),
    "people": lambda n: "# T\n\nAttendees: " + ", ".join(f"Ada Obi{i}" for i in range(n // 12)) + "\n",
    "replies": lambda n: "# T\n\n- a\n" + "-- said\n" * (n // 8),
    "a table": lambda n: "# T\n\n|a|b|\n|-|-|\n" + "|x|y|\n" * (n // 6),
    "front matter": lambda n: "---\n" + "a: b\n" * (n // 5) + "---\n# T\n",
    "front matter, nested": lambda n: "---\na: " + "[" * n + "\n---\n# T\n",
}

COMMANDS: Final[dict[str, tuple[str, ...]]] = {
    **{f"export to {form}": ("export", "--to", form, "FILE") for form in FORMS},
    "check": ("check", "FILE"),
    "note": ("note", "--dry-run", "FILE", "!a Ada Obi: paint it"),
    "series": ("series", "FILE"),
    "find": ("find", "a", "FILE"),
    "next": ("next", "--dry-run", "--date", "2026-03-24", "FILE"),
    "publish": ("publish", "FILE", "--mail", "--to-address", "a@example.org", "--keep-told", "--dry-run"),
    "log": ("log", "FILE"),
}


def command(words: tuple[str, ...], folder: Path) -> Callable[[str], object]:
    """What runs a command on a file with some text."""
    path = folder / "2026-03-10.md"

    def run(text: str) -> None:
        path.write_text(text, "utf-8")
        out, err = sys.stdout, sys.stderr
        sys.stdout, sys.stderr = (io.TextIOWrapper(io.BytesIO(), "utf-8") for _ in range(2))
        try:
            with suppress(SystemExit):
                main([str(path) if word == "FILE" else word for word in words])
        finally:
            sys.stdout, sys.stderr = out, err

    return run


@contextmanager
def counted(only: str = "") -> Iterator[list[int]]:
    """Counts calls, in threads that begin within too, in a list item; `only` in files with a path so."""
    calls = [0]

    def called(frame: FrameType, event: str, _: object) -> None:
        if event in ("call", "c_call") and only in frame.f_code.co_filename:
            calls[0] += 1

    threading.setprofile(called)
    sys.setprofile(called)
    try:
        yield calls
    finally:
        sys.setprofile(None)
        threading.setprofile(None)


def calls_of(does: Callable[[str], object], text: str) -> int:
    with counted() as calls:
        does(text)
    return calls[0]


def took(does: Callable[[str], object], text: str) -> float:
    """Seconds of the processor, without looking for garbage."""
    gc.collect()
    gc.disable()
    try:
        begun = time.process_time()
        does(text)
        return time.process_time() - begun
    finally:
        gc.enable()


def counts_evenly(does: Callable[[str], object], make: Callable[[int], str], size: int = COUNTED) -> bool:
    calls_of(does, make(1_000))  # what is imported and compiled at first
    less, more = (calls_of(does, make(size // part)) for part in (APART, 1))
    return more <= MORE_CALLS * less


def takes_evenly(
    does: Callable[[str], object], make: Callable[[int], str], size: int = SIZE, soon: float = SOON
) -> bool:
    """Whether the larger text is done with soon, or in not much more than its share of time.

    Other programs only ever lengthen a run: of several the shortest is what it takes.
    """
    less, more = make(size // APART), make(size)
    best = took(does, more)
    if best <= soon:
        return True
    best_of_less = took(does, less)
    for _ in range(TRIES):
        if best <= max(soon, MORE * best_of_less):
            return True
        best, best_of_less = min(best, took(does, more)), min(best_of_less, took(does, less))
    return best <= max(soon, MORE * best_of_less)


@pytest.mark.parametrize("kind", TEXTS)
@pytest.mark.parametrize("words", COMMANDS.values(), ids=COMMANDS)
def test_every_command_with_a_long_text(tmp_path: Path, words: tuple[str, ...], kind: str) -> None:
    does = command(words, tmp_path)
    assert counts_evenly(does, TEXTS[kind])
    assert takes_evenly(does, TEXTS[kind])


def test_what_supersedes_many_decisions_is_found_in_one_pass(tmp_path: Path) -> None:
    """With more of them than above, where each costs little beside its reading."""
    assert counts_evenly(command(COMMANDS["series"], tmp_path), TEXTS["decisions"], 32_000)


@pytest.mark.parametrize("kind", TEXTS)
async def test_the_meeting_screen_with_a_long_text(tmp_path: Path, kind: str) -> None:
    """Until all of it is there: what our own code calls, in every thread."""
    calls: list[int] = []
    for size in (COUNTED // APART, COUNTED):
        path = minutes_file(tmp_path, TEXTS[kind](size), f"2026-03-{len(calls) + 10}.md")
        root = str(Path(__file__).parents[2])
        with counted(root) as count:
            async with opened(path) as desk:
                await desk.until(lambda: desk.screen.is_complete, "all of the screen")
        calls.append(count[0])
    assert calls[-1] <= MORE_CALLS * calls[-2]


@pytest.mark.parametrize("line", ["word", "- word", "  - [ ] x"])
async def test_a_long_paste_into_the_editor(tmp_path: Path, line: str) -> None:
    """Until it is saved, and a key acts again."""
    calls: list[int] = []
    for lines in (50, 500, 500 * APART):
        async with opened(minutes_file(tmp_path, "# T\n\n## Discussion\n- a\n")) as desk:
            await desk.press("w")
            with counted(str(Path(__file__).parents[2])) as count:
                await desk.paste(f"{line}\n" * lines)
                await desk.press("escape")
                await desk.save()
            calls.append(count[0])
    assert calls[-1] <= MORE_CALLS * calls[-2]


def test_what_is_quadratic_is_seen() -> None:
    def in_python(text: str) -> int:
        return sum(len(text[:2]) for _ in text for _ in range(len(text) // 100))

    assert not counts_evenly(in_python, lambda n: "a" * n, 4_000)
    assert counts_evenly(lambda text: [len(character) for character in text], lambda n: "a" * n)
    backtracks = re.compile("a+b")
    assert not takes_evenly(backtracks.search, lambda n: "a" * n, 12_000, soon=0)
    assert takes_evenly(re.compile("b").search, lambda n: "a" * n, 4_000_000, soon=0)


@pytest.mark.parametrize("tail", [")", ".", ")." * 2, "_)"])
def test_the_end_of_an_address_is_found_in_one_pass(tail: str) -> None:
    assert takes_evenly(visible, lambda n: "https://example.org/" + tail * (n // len(tail)))


@pytest.mark.parametrize("kind", range(len(KIND_PHRASES)))
def test_no_heading_makes_a_phrase_compare_for_ever(kind: int) -> None:
    """Compared as it is, without the limits of length before it: these would not be enough alone."""
    heading = "opening, meeting " * 2_000 + "no kind"
    assert takes_evenly(KIND_PHRASES[kind][1].fullmatch, lambda n: heading[: n // 4])
