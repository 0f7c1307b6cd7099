"""What minutes hide: comments, private parts, closed sessions. None of it leaves, in no form.

Where Markdown's own rules would show a comment (indented like code, torn by a blank line), the one who wrote
it still meant to hide it, and so it is hidden. Only code that is fenced or in backticks shows what it says.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from functools import cached_property
from itertools import accumulate
from typing import Final, NamedTuple

from tui.minutes.model import ItemKind, Meeting, SectionKind
from tui.minutes.reading.blocks import Block, Heading, blocks, markdown_text
from tui.minutes.reading.languages import CLOSED, meanings
from tui.minutes.text.patterns import LazyPattern
from tui.minutes.text.source import Span


class HiddenKind(StrEnum):
    """Why something does not leave; the value is how it is told."""

    COMMENT = "the comment is left out"
    BLOCK = "the private part is left out"
    CLOSED = "the closed session is left out"
    LINE = "the private line is left out"


class Hidden(NamedTuple):
    """Characters of the text, half open, counted in the text with one line feed a line."""

    kind: HiddenKind
    start: int
    end: int


_ANY: Final = LazyPattern(r"<!--|%%|\{>>|!p(?:rivate)?\b|\]:[ \t]*[#</]", re.IGNORECASE)
"""What a text without comments and private lines has none of."""

_TOKEN: Final = LazyPattern(r"\\[!-/:-@\[-`{-~]|`+|<!--|\{>>|(?<![\w%])%%(?!%)")
_OPENING: Final = r"<!--\s*(?:(?:begin|start)[ -]\s*)?private\b(?:(?!-->)[\s\S])*-->"
_CLOSING: Final = r"<!--\s*(?:/|end[ -])\s*private\b(?:(?!-->)[\s\S])*-->"
_OPEN: Final = LazyPattern(_OPENING, re.IGNORECASE)
_EDGE: Final = LazyPattern(f"(?P<open>{_OPENING})|{_CLOSING}", re.IGNORECASE)
_LEAD: Final = r"[ \t]*(?:(?:>|(?:[-*+]|--)(?=\s)|\d{1,9}[.)](?=\s))[ \t]*)*"
_DEFINITION: Final = LazyPattern(
    rf"^{_LEAD}\[[^\]\n]+\]:[ \t]*(?:#|<#?>)[ \t]*(?:\n[ \t]*)?"
    r"(?:\((?:[^()\n]|\n(?![ \t]*\n))*\)|'(?:[^'\n]|\n(?![ \t]*\n))*'"
    r'|"(?:[^"\n]|\n(?![ \t]*\n))*")[ \t]*$'
    rf"|^{_LEAD}\[(?://|comment)\]:[ \t]*(?:#|<>|/)[ \t].*$",
    re.MULTILINE,
)
"""A link reference that leads nowhere and has a title: how people write comments in any Markdown.
Where its label says that it is one, it needs no title."""

_LEADS: Final = LazyPattern(_LEAD)
_CLOSES: Final = {"{>>": "<<}", "%%": "%%"}
_LINE: Final = LazyPattern(
    rf"^(?P<lead>{_LEAD})(?:\[[ xX]\][ \t]+)?!p(?:rivate)?\b", re.MULTILINE | re.IGNORECASE
)
_LONGEST_CODE: Final = 20_000
"""Characters in which a code span's other end is looked for."""

_MARKED: Final = LazyPattern(r"[ \t]*(?:[-*+]|\d{1,9}[.)])(?=\s|$)")
_HEADING: Final = LazyPattern(r"[ \t]{0,3}#{1,6}(?=\s|$)")
_BEFORE: Final = LazyPattern(r"(?:[^\w!]+|_|\d[\d.:h]*(?:\s*[ap]m\b)?|[ivx]+[.)])*", re.IGNORECASE)
"""Signs, numbers and times before the words of a heading."""

_CLOSED: Final = LazyPattern(
    r"(?:in\s+)?(?:closed|executive|private|confidential|non[- ]public|in[- ]camera)(?:[- ]door)?\s+"
    r"(?:session|section|part|portion|discussion)\b"
    r"|(?:private|confidential|non[- ]public|in[- ]camera)\s+"
    r"(?:meeting|agenda|items?|business|minutes|notes)\b"
    r"|in[- ]camera\b|private$|confidential$",
    re.IGNORECASE,
)
"""How the heading of a closed session begins in English; the tables of languages have all others."""


def is_closed(title: str) -> bool:
    """True for the heading of a closed session, or one marked `!p`; `title` is inline Markdown."""
    words = title.strip(" \t*_`[]()~:")
    before = _BEFORE.match(words)
    words = words[before.end() :] if before is not None else words
    return _CLOSED.match(words) is not None or CLOSED in meanings(words) or private_words(words) is not None


