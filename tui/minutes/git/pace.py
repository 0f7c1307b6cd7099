"""How often the remote is asked and written to: at once while few push; in turn where many do.

Hosts count the pushes to a repository, of all its members together, and so does this.
"""

from __future__ import annotations

import random
from collections import deque
from typing import Final

EVERY: Final = 5.0
"""Seconds between two looks at the remote, give or take a fifth: members must not all come at once."""

LONGEST: Final = 60.0
"""Seconds after which a remote that does not answer is asked again, and words go out that never rest."""

REST: Final = 2.0
"""Seconds that a text rests before it is pushed."""

TURN: Final = 30
"""Pushes in the time that the limit allows them, after which a member that waits goes before all others."""


_PATIENCE: Final = (0.7, 2.1)
"""How many times the usual gap between two pushes a member leaves others before it goes."""


class Pace:
    """The pace of one shared file. Times are in seconds of a steady clock."""

    def __init__(self, pushes_per_minute: int) -> None:
        self._limit = max(1, pushes_per_minute)
        self._failures = 0
        self._pushes: deque[float] = deque(maxlen=1024)
        self._waiting_since: float | None = None
        self._patience = 1.0

    def pause(self) -> float:
        """Seconds until the next look: doubled by each failure in a row."""
        pause = min(LONGEST, EVERY * 2.0**self._failures)
        return pause * random.uniform(0.8, 1.2)  # noqa: S311 - so that members do not come all at once

    def answered(self, *, well: bool) -> None:
        """The remote answered, or did not."""
        self._failures = 0 if well else min(self._failures + 1, 6)

    def pushed(self, now: float) -> None:
        """Somebody pushed, this program or another."""
        self._pushes.append(now)

    def is_crowded(self, now: float) -> bool:
        """True while the last minute saw as many pushes as are allowed."""
        return self._share(now) >= 1

    def may_push(self, now: float, written: float) -> bool:
        """True where a text last written so many seconds ago is to go out.

        It rests, or waits too long already; and it is its turn, where many push: who waits longest goes
        first, most of the time.
        """
        if self._waiting_since is None:
            self._waiting_since = now
            self._patience = random.uniform(*_PATIENCE)  # noqa: S311 - as above
        waited = now - self._waiting_since
        ready = (written >= REST or waited >= LONGEST) and self._is_next(now, waited)
        if ready:
            self._waiting_since = None
        return ready

    def _is_next(self, now: float, waited: float) -> bool:
        """Whether nobody has pushed for so long that this member may: for less, the longer it has waited."""
        share = self._share(now)
        if share < 0.5:
            return True
        each = 60.0 / self._limit
        gap = each * share**4 * self._patience * max(0.0, 1.0 - waited / (each * TURN))
        return now - self._pushes[-1] >= gap

    def _share(self, now: float) -> float:
        while self._pushes and self._pushes[0] <= now - 60:
            self._pushes.popleft()
        return len(self._pushes) / self._limit
