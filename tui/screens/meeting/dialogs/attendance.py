"""Who is here: the roll call of the open meeting."""

from __future__ import annotations

from collections.abc import Callable

from tui.screens.meeting.desk import Desk


class Attendance:
    """Opens the roll call; what it marks is in the minutes and nowhere else."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def commands(self) -> dict[str, Callable[[], object]]:
        """What this concern answers to, by command id."""
        return {"roll_call": self._open}

    def _open(self) -> None:
        from tui.screens.roll_call import RollCall  # noqa: PLC0415 - not before somebody asks

        self._desk.text()
        self._desk.ask(RollCall(self._desk))
