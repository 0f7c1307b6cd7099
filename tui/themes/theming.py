"""Looks: the side of the app, and which theme is worn: the setting, the one picked, or what fits."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from textual.app import SystemCommand
from textual.driver import Driver
from textual.screen import Screen

from tui.settings.values import RefusedSettingError, Settings, one_of
from tui.state import AppState, load_app_state, update_app_state
from tui.terminal.background import answered_dark, can_be_asked, said_dark
from tui.terminal.copying import CopyingApp
from tui.themes.own import OWN, chosen_theme, with_own

if TYPE_CHECKING:
    from tui.terminal.parser import BackgroundTold


class Theming:
    """The theme of the app, and how it is chosen."""

    def __init__(
        self, app: ThemedApp, settings: Settings, environment: Mapping[str, str] = os.environ
    ) -> None:
        """Dresses the app at once. Raises RefusedSettingError for a theme that there is not."""
        self._app = app
        self._environment = environment
        self._state, _ = load_app_state()
        self._set = settings.theme
        if self._set is not None and self._set not in app.available_themes:
            raise RefusedSettingError("theme", self._set, one_of(self._set, app.available_themes))
        self._dark: bool | None = None
        self.few_colours = settings.plain or app.no_color or app.console.color_system in (None, "standard")
        self.wear()

    @property
    def picked(self) -> str | None:
        """The theme somebody picked that can be worn here; None where the terminal's own is worn.

        One with all colours, picked elsewhere, is not for a terminal with 16.
        """
        themes = self._app.available_themes
        name = self._state.theme
        return name if name in themes and (themes[name].ansi or not self.few_colours) else None

    @property
    def fitting(self) -> str:
        """The theme that fits what the terminal says, or last said; without a word it is dark."""
        said = said_dark(self._environment)
        known = next((dark for dark in (said, self._dark, self._state.dark) if dark is not None), True)
        return chosen_theme(dark=known, few_colours=self.few_colours)

    def wear(self) -> None:
        """Put the theme on that is to be worn now."""
        wanted = self._set or self.picked or self.fitting
        if self._app.theme != wanted:
            self._app.theme = wanted

    @property
    def asks(self) -> bool:
        """True where the terminal's answer decides."""
        decided = self._set or self.picked or said_dark(self._environment) is not None
        return not decided and not self._app.no_color and can_be_asked(self._environment)

    def told(self, colour: str) -> None:
        """The terminal has told its background."""
        if (dark := answered_dark(colour)) is None:
            return
        self._dark = dark
        self.wear()
        if self._state.dark != dark:
            self._remember(dark=dark, theme=self._state.theme)

    def pick(self, name: str | None) -> None:
        """Wear a theme from now on, also at the next start; None for what fits the terminal."""
        self._set = None  # a setting counts again at the next start
        self._remember(dark=self._state.dark, theme=name)
        self._app.theme = name or self.fitting

    def names(self) -> list[str]:
        """All themes, our own first."""
        own = [theme.name for theme in OWN]
        return own + sorted(name for name in self._app.available_themes if name not in own)

    def _remember(self, *, dark: bool | None, theme: str | None) -> None:
        self._state = self._state._replace(dark=dark, theme=theme)
        self._app.run_worker(self._write(), group="theme")

    async def _write(self) -> None:
        """Write it beside the keys. Of two writes either may be the last: each writes what is chosen now."""

        def chosen(state: AppState) -> AppState:
            return state._replace(dark=self._state.dark, theme=self._state.theme)

        if problem := await asyncio.to_thread(update_app_state, chosen):
            self._app.say(problem)


class ThemedApp(CopyingApp):
    """An app in the theme that fits the terminal, or the one somebody picked."""

    theming: Theming
    plain = False
    """Plain mode: nothing blinks, nothing is framed, the terminal's own cursor is where things happen."""

    def __init__(self) -> None:
        super().__init__(ansi_color=True if "NO_COLOR" in os.environ else None)  # else greys stay as colours
        self._told_encoding = False

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
        from tui.terminal.driver import TerminalDriver  # noqa: PLC0415 - imports what only such systems have

        return TerminalDriver

    def ask_background(self) -> None:
        """After the first paint: ask what waiting for would delay it."""
        ask = getattr(self._driver, "ask_background", None)
        if ask is not None and self.theming.asks:
            ask()

    def on_background_told(self, event: BackgroundTold) -> None:
        """The terminal answered."""
        self.theming.told(event.colour)

    def on_wrong_bytes_came(self) -> None:
        """The terminal speaks another encoding: said once, the letters themselves are on the screen."""
        if not self._told_encoding:
            self._told_encoding = True
            self.say("Your terminal sent bytes that are no UTF-8; set it, and the locale, to UTF-8.")

    def search_themes(self) -> None:
        """Pick a theme, with a look at each."""
        from tui.screens.theme_list import ThemeList  # noqa: PLC0415 - not needed before somebody asks

        self.push_screen(ThemeList(self.theming))

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:  # noqa: ARG002
        """Nothing of what Textual has for the palette: the table of commands has what works here."""
        return ()

    def action_command_palette(self) -> None:
        """Show the palette."""
        from tui.screens.command_palette import Palette  # noqa: PLC0415 - not needed before somebody asks

        if not any(isinstance(screen, Palette) for screen in self.screen_stack):
            self.push_screen(Palette(id="--command-palette"))
