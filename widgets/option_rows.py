"""The list of a dialog."""

from __future__ import annotations

from typing import Literal

from textual.widgets import OptionList


class OptionRows(OptionList):
    """Textual's list of options, in which page keys do nothing where there is no room for a row.

    There Textual cannot tell what a page is, and the program would end.
    """

    def _move_page(self, direction: Literal[-1, 1]) -> None:
        if self.scrollable_content_region.area:
            super()._move_page(direction)
