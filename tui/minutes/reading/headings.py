"""What one heading says, read by itself: title, name, leads, timebox, status, kind as far as words tell."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from tui.minutes.model import SectionKind
from tui.minutes.reading.conventions import COMMON_KINDS, KIND_PHRASES, KIND_WORDS, REVIEW, ROLES, STATES
from tui.minutes.reading.languages import flat, kind_said, listed
from tui.minutes.reading.meaning import Meaning
from tui.minutes.reading.people import NOBODY, could_be_name, names_in
from tui.minutes.reading.words import GIVEN_NAMES
from tui.minutes.text.inline import Emphasis, runs
from tui.minutes.text.patterns import LazyPattern

LONGEST: Final = 400
"""Characters of a title that are read for names, times and kinds; a longer one is no more than its text."""

LONGEST_PARSED: Final = 10_000
"""Characters of the longest heading whose inline Markdown is parsed: that takes more than linear time."""

LONGEST_PHRASE: Final = 80
"""Characters of the longest phrase that is looked up in the tables of kinds."""

_KIND_WORD: Final = LazyPattern("|".join(re.escape(word) for words in KIND_WORDS.values() for word in words))
_MARKUP: Final = LazyPattern(r"[\\`*_\[\]<>&~!]|\s\s|[^\S ]|https?:")
_CODE: Final = LazyPattern(r"`([^`\n]+)`")
_DASHES: Final = LazyPattern(r"[-–—]")
_SPACES: Final = LazyPattern(r"\s+")
_ATTRIBUTES: Final = LazyPattern(r"\s*\{[#.:][^{}]{0,200}\}$")  # Pandoc's and kramdown's
_WIKI: Final = LazyPattern(r"\[\[(?:[^\[\]|]*\|)?([^\[\]|]*)\]\]")
_ROLE: Final = LazyPattern(
    r"(?:(?:invited|guest|main) )?(?:speakers?|presenters?|guests?|presented by|led by|leads?|hosts?"
    r"|champions?|owners?|facilitators?|moderators?|by)\s*:?\s+(?=@?[^\W\d_])",
    re.IGNORECASE,
)
_NUMBER: Final = LazyPattern(
    r"(?:\d{1,3}(?:\.(?:\d{1,3}|[ivx]{1,4}|[a-z]))*[.)]"
    r"|(?!\d+\.(?:0\.\d|\d+\.0\s))\d{1,3}(?:\.(?:\d{1,3}|[ivx]{1,4}|[a-z]))+|\(\d{1,2}\))"
    r"\s+(?=\S)"
)
"""What numbers a heading; `6.0.0` is a version, which names what it is about."""
_DASH: Final = LazyPattern(r"(?P<before>.*\S)(?:\s+[-–—]{1,3}\s*|\s*[–—]\s*)(?P<after>\S.*)")
_SLASH: Final = LazyPattern(r"(?P<before>.*?\S)\s+/\s+(?P<who>[^/]*[^/\s])(?:\s+/\s+[^/]+)?")
_COLON: Final = LazyPattern(r"(?P<before>[^:]*\S)\s*:\s+(?P<after>[^:]+)")
_LABEL: Final = LazyPattern(r"(?P<before>[^:：]{2,40})[:：]\s*\S")
_WITH_MORE: Final = frozenset({SectionKind.ATTENDEES, SectionKind.AGENDA})
_TASK: Final = LazyPattern(r"AI\s?\((?P<owner>[^()]{1,60})\)\s*[:-]?\s*(?P<rest>\S.*)")
_TIME: Final = LazyPattern(
    r"(?:~|about |approx\.? |max\.? |up to )?(?:\d{1,3}\s*[-–]\s*)?"
    r"(?:(?P<hours>\d{1,2}(?:\.\d)?)\s*(?:h|hr|hrs|hours?)\.?\s*(?P<rest>\d{1,2})?"
    r"(?:\s*(?:m|min|mins|minutes?)\.?)?"
    r"|(?P<minutes>\d{1,3})\s*(?:m|min|mins|minutes?|['’])\.?)"
    r"(?:\s*(?:max|total|each))?",
    re.IGNORECASE,
)
_PIECES: Final = LazyPattern(r"\s*(?:[,;|]|\s[-–—]+\s)\s*")
_TIME_BESIDE: Final = LazyPattern(
    r"(?:(?P<first>\d+\s*(?:m|min|mins|minutes)\b)\s*)?(?P<who>.*?)"
    r"(?:\s*(?P<last>\b\d+\s*(?:m|min|mins|minutes)))?"
)
_LEADING_TIME: Final = LazyPattern(r"[(\[](?P<time>[^()\[\]]{1,20})[)\]]\s*[-–—:]?\s*(?P<rest>\S.*)")
_SENTENCE: Final = 5  # words
_FRAME: Final = " \t-–—:,;|"


@dataclass(slots=True)
class _Found:
    """What the brackets and dashes at a heading's end have said so far."""

    owners: tuple[str, ...] = ()
    minutes: int | None = None
    status: str | None = None


