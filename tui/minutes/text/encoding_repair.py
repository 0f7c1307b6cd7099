"""Broken encoding put right: UTF-8 that was read as Windows-1252 or Latin-1 and saved (`KÃ¶per` is Köper).

Only where that is certain: all neighbouring characters beyond ASCII turn back into valid UTF-8 together, and
ftfy, which knows the sequences that nobody writes, calls them broken. Such runs are looked at one by one, so
that a line in which somebody has mended half is repaired, too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Final

_RUN: Final = re.compile(r"[\u0080-\U0010ffff]{2,}")  # the bytes of one character became two or more
_WORD: Final = re.compile(r"[^ \t\r\n\f\v]+")
_ENCODING: Final = "sloppy-windows-1252"  # as browsers have it: what Windows-1252 leaves open is Latin-1
_ROUNDS: Final = 3  # broken twice: read wrongly, saved, and the same again
_LONGEST: Final = 200  # characters of a word that is looked at


@dataclass(frozen=True, slots=True)
class Repair:
    """A word of a line (counted from 0), as it stands and as it was meant."""

    line: int
    column: int
    before: str
    after: str


def repairs(lines: tuple[str, ...] | list[str]) -> Iterator[Repair]:
    """Every word that is certain to be broken, in order."""
    for number, line in enumerate(lines):
        if line.isascii() or _RUN.search(line) is None:
            continue
        for match in _WORD.finditer(line):
            after = repaired(match[0])
            if after != match[0]:
                yield Repair(number, match.start(), match[0], after)


def repaired(word: str) -> str:
    """A word put right, or as it is where nothing is certain."""
    if word.isascii() or len(word) > _LONGEST:
        return word
    for _ in range(_ROUNDS):
        better = _RUN.sub(_meant, word)
        if better == word:
            break
        word = better
    return word


def with_repairs(lines: tuple[str, ...] | list[str], found: list[Repair]) -> list[str]:
    """The lines with words replaced, in the order of `repairs`; every other character stays."""
    result = list(lines)
    for line, here in groupby(found, key=lambda repair: repair.line):
        pieces, end = [], 0
        for repair in here:
            pieces += [lines[line][end : repair.column], repair.after]
            end = repair.column + len(repair.before)
        result[line] = "".join([*pieces, lines[line][end:]])
    return result


def _meant(run: re.Match[str]) -> str:
    """What a run of characters was before it was read wrongly; itself where that is not certain."""
    import ftfy.bad_codecs  # noqa: F401, PLC0415 - knows the encoding; heavy, and most files are sound
    from ftfy.badness import is_bad  # noqa: PLC0415

    if not is_bad(run[0]):
        return run[0]
    try:
        return run[0].encode(_ENCODING).decode()
    except UnicodeError:
        return run[0]
