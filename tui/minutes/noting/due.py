"""Due dates as people type them at the end of a line: `fri`, `by 12 may`, `+2w`, `next tuesday`.

All count from the meeting's date, not from today's. A word is taken for a date only where nobody would
mean it otherwise: `move the call to friday` and `where she sat` keep their words. What looks like a date
and is not taken (past, unreadable, of two meanings) stays text, and `problem` says why.

A weekday is the next such day after the meeting, `next friday` that of the following calendar week; a day
without a year is the next one, unless it has just passed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from statistics import median_low
from typing import Final

MOST_WORDS: Final = 7
"""Words of the longest phrase that is looked for: `due by the end of next week`."""

_JUST_PASSED: Final = timedelta(days=31)  # a day without a year that lies so little back is not next year's
_RECENT: Final = 9  # meetings whose gaps make the rhythm
_TAKING_TURNS: Final = 5  # … in which two weekdays take turns
_LAST_WORDS: Final = 200  # characters from the end in which the phrase stands

_INTRO: Final = re.compile(
    r"(?:(?P<due>due(?: date)?:?(?: (?:by|on|at|in))?)|by|until|till|before|on|at) +(?:the +)?(?=\S)",
    re.IGNORECASE,
)
_WORD: Final = re.compile(r"(?:(?<=[\s(])|(?<![\s\S]))[^\s(]")
_LINKING: Final = frozenset({"is", "are", "was", "were", "be"})
_BOUND: Final = frozenset({
    "a", "about", "after", "and", "at", "between", "both", "during", "each", "every", "for", "from", "in",
    "into", "last", "not", "no", "of", "or", "since", "than", "that", "the", "these", "this", "through", "to",
    "with",
})  # fmt: skip
"""Words that bind what follows to the sentence: `the report of may 12`, `every friday`."""

_DAYS: Final = {
    name: number
    for number, names in enumerate(
        ("monday mon", "tuesday tue tues", "wednesday wed weds", "thursday thu thur thurs", "friday fri",
         "saturday sat", "sunday sun")
    )
    for name in names.split()
}  # fmt: skip
_ALSO_WORDS: Final = frozenset({"sat", "sun"})
_MONTH: Final = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_MONTH_NAMES: Final = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_DAY: Final = r"\d{1,2}(?:st|nd|rd|th|\.)?"
_WEEKDAY: Final = rf"(?:{'|'.join(sorted(_DAYS, key=len, reverse=True))})"
_NUMBERS: Final = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}


@dataclass(frozen=True, slots=True)
class Due:
    """A due phrase found in a text: from `start` to `end`, a word such as `by` or a bracket included.

    `day` is None where it is kept as text (`problem` says why) or says that there is none (`declined`).
    `keep`: the sentence needs the words (`the report is due friday`), though they are the due date.
    """

    start: int
    end: int
    day: date | None = None
    problem: str = ""
    declined: bool = False
    keep: bool = False


@dataclass(frozen=True, slots=True)
class _Reading:
    day: date | None = None
    problem: str = ""
    sure: bool = True  # False: a date only behind `by`, `due` and the like
    declined: bool = False


def find(text: str, meeting: date | None, following: date | None = None) -> Due | None:
    """The due phrase that a text ends with, or None. `following` is the next meeting's date, where known.

    There must be words before it: a lone `fri` is the text itself.
    """
    end = len(text.rstrip())
    bracketed = text.endswith(")", 0, end)
    stop = end - bracketed
    first = max(0, end - _LAST_WORDS)
    for match in list(_WORD.finditer(text, first, stop))[-MOST_WORDS:]:
        start = match.start()
        if bracketed != (start > 0 and text[start - 1] == "("):
            continue
        begin = len(text[: start - bracketed].rstrip())
        before = text[max(0, begin - 40) : begin].rsplit(maxsplit=1)[-1].lower() if begin else ""
        found = _phrase(text[start:stop], before, meeting, following)
        if found is None or (bracketed and _INTRO.match(text, start) is None):
            continue
        if begin == 0:
            return None
        keep = before in _LINKING and not bracketed
        return Due(start - bracketed, end, found.day, found.problem, found.declined, keep)
    return None


def read(phrase: str, meeting: date | None, following: date | None = None) -> date | None:
    """The day that a whole phrase names (a field asked for nothing but a date); None where it names none."""
    words = " ".join(phrase.split())
    match = _INTRO.match(words)
    found = _read(words[match.end() :] if match is not None else words, meeting, following)
    return found.day if found is not None else None


def _phrase(words: str, before: str, meeting: date | None, following: date | None) -> _Reading | None:
    """What a text's last words say, when they are a due phrase."""
    words = " ".join(words.split())
    if words.lower() in ("no due date", "no due", "no deadline"):
        return _Reading(declined=True)
    intro = _INTRO.match(words)
    body = words[intro.end() :] if intro is not None else words
    said_due = intro is not None and bool(intro["due"])
    found = _read(body, meeting, following)
    if found is None and body.endswith("."):
        found = _read(body[:-1], meeting, following)
    if found is None:
        unread = said_due and not body.lower().startswith("to ")
        return _Reading(problem=f"“{body}” is no date that can be read; kept as text") if unread else None
    bare = intro is None and (before in _BOUND or before in _LINKING or (found.problem and not found.sure))
    if bare or (found.declined and not said_due):
        return None
    if intro is None and not found.sure:
        return _Reading(problem=f"“{body}” is kept as text; “due {body}” makes it the due date")
    if found.day is not None and meeting is not None and found.day < meeting:
        return _Reading(problem=f"{found.day.isoformat()} is before the meeting; kept as text")
    return found


