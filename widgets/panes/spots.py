"""Spots in the text of the panes: what is between two of them, in reading order, as text to copy.

A spot is known by pane, item and row within the item, so that it stays where it is when rows above it turn
out to be more or fewer than guessed. Text goes from pane to pane, whatever stands beside each other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from rich.cells import get_character_cell_size
from textual.geometry import Offset

from tui.minutes.model import Item, ItemKind
from widgets.panes.item_lines import item_lines
from widgets.panes.pane import FRAME, Pane, title_line
from widgets.panes.pane_stack import PaneStack
from widgets.wrapping import Line

TITLE: Final = -1
"""The number that a pane's title has among its items."""

_ROWS: Final = 20  # bits for the row within an item
_ITEMS: Final = 24  # bits for the item
_LAST_ROW: Final = (1 << _ROWS) - 1
_UNBROKEN: Final = 10**7  # cells no line of minutes fills
_STIFF: Final = frozenset({ItemKind.CODE, ItemKind.HTML, ItemKind.TABLE, ItemKind.RULE})
"""Kinds whose rows are lines of their own."""

_BORDER: Final = "╭╮─ "
_QUOTED: Final = "▎ "
_WORD: Final = re.compile(r"\w+|\S")


class Spot(NamedTuple):
    """A place in the text, in reading order. `column` counts characters."""

    pane: int
    item: int
    row: int
    column: int

    @property
    def offset(self) -> Offset:
        """The spot as Textual's selection knows places; the second number only has to be in order."""
        return Offset(self.column, (((self.pane << _ITEMS) | (self.item + 1)) << _ROWS) | self.row)

    @classmethod
    def of(cls, offset: Offset) -> Spot:
        """The spot of an offset."""
        place, row = divmod(offset.y, 1 << _ROWS)
        pane, item = divmod(place, 1 << _ITEMS)
        return cls(pane, item - 1, row, offset.x)


class SpotRange(NamedTuple):
    """What stands from one spot to another; the first one is not behind the other."""

    start: Spot
    end: Spot

    @classmethod
    def between(cls, one: Spot, other: Spot) -> SpotRange:
        """The range between two spots in any order."""
        return cls(min(one, other), max(one, other))

    def columns(self, row: Spot) -> tuple[int, int | None] | None:
        """The characters of a row that are in the range; None for no end, or for a row out of it."""
        line, first, last = row[:3], self.start[:3], self.end[:3]
        if not first <= line <= last:
            return None
        return self.start.column if line == first else 0, self.end.column if line == last else None


def row_spot(pane: Pane, number: int, y: int) -> Spot:
    """Where the row at `y` of a pane, the stack's `number`-th, begins."""
    if pane.slim or y == 0:
        return Spot(number, TITLE, 0, 0)
    item = pane.item_at(y)
    if item is None:  # the lower border, the blank above it, or the words for an empty report
        return Spot(number, max(0, len(pane.section.items) - 1), _LAST_ROW, 0)
    return Spot(number, item, y - pane.top_of(item), 0)


def spot_at(stack: PaneStack, x: int, y: int) -> Spot | None:
    """The spot at a cell of the stack, or the one nearest to it; None where there are no panes."""
    if not stack.panes:
        return None
    if y >= stack.height:
        return Spot(len(stack.panes), TITLE, 0, 0)
    row = stack.row(max(0, y))
    for pane, inside in row:
        if x < pane.width or pane is row[-1][0]:
            start = row_spot(pane, stack.panes.number_of(pane.section.key) or 0, inside)
            title = start.item == TITLE
            text = _text(title_line(pane, current=False)) if title else _row_text(pane, start)
            return start._replace(column=_characters(text, x - (0 if title else FRAME)))
        x -= pane.width
    return None


def word_at(stack: PaneStack, spot: Spot) -> SpotRange | None:
    """The word around a spot."""
    if spot.item == TITLE or spot.pane >= len(stack.panes):
        return None
    for word in _WORD.finditer(_row_text(stack.panes[spot.pane], spot)):
        if word.start() <= spot.column < word.end():
            return SpotRange(spot._replace(column=word.start()), spot._replace(column=word.end()))
    return None


