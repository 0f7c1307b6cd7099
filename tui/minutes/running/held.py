"""The line of the minutes that says when the meeting was held: `Held: 10:02-10:47`.

It stands under title and date, as a line like those beside it: `- **When**: …` has `- **Held**: …` below
it. There is one of it: writing again changes the times in it and nothing else. Lines that say when a meeting
was planned are left alone. A place is taken only when the minutes read as before with that one line more.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from tui.minutes.model import Item, ItemKind, Meeting, Section, SectionKind
from tui.minutes.noting.editing import Edit, EditError, check_writable, spliced
from tui.minutes.reading.conventions import PLACEHOLDERS
from tui.minutes.reading.languages import all_written, fold, language_of_meeting, meanings, written
from tui.minutes.reading.reader import read
from tui.minutes.reading.rolling import newest
from tui.minutes.text.dates import date_in
from tui.minutes.text.inline import visible
from tui.minutes.text.source import Span, without_newline

FIRST_SECTIONS: Final = 12
"""Sections at the start of a file in which the line is looked for, and every item compared after it came."""

_ABOUT: Final = 5
"""Minutes by which a meeting may go on after its times were written, and they still are its times."""

_DAY: Final = 24 * 60  # minutes

_FRONT: Final = (SectionKind.PREAMBLE, SectionKind.TITLE, SectionKind.ATTENDEES, SectionKind.OTHER)
_LINES: Final = (ItemKind.PARAGRAPH, ItemKind.BULLET, ItemKind.ORDERED)
_RANGE: Final = re.compile(r"\d{1,2}:\d{2}\s?[-–—]\s?(?P<hour>\d{1,2}):(?P<minute>\d{2})")
_LABELLED: Final = re.compile(
    r"(?P<lead>[ \t>]*(?:[-*+][ \t]+)?(?:\*\*|__|[*_])?)(?P<label>[^\W\d_][^:*_`\[\]]{0,30}?)"
    r"(?P<sign>(?:\*\*|__|[*_])?[ \t]*:(?:\*\*|__|[*_])?[ \t]*)(?P<value>.*?)(?P<tail>[ \t]*\\?)"
)
_WHEN: Final = (
    "date",
    "when",
    "time",
    "date & time",
    "date and time",
    "meeting date",
    "day",
    "where",
    "location",
)
"""Labels whose line the new one goes under, the first ones before the others."""

_WHO: Final = ("present", "attendees", "attending", "participants", "chair", "facilitator", "host", "scribe")
"""Labels whose line the new one goes over."""

_EMPTY_LABELS: Final = ("held", "time", "meeting time", "time held")
"""Labels of a line that waits for the times, as templates have them."""


@dataclass(frozen=True, slots=True)
class _Labelled:
    """A line of the front that is `label: value`, and the item it stands in."""

    line: int
    item: Item
    match: re.Match[str]

    @property
    def label(self) -> str:
        return " ".join(self.match["label"].split()).casefold()


@dataclass(frozen=True, slots=True)
class _Try:
    """Lines to be put before line `at`; `joins` says that they may become part of a paragraph."""

    at: int
    lines: tuple[str, ...]
    joins: bool = False


def write_held(meeting: Meeting, start: datetime, end: datetime, file_name: str = "") -> Edit:
    """Write when the meeting was held, or bring the line up to date that says so.

    Raises EditError where the line says so already, and where no place for it reads as it should.
    """
    check_writable(meeting)
    times = f"{start:%H:%M}-{end:%H:%M}"
    lines = list(_labelled(meeting))
    for found in lines:
        old = _RANGE.match(found.match["value"])
        if fold(found.label) in all_written("held") and old is not None:
            if old[0] == times:
                raise EditError(f"The minutes say so already: held {times}.")
            return _with_value(meeting, found, times + found.match["value"][old.end() :], f"held {times} now")
    for found in lines:
        value = visible(found.match["value"]).strip(" []()<>")
        if found.label in _EMPTY_LABELS and (not value or value.casefold() in PLACEHOLDERS):
            return _with_value(meeting, found, times, f"wrote: held {times}")
    for each in _places(meeting, lines, times):
        offset = next(number for number, line in enumerate(each.lines) if line)
        written = Span(each.at + offset, each.at + offset + 1)
        edit = spliced(meeting, Span(each.at, each.at), list(each.lines), written, f"wrote: held {times}")
        if _reads_as_before(meeting, edit, file_name, joins=each.joins):
            return edit
    raise EditError("No line for the times would be read under the title; write it by hand, with e.")


def is_written(meeting: Meeting, end: datetime) -> bool:
    """True where the minutes say when the meeting was held, until some minutes before `end` at least."""
    for found in _labelled(meeting):
        times = _RANGE.match(found.match["value"])
        if fold(found.label) in all_written("held") and times is not None:
            late = 60 * end.hour + end.minute - 60 * int(times["hour"]) - int(times["minute"])
            return late % _DAY <= _ABOUT
    return False


def _with_value(meeting: Meeting, found: _Labelled, value: str, said: str) -> Edit:
    match = found.match
    sign = match["sign"] if match["sign"][-1:].isspace() else match["sign"] + " "
    line = match["lead"] + match["label"] + sign + value + match["tail"]
    span = Span(found.line, found.line + 1)
    return spliced(meeting, span, [line], span, said)


def _front(meeting: Meeting) -> Iterator[Section]:
    """The sections before the first one that a meeting goes through."""
    first = newest(meeting) or 0
    for section in meeting.sections[first : first + FIRST_SECTIONS]:
        if section.kind not in _FRONT:
            return
        yield section


def _labelled(meeting: Meeting) -> Iterator[_Labelled]:
    for section in _front(meeting):
        for item in section.items:
            if item.kind not in _LINES or item.note is not None:
                continue
            for number in range(item.own.start, item.own.end):
                line = without_newline(meeting.source.lines[number])
                if len(line) < 400 and (match := _LABELLED.fullmatch(line)) is not None:
                    yield _Labelled(number, item, match)


def _places(meeting: Meeting, lines: list[_Labelled], times: str) -> Iterator[_Try]:
    """Where the line may go, best first."""
    top = [found for found in lines if found.item.depth == 0 and _is_top(meeting, found.line)]
    name = written(language_of_meeting(meeting), "held")
    plain = f"{name}: {times}"
    when = [found for found in top if _is_when(found.label)]
    for found in sorted(when, key=_rank):
        joins = found.item.kind is ItemKind.PARAGRAPH
        yield _Try(found.line + 1 if joins else found.item.span.end, (_like(found, name, times),), joins)
        yield from _alone(meeting, found.item.span.end, _like(found, name, times) if joins else plain)
    for found in (found for found in top if _is_who(found.label)):
        joins = found.item.kind is ItemKind.PARAGRAPH
        yield _Try(found.line, (_like(found, name, times),), joins)
        yield from _alone(meeting, found.item.span.start, _like(found, name, times) if joins else plain)
    title = _title(meeting)
    first = title if title is not None else next(iter(meeting.sections), None)
    for item in first.items[:3] if first is not None else ():
        if item.kind is ItemKind.PARAGRAPH and len(item.text) < 60 and date_in(item.text) == meeting.date:
            yield from _alone(meeting, item.own.end, plain)
    if title is not None:
        yield from _alone(meeting, title.heading.end, plain)
    if not meeting.earlier:
        yield from _alone(meeting, meeting.sections[0].span.start if meeting.sections else 0, plain)
    if first is not None and first.items:
        yield from _alone(meeting, first.items[0].span.end, plain)


def _alone(meeting: Meeting, at: int, line: str) -> Iterator[_Try]:
    """A paragraph of its own before line `at`, set off by blank lines where the lines around it are."""
    lines = [without_newline(each).strip() for each in meeting.source.lines[max(0, at - 1) : at + 2]]
    above, below = (lines.pop(0) if at else ""), (lines[0] if lines else "")
    if above and below:
        yield _Try(at, (line,))
    if above and not below and at < len(meeting.source.lines):
        yield _Try(at + 1, (line, "") if lines[1:] and lines[1] else (line,))
    yield _Try(at, (*([""] if above else []), line, *([""] if below else [])))


def _title(meeting: Meeting) -> Section | None:
    """The section of the title; of several meetings in one file, that of the newest's date."""
    part = newest(meeting)
    if part is not None:
        return meeting.sections[part]
    return next((section for section in meeting.sections if section.kind is SectionKind.TITLE), None)


