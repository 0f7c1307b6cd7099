"""Lines of Markdown lists as they are typed: what a new one begins with, what belongs to an item, moving it.

And where a place in lines is after somebody else has changed them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Final, NamedTuple

from tui.minutes.text.patterns import LazyPattern

ITEM: Final = LazyPattern(r"(\s*)(?:([-*+])|(\d{1,9})([.)]))(\s+)(\[[ xX]\]\s+)?")
"""The beginning of a list item: indent, bullet or number with its delimiter, blanks, box."""

_REPLY: Final = LazyPattern(r"(\s*)--\s+")
_NOTE_START: Final = LazyPattern(r"\*\*|[!#]\w+\s|[A-Z]+:\s")
_OWN_MARKER: Final = LazyPattern(r"#{1,6}|\d{1,9}[.)]|[-*+>]|--")
_HALF: Final = 0.5
"""Share of a line's characters that make another one the same line, changed."""


class Moved(NamedTuple):
    """Lines from `start` on as they are after an item was moved, and by how many columns it was."""

    start: int
    lines: list[str]
    by: int


def indent_of(line: str) -> int:
    """Columns that a line is indented by; 4 for a tab."""
    return len(line[: len(line) - len(line.lstrip())].expandtabs(4))


def bullet_above(lines: Sequence[str], row: int) -> str:
    """The bullet of the list that a line goes on with: that of the nearest line above; else empty."""
    for line in _block_above(lines, row):
        if (match := ITEM.match(line)) is not None and match[2]:
            return match[2]
    return ""


def begun_after(lines: Sequence[str], usual: str) -> str:
    """What has to be typed behind the last of some lines for a new remark to be an item of its own.

    It goes on with the outermost list that the lines end in; where there is none, a list is begun with the
    `usual` bullet.
    """
    last = lines[-1]
    if not last.strip():
        above = next((n for n in range(len(lines) - 1, -1, -1) if lines[n].strip()), -1)
        head = _next_head(lines, above + 1) or f"{usual} "
        return head if not last else f"\n{head}"
    if (match := ITEM.match(f"{last} ")) is not None and match.end() >= len(last):
        return "" if last[-1].isspace() else " "
    head = _next_head(lines, len(lines))
    return f"\n{head}" if head else f"\n\n{usual} "


def _next_head(lines: Sequence[str], row: int) -> str:
    """How the next item of the outermost list begins that stands right above a row; empty for no list."""
    found = [match for line in _block_above(lines, row) if (match := ITEM.match(line)) is not None]
    if not found:
        return ""
    match = min(found, key=lambda match: len(match[1].expandtabs(4)))
    return f"{match[1]}{match[2] or f'{int(match[3]) + 1}{match[4]}'} "


def _block_above(lines: Sequence[str], row: int) -> list[str]:
    """The lines above a row up to a blank one, nearest first."""
    found = []
    for n in range(row - 1, -1, -1):
        if not lines[n].strip():
            break
        found.append(lines[n])
    return found


def drops_marker(typed: str) -> bool:
    """True for what needs no marker given before it: a heading's marks, or a marker of its own."""
    return _OWN_MARKER.fullmatch(typed) is not None


def after_enter(lines: Sequence[str], row: int, column: int) -> str | None:
    """How the line begins that Enter makes; empty where it ends the list, None where there is no list."""
    line = lines[row]
    match = ITEM.match(line)
    if match is None or column < match.end():
        return None
    if column == len(line) == match.end():
        return ""
    if column == len(line) and (child := _child_head(lines, row)):
        return child
    return _sibling_head(match, line)


def _sibling_head(match: re.Match[str], line: str) -> str:
    indent, bullet, number, delimiter, space, box = match.groups()
    goes_on = box and not _NOTE_START.match(line, match.end())  # after an action comes anything
    return indent + (bullet or f"{int(number) + 1}{delimiter}") + space + ("[ ] " if goes_on else "")


def _child_head(lines: Sequence[str], row: int) -> str:
    """How the first of an item's replies begins; empty for an item without any."""
    below = next((line for line in lines[row + 1 :] if line.strip()), "")
    if (reply := _REPLY.match(below)) is not None and indent_of(below) >= indent_of(lines[row]):
        return reply[0]
    child = ITEM.match(below)
    if child is None or indent_of(below) <= indent_of(lines[row]):
        return ""
    return child[1] + (child[2] or f"{child[3]}{child[4]}") + child[5]


