"""Marks in other languages, by the tables of `languages`: `Beschluss:`, `Décision :`, `決定事項：`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Final, NamedTuple

from tui.minutes.model import NoteKind
from tui.minutes.reading.languages import listed, note_said
from tui.minutes.text.patterns import LazyPattern

_MEANINGS: Final = ("action", "decision", "question", "vote", "actions", "decisions")
_LABELLED: Final = LazyPattern(
    r"[^\w\n【]{0,8}(?:【(?P<square>[^】\n]{1,20})】\s*[:：]?"
    r"|(?P<label>[^\W\d][^\n:：*_()\[\]|]{1,40}?)(?:\s*#?\d[\d./-]*)?\s*(?:\((?P<who>[^()\n]{1,40})\))?\s*"
    r"(?:[*_`]{1,3}\s*[:：]|[:：][*_`]{0,3}(?=\s|$|[^\x00-\x7f])))\s*(?P<text>.*)",
    re.DOTALL,
)
_MARKS: Final = r"[\u0300-\u036f]?"


class Said(NamedTuple):
    """A text's label in another language: what it makes of it, who is named in it, and the text after it."""

    kind: NoteKind
    who: str
    text: str


def foreign_mark(text: str) -> Said | None:
    """The label that a text begins with in another language than English, or None."""
    match = _LABELLED.match(text)
    kind = note_said(match["label"] or match["square"]) if match is not None else None
    return Said(kind, (match["who"] or "").strip(), match["text"].strip()) if match and kind else None


def may_have_marks(text: str) -> bool:
    """True where a line of a text may begin with such a label; cheap, and never wrong where it says no."""
    return _begins().search(text) is not None


BEGINNING: Final = 4
"""Letters of a label that are looked for before it is read: so many tell most other lines apart."""


@cache
def _begins() -> re.Pattern[str]:
    phrases = {phrase for meaning in _MEANINGS for phrase in listed(meaning)}
    first: dict[str, list[str]] = {}
    for phrase in sorted({phrase[:BEGINNING] for phrase in phrases}):  # all of them take seconds to compile
        first.setdefault(phrase[0], []).append(phrase[1:])
    words = "|".join(f"{_letter(letter)}(?:{_any(rests)})" for letter, rests in first.items())
    return re.compile(rf"(?:^|\n)[^\w\n]*(?:[\d.)x\]]+[^\w\n]*)*(?:{words})", re.IGNORECASE)


def _any(phrases: Iterable[str]) -> str:
    return "|".join("".join(map(_letter, phrase)) for phrase in phrases)


def _letter(letter: str) -> str:
    """A letter as a text may have it: tables are compared without accents and widths."""
    if letter == " ":
        return r"\s+"
    if letter.isascii() and letter.isalpha():  # said by what it is not: of a wide range each is looked at
        low, high = ord(letter.upper()), ord(letter.lower())
        others = rf"\x00-\x{low - 1:02x}\x{low + 1:02x}-\x{high - 1:02x}\x{high + 1:02x}-\x7f"
        return rf"[^{others}]{_MARKS}"
    return re.escape(letter)
