"""What the keys do, from the one table, with a search."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from rich.table import Table
from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Input, Static

from tui.keys import COMMANDS, Command, Group, shown
from tui.screens.dialog import Dialog
from widgets.plain.words import keys_in_words


class HelpScreen(Dialog[None]):
    """A list of all commands by group; typing narrows it."""

    CSS_PATH = "help.tcss"
    HEADING = "Keys"
    KEYS = (("type", "to search"), ("↑ ↓", "scroll"))
    LEAVING = "close"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "scroll(1)", show=False),
        Binding("up", "scroll(-1)", show=False),
        Binding("pagedown", "scroll(10)", show=False),
        Binding("pageup", "scroll(-10)", show=False),
    ]

    def __init__(self, keys: Mapping[str, str]) -> None:
        super().__init__()
        self._keys = keys

    def content(self) -> ComposeResult:
        """A search line over the list."""
        yield Input(placeholder="Search", compact=True)
        with VerticalScroll(can_focus=False):
            yield Static(self._list(""), markup=False, id="commands")

    @on(Input.Changed)
    def _narrow(self, event: Input.Changed) -> None:
        self.query_one("#commands", Static).update(self._list(event.value))

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
                table.add_row(Text(self._called(command), "bold"), command.meaning)
        return table if table.row_count else Text("\nNo command is called that.")

    def _called(self, command: Command) -> str:
        """The keys of a command; in words where symbols are not wanted."""
        keys = shown(self._keys[command.id], all_keys=True)
        return keys_in_words(keys) if self.is_plain else keys

    def _fits(self, command: Command, words: list[str]) -> bool:
        haystack = f"{command.id} {command.label} {command.meaning} {self._keys[command.id]}".casefold()
        return all(word in haystack for word in words)
