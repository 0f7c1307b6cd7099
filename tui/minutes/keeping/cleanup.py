"""Tidying up after processes that were killed in the middle of a save.

What they left beside the file is removed; a text among it that stands nowhere else becomes a draft. A write
in place that they had begun is finished. To be called while the file's lock is held.
"""

from __future__ import annotations

from pathlib import Path

from tui.minutes.keeping.drafts import Drafts
from tui.minutes.keeping.filesystem import FileSystem
from tui.minutes.keeping.history import History
from tui.minutes.keeping.storage import read_file, remove_quietly
from tui.minutes.keeping.swap import left_behind, write_in_place
from tui.minutes.keeping.versions import Origin
from tui.minutes.text.source import Source


def sweep(fs: FileSystem, target: Path, history: History, drafts: Drafts | None) -> None:
    """Tidy up. Raises OSError where the file cannot be read or written."""
    for name, path, data in left_behind(fs, target):
        if history.has(data) or (drafts is not None and _drafted(name, data, history, drafts)):
            remove_quietly(fs, path)
    _finish_in_place(fs, target, history)


def _drafted(name: str, data: bytes, history: History, drafts: Drafts) -> bool:
    try:
        drafts.leave(name, history.closest(data), Source.from_bytes(data))
    except OSError:
        return False
    history.keep(data, Origin.LEFT)
    return True


def _finish_in_place(fs: FileSystem, target: Path, history: History) -> None:
    """Where a write in place was begun and never told to be done, write the rest."""
    begun = history.begun_in_place()
    if begun is None:
        return
    before, after = begun
    disk = read_file(fs, target)
    if disk == after or (disk != before and is_torn(disk, before, after)):
        write_in_place(fs, target, disk, after)
        history.keep(after, Origin.SAVED)
    else:
        history.keep(disk, Origin.OUTSIDE)


def is_torn(disk: bytes, before: bytes, after: bytes) -> bool:
    """Whether a content is what `write_in_place` leaves when it is stopped: its steps are taken in order."""
    grown = before + after[len(before) :]
    if not len(before) <= len(disk) <= len(grown):
        return False
    if disk == grown[: len(disk)]:
        return True
    new = next((at for at, (a, b) in enumerate(zip(disk, after, strict=False)) if a != b), len(after))
    return len(disk) == len(grown) and disk[new:] == grown[new:]
