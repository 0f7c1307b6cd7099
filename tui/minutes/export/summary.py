"""What a meeting decided and who does what: the facts that every form puts before the sections."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from tui.minutes.export.draft import Change, Draft, Touch
from tui.minutes.model import Item, ItemKind, Meeting, Note, NoteKind, Section, SectionKind
from tui.minutes.note_grammar import NOBODY

HEADING: Final = "Summary"
DECISION_COLUMNS: Final = ("Decision", "Section")
ACTION_COLUMNS: Final = ("Owner", "Action", "Due", "Section")


_DEEPEST: Final = 3  # sections around one that are named


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision; `text` is inline Markdown, with the proposal it is nested under before it."""

    text: str
    section: int
    line: int


@dataclass(frozen=True, slots=True)
class Task:
    """An action under one of its owners; `text` is inline Markdown."""

    owner: str
    note: Note
    section: int
    line: int

    @property
    def others(self) -> tuple[str, ...]:
        """Who else has it."""
        return tuple(name for name in self.note.owners if name != self.owner)

    @property
    def text(self) -> str:
        """What to do, and with whom."""
        return self.note.text + (f" (with {', '.join(self.others)})" if self.others else "")

    @property
    def due(self) -> str:
        """The day, or what became of it."""
        if self.note.done:
            return "done"
        if self.note.dropped:
            return "dropped"
        return self.note.due.isoformat() if self.note.due is not None else ""


@dataclass(frozen=True, slots=True)
class Summary:
    """Decisions in the order of the file, actions by owner; sections and lines are of the meeting given."""

    decisions: tuple[Decided, ...]
    tasks: tuple[Task, ...]

    def __bool__(self) -> bool:
        return bool(self.decisions or self.tasks)


def summary(meeting: Meeting) -> Summary:
    """Sum a meeting up, and not the earlier ones of its file.

    Actions of nobody come last, done and dropped ones after the open.
    """
    decisions: list[Decided] = []
    tasks: list[Task] = []
    for index, section in enumerate(meeting.sections):
        silent = index in meeting.earlier or section.content.noteless
        for number, item in enumerate(() if silent else section.items):
            note = item.note
            if note is None:
                continue
            if note.kind is NoteKind.DECISION:
                decisions.append(Decided(_decision(section, number, note), index, item.own.start))
            elif note.kind is NoteKind.ACTION:
                tasks += [Task(owner, note, index, item.own.start) for owner in note.owners or (NOBODY,)]
    tasks.sort(key=lambda task: (task.owner == NOBODY, task.owner.casefold().lstrip("@"), not task.note.open))
    return Summary(tuple(decisions), tuple(tasks))


NOBODY_YET: Final = "Nobody yet"
"""The owner of an action that has none, as people read it."""


def owner_shown(task: Task) -> str:
    """Who an action is for, in words."""
    return NOBODY_YET if task.owner == NOBODY else task.owner


def labels(meeting: Meeting) -> list[str]:
    """A name for each section; where several have the same one, with those of the sections around it."""
    sections = meeting.sections
    found = [section.name for section in sections]
    above = [section.parent for section in sections]
    for _ in range(_DEEPEST):
        counts = Counter(found)
        for index, label in enumerate(found):
            parent = above[index]
            if counts[label] > 1 and parent is not None and sections[parent].kind is not SectionKind.TITLE:
                found[index] = f"{sections[parent].name} › {label}"
                above[index] = sections[parent].parent
    return found


def is_summary(section: Section) -> bool:
    """True for a section that holds nothing but the tables that `Summary` is written as in Markdown."""
    tables = [item for item in section.items if item.kind is ItemKind.TABLE]
    return (
        section.title == HEADING
        and bool(tables)
        and len(tables) == len(section.items)
        and all(_columns(item) in (DECISION_COLUMNS, ACTION_COLUMNS) for item in tables)
    )


def without_summary(draft: Draft) -> tuple[Draft, list[Touch]]:
    """The draft without the summary of an earlier export: it is written anew."""
    changes = [
        Change(section.span, (), "the summary is made anew")
        for section in draft.meeting.sections
        if section.title == HEADING and is_summary(section)
    ]
    return (
        (draft.changed(changes), [draft.touch("summary", each) for each in changes])
        if changes
        else (draft, [])
    )


def _decision(section: Section, number: int, note: Note) -> str:
    """A decision's words; one nested under its proposal says nothing without that."""
    item = section.items[number]
    proposal = next(_above(section, number, item), None)
    own = item.text.startswith(("**DECISION", "DECISION:"))
    said = (note.text or note.outcome) if own else _line(item.text)
    if proposal is None or proposal.note is not None or not proposal.text.strip():
        return said
    return f"{_line(proposal.text)}: {said}"


def _above(section: Section, number: int, item: Item) -> Iterator[Item]:
    for other in reversed(section.items[:number]):
        if other.depth < item.depth:
            yield other
            return


def _line(text: str) -> str:
    return " ".join(text.split()).rstrip(" .:")


def _columns(table: Item) -> tuple[str, ...]:
    return tuple(cell.strip() for cell in table.text.split("\n", 1)[0].strip().strip("|").split("|"))
