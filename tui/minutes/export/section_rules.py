"""The rules of cleaning for whole sections: agenda, teams without a report, empty ones, the front."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import Final

from tui.minutes.export.bodies import is_cut
from tui.minutes.export.draft import CleanedDraft, LineChange, Words, lines_said, words
from tui.minutes.export.rules import Done
from tui.minutes.model import ItemKind, Meeting, Section, SectionKind
from tui.minutes.reading.agenda import Repeated
from tui.minutes.reading.meeting_date import written_in
from tui.minutes.text.patterns import LazyPattern
from tui.minutes.text.source import Span

Propose = Callable[[CleanedDraft], list[LineChange]]
"""What a rule for sections would change; nothing overlaps."""

NO_REPORT: Final = "No report:"
"""What the line of teams without a report begins with."""

_FLUSH: Final = LazyPattern(r"[^\s>\-*+\d]|\d+[^\d.)]")
"""What a heading begins with that stands in no list and no quote."""

_FRONT: Final = (SectionKind.PREAMBLE, SectionKind.TITLE, SectionKind.ATTENDEES)


def agenda(draft: CleanedDraft) -> list[LineChange]:
    """The entries of the agenda that the headings of other sections say word for word."""
    meeting = draft.meeting
    repeated = Repeated(meeting, draft.silent)
    changes = []
    for index, section in enumerate(meeting.sections):
        entries = repeated.entries(index)
        if entries and len(entries) == len(section.items):
            span = section.body if meeting.children.get(index) else section.span
            changes.append(LineChange(span, (), "the agenda's list is left out: its entries are sections"))
            continue
        reached = 0
        for item in entries:
            if item.span.start >= reached:
                changes.append(
                    LineChange(item.span, (), "an entry of the agenda is left out: it is a section")
                )
                reached = item.span.end
    return changes


def teams(draft: CleanedDraft) -> list[LineChange]:
    """Teams without a report, in one line under the heading around them."""
    meeting = draft.meeting
    silent = draft.silent
    gone = [
        index
        for index, section in enumerate(meeting.sections)
        if section.kind is SectionKind.TEAM and index in silent
    ]
    lines: dict[int, list[str]] = {}
    for index in gone:
        place = _kept_around(meeting, index, frozenset(gone))
        lines.setdefault(place, []).append(_heading_text(draft, meeting.sections[index]))
    changes = [
        LineChange(meeting.sections[index].span, (), "the team has no report, and is named in one line")
        for index in gone
    ]
    added = [_line_under(draft, place, names) for place, names in lines.items() if place >= 0]
    if -1 in lines and gone:
        first = changes[0]
        changes[0] = LineChange(first.span, (*_no_report(lines[-1]), ""), first.why)
    return sorted([*changes, *added], key=lambda change: (change.span.start, change.span.end))


def empty(draft: CleanedDraft) -> list[LineChange]:
    """Sections with nothing in them, nor in those below; where teams were named they are not empty."""
    meeting = draft.meeting
    silent = draft.silent
    naming = {
        section.parent
        for index, section in enumerate(meeting.sections)
        if section.kind is SectionKind.TEAM and index in silent
    }
    for index in range(len(meeting.sections) - 1, -1, -1):
        if index in naming:
            naming.add(meeting.sections[index].parent)
    return [
        LineChange(section.span, (), "the section is empty")
        for index, section in enumerate(meeting.sections)
        if index in silent
        and index not in naming
        and section.level
        and section.kind is not SectionKind.TITLE
        and section.kind is not SectionKind.TEAM
    ]


def front(draft: CleanedDraft) -> list[LineChange]:
    """The date under the title, where the text is silent."""
    meeting = draft.meeting
    title = _title(meeting)
    if meeting.date is None or title is None or _says_its_date(draft, title):
        return []
    line = f"Date: {meeting.date.isoformat()}"
    at = title.heading.end
    return [LineChange(Span(at, at), ("", line, ""), "the date is taken from the file's name")]


def front_end(meeting: Meeting) -> int:
    """The line before which title, date and attendees end, and the summary goes."""
    for index, section in enumerate(meeting.sections):
        above = meeting.sections[section.parent].kind if section.parent is not None else SectionKind.TITLE
        if section.kind not in _FRONT and (above in _FRONT[:2] or index == 0):
            return section.heading.start
    return len(meeting.source.lines)


def summary_line(draft: CleanedDraft) -> int | None:
    """The line before which the summary goes; None where anything would be part of what stands there.

    In an outline it would be an item of a list: there it goes to the end.
    """
    at = front_end(draft.meeting)
    if at < len(draft.lines) and _FLUSH.match(draft.lines[at]) is not None:
        return at
    if not _ends_in_fence(draft):
        return _text_end(draft)
    first = next(iter(draft.meeting.sections), None)
    return first.heading.start if first is not None and first.level else None


def _ends_in_fence(draft: CleanedDraft) -> bool:
    """True where a fence is never closed."""
    last = next((section for section in reversed(draft.meeting.sections) if not section.blank), None)
    if last is None or last.items[-1].kind is not ItemKind.CODE:
        return False
    code = last.items[-1].own
    opening = draft.lines[code.start].lstrip(" \t>-*+.)0123456789")[:3]
    closing = draft.lines[_text_end(draft) - 1].strip(" \t>")
    closed = len(code) > 1 and len(closing) > len(opening) - 1 and set(closing) == set(opening)
    return opening in ("```", "~~~") and not closed


def _text_end(draft: CleanedDraft) -> int:
    end = len(draft.lines)
    while end and not draft.lines[end - 1].strip():
        end -= 1
    return end


def attendees_first(draft: CleanedDraft) -> Done:
    """The attendees before all other sections; of a file of several meetings each has its own."""
    meeting = draft.meeting
    title, to = _title(meeting), front_end(meeting)
    found = [section for section in meeting.sections if section.kind is SectionKind.ATTENDEES]
    for section in found if len(found) == 1 else ():
        if title is None or section.span.start <= to or section.empty:
            continue
        follows = meeting.section_at(to)
        if follows is None or meeting.sections[follows].level > section.level:
            continue
        span = Span(section.span.start, section.end)
        after = draft.moved(span, to)
        if sorted(_said(after)) == sorted(_said(draft)):
            change = LineChange(span, (), "the attendees are moved to the front")
            return after, [draft.touch("front", change)]
    return draft, []


def _kept_around(meeting: Meeting, index: int, gone: frozenset[int]) -> int:
    """The section around one that stays; -1 where there is none."""
    parent = meeting.sections[index].parent
    while parent is not None and parent in gone:
        parent = meeting.sections[parent].parent
    return -1 if parent is None else parent


def _heading_text(draft: CleanedDraft, section: Section) -> str:
    """A heading's Markdown in one line, without its marks."""
    lines = [line.strip() for line in draft.lines[section.heading.start : section.heading.end]]
    if len(lines) > 1:
        return " ".join(lines[:-1])
    return lines[0].lstrip("#").strip().rstrip("#").rstrip() if lines[0].startswith("#") else section.title