def item_at(stack: PaneStack, spot: Spot) -> SpotRange | None:
    """All of the item around a spot."""
    if spot.item == TITLE or spot.pane >= len(stack.panes):
        return None
    return SpotRange(Spot(spot.pane, spot.item, 0, 0), Spot(spot.pane, spot.item, _LAST_ROW, 0))


def text_of(stack: PaneStack, chosen: SpotRange) -> str:
    """The text of a range as it reads: lines that were wrapped are whole, borders are left out."""
    return "\n".join(_lines(stack, chosen))


def _lines(stack: PaneStack, chosen: SpotRange) -> Iterator[str]:
    last = min(chosen.end.pane, len(stack.panes) - 1)
    for number in range(chosen.start.pane, last + 1):
        pane = stack.panes[number]
        if (columns := chosen.columns(Spot(number, TITLE, 0, 0))) is not None:
            title = _text(title_line(pane, current=False))[slice(*columns)].strip(_BORDER)
            title = title.removeprefix("∅ ").removesuffix(",") if pane.shape.name is not None else title
            yield from ([""] if number > chosen.start.pane else [])
            yield from ([re.sub(r" ─+ ", "  ", title)] if title else [])
        for item in range(len(pane.section.items)):
            if chosen.start[:2] <= (number, item) <= chosen.end[:2]:
                text = _item_text(pane, number, item, chosen)
                yield from ([text] if text is not None else [])


def _item_text(pane: Pane, number: int, index: int, chosen: SpotRange) -> str | None:
    """What a range has of an item; None for nothing."""
    item = pane.item(index)
    rows = [_text(line) for line in pane.lines_of(index)]
    between = _breaks(item, rows)
    found: str | None = None
    for row, text in enumerate(rows):
        columns = chosen.columns(Spot(number, index, row, 0))
        if columns is None:
            continue
        part = text[slice(*columns)]
        if found is None:
            found = part if part.strip() or row else None
            continue
        joint = between[row - 1]
        found = found.rstrip() + joint + (part if joint == "\n" else part.removeprefix(_lead(text)))
    return found.rstrip() if found is not None else None


def _breaks(item: Item, rows: list[str]) -> list[str]:
    """What stands in the text where each row but the last ends: line feed, blank, or nothing in a word."""
    if item.kind in _STIFF:
        return ["\n"] * (len(rows) - 1)
    whole = "\n".join(_text(line) for line in item_lines(item, _UNBROKEN))
    found: list[str] = []
    at = 0
    for row in rows:
        body = row.strip() if at == 0 else row[len(_lead(row)) :].rstrip()
        place = whole.find(body, at) if body else at
        if not body or place < 0:
            found.append("\n")
            continue
        at = place + len(body)
        gap = whole[at : at + 1]
        blanks = len(whole) - at - len(whole[at:].lstrip(" "))
        found.append("\n" if "\n" in whole[at : at + blanks + 1] else " " if gap == " " else "")
    return found[:-1]


def _lead(row: str) -> str:
    """What a row that goes on with the one above begins with."""
    blanks = len(row) - len(row.lstrip(" "))
    quoted = row.startswith(_QUOTED, blanks)
    return row[: blanks + (len(_QUOTED) if quoted else 0)]


def _row_text(pane: Pane, spot: Spot) -> str:
    if spot.row == _LAST_ROW or not pane.section.items:
        return ""
    return _text(pane.lines_of(spot.item)[spot.row])


def _text(line: Line) -> str:
    return "".join(piece.text for piece in line)


def _characters(text: str, cells: int) -> int:
    """How many characters of a text stand left of a cell."""
    used = 0
    for number, character in enumerate(text):
        used += get_character_cell_size(character)
        if used > cells:
            return number
    return len(text)
