"""Dates as people write them in titles, lines and file names."""

from __future__ import annotations

import re
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
_CERTAIN: Final = 5
"""Forms that can be read in one way only, the first ones."""

_PART: Final = tuple(
    LazyPattern(rf"{_BEFORE}(?:{form}){_AFTER}", re.IGNORECASE)
    for form in (
        rf"{_MONTH}[\s_-]*{_DAY}(?!\d|:)",  # August 21st
        rf"{_DAY}\s*(?:of\s+)?[\s_-]*{_MONTH}",  # 21 August
        r"(?<![\d:])(?P<month>[01]\d)[-_](?P<day>[0-3]\d)(?!:)",  # 08-21, but not of 10:08-21:00
    )
)
_YEARLY: Final = LazyPattern(r"(?:19|20)\d\d|\d[-/]\d{1,2}[-/]\d\d")  # what every whole date has

_NAMED: Final = LazyPattern("|".join(names[-1][:3] for names in _MONTH_NAMES), re.IGNORECASE)

LONGEST: Final = 400
"""Characters of a text in which a date is looked for."""


def date_in(text: str) -> date | None:
    """The first whole date in a text (a title, a line, a file name); None where there is none.

    Year first, month first by name, day first by name, or the American month-day-year by numbers (read
    day-month-year where only that is a date). Of several days the first. A year and a month are no date.
    """
    found = found_in(text)
    return found[0] if found is not None else None


def found_in(text: str, *, certain: bool = False) -> tuple[date, int, int] | None:
    """The first whole date in a text, and where it starts and ends.

    `certain`: none in numbers that do not begin with the year, as those can be read in two ways.
    """
    text = text[:LONGEST]
    if _YEARLY.search(text) is None:
        return None
    first: tuple[date, int, int] | None = None
    named = _NAMED.search(text) is not None
    for has_name, form in _WHOLE[: _CERTAIN if certain else None]:
        if has_name and not named:
            continue
        for match in form.finditer(text):
            found = _date(match, match["year"])
            if found is not None and (first is None or match.start() < first[1]):
                first = found, match.start(), match.end()
                break
        if first is not None and not named and not any(map(str.isdigit, text[: first[1]])):
            break  # no other form can begin before it
    return first


def part_in(text: str, year: str) -> date | None:
    """The first day in a text that is said without its year, in that year."""
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
