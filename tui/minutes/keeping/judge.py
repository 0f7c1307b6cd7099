"""What another program's text is: meant as it stands, or an older one saved over ours."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from tui.minutes.keeping.filesystem import FileSystem
from tui.minutes.keeping.git_evidence import GitWrote, git_wrote
from tui.minutes.keeping.history import History
from tui.minutes.keeping.results import Theirs
from tui.minutes.keeping.versions import Origin
from tui.minutes.text.diff import diff
from tui.minutes.text.merge import Merged
from tui.minutes.text.source import Source


@dataclass
class Judge:
    """Judges the texts that others write into one file, and keeps each as a version."""

    fs: FileSystem
    target: Path
    history: History
    theirs: Theirs = field(default_factory=Theirs)
    """What was found of the last text, for who is to be told."""
    _git: tuple[bytes, GitWrote] | None = field(default=None, repr=False)  # kept, for its traces go

    def judge(self, data: bytes, at: float | None = None, *, stored: bool = True) -> Merged | None:
        """Their text with lines of ours put back; None where it is to be taken as it stands.

        `at` is when it was written, in seconds since the epoch; None: look at the file. Raises OSError.
        """
        git = self._git_wrote(data, self.fs.stat(self.target).st_ctime if at is None else at)
        older = self.history.older(data)
        meant = git is not None or (older is not None and older.put_back_before)
        put_back = None if meant else self.history.restored(data)
        self.history.keep(data, Origin.MEANT if meant else Origin.OUTSIDE, stored=stored)
        lines = lines_added(Source.from_bytes(data), put_back.source) if put_back else 0
        removed = put_back is not None and put_back.as_removed != put_back.source
        self.theirs = Theirs(git, older.time if older is not None else None, lines, removed)
        return put_back

    def _git_wrote(self, data: bytes, at: float) -> GitWrote | None:
        if self._git is not None and self._git[0] == data:
            return self._git[1]
        git = git_wrote(self.fs, self.target, at)
        self._git = (data, git) if git is not None else None
        return git


def lines_added(old: Source, new: Source) -> int:
    """How many lines of a text another one does not have there."""
    return sum(len(change.new) for change in diff(old, new))
