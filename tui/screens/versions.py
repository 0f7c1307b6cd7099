"""Earlier versions of the file: when, from whom, what differs, and back with one of them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import ClassVar, NamedTuple

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from tui.minutes.text.source import Source
from tui.screens.dialog import Dialog
from widgets.difference import difference
from widgets.display_text import for_display
from widgets.option_rows import OptionRows

MOST = 500  # versions listed
NARROW = 100  # columns of a terminal from which the list stands beside the difference


class Earlier(NamedTuple):
    """An earlier version: when it came, in seconds since the epoch, from whom, and what gives its content."""

    time: float
    said: str
    read: Callable[[], bytes | None]


class VersionList(Dialog[Source | None]):
    """The earlier versions of a file, newest first. Gives the one to bring back, or None."""

    CSS_PATH = "versions.tcss"
    HEADING = "Versions, and what each would change"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (NARROW, "-roomy")]  # noqa: RUF012 - as the base class has it
    KEYS = (("↑ ↓", "choose"), ("pgup pgdn", "scroll"), ("enter", "bring back (can be undone)"))
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("pagedown", "scroll(10)", show=False),
        Binding("pageup", "scroll(-10)", show=False),
    ]

    def __init__(self, earlier: Callable[[], Sequence[Earlier]], current: Source) -> None:
        """`earlier` is called in a thread."""
        super().__init__()
        self._earlier = earlier
        self._current = current
        self._listed: Sequence[Earlier] = ()
        self._shown: Source | None = None

    def content(self) -> ComposeResult:
        """The list beside the difference, or above it."""
        with Horizontal(classes="pair"):
            yield OptionRows(compact=True)
            with VerticalScroll(can_focus=False):
                yield Static(markup=False, id="difference")

    def on_mount(self) -> None:
        """Read the list off the event loop."""
        self.run_worker(self._fill(), exclusive=True)

    @property
    def _is_up(self) -> bool:
        """False once it is left, or taken down with the program; work on files may end later than that."""
        return self.is_current and self.query_one_optional("#difference") is not None

    async def _fill(self) -> None:
        options = self.query_one(OptionList)
        self._listed = await asyncio.to_thread(self._earlier)
        if not self._is_up:
            return
        options.add_options([Option(_line(version)) for version in self._listed])
        if not self._listed:
            self.query_one("#difference", Static).update(
                "No versions yet: one is kept whenever the file is saved, by you or by somebody else."
            )
        else:
            options.highlighted = 0
        options.focus()

    @on(OptionList.OptionHighlighted)
    def _highlighted(self, event: OptionList.OptionHighlighted) -> None:
        self.run_worker(self._show(self._listed[event.option_index]), group="show", exclusive=True)

    async def _show(self, version: Earlier) -> None:
        data = await asyncio.to_thread(version.read)
        self._shown = Source.from_bytes(data) if data is not None else None
        text = Content("This version is no longer kept.")
        if self._shown is not None:
            text = await asyncio.to_thread(difference, self._current, self._shown)
        if not self._is_up:
            return
        self.query_one("#difference", Static).update(text)
        self.query_one(VerticalScroll).scroll_home(animate=False)

    @on(OptionList.OptionSelected)
    def _selected(self) -> None:
        if self._shown is not None:
            self.dismiss(self._shown)


def _line(version: Earlier) -> Text:
    when = datetime.fromtimestamp(version.time).astimezone()
    said = for_display(version.said)
    return Text.assemble(
        (f"{when:%Y-%m-%d %H:%M:%S}", "bold"), f"  {said}", no_wrap=True, overflow="ellipsis"
    )
