"""Stepping aside: the shell comes to the front, and `fg` comes back to the meeting as it then is."""

from __future__ import annotations

from collections.abc import Callable

from textual.app import App

from tui.screens.meeting.desk import Desk
from tui.screens.meeting.file.autosave import Autosave
from tui.screens.meeting.file.watching import Watching


class Suspending:
    """Suspend and return."""

    def __init__(self, desk: Desk, autosave: Autosave, watching: Watching) -> None:
        self._desk = desk
        self._autosave = autosave
        self._watching = watching
        self._suspended = False
        desk.app.app_suspend_signal.subscribe(desk.panes, self._left, immediate=True)
        desk.app.app_resume_signal.subscribe(desk.panes, self._returned)

    def commands(self) -> dict[str, Callable[[], object]]:
        """What this concern answers to, by command id."""
        return {"suspend": self._suspend}

    def _suspend(self) -> None:
        self._desk.work(self._save_and_suspend(), "suspend", exclusive=True)

    async def _save_and_suspend(self) -> None:
        """What is typed is in the file before the program stops, or in a draft: nobody may ever come back."""
        await self._autosave.secure()
        self._suspended = False
        self._desk.app.action_suspend_process()
        if not self._suspended:
            self._desk.say("This terminal has no shell to come back from, so nothing was suspended.")

    def _left(self, _: App[object]) -> None:
        self._suspended = True

    def _returned(self, _: App[object]) -> None:
        """The terminal has been somebody else's: everything is drawn anew, and the disk looked at."""
        self._desk.app.refresh()
        self._watching.look()
