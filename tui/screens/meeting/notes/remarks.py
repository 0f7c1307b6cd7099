"""Remarks: what is said on a topic, a line after the other, written under its replies."""

from __future__ import annotations

from collections.abc import Callable

from rich.text import Text

from tui.minutes import note_grammar
from tui.minutes.model import Meeting, NoteKind
from tui.minutes.noting import edits
from tui.minutes.noting.capture import Captured, Context
from tui.minutes.noting.edits import Edit, EditError
from tui.minutes.noting.entries import at_entry, entry_at, has_section
from tui.minutes.noting.replying import add_remark, topic_of
from tui.minutes.noting.shortcuts import line_to_captured, shortcut
from tui.minutes.reading.hidden import private_words
from tui.minutes.text.inline import visible
from tui.screens.meeting.desk import Desk
from tui.screens.meeting.notes.capturing import REPLY, Capture, Capturing, Reading
from tui.screens.meeting.notes.note_target import NoteTarget, TargetItem, find, target_of
from tui.screens.meeting.notes.private_lines import ASIDE, PrivateLines
from widgets.display_text import for_display
from widgets.places import Place
from widgets.wrapping import clipped

LONGEST_NAME = 60
"""Characters before a colon in which somebody's name stands."""


class Remarks:
    """The line for remarks, and where they go."""

    def __init__(
        self,
        desk: Desk,
        target: NoteTarget,
        capturing: Capturing,
        context: Callable[[], Context],
        note_reading: Callable[[NoteKind, str], Reading],
        learn: Callable[[], None],
        private: PrivateLines,
    ) -> None:
        """`note_reading` says how a line is read as a note of a kind; `learn` looks who is known by now.

        Lines for no file go to `private`.
        """
        self._private = private
        self._learn = learn
        self._desk = desk
        self._target = target
        self._capturing = capturing
        self._context = context
        self.reviewer: Callable[[], str] = lambda: ""
        """Who comments, and signs that; empty where nobody does."""
        self._note_reading = note_reading

    def open(self) -> None:
        """Open a line for the topic at the cursor."""
        self._desk.text()
        here = self._target.target
        if here is None:
            key = self._desk.key("write")
            self._desk.say(f"There is no section to write to; {key} writes the discussion.")
            return
        self._learn()
        topic = self._topic(here)
        self._open(topic, here if here != topic else None)

    def _topic(self, target: TargetItem) -> TargetItem:
        """The topic that a remark on a target joins."""
        meeting = self._desk.meeting
        if (place := find(meeting, target)) is None:
            return target
        topic = topic_of(meeting, place)
        return target_of(meeting, Place(meeting.sections[topic.section].key, topic.item)) or target

    def _open(self, topic: TargetItem, other: TargetItem | None) -> None:
        """Open the line for a topic; `other` is what the remark may be meant for instead."""

        def write(meeting: Meeting, typed: str) -> Edit | None:
            if (place := find(meeting, topic)) is None:
                return None
            if (captured := self._note(typed)) is not None:
                note = captured.note
                return at_entry(meeting, place, lambda there, at: edits.add_note(there, note, at))
            return at_entry(meeting, place, lambda there, at: add_remark(there, self._signed(typed), at))

        capture = Capture(self._title(topic), write, self._reading, (REPLY, None), "Name: what was said")
        capture.goes_on = capture.owners = True
        if other is not None:
            capture.other, capture.other_way = (lambda: self._open(other, topic)), "one level off"
        capture.written = lambda: self._wrote(topic)
        capture.aside = lambda meeting, typed: self._private.taken_from(typed, meeting, find(meeting, topic))
        self._capturing.open(capture)

    def _wrote(self, topic: TargetItem) -> None:
        """The cursor is on what was written. Behind a note the next one goes to the same topic."""
        item = self._desk.panes.current_item
        if item is not None and item.note is not None:
            self._target.wrote(item.note.kind, topic)

    def _note(self, typed: str) -> Captured | None:
        """The note of a line begun with `!a` or the like, or None. Raises EditError for one without words."""
        captured = line_to_captured(typed, self._context())
        if captured is None and shortcut(typed) is not None:
            raise EditError("There is nothing to write yet: a note needs words.")
        return captured

    def _reading(self, typed: str) -> Reading:
        """How a typed line is read: as a note, as somebody's remark, as a remark."""
        if not typed.strip():
            return Reading(Text("enter on an empty line ends · !a action  !d decision  !q question"))
        if private_words(typed) is not None:
            return Reading(Text(ASIDE))
        found = shortcut(typed)
        if found is not None and not found.outcome:
            reading = self._note_reading(found.kind, found.words)
            return Reading(Text(f"{found.kind.value} · ").append(reading.text), reading.doubt)
        if found is not None:
            return Reading(Text(f"{found.kind.value} · {found.outcome}; {for_display(found.words)}"))
        name, word = self._speaker(typed), "remark"
        if not name and (name := self.reviewer()):
            word = "comment"
        return Reading(Text(f"{word} of ").append(for_display(name), "bold") if name else Text(word))

    def _signed(self, typed: str) -> str:
        """What is typed, with who comments before the meeting, unless it begins with somebody's name."""
        me = self.reviewer()
        return f"{me}: {typed}" if me and not self._speaker(typed) else typed

    def _speaker(self, typed: str) -> str:
        """Whose words a line says it is: somebody known, before a colon; empty for nobody."""
        name, colon, _ = note_grammar.in_one_line(typed).partition(":")
        said = colon and len(name) < LONGEST_NAME and self._context().people.find(name).person is not None
        return name.strip() if said else ""

    def _title(self, topic: TargetItem) -> str:
        place, meeting = find(self._desk.meeting, topic), self._desk.shown
        if place is None:
            return "REPLY"
        if place.item is None:
            return clipped(for_display(f"REPLY in {meeting.sections[place.section].name}"), 60)
        if has_section(self._desk.meeting, place):
            return clipped(for_display(f"REPLY in {entry_at(meeting, place)}"), 60)
        item = edits.item_at(meeting, place)
        text = item.note.text if item.note is not None else item.text
        return clipped(for_display(f"REPLY under “{' '.join(visible(text).split())}”"), 60)
