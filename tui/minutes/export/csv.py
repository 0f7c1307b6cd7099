"""The actions as a table for a spreadsheet, in which nothing of the minutes can be a formula.

A spreadsheet takes a cell that begins with one of `= + - @`, a tab or a carriage return for a formula
(OWASP, CSV Injection); such a cell gets an apostrophe before it, which spreadsheets hide.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Final

from tui.minutes.model import Meeting, NoteKind
from tui.minutes.text.escape import escape_controls
from tui.minutes.text.inline import visible

COLUMNS: Final = ("file", "line", "section", "owners", "action", "due", "state", "since")

_FORMULA: Final = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "|", "%")


def actions(meeting: Meeting, file_name: str) -> str:
    """The actions of a meeting, a row each, lines from 1; commas and line ends as RFC 4180 has them."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows([guarded(cell) for cell in row] for row in _rows(meeting, file_name))
    return out.getvalue()


def guarded(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    cell = escape_controls(cell.replace("\n", " "))
    return f"'{cell}" if cell.lstrip().startswith(_FORMULA) else cell


def _rows(meeting: Meeting, file_name: str) -> Iterator[tuple[str, ...]]:
    for section, item, note in meeting.notes(NoteKind.ACTION):
        state = "open" if note.open else "dropped" if note.dropped else "done"
        since = note.dropped_on if note.dropped else note.done_on
        yield (
            file_name,
            str(item.own.start + 1),
            section.name,
            ", ".join(owner.removeprefix("@") for owner in note.owners),
            visible(note.text),
            note.due.isoformat() if note.due is not None else "",
            state,
            since.isoformat() if since is not None else "",
        )
