"""What is still to decide when a meeting closes, beside what the rules of a check find."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from tui.minutes.model import Meeting, NoteKind, Standing
from tui.minutes.noting.owners import People
from tui.minutes.roll_call.attendance import attendance, called
from tui.minutes.text.inline import visible

DECIDES: Final = frozenset({"M301", "M304", "M305", "M306", "M307", "M308", "M309", "M310"})
"""Rules that find something to decide: an owner, an outcome, a vote's result."""

MENDS: Final = {
    "M301": "edit", "M302": "edit", "M304": "outcome", "M305": "edit", "M310": "outcome", "M311": "edit",
}  # fmt: skip
"""The command that mends what a rule finds, at its line."""

_WORDS: Final = 60  # characters of an item that are told


class StillOpen(NamedTuple):
    """Something to decide: its line, from 0, what it is, and the command that mends it."""

    line: int
    told: str
    mend: str


def still_open(meeting: Meeting) -> Iterator[StillOpen]:
    """Open questions, absent people who own actions, owners whom the roll call does not name."""
    for _, item, note in meeting.notes(NoteKind.QUESTION):
        if not note.done:
            yield StillOpen(item.own.start, f"question open: {_short(note.text)}", "done")
    roll = [entry for entry in attendance(meeting) if entry.standing is not None]
    if not roll:
        return
    absent = People(tuple(entry.person for entry in roll if entry.standing is Standing.ABSENT))
    known = People(tuple(entry.person for entry in roll))
    names = {called(entry.person) for entry in roll if entry.standing is Standing.ABSENT}
    told: set[str] = set()
    for _, item, note in meeting.notes(NoteKind.ACTION):
        for owner in note.owners if note.open else ():
            name = owner.removeprefix("@")
            found = absent.find(name).person
            if found is not None and called(found) in names:
                told_of = f"{owner} is absent and has this: {_short(note.text)}"
                yield StillOpen(item.own.start, told_of, "edit")
            elif known.find(name).person is None and name not in told:
                told.add(name)
                yield StillOpen(item.own.start, f"{owner} is named and not in the roll call", "roll_call")


def _short(text: str) -> str:
    words = visible(text)
    return words if len(words) <= _WORDS else f"{words[: _WORDS - 1].rstrip()}…"
