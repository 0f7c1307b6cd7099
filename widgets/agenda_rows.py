"""The rows of the agenda: of a section, of a topic, and the one that groups earlier meetings of the file."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from rich.cells import cell_len

from tui.minutes.model import Meeting, NoteKind, Section, SectionKind
from tui.minutes.running.topic_rows import TopicRow, Topics
from tui.minutes.text.inline import visible
from widgets.display_text import for_display
from widgets.panes.pane import GLYPHS

EARLIER: Final = "\0earlier"
"""The key of the row that groups earlier meetings. Among the folded ones it says that this one is open."""


INDENT: Final = 2
"""Cells a level."""


class AgendaRow(NamedTuple):
    """A visible row of the agenda."""

    key: str
    section: int  # its index
    depth: int
    group: bool
    topic: TopicRow | None = None


class RowFacts(NamedTuple):
    """What a row says of its section or topic."""

    name: str
    glyph: str
    badge: str
    minutes: int | None
    open_action: bool
    flagged: bool
    empty: bool = False
    deferred: bool = False
    readers: int = 0


def count_of_earlier(meeting: Meeting) -> int:
    """How many earlier meetings a file has."""
    levels = [meeting.sections[index].level for index in meeting.earlier]
    return levels.count(min(levels, default=0))


def said_by(row: AgendaRow, section: Section, meeting: Meeting, topics: Topics) -> RowFacts:
    """What a row says, which is of a section."""
    if row.key == EARLIER:
        return RowFacts("Earlier", " ", str(count_of_earlier(meeting)), None, False, False)
    topic, content = row.topic, section.content
    if topic is None:
        empty, noted = content.empty, content.noted
        badge = "" if row.group and section.blank else "∅" if empty else str(content.tally.items)
        name, glyph = for_display(section.name or "(no heading)"), GLYPHS.get(section.kind, " ")
        minutes = topics.minutes_of(section, row.section) if topics.entries else section.minutes
        is_open, is_flagged = noted.open_actions > 0, noted.open_flags > 0
        readers = len(noted.reviewers)
        return RowFacts(name, glyph, badge, minutes, is_open, is_flagged, empty, readers=readers)
    has_notes = any(content.notes)
    notes = [item.note for item in section.items[topic.item : topic.end] if item.note] if has_notes else []
    is_open = any(note.kind is NoteKind.ACTION and note.open for note in notes)
    flagged = any(note.kind is NoteKind.FLAG and note.open for note in notes)
    deferred = any(note.outcome == "deferred" for note in notes)
    badge = str(topic.items) if topic.items else ""
    return RowFacts(
        for_display(visible(topic.name)), " ", badge, topic.minutes, is_open, flagged, False, deferred
    )


def mark_of(
    row: AgendaRow, section: Section, *, empty: bool, other: bool, reviewed: bool, signed: bool
) -> tuple[str, str]:
    """The mark of a row and the role of it; `other`: it says something else than when it was looked at."""
    if other:
        return "●", "changed"
    if reviewed:
        return "✓", "mark"
    is_report = row.topic is None and section.kind is SectionKind.TEAM and not empty
    return ("○", "muted") if signed and is_report else (" ", "text")


def groups_of(key: str, meeting: Meeting | None, topics: Topics) -> list[str]:
    """The groups that a row is in, the nearest first."""
    topic = topics.by_key.get(key)
    number = topic.section if topic is not None else meeting.by_key.get(key) if meeting else None
    if meeting is None or number is None:
        return []
    around = [number]
    while (parent := meeting.sections[around[-1]].parent) is not None:
        around.append(parent)
    found = []
    for inner, outer in zip(around, [*around[1:], None], strict=True):
        if inner != number or topic is not None:
            found.append(meeting.sections[inner].key)
        if inner in meeting.earlier and outer not in meeting.earlier:
            found.append(EARLIER)
    return found


def width_of_names(rows: Sequence[AgendaRow], meeting: Meeting | None) -> int:
    """The cells that the longest name takes, with what it is indented."""
    if meeting is None:
        return 0
    longest = (0, 0, "")
    for row in rows:
        name = row.topic.name if row.topic is not None else meeting.sections[row.section].name
        longest = max(longest, (INDENT * row.depth + len(name), INDENT * row.depth, name))
    return longest[1] + cell_len(for_display(longest[2]))
