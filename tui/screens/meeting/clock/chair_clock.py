"""The chair's clock, shown to those who follow: read from where it is kept, never started and never kept."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from tui.keyboard.commands import named
from tui.minutes.running.moment import Now
from tui.minutes.running.pace import Reporters, slot_of
from tui.minutes.running.record import restored
from tui.screens.meeting.clock.facts import facts
from tui.settings.values import Settings
from tui.state import load_clock

if TYPE_CHECKING:
    from tui.screens.meeting.screen import MeetingScreen


class ChairClock:
    """The clock of another program on the same minutes."""

    def __init__(self, screen: MeetingScreen, settings: Settings, now: Now) -> None:
        self._screen = screen
        self._settings = settings
        self._now = now
        self._reporters: Reporters | None = None

    async def show(self) -> None:
        """Bring the header up to date; nothing where the meeting has not begun."""
        screen = self._screen
        data, _ = await asyncio.to_thread(load_clock, screen.path)
        if not screen.is_up:
            return
        now, meeting = self._now(), screen.document.meeting
        found = restored(data, now, named(screen.keys, "clock"))
        if found is None:
            screen.header.times = ()
            return
        slot = slot_of(found.clock, self._settings.slot_minutes)
        teams = 0
        if slot is not None and not meeting.uncounted:
            self._reporters = Reporters.of(meeting, self._reporters)
            teams = len(self._reporters.waiting(found.clock, screen.walk.reviews.marks))
        screen.header.times = facts(meeting, found.clock, now, slot, teams)
