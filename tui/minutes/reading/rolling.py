"""Many meetings in one file, each under a heading that is its date: the newest is the meeting."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from tui.minutes.model import Section
from tui.minutes.reading.meeting_date import SAME_MEETING, day_alone

_NONE: Final[frozenset[int]] = frozenset()


def earlier(sections: Sequence[Section]) -> frozenset[int]:
    """The sections of all meetings of a file but its newest; none where it has one meeting."""
    dated = {
        index: day
        for index, section in enumerate(sections)
        if section.level and (day := day_alone(section.title)) is not None
    }
    if len(dated) < 2:
        return _NONE
    outer = min(sections[index].level for index in dated)
    dated = {index: day for index, day in dated.items() if sections[index].level == outer}
    newest = max(dated.values(), default=None)
    if newest is None or (newest - min(dated.values())).days <= SAME_MEETING:
        return _NONE
    ends = {index: sections[index].end for index, day in dated.items() if day != newest}
    found: set[int] = set()
    end = 0
    for index, section in enumerate(sections):
        end = ends.get(index, end if section.span.start < end else 0)
        if section.span.start < end:
            found.add(index)
    return frozenset(found)
