"""Taking notes: lines to type them in, outcomes, ticks, lines of the editor that become notes."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Final

from rich.text import Text

from tui.minutes.model import TASKS, Ballot, Item, ItemKind, Meeting, NoteKind, SectionKind
from tui.minutes.note_kinds import NOTE_KINDS
from tui.minutes.noting import edits
from tui.minutes.noting.capture import OUTCOME_KEYS, Captured, Context, outcome_typed, parse
from tui.minutes.noting.context import context_for
from tui.minutes.noting.edits import Edit, EditError, Position
from tui.minutes.noting.entries import at_entry, entry_at, has_section
from tui.minutes.noting.owners import known_people, written
from tui.minutes.noting.shortcuts import converted, line_to_captured, shortcut
from tui.minutes.reading.hidden import private_words
from tui.minutes.running.votes import scale_of
from tui.minutes.text.inline import visible
from tui.screens.meeting.desk import Desk
from tui.screens.meeting.notes.capturing import Capture, Capturing, Reading
from tui.screens.meeting.notes.note_target import NoteTarget, TargetItem, find
from tui.screens.meeting.notes.private_lines import ASIDE, PrivateLines
from tui.screens.meeting.notes.remarks import Remarks
from tui.screens.meeting.status.command_context import proposes
from tui.screens.meeting.status.facts import LOOKS_ONLY
from widgets.display_text import for_display
from widgets.wrapping import clipped

if TYPE_CHECKING:
    from tui.screens.meeting.navigation.signing import Signing

_GONE: Final = "That line is gone or was changed; nothing was written."


class Noting:
    """Notes of the open meeting."""

    def __init__(self, desk: Desk, edit_at: Callable[[int], None], private: PrivateLines) -> None:
        """`edit_at` edits a line of the file; lines for no file go to `private`."""
        self._desk = desk
        self.private = private
        self._edit_at = edit_at
        self._context: Context | None = None
        self._asked_of: TargetItem | None = None  # what was asked back before an outcome of it
        self.signing: Signing | None = None
        """Who flags; comes once all concerns are there."""
        self.edit_vote: Callable[[TargetItem], None] = lambda _: None
        """Corrects a vote that is written."""
        self.target = NoteTarget(desk)
        self.capturing = Capturing(desk, lambda: self.context.people)
        self.remarks = Remarks(
            desk, self.target, self.capturing, lambda: self.context, self._reading, self.learn, private
        )

    def commands(self) -> dict[str, Callable[[], object]]:
        """What this concern answers to, by command id."""
        kinds = {kind.value: self._opener(kind) for kind in NoteKind}
        more = {
            "reply": self.remarks.open,
            "outcome": self._outcome,
            "done": self._done,
            "drop": self._drop,
            "notes": self._list,
        }
        return {**kinds, **more}

    @property
    def takes_outcome(self) -> bool:
        """True where an outcome can be recorded: on an item that takes one, or right after a note on it."""
        if self.target.is_cursor:  # asked at every key: nothing is looked for
            item = self._desk.panes.current_item
            return item is not None and item.takes_outcome
        return self._proposal(self.target.target) is not None

    def _proposal(self, target: TargetItem | None) -> Position | None:
        """Where the item stands now whose outcome would be recorded; None where a target is none."""
        meeting = self._desk.meeting
        place = find(meeting, target) if target is not None else None
        if place is None or place.item is None or not edits.item_at(meeting, place).takes_outcome:
            return None
        return place

    @property
    def context(self) -> Context:
        """Who is known, and when the next meeting is; until the folder was read, by this meeting alone."""
        context = self._context
        if context is None:
            meeting = self._desk.shown
            context = Context(known_people(meeting), meeting.date, None)
        settings = self._desk.settings
        me = self.signing.me if self.signing is not None else ""
        return replace(context, me=me, scale=scale_of(settings.scale), majority=settings.majority)

    def learn(self) -> None:
        """Find out in the background who is known and when the next meeting is."""
        self._desk.work(self._learn(), "context", exclusive=True)

    async def _learn(self) -> None:
        meeting, path = self._desk.shown, self._desk.path
        self._context = await asyncio.to_thread(context_for, path, meeting)
        if self._desk.is_up:
            self.capturing.refresh()

    def offer_draft(self, text: str, *, kept: bool = False) -> str:
        """Keys or a paste that were meant for another window are offered as a note, never run as commands.

        It is only `kept` for one under a dialog, which hides where it goes. Returns what was said.
        """
        if self._desk.follows:
            said = LOOKS_ONLY
        else:
            self.capturing.put_aside(NoteKind.INFO, text)
            said = "Looked like text: here it is as a note. Enter writes it, esc keeps it."
            if kept:
                said = (
                    f"Looked like text, and is kept: {self._desk.key('info')} in the meeting makes it a note."
                )
            else:
                self._open_note(NoteKind.INFO)
        self._desk.say(said)
        return said

    def name_offered(self, line: str) -> tuple[str, int] | None:
        """The name that Tab puts at the end of a `!a` line, and how many characters it replaces."""
        found = shortcut(line)
        if found is None or found.kind not in TASKS or ":" in found.words or line.endswith(" "):
            return None
        part = found.words.rpartition(",")[2].strip()
        people = self.context.people.complete(part, 1) if part else ()
        return (written(people[0]), len(part)) if people else None

    def as_note(self, line: str, marker: Callable[[], str]) -> tuple[str, tuple[str, ...]] | None:
        """A line of the editor begun with `!a` and the like as the line of its note, and what is in doubt.

        `marker` finds one for a line that has no list marker itself; asked for a note alone, as many lines
        may have been pasted.
        """
        if shortcut(line) is None:
            return None
        note = converted(line, self.context, marker())
        captured = line_to_captured(line, self.context) if note is not None else None
        return (note, captured.problems) if note is not None and captured is not None else None

    def tick(self, target: TargetItem) -> None:
        """Mark an action as done, or open it again."""
        self._change(target, lambda meeting, place: edits.tick(meeting, place, self.today))

    def drop(self, target: TargetItem, reason: str = "") -> None:
        """Drop an action."""
        self._change(target, lambda meeting, place: edits.drop(meeting, place, self.today, reason))

    @property
    def today(self) -> date:
        """The day of the meeting; of minutes without a date, the day it is."""
        return self._desk.meeting.date or datetime.now().astimezone().date()

    def _opener(self, kind: NoteKind) -> Callable[[], None]:
        def opened() -> None:
            self._open_note(kind, remark=self._remark() if kind is NoteKind.ACTION else None)

        def flagged() -> None:  # who I am is asked first, once
            if self.signing is not None:
                self.signing.named(opened)

        return flagged if kind is NoteKind.FLAG else opened

    def _open_note(self, kind: NoteKind, remark: Item | None = None) -> None:
        self._desk.text()
        target = self.target.target
        if target is None:
            key = self._desk.key("write")
            self._desk.say(f"There is no section to write to; {key} writes the discussion.")
            return
        self.learn()
        if remark is not None and target.item is not None:
            self.capturing.open(self._turning(target), " ".join(remark.text.split()))
            return

        def write(meeting: Meeting, typed: str) -> Edit | None:
            place = find(meeting, target)
            note = self._parse(kind, typed).note if place else None
            if place is None or note is None:
                return None
            return at_entry(meeting, place, lambda there, at: edits.add_note(there, note, at))

        title = _in_section(self._desk, kind, target)
        title = title or self.where(f"{kind.name} {'under' if target.item else 'in'}", target)
        owners = kind in TASKS
        capture = Capture(
            title, write, lambda t: self._reading(kind, t), (kind, None), NOTE_KINDS[kind].placeholder, owners
        )
        capture.written = lambda: self.target.wrote(kind, target)
        capture.aside = lambda meeting, typed: self.private.taken_from(typed, meeting, find(meeting, target))
        if kind is NoteKind.DECISION:
            capture.read_out = lambda typed: self._parse(kind, typed).note.text
        self.capturing.open(capture, _owed(self._desk.meeting, target) if kind is NoteKind.ACTION else "")

    def _turning(self, target: TargetItem) -> Capture:
        """A remark becomes an action with its words kept; with other words a new one is made under it."""

        def write(meeting: Meeting, typed: str) -> Edit | None:
            if (place := find(meeting, target)) is None:
                return None
            note = self._parse(NoteKind.ACTION, typed).note
            words = " ".join(edits.item_at(meeting, place).text.split())
            if note.text == words:
                return edits.make_action(meeting, place, note.owners, note.due)
            if note.text.casefold() in typed.casefold() and words.rpartition(": ")[2] in note.text:
                return edits.change_note(meeting, place, note)
            return edits.add_note(meeting, note, place)

        title = "ACTION made of this remark; type for a new one"
        key = ("remark", target)
        capture = Capture(title, write, lambda t: self._reading(NoteKind.ACTION, t), key, owners=True)
        capture.other = lambda: self._open_note(NoteKind.ACTION)
        return capture

    def _remark(self) -> Item | None:
        """The item under the cursor when it is what somebody said: a reply, or `Name: words`."""
        item = self._desk.panes.current_item
        if item is None or item.note is not None:
            return None
        name, colon, _ = item.text.partition(":")
        said = bool(colon) and len(name) < 60 and self.context.people.find(name).person
        return item if item.kind is ItemKind.REPLY or said else None

    def _outcome(self) -> None:
        """Ask for the outcome; Enter alone approves, or leaves the one that there is."""
        self._desk.text()
        target = self.target.target
        place = self._proposal(target)
        if target is None or place is None:
            self._desk.say("Choose the proposal first: the outcome is written under it.")
            return
        current = edits.outcome_at(self._desk.meeting, place)
        item = edits.item_at(self._desk.meeting, place)
        if not (current or item.note is not None or proposes(item.text)) and self._asked_of != target:
            self._asked_of = target
            key = self._desk.key("outcome")
            self._desk.say(f"This proposes nothing; {key} once more records an outcome of it all the same.")
            return

        def give(meeting: Meeting, typed: str) -> Edit | None:
            place = find(meeting, target)
            return edits.set_outcome(meeting, place, *outcome_typed(typed, current)) if place else None

        keys = "  ".join(f"{key} {outcome}" for key, outcome in OUTCOME_KEYS.items())
        capture = Capture(
            self.where("OUTCOME of", target),
            give,
            lambda t: _outcome_reading(t, current),
            ("outcome", target),
        )
        capture.placeholder, capture.optional = keys, bool(current)
        capture.read_out = lambda typed: (
            _outcome_words(typed, current) if typed.strip() or not current else ""
        )
        self.capturing.open(capture)

    def _done(self) -> None:
        self._desk.text()
        if (target := self.target.here) is not None:
            self.tick(target)

    def _drop(self) -> None:
        self._desk.text()
        target = self.target.here
        item = self._desk.panes.current_item
        if target is None or item is None or item.note is None or item.note.kind not in TASKS:
            self._desk.say("Choose an action or a flag to drop.")
            return

        def write(meeting: Meeting, reason: str) -> Edit | None:
            place = find(meeting, target)
            return edits.drop(meeting, place, self.today, reason) if place else None

        def read(typed: str) -> Reading:
            return Reading(
                Text(f"dropped: {for_display(typed)}" if typed.strip() else "dropped without a reason")
            )

        title = self.where("DROP", target)
        capture = Capture(title, write, read, ("drop", target), "the reason, or just enter")
        self.capturing.open(capture)

    def _change(
        self, target: TargetItem, change: Callable[[Meeting, Position], Edit], group: str = ""
    ) -> Edit | None:
        def made() -> Edit:
            meeting = self._desk.meeting
            if (place := find(meeting, target)) is None:
                raise EditError(_GONE)
            return change(meeting, place)

        return self._desk.change(made, group)

    def _parse(self, kind: NoteKind, typed: str) -> Captured:
        return parse(kind, typed, self.context)

    def _reading(self, kind: NoteKind, typed: str) -> Reading:
        """How a typed line is read: who, until when, what; and what is in doubt."""
        if not typed.strip():
            return Reading(Text("nothing typed yet"))
        if private_words(typed) is not None:
            return Reading(Text(ASIDE))
        captured = self._parse(kind, typed)
        text = Text(no_wrap=True, overflow="ellipsis")
        if kind is NoteKind.FLAG:
            text.append(for_display(", ".join(captured.note.owners)) or "nobody", "bold").append(" flags · ")
        if kind is NoteKind.ACTION:
            names = [f"{name}?" if name in captured.unknown else name for name in captured.note.owners]
            text.append(for_display(", ".join(names)) or "TBD", "bold").append(" · ")
            day = captured.note.due
            text.append(f"due {day:%a %Y-%m-%d}" if day is not None else "no due date", "bold" if day else "")
            text.append(" (next meeting) · " if captured.default_due else " · ")
        text.append(for_display(captured.note.text) or "no words yet")
        if captured.note.ballot is not None:
            text.append(f" · {_counted(captured.note.ballot)}", "bold")
        return Reading(text, " · ".join(map(for_display, captured.problems)))

    def where(self, what: str, target: TargetItem) -> str:
        """What a line is for, and where it goes."""
        place, meeting = find(self._desk.meeting, target), self._desk.shown
        if place is None:
            return what
        words = meeting.sections[place.section].name
        if place.item is not None:
            item = edits.item_at(meeting, place)
            text = item.note.text if item.note is not None else item.text
            words = f"“{' '.join(visible(text).split())}”"
        return clipped(for_display(f"{what} {words}"), 60)

    def _list(self) -> None:
        from tui.screens.notes_list import NotesList  # noqa: PLC0415 - not before somebody asks

        self._desk.text()
        self._desk.ask(NotesList(self._desk, self, self._edit_at))


def _in_section(desk: Desk, kind: NoteKind, target: TargetItem) -> str:
    """What a line at an entry of the agenda is for, and in which section; empty for anything else."""
    place = find(desk.meeting, target) if target.item is not None else None
    if place is None or not has_section(desk.meeting, place):
        return ""
    return clipped(for_display(f"{kind.name} in {entry_at(desk.shown, place)}"), 60)


def _counted(ballot: Ballot) -> str:
    """How a vote went, as it is read."""
    sides = ((ballot.yes, "for"), (ballot.no, "against"), (ballot.abstained, "abstained"))
    counts = [f"{count} {side}" for count, side in sides if count is not None]
    counts += [f"{answer} {count}" for answer, count in ballot.scale]
    return for_display(", ".join([*counts, *filter(None, [ballot.result])]))


def _owed(meeting: Meeting, target: TargetItem) -> str:
    """The action for a team without a report: its lead owes one; empty for any other place."""
    index = meeting.by_key.get(target.section)
    section = meeting.sections[index] if index is not None else None
    if section is None or target.item is not None or not section.empty or not section.owners:
        return ""
    is_team = section.kind is SectionKind.TEAM
    return f"{', '.join(section.owners)}: report to the next meeting" if is_team else ""


def _outcome_words(typed: str, current: str) -> str:
    """An outcome as it is read out."""
    outcome, reason = outcome_typed(typed, current)
    reason = reason or (edits.NO_OBJECTIONS if outcome == "approved" else "")
    return f"{outcome.capitalize()}; {reason}" if reason else outcome.capitalize()


def _outcome_reading(typed: str, current: str) -> Reading:
    """What Enter writes."""
    outcome, reason = outcome_typed(typed, current)
    text = Text(no_wrap=True, overflow="ellipsis").append(outcome, "bold")
    if not reason and outcome == "approved" and not current:
        reason = edits.NO_OBJECTIONS
    return Reading(text.append(f"; {for_display(reason)}" if reason else " · words after it are the reason"))
