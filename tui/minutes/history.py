"""What a live file has seen: its versions in the state folder, or in memory where there is none."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import dropwhile, takewhile
from pathlib import Path
from typing import Final, NamedTuple

from tui.minutes.ancestry import closest, restored, takes_nothing
from tui.minutes.filesystem import REAL
from tui.minutes.merge import Merged
from tui.minutes.source import Source
from tui.minutes.storage import StateFolder
from tui.minutes.versions import Origin, Version, Versions

_LOOK_BACK: Final = 256  # versions
_LOOK_BACK_BYTES: Final = 4 * 1024 * 1024
_IN_MEMORY: Final = 16 * 1024 * 1024  # bytes of versions held where they cannot be kept
_UNSAVED: Final = 64  # versions of others since our last save that are gone through one by one
_MOMENT: Final = 3.0  # seconds in which nobody reads, corrects and saves
_OURS: Final = (Origin.SAVED, Origin.MERGED)
_PASSING: Final = (Origin.PASSING, Origin.WRITING)


class _Kept(NamedTuple):
    """A content of the file, how it came to be, and when, in seconds since the epoch."""

    origin: Origin
    data: bytes
    time: float


@dataclass
class History:
    """The versions of one file as one process knows them."""

    versions: Versions | None
    problem: str | None = None
    """Why versions are not kept, as a sentence; None while they are."""
    _recent: deque[_Kept] = field(default_factory=lambda: deque(maxlen=32))

    @classmethod
    def of(cls, state: StateFolder | None, target: Path) -> History:
        """The history of a file given by its real path."""
        if state is None:
            return cls(None, "There is no state folder: only the file itself is safe.")
        return cls(Versions.of(state, target))

    def keep(self, data: bytes, origin: Origin, *, lasting: bool = False) -> bool:
        """Remember a content of the file; False where it is remembered in memory only."""
        if self.versions is not None:
            kept = self.versions.keep(data, origin, lasting=lasting)
            if isinstance(kept, Version):
                self.problem = None
                return True
            self.problem = kept.message
        self._recent.appendleft(_Kept(origin, data, self._now()))
        while sum(len(kept.data) for kept in self._recent) > _IN_MEMORY and len(self._recent) > 2:
            self._recent.pop()
        return False

    def begun_in_place(self) -> tuple[bytes, bytes] | None:
        """The contents before and after a write in place that was begun last and never told to be done."""
        if self.versions is None:
            return None
        newest = self.versions.list(2)
        if [version.origin for version in newest] != [Origin.WRITING, Origin.BEFORE]:
            return None
        after, before = (self.versions.read(version.digest) for version in newest)
        return None if before is None or after is None else (before, after)

    def store(self, data: bytes) -> None:
        """Store a content that is about to be written, so that it is known wherever it is found again."""
        if self.versions is not None:
            with suppress(OSError):
                self.versions.put(data)

    def has(self, data: bytes) -> bool:
        """Whether a content is stored."""
        return self.versions is not None and self.versions.has(data)

    def restored(self, data: bytes) -> Merged | None:
        """What others wrote, with lines of ours that it unknowingly wrote over; None where it did not.

        A text that is exactly a version before our last one is taken at its word.
        """
        if self._takes_nothing(data):
            return None
        past = list(dropwhile(lambda kept: kept.data == data, self._past()))
        at = next((at for at, kept in enumerate(past) if kept.origin in _OURS), None)
        if at is None:
            return None
        gone_back_to = {kept.data for kept in past[at:]}
        texts = [Source.from_bytes(kept.data) for kept in past]
        at = min(at, _UNSAVED)
        newest = texts[at]
        for number in range(at - 1, -1, -1):  # what others wrote since, each on the one before
            if past[number].data not in gone_back_to and past[number].origin not in _PASSING:
                fresh = _fresh(past[number + 1 :], past[number].time)
                put_back = restored(newest, texts[number + 1 :], texts[number], fresh)
                newest = put_back.source if put_back else texts[number]
        theirs = Source.from_bytes(data)
        if data in gone_back_to or theirs.problem or newest.problem:
            return None
        return restored(newest, texts, theirs, _fresh(past, self._now()))

    def closest(self, data: bytes) -> Source:
        """The version that a content differs least from; the content itself where there is none."""
        theirs = Source.from_bytes(data)
        past = [Source.from_bytes(kept.data) for kept in self._past()]
        return closest(past, theirs) if past else theirs

    def _takes_nothing(self, data: bytes) -> bool:
        """The usual case, told without reading all versions: our last save is newest, and in it whole."""
        newest = next(iter(self._past()), None)
        if newest is None or newest.data == data:
            return newest is None or newest.origin in _OURS
        return newest.origin in _OURS and takes_nothing(
            Source.from_bytes(newest.data), Source.from_bytes(data)
        )

    def _past(self) -> Iterable[_Kept]:
        """Contents, newest first, as many as are looked at."""
        if self.versions is None or self.problem:
            return self._recent
        return self._stored(self.versions)

    def _stored(self, versions: Versions) -> Iterator[_Kept]:
        total = 0
        for version in versions.list(_LOOK_BACK):
            total += version.size
            if total > _LOOK_BACK_BYTES:
                return
            data = versions.read(version.digest)
            if data is not None:
                yield _Kept(version.origin, data, version.time)

    def _now(self) -> float:
        return (self.versions.state.fs if self.versions else REAL).now()


def _fresh(past: list[_Kept], now: float) -> int:
    """How many of these versions, newest first, were the file's until a moment before a time."""
    until = [now, *(kept.time for kept in past)]
    return sum(1 for _ in takewhile(lambda time: time >= now - _MOMENT, until[: len(past)]))
