"""Pick a theme: moving in the list shows the whole screen in it, Esc goes back to the one before."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from tui.screens.dialog import MOVES, Dialog
from widgets.option_rows import OptionRows

if TYPE_CHECKING:
    from tui.themes.theming import Theming

FITTING = "as the terminal is"
"""The entry for the theme that fits the terminal, whichever that is."""

_NAME = 22  # columns of the names


class ThemeList(Dialog[None]):
    """The themes, our own first. It stands at the side: the meeting beside it is the preview."""

    CSS_PATH = "theme_list.tcss"
    HEADING = "Theme"
    KEYS = (("↑ ↓", "look"), ("enter", "take"))
    BINDINGS: ClassVar[list[BindingType]] = [*MOVES]

    def __init__(self, theming: Theming) -> None:
        super().__init__()
        self._theming = theming
        self._names: list[str | None] = [None, *theming.names()]
        self._before = ""

    def content(self) -> ComposeResult:
        """The list."""
        yield OptionRows(*[Option(self._line(name)) for name in self._names], compact=True)

    def on_mount(self) -> None:
        """Begin at the theme that is worn."""
        self._before = self.app.theme
        options = self.query_one(OptionList)
        picked = self._theming.picked is None and self._before == self._theming.fitting
        options.highlighted = 0 if picked else self._names.index(self._before)
        options.focus()

    def _line(self, name: str | None) -> Text:
        if name is None:
            return Text.assemble(FITTING.ljust(_NAME), (self._theming.fitting, "italic"), no_wrap=True)
        theme = self.app.available_themes[name]
        kind = "16 colours, " if theme.ansi else ""
        shade = "dark" if theme.dark else "light"
        return Text.assemble(name.ljust(_NAME - 2), "  ", (kind + shade, "italic"), no_wrap=True)

    @on(OptionList.OptionHighlighted)
    def _look(self, event: OptionList.OptionHighlighted) -> None:
        self.app.theme = self._names[event.option_index] or self._theming.fitting

    @on(OptionList.OptionSelected)
    def _take(self, event: OptionList.OptionSelected) -> None:
        self._theming.pick(self._names[event.option_index])
        self.dismiss()

    def action_leave(self) -> None:
        """Back to the theme before."""
        self.app.theme = self._before
        self.dismiss()
