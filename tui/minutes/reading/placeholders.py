"""Items that stand where something would be said, and say nothing: placeholders, comments, rules."""

from __future__ import annotations

import re
from typing import Final

from tui.minutes.model import Item, ItemKind, NoteKind
from tui.minutes.reading.conventions import PLACEHOLDERS
from tui.minutes.reading.languages import meanings
from tui.minutes.text.inline import is_comment
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


_LINK_ONLY: Final = LazyPattern(r"\W*(?:<?https?://\S+>?|!?\[[^\]]*\]\([^()]*\))\W*")
_NOT_TASKS: Final = LazyPattern(
    r"[*_\s]*(?:(?:see|none|no|nothing|n/a|link)\b|https?:|(?:the )?(?:next"
    r"|following) (?:\w+ )?(?:meeting|call)\b"
    r"|(?:meeting|call)\b.{0,20}\b(?:ended|closed|adjourned|finished)\b|adjourn|fin\b"
    r"|end(?:ed)?\b\s*(?::|at\b))",
    re.IGNORECASE,
)
_ELSEWHERE: Final = LazyPattern(
    r"[\[(]\s*(?:all |items? |tasks? )?(?:moved|see|copied|carried|transferred|tracked)\b[^\[\]()]*[\])]\W*",
    re.IGNORECASE,
)
"""`[Moved to the board]`, where tasks would stand."""

_NO_DECISION: Final = LazyPattern(
    r"(?:no|not any) (?:\w+ ){0,2}(?:decisions?|conclusions?|resolutions?|consensus)\b", re.IGNORECASE
)


_CHORE: Final = LazyPattern(
    r"\W*(?:publish|post|upload|migrate|archive|copy|reset)\b.{0,60}\b(?:meeting (?:notes|minutes|template"
    r"|pad)|minutes|notes"
    r"|template|recording|task board)\b",
    re.IGNORECASE,
)
"""What a template has somebody do after each meeting; a box before it, and nobody's name, is no action of
this one."""


def is_chore(text: str) -> bool:
    """True for what a template has somebody do after each meeting."""
    return _CHORE.match(text) is not None


def says_nothing(item: Item) -> bool:
    """True for what is no report; a section of nothing else is empty."""
    return item.note is None and is_nothing(item.kind, item.text)


def is_nothing(kind: ItemKind, text: str) -> bool:
    """True for a text of a kind that is no report, where it is no note."""
    if kind is ItemKind.RULE or is_signed(text):
        return True
    if kind is ItemKind.HTML:
        return is_comment(text)
    if len(text) > LONGEST:
        return False
    return text.strip(_FRAME).casefold() in PLACEHOLDERS or _ADD.fullmatch(text.strip()) is not None


def is_placeholder(item: Item) -> bool:
    """True for `TBD`, `[add here]`, a lone `-` …"""
    return item.kind not in (ItemKind.RULE, ItemKind.HTML) and says_nothing(item)


def is_left(item: Item) -> bool:
    """True for a placeholder that waits to be filled in; `N/A` and who reviewed are said by somebody."""
    words = item.text.strip(_FRAME)
    elided = not words and "..." in item.text  # somebody trailed off
    return is_placeholder(item) and not (elided or is_signed(item.text)) and _SAID.match(words) is None


def names_nothing(text: str, kind: NoteKind) -> bool:
    """True for what stands where there is no action or decision: `None`, a link to a list of them."""
    if text.strip(_FRAME + "-()<>：#").casefold() in PLACEHOLDERS:
        return True
    if "placeholders" in meanings(text) or "other" in meanings(text.partition(":")[0]):
        return True
    if kind is NoteKind.DECISION:
        return _NO_DECISION.match(text) is not None
    if _NOT_TASKS.match(text) is not None:
        return True
    return _LINK_ONLY.fullmatch(text) is not None or _ELSEWHERE.fullmatch(text) is not None
