"""What a look at a body's text says for sure, without parsing it. Most of a long file need not be parsed.

A note begins where a block does: at the start of a line, behind list markers, quotes and a task box. So a
text in which no line begins as notes do, and none is short and names one, has none (the law of its tests).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from tui.minutes.reading.foreign_marks import may_have_marks
from tui.minutes.reading.marks import BEGINNINGS
from tui.minutes.reading.placeholders import LONGEST as LONGEST_NOTHING
from tui.minutes.reading.task_states import BOX_SIGNS
from tui.minutes.text.patterns import LazyPattern

LABEL_WORDS: Final = (
    *("action", "step", "todo", "to-do", "follow", "decision", "conclusion", "resol", "consensus"),
    *("agreement", "outcome", "verdict", "task"),
)
"""What a label has one of, in any case, that makes notes of the items below it (see `recognise`)."""

LONGEST_LABEL: Final = 60
"""Characters of the longest label."""

_IN_LINE: Final = r"[^\w\n]*+(?:_[^\w\n]*+)*+"
_TO_WORD: Final = r"[^\w\n:>\])]*+(?:_[^\w\n:>\])]*+)*+"
"""Signs up to a word. What may begin a look is not among them: each begins one, so no sign is read twice."""

_BEGINS: Final = LazyPattern(
    rf"(?:\n{_IN_LINE}(?:(?:[\d:.]+(?:[ap]m)?[.)]?|x\]){_IN_LINE})*+|[:>\])]{_TO_WORD})"
    rf"(?=[acdfgikmnopqrstuv]){BEGINNINGS}"
)
_SIGNS: Final = (
    *BOX_SIGNS,
    "ai(",
    "action:",
    "action item:",
    "action*",
    "todo:",
    "action_",
    "action item*",
    "todo*",
    *("#todo", "#action"),
    "flag:",
    "reviewed:",
    "reviewed*",
    "reviewed_",
    "reviewed by",
    "reviewed :",
    *("| what", "|what", "**what"),
)
"""A task box, a task amid a text, a flag, who has reviewed a report, a column of what is to be
done."""
_MARKERS: Final = " \t>*+-.)[]x0123456789"
_REPORT: Final = LazyPattern(rf"\s*[*+-] (?!REVIEWED\b)[^\W\d_][^\n]{{{LONGEST_NOTHING - 1},}}\S")
_DOTS: Final = {0x130: "i", 0x131: "i"}  # a pattern that ignores case takes these for an i; `lower` does not
_LETTERS: Final = LazyPattern("[\xdf\u0130\u0131\u0149\u017f\u01f0\u1e96-\u1e9a\u1e9e\u212a\ufb00-\ufb06]")
"""Letters whose small forms have letters of ASCII in them. Only a text with one of these is folded, as that
is slow."""


def has_no_note(text: str) -> bool:
    """True where surely no block of a body is a note by its own words or by a label."""
    small = f"\n{text}".lower() if text.isascii() else _small(text)
    if any(sign in small for sign in _SIGNS) or _BEGINS.search(small) is not None:
        return False
    if may_have_marks(text):
        return False
    words = [word for word in LABEL_WORDS if word in small]
    return not any(len(line.strip(_MARKERS)) <= LONGEST_LABEL for line in _lines_with(small, words))


def says_something(text: str) -> bool:
    """True where surely more stands than nothing or a placeholder: a bullet that is too long for one."""
    return _REPORT.match(text) is not None


def _small(text: str) -> str:
    """A text in small letters, as far as they are ASCII's or other letters count for those."""
    if _LETTERS.search(text) is not None:
        text = text.translate(_DOTS)
        return f"\n{text.lower()}\n{text.casefold()}"
    return "\n" + text.encode("utf-8", "surrogatepass").lower().decode("utf-8", "surrogatepass")


def _lines_with(text: str, words: list[str]) -> Iterator[str]:
    """The lines that have one of the words, more than once where a line has more."""
    for word in words:
        at = text.find(word)
        while at >= 0:
            start, end = text.rfind("\n", 0, at) + 1, text.find("\n", at)
            yield text[start : end if end >= 0 else None]
            at = text.find(word, at + 1)
