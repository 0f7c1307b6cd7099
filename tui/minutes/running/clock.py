"""The clock of one meeting: since when it runs, and how long each section took. Pure; time is passed in.

Every change gives another `Clock`, which is right as of its moment `last`. Sections are named by their key;
the empty key takes the time for which the meeting was in none.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Final, NamedTuple


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


class Visit(NamedTuple):
    """A stretch of the meeting in one section, in times of day."""

    section: str
    start: datetime
    end: datetime


MOST_VISITS: Final = 5000
"""Stretches that are kept; more are no walk through a meeting."""


@dataclass(frozen=True, slots=True)
class Clock:
    """Where the time of a meeting went, as of `last`.

    `began` is None before the meeting starts. `spent` is seconds by section key. `boxes` are timeboxes set by
    hand, in seconds, before those of the headings; 0 says that there is none. `visits` are the stretches in
    sections that are over, `entered` is when the one of now began.
    """

    began: Moment | None = None
    last: Moment | None = None
    running: bool = False
    section: str = ""
    spent: Mapping[str, float] = field(default_factory=_nothing)
    boxes: Mapping[str, float] = field(default_factory=_nothing)
    slot: Slot | None = None
    visits: tuple[Visit, ...] = ()
    entered: datetime | None = None

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
            return replace(self.left(self.last), running=False)
        return replace(self, last=now, spent=_with(self.spent, self.section, max(0.0, passed)))

    def started(self, now: Moment, section: str) -> Clock:
        """Start the meeting in a section, or go on after a pause."""
        if self.running:
            return self.moved(now, section)
        return replace(
            self, began=self.began or now, last=now, running=True, section=section, entered=now.wall
        )

    def paused(self, now: Moment) -> Clock:
        """Stand still from now on."""
        return replace(self.seen(now).left(now), running=False)

    def moved(self, now: Moment, section: str) -> Clock:
        """The meeting is in another section from now on."""
        seen = self.seen(now)
        if section == self.section or not seen.running:
            return replace(seen, section=section)
        return replace(seen.left(now), section=section, entered=now.wall)

    def left(self, now: Moment) -> Clock:
        """The stretch in the section of now is over."""
        if self.entered is None:
            return self
        visit = Visit(self.section, self.entered, max(self.entered, now.wall))
        return replace(self, visits=(*self.visits, visit)[-MOST_VISITS:], entered=None)

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
        visits = tuple(
            visit._replace(section=heirs.get(visit.section, visit.section)) for visit in self.visits
        )
        return replace(self, spent=spent, boxes=boxes, section=section, visits=visits)

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
