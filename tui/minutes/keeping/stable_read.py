"""Reading a file that others may be writing just now: wait until they are done, within bounds.

A program that writes in place first empties the file, then fills it. What is read in between is no version
of the file. Where the system tells whether somebody has it open for writing that is heeded; a content
that looks cut off has to stay as it is for a while before it is believed.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

from tui.minutes.keeping.filesystem import FileSystem
from tui.minutes.keeping.storage import opened, read_all, refuse_special

LONGEST: Final = 2.0
"""Seconds after which a content is believed in any case."""

_STEP: Final = 0.01
_UNKNOWN: Final = 0.02  # seconds of calm asked for where writers cannot be seen
_WRITER: Final = 0.15  # … while a writer has the file open
_CUT_OFF: Final = 0.6  # … for a content that looks cut off
_EMPTY: Final = 2.0  # … for one that is empty where there was text, doubled each time that was believed
_MOST_DOUBLED: Final = 2
_ABSENT: Final = 0.3  # seconds for a file to come back: some editors move it away before they write it


def read_settled(
    fs: FileSystem, path: Path, known: bytes | None, *, drain: bool = False, emptied: int = 0
) -> bytes:
    """The bytes of a file once nobody is in the middle of writing it.

    A content that is already `known` is given at once; with `drain`, only when nobody has the file open
    for writing (or after `LONGEST` seconds). One that was `emptied` so many times, and had text again, has to
    stay empty the longer. Raises OSError as `read_file` does.
    """
    start = calm_since = fs.monotonic()
    data: bytes | None = None
    while True:
        try:
            again, busy = _read(fs, path)
        except FileNotFoundError:
            if known is None or fs.monotonic() - start > _ABSENT:
                raise
            fs.pause(_STEP)
            continue
        now = fs.monotonic()
        if again != data:
            data, calm_since = again, now
        calm = _calm(again, known, busy, drain=drain)
        if known and known.strip() and not again.strip():
            calm = _EMPTY * 2 ** min(emptied, _MOST_DOUBLED)
        if now - calm_since >= calm or (calm <= LONGEST < now - start):
            return again
        fs.pause(_STEP)


def _calm(data: bytes, known: bytes | None, busy: bool | None, *, drain: bool) -> float:
    """Seconds for which a content must have stood to be believed."""
    if busy and drain:
        return LONGEST
    if data == known:
        return 0
    if known and known.startswith(data):
        return _CUT_OFF
    return {True: _WRITER, False: 0.0, None: _UNKNOWN}[busy]


def _read(fs: FileSystem, path: Path) -> tuple[bytes, bool | None]:
    """The content, and whether somebody had the file open for writing just before, meanwhile or after."""
    refuse_special(fs.stat(path), path)
    with opened(fs, path, os.O_RDONLY | os.O_NONBLOCK) as fd:
        status = fs.fstat(fd)
        refuse_special(status, path)
        before = fs.being_written(fd)
        data = read_all(fs, fd, status.st_size)
        torn = _version(status) != _version(after := fs.fstat(fd)) or 0 < after.st_size != len(data)
        return data, torn or before or fs.being_written(fd)


def _version(status: os.stat_result) -> tuple[int, int]:
    """What changes with a write; who reads meanwhile may get the start of one text and another's end."""
    return status.st_size, status.st_mtime_ns
