"""Who is to do a task, until when, and whether it is done: what stands around its words."""

from __future__ import annotations

import re
from datetime import date
from typing import Final, NamedTuple

from tui.minutes.reading.dues import NO_CALENDAR, Calendar, due_in
from tui.minutes.reading.task_owners import NO_ONE, Known, named, owners_in
from tui.minutes.reading.task_states import without_done
from tui.minutes.text.patterns import LazyPattern

_NUMBERED: Final = LazyPattern(r"[*_(\[#\s]*\d+(?:\.\d+)*[*_)\]]*\s*[-–—:.]+\s*(?=\S)")
_DATED: Final = LazyPattern(r"\s*(?P<sign>✅|❌)\s*(?P<day>\d{4}-\d\d-\d\d)")


_SLOT: Final = LazyPattern(
    r"\s*[(\[](?P<who>@?[^\W\d][^()\[\],;:]{1,40})[,;:]\s*(?P<when>[^()\[\]]{3,30})[)\]]\s*\.?$"
)
"""`(Ada, by 12 May)` at the end."""


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
    if not owners and (slot := _SLOT.search(text)) is not None:
        text, owners = _with_slot(text, slot, calendar, known)
    due = due_in(text, calendar)
    if due is not None:
        text = due.text
    if not owners:
        text, owners = owners_in(text, known)
    return Task(text.strip(), owners, due.day if due else None, done)


def _with_slot(
    text: str, slot: re.Match[str], calendar: Calendar, known: Known
) -> tuple[str, tuple[str, ...]]:
    """A task whose last bracket has its owner and its day: with the day written out, and the owner."""
    owners = named(slot["who"], known)
    when = slot["when"] if due_in(f"x {slot['when']}", calendar) is not None else f"due {slot['when']}"
    if not owners or due_in(f"x {when}", calendar) is None:
        return text, ()
    return f"{text[: slot.start()]} {when}", owners
