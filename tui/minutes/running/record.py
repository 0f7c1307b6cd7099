"""The clock kept over the program's end: as plain data for a file, and what may be gone on with of it.

Wall-clock times are kept, for a steady clock begins anew with every start of the computer.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum
from typing import Final

from tui.minutes.running.clock import LONGEST_SILENCE, MOST_VISITS, Clock, Moment, Slot, Visit
from tui.minutes.running.typed import clock_face

SAME_MEETING: Final = 12 * 3600.0
"""Seconds without a sign of life after which a clock belongs to a meeting that is over."""


A_LOOK: Final = 60.0
"""Seconds below which a clock is not kept for later: somebody only had a look at the minutes."""


class Going(Enum):
    """What becomes of a clock that was kept."""

    RUNS = "runs"  # the program was away for a moment; the meeting went on meanwhile
    STANDS = "stands"  # it was paused, or the program was away for long: `t` goes on
    OVER = "over"  # it is that of an earlier meeting: only `t` starts a new one


@dataclass(frozen=True, slots=True)
class Restored:
    """A clock that was kept (a new one where it is over), what becomes of it, and a sentence saying so."""

    clock: Clock
    going: Going
    said: str


def as_data(clock: Clock) -> dict[str, object]:
    """The clock as what JSON can hold."""
    held = clock.held()
    slot = clock.slot
    return {
        "began": held[0].isoformat() if held is not None else None,
        "last": held[1].isoformat() if held is not None else None,
        "running": clock.running,
        "section": clock.section,
        "spent": dict(clock.spent),
        "boxes": dict(clock.boxes),
        "visits": [[section, start.isoformat(), end.isoformat()] for section, start, end in clock.visits],
        "entered": clock.entered.isoformat() if clock.entered is not None else None,
        "slot": None
        if slot is None
        else {"seconds": slot.seconds, "until": slot.until.isoformat() if slot.until is not None else None},
    }


def restored(data: Mapping[str, object], now: Moment, key: str) -> Restored | None:
    """The clock that was kept, as it goes on at a later moment; None where the data are no clock's.

    Nor is a look at the minutes a clock, once it is over. `key` is what sentences call the key of the clock.
    """
    began, last = time_of(data.get("began")), time_of(data.get("last"))
    boxes, slot = _seconds(data.get("boxes")), _slot(data.get("slot"))
    if began is None or last is None:
        clock = Clock(boxes=boxes, slot=slot)
        return Restored(clock, Going.STANDS, "") if boxes or slot is not None else None
    section = data.get("section")
    kept = Clock(
        now.earlier(began),
        now.earlier(last),
        data.get("running") is True,
        section if isinstance(section, str) else "",
        _seconds(data.get("spent")),
        boxes,
        slot,
        tuple(_visits(data)),
        time_of(data.get("entered")),
    )
    silence = (now.wall - last).total_seconds()
    if kept.total < A_LOOK and silence > LONGEST_SILENCE:
        return None
    if silence > SAME_MEETING:
        day = f"{began:%A}, {began:%Y-%m-%d}, {began:%H:%M}-{last:%H:%M}"
        said = f"The clock of this meeting ran on {day}; {key} starts a new one."
        return Restored(Clock(), Going.OVER, said)
    face = clock_face(kept.total)
    if not kept.running:
        return Restored(kept, Going.STANDS, f"The clock stands at {face} since {last:%H:%M}; {key} goes on.")
    if silence > LONGEST_SILENCE:
        said = f"The program ended at {last:%H:%M}, and the clock stands since then at {face}; {key} goes on."
        return Restored(replace(kept.left(now.earlier(last)), running=False), Going.STANDS, said)
    clock = kept.seen(now)
    said = f"The clock ran on while the program was away since {last:%H:%M}; {key} pauses it."
    return Restored(clock, Going.RUNS, said)


def held_in(data: Mapping[str, object]) -> tuple[datetime, datetime] | None:
    """When a meeting began and was last seen, by the data of its clock; None where it never ran."""
    began, last = time_of(data.get("began")), time_of(data.get("last"))
    return (began, last) if began is not None and last is not None else None


def visits_of(data: Mapping[str, object]) -> Iterator[Visit]:
    """The stretches in sections by the data of a clock, that of now up to when it was last seen."""
    yield from _visits(data)
    section, entered, last = data.get("section"), time_of(data.get("entered")), time_of(data.get("last"))
    if isinstance(section, str) and entered is not None and last is not None:
        yield Visit(section, entered, max(entered, last))


def _visits(data: Mapping[str, object]) -> Iterator[Visit]:
    rows = data.get("visits")
    for row in rows[-MOST_VISITS:] if isinstance(rows, list) else ():
        if isinstance(row, list) and len(row) == 3 and isinstance(row[0], str):
            start, end = time_of(row[1]), time_of(row[2])
            if start is not None and end is not None and start <= end:
                yield Visit(row[0], start, end)


def time_of(value: object) -> datetime | None:
    """A time of day with its zone; None for what is none."""
    try:
        found = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
    return found if found is not None and found.tzinfo is not None else None


def _seconds(value: object) -> dict[str, float]:
    """Section key to seconds; what is no such pair, or below 0, is left out."""
    pairs = value.items() if isinstance(value, dict) else ()
    return {
        key: float(seconds)
        for key, seconds in pairs
        if isinstance(key, str) and isinstance(seconds, int | float) and 0 <= seconds < float("inf")
    }


def _slot(value: object) -> Slot | None:
    if not isinstance(value, dict):
        return None
    seconds = _seconds({"": value.get("seconds")}).get("", 0.0)
    return Slot(seconds, time_of(value.get("until")))
