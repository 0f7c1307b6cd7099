"""Entries of an agenda and the sections their minutes go to, made where there is none yet."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Final

from tui.minutes.model import Meeting, Section, SectionKind
from tui.minutes.noting.editing import Edit, EditError, check_writable, spliced
from tui.minutes.noting.fitting import reread
from tui.minutes.noting.placing import Position
from tui.minutes.reading.list_marks import numbers
from tui.minutes.reading.reader import read
from tui.minutes.reading.topics import Candidate, EntryNames, candidates, standing_for
from tui.minutes.text.source import Span

_NUMBERED: Final = re.compile(r"\d{1,4}([.)])[ \t]")


def entry_at(meeting: Meeting, place: Position) -> str:
    """The name of the agenda's entry at a place; empty for what is none."""
    entry = _entry(meeting, place)
    return entry.reading.name if entry is not None else ""


def has_section(meeting: Meeting, place: Position) -> bool:
    """Whether the minutes of the agenda's entry at a place go to a section, be it there already or not.

    They stand under the entry where some do so already, there or, in more cases than others have a section,
    under others of that agenda. False for what is no entry, too.
    """
    entry = _entry(meeting, place)
    if entry is None or entry.answered:
        return False
    section = meeting.sections[place.section]
    nested = Counter(_has_minutes(section, each) for each in candidates(section))[True]
    return not nested or nested < sum(1 for _ in _with_sections(meeting, section, EntryNames(meeting)))


def ensure_section(meeting: Meeting, place: Position, *, room: bool = False) -> tuple[Edit | None, int]:
    """The section of an entry: what makes it, if it has to be made, and its number then.

    With `room` below its heading for a line, where the file leaves some.

    It stands in the agenda's order, beside those of other entries and with a heading like theirs; without
    any, behind the agenda. Raises EditError where no heading would be read as meant, and for no entry.
    """
    check_writable(meeting)
    entry, names = _entry(meeting, place), EntryNames(meeting)
    if entry is None:
        raise EditError("The entry of the agenda that this was meant for is gone.")
    known = [number for number in names.section_of(entry.reading.name) if number not in meeting.earlier]
    if known:
        return None, known[0]
    agenda, lines = meeting.sections[place.section], meeting.source.lines
    for at, like in _places(meeting, agenda, entry, names):
        blank_before = at > 0 and bool(lines[at - 1].strip())
        title = _number(agenda, entry, like) + entry.reading.name
        airy = room and like.body.start < len(lines) and not lines[like.body.start].strip()
        blanks_after = 1 + airy if at < len(lines) else 0
        new = [*[""] * blank_before, f"{'#' * like.level} {title}", *[""] * blanks_after]
        found = reread(meeting, meeting.section_at(max(0, at - 1)) or 0, Span(at, at), new)
        if found is None or len(found.headings) != 1 or found.blocks or found.headings[0].depth:
            continue
        start = at + blank_before
        said = f"made a section for {entry.reading.name}"
        edit = spliced(meeting, Span(at, at), new, Span(start, start + 1), said)
        after = read(edit.source)
        number = after.section_at(start)
        if number is not None and number in EntryNames(after).section_of(entry.reading.name):
            return edit, number
    raise EditError("No heading would be read as this entry; write its section with the editor.")


def at_entry(meeting: Meeting, place: Position, write: Callable[[Meeting, Position], Edit]) -> Edit:
    """What `write` makes at a place; for an entry whose minutes go to a section, in that section.

    Section and line are one change. Raises EditError as `ensure_section` and `write`.
    """
    if not has_section(meeting, place):
        return write(meeting, place)
    made, number = ensure_section(meeting, place, room=True)
    if made is None:
        return write(meeting, Position(number))
    edit = write(read(made.source), Position(number))
    return Edit(meeting.source, edit.source, edit.span, f"{edit.said}, a new section")


def _entry(meeting: Meeting, place: Position) -> Candidate | None:
    """The agenda's entry at a place."""
    if place.item is None or not meeting.sections or place.section in meeting.earlier:
        return None
    section = meeting.sections[place.section]
    if section.kind is not SectionKind.AGENDA:
        return None
    return next((each for each in candidates(section) if each.number == place.item), None)


def _has_minutes(section: Section, entry: Candidate) -> bool:
    """Whether something stands under an entry that is no entry itself."""
    return entry.nested > sum(
        1 for each in candidates(section) if entry.number < each.number <= entry.number + entry.nested
    )


def _with_sections(meeting: Meeting, agenda: Section, names: EntryNames) -> Iterator[tuple[int, Section]]:
    """The entries of an agenda that have a section, and that section."""
    for entry, number in standing_for(candidates(agenda), names, {*meeting.earlier}):
        yield entry.number, meeting.sections[number]


def _places(
    meeting: Meeting, agenda: Section, entry: Candidate, names: EntryNames
) -> Iterator[tuple[int, Section]]:
    """The lines before which a section for an entry can stand, best first, and one that it is to be like."""
    known = list(_with_sections(meeting, agenda, names))
    above = [section for number, section in known if number < entry.number]
    below = [section for number, section in known if number > entry.number]
    if above:
        yield above[-1].end, above[-1]
    if below:
        yield below[0].span.start, below[0]
    yield agenda.end, agenda


def _number(agenda: Section, entry: Candidate, like: Section) -> str:
    """What stands before the name where the heading beside it has the agenda's number: `2. `."""
    match = _NUMBERED.match(like.title)
    if match is None or like is agenda:
        return ""
    marker = numbers(agenda.items).get(entry.number)
    return f"{marker[:-1]}{match[1]} " if marker is not None and not agenda.items[entry.number].depth else ""
