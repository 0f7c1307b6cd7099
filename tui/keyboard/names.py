"""The names of keys: which there are, how Textual spells them, how people do.

A key is named as Textual names it: a character (`]` or `right_square_bracket`), a named key (`pageup`, `f5`),
either with modifiers before it (`ctrl+s`). A sequence is keys with blanks between: `g g`.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from textual.binding import Binding
from textual.keys import Keys, key_to_character

_MODIFIERS: Final = ("alt", "ctrl", "hyper", "meta", "shift", "super")
"""In the order in which Textual puts them."""

_NAMED: Final = frozenset(
    key.value for key in Keys if "+" not in key.value and "<" not in key.value and "-" not in key.value
) - {"return"}

_SAME_BYTES: Final = {
    "ctrl+i": "tab", "ctrl+m": "enter", "ctrl+h": "backspace", "ctrl+left_square_bracket": "escape",
    "ctrl+space": "ctrl+@", "ctrl+at": "ctrl+@",
}  # fmt: skip
"""What terminals send the same bytes for, so that the first of the two never arrives."""

_ELSEWHERE: Final = {
    "esc": "escape", "del": "delete", "ins": "insert", "pgup": "pageup", "pgdn": "pagedown",
    "pgdown": "pagedown", "return": "enter", "cr": "enter", "spc": "space", "bs": "backspace",
    "dash": "minus", "hyphen": "minus", "dot": "full_stop", "period": "full_stop", "star": "asterisk",
    "bracketleft": "left_square_bracket", "bracketright": "right_square_bracket", "control": "ctrl",
    "option": "alt", "cmd": "super",
}  # fmt: skip
"""What other programs call a key; Textual's name for it."""


class KeyNameError(ValueError):
    """There is no such key, or it never arrives; the message says what would do."""


@lru_cache(256)
def sequence(text: str) -> tuple[str, ...]:
    """The keys of a sequence (mostly one) as Textual names them. Raises KeyNameError."""
    keys = tuple(_key(word) for word in text.split())
    if not keys:
        raise KeyNameError("key names separated by commas")
    if len(keys) > 1 and "escape" in keys:
        raise KeyNameError("a sequence without escape, which ends one")
    return keys


def is_text(key: str) -> bool:
    """True for a key that types a character, by its name."""
    return key == "space" or ("+" not in key and key not in _NAMED)


def _key(word: str) -> str:
    plus = word == "+" or word.endswith("++")
    *modifiers, base = [*word[:-1].split("+")[:-1], "+"] if plus else word.split("+")
    name = _base(base)
    if name is None or any(modifier not in _MODIFIERS for modifier in modifiers):
        raise KeyNameError(_allowed(word))
    if modifiers and len(name) == 1 and name.isupper():
        raise KeyNameError(f'a key there is (did you mean "{"+".join([*modifiers, name.lower()])}"?)')
    if modifiers == ["shift"] and is_text(name) and name != "space":
        raise KeyNameError(f'a key there is (did you mean "{name.upper() if len(name) == 1 else name}"?)')
    key = "+".join([*sorted(set(modifiers)), name])
    if key in _SAME_BYTES:
        raise KeyNameError(f"a key that arrives: for {key} terminals send {_SAME_BYTES[key]}")
    return key


def _base(word: str) -> str | None:
    """A key without modifiers as Textual names it; None where there is none."""
    if word in _NAMED:
        return word
    if len(word) == 1 and word.isalnum():
        return word
    if word == ",":
        return "comma"  # what separates keys for Textual
    if len(word) == 1:
        return next(iter(Binding.make_bindings([Binding(word, "")]))).key if word.isprintable() else None
    character = key_to_character(word)
    if character is None or not character.isprintable() or character == " ":
        return word if word in _FRIENDLY else None
    return _base(character)


def _allowed(word: str) -> str:
    """What to write in the place of a word that is no key."""
    lowered = word.casefold()
    *modifiers, base = lowered.split("+")
    guess = "+".join(
        [*(_ELSEWHERE.get(modifier, modifier) for modifier in modifiers), _ELSEWHERE.get(base, base)]
    )
    for candidate in (guess, lowered, *(lowered.replace(sign, "+") for sign in "-_")):
        if candidate != word and _is_key(candidate):
            return f'a key there is (did you mean "{candidate}"?)'
    if word.isalnum() and 1 < len(word) <= 3 and word.isascii():
        return f'a key there is; a sequence has blanks between its keys: "{" ".join(word)}"'
    from difflib import get_close_matches  # noqa: PLC0415 - only for a slip

    known = [*_NAMED, *_FRIENDLY, *_KNOWN_CHARACTERS]
    near = get_close_matches(base, known, 1, 0.7)
    if near:
        return f'a key there is (did you mean "{"+".join([*modifiers, near[0]])}"?)'
    return "a key there is, such as x, ctrl+x, f5, pageup or question_mark"


def _is_key(word: str) -> bool:
    try:
        return bool(_key(word))
    except KeyNameError:
        return False


_FRIENDLY: Final = frozenset({"slash", "backslash", "at", "minus", "plus", "underscore"})
"""Names of characters that are Textual's own and not Unicode's."""

_KNOWN_CHARACTERS: Final = (
    "full_stop", "comma", "colon", "semicolon", "asterisk", "question_mark", "exclamation_mark",
    "number_sign", "dollar_sign", "percent_sign", "ampersand", "apostrophe", "quotation_mark",
    "left_parenthesis", "right_parenthesis", "equals_sign", "less_than_sign", "greater_than_sign",
    "left_square_bracket", "right_square_bracket", "left_curly_bracket", "right_curly_bracket",
    "circumflex_accent", "grave_accent", "vertical_line", "tilde",
)  # fmt: skip
