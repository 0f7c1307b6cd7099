"""Who is to do a task, until when, and whether it is done: what stands at the ends of its text."""

from __future__ import annotations

import re
from datetime import date
from typing import Final, NamedTuple

from tui.minutes.reading.people import NOBODY, could_be_name, is_name
from tui.minutes.reading.words import NOT_NAMES, PARTICLES
from tui.minutes.text.dates import date_in, day_in
from tui.minutes.text.patterns import LazyPattern

_E: Final = r"[*_`]*"
_LONGEST: Final = 80  # characters in which owners stand at the start of a task

_LINKED: Final = r"(?:\[[^\[\]]*\]|\([^()]*\))"  # what makes a link of the bracket before it
_ONE: Final = rf"(?:\[@[\w][\w.-]*\]{_LINKED}?|@[\w][\w.-]*)"
_LONGEST_DUE: Final = 60  # characters at the end of a task in which a date stands

_HANDLES: Final = LazyPattern(
    rf"{_E}(?P<who>{_ONE}{_E}(?:\s*(?:,|/|&|\+|\band\b)\s*{_E}(?:{_ONE}|[\w][\w.-]*){_E})*)"
    rf"(?:\s*(?::|\s-+\s|–|—|→)\s*{_E}"
    r"|\s*,?\s+(?:to|will|should|shall|can|would|is|are)\s+(?:to\s+|going to\s+)?|\s+(?=\S)|$)"
)
_BRACKETED: Final = LazyPattern(rf"{_E}[(\[](?P<who>[^()\[\]]{{1,60}})[)\]](?!\(){_E}\s*[:-]?\s*(?=\S)")
_COLON: Final = LazyPattern(rf"{_E}(?P<who>@?[\w][^:\n]{{0,70}}?){_E}\s*(?::|\s-+\s|\s[–—]\s){_E}\s*")
_VERB: Final = LazyPattern(
    rf"{_E}(?P<who>@?[\w][^:.\n]{{0,70}}?){_E}\s+"
    r"(?:to|will|should|shall|is to|are to|is going to|are going to|agreed to|volunteered to|volunteers to"
    r"|needs to|has to|took an action to|takes an action to)\s+"
)
_AT_END: Final = LazyPattern(
    r"\s*(?:[(\[]\s*(?:owner|assignee|assigned to|by|who)?:?\s*(?P<bracket>@?[^()\[\]]{1,60})[)\]]"
    r"|\s[-–—]+\s*(?P<dash>@[\w.-]+(?:\s*(?:,|/|&|and)\s*@[\w.-]+)*)|(?P<bare>(?:\s+@[\w-]+)+)"
    r"|[,;.\s]+(?:owners?|assignees?|assigned to)\s*:?\s*(?P<owner>@?\w[^.:;()]{1,60}))\s*[.]?$",
    re.IGNORECASE,
)
_SEPARATOR: Final = LazyPattern(r"\s*(?:[,;/&+]|\band\b)\s*")
_HANDLE: Final = LazyPattern(r"@[\w][\w.-]*|[\w][\w-]*@")
_INITIALS: Final = LazyPattern(r"[A-Z]{2,4}")
_LOWER: Final = LazyPattern(r"[a-z][a-z0-9_-]{2,30}")
_LINK: Final = LazyPattern(rf"\[([^\[\]]*)\]{_LINKED}")
_FRAME: Final = " *_`~.[]"
_NUMBERED: Final = LazyPattern(r"[*_(\[#\s]*\d+(?:\.\d+)*[*_)\]]*\s*[-–—:.]+\s*(?=\S)")
_DUE: Final = LazyPattern(
    r"\s*(?:📅|🗓️?|⏳|\[due::?|[(\[,;]?\s*[-–—]?\s*\bdue(?: (?:date|by|on))?:?|[(\[]\s*by:?)"
    r"\s+(?P<when>[^()\[\]]{3,30})[)\]]?\s*$|\s*📅\s*(?P<icon>\d{4}-\d\d-\d\d)",
    re.IGNORECASE,
)
_TICKS: Final = "✅✔☑✓"
_LONGEST_DONE: Final = 40  # characters at the start and the end of a task in which it says that it is done
_DONE_BEFORE: Final = LazyPattern(r"\W*(?:done|completed?|closed|finished)\b\s*[:\])*-]", re.IGNORECASE)
_DONE_BEHIND: Final = LazyPattern(
    r"[\s(\[*_-](?:done|completed?|closed|finished)[\])!.*_\s]*$", re.IGNORECASE
)
_STRUCK: Final = LazyPattern(r"~~[^~]+~~[.\s]*")


