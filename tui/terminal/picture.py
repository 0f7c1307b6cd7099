"""What stands on the terminal, cell by cell, so that of each picture only the cells that changed are written.

Textual writes whole rows, or the parts of rows that a widget has, whatever changed in them: some kilobytes
for a letter. Over a slow line that is felt, and a screen reader may read out what it knows already.

A row with characters whose width terminals do not agree on (joined emoji, combining marks) is written as it
came, and is unknown afterwards. So is all of a picture in which something else than text stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final, NamedTuple

from rich.cells import get_character_cell_size

from tui.minutes.text.patterns import LazyPattern

_STEP: Final = re.compile(
    r"\x1b\[(?P<row>\d+);(?P<column>\d+)H"
    r"|\x1b\[(?P<style>[0-9;]*)m"
    r"|\x1b\]8;(?P<link>[^\x1b\x07]*)\x1b\\"
    r"|(?P<text>[^\x00-\x1f\x7f]+)"
    r"|(?P<line>\n)"
)

_NEAR: Final = 6
"""Cells that did not change between two that did, and are written with them: a move costs as much."""

_MOST_STYLES: Final = 10_000
"""Styles after which all is forgotten: links make one each."""

_UNKNOWN: Final = ""
_REST: Final = "\0"
"""The cells of a wide character behind its first."""


_BLANKS: Final = LazyPattern(r"\x1b\[([0-9;]*)m([^\x1b\n]*?)( {12,})(?=\x1b\[0m)")
_LONG: Final = LazyPattern(" {12,}")
_FLAT: Final = frozenset(
    {"", "0", "1", "2", "3", *map(str, range(30, 38)), "39", "49", *map(str, range(90, 98))}
)
"""Attributes that leave a blank blank: no background, no line, no reverse."""


def thinned(data: str) -> str:
    """The same picture in fewer bytes: long runs of blanks are erased (ECH) and stepped over (CUF)."""
    return _BLANKS.sub(_thin, data)


def _thin(found: re.Match[str]) -> str:
    attributes, text, blanks = found.groups()
    if not _is_flat(attributes):
        return found[0]
    start = f"\x1b[{attributes}m{text}" if text else "\x1b[0m"
    return start + _erased(len(blanks))


def _is_flat(attributes: str) -> bool:
    return set(attributes.split(";")) <= _FLAT


def _erased(cells: int) -> str:
    return f"\x1b[{cells}X\x1b[{cells}C"


class _Style(NamedTuple):
    attributes: str = ""
    link: str = ""


_BARE: Final = _Style()


class _Row(NamedTuple):
    cells: list[str]
    styles: list[_Style]

    def copy(self) -> _Row:
        return _Row(self.cells.copy(), self.styles.copy())


class Picture:
    """The cells last written, none known at first; `size` is the window's columns and rows."""

    def __init__(self, size: tuple[int, int]) -> None:
        self._width, self._height = size
        self._rows: dict[int, _Row] = {}
        self._cursor: tuple[int, int] | None = None
        self._styles: dict[_Style, _Style] = {_BARE: _BARE}

    def changes(self, data: str) -> str:
        """What is to be written for the picture that `data` draws; `data` itself where that is safer.

        `data` is what Textual writes at once: moves, text in attributes and links, no more.
        """
        if len(self._styles) > _MOST_STYLES:
            self._rows, self._cursor, self._styles = {}, None, {_BARE: _BARE}
        before = self._cursor
        old: dict[int, _Row] = {}
        try:
            odd = self._draw(data, old)
        except ValueError:
            self._rows, self._cursor = {}, None
            return thinned(data)
        if odd:
            for row in old:
                self._rows.pop(row, None)
            return thinned(data)
        written = self._changed(old)
        if not written and self._cursor == before:
            return ""
        row, column = self._cursor or (1, 1)
        return f"{written}\x1b[{row};{column}H"

    def _draw(self, data: str, old: dict[int, _Row]) -> bool:
        """Put what is drawn into the rows, those before into `old`; True where a width is not certain.

        Raises ValueError where it is no picture.
        """
        at, row, column, style, odd = 0, 0, 0, _BARE, False
        while at < len(data):
            found = _STEP.match(data, at)
            if found is None:
                raise ValueError("no picture")
            at = found.end()
            kind = found.lastgroup
            if kind == "column":
                row, column = int(found["row"]), int(found["column"])
            elif kind == "style":
                attributes = found["style"]
                style = self._kept(_Style("" if attributes == "0" else attributes, style.link))
            elif kind == "link":
                link = found["link"]
                style = self._kept(_Style(style.attributes, "" if link == ";" else link))
            elif kind == "text":
                if not row:
                    raise ValueError("text without a place")
                cells, certain = _cells(found["text"])
                odd |= not certain or column - 1 + len(cells) > self._width or row > self._height
                self._put(old, row, column - 1, cells, style)
                column += len(cells)
        self._cursor = (row, column) if not odd else None
        return odd

    def _kept(self, style: _Style) -> _Style:
        """The same object for the same style, so that lists of them compare quickly."""
        return self._styles.setdefault(style, style)

    def _put(self, old: dict[int, _Row], number: int, start: int, cells: list[str], style: _Style) -> None:
        row = self._rows.get(number)
        if row is None:
            row = self._rows[number] = _Row([_UNKNOWN] * self._width, [_BARE] * self._width)
        if number not in old:
            old[number] = row.copy()
        end = min(start + len(cells), self._width)
        row.cells[start:end] = cells[: end - start]
        row.styles[start:end] = [style] * (end - start)

    def _changed(self, old: dict[int, _Row]) -> str:
        parts: list[str] = []
        style = _BARE
        for number, was in old.items():
            now = self._rows[number]
            if now.cells == was.cells and now.styles == was.styles:
                continue
            for start, end in _spans(was, now):
                text, style = _written(now, start, end, style)
                parts.append(f"\x1b[{number};{start + 1}H{text}")
        return f"{''.join(parts)}\x1b[0m" if style.attributes else "".join(parts)


