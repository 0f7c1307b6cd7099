"""A minutes file that others write too: opened, looked at, merged and saved so that nothing typed is lost.

All calls block and belong in a thread; a `LiveFile` may be shared by threads. It holds no editor's text:
what is typed goes in with the text it was typed on (`base`), and merging again what was typed meanwhile is
`merge(sent, current, saved.source)`.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from threading import RLock

from tui.minutes.drafts import Draft, Drafts
from tui.minutes.filesystem import REAL, FileSystem
from tui.minutes.history import History
from tui.minutes.locks import file_lock
from tui.minutes.outcomes import (
    CannotOpen,
    Gone,
    NotSaved,
    Outside,
    Reason,
    Saved,
    cannot_open,
    gone,
    not_saved,
    reason_of,
)
from tui.minutes.saving import BusyError, Saving, UnguardedError
from tui.minutes.settling import read_settled
from tui.minutes.source import Source, looks_binary
from tui.minutes.storage import StateFolder, key_of, remove_quietly
from tui.minutes.swap import PREFIX, create, left_behind
from tui.minutes.versions import Origin, Versions


class LiveFile:
    """One file, and what is known about it. Make it with `open` or `create`."""

    def __init__(self, path: Path, data: bytes, state: StateFolder | None, fs: FileSystem) -> None:
        self.path = path
        self.target = _real(path)
        self.state = state
        self.known = Source.from_bytes(data)
        """What we last knew to be on disk and told the editor about."""
        self.history = History.of(state, self.target)
        self._fs = fs
        self._known_data = data
        self._drafts = None if state is None else Drafts(state, self.target)
        self._drafted: Source | None = None
        self._lock = RLock()

    @classmethod
    def open(cls, path: Path, state: StateFolder | None = None, fs: FileSystem = REAL) -> LiveFile:
        """Open a file that is there. Raises CannotOpen with a sentence; writes nothing, never blocks."""
        try:
            data = read_settled(fs, path, None)
        except OSError as error:
            raise cannot_open(error, path) from error
        if looks_binary(data):
            raise CannotOpen(f"{path} is a binary file, not text.")
        return cls(path.absolute(), data, state, fs)

    @classmethod
    def create(
        cls, path: Path, source: Source, state: StateFolder | None = None, fs: FileSystem = REAL
    ) -> LiveFile | NotSaved:
        """Save elsewhere: make a file that is not there yet."""
        data = source.to_bytes()
        try:
            create(fs, _real(path), data)
        except OSError as error:
            return not_saved(reason_of(error, path), path, drafted=False, detail=error.strerror or str(error))
        live = cls(path.absolute(), data, state, fs)
        live.history.keep(data, Origin.SAVED)
        return live

    @property
    def versions(self) -> Versions | None:
        """The versions kept; None without a state folder."""
        return self.history.versions

    @property
    def state_problem(self) -> str | None:
        """Why only the file itself is safe, as a sentence; None while versions and drafts can be kept."""
        return self.history.problem

    def prepare(self) -> Draft | None:
        """After opening: sweep up after killed processes, keep the version, give a draft to be offered."""
        with self._lock:
            with file_lock(self.state, self.target), suppress(OSError):
                self._sweep()
                if read_settled(self._fs, self.target, self._known_data) == self._known_data:
                    self.history.keep(self._known_data, Origin.OPENED)
            return self._drafts.pending() if self._drafts else None

    def look(self) -> Outside | Gone | None:
        """Read the disk. None while it has what is known; content decides, never times.

        The editor merges `source` into its text (base: `outside.base`) and then calls `accept`.
        """
        with self._lock:
            try:
                if read_settled(self._fs, self._resolve(), self._known_data) == self._known_data:
                    return None
                with file_lock(self.state, self.target):  # not between another's save and its record of it
                    data = read_settled(self._fs, self.target, self._known_data)
                    put_back = self.history.restored(data)
                    self.history.keep(data, Origin.OUTSIDE)
            except OSError as error:
                return gone(error, self.path)
            if data == self._known_data:
                return None
            on_disk = Source.from_bytes(data)
            return Outside(self.known, put_back.source if put_back else on_disk, on_disk, put_back)

    def accept(self, outside: Outside) -> bool:
        """Make what was found outside the known text, after it was merged into the editor's.

        False, and nothing done, when a save came in between: then look again.
        """
        with self._lock:
            if self.known is not outside.base:
                return False
            self.known, self._known_data = outside.on_disk, outside.on_disk.to_bytes()
            return True

    def save(
        self, ours: Source, base: Source | None = None, *, encoding: str | None = None
    ) -> Saved | NotSaved:
        """Write the editor's text, merged with what others wrote since `base` (None: `known`).

        A file that is not UTF-8 is written only with an explicit `encoding`: the texts are then taken as
        text, and written in that. What could not be saved is put into a draft.
        """
        with self._lock:
            base = self.known if base is None else base
            try:
                with file_lock(self.state, self._resolve()):
                    saved = self._write(base, ours, encoding)
            except BusyError:
                return self._refused(Reason.BUSY, base, ours)
            except UnguardedError:
                return self._refused(Reason.UNGUARDED, base, ours)
            except (UnicodeError, LookupError) as error:
                return self._refused(Reason.UNENCODABLE, base, ours, str(error))
            except OSError as error:
                return self._refused(reason_of(error, self.target), base, ours, error.strerror or str(error))
            if saved is None:
                return self._refused(Reason.ENCODING, base, ours)
            if self._drafted is not None and self._drafted.text == ours.text:
                self.forget_draft()
            return saved

    def keep_draft(self, ours: Source, base: Source | None = None) -> str | None:
        """Keep what is typed and not yet in the file. Returns why that failed, as a sentence, else None."""
        with self._lock:
            if self._drafts is None:
                return self.history.problem
            try:
                self._drafts.write(self.known if base is None else base, ours)
            except OSError as error:
                return f"The draft could not be kept: {error.strerror or error}."
            self._drafted = ours
            return None

    def forget_draft(self, draft: Draft | None = None) -> None:
        """Remove a draft that was offered and is dealt with; None: this process's own, when all is saved."""
        with self._lock:
            if self._drafts is not None:
                self._drafts.forget(draft)
            if draft is None:
                self._drafted = None

    def _resolve(self) -> Path:
        """Follow symlinks anew: one may lead elsewhere now, or have been replaced by a file."""
        target = _real(self.path)
        if target != self.target:
            self.target = target
            self.history = History.of(self.state, target)
        return target

    def _write(self, base: Source, ours: Source, encoding: str | None) -> Saved | None:
        """Merge and put in place; None where the encoding has to be chosen first. Raises as `Saving.run`."""
        self._sweep()
        disk = read_settled(self._fs, self.target, self._known_data)
        view = self._view(disk, base)
        if encoding is None and any(source.problem for source in (base, ours, view)):
            return None
        base, ours, view = (Source(s.text, s.bom) if s.problem else s for s in (base, ours, view))
        saving = Saving(self._fs, self.target, self.history, base, ours, view, disk, encoding)
        merged = saving.run()
        alone = saving.view == base
        self.known, self._known_data = Source.from_bytes(saving.disk), saving.disk
        return Saved(self.known, None if alone else merged, saving.written)

    def _view(self, disk: bytes, base: Source) -> Source:
        """What others have made of the file: what is on disk, with lines of ours it wrote over put back."""
        if disk == base.to_bytes():
            return base
        put_back = self.history.restored(disk)
        self.history.keep(disk, Origin.OUTSIDE)
        return put_back.source if put_back else Source.from_bytes(disk)

    def _refused(self, reason: Reason, base: Source, ours: Source, detail: str = "") -> NotSaved:
        drafted = self.keep_draft(ours, base) is None
        return not_saved(reason, self.path, drafted=drafted, detail=detail)

    def _sweep(self) -> None:
        """Remove what killed processes left beside the file; a text that is nowhere else becomes a draft."""
        for path, data in left_behind(self._fs, self.target):
            if not self.history.has(data) and data != self._known_data:
                if self._drafts is None:
                    continue
                base = self.history.closest(data)
                try:
                    self._drafts.leave(
                        path.name.removeprefix(f"{PREFIX}{key_of(self.target)}-"),
                        base,
                        Source.from_bytes(data),
                    )
                except OSError:
                    continue
                self.history.keep(data, Origin.LEFT)
            remove_quietly(self._fs, path)


def _real(path: Path) -> Path:
    return Path(os.path.realpath(path))
