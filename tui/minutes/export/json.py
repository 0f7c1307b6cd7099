"""A meeting as JSON, `"schema": "pmc-tui/1"`: for scripts, bots and other programs.

Lines are counted from 1, by line feeds alone. Texts of notes are inline Markdown, names of people are as
the file writes them, handles without their @. The schema is in `tui.minutes.export.json_models`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

from tui.minutes import model
from tui.minutes.model import Meeting, NoteKind
from tui.minutes.note_kinds import NOTE_KINDS
from tui.minutes.reading.topics import Topic, topics_of
from tui.minutes.running.consent import names_in

if TYPE_CHECKING:
    from tui.minutes.export.forms import Export

SCHEMA: Final = "pmc-tui/1"

_OUTCOMES: Final = ("approved", "rejected", "deferred", "amended")


def make(export: Export) -> str:
    """The public part of the minutes, with the lines of the file."""
    draft = export.public.draft
    return dumped(document(draft.meeting, export.file_name, draft.line_of))


def document(meeting: Meeting, file_name: str, line_of: Callable[[int], int] = int) -> dict[str, object]:
    """The meeting as the exported object, in the schema's order; `line_of` gives the lines of the file."""
    sections = meeting.sections
    notes: dict[str, list[dict[str, object]]] = {kind.several: [] for kind in NOTE_KINDS.values()}
    for section, item, note in meeting.notes():
        notes[NOTE_KINDS[note.kind].several].append(_note(section, item, note, line_of))
    return {
        "schema": SCHEMA,
        "file": file_name,
        "title": meeting.title,
        "date": meeting.date.isoformat() if meeting.date is not None else None,
        "attendees": [person.name for person in meeting.attendees],
        "sections": [_section(section, sections, line_of) for section in sections if section.level],
        **notes,
        "topics": [_topic(topic, sections, line_of) for topic in topics_of(meeting)],
        "consents": [
            {"line": line_of(item.own.start) + 1, "sections": list(names)}
            for _, item, note in meeting.notes(NoteKind.DECISION)
            if (names := names_in(note))
        ],
        "reviews": [_reviews(section, line_of) for section in sections if section.reviewers],
    }


def _reviews(section: model.Section, line_of: Callable[[int], int]) -> dict[str, object]:
    names = [name.removeprefix("@") for name in section.reviewers]
    return {"section": line_of(section.heading.start) + 1 if section.level else None, "names": names}


def dumped(found: dict[str, object]) -> str:
    """The JSON text of a document, with a last line feed."""
    return json.dumps(found, ensure_ascii=False, indent=1) + "\n"


def _note(
    section: model.Section, item: model.Item, note: model.Note, line_of: Callable[[int], int]
) -> dict[str, object]:
    told: dict[str, object] = {
        "line": line_of(item.own.start) + 1,
        "section": line_of(section.heading.start) + 1 if section.level else None,
        "text": note.text,
    }
    if note.kind is NoteKind.ACTION:
        told["owners"] = [owner.removeprefix("@") for owner in note.owners]
        told["due"] = note.due.isoformat() if note.due is not None else None
        told["done"] = not note.open
    elif note.kind is NoteKind.FLAG:
        told["owner"] = ", ".join(owner.removeprefix("@") for owner in note.owners) or None
        told["done"] = not note.open
    elif note.kind is NoteKind.DECISION:
        told["outcome"] = note.outcome if note.outcome in _OUTCOMES else None
    elif note.kind is NoteKind.QUESTION and note.done:
        told["answered"] = True
    if note.kind is NoteKind.VOTE or note.ballot is not None:
        told |= _ballot(note.ballot or model.Ballot())
    return told


def _ballot(ballot: model.Ballot) -> dict[str, object]:
    return {
        "for": ballot.yes,
        "against": ballot.no,
        "abstained": ballot.abstained,
        "voters": dict(ballot.voters),
        "scale": dict(ballot.scale),
        "result": ballot.result or None,
    }


def _topic(
    topic: Topic, sections: Sequence[model.Section], line_of: Callable[[int], int]
) -> dict[str, object]:
    section = sections[topic.section]
    return {
        "line": line_of(section.items[topic.item].own.start) + 1,
        "section": line_of(section.heading.start) + 1 if section.level else None,
        "title": topic.title,
        "owners": [owner.removeprefix("@") for owner in topic.owners],
        "minutes": topic.minutes,
        "items": topic.items,
    }


def _section(
    section: model.Section, sections: Sequence[model.Section], line_of: Callable[[int], int]
) -> dict[str, object]:
    return {
        "line": line_of(section.heading.start) + 1,
        "level": section.level,
        "title": section.title,
        "name": section.name,
        "owners": list(section.owners),
        "minutes": section.minutes,
        "status": section.status,
        "kind": section.kind.value,
        "parent": line_of(sections[section.parent].heading.start) + 1 if section.parent is not None else None,
        "empty": section.empty,
        "items": section.item_count,
    }
