"""The chair's clock, shown to those who follow: read from where it is kept, never started and never kept."""

from __future__ import annotations

import asyncio

from tui.minutes.running.moment import Now
from tui.minutes.running.pace import Reporters, slot_of
from tui.minutes.running.record import restored
from tui.screens.meeting.clock.facts import facts
from tui.screens.meeting.desk import Desk
from tui.screens.meeting.navigation.reviews import Reviews
from tui.state import load_clock


class ChairClock:
    """The clock of another program on the same minutes."""

    def __init__(self, desk: Desk, reviews: Reviews, now: Now) -> None:
        self._desk = desk
        self._reviews = reviews
        self._now = now
        self._reporters: Reporters | None = None

    async def show(self) -> None:
        """Bring the header up to date; nothing where the meeting has not begun."""
        desk = self._desk
        data, _ = await asyncio.to_thread(load_clock, desk.path)
        if not desk.is_up:
            return
        now, meeting = self._now(), desk.meeting
        found = restored(data, now, desk.key("clock"))
        if found is None:
            desk.header.times = ()
            return
        slot = slot_of(found.clock, self._desk.settings.slot_minutes)
        teams = 0
        if slot is not None and not meeting.uncounted:
            self._reporters = Reporters.of(meeting, self._reporters)
            teams = len(self._reporters.waiting(found.clock, self._reviews.marks))
        desk.header.times = facts(meeting, found.clock, now, slot, teams)
