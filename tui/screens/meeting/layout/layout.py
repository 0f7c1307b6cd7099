"""A screen that is laid out before it is painted first, so that the first paint is the last one, too."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple, Protocol, Self, runtime_checkable

from textual.events import ScreenResume
from textual.geometry import Region, Size
from textual.screen import Screen
from textual.strip import Strip
from textual.timer import Timer
from textual.widget import Widget

from widgets.agenda_tree import AgendaTree
from widgets.containers import blank
from widgets.meeting_header import MeetingHeader
from widgets.panes.team_panes import TeamPanes
from widgets.status_bar import StatusBar


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


class HostScreen(LaidOut):
    """A screen with work, timers, watches and dialogs for those who know only a `Host`."""

    is_commanded = False
    """True while a command is worked off."""

    _is_stale = False

    def refresh_facts(self) -> None:
        """Bring the first and the last line of the screen up to date: once a command, when it is done."""
        if self.is_commanded:
            self._is_stale = True
        else:
            self.draw_facts()
            self.draw_hints()

    def draw_facts(self) -> None:
        """Draw the first line as it is to be now."""
        raise NotImplementedError

    def draw_hints(self) -> None:
        """Draw the key hints as they are to be now."""
        raise NotImplementedError

    @contextmanager
    def one_command(self) -> Iterator[None]:
        """Work off a command: what it asks for more than once is drawn once, after it. Hints always are."""
        if self.is_commanded:
            yield
            return
        self.is_commanded, self._is_stale = True, False
        try:
            yield
        finally:
            self.is_commanded = False
            if self._is_stale:
                self.draw_facts()
            self.draw_hints()

    def work(self, work: Coroutine[Any, Any, object], group: str, *, exclusive: bool) -> None:
        """Run work beside the keys; it ends with this screen."""
        task = self.run_worker(work, group=group, exclusive=exclusive)._task  # noqa: SLF001
        if task is not None:  # work that was ended before it began is nothing to warn of
            task.add_done_callback(lambda _: work.close())

    def after(self, seconds: float, then: Callable[[], object]) -> Timer:
        """Do something later."""
        return self.set_timer(seconds, then)

    def every(self, seconds: float, then: Callable[[], object]) -> Timer:
        """Do something again and again."""
        return self.set_interval(seconds, then)

    def once_drawn(self, then: Callable[[], object]) -> None:
        """Do something as soon as what was changed is laid out and drawn."""
        self.call_after_refresh(then)

    def on_change(self, widget: Widget, attribute: str, then: Callable[..., None]) -> None:
        """Do something whenever a widget's attribute has another value."""
        self.watch(widget, attribute, then, init=False)

    def ask(self, dialog: Screen[Any], then: Callable[[Any], None] | None) -> None:
        """Open a dialog; what it is left with goes to `then`."""
        self.app.push_screen(dialog, then)


class Parts(NamedTuple):
    """A class for each part of the screen that has two ways to be drawn."""

    header: type[MeetingHeader]
    agenda: type[AgendaTree]
    panes: type[TeamPanes]
    status: type[StatusBar]


def parts(*, plain: bool) -> Parts:
    """What a meeting is shown with."""
    if not plain:
        return Parts(MeetingHeader, AgendaTree, TeamPanes, StatusBar)
    from widgets.plain.lines import (  # noqa: PLC0415
        PlainAgenda,
        PlainHeader,
        PlainStatus,
    )
    from widgets.plain.panes import PlainPanes  # noqa: PLC0415

    return Parts(PlainHeader, PlainAgenda, PlainPanes, PlainStatus)
