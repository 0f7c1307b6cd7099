"""Putting a new content in a file's place: whole or not at all, and seeing what it took the place of.

The new content is written to a temporary file beside the old one and the two exchange names in one step
where system and file system can. What came out then tells whether another program saved in between: its
text is in hand and not lost. The temporary file's name says which process made it, so that one which was
killed leaves nothing that stays.

What processes that were killed in the middle of it left beside the file is removed; a text among it that
stands nowhere else becomes a draft, and a write in place that they had begun is finished.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Final

from tui.minutes.keeping.drafts import Drafts
from tui.minutes.keeping.filesystem import FileSystem
from tui.minutes.keeping.history import History
from tui.minutes.keeping.processes import TOKEN, is_alive, own_token
from tui.minutes.keeping.stable_read import read_settled
from tui.minutes.keeping.storage import (
    key_of,
    opened,
    read_all,
    read_file,
    remove_quietly,
    sync_folder,
    write_all,
)
from tui.minutes.keeping.versions import Origin
from tui.minutes.text.source import Source

PREFIX: Final = ".pmc-tui-"
"""What names of temporary files begin with; the file's key, the process's token and a number follow."""

_PART: Final = ".part"  # being written: worth nothing
_WHOLE: Final = ".tmp"  # a whole content, the new one or the one that came out
_NUMBERS: Final = count()
_TO_REMOVE: Final[set[Path]] = set()  # what this process could not remove when it was to

NO_ROOM_BESIDE: Final = (errno.EACCES, errno.EPERM, errno.EROFS)
"""Error numbers of a folder in which no file can be made; the file itself may be writable."""


@dataclass
class Swap:
    """One exchange of a file's content. Run it, look at `came_out`, then `discard` or `undo` it.

    `placed`: the new content is in the file. `exchanged`: and what came out is in the temporary file, written
    there at `came_out_at`, in seconds since the epoch.
    """

    fs: FileSystem
    target: Path
    expected: bytes
    data: bytes
    came_out: bytes = b""
    came_out_at: float | None = None
    exchanged: bool = False
    placed: bool = False
    _temporary: Path = field(init=False)

    def __post_init__(self) -> None:
        name = f"{PREFIX}{key_of(self.target)}-{own_token()}-{next(_NUMBERS)}{_WHOLE}"
        self._temporary = self.target.with_name(name)

    def run(self) -> bytes:
        """Exchange; returns what the file had. Other than `expected` and not `placed`: nothing was done.

        Raises OSError, and has changed nothing then.
        """
        try:
            self.park()
            self.came_out = read_settled(self.fs, self.target, self.expected)
            if self.came_out != self.expected:
                self.discard()
                return self.came_out
            self._exchange()
        except BaseException:
            if not self.exchanged:
                self.discard()
            raise
        return self.came_out

    def discard(self) -> None:
        """Remove the temporary file; one that cannot be removed is swept up later."""
        if not remove_quietly(self.fs, self._temporary):
            _TO_REMOVE.add(self._temporary)

    def undo(self) -> None:
        """Put what came out back in its place, unless somebody wrote since: then the newest stays.

        Where that fails its file stays, to be found again.
        """
        with suppress(OSError):
            for put_out in (self.data, self.came_out):
                if not self.exchanged or not self.fs.exchange(self._temporary, self.target):
                    return
                if read_file(self.fs, self._temporary) == put_out:
                    self.exchanged = False
                    self.discard()

    def park(self) -> None:
        """Write the temporary file, whole and lasting, with the looks of the old one."""
        part = self._temporary.with_suffix(_PART)
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW
        try:
            with opened(self.fs, part, flags) as fd:
                write_all(self.fs, fd, self.data)
                self._dress(fd)
                self.fs.fsync(fd)
            self.fs.replace(part, self._temporary)
        except BaseException:
            if not remove_quietly(self.fs, part):
                _TO_REMOVE.add(part)
            raise

    def _dress(self, fd: int) -> None:
        """Give the new file the old one's owner, extended attributes and mode, as far as permitted."""
        with opened(self.fs, self.target, os.O_RDONLY | os.O_NONBLOCK) as old:
            theirs, ours = self.fs.fstat(old), self.fs.fstat(fd)
            if (ours.st_uid, ours.st_gid) != (theirs.st_uid, theirs.st_gid):
                try:
                    self.fs.chown(fd, theirs.st_uid, theirs.st_gid)
                except OSError:
                    with suppress(OSError):
                        self.fs.chown(fd, -1, theirs.st_gid)
            with suppress(OSError):
                self.fs.copy_attributes(old, fd)
        self.fs.chmod(fd, stat.S_IMODE(theirs.st_mode))

    def _exchange(self) -> None:
        self.exchanged = self.fs.exchange(self._temporary, self.target)
        if not self.exchanged:
            self.fs.replace(self._temporary, self.target)
        self.placed = True
        if not self.exchanged:
            return
        try:
            self.came_out = read_settled(self.fs, self._temporary, self.expected, drain=True)
            self.came_out_at = self.fs.stat(self._temporary).st_mtime
        except OSError:
            self.undo()
            raise


