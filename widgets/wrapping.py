"""Runs of inline text flowed into lines of a given width, in cells, with hanging indents.

A line is a tuple of pieces. A piece names its look by a role ("link", "code" …), which the widget that
draws it resolves through its component classes: text layout knows no colours and can be cached over themes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from rich.cells import cell_len, get_character_cell_size

from tui.minutes.text.inline import Emphasis, Run
from widgets.display_text import for_display

_WORDS: Final = re.compile(r"[ \t]+|[^ \t\n]+|\n")
_COMMENT: Final = re.compile(r"<!--.*?-->", re.DOTALL)
_NARROW: Final = re.compile("[ -~\xa1-\xac\xae-\u02ff\u2010-\u2027\u2030-\u205e]*")
"""Text of characters that are each one cell wide, without line breaks and tabs: most of what is written."""

TAB_STOP: Final = 4


class Piece(NamedTuple):
    """Text in one look. `target` is a link's, as the file has it; what is `whole` is wrapped as one word."""

    text: str
    role: str = "text"
    target: str = ""
    whole: bool = False


Line = tuple[Piece, ...]


COMMENT: Final = "<!-- … -->"
"""What is drawn of a comment amid a text."""


def width_of(line: Line) -> int:
    """The width of a line, in cells."""
    width = 0
    for piece in line:
        width += cell_len(piece.text)
    return width


def role_of(emphasis: Emphasis, base: str = "text") -> str:
    """The role an inline style is drawn in; where several combine, the one that says most."""
    if emphasis & Emphasis.LINK:
        return "link"
    if emphasis & Emphasis.CODE:
        return "code"
    if emphasis & Emphasis.HTML:
        return "muted"
    if emphasis & Emphasis.STRIKE:
        return "strike"
    if emphasis & Emphasis.STRONG:
        return "strong-em" if emphasis & Emphasis.EM else "strong"
    return "em" if emphasis & Emphasis.EM else base


def pieces(runs: Iterable[Run], base: str = "text") -> Iterator[Piece]:
    """Inline runs as pieces, made inert; hard line breaks stay as line feeds, and of comments their place."""
    for run in runs:
        text = _COMMENT.sub(COMMENT, run.text) if run.emphasis & Emphasis.HTML else run.text
        yield Piece(for_display(text), role_of(run.emphasis, base), run.target)


def flow(content: Iterable[Piece], width: int, first: Line = (), rest: Line = ()) -> list[Line]:
    """Wrap pieces at `width` cells. `first` stands before the first line, `rest` before each other one.

    Words longer than a line are broken; white space at a break is swallowed. There is at least one line.
    """
    return _Flow(width, first, rest).run(content)


class _Flow:
    """One wrapping in progress: the finished lines and the one being filled."""

    def __init__(self, width: int, first: Line, rest: Line) -> None:
        self.lines: list[Line] = []
        self.rest = rest
        self.limit = max(width, width_of(first) + 2, width_of(rest) + 2)  # room for one wide character
        self.word: list[Piece] = []  # a word may span pieces: a link and the full stop behind it
        self.start(first)

    def start(self, prefix: Line) -> None:
        self.current = list(prefix)
        self.prefix = len(prefix)
        self.used = width_of(prefix)

    def run(self, content: Iterable[Piece]) -> list[Line]:
        for piece in content:
            text = piece.text
            first, last = text.find(" "), len(text[: text.rfind(" ") + 1].rstrip(" "))
            if piece.whole:
                self.word.append(piece)
            elif 0 <= first < last and _NARROW.fullmatch(text) is not None:
                self.words(text[:first], piece)
                self.end_word()
                self.fill(text[first:last], piece)
                self.words(text[last:], piece)
            else:
                self.words(text, piece)
        self.end_word()
        self.finish()
        return self.lines

    def words(self, text: str, piece: Piece) -> None:
        """Put a text; its last word may go on in the next piece."""
        for match in _WORDS.finditer(text):
            word = match[0]
            if word == "\n":
                self.end_word()
                self.wrap()
            elif word[0] in " \t":
                self.end_word()
                blanks = word.expandtabs(TAB_STOP)
                if len(self.current) == self.prefix:
                    continue  # a line begins with a word
                if self.used + len(blanks) <= self.limit:
                    self.put(blanks, len(blanks), piece)
                else:
                    self.wrap()
            else:
                self.word.append(piece._replace(text=word))

    def fill(self, text: str, piece: Piece) -> None:
        """Put a text of narrow characters that ends with a word: as much in a line as fits."""
        at, end = 0, len(text)
        while at < end:
            begun = len(self.current) > self.prefix
            if not begun:  # white space at a break
                while at < end and text[at] == " ":
                    at += 1
            stop = at + self.limit - self.used
            if stop >= end:
                part = text[at:]
            elif stop > at and text[stop] == " ":
                part = text[at:stop].rstrip(" ")  # white space that does not fit is swallowed as a whole
            else:
                part = text[at : text.rfind(" ", at, stop) + 1]
            if part:
                self.put(part, len(part), piece)
                at += len(part)
            elif not begun:  # a word longer than a line
                stop = text.find(" ", at)
                stop = end if stop < 0 else stop
                self.word.append(piece._replace(text=text[at:stop]))
                self.end_word()
                at = stop
                continue
            if at < end:
                self.wrap()

    def end_word(self) -> None:
        if not self.word:
            return
        if len(self.current) > self.prefix and self.used + width_of(tuple(self.word)) > self.limit:
            self.wrap()
        for piece in self.word:
            text, size, at = piece.text, cell_len(piece.text), 0
            while self.used + size > self.limit:
                end = _end(text, at, self.limit - self.used)
                if end == at and len(self.current) > self.prefix:
                    self.wrap()
                    continue
                end = max(end, at + 1)
                part = text[at:end]
                self.put(part, cell_len(part), piece)
                self.wrap()
                size -= cell_len(part)
                at = end
            if at < len(text):
                self.put(text[at:], size, piece)
        self.word.clear()

    def put(self, word: str, size: int, piece: Piece) -> None:
        last = self.current[-1] if len(self.current) > self.prefix else None
        if last is not None and last[1:] == piece[1:]:
            self.current[-1] = Piece(last.text + word, *piece[1:])
        else:
            self.current.append(Piece(word, *piece[1:]))
        self.used += size

    def wrap(self) -> None:
        self.finish()
        self.start(self.rest)

    def finish(self) -> None:
        if len(self.current) > self.prefix:
            last = self.current.pop()
            kept = last.text.rstrip(" ")
            self.current += [last._replace(text=kept)] if kept else []
        self.lines.append(tuple(self.current))


def _end(text: str, start: int, width: int) -> int:
    """Where the characters from `start` on that fit end."""
    used = 0
    for index in range(start, len(text)):
        used += get_character_cell_size(text[index])
        if used > width:
            return index
    return len(text)


def clipped(text: str, width: int) -> str:
    """The text in at most `width` cells, the last one an ellipsis where something is cut."""
    if (len(text) <= width and cell_len(text) <= width) or _end(text, 0, width) == len(text):
        return text
    return text[: _end(text, 0, width - 1)] + "…" if width > 0 else ""


def counted(number: int, noun: str) -> str:
    """`1 item`, `2 items`."""
    return f"{number} {noun}{'' if number == 1 else 's'}"
