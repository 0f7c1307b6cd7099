"""Taking notes: the line to type them in, outcomes, ticks, lines of the editor that become notes."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Final

from rich.text import Text
from textual.content import Content
from textual.geometry import Region

from tui.minutes import edits
from tui.minutes.capture import Captured, Context, parse
from tui.minutes.edits import Edit, EditError, Mark, Place
from tui.minutes.inert import inert
from tui.minutes.model import Item, ItemKind, Meeting, NoteKind
from tui.minutes.owners import written
from tui.minutes.shortcuts import converted
from tui.minutes.surroundings import context_for
from widgets.flow import clipped

if TYPE_CHECKING:
    from tui.screens.meeting.screen import MeetingScreen

OUTCOME_KEYS: Final = {"r": "rejected", "f": "deferred", "m": "amended", "p": "approved"}
_PLACEHOLDERS: Final = {
    NoteKind.ACTION: "owner: what to do fri",
    NoteKind.DECISION: "what was decided",
    NoteKind.QUESTION: "what is open",
    NoteKind.VOTE: "what on (5 for, 0 against, 1 abstained; carried)",
    NoteKind.INFO: "what to know",
}


@dataclass(frozen=True)
class Target:
    """Where a note goes, known by content: a section by its key, an item by its mark."""

    section: str
    item: Mark | None = None


@dataclass
class Capture:
    """One line being typed: what it becomes when it is entered."""

    title: str
    write: Callable[[Meeting, str], Edit | None]
    read: Callable[[str], Text]
    kept_as: str = ""  # under this name what was typed is kept on Esc
    other: Callable[[], None] | None = None  # ctrl+n: the other way the line can be meant
    choose: dict[str, Callable[[], None]] = field(default_factory=dict)  # a first key that acts at once


class Noting:
    """Notes of the open meeting."""

    def __init__(self, screen: MeetingScreen) -> None:
        self._screen = screen
        self._capture: Capture | None = None
        self._put_aside: dict[str, str] = {}
        self._context = Context()
        self._converted: set[str] = set()

    def commands(self) -> dict[str, Callable[[], object]]:
        """What this concern answers to, by command id."""
        kinds = {kind.value: self._opener(kind) for kind in NoteKind}
        more = {"outcome": self._outcome, "done": self._done, "drop": self._drop, "notes": self._list}
        return {**kinds, **more}

    def learn(self) -> None:
        """Find out in the background who is known and when the next meeting is."""
        self._screen.run_worker(self._learn(), group="context", exclusive=True)

    async def _learn(self) -> None:
        meeting, path = self._screen.document.meeting, self._screen.path
        self._context = await asyncio.to_thread(context_for, path, meeting)

    def typed(self, typed: str) -> None:
        """The line changed: say how it is read, offer names."""
        capture, line = self._capture, self._screen.capture
        if capture is None:
            return
        if (choice := capture.choose.get(typed)) is not None:
            line.clear()
            choice()
            return
        line.show_reading(capture.read(typed))
        head, colon, _ = typed.partition(":")
        part = head.rpartition(",")[2].strip()
        offer = capture.kept_as == NoteKind.ACTION and part and not colon and " " not in part
        names = [written(person) for person in self._context.people.complete(part, 4)] if offer else []
        line.offer(names, len(part))

    def submitted(self, typed: str) -> None:
        """Enter: write the note."""
        capture = self._capture
        if capture is None:
            return
        made: list[Edit] = []

        def change() -> Edit:
            edit = capture.write(self._screen.document.meeting, typed)
            if edit is None:
                raise EditError("The item this was meant for is gone or was changed; your line is kept.")
            made.append(edit)
            return edit

        self._put_aside[capture.kept_as] = typed
        if not typed.strip() and capture.choose:
            self.close()
        elif self._screen.changes.make(change) is not None:
            self._put_aside.pop(capture.kept_as, None)
            self.close()
            self._screen.walk.go_to_line(made[0].span.start)

    def put_aside(self, typed: str) -> None:
        """Esc: the line goes, its words come back on the next press."""
        if self._capture is not None and typed.strip():
            self._put_aside[self._capture.kept_as] = typed
            self._screen.say("Kept: the same key brings the line back.")
        self.close()

    def change_way(self) -> None:
        """The other way in which the line can be meant."""
        if self._capture is not None and self._capture.other is not None:
            self._capture.other()

    def close(self) -> None:
        """Take the line away; the panes have the keys again."""
        self._capture = None
        self._screen.capture.close()
        self._screen.show_area(self._screen.panes)

    def offer_draft(self, text: str) -> None:
        """Keys or a paste that were meant for another window are offered as a note, never run as commands."""
        self._put_aside[NoteKind.INFO] = text
        self._open_note(NoteKind.INFO)
        self._screen.say(
            "That looked like text, not keys: here it is as a note. Enter writes it, esc keeps it."
        )

    def as_note(self, line: str) -> str | None:
        """A line of the editor begun with `!a` and the like as the line of its note; once for each line."""
        if line in self._converted or (note := converted(line, self._context)) is None:
            return None
        self._converted.add(line)
        return note

    def tick(self, target: Target) -> None:
        """Mark an action as done, or open it again."""
        self._change(target, lambda meeting, place: edits.tick(meeting, place, self._today()))

    def drop(self, target: Target, reason: str = "") -> None:
        """Drop an action."""
        self._change(target, lambda meeting, place: edits.drop(meeting, place, self._today(), reason))

    def target(self) -> Target | None:
        """Where the cursor is, known by content."""
        place, meeting = self._screen.panes.place, self._screen.document.meeting
        if place.section not in meeting.by_key:
            return None
        if place.item is None:
            return Target(place.section)
        return Target(place.section, edits.mark(meeting, Place(meeting.by_key[place.section], place.item)))

    def _opener(self, kind: NoteKind) -> Callable[[], None]:
        return lambda: self._open_note(kind, remark=self._remark() if kind is NoteKind.ACTION else None)

    def _open_note(self, kind: NoteKind, remark: Item | None = None) -> None:
        target = self.target()
        if target is None:
            self._screen.say("There is no section to write to; press w to write the discussion.")
            return
        if remark is not None and target.item is not None:
            self._open(self._turning(target), " ".join(remark.text.split()), kind)
            return

        def write(meeting: Meeting, typed: str) -> Edit | None:
            place = find(meeting, target)
            return edits.add_note(meeting, self._parse(kind, typed).note, place) if place else None

        capture = Capture(
            self._where(kind.value.upper(), target), write, lambda t: self._reading(kind, t), kind.value
        )
        self._open(capture, self._put_aside.get(kind.value, ""), kind)

    def _turning(self, target: Target) -> Capture:
        """A remark becomes an action with its words kept; ctrl+n makes a new action under it instead."""

        def write(meeting: Meeting, typed: str) -> Edit | None:
            if (place := find(meeting, target)) is None:
                return None
            note = self._parse(NoteKind.ACTION, typed).note
            words = " ".join(edits.item_at(meeting, place).text.split())
            if note.text == words:
                return edits.make_action(meeting, place, note.owners, note.due)
            return edits.change_note(meeting, place, note)

        title = "ACTION made of this remark · ctrl+n: a new one under it"
        other = lambda: self._open_note(NoteKind.ACTION)  # noqa: E731 - it has no other name than its field's
        return Capture(title, write, lambda t: self._reading(NoteKind.ACTION, t), "remark", other)

    def _remark(self) -> Item | None:
        """The item under the cursor when it is what somebody said: a reply, or `Name: words`."""
        item = self._screen.panes.current_item
        if item is None or item.note is not None:
            return None
        name, colon, _ = item.text.partition(":")
        said = (
            bool(colon)
            and len(name) < 60
            and self._context.people.find(name, prefixes=False).person is not None
        )
        return item if item.kind is ItemKind.REPLY or said else None

    def _outcome(self) -> None:
        """Approve at once; then r, f, m or p change it, and words give a reason."""
        target = self.target()
        if target is None or target.item is None:
            self._screen.say("Choose the proposal first: the outcome is written under it.")
            return
        chosen = ["approved"]

        def give(meeting: Meeting, reason: str) -> Edit | None:
            place = find(meeting, target)
            return edits.set_outcome(meeting, place, chosen[0], reason) if place else None

        def choose(outcome: str) -> Callable[[], None]:
            def chose() -> None:
                chosen[0] = outcome
                self._change(target, lambda meeting, _: _must(give(meeting, "")))

            return chose

        if self._change(target, lambda meeting, _: _must(give(meeting, ""))) is None:
            return
        keys = "  ".join(f"{key} {outcome}" for key, outcome in OUTCOME_KEYS.items())
        capture = Capture("Outcome", give, lambda t: Text(f"{chosen[0]}; {t}" if t else keys), "outcome")
        capture.choose = {key: choose(outcome) for key, outcome in OUTCOME_KEYS.items()}
        self._open(capture, "", None, placeholder=f"{keys}, or a reason")

    def _done(self) -> None:
        if (target := self.target()) is not None:
            self.tick(target)

    def _drop(self) -> None:
        target = self.target()
        item = self._screen.panes.current_item
        if target is None or item is None or item.note is None or item.note.kind is not NoteKind.ACTION:
            self._screen.say("Choose an action to drop.")
            return

        def write(meeting: Meeting, reason: str) -> Edit | None:
            place = find(meeting, target)
            return edits.drop(meeting, place, self._today(), reason) if place else None

        capture = Capture("Drop this action", write, lambda t: Text(f"dropped: {t}" if t else ""), "drop")
        self._open(capture, "", None, placeholder="the reason, or just enter")

    def _change(self, target: Target, change: Callable[[Meeting, Place], Edit]) -> Edit | None:
        def made() -> Edit:
            meeting = self._screen.document.meeting
            if (place := find(meeting, target)) is None:
                raise EditError("That line is gone or was changed; nothing was written.")
            return change(meeting, place)

        return self._screen.changes.make(made)

    def _open(self, capture: Capture, value: str, kind: NoteKind | None, placeholder: str = "") -> None:
        if self._screen.document.source.problem is not None:
            self._screen.say("These minutes are open read-only; nothing can be written.", trouble=True)
            return
        self._capture = capture
        line = self._screen.capture
        line.border_title = Content(capture.title)
        line.border_subtitle = "enter write · esc keep for later"
        self._screen.show_area(self._screen.panes)
        panes = self._screen.panes
        at = panes.region_of_place() or Region(panes.region.x, panes.region.y, panes.region.width, 1)
        line.open(value, placeholder or (_PLACEHOLDERS[kind] if kind is not None else ""), at)
        line.show_reading(capture.read(value))

    def _parse(self, kind: NoteKind, typed: str) -> Captured:
        return parse(kind, typed, self._context)

    def _reading(self, kind: NoteKind, typed: str) -> Text:
        """How a typed line is read: who, until when, and what is in doubt."""
        if not typed.strip():
            return Text(f"{kind.value}: nothing typed yet", "dim")
        captured = self._parse(kind, typed)
        text = Text(no_wrap=True, overflow="ellipsis")
        if kind is NoteKind.ACTION:
            text.append(inert(", ".join(captured.note.owners) or "TBD"), "bold")
            text.append(": ")
        text.append(inert(captured.note.text))
        if captured.note.due is not None:
            text.append(f"  due {captured.note.due:%a %Y-%m-%d}", "bold")
            text.append(" (next meeting)" if captured.default_due else "")
        for problem in captured.problems:
            text.append(f"  {inert(problem)}", "italic")
        return text

    def _where(self, what: str, target: Target) -> str:
        item, section = self._screen.panes.current_item, self._screen.panes.current_section
        under = f"under “{' '.join(item.text.split())}”" if item is not None and target.item else ""
        name = section.name if section is not None else ""
        return clipped(inert(f"{what} {under or f'in {name}'}"), 60)

    def _today(self) -> date:
        return self._screen.document.meeting.date or datetime.now().astimezone().date()

    def _list(self) -> None:
        from tui.screens.notes_list import NotesList  # noqa: PLC0415 - not before somebody asks

        self._screen.app.push_screen(NotesList(self._screen))


def find(meeting: Meeting, target: Target) -> Place | None:
    """Where a target stands in the meeting as it is read now."""
    if target.item is not None:
        return edits.find_again(meeting, target.item)
    index = meeting.by_key.get(target.section)
    return Place(index) if index is not None else None


def _must(edit: Edit | None) -> Edit:
    if edit is None:
        raise EditError("That line is gone or was changed; nothing was written.")
    return edit
