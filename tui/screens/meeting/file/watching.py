"""Watching the file: other people's saves are taken up as they happen; a file that is gone is waited for."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from tui.keyboard.commands import named
from tui.minutes.keeping.live_file import LiveFile
from tui.minutes.keeping.results import Gone, Outside
from tui.minutes.keeping.watch import watch
from tui.minutes.text.merge import merge

if TYPE_CHECKING:
    from tui.screens.meeting.screen import MeetingScreen


class Watching:
    """The watch on one open file."""

    def __init__(self, screen: MeetingScreen, live: LiveFile) -> None:
        self._screen = screen
        self._live = live
        self._stop = asyncio.Event()
        self.gone: Gone | None = None
        """Why the file cannot be read at present."""

    def start(self) -> None:
        """Watch the file from now on."""
        self._screen.run_worker(self._watch(), group="watch")

    def stop(self) -> None:
        """Watch it no longer."""
        self._stop.set()

    def look(self) -> None:
        """Look at the disk now."""
        self._screen.run_worker(self._look(), group="look")

    async def _watch(self) -> None:
        """Look at the disk whenever something happened in the folder."""
        async for _ in watch(self._live.path, self._stop):
            await self._look()

    async def _look(self) -> None:
        async with self._screen.autosave.disk:
            found = await asyncio.to_thread(self._live.look, stored=False)
            try:
                await self._show(found)
            finally:
                if isinstance(found, Outside):
                    await asyncio.to_thread(self._live.store_seen)

    async def _show(self, found: Outside | Gone | None) -> None:
        """Show what a look found."""
        if not self._screen.is_up:
            return
        if isinstance(found, Gone):
            self.gone = found
            self._screen.say(found.message, trouble=True)
        elif found is None:
            self._back_again()
        else:
            self._screen.writing.await_text(found.source)
            try:
                await self._take_in(found)
            finally:
                self._screen.writing.await_no_more()
        self._screen.refresh_facts()

    def _back_again(self) -> None:
        if self.gone is not None:
            self.gone = None
            self._screen.say("The file is there again, as it was.")

    async def _take_in(self, outside: Outside) -> None:
        """Merge what others saved into the text of now; look again where a save of ours came in between."""
        self.gone = None
        autosave = self._screen.autosave
        ours = autosave.current()
        if outside.on_disk.problem:
            elsewhere = named(self._screen.keys, "save_elsewhere")
            told = f"On disk the file is now {outside.on_disk.problem}. It is left alone; "
            told += f"your text is safe here, {elsewhere} saves it under another name."
            self._screen.say(told, trouble=True)
            return
        merged = await asyncio.to_thread(merge, outside.base, ours, outside.source)
        if not self._screen.is_up:
            return
        if autosave.current() != ours:  # somebody typed meanwhile
            merged = merge(outside.base, autosave.current(), outside.source)
        if not self._live.accept(outside):
            self.look()
            return
        autosave.theirs = autosave.base = outside.on_disk
        autosave.take_up(merged, merged)
        if autosave.unsaved:
            autosave.touched()
