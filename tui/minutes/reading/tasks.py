"""Who is to do a task, until when, and whether it is done: what stands in and around its words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from functools import cache
from typing import Final, NamedTuple

from tui.minutes.reading.blocks import Block
from tui.minutes.reading.languages import either, flat, months, weekdays
from tui.minutes.reading.meeting_date import first_day_from, written_in
from tui.minutes.reading.task_owners import NO_ONE, Known, leading_owners, named, owners_in
from tui.minutes.reading.task_states import Box, box_of, without_done
from tui.minutes.reading.words import words
from tui.minutes.text.patterns import LazyPattern

_SHORT_WEEKDAYS: Final = {
    name: number
    for number, names in enumerate(("mon", "tue tues", "wed", "thu thur thurs", "fri", "sat", "sun"))
    for name in names.split()
}
_WORD: Final = LazyPattern(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_WEEK: Final = 7

_NUMBERS: Final = r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[./-]\d{1,2}(?:[./-](?:\d{4}|\d\d)(?!\d))?\.?"
_CHARACTERS: Final = r"(?:\d{4}\s*[年년]\s*)?\d{1,2}\s*[月월]\s*\d{1,2}\s*[日일]?"
_ORDINAL: Final = r"(?:st|nd|rd|th|er|[oaeºª]|-?го)?"
_NAMED: Final = (
    rf"\d{{1,2}}{_ORDINAL}\.?\s+(?:of\s+|de\s+|di\s+|d')?[^\W\d_]{{3,12}}\.?(?:,?\s+(?:del?\s+)?\d{{4}})?"
    rf"|[^\W\d_]{{3,12}}\.?\s+\d{{1,2}}{_ORDINAL}(?!\d)(?:,?\s+\d{{4}})?"
)
_SIGNED: Final = LazyPattern(
    rf"\s*(?:[(\[]due::?\s*(?P<field>[^()\[\]]{{3,30}})[)\]]|@due\((?P<call>[^()]{{3,30}})\)"
    rf"|(?:📅|📆|🗓)\ufe0f?\s*(?P<icon>{_CHARACTERS}|{_NUMBERS}|{_NAMED})|(?<!\S)due:(?P<glued>\S{{5,12}})"
    r"|(?<!\S)>(?P<arrow>\d{4}-\d\d-\d\d)|\{(?P<brace>\d{4}-\d\d-\d\d)\})",
    re.IGNORECASE,
)
"""What nobody writes but for a date until when."""

_LAST: Final = LazyPattern(
    r"(?P<cut>\s*[–—(\[,;:|]\s*|\s+-+\s+|\s+)(?P<when>(?:\d{4}-\d\d-\d\d|\d{1,2}\.\d{1,2}\.\d{2,4}"
    r"|\d{1,2}\s+[^\W\d_]{3,12}\.?,?\s+\d{4}|[^\W\d_]{3,12}\.?\s+\d{1,2},?\s+\d{4}))[)\]]?\s*[.;]?\s*$"
)
_OF: Final = words(
    """
    am as at by call dated de del des du for from in meeting minutes notes of on since sprint than the until v
    version vom von week
    """
)
"""What makes a date at a text's end one that something else has: `the minutes of 2026-05-12`."""

_SHORT: Final = LazyPattern(r"(?P<first>\d{1,2})(?P<cut>[./-])(?P<second>\d{1,2})\.?")
_HINT: Final = LazyPattern(r"\d")


class TaskDue(NamedTuple):
    """A day until when, and the text without it."""

    day: date
    text: str


class Calendar(NamedTuple):
    """What days are counted from: the meeting's, and how its file writes dates in numbers: `dmy` or `mdy`."""

    meeting: date | None = None
    order: Callable[[], str] = str


NO_CALENDAR: Final = Calendar()


@cache
def _said() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """What says until when, by the tables of `languages`: `due …`; what only begins a clause, as `by …`, and
    counts at the text's end alone; a day that stands before it, as in Japanese.
    """
    week = "|".join(sorted(_weekdays(), key=len, reverse=True))
    day = rf"(?:the\s+)?(?:(?:{week})\.?,?\s+)?(?:{_CHARACTERS}|{_NUMBERS}|{_NAMED})"
    ends = (
        rf"(?:the\s+)?(?:{either('end of')})\s+(?:of\s+|d['e]\s*|di\s+)?[^\W\d_]{{3,12}}(?:\s+\d{{4}})?(?!\w)"
    )
    coming = rf"(?:(?:eod|eob|cob|end of day|{either('next')})\s+)?"
    either_day = rf"(?P<when>{day}|{ends}|{coming}(?:{week})(?!\w))"
    due = rf"\b(?:due(?:\s+(?:date|by|on))?|deadline|eta)\b|(?<!\w)(?:{either('due')})"
    until = rf"\b(?:by|before|no later than)\b|(?<!\w)(?:{either('until')})"
    return (
        re.compile(rf"\s*[(\[,;–—-]*\s*(?:{due})\s*[:：=]?\s*{either_day}[)\]]?"),
        re.compile(rf"\s*[(\[,;]?\s*[–—-]?\s*(?:{until}):?\s+{either_day}[)\]]?(?=\s*[.;]?\s*$)"),
        re.compile(rf"\s*[(（]?(?P<when>{day})\s*(?:{either('until behind')})[)）]?"),
    )


