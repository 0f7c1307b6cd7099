"""Lines to type in: a note, right where it will stand and with its reading underneath; what is sought."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import ClassVar, Final

from rich.cells import cell_len
from rich.text import Text
from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.geometry import Offset, Region
from textual.message import Message
from textual.widgets import Input, Static
from textual.widgets.input import Selection

from tui.minutes.note_grammar import in_one_line
from widgets.display_text import CELLS, for_display

HEIGHT: Final = 5
"""Rows: border, input, reading, choices or doubt, border."""

NARROWEST: Final = 40
"""Columns the line takes at least, where the screen has them."""


_BULLET: Final = re.compile(r"(?:[-*+•]|\d{1,9}[.)])\s+|--\s*(?!-)")
"""What a pasted line of a list begins with; the file's own marker is put before its words."""


class OneLine(Input):
    """An input that takes a paste of several lines as one, where Textual's drops all but the first.

    What could act on a terminal is drawn as a symbol: in what is pasted, and in what a file has put here.
    """

    @property
    def _value(self) -> Text:
        """The value as it is drawn, cell for cell."""
        return Text(self.value.translate(CELLS), no_wrap=True, overflow="ignore", end="")

    def _position_to_cell(self, position: int) -> int:
        """Where a character is drawn."""
        return cell_len(self.value[:position].translate(CELLS))

    _completed = ""  # the value as completing a name left it

    goes_on = False
    """True where the next line follows at once: what is typed behind Enter is a line of its own."""

    async def _on_key(self, event: events.Key) -> None:
        """Enter ends a line before the keys behind it are taken; as a binding it would come after them."""
        if event.key != "enter" or not self.goes_on:
            await super()._on_key(event)
            return
        event.stop()
        event.prevent_default()
        await self.action_submit()
        self.value = ""

    def complete(self, text: str) -> None:
        """Put a text with a completed name here, and the colon and the blank that come after one."""
        self._completed = self.value = f"{text}: "
        self.cursor_position = len(self.value)

    def insert_text_at_cursor(self, text: str) -> None:
        """Insert what is typed; not a colon or blank that completing has put there already."""
        if text not in (":", " ") or not self._completed or self.value != self._completed:
            super().insert_text_at_cursor(text)

    async def on_paste(self, event: events.Paste) -> None:
        """Fold line breaks to blanks, control characters to symbols.

        Where the next line follows at once, a line break is Enter; the last line stays to be looked at.
        """
        event.prevent_default()
        event.stop()
        lines = list(filter(None, map(str.strip, event.text.splitlines())))
        if not self.goes_on or len(lines) < 2:
            self._insert(event.text)
            return
        for line in lines[:-1]:
            self._insert(_BULLET.sub("", line))
            await self.action_submit()
            self.value = ""
        self._insert(_BULLET.sub("", lines[-1]))

    def _insert(self, pasted: str) -> None:
        text = in_one_line(" ".join(pasted.split()))
        if self.selection.is_empty:
            self.insert_text_at_cursor(text)
        else:
            self.replace(text, *self.selection)


