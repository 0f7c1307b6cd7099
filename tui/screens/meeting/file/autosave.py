"""Keeping the file: autosave, drafts, and saying at any time what is safe.

Disk work runs in threads, one at a time; what it finds is taken up here, on the event loop. Nothing that is
typed waits for it: text typed during a save is merged with what the save brought back.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from tui.debug_log import log_change
from tui.minutes.keeping.results import Gone, NotSaved, Reason, Saved, Theirs
from tui.minutes.text.merge import Merged, merge
from tui.minutes.text.source import Source
from tui.screens.meeting.desk import Desk
from tui.screens.meeting.file.drafting import Drafting
from tui.screens.meeting.file.incoming_changes import IncomingChanges
from tui.screens.meeting.status.facts import FILE
from widgets.meeting_header import Fact
from widgets.wrapping import counted

if TYPE_CHECKING:
    from textual.timer import Timer


def report(theirs: Theirs, merged: Merged | None, taken: int, undo: str, review: str, now: datetime) -> str:
    """One sentence on a merge, or none where there is nothing to say.

    `taken` counts the lines of ours that are out, which the key `undo` brings back; `review` is the key for
    the places where both sides changed the same lines.
    """
    gone = merged.lines_removed if merged is not None else 0
    came = merged.lines_from_theirs - gone if merged is not None else 0
    both = sum(not conflict.additions_only for conflict in merged.conflicts) if merged is not None else 0
    lead = _lead(theirs, now)
    if not lead and gone and not came:
        lead = "Another program changed the file"
    said = [] if lead or not came else [f"Merged {counted(came, 'line')} from disk"]
    if taken:
        said.append(f"{counted(taken, 'line')} of yours {_is(taken)} out")
    if gone > taken:
        said.append(f"{counted(gone - taken, 'other line' if taken else 'line')} {_is(gone - taken)} out")
    if lead and came:
        said.append(f"{counted(came, 'line')} came")
    if both:
        said.append(f"{both} in lines you changed too, both are kept ({review} reviews)")
    told = ("; " if theirs.put_back else ": ").join(filter(None, (lead, "; ".join(said))))
    out = taken or (gone if went_back(theirs) else 0)
    if not told or not out:
        return f"{told}." if told else ""
    return f"{told}  {undo} brings {'it' if out == 1 else 'them'} back"


def went_back(theirs: Theirs) -> bool:
    """Whether others put an older text back, and it is taken at its word."""
    return theirs.older is not None and not theirs.put_back


def _lead(theirs: Theirs, now: datetime) -> str:
    """Who wrote, and what, where that is known."""
    if theirs.put_back and theirs.removed:
        return f"Others took out lines with yours among them: {counted(theirs.put_back, 'line')} put back in"
    if theirs.put_back:
        return f"An older text was saved over yours: {counted(theirs.put_back, 'line')} put back in"
    then = _time(theirs.older, now) if theirs.older is not None else ""
    if theirs.git is not None:
        return f"git put back the text of {then}" if then else "git changed the file"
    return f"The text of {then} was put back" if then else ""


def _time(seconds: float, now: datetime) -> str:
    then = datetime.fromtimestamp(seconds, now.tzinfo)
    return f"{then:%H:%M}" if then.date() == now.date() else f"{then:%Y-%m-%d %H:%M}"


def _is(number: int) -> str:
    return "is" if number == 1 else "are"


RETRY_AFTER: Final = 3.0  # seconds after a save that failed for a cause that may pass


async def _nothing() -> None:
    """Nobody looks yet."""


class Autosave:
    """One open file and the document made of it."""

    def __init__(self, desk: Desk, incoming: IncomingChanges) -> None:
        self._desk = desk
        self._incoming = incoming
        self.drafting = Drafting(desk)
        self.look: Callable[[], Coroutine[Any, Any, None]] = _nothing
        """Looks at the disk."""
        desk.touched.append(self.touched)
        self.of_chair: Callable[[], Fact] | None = None
        """What is said of the chair by one who follows; None for who does not."""
        self.choose_encoding: Callable[[], None] = lambda: None
        """Asks in what to save a file that is not UTF-8."""
        self.gone: Gone | None = None
        """Why the file cannot be read at present."""
        self.disk = asyncio.Lock()
        """Held while a thread reads or writes the file."""
        self._autosave: Timer | None = None
        self._saved_at: datetime | None = None
        self._refused: NotSaved | None = None
        self._leaving = False

    def commands(self) -> dict[str, Callable[[], object]]:
        """What this concern answers to, by command id."""
        return {"save": self._save_now}

    def start(self) -> None:
        """Say at once when the file can only be read."""
        if problem := self._desk.live.known.problem:
            save = self._desk.key("save")
            told = f"Open read-only: {problem}. Nothing is written; {save} offers to make it UTF-8."
            self._desk.say(told, trouble=True)

    @property
    def unsaved(self) -> bool:
        """True when the program has text that the file does not have."""
        return self._desk.unsaved

    @property
    def in_trouble(self) -> bool:
        """True while the file cannot be written or is not there."""
        gone = self.gone is not None
        return gone or (self._refused is not None and self.unsaved)

    def fact(self) -> Fact:
        """What the header says about the file, with its role."""
        if self._desk.live.known.problem:
            return Fact("read-only, not UTF-8", "trouble", "", "read-only", FILE)
        if self._refused is not None and self.unsaved:
            return Fact(f"NOT SAVED: {self._refused.reason.value}", "trouble", "save", "NOT SAVED", FILE)
        if (gone := self.gone) is not None:
            return Fact(f"file {gone.reason.value}", "trouble", weight=FILE)
        if self.of_chair is not None:
            return self.of_chair()
        if self.unsaved:
            return Fact("unsaved", "unsaved", "save", weight=FILE)
        text = f"saved {self._saved_at:%H:%M:%S}" if self._saved_at is not None else "saved"
        return Fact(text, "saved", "", "saved", FILE)

    def touched(self) -> None:
        """Something was typed: keep a draft soon, and save when the typing rests."""
        self._leaving = False
        self.drafting.touched()
        self._desk.refresh()
        if self._autosave is not None:
            self._autosave.stop()
            self._autosave = None
        if self._desk.settings.autosave:
            self._autosave = self._desk.host.after(self._desk.settings.autosave_after, self._save_quietly)

    def settle(self) -> None:
        """The person left the editor: what was typed shows in the panes, and is saved."""
        self._desk.text()
        if self._desk.settings.autosave and self.unsaved:
            self._save_quietly()

    def save_then(self, then: Callable[[], object]) -> None:
        """Save, and go on when everything is in the file; otherwise say why not."""
        self._run(self._save_and(then, lambda: None), "save")

    async def secure(self) -> None:
        """Save; what cannot be saved is in a draft after this."""
        if not await self._save() and self._desk.is_up:
            await self.drafting.write()

    def leave(self, then: Callable[[], object], stays: Callable[[], object] = lambda: None) -> None:
        """Save and go; where that fails ask once: the second time it goes, with the text in a draft.

        `stays` is told where it does not go yet.
        """
        if self._leaving and self._refused is not None:
            self._forget_all(then)
            return
        self._leaving = True
        self._run(self._save_and(lambda: self._forget_all(then), stays), "save")

    @property
    def left_behind(self) -> str:
        """What to say to somebody who is gone about text that is not in the file; empty when all of it is."""
        if self._refused is None or not self.unsaved:
            return ""
        name = self._desk.path.name
        if not self._refused.drafted:
            return f"{name} was left without the last changes: they could be written nowhere."
        return f"The last changes of {name} are not in the file. They are kept: opening it again offers them."

    def _forget_all(self, then: Callable[[], object]) -> None:
        for told in self._desk.left:
            told()
        self._run(self._written(then), "leaving")

    async def _written(self, then: Callable[[], object]) -> None:
        """Go on when what is remembered is written."""
        for write in self._desk.last_writes:
            await asyncio.to_thread(write)
        then()

    def _run(self, work: Coroutine[Any, Any, None], group: str) -> None:
        self._desk.work(work, group)

    def _save_now(self) -> None:
        if self._desk.live.known.problem:
            self.choose_encoding()
            return
        self.save_then(self._say_saved)

    def _say_saved(self) -> None:
        if self._desk.typing.removed:
            self._desk.say(
                "Saved, but for what you write here: that is in a draft, and esc asks where it goes."
            )
        else:
            self._desk.say("Saved.", done=True)

    def _save_quietly(self) -> None:
        self.save_then(lambda: None)

    async def _save_and(self, then: Callable[[], object], otherwise: Callable[[], object]) -> None:
        (then if await self._save() else otherwise)()

    async def _save(self, *, again: bool = False) -> bool:
        """Write what the file does not have; True when nothing is left to write.

        Where what is typed has no place any more, look at what others made of it, and try `again`.
        """
        async with self.disk:
            self._desk.text()
            sent, base = self._desk.document.source, self._desk.base
            result = None
            if sent != base and not sent.problem:
                place = self._desk.typing.place()
                result = await asyncio.to_thread(self._desk.live.save, sent, base, has_place=place)
                if not self._desk.is_up:
                    return isinstance(result, Saved)
                if isinstance(result, Saved):
                    self._saved(sent, result)
        if isinstance(result, NotSaved):
            if result.reason is Reason.MOVED and not again:
                await self.look()
                return await self._save(again=True)
            self._not_saved(result)
            return False
        self._desk.refresh()
        await self.drafting.clear()
        return True

    def _saved(self, sent: Source, saved: Saved) -> None:
        was_in_trouble = self.in_trouble
        self._refused = None
        self.gone = None
        self._saved_at = datetime.now().astimezone()
        self._desk.base = saved.source
        if saved.source != sent:
            self.take_up(merge(sent, self.current(), saved.source), saved.merged, saved.theirs)
        else:
            self._tell(saved.theirs, saved.merged, 0)
        if was_in_trouble:
            self._desk.say("Saved: everything is in the file again.", done=True)
        self._desk.refresh()
        self._desk.typing.refresh_title()

    def _not_saved(self, refused: NotSaved) -> None:
        self._refused = refused
        if refused.reason is Reason.SWITCHED:
            self._desk.work(self.look(), "look")
        told = refused.message
        if refused.elsewhere:
            told += f" {self._desk.key('save_elsewhere')} saves under another name."
        if self._leaving:
            after = "; the draft is offered next time" if refused.drafted else ", and the text is lost"
            told += f" {self._desk.key('quit')} again quits{after}."
        self._desk.say(told, trouble=True)
        self._desk.refresh()
        if refused.retry:
            self._desk.host.after(RETRY_AFTER, self._save_quietly)

    def current(self) -> Source:
        """The text with everything typed so far in it."""
        self._desk.text()
        return self._desk.document.source

    def take_up(self, merged: Merged, told: Merged | None, theirs: Theirs) -> None:
        """Show a text that others had a hand in, and say what they did; everything stays where it was."""
        before, back = self._desk.document.source, went_back(theirs)
        taken = self._desk.steps.others_took(before, merged.source, back_to_older=back)
        log_change("others", self._desk.document.source.lines, merged.source.lines)
        self._desk.put(merged.source)
        self._tell(theirs, told, taken)
        if told is not None and told.lines_from_theirs:
            self._incoming.add(told)
            self._desk.refresh()

    def _tell(self, theirs: Theirs, merged: Merged | None, taken: int) -> None:
        """Say what others did to the text, if anything."""
        undo, review = self._desk.key("undo"), self._desk.key("review_merge")
        said = report(theirs, merged, taken, undo, review, datetime.now().astimezone())
        if said and self._desk.typing.removed:  # a letter is a letter in the editor
            said = f"{said.partition('  ')[0]}  esc asks what becomes of what you write here"
        if said:
            self._desk.say(said, done=not taken)
