"""Keys that belong together, as vim has them: `gg` is one command, `5j` is one five times."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

from tui.keyboard.commands import shown_sequence
from tui.keyboard.keymap import sequences_of

MOST: Final = 999
"""The highest count; more digits are left out of account."""


class Pressed(NamedTuple):
    """What a key has come to: a `command` and how many `times` (0 where nobody said), or nothing yet.

    `taken` is False for a key that is none of the keymap's: it is somebody else's. `stray` are keys that mean
    nothing together, as people write them.
    """

    command: str = ""
    times: int = 0
    taken: bool = True
    stray: str = ""


class KeySequence:
    """What has been pressed of a sequence or a count, waiting for the rest."""

    def __init__(self, keys: Mapping[str, str], *, counts: bool) -> None:
        """`keys` as `tui.keyboard.keymap.keys_with` gives them."""
        self._commands = sequences_of(keys)
        self._beginnings = {own[:length] for own in self._commands for length in range(1, len(own))}
        self._counts = counts
        self._digits = ""
        self._keys: tuple[str, ...] = ()

    @property
    def pending(self) -> str:
        """What waits, as people write it; empty when nothing does."""
        return self._digits + shown_sequence(self._keys)

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys that wait, without the count."""
        return self._keys

    def press(self, key: str) -> Pressed:
        """A key, by Textual's name."""
        if key == "escape" and self.pending:
            self.cancel()
            return Pressed()
        if self._counts and not self._keys and key in set("0123456789") and (self._digits or key != "0"):
            self._digits = str(min(MOST, int(self._digits + key)))
            return Pressed()
        keys = (*self._keys, key)
        if (command := self._commands.get(keys)) is not None:
            count = int(self._digits or 0)
            self.cancel()
            return Pressed(command, count)
        if keys in self._beginnings:
            self._keys = keys
            return Pressed()
        stray = self._digits + shown_sequence(keys) if self.pending else ""
        self.cancel()
        return Pressed(taken=bool(stray), stray=stray)

    def command_of(self, key: str) -> str:
        """The command that a key would be; empty for none, and while others wait."""
        return "" if self.pending else self._commands.get((key,), "")

    def cancel(self) -> None:
        """Forget what waits."""
        self._digits, self._keys = "", ()
