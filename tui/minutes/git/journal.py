"""What a tick is about to do, written down before: after a crash it is known whether that was done.

Between a merge into the file and the word of it in git's refs, and between a push and that word, a program
can be killed. Merged again from the older common text, a line that others changed twice would stand twice.
"""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path
from typing import Final, NamedTuple

from tui.minutes.keeping.storage import StateFolder, remove_quietly
from tui.minutes.text.diff import diff
from tui.minutes.text.source import Source

KIND: Final = "sharing-journal"
"""The folder of the state folder for this."""


class Intent(NamedTuple):
    """What was about to be done for a branch: to merge a commit into the file, or to push one.

    `before` and `after` are the file's texts for a merge; a push has none.
    """

    branch: str
    commit: str
    before: str | None = None
    after: str | None = None

    @property
    def is_push(self) -> bool:
        """True for a push."""
        return self.after is None

    def was_merged(self, now: Source) -> bool:
        """True where the text of now has gone on from the merged one, not from the one before."""
        if self.before is None or self.after is None:
            return False
        return _distance(self.after, now.text) <= _distance(self.before, now.text)


class Journal:
    """The intent of one file, if one was not seen through."""

    def __init__(self, state: StateFolder | None, file: Path) -> None:
        self._state = state
        self._path = state.of(KIND, file) if state is not None else file

    def write(self, intent: Intent) -> None:
        """Write it down. What cannot be written costs a doubled line after a crash, nothing else."""
        if self._state is not None:
            with suppress(OSError):
                self._state.write(self._path, json.dumps(intent).encode("utf-8", "surrogatepass"))

    def read(self) -> Intent | None:
        """What was written down and not cleared."""
        if self._state is None:
            return None
        with suppress(OSError, ValueError, TypeError, RecursionError):
            words = json.loads(self._state.read(self._path).decode("utf-8", "surrogatepass"))
            if isinstance(words, list) and all(isinstance(word, str | None) for word in words):
                return Intent(*words)
        return None

    def clear(self) -> None:
        """It is seen through."""
        if self._state is not None:
            remove_quietly(self._state.fs, self._path)


def _distance(one: str, other: str) -> int:
    """How many lines differ."""
    return sum(len(change.old) + len(change.new) for change in diff(Source(one), Source(other)))
