"""What the clock says of a meeting: timeboxes that run down, and what is left for each team that waits."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from tui.minutes.model import Meeting, Section, SectionKind
from tui.minutes.running.clock import Clock, Slot
from tui.minutes.text.source import Span

SPOKEN_AFTER: Final = 30.0
"""Seconds after which a team that was left counts as spoken about; who only walks past does not stop."""

_ASIDE: Final = (SectionKind.PREAMBLE, SectionKind.TITLE, SectionKind.AGENDA, SectionKind.ATTENDEES)


@dataclass(frozen=True, slots=True)
class Box:
    """A timebox: its section (key, name), its seconds, and those spent there and in the sections below."""

    section: str
    name: str
    seconds: float
    spent: float

    @property
    def left(self) -> float:
        """Seconds that are left; below 0 when it is over."""
        return self.seconds - self.spent


def box_of(meeting: Meeting, clock: Clock, key: str) -> Box | None:
    """The timebox that runs in a section: its own, else that of the nearest section around it."""
    index = meeting.by_key.get(key)
    while index is not None:
        section = meeting.sections[index]
        if seconds := clock.boxes.get(section.key, 60.0 * (section.minutes or 0)):
            return Box(section.key, section.name, seconds, _spent_within(meeting, clock, section))
        if section.key in clock.boxes:
            return None
        index = section.parent
    return None


def _spent_within(meeting: Meeting, clock: Clock, section: Section) -> float:
    """Seconds spent in a section and in those below it."""
    total = 0.0
    for key, seconds in clock.spent.items():
        index = meeting.by_key.get(key)
        if index is not None and section.span.start <= meeting.sections[index].span.start < section.end:
            total += seconds
    return total


def slot_of(clock: Clock, usual_minutes: int) -> Slot | None:
    """How long the meeting may be: as typed, else as usual; None where that is nothing."""
    slot = clock.slot if clock.slot is not None else Slot(60.0 * usual_minutes)
    return slot if slot.seconds or slot.until is not None else None


@dataclass(frozen=True, slots=True)
class Reporters:
    """The teams of one reading (their indices), and the keys of those that report.

    Without teams, sections stand for them.
    """

    meeting: Meeting
    teams: frozenset[int]
    keys: frozenset[str]

    @classmethod
    def of(cls, meeting: Meeting, before: Reporters | None = None) -> Reporters:
        """Those of a reading. With those of the one `before`, only what may differ is looked at."""
        if before is not None and before.meeting is meeting:
            return before
        changed = meeting.changed_since(before.meeting) if before is not None else None
        if before is not None and changed is not None:
            looked_at = before.teams.intersection(changed)
            gone = frozenset(meeting.sections[index].key for index in looked_at)
            keys = before.keys - gone | _reporting(meeting, looked_at) if looked_at else before.keys
            return cls(meeting, before.teams, keys)
        sections = meeting.sections
        teams = frozenset(n for n, section in enumerate(sections) if section.kind is SectionKind.TEAM)
        if not teams:
            teams = frozenset(n for n, section in enumerate(sections) if section.kind not in _ASIDE)
        return cls(meeting, teams, _reporting(meeting, teams))

    def waiting(self, clock: Clock, reviewed: Collection[str]) -> frozenset[str]:
        """Keys of those that were not spoken about yet, the one being spoken about among them.

        Spoken about is who was reviewed, or left after a while.
        """
        spoken = [key for key, spent in clock.spent.items() if key != clock.section and spent >= SPOKEN_AFTER]
        return self.keys.difference(reviewed, spoken)


def _reporting(meeting: Meeting, indices: Iterable[int]) -> frozenset[str]:
    sections = (meeting.sections[index] for index in indices)
    return frozenset(section.key for section in sections if not section.empty)


def share(left: float, count: int) -> float | None:
    """Seconds for each of those who wait; never below 0. None where nobody waits."""
    return max(0.0, left) / count if count else None


def heirs(places: Mapping[str, Span], meeting: Meeting) -> dict[str, str]:
    """What became of sections whose keys are gone: key to the key of what stands in their lines now.

    `places` are their lines as the document has moved them. One renamed, or merged into another, has an heir;
    one that was taken out whole has none, and its time stays its own.
    """
    found = {}
    for key, span in places.items():
        if key in meeting.by_key or not len(span):
            continue
        index = meeting.section_at(span.start)
        if index is not None:
            found[key] = meeting.sections[index].key
    return found
