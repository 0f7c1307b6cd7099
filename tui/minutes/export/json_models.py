"""What the exported JSON is, as pydantic models: its schema, and what checks it.

A model has the name of what it is in the domain: they are one thing, inside and outside of this program.
Not needed to write it (`tui.minutes.export.json`): importing pydantic takes longer than the export.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from tui.minutes.model import SectionKind

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
Result = Literal["carried", "failed", "consensus", "no consensus"]


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
    """A piece of information."""

    line: int = Field(ge=1)
    section: int | None = Field(description="line of the heading it stands under")
    text: str = Field(description="inline Markdown, without marker")


class Question(Note):
    """What was asked; it stays open until somebody marks it as answered."""

    answered: bool = False


class Action(Note):
    """What somebody is to do."""

    owners: list[str]
    due: date | None
    done: bool = Field(description="done, or dropped: nobody has to do it any more")


class Flag(Note):
    """A report that somebody wants to be talked about; the text says why."""

    owner: str | None = Field(description="who flagged it; several with commas between")
    done: bool = Field(description="dealt with, or dropped")


class Reviews(_Model):
    """Who has reviewed a report, by its line of names."""

    section: int | None = Field(description="line of the heading it stands under")
    names: list[str]


class Consent(_Model):
    """A decision that receives reports nobody wanted to talk about."""

    line: int = Field(ge=1)
    sections: list[str] = Field(description="their names, as the decision gives them")


class Vote(Note):
    """What was voted on, and how people voted as far as the minutes say so."""

    for_: int | None = Field(alias="for")
    against: int | None
    abstained: int | None
    voters: dict[str, Literal["for", "against", "abstained"]] = Field(description="who voted how")
    scale: dict[str, int] = Field(description="of a poll: each answer and how many gave it")
    result: Result | None


class Decision(Note):
    """What was decided; with the numbers of the vote on it where the minutes have them."""

    outcome: Outcome | None
    for_: int | None = Field(default=None, alias="for")
    against: int | None = None
    abstained: int | None = None
    voters: dict[str, Literal["for", "against", "abstained"]] = Field(default_factory=dict)
    scale: dict[str, int] = Field(default_factory=dict)
    result: Result | None = None


class Topic(_Model):
    """A list item that is talked about as one: an agenda's entry without a section, one with replies."""

    line: int = Field(ge=1)
    section: int | None = Field(description="line of the heading it stands under")
    title: str
    owners: list[str]
    minutes: int | None
    items: int = Field(ge=0, description="items directly under it")


class Document(_Model):
    """One minutes file, read."""

    schema_: Literal["pmc-tui/1"] = Field(alias="schema")
    file: str = Field(description="as it was named; `-` for standard input")
    title: str | None
    date: date | None
    attendees: list[str]
    sections: list[Section]
    actions: list[Action]
    flags: list[Flag]
    decisions: list[Decision]
    questions: list[Question]
    votes: list[Vote]
    infos: list[Note]
    topics: list[Topic]
    consents: list[Consent]
    reviews: list[Reviews]


def json_schema() -> dict[str, object]:
    """The JSON Schema (draft 2020-12) of what is exported."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **Document.model_json_schema(by_alias=True, mode="serialization"),
    }
