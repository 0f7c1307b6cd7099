"""One lock a minutes file among the program's own processes, kept in the state folder, never beside the file.

It goes with the process that holds it, however that ends. Other programs do not know it; what they do
meanwhile is found when names are exchanged.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Final

from tui.minutes.keeping.storage import StateFolder, key_of

PATIENCE: Final = 10.0
"""Seconds to wait for another process, which may be merging with others that write all the time."""

_STEP: Final = 0.005


@contextmanager
def file_lock(state: StateFolder | None, target: Path) -> Iterator[bool | None]:
    """Hold the lock of a file. Gives False when another has it for too long, None where locks are none."""
    if state is None:
        yield None
        return
    path = state.path / "locks" / key_of(target)
    with ExitStack() as stack:
        try:
            state.make(path.parent)
            fd = stack.enter_context(state.opened(path, os.O_RDWR | os.O_CREAT))
        except OSError:
            yield None
            return
        yield _taken(state, fd)


def _taken(state: StateFolder, fd: int) -> bool | None:
    end = state.fs.monotonic() + PATIENCE
    try:
        while not state.fs.lock(fd):
            if state.fs.monotonic() > end:
                return False
            state.fs.pause(_STEP)
    except OSError:  # a file system without locks
        return None
    return True
