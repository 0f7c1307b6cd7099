"""Whole files in and out: reading without blocking, writing to the last byte, replacing atomically.

And the state folder, where drafts, versions and locks stand: a folder that may be missing or unwritable.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import get_ident
from typing import Final

from tui.minutes.keeping.filesystem import REAL, FileSystem

ABSURD_SIZE: Final = 256 * 1024 * 1024
"""Bytes beyond which a file is no minutes: it would be held in memory several times over."""

MAX_DAYS: Final = 90
MAX_BYTES: Final = 50 * 1024 * 1024

TEMPORARY: Final = ".tmp"
"""What names of files end with that are being written in the state folder."""

NO_STATE: Final = "There is no state folder: only the file itself is safe."
"""Why nothing is kept beside the file where no folder is given for it."""

ASIDE: Final = ".broken-"
"""What names in the state folder begin with that were in the way of ours."""

_MOST: Final = 100  # things of one name that are set aside
_BLOCK: Final = 1 << 20
_CAREFUL: Final = os.O_NOFOLLOW | os.O_NONBLOCK
_PRIVATE: Final = 0o600
_OTHERS: Final = 0o077


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


@dataclass(frozen=True)
class StateFolder:
    """The folder for what is kept about files, and the file system it is on.

    Nothing in it is followed when it is a link, waited for when it is a pipe, or open to others, whatever the
    umask. What is in the way of a file or folder of ours is set aside under another name, and told.
    """

    path: Path
    fs: FileSystem = REAL
    max_days: float = MAX_DAYS
    """How long versions are kept."""
    max_bytes: int = MAX_BYTES
    """How much room all versions may take."""
    told: list[str] = field(default_factory=list, compare=False, repr=False)
    """Sentences about what was set aside."""

    def of(self, kind: str, target: Path) -> Path:
        """The folder for one kind of state of one file; not made here."""
        return self.path / kind / key_of(target)

    def make(self, folder: Path) -> None:
        """Make a folder in here and those on the way to it, for this user only. Raises OSError."""
        self.fs.make_folder(self.path)
        for at in self._way_to(folder):
            mode = self._mode(at)
            if mode is not None and not stat.S_ISDIR(mode):
                self.set_aside(at, _what(mode))
            self.fs.make_folder(at)
            if mode is not None and mode & _OTHERS:
                self._close_to_others(at)

    @contextmanager
    def opened(self, path: Path, flags: int) -> Iterator[int]:
        """A file in here, closed at the end. Raises OSError; FileNotFoundError for what was set aside."""
        self._refuse_links(path.parent)
        with opened(self.fs, self._clear(path, make=bool(flags & os.O_CREAT)), flags | _CAREFUL) as fd:
            status = self.fs.fstat(fd)
            refuse_special(status, path)
            if flags & os.O_CREAT or stat.S_IMODE(status.st_mode) & _OTHERS:
                with suppress(OSError):  # a file system without modes, or another user's file
                    self.fs.chmod(fd, _PRIVATE)
            yield fd

    def read(self, path: Path, most: int = ABSURD_SIZE) -> bytes:
        """All bytes of a file in here. Raises OSError, FileNotFoundError for what was set aside.

        That is done with one of more than so many bytes, too.
        """
        with self.opened(path, os.O_RDONLY) as fd:
            if self.fs.fstat(fd).st_size <= most:
                return read_all(self.fs, fd)
        self.set_aside(path, "far too large")
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(path))

    def write(self, path: Path, data: bytes, *, lasting: bool = True) -> None:
        """Write a file atomically, and `lasting` over a power loss. Raises OSError, leaves no litter."""
        self.make(path.parent)
        temporary = path.with_name(f".{path.name}.{os.getpid()}.{get_ident()}{TEMPORARY}")
        try:
            with self.opened(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL) as fd:
                write_all(self.fs, fd, data)
                if lasting:
                    self.fs.fsync(fd)
            self.fs.replace(temporary, self._clear(path, make=True))
        except BaseException:
            remove_quietly(self.fs, temporary)
            raise
        if lasting:
            sync_folder(self.fs, path.parent)

    def has(self, path: Path) -> bool:
        """Whether a file is there that can be read."""
        mode = self._mode(path)
        return mode is not None and stat.S_ISREG(mode)

    def names(self, folder: Path) -> list[str]:
        """The names in a folder in here; none where it cannot be read or is a link."""
        try:
            self._refuse_links(folder)
            return [name for name in self.fs.names(folder) if not name.startswith(ASIDE)]
        except OSError:
            return []

    def set_aside(self, path: Path, what: str) -> None:
        """Give what is `what` instead of a file of ours another name, and tell it. Raises OSError."""
        free = (
            path.with_name(f"{ASIDE}{path.name}{end}") for end in ("", *(f"-{n}" for n in range(1, _MOST)))
        )
        aside = next((each for each in free if self._mode(each) is None), None)
        if aside is None:
            raise OSError(errno.EEXIST, "too much is set aside beside it", str(path))
        self.fs.replace(path, aside)
        self.told.append(f"{path} was {what}; it is set aside as {aside.name}. Your minutes are not touched.")

    def _clear(self, path: Path, *, make: bool) -> Path:
        """The path, with nothing there but a regular file. FileNotFoundError unless it can be made anew."""
        mode = self._mode(path)
        if mode is not None and not stat.S_ISREG(mode):
            self.set_aside(path, _what(mode))
            if not make:
                raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(path))
        return path

    def _close_to_others(self, folder: Path) -> None:
        flags = _CAREFUL | os.O_RDONLY | os.O_DIRECTORY
        with (
            suppress(OSError),
            opened(self.fs, folder, flags) as fd,
        ):  # no modes here, or another user's folder
            self.fs.chmod(fd, 0o700)

    def _refuse_links(self, folder: Path) -> None:
        for at in self._way_to(folder):
            mode = self._mode(at)
            if mode is not None and not stat.S_ISDIR(mode):
                raise OSError(errno.ENOTDIR, _what(mode), str(at))

    def _way_to(self, folder: Path) -> Iterator[Path]:
        """The folders below this one that lead to one in it, itself last."""
        at = self.path
        for part in folder.relative_to(self.path).parts:
            at /= part
            yield at

    def _mode(self, path: Path) -> int | None:
        """What is there, links not followed; None for nothing."""
        try:
            return self.fs.lstat(path).st_mode
        except FileNotFoundError:
            return None


def _what(mode: int) -> str:
    if stat.S_ISLNK(mode):
        return "a symbolic link, which is not followed"
    if stat.S_ISDIR(mode):
        return "a folder"
    return "a file" if stat.S_ISREG(mode) else "a pipe or device"


def digest_of(data: bytes) -> str:
    """The name of a content."""
    import hashlib  # noqa: PLC0415 - not needed before the first paint

    return hashlib.sha256(data).hexdigest()


def key_of(target: Path) -> str:
    """A short name for a file, the same for every process: from its real path."""
    return digest_of(os.fsencode(target))[:20]
