"""Minutes while they are cleaned: lines that know where they come from, and changes that are checked.

A rule proposes changes of lines. They are made only where everything beside them reads as before: the same
headings and items in the same order with the same words. So a rule can be simple; what it did not foresee
stays as the file has it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from tui.minutes.model import Meeting
from tui.minutes.reading.blocks import markdown_text
from tui.minutes.reading.front_matter import front_matter
from tui.minutes.reading.reader import read
from tui.minutes.text.source import Source, Span

_MOST_TRIES: Final = 24
"""Parts into which changes that do not all fit are divided, before the rest is left alone."""

Words = tuple[tuple[int, str], ...]
"""What is read: for each heading its level, for each item 0, with the text."""


@dataclass(frozen=True, slots=True)
class Change:
    """Lines of the draft that are replaced. `why` is told to people; `said` are the new words, if any."""

    span: Span
    lines: tuple[str, ...]
    why: str


@dataclass(frozen=True, slots=True)
class Touch:
    """What a rule did. `lines` are those of the file, from 0, as a span; empty for what was only added."""

    rule: str
    lines: Span
    why: str


class Draft:
    """A state of the minutes on their way to the cleaned ones."""

    def __init__(self, lines: Sequence[str], origin: Sequence[int | None], file_name: str) -> None:
        self.lines = tuple(lines)
        self.origin = tuple(origin)
        self.file_name = file_name

    @classmethod
    def of(cls, source: Source, file_name: str) -> Draft:
        """The draft of a file: its lines without newlines."""
        lines = markdown_text(source.text).split("\n")
        return cls(lines, range(len(lines)), file_name)

    @cached_property
    def meeting(self) -> Meeting:
        """The draft, read."""
        return read(Source(self.text), self.file_name)

    @cached_property
    def body(self) -> int:
        """The line after front matter, which no rule changes."""
        return front_matter(self.text).lines

    def line_of(self, line: int) -> int:
        """The line of the file, from 0, that a line comes from; for a new one that of the line before."""
        while line > 0 and self.origin[line] is None:
            line -= 1
        return self.origin[line] or 0

    @property
    def text(self) -> str:
        """The draft as Markdown, with one last newline."""
        return "\n".join(self.lines).rstrip() + "\n"

    def changed(self, changes: Sequence[Change]) -> Draft:
        """The draft with changes made, unchecked; they are in order and do not overlap."""
        lines: list[str] = []
        origin: list[int | None] = []
        at = 0
        for change in changes:
            start, end = change.span.start, change.span.end
            lines += [*self.lines[at:start], *change.lines]
            same = len(change.lines) == len(change.span)
            origin += self.origin[at:start]
            origin += self.origin[start:end] if same else [None] * len(change.lines)
            at = end
        return Draft([*lines, *self.lines[at:]], [*origin, *self.origin[at:]], self.file_name)

    def moved(self, span: Span, to: int) -> Draft:
        """The draft with lines moved before another line."""
        order = [n for n in range(len(self.lines)) if n not in span]
        at = sum(n < to for n in order)
        order[at:at] = range(span.start, span.end)
        return Draft([self.lines[n] for n in order], [self.origin[n] for n in order], self.file_name)

    def touch(self, rule: str, change: Change) -> Touch:
        """What a change did, by the lines of the file."""
        return Touch(rule, self.lines_of(change.span), change.why)

    def lines_of(self, span: Span) -> Span:
        """The lines of the file that lines of the draft come from; an empty span for new ones."""
        known = [line for line in self.origin[span.start : span.end] if line is not None]
        return Span(known[0], known[-1] + 1) if known else Span(0, 0)


Check = Callable[[Draft, Draft, Sequence[Change]], bool]
"""Whether a draft with changes made says what it shall: the draft before, after, and what was changed."""


def applied(draft: Draft, rule: str, changes: Sequence[Change], check: Check) -> tuple[Draft, list[Touch]]:
    """Make the changes that pass the check: all at once where that works, else part by part."""
    done: list[Touch] = []
    waiting = [list(changes)] if changes else []
    tries = 0
    while waiting and tries < _MOST_TRIES:
        part = waiting.pop()  # from the last line to the first: what is left keeps its place
        after = draft.changed(part)
        tries += 1
        if check(draft, after, part):
            done[:0] = [draft.touch(rule, change) for change in part]
            draft = after
        elif len(part) > 1:
            half = len(part) // 2
            waiting += [part[:half], part[half:]]
    return draft, done


def words(meeting: Meeting, without: Sequence[Span] = ()) -> Words:
    """All that a meeting says, block by block; what begins in some lines may be left out."""
    return tuple(_words(meeting, without))


def same_words(before: Draft, after: Draft, _: Sequence[Change]) -> bool:
    """The check for rules that change how something is written and not what it says."""
    return words(before.meeting) == words(after.meeting)


def same_rest(before: Draft, after: Draft, changes: Sequence[Change]) -> bool:
    """The check for rules that take lines away: everything else is there as before."""
    gone = [change.span for change in changes]
    return words(before.meeting, gone) == words(after.meeting)


def _words(meeting: Meeting, without: Sequence[Span]) -> Iterator[tuple[int, str]]:
    spans = iter(without)
    span = next(spans, None)
    for section in meeting.sections:
        blocks = [(section.heading.start, section.level, section.title)] if section.level else []
        blocks += [(item.own.start, 0, item.text) for item in section.items]
        for start, level, text in blocks:
            while span is not None and span.end <= start:
                span = next(spans, None)
            if span is None or start not in span:
                yield level, " ".join(text.split())
