"""Rules that look at sections: agenda, teams, leads, names, levels, dates, and the meeting before."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from tui.minutes.check.findings import Finding
from tui.minutes.model import Item, ItemKind, Meeting, Section, SectionKind
from tui.minutes.noting.owners import folded
from tui.minutes.reading.agenda import Names, entries
from tui.minutes.reading.conventions import GENERIC
from tui.minutes.reading.headings import phrase_of
from tui.minutes.reading.placeholders import says_nothing
from tui.minutes.text.dates import date_in

_UNLISTED: Final = (
    SectionKind.TITLE,
    SectionKind.AGENDA,
    SectionKind.ATTENDEES,
    SectionKind.DISCUSSION,
    SectionKind.ACTIONS,
    SectionKind.DECISIONS,
    SectionKind.TEAM,
)
"""Sections that no agenda lists: what every meeting has, and what stands under an entry for them all."""

_STANDING: Final = re.compile(
    r"(?:next|last|previous|upcoming) (?:call|meeting)s?|review of .*|zoom .*|dial.?in.*"
)
"""Headings of what every meeting has, with or without an agenda; the generic ones are listed elsewhere."""

_TOP: Final = 12  # lines in which a meeting says its own date
_LONG: Final = 200  # characters from which such a line is prose
_ANOTHER: Final = re.compile(r"\b(?:previous|last|before|prior|since|approv|minutes of)|\]\(", re.IGNORECASE)

_SHORTEST: Final = 20
"""Characters of a report from which it is no chance that the one before says the same."""

_GONE: Final = ("retired", "archived", "attic", "terminated", "inactive")


def agenda(meeting: Meeting) -> Iterator[Finding]:
    """M204, M205. Only where the sections follow the agenda: half of its entries are there at least."""
    for section in meeting.sections:
        if section.kind is not SectionKind.AGENDA:
            continue
        listed = entries(meeting, section)
        top = [entry for entry in listed if entry.item.depth == 0]
        if not top or 2 * sum(entry.found for entry in top) < len(top):
            continue
        for entry in top:
            if not entry.found:
                yield Finding(entry.item.own.start, "M205", f"on the agenda, without a section: {entry.text}")
        names = Names(entry.text for entry in listed)
        for other in meeting.sections:
            beside = other.level == section.level and other.parent == section.parent
            if not beside or other.kind in _UNLISTED or _is_standing(other):
                continue
            if other.name not in names and other.title not in names:
                yield Finding(other.heading.start, "M204", f"not on the agenda: {other.name}")


def _is_standing(section: Section) -> bool:
    phrase = phrase_of(section.name)
    return phrase in GENERIC or _STANDING.fullmatch(phrase) is not None


def teams(meeting: Meeting) -> Iterator[Finding]:
    """M202, M206. A lead is missed only where half of the teams have one.

    A part of a team that has no lead of its own is its team's business.
    """
    found = [n for n, section in enumerate(meeting.sections) if section.kind is SectionKind.TEAM]
    around = {n: _team_around(meeting, n) for n in found}
    units = [n for n in found if meeting.sections[n].owners or around[n] is None]
    containers = {around[n] for n in units}
    units = [n for n in units if n not in containers]
    led = sum(bool(meeting.sections[n].owners) for n in units)
    for index in units:
        section = meeting.sections[index]
        parts = [meeting.sections[n] for n in meeting.subtree(index)]
        if not any(part.items and not all(map(_is_silent, part.items)) for part in parts):
            yield Finding(section.heading.start, "M202", f"no report: {section.name}")
        if not section.owners and 2 * led >= len(units) and section.status not in _GONE:
            yield Finding(section.heading.start, "M206", f"no lead: {section.name}")


def names(meeting: Meeting) -> Iterator[Finding]:
    """M208, M209."""
    seen: dict[tuple[int | None, str], int] = {}
    skipped: set[int] = set()
    for section in meeting.sections:
        if not section.level:
            continue
        place = (section.parent, folded(section.name))
        if place[1] and (first := seen.setdefault(place, section.heading.start)) != section.heading.start:
            message = f"“{section.name}” is there already, on line {first + 1}"
            yield Finding(section.heading.start, "M208", message)
        if section.parent is None or section.parent in skipped:
            continue
        above = meeting.sections[section.parent].level
        if section.level > above + 1:
            skipped.add(section.parent)
            message = f"level {section.level} follows level {above}: “{section.name}”"
            yield Finding(section.heading.start, "M209", message)


def dates(meeting: Meeting, path: Path) -> Iterator[Finding]:
    """M401."""
    title = next((s for s in meeting.sections if s.kind is SectionKind.TITLE), None)
    named, said = date_in(path.stem), date_in(title.title) if title is not None else None
    if title is not None and named is not None and said is not None and named != said:
        message = f"the title says {said.isoformat()}, the file's name {named.isoformat()}"
        yield Finding(title.heading.start, "M401", message)


def against(meeting: Meeting, before: Meeting, name: str) -> Iterator[Finding]:
    """M203, M207, M404: compared with the meeting before, whose file has a name."""
    yield from _old_dates(meeting, before, name)
    earlier = {team_key(section): section for section in before.sections if section.kind is SectionKind.TEAM}
    for section in meeting.sections:
        old = earlier.get(team_key(section)) if section.kind is SectionKind.TEAM else None
        if old is None:
            continue
        report = _report(section)
        if not section.empty and len(report) >= _SHORTEST and report == _report(old):
            yield Finding(section.heading.start, "M203", f"the report is that of {name}: {section.name}")
        if section.owners and old.owners and not same_people(section.owners, old.owners):
            now, then = ", ".join(section.owners), ", ".join(old.owners)
            message = f"the lead of {section.name} is {now}, in {name} {then}"
            yield Finding(section.heading.start, "M207", message)


def _old_dates(meeting: Meeting, before: Meeting, name: str) -> Iterator[Finding]:
    """M404: a file made of the one before, in which a line at the top was left as it was."""
    if before.date is None or meeting.date == before.date:
        return
    seen = 0
    for number, line in enumerate(meeting.source.lines):
        seen += not line.isspace()
        if seen > _TOP:
            return
        if len(line) < _LONG and date_in(line) == before.date and not _ANOTHER.search(line):
            yield Finding(number, "M404", f"says {before.date.isoformat()}, the date of {name}")


def team_key(section: Section) -> str:
    """A team's name for comparing files."""
    return folded(section.name)


def _report(section: Section) -> str:
    return "\n".join(" ".join(item.text.split()) for item in section.items if not says_nothing(item))


def _is_silent(item: Item) -> bool:
    """True for what is not even a placeholder, which has a rule of its own."""
    return item.kind in (ItemKind.RULE, ItemKind.HTML)


def _team_around(meeting: Meeting, index: int) -> int | None:
    """The team that a team is a part of."""
    parent = meeting.sections[index].parent
    inside = parent is not None and meeting.sections[parent].kind is SectionKind.TEAM
    return parent if inside else None


def same_people(one: Sequence[str], other: Sequence[str]) -> bool:
    """True where nobody of the fewer is missing among the others; a first name is enough."""
    fewer, more = sorted(([folded(name) for name in each] for each in (one, other)), key=len)
    return all(any(_same_person(name, known) for known in more) for name in fewer) and len(fewer) == len(more)


def _same_person(one: str, other: str) -> bool:
    return one == other or set(one.split()) <= set(other.split()) or set(other.split()) <= set(one.split())
