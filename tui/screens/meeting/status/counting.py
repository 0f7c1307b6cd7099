"""Counting the notes of a long meeting, a few sections at a time between other work."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Callable
from typing import Final

from tui.screens.meeting.desk import Desk

PIECE: Final = 48
"""Sections counted without a pause: a few milliseconds, which nobody feels in a key."""

PAUSE: Final = 0.002  # seconds in which a key is worked off between two pieces


class Counting:
    """The count of the meeting that is shown; it starts again with what is new in another reading of it."""

    def __init__(self, desk: Desk, counted: Callable[[], None]) -> None:
        self._desk = desk
        self._counted = counted
        self._busy = False

    def start(self) -> None:
        """Count what is not counted yet, unless that is being done."""
        document = self._desk.document
        if not self._busy and (document.is_counted_ahead or document.meeting.uncounted):
            self._busy = True
            self._desk.work(self._count(), "count")

    async def _count(self) -> None:
        try:
            document = self._desk.document
            known = not document.meeting.uncounted
            await document.count_ahead()
            if known and not document.meeting.uncounted:
                return
            while True:
                if document.meeting.count(PIECE):
                    break
                await asyncio.sleep(PAUSE)
        finally:
            self._busy = False
        gc.freeze()  # what a long file is made of stays: looking for garbage in it would be felt
        self._desk.refresh()
        if self._desk.is_up:
            self._counted()
