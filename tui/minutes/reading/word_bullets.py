"""Bullets of word processors: `•`, `▪`, `(2)`, `a)`: a list to people, one paragraph to Markdown."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

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
