"""Places known by content, so that a command meant for one line never reaches another after a reload."""

from __future__ import annotations

from dataclasses import dataclass

from tui.minutes.model import Meeting
from tui.minutes.noting import edits
from tui.minutes.noting.edits import Mark, Position
from widgets.places import Place


@dataclass(frozen=True)
class Target:
    """Where a command goes: a section by its key, an item in it by its mark."""

    section: str
    item: Mark | None = None


def target_of(meeting: Meeting, place: Place) -> Target | None:
    """What to remember of a place on the screen; None where it is not in the meeting."""
    index = meeting.by_key.get(place.section)
    if index is None:
        return None
    if place.item is None:
        return Target(place.section)
    if place.item >= len(meeting.sections[index].items):
        return None
    return Target(place.section, edits.mark(meeting, Position(index, place.item)))


def find(meeting: Meeting, target: Target) -> Position | None:
    """Where a target stands in the meeting as it is read now; None when it is gone or cannot be told."""
    if target.item is not None:
        return edits.find_again(meeting, target.item)
    index = meeting.by_key.get(target.section)
    return Position(index) if index is not None else None
