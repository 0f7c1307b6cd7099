"""The Discussion section, made where there is none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from tui.minutes.model import Meeting, Section, SectionKind
from tui.minutes.noting.editing import Edit, EditError, check_writable, spliced
from tui.minutes.noting.fitting import reread
from tui.minutes.noting.placing import usual_marker
from tui.minutes.reading.find import discussion
from tui.minutes.reading.languages import language_of_meeting, written
from tui.minutes.reading.reader import read
from tui.minutes.reading.rolling import newest
from tui.minutes.text.source import Span

_BEFORE: Final = (
    SectionKind.AGENDA,
    SectionKind.ATTENDEES,
    SectionKind.ANNOUNCEMENTS,
    SectionKind.LIFECYCLE,
)
"""Sections that come before the discussion."""


def ensure_discussion(meeting: Meeting) -> Edit | None:
    """Add an empty Discussion section where a meeting has none; None where it has one.

    It stands after agenda, announcements and lifecycle activities and before the teams' reports, with a
    heading of their level. Raises EditError for a file whose encoding is only a guess.
    """
    if discussion(meeting) is not None:
        return None
    check_writable(meeting)
    lines = meeting.source.lines
    for at, level in _discussion_places(meeting):
        blank_before = at > 0 and bool(lines[at - 1].strip())
        name = written(language_of_meeting(meeting), "discussion")
        new = [*[""] * blank_before, f"{'#' * level} {name}", *[""] * (2 if at < len(lines) else 0)]
        around = meeting.section_at(max(0, at - 1)) or 0
        read = reread(meeting, around, Span(at, at), new)
        if read is not None and len(read.headings) == 1 and not read.blocks and not read.headings[0].depth:
            start = at + blank_before
            return spliced(meeting, Span(at, at), new, Span(start, start + 1), f"added a {name} section")
    raise EditError("No heading would be read here; end the code block or comment around it first.")


def into_discussion(meeting: Meeting, name: str, lines: Sequence[str]) -> Edit:
    """Write lines under an item with a name at the end of the Discussion, which is made where there is none.

    Raises EditError as `ensure_discussion`.
    """
    made = ensure_discussion(meeting)
    after = read(made.source) if made is not None else meeting
    section = after.sections[discussion(after) or 0]
    said = [n for n in range(section.body.start, section.body.end) if after.source.lines[n].strip()]
    at = said[-1] + 1 if said else min(section.body.start + 1, section.body.end)
    bullet = usual_marker(after)
    new = [
        f"{bullet} {name}:",
        *(f"{' ' * (len(bullet) + 1)}{line}" if line.strip() else "" for line in lines),
    ]
    while not new[-1]:
        new.pop()
    last = after.source.lines[said[-1]] if said else ""
    loose = bool(last) and not last.startswith((" ", "\t", *"-*+"))
    below = at < len(after.source.lines) and bool(after.source.lines[at].strip())
    block = ["" for _ in range(loose)] + new + ["" for _ in range(below)]
    source = after.source.splice(Span(at, at), block)
    written = Span(at + loose, at + loose + len(new))
    return Edit(meeting.source, source, written, f"wrote what was in {name} into {section.name}")


def _discussion_places(meeting: Meeting) -> Iterator[tuple[int, int]]:
    """The lines before which the section could go, best first, and its level there."""
    sections = meeting.sections
    outer = outer_sections(meeting)
    early = [n for n in outer if sections[n].kind in _BEFORE]
    team = next((n for n in range(len(sections)) if _is_report(meeting, n)), None)
    reports = _outermost(meeting, team) if team is not None else None
    if early and (reports is None or early[-1] < reports):
        yield sections[early[-1]].end, sections[early[-1]].level
    if reports is not None:
        yield sections[reports].span.start, sections[reports].level
    yield end_of_meeting(meeting), usual_level(meeting, outer)
    for n in outer[:1]:
        yield sections[n].span.start, sections[n].level


def outer_sections(meeting: Meeting) -> list[int]:
    """The indices of the sections directly in the meeting: below its title, or below the newest's date."""
    part = newest(meeting)
    if part is not None:
        return list(meeting.children.get(part, ()))
    return [n for n, section in enumerate(meeting.sections) if _is_outer(meeting, section)]


def end_of_meeting(meeting: Meeting) -> int:
    """The line before which the meeting ends: the file's end, or where an earlier meeting begins."""
    part = newest(meeting)
    return meeting.sections[part].end if part is not None else len(meeting.source.lines)


def _is_report(meeting: Meeting, index: int) -> bool:
    return meeting.sections[index].kind is SectionKind.TEAM and index not in meeting.earlier


def _is_outer(meeting: Meeting, section: Section) -> bool:
    """True for a section directly in the meeting: its parent is the title, nothing, or the newest date."""
    if not section.level or section.kind is SectionKind.TITLE:
        return False
    if meeting.earlier:
        return section.parent is not None and section.parent == newest(meeting)
    return section.parent is None or meeting.sections[section.parent].kind is SectionKind.TITLE


def _outermost(meeting: Meeting, index: int) -> int:
    """The section around a section that stands directly in the document."""
    section = meeting.sections[index]
    while section.parent is not None and not _is_outer(meeting, section):
        index = section.parent
        section = meeting.sections[index]
    return index


def usual_level(meeting: Meeting, outer: list[int]) -> int:
    """The level of most sections directly in the meeting; without any, one below the title."""
    levels = Counter(meeting.sections[n].level for n in outer)
    if levels:
        return levels.most_common(1)[0][0]
    part = newest(meeting)
    if part is not None:
        return min(6, meeting.sections[part].level + 1)
    return min(6, max((section.level + 1 for section in meeting.sections if section.level), default=2))
