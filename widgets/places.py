"""A place in a meeting: a section by its key, and an item in it by its number."""

from __future__ import annotations

from typing import NamedTuple


class Place(NamedTuple):
    """Where somebody is. `item` is None for the section itself."""

    section: str
    item: int | None = None
