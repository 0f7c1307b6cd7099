"""One lock a minutes file among the program's own processes, kept in the state folder, never beside the file.

It goes with the process that holds it, however that ends. Other programs do not know it; what they do
meanwhile is found when names are exchanged.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from tui.minutes.storage import StateFolder, key_of

PATIENCE: Final = 5.0
"""Seconds to wait for another process; one that was stopped in mid-save must not stop the others for ever."""

_STEP: Final = 0.005


@contextmanager
def file_lock(state: StateFolder | None, target: Path) -> Iterator[bool]:
    """Hold the lock of a file. Gives False where none is to be had: no state folder, or too long a wait."""
    if state is None:
        yield False
        return
    fs = state.fs
    path = state.path / "locks" / key_of(target)
    try:
        fs.make_folder(path.parent)
        fd = fs.open(path, os.O_RDWR | os.O_CREAT)
    except OSError:
        yield False
        return
    try:
        yield _taken(state, fd)
    finally:
        with suppress(OSError):
            fs.close(fd)


def _taken(state: StateFolder, fd: int) -> bool:
    end = state.fs.monotonic() + PATIENCE
    try:
        while not state.fs.lock(fd):
            if state.fs.monotonic() > end:
                return False
            state.fs.pause(_STEP)
    except OSError:  # a file system without locks
        return False
    return True
