"""Labels in a roll call: `Present:`, `**Members**`, `Regrets:`, and what they say of the people after."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from tui.minutes.model import Item, ItemKind, SectionKind, Standing
from tui.minutes.reading.conventions import ABSENT, KIND_PHRASES
from tui.minutes.reading.people import is_name
from tui.minutes.text.patterns import LazyPattern

LISTED: Final = (ItemKind.BULLET, ItemKind.ORDERED)

_PRESENT: Final = dict(KIND_PHRASES)[SectionKind.ATTENDEES]
LATE: Final = LazyPattern(r"(?:arrived |joined )?late(?: arrivals?|comers?)?|latecomers?|joined later")
_LABEL: Final = LazyPattern(
    r"[*_~`\s]*(?P<label>[^\W\d_][^:@,\n*|]{0,50}?)[*_`]*[ \t]*[:：][*_`]*(?P<rest>\s+|$)"
)
_BARE_LABEL: Final = LazyPattern(r"(?:\*\*|__)(?P<label>[^*_\n@]{2,50})(?:\*\*|__)")
_BARE_WORD: Final = LazyPattern(
    r"attendees|attendance|participants|present|regrets|absent|apologies|late", re.IGNORECASE
)


class Label(NamedTuple):
    """The words before a group, `Regrets:`; `start` is where they begin in the item's text, `end` where
    they are over."""

    words: str
    item: int
    start: int
    end: int


def standing_of_label(words: str) -> Standing | None:
    """What a label says of the people after it; None for one that is not of a roll call."""
    words = words.strip(" *_").casefold()
    if ABSENT.search(words) and "agenda" not in words:
        return Standing.ABSENT
    if LATE.fullmatch(words):
        return Standing.LATE
    return Standing.PRESENT if _PRESENT.fullmatch(words) else None


def labels_in(number: int, item: Item) -> Iterator[Label]:
    """The labels in an item: at its start, and in a paragraph at the start of any line."""
    text = item.text
    if (bare := _BARE_LABEL.fullmatch(text.strip())) is not None:
        words = bare["label"].strip(" :：")
        if not is_name(words):
            yield Label(words, number, 0, len(text))
        return
    if item.kind in LISTED and _BARE_WORD.fullmatch(text.strip()):
        yield Label(text.strip(), number, 0, len(text))
        return
    at = 0
    while at >= 0:
        match = _LABEL.match(text, at)
        if match is not None and not is_name(label := match["label"].strip(" *_")):
            line = text.find("\n", match.start("label"))
            yield Label(label, number, at, match.end() if line < 0 else min(match.end(), line))
        at = text.find("\n", at) + 1 or -1 if item.kind is ItemKind.PARAGRAPH else -1