def _no_report(names: Sequence[str]) -> tuple[str, ...]:
    return (f"{NO_REPORT} {'; '.join(names)}.",)


def _line_under(draft: CleanedDraft, place: int, names: Sequence[str]) -> LineChange:
    """The line at the end of a section's own body."""
    body = draft.meeting.sections[place].body
    at = body.end
    while at > body.start and not draft.lines[at - 1].strip():
        at -= 1
    count = len(names)
    why = f"{count} team{'s' if count != 1 else ''} without a report in one line"
    return LineChange(Span(at, at), ("", *_no_report(names), ""), why)


def _said(draft: CleanedDraft, without: Sequence[Span] = ()) -> Words:
    """What a draft says; where bodies hang together, as their blocks say it."""
    return lines_said(draft, without) if is_cut(draft.meeting) else words(draft, without)


def only_the_line(before: CleanedDraft, after: CleanedDraft, changes: Sequence[LineChange]) -> bool:
    """The check for lines taken away and paragraphs added: the rest is as before, in its order."""
    gone = [change.span for change in changes if len(change.span)]
    added = Counter(" ".join(line.split()) for change in changes for line in change.lines if line)
    said = _said if is_cut(before.meeting) and is_cut(after.meeting) else words
    kept = []
    for level, text in said(after):
        if not level and added[text]:
            added[text] -= 1
        else:
            kept.append((level, text))
    return tuple(kept) == said(before, gone) and not added.total()


def unheaded(meeting: Meeting) -> tuple[str, str]:
    """Title and day of minutes that only say them in their front matter; empty where a heading says them."""
    if meeting.title is None or any(section.kind is SectionKind.TITLE for section in meeting.sections):
        return "", ""
    day = meeting.date.isoformat() if meeting.date is not None else ""
    return meeting.title, "" if day in meeting.title else day


def _title(meeting: Meeting) -> Section | None:
    return next((section for section in meeting.sections if section.kind is SectionKind.TITLE), None)


def _says_its_date(draft: CleanedDraft, title: Section) -> bool:
    """True where the title, the first heading under it, or a line before the first section says the day."""
    written = map(written_in, _first_lines(draft, title))
    return any(found is not None and draft.meeting.date in found.days for found in written)


def _first_lines(draft: CleanedDraft, title: Section) -> Iterator[str]:
    yield title.title
    below = (section for section in draft.meeting.sections if section.heading.start > title.heading.start)
    yield from (section.title for section in islice(below, 1))
    for section in draft.meeting.sections:
        if section.kind in _FRONT:
            yield from draft.lines[section.body.start : section.body.end][:20]
