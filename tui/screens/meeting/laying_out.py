"""A screen that is laid out before it is painted first, so that the first paint is the last one, too."""

from __future__ import annotations

from typing import Protocol, runtime_checkable

from textual.geometry import Size
from textual.screen import Screen


@runtime_checkable
class Fitting(Protocol):
    """A widget whose text is as high as its width makes it."""

    def fit(self) -> None:
        """Lay the text out in the size the widget has now."""


class LaidOut(Screen[None]):
    """Textual tells widgets their sizes when it has painted them; here they know them before the first paint.

    Else scroll bars, and what they take of a width, come with a second paint, a frame later.
    """

    _is_laid_out = False

    def _refresh_layout(self, size: Size | None = None, scroll: bool = False) -> None:
        if not self._is_laid_out:
            self._is_laid_out = True
            with self.app.batch_update():  # of which nothing is painted
                super()._refresh_layout(size, scroll)
            for widget in self.query("*"):
                if widget.size and isinstance(widget, Fitting):
                    widget.fit()
        super()._refresh_layout(size, scroll)
