"""A section that one side moved whole, and in which the other side wrote: the words go where it is now.

By line, a move is a removal and an addition. What the other side wrote would keep the section at its old
place, too, and it would stand twice.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Final

from tui.minutes.text.depth import HEADING
from tui.minutes.text.diff import Range, applied
from tui.minutes.text.patterns import LazyPattern

_LINE: Final = LazyPattern(r"[^\r\n]*(?:\r\n|\n|\r|\Z)")
_HASH: Final = "#"
_MOST: Final = 50  # sections that are looked for: nobody writes in more at once


def moved_along(
    base: str, wrote: str, moved: str, written: Sequence[Range], moves: Sequence[Range]
) -> tuple[str, str]:
    """Both sides' texts, with what one `wrote` in sections that the other `moved` taken over to that one.

    `written` and `moves` are the changes of either. A section counts as moved where its heading is there once
    before and after, and all below it stands there as it did.
    """
    taken: set[Range] = set()
    sections = _removed_sections(base, moves) if written else ()
    for start, end, mine in islice(_written_in(base, sections, written), _MOST):
        section = base[start:end]
        if base.count(section) != 1 or moved.count(section) != 1:
            continue
        if any(_begins_section(wrote[change.new_start : change.new_end]) for change in mine):
            continue
        at = moved.index(section)
        moved = moved[:at] + applied(base, wrote, start, end, mine) + moved[at + len(section) :]
        taken.update(mine)
    if taken:
        wrote = applied(base, wrote, 0, len(base), [change for change in written if change not in taken])
    return wrote, moved


def _written_in(
    base: str, sections: Iterable[tuple[int, int]], written: Sequence[Range]
) -> Iterator[tuple[int, int, list[Range]]]:
    """The sections that something was written in below their heading, with what that was."""
    places = [change.old_start for change in written]
    for start, end in sections:
        first = start + len(_line(base, start))
        here = written[bisect_left(places, first) : bisect_right(places, end)]
        mine = [change for change in here if change.old_end <= end]
        if mine:
            yield start, end, mine


def _removed_sections(base: str, moves: Sequence[Range]) -> Iterator[tuple[int, int]]:
    """Where sections whose heading was removed begin, and where their last line that says something ends."""
    for move in moves:
        at = move.old_start if _HASH in base[move.old_start : move.old_end] else move.old_end
        while at < move.old_end:
            line = _line(base, at)
            if found := HEADING.match(line):
                yield at, _end(base, at, len(found[1]))
            at += len(line)


def _end(base: str, start: int, level: int) -> int:
    """Behind a section's last line that says something; where none does, behind its blank ones."""
    first = at = end = start + len(_line(base, start))
    while at < len(base):
        line = _line(base, at)
        found = HEADING.match(line)
        if found and len(found[1]) <= level:
            break
        at += len(line)
        end = at if line.strip() else end
    return end if end > first else at


def _begins_section(text: str) -> bool:
    return any(HEADING.match(line) for line in text.splitlines())


def _line(text: str, at: int) -> str:
    found = _LINE.match(text, at)
    return found[0] if found else ""
