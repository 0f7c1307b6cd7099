"""The clock's place in the state folder: written by threads, at bounded intervals, and finally on leaving."""

from __future__ import annotations

import asyncio
from threading import Lock
from typing import Final

from tui.minutes.running.clock import Clock, Moment
from tui.minutes.running.record import A_LOOK, as_data
from tui.screens.meeting.desk import Desk
from tui.state import load_clock, save_clock

KEPT_EVERY: Final = 30.0
"""Seconds between two signs of life in the state folder, while nothing else changes."""


class ClockRecord:
    """What is kept of one meeting's clock."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._kept_at = 0.0
        self._turn = Lock()  # held while the record is written
        self._final = False
        self._written: Clock | None = None
        self.changed = False
        """True while the record lacks more than the seconds that have passed."""

    async def load(self) -> tuple[dict[str, object], str | None]:
        """What was kept, and a sentence where that could not be read."""
        return await asyncio.to_thread(load_clock, self._desk.path)

    def keep_if_due(self, clock: Clock, now: Moment) -> None:
        """Write the clock when something changed, or a sign of life is due."""
        if self.changed or now.steady - self._kept_at >= KEPT_EVERY:
            self.keep(clock, now)

    def keep(self, clock: Clock, now: Moment) -> None:
        """Write the clock, off the event loop."""
        self.changed, self._kept_at, self._written = False, now.steady, clock
        self._desk.work(self._write(clock), "clock")

    def close(self, clock: Clock) -> None:
        """Write the clock for the next time, here and now; one that was only a look is forgotten."""
        with self._turn:
            self._final = True
            matters = clock.began is None or clock.total >= A_LOOK or clock.boxes or clock.slot is not None
            save_clock(self._desk.path, as_data(clock) if matters else None)

    async def _write(self, clock: Clock) -> None:
        problem = await asyncio.to_thread(self._save, clock)
        if problem is not None:
            self._desk.say(problem, trouble=True)

    def _save(self, clock: Clock) -> str | None:
        """Write a clock, unless a later one has been given or it is over. In a thread."""
        with self._turn:
            if self._final or clock is not self._written:
                return None
            return save_clock(self._desk.path, as_data(clock))
