"""Watching the file: other people's saves are taken up as they happen; a file that is gone is waited for."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING

from tui.debug_log import log_change
from tui.minutes.keeping.results import Gone, OutsideChange, Theirs
from tui.minutes.keeping.watch import Failure, watch
from tui.minutes.text.merge import merge
from tui.screens.meeting.desk import Desk
from tui.screens.meeting.file.autosave import Autosave

if TYPE_CHECKING:
    from tui.minutes.keeping.git_evidence import GitWrote


class Watching:
    """The watch on one open file."""

    def __init__(self, desk: Desk, autosave: Autosave, looked: Callable[[], None]) -> None:
        """`looked` is called after each look at the disk."""
        self._desk = desk
        self._looked = looked
        self._autosave = autosave
        autosave.look = self.look_now
        self.offer_drafts: Callable[[], None] = lambda: None
        """Offers what was typed for the branch that is there now."""
        desk.left.append(self.stop)
        self._stop = asyncio.Event()

    def start(self) -> None:
        """Watch the file from now on."""
        self._desk.work(self._watch(), "watch")

    def stop(self) -> None:
        """Watch it no longer."""
        self._stop.set()

    def look(self) -> None:
        """Look at the disk now."""
        self._desk.work(self.look_now(), "look")

    async def _watch(self) -> None:
        """Look at the disk whenever something happened in the folder."""
        async for _ in watch(self._desk.live.path, self._stop, failure=Failure(self._fails)):
            await self.look_now()

    def _fails(self, reason: str) -> None:
        """Say once that changes are no longer seen at once."""
        told = "Changes by others are looked for 4 times a second now: the system no longer tells of them"
        self._desk.say(f"{told} ({reason}).")

    async def look_now(self) -> None:
        """Look at the disk, and show what others wrote."""
        async with self._autosave.disk:
            found = await asyncio.to_thread(self._desk.live.look, stored=False)
            try:
                await self._show(found)
            finally:
                if isinstance(found, OutsideChange):
                    await asyncio.to_thread(self._desk.live.store_seen)
        if self._desk.is_up:
            self._looked()

    async def _show(self, found: OutsideChange | Gone | None) -> None:
        """Show what a look found."""
        if not self._desk.is_up:
            return
        if isinstance(found, Gone):
            self._autosave.gone = found
            self._desk.say(found.message, trouble=True)
        elif found is None:
            self._back_again()
        else:
            found, git = self._as_it_is_meant(found), found.theirs.git
            self._desk.typing.await_text(found.source if git is None or not git.left else None)
            try:
                await self._take_in(found)
            finally:
                self._desk.typing.await_text(None)
        self._desk.refresh()

    def _as_it_is_meant(self, found: OutsideChange) -> OutsideChange:
        """A text that removed the section somebody writes in removed it, though lines of ours were in there.

        These are in the editor, and it is asked what becomes of them.
        """
        from tui.minutes.keeping.judge import lines_added  # noqa: PLC0415 - others wrote

        in_use = self._desk.editor.has_focus or self._desk.typing.unsaved
        if found.restored is None or not in_use:
            return found
        removed = found.restored.as_removed
        if removed == found.source or self._desk.typing.place()(removed):
            return found
        back = lines_added(found.on_disk, removed)
        return found._replace(source=removed, meant=True, theirs=found.theirs._replace(put_back=back))

    def _back_again(self) -> None:
        if self._autosave.gone is not None:
            self._autosave.gone = None
            self._desk.say("The file is there again, as it was.")

    async def _keep_for(self, git: GitWrote) -> bool:
        """Keep what is typed for the branch that was left; False where that cannot be."""
        kept = self._desk.base
        while self._desk.is_up and (ours := self._autosave.current()) not in (kept, self._desk.base):
            problem = await asyncio.to_thread(
                self._desk.live.keep_draft, ours, self._desk.base, branch=git.left
            )
            if problem is not None:
                self._desk.say(problem, trouble=True)
                return False
            kept = ours
        return True

    def _switch(self, outside: OutsideChange, git: GitWrote) -> None:
        """Show another branch's text: nothing that was typed for the one before goes into it."""
        typed, source = self._desk.unsaved, outside.on_disk
        if not self._desk.live.accept(outside):  # a save came in between: what it made is what there is
            source = self._desk.live.known
        self._desk.base = source
        log_change("others", self._desk.document.source.lines, source.lines)
        self._desk.put(source)
        kept = (
            f"; what you typed on {git.left} is kept in a draft, and offered when it is back" if typed else ""
        )
        self._desk.say(f"git switched from {git.left} to {git.entered}: this is its text{kept}.", done=True)
        self._desk.work(self._autosave.drafting.clear(), "draft")
        self.offer_drafts()

    async def _take_in(self, outside: OutsideChange) -> None:
        """Merge what others saved into the text of now, or what a save of ours made of it in between."""
        self._autosave.gone = None
        autosave = self._autosave
        ours = autosave.current()
        if outside.on_disk.problem:
            elsewhere = self._desk.key("save_elsewhere")
            told = f"On disk the file is now {outside.on_disk.problem}. It is left alone; "
            told += f"your text is safe here, {elsewhere} saves it under another name."
            self._desk.say(told, trouble=True)
            return
        if (git := outside.theirs.git) is not None and git.left:
            if await self._keep_for(git):
                self._switch(outside, git)
                return
            ours = autosave.current()
        base = self._desk.base
        merged = await asyncio.to_thread(merge, outside.base, ours, outside.source)
        if not self._desk.is_up:
            return
        if autosave.current() != ours:  # somebody typed meanwhile
            merged = merge(outside.base, autosave.current(), outside.source)
        theirs, source = outside.theirs, outside.on_disk
        if not self._desk.live.accept(outside):  # a save came in between: what it made is what there is
            source = self._desk.live.known
            merged, theirs = merge(base, autosave.current(), source), Theirs()
        self._desk.base = source
        autosave.take_up(merged, merged, theirs)
        if self._desk.unsaved:
            self._desk.touch()
        else:
            await autosave.drafting.clear()
        if outside.meant:
            await asyncio.to_thread(self._desk.live.take_as_meant, outside)
