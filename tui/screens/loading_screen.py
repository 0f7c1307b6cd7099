"""The first moment: the file's own text, as it stands, until the meeting is read and laid out.

The screen of the meeting, the reader and all they need take longer to import than the text takes to show.
"""

from __future__ import annotations

from typing import Final

from rich.segment import Segment
from textual.app import ComposeResult
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget

from widgets.display_text import for_display
from widgets.styles import Styles

MOST: Final = 20_000
"""Characters of the file that are looked at: more than stand on any screen."""

_MARGIN: Final = 2
_TAB: Final = 4


class RawText(Widget):
    """The beginning of a text, line by line, under a line that says what it is."""

    def __init__(self, text: str, title: str) -> None:
        super().__init__()
        self._lines = [line.rstrip("\r").expandtabs(_TAB) for line in text[:MOST].split("\n")]
        self._title = title
        self._looks = Styles(self)

    def render_line(self, y: int) -> Strip:
        """One line; a heading is told from the rest."""
        width = self.size.width
        if y == 0:
            return self._line(" " + self._title, "bar", width, "bar")
        line = self._lines[y - 1] if y <= len(self._lines) else ""
        return self._line(" " * _MARGIN + line, "heading" if line.startswith("#") else "text", width)

    def _line(self, text: str, role: str, width: int, rest: str = "text") -> Strip:
        strip = Strip([Segment(for_display(text[:width]), self._looks[role])])
        return strip.adjust_cell_length(width, self._looks[rest])


class LoadingScreen(Screen[None]):
    """Stands before the meeting until it can be shown."""

    def __init__(self, text: str, title: str) -> None:
        super().__init__()
        self._text = text
        self._title = title

    def compose(self) -> ComposeResult:
        """The text and nothing else."""
        yield RawText(self._text, self._title)