def _read(words: str, meeting: date | None, following: date | None) -> _Reading | None:
    """What a phrase without `by` or `due` says; None where it is no date."""
    lower = words.lower()
    if lower in ("none", "never", "-", "no date"):
        return _Reading(declined=True)
    if lower == "next meeting":
        return _Reading(following) if following else _Reading(problem="the next meeting's date is not known")
    for form, reader in _FORMS:
        match = form.fullmatch(lower)
        if match is not None:
            base = meeting
            if base is None:
                if not match.groupdict().get("year"):
                    return _Reading(
                        problem=f"“{words}” needs the meeting's date, which the file does not say"
                    )
                base = date.min
            try:
                return reader(match, base, words)
            except (ValueError, OverflowError):
                return _Reading(problem=f"“{words}” is no day of the calendar; kept as text")
    return None


def _iso(match: re.Match[str], _base: date, _words: str) -> _Reading:
    return _Reading(date(int(match["year"]), int(match[2]), int(match[3])))


def _later(match: re.Match[str], base: date, _words: str) -> _Reading:
    count = _NUMBERS.get(match["count"]) or int(match["count"])
    return _Reading(_later_by(count, match["unit"] or match["word"][0], base))


def _near(match: re.Match[str], base: date, _words: str) -> _Reading:
    days = {"today": 0, "tomorrow": 1, "tmrw": 1, "day after tomorrow": 2}
    return _Reading(base + timedelta(days=days[match[0]]))


def _weekday(match: re.Match[str], base: date, words: str) -> _Reading:
    ahead = (_DAYS[match["day"]] - base.weekday() - 1) % 7 + 1
    sure = bool(match["which"]) or match["day"] not in _ALSO_WORDS or words[0].isupper()
    if match["which"] == "next ":
        ahead = 7 - base.weekday() + _DAYS[match["day"]]
    return _Reading(base + timedelta(days=ahead), sure=sure)


def _period(match: re.Match[str], base: date, _words: str) -> _Reading:
    """`next week`, `this month`, `end of the month`: the end of a week is its Friday."""
    unit, later = match["unit"][0], match["which"] == "next "
    if later and not match["end"]:
        return _Reading(_later_by(1, unit, base))
    start = _later_by(1, unit, base) if later else base
    if unit == "w":
        return _Reading(max(base, start + timedelta(days=4 - start.weekday())))
    first = start.replace(day=1, month=start.month if unit == "m" else 1)
    return _Reading(_later_by(1, unit, first) - timedelta(days=1))


