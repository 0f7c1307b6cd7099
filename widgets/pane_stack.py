"""Panes above and beside each other: which sections are shown, where each begins, what is at a point."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate
from typing import Final

from tui.minutes.model import Meeting, Section, SectionKind
from tui.minutes.source import Source
from widgets.flow import Piece, width_of
from widgets.pane import FRAME, Pane
from widgets.places import Place

TWO_COLUMNS_FROM: Final = 112  # cells of the widget: a terminal of 160 columns less the agenda


NO_MEETING: Final = Meeting(Source())


@dataclass(frozen=True, slots=True)
class Anchor:
    """What stands at the upper edge: an item (by section, number and text) and rows of it scrolled away."""

    section: str
    item: int | None
    text: str
    skipped: int


def shown_sections(meeting: Meeting) -> Iterator[int]:
    """The sections that have a pane: all but a title that is nothing but the title."""
    for index, section in enumerate(meeting.sections):
        bare_title = section.kind is SectionKind.TITLE and section.blank
        if not bare_title or len(meeting.sections) == 1:
            yield index


def label_of(meeting: Meeting, index: int) -> str:
    """A section's name with those of the groups it is in; the topmost container goes without saying."""
    section = meeting.sections[index]
    names = [_name(section)]
    parent = section.parent
    if section.kind is SectionKind.TITLE and _is_top(meeting, section):
        return section.title or names[0]
    while parent is not None and not _is_top(meeting, section):
        section = meeting.sections[parent]
        parent = section.parent
        if not _is_top(meeting, section):
            names.append(_name(section))
    return " · ".join(reversed(names))


def _name(section: Section) -> str:
    return section.name or "(no heading)"


def _is_top(meeting: Meeting, section: Section) -> bool:
    return section.parent is None or meeting.sections[section.parent].kind is SectionKind.TITLE


