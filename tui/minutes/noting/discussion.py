"""The Discussion section, found."""

from __future__ import annotations

from tui.minutes.model import Meeting, SectionKind


def discussion(meeting: Meeting) -> int | None:
    """The index of the Discussion section; where nothing else has a heading, it is the title, too."""
    for n, section in enumerate(meeting.sections):
        if section.kind is SectionKind.DISCUSSION:
            return n
    from tui.minutes.reading.headings import kind_of  # noqa: PLC0415 - most minutes have such a section

    first = next((n for n, section in enumerate(meeting.sections) if section.level), None)
    if first is not None and kind_of(meeting.sections[first].title.casefold()) is SectionKind.DISCUSSION:
        return first
    return None
