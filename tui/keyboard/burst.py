"""Keys that come in one burst are text meant for another window, not commands.

Somebody pastes or types ahead into the wrong window, and `adx` would record, decide and tick. Keys that the
terminal delivers together are therefore looked at together before any of them acts. A key by itself is
delayed by nothing but one turn of the message queue; a held key repeats itself and is no text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import takewhile
from typing import Final

from textual import events

SHORTEST: Final = 6
"""Keys in one burst from which on it can be text."""

DIFFERENT: Final = 4
"""Different characters that make it text rather than a key held down."""

_SPACES: Final = {"enter": "\n", "tab": " "}


Typed = events.Key | events.Paste


class KeyBurst:
    """Gathers the keys, and what is pasted between them, that are in the queue together."""

    def __init__(self) -> None:
        self._held: list[Typed] = []

    @property
    def waiting(self) -> bool:
        """True while keys wait for their turn; later ones belong behind them."""
        return bool(self._held)

    @property
    def text(self) -> str:
        """The keys that wait as the text they are; empty when they are commands."""
        text = _text(takewhile(lambda typed: isinstance(typed, events.Key), self._held))
        return text if len(text) >= SHORTEST and len(set(text)) >= DIFFERENT else ""

    @property
    def whole(self) -> str:
        """All that waits, as text."""
        return _text(self._held)

    @property
    def first(self) -> str:
        """The key that waits first, by Textual's name; empty for none."""
        return self._held[0].key if self._held and isinstance(self._held[0], events.Key) else ""

    def hold(self, event: Typed) -> None:
        """Keep a key or a paste behind those that wait."""
        self._held.append(event)

    def take(self) -> Typed | None:
        """What waits first, which waits no more."""
        return self._held.pop(0) if self._held else None

    def type_rest(self, first: int = 1, *, lines: bool) -> None:
        """What waits, from the `first` on, is text for a field.

        Enter, Tab and Esc do not act in it: they are blanks, or (Enter, where the field has `lines`) line
        ends, or nothing.
        """
        self._held[first:] = [typed for each in self._held[first:] for typed in _as_text(each, lines=lines)]

    def clear(self) -> None:
        """Forget the keys that wait."""
        self._held.clear()


def _text(held: Iterable[Typed]) -> str:
    parts = [
        _SPACES.get(typed.key, typed.character or "") if isinstance(typed, events.Key) else typed.text
        for typed in held
    ]
    return "".join(part for part in parts if part.isprintable() or "\n" in part)


def _as_text(typed: Typed, *, lines: bool) -> Iterator[Typed]:
    key = typed.key if isinstance(typed, events.Key) else ""
    if key not in ("enter", "tab", "escape") or (lines and key == "enter"):
        yield typed
    elif key != "escape":
        yield events.Key("space", " ")
