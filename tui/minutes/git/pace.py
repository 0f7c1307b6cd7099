"""How often the remote is asked and written to: soon while few push, seldom where many do or none answers."""

from __future__ import annotations

import random
from collections import deque
from typing import Final

EVERY: Final = 5.0
"""Seconds between two looks at the remote, give or take a fifth: members must not all come at once."""

LONGEST: Final = 60.0
"""Seconds after which a remote that does not answer is asked again, and words go out that never rest."""

REST: Final = 2.0
"""Seconds that a text rests before it is pushed, while few push."""


class Pace:
    """The pace of one shared file. Times are in seconds of a steady clock."""

    def __init__(self, pushes_per_minute: int) -> None:
        self._limit = max(1, pushes_per_minute)
        self._failures = 0
        self._pushes: deque[float] = deque(maxlen=512)
        self._waiting_since: float | None = None

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

    def rest(self, now: float) -> float:
        """Seconds that a text has to rest now, by how many pushes the last minute saw."""
        while self._pushes and self._pushes[0] < now - 60:
            self._pushes.popleft()
        share = len(self._pushes) / self._limit
        return REST if share < 0.5 else min(LONGEST, LONGEST * share)

    def may_push(self, now: float, written: float) -> bool:
        """True where a text last written so many seconds ago is to go out: it rests, or waits too long."""
        if self._waiting_since is None:
            self._waiting_since = now
        ready = written >= self.rest(now) or now - self._waiting_since >= LONGEST
        if ready:
            self._waiting_since = None
        return ready
