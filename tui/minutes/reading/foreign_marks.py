"""Marks in other languages, by the tables of `languages`: `Beschluss:`, `決定事項：`, `Se acuerda …`."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Final, NamedTuple

from tui.minutes.model import NoteKind
from tui.minutes.reading.languages import either, first_word, flat, listed, note_said
from tui.minutes.reading.people import names_in
from tui.minutes.text.patterns import LazyPattern

_MEANINGS: Final = ("action", "decision", "question", "vote", "actions", "decisions", "decided")
_LABELLED: Final = LazyPattern(
    r"[^\w\n【]{0,8}(?:【(?P<square>[^】\n]{1,20})】\s*[:：]?"
    r"|(?P<label>[^\W\d][^\n:：*_()\[\]|]{1,40}?)(?:\s*(?:n[°ºr]?\.?\s?)?#?\d[\d./-]*)?\s*(?:\((?P<who>[^()\n]{1,40})\))?\s*"
    r"(?:[*_`]{1,3}\s*[:：]|[:：][*_`]{0,3}(?=\s|$|[^\x00-\x7f])|[*_]{2}\s*[-–—](?=\s)))\s*(?P<text>.*)",
    re.DOTALL,
)
_LONGEST_BEGINNING: Final = 60  # characters


class Said(NamedTuple):
    """A text's label in another language: what it makes of it, who is named in it, and the text after it."""

    kind: NoteKind
    who: str
    text: str


def foreign_mark(text: str) -> Said | None:
    """The label that a text begins with in another language than English, or None."""
    match = _LABELLED.match(text)
    if match is None:
        return None
    label, who = match["label"] or match["square"], match["who"] or ""
    kind = note_said(label)
    if kind is None and " " in label and not who:  # `Aufgabe Ada: …`
        label, _, who = label.strip().partition(" ")
        kind = note_said(label) if names_in(who, lenient=True) else None
        kind = kind if kind is NoteKind.ACTION else None
    return Said(kind, who.strip(), match["text"].strip()) if kind else None


def is_decided(text: str) -> bool:
    """True for a sentence that begins by saying in another language that this was decided."""
    if first_word(text) not in _first_words():
        return False
    head = unicodedata.normalize("NFC", text[:_LONGEST_BEGINNING].lstrip(" \t*_~`>-→✅"))
    return _decides().match(flat(head)) is not None


@cache
def _first_words() -> frozenset[str]:
    return frozenset(map(first_word, listed("decided")))


@cache
def _decides() -> re.Pattern[str]:
    return re.compile(either("decided"))


def may_have_marks(text: str) -> bool:
    """True where a line of a text may begin with such a mark; cheap, and never wrong where it says no."""
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    return _begins().search(f"\n{flat(text)}") is not None


BEGINNING: Final = 6
"""Letters of a mark that are looked for before it is read: so many tell most other lines apart."""


@cache
def _begins() -> re.Pattern[str]:
    phrases = {phrase for meaning in _MEANINGS for phrase in listed(meaning)}
    phrases |= {phrase.replace("ß", "ss") for phrase in phrases}
    first: dict[str, set[str]] = {}
    for phrase in sorted(phrases):
        first.setdefault(phrase[0], set()).add(_beginning(phrase))
    words = "|".join(f"{re.escape(letter)}(?:{'|'.join(sorted(rests))})" for letter, rests in first.items())
    return re.compile(rf"\n[^\w\n]*(?:[\d.)x\]]+[^\w\n]*)*(?:{words})")


def _beginning(phrase: str) -> str:
    """An expression for what follows the first letter of a phrase: all of it, or the next letters."""
    rest = re.escape(phrase[1:BEGINNING]).replace(r"\ ", r"\s+")
    return rest + r"(?!\w)" if len(phrase) <= BEGINNING and phrase[-1].isascii() else rest
