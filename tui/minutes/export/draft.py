"""Minutes while they are cleaned: lines that know where they come from, and changes that are checked.

A rule proposes changes of lines. They are made only where everything beside them reads as before: the same
headings and items in the same order with the same words. So a rule can be simple; what it did not foresee
stays as the file has it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from tui.minutes.model import Meeting
from tui.minutes.reading.blocks import markdown_text
from tui.minutes.reading.reader import read
from tui.minutes.text.source import Source, Span

_MOST_TRIES: Final = 24
"""Parts into which changes that do not all fit are divided, before the rest is left alone."""

Words = tuple[tuple[int, str], ...]
"""What is read: for each heading its level, for each item 0, with the text."""


@dataclass(frozen=True, slots=True)
class LineChange:
    """Lines of the draft that are replaced. `why` is told to people.

    `origin` says from which line of the span each new one comes, counted from its first.
    """

    span: Span
    lines: tuple[str, ...]
    why: str
    origin: tuple[int | None, ...] | None = None


@dataclass(frozen=True, slots=True)
class Touch:
    """What a rule did. `lines` are those of the file, from 0, as a span; empty for what was only added."""

    rule: str
    lines: Span
    why: str


class CleanedDraft:
    """A state of the minutes on their way to the cleaned ones."""

    def __init__(self, lines: Sequence[str], origin: Sequence[int | None], file_name: str) -> None:
        self.lines = tuple(lines)
        self.origin = tuple(origin)
        self.file_name = file_name
        self._before: Meeting | None = None

    @classmethod
    def of(cls, source: Source, file_name: str) -> CleanedDraft:
        """The draft of a file: its lines without newlines."""
        lines = markdown_text(source.text).split("\n")
        return cls(lines, range(len(lines)), file_name)

    @cached_property
    def meeting(self) -> Meeting:
        """The draft, read."""
        return self._read()

    def _read(self) -> Meeting:
        return read(Source(self.text), self.file_name, self._before)

    def _with(self, lines: Sequence[str], origin: Sequence[int | None]) -> CleanedDraft:
        after = CleanedDraft(lines, origin, self.file_name)
        after._before = vars(self).get("meeting")
        return after

    @cached_property
    def silent(self) -> frozenset[int]:
        """The sections with nothing in them, nor in those below."""
        silent: set[int] = set()
        full: set[int | None] = set()
        sections = self.meeting.sections
        for index in range(len(sections) - 1, -1, -1):
            section = sections[index]
            if index not in full and section.empty and not any(section.content.notes):
                silent.add(index)
            else:
                full.add(section.parent)
        return frozenset(silent)

    def line_of(self, line: int) -> int:
        """The line of the file, from 0, that a line comes from; for a new one that of the line before."""
        while line > 0 and self.origin[line] is None:
            line -= 1
        return self.origin[line] or 0

    @property
    def text(self) -> str:
        """The draft as Markdown, with one last newline."""
        return "\n".join(self.lines).rstrip() + "\n"

    def changed(self, changes: Sequence[LineChange]) -> CleanedDraft:
        """The draft with changes made, unchecked; they are in order and do not overlap."""
        lines: list[str] = []
        origin: list[int | None] = []
        at = 0
        for change in changes:
            start, end = change.span.start, change.span.end
            lines += [*self.lines[at:start], *change.lines]
            origin += self.origin[at:start]
            old = self.origin[start:end]
            if change.origin is not None:
                origin += [None if n is None else old[n] for n in change.origin]
            else:
                origin += _origins(self.lines[start:end], old, change.lines)
            at = end
        return self._with([*lines, *self.lines[at:]], [*origin, *self.origin[at:]])

    def moved(self, span: Span, to: int) -> CleanedDraft:
        """The draft with lines moved before another line."""
        order = [n for n in range(len(self.lines)) if n not in span]
        at = sum(n < to for n in order)
        order[at:at] = range(span.start, span.end)
        return self._with([self.lines[n] for n in order], [self.origin[n] for n in order])

    def touch(self, rule: str, change: LineChange) -> Touch:
        """What a change did, by the lines of the file."""
        return Touch(rule, self.lines_of(change.span), change.why)

    def lines_of(self, span: Span) -> Span:
        """The lines of the file that lines of the draft come from; an empty span for new ones."""
        known = [line for line in self.origin[span.start : span.end] if line is not None]
        return Span(known[0], known[-1] + 1) if known else Span(0, 0)


def _origins(old: Sequence[str], origin: Sequence[int | None], new: Sequence[str]) -> Iterator[int | None]:
    """Where new lines come from: as many as before from those, else each from the next one like it."""
    if len(old) == len(new):
        yield from origin
        return
    at = 0
    for line in new:
        found = next((n for n in range(at, len(old)) if old[n] == line), None)
        yield None if found is None else origin[found]
        at = at if found is None else found + 1


Check = Callable[[CleanedDraft, CleanedDraft, Sequence[LineChange]], bool]
"""Whether a draft with changes made says what it shall: the draft before, after, and what was changed."""


def applied(
    draft: CleanedDraft, rule: str, changes: Sequence[LineChange], check: Check
) -> tuple[CleanedDraft, list[Touch]]:
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


def words(draft: CleanedDraft, without: Sequence[Span] = ()) -> Words:
    """All that a draft says, block by block; what begins in some lines may be left out."""
    return tuple(_left(_blocks(draft.meeting), without))


def lines_said(draft: CleanedDraft, without: Sequence[Span] = ()) -> Words:
    """All that a draft says, heading by heading and line by line: what needs no body to be parsed."""
    return tuple(_left(_lines(draft), without))


def same_words(before: CleanedDraft, after: CleanedDraft, _: Sequence[LineChange]) -> bool:
    """The check for rules that change how something is written and not what it says."""
    return words(before) == words(after)


def same_rest(before: CleanedDraft, after: CleanedDraft, changes: Sequence[LineChange]) -> bool:
    """The check for rules that take items away: everything else is there as before."""
    gone = [change.span for change in changes]
    return words(before, gone) == words(after)


def _left(blocks: Iterable[tuple[int, int, str]], without: Sequence[Span]) -> Iterator[tuple[int, str]]:
    spans = iter(without)
    span = next(spans, None)
    for start, level, text in blocks:
        while span is not None and span.end <= start:
            span = next(spans, None)
        if span is None or start not in span:
            yield level, " ".join(text.split())


def _blocks(meeting: Meeting) -> Iterator[tuple[int, int, str]]:
    """First line, level and text of each block."""
    for section in meeting.sections:
        if section.level:
            yield section.heading.start, section.level, section.title
        for item in section.items:
            yield item.own.start, 0, item.text


def _lines(draft: CleanedDraft) -> Iterator[tuple[int, int, str]]:
    """Number, level and text of each line that says something; of a heading its title."""
    for section in draft.meeting.sections:
        if section.level:
            yield section.heading.start, section.level, section.title
        for n in range(section.body.start, min(section.body.end, len(draft.lines))):
            if draft.lines[n].strip():
                yield n, 0, draft.lines[n]
