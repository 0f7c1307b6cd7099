"""Receiving reports by general consent: the list of what nobody wants to talk about."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from tui.minutes.model import Meeting
from tui.minutes.running.consent import labels
from tui.screens.dialog import MOVES, Dialog
from widgets.display_text import for_display
from widgets.option_rows import OptionRows
from widgets.wrapping import clipped, counted


class ConsentList(Dialog[tuple[str, ...]]):
    """The reports on offer. Gives the keys of those that are received; None where it is left."""

    CSS_PATH = "consent.tcss"
    KEYS = (("enter", "receive them"), ("x", "stop: take this one out, or in again"))
    BINDINGS: ClassVar[list[BindingType]] = [
        *MOVES,
        Binding("x,space,s", "stop", "Stop", show=False),
    ]

    def __init__(self, meeting: Meeting, sections: Sequence[int], others: str) -> None:
        """`others` says what is walked instead."""
        super().__init__()
        self._meeting = meeting
        self._sections = tuple(sections)
        self._names = labels(meeting, sections)
        self._others = others
        self._stopped: set[int] = set()

    def content(self) -> ComposeResult:
        """The list."""
        yield OptionRows(compact=True, markup=False)

    def on_mount(self) -> None:
        """Show it."""
        self.fit(len(self._sections))
        self._fill(0)
        self.query_one(OptionList).focus()
        self.tell(self._others)

    def on_resize(self) -> None:
        """Lines fit the width."""
        self.call_after_refresh(lambda: self._fill(self.query_one(OptionList).highlighted or 0))

    def _fill(self, highlighted: int) -> None:
        options = self.query_one(OptionList)
        width = max(20, options.scrollable_content_region.width or 60)
        options.clear_options()
        options.add_options([Option(self._line(n, width)) for n in range(len(self._sections))])
        options.highlighted = min(highlighted, len(self._sections) - 1)
        count = len(self._sections) - len(self._stopped)
        self.frame.border_title = f"Receive {counted(count, 'report')} by general consent?"

    def _line(self, number: int, width: int) -> Text:
        section = self._meeting.sections[self._sections[number]]
        out = number in self._stopped
        sign = ("stopped: " if out else "") if self.is_plain else ("✗ " if out else "✓ ")
        text = Text(sign, no_wrap=True, overflow="ellipsis")
        names = f"  reviewed by {', '.join(section.reviewers)}"
        name = clipped(for_display(self._names[number]), max(10, width // 2))
        text.append(name, "strike" if out else "bold")
        return text.append(clipped(for_display(names), max(6, width - text.cell_len)))

    def action_stop(self) -> None:
        """Somebody says "stop": the report is talked about."""
        number = self.query_one(OptionList).highlighted
        if number is not None:
            self._stopped ^= {number}
            self._fill(number)
            name = self._names[number]
            self.tell(f"{name} is {'walked' if number in self._stopped else 'received with the others'}.")

    @on(OptionList.OptionSelected)
    def _receive(self) -> None:
        kept = [n for number, n in enumerate(self._sections) if number not in self._stopped]
        if not kept:
            self.tell("All are stopped: there is nothing to receive.")
            return
        self.dismiss(tuple(self._meeting.sections[n].key for n in kept))
