"""The header line: what meeting this is, how far it is, and whether all of it is in the file."""

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

from tui.minutes.inert import inert
from widgets.flow import clipped
from widgets.looks import Looks

SEPARATOR: Final = " · "


class Fact(NamedTuple):
    """Something to know. A click on it calls the command, if it has one."""

    text: str
    role: str = "fact"
    """Or "saved", "unsaved", "notice", "trouble"."""

    command: str = ""


class MeetingHeader(Widget):
    """One line: title and date to the left, facts to the right; the last facts are the last to go."""

    title: reactive[str] = reactive("")
    facts: reactive[Sequence[Fact]] = reactive(())

    ALLOW_SELECT = False

    class FactClicked(Message):
        """A fact that has a command was clicked."""

        def __init__(self, header: MeetingHeader, command: str) -> None:
            super().__init__()
            self.header = header
            self.command = command

        @property
        def control(self) -> MeetingHeader:
            """The header it happened in."""
            return self.header

    def __init__(self) -> None:
        super().__init__()
        self._looks = Looks(self)
        self._places: list[tuple[int, int, str]] = []

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
        used = cell_len(name) + 1 + gap
        self._places = []
        for number, (text, role, command) in enumerate(facts):
            segments += [Segment(SEPARATOR, self._looks["muted"])] if number else []
            segments.append(Segment(inert(text), self._looks["muted" if role == "fact" else role]))
            start = used + (len(SEPARATOR) if number else 0)
            used = start + cell_len(inert(text))
            self._places += [(start, used, command)] if command else []
        return Strip([*segments, Segment(" ", self._looks["muted"])]).adjust_cell_length(
            width, self._looks["muted"]
        )

    def on_click(self, event: events.Click) -> None:
        """A click on a fact leads to what it is about."""
        for start, end, command in self._places:
            if start <= event.x < end:
                self.post_message(self.FactClicked(self, command))

    def notify_style_update(self) -> None:
        """Forget the looks of the theme before."""
        self._looks.clear()
        super().notify_style_update()


def _width(facts: Sequence[Fact]) -> int:
    return sum(cell_len(fact.text) for fact in facts) + len(SEPARATOR) * max(0, len(facts) - 1)
