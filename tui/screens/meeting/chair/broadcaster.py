"""Telling those who follow from other terminals where this meeting is."""

from __future__ import annotations

import asyncio
from typing import Final

from tui.minutes.keeping.chair_position import SAID, ChairPosition, ChairPositionFile
from tui.screens.meeting.desk import Desk
from tui.screens.meeting.navigation.reviews import Reviews
from widgets.places import Place

PAUSE: Final = 0.2
"""Seconds between two writes; moves meanwhile become one."""


class Broadcaster:
    """The place of one open meeting, written by a thread when it changes. A move only takes a note of it."""

    def __init__(self, desk: Desk, reviews: Reviews) -> None:
        self._desk = desk
        self._reviews = reviews
        desk.last_writes.append(self.stop)
        self._file = (
            ChairPositionFile(desk.live.state, desk.live.target) if desk.live.state is not None else None
        )
        self._next: ChairPosition | None = None
        self._is_telling = False

    def start(self) -> None:
        """Tell the place of now, and every other one from now on."""
        if self._file is None:
            return
        desk = self._desk
        desk.moved.append(self.moved)
        desk.host.on_change(desk.panes, "meeting", self._changed)
        desk.host.on_change(desk.agenda, "reviewed", self._changed)
        self._changed()

    def stop(self) -> None:
        """Nobody walks this meeting any more. Waits for a write that is under way."""
        if self._file is not None:
            self._file.withdraw()

    def moved(self, place: Place) -> None:
        """The cursor is here now."""
        item = self._desk.panes.current_item
        text = item.text[:SAID] if item is not None else ""
        done, _ = self._reviews.progress()
        self._next = ChairPosition(place.section, place.item, text, done)
        if not self._is_telling and self._file is not None:
            self._is_telling = True
            self._desk.work(self._tell(self._file), "leading")

    def _changed(self) -> None:
        self.moved(self._desk.panes.place)

    async def _tell(self, file: ChairPositionFile) -> None:
        """Write the newest place until nothing newer has come."""
        told = None
        while self._next is not None and self._next != told:
            told = self._next
            await asyncio.to_thread(file.tell, told)
            await asyncio.sleep(PAUSE)
        self._is_telling = False
