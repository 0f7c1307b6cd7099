"""The app's side of its looks: our themes, our colours under any theme, the terminal asked for its own."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from textual.driver import Driver

from tui.settings.values import Settings
from tui.terminal.copying import CopyingApp
from tui.themes.own import OWN, with_own
from tui.themes.theming import Theming

if TYPE_CHECKING:
    from tui.terminal.driver import BackgroundTold


class ThemedApp(CopyingApp):
    """An app in the theme that fits the terminal, or the one somebody picked."""

    theming: Theming
    plain = False
    """Plain mode: nothing blinks, nothing is framed, the terminal's own cursor is where things happen."""

    def __init__(self) -> None:
        super().__init__(ansi_color=True if "NO_COLOR" in os.environ else None)  # else greys stay as colours

    def dress(self, settings: Settings) -> None:
        """Put the theme on that is to be worn."""
        self.plain = settings.plain
        self.set_class(self.plain, "-plain")
        for theme in OWN:
            self.register_theme(theme)
        self.theming = Theming(self, settings)

    def say(self, text: str) -> None:
        """Say that something went wrong."""

    def get_css_variables(self) -> dict[str, str]:
        """Our own colours under any theme."""
        return with_own(super().get_css_variables())

    def get_driver_class(self) -> type[Driver]:
        """Textual's driver for this system; where that is the usual one, our extension of it."""
        usual = super().get_driver_class()
        if usual.__module__ != "textual.drivers.linux_driver":
            return usual
        from tui.terminal.driver import AskingDriver  # noqa: PLC0415 - imports what only such systems have

        return AskingDriver

    def ask_background(self) -> None:
        """After the first paint: ask what waiting for would delay it."""
        ask = getattr(self._driver, "ask_background", None)
        if ask is not None and self.theming.asks:
            ask()

    def on_background_told(self, event: BackgroundTold) -> None:
        """The terminal answered."""
        self.theming.told(event.colour)

    def search_themes(self) -> None:
        """Pick a theme, with a look at each."""
        from tui.screens.theme_list import ThemeList  # noqa: PLC0415 - not needed before somebody asks

        self.push_screen(ThemeList(self.theming))

    def action_command_palette(self) -> None:
        """Show the palette."""
        from tui.screens.command_palette import Palette  # noqa: PLC0415 - not needed before somebody asks

        if not any(isinstance(screen, Palette) for screen in self.screen_stack):
            self.push_screen(Palette(id="--command-palette"))