class CaptureLine(Vertical):
    """An input with a line under it that says how it is read, and one for completions or what is in doubt."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "complete", "Complete", show=False, priority=True),
        Binding("escape", "put_aside", "Put aside", show=False, priority=True),
        Binding("ctrl+n", "change_way", "The other way", show=False, priority=True),
    ]

    class Happened(Message):
        """What is common to all that happens here: the line, and what is typed in it."""

        def __init__(self, line: CaptureLine, typed: str) -> None:
            super().__init__()
            self.line = line
            self.typed = typed

        @property
        def control(self) -> CaptureLine:
            """The line it happened in."""
            return self.line

    class Changed(Happened):
        """Something was typed."""

    class Submitted(Happened):
        """The line is to be written."""

    class PutAside(Happened):
        """Esc: the line is to go, what was typed is to be kept for the next time."""

    class Tabbed(Happened):
        """Tab, while there is nothing to complete."""

    class WayChanged(Happened):
        """Ctrl+n: the line can be meant in two ways, and the other one is wanted."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.display = False
        self._offered: Sequence[str] = ()
        self._replaces = 0
        self._doubt = ""

    def compose(self) -> ComposeResult:
        """The input, how it is read, what can be completed."""
        yield OneLine(compact=True, select_on_focus=False)
        yield Static(id="understood", markup=False)
        yield Static(id="choices", markup=False)

    @property
    def typed(self) -> str:
        """What is typed now."""
        return self.query_one(Input).value

    @property
    def goes_on(self) -> bool:
        """True where Enter takes what is typed away, for the next line."""
        return self.query_one(OneLine).goes_on

    def open(self, value: str, placeholder: str, *, replace: bool = False, goes_on: bool = False) -> None:
        """Show the line, with a text in it to go on with, or to `replace` by what is typed first.

        Where it `goes_on`, Enter takes what is typed away, and the line stays for the next.
        """
        field = self.query_one(OneLine)
        field.goes_on = goes_on
        with self.prevent(Input.Changed):
            field.value = value
        field.selection = Selection(0 if replace else len(value), len(value))
        self.ask(placeholder)
        self.display = True
        field.focus()

    def ask(self, placeholder: str) -> None:
        """Say what to type, while nothing is typed."""
        self.query_one(Input).placeholder = placeholder

    def stand(self, at: Region) -> None:
        """Stand under an area of the screen where there is room, else above it, else at the lower edge."""
        room = self.screen.size
        lowest = max(0, room.height - 1 - HEIGHT)
        y = at.bottom if at.bottom <= lowest else at.y - HEIGHT if at.y > HEIGHT else lowest
        width = min(room.width, max(NARROWEST, at.width))
        self.styles.width = width
        self.styles.offset = Offset(max(0, min(at.x, room.width - width)), y)

    def put_back(self, typed: str) -> None:
        """Put a line that was not written back before what is typed behind it."""
        field = self.query_one(Input)
        field.value = f"{typed} {field.value}" if field.value else typed
        field.cursor_position = len(field.value)

    def clear(self) -> None:
        """Take what is typed away."""
        self.query_one(Input).value = ""

    def close(self) -> None:
        """Take the line away."""
        self.display = False

    def show_reading(self, reading: Text, doubt: str = "") -> None:
        """Say how what is typed is read, and what is in doubt."""
        self.query_one("#understood", Static).update(reading)
        self._doubt = doubt

    def offer(self, names: Sequence[str], replaces: int) -> None:
        """Offer completions; Tab puts the first one in the place of the last `replaces` characters typed.

        While there are none, what is in doubt stands in their place.
        """
        self._offered, self._replaces = names, replaces
        text = Text(no_wrap=True, overflow="ellipsis")
        for number, name in enumerate(names):
            text.append("tab " if number == 0 else "  ")
            text.append(for_display(name), "bold" if number == 0 else "")
        if not names and self._doubt:
            text.append(f"! {self._doubt}", "bold italic")
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
        """Take the first completion on offer; without any tell that Tab was pressed."""
        if not self._offered:
            self.post_message(self.Tabbed(self, self.typed))
            return
        field = self.query_one(OneLine)
        start = len(field.value.rstrip()) - self._replaces
        field.complete(field.value[:start] + in_one_line(self._offered[0]))

    def action_put_aside(self) -> None:
        """Close, and keep what was typed."""
        self.post_message(self.PutAside(self, self.typed))

    def action_change_way(self) -> None:
        """The other way in which the line can be meant."""
        self.post_message(self.WayChanged(self, self.typed))


class FindBar(OneLine):
    """An input that is only there while somebody searches."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(
            placeholder="Find in the whole meeting (enter: stay there, esc: back)", compact=True, id=id
        )
        self.display = False
