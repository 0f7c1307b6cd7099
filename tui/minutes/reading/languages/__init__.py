"""What minutes say in other languages than English: the tables beside this file, one a language.

A table is plain text: `meaning: phrase | phrase`, a line that begins with a blank goes on with the one
before, `#` begins a remark, and a phrase that ends in `*` may be followed by more words. Phrases are compared
without case and accents. A phrase means the same in every file, whatever else stands there: a heading can be
read by itself, and people mix languages. English is read by the patterns of `reading.conventions`; its table
says what is written into files, and tells its words from those of others.

Headings and labels are looked up whole (`meanings`). All else, such as the words of columns, votes and due
dates, is what a whole cell says (`says`) or is found amid a text (`either`, to be searched for in `flat`).

All tables together are read within milliseconds, when a heading or label is met that is no English one.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Final, NamedTuple, TypeVar

from tui.minutes.model import Meeting, NoteKind, SectionKind, Standing
from tui.minutes.text.patterns import LazyPattern
from tui.minutes.text.source import Span

T = TypeVar("T")

ENGLISH: Final = "en"
CLOSED: Final = "closed"
"""The meaning of a closed session's heading."""

_FOLDER: Final = Path(__file__).parent
_LISTS: Final = ("months", "weekdays")  # in order, with several forms each
_TELLING: Final = ("another day", "of the meeting", "and")  # words of a text that tell its language
_LINES: Final = 60  # first lines, and first headings, that tell a meeting's language
_OPEN: Final = "*"
_LONGEST: Final = 80  # characters of a phrase that is looked up
_NONE: Final[frozenset[str]] = frozenset()

_BRACKETS: Final = LazyPattern(r"\s*[(\[（【][^()\[\]（）【】]*[)\]）】]?")
_NUMBERED: Final = "top|tagesordnungspunkt|punkt|point|punto|ponto|agendapunt|пункт"
_COUNTED: Final = LazyPattern(rf"(?:{_NUMBERED})\s*\d[\d.]*\s*[-–—:.)]*\s+(?=\S)")
_LETTERS: Final = LazyPattern(r"[^\W\d_]+")
_UNSPACED: Final = "\u2e80"  # from here on: scripts without blanks between words
_WIDE: Final = LazyPattern(r"[^\x00-\x7f]")
_KANA: Final = LazyPattern(r"[\u3041-\u30fa]")  # what tells Japanese from Chinese
_FRAME: Final = " \t*_~`:：.!·-–—=#>【】「」"

_KINDS: Final = {
    "attendees": SectionKind.ATTENDEES,
    "agenda": SectionKind.AGENDA,
    "announcements": SectionKind.ANNOUNCEMENTS,
    "actions": SectionKind.ACTIONS,
    "decisions": SectionKind.DECISIONS,
    "discussion": SectionKind.DISCUSSION,
}
_LABELS: Final = frozenset({*_KINDS, "absent", "late", "other", "action", "decision", "question", "vote"}) | {
    *("roles", "facts", "date", "placeholders", CLOSED)
}
"""What headings and labels mean."""

_STANDINGS: Final = {"absent": Standing.ABSENT, "late": Standing.LATE, "attendees": Standing.PRESENT}
_NOTES: Final = {
    "action": NoteKind.ACTION,
    "decision": NoteKind.DECISION,
    "question": NoteKind.QUESTION,
    "vote": NoteKind.VOTE,
}


class _Tables(NamedTuple):
    """All languages: by folded phrase what it means and in which ones, and by language what is written."""

    whole: Mapping[str, frozenset[str]]
    begun: Mapping[str, frozenset[str]]
    first: frozenset[str]  # letters that one of those phrases begins with, up to what is no letter
    spoken: Mapping[str, frozenset[str]]
    written: Mapping[str, Mapping[str, str]]


def fold(text: str) -> str:
    """A text for comparing: small letters without accents, widths and double blanks."""
    text = text.casefold()
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text)
        text = unicodedata.normalize("NFC", "".join(c for c in text if not unicodedata.combining(c)))
    return " ".join(text.split())


_FLAT: Final[dict[str, str]] = {
    "\u2019": "'",
    "\u2010": "-",
    "\u2011": "-",
    "\xa0": " ",
    "\u202f": " ",
    "ß": "ß",
}