def _is_top(meeting: Meeting, line: int) -> bool:
    """True for a line of the title's section, or of what stands before the first heading."""
    index = meeting.section_at(line)
    if meeting.earlier:
        return index is not None and index == newest(meeting)
    return index is not None and meeting.sections[index].kind in (SectionKind.TITLE, SectionKind.PREAMBLE)


def _is_when(label: str) -> bool:
    return label in _WHEN or "date" in meanings(label)


def _rank(found: _Labelled) -> int:
    return _WHEN.index(found.label) if found.label in _WHEN else 0


def _is_who(label: str) -> bool:
    return label in _WHO or not meanings(label).isdisjoint(("attendees", "roles", "facts"))


def _like(found: _Labelled, name: str, times: str) -> str:
    """The new line in the shape of another one."""
    match = found.match
    sign = match["sign"] if match["sign"][-1:].isspace() else match["sign"] + " "
    return match["lead"] + name + sign + times + match["tail"]


def _reads_as_before(meeting: Meeting, edit: Edit, file_name: str, *, joins: bool) -> bool:
    """True where nothing changed but for one item that came, or one paragraph with a line more."""
    after = read(edit.source, file_name, meeting)
    if (after.title, after.date, after.attendees) != (meeting.title, meeting.date, meeting.attendees):
        return False
    if _outline(after) != _outline(meeting):
        return False
    first = newest(meeting) or 0
    old, new = _items(meeting, first), _items(after, first)
    start = 0
    while start < min(len(old), len(new)) and old[start] == new[start]:
        start += 1
    if old[start:] == new[start + 1 :]:
        return True
    return joins and old[start + 1 :] == new[start + 1 :]


def _outline(meeting: Meeting) -> list[tuple[str, int]]:
    """Every heading, and of those after the first ones how many lines stand under it."""
    first = newest(meeting) or 0
    near = range(first, first + FIRST_SECTIONS + 1)
    headed = ((n, section) for n, section in enumerate(meeting.sections) if section.level)
    return [(each.key, 0 if n in near else len(each.body)) for n, each in headed]


def _items(meeting: Meeting, first: int) -> list[tuple[str, ItemKind, int, str]]:
    return [
        (section.key, item.kind, item.depth, item.text)
        for section in meeting.sections[first : first + FIRST_SECTIONS + 1]
        for item in section.items
    ]
