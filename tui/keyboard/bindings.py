"""The keymap as Textual's bindings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from textual.binding import Binding

from tui.keyboard.commands import BY_ID, COMMANDS, Where
from tui.keyboard.keymap import acts_everywhere

OF_THE_PROGRAM: Final = {"palette": "command_palette", "quit": "quit"}
"""Commands that act in dialogs too, with the app's action for each."""


def bindings(keys: Mapping[str, str]) -> Iterator[Binding]:
    """A binding of the meeting's screen for every key; of a sequence none, `KeySequence` has those.

    Commands that work everywhere act before an input takes the key, where the key types nothing.
    """
    for command in COMMANDS:
        for key in _single(keys[command.id]):
            everywhere = command.where is Where.EVERYWHERE and acts_everywhere(key)
            action = f"command('{command.id}')"
            yield Binding(key, action, command.meaning, id=command.id, show=False, priority=everywhere)


def program_bindings(keys: Mapping[str, str]) -> Iterator[Binding]:
    """The bindings that act over every screen."""
    for identity, action in OF_THE_PROGRAM.items():
        for key in filter(acts_everywhere, _single(keys[identity])):
            yield Binding(key, action, BY_ID[identity].meaning, show=False, priority=True)


def _single(keys: str) -> list[str]:
    return [key for key in keys.split(",") if key and " " not in key]
