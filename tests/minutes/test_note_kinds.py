"""A kind of note that lacks a part of what every kind has fails here, by the name of what is missing."""

from __future__ import annotations

import pytest
from rich.cells import cell_len

from tests.support.minutes import meeting_of
from tui.keyboard.commands import BY_ID
from tui.minutes import note_grammar
from tui.minutes.export.json_models import Document
from tui.minutes.model import Note, NoteKind
from tui.minutes.note_kinds import NOTE_KINDS
from tui.minutes.reading.marks import marked
from tui.minutes.series.finding import Query
from tui.screens.help import LEGEND
from widgets.styles import LOOKS

KINDS = list(NoteKind)


def test_every_kind_has_a_row_and_no_two_share_a_letter_or_a_glyph() -> None:
    assert list(NOTE_KINDS) == KINDS
    for column in ("letter", "glyph", "several"):
        assert len({getattr(row, column) for row in NOTE_KINDS.values()}) == len(KINDS), column
    assert {cell_len(row.glyph) for row in NOTE_KINDS.values()} == {1}


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_written_read_shown_found_and_sent(kind: NoteKind) -> None:
    row = NOTE_KINDS[kind]
    assert kind.value in BY_ID, "no command records it"
    assert any(row.glyph in glyphs.split() for glyphs, _ in LEGEND), "no line of the legend explains it"
    assert kind.value in LOOKS, "no style"
    assert row.several in Document.model_fields, "no list in the JSON"
    assert row.placeholder
    line = note_grammar.write(Note(kind, "what was said"))
    task = False if line.startswith("[ ] ") else None
    assert note_grammar.read(line.removeprefix("[ ] "), task) == Note(kind, "what was said"), "no grammar"
    if kind is not NoteKind.FLAG:  # nobody writes flags but this program
        mark = marked(f"{kind.value.upper()}: what was said")
        assert mark is not None, "no mark that people write"
        assert mark.kind is kind
    meeting = meeting_of(f"# M 2026-01-01\n\n## S\n\n- {line}\n")
    assert [note.kind for _, _, note in meeting.notes()] == [kind]
    assert Query.of("said", kind).kind is kind
