"""The rules of cleaning for whole sections: agenda, teams without a report, empty ones, the front."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from tui.minutes.export.draft import Change, Draft, Touch, applied, same_rest, words
from tui.minutes.export.rules import Done
from tui.minutes.model import Meeting, Section, SectionKind
from tui.minutes.reading.agenda import repeated
from tui.minutes.text.dates import date_in
from tui.minutes.text.source import Span

NO_REPORT: Final = "No report:"
"""What the line of teams without a report begins with."""

_FRONT: Final = (SectionKind.PREAMBLE, SectionKind.TITLE, SectionKind.ATTENDEES)


def agenda(draft: Draft) -> Done:
    """The entries of the agenda that the headings of other sections say word for word."""
    meeting = draft.meeting
    silent = _silent(meeting)
    changes = []
    for index, section in enumerate(meeting.sections):
        entries = repeated(meeting, section, silent)
        if entries and len(entries) == len(section.items):
            span = section.body if meeting.children.get(index) else section.span
            changes.append(Change(span, (), "the agenda's list is left out: its entries are sections"))
            continue
        reached = 0
        for item in entries:
            if item.span.start >= reached:
                changes.append(Change(item.span, (), "an entry of the agenda is left out: it is a section"))
                reached = item.span.end
    return applied(draft, "agenda", changes, same_rest)


def teams(draft: Draft) -> Done:
    """Teams without a report, in one line under the heading around them."""
    meeting = draft.meeting
    silent = _silent(meeting)
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
        Change(meeting.sections[index].span, (), "the team has no report, and is named in one line")
        for index in gone
    ]
    added = [_line_under(draft, place, names) for place, names in lines.items() if place >= 0]
    if -1 in lines and gone:
        first = changes[0]
        changes[0] = Change(first.span, (*_no_report(lines[-1]), ""), first.why)
    made = sorted([*changes, *added], key=lambda change: (change.span.start, change.span.end))
    return applied(draft, "teams", made, _only_the_line)


def empty(draft: Draft) -> Done:
    """Sections with nothing in them, nor in those below."""
    meeting = draft.meeting
    silent = _silent(meeting)
    changes = [
        Change(section.span, (), "the section is empty")
        for index, section in enumerate(meeting.sections)
        if index in silent
        and section.level
        and section.kind is not SectionKind.TITLE
        and section.kind is not SectionKind.TEAM
    ]
    return applied(draft, "empty", changes, same_rest)


def front(draft: Draft) -> Done:
    """Title, date and attendees first: the date is added where the text is silent, attendees are moved up."""
    touches: list[Touch] = []
    draft, moved = _attendees_first(draft)
    touches += moved
    meeting = draft.meeting
    title = _title(meeting)
    if meeting.date is None or title is None or _says_its_date(draft, title):
        return draft, touches
    line = f"Date: {meeting.date.isoformat()}"
    at = title.heading.end
    change = Change(Span(at, at), ("", line, ""), "the date is taken from the file's name")
    draft, added = applied(draft, "front", [change], _only_the_line)
    return draft, touches + added


def front_end(meeting: Meeting) -> int:
    """The line before which title, date and attendees end, and the summary goes."""
    for index, section in enumerate(meeting.sections):
        above = meeting.sections[section.parent].kind if section.parent is not None else SectionKind.TITLE
        if section.kind not in _FRONT and (above in _FRONT[:2] or index == 0):
            return section.heading.start
    return len(meeting.source.lines)


def _attendees_first(draft: Draft) -> Done:
    meeting = draft.meeting
    title, to = _title(meeting), front_end(meeting)
    for section in meeting.sections:
        if (
            section.kind is not SectionKind.ATTENDEES
            or title is None
            or section.span.start <= to
            or section.empty
        ):
            continue
        follows = meeting.section_at(to)
        if follows is None or meeting.sections[follows].level > section.level:
            continue
        span = Span(section.span.start, section.end)
        after = draft.moved(span, to)
        if sorted(words(after.meeting)) == sorted(words(meeting)):
            change = Change(span, (), "the attendees are moved to the front")
            return after, [draft.touch("front", change)]
    return draft, []


def _silent(meeting: Meeting) -> frozenset[int]:
    """The sections with nothing in them, nor in those below."""
    silent: set[int] = set()
    full: set[int | None] = set()
    for index in range(len(meeting.sections) - 1, -1, -1):
        section = meeting.sections[index]
        if section.empty and index not in full:
            silent.add(index)
        else:
            full.add(section.parent)
    return frozenset(silent)


def _kept_around(meeting: Meeting, index: int, gone: frozenset[int]) -> int:
    """The section around one that stays; -1 where there is none."""
    parent = meeting.sections[index].parent
    while parent is not None and parent in gone:
        parent = meeting.sections[parent].parent
    return -1 if parent is None else parent


def _heading_text(draft: Draft, section: Section) -> str:
    """A heading's Markdown in one line, without its marks."""
    lines = [line.strip() for line in draft.lines[section.heading.start : section.heading.end]]
    if len(lines) > 1:
        return " ".join(lines[:-1])
    return lines[0].lstrip("#").strip().rstrip("#").rstrip() if lines[0].startswith("#") else section.title


def _no_report(names: Sequence[str]) -> tuple[str, ...]:
    return (f"{NO_REPORT} {'; '.join(names)}.",)


def _line_under(draft: Draft, place: int, names: Sequence[str]) -> Change:
    """The line at the end of a section's own body."""
    body = draft.meeting.sections[place].body
    at = body.end
    while at > body.start and not draft.lines[at - 1].strip():
        at -= 1
    count = len(names)
    why = f"{count} team{'s' if count != 1 else ''} without a report in one line"
    return Change(Span(at, at), ("", *_no_report(names), ""), why)


def _only_the_line(before: Draft, after: Draft, changes: Sequence[Change]) -> bool:
    """The check for lines taken away and paragraphs added: the rest is as before, in its order."""
    gone = [change.span for change in changes if len(change.span)]
    added = {" ".join(line.split()) for change in changes for line in change.lines if line}
    found = words(after.meeting)
    kept = tuple(each for each in found if each[0] or each[1] not in added)
    return kept == words(before.meeting, gone) and len(kept) + len(added) == len(found)


def _title(meeting: Meeting) -> Section | None:
    return next((section for section in meeting.sections if section.kind is SectionKind.TITLE), None)


def _says_its_date(draft: Draft, title: Section) -> bool:
    """True where the title, or a line before the first section, says the day."""
    return any(date_in(line) == draft.meeting.date for line in _first_lines(draft, title))


def _first_lines(draft: Draft, title: Section) -> Iterator[str]:
    yield title.title
    for section in draft.meeting.sections:
        if section.kind in _FRONT:
            yield from draft.lines[section.body.start : section.body.end][:20]
