"""Writing to the terminal from a thread of its own, so that nothing waits for a terminal that does not read.

A terminal that is stopped, or gone, fills its buffer and takes no more. What is written is queued here then;
of a queue that grows too long the pictures are thrown away, and all is drawn anew once the terminal reads.
"""

from __future__ import annotations

import os
import select
import threading
import time
from collections.abc import Callable
from typing import Final

MOST: Final = 4_000_000
"""Characters in the queue after which they are thrown away: some hundred full screens."""

STOPPING: Final = 0.5
"""Seconds that the last of it may take."""

_CHUNK: Final = 4096  # bytes at once, so that a terminal that stops is noticed
_LOOK: Final = 0.1  # seconds between two looks at whether to give up

AFRESH: Final = "\x1b[?2026l\x1b[0m"
"""Ends a picture that was thrown away in its middle."""


class TerminalOutput(threading.Thread):
    """Writes to a file descriptor what it is given, in order; an error of the terminal is its end."""

    def __init__(
        self, descriptor: int, encode: Callable[[str], bytes], missed: Callable[[], None] = lambda: None
    ) -> None:
        """`missed` is called, in this thread, when all is to be drawn anew."""
        super().__init__(daemon=True, name="terminal-output")
        self._descriptor = descriptor
        self._encode = encode
        self._missed = missed
        self._ready = threading.Condition()
        self._queue: list[str] = []
        self._size = 0
        self._has_missed = False
        self._give_up_at: float | None = None
        self.is_gone = False
        """True when the terminal takes nothing any more."""

    def write(self, text: str) -> None:
        """Queue a text; never waits."""
        with self._ready:
            if self.is_gone:
                return
            if self._size > MOST:
                self._queue, self._size, self._has_missed = [AFRESH], len(AFRESH), True
            self._queue.append(text)
            self._size += len(text)
            self._ready.notify()

    def stop(self) -> None:
        """Write what is queued, as far as the terminal takes it in `STOPPING` seconds, and end."""
        with self._ready:
            self._give_up_at = time.monotonic() + STOPPING
            self._ready.notify()
        self.join(STOPPING + _LOOK)

    def run(self) -> None:
        """Write until stopped."""
        try:
            while (text := self._next()) is not None:
                if not self._write(self._encode(text)):
                    return
                self._tell_missed()
        except OSError:
            self._end()

    def _next(self) -> str | None:
        with self._ready:
            while not self._queue:
                if self._give_up_at is not None:
                    return None
                self._ready.wait()
            text = "".join(self._queue)
            self._queue, self._size = [], 0
            return text

    def _write(self, data: bytes) -> bool:
        """Write all of it; False when it was given up."""
        at = 0
        while at < len(data):
            if select.select([], [self._descriptor], [], _LOOK)[1]:
                at += os.write(self._descriptor, data[at : at + _CHUNK])
            elif self._give_up_at is not None and time.monotonic() > self._give_up_at:
                self._end()
                return False
        return True

    def _tell_missed(self) -> None:
        with self._ready:
            missed = self._has_missed and not self._queue
            self._has_missed = self._has_missed and not missed
        if missed:
            self._missed()

    def _end(self) -> None:
        with self._ready:
            self.is_gone = True
            self._queue = []
