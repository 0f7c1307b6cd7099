"""The blocks of a text that is only paragraphs, plain lists and plain tables, found line by line.

That is what most bodies of minutes are, and a parser made for all of Markdown takes several times as long
for them. What begins in any other way, or may, is left to that one (`blocks`); where something is found
here, it is what that one finds.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from tui.minutes.model import ItemKind
from tui.minutes.reading.blocks import CODE_INDENT, DEFINES, Block, BlockWalk, parse_unlinked
from tui.minutes.text.patterns import LazyPattern

_ODD: Final = LazyPattern(r"[^\S \n]|\x00")  # white space that is not plain, and what is no text
_LINE: Final = LazyPattern(
    r"(?P<indent> *)(?:(?P<marker>[-*+]|[0-9]{1,9}[.)])(?P<gap> {1,4}))?"
    r"(?P<text>(?:[^\s!-/:-@\[-`{-~0-9]|[!\"$-')(,./;?@\[\\\]^{}]"  # not with what begins other blocks
    r"|\*{1,2}[^\W_]|_{1,2}[^\W_]|`{1,2}[^\s`]|~~[^\W_]|--[ ]?[^\W_]"  # emphasis, code, struck, a reply
    r"|[0-9]+(?:[^\s0-9.)]|[.)]\S|\Z))"
    r".*)"
)
"""A line of a paragraph or the first one of an item."""

_HEAD: Final = LazyPattern(r"\|(?:[^|\\`]+\|)+")
_DELIMITER: Final = LazyPattern(r"\|(?: *:?-+:? *\|)+")
_MOST_CELLS: Final = 60_000  # of a plain table; a larger one ends where the parser has added so many itself

_DEEPEST: Final = 20  # items in each other


def body_blocks(text: str) -> list[Block]:
    """The items of a body without headings, its text as the parser gets it."""
    found = plain_blocks(text)
    if found is None:
        found = [block for block in parse_unlinked(text, {})[0] if isinstance(block, Block)]
    return found


def plain_blocks(text: str) -> list[Block] | None:
    """The items of a text as the parser gets it; None where more than these blocks may be in it."""
    if DEFINES in text or _ODD.search(text) is not None:
        return None
    found = _Lines(text)
    lines = text.split("\n")
    number = 0
    while number < len(lines):
        line = lines[number]
        match = _LINE.match(line)
        if match is not None:
            if not found.take(number, *match.groups()):
                return None
        elif line.startswith("|"):
            end = _table_end(lines, number)
            if end is None or not found.take_table(number, end):
                return None
            number = end - 1
        elif line.strip(" "):
            return None
        else:
            found.end_paragraph(number)
        number += 1
    return found.end(len(lines))


def _table_end(lines: Sequence[str], start: int) -> int | None:
    """The line behind a table with a border at every row's start; None where it may end in another way."""
    head, delimiter = lines[start], lines[start + 1] if start + 1 < len(lines) else ""
    is_head = _HEAD.fullmatch(head) is not None and _DELIMITER.fullmatch(delimiter) is not None
    if not is_head or head.count("|") != delimiter.count("|"):
        return None
    end = start + 2
    while end < len(lines) and lines[end].startswith("|"):
        end += 1
    ends = end == len(lines) or not lines[end].strip(" ")
    return end if ends and (end - start) * head.count("|") < _MOST_CELLS else None


class _Lines:
    """What the lines so far make."""

    def __init__(self, text: str) -> None:
        self._walk = BlockWalk(text)
        self._columns: list[int] = []  # where the text of the open items begins
        self._paragraph: list[str] = []  # the lines of the one that goes on
        self._start = 0

    def take(self, number: int, indent: str, marker: str | None, gap: str, text: str) -> bool:
        """Take a line that is not blank; False where it may be something else than it seems."""
        goes_on = bool(self._paragraph)
        if marker is None and goes_on:
            self._paragraph.append(text)
            return True
        if goes_on:
            self.end_paragraph(number)
        column, columns, depth = len(indent), self._columns, len(self._columns)
        self._leave(column)
        nested = depth == len(columns)  # the line is not to the left of the open item's text
        if column - (columns[-1] if columns else 0) >= CODE_INDENT:
            return False
        self._paragraph, self._start = [text], number
        if marker is None:
            return True
        kind = ItemKind.BULLET
        if len(marker) > 1:
            kind = ItemKind.ORDERED
            if goes_on and nested and marker[:-1] != "1":
                return False  # only a list that begins with 1 ends a paragraph
        self._walk.enter(Block(kind, number, len(columns), number + 1, number, marker=marker))
        columns.append(column + len(marker) + len(gap))
        return len(columns) <= _DEEPEST

    def take_table(self, start: int, end: int) -> bool:
        """Take the lines of a table at the top; False where they may go on with a paragraph."""
        if self._paragraph:
            return False
        self._leave(0)
        self._walk.leaf(ItemKind.TABLE, start, end)
        return True

    def end_paragraph(self, number: int) -> None:
        """The paragraph that goes on, if any, ends before a line."""
        if self._paragraph:
            self._walk.paragraph("\n".join(self._paragraph).rstrip(), self._start, number)
            self._paragraph = []

    def end(self, number: int) -> list[Block]:
        """The text ends before a line."""
        self.end_paragraph(number)
        self._leave(0)
        return [block for block in self._walk.found if isinstance(block, Block)]

    def _leave(self, column: int) -> None:
        """The items end whose text begins to the right of a column."""
        while self._columns and column < self._columns[-1]:
            self._columns.pop()
            self._walk.leave()
