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


class KeyBurst:
    """Gathers the keys that are in the queue together."""

    def __init__(self) -> None:
        self._held: list[events.Key] = []

    def hold(self, event: events.Key) -> bool:
        """Keep a key; True for the first of a burst, after which `release` is to be called later."""
        self._held.append(event)
        return len(self._held) == 1

    def release(self) -> tuple[str, list[events.Key]]:
        """The burst as text (empty when it is none) and as keys."""
        keys, self._held = self._held, []
        characters = ["\n" if key.key == "enter" else key.character or "" for key in keys]
        text = "".join(character for character in characters if character.isprintable() or character == "\n")
        is_text = len(text) >= SHORTEST and len(set(text)) >= DIFFERENT
        return (text if is_text else ""), keys
