"""Which theme is worn: the setting, else the one picked, else the one that fits the terminal.

What fits is told by the terminal: how many colours it has (`TERM`, `COLORTERM`, `NO_COLOR`) and whether its
background is dark (`COLORFGBG`, else its answer to a question). The first paint waits for no answer: it uses
the one of the last start, and the question is asked after it. Waiting would cost a terminal behind a slow
line its whole round trip at each start; so a terminal with a light background changes its theme once, at its
very first start, and never again.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import TYPE_CHECKING

from tui.settings.values import RefusedSettingError, Settings, one_of
from tui.state import load_app_state, update_app_state
from tui.terminal.background import answered_dark, can_be_asked, said_dark
from tui.themes.own import OWN, chosen_theme

if TYPE_CHECKING:
    from tui.themes.themed_app import ThemedApp


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
        if problem := update_app_state(lambda state: state._replace(dark=dark, theme=theme)):
            self._app.say(problem)
