"""The place for a roll call in minutes that have none: after title and date, before the agenda."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from tui.minutes.model import ItemKind, Meeting, SectionKind
from tui.minutes.noting.fitting import reread
from tui.minutes.noting.sections import end_of_meeting, outer_sections, usual_level
from tui.minutes.reading.languages import language_of_meeting, written
from tui.minutes.roll_call.entries import paragraph_after
from tui.minutes.text.source import Source, Span

_EARLY: Final = 3  # sections before the agenda after which a roll call still stands at the beginning


def heading(meeting: Meeting) -> str:
    """The name of the roll call's section, in the language of the minutes."""
    return written(language_of_meeting(meeting), "attendees")


def with_section(meeting: Meeting) -> Iterator[Source]:
    """The ways to add an empty section for the roll call, best first."""
    lines = meeting.source.lines
    for at, level in _places(meeting):
        blank_before = at > 0 and bool(lines[at - 1].strip())
        new = [*[""] * blank_before, f"{'#' * level} {heading(meeting)}", *[""] * (at < len(lines))]
        around = meeting.section_at(max(0, at - 1)) or 0
        read = reread(meeting, around, Span(at, at), new)
        if read is not None and len(read.headings) == 1 and not read.blocks and not read.headings[0].depth:
            yield meeting.source.splice(Span(at, at), new)


def with_lines(meeting: Meeting, new: Sequence[str]) -> Iterator[Source]:
    """The ways to add a roll call of a few lines to minutes without any heading: after their first lines."""
    if any(section.level for section in meeting.sections):
        return
    items = meeting.sections[0].items if meeting.sections else ()
    if items and items[0].kind is ItemKind.PARAGRAPH:
        yield paragraph_after(meeting, items[0].span.end, new)
    at = (
        meeting.sections[0].span.start if meeting.sections else len(meeting.source.lines)
    )  # after front matter
    yield meeting.source.splice(Span(at, at), [*new, *[""] * bool(meeting.source.lines)])


def _places(meeting: Meeting) -> Iterator[tuple[int, int]]:
    """The lines before which the section could go, and its level there."""
    sections = meeting.sections
    outer = outer_sections(meeting)
    agenda = next((n for n in outer[:_EARLY] if sections[n].kind is SectionKind.AGENDA), None)
    for n in ([agenda] if agenda is not None else []) + outer[:1]:
        yield sections[n].span.start, sections[n].level
    if not outer:
        yield end_of_meeting(meeting), usual_level(meeting, outer)