def title_of(text: str) -> str:
    """The visible title of a heading, as CommonMark has it: strike-through is GFM's, so its tildes stay."""
    if text.endswith("}"):
        text = _ATTRIBUTES.sub("", text)
    if "[[" in text:
        text = _WIKI.sub(r"\1", text)
    if _MARKUP.search(_CODE.sub("", text) if "`" in text else text) is None:
        return _SPACES.sub(" ", _CODE.sub(r"\1", text)).strip() if "`" in text else text
    if len(text) > LONGEST_PARSED:
        return _SPACES.sub(" ", text).strip()
    parts = []
    for run in runs(text):
        if run.emphasis & Emphasis.STRIKE:
            parts.append(f"~~{run.text}~~")
        elif not run.emphasis & Emphasis.HTML:
            parts.append(run.text)
    return _SPACES.sub(" ", "".join(parts)).strip()


def read_heading(text: str) -> Meaning:
    """Read a heading's inline Markdown."""
    title = title_of(text)
    if not title or len(title) > LONGEST:
        return Meaning(title, title)
    number = _NUMBER.match(title) if title[0] in "0123456789(" else None
    name = title[number.end() :] if number is not None else title
    if name.startswith("AI") and (task := _TASK.fullmatch(name)):
        owners = names_in(task["owner"]) or (task["owner"].strip(" @"),)
        return Meaning(
            title, task["rest"], owners, kind=SectionKind.ACTIONS, phrase=phrase_of(task["rest"]), task=True
        )
    phrase = phrase_of(name)
    if phrase in STATES:
        return Meaning(title, name, status=phrase, phrase=phrase)
    found = _Found()
    bare = _without_lead(name, found)
    if bare.startswith(("(", "[")):
        bare = _without_time(bare, found)
    if not found.owners and ": " in bare:
        bare = _after_colon(bare, found)
    guess = _guess(bare) if not found.owners else None
    phrase = phrase if bare is name else phrase_of(bare)
    kind, code = heading_kind(phrase), text.startswith("`")
    return Meaning(title, bare, found.owners, found.minutes, found.status, kind, phrase, code, guess=guess)


def _guess(name: str) -> tuple[str, str] | None:
    """The name and the single word after a dash that may be a lead's."""
    match = _DASH.fullmatch(name) if _DASHES.search(name) else None
    return (match["before"], match["after"]) if match is not None and could_be_name(match["after"]) else None


def settled(readings: Sequence[Meaning], parents: Sequence[int | None]) -> list[Meaning]:
    """The readings of a document, where a single word after a dash is a lead when the others tell.

    They do when that word is the first name of another lead, or when two headings beside it name leads.
    """
    known = {owner.split()[0].casefold() for reading in readings for owner in reading.owners if " " in owner}
    led = Counter(parent for reading, parent in zip(readings, parents, strict=True) if reading.owners)
    result = []
    for reading, parent in zip(readings, parents, strict=True):
        if reading.guess is not None and (reading.guess[1].casefold() in known or led[parent] >= 2):
            name, owner = reading.guess
            result.append(reading._replace(name=name, owners=(owner,), phrase=phrase_of(name), guess=None))
        else:
            result.append(reading)
    return result


def kind_of(phrase: str) -> SectionKind:
    """The kind that a phrase (see `Reading.phrase`) stands for."""
    if phrase in COMMON_KINDS:
        return COMMON_KINDS[phrase]
    if len(phrase) > LONGEST_PHRASE:  # `Attendance (please add yourself, and …)`
        phrase = phrase.partition(" (")[0]
    if len(phrase) <= LONGEST_PHRASE and _KIND_WORD.search(phrase):
        for kind, pattern in KIND_PHRASES:
            if any(word in phrase for word in KIND_WORDS[kind]) and pattern.fullmatch(phrase):
                return kind
    return kind_said(phrase) or SectionKind.OTHER


def is_review(phrase: str) -> bool:
    """True for a phrase whose actions are those of an earlier meeting, or no longer to be done, in any
    language.
    """
    if REVIEW.search(phrase) is not None:
        return True
    words = flat(phrase).split()
    return any(word in listed("earlier") for word in words) or (
        not phrase.isascii() and any(not each.isascii() and each in phrase for each in listed("earlier"))
    )


def heading_kind(phrase: str) -> SectionKind:
    """The kind that a heading's phrase stands for; what follows a colon may be anybody or anything."""
    kind = kind_of(phrase)
    if kind is SectionKind.OTHER and (match := _LABEL.match(phrase)) is not None:
        before = kind_of(match["before"].strip())
        return before if before in _WITH_MORE else kind
    return kind


