"""Keyboards whose letters are not Latin: what a key is in a Latin layout, or a word about it, once."""

from __future__ import annotations

from collections.abc import Mapping

TOLD = (
    "{letter} is no command: they are Latin letters here. Switch the keyboard's layout, or give commands "
    "letters of yours in the setting keys."
)


class Layout:
    """The keyboard, as far as it has shown itself."""

    def __init__(self, keys: Mapping[str, str]) -> None:
        """`keys` are those of the commands, by command id: a letter among them is one that is meant."""
        self._own = {key for own in keys.values() for key in own.split(",")}
        self._has_told = False

    def latin(self, key: str, told: Mapping[str, str]) -> str:
        """The key to take it for; `told` are those of which the terminal said their place."""
        return key if key in self._own else told.get(key, key)

    def said(self, key: str) -> str:
        """What to say about a key that is no command; empty for Latin ones, and after the first time."""
        import unicodedata  # noqa: PLC0415 - a key was pressed

        other = len(key) == 1 and key.isalpha() and not unicodedata.name(key, "").startswith("LATIN")
        if self._has_told or not other or key in self._own:
            return ""
        self._has_told = True
        return TOLD.format(letter=key)
