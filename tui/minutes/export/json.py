"""A meeting as JSON, `"schema": "pmc-tui/1"`: for scripts, bots and other programs.

Lines are counted from 1, by line feeds alone. Texts of notes are inline Markdown, names of people are as
the file writes them, handles without their @.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from tui.minutes import model
from tui.minutes.model import Meeting, NoteKind, SectionKind

Kind = Literal[
    SectionKind.TITLE,
    SectionKind.AGENDA,
    SectionKind.ATTENDEES,
    SectionKind.ANNOUNCEMENTS,
    SectionKind.LIFECYCLE,
    SectionKind.DISCUSSION,
    SectionKind.ACTIONS,
    SectionKind.DECISIONS,
    SectionKind.TEAM,
    SectionKind.OTHER,
]
Outcome = Literal["approved", "rejected", "deferred", "amended"]


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Section(_Model):
    """A heading and what stands under it up to the next heading."""

    line: int = Field(ge=1, description="of the heading")
    level: int = Field(ge=1, le=6)
    title: str = Field(description="the heading's visible text")
    name: str = Field(description="the title without number, owners, timebox and status")
    owners: list[str] = Field(description="leads, presenters: who the heading names")
    minutes: int | None = Field(description="the timebox that the heading states")
    status: str | None = Field(description="the project status that the heading states, lower case")
    kind: Kind
    parent: int | None = Field(description="line of the section around this one")
    empty: bool = Field(description="nothing, or a placeholder, stands directly under the heading")
    items: int = Field(ge=0, description="items directly under the heading, nested ones not counted")


class Note(_Model):
    """A question, a vote, a piece of information."""

    line: int = Field(ge=1)
    section: int | None = Field(description="line of the heading it stands under")
    text: str = Field(description="inline Markdown, without marker")


class Action(Note):
    """What somebody is to do."""

    owners: list[str]
    due: date | None
    done: bool = Field(description="done, or dropped: nobody has to do it any more")


class Decision(Note):
    """What was decided."""

    outcome: Outcome | None


class Document(_Model):
    """One minutes file, read."""

    schema_: Literal["pmc-tui/1"] = Field(alias="schema")
    file: str = Field(description="as it was named; `-` for standard input")
    title: str | None
    date: date | None
    attendees: list[str]
    sections: list[Section]
    actions: list[Action]
    decisions: list[Decision]
    questions: list[Note]
    votes: list[Note]
    infos: list[Note]


def document(meeting: Meeting, file_name: str) -> Document:
    """The meeting as the exported model."""
    sections = meeting.sections
    actions, decisions = [], []
    others: dict[NoteKind, list[Note]] = {NoteKind.QUESTION: [], NoteKind.VOTE: [], NoteKind.INFO: []}
    for section, item, note in meeting.notes():
        line = item.own.start + 1
        under = section.heading.start + 1 if section.level else None
        if note.kind is NoteKind.ACTION:
            owners = [owner.removeprefix("@") for owner in note.owners]
            actions.append(
                Action(
                    line=line, section=under, text=note.text, owners=owners, due=note.due, done=not note.open
                )
            )
        elif note.kind is NoteKind.DECISION:
            decisions.append(Decision(line=line, section=under, text=note.text, outcome=_outcome(note)))
        else:
            others[note.kind].append(Note(line=line, section=under, text=note.text))
    return Document(
        schema="pmc-tui/1",
        file=file_name,
        title=meeting.title,
        date=meeting.date,
        attendees=[person.name for person in meeting.attendees],
        sections=[_section(section, sections) for section in sections if section.level],
        actions=actions,
        decisions=decisions,
        questions=others[NoteKind.QUESTION],
        votes=others[NoteKind.VOTE],
        infos=others[NoteKind.INFO],
    )


def dumped(found: Document) -> str:
    """The JSON text of a document, with a last line feed."""
    return found.model_dump_json(by_alias=True, indent=1) + "\n"


def json_schema() -> dict[str, object]:
    """The JSON Schema (draft 2020-12) of what is exported."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **Document.model_json_schema(by_alias=True, mode="serialization"),
    }


def _section(section: model.Section, sections: tuple[model.Section, ...]) -> Section:
    return Section(
        line=section.heading.start + 1,
        level=section.level,
        title=section.title,
        name=section.name,
        owners=list(section.owners),
        minutes=section.minutes,
        status=section.status,
        kind=_kind(section.kind),
        parent=sections[section.parent].heading.start + 1 if section.parent is not None else None,
        empty=section.empty,
        items=section.item_count,
    )


def _kind(kind: SectionKind) -> Kind:
    if kind is SectionKind.PREAMBLE:
        raise ValueError("the preamble is no section of an export")
    return kind


def _outcome(note: model.Note) -> Outcome | None:
    for outcome in ("approved", "rejected", "deferred", "amended"):
        if note.outcome == outcome:
            return outcome
    return None
