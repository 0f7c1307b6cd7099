"""A meeting as it may be looked at by others: the same sections, items and lines, without what is hidden."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import accumulate
from typing import Final

from tui.minutes.content import Content, Tally
from tui.minutes.model import Item, Meeting, Section
from tui.minutes.reading.blocks import markdown_text
from tui.minutes.reading.hidden import Hidden, hidden_in
from tui.minutes.reading.reader import read
from tui.minutes.text.patterns import LazyPattern
from tui.minutes.text.source import Source

PRIVATE: Final = "Private"
"""Stands for the name of a section that is hidden."""

_LEAD: Final = LazyPattern(r"[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])(?:[ \t]+|$))?(?:\[[ xX]\][ \t]+)?")


def veiled(meeting: Meeting) -> Meeting:
    """The meeting without what it hides; itself where it hides nothing. Items keep their places."""
    known: Meeting | None = vars(meeting).get("_veiled")
    if known is None:
        hidden = hidden_in(meeting)
        known = _Veil(meeting, hidden).meeting() if hidden else meeting
        vars(meeting)["_veiled"] = known
    return known


def veiled_source(source: Source, file_name: str = "") -> Source:
    """A text with as many lines that says nothing hidden; itself where it hides nothing."""
    return veiled(read(source, file_name)).source


class VeiledContent(Content):
    """What stands under a heading, without what is hidden of it."""

    __slots__ = ("_items", "_like")

    def __init__(self, items: tuple[Item, ...], like: Content) -> None:
        self._items = items
        self._like = like

    @property
    def items(self) -> tuple[Item, ...]:
        """The items; those that are hidden say nothing."""
        return self._items

    @property
    def blank(self) -> bool:
        """As it is without the veil."""
        return self._like.blank

    @property
    def empty(self) -> bool:
        """As it is without the veil."""
        return self._like.empty

    @property
    def noteless(self) -> bool:
        """As it is without the veil."""
        return self._like.noteless

    @property
    def tally(self) -> Tally:
        """As it is without the veil."""
        return self._like.tally


class _Veil:
    def __init__(self, meeting: Meeting, hidden: Sequence[Hidden]) -> None:
        self._meeting = meeting
        self._hidden = hidden
        self._text = markdown_text(meeting.source.text)
        self._ends = [each.end for each in hidden]
        self._starts = [0, *accumulate(len(line) + 1 for line in self._text.split("\n"))]

    def meeting(self) -> Meeting:
        """The meeting with veiled sections, over a text with as many lines that says nothing hidden."""
        text = Source("\n".join(self._left(0, len(self._starts) - 1)))
        again = read(text)
        return replace(
            self._meeting,
            source=text,
            title=again.title,
            attendees=again.attendees,
            sections=[self._section(each) for each in self._meeting.sections],
            trace=None,
        )

    def _section(self, section: Section) -> Section:
        if not self._touched(section.span.start, section.span.end):
            return section
        left = self._left(section.heading.start, section.heading.end)
        if section.level and not "".join(left).strip(" \t#=-"):
            section = section._replace(title=PRIVATE, name=PRIVATE, owners=())
        elif self._touched(section.heading.start, section.heading.end):
            section = section._replace(
                title=without_comments(section.title), name=without_comments(section.name)
            )
        items = tuple(self._item(item) for item in section.items)
        return section._replace(content=VeiledContent(items, section.content))

    def _item(self, item: Item) -> Item:
        if not self._touched(item.own.start, item.own.end):
            return item
        lines = [
            _LEAD.sub("", line, 1) if n == 0 else line.strip()
            for n, line in enumerate(self._left(item.own.start, item.own.end))
        ]
        text = "\n".join(line for line in lines if line.strip())
        note = (
            item.note._replace(text=without_comments(item.note.text))
            if item.note is not None and text
            else None
        )
        return item._replace(text=text, note=note)

    def _touched(self, first: int, end: int) -> bool:
        start, stop = self._starts[first], self._starts[min(end, len(self._starts) - 1)]
        return next(self._within(start, stop), None) is not None

    def _within(self, start: int, stop: int) -> Iterator[Hidden]:
        """What is hidden between two characters."""
        for n in range(bisect_right(self._ends, start), len(self._hidden)):
            if self._hidden[n].start >= stop:
                return
            yield self._hidden[n]

    def _left(self, first: int, end: int) -> list[str]:
        """What is left of lines."""
        lines = []
        for n in range(first, min(end, len(self._starts) - 1)):
            at, stop, left = self._starts[n], self._starts[n + 1] - 1, ""
            for each in self._within(at, stop + 1):
                left += self._text[at : max(at, each.start)]
                at = max(at, min(each.end, stop))
            lines.append(left + self._text[at:stop])
        return lines


def without_comments(text: str) -> str:
    """A text by itself, without its comments."""
    hidden = hidden_in(Meeting(Source(text)))
    left, at = "", 0
    for each in hidden:
        left += text[at : each.start]
        at = each.end
    return (left + text[at:]).strip()
