"""Keeping what is typed in a draft, within moments of the key, so that no crash can take it."""

from __future__ import annotations

import asyncio
from typing import Final

from tui.minutes.text.source import Source
from tui.screens.meeting.desk import Desk

REST: Final = 0.02  # seconds between two drafts


class Drafting:
    """The draft of one open file. It is written in a thread, once at a time; typing waits for none of it."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._due = False
        self._at_work = False
        self._one_at_a_time = asyncio.Lock()
        self._over = False

    def touched(self) -> None:
        """Something was typed: it is in a draft soon."""
        self._due = True
        if not self._at_work:
            self._at_work = True
            self._desk.work(self._follow(), "draft")

    async def write(self) -> None:
        """Keep what is typed and not in the file, now."""
        async with self._one_at_a_time:
            if not self._desk.is_up or not self._desk.unsaved:
                return
            ours, base = self._desk.typing.pending(), self._desk.base
            problem = await asyncio.to_thread(self._keep, ours, base)
        if problem is not None:
            self._desk.say(problem, trouble=True)

    async def clear(self) -> None:
        """Forget the draft when all of the text is in the file; what was typed since is kept in another."""
        async with self._one_at_a_time:
            if self._desk.is_up and not self._desk.unsaved:
                await asyncio.to_thread(self._desk.live.forget_draft)
        if self._desk.is_up and self._desk.unsaved:
            self.touched()

    def stop(self) -> None:
        """Write no more: the program ends, and all of the text is in the file."""
        self._over = True
        self._desk.live.forget_draft()

    def _keep(self, ours: Source, base: Source) -> str | None:
        return None if self._over else self._desk.live.keep_draft(ours, base)

    async def _follow(self) -> None:
        try:
            while self._due:
                self._due = False
                await self.write()
                await asyncio.sleep(REST)
        finally:
            self._at_work = False
