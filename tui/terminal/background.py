"""Whether the terminal's background is dark: what its environment says, and what it answers when asked.

`COLORFGBG` is set by some terminals (rxvt, Konsole, iTerm2). Others answer OSC 11, a question that can be
asked only over the wire: `tui.terminal.driver` asks it after the first paint and takes the answer out of the
keys.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from tui.minutes.text.patterns import LazyPattern

QUESTION: Final = "\x1b]11;?\x1b\\"
"""OSC 11 with a question mark: which colour has the background?"""

_DUMB: Final = ("", "dumb", "unknown", "linux")
"""Terminals that are not asked: they have no answer, and old Linux consoles print the question."""

_LIGHT: Final = frozenset({7, *range(9, 16)})
"""Of the 16 colours those that are light; 8 is a dark grey."""

_COLOUR: Final = LazyPattern(
    r"rgba?:([0-9a-f]{1,4})/([0-9a-f]{1,4})/([0-9a-f]{1,4})(?:/[0-9a-f]{1,4})?", re.IGNORECASE
)


def can_be_asked(environment: Mapping[str, str]) -> bool:
    """True where asking does no harm. That does not mean that an answer comes."""
    return environment.get("TERM", "") not in _DUMB


def said_dark(environment: Mapping[str, str]) -> bool | None:
    """Whether `COLORFGBG` (`15;0`, `0;default;15`) names a dark background; None where it says nothing."""
    last = environment.get("COLORFGBG", "").rpartition(";")[2]
    return int(last) not in _LIGHT if last.isdecimal() and int(last) < 16 else None


def answered_dark(colour: str) -> bool | None:
    """Whether an answer such as `rgb:ffff/ffff/dddd` is a dark colour; None for what is no colour."""
    if (match := _COLOUR.fullmatch(colour)) is None:
        return None
    red, green, blue = (int(part, 16) / (16.0 ** len(part) - 1) for part in match.groups())
    return bool(0.299 * red + 0.587 * green + 0.114 * blue < 0.5)
