"""Lines begun with a short mark become notes: `!a dies: publish fri`, `#agreed …`, `RESOLUTION: …`.

The marks are this program's own, those of MeetBot (https://wiki.debian.org/MeetBot) and those that W3C's
scribes use. `Name: words` is a remark and stays one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from tui.minutes import note_grammar
from tui.minutes.model import Note, NoteKind
from tui.minutes.note_kinds import NOTE_KINDS
from tui.minutes.noting import capture
from tui.minutes.noting.capture import Captured, Context
from tui.minutes.noting.placing import DEFAULT_MARKER

LETTERS: Final = {facts.letter: kind for kind, facts in NOTE_KINDS.items()}
"""The letter of `!a` and the like to the kind of note."""

_WORDS: Final = {
    "#action": (NoteKind.ACTION, ""),
    "#agreed": (NoteKind.DECISION, ""),
    "#agree": (NoteKind.DECISION, ""),
    "#accepted": (NoteKind.DECISION, "approved"),
    "#rejected": (NoteKind.DECISION, "rejected"),
    "#decision": (NoteKind.DECISION, ""),
    "#question": (NoteKind.QUESTION, ""),
    "#vote": (NoteKind.VOTE, ""),
    "#info": (NoteKind.INFO, ""),
    "#idea": (NoteKind.INFO, ""),
    "ACTION:": (NoteKind.ACTION, ""),
    "RESOLUTION:": (NoteKind.DECISION, ""),
    "RESOLVED:": (NoteKind.DECISION, ""),
    "AGREED:": (NoteKind.DECISION, ""),
    "DECISION:": (NoteKind.DECISION, ""),
    "PROPOSED:": (NoteKind.VOTE, ""),
    "PROPOSAL:": (NoteKind.VOTE, ""),
    "VOTE:": (NoteKind.VOTE, ""),
    "QUESTION:": (NoteKind.QUESTION, ""),
    "INFO:": (NoteKind.INFO, ""),
}
"""Words as their tools have them, to the kind and what the word itself says of the outcome.

`#…` in any case; the others in capitals only, as people otherwise write `Question: …` in plain prose.
"""

_LINE: Final = re.compile(
    r"(?P<head>[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?)"
    r"(?:\[[ xX]\][ \t]+)?"  # a box that the editor went on with from the line above
    r"(?P<mark>!\w+|#\w+|[A-Z]+:)(?P<gap>[ \t]+)(?P<words>\S.*)",
    re.DOTALL,
)


_OF_A_BOT: Final = re.compile(r"#vote\s+(?:yes|no|abstain(?:ed)?|[+-]1|[+-]?0|aye|nay)\W*", re.IGNORECASE)
"""A voice in a vote as MeetBot takes it: it stays, and is read together with the others."""


@dataclass(frozen=True, slots=True)
class Shortcut:
    """A line begun with a mark. `head` is what stands before the mark: indent and list marker."""

    kind: NoteKind
    head: str
    words: str
    at: int  # where the words begin in the line
    outcome: str = ""


def shortcut(line: str) -> Shortcut | None:
    """The mark that a line begins with, or None; a mark without words is not done yet."""
    match = _LINE.match(line)
    if match is None:
        return None
    mark = match["mark"]
    found: tuple[NoteKind, str] | None
    if mark.startswith("!"):
        word = mark[1:].lower()
        kind = LETTERS.get(word) or next((kind for kind in NoteKind if kind.value == word), None)
        found = (kind, "") if kind is not None else None
    else:
        found = _WORDS.get(mark.lower() if mark.startswith("#") else mark)
    if found is None or _OF_A_BOT.fullmatch(f"{mark} {match['words']}") is not None:
        return None
    return Shortcut(found[0], match["head"], match["words"].rstrip(), match.start("words"), found[1])


def line_to_note(line: str, context: Context) -> Note | None:
    """The note that a line begun with a mark stands for; None for any other line."""
    captured = line_to_captured(line, context)
    return captured.note if captured is not None else None


def line_to_captured(line: str, context: Context) -> Captured | None:
    """As `line_to_note`, with how each part was read; offsets count from the words after the mark."""
    found = shortcut(line)
    if found is None:
        return None
    captured = capture.parse(found.kind, found.words, context)
    if found.outcome:
        captured = Captured(note_grammar.tidy(Note(found.kind, found.words, outcome=found.outcome)))
    return None if captured.empty else captured


def converted(line: str, context: Context, marker: str = DEFAULT_MARKER) -> str | None:
    """A line begun with a mark as the line of its note, with its own indent and marker; else None.

    `marker` is for a line without one of its own.
    """
    found, note = shortcut(line), line_to_note(line, context)
    if found is None or note is None:
        return None
    head = found.head if found.head.strip(" \t>") else f"{found.head}{marker} "
    return head + note_grammar.write(note)
