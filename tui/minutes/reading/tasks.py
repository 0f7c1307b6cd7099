"""Who is to do a task, until when, and whether it is done: what stands in and around its words."""

from __future__ import annotations

import re
from datetime import date
from typing import Final, NamedTuple

from tui.minutes.reading.task_owners import NO_ONE, Known, owners_in
from tui.minutes.reading.task_states import without_done
from tui.minutes.text.dates import date_in, day_in
from tui.minutes.text.patterns import LazyPattern

_WEEKDAY: Final = r"(?:(?!to\b)[^\W\d_]{2,10}\.?,?\s+)?"  # `Fri, Mar 20`
_MONTH: Final = r"[^\W\d_]{3,10}\.?"
_DAY: Final = (
    rf"{_WEEKDAY}(?:\d{{4}}[-/.]\d{{1,2}}[-/.]\d{{1,2}}|\d{{1,2}}[./-]\d{{1,2}}(?:[./-](?:\d{{4}}|\d\d))?\.?"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?\.?\s+(?:of\s+|de\s+)?{_MONTH}(?:,?\s+(?:de\s+)?\d{{4}})?"
    rf"|{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?(?!\d)(?:,?\s+\d{{4}})?)"
)
_SIGNED: Final = LazyPattern(
    rf"\s*(?:[(\[]due::?\s*(?P<field>[^()\[\]]{{3,30}})[)\]]|@due\((?P<call>[^()]{{3,30}})\)"
    rf"|(?:📅|📆|🗓)\ufe0f?\s*(?P<icon>{_DAY})|(?<!\S)due:(?P<glued>\S{{5,12}})"
    r"|(?<!\S)>(?P<arrow>\d{4}-\d\d-\d\d)|\{(?P<brace>\d{4}-\d\d-\d\d)\})",
    re.IGNORECASE,
)
"""What nobody writes but for a date until when."""

_SAID: Final = LazyPattern(
    rf"\s*[(\[,;–—-]*\s*\b(?:due(?:\s+(?:date|by|on))?|deadline|eta|fällig(?:\s+am)?|frist|échéance|plazo|prazo"
    rf"|scadenza|termin)\b\s*[:=]?\s*(?P<when>{_DAY})[)\]]?",
    re.IGNORECASE,
)
_BY: Final = LazyPattern(
    rf"\s*[(\[,;]?\s*[–—-]?\s*\b(?:by|before|bis(?: zum)?|avant(?: le)?|antes del?|hasta(?: el)?"
    rf"|até(?: a)?|entro(?: il)?|voor|do)\b:?\s+(?P<when>{_DAY})[)\]]?(?=\s*[.;]?\s*$)",
    re.IGNORECASE,
)
_SHORT_DAY: Final = LazyPattern(r"(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.?")
_HINT: Final = LazyPattern(r"\d")


class Due(NamedTuple):
    """A day until when, and the text without it."""

    day: date
    text: str


def due_in(text: str, meeting: date | None) -> Due | None:
    """The day until when a task is to be done; None where its text says none that is certain.

    `meeting` is the meeting's day, from which a day without a year is counted. What only begins a clause
    (`by 12 May`) counts at the text's end alone.
    """
    if _HINT.search(text) is None:
        return None
    for pattern in (_SIGNED, _SAID, _BY):
        for match in pattern.finditer(text):
            said = next(filter(None, match.groupdict().values() if pattern is _SIGNED else (match["when"],)))
            day = day_said(said, meeting)
            if day is not None:
                return Due(day, _kept(text, match))
    return None


def _kept(text: str, match: re.Match[str]) -> str:
    """The text without what said the day."""
    before, after = text[: match.start()].rstrip(), text[match.end() :].strip(" ,;")
    return f"{before} {after}".strip() if after not in ("", ".") else before


def day_said(said: str, meeting: date | None) -> date | None:
    """The day that a few words are, a day without a year counted from the meeting's."""
    day = date_in(said)
    if day is not None or meeting is None:
        return day
    match = _SHORT_DAY.fullmatch(said.strip())
    if match is None:
        return day_in(said, meeting)
    for year in (meeting.year, meeting.year + 1):
        try:
            day = date(year, int(match["month"]), int(match["day"]))
        except ValueError:
            return None
        if day >= meeting:
            return day
    return None


_NUMBERED: Final = LazyPattern(r"[*_(\[#\s]*\d+(?:\.\d+)*[*_)\]]*\s*[-–—:.]+\s*(?=\S)")
_DATED: Final = LazyPattern(r"\s*(?P<sign>✅|❌)\s*(?P<day>\d{4}-\d\d-\d\d)")


class Task(NamedTuple):
    """A task without its owners and date."""

    text: str
    owners: tuple[str, ...] = ()
    due: date | None = None
    done: bool = False


def read_task(
    text: str,
    day: date | None = None,
    owners: tuple[str, ...] = (),
    *,
    known: Known = NO_ONE,
    boxed: bool = False,
) -> Task:
    """Read a task's text after its mark.

    `day` is the meeting's, for due dates without a year. `owners` are those that the mark or a label names
    already; then the text is not searched for any. `known` are the people of the roll call. A task that is
    `boxed` has a box, which says whether it is done.
    """
    number = _NUMBERED.match(text)
    if number is not None:
        text = text[number.end() :]
    done = False
    if not boxed:
        done, text = without_done(text)
    due = due_in(text, day)
    if due is not None:
        text = due.text
    if not owners:
        text, owners = owners_in(text, known)
    return Task(text.strip(), owners, due.day if due else None, done)
