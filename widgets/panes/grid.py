"""Panes in columns that are filled by height: the next pane stands below the shortest column.

So low panes stand below each other beside a high one, and no pane begins above one that comes before it: who
goes on in the order of the file goes to the right or down. Where the columns of some panes end at nearly the
same row they begin anew; the panes between two such rows are a band.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

EVEN: Final = 2
"""Rows by which columns may differ where they begin anew; the shorter ones are stretched by them."""

FEW: Final = 8
"""Panes in a band before it ends where its columns do: a height that was guessed wrong leaves a gap there."""

MOST: Final = 24
"""Panes in a band, however its columns end: what is in view is found among them."""


class Grid:
    """Which band and column each pane stands in, by number; a band has panes in its column 0."""

    def __init__(self, columns: int) -> None:
        self.columns = columns
        """How many there may be beside each other."""
        self.column: list[int] = []
        """Which one a pane is in, from the left."""
        self.bands: list[int] = []
        """Number of a pane: of the band of rows that it is in."""
        self.firsts: list[int] = []
        """Number of a band: of its first pane."""
        self.rows: list[int] = []
        """Number of a band: how high it is by the heights that were given."""
        self._tall = [0] * columns  # rows that each column of the last band has
        self._open = False
        self._stacks: dict[int, list[list[int]]] = {}

    def add(self, column: int | None, height: int) -> None:
        """Put the next pane into a column, of which 0 begins a band; without one where there is room."""
        if column is None:
            self._fill(height)
            return
        self._open = False
        self._put(column, begins=not column)
        self.rows[-1] = max(self.rows[-1], height)

    def _fill(self, height: int) -> None:
        begins = not self._open
        if begins:
            self._tall = [0] * self.columns
        column = min(range(self.columns), key=self._tall.__getitem__)
        self._put(column, begins=begins)
        self._tall[column] += height
        self.rows[-1] = max(self._tall)
        uneven = max(self._tall) - min(self._tall) > EVEN
        self._open = len(self.column) - self.firsts[-1] < (MOST if uneven else FEW)

    def _put(self, column: int, *, begins: bool) -> None:
        if begins:
            self.firsts.append(len(self.column))
            self.rows.append(0)
        self.column.append(column)
        self.bands.append(len(self.firsts) - 1)

    def band(self, band: int) -> range:
        """The panes of a band."""
        end = self.firsts[band + 1] if band + 1 < len(self.firsts) else len(self.column)
        return range(self.firsts[band], end)

    def stacks(self, band: int) -> list[list[int]]:
        """The panes of a band, column by column, each from the top; asked when all panes have their place."""
        if (known := self._stacks.get(band)) is None:
            panes = self.band(band)
            known = [[] for _ in range(max(self.column[number] for number in panes) + 1)]
            for number in panes:
                known[self.column[number]].append(number)
            self._stacks[band] = known
        return known

    def over(self, number: int) -> list[int]:
        """The panes above another one in its column of its band, from the top."""
        stack = self.stacks(self.bands[number])[self.column[number]]
        return stack[: stack.index(number)]

    def tall(self, band: int, heights: Sequence[int]) -> int:
        """The rows of a band, by those of all panes."""
        return max(sum(heights[number] for number in stack) for stack in self.stacks(band))

    def below(self, number: int, column: int) -> int | None:
        """The pane below another one in its column, else in a column of the next band; None for none."""
        band = self.bands[number]
        stack = self.stacks(band)[self.column[number]]
        if number != stack[-1]:
            return stack[stack.index(number) + 1]
        return self._in_column(band + 1, column)[0] if band + 1 < len(self.firsts) else None

    def above(self, number: int, column: int) -> int | None:
        """The pane above another one in its column, else in a column of the band before; None for none."""
        if over := self.over(number):
            return over[-1]
        band = self.bands[number] - 1
        return self._in_column(band, column)[-1] if band >= 0 else None

    def _in_column(self, band: int, column: int) -> list[int]:
        """The panes of a band in a column, or in its last one where there are fewer."""
        stacks = self.stacks(band)
        return stacks[min(column, len(stacks) - 1)]
