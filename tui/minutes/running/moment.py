"""An instant as the clock of a meeting needs it, and where one comes from.

Two clocks, for two questions. How long something took is asked of a steady clock, which no correction of
the time of day and no summer time can bend. When something was, and how long it is until eleven, is asked of
the wall clock. The steady one goes on while the computer sleeps (CLOCK_BOOTTIME; CLOCK_MONOTONIC on macOS):
people do not stop talking when a lid is closed.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final, NamedTuple


class Moment(NamedTuple):
    """An instant: seconds of a clock that only goes forward, and the time of day with its zone."""

    steady: float
    wall: datetime

    def earlier(self, wall: datetime) -> Moment:
        """The moment at which the wall clock showed another time, where nobody has set it since."""
        return Moment(self.steady - (self.wall - wall).total_seconds(), wall)

    def later(self, seconds: float) -> Moment:
        """The moment so many seconds on."""
        return Moment(self.steady + seconds, self.wall + timedelta(seconds=seconds))


Now = Callable[[], Moment]
"""What tells the time. Passed in wherever it is needed, so that tests have a time of their own."""

_STEADY: Final = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)


def system_now() -> Moment:
    """The moment it is, as the system tells it."""
    return Moment(time.clock_gettime(_STEADY), datetime.now().astimezone())
