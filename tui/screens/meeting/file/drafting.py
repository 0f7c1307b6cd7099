"""What is typed is kept in a draft within moments of the key, so that no crash takes it; and how it ends."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Final

from tui.minutes.keeping.results import NotSaved, Saved
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


class LastWords:
    """Saves on the event loop: nothing else is to come."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.saved: Callable[[], None] = lambda: None
        """Told when all of the text is in the file."""

    def save(self) -> None:
        """The system ends the program, or its terminal is gone: save now; a draft where that fails."""
        base, text = self._desk.base, self._desk.text()
        unsaved = text != base and not text.problem
        place = self._desk.typing.place()
        saved = not unsaved or isinstance(self._desk.live.save(text, base, has_place=place), Saved)
        if self._desk.typing.removed:
            self._desk.live.keep_draft(self._desk.typing.pending(), self._desk.base)
        elif saved:
            self.saved()

    def let_go(self) -> None:
        """Remember what is remembered, and watch no more."""
        for told in (*self._desk.left, *self._desk.last_writes):
            told()

    def rescue(self) -> str:
        """After a crash, when no one knows what holds: keep a draft, and say where the words are."""
        name = self._desk.path.name
        base, text = self._desk.base, self._desk.typing.pending()
        if text == base or text.problem:
            return f"Everything typed is in {name}."
        problem = self._desk.live.keep_draft(text, base)
        if problem is None:
            return f"The last words typed are kept in a draft: opening {name} again offers them."
        saved = self._desk.live.save(text, base)
        if isinstance(saved, NotSaved):
            return f"The last words typed are in no file: {problem}"
        return f"Everything typed is in {name}."
