"""One meeting's date taken for another's, in the form in which it stands there.

`2016-08-09` becomes `2016-08-24`, `8/9` becomes `8/24`, `Tuesday, August 9th` becomes `Wednesday, August
24th`: only writings of the old date are touched, every other character stays. Where one writing of the new
date allows two forms (`Aug` and `August` of a month like May, numbers with and without a leading zero where
the old one had none to show) the commoner is taken, unless `Habits` of the series say otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final

MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

_BEFORE, _AFTER = r"(?<![^\W_])", r"(?![^\W_T]|T(?!\d))"
_MONTH_WORD: Final = re.compile(
    rf"(?<![^\W_])({'|'.join(f'{m[:3]}|{m}' for m in MONTHS)}|Sept)(?![^\W_])", re.IGNORECASE
)
_TWO_NUMBERS: Final = re.compile(r"(?<!\d)(\d{1,2})[-_/.](\d{1,2})(?!\d)")


@dataclass(frozen=True, slots=True)
class DateHabits:
    """How the names of a series write dates where the old one does not show it; None: not known."""

    zeros: bool | None = None
    short_months: bool | None = None

    @classmethod
    def of(cls, names: Iterable[str]) -> DateHabits:
        """The habits that the names of files show."""
        zeros: bool | None = None
        short: bool | None = None
        for name in names:
            for pair in _TWO_NUMBERS.finditer(name):
                for number in pair.groups():
                    if len(number) == 1:
                        zeros = False
                    elif number[0] == "0" and zeros is None:
                        zeros = True
            for word in _MONTH_WORD.findall(name):
                if word.casefold() != "may":
                    short = len(word) <= 4 and word.casefold() not in ("june", "july")
        return cls(zeros, short)


NO_HABITS: Final = DateHabits()
"""Nothing is known of how a series writes dates."""


def redate(text: str, old: date, new: date, *, title: bool = False, habits: DateHabits = NO_HABITS) -> str:
    """The text with every writing of the old date as the new one.

    A day without a year is such a writing, too. In a `title` a month with its year is one where the text has
    no day at all. A weekday changes beside a writing of the old date, and alone in a title that has one.
    """
    changed, count = _replaced(text, _whole(old), old, new, habits)
    if not count and title:
        changed, count = _replaced(text, _month_and_year(old), old, new, habits)
    return changed


def writes(text: str, day: date) -> bool:
    """True for a text in which a date stands in any of the forms that are redated."""
    return _whole(day).search(text) is not None


def _replaced(text: str, form: re.Pattern[str], old: date, new: date, habits: DateHabits) -> tuple[str, int]:
    return form.subn(lambda match: "".join(_rewritten(match, old, new, habits)), text)


def _rewritten(match: re.Match[str], old: date, new: date, habits: DateHabits) -> Iterator[str]:
    """The parts of one writing, each in its own form; what stands between them is kept."""
    parts = sorted(
        (match.span(name), name.rstrip("0123456789")) for name, value in match.groupdict().items() if value
    )
    unpadded = {
        name: match.group()[start - match.start() : end - match.start()] for (start, end), name in parts
    }
    at = match.start()
    for (start, end), name in parts:
        yield match.string[at:start]
        yield _PARTS[name](match.string[start:end], _Around(unpadded, old, habits), new)
        at = end
    yield match.string[at : match.end()]


@dataclass(frozen=True, slots=True)
class _Around:
    """The whole writing that a part stands in, by parts."""

    parts: dict[str, str]
    old: date
    habits: DateHabits

    def zeros(self, written: str) -> bool:
        """True where numbers below ten have a leading zero."""
        numbers = [written, *(self.parts[name] for name in ("number", "day") if name in self.parts)]
        if any(len(number) == 1 for number in numbers):
            return False
        if any(number[0] == "0" for number in numbers):
            return True
        if self.habits.zeros is not None:
            return self.habits.zeros
        return "number" in self.parts and "slash" not in self.parts and "suffix" not in self.parts


def _year(written: str, _around: _Around, new: date) -> str:
    return f"{new.year:04}"[-len(written) :]


def _number(written: str, around: _Around, new: date) -> str:
    return f"{new.month:02}" if around.zeros(written) else str(new.month)


def _day(written: str, around: _Around, new: date) -> str:
    return f"{new.day:02}" if around.zeros(written) else str(new.day)


def _compact(written: str, _around: _Around, new: date) -> str:
    return f"{new:%Y%m%d}" if len(written) == 8 else f"{new:%y%m%d}"


def _suffix(written: str, _around: _Around, new: date) -> str:
    found = {1: "st", 2: "nd", 3: "rd"}.get(new.day % 10 if new.day not in (11, 12, 13) else 0, "th")
    return found.upper() if written.isupper() else found


def _slash(written: str, _around: _Around, _new: date) -> str:
    return written


def _month(written: str, around: _Around, new: date) -> str:
    name = MONTHS[new.month - 1]
    if around.old.month == 5:
        short = bool(around.habits.short_months)
    else:
        short = len(written) < len(MONTHS[around.old.month - 1])
    return _cased(name[:3] if short else name, written)


def _weekday(written: str, _around: _Around, new: date) -> str:
    name = WEEKDAYS[new.weekday()]
    return _cased(name if written.casefold().endswith("day") else name[:3], written)


def _cased(word: str, like: str) -> str:
    if like.islower():
        return word.lower()
    return word.upper() if like.isupper() and len(like) > 1 else word


_PARTS: Final[dict[str, Callable[[str, _Around, date], str]]] = {
    "year": _year,
    "number": _number,
    "day": _day,
    "compact": _compact,
    "suffix": _suffix,
    "slash": _slash,
    "month": _month,
    "weekday": _weekday,
}


@lru_cache(maxsize=8)
def _whole(day: date) -> re.Pattern[str]:
    """Every writing of a day. Groups of a name with a number behind are the same part in another form."""
    year = f"{day.year:04}"
    number, of_month = f"0?{day.month}", f"0?{day.day}"
    name = MONTHS[day.month - 1]
    month = "|".join(sorted({name, name[:3], *(["Sept"] if day.month == 9 else [])}, key=len, reverse=True))
    week = WEEKDAYS[day.weekday()]
    before = rf"(?:(?P<weekday{{0}}>{week}|{week[:3]})(?:,|\.|,? the|,? -)?\s+)?"
    behind = rf"(?:,?\s+\(?(?P<weekday{{0}}>{week}|{week[:3]})(?![^\W_]))?"
    ordinal = r"(?P<suffix{0}>st|nd|rd|th)?"
    no_other_year = r"(?!,?[\s_-]*(?:19|20)\d\d)"
    numbers = r"(?<![^\W_])(?<!\d[-/._])"
    year_first = (
        rf"{before}(?P<year{{0}}>{year})(?:[-._–]|(?P<slash{{0}}>/))(?P<number{{0}}>{number})[-/._–]"
        rf"(?P<day{{0}}>{of_month})(?!\d){behind}"
    )
    month_first = (
        rf"{before}(?P<month{{0}}>{month})\.?[\s_-]*(?P<day{{0}}>{of_month}){ordinal}(?!\d|:)"
        rf"(?:\s*,?[\s_-]*(?P<year{{0}}>{year})(?!\d))?{no_other_year}"
    )
    day_first = (
        rf"{before}(?P<day{{0}}>{of_month}){ordinal}\.?\s*(?:of\s+)?[\s_-]*(?P<month{{0}}>{month})(?![^\W_])"
        rf"\.?(?:,?[\s_-]*(?P<year{{0}}>{year})(?!\d))?{no_other_year}"
    )
    full_stops = (
        rf"{before}{numbers}(?P<day{{0}}>{of_month})\.\s?(?P<number{{0}}>{number})\."
        rf"(?:\s?(?P<year{{0}}>{year}))?(?!\d)"
    )
    american = (
        rf"{before}{numbers}(?P<number{{0}}>{number})(?:[-_]|(?P<slash{{0}}>/))(?P<day{{0}}>{of_month})"
        rf"(?:[-_/](?P<year{{0}}>{year}|{year[2:]}))?(?![-/._]?\d|:)"
    )
    compact = rf"(?P<compact{{0}}>{day:%Y%m%d})(?!\d)"
    year_and_name = (
        rf"(?P<year{{0}}>{year})[\s_,-]+(?P<month{{0}}>{month})[\s_-]+(?P<day{{0}}>{of_month}){ordinal}(?!\d)"
    )
    return _any_of((year_first, compact, month_first, day_first, year_and_name, full_stops, american))


@lru_cache(maxsize=8)
def _month_and_year(day: date) -> re.Pattern[str]:
    name = MONTHS[day.month - 1]
    forms = (
        rf"(?P<month{{0}}>{name}|{name[:3]})\.?,?[\s_-]*(?P<year{{0}}>{day.year:04})(?!\d)",
        rf"(?P<year{{0}}>{day.year:04})[-/._ ](?P<month{{0}}>{name}|{name[:3]})(?![^\W_])",
        rf"(?P<year{{0}}>{day.year:04})[-/._](?P<number{{0}}>{day.month:02})(?![-/._]?\d)",
    )
    return _any_of(forms)


def _any_of(forms: Iterable[str]) -> re.Pattern[str]:
    numbered = (f"{_BEFORE}(?:{_numbered(form, number)})" for number, form in enumerate(forms))
    return re.compile("|".join(numbered), re.IGNORECASE)


def _numbered(form: str, number: int) -> str:
    """A form whose groups have names of their own: a pattern may have each only once."""
    seen: dict[str, int] = {}

    def named(match: re.Match[str]) -> str:
        name = match[1]
        seen[name] = seen.get(name, 0) + 1
        return f"(?P<{name}{number}{seen[name]}>"

    return re.sub(r"\(\?P<([a-z]+)\{0\}b?>", named, form)
