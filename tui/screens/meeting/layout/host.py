"""What a desk asks of the screen it stands on, by Textual's own means."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from typing import Any

from textual.screen import Screen
from textual.timer import Timer
from textual.widget import Widget

from tui.screens.meeting.layout.layout import LaidOut


class HostScreen(LaidOut):
    """A screen with work, timers, watches and dialogs for those who know only a `Host`."""

    is_commanded = False
    """True while a command is worked off."""

    def refresh_facts(self) -> None:
        """Bring the first and the last line of the screen up to date."""
        raise NotImplementedError

    @contextmanager
    def one_command(self) -> Iterator[None]:
        """What a command asks for more than once is done once, after it: facts and hints."""
        if self.is_commanded:
            yield
            return
        self.is_commanded = True
        try:
            yield
        finally:
            self.is_commanded = False
            self.refresh_facts()

    def work(self, work: Coroutine[Any, Any, object], group: str, *, exclusive: bool) -> None:
        """Run work beside the keys; it ends with this screen."""
        self.run_worker(work, group=group, exclusive=exclusive)

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
