"""What a text should perhaps not tell when it is sent: addresses, numbers, tokens, words said aside.

Nothing is struck by itself: each is told, and stays unless somebody strikes it.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

_KINDS: Final = (
    ("a token", r"\b(?:gh[pousr]_\w{20,}|github_pat_\w{20,}|glpat-[\w-]{16,}|AKIA[0-9A-Z]{16})"),
    ("a token", r"\bxox[abprs]-[\w-]{10,}"),
    ("a token", r"-----BEGIN [A-Z ]*PRIVATE KEY-----|\beyJ[\w-]{10,}\.[\w-]{10,}\.[\w-]{10,}"),
    (
        "said aside",
        r"(?i:\b(?:off the record|(?:don'?t|do not) minute (?:this|that))\b[^\n]*)",
    ),
    ("a mail address", r"\b[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+\b"),
    ("a phone number", r"(?<![\w/.:#=-])\+?(?:\(\d{1,4}\)[ .-]?)?\d{2,4}(?:[ .-]\d{2,4}){2,5}(?![\w/-])"),
)
_PATTERNS: Final = tuple((kind, re.compile(pattern)) for kind, pattern in _KINDS)
_DATE: Final = re.compile(r"(?:19|20)\d\d[ .-]\d\d?[ .-]\d\d?|\d\d?[ .-]\d\d?[ .-](?:19|20)\d\d")
_DIGITS: Final = range(8, 16)  # of a phone number (ITU-T E.164 has at most fifteen)

STRUCK: Final = "[struck]"
"""Stands for what was struck."""


class Secret(NamedTuple):
    """Something that a text tells: what it is, its words, and the line it stands on first, from 1."""

    kind: str
    words: str
    line: int


def told_in(text: str) -> list[Secret]:
    """What a text tells, each once, in its order."""
    found: dict[str, Secret] = {}
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            words = match[0].strip()
            if kind == "a phone number" and not _is_number(words):
                continue
            if not any(words in known for known in found):
                found[words] = Secret(kind, words, text.count("\n", 0, match.start()) + 1)
    return sorted(found.values(), key=lambda each: each.line)


def struck(text: str, words: frozenset[str]) -> str:
    """A text without some words, the longest first."""
    for each in sorted(words, key=len, reverse=True):
        text = text.replace(each, STRUCK)
    return text


def _is_number(words: str) -> bool:
    return sum(map(str.isdigit, words)) in _DIGITS and _DATE.search(words) is None
