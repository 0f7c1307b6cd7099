"""The header line: what meeting this is, how far it is, and whether all of it is in the file."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from rich.cells import cell_len
from rich.segment import Segment
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from tui.minutes.inert import inert
from widgets.flow import clipped
from widgets.looks import Looks

SEPARATOR: Final = " · "

Fact = tuple[str, str]
"""A text and its role: "fact", "saved", "unsaved", "notice" or "trouble"."""


class MeetingHeader(Widget):
    """One line: title and date to the left, facts to the right; the last facts are the last to go."""

    title: reactive[str] = reactive("")
    facts: reactive[Sequence[Fact]] = reactive(())

    def __init__(self) -> None:
        super().__init__()
        self._looks = Looks(self)

    def render_line(self, y: int) -> Strip:
        """The line."""
        width = self.size.width
        if y > 0 or width <= 0:
            return Strip.blank(width, self.rich_style)
        facts = list(self.facts)
        title = inert(self.title)
        while len(facts) > 1 and _width(facts) + min(cell_len(title), width // 3) + 3 > width:
            facts.pop(1 if len(facts) > 2 else 0)  # progress goes last, but for what is saved
        name = clipped(title, max(0, width - _width(facts) - 3))
        gap = max(1, width - cell_len(name) - _width(facts) - 2)
        segments = [Segment(" " + name, self._looks["title"]), Segment(" " * gap, self._looks["muted"])]
        for number, (text, role) in enumerate(facts):
            segments += [Segment(SEPARATOR, self._looks["muted"])] if number else []
            segments.append(Segment(inert(text), self._looks["muted" if role == "fact" else role]))
        return Strip([*segments, Segment(" ", self._looks["muted"])]).adjust_cell_length(
            width, self._looks["muted"]
        )

    def notify_style_update(self) -> None:
        """Forget the looks of the theme before."""
        self._looks.clear()
        super().notify_style_update()


def _width(facts: Sequence[Fact]) -> int:
    return sum(cell_len(text) for text, _ in facts) + len(SEPARATOR) * max(0, len(facts) - 1)
