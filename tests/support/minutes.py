"""Meetings made of a text, their places, and lines that are awkward together."""

from __future__ import annotations

from collections.abc import Iterator

from hypothesis import strategies as st
from markdown_it import MarkdownIt

from tui.minutes import note_grammar
from tui.minutes.model import LIST_KINDS, Meeting, Note, NoteKind
from tui.minutes.noting import edits
from tui.minutes.noting.edits import Position
from tui.minutes.reading.blocks import markdown_text
from tui.minutes.reading.reader import read
from tui.minutes.text.source import Source

LINES = st.sampled_from([
    "", "", "# A", "## B", "Title", "===", "---", "- # C", "- a", "* b", "+ c", " - d", "  - e", "   - f",
    "    - g", "\t- h", "1. i", "2) j", "10. k", "- - l", "1. - m", "> n", "> - o", ">   - p", "-- q",
    "  -- r", "words", "  words", "    words", "```", "  ```", "~~~", "<!-- x", "-->", "<div>",
    "<custom>", "</custom>", "<pre>", "|a|b|", "|-|-|", "|c|d|", "***", "-", "- ", "1.", "- [ ] s",
    "- [x] **ACTION:** Ada: t", "  - **DECISION:** approved", "- ```", "-    u", "-\tv", "-     w",
    "[x]: http://y.example", "> ", ">", "a\fb", "a\u2028b", "- [ ]", "**ACTION:** Ada: z",
])  # fmt: skip
"""Lines that make, end, continue or swallow blocks."""


def meeting_of(text: str | bytes, name: str = "2026-05-05-test.md") -> Meeting:
    """A text, read."""
    source = Source.from_bytes(text) if isinstance(text, bytes) else Source(text)
    return read(source, name)


def all_places(meeting: Meeting) -> Iterator[Position]:
    """Every section's end and every item."""
    if not meeting.sections:
        yield Position(0)
    for index, section in enumerate(meeting.sections):
        yield Position(index)
        for n in range(len(section.items)):
            yield Position(index, n)


def nested_in(meeting: Meeting, line: int) -> list[int]:
    """The first lines of the list items around a line, by markdown-it-py itself, the innermost first."""
    text = markdown_text(meeting.source.text)
    tokens = MarkdownIt("commonmark", {"maxNesting": 100}).enable("table").parse(text)
    maps = [token.map for token in tokens if token.type == "list_item_open" and token.map]
    return [start for start, end in reversed(maps) if start <= line < end]


def without_added(before: Source, edit: edits.Edit) -> Iterator[str]:
    """The new text without as many lines as were added: the note's own and blank ones before or after it.

    A file without a last newline has none again when its new last lines go.
    """
    old, new = before.lines, edit.source.lines
    added = len(new) - len(old)
    for first in (edit.span.start, edit.span.start - 1):
        kept = "".join([*new[:first], *new[first + added :]])
        at_end = first + added == len(new)
        yield kept.removesuffix(before.newline) if at_end and not before.text.endswith(("\r", "\n")) else kept


def check_place(meeting: Meeting, place: Position) -> bool:
    """The laws of one note at one place; False where it did not go under the item."""
    note = note_grammar.tidy(Note(NoteKind.ACTION, "a: *b* (due 2026-01-01)", ("C, d",)))
    edit = edits.add_note(meeting, note, place)
    assert any(text == meeting.source.text for text in without_added(meeting.source, edit))
    again = meeting_of(edit.source.to_bytes())
    section = again.sections[place.section if meeting.sections else 0]
    (item,) = [item for item in section.items if item.own.start == edit.span.start]
    assert item.note == note
    others = [each for s in again.sections for each in s.items if each is not item]
    before = [each for s in meeting.sections for each in s.items]
    assert [(x.kind, x.text, x.task, x.marker) for x in others] == [
        (x.kind, x.text, x.task, x.marker) for x in before
    ]
    assert [s.title for s in again.sections if s.level] == [s.title for s in meeting.sections if s.level]
    if place.item is None:
        return True
    under = meeting.sections[place.section].items[place.item]
    if under.kind in LIST_KINDS and not edit.said.endswith("at its end"):
        assert nested_in(again, edit.span.start)[1] == under.span.start
    return not edit.said.endswith("at its end")
