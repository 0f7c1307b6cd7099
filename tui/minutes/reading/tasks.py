"""Who is to do a task, until when, and whether it is done: what stands around its words."""

from __future__ import annotations

from datetime import date
from typing import Final, NamedTuple

from tui.minutes.reading.dues import NO_CALENDAR, Calendar, due_in
from tui.minutes.reading.task_owners import NO_ONE, Known, owners_in
from tui.minutes.reading.task_states import without_done
from tui.minutes.text.patterns import LazyPattern

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
    done = False
    if not boxed:
        done, text = without_done(text)
    due = due_in(text, calendar)
    if due is not None:
        text = due.text
    if not owners:
        text, owners = owners_in(text, known)
    return Task(text.strip(), owners, due.day if due else None, done)
