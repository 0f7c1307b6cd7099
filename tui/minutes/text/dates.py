"""Dates as people write them in titles, lines and file names."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Final

from tui.minutes.text.patterns import LazyPattern

_MONTH_NAMES: Final = (
    ("january", "jan"),
    ("february", "feb"),
    ("march", "mar"),
    ("april", "apr"),
    ("may",),
    ("june", "jun"),
    ("july", "jul"),
    ("august", "aug"),
    ("september", "sept", "sep"),
    ("october", "oct"),
    ("november", "nov"),
    ("december", "dec"),
)
_MONTHS: Final = {name: number for number, names in enumerate(_MONTH_NAMES, 1) for name in names}
_MONTH: Final = rf"(?P<month>{'|'.join(sorted(_MONTHS, key=len, reverse=True))})\.?"
_DAY: Final = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_MORE_DAYS: Final = (
    rf"(?:\s*(?:[-–—&,/]|and|to)\s*(?:{_MONTH.replace('?P<month>', '?:')}\s*)?\d{{1,2}}(?:st|nd|rd|th)?)*"
)
_YEAR: Final = r"(?P<year>(?:19|20)\d\d)"
_NUMBER: Final = r"(?P<month>\d{1,2})"
_BEFORE, _AFTER = r"(?<![^\W_])", r"(?=T\d|Z\b|[\W_]|$)"

_WHOLE: Final = tuple(
    (_MONTH in form, LazyPattern(rf"{_BEFORE}(?:{form}){_AFTER}", re.IGNORECASE))  # with a month's name?
    for form in (
        rf"{_YEAR}[-/._–]{_NUMBER}[-/._–]{_DAY}",  # 2016-08-09, 2016/8/9, 2016.08.09
        r"(?P<year>(?:19|20)\d\d)(?P<month>[01]\d)(?P<day>[0-3]\d)",  # 20160809
        rf"{_MONTH}[\s_-]*{_DAY}{_MORE_DAYS}\s*,?[\s_-]*{_YEAR}",  # August 21st, 2018; July 21-23, 2020
        rf"{_DAY}{_MORE_DAYS}\s*(?:of\s+)?[\s_-]*{_MONTH},?[\s_-]*{_YEAR}",  # 21st of August 2018
        rf"{_YEAR}[\s_,-]+{_MONTH}[\s_-]+{_DAY}",  # 2018 August 21
        rf"{_DAY}\.\s?{_NUMBER}\.\s?{_YEAR}",  # 21.08.2018: with full stops the day comes first
        rf"{_NUMBER}[-/_]{_DAY}[-/_]{_YEAR}",  # 08-21-2018
        rf"{_NUMBER}(?P<cut>[-/]){_DAY}(?P=cut)(?P<year>\d\d)",  # 2-6-19
    )
)
_PART: Final = tuple(
    LazyPattern(rf"{_BEFORE}(?:{form}){_AFTER}", re.IGNORECASE)
    for form in (
        rf"{_MONTH}[\s_-]*{_DAY}(?!\d|:)",  # August 21st
        rf"{_DAY}\s*(?:of\s+)?[\s_-]*{_MONTH}",  # 21 August
        r"(?<![\d:])(?P<month>[01]\d)[-_](?P<day>[0-3]\d)(?!:)",  # 08-21, but not of 10:08-21:00
    )
)
_YEAR_ALONE: Final = LazyPattern(rf"{_BEFORE}{_YEAR}{_AFTER}")

_YEARLY: Final = LazyPattern(r"(?:19|20)\d\d|\d[-/]\d{1,2}[-/]\d\d")  # what every whole date has

_NAMED: Final = LazyPattern("|".join(names[-1][:3] for names in _MONTH_NAMES), re.IGNORECASE)

_MEETING: Final = LazyPattern(
    r"\b(?:date|when|time|held|meeting|start(?:ed)?|minutes|notes|call|agenda|day)\b", re.IGNORECASE
)
_ANOTHER: Final = LazyPattern(
    r"\b(?:previous|next|last|prior|upcoming|future|deadline|due|published|updated|modified|created|version"
    r"|since|until|copied|approved|released?|archived?|as of)\b",
    re.IGNORECASE,
)
LONGEST: Final = 400
"""Characters of a text in which a date is looked for."""

FIRST_LINES: Final = 20
"""Lines that are not blank and still are the first ones of a document."""


def date_in(text: str) -> date | None:
    """The first whole date in a text (a title, a line, a file name); None where there is none.

    Year first, month first by name, day first by name, or the American month-day-year by numbers (read
    day-month-year where only that is a date). Of several days the first. A year and a month are no date.
    """
    text = text[:LONGEST]
    if _YEARLY.search(text) is None:
        return None
    first: tuple[int, date] | None = None
    named = _NAMED.search(text) is not None
    for has_name, form in _WHOLE:
        if has_name and not named:
            continue
        for match in form.finditer(text):
            found = _date(match, match["year"])
            if found is not None and (first is None or match.start() < first[0]):
                first = (match.start(), found)
                break
        if first is not None and not named and not any(map(str.isdigit, text[: first[0]])):
            break  # no other form can begin before it
    return first[1] if first is not None else None


def day_in(text: str, near: date) -> date | None:
    """The first day without a year (`August 21`, `08-21`) in a text, the first such day from `near` on."""
    for year in (near.year, near.year + 1):
        found = _day_of(text, str(year))
        if found is not None and found >= near:
            return found
    return None


def meeting_date(title: str, lines: list[str], path: str, said: str = "") -> date | None:
    """The date of a meeting: as its title says it, else its first lines, else its file's name.

    `lines` are the visible texts of the document's start, in order. A day without a year (`August 21`) takes
    the year from the folder (`…/2018/CG-08-21.md`).
    """
    if found := date_in(title) or date_in(said):
        return found
    folder, _, name = path.replace("\\", "/").rpartition("/")
    lines = [line[:LONGEST] for line in lines[:FIRST_LINES]]
    for text in (*_trusted(line for line in lines if _YEARLY.search(line)), name):
        if found := date_in(text):
            return found
    years = _YEAR_ALONE.findall(folder)
    if years:
        year = years[-1]
        for text in (title, *_trusted(line for line in lines if _MEETING.search(line)), name):
            if found := _day_of(text, year):
                return found
    return None


def _trusted(lines: Iterable[str]) -> list[str]:
    """Lines that speak of no other meeting; those that say they speak of this one come first."""
    own = [line for line in lines if not _ANOTHER.search(line)]
    return sorted(own, key=lambda line: _MEETING.search(line) is None)


def _day_of(text: str, year: str) -> date | None:
    for form in _PART:
        for match in form.finditer(text[:LONGEST]):
            found = _date(match, year)
            if found is not None:
                return found
    return None


def _date(match: re.Match[str], year: str) -> date | None:
    day, word = int(match["day"]), match["month"].casefold()
    month = _MONTHS[word] if word in _MONTHS else int(word)
    if month > 12 >= day:
        month, day = day, month
    try:
        return date(int(year) + (2000 if len(year) == 2 else 0), month, day)
    except ValueError:
        return None