def _named_month(match: re.Match[str], base: date, _words: str) -> _Reading:
    text = match["day"]
    month = next(number for number, name in enumerate(_MONTH_NAMES, 1) if re.search(rf"\b{name}", text))
    day = int("".join(filter(str.isdigit, text)))
    found = None
    first = int(match["year"] or base.year)
    for year in range(first, first + 9):  # 29 February is up to eight years off
        with suppress(ValueError):
            found = date(year, month, day)
            if match["year"] or found >= base - _JUST_PASSED:
                break
    if found is None:
        raise ValueError(text)
    weekday = _DAYS.get((match["weekday"] or "").strip(" ,"))
    if weekday is not None and weekday != found.weekday():
        return _Reading(problem=f"{found.isoformat()} is a {found:%A}; kept as text")
    return _Reading(found)


def _by_numbers(match: re.Match[str], base: date, words: str) -> _Reading:
    """`8/23`, `23.8.`, `8/23/2016`: read where one of the numbers can only be the day, or the dots say so."""
    first, second = int(match["first"]), int(match["second"])
    if match.groupdict().get("dot"):
        day, month = first, second
    elif first <= 12 and second <= 12 and first != second:
        return _Reading(problem=f"“{words}” can be two dates; kept as text", sure=bool(match["year"]))
    else:
        day, month = max(first, second), min(first, second)
    year = int(match["year"] or base.year)
    found = date(year, month, day)
    if not match["year"] and found < base - _JUST_PASSED:
        found = date(year + 1, month, day)
    return _Reading(found, sure=bool(match["year"]))


def _day_of_month(match: re.Match[str], base: date, _words: str) -> _Reading:
    """`12th`: the next one."""
    day = int(match["day"])
    for months in range(13):
        start = _later_by(months, "m", base).replace(day=1)
        found = start + timedelta(days=day - 1)
        if found.month == start.month and found >= base:
            return _Reading(found, sure=False)
    raise ValueError(day)


