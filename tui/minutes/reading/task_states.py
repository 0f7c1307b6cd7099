"""Whether a task is open, done or dropped: its box says so, or what stands outside its words.

A box wins: `- [ ] get the audit done` is open. Without a box only a status in a bracket or after a dash, a
tick at either end, `DONE` in front, or a line through all of it says that it is done.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from tui.minutes.text.patterns import LazyPattern

BOX: Final = LazyPattern(
    r"(?:\[[ \t]*(?P<sign>[xX✓✔✅☑/>?!-]?)[ \t]*\](?=\s|$)|(?P<drawn>[☐☑☒⬜🔲])\ufe0f?(?=\s))[ \t]*\n?\s*"
)
"""A task box as Markdown, task lists of note programs and word processors write it."""

DRAWN: Final = ("☐", "☑", "☒", "⬜", "🔲")
"""Boxes that are a character; they begin a task wherever a line begins with one."""

BOX_SIGNS: Final = (
    *("[ ]", "[x]", "[]", "[-]", "[/]", "[>]", "[?]", "[!]", "[ x", "[\t", "[  ", "[ -", "[ /"),
    *("[ >", "[ ?", "[ !", "[✓", "[✔", "[✅", "[☑", "[ ✓", "[ ✔", "[ ✅", "[ ☑", "☐", "☑", "☒", "⬜", "🔲"),
)
"""Of these every text with a box has one, in small letters."""

_TICKED: Final = frozenset("xX✓✔✅☑☒")
_TICK: Final = r"[✅✔☑✓]\ufe0f?"
_SAID: Final = r"(?:done|completed?|closed|finished)"

_LONGEST: Final = 40  # characters at the start and the end of a task in which it says that it is done
_BEFORE: Final = LazyPattern(
    rf"[*_~]*(?:[(\[]\s*{_SAID}\s*[)\]]|{_SAID}\s*[:*_]|(?-i:DONE)\b(?:\s*[:–—-])?|{_TICK})[*_:]*\s*(?=\S)",
    re.IGNORECASE,
)
_BEHIND: Final = LazyPattern(
    rf"\s*(?:[(\[]\s*{_SAID}\s*[)\]]|(?<!\w)[-–—]+\s*{_SAID}|[*_]{{1,3}}{_SAID}[!.]*[*_]{{1,3}}"
    rf"|(?<!\w)(?-i:DONE)|{_TICK})[!.*_)\s]*$",
    re.IGNORECASE,
)
DONE_BEGINS: Final = frozenset("~*_[(✅✔☑✓dDcCfF")
"""Characters that a text begins with in front of which, or over all of which, it is said that it is done."""

_STRUCK: Final = LazyPattern(r"~~(?P<text>[^~]+)~~[.\s]*")


class Box(NamedTuple):
    """A task box: ticked or not, whether it says that the task was dropped, and where its text begins."""

    ticked: bool
    dropped: bool
    end: int


def box_of(text: str) -> Box | None:
    """The task box that a text begins with, or None: `[x]` is ticked, `[-]` dropped, any other is open."""
    if text[:1] not in "[☐☑☒⬜🔲" or (match := BOX.match(text)) is None:
        return None
    sign = match["sign"] or match["drawn"] or ""
    return Box(sign in _TICKED, sign == "-", match.end())


def without_done(text: str) -> tuple[bool, str]:
    """Whether a task without a box says outside its words that it is done, and its text without a `DONE`."""
    if text.startswith("~~") and (struck := _STRUCK.fullmatch(text)):
        return True, struck["text"]
    match = _BEFORE.match(text[:_LONGEST])
    if match is not None:
        return True, text[match.end() :]
    return _BEHIND.search(text[-_LONGEST:]) is not None, text
