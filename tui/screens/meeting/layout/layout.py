"""A screen that is laid out before it is painted first, so that the first paint is the last one, too."""

from __future__ import annotations

from typing import Protocol, Self, runtime_checkable

from textual.events import ScreenResume
from textual.geometry import Region, Size
from textual.screen import Screen
from textual.strip import Strip

from widgets.blank_containers import blank


@runtime_checkable
class Fitting(Protocol):
    """A widget whose text is as high as its width makes it."""

    def fit(self) -> None:
        """Lay the text out in the size the widget has now."""


class LaidOut(Screen[None]):
    """Textual tells widgets their sizes when it has painted them; here they know them before the first paint.

    Else scroll bars, and what they take of a width, come with a second paint, a frame later.
    """

    is_complete = False
    """True from when all of its widgets are there."""

    _is_laid_out = False
    _has_skipped_repaint = False

    def on_screen_resume(self, event: ScreenResume) -> None:
        """Its widgets have just got their styles, when this is the first time."""
        event.refresh_styles = self._is_laid_out

    def render_lines(self, crop: Region) -> list[Strip]:
        """Nothing of itself is seen."""
        return blank(self, crop)

    def refresh(
        self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False
    ) -> Self:
        """Paint all of it anew.

        Not while it opens and is laid out anew: that paints what has another place. Nor then for `regions` of
        a screen that it covers, nor right after its first paint, which Textual would have twice.
        """
        if not self.is_complete:
            repaint = repaint and not layout and not regions
            if repaint and self._is_laid_out and not self._has_skipped_repaint:
                self._has_skipped_repaint, repaint = True, False
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

    def _refresh_layout(self, size: Size | None = None, scroll: bool = False) -> None:
        """Lay out twice at first, fitted in between; later not for the size that it has already."""
        if not self._is_laid_out:
            self._is_laid_out = True
            with self.app.batch_update():  # of which nothing is painted
                super()._refresh_layout(size, scroll)
            for widget in self.query("*"):
                if widget.size and isinstance(widget, Fitting):
                    widget.fit()
            super()._refresh_layout(size, scroll)
            self._layout_required = False
        elif size is None or size != self.outer_size or self._layout_required:
            super()._refresh_layout(size, scroll)