def due_in(text: str, calendar: Calendar) -> TaskDue | None:
    """The day until when a task is to be done; None where its text says none that is certain.

    A day without a year and a weekday are counted from the meeting's. What only begins a clause (`by 12
    May`) counts at the text's end alone, as does a bare date.
    """
    meeting = calendar.meeting
    numbered = _HINT.search(text) is not None
    if not numbered and (meeting is None or not _may_name_weekday(text)):
        return None
    text = unicodedata.normalize("NFC", text)
    for match in _SIGNED.finditer(text) if numbered else ():
        said = next(filter(None, match.groupdict().values()))
        if (day := day_said(said, calendar)) is not None:
            return TaskDue(day, _kept(text, match))
    small = flat(text)
    for pattern in _said():
        for match in pattern.finditer(small):
            if (day := day_said(match["when"], calendar)) is not None:
                return TaskDue(day, _kept(text, match))
    last = _LAST.search(text) if numbered else None
    if last is None or not _stands_alone(text[: last.start()], last["cut"]):
        return None
    day = day_said(last["when"], calendar)
    return (
        TaskDue(day, _kept(text, last)) if day is not None and (meeting is None or day >= meeting) else None
    )


@cache
def _weekdays() -> Mapping[str, int]:
    """Weekdays as people name them until which a thing is to be done; in Portuguese also without `-feira`."""
    return {
        **_SHORT_WEEKDAYS,
        **{flat(name).removesuffix("-feira"): number for name, number in weekdays().items()},
        **{flat(name): number for name, number in weekdays().items()},
    }


def _may_name_weekday(text: str) -> bool:
    """A look before patterns that take longer."""
    return any(word in _weekdays() or word in months() for word in _WORD.findall(flat(text)))


def _stands_alone(before: str, cut: str) -> bool:
    """True for a date at the end that no word before it makes another thing's."""
    last = before.rsplit(None, 1)[-1].strip("*_.").casefold() if before.strip() else ""
    return bool(before.strip()) and (bool(cut.strip()) or last not in _OF)


def _kept(text: str, match: re.Match[str]) -> str:
    """The text without what said the day."""
    before, after = text[: match.start()].rstrip(), text[match.end() :].strip(" ,;")
    return f"{before} {after}".strip() if after not in ("", ".") else before


def day_said(said: str, calendar: Calendar) -> date | None:
    """The day that a few words are, a day without a year and a weekday counted from the meeting's."""
    meeting = calendar.meeting
    written = written_in(said)
    if written is not None:
        return _decided(written.days, said, calendar)
    if meeting is None:
        return None
    match = _SHORT.fullmatch(said.strip())
    if match is not None:
        return _of_numbers(match, meeting, calendar.order)
    return first_day_from(said, meeting) or _month_end(said, meeting) or _weekday(said, meeting)


def _decided(days: tuple[date, ...], said: str, calendar: Calendar) -> date | None:
    """The one of several readings that a weekday beside it, the file's habit or the meeting's day tells."""
    if len(days) == 1:
        return days[0]
    named = {_weekdays().get(word) for word in _WORD.findall(flat(said))} - {None}
    fit = [day for day in days if day.weekday() in named]
    if not fit and (order := calendar.order()):
        numbers = [int(number) for number in re.findall(r"\d+", said)]
        fit = [day for day in days if day.day == numbers[order == "mdy"]]
    if not fit and calendar.meeting is not None:
        fit = [day for day in days if day >= calendar.meeting]
    return fit[0] if len(fit) == 1 else None


def _of_numbers(match: re.Match[str], meeting: date, habit: Callable[[], str]) -> date | None:
    """The first such day from the meeting's on of `12.5.`, and of `5/20` where it can be read in one way."""
    first, second = int(match["first"]), int(match["second"])
    order = "dmy" if match["cut"] == "." else habit() if max(first, second) <= 12 else ""
    pairs = {"dmy": {(first, second)}, "mdy": {(second, first)}}.get(order) or {
        pair for pair in ((first, second), (second, first)) if pair[1] <= 12
    }
    if len(pairs) != 1:
        return None
    [(day, month)] = pairs
    for year in (meeting.year, meeting.year + 1):
        try:
            found = date(year, month, day)
        except ValueError:
            return None
        if found >= meeting:
            return found
    return None


