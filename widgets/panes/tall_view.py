"""A scroll view that becomes higher or lower while it is read, as what it shows is laid out line by line."""

from __future__ import annotations

from textual.geometry import Size
from textual.reactive import Reactive
from textual.scroll_view import ScrollView


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
