"""Topics moved in their list, and new ones added to it."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final, NamedTuple

from tui.minutes.model import Item, Meeting
from tui.minutes.noting.editing import Edit, EditError, check_writable, spliced
from tui.minutes.noting.placing import Position
from tui.minutes.reading.reader import read
from tui.minutes.text.source import Span, without_newline

_NUMBER: Final = re.compile(r"([ \t>]*)(\d{1,9}[.)])")
_MINUTES: Final = re.compile(r"(?:^|\s)(?P<minutes>\d{1,3}) ?(?:m|min|minutes)\.?(?=\s|$)", re.IGNORECASE)


class NewTopic(NamedTuple):
    """A topic as it was typed: what about, how many minutes, who leads it."""

    words: str
    minutes: int | None = None
    lead: str = ""

    @property
    def line(self) -> str:
        """As it stands in the agenda: `Rent (10m, Bo Ek)`."""
        facts = [f"{self.minutes}m"] if self.minutes is not None else []
        facts += [self.lead] if self.lead else []
        return f"{self.words} ({', '.join(facts)})" if facts else self.words


def read_topic(typed: str, person: Callable[[str], str]) -> NewTopic:
    """What was typed for a topic; `person` gives the whole name of somebody, or nothing for nobody known.

    Minutes may stand anywhere, the lead at the end: `Rent 10m bo`.
    """
    words, minutes = " ".join(typed.split()), None
    if (match := _MINUTES.search(words)) is not None:
        minutes = int(match["minutes"])
        words = " ".join((words[: match.start()] + " " + words[match.end() :]).split())
    parts = words.split(" ")
    for count in (3, 2, 1):
        if len(parts) > count and (lead := person(" ".join(parts[-count:]).strip("()@,"))):
            return NewTopic(" ".join(parts[:-count]).rstrip(",:-"), minutes, lead)
    return NewTopic(words, minutes)


def move(meeting: Meeting, place: Position, steps: int) -> tuple[Edit, int]:
    """Let a topic change places with the one above (-1) or below (1) it; returns also the item it is then.

    Numbers of a list stay where they are. Raises EditError.
    """
    check_writable(meeting)
    section = meeting.sections[place.section]
    items, number = section.items, place.item or 0
    beside = [
        n
        for n, item in enumerate(items)
        if item.depth == items[number].depth and _around(items, n) == _around(items, number)
    ]
    at = beside.index(number) + steps
    if not 0 <= at < len(beside):
        raise EditError("It is the last one." if steps > 0 else "It is the first one.")
    first, second = sorted((number, beside[at]))
    one, other = items[first].span, items[second].span
    if items[first].kind is not items[second].kind or one.end > other.start:
        raise EditError("What is beside it is no item of the same list; edit the section instead.")
    lines = [without_newline(line) for line in meeting.source.lines_in(Span(one.start, other.end))]
    upper, gap = lines[: len(one)], lines[len(one) : other.start - one.start]
    lower = lines[other.start - one.start :]
    moved = [*_numbered(lower, upper), *gap, *_numbered(upper, lower)]
    after = meeting.source.splice(Span(one.start, other.end), moved)
    there = read(after).sections
    texts = [item.text for item in there[place.section].items] if len(there) > place.section else []
    size = sum(1 for item in items[second:] if other.start <= item.own.start < other.end)
    length = sum(1 for item in items[first:] if one.start <= item.own.start < one.end)
    block = items[first:second][length:]
    wanted = [*items[second : second + size], *block, *items[first : first + length]]
    expected = [item.text for item in (*items[:first], *wanted, *items[second + size :])]
    if texts != expected:
        raise EditError("There it would be read otherwise; edit the section instead.")
    now = first if steps < 0 else first + size + len(block)
    written = Span(one.start, other.end)
    direction = "up" if steps < 0 else "down"
    return spliced(meeting, written, moved, written, f"moved the topic {direction}"), now


def _around(items: tuple[Item, ...], number: int) -> int:
    """The item that another one is nested in; -1 for none."""
    return next((n for n in range(number - 1, -1, -1) if items[n].depth < items[number].depth), -1)


def _numbered(lines: list[str], like: list[str]) -> list[str]:
    """Lines of an item with the number that another one has, where both have one."""
    mine, theirs = _NUMBER.match(lines[0]), _NUMBER.match(like[0])
    if mine is None or theirs is None:
        return lines
    return [f"{mine[1]}{theirs[2]}{lines[0][mine.end() :]}", *lines[1:]]
