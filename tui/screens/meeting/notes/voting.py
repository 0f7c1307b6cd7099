"""Votes: numbers typed in any usual form, by the roll of those present, or on a scale; corrected alike."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import partial

from rich.text import Text

from tui.minutes.model import Ballot, Meeting, NoteKind
from tui.minutes.noting import edits
from tui.minutes.noting.edits import Edit
from tui.minutes.noting.entries import at_entry
from tui.minutes.reading import own_votes
from tui.minutes.roll_call.quorum import in_words
from tui.minutes.running.votes import Typed, scale_of, typed, voters, was_reversed
from tui.screens.meeting.desk import Desk
from tui.screens.meeting.notes.capturing import Capture, Reading
from tui.screens.meeting.notes.note_target import TargetItem, find
from tui.screens.meeting.notes.noting import Noting
from widgets.display_text import for_display


class Voting:
    """Votes of the open meeting."""

    def __init__(self, desk: Desk, noting: Noting) -> None:
        self._desk = desk
        self._noting = noting
        self.reversed: bool | None = None
        """Whether the roll is called from its end; None: not known yet."""
        noting.edit_vote = self.edit

    def commands(self) -> dict[str, Callable[[], object]]:
        """What this concern answers to, by command id."""
        return {NoteKind.VOTE.value: self._open}

    def _open(self) -> None:
        """Open the line for a vote on what the cursor is on."""
        self._desk.text()
        target = self._noting.target.target
        if target is None:
            key = self._desk.key("write")
            self._desk.say(f"There is no section to write to; {key} writes the discussion.")
            return
        self._noting.learn()
        self._desk.work(self._learn(), "votes", exclusive=True)
        title = self._noting.where(f"VOTE {'under' if target.item else 'in'}", target)
        capture = self._capture(title, target, edit=False)
        capture.written = lambda: self._noting.target.wrote(NoteKind.VOTE, target)
        self._noting.capturing.open(capture)

    def edit(self, target: TargetItem) -> None:
        """Correct a vote that is written, in the same line."""
        self._desk.text()
        place = find(self._desk.meeting, target)
        note = edits.item_at(self._desk.meeting, place).note if place is not None else None
        if note is None:
            self._desk.say("That vote is gone or was changed; nothing was written.")
            return
        self._desk.work(self._learn(), "votes", exclusive=True)
        self._noting.capturing.open(self._capture("VOTE corrected", target, edit=True), note.text)

    def _capture(self, title: str, target: TargetItem, *, edit: bool) -> Capture:
        def write(meeting: Meeting, line: str) -> Edit | None:
            place = find(meeting, target)
            if place is None:
                return None
            note = self._typed(line).note
            if edit:
                return edits.change_note(meeting, place, note)
            return at_entry(meeting, place, lambda there, at: edits.add_note(there, note, at))

        key = ("vote corrected", target) if edit else (NoteKind.VOTE.value, None)
        capture = Capture(title, write, self._reading, key, "what on 5-0-1, or tab for the roll")
        capture.read_out = lambda line: self._typed(line).note.text if line.strip() else ""
        capture.tab = partial(self._by_roll, capture)
        capture.aside = lambda meeting, line: self._noting.private.taken_from(
            line, meeting, find(meeting, target)
        )
        capture.tab_does = "by roll" if not self._scale else "count the poll"
        return capture

    @property
    def _scale(self) -> tuple[str, ...]:
        return scale_of(self._desk.settings.scale)

    def _typed(self, line: str) -> Typed:
        settings = self._desk.settings
        present = len(voters(self._desk.meeting))
        return typed(line, self._scale, settings.majority, present)

    def _reading(self, line: str) -> Reading:
        """What Enter writes, and what is in doubt: no result, more votes than people, no quorum."""
        found = self._typed(line)
        if not line.strip():
            return Reading(Text("nothing typed yet"), self._quorum())
        text = Text(for_display(found.subject), no_wrap=True, overflow="ellipsis")
        if found.ballot is not None:
            text.append(f" {for_display(own_votes.written(found.ballot))}", "bold")
        return Reading(text, " · ".join(filter(None, [*map(for_display, found.problems), self._quorum()])))

    def _quorum(self) -> str:
        words = in_words(self._desk.meeting, self._desk.settings.quorum)
        return words[1] if words is not None and "short" in words[1] else ""

    def _by_roll(self, capture: Capture, line: str) -> None:
        """Let those present vote one after the other; what comes of it is written."""
        from tui.screens.vote import VoteByRoll, VoteByScale, VoteDialog  # noqa: PLC0415 - somebody asks

        subject, before = own_votes.split(line)
        subject = self._typed(line).subject if before is None else subject
        majority, people = self._desk.settings.majority, voters(self._desk.meeting)
        dialog: VoteDialog
        if self._scale:
            dialog = VoteByScale(subject, majority, self._scale)
        elif people:
            dialog = VoteByRoll(subject, majority, people[::-1] if self.reversed else people)
        else:
            self._desk.say(f"Nobody is marked as present: {self._desk.key('roll_call')} calls the roll.")
            return
        self._desk.ask(dialog, partial(self._voted, capture, subject))

    def _voted(self, capture: Capture, subject: str, ballot: Ballot | None) -> None:
        if ballot is not None:
            self._noting.capturing.enter(capture, f"{subject} {own_votes.written(ballot)}".strip())

    async def _learn(self) -> None:
        """Find out in which order the roll is called: the other way than at the last vote of the series."""
        if self.reversed is None:
            last = await asyncio.to_thread(_last_order, self._desk)
            self.reversed = last is False


def _last_order(desk: Desk) -> bool | None:
    """Whether the last vote by name in an earlier meeting was called from the end. Blocks."""
    from tui.minutes.noting.context import read_earlier  # noqa: PLC0415
    from tui.minutes.roll_call.people import earlier_files  # noqa: PLC0415

    for file in earlier_files(desk.path, desk.meeting)[:12]:
        meeting = read_earlier(file)
        order = was_reversed(meeting) if meeting is not None else None
        if order is not None:
            return order
    return None
