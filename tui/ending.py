"""The end that comes from outside: signals, a closed terminal. It is soon, whatever else waits.

Text is saved before this is asked for; what may still wait then is the terminal, or a disk that is only
watched.
"""

from __future__ import annotations

import asyncio
import os
import signal
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Final

SIGNALS: Final = (signal.SIGHUP, signal.SIGINT, signal.SIGTERM)
"""What ends the program, as people and systems send it."""

PATIENCE: Final = 1.5
"""Seconds that a program may take to end once all is saved."""


def on_signals(ended: Callable[[int], None]) -> None:
    """Call `ended`, with the exit status that tells which it was, when a signal ends the program.

    To be called in the event loop.
    """
    loop = asyncio.get_running_loop()
    for number in SIGNALS:
        with suppress(NotImplementedError, ValueError, RuntimeError):  # no such signals, or another thread
            loop.add_signal_handler(number, ended, 128 + number)


def end_soon(status: int, last: Callable[[], object] = lambda: None, patience: float = PATIENCE) -> None:
    """End the process with a status after some seconds, if it still runs then; `last` is done before that."""
    over = threading.Timer(patience, _end, (status, last))
    over.daemon = True
    over.start()


def _end(status: int, last: Callable[[], object]) -> None:
    with suppress(Exception):
        last()
    os._exit(status)
