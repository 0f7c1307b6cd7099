"""A terminal's screen, in memory: what a program wrote, as a person would see it.

pyte does the emulation. Before it come the sequences that pyte does not know and would print as text; with
them come the questions a program asks its terminal, which a display answers as common terminals do.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping
from typing import Final

import pyte
from wcwidth import wcwidth

_SEQUENCE: Final = re.compile(
    r"\x1b\[(?P<private>[<-?]?)(?P<numbers>[0-9:;]*)(?P<between>[ -/]*)(?P<final>[@-~])"
    r"|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)"  # a title, a colour, a link: nothing to see
    r"|\x1b[P_^X][^\x1b]*\x1b\\"
    r"|\x1b[ -/]*[0-~]"
)
_UNFINISHED: Final = re.compile(r"\x1b(?:\[[0-?]*[ -/]*|\][^\x07\x1b]*\x1b?|[P_^X][^\x1b]*\x1b?|[ -/]*)\Z")
_SYNCHRONIZED: Final = "2026"  # the private mode in which what is drawn appears at once, at its end


class Display:
    """A screen of some size. `frames` counts what a program drew in synchronized output.

    `background` is what it answers when asked for that: `rgb:ffff/ffff/ffff`; empty where it does not answer.
    """

    def __init__(self, columns: int, rows: int, background: str = "") -> None:
        self.background = background
        self._screen = pyte.Screen(columns, rows)
        self._stream = pyte.Stream(self._screen)
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._rest = ""
        self.modes: set[str] = set()
        self.frames = 0
        self.title = ""
        """What the window is called."""

    def feed(self, data: bytes) -> bytes:
        """Draw what a program wrote; returns what the terminal answers to its questions."""
        text = self._rest + self._decoder.decode(data)
        tail = _UNFINISHED.search(text)
        self._rest = text[tail.start() :] if tail else ""
        answers: list[str] = []
        drawn = 0
        text = text[: tail.start()] if tail else text
        for match in _SEQUENCE.finditer(text):
            self._draw(text[drawn : match.start()])
            drawn = match.end()
            answer = self._take(match)
            if answer is None:
                self._draw(match[0])
            else:
                answers.append(answer)
        self._draw(text[drawn:])
        return "".join(answers).encode()

    def _draw(self, text: str) -> None:
        """Draw a text or a sequence; AssertionError for a sequence no program has a reason to send."""
        try:
            self._stream.feed(text)
        except (TypeError, ValueError) as error:
            raise AssertionError(f"{text!r} is drawn over {self.text}: {error}") from error

    def _take(self, match: re.Match[str]) -> str | None:
        """The answer to a sequence ("" for none), or None for one that pyte shall draw."""
        private, numbers, final = match["private"], match["numbers"], match["final"]
        if final is None:
            return self._told(match[0]) if match[0][1] in "]P_^X" else None
        if match["between"]:
            known = numbers == _SYNCHRONIZED
            is_question = match["between"] == "$" and final == "p"
            return f"\x1b[?{numbers};{2 if known else 0}$y" if is_question else ""
        if private == "?" and final in "hl":
            self._switch(numbers.split(";"), on=final == "h")
            return None
        if final == "c" and not private:
            return "\x1b[?62;22c"
        if final == "n":
            cursor = self._screen.cursor
            return f"\x1b[{cursor.y + 1};{cursor.x + 1}R" if numbers == "6" and not private else ""
        return None if not private and ":" not in numbers else ""

    def _told(self, text: str) -> str:
        """The answer to a sequence that is text, of which only one is a question."""
        if text.startswith("\x1b]2;"):
            self.title = text[4:].removesuffix("\x07").removesuffix("\x1b\\")
        asked = text.startswith("\x1b]11;?") and self.background
        return f"\x1b]11;{self.background}\x1b\\" if asked else ""

    def _switch(self, modes: list[str], *, on: bool) -> None:
        for mode in modes:
            if on:
                self.modes.add(mode)
            elif mode in self.modes:
                self.modes.remove(mode)
                self.frames += mode == _SYNCHRONIZED

    def resize(self, columns: int, rows: int) -> None:
        """Change the size, as a terminal window does."""
        self._screen.resize(rows, columns)

    def clear(self) -> None:
        """Forget what was drawn, so that what is seen next is what a program draws from now on."""
        self._screen.reset()

    @property
    def complete(self) -> bool:
        """False amid synchronized output or a sequence, when a person would still see the frame before."""
        return _SYNCHRONIZED not in self.modes and not self._rest

    @property
    def rows(self) -> list[str]:
        """The text of every row, trailing blanks included; what is left of half a wide character is blank."""
        return [_text_of(self._screen.buffer[y], self._screen.columns) for y in range(self._screen.lines)]

    @property
    def text(self) -> str:
        """The screen as text, without trailing blanks."""
        return "\n".join(row.rstrip() for row in self.rows)

    @property
    def cursor(self) -> tuple[int, int]:
        """Column and row of the cursor, from 0."""
        return self._screen.cursor.x, self._screen.cursor.y

    def cells(self) -> tuple[object, ...]:
        """All that is to be seen, colours and cursor too: equal for two screens that look the same."""
        buffer = self._screen.buffer
        rows = (tuple(buffer[y][x] for x in range(self._screen.columns)) for y in range(self._screen.lines))
        return (*rows, self.cursor, self._screen.cursor.hidden)

    def lines(self) -> list[list[pyte.screens.Char]]:
        """The cells of every row."""
        buffer = self._screen.buffer
        return [[buffer[y][x] for x in range(self._screen.columns)] for y in range(self._screen.lines)]

    def blanks(self) -> list[tuple[int, int, str]]:
        """The blank cells that are not to be told from nothing: row, column and what is seen there."""
        buffer = self._screen.buffer
        places = ((y, x) for y in range(self._screen.lines) for x in range(self._screen.columns))
        seen = ((y, x, buffer[y][x]) for y, x in places)
        return [
            (y, x, f"{cell.bg} {cell.reverse} {cell.underscore} {cell.strikethrough}")
            for y, x, cell in seen
            if cell.data == " " and (cell.bg != "default" or cell.reverse or cell.underscore)
        ]


def _text_of(row: Mapping[int, pyte.screens.Char], columns: int) -> str:
    parts, behind_wide = list[str](), False
    for x in range(columns):
        data = row[x].data
        if not behind_wide:
            parts.append(data or " ")
        behind_wide = not behind_wide and bool(data) and wcwidth(data[0]) == 2
    return "".join(parts)
