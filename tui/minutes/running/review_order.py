"""The sections and topics a meeting goes through, in order, and what is left of them.

Made once for a reading of the file: files of thousands of sections are asked after every key.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator, Sequence
from functools import cached_property
from itertools import chain
from typing import Final, NamedTuple

from tui.minutes.model import Meeting, NoteKind, SectionKind
from tui.minutes.running.topic_rows import NO_TOPICS, Topics

_BESIDE: Final = frozenset(
    {SectionKind.TITLE, SectionKind.AGENDA, SectionKind.ATTENDEES, SectionKind.PREAMBLE}
)

NAMED: Final = 3
"""Names that are written out before the rest is a number."""


class Stop(NamedTuple):
    """Where the way stops: at a section, or at the topic that an item of it is. In the order of the file."""

    section: int
    item: int = -1  # the section itself


class Left(NamedTuple):
    """What nobody has reviewed, in order: stops with a report, and those without one."""

    reports: tuple[Stop, ...]
    empty: tuple[Stop, ...]


NOTHING_LEFT: Final = Left((), ())


class Step(NamedTuple):
    """Where the walk goes: to a stop, past others that report nothing, perhaps from the top again."""

    to: Stop
    skipped: tuple[Stop, ...]
    again: bool


class Course:
    """The way through one reading: all but title, agenda, attendance, groups without own words, and earlier
    meetings.

    Where topics of a section are rows of the agenda it goes through these, and not through the section.
    `reviewed` are keys of sections and topics.
    """

    def __init__(self, meeting: Meeting, before: Course | None = None, topics: Topics = NO_TOPICS) -> None:
        """`before` is the course of an earlier reading; the same way is not looked for again."""
        self.meeting = meeting
        self.topics = topics
        self._progress: tuple[Collection[str], int] = (frozenset(), 0)
        if (
            before is not None
            and meeting.has_sections_of(before.meeting)
            and topics.has_rows_of(before.topics)
        ):
            vars(self).update(vars(before), meeting=meeting, topics=topics)

    @cached_property
    def stops(self) -> Sequence[Stop]:
        """What is gone through."""
        meeting, topics, found = self.meeting, self.topics.of, list[Stop]()
        for index, section in enumerate(meeting.sections):
            if index in meeting.earlier:
                continue
            if rows := topics.get(index):
                found += [Stop(index, row.item) for row in rows]
            elif section.kind not in _BESIDE and (
                index not in meeting.blanks or index not in meeting.children
            ):
                found.append(Stop(index))
        return found

    @cached_property
    def _keys(self) -> frozenset[str]:
        return frozenset(map(self.key, self.stops))

    @cached_property
    def teams(self) -> Sequence[Stop]:
        """The teams and topics among them; in minutes without any, all."""
        sections = self.meeting.sections
        found = [s for s in self.stops if s.item >= 0 or sections[s.section].kind is SectionKind.TEAM]
        return found or self.stops

    def __contains__(self, stop: Stop) -> bool:
        at = bisect_left(self.stops, stop)
        return at < len(self.stops) and self.stops[at] == stop

    def key(self, stop: Stop) -> str:
        """The key of a topic or section."""
        row = self.topics.row_at(*stop) if stop.item >= 0 else None
        return row.key if row is not None else self.meeting.sections[stop.section].key

    def name(self, stop: Stop) -> str:
        """What a stop is called."""
        row = self.topics.row_at(*stop) if stop.item >= 0 else None
        return row.name if row is not None else self.meeting.sections[stop.section].name

    def owners(self, stop: Stop) -> tuple[str, ...]:
        """Who leads a topic or section."""
        row = self.topics.row_at(*stop) if stop.item >= 0 else None
        if row is not None:
            return row.owners
        return self.topics.owners_of(self.meeting.sections[stop.section], stop.section)

    def is_empty(self, stop: Stop) -> bool:
        """True for a section without a report; a topic is to be talked about, whatever is said yet."""
        return stop.item < 0 and self.meeting.sections[stop.section].empty

    def is_flagged(self, stop: Stop) -> bool:
        """True where a flag was not dealt with."""
        section = self.meeting.sections[stop.section]
        row = self.topics.row_at(*stop) if stop.item >= 0 and section.open_flags else None
        if row is None:
            return stop.item < 0 and section.open_flags > 0
        notes = (item.note for item in section.items[row.item : row.end])
        return any(note is not None and note.kind is NoteKind.FLAG and note.open for note in notes)

    def stop(self, key: str) -> Stop | None:
        """Where a key stands; None where nothing has it."""
        row = self.topics.by_key.get(key)
        if row is not None:
            return Stop(row.section, row.item)
        index = self.meeting.by_key.get(key)
        return Stop(index) if index is not None else None

    def within(self, stop: Stop) -> list[Stop]:
        """The stop itself where it is gone through, else what is gone through below it."""
        if stop in self:
            return [stop]
        below = self.meeting.subtree(stop.section)
        first, last = Stop(below.start), Stop(below.stop)
        return list(self.stops[bisect_left(self.stops, first) : bisect_left(self.stops, last)])

    def progress(self, reviewed: Collection[str]) -> tuple[int, int]:
        """How many are reviewed, of how many. The same set asked for again costs nothing."""
        if self._progress[0] is not reviewed:
            self._progress = reviewed, len(self._keys.intersection(reviewed))
        return self._progress[1], len(self.stops)

    def left(self, reviewed: Collection[str]) -> Left:
        """What is not reviewed."""
        open_ones = [stop for stop in self.stops if self.key(stop) not in reviewed]
        return Left(
            tuple(stop for stop in open_ones if not self.is_empty(stop)),
            tuple(stop for stop in open_ones if self.is_empty(stop)),
        )

    def next_open(self, here: Stop | None, reviewed: Collection[str]) -> Step | None:
        """The next stop after `here` with a report that nobody has reviewed, from the end on from the top.

        None where no report is left.
        """
        skipped: list[Stop] = []
        for stop, again in self._round(here):
            if self.key(stop) in reviewed:
                continue
            if not self.is_empty(stop):
                return Step(stop, tuple(skipped), again)
            skipped.append(stop)
        return None

    def _round(self, here: Stop | None) -> Iterator[tuple[Stop, bool]]:
        behind = bisect_right(self.stops, here) if here is not None else 0
        ahead = ((self.stops[at], False) for at in range(behind, len(self.stops)))
        return chain(ahead, ((self.stops[at], True) for at in range(behind)))


def named(names: Sequence[str]) -> str:
    """Names as one reads them out, the rest as a number: `UAA, CLI, PERSI and 4 more`."""
    more = len(names) - NAMED
    told = ", ".join(name or "(no heading)" for name in names[:NAMED])
    return f"{told} and {more} more" if more > 0 else told
