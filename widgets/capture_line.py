"""One line to type a note in, right where it will stand, with its reading shown underneath as one types."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.text import Text
from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.geometry import Offset, Region
from textual.message import Message
from textual.widgets import Input, Static

HEIGHT = 5  # rows: border, input, reading, choices, border


class OneLine(Input):
    """An input that takes a paste of several lines as one, where Textual's drops all but the first."""

    def on_paste(self, event: events.Paste) -> None:
        """Fold line breaks to blanks."""
        event.prevent_default()
        event.stop()
        self.insert_text_at_cursor(" ".join(event.text.split()))


class CaptureLine(Vertical):
    """An input with a line under it that says how it is read, and the completions on offer."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "complete", "Complete", show=False, priority=True),
        Binding("escape", "put_aside", "Put aside", show=False, priority=True),
        Binding("ctrl+n", "change_way", "The other way", show=False, priority=True),
    ]

    @dataclass
    class Changed(Message):
        """Something was typed."""

        line: CaptureLine
        typed: str

        @property
        def control(self) -> CaptureLine:
            """The line it happened in."""
            return self.line

    @dataclass
    class Submitted(Message):
        """The line is to be written."""

        line: CaptureLine
        typed: str

        @property
        def control(self) -> CaptureLine:
            """The line it happened in."""
            return self.line

    @dataclass
    class PutAside(Message):
        """Esc: the line is closed, what was typed is kept for the next time."""

        line: CaptureLine
        typed: str

        @property
        def control(self) -> CaptureLine:
            """The line it happened in."""
            return self.line

    @dataclass
    class WayChanged(Message):
        """Ctrl+n: the line can be meant in two ways, and the other one is wanted."""

        line: CaptureLine

        @property
        def control(self) -> CaptureLine:
            """The line it happened in."""
            return self.line

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.display = False
        self._offered: Sequence[str] = ()
        self._replaces = 0

    def compose(self) -> ComposeResult:
        """The input, how it is read, what can be completed."""
        yield OneLine(compact=True)
        yield Static(id="reading", markup=False)
        yield Static(id="choices", markup=False)

    @property
    def typed(self) -> str:
        """What is typed now."""
        return self.query_one(Input).value

    def open(self, value: str, placeholder: str, at: Region) -> None:
        """Show the line over an area: `at` is where the place it writes to is drawn, in screen cells."""
        field = self.query_one(Input)
        field.placeholder = placeholder
        field.value = value
        field.cursor_position = len(value)
        self.show_reading(Text())
        self.offer((), 0)
        self.display = True
        self._stand(at)
        field.focus()

    def _stand(self, at: Region) -> None:
        """Under the place where there is room, else above it."""
        room = self.screen.size
        below = at.bottom + HEIGHT <= room.height - 1
        y = at.bottom if below else max(1, at.y - HEIGHT)
        self.styles.width = max(24, at.width)
        self.styles.offset = Offset(max(0, min(at.x, room.width - 24)), y)

    def clear(self) -> None:
        """Take what is typed away."""
        self.query_one(Input).value = ""

    def close(self) -> None:
        """Take the line away."""
        self.display = False

    def show_reading(self, reading: Text) -> None:
        """Say how what is typed is read."""
        self.query_one("#reading", Static).update(reading)

    def offer(self, names: Sequence[str], replaces: int) -> None:
        """Offer completions; Tab puts the first one in the place of the last `replaces` characters typed."""
        self._offered, self._replaces = names, replaces
        text = Text(no_wrap=True, overflow="ellipsis")
        for number, name in enumerate(names):
            text.append("tab " if number == 0 else "  ", "dim")
            text.append(name, "bold" if number == 0 else "")
        self.query_one("#choices", Static).update(text)

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        self.post_message(self.Changed(self, event.value))

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.post_message(self.Submitted(self, event.value))

    def action_complete(self) -> None:
        """Take the first completion on offer."""
        if not self._offered:
            return
        field = self.query_one(Input)
        start = len(field.value) - self._replaces
        field.value = field.value[:start] + self._offered[0] + ": "
        field.cursor_position = len(field.value)

    def action_put_aside(self) -> None:
        """Close, and keep what was typed."""
        self.post_message(self.PutAside(self, self.typed))

    def action_change_way(self) -> None:
        """The other way in which the line can be meant."""
        self.post_message(self.WayChanged(self))
