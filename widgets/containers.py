"""Containers and scroll views whose own lines are not seen, or blank: they are there at once."""

from __future__ import annotations

from textual.containers import Horizontal, Vertical
from textual.geometry import Region, Size
from textual.reactive import Reactive
from textual.scroll_view import ScrollView
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


class TallView(ScrollView, inherit_bindings=False):
    """Textual lays the whole screen out anew and paints it when a virtual size changes.

    Here only the scroll bar moves, where there is one before and after.
    """

    virtual_size: Reactive[Size] = Reactive(Size(0, 0), repaint=False)

    def watch_virtual_size(self, size: Size) -> None:
        """Show how high it all is."""
        if not self.show_vertical_scrollbar or size.height <= self.container_size.height:
            self.refresh(layout=True)
            return
        self.vertical_scrollbar.window_virtual_size = size.height
        self.scroll_y = self.validate_scroll_y(self.scroll_y)
