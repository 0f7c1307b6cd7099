"""Text from a file is data: what could act on a terminal is shown as a symbol.

Control characters (C0, C1, DEL), line separators that are no line end in
Markdown, and bidirectional controls are replaced one for one, so that columns
and widths stay countable. A tab is left for the caller, who knows the column.
"""

from __future__ import annotations

from typing import Final

BIDI_CONTROLS: Final = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
"""Characters that reorder what follows (UAX #9): one could be shown another text than the file has."""

BIDI_SYMBOL: Final = "⇄"
LINE_SYMBOL: Final = "␤"
UNKNOWN_SYMBOL: Final = "␦"


def _table() -> dict[int, str]:
    table = {code: chr(0x2400 + code) for code in range(0x20) if code not in (0x09, 0x0A)}
    table[0x7F] = "␡"
    table |= dict.fromkeys(range(0x80, 0xA0), UNKNOWN_SYMBOL)
    table |= dict.fromkeys((0x85, 0x2028, 0x2029), LINE_SYMBOL)
    table |= dict.fromkeys(map(ord, BIDI_CONTROLS), BIDI_SYMBOL)
    table |= dict.fromkeys(range(0xD800, 0xE000), "\ufffd")
    table[0xFEFF] = UNKNOWN_SYMBOL
    return table


SYMBOLS: Final = _table()
"""Code point to the one-cell symbol shown for it."""


def escape_controls(text: str) -> str:
    """The text with every character that could act replaced by a symbol of one cell."""
    if text.isprintable():  # what str calls printable holds no control and no separator but the space
        return text
    return text.translate(SYMBOLS)
