"""A minutes file that others write too: opened, looked at, merged and saved so that nothing typed is lost.

All calls block and belong in a thread; a `LiveFile` may be shared by threads. It holds no editor's text:
what is typed goes in with the text it was typed on (`base`), and merging again what was typed meanwhile is
`merge(sent, current, saved.source)`.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING

from tui.minutes.keeping.filesystem import REAL, FileSystem
from tui.minutes.keeping.results import (
    CannotOpen,
    Gone,
    NotSaved,
    OutsideChange,
    Reason,
    Saved,
    cannot_open,
    gone,
    not_saved,
    reason_of,
)
from tui.minutes.keeping.stable_read import read_settled
from tui.minutes.keeping.storage import NO_STATE, StateFolder
from tui.minutes.text.source import Source, looks_binary

# Opening is on the way to the first paint. What looking and saving need comes with the first of these calls.
if TYPE_CHECKING:
    from tui.minutes.ahead.reading_ahead import ReadingAhead
    from tui.minutes.keeping.drafts import Draft, Drafts
    from tui.minutes.keeping.history import History
    from tui.minutes.keeping.judge import Judge
    from tui.minutes.keeping.versions import Versions
    from tui.minutes.text.merge import Merged


class LiveFile:
    """One file, and what is known about it. Make it with `open` or `create`."""

    def __init__(self, path: Path, data: bytes, state: StateFolder | None, fs: FileSystem) -> None:
        self.path = path
        self.target = _real(path)
        self.state = state
        self.known = Source.from_bytes(data)
        """What we last knew to be on disk and told the editor about."""
        self.ahead: ReadingAhead | None = None
        """The reading of what was opened, where another process does that."""
        self._fs = fs
        self._lock = RLock()
        self._draft_lock = RLock()
        self._history: History | None = None
        self._drafts: Drafts | None = None
        self._drafted: Source | None = None
        self._judge: Judge | None = None
        self._emptied = 0
        self._opened_kept = False
        self._owed: Merged | None = None

    @classmethod
    def open(cls, path: Path, state: StateFolder | None = None, fs: FileSystem = REAL) -> LiveFile:
        """Open a file that is there. Raises CannotOpen with a sentence; writes nothing, never blocks."""
        try:
            data = read_settled(fs, path, None)
        except OSError as error:
            raise cannot_open(error, path) from error
        if looks_binary(data):
            raise CannotOpen(f"{path} is a binary file, not text. Minutes are Markdown: name such a file.")
        return cls(path.absolute(), data, state, fs)

    @property
    def history(self) -> History:
        """What is known of the file's past."""
        from tui.minutes.keeping.history import History  # noqa: PLC0415

        with self._lock:
            if self._history is None:
                self._history = History.of(self.state, self.target)
            return self._history

    @property
    def versions(self) -> Versions | None:
        """The versions kept; None without a state folder."""
        return self.history.versions

    @property
    def state_problem(self) -> str | None:
        """Why only the file itself is safe, or what was set aside in the state folder, as a sentence.

        None while versions and drafts can be kept as ever.
        """
        return self.history.problem or (self.state and " ".join(self.state.told)) or None

    def prepare(self) -> Draft | None:
        """After opening: tidy up after killed processes, keep the version, give a draft to be offered.

        The draft is the newest with words that are not in the file. Once it is dealt with, `forget_draft` it
        and ask again: there may be an older one.
        """
        from tui.minutes.keeping.git_evidence import branch_of  # noqa: PLC0415
        from tui.minutes.keeping.processes import file_lock  # noqa: PLC0415
        from tui.minutes.keeping.swap import sweep  # noqa: PLC0415

        with self._lock:
            with file_lock(self.state, self._resolve()), suppress(OSError):
                sweep(self._fs, self.target, self.history, self._own_drafts())
                known = self.known.to_bytes()
                self._keep_opened(read_settled(self._fs, self.target, known))
            drafts = self._own_drafts()
            here = branch_of(self._fs, self.target)
            for draft in drafts.pending(here) if drafts else ():
                if not draft.is_in(self.known):
                    return draft
                if draft.branch in ("", here):
                    self.forget_draft(draft)
            return None

    def look(self, *, stored: bool = True) -> OutsideChange | Gone | None:
        """Read the disk. None while it has what is known; content decides, never times.

        The editor merges `source` into its text (base: `outside.base`) and then calls `accept`. What is found
        is kept as a version; where it is not to be `stored` now, which takes longer than to show it,
        `store_seen` does that, or the next look or save.
        """
        from tui.minutes.keeping.processes import file_lock  # noqa: PLC0415

        with self._lock:
            self.store_seen()
            known = self.known.to_bytes()  # made for this; kept, it would be a long text's second copy
            try:
                same = read_settled(self._fs, self._resolve(), known, emptied=self._emptied) == known
                if same and self._owed is None and not self._is_behind(known):
                    return None
                with file_lock(self.state, self.target):  # not between another's save and its record of it
                    data = read_settled(self._fs, self.target, known, emptied=self._emptied)
                    self._keep_opened(data)
                    if data == known:
                        self._judge_known(data)
                        return self._outside_owed()
                    judge = self._judge_of()
                    put_back = judge.judge(data, stored=stored)
            except OSError as error:
                return gone(error, self.path)
            on_disk = Source.from_bytes(data)
            on_disk.cut_like(self.known)  # here, and not where somebody waits for a key
            source = put_back.source if put_back else on_disk
            return OutsideChange(self.known, source, on_disk, put_back, judge.theirs)

    def store_seen(self) -> None:
        """Store what the last look found."""
        with self._lock:
            if self._history is not None:
                self._history.store_rest()

    def accept(self, outside: OutsideChange) -> bool:
        """Make what was found outside the known text, after it was merged into the editor's.

        False, and nothing done, when a save came in between: then look again.
        """
        with self._lock:
            if self.known is not outside.base:
                return False
            self._count_emptied(outside.on_disk)
            self._owed = None
            self.known = outside.on_disk
            return True

    def take_as_meant(self, outside: OutsideChange) -> None:
        """What others removed is out, lines of ours with it: their text takes nothing unknowingly now."""
        from tui.minutes.keeping.processes import file_lock  # noqa: PLC0415

        with self._lock, file_lock(self.state, self.target):
            self.history.take_as_meant(outside.on_disk.to_bytes())

    def save(
        self,
        ours: Source,
        base: Source | None = None,
        *,
        encoding: str | None = None,
        has_place: Callable[[Source], bool] = lambda _: True,
    ) -> Saved | NotSaved:
        """Write the editor's text, merged with what others wrote since `base` (None: `known`).

        A file that is not UTF-8 is written only with an explicit `encoding`: the texts are then taken as
        text, and written in that. What could not be saved is put into a draft. Nothing is written where what
        was typed has no place any more in what others made of `base`, which `has_place` tells in this thread.
        """
        from tui.minutes.keeping.saving import RefusedError  # noqa: PLC0415

        with self._lock:
            base = self.known if base is None else base
            try:
                saved = self._write(base, ours, encoding, has_place)
            except RefusedError as error:
                return self._refused(error.reason, base, ours)
            except UnicodeError as error:
                return self._refused(Reason.UNENCODABLE, base, ours, str(error))
            except OSError as error:
                return self._refused(reason_of(error, self.target), base, ours, error.strerror or str(error))
            if self._drafted is not None and self._drafted.text == ours.text:
                self.forget_draft()
            return saved

    def save_elsewhere(self, path: Path, ours: Source) -> LiveFile | NotSaved:
        """Save the editor's text as another file, which must not be there yet; gives that one, opened."""
        from tui.minutes.keeping.swap import create  # noqa: PLC0415

        with self._lock:
            try:
                create(self._fs, _real(path), ours.to_bytes())
                return LiveFile.open(path, self.state, self._fs)
            except OSError as error:
                drafted = self.keep_draft(ours) is None
                return not_saved(
                    reason_of(error, path), path, drafted=drafted, detail=error.strerror or str(error)
                )
            except CannotOpen as error:
                return not_saved(
                    Reason.FAILED, path, drafted=self.keep_draft(ours) is None, detail=str(error)
                )

    def keep_draft(self, ours: Source, base: Source | None = None, *, branch: str = "") -> str | None:
        """Keep what is typed and not yet in the file. Returns why that failed, as a sentence, else None.

        It waits for no save. With a `branch` it stays, by that name, for when that branch is back.
        """
        with self._draft_lock:
            drafts = self._own_drafts()
            if drafts is None:
                return NO_STATE
            try:
                if branch:
                    drafts.leave_for(branch, self.known if base is None else base, ours)
                else:
                    drafts.write(self.known if base is None else base, ours)
                    self._drafted = ours
            except OSError as error:
                told = f"The draft could not be kept: {error.strerror or error}."
                return f"{told} Your text is in this window only: save it, here or under another name."
            return None

    def leave_draft(self, ours: Source, base: Source) -> str | None:
        """Keep a text for the next start, whatever is saved till then. Returns why that failed, else None."""
        with self._lock:
            drafts = self._own_drafts()
            if drafts is None:
                return self.history.problem
            try:
                drafts.leave_own(base, ours)
            except OSError as error:
                told = f"The draft could not be kept: {error.strerror or error}."
                return f"{told} Go on, and save it under another name."
            return None

    def forget_draft(self, draft: Draft | None = None) -> None:
        """Remove a draft that was offered and is dealt with; None: this process's own, when all is saved."""
        with self._draft_lock:
            drafts = self._own_drafts()
            if drafts is not None and (draft is not None or self._drafted is not None):
                drafts.forget(draft)
            if draft is None:
                self._drafted = None

    def _own_drafts(self) -> Drafts | None:
        from tui.minutes.keeping.drafts import Drafts  # noqa: PLC0415

        if self._drafts is None and self.state is not None:
            self._drafts = Drafts(self.state, self.target)
        return self._drafts

    def _resolve(self) -> Path:
        """Follow symlinks anew: one may lead elsewhere now, or have been replaced by a file."""
        target = _real(self.path)
        if target != self.target:
            self.target = target
            self._history = None
        return target

    def _write(
        self, base: Source, ours: Source, encoding: str | None, has_place: Callable[[Source], bool]
    ) -> Saved:
        """Merge and put in place. Raises as `Saving.run`."""
        from tui.minutes.keeping.processes import file_lock  # noqa: PLC0415
        from tui.minutes.keeping.saving import RefusedError, Saving  # noqa: PLC0415
        from tui.minutes.keeping.swap import sweep  # noqa: PLC0415

        self.store_seen()
        with file_lock(self.state, self._resolve()) as lock:
            if lock is False:
                raise RefusedError(Reason.LOCKED)
            sweep(self._fs, self.target, self.history, self._own_drafts())
            disk = read_settled(self._fs, self.target, self.known.to_bytes(), emptied=self._emptied)
            self._count_emptied(Source.from_bytes(disk))
            self._keep_opened(disk)
            self._judge_known(disk)
            judge = self._judge_of()
            put_back = self._owed if disk == base.to_bytes() else judge.judge(disk)
            view = _view(put_back, disk)
            if encoding is None and any(source.problem for source in (base, ours, view)):
                raise RefusedError(Reason.ENCODING)
            base, ours, view = (Source(s.text, s.bom) if s.problem else s for s in (base, ours, view))
            saving = Saving(
                self._fs, self.target, self.history, judge, base, ours, view, disk, encoding, has_place
            )
            theirs = put_back.as_removed if put_back else view
            if theirs != base:
                saving.refuse_what_has_no_place(theirs)
            merged = saving.run()
            self._owed = None
        alone = saving.view == base
        known = Source.from_bytes(saving.disk)
        if known == merged.source:  # rather the very text one has: it is told from that at once
            known = merged.source
        self.known = known
        return Saved(self.known, None if alone else merged, saving.written, judge.theirs)

    def _keep_opened(self, disk: bytes) -> None:
        """Keep what was opened as a version, once. Where another of ours saved just before, judge it.

        It may be a stale save over that, which the other has not seen yet.
        """
        from tui.minutes.keeping.versions import Origin  # noqa: PLC0415

        if self._opened_kept:
            return
        self._opened_kept = True
        opened = self.known.to_bytes()
        if disk == opened and self.history.just_saved(opened):
            self._owed = self._judge_of().judge(opened)
        elif disk == opened or not self.history.was_in_file(opened):
            self.history.keep(opened, Origin.OPENED if disk == opened else Origin.PASSING)

    def _is_behind(self, known: bytes) -> bool:
        """Whether others of ours have seen or saved another text since, which this one has not seen."""
        return self._opened_kept and self.history.is_newer(known)

    def _judge_known(self, disk: bytes) -> None:
        """What is known is in the file again: it may be a stale save over what another of ours saved."""
        if disk == self.known.to_bytes() and self._is_behind(disk):
            self._owed = self._judge_of().judge(disk)

    def _outside_owed(self) -> OutsideChange | None:
        """Where what is known lacks lines of ours: as if others had written it just now."""
        if self._owed is None or self._judge is None:
            return None
        return OutsideChange(self.known, self._owed.source, self.known, self._owed, self._judge.theirs)

    def _count_emptied(self, now: Source) -> None:
        """Once a file was found empty, and has text again, it is not believed so soon."""
        if self.known.text.strip() and not now.text.strip():
            self._emptied += 1

    def _judge_of(self) -> Judge:
        from tui.minutes.keeping.judge import Judge  # noqa: PLC0415
        from tui.minutes.keeping.results import Theirs  # noqa: PLC0415

        if self._judge is None or self._judge.history is not self.history:
            self._judge = Judge(self._fs, self.target, self.history)
        self._judge.theirs = Theirs()
        return self._judge

    def _refused(self, reason: Reason, base: Source, ours: Source, detail: str = "") -> NotSaved:
        drafted = self.keep_draft(ours, base) is None
        return not_saved(reason, self.path, drafted=drafted, detail=detail)


def _view(put_back: Merged | None, disk: bytes) -> Source:
    """What others have made of the file: what is on disk, with lines of ours it wrote over put back."""
    return put_back.source if put_back else Source.from_bytes(disk)


def _real(path: Path) -> Path:
    return Path(os.path.realpath(path))