class PaneStack:
    """The panes of a meeting at one width. Rows of the stack are counted from 0.

    A pane is made when somebody looks at it. Of the others no more is known than a guess of their height.
    """

    def __init__(self) -> None:
        self.meeting = NO_MEETING
        self.width = 0
        self._only: str | None = None
        self._sections: list[int] = []  # number of a pane: index of its section
        self._slim: list[bool] = []
        self._wide: list[bool] = []
        self._bands: list[int] = []  # number of a pane: of the band of rows that it shares with another
        self._firsts: list[int] = []  # number of a band: of its first pane
        self._tall: list[int] = []  # number of a band: rows, as far as is known
        self._made: dict[int, Pane] = {}
        self._ends: list[int] | None = None

    @classmethod
    def of(
        cls, meeting: Meeting, width: int, only: str | None = None, before: PaneStack | None = None
    ) -> PaneStack:
        """The panes of a meeting, or of one section of it, `width` cells wide.

        Panes of `before` whose section says the same are taken over with all that is laid out in them.
        """
        stack = cls()
        stack.meeting, stack.width, stack._only = meeting, width, only
        double = width >= TWO_COLUMNS_FROM and only is None
        sections, children = meeting.sections, meeting.children
        for index in shown_sections(meeting):
            section = sections[index]
            if only is not None and section.key != only:
                continue
            slim = only is None and index in children and section.blank
            stack._add(index, slim, slim or not double or section.kind is not SectionKind.TEAM)
        stack._guess()
        if before is not None:
            stack._take_over(before)
        return stack

    def _add(self, index: int, slim: bool, wide: bool) -> None:
        number = len(self._sections)
        self._sections.append(index)
        self._slim.append(slim)
        self._wide.append(wide)
        alone = wide or not number or self._wide[-2] or self._firsts[-1] != number - 1
        if alone:
            self._firsts.append(number)
        self._bands.append(len(self._firsts) - 1)

    def _guess(self) -> None:
        """How high the panes may be, from the lines that their sections have in the file."""
        sections = self.meeting.sections
        heights = [
            1 if slim else max(1, len(sections[index].body) - 1) + 2  # its last line is mostly blank
            for index, slim in zip(self._sections, self._slim, strict=True)
        ]
        if len(self._firsts) == len(heights):
            self._tall = heights
        else:
            self._tall = [
                max(heights[number] for number in self._in_band(n)) for n in range(len(self._firsts))
            ]

    def _take_over(self, before: PaneStack) -> None:
        for pane in before._made.values():
            mine = self._number_of(pane.section.key)
            if mine is None:
                continue
            section = self.meeting.sections[self._sections[mine]]
            shape = label_of(self.meeting, self._sections[mine]), self._width(mine), self._slim[mine]
            if (pane.label, pane.width, pane.slim) == shape and pane.shows(section):
                pane.section = section
                self._made[mine] = pane
                self._settle(mine)

    @property
    def count(self) -> int:
        """How many panes there are."""
        return len(self._sections)

    @property
    def made(self) -> int:
        """How many of them somebody has looked at."""
        return len(self._made)

    def _pane(self, number: int) -> Pane:
        pane = self._made.get(number)
        if pane is None:
            index = self._sections[number]
            label = label_of(self.meeting, index)
            section = self.meeting.sections[index]
            pane = self._made[number] = Pane(section, label, self._width(number), slim=self._slim[number])
            self._settle(number)
        return pane

    def _width(self, number: int) -> int:
        return self.width if self._wide[number] else self.width // 2

    def _in_band(self, band: int) -> range:
        """The numbers of the panes that share a band of rows."""
        end = self._firsts[band + 1] if band + 1 < len(self._firsts) else len(self._sections)
        return range(self._firsts[band], end)

    def _number_of(self, key: str) -> int | None:
        index = self.meeting.by_key.get(key)
        if index is None:
            return None
        number = bisect_left(self._sections, index)
        return number if number < len(self._sections) and self._sections[number] == index else None

    def _settle(self, number: int) -> None:
        """Take note of how high a pane is now."""
        band = self._bands[number]
        known = [self._made[each].height for each in self._in_band(band) if each in self._made]
        unknown = len(known) < len(self._in_band(band))
        tall = max(*known, self._tall[band]) if unknown else max(known)
        if tall != self._tall[band]:
            self._tall[band] = tall
            self._ends = None

    @property
    def height(self) -> int:
        """All rows, as far as is known."""
        return self._offsets()[-1] if self._firsts else 0

    @property
    def first(self) -> Place | None:
        """The first place where the cursor can stand."""
        return self._stop(0, 0) if self._sections else None

    @property
    def last(self) -> Place | None:
        """The last place where the cursor can stand."""
        return self._stop(len(self._sections) - 1, -1) if self._sections else None

    def _section(self, number: int) -> Section:
        return self.meeting.sections[self._sections[number]]

    def _stop(self, number: int, item: int) -> Place:
        """The place of an item, counted from the end where it is negative; of the pane where it has none."""
        section = self._section(number)
        count = len(section.items)
        return Place(section.key, item % count if count else None)

    def step(self, place: Place, steps: int) -> Place | None:
        """The place so many stops further: every item is one, and every pane without any. None for no such.

        A section itself is just before its first item.
        """
        number = self._number_of(place.section)
        if number is None:
            return self.first
        count = len(self._section(number).items)
        at = place.item if place.item is not None else -1 if count else 0
        at += steps
        while at >= (stops := max(1, len(self._section(number).items))):
            at -= stops
            number += 1
            if number == len(self._sections):
                return None
        while at < 0:
            number -= 1
            if number < 0:
                return None
            at += max(1, len(self._section(number).items))
        return self._stop(number, at)

    def realise(self, top: int, bottom: int) -> None:
        """Make exact what stands in the rows `top` to `bottom`."""
        band = self._band_at(top)
        while band < len(self._firsts) and (start := self._start(band)) < bottom:
            for number in self._in_band(band):
                self._pane(number).realise(top - start, bottom - start)
                self._settle(number)
            if self._start(band) + self._tall[band] > top or band + 1 == len(self._firsts):
                band += 1
            else:
                band = self._band_at(top)  # it was guessed to be higher than it is: look further

    def row(self, y: int) -> list[tuple[Pane, int]]:
        """The panes drawn in a row and the row of each; none below the last pane."""
        if not 0 <= y < self.height:
            return []
        band = self._band_at(y)
        panes = [self._pane(number) for number in self._in_band(band)]
        if y >= self._start(band) + self._tall[band]:
            return self.row(y)  # it was guessed to be higher than it is
        return [(pane, pane.row_in(y - self._start(band), self._tall[band])) for pane in panes]

    def rows_of(self, place: Place) -> tuple[int, int] | None:
        """The first row of a place and its height; a border that an item touches counts with it."""
        if (number := self._number_of(place.section)) is None:
            return None
        pane, band = self._pane(number), self._bands[number]
        if place.item is None or place.item >= len(pane.section.items):
            return self._start(band), pane.height
        height = pane.height_of(place.item)
        self._settle(number)
        top = pane.top_of(place.item)
        first, last = place.item == 0, place.item == len(pane.section.items) - 1
        return self._start(band) + (0 if first else top), height + int(first) + int(last)

    def width_of(self, place: Place) -> int:
        """How wide the pane of a place is drawn."""
        number = self._number_of(place.section)
        return self._width(number) if number is not None else 0

    def place_at(self, y: int) -> Place | None:
        """The place drawn in a row, or the first one below it."""
        while row := self.row(y):
            pane, inside = row[0]
            item = pane.item_at(inside)
            if item is not None or not pane.section.items:
                return Place(pane.section.key, item)
            y += 1
        return self.last

    def anchor(self, y: int) -> Anchor | None:
        """What stands at row `y`, so that it can be found again in another stack."""
        for pane, row in self.row(y)[:1]:
            item = pane.item_at(row)
            if item is None:
                return Anchor(pane.section.key, None, "", row)
            return Anchor(pane.section.key, item, pane.section.items[item].text, row - pane.top_of(item))
        return None

    def offset_of(self, anchor: Anchor) -> int:
        """The row where an anchor stands now; 0 where its section is gone."""
        if (number := self._number_of(anchor.section)) is None:
            return 0
        pane, band = self._pane(number), self._bands[number]
        if anchor.item is None:
            return self._start(band) + anchor.skipped
        item = _nearest(pane, anchor.text, anchor.item)
        return self._start(band) + (pane.top_of(item) + anchor.skipped if item is not None else 0)

    def hit(self, x: int, y: int) -> tuple[Place, Piece | None] | None:
        """What is drawn at a point: the place, and the piece of text."""
        for pane, row in self.row(y):
            if x >= pane.width:
                x -= pane.width
                continue
            item = pane.item_at(row)
            if item is None:
                return Place(pane.section.key), None
            column = FRAME
            for piece in pane.row(row).line:
                column += width_of((piece,))
                if x < column:
                    return Place(pane.section.key, item), piece if x >= FRAME else None
            return Place(pane.section.key, item), None
        return None

    def _offsets(self) -> list[int]:
        if self._ends is None:
            self._ends = list(accumulate(self._tall))
        return self._ends

    def _start(self, band: int) -> int:
        return self._offsets()[band - 1] if band else 0

    def _band_at(self, y: int) -> int:
        return bisect_right(self._offsets(), y)


def _nearest(pane: Pane, text: str, number: int) -> int | None:
    """The item with a text that is nearest to where it was."""
    items = pane.section.items
    for distance in range(max(number, len(items) - number) + 1):
        for index in (number - distance, number + distance):
            if 0 <= index < len(items) and items[index].text == text:
                return index
    return None