def flat(text: str) -> str:
    """A text of the same length for searching: small letters without accents. Accents that are characters
    of their own stay.
    """
    return text.lower() if text.isascii() else _WIDE.sub(_plain, text).lower()


def _plain(match: re.Match[str]) -> str:
    """A character as it is compared, which is one again."""
    if (found := _FLAT.get(match[0])) is None:
        small = match[0].lower()[:1]
        found = _FLAT[match[0]] = unicodedata.normalize("NFKD", small)[:1]
    return found


def first_word(text: str) -> str:
    """The first letters of a text up to what is no letter, folded."""
    match = _LETTERS.search(text)
    return "" if match is None else match[0].casefold() if match[0].isascii() else fold(match[0])


def kind_said(phrase: str) -> SectionKind | None:
    """The kind of a section that a heading stands for in any of the languages."""
    return _first(_KINDS, meanings(phrase))


def standing_said(words: str) -> Standing | None:
    """What a label or heading says in any of the languages of the people listed under it."""
    return _first(_STANDINGS, meanings(words))


def note_said(words: str) -> NoteKind | None:
    """What a label before a text makes of it in any of the languages; None where it is no such label."""
    return _first(_NOTES, meanings(words))


@lru_cache(maxsize=4096)
def meanings(phrase: str) -> frozenset[str]:
    """Everything that a phrase is listed for in the tables: `attendees`, `absent`, `action`, `roles` …"""
    tables = _tables()
    if not 1 < len(phrase) <= _LONGEST or first_word(phrase) not in tables.first:
        return _NONE
    phrase = fold(phrase.strip(_FRAME))
    if (found := tables.whole.get(phrase)) is not None:
        return found
    phrase = _COUNTED.sub("", _BRACKETS.sub("", phrase), count=1).strip(_FRAME)
    if (found := tables.whole.get(phrase)) is not None:
        return found
    words = phrase.split(" ")
    for count in range(len(words) - 1, 0, -1):
        if (found := tables.begun.get(" ".join(words[:count]).rstrip(",:;/&"))) is not None:
            return found
    return _NONE


def language_of(phrases: Iterable[str], text: str = "") -> str:
    """The code of the language that a file is in, by the headings and labels in it and words of its text.

    Each phrase and word speaks for the languages it is listed in. Where they say nothing, or the same of
    several, it is the committee's own (`assume`), else English.
    """
    tables = _tables()
    votes: Counter[str] = Counter()
    for phrase in phrases:
        votes.update(dict.fromkeys(_languages(phrase), 2))
    for word in set(fold(text).split()):
        votes.update(tables.spoken.get(word.strip(".,:;()"), ()))
    if _KANA.search(text) is not None:
        votes["ja"] += 2
    count = max(votes.values(), default=0)
    best = [code for code, voted in votes.items() if voted == count]
    if count < 2 or _Assumed.language in best:
        return _Assumed.language
    if len(best) > 1 and count == 2:
        return ENGLISH if ENGLISH in best else _Assumed.language
    return ENGLISH if ENGLISH in best else best[0]


class _Assumed:
    """What is true of all files of this process, because their committee says it."""

    language = ENGLISH


def assume(language: str) -> None:
    """From here on, minutes that do not say by their words what language they are in are in this one."""
    _Assumed.language = language


def assumed() -> str:
    """The code of the language of minutes that do not say it."""
    return _Assumed.language


def language_of_meeting(meeting: Meeting) -> str:
    """The code of the language that minutes are in, by their headings and first lines."""
    lines = [line.strip() for line in meeting.source.lines_in(Span(0, _LINES))]
    labels = [line.partition(":")[0].strip("-*+ ") for line in lines if ":" in line]
    names = [section.name for section in meeting.sections[:_LINES] if section.level]
    return language_of([*names, *labels], "\n".join(lines))


def written(language: str, what: str) -> str:
    """The name of what is written into a file of a language: a section's, or that of the line of times."""
    known = _tables().written
    return known.get(language, known[ENGLISH]).get(what) or known[ENGLISH][what]


def all_written(what: str) -> frozenset[str]:
    """The names that something has in any of the languages, folded."""
    return frozenset(fold(names[what]) for names in _tables().written.values() if what in names)