def minutes_of(text: str) -> int | None:
    """The minutes of a timebox such as `10m`, `30 min`, `1h`, `5-10 minutes` (the longer); else None."""
    match = _TIME.fullmatch(text.strip()) if any(map(str.isdecimal, text)) else None
    if match is None:
        return None
    if match["minutes"]:
        return int(match["minutes"])
    return round(float(match["hours"]) * 60) + int(match["rest"] or 0)


def phrase_of(name: str) -> str:
    """A name as the tables have phrases: lower case, without emoji, brackets of its own and final colon."""
    return (
        name.strip(" \t*_:.!-–—#")
        .lstrip("".join(c for c in name[:3] if not c.isalnum() and c not in "\"'(`"))
        .casefold()
    )


def _without_lead(name: str, found: _Found) -> str:
    """The name without the brackets and dashes at its end that say who, how long, or in what state."""
    while True:
        shorter = _without_bracket(name, found)
        if shorter is None:
            shorter = _without_dash(name, found)
        if shorter is None:
            shorter = _without_slash(name, found)
        if shorter is None:
            return name
        if not (shorter := shorter.rstrip(_FRAME)):
            return name
        name = shorter


def _without_bracket(name: str, found: _Found) -> str | None:
    if not name.endswith((")", "]")):
        return None
    opening = name.rfind("(" if name.endswith(")") else "[")
    if opening <= 0 or not _says(name[opening + 1 : -1], found, lenient=True):
        return None
    return name[:opening]


def _without_dash(name: str, found: _Found) -> str | None:
    match = _DASH.fullmatch(name) if _DASHES.search(name) else None
    if match is None:
        return None
    said = _Found(minutes=found.minutes, status=found.status)
    if not _says(match["after"], said, lenient=False) or not _is_likely(match["before"], said.owners):
        return None
    found.owners = said.owners or found.owners  # `Ada Obi (Ada)`: the bracket after a person adds nobody
    found.minutes, found.status = said.minutes, said.status
    return match["before"]


def _is_likely(before: str, owners: tuple[str, ...]) -> bool:
    """After a whole sentence two capitalised words are a person only with a name that people are given."""
    if len(before.split()) < _SENTENCE:
        return True
    return all(" " not in owner or owner.split()[0].casefold() in GIVEN_NAMES for owner in owners)


def _without_slash(name: str, found: _Found) -> str | None:
    """`Topic / Ada Obi (@aobi) / IBM`: a whole name, as most words after a slash are no people."""
    match = _SLASH.fullmatch(name) if " / " in name else None
    if match is None or " " not in match["who"]:
        return None
    people = names_in(match["who"])
    if not people:
        return None
    found.owners = people  # a bracket after the name, read before, is that person's handle
    return match["before"]


def _says(text: str, found: _Found, *, lenient: bool) -> bool:
    """True when all of a text says who leads, how long or in what state; then `found` has it."""
    people: list[str] = []
    new = _Found(minutes=found.minutes, status=found.status)
    for said in filter(None, _PIECES.split(text.strip())):
        piece = _ROLE.sub("", said, count=1) if " " in said and _ROLE.match(said) is not None else said
        time = minutes_of(piece)
        word = piece.casefold().strip("()[] ")
        if time is not None:
            new.minutes = time
        elif word in STATES:
            new.status = word
        elif word not in NOBODY:
            people.append(_without_time_beside(piece, new))
    if people and not found.owners:
        new.owners = names_in(", ".join(people), lenient=lenient)
        if not new.owners:
            return False
    elif people:
        return False
    found.owners, found.minutes, found.status = new.owners or found.owners, new.minutes, new.status
    return True


def _without_time_beside(piece: str, found: _Found) -> str:
    """`Lee 10m` and `10 min Lee`: the name, with the time found."""
    match = _TIME_BESIDE.fullmatch(piece)
    if match is None or not match["who"] or not (match["first"] or match["last"]):
        return piece
    found.minutes = minutes_of(match["first"] or match["last"])
    return match["who"]


def _without_time(name: str, found: _Found) -> str:
    """A timebox before the name, or in a bracket amid it."""
    match = _LEADING_TIME.fullmatch(name)
    if match is not None and (time := minutes_of(match["time"])) is not None:
        found.minutes = time
        return match["rest"]
    return name


def _after_colon(name: str, found: _Found) -> str:
    """`Topic: Ada Obi`; only for whole names, as most words after a colon are no people."""
    match = _COLON.fullmatch(name)
    if match is None or match["before"].casefold().strip() in ROLES or " " not in match["after"].strip():
        return name
    found.owners = names_in(match["after"])
    return match["before"] if found.owners else name
