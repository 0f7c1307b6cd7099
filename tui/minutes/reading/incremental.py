"""Reading a file again after a change: only the sections around it, when the rest must read as before.

Two places are sure. A heading outside of lists and quotes starts with nothing open before it: what follows
reads the same whatever stands above. So parsing starts at the last such heading before the change and stops
at the first one behind it that the new text has, too. All else is taken over, moved by the change's lines.

What would reach further is read in full: a change of link reference definitions, of the meeting's date, or
of headings in a way that makes another section's words mean something else.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import Final, NamedTuple

from tui.minutes.model import Item, Meeting, Section, SectionKind
from tui.minutes.reading.attendees import attendance, calls, concerns
from tui.minutes.reading.blocks import DEFINES, Block
from tui.minutes.reading.contents import BodyContent
from tui.minutes.reading.front_matter import FrontMatter, front_matter
from tui.minutes.reading.lazy_sections import LazySections
from tui.minutes.reading.meaning import Meaning
from tui.minutes.reading.meeting_date import DateContext
from tui.minutes.reading.outline import (
    SectionDraft,
    content_of,
    day_of,
    drafts_of,
    keys_of,
    section_of,
    settle,
)
from tui.minutes.reading.parse_state import ParseState
from tui.minutes.reading.roll_facts import RollFacts
from tui.minutes.reading.rolling import earlier
from tui.minutes.reading.scanning import lines_of, one_line_end, scan
from tui.minutes.text.conflict_markers import OPENING
from tui.minutes.text.source import Source, Span, common_head, common_tail, is_classic_mac

_TELLING: Final = frozenset(
    {
        SectionKind.ACTIONS,
        SectionKind.AGENDA,
        SectionKind.DECISIONS,
        SectionKind.TEAM,
        SectionKind.ATTENDEES,
    }
)


class _Change(NamedTuple):
    """Lines `first` to `old_end` became `first` to `new_end`; `at` is where `first` starts in both texts."""

    first: int
    old_end: int
    new_end: int
    at: int
    old_at: int  # where the lines after the change start, in the old text
    new_at: int

    @property
    def by(self) -> int:
        """Lines that what follows has moved."""
        return self.new_end - self.old_end


class _Part(NamedTuple):
    """Sections `start` to `stop` of the old meeting are now these drafts."""

    start: int
    stop: int
    drafts: list[SectionDraft]


def read_again(previous: Meeting, source: Source, file_name: str) -> Meeting | None:
    """The meeting that `source` is, from the reading before; None where all has to be read."""
    trace = previous.trace
    old, new = previous.source.text, source.text
    if (
        not isinstance(trace, ParseState)
        or trace.file_name != file_name
        or not previous.sections
        or not new
        or is_classic_mac(old)
        or is_classic_mac(new)
        or OPENING in old
        or OPENING in new
    ):
        return None
    change = _change(old, new)
    if change is None:
        meeting = replace(previous, source=source)
        meeting.take_over(previous, range(0))
        return meeting
    front = front_matter(new)
    if change.first < front.lines or front != front_matter(old) or _may_be_titled(previous, old, new):
        return None
    part = _parsed(previous, trace, change, new, front)
    if part is None or not trace.roll.holds_for(new):
        return None
    if _same_headings(trace, previous.sections, part):
        return _with_bodies(previous, trace, part, change, source, front)
    return _with_headings(previous, trace, part, change, source, front)


def _may_be_titled(previous: Meeting, old: str, new: str) -> bool:
    """True where what stands under headings may be the title, as no heading is."""
    titled = any(section.kind is SectionKind.TITLE and section.level == 1 for section in previous.sections)
    return not titled and any("<h1" in text or "<H1" in text for text in (old, new))


def _same_headings(trace: ParseState, sections: Sequence[Section], part: _Part) -> bool:
    """True where the change is in the text below headings alone."""
    return len(part.drafts) == part.stop - part.start and all(
        draft.alone == trace.alone[index]
        and draft.top == trace.top[index]
        and draft.level == sections[index].level
        for index, draft in enumerate(part.drafts, part.start)
    )


def _with_bodies(
    previous: Meeting, trace: ParseState, part: _Part, change: _Change, source: Source, front: FrontMatter
) -> Meeting | None:
    """The meeting with other bodies of some sections: no other section means anything else."""
    old, start, stop = previous.sections, part.start, part.stop
    for index, draft in enumerate(part.drafts, start):
        draft.reading, draft.kind, draft.parent = trace.readings[index], old[index].kind, old[index].parent
    headings = (section.title for section in old)
    known = DateContext(trace.file_name, lambda: source.text)
    day = day_of(previous.title, _contents(old, part), headings, front, known)
    if day != previous.date:
        return None
    new = LazySections.of(old)
    if change.by:
        new.move(stop, change.by)
    end_of = _ends(old, part, change.by)
    around = old[start].parent
    while around is not None:
        if (end := end_of(old[around])) != old[around].end:
            new.put(around, old[around]._replace(end=end))
        around = old[around].parent
    for index, draft in enumerate(part.drafts, start):
        draft.end = end_of(old[index])
        new.put(index, section_of(draft, old[index].key, content_of(draft, day, {}, trace.roll)))
    changed = range(start, stop)
    if not (concerns(old, trace.called, changed) or concerns(new, trace.called, changed)):
        meeting = Meeting(source, previous.title, day, previous.attendees, new, trace, previous.earlier)
        meeting.take_over(previous, changed)
        return meeting
    people, names = attendance(new, trace.called, front.people, previous.earlier)
    if names != trace.roll.known:
        trace = trace._replace(roll=RollFacts(lambda: source.text, names, trace.roll.boilerplate))
        for index, section in enumerate(new):
            content = section.content
            if isinstance(content, BodyContent) and (again := content.named_by(trace.roll)) is not content:
                new.put(index, section._replace(content=again))
        changed = range(len(new))
    meeting = Meeting(source, previous.title, day, people, new, trace, previous.earlier)
    meeting.take_over(previous, changed)
    return meeting


def _contents(old: Sequence[Section], part: _Part) -> Iterator[tuple[str, Sequence[Block | Item]]]:
    """The title and content of each section, the changed ones in their place."""
    for section in islice(old, part.start):
        yield section.title, section.items
    for draft in part.drafts:
        yield draft.reading.title, draft.shown()
    for section in islice(old, part.stop, None):
        yield section.title, section.items


def _ends(old: Sequence[Section], part: _Part, by: int) -> Callable[[Section], int]:
    """What gives the line where a section with its subsections ends now: where another one starts."""
    behind = old[part.stop].span.start if part.stop < len(old) else old[-1].span.end
    starts = {
        section.span.start: draft.heading.start
        for section, draft in zip(old[part.start : part.stop], part.drafts, strict=True)
    }
    return lambda section: section.end + by if section.end >= behind else starts[section.end]


def _with_headings(
    previous: Meeting, trace: ParseState, part: _Part, change: _Change, source: Source, front: FrontMatter
) -> Meeting | None:
    """The meeting with other headings: all are judged again, what means the same is taken over."""
    old, count = previous.sections, len(part.drafts)
    drafts = [_taken(trace, old, index, 0) for index in range(part.start)]
    drafts += part.drafts
    drafts += [_taken(trace, old, index, change.by) for index in range(part.stop, len(old))]
    facts = settle(drafts, front, DateContext(trace.file_name, lambda: source.text))
    if facts.day != previous.date:
        return None
    sections: list[Section] = []
    for index, (draft, key) in enumerate(zip(drafts, keys_of(drafts), strict=True)):
        if part.start <= index < part.start + count:
            sections.append(section_of(draft, key, content_of(draft, facts.day, {}, trace.roll)))
            continue
        ahead = index < part.start
        before, by = (index, 0) if ahead else (index - count + part.stop - part.start, change.by)
        if _meaning(draft.kind, draft.reading) != _meaning(old[before].kind, trace.readings[before]):
            return None
        sections.append(section_of(draft, key, old[before].content.moved(by)))
    new = tuple(sections)
    called = calls(new)
    past = earlier(new)
    people, known = attendance(new, called, front.people, past)
    if known != trace.roll.known:
        return None
    left = ParseState.of(drafts, trace.references, trace.file_name, called, trace.roll)
    return Meeting(source, facts.title, facts.day, people, new, left, past)


def _taken(trace: ParseState, sections: Sequence[Section], index: int, by: int) -> SectionDraft:
    """A section of the earlier reading as a draft."""
    section = sections[index]
    heading = Span(section.heading.start + by, section.heading.end + by)
    draft = SectionDraft(heading, section.level, trace.alone[index], trace.top[index], section.body.end + by)
    draft.taken = section.content
    return draft


def _meaning(kind: SectionKind, reading: Meaning) -> tuple[SectionKind | None, str, bool, bool, bool]:
    """What of a section decides which of its items are notes."""
    kind = reading.kind if kind is SectionKind.TITLE else kind
    return (
        kind if kind in _TELLING else None,
        reading.phrase,
        reading.task,
        reading.under_actions,
        reading.again,
    )


def _change(old: str, new: str) -> _Change | None:
    """The lines between the first and the last difference; None where there is none."""
    same = common_head(old, new)
    if same == len(old) == len(new):
        return None
    at = new.rfind("\n", 0, same) + 1
    tail = common_tail(old, new, min(len(old), len(new)) - at)
    old_at, new_at = len(old) - tail, len(new) - tail
    if not (_at_line_start(old, old_at) and _at_line_start(new, new_at)):
        newline = new.find("\n", new_at)
        skip = (newline + 1 if newline >= 0 else len(new)) - new_at
        old_at, new_at = old_at + skip, new_at + skip
    first = new.count("\n", 0, at)
    return _Change(
        first, first + lines_of(old, at, old_at), first + lines_of(new, at, new_at), at, old_at, new_at
    )


def _at_line_start(text: str, at: int) -> bool:
    return at == 0 or text[at - 1] == "\n"


def _parsed(
    previous: Meeting, trace: ParseState, change: _Change, text: str, front: FrontMatter
) -> _Part | None:
    """Parse from the last sure heading before the change to the first behind it that is one still."""
    sections = previous.sections
    start = _sure_before(sections, trace, change.first)
    first = sections[start].span.start if start else front.lines
    begin = _line_start(text, change.at, change.first - first) if start else front.length
    for stop in _sure_behind(sections, trace, change.old_end, start):
        heading = sections[stop].heading if stop < len(sections) else None
        end = len(text)
        if heading is not None:
            end = _line_end(text, change.new_at, heading.end - change.old_end)
        piece, before = text[begin:end], previous.source.text[begin : end - change.new_at + change.old_at]
        if DEFINES in piece or DEFINES in before:
            return None
        parts, _ = scan(one_line_end(piece), trace.references)
        if heading is None:
            return _Part(start, stop, drafts_of(parts, first))
        closing = parts.pop().heading if parts else None
        if closing is not None and closing.depth == 0 and closing.start + first == heading.start + change.by:
            return _Part(start, stop, drafts_of(parts, first))
    return None


def _sure_before(sections: Sequence[Section], trace: ParseState, line: int) -> int:
    """The last section that starts with a sure heading before a line; 0 where there is none."""
    index = bisect_right(sections, line, key=lambda section: section.heading.end) - 1
    while index > 0 and not trace.top[index]:
        index -= 1
    return max(index, 0)


def _sure_behind(sections: Sequence[Section], trace: ParseState, line: int, start: int) -> Iterator[int]:
    """Sections behind a line that start with a sure heading, each further than the last; then the end."""
    index = bisect_left(
        sections, line, lo=min(start + 1, len(sections)), key=lambda section: section.heading.start
    )
    step = 1
    while index < len(sections):
        if trace.top[index]:
            yield index
            index += step
            step *= 2
        else:
            index += 1
    yield len(sections)


def _line_start(text: str, at: int, back: int) -> int:
    """Where the line starts that is some lines before the one that starts at `at`."""
    for _ in range(back):
        at = text.rfind("\n", 0, at - 1) + 1
    return at


def _line_end(text: str, at: int, lines: int) -> int:
    """Where some lines end that start at `at`."""
    for _ in range(lines):
        newline = text.find("\n", at)
        if newline < 0:
            return len(text)
        at = newline + 1
    return at
