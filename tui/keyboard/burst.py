"""Keys that come in one burst are text meant for another window, not commands.

Somebody pastes or types ahead into the wrong window, and `adx` would record, decide and tick. Keys that the
terminal delivers together are therefore looked at together before any of them acts. A key by itself is
delayed by nothing but one turn of the message queue; a held key repeats itself and is no text.
"""

from __future__ import annotations

from typing import Final

from textual import events

SHORTEST: Final = 6
"""Keys in one burst from which on it can be text."""

DIFFERENT: Final = 4
"""Different characters that make it text rather than a key held down."""

_SPACES: Final = {"enter": "\n", "tab": " "}


class KeyBurst:
    """Gathers the keys that are in the queue together."""

    def __init__(self) -> None:
        self._held: list[events.Key] = []

    @property
    def waiting(self) -> bool:
        """True while keys wait for their turn; later ones belong behind them."""
        return bool(self._held)

    @property
    def text(self) -> str:
        """The keys that wait as the text they are; empty when they are commands."""
        characters = [_SPACES.get(key.key, key.character or "") for key in self._held]
        text = "".join(character for character in characters if character.isprintable() or character == "\n")
        return text if len(text) >= SHORTEST and len(set(text)) >= DIFFERENT else ""

    def hold(self, event: events.Key) -> bool:
        """Keep a key; True for the first of a burst, after which `take` is to be called later."""
        self._held.append(event)
        return len(self._held) == 1

    def take(self) -> events.Key | None:
        """The first key that waits, which waits no more."""
        return self._held.pop(0) if self._held else None

    def clear(self) -> None:
        """Forget the keys that wait."""
        self._held.clear()
