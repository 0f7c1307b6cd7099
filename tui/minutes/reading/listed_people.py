"""People as they are listed: one entry of a list, a line of several, with handle, company and remarks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from tui.minutes.model import Person, Standing
from tui.minutes.reading.conventions import PLACEHOLDERS
from tui.minutes.reading.people import is_name
from tui.minutes.reading.words import COMPANIES, NOT_NAMES, PARTICLES
from tui.minutes.text.inline import visible
from tui.minutes.text.patterns import LazyPattern

_COMMON: Final = NOT_NAMES - PARTICLES

_PLAINLY: Final = LazyPattern(
    r"(?P<name>[^\W\d_][^\W\d_]+(?: [^\W\d_]+){1,3})(?: \((?P<company>[^\W\d_][^()\[\]<>*_`&\\@]*)\))?"
)
_REFERENCE: Final = LazyPattern(r"\[([^\[\]]+)\]\[[^\[\]]*\]")
_REMARK: Final = LazyPattern(r"\s*(?:\((?P<round>[^()]*)\)|\[(?P<square>[^\[\]]*)\]|<[^<>]*>)")
_HANDLE: Final = LazyPattern(r"(?<![\w.])@(?P<handle>[\w][\w.-]*)")
_CUT: Final = LazyPattern(r"\s+[-–—|/:]+\s+|\s*[–—|]\s*|\s*:\s+|\s+@\s+|\s+from\s+|\s+at\s+")
_LIST: Final = LazyPattern(r"\s*(?:[,;]|(?<!\w)and\b|\s&\s)\s*")
_WORD: Final = LazyPattern(r"[^\W\d_][^\s\d,;:|+=*\"#()\[\]{}<>]*")
SEPARATOR: Final = LazyPattern(r"[,;]\s*(?:(?:and\b|&)\s*)?|(?<=\s)(?:and|&)(?=\s)")
"""What stands between two people of a line; blanks before it are not part of it."""

_KEPT_WHOLE: Final = LazyPattern(r"\[[^\[\]]*\]\([^()]*\)|\([^()]*\)|\[[^\[\]]*\]|<[^<>]*>")
_LONGEST: Final = 1000  # characters of an entry that are looked at

_SAID: Final = (
    r"(?:(?P<late>(?:joined |arrived |arriving |running |coming )?late\b)"
    r"|(?P<absent>(?:absent|regrets?|apolog(?:y|ies)|excused|not (?:present|attending|here)|no[- ]show"
    r"|unable to attend|did not attend)\b))"
)
REMARK_OF_STANDING: Final = LazyPattern(
    rf"[(\[]\s*{_SAID}[^()\[\]]*[)\]]|\s[-–—]+\s+{_SAID.replace('?P<', '?P<dash_')}[^,;]*$",
    re.IGNORECASE,
    ("late", "absent", "regret", "apolog", "excused", "not ", "show", "unable"),
)
"""A remark on one person: `(late)`, `[regrets]`, ` - joined late at 10:15`."""


def standing_said(text: str) -> Standing | None:
    """What the text of an entry says beside the name of whether that person is there."""
    match = REMARK_OF_STANDING.search(text[:_LONGEST])
    if match is None:
        return None
    return Standing.LATE if match["late"] or match["dash_late"] else Standing.ABSENT


def pieces(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Where the people of a list in one line stand: parts between commas and the like."""
    end = len(text) if end is None else end
    masked = _KEPT_WHOLE.sub(lambda match: "x" * len(match[0]), text[start:end])
    found, begin = [], start
    for match in SEPARATOR.finditer(masked):
        found.append((begin, start + match.start()))
        begin = start + match.end()
    found.append((begin, end))
    return [trimmed for one, other in found if (trimmed := _trimmed(text, one, other)) is not None]


def _trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    """A part without the blanks around it and a full stop or hard line break at its end."""
    while start < end and text[start].isspace():
        start += 1
    while start < end and (text[end - 1].isspace() or text[end - 1] in ".\\"):
        end -= 1
    return (start, end) if start < end else None


