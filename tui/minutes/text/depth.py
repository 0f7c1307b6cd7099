"""How deep lines stand: which of them belong together, and to what above them."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from itertools import zip_longest
from typing import Final

from tui.minutes.text.patterns import LazyPattern
from tui.minutes.text.source import split_lines

HEADING: Final = LazyPattern(r" {0,3}(#{1,6})(?:\s|\Z)")
STANDS_ALONE: Final = LazyPattern(r"\s*(?:[-*+>#|]|\d+[.)])")
"""What needs no blank line before it to be no part of the line above."""

_UNDERLINE: Final = LazyPattern(r" {0,3}(=|-{3,}|={2,})\s*\Z")
_TASK: Final = LazyPattern(r"(\s*(?:[-*+]|\d+[.)])\s+\[)([ xX])(\]\s+\S.*)", re.DOTALL)
_REPLY: Final = 0.5  # of a level: `-- so it is` answers the item above, and is deeper than it
_ALIKE: Final = 0.5  # of its words a line keeps more when it is corrected
_OUTERMOST: Final = 7  # more than headings have levels, which are less deep than any item


@dataclass(frozen=True, slots=True)
class AddedRun:
    """Added lines that belong together: how deep the first of them is, and what follows at least as deep.

    A deeper run belongs to what stands above the place, so it comes before a less deep one of the other side:
    a reply is not parted from its item by an item, nor an item from its section by a section.
    """

    level: float
    lines: list[str]


def runs_of(lines: list[str], follows_text: bool) -> list[AddedRun]:
    """The runs of added lines, each with the blank lines before it; the last one with those behind it."""
    runs: list[AddedRun] = []
    blank: list[str] = []
    for line, below in zip_longest(lines, lines[1:], fillvalue=""):
        if not line.strip():
            blank.append(line)
            continue
        goes_on = follows_text and not blank and not STANDS_ALONE.match(line)
        level = math.inf if goes_on else _level(line, below)
        if not runs or level < runs[-1].level:
            runs.append(AddedRun(level, []))
        runs[-1].lines.extend([*blank, line])
        blank, follows_text = [], True
    if blank and not runs:
        runs.append(AddedRun(0, []))
    if runs:
        runs[-1].lines.extend(blank)
    return runs


def once(lines: list[str], others: list[str]) -> list[str]:
    """What one side added, without tasks that the other added, too, and ticked; those with replies stay."""
    ticked = {found[1] + found[3] for line in others if (found := _TASK.match(line)) and found[2] != " "}
    return [
        line
        for line, below in zip_longest(lines, lines[1:], fillvalue="")
        if not (found := _TASK.match(line))
        or found[2] != " "
        or found[1] + found[3] not in ticked
        or (below.strip() and _level(below, "") > _level(line, ""))
    ]


def _level(line: str, below: str) -> float:
    """How deep a line is: its indent, a reply with dashes a bit more, a heading less than all that."""
    if found := HEADING.match(line):
        return len(found[1]) - _OUTERMOST
    if not STANDS_ALONE.match(line) and (found := _UNDERLINE.match(below)):
        return (1 if found[1][0] == "=" else 2) - _OUTERMOST
    text = line.expandtabs(4)
    indent = len(text) - len(text.lstrip())
    return indent + _REPLY if text.lstrip().startswith("--") else indent


def parent_gone(added: str, above: str, instead: str) -> bool:
    """Whether added lines belong to one of those `above` that is not there any more, not even corrected.

    That is the nearest one that is less deep: their item, or the heading of their section. `instead` are the
    lines that stand there now.
    """
    parent = _parent(added, above) if added.strip() else None
    return parent is not None and not any(_is_alike(parent, line) for line in split_lines(instead))


def is_taken_in(added: str, above: str, instead: str) -> bool:
    """Whether added lines that belong to none of those `above` would belong to one of those `instead`."""
    return bool(added.strip()) and not _parent(added, above) and _parent(added, instead) is not None


def _parent(added: str, above: str) -> str | None:
    """The nearest of the lines above added ones that is less deep; None where that is none of them."""
    level = runs_of(split_lines(added), follows_text=False)[0].level
    lines = split_lines(above)
    deep = [(line, _level(line, below)) for line, below in zip_longest(lines, lines[1:], fillvalue="")]
    return next((line for line, at in reversed(deep) if line.strip() and at < level), None)


def _is_alike(line: str, other: str) -> bool:
    """Whether a line is another one with some other words."""
    words = _words(line)
    return len(words & _words(other)) > len(words) * _ALIKE if words else line.strip() == other.strip()


def _words(line: str) -> set[str]:
    return set(re.findall(r"\w+", line.casefold()))
