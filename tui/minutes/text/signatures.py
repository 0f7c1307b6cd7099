r"""Who has reviewed a report: one line of names at its end, `- **REVIEWED:** AO, Bo Lind, @cem`.

Each name is put in and taken out by itself, so that what others wrote in the line keeps its bytes. A comma,
a semicolon or a backslash in a name is written with a backslash before it. What people write by hand is
read as far as it goes: other blanks, no bold, `and` before the last name, lines that end in a comma.

Where two sides changed such a line, it is merged as a set of names: see `united`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from tui.minutes.text.patterns import LazyPattern
from tui.minutes.text.source import split_lines

LABEL: Final = "**REVIEWED:**"
"""What a line of names begins with, as it is written."""

_MARK: Final = LazyPattern(
    r"(?:(?P<bold>\*\*|__)[ \t]*(?i:REVIEWED(?:[ \t]+BY)?)[ \t]*"
    r"(?::[ \t]*(?P=bold)|(?P=bold)[ \t]*:|:(?=[ \t]|$))"
    r"|REVIEWED(?:[ \t]+BY)?[ \t]*:(?=\s|$))"
)
_HEAD: Final = LazyPattern(r"[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?(?:\[[ xX]\][ \t]+)?")
_CUT: Final = LazyPattern(r"\\.|(?P<cut>[,;]|(?<=\s)and(?=\s))", re.DOTALL)
_TO_ESCAPE: Final = LazyPattern(r"[,;\\]")
_ESCAPED: Final = LazyPattern(r"\\([,;\\])")
_FLAG: Final = LazyPattern(r"[ \t>]*(?:[-*+]|\d{1,9}[.)])[ \t]+(?:\[[ xX]\][ \t]+)?\*\*FLAG:\*\*")
_HEADING: Final = LazyPattern(r" {0,3}#{1,6}(?:[ \t]|$)")
_EDGE: Final = " \t\r\n*_"
_NOBODY: Final = frozenset({"", "-", "?", "none", "nobody", "tbd", "n/a"})


class _Token(NamedTuple):
    """What stands between two separators, and where."""

    start: int
    end: int
    name: str


def is_signed(text: str) -> bool:
    """True for an item's text that says who has reviewed a report."""
    return text[:1] in "*_R" and _MARK.match(text) is not None


def may_be_signed(text: str) -> bool:
    """False where surely no line of a whole text says who has reviewed something."""
    return any(word in text for word in ("REVIEWED", "Reviewed", "reviewed"))


def may_be_name(name: str) -> bool:
    """True for a name that a line of names can hold and give back."""
    return (
        bool(name) and [each.name for each in _tokens(_escaped(name), 0)] == [name] and not _is_nobody(name)
    )


def same_name(one: str, other: str) -> bool:
    """True for one name in other letters or blanks, or a handle with or without its @."""
    return _key(one) == _key(other)


def names_of(text: str) -> tuple[str, ...]:
    """The names that an item's text or a line of a file gives, each once; none for any other."""
    start = _start(text)
    return _unique(token.name for token in _tokens(text, start)) if start is not None else ()


def with_name(text: str, name: str) -> str:
    """An item's text or a line with a name more; as it is where the name is there already."""
    start = _start(text)
    if start is None or any(same_name(name, other) for other in names_of(text)):
        return text
    first = _line_end(text)
    tokens = [token for token in _tokens(text, start) if token.end <= first]
    at = tokens[-1].end if tokens else start
    return f"{text[:at]}{', ' if tokens else ' '}{_escaped(name)}{text[at:]}"


def without_name(text: str, name: str) -> str:
    """An item's text or a line without a name; as it is where the name is not there."""
    start = _start(text)
    tokens = list(_tokens(text, start)) if start is not None else []
    for n in range(len(tokens) - 1, -1, -1):
        if same_name(tokens[n].name, name):
            begin = tokens[n - 1].end if n else tokens[n].start
            end = tokens[n].end if n or len(tokens) == 1 else tokens[1].start
            text = text[:begin] + text[end:]
            return without_name(text, name)
    return text


