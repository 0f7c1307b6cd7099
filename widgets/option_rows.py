"""The list of a dialog."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from rich.text import Text
from textual import events
from textual.content import Content
from textual.css.styles import RulesMap
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual
from textual.widgets import OptionList


class LineDrawnLater(Visual):
    """An option of one line, made when it comes into view: a list may have a thousand that never do."""

    def __init__(self, draw: Callable[[int], Text]) -> None:
        """`draw` gives the line for a width in cells; it is to fit."""
        self._draw = draw

    def render_strips(
        self,
        width: int,
        height: int | None,  # noqa: ARG002 - the protocol's
        style: Style,
        options: RenderOptions,
    ) -> list[Strip]:
        """The line."""
        content = Content.from_rich_text(self._draw(width))
        return content.render_strips(width, 1, style, options)

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:  # noqa: ARG002 - the protocol's
        """As wide as there is room."""
        return container_width

    def get_height(self, rules: RulesMap, width: int) -> int:  # noqa: ARG002 - the protocol's
        """One line."""
        return 1


class OptionRows(OptionList):
    """Textual's list of options, in which two things are no errors that end the program.

    Page keys do nothing where there is no room for a row, and Textual cannot tell what a page is; nor does a
    click on a row that was drawn, and is in the list no more.
    """

    def on_click(self, event: events.Click) -> None:
        """Leave a click on what is gone alone."""
        row = event.style.meta.get("option")
        if row is not None and row >= self.option_count:
            event.prevent_default()

    def on_resize(self) -> None:
        """Keep the highlighted row in view: a sentence below the list may have taken a row of it."""
        self.call_after_refresh(self.scroll_to_highlight)

    def _move_page(self, direction: Literal[-1, 1]) -> None:
        if self.scrollable_content_region.area:
            super()._move_page(direction)
