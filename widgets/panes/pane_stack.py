"""Panes above and beside each other: which sections are shown, where each begins, what is at a point."""

from __future__ import annotations

from bisect import bisect_right
from copy import copy
from functools import cached_property
from itertools import accumulate
from typing import Final, NamedTuple

from tui.minutes.model import Meeting
from tui.minutes.running.topic_rows import NO_TOPICS, Topics
from widgets.panes.grid import EVEN
from widgets.panes.pane import FRAME, GAP, Pane
from widgets.panes.pane_list import PaneLayout, PaneList
from widgets.places import Place
from widgets.wrapping import Piece, width_of

LOW: Final = 2
"""Rows in which there is no room for a title that stays."""

_LOOKS: Final = 20
"""Times a place is looked for while what is around it is laid out; two or three do."""


class Anchor(NamedTuple):
    """What stands at the upper edge: an item (by section, number and text) and rows of it scrolled away."""

    section: str
    item: int | None
    text: str
    skipped: int


class View(NamedTuple):
    """What is in view: what stands at the upper edge, and whether the cursor is to be seen."""

    anchor: Anchor | None
    has_cursor: bool


class PaneStack:
    """The panes of a meeting at one width. Rows of the stack are counted from 0.

    A pane is made when somebody looks at it. Of the others no more is known than a guess of their height.
    """

    def __init__(self, panes: PaneList) -> None:
        self.panes = panes
        self._bands, self._firsts = panes.grid.bands, panes.grid.firsts
        self._heights = panes.heights.copy()  # as far as is known
        self._tall = panes.grid.rows.copy()  # number of a band: rows, as far as is known

    @classmethod
    def of(
        cls, meeting: Meeting, layout: PaneLayout, topics: Topics = NO_TOPICS, before: PaneStack | None = None
    ) -> PaneStack:
        """The panes of a meeting, or of one section or topic of it.

        Panes of `before` whose section says the same are taken over with all that is laid out in them.
        """
        if before is not None and before.panes.layout == layout:
            again = before.again(meeting, topics)
            if again is not None:
                return again
        stack = cls(PaneList(meeting, layout, topics))
        if before is not None:
            stack.panes.take_over(before.panes)
            for number in stack.panes.made:
                stack._settle(number)
        return stack

    def again(self, meeting: Meeting, topics: Topics) -> PaneStack | None:
        """The same panes for another reading, looking only at what changed; None where they may be others."""
        if (panes := self.panes.again(meeting, topics)) is None:
            return None
        stack: PaneStack = copy(self)
        stack.panes = panes
        panes.take_over(self.panes)
        if changed := panes.changed_since(self.panes):
            stack._tall, stack._heights = self._tall.copy(), self._heights.copy()
            stack.__dict__.pop("_ends", None)
        for number in changed:
            stack._heights[number] = panes[number].height if number in panes.made else panes.guess(number)
        for band in dict.fromkeys(self._bands[number] for number in changed):
            stack._tall[band] = stack._tall_of(band)
        return stack

    def _tall_of(self, band: int) -> int:
        return self.panes.grid.tall(band, self._heights)

    def _pane(self, number: int) -> Pane:
        if (known := self.panes.made.get(number)) is not None:
            return known
        pane = self.panes[number]
        self._settle(number)
        return pane

    def _settle(self, number: int) -> None:
        """Take note of how high a pane is now."""
        height = self.panes.made[number].height
        if height == self._heights[number]:
            return
        self._heights[number] = height
        band = self._bands[number]
        if (tall := self._tall_of(band)) != self._tall[band]:
            self._tall[band] = tall
            self.__dict__.pop("_ends", None)

    @property
    def height(self) -> int:
        """All rows, as far as is known."""
        return self._ends[-1] if self._firsts else 0

    def realise(self, top: int, bottom: int) -> None:
        """Make exact what stands in the rows `top` to `bottom`."""
        band = self._band_at(top)
        while band < len(self._firsts) and (start := self._start(band)) < bottom:
            for stack in self.panes.grid.stacks(band):
                at = start
                for number in stack:
                    if at < bottom and at + self._heights[number] > top:
                        self._pane(number).realise(top - at, bottom - at)
                        self._settle(number)
                    at += self._heights[number]
            if start + self._tall[band] > top or band + 1 == len(self._firsts):
                band += 1
            else:
                band = self._band_at(top)  # it was guessed to be higher than it is: look further

    def row(self, y: int) -> list[tuple[Pane, int]]:
        """The panes drawn in a row and the row of each; none below the last pane."""
        return self.rows(y, y + 1)[0]

    def rows(self, top: int, bottom: int) -> list[list[tuple[Pane, int]]]:
        """The panes drawn in each of the rows `top` to `bottom`, and the row of each."""
        found: list[list[tuple[Pane, int]]] = [[] for _ in range(top, bottom)]
        band = self._band_at(top)
        while band < len(self._firsts) and (start := self._start(band)) < bottom:
            end = start + self._tall[band]
            for stack in self.panes.grid.stacks(band):
                at, last = start, stack[-1]
                for number in stack:
                    known = self._heights[number]
                    first, until = max(top, at), min(bottom, end if number == last else at + known)
                    if first < until:
                        pane = self._pane(number)
                        if self._heights[number] != known:
                            return self.rows(top, bottom)  # it was guessed to be higher or lower than it is
                        stretches = number == last and end - at <= known + EVEN
                        drawn = pane.rows_in(first - at, until - at, end - at if stretches else known)
                        for y, row in enumerate(drawn, first - top):
                            found[y].append((pane, row))
                    at += known
            band += 1
        return found

    def rows_of(self, place: Place) -> tuple[int, int] | None:
        """The first row of a place and its height; a border that an item touches counts with it."""
        if (number := self.panes.number_of(place.section)) is None:
            return None
        pane = self._pane(number)
        if place.item is None or place.item >= len(pane.section.items):
            return self._top(number), pane.height
        height = pane.height_of(place.item)
        self._settle(number)
        top = pane.top_of(place.item)
        first, last = place.item == 0, place.item == len(pane.section.items) - 1
        return self._top(number) + (0 if first else top), height + int(first) + int(last)

    def edge_for(self, place: Place, edge: int, view: int, *, top: bool, above: int = 0) -> int:
        """The row to be at the upper edge so that a place is in `view` rows; `edge` is there now.

        At the `top`, below some rows, else moved as little as shows it. Laying out what comes into view may
        move the place: it is looked for until it stays. The title of a pane that is cut covers a row.
        """
        cover = 1 if place.item and view > LOW else 0
        above = max(above, cover)
        for _ in range(_LOOKS):
            found, height = self.rows_of(place), self.height
            if found is None:
                return edge
            if top or found[0] < edge + cover or found[1] > view - cover:
                edge = max(0, found[0] - above)
            elif sum(found) > edge + view:
                edge = sum(found) - view
            edge = min(edge, max(0, height - view))
            self.realise(edge, edge + view)
            if (self.rows_of(place), self.height) == (found, height):
                break
        return edge

    def title_row(self, pane: Pane, row: int) -> int:
        """The row of a pane that is drawn at the upper edge instead of one: its title, where more is seen."""
        return 0 if GAP != row < pane.height - 1 else row

    def is_cut(self, y: int) -> bool:
        """True where the title of a pane is above a row, and more of it below."""
        return any(row and self.title_row(pane, row) == 0 for pane, row in self.row(y))

    def columns_of(self, place: Place) -> tuple[int, int]:
        """Where the pane of a place begins, and how wide it is; that of a name is the line it stands in."""
        number = self.panes.number_of(place.section)
        if number in self.panes.names:
            return 0, self.panes.width
        return (self.panes.left_of(number), self.panes.width_of(number)) if number is not None else (0, 0)

    def beside(self, place: Place, direction: int) -> Place | None:
        """The place right (1) or left (-1) of another, in the row it begins in; None where no pane is."""
        here, found = self.panes.number_of(place.section), self.rows_of(place)
        if here is None or found is None:
            return None
        column, y = self.panes.column[here] + direction, found[0] + (place.item in (None, 0))
        stacks = self.panes.grid.stacks(self._bands[here])
        if not 0 <= column < len(stacks):
            return None
        tops = [self._top(number) for number in stacks[column]]
        at = max(0, bisect_right(tops, y) - 1)
        pane = self._pane(stacks[column][at])
        if not pane.section.items:
            return Place(pane.section.key)
        return Place(pane.section.key, pane.item_at(min(max(1, y - tops[at]), pane.height - 2)))

    def place_at(self, y: int, column: int = 0) -> Place | None:
        """The place drawn in a row and column of panes, or the first one below it."""
        while row := self.row(y):
            pane, inside = row[min(column, len(row) - 1)]
            item = pane.item_at(inside)
            if item is not None or not pane.section.items:
                return Place(pane.section.key, item)
            y += 1
        return self.panes.last

    def anchor(self, y: int) -> Anchor | None:
        """What stands at row `y`, so that it can be found again in another stack."""
        for pane, row in self.row(y):
            if row == GAP:
                continue
            item = pane.item_at(row)
            if item is None:
                return Anchor(pane.section.key, None, "", row)
            return Anchor(pane.section.key, item, pane.section.items[item].text, row - pane.top_of(item))
        return None

    def view(self, y: int, height: int, place: Place) -> View:
        """What is in view in `height` rows from row `y` on; the cursor is at the place."""
        found = self.rows_of(place)
        return View(self.anchor(y), found is not None and 0 <= found[0] - y < height)

    def offset_of(self, anchor: Anchor) -> int:
        """The row where an anchor stands now; 0 where its section is gone."""
        if (number := self.panes.number_of(anchor.section)) is None:
            return 0
        pane = self._pane(number)
        if anchor.item is None:
            return self._top(number) + anchor.skipped
        item = _nearest(pane, anchor.text, anchor.item)
        return self._top(number) + (pane.top_of(item) + anchor.skipped if item is not None else 0)

    def hit(self, x: int, y: int) -> tuple[Place, Piece | None] | None:
        """What is drawn at a point: the place, and the piece of text."""
        for pane, row in self.row(y):
            if x >= pane.width:
                x -= pane.width
                continue
            if row == GAP:
                return None
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

    @cached_property
    def _ends(self) -> list[int]:
        """Where each ends, in rows; forgotten when one becomes higher or lower."""
        return list(accumulate(self._tall))

    def _start(self, band: int) -> int:
        return self._ends[band - 1] if band else 0

    def _top(self, number: int) -> int:
        """The first row of a pane."""
        over = self.panes.grid.over(number)
        return self._start(self._bands[number]) + sum(self._heights[each] for each in over)

    def _band_at(self, y: int) -> int:
        return bisect_right(self._ends, y)


def _nearest(pane: Pane, text: str, number: int) -> int | None:
    """The item with a text that is nearest to where it was."""
    items = pane.section.items
    for distance in range(max(number, len(items) - number) + 1):
        for index in (number - distance, number + distance):
            if 0 <= index < len(items) and items[index].text == text:
                return index
    return None
