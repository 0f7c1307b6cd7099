"""Replies begun with `--`, for Markdown a part of the bullet above: written as nested list items."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from tui.minutes.model import LIST_KINDS, Item, ItemKind, Meeting
from tui.minutes.text.patterns import LazyPattern

_MARKER: Final = LazyPattern(r"\s*(?:[-*+]|\d{1,9}[.)])(?P<gap>\s*)")
_REPLY: Final = LazyPattern(r"\s*--\s*")


def nested_replies(meeting: Meeting, lines: Sequence[str]) -> Iterator[tuple[Item, tuple[str, ...]]]:
    """Every reply with the lines that nest it under what it answers; as many as it has now.

    `lines` are the meeting's, without newlines.
    """
    for section in meeting.sections:
        around: dict[int, Item] = {}
        for item in section.items:
            if item.kind in LIST_KINDS:
                around[item.depth] = item
            elif item.kind is ItemKind.REPLY:
                above = around.get(item.depth - 1)
                indent = content_column(lines[above.own.start]) if above is not None else 0
                first = _REPLY.sub(" " * indent + "- ", lines[item.own.start], count=1)
                rest = lines[item.own.start + 1 : item.own.end]
                yield item, (first, *(" " * (indent + 2) + line.strip() for line in rest))


def content_column(line: str) -> int:
    """The column at which a list item's content stands (CommonMark 5.2)."""
    match = _MARKER.match(line.expandtabs(4))
    if match is None:
        return 2
    gap = len(match["gap"])
    return match.start("gap") + (gap if 1 <= gap <= 4 else 1)
