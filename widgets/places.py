"""A place in a meeting: a section by its key, and an item in it by its number."""

from __future__ import annotations

from typing import Final, NamedTuple

from tui.minutes.model import Meeting

ABOVE: Final = 20
"""Items above a vanished one that are looked for, to tell where it was."""


class Place(NamedTuple):
    """Where somebody is. `item` is None for the section itself."""

    section: str
    item: int | None = None


def followed(before: Meeting, after: Meeting, place: Place) -> Place:
    """Where a cursor belongs after a reload: on the same item, else as far below one that stood above it.

    A section that is gone, where there are as many as before, was given another name.
    """
    from tui.minutes.noting import finding, placing  # noqa: PLC0415 - the first reading has nothing before it

    was, now = before.by_key.get(place.section), after.by_key.get(place.section)
    if was is not None and now is None and len(before.sections) == len(after.sections):
        place = Place(after.sections[was].key, place.item)  # the section has another name now
    if was is None or place.item is None or place.item >= len(before.sections[was].items):
        return place
    count = len(after.sections[now].items) if now is not None else 0
    for above in range(min(place.item, ABOVE) + 1):
        found = finding.find_again(after, finding.mark(before, placing.Position(was, place.item - above)))
        if found is not None and found.item is not None and (not above or found.section == now):
            key = after.sections[found.section].key
            return Place(key, found.item if not above else min(found.item + above, count - 1))
    return Place(place.section, min(place.item, count - 1) if count else None)
