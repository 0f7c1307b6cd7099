"""The bottom line: what was just done or went wrong, in words, then the keys that matter here."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from textual import events
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from tui.minutes.inert import inert
from widgets.flow import clipped
from widgets.looks import Looks


class Hint(NamedTuple):
    """A key and what it does here."""

    command: str
    key: str
    label: str


class Remark(NamedTuple):
    """What the program has to say; `trouble` for what needs somebody's attention."""

    text: str = ""
    trouble: bool = False


class StatusBar(Widget):
    """One line of remark and key hints. Hints can be clicked."""

    ALLOW_SELECT = False

    remark: reactive[Remark] = reactive(Remark())
    hints: reactive[Sequence[Hint]] = reactive(())

    class HintClicked(Message):
        """A key hint was clicked."""

        def __init__(self, bar: StatusBar, command: str) -> None:
            super().__init__()
            self.bar = bar
            self.command = command

        @property
        def control(self) -> StatusBar:
            """The bar it happened in."""
            return self.bar

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._looks = Looks(self)
        self._places: list[tuple[int, int, str]] = []

    def render_line(self, y: int) -> Strip:
        """The line: the remark first, then as many hints as fit whole."""
        width = self.size.width
        if y > 0 or width <= 0:
            return Strip.blank(width, self.rich_style)
        segments: list[Segment] = []
        used = 0
        if self.remark.text:
            sign = "! " if self.remark.trouble else "✓ "
            text = " " + clipped(sign + inert(self.remark.text), width - 2) + " "
            segments.append(Segment(text, self._looks["trouble" if self.remark.trouble else "saved"]))
            used = cell_len(text)
        self._places = []
        for command, key, label in self.hints:
            size = cell_len(key) + cell_len(label) + 3
            if used + size > width:
                break
            segments += [Segment(f" {key} ", self._looks["key"]), Segment(f"{label} ", self._looks["muted"])]
            self._places.append((used, used + size, command))
            used += size
        return Strip(segments).adjust_cell_length(width, self._looks["muted"])

    def on_click(self, event: events.Click) -> None:
        """A click on a hint is its key."""
        for start, end, command in self._places:
            if start <= event.x < end:
                self.post_message(self.HintClicked(self, command))

    def notify_style_update(self) -> None:
        """Forget the looks of the theme before."""
        self._looks.clear()
        super().notify_style_update()
