"""The clock of one meeting: since when it runs, and how long each section took. Pure; time is passed in.

Every change gives another `Clock`, which is right as of its moment `last`. Sections are named by their key;
the empty key takes the time for which the meeting was in none.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Final, NamedTuple

from tui.minutes.model import Meeting, Section, SectionKind
from tui.minutes.text.source import Span


class Moment(NamedTuple):
    """An instant: seconds of a clock that only goes forward, and the time of day with its zone."""

    steady: float
    wall: datetime

    def earlier(self, wall: datetime) -> Moment:
        """The moment at which the wall clock showed another time, where nobody has set it since."""
        return Moment(self.steady - (self.wall - wall).total_seconds(), wall)

    def later(self, seconds: float) -> Moment:
        """The moment so many seconds on."""
        return Moment(self.steady + seconds, self.wall + timedelta(seconds=seconds))


Now = Callable[[], Moment]
"""What tells the time. Passed in wherever it is needed, so that tests have a time of their own."""

_STEADY: Final = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)


def system_now() -> Moment:
    """The moment it is, as the system tells it."""
    return Moment(time.clock_gettime(_STEADY), datetime.now().astimezone())


LONGEST_SILENCE: Final = 15 * 60.0
"""Seconds without a sign of life (computer asleep, program stopped or killed) that still count.

After a longer silence the clock stands where it was last seen running: nobody walks an agenda on a computer
that sleeps for so long.
"""

_SET_ANEW: Final = (
    90.0  # seconds by which the wall clock differs from the steady one when somebody has set it
)


def _nothing() -> dict[str, float]:
    return {}


@dataclass(frozen=True, slots=True)
class Slot:
    """The time the meeting has: so many seconds from its start, or until a time of day."""

    seconds: float = 0.0
    until: datetime | None = None

    def left(self, began: Moment, now: Moment) -> float:
        """Seconds that are left of it; below 0 when it is over. A pause does not make it longer."""
        if self.until is not None:
            return (self.until - now.wall).total_seconds()
        return self.seconds - (now.steady - began.steady)


@dataclass(frozen=True, slots=True)
class Clock:
    """Where the time of a meeting went, as of `last`.

    `began` is None before the meeting starts. `spent` is seconds by section key. `boxes` are timeboxes set by
    hand, in seconds, before those of the headings; 0 says that there is none.
    """

    began: Moment | None = None
    last: Moment | None = None
    running: bool = False
    section: str = ""
    spent: Mapping[str, float] = field(default_factory=_nothing)
    boxes: Mapping[str, float] = field(default_factory=_nothing)
    slot: Slot | None = None

    @property
    def total(self) -> float:
        """Seconds for which the meeting ran, without its pauses."""
        return sum(self.spent.values())

    def seen(self, now: Moment) -> Clock:
        """The clock at a later moment; after too long a silence it stands, and the silence is not counted.

        A steady clock that goes backwards, as none should, counts nothing.
        """
        if not self.running or self.last is None:
            return self
        passed = now.steady - self.last.steady
        if passed > LONGEST_SILENCE:
            return replace(self, running=False)
        return replace(self, last=now, spent=_with(self.spent, self.section, max(0.0, passed)))

    def started(self, now: Moment, section: str) -> Clock:
        """Start the meeting in a section, or go on after a pause."""
        if self.running:
            return self.moved(now, section)
        return replace(self, began=self.began or now, last=now, running=True, section=section)

    def paused(self, now: Moment) -> Clock:
        """Stand still from now on."""
        return replace(self.seen(now), running=False)

    def moved(self, now: Moment, section: str) -> Clock:
        """The meeting is in another section from now on."""
        return replace(self.seen(now), section=section)

    def followed(self, heirs: Mapping[str, str]) -> Clock:
        """The clock after sections got other keys: old key to new one. What was two sections adds up."""
        if not heirs:
            return self
        spent, boxes = dict[str, float](), dict[str, float]()
        for key, seconds in self.spent.items():
            heir = heirs.get(key, key)
            spent[heir] = spent.get(heir, 0.0) + seconds
        for key, seconds in self.boxes.items():
            boxes.setdefault(heirs.get(key, key), seconds)
        section = heirs.get(self.section, self.section)
        return replace(self, spent=spent, boxes=boxes, section=section)

    def boxed(self, section: str, seconds: float | None) -> Clock:
        """Set a section's timebox: 0 for none, None for that of its heading again."""
        boxes = {key: value for key, value in self.boxes.items() if key != section}
        return replace(self, boxes=boxes if seconds is None else {**boxes, section: max(0.0, seconds)})

    def with_slot(self, slot: Slot | None) -> Clock:
        """Set how long the meeting may be; None: nobody says."""
        return replace(self, slot=slot)

    def held(self) -> tuple[datetime, datetime] | None:
        """The times of day of start and end (of now, while it runs); None before it started.

        Where the wall clock was set since the start, the start is told as that clock would tell it now.
        """
        if self.began is None or self.last is None:
            return None
        jump = (self.last.wall - self.began.wall).total_seconds() - (self.last.steady - self.began.steady)
        start = self.began.wall + timedelta(seconds=jump) if abs(jump) > _SET_ANEW else self.began.wall
        return start, self.last.wall


def _with(spent: Mapping[str, float], section: str, seconds: float) -> Mapping[str, float]:
    """The times with more for a section; one that took none has none."""
    return {**spent, section: spent.get(section, 0.0) + seconds} if seconds else spent


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
