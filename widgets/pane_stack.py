"""Panes above and beside each other: which sections are shown, where each begins, what is at a point."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import Final

from tui.minutes.model import Meeting, SectionKind
from widgets.flow import Piece, width_of
from widgets.pane import FRAME, Pane
from widgets.places import Place

TWO_COLUMNS_FROM: Final = 112  # cells of the widget: a terminal of 160 columns less the agenda


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
        bare_title = section.kind is SectionKind.TITLE and not section.items
        if not bare_title or len(meeting.sections) == 1:
            yield index


def labels(meeting: Meeting) -> list[str]:
    """Each section's name with those of the groups it is in; the topmost container goes without saying."""
    found: list[str] = []
    inner: list[str] = []  # what a section's label adds to those of its subsections
    for section in meeting.sections:
        name = section.name or "(no heading)"
        parent = section.parent
        if parent is None or meeting.sections[parent].kind is SectionKind.TITLE:
            found.append(section.title or name if section.kind is SectionKind.TITLE else name)
            inner.append("")
        else:
            found.append(f"{inner[parent]} · {name}" if inner[parent] else name)
            inner.append(found[-1])
    return found


class PaneStack:
    """The panes of a meeting at one width. Rows of the stack are counted from 0."""

    def __init__(self) -> None:
        self.panes: list[Pane] = []
        self._beside: list[list[int]] = []  # numbers of the panes that share a band of rows
        self._band_of: dict[str, tuple[int, int]] = {}  # section key: number of pane, number of band
        self._ends: list[int] | None = None

    @classmethod
    def of(
        cls, meeting: Meeting, width: int, only: str | None = None, before: PaneStack | None = None
    ) -> PaneStack:
        """The panes of a meeting, or of one section of it, `width` cells wide.

        Panes of `before` whose section was not read anew are taken over with all that is laid out in them.
        """
        stack = cls()
        names = labels(meeting)
        known = before.pane_of if before is not None else {}
        double = width >= TWO_COLUMNS_FROM and only is None
        half = width // 2
        for index in shown_sections(meeting):
            section = meeting.sections[index]
            if only is not None and section.key != only:
                continue
            slim = not section.items and index in meeting.children and only is None
            wide = slim or not double or section.kind is not SectionKind.TEAM
            pane = known.get(section.key)
            shape = (names[index], width if wide else half, slim)
            if pane is None or pane.section is not section or (pane.label, pane.width, pane.slim) != shape:
                pane = Pane(section, shape[0], shape[1], slim=slim)
            stack._add(pane, wide)
        return stack

    def _add(self, pane: Pane, wide: bool) -> None:
        number = len(self.panes)
        self.panes.append(pane)
        last = self._beside[-1] if self._beside else []
        if (
            not wide
            and len(last) == 1
            and not self.panes[last[0]].slim
            and self.panes[last[0]].width == pane.width
        ):
            last.append(number)
        else:
            self._beside.append([number])
        self._band_of[pane.section.key] = (number, len(self._beside) - 1)

    @property
    def pane_of(self) -> dict[str, Pane]:
        """The panes by the key of their section."""
        return {pane.section.key: pane for pane in self.panes}

    @property
    def height(self) -> int:
        """All rows, as far as is known."""
        return self._offsets()[-1] if self._beside else 0

    @cached_property
    def stops(self) -> list[Place]:
        """Where the cursor can stand, in order: every item, and every pane that has none."""
        found: list[Place] = []
        for pane in self.panes:
            key = pane.section.key
            found += [Place(key, item) for item in range(len(pane.section.items))] or [Place(key)]
        return found

    @cached_property
    def _first_stop(self) -> dict[str, int]:
        found: dict[str, int] = {}
        for number, stop in enumerate(self.stops):
            found.setdefault(stop.section, number)
        return found

    def stop_of(self, place: Place) -> int:
        """The number of the stop at a place; just before the first item for a section itself."""
        first = self._first_stop.get(place.section, -1)
        if place.item is None:
            return first - 1 if first >= 0 and self.stops[first].item is not None else first
        return first + place.item

    def realise(self, top: int, bottom: int) -> None:
        """Make exact what stands in the rows `top` to `bottom`."""
        band = self._band_at(top)
        while band < len(self._beside) and (start := self._start(band)) < bottom:
            for number in self._beside[band]:
                pane = self.panes[number]
                before = pane.height
                pane.realise(top - start, bottom - start)
                if pane.height != before:
                    self._ends = None
            band += 1

    def row(self, y: int) -> list[tuple[Pane, int]]:
        """The panes drawn in a row and the row of each; none below the last pane."""
        if not 0 <= y < self.height:
            return []
        band = self._band_at(y)
        start = self._start(band)
        panes = [self.panes[number] for number in self._beside[band]]
        tallest = max(pane.height for pane in panes)
        return [(pane, pane.row_in(y - start, tallest)) for pane in panes]

    def rows_of(self, place: Place) -> tuple[int, int] | None:
        """The first row of a place and its height; a border that an item touches counts with it."""
        if (found := self._band_of.get(place.section)) is None:
            return None
        number, band = found
        pane, start = self.panes[number], self._start(band)
        if place.item is None or place.item >= len(pane.section.items):
            return start, pane.height
        before = pane.height
        pane.height_of(place.item)
        if pane.height != before:
            self._ends = None
            start = self._start(band)
        top = pane.top_of(place.item)
        first, last = place.item == 0, place.item == len(pane.section.items) - 1
        return start + (0 if first else top), pane.height_of(place.item) + int(first) + int(last)

    def width_of(self, place: Place) -> int:
        """How wide the pane of a place is drawn."""
        return self.panes[self._band_of[place.section][0]].width

    def place_at(self, y: int) -> Place | None:
        """The place drawn in a row, or the first one below it."""
        while row := self.row(y):
            pane, inside = row[0]
            item = pane.item_at(inside)
            if item is not None or not pane.section.items:
                return Place(pane.section.key, item)
            y += 1
        return self.stops[-1] if self.stops else None

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
        if (found := self._band_of.get(anchor.section)) is None:
            return 0
        number, band = found
        pane = self.panes[number]
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
            heights = (max(self.panes[number].height for number in band) for band in self._beside)
            self._ends = list(accumulate(heights))
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
