"""The sections a meeting goes through, in order, and what is left of them.

Made once for a reading of the file: files of thousands of sections are asked after every key.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator, Sequence
from functools import cached_property
from itertools import chain
from typing import Final, NamedTuple

from tui.minutes.model import Meeting, SectionKind

_BESIDE: Final = frozenset(
    {SectionKind.TITLE, SectionKind.AGENDA, SectionKind.ATTENDEES, SectionKind.PREAMBLE}
)

NAMED: Final = 3
"""Names that are written out before the rest is a number."""


class Left(NamedTuple):
    """What nobody has reviewed, in order: indices of sections with a report, and of those without one."""

    reports: tuple[int, ...]
    empty: tuple[int, ...]


NOTHING_LEFT: Final = Left((), ())


class Step(NamedTuple):
    """Where the walk goes: to a section, past others that report nothing, perhaps from the top again."""

    section: int
    skipped: tuple[int, ...]
    again: bool


class Course:
    """The way through one reading: all but title, agenda, attendance, groups without own words, and earlier
    meetings.

    Everything here is an index into the meeting's sections; `reviewed` are keys of sections.
    """

    def __init__(self, meeting: Meeting, before: Course | None = None) -> None:
        """`before` is the course of an earlier reading; the same way is not looked for again."""
        self.meeting = meeting
        self._progress: tuple[Collection[str], int] = (frozenset(), 0)
        if before is not None and meeting.has_sections_of(before.meeting):
            vars(self).update(vars(before), meeting=meeting)

    @cached_property
    def stops(self) -> Sequence[int]:
        """The sections that are gone through."""
        meeting = self.meeting
        return [
            index
            for index, section in enumerate(meeting.sections)
            if section.kind not in _BESIDE
            and (index not in meeting.blanks or index not in meeting.children)
            and index not in meeting.earlier
        ]

    @cached_property
    def _keys(self) -> frozenset[str]:
        return frozenset(self.meeting.sections[index].key for index in self.stops)

    @cached_property
    def teams(self) -> Sequence[int]:
        """The teams among them; in minutes without teams, all."""
        sections = self.meeting.sections
        return [index for index in self.stops if sections[index].kind is SectionKind.TEAM] or self.stops

    def __contains__(self, index: int) -> bool:
        at = bisect_left(self.stops, index)
        return at < len(self.stops) and self.stops[at] == index

    def within(self, index: int) -> list[int]:
        """The section itself where it is gone through, else what is gone through below it."""
        if index in self:
            return [index]
        below = self.meeting.subtree(index)
        return list(self.stops[bisect_left(self.stops, below.start) : bisect_left(self.stops, below.stop)])

    def progress(self, reviewed: Collection[str]) -> tuple[int, int]:
        """How many are reviewed, of how many. The same set asked for again costs nothing."""
        if self._progress[0] is not reviewed:
            self._progress = reviewed, len(self._keys.intersection(reviewed))
        return self._progress[1], len(self.stops)

    def left(self, reviewed: Collection[str]) -> Left:
        """What is not reviewed."""
        sections = self.meeting.sections
        open_ones = [index for index in self.stops if sections[index].key not in reviewed]
        return Left(
            tuple(index for index in open_ones if not sections[index].empty),
            tuple(index for index in open_ones if sections[index].empty),
        )

    def next_open(self, here: int, reviewed: Collection[str]) -> Step | None:
        """The next section after `here` with a report that nobody has reviewed, from the end on from the top.

        None where no report is left.
        """
        skipped: list[int] = []
        for index, again in self._round(here):
            section = self.meeting.sections[index]
            if section.key in reviewed:
                continue
            if not section.empty:
                return Step(index, tuple(skipped), again)
            skipped.append(index)
        return None

    def _round(self, here: int) -> Iterator[tuple[int, bool]]:
        behind = bisect_right(self.stops, here)
        ahead = ((self.stops[at], False) for at in range(behind, len(self.stops)))
        return chain(ahead, ((self.stops[at], True) for at in range(behind)))


def names(meeting: Meeting, indices: Sequence[int]) -> str:
    """Names of sections as one reads them out, the rest as a number: `UAA, CLI, PERSI and 4 more`."""
    named = ", ".join(meeting.sections[i].name or "(no heading)" for i in indices[:NAMED])
    more = len(indices) - NAMED
    return f"{named} and {more} more" if more > 0 else named
