"""Dates as people write them in titles, lines and file names."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

_MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            ("january", "jan"), ("february", "feb"), ("march", "mar"), ("april", "apr"), ("may",), ("june", "jun"),
            ("july", "jul"), ("august", "aug"), ("september", "sept", "sep"), ("october", "oct"),
            ("november", "nov"), ("december", "dec"),
        ),
        1,
    )
    for name in names
}  # fmt: skip
_MONTH: Final = rf"(?P<month>{'|'.join(sorted(_MONTHS, key=len, reverse=True))})\.?"
_DAY: Final = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR: Final = r"(?P<year>(?:19|20)\d\d)"
_NUMERIC_MONTH: Final = r"(?P<month>\d{1,2})"

_FORMS: Final = tuple(
    re.compile(rf"(?<![^\W_])(?:{form})(?![^\W_])", re.IGNORECASE)
    for form in (
        rf"{_YEAR}[-/._]{_NUMERIC_MONTH}[-/._]{_DAY}",  # 2016-08-09, 2016/8/9, 2016.08.09
        r"(?P<year>(?:19|20)\d\d)(?P<month>[01]\d)(?P<day>[0-3]\d)",  # 20160809
        rf"{_MONTH}[\s_-]+{_DAY}\s*,?[\s_-]+{_YEAR}",  # August 21st, 2018
        rf"{_DAY}\s*(?:of\s+)?[\s_-]*{_MONTH},?[\s_-]*{_YEAR}",  # 21st of August 2018, 21-Aug-2018
        rf"{_YEAR}[\s_,-]+{_MONTH}[\s_-]+{_DAY}",  # 2018 August 21
        rf"{_NUMERIC_MONTH}[-/.]{_DAY}[-/.]{_YEAR}",  # 08-21-2018
    )
)


def date_in(text: str) -> date | None:
    """The first whole date in a text (a title, a line, a file name); None where there is none.

    Year first, month first by name, day first by name, or the American month-day-year by numbers (read
    day-month-year where only that is a date). A year and a month alone are no date.
    """
    first: tuple[int, date] | None = None
    for form in _FORMS:
        for match in form.finditer(text):
            found = _date(match)
            if found is not None and (first is None or match.start() < first[0]):
                first = (match.start(), found)
                break
    return first[1] if first is not None else None


def _date(match: re.Match[str]) -> date | None:
    year, day = int(match["year"]), int(match["day"])
    word = match["month"].casefold()
    month = _MONTHS[word] if word in _MONTHS else int(word)
    if month > 12 >= day:
        month, day = day, month
    try:
        return date(year, month, day)
    except ValueError:
        return None
