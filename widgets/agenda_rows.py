"""What a row of the agenda stands for and says: a section, or a topic in it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from rich.cells import cell_len

from tui.minutes.model import Meeting, NoteKind, Section
from tui.minutes.running.topic_rows import TopicRow, Topics
from tui.minutes.text.inline import visible
from widgets.display_text import for_display
from widgets.panes.pane import GLYPHS

INDENT: Final = 2
"""Cells a level."""


class Row(NamedTuple):
    """A visible row of the agenda."""

    key: str
    section: int  # its index
    depth: int
    group: bool
    topic: TopicRow | None = None


class Said(NamedTuple):
    """What a row says of its section or topic."""

    name: str
    glyph: str
    badge: str
    minutes: int | None
    open_action: bool
    flagged: bool
    empty: bool = False


def said_of(row: Row, section: Section, topics: Topics) -> Said:
    """What the agenda says of a section, or of a topic in it."""
    topic = row.topic
    if topic is None:
        badge = "" if row.group and section.blank else "∅" if section.empty else str(section.item_count)
        name, glyph = for_display(section.name or "(no heading)"), GLYPHS.get(section.kind, " ")
        minutes = topics.minutes_of(section, row.section) if topics.entries else section.minutes
        is_open = section.open_actions > 0
        return Said(name, glyph, badge, minutes, is_open, section.open_flags > 0, section.empty)
    has_notes = section.open_actions or section.open_flags
    notes = [item.note for item in section.items[topic.item : topic.end] if item.note] if has_notes else []
    is_open = any(note.kind is NoteKind.ACTION and note.open for note in notes)
    flagged = any(note.kind is NoteKind.FLAG and note.open for note in notes)
    badge = str(topic.items) if topic.items else ""
    return Said(for_display(visible(topic.name)), " ", badge, topic.minutes, is_open, flagged)


def width_of_names(rows: Sequence[Row], meeting: Meeting | None) -> int:
    """The cells that the longest name takes, with what it is indented."""
    if meeting is None:
        return 0
    longest = (0, 0, "")
    for row in rows:
        name = row.topic.name if row.topic is not None else meeting.sections[row.section].name
        longest = max(longest, (INDENT * row.depth + len(name), INDENT * row.depth, name))
    return longest[1] + cell_len(for_display(longest[2]))
