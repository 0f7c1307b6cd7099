"""What the keys do, from the one table, with a search."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from rich.table import Table
from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from tui.keys import COMMANDS, Command, Group, shown


class HelpScreen(ModalScreen[None]):
    """A list of all commands by group; typing narrows it."""

    CSS_PATH = "help.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss", "Close", show=False),
        Binding("down", "scroll(1)", show=False),
        Binding("up", "scroll(-1)", show=False),
        Binding("pagedown", "scroll(10)", show=False),
        Binding("pageup", "scroll(-10)", show=False),
    ]

    def __init__(self, keys: Mapping[str, str]) -> None:
        super().__init__()
        self._keys = keys

    def compose(self) -> ComposeResult:
        """A search line over the list."""
        with Vertical(classes="dialog") as dialog:
            dialog.border_title = "Keys"
            dialog.border_subtitle = "type to search · ↑ ↓ scroll · esc close"
            yield Input(placeholder="Search", compact=True)
            with VerticalScroll(can_focus=False):
                yield Static(self._list(""), markup=False)

    @on(Input.Changed)
    def _narrow(self, event: Input.Changed) -> None:
        self.query_one(Static).update(self._list(event.value))

    def action_scroll(self, rows: int) -> None:
        """Scroll the list."""
        self.query_one(VerticalScroll).scroll_relative(y=rows, animate=False)

    def _list(self, needle: str) -> Table | Text:
        words = needle.casefold().split()
        table = Table.grid(padding=(0, 2, 0, 0))
        table.add_column(no_wrap=True)
        table.add_column(ratio=1)
        for group in Group:
            found = [command for command in COMMANDS if command.group is group and self._fits(command, words)]
            if found:
                table.add_row()
                table.add_row(Text(group.value, "bold underline"))
            for command in found:
                table.add_row(Text(shown(self._keys[command.id], all_keys=True), "bold"), command.meaning)
        return table if table.row_count else Text("\nNo command is called that.")

    def _fits(self, command: Command, words: list[str]) -> bool:
        haystack = f"{command.id} {command.label} {command.meaning} {self._keys[command.id]}".casefold()
        return all(word in haystack for word in words)