def line_of(names: Iterable[str]) -> str:
    """The line of some names, without a list marker."""
    return f"{LABEL} {', '.join(map(_escaped, names))}"


def is_review_line(line: str) -> bool:
    """True for a line of names, or one that flags a report."""
    return _start(line) is not None or _FLAG.match(line) is not None


def united(base: str, ours: str, theirs: str) -> str | None:
    """The line of names that two sides made of theirs: has whom either added, lacks whom either took away.

    The texts are one stretch of three versions of a file. Empty where nobody is left; None where there is
    nothing to unite, or where the lines stand under several headings.
    """
    before, mine, foreign = (_lines_of_names(text) for text in (base, ours, theirs))
    headings = {heading for each in (before, mine, foreign) for heading, _ in each}
    if len(headings) != 1 or not (mine or foreign):
        return None
    known, one, other = (
        _unique(name for _, line in each for name in names_of(line)) for each in (before, mine, foreign)
    )
    names = _merged(known, one, other)
    if not names:
        return ""
    new = (mine or foreign)[0][1]
    for name in names_of(new):
        new = new if any(same_name(name, kept) for kept in names) else without_name(new, name)
    for name in names:
        new = with_name(new, name)
    return new


def with_line(text: str, new: str) -> str:
    """A stretch of a file with one line of names in the place of those that it has."""
    lines, placed = [], False
    for line in split_lines(text):
        if _start(line) is None:
            lines.append(line)
        elif not placed:
            lines.append(new)
            placed = True
    return "".join(lines)


def _merged(base: Sequence[str], ours: Sequence[str], theirs: Sequence[str]) -> tuple[str, ...]:
    """Names merged as sets, in their order on the first side, then on the other."""
    known, one, other = ({_key(name) for name in each} for each in (base, ours, theirs))
    gone = (known - one) | (known - other)
    return _unique(name for name in (*ours, *theirs) if _key(name) not in gone)


def _lines_of_names(text: str) -> list[tuple[str, str]]:
    """The lines of names of a text, each with the heading that stands last before it in the text."""
    found: list[tuple[str, str]] = []
    heading = ""
    for line in split_lines(text):
        if _HEADING.match(line) is not None:
            heading = line.strip()
        elif _start(line) is not None:
            found.append((heading, line))
    return found


def _start(text: str) -> int | None:
    """Where the names begin; None for what is no line of names."""
    if "EVIEWED" not in text[:80].upper():
        return None
    head = _HEAD.match(text)
    match = _MARK.match(text, head.end() if head is not None else 0)
    return match.end() if match is not None else None


def _tokens(text: str, start: int | None) -> Iterator[_Token]:
    """What stands between separators, without blanks and emphasis around it; nothing that is empty."""
    at, text = start or 0, text[: _end(text)]
    for match in [*_CUT.finditer(text, at), None]:
        if match is not None and not match["cut"]:
            continue
        stop = match.start() if match is not None else len(text)
        piece = text[at:stop]
        begin = at + len(piece) - len(piece.lstrip(_EDGE))
        end = at + len(piece.rstrip(_EDGE))
        if begin < end:
            yield _Token(begin, end, _ESCAPED.sub(r"\1", " ".join(text[begin:end].split())))
        at = match.end() if match is not None else stop


def _end(text: str) -> int:
    """Where the names end: with the first line, or where each line ends in a comma with the last of them."""
    end = _line_end(text)
    while end < len(text) and text[:end].rstrip().endswith((",", ";")):
        end = _line_end(text, end + 1)
    return end


def _line_end(text: str, start: int = 0) -> int:
    at = text.find("\n", start)
    return at if at >= 0 else len(text)


def _escaped(name: str) -> str:
    return _TO_ESCAPE.sub(r"\\\g<0>", name)


def _unique(names: Iterable[str]) -> tuple[str, ...]:
    found: dict[str, str] = {}
    for name in names:
        if not _is_nobody(name):
            found.setdefault(_key(name), name)
    return tuple(found.values())


def _is_nobody(name: str) -> bool:
    return _key(name) in _NOBODY


def _key(name: str) -> str:
    return " ".join(name.split()).casefold().removeprefix("@")