@cache
def months() -> Mapping[str, int]:
    """The names of months in all languages and forms, folded, to their number."""
    return {
        fold(form): number
        for table in read_tables().values()
        for number, forms in enumerate(table["months"], 1)
        for form in forms.split("/")
    }


@cache
def weekdays() -> Mapping[str, int]:
    """The full names of weekdays in all languages, folded, to their number from Monday, 0."""
    return {
        fold(forms.split("/")[0]): number
        for table in read_tables().values()
        for number, forms in enumerate(table["weekdays"])
    }


@cache
def listed(meaning: str) -> frozenset[str]:
    """All phrases, or single words, that are listed for a meaning in any language, as `flat` has them."""
    return frozenset(
        flat(phrase.removesuffix(_OPEN).strip())
        for table in read_tables().values()
        for phrase in table.get(meaning, ())
    )


def says(meaning: str, words: str) -> bool:
    """True where a cell or the like says nothing but what is listed for a meaning in any language."""
    words = flat(unicodedata.normalize("NFC", words).strip(_FRAME))
    return words in listed(meaning) or words.replace("ss", "ß") in listed(meaning)


@cache
def either(*meanings: str) -> str:
    """An expression that finds a phrase of some meanings in a text as `flat` gives it, to the end of a word.

    Phrases of scripts without blanks between words end anywhere.
    """
    phrases = sorted({each for meaning in meanings for each in listed(meaning)}, key=lambda e: (-len(e), e))
    words = [_expression(phrase) for phrase in phrases if phrase[-1] < _UNSPACED]
    others = [re.escape(phrase) for phrase in phrases if phrase[-1] >= _UNSPACED]
    return "|".join([rf"(?:{'|'.join(words)})(?!\w)", *others]) if words else "|".join(others) or "(?!)"


def _expression(phrase: str) -> str:
    escaped = phrase if phrase.replace(" ", "").isalnum() else re.escape(phrase)
    return escaped.replace("ß", "(?:ß|ss)").replace("\\ ", " ").replace(" ", r"\s+")


def _first(kinds: Mapping[str, T], found: frozenset[str]) -> T | None:
    return next((kind for meaning, kind in kinds.items() if meaning in found), None) if found else None


def _languages(phrase: str) -> Iterator[str]:
    """The languages that a phrase is listed in."""
    return (meaning.partition(" ")[2] for meaning in meanings(phrase) if " " in meaning)


@cache
def _tables() -> _Tables:
    whole: dict[str, set[str]] = {}
    begun: dict[str, set[str]] = {}
    spoken: dict[str, set[str]] = {}
    names: dict[str, dict[str, str]] = {}
    for code, table in read_tables().items():
        names[code] = {}
        for meaning, phrases in table.items():
            if meaning.startswith("write "):
                names[code][meaning.removeprefix("write ")] = phrases[0]
            elif meaning in _TELLING:
                for word in fold(" ".join(phrases)).split():
                    spoken.setdefault(word, set()).add(code)
            elif meaning in _LABELS:
                for phrase in map(fold, phrases):
                    bare = phrase.removesuffix(_OPEN).strip()
                    whole.setdefault(bare, set()).update((meaning, f"in {code}"))
                    if phrase.endswith(_OPEN):
                        begun.setdefault(bare, set()).update((meaning, f"in {code}"))
    frozen = [{key: frozenset(found) for key, found in each.items()} for each in (whole, begun, spoken)]
    first = frozenset(map(first_word, whole)) | frozenset(_NUMBERED.split("|"))
    return _Tables(frozen[0], frozen[1], first, frozen[2], names)


@cache
def read_tables() -> Mapping[str, Mapping[str, list[str]]]:
    """Every table: its code to what it lists by meaning."""
    return {path.stem: dict(_lines(path.read_text("utf-8"))) for path in sorted(_FOLDER.glob("*.txt"))}


def _lines(text: str) -> Iterator[tuple[str, list[str]]]:
    for line in text.replace("\n ", " ").split("\n"):
        meaning, colon, phrases = line.partition(":")
        if not colon or line.startswith("#"):
            continue
        if meaning == "name" or meaning.startswith("write "):
            yield meaning, [phrases.strip()]
        else:
            yield meaning, [" ".join(each.split()) for each in phrases.split("|") if each.strip()]
