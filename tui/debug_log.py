"""The debug log: what happened beneath the screen, for whoever looks for a fault. Off unless asked for.

It says of the minutes only which lines changed, by number and checksum, never what stands in them.
"""

from __future__ import annotations

import os
import threading
import time
import zlib
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from tui.minutes.text.escape import escape_controls

NAME: Final = "debug.log"
"""The log's file in the state folder."""

LARGEST: Final = 5_000_000
"""Bytes after which a log is begun anew; the one before is kept as `debug.log.1`."""

_WRITING: Final = threading.Lock()


class _Log:
    descriptor: int | None = None
    path: Path | None = None
    size = 0


def start(folder: Path) -> Path:
    """Write a log from now on; returns its file. Raises OSError where that cannot be."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    _open(folder / NAME)
    return folder / NAME


def open_log(path: Path) -> int:
    """Open a log to add to it; not a link, nor a pipe, in its place. Raises OSError."""
    careful = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | careful, 0o600)


def is_on() -> bool:
    """True while there is a log: what takes time to find out is only found out then."""
    return _Log.descriptor is not None


def log(kind: str, text: str) -> None:
    """Write a line, if there is a log; from any thread. A disk that is full ends the log and nothing else."""
    if _Log.descriptor is None:
        return
    line = f"{time.time():.3f} {kind}: {escape_controls(text)}\n".encode("utf-8", "replace")
    with _WRITING:
        try:
            if _Log.size > LARGEST and _Log.path is not None:
                _Log.path.replace(_Log.path.with_name(f"{NAME}.1"))
                _open(_Log.path)
            _Log.size += os.write(_Log.descriptor, line)
        except OSError:
            _Log.descriptor = None


def checksum(line: str) -> str:
    """A line as the log has it: told apart from others, and not to be read."""
    return f"{zlib.crc32(line.rstrip().encode('utf-8', 'replace')):08x}"


def log_change(who: str, before: Sequence[str], after: Sequence[str]) -> None:
    """Write which lines went and came, by whom, if there is a log."""
    if _Log.descriptor is None or before is after:
        return
    old, new = (Counter(map(checksum, lines)) for lines in (before, after))
    went, came = " ".join((old - new).elements()), " ".join((new - old).elements())
    if went or came:
        log(f"change by {who}", f"- {went} + {came}")


def _open(path: Path) -> None:
    if _Log.descriptor is not None:
        os.close(_Log.descriptor)
        _Log.descriptor = None
    _Log.descriptor, _Log.path = open_log(path), path
    _Log.size = os.fstat(_Log.descriptor).st_size
