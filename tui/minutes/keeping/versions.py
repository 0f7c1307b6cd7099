"""Every version of a file that was seen or written, compressed and named by its content, in the state folder.

One folder a file: `objects/` has the contents, a log for each month has a line of JSON for each version.
Nothing here raises for a full or unwritable state folder: that must not stop a save. It is told as a value.
"""

from __future__ import annotations

import json
import math
import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from itertools import islice
from pathlib import Path
from typing import Final

from tui.minutes.keeping.contents import (
    DIGEST,
    Difference,
    difference,
    packed,
    patched,
    stored_difference,
    unpacked,
)
from tui.minutes.keeping.storage import (
    ABSURD_SIZE,
    TEMPORARY,
    StateFolder,
    digest_of,
    remove_quietly,
    write_all,
)

_BLOCK: Final = 1 << 16
_HEAD: Final = 128  # bytes of a stored content that say how it is stored
_RECENT: Final = 8  # versions among which the last other content is
_WHOLE: Final = 8  # of 256 contents so many stay whole
_FAR: Final = 4e9  # seconds since the epoch, in 2096: times beyond are damage
_PLENTY: Final = 4  # part of the room up to which a process trusts what it has counted itself
_EASED: Final = 90  # percent of the room that is left in use when it was full
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


@dataclass
class Room:
    """How much room all versions in a state folder take, as far as one process knows."""

    used: int | None = None

    def make(self, state: StateFolder, size: int) -> None:
        """Before a content of a size is stored: forget the oldest where not all would fit.

        What other processes have stored is seen when all are counted, which is done at each one once there
        is no longer plenty of room.
        """
        if self.used is None or self.used + size > state.max_bytes // _PLENTY:
            self.used = sum(size for _, size in _sizes(state))
            if self.used + size > state.max_bytes:
                prune(state, max_bytes=max(0, state.max_bytes * _EASED // 100 - size))
                self.used = sum(size for _, size in _sizes(state))
        self.used += size


@dataclass(frozen=True)
class Versions:
    """The versions of one file, in their folder."""

    state: StateFolder
    folder: Path
    room: Room = field(default_factory=Room, repr=False, compare=False)
    _near: dict[str, bytes] = field(default_factory=dict, repr=False, compare=False)
    """The content read last, which the next older one may rest on."""

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
        known = newest is not None and newest.digest == digest and self.state.has(self._object(digest))
        says_more = newest is not None and origin is Origin.MEANT is not newest.origin
        if newest is not None and settled and known and not lasting and not says_more:
            return newest
        version = Version(digest, self.state.fs.now(), origin, len(data))
        try:
            if stored:
                self._put(data, digest, lasting=lasting)
            self._append(version, lasting=lasting)
        except OSError as error:
            return NotKept.because(error)
        if stored and not lasting:
            self._shrink(data, digest)
        return version

    def put(self, data: bytes, *, kept: bool = False) -> None:
        """Store a content without saying when it was the file's, or after that was `kept`. Raises OSError."""
        digest = digest_of(data)
        self._put(data, digest, lasting=False)
        if kept:
            self._shrink(data, digest)

    def _put(self, data: bytes, digest: str, *, lasting: bool) -> None:
        """Store a content whole: what is newest is, so that all older ones can be differences from newer."""
        path = self._object(digest)
        if lasting or not self._is_whole(path):
            stored = packed(data)
            self.room.make(self.state, len(stored))
            self.state.write(path, stored, lasting=lasting)

    def _is_whole(self, path: Path) -> bool:
        try:
            with self.state.opened(path, os.O_RDONLY) as fd:
                return stored_difference(self.state.fs.read(fd, _HEAD)) is None
        except OSError:
            return False

    def _shrink(self, data: bytes, digest: str) -> None:
        """Store the version before the newest, `data`, as the difference from it, where that is smaller.

        So older versions rest on newer ones, and the oldest go first. Some stay whole, so that no version
        rests on very many: told by their names, which are as good as dice. Two processes at this at once
        could make two contents rest on each other: of those one waits for the next time.
        """
        before = next((v for v in islice(self._backwards(), _RECENT) if v.digest != digest), None)
        if before is None or int(before.digest[:2], 16) < _WHOLE or before.size > ABSURD_SIZE:
            return
        path = self._object(before.digest)
        with suppress(OSError), self.state.opened(self.folder / "shrinking", os.O_RDWR | os.O_CREAT) as fd:
            if not self.state.fs.lock(fd):
                return
            if not (self._is_whole(path) and self._is_whole(self._object(digest))):
                return
            older = self._content(before.digest)
            less = difference(data, older, digest) if older is not None else None
            if less is not None and len(less) < self.state.fs.lstat(path).st_size:
                self.state.write(path, less, lasting=False)

    def read(self, digest: str) -> bytes | None:
        """A content, or None when it is pruned or damaged."""
        return self._content(digest)

    def _content(self, digest: str) -> bytes | None:
        wanted, changes, passed = digest, list[Difference](), set[str]()
        try:
            while (data := self._near.get(digest)) is None:
                stored = self.state.read(self._object(digest))
                if (change := stored_difference(stored)) is None:
                    data = unpacked(stored)
                    break
                if digest in passed:
                    return None
                passed.add(digest)
                changes.append(change)
                digest = change.base
            for change in reversed(changes):
                data = patched(data, change)
        except (OSError, ValueError):
            return None
        if digest_of(data) != wanted:
            return None
        if changes:
            self._near.clear()
            self._near[wanted] = data
        return data

    def newest(self) -> Version | None:
        """The last version kept."""
        return next(self._backwards(), None)

    def list(self, limit: int | None = None) -> list[Version]:
        """The versions that can be read back, newest first."""
        stored = set(self.state.names(self.folder / "objects"))
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
        self.state.make(self.folder)
        with self.state.opened(self.folder / month, os.O_WRONLY | os.O_APPEND | os.O_CREAT) as fd:
            write_all(fs, fd, f"{line}\n".encode())
            if lasting:
                fs.fsync(fd)

    def _backwards(self) -> Iterator[Version]:
        logs = [name for name in self.state.names(self.folder) if name.startswith(_LOG_START)]
        for name in sorted(logs, reverse=True):
            for line in _lines_backwards(self.state, self.folder / name):
                if (version := _version(line)) is not None:  # torn or damaged: the others still count
                    yield version


def _lines_backwards(state: StateFolder, path: Path) -> Iterator[bytes]:
    """The lines of a file from the last to the first; none where it cannot be read."""
    fs = state.fs
    with suppress(OSError), state.opened(path, os.O_RDONLY) as fd:
        end, rest = fs.fstat(fd).st_size, b""
        while end:
            start = max(0, end - _BLOCK)
            fs.seek(fd, start)
            first, *lines = (fs.read(fd, end - start) + rest).split(b"\n")
            yield from reversed(lines)
            end, rest = start, first
        yield rest


def _version(line: bytes) -> Version | None:
    """A line of a log; None for one that no program of ours has written so."""
    if len(line) > _BLOCK:
        return None
    try:
        found = json.loads(line)
        version = Version(
            str(found["digest"]), float(found["time"]), Origin(found["origin"]), int(found["size"])
        )
    except (ValueError, KeyError, TypeError, OverflowError, RecursionError):
        return None
    sound = DIGEST.fullmatch(version.digest) and 0 <= version.time < _FAR and version.size >= 0
    return version if sound else None


def _sizes(state: StateFolder) -> Iterator[tuple[Path, int]]:
    """All contents of all files, and the bytes each takes."""
    for key in state.names(state.path / "versions"):
        folder = state.path / "versions" / key / "objects"
        for name in state.names(folder):
            with suppress(OSError):
                yield folder / name, state.fs.lstat(folder / name).st_size


def prune(state: StateFolder, *, max_days: float | None = None, max_bytes: int | None = None) -> int:
    """Forget versions that are too old, then the oldest until all fit; the newest of each file stays.

    None for what the state folder allows. Returns how many contents were removed. What cannot be read or
    removed stays.
    """
    fs = state.fs
    oldest = fs.now() - (state.max_days if max_days is None else max_days) * 86_400
    most = state.max_bytes if max_bytes is None else max_bytes
    month = datetime.fromtimestamp(oldest, UTC).strftime(_LOG)
    ages: list[tuple[float, int, Path]] = []
    for name in state.names(state.path / "versions"):
        folder = state.path / "versions" / name
        _remove_litter(state, folder / "objects")
        ages += _ages(state, folder)
        for log in state.names(folder):
            if log.startswith(_LOG_START) and log < month:
                remove_quietly(fs, folder / log)
    for name in state.names(state.path / "drafts"):
        _remove_litter(state, state.path / "drafts" / name)
    total = sum(size for _, size, _ in ages)
    removed = 0
    for used, size, path in sorted(ages, key=lambda age: age[0]):
        if used == math.inf or (used >= oldest and total <= most):
            break
        if remove_quietly(fs, path):
            total -= size
            removed += 1
    return removed


def _remove_litter(state: StateFolder, folder: Path) -> None:
    """Remove temporary files that killed processes left in the state long ago."""
    for name in state.names(folder):
        with suppress(OSError):
            if name.endswith(TEMPORARY) and state.fs.lstat(folder / name).st_mtime < state.fs.now() - _LITTER:
                state.fs.unlink(folder / name)


def _ages(state: StateFolder, folder: Path) -> list[tuple[float, int, Path]]:
    """When each content of a file was last the file's, its size on disk, its path.

    The newest is it for ever; while that is being written in place, the one before is needed, too.
    """
    last_used: dict[str, float] = {}
    settled = False
    for version in Versions(state, folder).list():
        last_used.setdefault(version.digest, version.time if settled else math.inf)
        settled = settled or version.origin is not Origin.WRITING
    ages = []
    for digest in state.names(folder / "objects"):
        with suppress(OSError):
            status = state.fs.lstat(folder / "objects" / digest)
            ages.append((last_used.get(digest, status.st_mtime), status.st_size, folder / "objects" / digest))
    return ages
