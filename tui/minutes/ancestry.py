"""Which version another program started from: a save over newer text is told from a deletion.

An editor that read the file before our save and writes it after knows nothing of our lines, and its text
lacks them. Taken as a change of the newest version that reads as a deletion. It is one of an older version,
though: the one it differs least from. Merged from there, both texts stay. (A text that is exactly an older
version is no such case: somebody went back to that.)
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, TypeAlias

from tui.minutes.diff import Change, diff
from tui.minutes.merge import Merged, merge
from tui.minutes.source import Source

Cost: TypeAlias = Callable[[Source, Source, Change], int]
"""How much a change between two texts counts."""

_ALIKE: Final = 0.5  # share of a text that is the same at both ends for it to be an edit of the other


def restored(newest: Source, older: Sequence[Source], theirs: Source, fresh: int) -> Merged | None:
    """Their text with what it wrote over; None where it is a change of `newest`, or takes nothing away.

    `older` are the versions that it may have started from instead, newest first. The first `fresh` of them
    were the file's until a moment ago: nobody can have read and corrected what came after them, so that a
    line in the place of one of ours is another line there, and no correction of it.
    """
    if takes_nothing(newest, theirs):
        return None
    start = closest([newest, *older[:fresh]], theirs, _apart)
    if start == newest:
        start = closest([newest, *older], theirs)
    return None if start == newest else merge(start, newest, theirs)


def takes_nothing(newest: Source, theirs: Source) -> bool:
    """Whether a text only adds lines to another."""
    return all(not change.old for change in diff(newest, theirs))


def _apart(old: Source, new: Source, change: Change) -> int:
    """The cost of a change where only other spacing, bullets and punctuation leave a line the same."""
    same = _words(old.slice(change.old)) == _words(new.slice(change.new))
    return 1 if same else len(change.old) + len(change.new)


def _corrected(old: Source, new: Source, change: Change) -> int:
    """The cost of a change where a line that is much like the one before is a correction of it."""
    before, after = old.slice(change.old), new.slice(change.new)
    shortest, longest = sorted((len(before), len(after)))
    head = next((at for at in range(shortest) if before[at] != after[at]), shortest)
    rest = shortest - head
    tail = next((at for at in range(rest) if before[-1 - at] != after[-1 - at]), rest)
    alike = head + tail >= longest * _ALIKE
    return max(len(change.old), len(change.new)) if alike else _apart(old, new, change)


def closest(versions: Sequence[Source], theirs: Source, cost: Cost = _corrected) -> Source:
    """The version that a text differs least from; of several equally close ones the first."""
    return min(
        versions, key=lambda version: sum(cost(version, theirs, change) for change in diff(version, theirs))
    )


def _words(text: str) -> str:
    return "".join(filter(str.isalnum, text))
