"""Who is here: the roll call of the open meeting."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from tui.settings.values import Settings

if TYPE_CHECKING:
    from tui.screens.meeting.screen import MeetingScreen


class Attendance:
    """Opens the roll call; what it marks is in the minutes and nowhere else."""

    def __init__(self, screen: MeetingScreen, settings: Settings) -> None:
        self._screen = screen
        self._settings = settings

    def commands(self) -> dict[str, Callable[[], object]]:
        """What this concern answers to, by command id."""
        return {"roll_call": self._open}

    def _open(self) -> None:
        from tui.screens.roll_call import RollCall  # noqa: PLC0415 - not before somebody asks

        self._screen.writing.commit()
        self._screen.app.push_screen(RollCall(self._screen, self._settings.quorum))
