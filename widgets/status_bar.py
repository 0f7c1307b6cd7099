"""The bottom line: what was just done or went wrong, in words, then the keys that matter here."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from textual import events
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from widgets.display_text import for_display
from widgets.styles import Styles
from widgets.wrapping import Piece, clipped, flow


class Hint(NamedTuple):
    """A key and what it does here."""

    command: str
    key: str
    label: str
    group: int = 0

    @property
    def width(self) -> int:
        """Cells that it takes, with the blanks around it."""
        return cell_len(self.key) + cell_len(self.label) + 3


class Remark(NamedTuple):
    """What the program has to say; `trouble` for what needs somebody's attention, `done` for what is done."""

    text: str = ""
    trouble: bool = False
    done: bool = False

    @property
    def sign(self) -> str:
        """What stands before it: colour alone tells nothing."""
        return "!" if self.trouble else "✓" if self.done else "›"

    @property
    def role(self) -> str:
        """How it looks."""
        return "trouble" if self.trouble else "saved" if self.done else "text"


MOST_ROWS: Final = 4
"""Rows for a remark that has more to say than one row holds; what to do stands at its end."""

ROOM_FOR_HINTS: Final = 24
"""Cells behind trouble below which the hints get a row of their own."""


def fitting(hints: Sequence[Hint], room: int) -> list[Hint]:
    """As many hints as fit whole into `room` cells, the most useful, which come first, before all others.

    They are given in the order of their groups; a cell is left between two groups.
    """
    chosen: list[Hint] = []
    groups: set[int] = set()
    used = 0
    for hint in hints:
        parts = len(groups | {hint.group}) - 1
        if used + hint.width + parts <= room:
            chosen.append(hint)
            groups.add(hint.group)
            used += hint.width
    return sorted(chosen, key=lambda hint: hint.group)


class StatusBar(Widget):
    """A remark, then key hints in groups, which are buttons. A remark that needs more rows gets more."""

    ALLOW_SELECT = False

    remark: reactive[Remark] = reactive(Remark())
    hints: reactive[Sequence[Hint]] = reactive(())
    """The most useful first."""
    pending: reactive[str] = reactive("")
    """Keys that wait for more, as people write them."""

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
        self._looks = Styles(self)
        self._places: list[tuple[int, int, str]] = []

    def watch_remark(self) -> None:
        """The remark takes the rows it needs."""
        self._fit()

    def on_resize(self) -> None:
        """The words flow anew."""
        self._fit()

    def _fit(self) -> None:
        rows = max(1, len(self._said()))
        if self.styles.height is None or self.styles.height.value != rows:
            self.styles.height = rows

    def _said(self) -> list[str]:
        """The remark, in as many rows as it needs; the hints behind trouble are always there."""
        width = self.size.width - 2
        if not self.remark.text or width <= 0:
            return []
        lines = ["".join(piece.text for piece in line) for line in flow([Piece(self._words())], width)]
        if len(lines) > MOST_ROWS:
            lines[MOST_ROWS - 1 :] = [clipped(" ".join(lines[MOST_ROWS - 1 :]), width)]
        roomy = width - cell_len(lines[-1]) > ROOM_FOR_HINTS
        return lines if roomy or not self.remark.trouble else [*lines, ""]

    def _words(self) -> str:
        """The remark as it is shown."""
        return f"{self.remark.sign} {for_display(self.remark.text)}"

    def render_line(self, y: int) -> Strip:
        """The remark first, then behind its last row as many hints as fit whole."""
        width, said = self.size.width, self._said()
        if y > max(0, len(said) - 1) or width <= 0:
            return Strip.blank(width, self.rich_style)
        segments: list[Segment] = []
        used = 0
        if self.pending and not said[1:]:
            segments.append(Segment(f" {self.pending} ", self._looks["match"]))
            used = cell_len(self.pending) + 2
        elif said:
            text = f" {said[y]} "
            segments.append(Segment(text, self._looks[self.remark.role]))
            used = cell_len(text)
        if y < len(said) - 1:
            return Strip(segments).adjust_cell_length(width, self._looks["muted"])
        self._places = []
        group: int | None = None
        for hint in fitting(self.hints, width - used):
            if group not in (None, hint.group):
                segments.append(Segment("│", self._looks["border"]))
                used += 1
            group = hint.group
            segments.append(Segment(f" {hint.key} ", self._looks["key"]))
            segments.append(Segment(f"{hint.label} ", self._looks["muted"]))
            self._places.append((used, used + hint.width, hint.command))
            used += hint.width
        return Strip(segments).adjust_cell_length(width, self._looks["muted"])

    def on_click(self, event: events.Click) -> None:
        """A click on a hint is its key."""
        for start, end, command in self._places:
            if command and event.y == self.size.height - 1 and start <= event.x < end:
                self.post_message(self.HintClicked(self, command))

    def notify_style_update(self) -> None:
        """Forget the looks of the theme before."""
        self._looks.clear()
        super().notify_style_update()