def item_end(lines: Sequence[str], row: int) -> int:
    """The row behind an item with all that belongs to it: what goes on with it, replies, items in it."""
    own, end = indent_of(lines[row]), row + 1
    for n in range(row + 1, len(lines)):
        line = lines[n]
        if not line.strip():
            continue
        inner = indent_of(line) > own
        if not inner and (ITEM.match(line) is not None or not lines[n - 1].strip()):
            break
        end = n + 1
    return end


def deeper(lines: Sequence[str], row: int) -> Moved | None:
    """An item nested in the one before it, with all that belongs to it; None where that cannot be."""
    if ITEM.match(lines[row]) is None:
        return None
    own, child = indent_of(lines[row]), ""
    for line in _list_above(lines, row):
        match = ITEM.match(line)
        if match is None:
            continue
        if indent_of(line) < own:
            return None
        if indent_of(line) == own:
            return _moved(lines, row, child or match[1] + " " * (match.end(5) - match.end(1)))
        child = match[1]  # in the end that of the first one in it, which is nested in it directly
    return None


def shallower(lines: Sequence[str], row: int) -> Moved | None:
    """An item beside the one it is nested in, with all that belongs to it; None for an outermost one."""
    if ITEM.match(lines[row]) is None:
        return None
    own = indent_of(lines[row])
    outer = (ITEM.match(line) for line in _list_above(lines, row) if indent_of(line) < own)
    parent = next((match for match in outer if match is not None), None)
    return _moved(lines, row, parent[1]) if parent is not None else None


def _list_above(lines: Sequence[str], row: int) -> Iterator[str]:
    """The lines above a row that may be of its list, nearest first: up to a paragraph that stands alone."""
    own, blank_below = indent_of(lines[row]), False
    for n in range(row - 1, -1, -1):
        line = lines[n]
        if line.strip():
            if blank_below and ITEM.match(line) is None and indent_of(line) <= own:
                return
            yield line
        blank_below = not line.strip()


def _moved(lines: Sequence[str], row: int, indent: str) -> Moved:
    end, before = item_end(lines, row), lines[row][: len(lines[row]) - len(lines[row].lstrip())]
    changed = [
        indent + line[len(before) :] if line.startswith(before) and line.strip() else line
        for line in lines[row:end]
    ]
    return Moved(row, changed, len(indent) - len(before))


def followed(
    place: tuple[int, int], old: Sequence[str], new: Sequence[str], matcher: SequenceMatcher[str]
) -> tuple[int, int]:
    """Where a place (row and column) in `old` lines is in `new` ones: in its own line still.

    A line that was moved is found by its text, one that was changed by its likeness; in the place of one that
    is gone stands what comes after it.
    """
    row, column = place
    opcodes = matcher.get_opcodes()
    tag, a, _, c, d = next(code for code in opcodes if code[1] <= row < code[2])
    if tag == "equal":
        return c + row - a, column
    changed = [n for code in opcodes if code[0] != "equal" for n in range(code[3], code[4])]
    if elsewhere := [n for n in changed if new[n] == old[row]]:
        return min(elsewhere, key=lambda n: abs(n - row)), column
    begun, ended, best = max(
        ((*_alike(old[row], new[n]), n) for n in range(c, d)), key=_sum, default=(0, 0, c)
    )
    if begun + ended > len(old[row]) * _HALF:
        return best, column if column <= begun else len(new[best]) - min(ended, len(old[row]) - column)
    return (c, 0) if c < len(new) else (len(new) - 1, len(new[-1]))


def _alike(one: str, other: str) -> tuple[int, int]:
    """How many characters two lines have in common at their start, and how many of the rest at their end."""
    begun = _common(one, other)
    return begun, _common(one[begun:][::-1], other[begun:][::-1])


def _common(one: str, other: str) -> int:
    pairs = zip(one, other, strict=False)
    return next((n for n, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))


def _sum(alike: tuple[int, int, int]) -> int:
    return alike[0] + alike[1]
