"""Where the person is who walks a meeting, told to those who follow it from other terminals.

One small file a minutes file, in the state folder: whoever moved last has written it, who leaves removes it.
It names its process, so that one that crashed is not followed for ever. Only processes that share the state
folder see it: the same user's, on the same machine.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Final, TypeGuard

from tui.minutes.keeping.processes import TOKEN, is_alive, own_token
from tui.minutes.keeping.storage import StateFolder, key_of, remove_quietly

VERSION: Final = 1
"""Number of the format; a file with another one counts as none."""

SAID: Final = 200
"""Characters of an item that are told: enough to find it again among its neighbours."""


@dataclass(frozen=True, slots=True)
class ChairPosition:
    """A place in a meeting: a section by its key, an item by its number and how its text begins.

    `item` is None for the section itself. `reviewed` is how many sections are: word that marks have changed.
    """

    section: str
    item: int | None = None
    text: str = ""
    reviewed: int = 0


class ChairPositionFile:
    """The file about one minutes file. All calls block, and may come from several threads."""

    def __init__(self, state: StateFolder, target: Path) -> None:
        """`target` is the real path of the minutes file."""
        self.path = state.path / "whereabouts" / f"{key_of(target)}.json"
        self._state = state
        self._lock = Lock()
        self._closed = False

    def tell(self, where: ChairPosition) -> bool:
        """Write where this process is, in place of what stood there; False where that cannot be done."""
        data = {
            "version": VERSION,
            "process": own_token(),
            "section": where.section,
            "item": where.item,
            "text": where.text[:SAID],
            "reviewed": where.reviewed,
        }
        with self._lock:
            if self._closed:
                return False
            try:
                self._state.write(self.path, json.dumps(data).encode(), lasting=False)
            except OSError:  # who cannot tell walks on alone; the file of marks says what is wrong
                return False
        return True

    def withdraw(self) -> None:
        """Nobody walks here any more; a place that another process has told since stays."""
        with self._lock:
            self._closed = True
            if self._read().get("process") == own_token():
                remove_quietly(self._state.fs, self.path)

    def look(self) -> ChairPosition | None:
        """Where the person is; None where nobody walks this meeting, or has crashed meanwhile."""
        data = self._read()
        token, section, item = data.get("process"), data.get("section"), data.get("item")
        text, reviewed = data.get("text"), data.get("reviewed")
        if not isinstance(token, str) or not TOKEN.fullmatch(token) or not is_alive(token):
            return None
        if not isinstance(section, str) or not isinstance(text, str) or not _is_count(reviewed):
            return None
        if item is not None and not _is_count(item):
            return None
        return ChairPosition(section, item, text, reviewed)

    def _read(self) -> dict[str, object]:
        try:
            data = json.loads(self._state.read(self.path))
        except (OSError, ValueError, RecursionError):
            return {}
        return data if isinstance(data, dict) and data.get("version") == VERSION else {}


def _is_count(value: object) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0
