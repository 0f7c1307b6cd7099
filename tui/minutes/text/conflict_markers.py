"""Blocks of conflict markers that git writes into a file: where they are, and the two sides in them.

A block is `<<<<<<< …`, `=======`, `>>>>>>> …` in this order, outside of code fences, perhaps with `||||||| …`
and what was there before in between. Nothing in it is said by anybody: one of the sides is to be chosen.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from tui.minutes.text.patterns import LazyPattern
from tui.minutes.text.source import Span, without_newline

OPENING: Final = "<<<<<<<"
"""What the first line of every block begins with: a text without it has none."""

_BASE, _MIDDLE, _CLOSING = "|||||||", "=======", ">>>>>>>"
_FENCE: Final = LazyPattern(r" {0,3}(`{3,}|~{3,})")


class MarkerBlock(NamedTuple):
    """One block with its markers; lines without newlines. `base` is None where git did not write it."""

    span: Span
    ours: tuple[str, ...]
    theirs: tuple[str, ...]
    base: tuple[str, ...] | None
    our_name: str
    their_name: str


def marker_blocks(text: str) -> list[MarkerBlock]:
    """All blocks of a text, in order."""
    if OPENING not in text:
        return []
    lines = [without_newline(line) for line in text.split("\n")]
    return [_block(lines, marks) for marks in _found(lines)]


def fenced(text: str) -> str:
    """The text, of lines ended by line feeds, with its blocks as fenced code: each line as long as before."""
    if OPENING not in text:
        return text
    lines = text.split("\n")
    for marks in _found(lines):
        first, last = marks[0], marks[-1]
        lines[first] = "~" * len(OPENING) + lines[first][len(OPENING) :].replace("~", "-")
        for number in range(first + 1, last):
            if lines[number].lstrip().startswith("~~~"):
                lines[number] = lines[number].replace("~", "-")
        lines[last] = "~" * len(_CLOSING) + " " * (len(lines[last]) - len(_CLOSING))
    return "\n".join(lines)


def _block(lines: Sequence[str], marks: tuple[int, ...]) -> MarkerBlock:
    first, before, *_, middle, last = marks if len(marks) > 3 else (marks[0], *marks[1:2] * 2, marks[-1])
    return MarkerBlock(
        Span(first, last + 1),
        tuple(lines[first + 1 : before]),
        tuple(lines[middle + 1 : last]),
        tuple(lines[before + 1 : middle]) if before != middle else None,
        lines[first][len(OPENING) :].strip(),
        lines[last][len(_CLOSING) :].strip(),
    )


def _found(lines: Sequence[str]) -> Iterator[tuple[int, ...]]:
    """The numbers of the lines with the markers of each block."""
    fence = ""
    marks: list[int] = []
    for number, line in enumerate(lines):
        if not marks and (found := _FENCE.match(line)) is not None:
            if not fence:
                fence = found[1]
            elif found[1].startswith(fence) and not line[found.end() :].strip():
                fence = ""
        elif fence:
            continue
        elif _is(line, OPENING):
            marks = [number]
        elif marks and not _has_middle(lines, marks) and _is(line, _BASE, _MIDDLE):
            marks.append(number)
        elif marks and _is(line, _CLOSING):
            if _has_middle(lines, marks):
                yield (*marks, number)
            marks = []


def _has_middle(lines: Sequence[str], marks: Sequence[int]) -> bool:
    return len(marks) > 1 and _is(lines[marks[-1]], _MIDDLE)


def _is(line: str, *markers: str) -> bool:
    """Whether a line is one of these markers, perhaps with a name behind it."""
    return line[: len(OPENING)] in markers and line[len(OPENING) : len(OPENING) + 1].strip() == ""
