"""Containers whose own lines are not seen, or blank: they are there at once.

Textual draws every widget, also one that others cover, and styles it line by line.
"""

from __future__ import annotations

from textual.containers import Horizontal, Vertical
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget


def blank(widget: Widget, crop: Region) -> list[Strip]:
    """Lines of nothing but a widget's background."""
    return [Strip.blank(crop.width, widget.rich_style)] * crop.height


class Columns(Horizontal):
    """What stands beside each other."""

    def render_lines(self, crop: Region) -> list[Strip]:
        """Blank lines."""
        return blank(self, crop)


class Rows(Vertical):
    """What stands above each other."""

    def render_lines(self, crop: Region) -> list[Strip]:
        """Blank lines."""
        return blank(self, crop)
