"""What the clock says of a meeting: timeboxes that run down, and what is left for each that waits."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple

from tui.minutes.model import Meeting, SectionKind
from tui.minutes.running.clock import Clock, Slot
from tui.minutes.running.topic_rows import NO_TOPICS, Topics
from tui.minutes.text.source import Span

SPOKEN_AFTER: Final = 30.0
"""Seconds after which a team that was left counts as spoken about; who only walks past does not stop."""

_ASIDE: Final = (SectionKind.PREAMBLE, SectionKind.TITLE, SectionKind.AGENDA, SectionKind.ATTENDEES)


@dataclass(frozen=True, slots=True)
class Timebox:
    """A timebox: its section or topic (key, name), its seconds, and those spent there and below it."""

    section: str
    name: str
    seconds: float
    spent: float

    @property
    def left(self) -> float:
        """Seconds that are left; below 0 when it is over."""
        return self.seconds - self.spent


Position = tuple[int, int]
"""Where a section, or a topic in it, stands: their numbers; -1 for the section itself."""


def position_of(meeting: Meeting, key: str, topics: Topics = NO_TOPICS) -> Position | None:
    """Where a section or topic stands; None where there is none of this key."""
    if (row := topics.by_key.get(key)) is not None:
        return row.section, row.item
    index = meeting.by_key.get(key)
    return (index, -1) if index is not None else None


def box_of(meeting: Meeting, clock: Clock, key: str, topics: Topics = NO_TOPICS) -> Timebox | None:
    """The timebox that runs in a section or topic: its own, else that of the nearest section around it."""
    if (row := topics.by_key.get(key)) is not None:
        if seconds := clock.boxes.get(key, 60.0 * (row.minutes or 0)):
            span = (row.section, row.item), (row.section, row.end)
            return Timebox(key, row.name, seconds, _spent_within(meeting, clock, topics, span))
        if key in clock.boxes:
            return None
    index = row.section if row is not None else meeting.by_key.get(key)
    while index is not None:
        section = meeting.sections[index]
        if seconds := clock.boxes.get(section.key, 60.0 * (topics.minutes_of(section, index) or 0)):
            span = (index, -1), (meeting.subtree(index).stop, -1)
            return Timebox(section.key, section.name, seconds, _spent_within(meeting, clock, topics, span))
        if section.key in clock.boxes:
            return None
        index = section.parent
    return None


def _spent_within(meeting: Meeting, clock: Clock, topics: Topics, span: tuple[Position, Position]) -> float:
    """Seconds spent from one place in the meeting up to another."""
    total = 0.0
    for key, seconds in clock.spent.items():
        at = position_of(meeting, key, topics)
        if at is not None and span[0] <= at < span[1]:
            total += seconds
    return total


class Waiting(NamedTuple):
    """What is still to come: the timeboxes (keys of the outermost ones), and how many wait without one."""

    boxes: tuple[str, ...] = ()
    free: int = 0


class TimePlan(NamedTuple):
    """What is still to come: seconds that timeboxes have left, and how many wait without one."""

    boxed: float = 0.0
    free: int = 0

    def over(self, left: float) -> float:
        """Seconds by which the boxes are longer than what is left of a slot; 0 where they fit."""
        return max(0.0, self.boxed - max(0.0, left))

    def each(self, left: float) -> float | None:
        """What those without a box have of the rest, each; never below 0. None where nobody waits."""
        return share(max(0.0, left) - self.boxed, self.free)


def plan_of(meeting: Meeting, clock: Clock, waiting: Waiting, topics: Topics = NO_TOPICS) -> TimePlan:
    """What is still to come, as of now."""
    found = (box_of(meeting, clock, key, topics) for key in waiting.boxes)
    return TimePlan(sum(max(0.0, box.left) for box in found if box is not None), waiting.free)


def _outermost(meeting: Meeting, clock: Clock, topics: Topics) -> Iterator[tuple[Position, Position, str]]:
    """The timeboxes that stand in no other one: from where to where, and the key."""
    end = (0, -1)
    for index, section in enumerate(meeting.sections):
        if (index, -1) < end or index in meeting.earlier:
            continue
        minutes = section.minutes if section.kind not in _ASIDE else None
        if minutes is None and index in topics.entries:
            minutes = topics.entries[index].minutes
        if (minutes or clock.boxes) and clock.boxes.get(section.key, 60.0 * (minutes or 0)):
            end = (meeting.subtree(index).stop, -1)
            yield (index, -1), end, section.key
            continue
        for row in topics.of.get(index, ()):
            here = (index, row.item)
            if here >= end and clock.boxes.get(row.key, 60.0 * (row.minutes or 0)):
                end = (index, row.end)
                yield here, end, row.key


def slot_of(clock: Clock, usual_minutes: int) -> Slot | None:
    """How long the meeting may be: as typed, else as usual; None where that is nothing."""
    slot = clock.slot if clock.slot is not None else Slot(60.0 * usual_minutes)
    return slot if slot.seconds or slot.until is not None else None


@dataclass(frozen=True, slots=True)
class Reporters:
    """The teams of one reading (their indices), and the keys of those that report, and of the topics.

    Without teams and topics, sections stand for them.
    """

    meeting: Meeting
    topics: Topics
    teams: frozenset[int]
    keys: frozenset[str]

    @classmethod
    def of(cls, meeting: Meeting, before: Reporters | None = None, topics: Topics = NO_TOPICS) -> Reporters:
        """Those of a reading. With those of the one `before`, only what may differ is looked at."""
        if before is not None and before.meeting is meeting and before.topics is topics:
            return before
        changed = meeting.changed_since(before.meeting) if before is not None else None
        if before is not None and changed is not None and topics.has_rows_of(before.topics):
            looked_at = before.teams.intersection(changed)
            gone = frozenset(meeting.sections[index].key for index in looked_at)
            keys = before.keys - gone | _reporting(meeting, looked_at) if looked_at else before.keys
            return cls(meeting, topics, before.teams, keys)
        sections = meeting.sections
        teams = frozenset(n for n, section in enumerate(sections) if section.kind is SectionKind.TEAM)
        if not teams and not topics.by_key:
            teams = frozenset(n for n, section in enumerate(sections) if section.kind not in _ASIDE)
        return cls(meeting, topics, teams, _reporting(meeting, teams) | topics.by_key.keys())

    def waiting(self, clock: Clock, reviewed: Collection[str]) -> frozenset[str]:
        """Keys of those that were not spoken about yet, the one being spoken about among them.

        Spoken about is who was reviewed, or left after a while.
        """
        return self.keys.difference(reviewed, _spoken(clock))

    def plan(self, clock: Clock, reviewed: Collection[str]) -> Waiting:
        """What is still to come. A box waits while somebody in it does, or while it was not spoken about."""
        waiting = self.waiting(clock, reviewed)
        found = list(_outermost(self.meeting, clock, self.topics))
        if not found:
            return Waiting((), len(waiting))
        by_key, topics = self.meeting.by_key, self.topics.by_key
        places = [((topics[key][1:3]), key in waiting) for key in self.keys if key in topics]
        places += [((by_key[key], -1), key in waiting) for key in self.keys if key in by_key]
        places.sort()
        spoken = {*reviewed, *_spoken(clock)}
        boxes, covered = [], 0
        for start, end, key in found:
            inside = places[bisect_left(places, (start, False)) : bisect_left(places, (end, False))]
            waits = sum(is_waiting for _, is_waiting in inside)
            covered += waits
            if waits or (not inside and key not in spoken):
                boxes.append(key)
        return Waiting(tuple(boxes), len(waiting) - covered)


def _spoken(clock: Clock) -> list[str]:
    """Keys of what was spoken about: left after a while."""
    return [key for key, spent in clock.spent.items() if key != clock.section and spent >= SPOKEN_AFTER]


def _reporting(meeting: Meeting, indices: Iterable[int]) -> frozenset[str]:
    sections = (meeting.sections[index] for index in indices)
    return frozenset(section.key for section in sections if not section.empty)


def share(left: float, count: int) -> float | None:
    """Seconds for each of those who wait; never below 0. None where nobody waits."""
    return max(0.0, left) / count if count else None


def heirs(places: Mapping[str, Span], meeting: Meeting, topics: Topics = NO_TOPICS) -> dict[str, str]:
    """What became of sections and topics whose keys are gone: key to the key of what stands in their lines.

    `places` are their lines as the document has moved them. One renamed, or merged into another, has an heir;
    one that was taken out whole has none, and its time stays its own.
    """
    found = {}
    for key, span in places.items():
        if topics.has_row(key, meeting) or not len(span):
            continue
        index = meeting.section_at(span.start)
        if index is not None:
            items = meeting.sections[index].items if index in topics.of else ()
            item = next((n for n, item in enumerate(items) if span.start in item.own), None)
            found[key] = topics.key_at(meeting.sections[index].key, item)
    return found
