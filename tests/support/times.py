"""A time of the test's own: it stands still until the test lets it pass."""

from __future__ import annotations

from datetime import timedelta

from tests.support.desk import TEN
from tui.minutes.running.clock import Moment


class Time:
    """What tells the time, and lets it pass. The wall clock can be set, and the computer restarted."""

    def __init__(self, moment: Moment = TEN) -> None:
        self.moment = moment

    def __call__(self) -> Moment:
        return self.moment

    def passes(self, seconds: float = 0.0, *, minutes: float = 0.0) -> Moment:
        """Let time pass; gives the moment after it."""
        self.moment = self.moment.later(seconds + 60 * minutes)
        return self.moment

    def is_set(self, minutes: float) -> None:
        """Somebody sets the wall clock forward, or back."""
        self.moment = self.moment._replace(wall=self.moment.wall + timedelta(minutes=minutes))

    def starts_anew(self) -> None:
        """The computer is started again: its steady clock begins anew."""
        self.moment = self.moment._replace(steady=3.0)
