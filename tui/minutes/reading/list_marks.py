"""Bullets and numbers that Markdown reads otherwise than people: of word processors, of replies, of lists."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from tui.minutes.model import LIST_KINDS, Item, ItemKind, Meeting
from tui.minutes.text.patterns import LazyPattern

SURE: Final = "•▪●◦‣∙■○"
"""What begins a line only as a bullet."""

SIGNS: Final = frozenset(SURE + "–—o")
"""Bullets that say nothing by themselves, as a number or a letter does."""

_SURE: Final = LazyPattern(rf"(?P<marker>[{SURE}])[\s\u00a0]*(?=\S)")
_LIKELY: Final = LazyPattern(
    r"(?P<marker>[–—](?=\s)|o(?=\t|\s\s)|\((?:\d{1,2}|[a-z])\)(?=\s)|[a-z]\)(?=\s))\s+(?=\S)"
)


def bullets_of(lines: Sequence[str]) -> list[tuple[str, int] | None]:
    """For each line of a paragraph its bullet and where its text begins, or None.

    A dash, a number or a letter is a bullet where another line of the paragraph begins with one, too.
    """
    if not any(line[:1] in _FIRST for line in lines):
        return [None] * len(lines)
    sure = [_SURE.match(line) for line in lines]
    likely = [_LIKELY.match(line) for line in lines]
    many = sum(match is not None for match in (*sure, *likely)) > 1
    found = (match or (other if many else None) for match, other in zip(sure, likely, strict=True))
    return [(match["marker"], match.end()) if match is not None else None for match in found]


_FIRST: Final = frozenset(SURE + "–—(abcdefghijklmnopqrstuvwxyz")


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


def numbers(items: Sequence[Item]) -> dict[int, str]:
    """The marker of each ordered item, by its index: `1.` `1.` `1.` are `1.` `2.` `3.`.

    A list goes on past what is nested in its items and ends with anything else at its depth, or with
    another delimiter. People write `1.` before every item and leave the counting to whoever shows it
    (CommonMark 5.3).
    """
    found: dict[int, str] = {}
    lists: list[tuple[int, int, str]] = []  # depth, number and delimiter of the lists around an item
    for index, item in enumerate(items):
        while lists and lists[-1][0] > item.depth:
            lists.pop()
        before = lists.pop() if lists and lists[-1][0] == item.depth else None
        if item.kind is not ItemKind.ORDERED:
            continue
        number, delimiter = int(item.marker[:-1]), item.marker[-1]
        if before is not None and before[2] == delimiter:
            number = before[1] + 1
        lists.append((item.depth, number, delimiter))
        found[index] = f"{number}{delimiter}"
    return found
