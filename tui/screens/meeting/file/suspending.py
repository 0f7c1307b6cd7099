"""Stepping aside: the shell comes to the front, and `fg` comes back to the meeting as it then is."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.app import App

if TYPE_CHECKING:
    from tui.screens.meeting.screen import MeetingScreen


class Suspending:
    """Suspend and return."""

    def __init__(self, screen: MeetingScreen) -> None:
        self._screen = screen
        self._suspended = False
        screen.app.app_suspend_signal.subscribe(screen, self._left, immediate=True)
        screen.app.app_resume_signal.subscribe(screen, self._returned)

    def commands(self) -> dict[str, Callable[[], object]]:
        """What this concern answers to, by command id."""
        return {"suspend": self._suspend}

    def _suspend(self) -> None:
        self._screen.run_worker(self._save_and_suspend(), group="suspend", exclusive=True)

    async def _save_and_suspend(self) -> None:
        """What is typed is in the file before the program stops, or in a draft: nobody may ever come back."""
        await self._screen.autosave.secure()
        self._suspended = False
        self._screen.app.action_suspend_process()
        if not self._suspended:
            self._screen.say("This terminal has no shell to come back from, so nothing was suspended.")

    def _left(self, _: App[object]) -> None:
        self._suspended = True

    def _returned(self, _: App[object]) -> None:
        """The terminal has been somebody else's: everything is drawn anew, and the disk looked at."""
        self._screen.app.refresh()
        self._screen.watching.look()
