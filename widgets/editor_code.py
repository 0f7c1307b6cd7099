"""The code in which the editor holds a text: one character for one, none that acts or breaks a line."""

from __future__ import annotations

import re
from typing import Final

from widgets.display_text import CELLS, is_steady

_PRIVATE_USE: Final = range(0xE000, 0xF8FF)
_NEWLINE: Final = re.compile(r"\r\n?")


class EditorCode:
    """A one-to-one code for the characters a text area must not see, free of clashes with the text.

    Stand-ins are private-use characters that no text seen so far has; one that comes later and is taken gets
    a stand-in of its own.
    """

    def __init__(self, text: str = "") -> None:
        self._seen = _private_in(text)
        self._to: dict[int, int] = {}
        self._back: dict[int, str] = {}
        self._symbols: dict[int, str] = {}
        self._free = (code for code in _PRIVATE_USE if code not in self._seen)
        for code, symbol in CELLS.items():
            if not 0xD800 <= code < 0xE000:
                self._stand_in(code, symbol)

    def encoded(self, text: str) -> str:
        """The text as the editor holds it."""
        if text.isprintable() and is_steady(text):  # private-use characters are not printable
            return text
        new = _private_in(text) - self._seen
        self._seen |= new
        for code in new & self._back.keys():
            self._stand_in(code, chr(code))
        return text.translate(self._to)

    def entered(self, text: str) -> str:
        """What somebody types or pastes as the editor holds it; all line breaks become one kind."""
        return text if text.isprintable() and is_steady(text) else self.encoded(_NEWLINE.sub("\n", text))

    def decoded(self, text: str) -> str:
        """The text as the file has it."""
        return text.translate(self._back)

    def shown(self, text: str) -> str:
        """The text as it is drawn, of the same length."""
        return text if text.isprintable() else text.translate(self._symbols)

    def _stand_in(self, code: int, symbol: str) -> None:
        private = next(self._free)
        self._to[code], self._back[private], self._symbols[private] = private, chr(code), symbol


def _private_in(text: str) -> set[int]:
    return {code for code in map(ord, text) if code in _PRIVATE_USE}
