"""Keeping the file: autosave, drafts, and saying at any time what is safe.

Disk work runs in threads, one at a time; what it finds is taken up here, on the event loop. Nothing that is
typed waits for it: text typed during a save is merged with what the save brought back.
"""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable, Coroutine
from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from tui.keyboard.commands import named
from tui.minutes.keeping.live_file import LiveFile
from tui.minutes.keeping.results import NotSaved, Saved
from tui.minutes.text.merge import Merged, merge
from tui.minutes.text.source import Source
from tui.screens.meeting.status.facts import FILE
from tui.settings.values import Settings
from widgets.meeting_header import Fact
from widgets.wrapping import counted

if TYPE_CHECKING:
    from textual.timer import Timer

    from tui.screens.meeting.screen import MeetingScreen

DRAFT_AFTER: Final = 0.3  # seconds after the first key that is not in the file
RETRY_AFTER: Final = 3.0  # seconds after a save that failed for a cause that may pass


class Autosave:
    """One open file and the document made of it."""

    def __init__(self, screen: MeetingScreen, live: LiveFile, settings: Settings) -> None:
        self._screen = screen
        self._live = live
        self._settings = settings
        self.base = live.known
        """What the document's text was typed on."""
        self.theirs = live.known
        """What was on the disk last that this program did not write in the same moment."""
        self.disk = asyncio.Lock()
        """Held while a thread reads or writes the file."""
        self._autosave: Timer | None = None
        self._draft: Timer | None = None
        self._saved_at: datetime | None = None
        self._refused: NotSaved | None = None
        self._leaving = False

    def commands(self) -> dict[str, Callable[[], object]]:
        """What this concern answers to, by command id."""
        return {"save": self._save_now}

    def start(self) -> None:
        """Say at once when the file can only be read; be ready to save when the system ends the program."""
        for name in (signal.SIGTERM, signal.SIGHUP):
            with suppress(NotImplementedError, ValueError):  # no such signals here, or not the main thread
                asyncio.get_running_loop().add_signal_handler(name, self._ended)
        if problem := self._live.known.problem:
            save = named(self._screen.keys, "save")
            told = f"Open read-only: {problem}. Nothing is written; {save} offers to make it UTF-8."
            self._screen.say(told, trouble=True)

    @property
    def unsaved(self) -> bool:
        """True when the program has text that the file does not have."""
        return self._screen.writing.unsaved or self._screen.document.source != self.base

    @property
    def in_trouble(self) -> bool:
        """True while the file cannot be written or is not there."""
        gone = self._screen.watching.gone is not None
        return gone or (self._refused is not None and self.unsaved)

    def fact(self) -> Fact:
        """What the header says about the file, with its role."""
        if self._live.known.problem:
            return Fact("read-only, not UTF-8", "trouble", "", "read-only", FILE)
        if self._refused is not None and self.unsaved:
            return Fact(f"NOT SAVED: {self._refused.reason.value}", "trouble", "save", "NOT SAVED", FILE)
        if (gone := self._screen.watching.gone) is not None:
            return Fact(f"file {gone.reason.value}", "trouble", weight=FILE)
        if self._screen.follows:
            return self._screen.concerns.following.fact()
        if self.unsaved:
            return Fact("unsaved", "unsaved", "save", weight=FILE)
        text = f"saved {self._saved_at:%H:%M:%S}" if self._saved_at is not None else "saved"
        return Fact(text, "saved", "", "saved", FILE)

    def touched(self) -> None:
        """Something was typed: keep a draft soon, and save when the typing rests."""
        self._leaving = False
        if self._draft is None:
            self._draft = self._screen.set_timer(DRAFT_AFTER, self._keep_draft)
            self._screen.refresh_facts()
        if self._autosave is not None:
            self._autosave.stop()
            self._autosave = None
        if self._settings.autosave:
            self._autosave = self._screen.set_timer(self._settings.autosave_after, self._save_quietly)

    def settle(self) -> None:
        """The person left the editor: what was typed shows in the panes, and is saved."""
        self._screen.writing.commit()
        if self._settings.autosave and self.unsaved:
            self._save_quietly()

    def save_then(self, then: Callable[[], object]) -> None:
        """Save, and go on when everything is in the file; otherwise say why not."""
        self._run(self._save_and(then), "save")

    async def secure(self) -> None:
        """Save; what cannot be saved is in a draft after this."""
        if not await self._save() and self._screen.is_up:
            await self._write_draft(self._screen.writing.pending())

    def leave(self, then: Callable[[], object]) -> None:
        """Save and go; where that fails ask once: the second time it goes, with the text in a draft."""
        if self._leaving and self._refused is not None:
            self._forget_all(then)
            return
        self._leaving = True
        self.save_then(lambda: self._forget_all(then))

    @property
    def left_behind(self) -> str:
        """What to say to somebody who is gone about text that is not in the file; empty when all of it is."""
        if self._refused is None or not self.unsaved:
            return ""
        name = self._screen.path.name
        if not self._refused.drafted:
            return f"{name} was left without the last changes: they could be written nowhere."
        return f"The last changes of {name} are not in the file. They are kept: opening it again offers them."

    def _forget_all(self, then: Callable[[], object]) -> None:
        self._screen.walk.remember()
        self._screen.watching.stop()
        self._screen.concerns.broadcaster.stop()
        self._screen.concerns.following.stop()
        then()

    def _ended(self) -> None:
        """The system ends the program or its terminal is gone: save here and now, then go."""
        self._screen.writing.commit()
        text = self._screen.document.source
        if text != self.base and not text.problem:
            self._live.save(text, self.base)  # a draft where that fails
        if self._screen.writing.removed:
            self._live.keep_draft(self._screen.writing.pending(), self.base)
        self._forget_all(self._screen.app.exit)

    def _run(self, work: Coroutine[Any, Any, None], group: str) -> None:
        self._screen.run_worker(work, group=group, exit_on_error=True)

    def _save_now(self) -> None:
        if self._live.known.problem:
            self._screen.concerns.recovery.choose_encoding()
            return
        self.save_then(lambda: self._screen.say("Saved.", done=True))

    def _save_quietly(self) -> None:
        self.save_then(lambda: None)

    async def _save_and(self, then: Callable[[], object]) -> None:
        if await self._save():
            then()

    async def _save(self) -> bool:
        """Write what the file does not have; True when nothing is left to write."""
        async with self.disk:
            self._screen.writing.commit()
            sent = self._screen.document.source
            if sent == self.base or sent.problem:
                self._screen.refresh_facts()
                return True
            result = await asyncio.to_thread(self._live.save, sent, self.base)
            if not self._screen.is_up:
                return isinstance(result, Saved)
            if isinstance(result, NotSaved):
                self._not_saved(result)
                return False
            self._saved(sent, result)
            return True

    def _saved(self, sent: Source, saved: Saved) -> None:
        self._refused = None
        self._screen.watching.gone = None
        self._saved_at = datetime.now().astimezone()
        self.theirs, self.base = self.base, saved.source
        if saved.source != sent:
            self.take_up(merge(sent, self.current(), saved.source), saved.merged)
        if self._screen.status.remark.trouble:
            self._screen.say("Saved: everything is in the file again.", done=True)
        self._screen.refresh_facts()
        self._screen.writing.refresh_title()

    def _not_saved(self, refused: NotSaved) -> None:
        self._refused = refused
        again = "to go all the same" if refused.drafted else "to go and lose it"
        self._screen.say(refused.message + (f" Leave again {again}." if self._leaving else ""), trouble=True)
        self._screen.refresh_facts()
        if refused.retry:
            self._screen.set_timer(RETRY_AFTER, self._save_quietly)

    def current(self) -> Source:
        """The text with everything typed so far in it."""
        self._screen.writing.commit()
        return self._screen.document.source

    def take_up(self, merged: Merged, told: Merged | None) -> None:
        """Show a text that others had a hand in; everything stays where it was."""
        self._screen.document.put(merged.source)
        self._screen.show_document()
        self._screen.writing.follow()
        if told is not None and told.lines_from_theirs:
            count, reviews = told.lines_from_theirs, named(self._screen.keys, "review_merge")
            both = (
                f"; {len(told.conflicts)} in lines you changed too, both are kept ({reviews} reviews)"
                if told.conflicts
                else ""
            )
            self._screen.say(f"Merged {counted(count, 'line')} from disk{both}.", done=True)
            self._screen.incoming.add(told)
            self._screen.refresh_facts()

    def _keep_draft(self) -> None:
        self._draft = None
        if self.unsaved:
            self._run(self._write_draft(self._screen.writing.pending()), "draft")

    async def _write_draft(self, ours: Source) -> None:
        problem = await asyncio.to_thread(self._live.keep_draft, ours, self.base)
        if problem is not None:
            self._screen.say(problem, trouble=True)
