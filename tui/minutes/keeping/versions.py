"""Every version of a file that was seen or written, compressed and named by its content, in the state folder.

One folder a file: `objects/` has the contents, a log for each month has a line of JSON for each version.
Nothing here raises for a full or unwritable state folder: that must not stop a save. It is told as a value.
"""

from __future__ import annotations

import json
import os
import zlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from itertools import islice
from pathlib import Path
from typing import Any, Final

from tui.minutes.keeping.filesystem import FileSystem
from tui.minutes.keeping.storage import (
    TEMPORARY,
    StateFolder,
    digest_of,
    exists,
    opened,
    read_file,
    remove_quietly,
    write_all,
)

MAX_DAYS: Final = 90
MAX_BYTES: Final = 50 * 1024 * 1024

_LEVEL: Final = 3  # of zlib: a third larger than at best, at a quarter of the time
_BLOCK: Final = 1 << 16
_LITTER: Final = 86_400  # seconds after which a temporary file in the state is nobody's
_LOG_START: Final = "log-"
_LOG: Final = _LOG_START + "%Y-%m"


class Origin(StrEnum):
    """How a version came to be."""

    OPENED = "opened"
    SAVED = "saved"
    MERGED = "merged"
    PASSING = "saved in passing"  # for the moment between two exchanges of one save
    OUTSIDE = "outside"
    MEANT = "outside, meant"  # by git, or once more: no older text that was saved unknowingly
    BEFORE = "before an in-place write"
    WRITING = "being written in place"
    LEFT = "left behind"


@dataclass(frozen=True, slots=True)
class Version:
    """One content of the file at one time. `time` in seconds since the epoch, `size` in bytes."""

    digest: str
    time: float
    origin: Origin
    size: int


@dataclass(frozen=True, slots=True)
class NotKept:
    """A version that could not be kept, and why, as a sentence."""

    message: str

    @classmethod
    def because(cls, error: OSError) -> NotKept:
        """What an error of the file system means to somebody."""
        return cls(f"The version could not be kept: {error.strerror or error}.")


@dataclass(frozen=True)
class Versions:
    """The versions of one file, in their folder."""

    state: StateFolder
    folder: Path

    @classmethod
    def of(cls, state: StateFolder, target: Path) -> Versions:
        """Those of a file given by its real path."""
        return cls(state, state.of("versions", target))

    def keep(
        self, data: bytes, origin: Origin, *, lasting: bool = False, stored: bool = True
    ) -> Version | NotKept:
        """Keep a content; `lasting` also over a power loss. The same content twice in a row is kept once.

        Where it is not to be `stored` now, `put` has to follow: until then it is no version for others.
        """
        newest = self.newest()
        digest = digest_of(data)
        settled = newest is not None and newest.origin is not Origin.WRITING
        known = newest is not None and newest.digest == digest and exists(self.state.fs, self._object(digest))
        if newest is not None and settled and known and not lasting:
            return newest
        version = Version(digest, self.state.fs.now(), origin, len(data))
        try:
            if stored:
                self._put(data, digest, lasting=lasting)
            self._append(version, lasting=lasting)
        except OSError as error:
            return NotKept.because(error)
        return version

    def put(self, data: bytes) -> None:
        """Store a content without saying when it was the file's. Raises OSError."""
        self._put(data, digest_of(data), lasting=False)

    def _put(self, data: bytes, digest: str, *, lasting: bool) -> None:
        path = self._object(digest)
        if lasting or not exists(self.state.fs, path):
            self.state.write(path, zlib.compress(data, _LEVEL), lasting=lasting)

    def has(self, data: bytes) -> bool:
        """Whether a content is stored."""
        return exists(self.state.fs, self._object(digest_of(data)))

    def read(self, digest: str) -> bytes | None:
        """A content, or None when it is pruned or damaged."""
        try:
            data = zlib.decompress(read_file(self.state.fs, self._object(digest)))
        except (OSError, zlib.error):
            return None
        return data if digest_of(data) == digest else None

    def newest(self) -> Version | None:
        """The last version kept."""
        return next(self._backwards(), None)

    def list(self, limit: int | None = None) -> list[Version]:
        """The versions that can be read back, newest first."""
        stored = set(_names(self.state, self.folder / "objects"))
        return list(islice((v for v in self._backwards() if v.digest in stored), limit))

    def _object(self, digest: str) -> Path:
        return self.folder / "objects" / digest

    def _append(self, version: Version, *, lasting: bool) -> None:
        """One line in one write: several processes append to one log."""
        line = json.dumps(
            {"time": version.time, "origin": version.origin, "size": version.size, "digest": version.digest}
        )
        fs = self.state.fs
        month = datetime.fromtimestamp(version.time, UTC).strftime(_LOG)
        with opened(fs, self.folder / month, os.O_WRONLY | os.O_APPEND | os.O_CREAT) as fd:
            write_all(fs, fd, f"{line}\n".encode())
            if lasting:
                fs.fsync(fd)

    def _backwards(self) -> Iterator[Version]:
        logs = [name for name in _names(self.state, self.folder) if name.startswith(_LOG_START)]
        for name in sorted(logs, reverse=True):
            for line in lines_backwards(self.state.fs, self.folder / name):
                with suppress(ValueError, KeyError, TypeError):  # torn or damaged: the others still count
                    yield _version(json.loads(line))