class Task(NamedTuple):
    """A task without its owners and date."""

    text: str
    owners: tuple[str, ...] = ()
    due: date | None = None
    done: bool = False


def read_task(text: str, day: date | None = None, owners: tuple[str, ...] = ()) -> Task:
    """Read a task's text after its mark.

    `day` is the meeting's, for due dates without a year. `owners` are those that the mark or a label names
    already; then the text is not searched for any.
    """
    number = _NUMBERED.match(text)
    if number is not None:
        text = text[number.end() :]
    done = _is_done(text)
    due: date | None = None
    tail = text[-_LONGEST_DUE:]
    match = _DUE.search(tail)
    if match is not None:
        when = match["when"] or match["icon"]
        due = date_in(when) or (day_in(when, day) if day is not None else None)
        if due is not None:
            text = (text[: len(text) - len(tail)] + tail[: match.start()] + tail[match.end() :]).rstrip()
    if not owners:
        text, owners = _owners(text)
    return Task(text.strip(), owners, due, done)


def _is_done(text: str) -> bool:
    """True for a text that is struck out, ticked, or says at its start or end that it is done."""
    if text.startswith("~~") and _STRUCK.fullmatch(text):
        return True
    if any(tick in text for tick in _TICKS):
        return True
    start, end = text[:_LONGEST_DONE], text[-_LONGEST_DONE:]
    return _DONE_BEFORE.match(start) is not None or _DONE_BEHIND.search(end) is not None


def people_of(text: str) -> tuple[str, ...]:
    """The owners that a place for owners names, as in `AI(EM):`; `TBD` and the like are nobody."""
    parts = [part.strip(_FRAME) for part in _SEPARATOR.split(_LINK.sub(r"\1", text))]
    return tuple(part.strip("@") for part in parts if part and part.casefold() not in NOBODY)


def _owners(text: str) -> tuple[str, tuple[str, ...]]:
    head = text[: _LONGEST + 40]
    if "@" in head and (match := _HANDLES.match(head)):
        return text[match.end() :], people_of(match["who"])
    if (match := _BRACKETED.match(head)) and (found := _all_people(match["who"])):
        return text[match.end() :], found
    for pattern in (_COLON, _VERB):
        match = pattern.match(head)
        if match is not None and match["who"].strip(_FRAME).casefold() in NOBODY:
            return text[match.end() :], ()
        if match is not None and (found := _all_people(match["who"])):
            return text[match.end() :], found
    tail = text[-120:]
    if match := _AT_END.search(tail):
        who = match["bracket"] or match["dash"] or match["owner"] or ", ".join((match["bare"] or "").split())
        found = _all_people(who)
        if found:
            return text[: len(text) - len(tail) + match.start()], found
    return text, ()


def _all_people(text: str) -> tuple[str, ...]:
    """The people of a place where people are expected; empty where anything else stands there."""
    parts = [part.strip(_FRAME) for part in _SEPARATOR.split(_LINK.sub(r"\1", text))]
    parts = [part for part in parts if part]
    if not parts or not all(_is_person(part) for part in parts):
        return ()
    return tuple(part.strip("@") for part in parts)


def _is_person(part: str) -> bool:
    if "`" in part:
        return False  # code ends or begins in it
    if _HANDLE.fullmatch(part) or is_name(part) or could_be_name(part):
        return True
    words = part.split()
    if len(words) == 1:
        word = part.casefold()
        return _INITIALS.fullmatch(part) is not None or (
            _LOWER.fullmatch(part) is not None and word not in NOT_NAMES
        )
    return 2 <= len(words) <= 4 and all(word[0].isupper() or word in PARTICLES for word in words)
