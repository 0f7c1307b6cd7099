"""The actions as a table for a spreadsheet, in which nothing of the minutes can be a formula.

A spreadsheet takes a cell that begins with one of `= + - @`, a tab or a carriage return for a formula
(OWASP, CSV Injection); such a cell gets an apostrophe before it, which spreadsheets hide.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from tui.minutes.model import NoteKind
from tui.minutes.text.escape import escape_controls
from tui.minutes.text.inline import visible

if TYPE_CHECKING:
    from tui.minutes.export.draft import CleanedDraft
    from tui.minutes.export.forms import Export

COLUMNS: Final = ("file", "line", "section", "owners", "action", "due", "state", "since")

_FORMULA: Final = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "|", "%")


def make(export: Export) -> str:
    """The actions of a meeting, a row each, lines from 1; commas and line ends as RFC 4180 has them."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows([guarded(cell) for cell in row] for row in _rows(export.public.draft, export.file_name))
    return out.getvalue()


def joined(tables: Sequence[str]) -> str:
    """Tables as one, with one header."""
    return "".join(table if n == 0 else table.partition("\r\n")[2] for n, table in enumerate(tables))


def guarded(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    cell = escape_controls(cell.replace("\n", " "))
    return f"'{cell}" if cell.lstrip().startswith(_FORMULA) else cell


def _rows(draft: CleanedDraft, file_name: str) -> Iterator[tuple[str, ...]]:
    for section, item, note in draft.meeting.notes(NoteKind.ACTION):
        state = "open" if note.open else "dropped" if note.dropped else "done"
        since = note.dropped_on if note.dropped else note.done_on
        yield (
            file_name,
            str(draft.line_of(item.own.start) + 1),
            section.name,
            ", ".join(owner.removeprefix("@") for owner in note.owners),
            visible(note.text),
            note.due.isoformat() if note.due is not None else "",
            state,
            since.isoformat() if since is not None else "",
        )
