"""The kinds of notes, a row each: what is typed for one, shown of it, and what exports call several of them.

A new kind is a row here, its way of being written in `note_grammar`, the marks it is known by in
`reading.marks`, and its command; a test names what is missing.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

from tui.minutes.model import NoteKind


class KindOfNote(NamedTuple):
    """One kind: `!` and its `letter` begin a note, `glyph` marks it, `several` are many, in the JSON, too."""

    letter: str
    glyph: str
    several: str
    placeholder: str


NOTE_KINDS: Final[Mapping[NoteKind, KindOfNote]] = {
    NoteKind.ACTION: KindOfNote("a", "☐", "actions", "owner: what to do fri"),
    NoteKind.FLAG: KindOfNote("f", "⚑", "flags", "why it is to be talked about"),
    NoteKind.DECISION: KindOfNote("d", "◆", "decisions", "what was decided"),
    NoteKind.QUESTION: KindOfNote("q", "?", "questions", "what is open"),
    NoteKind.VOTE: KindOfNote("v", "±", "votes", "what on (5 for, 0 against, 1 abstained; carried)"),
    NoteKind.INFO: KindOfNote("i", "i", "infos", "what to know"),
}