def write_in_place(fs: FileSystem, target: Path, expected: bytes, data: bytes) -> bytes:
    """Write into the file itself; returns what it had. Other than `expected`: nothing was done.

    What makes the file longer is written first, so that a full disk is noticed while the old text is whole.
    After an error the old text is put back; raises OSError then.
    """
    with opened(fs, target, os.O_RDWR) as fd:
        current = read_all(fs, fd)
        if current != expected:
            return current
        try:
            for offset, piece in ((len(current), data[len(current) :]), (0, data[: len(current)])):
                fs.seek(fd, offset)
                write_all(fs, fd, piece)
            fs.truncate(fd, len(data))
            fs.fsync(fd)
        except OSError:
            fs.seek(fd, 0)
            write_all(fs, fd, current)
            fs.truncate(fd, len(current))
            raise
    return current


def create(fs: FileSystem, target: Path, data: bytes) -> None:
    """Make a file that is not there. FileExistsError when it is; raises OSError and leaves nothing then."""
    temporary = target.with_name(f"{PREFIX}{key_of(target)}-{own_token()}-{next(_NUMBERS)}{_PART}")
    try:
        with opened(fs, temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o666) as fd:
            write_all(fs, fd, data)
            fs.fsync(fd)
        try:
            fs.link(temporary, target)
        except FileExistsError:
            raise
        except OSError:  # a file system without second names
            _create_plainly(fs, target, data)
    finally:
        remove_quietly(fs, temporary)
    sync_folder(fs, target.parent)


def _create_plainly(fs: FileSystem, target: Path, data: bytes) -> None:
    with opened(fs, target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666) as fd:
        try:
            write_all(fs, fd, data)
            fs.fsync(fd)
        except OSError:
            remove_quietly(fs, target)
            raise


def left_behind(fs: FileSystem, target: Path) -> Iterator[tuple[str, Path, bytes]]:
    """Whole contents that killed processes left beside a file: name (the token first), path, bytes.

    What they had only begun is removed.
    """
    prefix = f"{PREFIX}{key_of(target)}-"
    _TO_REMOVE.difference_update([path for path in _TO_REMOVE if remove_quietly(fs, path)])
    try:
        names = fs.names(target.parent)
    except OSError:
        return
    for name in names:
        found = TOKEN.match(name, len(prefix)) if name.startswith(prefix) else None
        if found is None or is_alive(found[0]):
            continue
        path = target.with_name(name)
        if name.endswith(_PART):
            remove_quietly(fs, path)
        elif name.endswith(_WHOLE):
            with suppress(OSError):
                yield name.removeprefix(prefix), path, read_file(fs, path)


def sweep(fs: FileSystem, target: Path, history: History, drafts: Drafts | None) -> None:
    """Tidy up. Raises OSError where the file cannot be read or written."""
    for name, path, data in left_behind(fs, target):
        known = history.was_in_file(data)
        start = history.start_of_unmerged(data) if known else history.closest(data)
        if start is None or (drafts is not None and _drafted(name, start, data, drafts)):
            if not known:
                history.keep(data, Origin.LEFT)
            remove_quietly(fs, path)
    _finish_in_place(fs, target, history)


def _drafted(name: str, start: Source, data: bytes, drafts: Drafts) -> bool:
    text = Source.from_bytes(data)
    try:
        if all(draft.ours != text for draft in drafts.pending()):  # what it was about to write is in its own
            drafts.leave(name, start, text)
    except OSError:
        return False
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
