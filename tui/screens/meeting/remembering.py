"""What is remembered of the open meeting, written beside the keys: the newest of each kind."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tui.screens.meeting.desk import Desk

Write = Callable[[], str | None]
"""Writes; gives a sentence where that was not possible."""


class Remembering:
    """The writes into the state folder that wait, however slow its disk is."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._waiting: dict[str, Write] = {}
        self._turn = Lock()  # held while one is written
        self._is_writing = False

    def put(self, kind: str, write: Write) -> None:
        """Write soon, in place of what waits of the same kind."""
        self._waiting[kind] = write
        if not self._is_writing:
            self._is_writing = True
            self._desk.work(self._write(), "remembering")

    def finish(self) -> None:
        """Write what waits, and wait for what is being written. Blocks; may be called from any thread."""
        while self._waiting:
            self._next()
        with self._turn:
            return

    async def _write(self) -> None:
        try:
            while self._waiting:
                if problem := await asyncio.to_thread(self._next):
                    self._desk.say(problem, trouble=True)
        finally:
            self._is_writing = False

    def _next(self) -> str | None:
        with self._turn:
            kind = next(iter(self._waiting), None)
            write = self._waiting.pop(kind, None) if kind is not None else None
            return write() if write is not None else None
