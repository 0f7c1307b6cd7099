"""Changes of a minutes file: notes added, changed, removed, outcomes given, sections typed anew.

Each gives an `Edit` with the new source, or raises `EditError` with the reason; nothing is saved here.
Lines that an edit does not name keep their bytes, and every other item is read afterwards as it was before.
"""

from __future__ import annotations

from datetime import date
from typing import Final

from tui.minutes import note_grammar
from tui.minutes.model import LIST_KINDS, ItemKind, Meeting, Note, NoteKind
from tui.minutes.noting.editing import Edit, EditError, called, check_writable, spliced, under
from tui.minutes.noting.finding import ItemMark, find_again, mark
from tui.minutes.noting.fitting import reread
from tui.minutes.noting.placing import Insertion, Position, children_of, place_line
from tui.minutes.noting.rewriting import change_note, drop_action, item_at, make_action, note_at, tick
from tui.minutes.noting.sections import ensure_discussion
from tui.minutes.reading.find import discussion
from tui.minutes.text.source import Span

__all__ = [
    "NO_OBJECTIONS",
    "Edit",
    "EditError",
    "ItemMark",
    "Position",
    "add_line",
    "add_note",
    "change_note",
    "discussion",
    "drop",
    "ensure_discussion",
    "find_again",
    "item_at",
    "make_action",
    "mark",
    "note_at",
    "outcome_at",
    "remove",
    "set_outcome",
    "tick",
]

NO_OBJECTIONS: Final = "no objections"
"""The reason that stands with an approval unless another is given."""


def add_note(meeting: Meeting, note: Note, place: Position) -> Edit:
    """Write a note under an item (after what is nested in it), or at the end of a section.

    What holds no list (a paragraph, a table …) has it after itself. Raises EditError for an empty note.
    """
    note = note_grammar.tidy(note)
    if not note.text:
        raise EditError("There is nothing to write yet: a note needs words.")
    return add_line(meeting, note_grammar.write(note), place, f"added {called(note)}")


def add_line(meeting: Meeting, text: str, place: Position, said: str) -> Edit:
    """Write any one line as a list item, as `add_note` does. `said` is followed by where it stands."""
    check_writable(meeting)
    insertion = place_line(meeting, place, text)
    aside = ""
    if insertion is None and place.item is not None:
        insertion, aside = place_line(meeting, Position(place.section), text), ", at its end"
    if insertion is None:
        raise EditError(
            "No line here would be read as a note; end the code block or comment around it first."
        )
    section = meeting.sections[place.section] if meeting.sections else None
    return _inserted(meeting, insertion, said + under(section) + aside)


def set_outcome(meeting: Meeting, place: Position, outcome: str = "approved", reason: str = "") -> Edit:
    """Say what became of a proposal: a decision nested under it, or the one that is there changed.

    On a decision itself its own outcome is changed. `outcome` is one of `note_grammar.OUTCOMES`. Raises
    EditError, also where it says so already.
    """
    if outcome not in note_grammar.OUTCOMES:
        raise ValueError(f"no outcome: {outcome}")
    check_writable(meeting)
    item_at(meeting, place)
    why = reason.strip() or (NO_OBJECTIONS if outcome == "approved" else "")
    says_it = why != NO_OBJECTIONS and note_grammar.outcome_of(why) == outcome
    words = why if says_it else f"{outcome}; {why}".removesuffix("; ")
    note = note_grammar.tidy(Note(NoteKind.DECISION, words))
    section = meeting.sections[place.section]
    said = f"{outcome}{under(section)}"
    there = _outcome_place(meeting, place)
    if there is None:
        return add_line(meeting, note_grammar.write(note), place, outcome)
    if there != place and item_at(meeting, there).note == note:
        raise EditError(f"It is {outcome} already.")
    edit = change_note(meeting, there, note)
    return Edit(edit.before, edit.source, edit.span, said if there == place else f"changed to {said}")


def outcome_at(meeting: Meeting, place: Position) -> str:
    """The outcome that a proposal has, nested under it or said by itself; empty for none yet."""
    there = _outcome_place(meeting, place)
    note = item_at(meeting, there).note if there is not None else None
    return note.outcome if note is not None else ""


def _outcome_place(meeting: Meeting, place: Position) -> Position | None:
    """The decision with the outcome of an item: the item itself, or the first one nested in it."""
    item_at(meeting, place)
    section = meeting.sections[place.section]
    for n in (place.item or 0, *children_of(section, place.item or 0)):
        note = section.items[n].note
        if note is not None and note.kind is NoteKind.DECISION and note.outcome:
            return Position(place.section, n)
    return None


def drop(meeting: Meeting, place: Position, on: date, reason: str = "") -> Edit:
    """Mark an action as dropped on a day, as `tick` does for done; a reason is nested under it."""
    edit = drop_action(meeting, place, on)
    insertion = (
        place_line(meeting, place, f"dropped: {note_grammar.fold(reason)}")
        if note_grammar.fold(reason)
        else None
    )
    if insertion is None:
        return edit
    own = item_at(meeting, place).own
    moved = len(edit.source.lines) - len(meeting.source.lines) if insertion.at >= own.end else 0
    at = insertion.at + moved
    source = edit.source.splice(Span(at, at), list(insertion.lines))
    return Edit(edit.before, source, Span(edit.span.start, insertion.line + moved + 1), edit.said)


def remove(meeting: Meeting, place: Position) -> Edit:
    """Take an item away with all that is nested in it. Raises EditError where that would change others."""
    check_writable(meeting)
    item = item_at(meeting, place)
    section = meeting.sections[place.section]
    span = item.span if item.kind in LIST_KINDS or item.kind is ItemKind.QUOTE else item.own
    lines = meeting.source.lines
    blank_above = span.start > section.body.start and not lines[span.start - 1].strip()
    blank_below = span.end >= len(lines) or not lines[span.end].strip()
    wider = Span(span.start - 1, span.end)
    tries: list[tuple[Span, list[str]]] = [(span, []), (span, [""])]
    if blank_above and blank_below and span.end < section.body.end:
        tries.insert(0, (wider, []))
    nested = sum(
        1 for n in range((place.item or 0) + 1, len(section.items)) if section.items[n].span.end <= span.end
    )
    what = called(item.note) if item.note is not None else "item"
    said = f"removed {what}{under(section)}" + (f", and {nested} nested" if nested else "")
    for cut, put in tries:
        read = reread(meeting, place.section, cut, put)
        if read is not None and not read.blocks:
            return spliced(meeting, cut, put, Span(cut.start, cut.start), said)
    raise EditError("Without this line others would be read otherwise; edit the section instead.")


def _inserted(meeting: Meeting, insertion: Insertion, said: str) -> Edit:
    at = Span(insertion.at, insertion.at)
    written = Span(insertion.line, insertion.line + 1)
    return spliced(meeting, at, list(insertion.lines), written, said)
