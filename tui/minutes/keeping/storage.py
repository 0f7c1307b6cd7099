"""Whole files in and out: reading without blocking, writing to the last byte, replacing atomically.

And the state folder, where drafts, versions and locks stand: a folder that may be missing or unwritable.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import get_ident
from typing import Final, NamedTuple

from tui.minutes.keeping.filesystem import REAL, FileSystem

ABSURD_SIZE: Final = 256 * 1024 * 1024
"""Bytes beyond which a file is no minutes: it would be held in memory several times over."""

TEMPORARY: Final = ".tmp"
"""What names of files end with that are being written in the state folder."""

NO_STATE: Final = "There is no state folder: only the file itself is safe."
"""Why nothing is kept beside the file where no folder is given for it."""

_BLOCK: Final = 1 << 20


@contextmanager
def opened(fs: FileSystem, path: Path, flags: int, mode: int = 0o600) -> Iterator[int]:
    """A file descriptor, closed at the end."""
    fd = fs.open(path, flags, mode)
    try:
        yield fd
    except BaseException:
        _close_quietly(fs, fd)  # the first error is the one to tell
        raise
    fs.close(fd)


def _close_quietly(fs: FileSystem, fd: int) -> None:
    try:
        fs.close(fd)
    except OSError:
        return


def read_file(fs: FileSystem, path: Path) -> bytes:
    """All bytes of a regular file. OSError for what is none (folder, pipe, device), without blocking."""
    refuse_special(fs.stat(path), path)
    with opened(fs, path, os.O_RDONLY | os.O_NONBLOCK) as fd:
        refuse_special(fs.fstat(fd), path)
        return read_all(fs, fd)


def refuse_special(status: os.stat_result, path: Path) -> None:
    """Raise OSError for what is no regular file, or is far too large to be minutes."""
    if stat.S_ISDIR(status.st_mode):
        raise OSError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    if not stat.S_ISREG(status.st_mode):
        raise OSError(errno.ENODEV, "not a regular file", str(path))
    if status.st_size > ABSURD_SIZE:
        raise OSError(errno.EFBIG, os.strerror(errno.EFBIG), str(path))


def read_all(fs: FileSystem, fd: int, expected: int = 0) -> bytes:
    """All bytes from where the descriptor stands; as many as are `expected` in one piece, and in one copy."""
    pieces = []
    while piece := fs.read(fd, max(_BLOCK, expected + 1)):
        pieces.append(piece)
    return b"".join(pieces)


def write_all(fs: FileSystem, fd: int, data: bytes) -> None:
    """Write everything, however little the system takes at a time. OSError when it takes nothing."""
    rest = memoryview(data)
    while rest:
        taken = fs.write(fd, rest)
        if taken <= 0:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        rest = rest[taken:]


def sync_folder(fs: FileSystem, folder: Path) -> None:
    """Make names in a folder lasting; a file system that cannot is left alone."""
    try:
        with opened(fs, folder, os.O_RDONLY | os.O_DIRECTORY) as fd:
            fs.fsync(fd)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP, errno.EACCES):
            raise


def remove_quietly(fs: FileSystem, path: Path) -> bool:
    """Remove a file that need not be there; whether it is gone."""
    try:
        fs.unlink(path)
    except FileNotFoundError:
        return True
    except OSError:
        return False
    return True


class StateFolder(NamedTuple):
    """The folder for what is kept about files, and the file system it is on."""

    path: Path
    fs: FileSystem = REAL

    def of(self, kind: str, target: Path) -> Path:
        """The folder for one kind of state of one file; not made here."""
        return self.path / kind / key_of(target)

    def write(self, path: Path, data: bytes, *, lasting: bool = True) -> None:
        """Write a file atomically, and `lasting` over a power loss. Raises OSError, leaves no litter."""
        self.fs.make_folder(path.parent)
        temporary = path.with_name(f".{path.name}.{os.getpid()}.{get_ident()}{TEMPORARY}")
        try:
            with opened(self.fs, temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL) as fd:
                write_all(self.fs, fd, data)
                if lasting:
                    self.fs.fsync(fd)
            self.fs.replace(temporary, path)
        except BaseException:
            remove_quietly(self.fs, temporary)
            raise
        if lasting:
            sync_folder(self.fs, path.parent)


def exists(fs: FileSystem, path: Path) -> bool:
    """Whether something is there to be seen."""
    try:
        fs.stat(path)
    except OSError:
        return False
    return True


def digest_of(data: bytes) -> str:
    """The name of a content."""
    import hashlib  # noqa: PLC0415 - not needed before the first paint

    return hashlib.sha256(data).hexdigest()


def key_of(target: Path) -> str:
    """A short name for a file, the same for every process: from its real path."""
    return digest_of(os.fsencode(target))[:20]
