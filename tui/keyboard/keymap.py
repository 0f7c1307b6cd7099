"""Which keys do what: the table's, a preset's over them, a person's own before all of those."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from tui.keyboard.commands import BY_ID, COMMANDS, shown_sequence
from tui.keyboard.names import KeyNameError, is_text, sequence
from tui.settings.values import RefusedSettingError

VIM: Final[Mapping[str, str]] = {
    "first": "g g,home",
    "next_unreviewed": "J",
    "find_next": "n",
    "find_previous": "N",
    "notes": "g n",
    "write": "i,w",
    "info": "I",
    "open_link": "L,g x",
    "focus_next": "tab,ctrl+w w",
    "focus_previous": "shift+tab,ctrl+w W",
    "zoom": "plus,ctrl+w o",
    "palette": "ctrl+p,colon",
    "quit": "ctrl+q,Z Z",
}
"""What vim users have in their fingers, where the table's keys differ."""

PRESETS: Final[Mapping[str, Mapping[str, str]]] = {"default": {}, "vim": VIM}
"""Preset to its keys, by command id; the table's keys for all others."""

WITH_COUNTS: Final = frozenset({"vim"})
"""The presets in which a number before a key repeats it."""

COUNTED: Final = frozenset({
    "up", "down", "half_up", "half_down", "page_up", "page_down", "first", "last", "next_team",
    "previous_team", "next_unreviewed", "find_next", "find_previous", "next_change", "undo", "redo",
})  # fmt: skip
"""Commands that a number is for: so many times; for `first` and `last`, to that line of the file."""


class KeymapError(RefusedSettingError):
    """A person's keys cannot be used: for which command, what was set, and what is allowed."""

    def __init__(self, command: str, value: str, allowed: str) -> None:
        super().__init__("keys", value, allowed, entry=command)
        self.command = command


def keys_with(overrides: Mapping[str, str], preset: str = "default") -> dict[str, str]:
    """Command id to its keys, names as Textual has them: a person's own, else the preset's, else the table's.

    A key of a person's own is taken from the command that has it by the table or the preset (see
    `without_keys`): a command that came with a later version takes nobody's key.

    Raises KeymapError for a command that does not exist, a key that does not or never arrives, two commands
    of a person's own on one key, one that begins another's sequence, and a digit where digits are counts.
    """
    for identity, value in overrides.items():
        if identity not in BY_ID:
            from difflib import get_close_matches  # noqa: PLC0415 - only for a slip

            near = get_close_matches(identity, BY_ID, 1)
            meant = f" (did you mean {near[0]}?)" if near else ""
            raise KeymapError(identity, value, f"an id of `pmc-tui keys`; unknown command {identity}{meant}")
    taken: dict[tuple[str, ...], str] = {}
    found: dict[str, str] = {}
    for identity, value in overrides.items():
        keys = _sequences(identity, value)
        for own in keys:
            if problem := _clash(own, identity, taken, preset):
                raise KeymapError(identity, value, f"a key that is free: {problem}")
            taken[own] = identity
        found[identity] = _joined(keys)
    usual = {**{command.id: command.keys for command in COMMANDS}, **PRESETS[preset]}
    for identity, value in usual.items():
        if identity not in found:
            keys = _sequences(identity, value) if value else []
            found[identity] = _joined(own for own in keys if not _clash(own, identity, taken, preset))
    return {command.id: found[command.id] for command in COMMANDS}


def without_keys(overrides: Mapping[str, str], preset: str = "default") -> dict[str, str]:
    """The commands whose keys all went to a person's own, each with the command that has the first now."""
    keys, usual = keys_with(overrides, preset), keys_with({}, preset)
    owners = sequences_of(keys)
    return {
        identity: next(
            owner for own, owner in owners.items() if _are_near(own, _sequences(identity, value)[0])
        )
        for identity, value in usual.items()
        if value and not keys[identity]
    }


def sequences_of(keys: Mapping[str, str]) -> dict[tuple[str, ...], str]:
    """Every sequence of a resolved keymap to the command it is for."""
    return {
        tuple(own.split()): identity for identity, value in keys.items() for own in value.split(",") if own
    }


def acts_everywhere(own: str) -> bool:
    """True for a key that can act while somebody types: a chord or a function key, by its name.

    Keys that move about in an input (arrows, tab, enter, escape) are left to whatever has the focus.
    """
    is_function = own[:1] == "f" and own[1:].isdigit()
    modifiers = own.split("+")[:-1] if not is_text(own) else []
    return " " not in own and (is_function or any(modifier != "shift" for modifier in modifiers))


def _sequences(identity: str, value: str) -> list[tuple[str, ...]]:
    try:
        return list(dict.fromkeys(sequence(part) for part in value.split(",")))
    except KeyNameError as error:
        raise KeymapError(identity, value, str(error)) from error


def _clash(
    own: tuple[str, ...],
    identity: str,
    taken: Mapping[tuple[str, ...], str],
    preset: str,
) -> str:
    """Why a sequence cannot be this command's; empty where it can."""
    if preset in WITH_COUNTS and own[0] in set("123456789"):
        return f"digits are counts in the preset {preset}"
    for other, owner in taken.items():
        if other == own and owner != identity:
            return f"{shown_sequence(own)} is that of {owner}"
        if other != own and _are_near(own, other):
            short, long = sorted((own, other), key=len)
            both = f"{shown_sequence(short)} begins {shown_sequence(long)}"
            return both + (f", and that is {owner}'s" if owner != identity else "")
    return ""


def _are_near(own: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """True where one sequence begins the other, or is it."""
    return other[: len(own)] == own[: len(other)]


def _joined(keys: Iterable[tuple[str, ...]]) -> str:
    return ",".join(" ".join(own) for own in keys)


def followers(keys: Mapping[str, str], prefix: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str]]:
    """What may follow keys that begin a sequence: the keys that are left, and the command."""
    for own, identity in sequences_of(keys).items():
        if len(own) > len(prefix) and own[: len(prefix)] == prefix:
            yield own[len(prefix) :], identity