def lines_backwards(fs: FileSystem, path: Path) -> Iterator[bytes]:
    """The lines of a file from the last to the first; none where it cannot be read."""
    with suppress(OSError), opened(fs, path, os.O_RDONLY) as fd:
        end, rest = fs.fstat(fd).st_size, b""
        while end:
            start = max(0, end - _BLOCK)
            fs.seek(fd, start)
            first, *lines = (fs.read(fd, end - start) + rest).split(b"\n")
            yield from reversed(lines)
            end, rest = start, first
        yield rest


def _version(found: dict[str, Any]) -> Version:
    return Version(str(found["digest"]), float(found["time"]), Origin(found["origin"]), int(found["size"]))


def prune(state: StateFolder, *, max_days: float = MAX_DAYS, max_bytes: int = MAX_BYTES) -> int:
    """Forget versions that are too old, then the oldest until all fit; the newest of each file stays.

    Returns how many contents were removed. What cannot be read or removed stays.
    """
    fs = state.fs
    oldest = fs.now() - max_days * 86_400
    month = datetime.fromtimestamp(oldest, UTC).strftime(_LOG)
    ages: list[tuple[float, int, Path]] = []
    for name in _names(state, state.path / "versions"):
        folder = state.path / "versions" / name
        _remove_litter(state, folder / "objects")
        ages += _ages(state, folder)
        for log in _names(state, folder):
            if log.startswith(_LOG_START) and log < month:
                remove_quietly(fs, folder / log)
    for name in _names(state, state.path / "drafts"):
        _remove_litter(state, state.path / "drafts" / name)
    total = sum(size for _, size, _ in ages)
    removed = 0
    for used, size, path in sorted(ages, key=lambda age: age[0]):
        if used == float("inf") or (used >= oldest and total <= max_bytes):
            break
        if remove_quietly(fs, path):
            total -= size
            removed += 1
    return removed


def _remove_litter(state: StateFolder, folder: Path) -> None:
    """Remove temporary files that killed processes left in the state long ago."""
    for name in _names(state, folder):
        with suppress(OSError):
            if name.endswith(TEMPORARY) and state.fs.stat(folder / name).st_mtime < state.fs.now() - _LITTER:
                state.fs.unlink(folder / name)


def _ages(state: StateFolder, folder: Path) -> list[tuple[float, int, Path]]:
    """When each content of a file was last the file's (the newest: for ever), its size on disk, its path."""
    last_used: dict[str, float] = {}
    for version in Versions(state, folder).list():
        last_used.setdefault(version.digest, version.time if last_used else float("inf"))
    ages = []
    for digest in _names(state, folder / "objects"):
        with suppress(OSError):
            status = state.fs.stat(folder / "objects" / digest)
            ages.append((last_used.get(digest, status.st_mtime), status.st_size, folder / "objects" / digest))
    return ages


def _names(state: StateFolder, folder: Path) -> list[str]:
    try:
        return state.fs.names(folder)
    except OSError:
        return []
