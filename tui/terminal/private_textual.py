"""What is used here of Textual that Textual calls its own, in one place, behind functions of ours.

A new version may change any of it. The tests ask for each by name, so that they say which is missing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

from textual import events
from textual._ansi_sequences import ANSI_SEQUENCES_KEYS
from textual._keyboard_protocol import FUNCTIONAL_KEYS, MODIFIER_FUNCTIONAL_KEYS
from textual._xterm_parser import XTermParser
from textual.app import App
from textual.keys import KEY_NAME_REPLACEMENTS, Keys, _character_to_key
from textual.message import Message

KITTY_FUNCTIONAL: Final = FUNCTIONAL_KEYS
"""Names of the keys in kitty's protocol that are no characters, by number and final character."""

KITTY_MODIFIERS: Final = MODIFIER_FUNCTIONAL_KEYS
"""Those of them that are only pressed together with others."""


class Translator:
    """Textual's tables and its translation of whole sequences, without its reading of what comes."""

    def __init__(self) -> None:
        self._parser = XTermParser()

    def keys(self, sequence: str, *, alt: bool = False) -> Iterable[events.Key]:
        """The keys that a character or a sequence stands for; none for what is unknown or to be ignored."""
        found = self._parser._sequence_to_key_events(sequence, alt=alt)  # noqa: SLF001
        return (key for key in found if key.key != Keys.Ignore)

    def mouse(self, sequence: str) -> Message | None:
        """The mouse event that a report in cells (SGR) stands for."""
        return self._parser.parse_mouse_code(sequence)


def is_key_sequence(sequence: str) -> bool:
    """True for the sequences of keys as terminals send them by old custom."""
    return sequence in ANSI_SEQUENCES_KEYS


def key_name(character: str) -> str:
    """How Textual calls the key of a character."""
    name = character if character.isalnum() else _character_to_key(character)
    return KEY_NAME_REPLACEMENTS.get(name, name)


def tell_exception(app: App[object], error: BaseException) -> Callable[[], None]:
    """What ends an app by an exception of another thread, as one of its own would."""

    def tell() -> None:
        app._handle_exception(error if isinstance(error, Exception) else RuntimeError(repr(error)))  # noqa: SLF001

    return tell
