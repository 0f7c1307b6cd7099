"""A file system that fails where it is told to, and does everything else for real."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from tui.minutes.keeping.filesystem import FileSystem


@dataclass
class Fault:
    """Call `number` (from 0) of a kind fails with an error number; a `lasting` fault fails later ones too."""

    call: str
    number: int
    code: int
    lasting: bool = False


@dataclass
class FaultyFileSystem(FileSystem):
    """The real file system with a fault, a clock that only pauses move, and a record of the calls."""

    fault: Fault | None = None
    calls: list[tuple[str, str]] = field(default_factory=list)
    before: dict[tuple[str, int], Callable[[], None]] = field(default_factory=dict)
    """What other programs do just before call number so and so of a kind."""
    at_most: int | None = None
    """Bytes that one write takes."""
    can_exchange: bool = True
    refuse_beside: tuple[Path, int] | None = None
    """A folder in which no file can be made, and the error number for trying."""
    sees_writers: bool = True
    clock: float = 1_700_000_000.0
    _counts: dict[str, int] = field(default_factory=dict)

    def _called(self, call: str, subject: object) -> None:
        number = self._counts.get(call, 0)
        self._counts[call] = number + 1
        self.calls.append((call, str(subject)))
        if act := self.before.pop((call, number), None):
            act()
        fault = self.fault
        if (
            fault
            and fault.call == call
            and (number == fault.number or (fault.lasting and number > fault.number))
        ):
            raise OSError(fault.code, os.strerror(fault.code))

    def reset(self, fault: Fault | None) -> None:
        """Count calls from here on, and fail as told."""
        self.fault = fault
        self._counts.clear()
        self.calls.clear()

    def count(self, call: str) -> int:
        """How often a kind of call was made."""
        return self._counts.get(call, 0)

    def stat(self, path: Path) -> os.stat_result:
        self._called("stat", path)
        return super().stat(path)

    def fstat(self, fd: int) -> os.stat_result:
        self._called("fstat", fd)
        return super().fstat(fd)

    def open(self, path: Path, flags: int, mode: int = 0o600) -> int:
        self._called("open", path)
        if flags & os.O_CREAT and self.refuse_beside and path.parent == self.refuse_beside[0]:
            raise OSError(self.refuse_beside[1], os.strerror(self.refuse_beside[1]))
        return super().open(path, flags, mode)

    def close(self, fd: int) -> None:
        """A close that fails has closed all the same, as on Linux."""
        try:
            self._called("close", fd)
        finally:
            super().close(fd)

    def read(self, fd: int, size: int) -> bytes:
        self._called("read", fd)
        return super().read(fd, size)

    def write(self, fd: int, data: memoryview) -> int:
        self._called("write", fd)
        return super().write(fd, data[: self.at_most])

    def seek(self, fd: int, offset: int) -> None:
        self._called("seek", fd)
        super().seek(fd, offset)

    def truncate(self, fd: int, size: int) -> None:
        self._called("truncate", fd)
        super().truncate(fd, size)

    def fsync(self, fd: int) -> None:
        self._called("fsync", fd)

    def chmod(self, fd: int, mode: int) -> None:
        self._called("chmod", fd)
        super().chmod(fd, mode)

    def chown(self, fd: int, user: int, group: int) -> None:
        self._called("chown", fd)
        super().chown(fd, user, group)

    def copy_attributes(self, source: int, target: int) -> None:
        self._called("copy_attributes", target)
        super().copy_attributes(source, target)

    def replace(self, source: Path, target: Path) -> None:
        self._called("replace", target)
        super().replace(source, target)

    def exchange(self, one: Path, other: Path) -> bool:
        self._called("exchange", other)
        return self.can_exchange and super().exchange(one, other)

    def link(self, source: Path, target: Path) -> None:
        self._called("link", target)
        super().link(source, target)

    def unlink(self, path: Path) -> None:
        self._called("unlink", path)
        super().unlink(path)

    def make_folder(self, path: Path) -> None:
        self._called("make_folder", path)
        super().make_folder(path)

    def lock(self, fd: int) -> bool:
        self._called("lock", fd)
        return super().lock(fd)

    def being_written(self, fd: int) -> bool | None:
        return super().being_written(fd) if self.sees_writers else None

    def pause(self, seconds: float) -> None:
        """No waiting: the clock goes on."""
        self._called("pause", seconds)
        self.clock += seconds

    def monotonic(self) -> float:
        return self.clock

    def now(self) -> float:
        self.clock += 0.001
        return self.clock


DISK_FAULTS = (errno.EIO, errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EPERM)
"""What writing may fail with."""


def names(folder: Path) -> list[str]:
    """The names in a folder, hidden ones too."""
    with suppress(FileNotFoundError):
        return sorted(os.listdir(folder))  # noqa: PTH208 - names, not paths
    return []
