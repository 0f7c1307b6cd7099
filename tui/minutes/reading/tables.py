"""Tables of actions and decisions: one row, one note."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from tui.minutes.model import Note, NoteKind
from tui.minutes.reading.blocks import Block
from tui.minutes.reading.conventions import PLACEHOLDERS
from tui.minutes.reading.languages import says
from tui.minutes.reading.task_owners import people_of
from tui.minutes.reading.tasks import Calendar, day_said, read_task
from tui.minutes.text.patterns import LazyPattern

_CELL: Final = LazyPattern(r"(?<!\\)\|")
_TEXT: Final = LazyPattern(
    r"(?:.*\b)?(?:description|details?|what|tasks?|to-?do|actions?|decisions?|items?|resolution)\b.*"
)
_OWNER: Final = LazyPattern(
    r"(?:.*\b)?(?:owners?|assignees?|assigned(?: to)?|who|responsible|lead|persons?|names?|by whom)\b.*"
)
_DUE: Final = LazyPattern(r"(?:.*\b)?(?:due|deadline|target|when|date|by when|eta)\b.*")
_STATE: Final = LazyPattern(r"(?:.*\b)?(?:status|state|done)\b.*")
_DONE: Final = LazyPattern(r"\W*(?:done|closed?|completed?|finished|yes|x|[✅✔☑✓])\W*", re.IGNORECASE)
_DROPPED: Final = LazyPattern(r"\W*(?:cancel+ed|dropped|abandoned|won.?t do)\W*", re.IGNORECASE)
_OWNED: Final = LazyPattern(r"(?:.*\b)?(?:actions?(?: items?| points?)?|tasks?|to-?dos?|next steps?)\b.*")
_CLOCK: Final = LazyPattern(r"\d[:.h]\d\d(?!\d|\.)|\d\s?[ap]m\b", re.IGNORECASE)
_NUMBER: Final = LazyPattern(r"[*_#\s\d.()]*")
_FRAME: Final = " \t*_~`.-"
_SIGNS: Final = LazyPattern(r"[^\w\s]+\s*(?=\w)")  # `✅ Cumplido`


_TEXTS: Final = ("column of tasks", "column of decisions")
_SUMMARY: Final = ["owner", "action", "due", "section"]
"""The columns of the table that an export sums actions up in: they stand in their sections, too."""


class NoteColumns(NamedTuple):
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


def columns(header: str) -> NoteColumns:
    """What the columns of a table are, by its header row."""
    names = [cell.strip(_FRAME).casefold() for cell in cells(header)]

    def first(pattern: LazyPattern, meaning: str, *taken: int | None) -> int | None:
        free = [n for n in range(len(names)) if n not in taken]
        return next((n for n in free if pattern.fullmatch(names[n]) or says(meaning, names[n])), None)

    owner = first(_OWNER, "column of owners")
    due = first(_DUE, "column of days", owner)
    state = first(_STATE, "column of states", owner, due)
    free = [n for n in range(len(names)) if n not in (owner, due, state)]
    texts = [n for n in free if _TEXT.fullmatch(names[n]) or any(says(each, names[n]) for each in _TEXTS)]
    called = (names[n] for n in texts)
    tasks = any(_OWNED.fullmatch(name) or says(_TEXTS[0], name) for name in called) and names != _SUMMARY
    return NoteColumns(texts[-1] if texts else _widest(names, free), owner, due, state, tasks)


def _widest(names: Sequence[str], free: Sequence[int]) -> int:
    """The column that has the text where no header says so: the last one that says nothing else."""
    return free[-1] if free else len(names) - 1


def noted(table: Block, kind: NoteKind | None, calendar: Calendar) -> Iterator[tuple[Block, Note | None]]:
    """A table as blocks with their notes: one a row under actions or decisions, else the table as it is.

    A table whose header has tasks and who has them is one of actions wherever it stands; one of who, what and
    when is where days stand in it, and no times as in a programme.
    """
    found = columns(table.text.split("\n", 1)[0])
    if kind is None and found.owner is not None and (found.tasks or _says_when(table, found, calendar)):
        kind = NoteKind.ACTION
    if kind is None or "\n" not in table.text:
        yield table, None
        return
    head, *rows = cut(table)
    yield head, None
    for row in rows:
        yield row, row_note(row.text, found, kind, calendar)


def _says_when(table: Block, found: NoteColumns, calendar: Calendar) -> bool:
    """True for a table of who does what until which day."""
    header, *rows = (cells(line) for line in table.text.split("\n"))
    if found.due is None or _at(header, found.text).strip(_FRAME).casefold() != "what":
        return False
    said = [when for row in rows[1:] if (when := _at(row, found.due))]
    return not any(map(_CLOCK.search, said)) and any(day_said(when, calendar) for when in said)


def row_note(row: str, found: NoteColumns, kind: NoteKind, calendar: Calendar) -> Note | None:
    """The action or decision that a row is; None for an empty one."""
    parts = cells(row)
    text = _at(parts, found.text)
    if _NUMBER.fullmatch(text):
        text = max(parts, key=len, default="")
    if _NUMBER.fullmatch(text) or text.strip(_FRAME).casefold() in PLACEHOLDERS:
        return None
    if kind is NoteKind.DECISION:
        return Note(kind, text)
    task = read_task(text, calendar, people_of(_at(parts, found.owner)))
    when, state = _at(parts, found.due), _at(parts, found.state)
    due = task.due or day_said(when, calendar)
    if not state:
        return Note(kind, task.text, task.owners, due, done=task.done, dropped=task.dropped)
    bare = _SIGNS.sub("", state)
    done = _DONE.fullmatch(state) is not None or says("done", bare)
    dropped = _DROPPED.fullmatch(state) is not None or says("dropped", bare)
    return Note(kind, task.text, task.owners, due, done=done, dropped=dropped)


def cells(row: str) -> Sequence[str]:
    """The cells of a table's row, as they are written."""
    return [cell.strip() for cell in _CELL.split(row.strip().removeprefix("|").removesuffix("|"))]


def _at(parts: Sequence[str], column: int | None) -> str:
    return parts[column] if column is not None and column < len(parts) else ""
