"""What is taken over from an earlier meeting into the open one: a lead, an open action."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from tui.minutes.model import Meeting, Note, NoteKind, SectionKind
from tui.minutes.note_grammar import fold
from tui.minutes.noting import edits
from tui.minutes.noting.editing import Edit, EditError, check_writable, spliced
from tui.minutes.noting.edits import Position
from tui.minutes.reading.headings import is_review, phrase_of
from tui.minutes.reading.reader import read
from tui.minutes.series.ledger import Action, words_of
from tui.minutes.series.radar import LeadChange
from tui.minutes.text.source import Span, without_newline

_FIRST_LINES: Final = 40
_SCRIBE: Final = re.compile(
    r"(?P<head>[ \t>]*(?:[-*+][ \t]+)?[*_]*(?:scribes?|note[- ]?takers?|minute[- ]?takers?"
    r"|minutes (?:taken )?by)[*_]*[ \t]*:[*_]*)[ \t]*.*",
    re.IGNORECASE,
)
_LABEL: Final = re.compile(r"(?P<lead>(?:[-*+][ \t]+)?)[^\W\d_][^:\n]{0,30}:[ \t]+\S")


def heading_taken(meeting: Meeting, change: LeadChange) -> Edit:
    """The last meeting's heading in the place of this one's, on its level. Raises EditError."""
    check_writable(meeting)
    index = meeting.section_at(change.line)
    section = meeting.sections[index] if index is not None else None
    if section is None or section.heading.start != change.line or section.name != change.name:
        raise EditError(f"{change.name} is no longer on that line; look again.")
    old = without_newline(meeting.source.lines[change.line])
    if (
        len(section.heading) != 1
        or not old.lstrip().startswith("#")
        or not change.heading.lstrip().startswith("#")
    ):
        raise EditError("One of the headings is underlined; write the lead by hand.")
    words = change.heading.lstrip().lstrip("#")
    line = f"{old[: len(old) - len(old.lstrip())]}{'#' * section.level}{words}"
    said = f"{section.name}: {', '.join(change.then)}, as on {change.day}"
    return spliced(meeting, section.heading, [line], section.heading, said)


def carried(meeting: Meeting, action: Action, done_on: date | None = None, words: str = "") -> Edit:
    """An action of an earlier meeting, with the day on which it first stood; done, or with a word under it.

    Raises EditError.
    """
    note = action.note._replace(origin=action.first.isoformat())
    if done_on is not None:
        note = note._replace(done=True, done_on=done_on)
    edit = _written(meeting, note)
    if not words.strip():
        return edit
    longer = read(edit.source)
    index = longer.section_at(edit.span.start)
    items = longer.sections[index].items if index is not None else ()
    number = next((n for n, item in enumerate(items) if item.own.start == edit.span.end - 1), None)
    told = edits.add_note(longer, Note(NoteKind.INFO, words), Position(index or 0, number))
    return Edit(meeting.source, told.source, Span(edit.span.start, told.span.end), told.said)


def _written(meeting: Meeting, note: Note) -> Edit:
    place = follow_up(meeting)
    if place is not None:
        return edits.add_note(meeting, note, Position(place))
    made = edits.ensure_discussion(meeting)
    longer = read(made.source) if made is not None else meeting
    edit = edits.add_note(longer, note, Position(edits.discussion(longer) or 0))
    return Edit(meeting.source, edit.source, edit.span, edit.said)


def scribe_written(meeting: Meeting, name: str) -> Edit:
    """The line `Scribe: …` with a name: in the one that is there, else under the title. Raises EditError."""
    check_writable(meeting)
    name = fold(name)
    if not name:
        raise EditError("Write the name of somebody.")
    lines = meeting.source.lines
    said = f"{name} keeps the minutes"
    for number, line in enumerate(lines[:_FIRST_LINES]):
        if match := _SCRIBE.fullmatch(without_newline(line)):
            span = Span(number, number + 1)
            return _reading_as_before(
                meeting, spliced(meeting, span, [f"{match['head']} {name}"], span, said)
            )
    title = next((section for section in meeting.sections if section.kind is SectionKind.TITLE), None)
    start = title.body.start if title is not None else 0
    first = next((n for n in range(start, len(lines)) if not lines[n].isspace()), len(lines))
    end, head = first, ""
    while end < len(lines) and (match := _LABEL.match(lines[end])):
        end, head = end + 1, match["lead"]
    if end > first:
        return _reading_as_before(
            meeting, spliced(meeting, at(end), [f"{head}Scribe: {name}"], Span(end, end + 1), said)
        )
    new = ["", f"Scribe: {name}"] if start else [f"Scribe: {name}", ""]
    written = Span(start, start + 2)
    return _reading_as_before(meeting, spliced(meeting, at(start), new, written, said))


def _reading_as_before(meeting: Meeting, edit: Edit) -> Edit:
    """The edit, where nothing but that line reads otherwise than before."""
    after = read(edit.source)
    same = [(s.level, s.title) for s in after.sections if s.level] == [
        (s.level, s.title) for s in meeting.sections if s.level
    ]
    if not same or len(list(after.notes())) != len(list(meeting.notes())):
        raise EditError("There is no place for the line at the top; write it by hand.")
    return edit


def stands_here(meeting: Meeting, action: Action) -> bool:
    """True where a meeting has an action already, by its words."""
    words = words_of(action.note.text)
    return any(words_of(note.text) == words for _, _, note in meeting.notes(NoteKind.ACTION))


def follow_up(meeting: Meeting) -> int | None:
    """The section that reviews earlier actions, else the one of actions; None where there is neither."""
    actions = [n for n, section in enumerate(meeting.sections) if section.kind is SectionKind.ACTIONS]
    for index in actions:
        phrase = phrase_of(meeting.sections[index].name)
        if is_review(phrase) or phrase.startswith(("follow", "open")):
            return index
    return actions[0] if actions else None


def at(line: int) -> Span:
    """Before a line: where something is put in."""
    return Span(line, line)
