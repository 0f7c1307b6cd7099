"""Many meetings in one file, each under a heading that is its date: the newest is the meeting."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from tui.minutes.model import Meeting, Section
from tui.minutes.reading.meeting_date import SAME_MEETING, day_alone

_NONE: Final[frozenset[int]] = frozenset()


def earlier(sections: Sequence[Section]) -> frozenset[int]:
    """The sections of all meetings of a file but its newest; none where it has one meeting."""
    dated = _dated(sections)
    if len(dated) < 2:
        return _NONE
    newest = max(dated.values())
    if (newest - min(dated.values())).days <= SAME_MEETING:
        return _NONE
    ends = {index: sections[index].end for index, day in dated.items() if day != newest}
    found: set[int] = set()
    end = 0
    for index in range(min(ends), len(sections)):
        section = sections[index]
        end = ends.get(index, end if section.span.start < end else 0)
        if section.span.start < end:
            found.add(index)
    return frozenset(found)


def newest(meeting: Meeting) -> int | None:
    """The section whose heading is the date of the newest of several meetings; None in a file of one."""
    if not meeting.earlier:
        return None
    dated = _dated(meeting.sections)
    day = max(dated.values())
    return next(index for index, other in dated.items() if other == day)


def _dated(sections: Sequence[Section]) -> Mapping[int, date]:
    """The outermost headings that are a date, and which."""
    dated = {
        index: day
        for index, section in enumerate(sections)
        if section.level and (day := day_alone(section.title)) is not None
    }
    outer = min((sections[index].level for index in dated), default=0)
    return {index: day for index, day in dated.items() if sections[index].level == outer}