def _later_by(count: int, unit: str, day: date) -> date:
    """So many days, weeks, months or years (`d`, `w`, `m`, `y`) later; a month's last day at most."""
    if unit in "dw":
        return day + timedelta(days=count * (7 if unit == "w" else 1))
    years, month = divmod(day.month - 1 + count * (12 if unit == "y" else 1), 12)
    first = date(day.year + years, month + 1, 1)
    return min(
        first + timedelta(days=day.day - 1), (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    )


def _form(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


_FORMS: Final[tuple[tuple[re.Pattern[str], Callable[[re.Match[str], date, str], _Reading]], ...]] = (
    (_form(r"(?P<year>\d{4})-(\d\d)-(\d\d)"), _iso),
    (
        _form(
            rf"(?:\+ ?|in )(?P<count>\d{{1,3}}|{'|'.join(_NUMBERS)}) ?"
            r"(?:(?P<unit>[dwmy])|(?P<word>day|week|wk|month|mo|year)s?)"
        ),
        _later,
    ),
    (_form(r"today|tomorrow|tmrw|day after tomorrow"), _near),
    (_form(rf"(?P<which>next |this |coming )?(?P<day>{_WEEKDAY})"), _weekday),
    (_form(r"(?P<end>end of )(?:the )?(?P<which>this |next )?(?P<unit>week|month|year)"), _period),
    (_form(r"(?P<end>)(?P<which>this |next )(?P<unit>week|month|year)"), _period),
    (
        _form(
            rf"(?P<weekday>{_WEEKDAY},? )?(?P<day>{_DAY}(?: of)?[ -]{_MONTH}|{_MONTH} {_DAY})"
            r"(?:,? (?P<year>\d{4}))?"
        ),
        _named_month,
    ),
    (_form(r"(?P<first>\d{1,2})/(?P<second>\d{1,2})(?:/(?P<year>\d{4}))?"), _by_numbers),
    (_form(r"(?P<first>\d{1,2})(?P<dot>\.)(?P<second>\d{1,2})\.(?P<year>\d{4})?"), _by_numbers),
    (_form(r"(?P<day>\d{1,2})(?:st|nd|rd|th)"), _day_of_month),
)


def next_meeting(dates: Iterable[date], after: date) -> date | None:
    """When the series meets next after a day; None where its rhythm is not known.

    A later date in the series is the answer itself. Otherwise the middle one of the last gaps is the rhythm,
    if most gaps are near it: weeks count from the usual weekday, or from two that take turns, and a meeting
    about every four or five weeks is taken to be on, say, the second or the last Tuesday of the month, or on
    a day of it, as the 7th, where the weekdays change.
    """
    known = sorted(set(dates) | {after})
    later = [day for day in known if day > after]
    if later:
        return later[0]
    return _by_rhythm(known[-_RECENT:], after)


def _by_rhythm(recent: list[date], after: date) -> date | None:
    gaps = [(b - a).days for a, b in pairwise(recent)]
    if len(gaps) < 2:
        return None
    gap = median_low(gaps)
    if sum(abs(each - gap) <= max(1, gap // 4) for each in gaps) * 3 < len(gaps) * 2:
        return None
    if (found := _alternating(recent, gap)) is not None:
        return found
    weekday, times = Counter(day.weekday() for day in recent).most_common(1)[0]
    if times * 2 <= len(recent):
        monthly = _same_day_in_next_month(recent, after) if 26 <= gap <= 37 else None
        return monthly or after + timedelta(days=gap)
    if 26 <= gap <= 37 and (
        found := _same_in_next_month([d for d in recent if d.weekday() == weekday], after)
    ):
        return found
    guess = after + timedelta(days=max(7, round(gap / 7) * 7) if gap >= 5 else gap)
    shift = (weekday - guess.weekday() + 3) % 7 - 3
    return guess + timedelta(days=shift) if gap >= 5 else guess


def _alternating(recent: list[date], gap: int) -> date | None:
    """The next of two weekdays that take turns (Tuesday, Wednesday of the week after next, Tuesday …).

    Each must be known from two meetings of the last few; one that was cancelled keeps its turn.
    """
    weeks = round(gap / 7)
    if gap < 7:
        four = recent[-4:]
        turn = four[-1] - four[-3]
        again = len(four) == 4 and turn == four[-2] - four[-4] and turn.days % 7 == 0
        return four[-2] + turn if again else None
    last = recent[-1] - timedelta(days=recent[-1].weekday())
    turns: tuple[list[int], list[int]] = [], []
    for day in recent[-_TAKING_TURNS:]:
        apart = ((last - day).days + day.weekday()) // 7
        if apart % weeks:
            return None
        turns[apart // weeks % 2].append(day.weekday())
    own, other = turns
    if min(len(own), len(other)) < 2 or len(set(own)) > 1 or len(set(other)) > 1 or own[0] == other[0]:
        return None
    return last + timedelta(weeks=weeks, days=other[0])


def _same_day_in_next_month(days: list[date], after: date) -> date | None:
    """The day of the following month that most days are of theirs, or its last one where it is shorter."""
    number, times = Counter(day.day for day in days).most_common(1)[0]
    if times * 2 <= len(days):
        return None
    first = (after.replace(day=1) + timedelta(days=32)).replace(day=1)
    following = (first + timedelta(days=32)).replace(day=1)
    return min(first + timedelta(days=number - 1), following - timedelta(days=1))


def _same_in_next_month(days: list[date], after: date) -> date | None:
    """The same weekday of the following month (the second, the last), when most days agree on which it is."""
    first = (after.replace(day=1) + timedelta(days=32)).replace(day=1)
    length = ((first + timedelta(days=32)).replace(day=1) - first).days
    weekdays = [first + timedelta(days=n) for n in range(length)]
    candidates = [day for day in weekdays if day.weekday() == days[0].weekday()]
    number, times = Counter((day.day - 1) // 7 for day in days).most_common(1)[0]
    last = sum((day + timedelta(days=7)).month != day.month for day in days)
    if last > times or (last == times and number >= 3):
        return candidates[-1]
    return candidates[number] if times * 2 > len(days) and number < len(candidates) else None
