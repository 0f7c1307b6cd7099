"""The section that is written in, known by its heading wherever its lines stand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from tui.minutes.keeping.document import Document, Tracked, moved
from tui.minutes.model import Meeting, SectionKind
from tui.minutes.reading.find import discussion
from tui.minutes.text.source import Source, Span, without_newline

if TYPE_CHECKING:
    from tui.minutes.noting.editing import Edit


class EditedSection:
    """The Discussion, or (`whole`) a section with its heading, or the whole of a file that has none."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._tracked: Tracked | None = None  # None: there is no Discussion section yet
        self._bound: tuple[Meeting, int] | None = None  # the section, as it was read last; None: no heading
        self.name = ""
        self.whole = False

    @property
    def is_there(self) -> bool:
        """False while there is no Discussion section."""
        return self._tracked is not None

    @property
    def key(self) -> str:
        """The key of the section; empty where no heading tells it."""
        return self._bound[0].sections[self._bound[1]].key if self._bound is not None else ""

    @property
    def span(self) -> Span:
        """Its lines; behind the last one where there are none yet."""
        end = len(self._document.source.lines)
        return self._tracked.span if self._tracked is not None else Span(end, end)

    @property
    def lines(self) -> list[str]:
        """What stands in its lines."""
        return self._document.lines(self.span)

    def whole_span(self, index: int) -> Span:
        """The lines of a section with its heading, without those that only part it from the next one."""
        heading, written = self._document.meeting.sections[index].heading, self._document.written(index)
        return Span(heading.start, max(heading.end, written.end if len(written) else 0))

    def open(self, span: Span, index: int | None, name: str = "") -> None:
        """Go to lines of the document, those of a section where there is one."""
        self._tracked = self._document.track(span)
        self.name = name
        self.bind(index)

    def open_nothing(self, name: str) -> None:
        """Go to a section that is not there yet."""
        self._tracked, self._bound, self.name, self.whole = None, None, name, False

    def make(self) -> Edit | None:
        """Make the Discussion section, as a change of the document. Raises EditError where that cannot be."""
        from tui.minutes.noting.sections import ensure_discussion  # noqa: PLC0415 - somebody has written

        edit = ensure_discussion(self._document.meeting)
        if edit is not None:
            self._document.put(edit.source)
        index = discussion(self._document.meeting)
        if index is not None:
            self.open(self._document.written(index), index)
        return edit

    def write(self, lines: Sequence[str]) -> None:
        """Replace its lines in the document."""
        if self._tracked is not None:
            self._document.write(self._tracked, lines)
            self.bind(self._written_in())

    def with_heading(self, lines: Sequence[str]) -> list[str]:
        """Lines for it as a section of the file."""
        if self.whole:
            return list(lines)
        if self._bound is None:
            return ["## Discussion", "", *lines]
        meeting, index = self._bound
        heading = meeting.source.lines_in(meeting.sections[index].heading)
        return [*map(without_newline, heading), "", *lines]

    def name_in(self, meeting: Meeting) -> str:
        """What it is called in a reading of the same text for others."""
        index = meeting.section_at(self.span.start)
        return meeting.sections[index].name if index is not None else self.name

    def hidden(self, lines: Sequence[str]) -> list[list[tuple[int, int]]]:
        """The parts of each of its lines, as they would be, that others may not see."""
        from tui.minutes.reading.hidden import hidden_parts  # noqa: PLC0415 - only while somebody looks on
        from tui.minutes.reading.reader import read  # noqa: PLC0415

        put = lines if self.is_there else self.with_heading(lines)
        source, span = self._document.with_lines(self.span, list(put))
        parts = hidden_parts(read(source, self._document.file_name, self._document.meeting))
        first = span.start + len(put) - len(lines)
        return [parts.get(first + row, []) for row in range(len(lines))]

    def bind(self, index: int | None) -> None:
        """Remember which section it is; what it is known by is asked for when something changes."""
        meeting = self._document.meeting
        if index is None or not meeting.sections[index].level:
            self._bound = None
            return
        self._bound, self.name = (meeting, index), meeting.sections[index].name

    def place_in(self, base: Source) -> Callable[[Source], bool]:
        """Tells, in any thread, whether it has its place in a text that others made of `base`.

        It has as long as its heading is there; one that is not in `base` is not missed.
        """
        from tui.minutes.text.diff import diff  # noqa: PLC0415 - somebody has written

        bound, lines = self._bound, self.span
        if bound is not None:
            meeting, index = bound
            lines = moved(meeting.sections[index].heading, diff(meeting.source, self._document.source))
        place = moved(lines, diff(self._document.source, base))

        def has_place(theirs: Source) -> bool:
            changes = diff(base, theirs)
            now = moved(place, changes)
            if not len(place) or bound is None:
                return not len(place) or len(now) > 0
            if any(change.old.start < place.end and change.old.end > place.start for change in changes):
                return False
            return _is_alone(*bound) or _stands_at(now.start, theirs, *bound)

        return has_place

    def take_back(self, base: Source) -> None:
        """Take what was written into it and is not in `base` out of the document."""
        from tui.minutes.text.diff import diff  # noqa: PLC0415 - others wrote

        source, span = self._document.source, self.span
        for change in reversed(diff(base, source)):
            if change.new.start <= span.end and change.new.end >= span.start:
                source = source.splice(change.new, map(without_newline, base.lines_in(change.old)))
        self._document.put(source)

    def follow(self) -> bool:
        """Go to where it is now; False where it is gone."""
        index = self._found()
        if self._tracked is None or (index is None and self._bound is not None):
            return False
        if index is None:
            self._tracked.span = self._with_new_edges(self._tracked.span)
        else:
            self._tracked.span = self._span_of(index, self._tracked.span)
            self.bind(index)
        return True

    def _found(self) -> int | None:
        """The section that is written in, as the document is read now."""
        if self._bound is None or self._tracked is None:
            return None
        from tui.minutes.noting.finding import find_section, mark_section  # noqa: PLC0415 - something changed

        meeting, span = self._document.meeting, self._tracked.span
        near = span.start if self.whole and len(span) else None
        index = find_section(meeting, mark_section(*self._bound), near)
        return index if index is not None or self.whole else discussion(meeting)

    def _written_in(self) -> int | None:
        """The section that the editor's lines are in by their place."""
        meeting = self._document.meeting
        if self._tracked is None:
            return None
        if not self.whole:
            return self._found()
        span = self._tracked.span
        begun = (n for n, section in enumerate(meeting.sections) if section.heading.start in span)
        return next((n for n in begun if meeting.sections[n].level), None)

    def _span_of(self, index: int, now: Span) -> Span:
        """The lines of the section; where they are those that it had, with all that was typed around it."""
        section = self._document.meeting.sections[index]
        if self.whole and section.heading.start in now:
            return self._with_new_edges(now)
        if not self.whole and section.heading.end <= now.start <= section.body.end:
            return self._with_new_edges(now)
        return self.whole_span(index) if self.whole else self._document.written(index)

    def _with_new_edges(self, span: Span) -> Span:
        """The editor's lines with those that came to the section before the first and after the last one."""
        meeting = self._document.meeting
        index = meeting.section_at(span.start)
        if index is None or not (self.whole or meeting.sections[index].kind is SectionKind.DISCUSSION):
            return span
        written = self._document.written(index)
        start = meeting.sections[index].heading.start if self.whole else written.start
        return Span(min(span.start, start), max(span.end, written.end)) if len(written) else span


def _is_alone(meeting: Meeting, index: int) -> bool:
    """Whether no other section has a section's name."""
    name = meeting.sections[index].name
    return sum(section.name == name for section in meeting.sections) == 1


def _stands_at(line: int, theirs: Source, meeting: Meeting, index: int) -> bool:
    """Whether a section stands at a line of another text, and not one of its name."""
    from tui.minutes.noting.finding import find_section, mark_section  # noqa: PLC0415 - others wrote
    from tui.minutes.reading.reader import read  # noqa: PLC0415 - others wrote

    there = read(theirs)
    found = find_section(there, mark_section(meeting, index), line)
    return found is not None and there.sections[found].heading.start == line
