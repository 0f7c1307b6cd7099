"""Who wants to speak: a queue that is talked through and never written into the minutes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from tui.minutes.noting.owners import People, folded, written

KEPT: Final = timedelta(hours=12)
"""How long a queue is worth anything: it is of one meeting, and that is over by then."""

MOST: Final = 500
"""People that wait at the most; more are no queue."""

_LONGEST: Final = 300  # characters of a name or a reason


@dataclass(frozen=True, slots=True)
class Speaker:
    """Somebody who wants to speak, and why."""

    name: str
    why: str = ""

    @property
    def words(self) -> str:
        """The name and the reason, as one line."""
        return f"{self.name}: {self.why}" if self.why else self.name


@dataclass(frozen=True, slots=True)
class Queue:
    """Who speaks now, and who waits, the next one first."""

    speaking: Speaker | None = None
    waiting: tuple[Speaker, ...] = ()

    def __bool__(self) -> bool:
        return self.speaking is not None or bool(self.waiting)

    def added(self, speaker: Speaker) -> Queue:
        """The queue with somebody at its end; who waits already stays in place, with a new reason if any."""
        for number, other in enumerate(self.waiting):
            if folded(other.name) == folded(speaker.name):
                why = speaker.why or other.why
                return self._with(number, (replace(other, why=why),))
        return replace(self, waiting=(*self.waiting, speaker)[:MOST])

    def next(self) -> Queue:
        """The first who waits speaks; where nobody does, the floor is free."""
        return Queue(self.waiting[0] if self.waiting else None, self.waiting[1:])

    def called(self, number: int) -> Queue:
        """Somebody speaks out of turn. Raises IndexError for nobody."""
        return Queue(self.waiting[number], self._with(number, ()).waiting)

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
        "speaking": [[each.name, each.why] for each in speakers],
        "waiting": [[each.name, each.why] for each in queue.waiting],
    }


def from_data(data: Mapping[str, object], now: datetime) -> Queue:
    """The queue that was kept; an empty one for data that is none, or too old."""
    kept = data.get("kept")
    try:
        age = now - datetime.fromisoformat(kept) if isinstance(kept, str) else None
    except (ValueError, TypeError):  # no time, or one without its zone
        age = None
    if age is None or not -KEPT < age < KEPT:
        return Queue()
    speaking = _speakers(data.get("speaking"))
    return Queue(speaking[0] if speaking else None, _speakers(data.get("waiting"))[:MOST])


def _speakers(data: object) -> tuple[Speaker, ...]:
    if not isinstance(data, list):
        return ()
    pairs = [each for each in data if isinstance(each, list) and len(each) == 2]
    return tuple(
        Speaker(name[:_LONGEST], why[:_LONGEST])
        for name, why in pairs
        if isinstance(name, str) and isinstance(why, str) and name.strip()
    )
