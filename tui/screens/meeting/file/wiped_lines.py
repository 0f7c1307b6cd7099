"""Lines that a save from an old window took out: told, by git's history, and put back by one key."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from tui.minutes.noting.editing import Edit, EditError
from tui.minutes.text.source import Span
from tui.screens.meeting.desk import Desk
from widgets.display_text import for_display
from widgets.wrapping import counted

if TYPE_CHECKING:
    from tui.minutes.git.repository import Repository
    from tui.minutes.git.wipes import Wipe


class WipedLines:
    """What `U` does, for a file that is shared and for any other whose history git has."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._wipes: list[Wipe] = []
        self._head = ""
        self._repository: Repository | None = None
        desk.arrived.append(self._came_in)

    def commands(self) -> dict[str, Callable[[], object]]:
        """What this concern answers to, by command id."""
        return {"put_back": self._put_back}

    async def learn(self) -> None:
        """Tell the wipes of the last days; find out what is checked out, to see those that git brings in."""
        self._head = await asyncio.to_thread(self._head_now)
        if self._repository is not None:
            from tui.minutes.git.wipes import recent_wipes  # noqa: PLC0415 - only in a repository

            await self.found(partial(recent_wipes, self._repository))

    async def found(self, look: Callable[[], tuple[Wipe, ...]]) -> None:
        """Tell those of the wipes that `look` finds, in a thread, that nobody here was told of."""
        from tui.minutes.git.wipes import first_told  # noqa: PLC0415 - only in a repository

        live = self._desk.live
        new = await asyncio.to_thread(lambda: first_told(live.state, live.target, look()))
        if self._desk.is_up:
            self._tell(new)

    def _tell(self, found: tuple[Wipe, ...]) -> None:
        """Say that somebody's save took lines out that others had just written."""
        if not found:
            return
        self._wipes = [*found]
        wipe, more = found[-1], len(found) - 1
        lines = counted(len(wipe.lines), "line")
        who, whose, where = map(for_display, (wipe.who, wipe.whose, wipe.section or "the top"))
        minutes = max(1, round(wipe.age / 60))
        ago = f"{minutes} min ago" if minutes < 120 else f"{minutes // 60} h ago"
        others = f" and {counted(more, 'more save')} like it" if more else ""
        self._desk.say(
            f"{who}'s save took {lines} of {where} that {whose} wrote {ago}{others}. "
            f"{self._desk.key('put_back')} puts back, {self._desk.key('next_change')} looks",
            trouble=True,
        )

    def _put_back(self) -> None:
        """Put the lines back that a save had wiped, as one step of undo."""
        if not self._wipes:
            self._desk.say("Nothing was wiped that is known here.")
            return
        found, self._wipes = self._wipes, []

        def change() -> Edit:
            now = text = self._desk.document.source
            for wipe in found:
                text = wipe.put_back(text)
            if text == now:
                raise EditError("These lines are there again already.")
            lines = sum(len(wipe.lines) for wipe in found)
            return Edit(now, text, Span(0, 0), f"put {counted(lines, 'line')} back")

        self._desk.text()
        self._desk.change(change)

    def _came_in(self) -> None:
        """Others' text came in from the disk: was it git that brought it, and does it wipe anything?"""
        if self._head:
            self._desk.work(self._look_at_history(), "history")

    async def _look_at_history(self) -> None:
        before = self._head
        self._head = await asyncio.to_thread(self._head_now)
        if before and self._head and self._head != before and self._repository is not None:
            from tui.minutes.git.wipes import wipes  # noqa: PLC0415 - only where git brought something

            await self.found(partial(wipes, self._repository, before, self._head))

    def _head_now(self) -> str:
        """The commit that is checked out where the file lies; empty outside of repositories. In a thread."""
        from tui.minutes.git.repository import NotShared, Repository  # noqa: PLC0415

        try:
            self._repository = self._repository or Repository.of(self._desk.path)
        except NotShared:
            return ""
        return self._repository.commit_of("HEAD")
