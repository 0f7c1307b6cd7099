"""Tables of actions and decisions: one row, one note."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Final, NamedTuple

from tui.minutes.model import Note, NoteKind
from tui.minutes.reading.blocks import Block
from tui.minutes.reading.conventions import PLACEHOLDERS
from tui.minutes.reading.task_owners import people_of
from tui.minutes.reading.tasks import day_said, read_task
from tui.minutes.text.patterns import LazyPattern

_CELL: Final = LazyPattern(r"(?<!\\)\|")
_TEXT: Final = LazyPattern(
    r"(?:.*\b)?(?:description|details?|what|was|quoi|tasks?|aufgaben?|tareas?|tarefas?|ações?|acci[óo]n(?:es)?|maßnahmen?|to-?do|actions?|decisions?|items?|resolution)\b.*"
)
_OWNER: Final = LazyPattern(
    r"(?:.*\b)?(?:owners?|assignees?|assigned(?: to)?|who|responsible|lead|persons?|names?|by whom|wer"
    r"|verantwortlich\w*|zuständig|responsable|qui|respons[áa]vel|quem|qui[ée]n|chi|wie)\b.*"
)
_DUE: Final = LazyPattern(
    r"(?:.*\b)?(?:due|deadline|target|when|date|by when|eta|bis|bis wann|frist|fällig|termin|échéance"
    r"|délai|quand|plazo|fecha|prazo|data|scadenza)\b.*"
)
_STATE: Final = LazyPattern(r"(?:.*\b)?(?:status|state|done|statut|état|estado|stand|stato)\b.*")
_DONE: Final = LazyPattern(
    r"\W*(?:done|closed?|completed?|finished|yes|x|[✅✔☑✓]|erledigt|terminé?e?s?|fait|hecho|feito|conclu[íi]d[oa])\W*",
    re.IGNORECASE,
)
_DROPPED: Final = LazyPattern(
    r"\W*(?:cancel+ed|dropped|abandoned|won.?t do|annulée?|entfällt)\W*", re.IGNORECASE
)
_OWNED: Final = LazyPattern(
    r"(?:.*\b)?(?:actions?(?: items?| points?)?|tasks?|to-?dos?|next steps?|aufgaben?|tareas?|tarefas?)\b.*"
)
_NUMBER: Final = LazyPattern(r"[*_#\s\d.()]*")
_FRAME: Final = " \t*_~`.-"


_SUMMARY: Final = ["owner", "action", "due", "section"]
"""The columns of the table that an export sums actions up in: they stand in their sections, too."""


class Columns(NamedTuple):
    """Where a table's rows have what; None: nowhere."""

    text: int
    owner: int | None = None
    due: int | None = None
    state: int | None = None
    tasks: bool = False  # the header calls them that


def cut(table: Block) -> Iterator[Block]:
    """A table as its head (header and delimiter row) and one block a row."""
    lines = table.text.split("\n")
    head = table.start + 2
    yield replace(table, end=head, own_end=head, text="\n".join(lines[:2]))
    for offset, line in enumerate(lines[2:]):
        at = head + offset
        yield replace(table, start=at, end=at + 1, own_end=at + 1, text=line)


def columns(header: str) -> Columns:
    """What the columns of a table are, by its header row."""
    names = [cell.strip(_FRAME).casefold() for cell in cells(header)]

    def first(pattern: LazyPattern, *taken: int | None) -> int | None:
        return next((n for n, name in enumerate(names) if n not in taken and pattern.fullmatch(name)), None)

    owner = first(_OWNER)
    due = first(_DUE, owner)
    state = first(_STATE, owner, due)
    texts = [n for n, name in enumerate(names) if n not in (owner, due, state) and _TEXT.fullmatch(name)]
    tasks = any(_OWNED.fullmatch(names[n]) for n in texts) and names != _SUMMARY
    return Columns(texts[-1] if texts else len(names) - 1, owner, due, state, tasks)


def noted(table: Block, kind: NoteKind | None, day: date | None) -> Iterator[tuple[Block, Note | None]]:
    """A table as blocks with their notes: one a row under actions or decisions, else the table as it is.

    A table whose header has tasks and who has them is one of actions wherever it stands.
    """
    found = columns(table.text.split("\n", 1)[0])
    if kind is None and found.tasks and found.owner is not None:
        kind = NoteKind.ACTION
    if kind is None or "\n" not in table.text:
        yield table, None
        return
    head, *rows = cut(table)
    yield head, None
    for row in rows:
        yield row, row_note(row.text, found, kind, day)


def row_note(row: str, found: Columns, kind: NoteKind, day: date | None) -> Note | None:
    """The action or decision that a row is; None for an empty one."""
    parts = cells(row)
    text = _at(parts, found.text)
    if _NUMBER.fullmatch(text):
        text = max(parts, key=len, default="")
    if _NUMBER.fullmatch(text) or text.strip(_FRAME).casefold() in PLACEHOLDERS:
        return None
    if kind is NoteKind.DECISION:
        return Note(kind, text)
    task = read_task(text, day, people_of(_at(parts, found.owner)))
    when, state = _at(parts, found.due), _at(parts, found.state)
    due = task.due or day_said(when, day)
    if not state:
        return Note(kind, task.text, task.owners, due, done=task.done)
    done, dropped = _DONE.fullmatch(state) is not None, _DROPPED.fullmatch(state) is not None
    return Note(kind, task.text, task.owners, due, done=done, dropped=dropped)


def cells(row: str) -> Sequence[str]:
    """The cells of a table's row, as they are written."""
    return [cell.strip() for cell in _CELL.split(row.strip().removeprefix("|").removesuffix("|"))]


def _at(parts: Sequence[str], column: int | None) -> str:
    return parts[column] if column is not None and column < len(parts) else ""
