"""The keymap: every remapping is usable as it stands, or the clash in it is named."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.keyboard.bindings import bindings, program_bindings
from tui.keyboard.commands import BY_ID, COMMANDS, Group, Where, shown
from tui.keyboard.keymap import (
    COUNTED,
    PRESETS,
    VIM,
    WITH_COUNTS,
    KeymapError,
    acts_everywhere,
    keys_with,
    sequences_of,
    without_keys,
)
from tui.keyboard.names import KeyNameError, is_text, sequence
from tui.keyboard.sequence import MOST, KeySequence, Pressed

_WORDS = st.sampled_from(
    [*"agjxzG]/?5", "f8", "ctrl+k", "ctrl+s", "pagedown", "pgdn", "escape", "space", "é", "+"]
)
_VALUES = st.lists(st.lists(_WORDS, min_size=1, max_size=3).map(" ".join), min_size=1, max_size=3).map(
    ",".join
)
_OVERRIDES = st.dictionaries(st.sampled_from([*BY_ID, "no_such"]), _VALUES, max_size=4)
_PRESETS = st.sampled_from(list(PRESETS))


def pressed(keys: Mapping[str, str], own: str, *, counts: bool = False) -> Pressed:
    """What the keys of a sequence come to."""
    it = KeySequence(keys, counts=counts)
    results = [it.press(key) for key in own.split()]
    assert not any(result.command or result.stray for result in results[:-1])
    return results[-1]


def resolved(overrides: Mapping[str, str], preset: str) -> dict[str, str] | KeymapError:
    """The keymap, or what is wrong with it."""
    try:
        return keys_with(overrides, preset)
    except KeymapError as error:
        return error


def test_every_command_is_told_and_grouped() -> None:
    assert len(BY_ID) == len(COMMANDS)
    for command in COMMANDS:
        assert re.fullmatch(r"[a-z]+(_[a-z]+)*", command.id)
        assert command.group in Group
        assert command.meaning[0].isupper() or not command.meaning[0].isalpha()
        assert not command.meaning.endswith(".")
        assert len(command.label) <= 16
    assert BY_ID.keys() >= COUNTED


@pytest.mark.parametrize("preset", PRESETS)
def test_presets_are_free_of_clashes_and_need_no_function_keys(preset: str) -> None:
    keys = keys_with({}, preset)
    assert list(keys) == list(BY_ID)
    for command in COMMANDS:
        own = keys[command.id].split(",") if keys[command.id] else []
        assert bool(own) == bool(command.keys), "a preset takes no command its keys"
        plain = [key for key in own if not re.search(r"(^|\+)f\d", key)]
        assert plain or not own, f"{command.id} is for function keys alone"
        if command.where is Where.EVERYWHERE and command.id not in ("back", "focus_next", "focus_previous"):
            assert any(map(acts_everywhere, own)), f"{command.id} has no key while somebody types"


def test_vim_users_find_theirs() -> None:
    keys = keys_with({}, "vim")
    for own, command in {"g g": "first", "G": "last", "n": "find_next", "N": "find_previous", "u": "undo",
                         "ctrl+r": "redo", "ctrl+d": "half_down", "ctrl+u": "half_up", "i": "write",
                         "Z Z": "quit", "colon": "palette", "ctrl+w w": "focus_next"}.items():  # fmt: skip
        assert sequences_of(keys)[tuple(own.split())] == command
    assert set(VIM) <= BY_ID.keys()


@given(_OVERRIDES, _PRESETS)
def test_a_remapping_works_or_the_clash_is_named(overrides: dict[str, str], preset: str) -> None:
    keys = resolved(overrides, preset)
    if isinstance(keys, KeymapError):
        assert keys.command in overrides
        assert keys.value == overrides[keys.command]
        assert keys.allowed
        return
    counts = preset in WITH_COUNTS
    for identity in BY_ID:
        for own in filter(None, keys[identity].split(",")):
            assert pressed(keys, own, counts=counts).command == identity
    for identity, value in overrides.items():
        assert len(keys[identity].split(",")) == len({sequence(part) for part in value.split(",")})
    screen = {binding.key: binding for binding in bindings(keys)}
    assert len(screen) == len(
        [own for value in keys.values() for own in value.split(",") if own and " " not in own]
    )
    assert not any(binding.priority and is_text(key) for key, binding in screen.items())
    assert all(binding.priority and not is_text(binding.key) for binding in program_bindings(keys))


@pytest.mark.parametrize(("overrides", "preset", "command", "words"), [
    ({"zom": "f8"}, "default", "zom", ["did you mean zoom?"]),
    ({"zoom": "f8", "save": "f8"}, "default", "save", ["f8", "zoom"]),
    ({"zoom": "g", "first": "g g"}, "default", "first", ["g begins gg", "zoom"]),
    ({"last": "G", "zoom": "G G"}, "vim", "zoom", ["G begins GG", "last"]),
    ({"zoom": "f8", "save": "f8"}, "vim", "save", ["f8 is that of zoom"]),
    ({"zoom": "z,z z"}, "default", "zoom", ["z begins zz"]),
    ({"zoom": "4"}, "vim", "zoom", ["digits are counts in the preset vim"]),
    ({"zoom": ""}, "default", "zoom", ["key names separated by commas"]),
    ({"zoom": "f8,"}, "default", "zoom", ["key names separated by commas"]),
    ({"zoom": "z escape"}, "default", "zoom", ["escape"]),
    ({"zoom": "pagdown"}, "default", "zoom", ['did you mean "pagedown"?']),
])  # fmt: skip
def test_what_cannot_be_used_is_named(
    overrides: dict[str, str], preset: str, command: str, words: list[str]
) -> None:
    with pytest.raises(KeymapError) as caught:
        keys_with(overrides, preset)
    assert caught.value.command == command
    assert all(word in caught.value.allowed for word in words)


@pytest.mark.parametrize(("overrides", "preset", "lost"), [
    ({"zoom": "g"}, "default", {}),
    ({"zoom": "g,home"}, "default", {"first": "zoom"}),
    ({"zoom": "g"}, "vim", {"notes": "zoom"}),
    ({"zoom": "i,w"}, "vim", {"write": "zoom"}),
    ({"zoom": "X", "export": "f9"}, "default", {}),
])  # fmt: skip
def test_a_person_s_own_key_beats_the_table_s(
    overrides: dict[str, str], preset: str, lost: dict[str, str]
) -> None:
    keys = keys_with(overrides, preset)
    assert keys.items() >= overrides.items()
    assert without_keys(overrides, preset) == lost


@pytest.mark.parametrize(("name", "key", "written"), [
    ("]", "right_square_bracket", "]"), ("question_mark", "question_mark", "?"), ("+", "plus", "+"),
    ("ctrl++", "ctrl+plus", "^+"), ("shift+ctrl+left", "ctrl+shift+left", "^shift+←"), ("f12", "f12", "f12"),
    ("g g", "g g", "gg"), ("ctrl+w w", "ctrl+w w", "^w w"), ("é", "é", "é"), ("comma", "comma", ","),
    ("alt+x", "alt+x", "alt+x"), ("slash", "slash", "/"), ("-", "minus", "-"), ("space", "space", "space"),
])  # fmt: skip
def test_names_of_keys(name: str, key: str, written: str) -> None:
    assert " ".join(sequence(name)) == key
    assert sequence(key) == sequence(name)
    assert shown(key) == written


@pytest.mark.parametrize(("name", "hint"), [
    ("esc", '"escape"'), ("PageDown", '"pagedown"'), ("Ctrl+X", '"ctrl+x"'), ("ctrl-x", '"ctrl+x"'),
    ("shift+g", '"G"'), ("ctrl+G", '"ctrl+g"'), ("gg", '"g g"'), ("questionmark", '"question_mark"'),
    ("ctrl+i", "terminals send tab"), ("ctrl+m", "terminals send enter"), ("ctrl+[", "terminals send escape"),
    ("control+s", '"ctrl+s"'), ("qqqqqqq", "such as"),
    ("ctrl+", "such as"), ("\x1b", "such as"), ("", "commas"),
])  # fmt: skip
def test_what_is_no_key_is_told_with_what_is_near(name: str, hint: str) -> None:
    with pytest.raises(KeyNameError) as caught:
        sequence(name)
    assert hint in str(caught.value)


def test_counts_and_sequences() -> None:
    it = KeySequence(keys_with({}, "vim"), counts=True)
    assert [it.press("1"), it.press("0"), it.pending] == [Pressed(), Pressed(), "10"]
    assert it.press("j") == Pressed("down", 10)
    assert it.press("0") == Pressed(taken=False), "a count does not begin with 0"
    it.press("4")
    it.press("g")
    assert it.pending == "4g"
    assert it.press("g") == Pressed("first", 4)
    it.press("g")
    assert it.press("Q") == Pressed(stray="gQ")
    it.press("3")
    assert it.press("escape") == Pressed()
    assert it.press("escape") == Pressed("back"), "esc with nothing waiting is a command"
    for _ in range(9):
        it.press("9")
    assert it.press("j").times == MOST


def test_without_the_preset_there_are_no_counts_and_g_goes_first_at_once() -> None:
    it = KeySequence(keys_with({}), counts=False)
    assert it.press("5") == Pressed(taken=False)
    assert it.press("g") == Pressed("first")
    assert it.pending == ""
