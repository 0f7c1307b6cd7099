"""The day of a meeting: as its title says it, a label, a line that is only a date, or the file's name.

A date amid a text is none: it may be of anything. A date in numbers that can be read in two ways is none,
where neither the weekday beside it, nor the file's name, another date of the text, the files beside it, nor
the language decides.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple

from tui.minutes.reading.beside import heads
from tui.minutes.reading.languages import ENGLISH, fold, language_of, listed, meanings, months, weekdays
from tui.minutes.reading.words import words
from tui.minutes.text.dates import LONGEST, found_in, part_in
from tui.minutes.text.patterns import LazyPattern

FIRST_LINES: Final = 20
"""Lines that are not blank and still are the first ones of a document."""

_ALONE: Final = 8
"""First lines among which one that is only a date says the day; headings say it further down, too."""

SAME_MEETING: Final = 4
"""Days from the first to the last of one meeting that takes several."""

TELLING: Final = 1500
"""Characters at a text's start that tell its language."""

_TELLING_LINES: Final = 30

_YEARLY: Final = LazyPattern(r"(?:19|20)\d\d|\d{1,2}[-/.]\d{1,2}[-/.]\d\d")  # what every whole date has
_YEAR: Final = LazyPattern(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_NUMBERS: Final = LazyPattern(
    r"(?<!\w)(?<!\d[./-])(?P<first>\d{1,4})(?P<sign>[-/._])\s?(?P<second>\d{1,2})(?P=sign)\s?"
    r"(?P<third>\d{2,4})(?!\w|[-./]\d)"
)
_CHARACTERS: Final = LazyPattern(r"(?P<year>\d{4})\s*[年년]\s*(?P<month>\d{1,2})\s*[月월]\s*(?P<day>\d{1,2})")
_MONTH_CHARACTERS: Final = LazyPattern(r"(?<!\d)(?P<month>\d{1,2})\s*[月월]\s*(?P<day>\d{1,2})(?!\d)")
_DAY_MONTH: Final = LazyPattern(
    r"(?<!\d)(?P<day>\d{1,2})(?:\.|er|[oaeºª]|-?го)?\s+(?:de |di |do |d['’])?(?P<month>[^\W\d_]{3,14})\.?,?"
    r"(?:\s+(?:de |del |d['’])?(?P<year>(?:19|20)\d\d)(?!\d))?"
)
_MONTH_DAY: Final = LazyPattern(
    r"(?P<month>[^\W\d_]{3,14})\.?\s+(?P<day>\d{1,2})(?:\.|,)?\s+(?:de |del )?(?P<year>(?:19|20)\d\d)(?!\d)"
)
_LABEL: Final = LazyPattern(r"\W*(?P<label>[^\W\d_][^:：\n]{0,40}?)\W{0,3}[:：](?P<rest>.*)", 16)  # re.DOTALL
_OWN: Final = LazyPattern(
    r"\b(?:dates?|when|times?|held|meeting|start(?:ed|s)?|minutes|notes|call|agenda|day)\b"
)
_ANOTHER: Final = LazyPattern(
    r"\b(?:previous|next|last|prior|upcoming|future|deadline|due|published|updated|modified|created|version"
    r"|since|until|copied|approv(?:ed|al)|released?|archived?|as of|by|before|after|from|expires?|birth"
    r"|posted|submitted|recording|revision)\b"
)
_CALLED: Final = LazyPattern(r"\b(?:meeting|minutes|call|sync|notes)\b")
_TITLE: Final = 80  # characters of a line that stands for a title
_WORD: Final = LazyPattern(r"[^\W\d_]{2,}")
_FREE: Final = words(
    """
    date when time held meeting call minutes notes agenda day the of on at st nd rd th am pm utc gmt est edt
    pst pdt cet cest et pt ct uhr to and monday tuesday wednesday thursday friday saturday sunday mon tue
    tues wed thu thur thurs fri sat sun le der den am vom de del la el em dia à al noon
    """
)
_MOST_OTHERS: Final = 2  # words beside a date in a line that is only a date
_YEAR_DIGITS: Final = 4
_ORDERS: Final = ("dmy", "mdy", "ymd")


class Written(NamedTuple):
    """A date as it is written: the days that it may mean, and where it stands."""

    days: tuple[date, ...]
    start: int
    end: int


class Opening(NamedTuple):
    """The first lines of a document, and how many of them stand before its second heading."""

    lines: tuple[str, ...]
    before: int


@dataclass(frozen=True, slots=True)
class DateContext:
    """What may decide between two readings: the file's path and its text."""

    path: str = ""
    text: Callable[[], str] = str


def meeting_date(
    title: str, opening: Opening, headings: Iterable[str], front: str, around: DateContext
) -> date | None:
    """The date of a meeting: of its title, of front matter, of its first lines, of its file's name.

    `headings` are all of the document; `front` is what front matter
    calls the date. A day without a year (`August 21`) takes the year from the title or the folder
    (`…/2018/CG-08-21.md`).
    """
    folder, _, name = around.path.replace("\\", "/").rpartition("/")
    lines = opening.lines
    year = _YEAR.search(title)
    found = _said(title, lines, around) or (_part(title, year[0]) if year is not None else None)
    found = found or _said(front, lines, around) or _of_lines(opening, headings, around)
    found = found or _said(name, lines, around)
    if found is not None:
        return found
    years = _YEAR.findall(folder)
    for text in (title, *_labelled(lines), name) if years else ():
        if (found := _part(text, years[-1])) is not None:
            return found
    named = lines[0] if lines and not title else ""
    return _said(named, lines, around) if _names_meeting(named) else None


def _names_meeting(line: str) -> bool:
    """True for a first line that stands for a title: `Herders meeting, 2022-08-14 18:00 UTC`."""
    small = line.casefold()
    return len(line) < _TITLE and _CALLED.search(small) is not None and _ANOTHER.search(small) is None


def written_in(text: str) -> Written | None:
    """The first whole date of a text, in any language."""
    text = text[:LONGEST]
    if _YEARLY.search(text) is None:
        return None
    found = [each for each in (_numbers(text), _characters(text), _english(text)) if each is not None]
    if not found and (named := _named(text)) is not None:
        found = [named]
    return min(found, key=lambda each: (each.start, -each.end)) if found else None


def first_day_from(text: str, near: date) -> date | None:
    """The first day from `near` on that a text says without its year, in any language."""
    for year in (near.year, near.year + 1):
        if (found := _part(text, str(year))) is not None and found >= near:
            return found
    return None


def numeric_order(text: str) -> str:
    """How a text writes dates in numbers that begin with no year: `dmy`, `mdy`, or empty where nothing says
    it.
    """
    orders: set[str] = set()
    for found in _NUMBERS.finditer(text):
        possible = [order for order in _ORDERS if _days(found, order) is not None]
        if len(possible) == 1 and possible[0] != "ymd" and found["sign"] != ".":
            orders.add(possible[0])
    if orders:
        return orders.pop() if len(orders) == 1 else ""
    return "dmy" if is_foreign(text) else ""


def is_foreign(text: str) -> bool:
    """True for a text that begins in another language than English."""
    head = text[:TELLING].split("\n", _TELLING_LINES)[:_TELLING_LINES]
    lines = [line.strip(" \t#*_-+|") for line in head]
    return _language(lines) != ENGLISH


def _language(lines: Sequence[str]) -> str:
    """The language of first lines: by the labels that lines begin with, and by lines without one."""
    phrases = (line.replace("：", ":").partition(":")[0].strip("*_ ") for line in lines)
    return language_of(phrases, " ".join(lines))


def _said(text: str, lines: Sequence[str], around: DateContext) -> date | None:
    written = written_in(text)
    return _decided(written, text, lines, around) if written is not None else None


def _of_lines(opening: Opening, headings: Iterable[str], around: DateContext) -> date | None:
    """The day that the first lines say: by a label, else by the newest of the headings, or a line alone."""
    lines = opening.lines
    for text in _labelled(lines):
        if (found := _said(text, lines, around)) is not None:
            return found
    days = [day for text in headings if (day := _alone(text, lines, around)) is not None]
    if days:
        near = (max(days) - min(days)).days <= SAME_MEETING
        return min(days) if near else max(days)
    alone = {
        day
        for line in lines[: min(opening.before, _ALONE)]
        if (day := _alone(line, lines, around)) is not None
    }
    return alone.pop() if len(alone) == 1 else None


def _labelled(lines: Sequence[str]) -> Iterator[str]:
    """What stands after labels of the meeting's date."""
    for line in lines:
        match = _LABEL.match(line[:LONGEST]) if ":" in line or "：" in line else None
        if match is None or not any(map(str.isdigit, match["rest"])):
            continue
        label = match["label"].casefold()
        if _ANOTHER.search(label) is None and (_OWN.search(label) is not None or "date" in meanings(label)):
            yield match["rest"]


def day_alone(text: str) -> date | None:
    """The day of a heading that is only a date; None also for one that can be read in two ways."""
    return _alone(text, (), DateContext())


def _alone(text: str, lines: Sequence[str], around: DateContext) -> date | None:
    """The day of a line that is only a date, with weekday, time and hardly a word more."""
    written = written_in(text) if len(text) <= LONGEST else None
    if written is None:
        return None
    rest = fold(f"{text[: written.start]} {text[written.end :]}")
    if _ANOTHER.search(rest) is not None or written_in(rest) is not None or "|" in text:
        return None
    others = [word for word in _WORD.findall(rest) if word not in _FREE]
    if len(others) > _MOST_OTHERS:
        others = [word for word in others if word not in weekdays() and word not in _own_words()]
    if len(others) > _MOST_OTHERS or not _another_words().isdisjoint(others):
        return None
    return _decided(written, text, lines, around)


def _own_words() -> frozenset[str]:
    return frozenset(" ".join(listed("of the meeting")).split())


def _another_words() -> frozenset[str]:
    return frozenset(" ".join(listed("another day")).split())


def _decided(written: Written, text: str, lines: Sequence[str], around: DateContext) -> date | None:
    """The one day that a date means."""
    if len(written.days) == 1:
        return written.days[0]
    day = _by_weekday(written, text) or _by_name(written, text, around)
    day = day or _by_habit(written, text, [around.text()])
    folder, _, name = around.path.replace("\\", "/").rpartition("/")
    if day is None and folder:
        day = _by_habit(written, text, heads(folder, name))
    return day or _by_language(text, lines)


def _by_weekday(written: Written, text: str) -> date | None:
    """The weekday beside it."""
    known = {word: n for n, word in enumerate(_WEEKDAYS)} | dict(weekdays())
    named = {known[word] for word in _WORD.findall(fold(text[:LONGEST])) if word in known}
    fit = [day for day in written.days if day.weekday() in named]
    return fit[0] if len(fit) == 1 and len(named) == 1 else None


_WEEKDAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def _by_name(written: Written, text: str, around: DateContext) -> date | None:
    """The date in the file's name, where that can be read in one way."""
    name = around.path.replace("\\", "/").rpartition("/")[2]
    named = written_in(name) if text != name else None
    return (
        named.days[0]
        if named is not None and len(named.days) == 1 and named.days[0] in written.days
        else None
    )


def _by_language(text: str, lines: Sequence[str]) -> date | None:
    """In other languages than English the day comes first, or else the year."""
    if _language(lines) == ENGLISH or (match := _NUMBERS.search(text)) is None:
        return None
    return _days(match, "dmy") or _days(match, "ymd")


def _by_habit(written: Written, text: str, texts: Iterable[str]) -> date | None:
    """By the order that dates with the same signs have elsewhere, if they all have one."""
    match = _NUMBERS.search(text[:LONGEST], written.start)
    if match is None:
        return None
    orders: set[str] = set()
    for other in texts:
        for found in _NUMBERS.finditer(other):
            same = found["sign"] == match["sign"] and len(found["third"]) == len(match["third"])
            possible = [order for order in _ORDERS if _days(found, order) is not None] if same else []
            if len(possible) == 1:
                orders.add(possible[0])
    return _days(match, orders.pop()) if len(orders) == 1 else None


def _numbers(text: str) -> Written | None:
    for match in _NUMBERS.finditer(text):
        days = dict.fromkeys(day for order in _ORDERS if (day := _days(match, order)) is not None)
        if days:
            return Written(tuple(days), match.start(), match.end())
    return None


def _days(match: re.Match[str], order: str) -> date | None:
    """The day that numbers mean in an order, where it is one and people write so."""
    first, sign, second, third = (match[name] for name in ("first", "sign", "second", "third"))
    if order == "ymd":
        year, month, day = first, second, third
        fits = len(first) == _YEAR_DIGITS or (len(first) == 2 and len(third) == 2 and sign != ".")
        fits = fits and len(third) <= 2
    else:
        (day, month), year = ((first, second) if order == "dmy" else (second, first)), third
        fits = len(first) <= 2 and not (order == "mdy" and sign == ".")
    if not fits or len(year) == 3:
        return None
    full = int(year) + (2000 if len(year) == 2 else 0)
    return _day(full, int(month), int(day))


def _characters(text: str) -> Written | None:
    match = _CHARACTERS.search(text)
    day = _day(int(match["year"]), int(match["month"]), int(match["day"])) if match is not None else None
    return Written((day,), match.start(), match.end()) if match is not None and day is not None else None


def _english(text: str) -> Written | None:
    """A date with an English month, and what is written in one piece: `20160809`."""
    found = found_in(text, certain=True)
    return Written((found[0],), found[1], found[2]) if found is not None else None


def _named(text: str) -> Written | None:
    """A date with a month's name in another language."""
    for form in (_DAY_MONTH, _MONTH_DAY):
        for match in form.finditer(text):
            month = months().get(fold(match["month"])) if match["year"] else None
            day = _day(int(match["year"]), month, int(match["day"])) if month is not None else None
            if day is not None:
                return Written((day,), match.start(), match.end())
    return None


def _part(text: str, year: str) -> date | None:
    """The day that a text says without its year."""
    if (found := part_in(text, year)) is not None:
        return found
    for match in _DAY_MONTH.finditer(text[:LONGEST]):
        month = months().get(fold(match["month"]))
        if month is not None and (day := _day(int(year), month, int(match["day"]))) is not None:
            return day
    characters = _MONTH_CHARACTERS.search(text[:LONGEST])
    if characters is None:
        return None
    return _day(int(year), int(characters["month"]), int(characters["day"]))


def _day(year: int, month: int, day: int) -> date | None:
    if not 1900 <= year < 2100:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None