def of_piece(text: str) -> Iterator[Person]:
    """The person that one part of a line names, if any."""
    shown = visible(REMARK_OF_STANDING.sub("", text[:_LONGEST]))
    yield from _person(_REMARK.sub(_kept_handle, shown), _company_in(shown))


def of_entry(text: str, *, affiliated: bool = False) -> Iterator[Person]:
    """One list item: a person with company and handle, or several people.

    `affiliated`: what follows a comma is a company, as in the other items of the list.
    """
    name, comma, company = text.partition(", ") if affiliated else (text, "", "")
    plainly = _PLAINLY.fullmatch(name)
    if plainly is not None and _could_attend(plainly["name"]) and standing_said(text) is None:
        company = visible(company) if comma else plainly["company"] or ""
        yield Person(plainly["name"], "", "" if are_initials(company, plainly["name"]) else company)
        return
    shown = visible(_REFERENCE.sub(r"\1", REMARK_OF_STANDING.sub("", text[:_LONGEST])))
    plain = _REMARK.sub(_kept_handle, shown)
    handles = _HANDLE.findall(plain)
    parts = [part for part in _LIST.split(plain) if part.strip()]
    alone = [part for part in parts if _is_whole(part) or _HANDLE.fullmatch(part.strip())]
    if len(parts) > 1 and (len(handles) == len(parts) or alone == parts):
        for part in parts:
            yield from _person(part)
        return
    if len(handles) > 1 and len(_HANDLE.sub("", plain).split()) == 0:
        yield from (Person(handle, handle) for handle in handles)
        return
    if parts:
        yield from _person(parts[0], _company_in(shown) or (parts[1].strip() if len(parts) > 1 else ""))


def _company_in(shown: str) -> str:
    """The first bracket that is no handle."""
    for match in _REMARK.finditer(shown):
        inner = (match["round"] or match["square"] or "").strip()
        if inner and not inner.startswith("@"):
            return inner
    return ""


def are_initials(text: str, name: str) -> bool:
    """True for `AO` after Ada Obi: two to four letters of the name in order, beginning with its first."""
    if not 2 <= len(text) <= 4 or not text.isalpha() or not text[0].isupper():
        return False
    letters = iter(name.casefold())
    return text[:1].casefold() == name[:1].casefold() and all(each in letters for each in text.casefold())


def is_affiliated(text: str) -> bool:
    """True for `Ada Obi, Acme`: then a comma in the other items of the list stands before a company, too."""
    name, comma, rest = text.partition(", ")
    return bool(comma) and "," not in rest and _PLAINLY.fullmatch(name) is not None and not _is_whole(rest)


def _kept_handle(match: re.Match[str]) -> str:
    inner = match["round"] or match["square"] or ""
    return f" {inner}" if inner.startswith("@") else ""


def _is_whole(part: str) -> bool:
    words = _HANDLE.sub("", part).split()
    return len(words) >= 2 and words[0].casefold() not in COMPANIES and is_name(" ".join(words))


def _person(text: str, company: str = "") -> Iterator[Person]:
    handle = match["handle"] if (match := _HANDLE.search(text)) else ""
    text = _HANDLE.sub("", text)
    parts = [piece for piece in _CUT.split(text.strip()) if piece.strip()]
    name = " ".join(
        word for word in (parts[0] if parts else "").split() if any(c.isalnum() for c in word)
    ).strip(" .*_,;-")
    if not name and handle:
        yield Person(handle, handle, company)
    elif _could_attend(name):
        company = "" if are_initials(company, name) else company
        yield Person(name, handle, company or (parts[1].strip() if len(parts) > 1 else ""))


def _could_attend(name: str) -> bool:
    """True for what may be a person where people are listed: lower case and single names too."""
    words = name.split()
    if not 1 <= len(words) <= 5 or name.casefold() in PLACEHOLDERS:
        return False
    if not all(_WORD.fullmatch(word) for word in words):
        return len(words) == 1 and re.fullmatch(r"[\w-]{3,}", name) is not None and not name.isdigit()
    common = [word for word in words if len(word) > 1 and word.casefold() in _COMMON]
    return len(common) < max(1, len(words) / 2) and not any(word.islower() for word in common)
