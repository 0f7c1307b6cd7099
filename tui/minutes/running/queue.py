"""Who wants to speak: a queue that is talked through and never written into the minutes.

A point of order goes before all others, a reply before a question, a question before a new topic. How long
each has spoken is counted.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from tui.minutes.noting.owners import People, folded, written
from tui.minutes.running.record import time_of

KEPT: Final = timedelta(hours=12)
"""How long a queue is worth anything: it is of one meeting, and that is over by then."""

MOST: Final = 500
"""People that wait at the most; more are no queue."""

_LONGEST: Final = 300  # characters of a name or a reason
_MOST_SECONDS: Final = 86_400.0


class Turn(StrEnum):
    """What somebody wants to speak for, the first of the floor first."""

    ORDER = "point of order"
    REPLY = "reply"
    QUESTION = "question"
    TOPIC = "new topic"


_RANK: Final = {turn: rank for rank, turn in enumerate(Turn)}


class QueueClosedError(ValueError):
    """The queue is closed: only a point of order may still be raised."""


@dataclass(frozen=True, slots=True)
class Speaker:
    """Somebody who wants to speak, and why."""

    name: str
    why: str = ""
    turn: Turn = Turn.TOPIC

    @property
    def words(self) -> str:
        """The name and the reason, as one line."""
        return f"{self.name}: {self.why}" if self.why else self.name


@dataclass(frozen=True, slots=True)
class Queue:
    """Who speaks now, and who waits, the next one first.

    `since` is when the speaker began, `spoken` how many seconds each has spoken before that.
    """

    speaking: Speaker | None = None
    waiting: tuple[Speaker, ...] = ()
    closed: bool = False
    since: datetime | None = None
    spoken: Mapping[str, float] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return self.speaking is not None or bool(self.waiting)

    def added(self, speaker: Speaker) -> Queue:
        """The queue with somebody behind all who go first; who waits already stays, with a new reason if any.

        Raises QueueClosedError.
        """
        for number, other in enumerate(self.waiting):
            if folded(other.name) == folded(speaker.name):
                if _RANK[speaker.turn] < _RANK[other.turn]:
                    return self._with(number, ()).added(replace(speaker, why=speaker.why or other.why))
                why = speaker.why or other.why
                return self._with(number, (replace(other, why=why),))
        if self.closed and speaker.turn is not Turn.ORDER:
            raise QueueClosedError("The queue is closed.")
        rank = _RANK[speaker.turn]
        at = next((n for n, other in enumerate(self.waiting) if _RANK[other.turn] > rank), len(self.waiting))
        return replace(self, waiting=(*self.waiting[:at], speaker, *self.waiting[at:])[:MOST])

    def next(self) -> Queue:
        """The first who waits speaks; where nobody does, the floor is free."""
        return replace(self, speaking=self.waiting[0] if self.waiting else None, waiting=self.waiting[1:])

    def called(self, number: int) -> Queue:
        """Somebody speaks out of turn. Raises IndexError for nobody."""
        return replace(self._with(number, ()), speaking=self.waiting[number])

    def timed(self, before: Queue, now: datetime) -> Queue:
        """The queue that follows another one at a moment: whoever spoke until then has the time of it."""
        if self.speaking == before.speaking:
            return replace(self, since=before.since, spoken=before.spoken)
        since = now if self.speaking is not None else None
        return replace(self, since=since, spoken=before.spoken_by(now))

    def spoken_by(self, now: datetime) -> dict[str, float]:
        """How many seconds each has spoken by a moment, who speaks now, too."""
        spoken = dict(self.spoken)
        if self.speaking is not None and self.since is not None:
            passed = max(0.0, (now - self.since).total_seconds())
            if passed:
                spoken[self.speaking.name] = spoken.get(self.speaking.name, 0.0) + passed
        return spoken

    def opened(self, *, closed: bool) -> Queue:
        """The queue closed for new speakers, or open again."""
        return replace(self, closed=closed)

    def ended(self) -> Queue:
        """The floor is free, and the others go on waiting."""
        return replace(self, speaking=None)

    def dropped(self, number: int) -> Queue:
        """The queue without somebody who waits. Raises IndexError for nobody."""
        _ = self.waiting[number]
        return self._with(number, ())

    def moved(self, number: int, by: int) -> Queue:
        """Somebody further back, or (less than 0) further to the front; the ends are the ends."""
        speaker = self.waiting[number]
        others = list(self._with(number, ()).waiting)
        others.insert(min(max(number + by, 0), len(others)), speaker)
        return replace(self, waiting=tuple(others))

    def _with(self, number: int, speakers: tuple[Speaker, ...]) -> Queue:
        return replace(self, waiting=(*self.waiting[:number], *speakers, *self.waiting[number + 1 :]))


def typed_speaker(typed: str, people: People) -> Speaker | None:
    """Who is meant by `ada: the second proposal`: a known person by a whole name, or the name as typed.

    None for nobody.
    """
    name, _, why = typed.partition(":")
    name, why = " ".join(name.split())[:_LONGEST], " ".join(why.split())[:_LONGEST]
    if not name:
        return None
    found = people.find(name).person
    return Speaker(written(found) if found is not None else name, why)


def as_data(queue: Queue, now: datetime) -> dict[str, object]:
    """The queue as plain data, to be kept outside the minutes."""
    speakers = [queue.speaking] if queue.speaking is not None else []
    return {
        "kept": now.isoformat(),
        "speaking": [[each.name, each.why, each.turn.value] for each in speakers],
        "waiting": [[each.name, each.why, each.turn.value] for each in queue.waiting],
        "closed": queue.closed,
        "since": queue.since.isoformat() if queue.since is not None else None,
        "spoken": dict(queue.spoken),
    }


def from_data(data: Mapping[str, object], now: datetime) -> Queue:
    """The queue that was kept; an empty one for data that is none, or too old."""
    kept = time_of(data.get("kept"))
    if kept is None or not -KEPT < now - kept < KEPT:
        return Queue()
    speaking, spoken = _speakers(data.get("speaking")), data.get("spoken")
    return Queue(
        speaking[0] if speaking else None,
        _speakers(data.get("waiting"))[:MOST],
        data.get("closed") is True,
        time_of(data.get("since")) if speaking else None,
        {
            name: float(seconds)
            for name, seconds in (spoken.items() if isinstance(spoken, dict) else ())
            if isinstance(name, str) and isinstance(seconds, int | float) and 0 <= seconds < _MOST_SECONDS
        },
    )


def spoken_in(data: Mapping[str, object]) -> dict[str, float]:
    """How many seconds each has spoken, by the data of a queue, however old they are."""
    kept = time_of(data.get("kept"))
    return dict(from_data(data, kept).spoken) if kept is not None else {}


def _speakers(data: object) -> tuple[Speaker, ...]:
    if not isinstance(data, list):
        return ()
    rows = [each for each in data if isinstance(each, list) and len(each) in (2, 3)]
    return tuple(
        Speaker(name[:_LONGEST], why[:_LONGEST], _turn(turn))
        for name, why, *turn in rows
        if isinstance(name, str) and isinstance(why, str) and name.strip()
    )


def _turn(said: list[object]) -> Turn:
    """What somebody speaks for; a new topic where nothing else is said."""
    return next((turn for turn in Turn if [turn.value] == said), Turn.TOPIC)
