"""Another meeting's text at a line: only to read, beside the open one."""

from __future__ import annotations

import asyncio
from functools import partial
from pathlib import Path
from typing import ClassVar

from rich.text import Text
from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from tui.minutes.reading.veil import veiled_source
from tui.minutes.series.meetings import LeftOut, read_source
from tui.minutes.text.source import without_newline
from tui.screens.dialog import MOVES, Dialog
from widgets.display_text import for_display
from widgets.option_rows import LineDrawnLater, OptionRows
from widgets.wrapping import clipped


class PastMeetingText(Dialog[bool]):
    """The lines of a file, at one of them. Gives True where it is to be opened in the open one's place."""

    CSS_PATH = "series.tcss"
    KEYS = (("↑ ↓", "move"), ("y", "copy the line"), ("O", "open this meeting"))
    BINDINGS: ClassVar[list[BindingType]] = [
        *MOVES,
        Binding("y", "copy", "Copy", show=False),
        Binding("O", "open", "Open", show=False),
    ]

    def __init__(self, path: Path, line: int, *, public: bool = False) -> None:
        """`line` counts from 1; a `public` text says nothing of what it hides."""
        super().__init__()
        self._public = public
        self._copied: list[str] = []  # for each line what may leave of it
        self._path = path
        self._line = line
        self._lines: list[str] = []

    def heading(self) -> str:
        """The file and the line."""
        return f"{for_display(self._path.name)} · line {self._line} · read only"

    def content(self) -> ComposeResult:
        """The lines."""
        yield OptionRows(compact=True, markup=False)

    def on_mount(self) -> None:
        """Read the file off the event loop."""
        self.query_one(OptionList).focus()
        self._read()

    @work(group="read", exclusive=True)
    async def _read(self) -> None:
        source = await asyncio.to_thread(read_source, self._path, public=self._public)
        options = self.query_one_optional(OptionList)
        if options is None:
            return
        if isinstance(source, LeftOut):
            options.add_option(Option(Text(f"{self._path.name}: {source.why}"), disabled=True))
            return
        self._lines = [without_newline(line) for line in source.lines]
        public = await asyncio.to_thread(veiled_source, source, self._path.name)
        self._copied = [without_newline(line) for line in public.lines]
        if not self.has_widgets:
            return
        options.add_options(
            Option(LineDrawnLater(partial(self._drawn, number))) for number in range(len(self._lines))
        )
        options.highlighted = min(self._line, len(self._lines)) - 1 if self._lines else None

    def _drawn(self, number: int, width: int) -> Text:
        line = self._lines[number].expandtabs(4)
        return Text(clipped(for_display(line), width), "bold" if line.startswith("#") else "", no_wrap=True)

    def action_copy(self) -> None:
        """Copy the line."""
        if (line := self.chosen_of(self._copied)) is None:
            return
        if not line.strip() and str(self.chosen_of(self._lines)).strip():
            self.tell("That is hidden in these minutes, and is not copied.")
            return
        self.app.copy_to_clipboard(line)
        self.tell("Copied the line.")

    def action_open(self) -> None:
        """Open this meeting in the place of the open one."""
        self.dismiss(True)

    @on(OptionList.OptionSelected)
    def _opened(self) -> None:
        self.tell("This is only to read; O opens the meeting.")