def _spans(was: _Row, now: _Row) -> Iterator[tuple[int, int]]:
    """Where two rows differ, whole characters, near ones as one."""
    start = end = -1
    for at in range(len(now.cells)):
        if now.cells[at] == was.cells[at] and now.styles[at] is was.styles[at]:
            continue
        left, right = _whole(was, now, at)
        if start >= 0 and left - end <= _NEAR and _UNKNOWN not in now.cells[end:left]:
            end = max(end, right)
            continue
        if start >= 0:
            yield start, end
        start, end = left, right
    if start >= 0:
        yield start, end


def _whole(was: _Row, now: _Row, at: int) -> tuple[int, int]:
    """A cell with what belongs to it: half of a wide character cannot be written, nor be left."""
    left, right, width = at, at + 1, len(now.cells)
    while left > 0 and _REST in (was.cells[left], now.cells[left]):
        left -= 1
    while right < width and _REST in (was.cells[right], now.cells[right]):
        right += 1
    return left, right


def _written(row: _Row, start: int, end: int, last: _Style) -> tuple[str, _Style]:
    """The cells from start to end, written where `last` is the style in force; and the style afterwards."""
    parts: list[str] = []
    while start < end:
        style, stop = row.styles[start], start + 1
        while stop < end and row.styles[stop] is style:
            stop += 1
        text = "".join(row.cells[start:stop]).replace(_REST, "")
        if _is_flat(style.attributes):
            text = _LONG.sub(lambda found: _erased(len(found[0])), text)
        text = _turned(last.attributes, style.attributes) + text
        parts.append(f"\x1b]8;{style.link}\x1b\\{text}\x1b]8;;\x1b\\" if style.link else text)
        start, last = stop, style
    return "".join(parts), last


@lru_cache(maxsize=4096)
def _turned(last: str, new: str) -> str:
    """What makes one style of another: the colors that changed, or all of it anew."""
    if last == new:
        return ""
    flags, *colors = _parts(last)
    new_flags, *new_colors = _parts(new)
    if flags != new_flags:
        return f"\x1b[0m\x1b[{new}m" if new else "\x1b[0m"
    pairs = zip(colors, new_colors, ("39", "49"), strict=True)
    return f"\x1b[{';'.join(color or none for was, color, none in pairs if was != color)}m"


def _parts(attributes: str) -> tuple[str, str, str]:
    """Flags, color and background of what Rich writes: flags first."""
    flags, color, background = [], "", ""
    codes = iter(attributes.split(";") if attributes else [])
    for first in codes:
        code, number = first, int(first)
        if number in {38, 48}:
            kind = next(codes)
            code = ";".join([first, kind, *(next(codes) for _ in range(3 if kind == "2" else 1))])
        if 30 <= number <= 39 or 90 <= number <= 97:
            color = code
        elif 40 <= number <= 49 or 100 <= number <= 107:
            background = code
        else:
            flags.append(code)
    return ";".join(flags), color, background


@lru_cache(maxsize=2048)
def _split(text: str) -> tuple[list[str], bool]:
    cells: list[str] = []
    certain = True
    for character in text:
        width = get_character_cell_size(character)
        certain &= width > 0 and not "\U0001f1e6" <= character <= "\U0001f1ff"
        cells += [character, *[_REST] * (width - 1)]
    return cells, certain


def _cells(text: str) -> tuple[list[str], bool]:
    """The cells that a text takes, and whether all terminals agree on that."""
    return (list(text), True) if text.isascii() else _split(text)
