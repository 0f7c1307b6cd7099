"""One save: merge, put in place, see whether somebody came in between, and merge again until nobody did."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from tui.minutes.keeping.filesystem import FileSystem
from tui.minutes.keeping.history import History
from tui.minutes.keeping.judge import Judge
from tui.minutes.keeping.results import Reason
from tui.minutes.keeping.stable_read import read_settled
from tui.minutes.keeping.storage import sync_folder
from tui.minutes.keeping.swap import NO_ROOM_BESIDE, Swap, write_in_place
from tui.minutes.keeping.versions import Origin
from tui.minutes.text.merge import Merged, merge
from tui.minutes.text.source import Source

_ROUNDS: Final = 30


class RefusedError(Exception):
    """A save that is not done, for a reason that no system call gives."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.value)
        self.reason = reason


@dataclass
class Saving:
    """A save in progress.

    `disk` is what the file was last seen to have, `view` the same without what this save put there: the text
    of all others, which `ours` is merged with.
    """

    fs: FileSystem
    target: Path
    history: History
    judge: Judge
    base: Source
    ours: Source
    view: Source
    disk: bytes
    encoding: str | None = None
    has_place: Callable[[Source], bool] = lambda _: True
    """Whether what was typed has its place in a text of others."""
    written: bool = False
    _unmerged: Swap | None = field(default=None, init=False)

    def run(self) -> Merged:
        """Save. Raises OSError, UnicodeError or RefusedError; others' text is in the file then."""
        try:
            for _ in range(_ROUNDS):
                merged = merge(self.base, self.ours, self.view)
                data = self._encoded(merged.source)
                if data == self.disk:
                    self._finish()
                    return merged
                self._place(data)
            raise RefusedError(Reason.BUSY)  # noqa: TRY301 - what others wrote is put back for this, too
        except BaseException:
            if self._unmerged is not None:
                self._unmerged.undo()
            raise

    def _encoded(self, source: Source) -> bytes:
        if self.encoding is None:
            return source.to_bytes()
        return source.text.encode(self.encoding)

    def _finish(self) -> None:
        if self._unmerged is not None:
            self._unmerged.discard()
            self._unmerged = None
        self.history.keep(self.disk, self._origin())
        if self.written:
            sync_folder(self.fs, self.target.parent)

    def _origin(self) -> Origin:
        return Origin.SAVED if self.view == self.base else Origin.MERGED

    def _place(self, data: bytes) -> None:
        if self.fs.stat(self.target).st_nlink > 1:
            self._write_in_place(data)
            return
        swap = Swap(self.fs, self.target, self.disk, data)
        try:
            swap.run()
        except OSError as error:
            if error.errno not in NO_ROOM_BESIDE:
                raise
            self._write_in_place(data)
            return
        if swap.placed:
            self._look_back(swap, data)
        else:
            self._others_wrote(swap.came_out)

    def _look_back(self, swap: Swap, data: bytes) -> None:
        """See what came out and what is in the file now: anything unexpected is another program's text."""
        if self._unmerged is not None:
            self._unmerged.discard()
            self._unmerged = None
        if swap.came_out == self.disk:
            swap.discard()
            self.history.keep(data, self._origin())
        else:
            self._unmerged = swap
            self._others_wrote(swap.came_out, swap.came_out_at)
            self.history.keep(data, Origin.PASSING)  # somebody may have read it and write what it became
        self.disk, self.written = data, True
        now = read_settled(self.fs, self.target, data)
        if now != data:
            self._others_wrote(now)

    def _write_in_place(self, data: bytes) -> None:
        guard = None
        if not self.history.keep(self.disk, Origin.BEFORE, lasting=True):
            guard = Swap(self.fs, self.target, self.disk, self.disk)
            try:
                guard.park()
            except OSError as error:
                raise RefusedError(Reason.UNGUARDED) from error
        self.history.keep(data, Origin.WRITING, lasting=True)
        try:
            came_out = write_in_place(self.fs, self.target, self.disk, data)
        finally:
            if guard is not None:
                guard.discard()
        if came_out == self.disk:
            self.disk, self.written = data, True
            self.history.keep(data, self._origin())
        else:
            self._others_wrote(came_out)

    def _others_wrote(self, data: bytes, at: float | None = None) -> None:
        """Take in what another program wrote over `disk`, at a time; None: as the file tells."""
        put_back = self.judge.judge(data, at)
        self.refuse_what_has_no_place(put_back.as_removed if put_back else self._text(data))
        theirs = put_back.source if put_back else self._text(data)
        self.view = merge(self._text(self.disk), self.view, theirs).source
        self.disk = data

    def refuse_what_has_no_place(self, theirs: Source) -> None:
        """What was typed on one branch, or in one section, is not for another one. Raises RefusedError."""
        git = self.judge.theirs.git
        if git is not None and git.left and self.ours != self.base:
            raise RefusedError(Reason.SWITCHED)
        if not self.has_place(theirs):
            raise RefusedError(Reason.MOVED)

    def _text(self, data: bytes) -> Source:
        """A content as text; what is not UTF-8 comes as the text that it probably is."""
        source = Source.from_bytes(data)
        return source if source.problem is None else Source(source.text)