def _month_end(said: str, meeting: date) -> date | None:
    """The last day of a month, `end of October`, the first such one from the meeting on."""
    words = flat(said).split()
    year = words.pop() if words and words[-1].isdigit() else ""
    month = months().get(words[-1].removeprefix("d'")) if len(words) > 1 else None
    if month is None or _ends().match(flat(said)) is None:
        return None
    full = int(year) if year else meeting.year + (month < meeting.month)
    return date(full + month // 12, month % 12 + 1, 1) - timedelta(1)


@cache
def _ends() -> re.Pattern[str]:
    return re.compile(rf"(?:the\s+)?(?:{either('end of')})")


@cache
def _nexts() -> re.Pattern[str]:
    return re.compile(rf"(?:{either('next')})\s")


def _weekday(said: str, meeting: date) -> date | None:
    """The first such weekday after the meeting's day; none for `next Friday` in a week that still has one."""
    number = _weekdays().get(flat(said).rstrip(" .,").rsplit(None, 1)[-1]) if said.strip() else None
    if number is not None and number > meeting.weekday() and _nexts().match(flat(said)) is not None:
        return None
    return meeting + timedelta((number - meeting.weekday() - 1) % _WEEK + 1) if number is not None else None


_NUMBERED: Final = LazyPattern(r"[*_(\[#\s]*\d+(?:\.\d+)*[*_)\]]*\s*[-–—:.]+\s*(?=\S)")
_DATED: Final = LazyPattern(r"\s*(?P<sign>✅|❌)\s*(?P<day>\d{4}-\d\d-\d\d)")


_SLOT: Final = LazyPattern(
    r"\s*[(\[](?P<who>@?[^\W\d][^()\[\],;:]{1,40})[,;:]\s*(?P<when>[^()\[\]]{3,30})[)\]]\s*\.?$"
)
"""`(Ada, by 12 May)` at the end."""


_TITLED: Final = LazyPattern(r"\*\*[^*\n]{2,60}(?::\*\*|\*\*:)\s+(?=\S)")
"""`**Report:** Ada Obi will write it`, as note-takers put a title first."""


class Task(NamedTuple):
    """A task without its owners and date."""

    text: str
    owners: tuple[str, ...] = ()
    due: date | None = None
    done: bool = False
    dropped: bool = False


def read_task(
    text: str,
    calendar: Calendar = NO_CALENDAR,
    owners: tuple[str, ...] = (),
    *,
    known: Known = NO_ONE,
    boxed: bool = False,
) -> Task:
    """Read a task's text after its mark.

    `calendar` has the meeting's day, for due dates without a year. `owners` are those that the mark or a
    label names already; then the text is not searched for any. `known` are the people of the roll call. A
    task that is `boxed` has a box, which says whether it is done.
    """
    number = _NUMBERED.match(text)
    if number is not None:
        text = text[number.end() :]
    if not boxed and (box := box_of(text)) is not None:
        return _by_box(read_task(text[box.end :], calendar, owners, known=known, boxed=True), box)
    said, shorter = without_done(text)
    done = said and not boxed
    if not boxed or text.startswith("~~"):
        text = shorter
    if not owners and (slot := _SLOT.search(text)) is not None:
        text, owners = _with_slot(text, slot, calendar, known)
    if not owners and ";" in text and (several := _of_several(text, known)):
        return Task(text.strip(), several, None, done)
    due = due_in(text, calendar)
    if due is not None:
        text = due.text
    if not owners:
        text, owners = owners_in(text, known)
    if not owners and (titled := _TITLED.match(text)) is not None:
        owners = leading_owners(text[titled.end() :], known)[1] or ()
    task = Task(text.strip(), owners, due.day if due else None, done)
    box = box_of(task.text) if not boxed else None  # `Ada - [ ] write it up`
    return task if box is None else _by_box(task._replace(text=task.text[box.end :]), box)


def _by_box(task: Task, box: Box) -> Task:
    """A task with what a box says that is none to Markdown: it does not begin the item."""
    return task._replace(done=task.done or box.ticked, dropped=task.dropped or box.dropped)


def _of_several(text: str, known: Known) -> tuple[str, ...]:
    """The owners of a line that has a task for each of them: `Ada - paint; Bo - mow by Friday`."""
    found = [leading_owners(part.strip(), known)[1] for part in text.split(";")]
    return tuple(dict.fromkeys(owner for each in found for owner in each or ())) if all(found) else ()


def _with_slot(
    text: str, slot: re.Match[str], calendar: Calendar, known: Known
) -> tuple[str, tuple[str, ...]]:
    """A task whose last bracket has its owner and its day: with the day written out, and the owner."""
    owners = named(slot["who"], known)
    when = slot["when"] if due_in(f"x {slot['when']}", calendar) is not None else f"due {slot['when']}"
    if not owners or due_in(f"x {when}", calendar) is None:
        return text, ()
    return f"{text[: slot.start()]} {when}", owners


def task_groups(found: Sequence[Block]) -> frozenset[int]:
    """The items without a task box that have items with one in them: titles of groups of tasks."""
    groups: set[int] = set()
    around: list[int] = []
    for index, block in enumerate(found):
        while around and found[around[-1]].depth >= block.depth:
            around.pop()
        if block.task is not None:
            for outer in reversed(around):
                if outer in groups or found[outer].task is not None:
                    break
                groups.add(outer)
        around.append(index)
    return frozenset(groups)
