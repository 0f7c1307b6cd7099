"""Keeping what is typed in a draft, within moments of the key, so that no crash can take it."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Final

from tui.minutes.keeping.live_file import LiveFile
from tui.minutes.text.source import Source

if TYPE_CHECKING:
    from tui.screens.meeting.screen import MeetingScreen

REST: Final = 0.02  # seconds between two drafts


class Drafting:
    """The draft of one open file. It is written in a thread, once at a time; typing waits for none of it."""

    def __init__(self, screen: MeetingScreen, live: LiveFile) -> None:
        self._screen = screen
        self._live = live
        self._due = False
        self._at_work = False
        self._one_at_a_time = asyncio.Lock()
        self._over = False

    def touched(self) -> None:
        """Something was typed: it is in a draft soon."""
        self._due = True
        if not self._at_work:
            self._at_work = True
            self._screen.run_worker(self._follow(), group="draft")

    async def write(self) -> None:
        """Keep what is typed and not in the file, now."""
        async with self._one_at_a_time:
            if not self._screen.is_up or not self._screen.autosave.unsaved:
                return
            ours, base = self._screen.writing.pending(), self._screen.autosave.base
            problem = await asyncio.to_thread(self._keep, ours, base)
        if problem is not None:
            self._screen.say(problem, trouble=True)

    async def clear(self) -> None:
        """Forget the draft when all of the text is in the file; what was typed since is kept in another."""
        async with self._one_at_a_time:
            if self._screen.is_up and not self._screen.autosave.unsaved:
                await asyncio.to_thread(self._live.forget_draft)
        if self._screen.is_up and self._screen.autosave.unsaved:
            self.touched()

    def stop(self) -> None:
        """Write no more: the program ends, and all of the text is in the file."""
        self._over = True
        self._live.forget_draft()

    def _keep(self, ours: Source, base: Source) -> str | None:
        return None if self._over else self._live.keep_draft(ours, base)

    async def _follow(self) -> None:
        try:
            while self._due:
                self._due = False
                await self.write()
                await asyncio.sleep(REST)
        finally:
            self._at_work = False
