"""What a live file has seen: its versions in the state folder, or in memory where there is none."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import dropwhile, islice, takewhile
from pathlib import Path
from typing import Final, NamedTuple

from tui.minutes.keeping.filesystem import REAL
from tui.minutes.keeping.stale_saves import Text, closest, lines_taken, restored
from tui.minutes.keeping.storage import NO_STATE, StateFolder, digest_of
from tui.minutes.keeping.versions import NotKept, Origin, Version, Versions
from tui.minutes.text.merge import Merged
from tui.minutes.text.source import Source

_LOOK_BACK: Final = 512  # versions
_LOOK_BACK_BYTES: Final = 6 * 1024 * 1024
_IN_MEMORY: Final = 16 * 1024 * 1024  # bytes of versions held where they cannot be kept
_UNSAVED: Final = 64  # versions of others since our last save that are gone through one by one
_MOMENT: Final = 3.0  # seconds in which nobody reads, corrects and saves
_OURS: Final = (Origin.SAVED, Origin.MERGED)
_KNOWN: Final = (*_OURS, Origin.MEANT)  # texts of which nothing is to be put back
_WHOLE: Final = (*_KNOWN, Origin.OPENED, Origin.OUTSIDE)  # texts that were the file's for longer than a save
_PASSING: Final = (Origin.PASSING, Origin.WRITING, Origin.LEFT)
"""Texts that should not be in the file any more, or never were: a killed process was about to write them."""


class _Kept(NamedTuple):
    """A content of the file, how it came to be, and when, in seconds since the epoch."""

    origin: Origin
    text: Text
    time: float

    @property
    def data(self) -> bytes:
        return self.text.data


class Older(NamedTuple):
    """An older text that is written again. `time`: since when it was the file's, in seconds since the epoch.

    `put_back_before`: what it lacks was put back once already, and had stood for a moment: now it is meant.
    """

    time: float
    put_back_before: bool


@dataclass
class History:
    """The versions of one file as one process knows them."""

    versions: Versions | None
    problem: str | None = None
    """Why versions are not kept, as a sentence; None while they are."""
    _recent: deque[_Kept] = field(default_factory=lambda: deque(maxlen=32))
    _read: dict[str, Text] = field(default_factory=dict)  # contents by digest, as last needed
    _rest: tuple[Origin, bytes] | None = None  # what is kept and not stored yet
    _last: tuple[str, Text] | None = None  # digest and content of what was kept last
    _truths: dict[tuple[float, bytes], Text] = field(
        default_factory=dict
    )  # by when what came, as last needed

    @classmethod
    def of(cls, state: StateFolder | None, target: Path) -> History:
        """The history of a file given by its real path."""
        if state is None:
            return cls(None, NO_STATE)
        return cls(Versions.of(state, target))

    def keep(self, data: bytes, origin: Origin, *, lasting: bool = False, stored: bool = True) -> bool:
        """Remember a content of the file; False where it is remembered in memory only.

        Where it is not to be `stored` now, `store_rest` does that, or the next content that is kept.
        """
        self.store_rest()
        if self.versions is not None:
            kept = self.versions.keep(data, origin, lasting=lasting, stored=stored)
            if isinstance(kept, Version):
                self._rest = None if stored else (origin, data)
                self.problem = None
                if origin is Origin.OPENED:  # many only look: a long text is then not held for this alone
                    self._last = None
                elif self._last is None or self._last[0] != kept.digest:
                    self._last = kept.digest, Text(data)
                return True
            self.problem = kept.message
        self._hold(data, origin)
        return False

    def take_as_meant(self, data: bytes) -> None:
        """Nothing is to be put back of what the newest content lacks, if it is this one."""
        self.store_rest()
        newest = self._newest()
        if newest is not None and newest.data == data:
            self.keep(data, Origin.MEANT)

    def store_rest(self) -> None:
        """Store a content that is kept and was not stored at once."""
        if self._rest is None or self.versions is None:
            return
        (origin, data), self._rest = self._rest, None
        try:
            self.versions.put(data, kept=True)
        except OSError as error:
            self.problem = NotKept.because(error).message
            self._hold(data, origin)

    def _hold(self, data: bytes, origin: Origin) -> None:
        """Remember a content in memory."""
        self._recent.appendleft(_Kept(origin, Text(data), self._now()))
        while sum(len(kept.data) for kept in self._recent) > _IN_MEMORY and len(self._recent) > 2:
            self._recent.pop()

    def begun_in_place(self) -> tuple[bytes, bytes] | None:
        """The contents before and after a write in place that was begun last and never told to be done."""
        if self.versions is None:
            return None
        newest = self.versions.list(2)
        if [version.origin for version in newest] != [Origin.WRITING, Origin.BEFORE]:
            return None
        after, before = (self.versions.read(version.digest) for version in newest)
        return None if before is None or after is None else (before, after)

    def restored(self, data: bytes) -> Merged | None:
        """What others wrote, with lines of ours that it unknowingly wrote over; None where it did not."""
        if self._takes_nothing(data):
            return None
        past = list(dropwhile(lambda kept: kept.data == data, self._past()))
        at = next((at for at, kept in enumerate(past) if kept.origin in _KNOWN), None)
        theirs = Text(data)
        if at is None or theirs.source.problem or past[at].data == data:
            return None
        newest = self._truth(past, min(at, _UNSAVED))
        return restored(newest, [kept.text for kept in past], theirs, _fresh(past, self._now()))

    def was_in_file(self, data: bytes) -> bool:
        """Whether a content is known to have been the file's."""
        return any(same for _, _, same in self._whether(data))

    def is_newer(self, data: bytes) -> bool:
        """Whether another content than this is known to have been the file's last."""
        newest = next(iter(self._whether(data, 1)), None)
        return newest is not None and newest[0] in _WHOLE and not newest[2]

    def just_saved(self, data: bytes) -> bool:
        """Whether one of ours saved another content than this within the last moment."""
        saved = next(((since, same) for origin, since, same in self._whether(data) if origin in _OURS), None)
        return saved is not None and not saved[1] and self._now() - saved[0] < _MOMENT

    def older(self, data: bytes) -> Older | None:
        """What is known of an older text that others wrote again, with lines of a newer one gone."""
        if self._takes_nothing(data):
            return None
        past = list(dropwhile(lambda one: one[2], self._whether(data)))
        then = next((at for at, (_, _, same) in enumerate(past) if same), None)
        if then is None:
            return None
        origin, since, _ = past[0]
        again = then == 1 and origin in _OURS and past[1][0] is Origin.OUTSIDE
        return Older(past[then][1], again and self._now() - since >= _MOMENT)

    def _whether(self, data: bytes, most: int = _LOOK_BACK) -> list[tuple[Origin, float, bool]]:
        """Of so many contents, newest first: how each came to be, when, and whether it is this one."""
        if self.versions is None or self.problem:
            recent = islice(self._recent, most)
            return [(kept.origin, kept.time, kept.data == data) for kept in recent]
        digest = digest_of(data)
        return [(one.origin, one.time, one.digest == digest) for one in self.versions.list(most)]

    def _truth(self, past: list[_Kept], at: int) -> Text:
        """What should be in the file: our last save and what others wrote since, each on the one before."""
        truth = past[at].text
        truths: dict[tuple[float, bytes], Text] = {}
        for number in range(at - 1, -1, -1):
            kept = past[number]
            if kept.origin in _PASSING or kept.text.source.problem:
                continue
            key = kept.time, kept.data
            if key not in self._truths:
                older = past[number + 1 :]
                put_back = restored(truth, [one.text for one in older], kept.text, _fresh(older, kept.time))
                self._truths[key] = Text(put_back.source.to_bytes()) if put_back else kept.text
            truth = truths[key] = self._truths[key]
        self._truths = truths
        return truth

    def closest(self, data: bytes) -> Source:
        """The version that a content differs least from; the content itself where there is none."""
        theirs = Text(data)
        past = [kept.text for kept in self._past()]
        return (closest(past, theirs) if past else theirs).source

    def start_of_unmerged(self, data: bytes) -> Source | None:
        """The version that others' content was made from where nothing was saved on it since; else None."""
        since = list(takewhile(lambda kept: kept.origin not in _OURS, self._past()))
        at = next((at for at, kept in enumerate(since) if kept.data == data), None)
        if at is None or since[at].origin is not Origin.OUTSIDE:
            return None
        older = [kept.text for kept in list(self._past())[at:] if kept.data != data]
        return closest(older, Text(data)).source if older else None

    def _takes_nothing(self, data: bytes) -> bool:
        """The usual case, told without reading all versions: our last save is newest, and in it whole."""
        newest = self._newest()
        if newest is None or newest.data == data:
            return newest is None or newest.origin in _KNOWN
        return newest.origin in _KNOWN and not lines_taken(newest.text.source, Source.from_bytes(data))

    def _newest(self) -> _Kept | None:
        if self.versions is None or self.problem:
            return next(iter(self._recent), None)
        for version in self.versions.list(1):
            found = self._content(self.versions, version.digest)
            return None if found is None else _Kept(version.origin, found, version.time)
        return None

    def _past(self) -> Iterable[_Kept]:
        """Contents, newest first, as many as are looked at."""
        if self.versions is None or self.problem:
            return self._recent
        return self._stored(self.versions)

    def _stored(self, versions: Versions) -> Iterator[_Kept]:
        total = 0
        read: dict[str, Text] = {}
        for version in versions.list(_LOOK_BACK):
            total += version.size
            if total > _LOOK_BACK_BYTES:
                break
            if version.digest not in read:
                found = self._content(versions, version.digest)
                if found is None:
                    continue
                read[version.digest] = self._read[version.digest] = found
            yield _Kept(version.origin, read[version.digest], version.time)
        self._read = read

    def _content(self, versions: Versions, digest: str) -> Text | None:
        """A content, from the disk where it was not needed just now."""
        if self._last is not None and self._last[0] == digest:
            return self._last[1]
        if digest in self._read:
            return self._read[digest]
        data = versions.read(digest)
        if data is None:
            return None
        found = self._read[digest] = Text(data)
        return found

    def _now(self) -> float:
        return (self.versions.state.fs if self.versions else REAL).now()


def _fresh(past: list[_Kept], now: float) -> int:
    """How many of these versions, newest first, were the file's until a moment before a time."""
    until = [now, *(kept.time for kept in past)]
    return sum(1 for _ in takewhile(lambda time: time >= now - _MOMENT, until[: len(past)]))
