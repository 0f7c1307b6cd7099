"""A picture's text, cell by cell: right where the reader has none of the fonts that a terminal has.

Frames and blocks become shapes, which join whatever a font makes of them; every word begins where its first
cell does, and is as wide as its cells are, however wide the font is.
"""

from __future__ import annotations

import html
from collections.abc import Iterator
from typing import Final

from rich.cells import cell_len

WIDTH: Final = 12.2
"""Of a cell in Rich's pictures."""

HEIGHT: Final = 24.4
"""Of a row."""

_BASELINE: Final = 18.5  # below the top of the row
_LINE: Final = 1.6  # how thick a line is
_MIDDLE: Final = (WIDTH / 2, HEIGHT / 2)

_ARMS: Final = {
    "─": "lr", "│": "ud", "┌": "dr", "┐": "dl", "└": "ur", "┘": "ul", "├": "udr", "┤": "udl", "┬": "lrd",
    "┴": "lru", "┼": "lrud", "╴": "l", "╶": "r", "╵": "u", "╷": "d", "━": "LR", "┃": "UD", "═": "LR",
}  # fmt: skip
"""Where lines lead from the middle of the cell; capitals are heavy ones."""

_CORNERS: Final = {"╭": (1, 1), "╮": (-1, 1), "╯": (-1, -1), "╰": (1, -1)}
"""To which side and up or down a round corner leads."""

_FROM_LEFT: Final = "▏▎▍▌▋▊▉█"
_FROM_BELOW: Final = "▁▂▃▄▅▆▇"


def cells(text: str, left: float, baseline: float) -> tuple[str, str]:
    """The path of what is drawn as shapes, and a text element for each word; `text` is as the SVG has it."""
    top = baseline - _BASELINE
    shapes: list[str] = []
    words: list[str] = []
    word, start, column = "", 0, 0
    for character in f"{html.unescape(text)} ":
        drawn = "".join(shape(character, left + column * WIDTH, top))
        if drawn:
            shapes.append(drawn)
        if not drawn and not character.isspace():
            start = start if word else column
            word += character
        elif word:
            place = f'x="{_n(left + start * WIDTH)}" y="{_n(baseline)}"'
            width = _n((column - start) * WIDTH)
            words.append(f'<text {place} textLength="{width}">{html.escape(word, quote=False)}</text>')
            word = ""
        column += cell_len(character)
    return "".join(shapes), "".join(words)


def shape(character: str, x: float, y: float) -> Iterator[str]:
    """The parts of a path that draw a frame or a block in the cell at a point; none for letters."""
    if character in _ARMS:
        for arm in _ARMS[character]:
            yield _arm(arm.lower(), x, y, _LINE * (2 if arm.isupper() else 1))
    elif character in _CORNERS:
        yield _corner(x, y, *_CORNERS[character])
    elif character in _FROM_LEFT:
        yield _box(x, y, WIDTH * (_FROM_LEFT.index(character) + 1) / 8, HEIGHT)
    elif character in _FROM_BELOW:
        high = HEIGHT * (_FROM_BELOW.index(character) + 1) / 8
        yield _box(x, y + HEIGHT - high, WIDTH, high)
    elif character == "▀":
        yield _box(x, y, WIDTH, HEIGHT / 2)
    elif character == "▐":
        yield _box(x + WIDTH / 2, y, WIDTH / 2, HEIGHT)


def _arm(arm: str, x: float, y: float, thick: float) -> str:
    """A line from the middle of a cell to its edge."""
    across, down = _MIDDLE
    half = thick / 2
    if arm in "lr":
        return _box(x if arm == "l" else x + across - half, y + down - half, across + half, thick)
    return _box(x + across - half, y if arm == "u" else y + down - half, thick, down + half)


def _corner(x: float, y: float, right: int, below: int) -> str:
    """A quarter of a ring, and the line that leads on from it to the upper or lower edge."""
    across, down = _MIDDLE
    half = _LINE / 2
    centre = (x + across + right * across, y + down + below * across)
    outer, inner = across + half, across - half
    sweep = int(right * below > 0)
    edge = y + HEIGHT if below > 0 else y
    return (
        f"M{_n(centre[0])} {_n(centre[1] - below * outer)}"
        f"A{_n(outer)} {_n(outer)} 0 0 {1 - sweep} {_n(centre[0] - right * outer)} {_n(centre[1])}"
        f"V{_n(edge)}H{_n(centre[0] - right * inner)}V{_n(centre[1])}"
        f"A{_n(inner)} {_n(inner)} 0 0 {sweep} {_n(centre[0])} {_n(centre[1] - below * inner)}Z"
    )


def _box(x: float, y: float, width: float, height: float) -> str:
    return f"M{_n(x)} {_n(y)}h{_n(width)}v{_n(height)}h{_n(-width)}Z"


def _n(number: float) -> str:
    return f"{number:.2f}".rstrip("0").rstrip(".")
