"""The system calls that files are read and written with, in one object, so that tests can fail each of them.

Everything raises OSError, nothing is hidden; what a call cannot do on this system is a documented value.
"""

from __future__ import annotations

import errno
import fcntl
import os
import signal
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import Final

_AT_FDCWD: Final = -100
_RENAME_EXCHANGE: Final = 2  # Linux: renameat2(2)
_RENAME_SWAP: Final = 2  # macOS: renamex_np(2)
_NO_EXCHANGE: Final = {errno.EINVAL, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EPERM}
_NO_FULL_SYNC: Final = {errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOTTY}
_COPYFILE_ACL_AND_XATTR: Final = 1 | 4  # macOS: fcopyfile(3)


class FileSystem:
    """The real file system. Thread-safe: it has no state."""

    def stat(self, path: Path) -> os.stat_result:
        """stat(2), symlinks followed."""
        return path.stat()

    def lstat(self, path: Path) -> os.stat_result:
        """lstat(2): a symlink itself."""
        return path.lstat()

    def fstat(self, fd: int) -> os.stat_result:
        """fstat(2)."""
        return os.fstat(fd)

    def open(self, path: Path, flags: int, mode: int = 0o600) -> int:
        """open(2); the descriptor is not inherited by child processes."""
        return os.open(path, flags | os.O_CLOEXEC | os.O_NOCTTY, mode)

    def close(self, fd: int) -> None:
        """close(2)."""
        os.close(fd)

    def read(self, fd: int, size: int) -> bytes:
        """read(2): at most `size` bytes, none at the end."""
        return os.read(fd, size)

    def write(self, fd: int, data: memoryview) -> int:
        """write(2): how many bytes were taken, maybe fewer than given."""
        return os.write(fd, data)

    def seek(self, fd: int, offset: int) -> None:
        """lseek(2) from the start."""
        os.lseek(fd, offset, os.SEEK_SET)

    def truncate(self, fd: int, size: int) -> None:
        """ftruncate(2)."""
        os.ftruncate(fd, size)

    def fsync(self, fd: int) -> None:
        """fsync(2); on macOS also out of the drive's cache, where it is a drive's and not a server's."""
        if sys.platform == "darwin":
            try:
                fcntl.fcntl(fd, fcntl.F_FULLFSYNC)
            except OSError as error:
                if error.errno not in _NO_FULL_SYNC:
                    raise
            else:
                return
        os.fsync(fd)

    def chmod(self, fd: int, mode: int) -> None:
        """fchmod(2)."""
        os.fchmod(fd, mode)

    def chown(self, fd: int, user: int, group: int) -> None:
        """fchown(2); -1 leaves one as it is."""
        os.fchown(fd, user, group)

    def copy_attributes(self, source: int, target: int) -> None:
        """Copy extended attributes, access control list included, as far as that is permitted."""
        if sys.platform == "linux":
            for name in os.listxattr(source):
                with suppress(OSError):
                    os.setxattr(target, name, os.getxattr(source, name))
        elif sys.platform == "darwin":
            import ctypes  # noqa: PLC0415 - as in `exchange`

            ctypes.CDLL(None).fcopyfile(source, target, None, _COPYFILE_ACL_AND_XATTR)

    def replace(self, source: Path, target: Path) -> None:
        """rename(2): the target becomes the source in one step."""
        source.replace(target)

    def exchange(self, one: Path, other: Path) -> bool:
        """Exchange two names in one step. False where system or file system cannot."""
        import ctypes  # noqa: PLC0415 - needed for the first save, not for the first paint

        libc = ctypes.CDLL(None, use_errno=True)
        names = os.fsencode(one), os.fsencode(other)
        if sys.platform == "linux" and hasattr(libc, "renameat2"):
            failed = libc.renameat2(_AT_FDCWD, names[0], _AT_FDCWD, names[1], _RENAME_EXCHANGE)
        elif sys.platform == "darwin" and hasattr(libc, "renamex_np"):
            failed = libc.renamex_np(names[0], names[1], _RENAME_SWAP)
        else:
            return False
        if not failed:
            return True
        code = ctypes.get_errno()
        if code in _NO_EXCHANGE:
            return False
        raise OSError(code, os.strerror(code), str(other))

    def link(self, source: Path, target: Path) -> None:
        """link(2): a second name, refused where the target is there."""
        target.hardlink_to(source)

    def unlink(self, path: Path) -> None:
        """unlink(2)."""
        path.unlink()

    def make_folder(self, path: Path) -> None:
        """Make a folder and its parents, for this user only whatever the umask; fine when it is there."""
        if path.is_dir():
            return
        FileSystem.make_folder(self, path.parent)
        with suppress(FileExistsError):  # by another process, just now; a file is told by whoever opens it
            path.mkdir()
            with suppress(OSError):  # a file system without modes
                path.chmod(0o700)

    def names(self, folder: Path) -> list[str]:
        """The names in a folder."""
        return os.listdir(folder)  # noqa: PTH208 - names, not paths

    def lock(self, fd: int) -> bool:
        """Take an exclusive flock(2) without waiting; False when somebody else has it."""
        try:
            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def being_written(self, fd: int) -> bool | None:
        """Whether a program has the file open for writing; None where that cannot be learnt.

        Linux grants a read lease (fcntl(2), F_SETLEASE) on a file that nobody has open for writing. It is
        given back at once; the signal that a writer coming just then would cause is one that is ignored.
        """
        if sys.platform != "linux":
            return None
        try:
            fcntl.fcntl(fd, fcntl.F_SETSIG, signal.SIGURG)
            fcntl.fcntl(fd, fcntl.F_SETLEASE, fcntl.F_RDLCK)
        except OSError as error:
            return True if error.errno == errno.EAGAIN else None
        fcntl.fcntl(fd, fcntl.F_SETLEASE, fcntl.F_UNLCK)
        return False

    def pause(self, seconds: float) -> None:
        """Sleep."""
        time.sleep(seconds)

    def monotonic(self) -> float:
        """Seconds that only grow."""
        return time.monotonic()

    def now(self) -> float:
        """The time, in seconds since the epoch."""
        return time.time()


REAL: Final = FileSystem()
"""The one that programs use."""