def private_words(line: str) -> str | None:
    """What a private line says behind its mark; None for any other, also while the mark is being typed."""
    match = _LINE.match(line)
    rest = line[match.end() :] if match is not None else ""
    return rest[1:].strip() if rest[:1] in (" ", "\t", ":") and rest else None


def hidden_in(meeting: Meeting) -> tuple[Hidden, ...]:
    """What a file hides, in order; nothing overlaps. Fast for a file that hides nothing."""
    closed = list(_closed(meeting))
    source = meeting.source.text
    if not closed and _ANY.search(source) is None:
        return ()
    return tuple(_merged(_Search(markdown_text(source), closed).found()))


def _closed(meeting: Meeting) -> Iterator[Span]:
    """The lines of closed sessions; of a title only its own, since all minutes stand under it."""
    for section in meeting.sections:
        if section.kind is not SectionKind.TITLE:
            if is_closed(section.title):
                yield Span(section.heading.start, section.end)
        elif private_words(section.title) is not None:
            yield section.heading


def private_parts(meeting: Meeting) -> list[tuple[int, str]]:
    """What a file has that is private, comments apart: the line where it begins, from 0, and its text."""
    text = markdown_text(meeting.source.text)
    return [
        (text.count("\n", 0, each.start), text[each.start : each.end].strip())
        for each in hidden_in(meeting)
        if each.kind is not HiddenKind.COMMENT
    ]


def hidden_parts(meeting: Meeting) -> dict[int, list[tuple[int, int]]]:
    """What a file hides, line by line: for each line that hides something from which character to which."""
    found: dict[int, list[tuple[int, int]]] = {}
    hidden = hidden_in(meeting)
    if not hidden:
        return found
    starts = [0, *accumulate(len(line) + 1 for line in markdown_text(meeting.source.text).split("\n"))]
    for each in hidden:
        line = bisect_right(starts, each.start) - 1
        while line + 1 < len(starts) and starts[line] < each.end:
            first, last = max(each.start, starts[line]), min(each.end, starts[line + 1] - 1)
            found.setdefault(line, []).append((first - starts[line], last - starts[line]))
            line += 1
    return found


