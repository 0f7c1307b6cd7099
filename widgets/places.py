"""A place in a meeting: a section by its key, and an item in it by its number."""

from __future__ import annotations

from typing import NamedTuple

from tui.minutes.model import Meeting


class Place(NamedTuple):
    """Where somebody is. `item` is None for the section itself."""

    section: str
    item: int | None = None


def followed(before: Meeting, after: Meeting, place: Place) -> Place:
    """Where a cursor belongs after a reload: on the same item, or where that was in its section."""
    from tui.minutes import finding, placing  # noqa: PLC0415 - the first reading has nothing before it

    was, now = before.by_key.get(place.section), after.by_key.get(place.section)
    if was is not None and place.item is not None and place.item < len(before.sections[was].items):
        found = finding.find_again(after, finding.mark(before, placing.Place(was, place.item)))
        if found is not None:
            return Place(after.sections[found.section].key, found.item)
    if now is None or place.item is None:
        return place
    count = len(after.sections[now].items)
    return Place(place.section, min(place.item, count - 1) if count else None)
