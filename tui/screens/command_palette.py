"""Textual's command palette, with its keys on its upper edge: the lower one may be off a small screen."""

from __future__ import annotations

from textual import events
from textual.command import CommandInput, CommandList, CommandPalette

from tui.screens.dialog import ClosesOnce, key_lines
from widgets.input_lines import OneLine

KEYS = (("type", "to search"), ("↑ ↓", "choose"), ("enter", "do it"), ("esc", "back"))
"""What acts in the palette."""

_WIDEST = 200  # columns; the keys always fit on one line


class Commands(CommandList):
    """The palette's list: a click on a row that was drawn, and is in the list no more, is no error."""

    def on_click(self, event: events.Click) -> None:
        """Leave a click on what is gone alone."""
        row = event.style.meta.get("option")
        if row is not None and row >= self.option_count:
            event.prevent_default()


class Sought(CommandInput, OneLine):
    """The palette's line: what is pasted into it acts on no terminal."""


class Palette(CommandPalette, ClosesOnce[None]):
    """Every command by name."""

    DEFAULT_CSS = """
    Palette #--input { border-title-color: $pmc-muted; }
    """

    def _action_command_list(self, action: str) -> None:
        """Let a key move in the list; not before it has a size, when Textual cannot tell what a page is."""
        if self.query_one(CommandList).scrollable_content_region.area:
            super()._action_command_list(action)

    def on_mount(self) -> None:
        """Say the keys. Textual makes list and line itself, and asks nobody of which class."""
        self.query_one(CommandList).__class__ = Commands
        self.query_one(CommandInput).__class__ = Sought
        (line,) = key_lines(KEYS, _WIDEST)
        self.query_one("#--input").border_title = line
