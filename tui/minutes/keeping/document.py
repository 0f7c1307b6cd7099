"""An open meeting: the text as it is now, what is read from it, and places in it that move with changes."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import TYPE_CHECKING
from weakref import WeakSet

from tui.minutes.model import Meeting
from tui.minutes.text.source import Source, Span, without_newline

if TYPE_CHECKING:
    from tui.minutes.ahead.reading_ahead import ReadingAhead
    from tui.minutes.text.diff import Change

# What reads is imported by what reads here: the meeting shown at first may have been read ahead.


class Tracked:
    """A span of lines that keeps covering the same text while the document around it changes."""

    __slots__ = ("__weakref__", "span")

    def __init__(self, span: Span) -> None:
        self.span = span


class Document:
    """The text of a meeting in the program, which may be ahead of the file."""

    def __init__(self, source: Source, file_name: str = "", ahead: ReadingAhead | None = None) -> None:
        """`ahead` is the reading of the same text by another process, if there is one."""
        self.file_name = file_name
        self.source = source
        self._ahead = ahead
        self.meeting = (ahead.meeting(source) if ahead is not None else None) or _read_start(
            source, file_name
        )
        """What the text says; of a long file at first its start (see `is_whole`)."""
        self._tracked: WeakSet[Tracked] = WeakSet()

    @property
    def is_whole(self) -> bool:
        """False while only the start of the text is read."""
        return self.meeting.trace is not None

    async def is_read_ahead(self, patience: float) -> bool:
        """True where all of the text is read by another process, and has only to be taken (see `read_on`).

        That is waited for, so many seconds at most.
        """
        return not self.is_whole and self._ahead is not None and await self._ahead.has_whole(patience)

    async def read_on(self) -> None:
        """Read all of the text, beside other work; what comes in meanwhile is read as it comes."""
        source = self.source
        meeting = await self._ahead.whole(source) if self._ahead is not None else None
        if meeting is None and self.source is source:
            meeting = await asyncio.to_thread(_read, source, self.file_name)
        if meeting is not None:
            await asyncio.to_thread(meeting.index)
        if meeting is not None and self.source is source:
            self.meeting = meeting

    @property
    def is_counted_ahead(self) -> bool:
        """True while another process may still count notes (see `count_ahead`)."""
        return self._ahead is not None

    async def count_ahead(self) -> None:
        """Take the counts of notes of another process that read ahead, which has no more to do then."""
        if self._ahead is not None:
            await self._ahead.count()
            self._ahead = None

    def put(self, source: Source) -> None:
        """Take another text, read it, and move what is tracked."""
        if source == self.source:
            return
        from tui.minutes.text.diff import diff  # noqa: PLC0415

        changes = diff(self.source, source) if self._tracked else ()
        for tracked in self._tracked:
            tracked.span = moved(tracked.span, changes)
        self.source = source
        self.meeting = _read(source, self.file_name, self.meeting)

    def track(self, span: Span) -> Tracked:
        """A span that is kept up to date for as long as somebody holds it."""
        tracked = Tracked(span)
        self._tracked.add(tracked)
        return tracked

    def lines(self, span: Span) -> list[str]:
        """Lines of the text without their newlines."""
        return [without_newline(line) for line in self.source.lines_in(span)]

    def written(self, index: int) -> Span:
        """The lines of a section's body that say something: blank ones at both ends are left out.

        For a section without any, an empty span where its first line belongs.
        """
        section = self.meeting.sections[index]
        top = section.body.start
        lines = self.source.lines_in(section.body)
        said = [number for number, line in enumerate(lines, top) if line.strip()]
        if not said:
            said_nowhere = min(top + 1, section.body.end)
            return Span(said_nowhere, said_nowhere)
        return Span(said[0], said[-1] + 1)

    def with_lines(self, span: Span, lines: Sequence[str]) -> tuple[Source, Span]:
        """The text with lines of it replaced, every other byte as it is, and where the new lines stand.

        New text in an empty place is set off by blank lines.
        """
        if lines == self.lines(span):
            return self.source, span
        new = list(lines)
        before = after = 0
        if new and not len(span):
            all_lines = self.source.lines
            before = int(span.start > 0 and bool(all_lines[span.start - 1].strip()))
            after = int(span.end < len(all_lines) and bool(all_lines[span.end].strip()))
        start = span.start + before
        return self.source.splice(span, [""] * before + new + [""] * after), Span(start, start + len(new))

    def write(self, tracked: Tracked, lines: Sequence[str]) -> None:
        """Replace tracked lines, as `with_lines` does."""
        source, span = self.with_lines(tracked.span, lines)
        self.put(source)
        tracked.span = span


def moved(span: Span, changes: Sequence[Change]) -> Span:
    """Where a span stands after changes: what was added at its edges stays outside of it."""
    start, end = span.start, span.end
    for change in changes:
        grown = len(change.new) - len(change.old)
        if change.old.end <= span.start:
            start += grown
        elif change.old.start < span.start:
            start = change.new.start
        if change.old.start < span.end:
            end = end + grown if change.old.end <= span.end else change.new.end
    return Span(start, max(start, end))


def _read(source: Source, file_name: str, previous: Meeting | None = None) -> Meeting:
    from tui.minutes.reading.reader import read  # noqa: PLC0415

    return read(source, file_name, previous)


def _read_start(source: Source, file_name: str) -> Meeting:
    from tui.minutes.reading.reader import read_start  # noqa: PLC0415

    return read_start(source, file_name)
