"""Where a text's sections are, found without parsing what stands between plain headings.

A line that starts with `#` in its first column is a heading with nothing open before it, unless it stands in
a fence, an HTML block or the like. So where nothing of that kind begins, headings are found by an expression,
and what stands under them is parsed when somebody looks at it. All else is parsed as far as the next sure
heading. The result is that of parsing everything.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from markdown_it.common import utils

from tui.minutes.reading.blocks import (
    CODE_INDENT,
    DEFINES,
    Block,
    Heading,
    References,
    linked,
    markdown_text,
    move,
    parse_unlinked,
)
from tui.minutes.text.patterns import LazyPattern

_HEADING: Final = LazyPattern(r"\n(#{1,6})(?![^ \t\n])([^\n]*)")
_DEEP: Final = 24  # characters of list markers, quotes and indent from which blocks may be nested too deep

_ODD: Final = LazyPattern(
    r"\n(?=[ \t>*+\-=0-9<`~])"
    rf"(?:[ \t>*+\-=0-9.)]{{{_DEEP}}}|[ \t>*+\-=0-9.)]*+"
    r"(?:<(?=[!?/]|[A-Za-z][A-Za-z0-9-]*(?:[\s/>]|\Z))|```|~~~|#{1,6}(?![^ \t\n])|(?=\n|\Z)))"
)
"""Lines that may begin what a heading does not end, be headings in another place, underline one, or nest
deeper than is looked at. Each starts like a block in a list or quote, in any number of them."""

_trim: Final[Callable[[str], str]] = getattr(utils, "mdTrim", str.strip)
"""As the parser trims a heading; older ones strip."""

_DELIMITER: Final = LazyPattern(r"[ \t]*[-:|][-:| \t]*(?=\n|\Z)")
_BULLET: Final = LazyPattern(r"[*+-] {1,2}(?=[^\W_]|[@(\"']|`[^`\n]|\*{1,2}[^\W_])")
"""A bullet with a paragraph: but for the head of a table no other block begins so."""

_LOOK_BACK: Final = 50  # lines


@dataclass(slots=True)
class Part:
    """What stands from one heading to the next; the preamble has no heading.

    Lines are counted from 0 in the whole text, `end` is the line after the last. Either `raw` is the text of
    the body, or `blocks` has been parsed already because it cannot be parsed by itself.
    """

    heading: Heading | None
    end: int
    raw: str = ""
    blocks: list[Block] | None = None


class _Start(NamedTuple):
    """A line that is a heading if it stands at the top: offsets of its start and end, level and text."""

    at: int
    end: int
    level: int
    text: str


def scan(text: str, known: References | None = None) -> tuple[list[Part], References]:
    """The parts of a text, and the link references defined there or `known` from around it."""
    text = markdown_text(text)
    references: dict[str, str] = dict(known or {})
    parts = list(_Scan(text, references).parts())
    if references:
        for part in parts:
            if part.heading is not None:
                part.heading.text = linked(part.heading.text, references)
    if parts and parts[0].heading is None and not parts[0].end:
        del parts[0]
    return parts, references


class _Scan:
    """One scan; `references` grows by what is defined."""

    def __init__(self, text: str, references: dict[str, str]) -> None:
        self.text = text
        self.references = references
        marked = "\n" + text  # so that the first line, too, follows a line feed
        headings = [match for match in _HEADING.finditer(marked)]  # noqa: C416 - other threads get a turn
        self.starts = [
            _Start(match.start(), match.end() - 1, len(match[1]), _heading_text(match[2]))
            for match in headings
            if not self._heads_table(match[2], match.end())
        ]
        odd = [match.start() for match in _ODD.finditer(marked) if self._is_odd(match.start(), match[0])]
        lines = len(odd)
        if len(headings) != len(self.starts):
            odd += [match.start() for match in headings if self._heads_table(match[2], match.end())]
        at = text.find(DEFINES)
        while at >= 0:
            odd.append(at)
            at = text.find(DEFINES, at + 1)
        self.odd = odd if len(odd) == lines else sorted(odd)
        """Offsets, in order, of what must be parsed to be understood."""

    def _heads_table(self, line: str, behind: int) -> bool:
        """True for a line that is rather the head of a table, which is looked for first.

        The line behind it starts at an offset of the text.
        """
        return "|" in line and _DELIMITER.match(self.text, behind) is not None

    def _is_odd(self, at: int, found: str) -> bool:
        """False for what is inside a list item or quote, which end at a heading, and underlines nothing."""
        line = found[1:].rstrip(" \t")
        if len(found) > _DEEP or line.endswith("#"):
            return True
        if line.endswith(("<", "`", "~")):
            indent = len(line) - len(line.lstrip(" "))
            return indent < CODE_INDENT and line[indent] in "<`~" and not self._in_item(at, indent)
        if not at or not line.endswith(("-", "=")):
            return False
        before = self.text[self.text.rfind("\n", 0, at - 1) + 1 : at - 1]
        return bool(before.strip(" \t")) and not before.startswith(("# ", "## ", "### ", "#### "))

    def _in_item(self, at: int, indent: int) -> bool:
        """True for a line that surely goes on with a bullet of the first column."""
        for _ in range(_LOOK_BACK if indent > 1 else 0):
            end = at - 1
            if end <= 0:
                return False
            at = self.text.rfind("\n", 0, end) + 1
            bare = self.text[at : min(at + indent + 1, end)].lstrip(" ")
            if bare and (at + indent >= end or self.text[at : at + indent].strip(" ")):
                bullet = _BULLET.match(self.text, at, end)
                heads_table = self._heads_table(self.text[at:end], end + 1)
                return bullet is not None and bullet.end() - at <= indent and not heads_table
        return False

    def parts(self) -> Iterator[Part]:
        """All parts, from the top."""
        index, at, line = -1, 0, 0
        odd = 0
        while at < len(self.text) or index < 0:
            after = index + 1
            end = self.starts[after].at if after < len(self.starts) else len(self.text)
            odd = bisect_left(self.odd, at, lo=odd)
            if odd < len(self.odd) and self.odd[odd] < end:
                after, found = self._parsed(at, after)
                end = self.starts[after].at if after < len(self.starts) else len(self.text)
                yield from _cut(found, self.text[at:end], line, preamble=index < 0)
            else:
                yield self._plain(index, at, end, line)
            line += lines_of(self.text, at, end)
            index, at = after, end

    def _plain(self, index: int, at: int, end: int, line: int) -> Part:
        """A part whose body begins with nothing odd."""
        last = line + lines_of(self.text, at, end)
        if index < 0:
            return Part(None, last, self.text[:end])
        start = self.starts[index]
        heading = Heading(line, line + 1, start.level, start.text, 0)
        return Part(heading, last, self.text[start.end + 1 : end])

    def _parsed(self, at: int, after: int) -> tuple[int, list[Heading | Block]]:
        """Parse from an offset to the next heading that is one: its number, and what stands before it."""
        step = 1
        while after < len(self.starts):
            start = self.starts[after]
            found, references = parse_unlinked(self.text[at : start.end], self.references)
            closing = found[-1] if found else None
            if (
                isinstance(closing, Heading)
                and closing.depth == 0
                and closing.start == self.text.count("\n", at, start.at)
            ):
                self.references.update(references)
                return after, found[:-1]
            after += step
            step *= 2
        found, references = parse_unlinked(self.text[at:], self.references)
        self.references.update(references)
        return len(self.starts), found


def one_line_end(piece: str) -> str:
    """A piece of a file whose lines end in line feeds: a carriage return ends none, even alone."""
    return piece.replace("\r\n", "\n").replace("\r", " ") if "\r" in piece else piece


def lines_of(text: str, start: int, end: int) -> int:
    """The lines that start in a range of a text."""
    return text.count("\n", start, end) + (end > start and text[end - 1] != "\n")


def _heading_text(rest: str) -> str:
    """The text behind a heading's first `#`s, without those that close it (CommonMark 4.2)."""
    text = rest.rstrip(" \t")
    shorter = text.rstrip("#")
    return _trim(shorter if shorter.endswith((" ", "\t")) else text)


def _cut(found: Sequence[Heading | Block], piece: str, first: int, *, preamble: bool) -> Iterator[Part]:
    """The parts of a parsed piece of text, which begins with a heading or is all the `preamble`.

    The piece's first line is line `first` of the text.
    """
    lines = piece.split("\n")
    last = len(lines) - (not lines[-1])
    heading: Heading | None = None
    blocks: list[Block] = []
    for block in (*found, None):
        if isinstance(block, Block):
            blocks.append(block)
            continue
        end = block.start if block is not None else last
        if heading is not None or preamble:
            start = heading.end if heading is not None else 0
            alone = all(edge is None or edge.depth == 0 for edge in (heading, block))
            if alone:
                yield Part(
                    _moved(heading, first),
                    end + first,
                    "\n".join(lines[start:end] + [""] * (end < len(lines))),
                )
            else:
                for inside in blocks:
                    move(inside, first)
                yield Part(_moved(heading, first), end + first, blocks=blocks)
        heading, blocks, preamble = block, [], False


def _moved(heading: Heading | None, by: int) -> Heading | None:
    return heading and Heading(
        heading.start + by, heading.end + by, heading.level, heading.text, heading.depth
    )
