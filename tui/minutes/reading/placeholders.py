"""Items that stand where something would be said, and say nothing: placeholders, comments, rules."""

from __future__ import annotations

import re
from typing import Final

from tui.minutes.model import Item, ItemKind
from tui.minutes.reading.conventions import PLACEHOLDERS
from tui.minutes.text.patterns import LazyPattern
from tui.minutes.text.signatures import is_signed

LONGEST: Final = 40
"""Characters of the longest placeholder."""

_SAID: Final = LazyPattern(r"(?:no|none|nothing|nil|n/?a|n\.a|nope|not|skip|skipped|empty)\b", re.IGNORECASE)
_ADD: Final = LazyPattern(
    r"[\[(_*<{]+\s*(?:please )?(?:add|insert|enter|write|fill in|put"
    r"|list)\b[^\[\](){}<>.:]{0,30}\s*[\])_*>}]+",
    re.IGNORECASE,
)
"""`[add updates here]`: what a template asks for, in a bracket or emphasised."""

_FRAME: Final = " \t\n[](){}<>_*.!`~:\\"


def says_nothing(item: Item) -> bool:
    """True for what is no report; a section of nothing else is empty."""
    return item.note is None and is_nothing(item.kind, item.text)


def is_nothing(kind: ItemKind, text: str) -> bool:
    """True for a text of a kind that is no report, where it is no note."""
    if kind is ItemKind.RULE or is_signed(text):
        return True
    if kind is ItemKind.HTML:
        return text.startswith("<!--") and text.rstrip().endswith("-->")
    if len(text) > LONGEST:
        return False
    return text.strip(_FRAME).casefold() in PLACEHOLDERS or _ADD.fullmatch(text.strip()) is not None


def is_placeholder(item: Item) -> bool:
    """True for `TBD`, `[add here]`, a lone `-` …"""
    return item.kind not in (ItemKind.RULE, ItemKind.HTML) and says_nothing(item)


def is_left(item: Item) -> bool:
    """True for a placeholder that waits to be filled in; `N/A` and `no update` are said by somebody."""
    words = item.text.strip(_FRAME)
    elided = not words and "..." in item.text  # somebody trailed off
    return is_placeholder(item) and not elided and _SAID.match(words) is None
