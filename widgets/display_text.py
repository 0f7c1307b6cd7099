"""Text as wide on every terminal as it is measured here, so that frames stay straight.

Terminals disagree on sequences: a family joined by ZWJ is drawn in 2 cells or in 6, a flag in 2 or in 4, a
heart in 1 or in 2 by the variation selector behind it, a hand in 2 or in 4 by its skin tone. Shown are the
parts, on which they agree: the people beside each other, the letters of the flag, the plain heart and hand.
The file, exports and the clipboard keep what is written.
"""

from __future__ import annotations

import re
from typing import Final

from tui.minutes.text.escape import SYMBOLS, escape_controls

_FLAG_LETTERS: Final = range(0x1F1E6, 0x1F200)
_TONES: Final = range(0x1F3FB, 0x1F400)
_UNSEEN: Final = (0x200B, 0x200D, 0x2060, 0xFE0E, 0xFE0F)  # zero width space, joiners, variation selectors

_LETTERS: Final = {code: chr(ord("A") + number) for number, code in enumerate(_FLAG_LETTERS)}

CELLS: Final = SYMBOLS | _LETTERS | dict.fromkeys(_TONES, "▒") | dict.fromkeys(_UNSEEN, "·") | {0x200D: "+"}
"""Code point to the one cell shown for it where each has to be seen by itself: in an editor."""

_SHOWN: Final[dict[int, str | None]] = {**_LETTERS, **dict.fromkeys((*_TONES, *_UNSEEN), None)}
_UNSTEADY: Final = re.compile(f"[{''.join(map(chr, _SHOWN))}]")


def is_steady(text: str) -> bool:
    """True where nothing in a text is as wide here and another there."""
    return text.isascii() or not _UNSTEADY.search(text)


def for_display(text: str) -> str:
    """Inert text (see `tui.minutes.text.escape`) that is as wide everywhere."""
    if text.isascii():
        return text if text.isprintable() else escape_controls(text)
    shown = escape_controls(text)
    return shown.translate(_SHOWN) if _UNSTEADY.search(shown) else shown