class _Search:
    """One search through a text."""

    def __init__(self, text: str, closed: Sequence[Span]) -> None:
        self.text = text
        self.closed = closed
        self.starts = [0, *accumulate(len(line) + 1 for line in text.split("\n"))]
        self.next: dict[str, int] = {}  # end of a comment to where it stands next
        self.paragraph = Span(0, 0)

    def found(self) -> Iterator[Hidden]:
        """Everything, in any order."""
        for span in self.closed:
            yield Hidden(HiddenKind.CLOSED, self.starts[span.start], self.starts[span.end] - 1)
        if _ANY.search(self.text) is None:
            return
        marked = list(self._comments())
        yield from marked
        for match in _DEFINITION.finditer(self.text):
            if not self._in_code(match.start()):
                yield Hidden(HiddenKind.COMMENT, match.start(), match.end())
        end = 0
        for match in _LINE.finditer(self.text):
            if match.start() >= end and not self._in_code(match.start()):
                end = self._end_of_line_item(match)
                yield Hidden(HiddenKind.LINE, match.start(), end)

    @cached_property
    def blocks(self) -> list[Heading | Block]:
        """The blocks of the text."""
        return blocks(self.text)

    @cached_property
    def code(self) -> list[Span]:
        """The lines of closed fences; what an open one swallows is no code that somebody meant."""
        lines = self.text.split("\n")
        found = []
        for block in self.blocks:
            if isinstance(block, Block) and block.kind is ItemKind.CODE:
                first, last = lines[block.start].strip(" \t>-*+"), lines[block.end - 1].strip(" \t>")
                if first[:3] in ("```", "~~~") and block.end - block.start > 1 and set(last) == {first[0]}:
                    found.append(Span(block.start, block.end))
        return found

    @cached_property
    def html(self) -> dict[int, Block]:
        """First line to the block of raw HTML there."""
        return {
            block.start: block
            for block in self.blocks
            if isinstance(block, Block) and block.kind is ItemKind.HTML
        }

    @cached_property
    def headings(self) -> list[int]:
        """Where headings start."""
        return [self.starts[block.start] for block in self.blocks if isinstance(block, Heading)]

    def _line(self, at: int) -> int:
        return bisect_right(self.starts, at) - 1

    def _code_end(self, at: int) -> int | None:
        """Where the fence around a place ends; None outside of one."""
        line = self._line(at)
        n = bisect_right(self.code, line, key=lambda span: span.start) - 1
        return self.starts[self.code[n].end] if n >= 0 and line in self.code[n] else None

    def _in_code(self, at: int) -> bool:
        return self._code_end(at) is not None

    def _comments(self) -> Iterator[Hidden]:
        """Comments and private parts, from the first character to the last."""
        text, at = self.text, 0
        while (match := _TOKEN.search(text, at)) is not None:
            start, mark = match.start(), match[0]
            at = match.end()
            if (end := self._code_end(start)) is not None:
                at = max(at, end)
            elif mark[0] == "`":
                at = self._after_code(at, mark)
            elif mark[0] != "\\":
                if (opened := _OPEN.match(text, start)) is not None:
                    at = self._private_end(opened.end())
                    yield Hidden(HiddenKind.BLOCK, start, at)
                elif (end := self._comment_end(start, mark)) > start:
                    at = end
                    yield Hidden(HiddenKind.COMMENT, start, end)

    def _private_end(self, at: int) -> int:
        """Where a private part whose first comment ends here is closed, those within it counted."""
        depth = 1
        for match in _EDGE.finditer(self.text, at):
            if not self._in_code(match.start()):
                depth += 1 if match["open"] else -1
                if not depth:
                    return match.end()
        return len(self.text)

    def _after_code(self, at: int, ticks: str) -> int:
        """The place behind a code span whose opening backticks end here; the same place where none is."""
        end = min(self._paragraph_end(at), at + _LONGEST_CODE)
        match = re.compile(rf"(?<!`){ticks}(?!`)").search(self.text, at, end)
        return match.end() if match is not None else at

    def _comment_end(self, start: int, mark: str) -> int:
        """Where a comment that starts somewhere ends; its start where it is none."""
        if mark == "<!--":
            return self._html_comment_end(start)
        text, close, limit = self.text, _CLOSES[mark], self._paragraph_end(start)
        if mark == "%%" and text.startswith("\n", start + 2) and text[start - 1 : start] in ("", "\n"):
            close, limit = "\n%%", len(text)  # lines of their own around a block
        end = self._next(close, start + 2)
        return end + len(close) if end < limit else start

    def _html_comment_end(self, start: int) -> int:
        text = self.text
        block = self.html.get(self._line(start))
        first = block is not None and _LEADS.fullmatch(text, self.starts[block.start], start) is not None
        end = self._next("-->", start + 2)
        if first and block is not None and end < self.starts[block.end]:
            return end + 3
        n = bisect_right(self.headings, start)
        limit = self.headings[n] if n < len(self.headings) else len(text)
        if end < limit and self._next("<!--", start + 4) > end:
            return end + 3
        return self.starts[block.end] - 1 if first and block is not None else self._paragraph_end(start)

    def _next(self, mark: str, at: int) -> int:
        """Where a mark stands next, behind the text where it does not. Asked from start to end."""
        if self.next.get(mark, -1) < at:
            found = self.text.find(mark, at)
            self.next[mark] = found if found >= 0 else len(self.text) + 1
        return self.next[mark]

    def _paragraph_end(self, at: int) -> int:
        """Where the lines around a place end that no blank line parts."""
        if not self.paragraph.start <= at < self.paragraph.end:
            match = _BLANK.search(self.text, at)
            self.paragraph = Span(at, match.start() if match is not None else len(self.text))
        return self.paragraph.end

    def _end_of_line_item(self, match: re.Match[str]) -> int:
        """Where what a private line begins ends: its paragraph, and for a list item all that is nested."""
        line = self._line(match.start())
        lead = match["lead"].expandtabs(4)
        listed = any(mark in lead for mark in "-*+.)")
        indent = len(lead) - len(lead.lstrip(" >"))
        end = line + 1
        for n in range(line + 1, len(self.starts) - 1):
            words = self.text[self.starts[n] : self.starts[n + 1] - 1].expandtabs(4)
            rest = words.lstrip(" >")
            deeper = listed and len(words) - len(rest) > indent
            if not rest:
                if not listed:
                    break
                continue
            after_blank = n > end
            if not deeper and (after_blank or _MARKED.match(rest) or _HEADING.match(rest)):
                break
            end = n + 1
        return self.starts[end] - 1


_BLANK: Final = LazyPattern(r"\n[ \t>]*(?=\n|\Z)")


def _merged(found: Iterable[Hidden]) -> Iterator[Hidden]:
    last: Hidden | None = None
    for each in sorted(found, key=lambda each: (each.start, -each.end)):
        if last is not None and each.start < last.end:
            if each.end > last.end:
                last = Hidden(last.kind, last.start, each.end)
            continue
        if last is not None:
            yield last
        last = each
    if last is not None:
        yield last
