"""A meeting's text without what only that meeting said: what is left is how the next one begins.

What people report, announce, discuss, decide and promise goes, and so do the names of those who were there,
the times at which it was held and its notes. Headings stay. Of everything else stay the lines that stood
there in the meeting before as well, numbers aside. A placeholder (`[add updates here]`) stays where it waits
to be filled.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from tui.minutes.model import Item, ItemKind, Meeting, Person, Section, SectionKind
from tui.minutes.reading.agenda import Names
from tui.minutes.reading.attendees import RollGroup, calls, roll
from tui.minutes.reading.placeholders import is_left
from tui.minutes.reading.roll_labels import Label
from tui.minutes.series.sections import Key, keys_of, shape_of_line
from tui.minutes.text.dates import date_in
from tui.minutes.text.inline import visible

SAID: Final = frozenset(
    {
        SectionKind.TEAM,
        SectionKind.ANNOUNCEMENTS,
        SectionKind.LIFECYCLE,
        SectionKind.DISCUSSION,
        SectionKind.ACTIONS,
        SectionKind.DECISIONS,
    }
)
"""Sections whose text is what people say in one meeting, with all below them."""

_TAKING_TURNS: Final = re.compile(
    r"(?P<head>[ \t>]*(?:[-*+][ \t]+)?[*_]*(?:(?:today.?s |meeting )?(?:scribes?|note[- ]?takers?"
    r"|minute[- ]?takers?|minutes (?:by|taken by)|recorder|timekeeper|facilitators?|moderators?))"
    r"[*_]*[ \t]*:[*_]*)[ \t]*\S.*",
    re.IGNORECASE,
)
_LABELLED: Final = re.compile(
    r"[ \t>]*(?:[-*+][ \t]+)?[*_]*[^\W\d_][^:*_`\[\]()]{0,30}?(?:[*_]*[ \t]*:[*_]*)(?=\s)"
)
_HELD: Final = re.compile(r"[ \t>]*(?:[-*+][ \t]+)?[*_]*held[*_]*[ \t]*:[*_]*[ \t]*\S.*", re.IGNORECASE)
_TOP: Final = 12  # lines in which a meeting says its date
_SHORT: Final = 100  # characters of such a line
_ROW: Final = 40  # lines of a table's row in HTML, at most
_FEW_WORDS: Final = 3
_PLACEHOLDER_SHARE: Final = 3
"""Teams under which one line stands, in each of two files, that nobody reported, then."""


@dataclass(frozen=True, slots=True)
class SectionBlock:
    """A section as the next file has it: its key, its heading's lines and those under it, with their ends."""

    key: Key
    section: Section
    heading: tuple[str, ...]
    body: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StandingLines:
    """What stood in the meeting before, section by section: the shapes of its lines."""

    lines: dict[Key, frozenset[str]]
    alone: bool = False

    @classmethod
    def unknown(cls, meeting: Meeting) -> StandingLines:
        """What is believed of a committee's only meeting: its main headings stood there, no line did."""
        top = min((s.level for s in meeting.sections if s.level), default=1)
        keys = keys_of(meeting)
        main = (
            key
            for key, s in zip(keys, meeting.sections, strict=True)
            if s.level <= top + 1 and len(s.name.split()) <= _FEW_WORDS
        )
        return cls(dict.fromkeys(main, frozenset()), alone=True)

    @classmethod
    def of(cls, meeting: Meeting) -> StandingLines:
        """The lines of a meeting."""
        lines: dict[Key, set[str]] = {}
        for key, section in zip(keys_of(meeting), meeting.sections, strict=True):
            body = meeting.source.lines[section.body.start : section.body.end]
            lines.setdefault(key, set()).update(map(shape_of_line, body))
        return cls({key: frozenset(shapes) for key, shapes in lines.items()})

    def has(self, key: Key) -> bool:
        """True where a section stood there."""
        return key in self.lines

    def holds(self, key: Key, line: str) -> bool:
        """True where a line stood in that section."""
        return shape_of_line(line) in self.lines.get(key, ())


def blocks_of(
    meeting: Meeting,
    standing: StandingLines | None,
    placeholders: Collection[str],
    *,
    began: bool = False,
    people: Iterable[Person] = (),
) -> list[SectionBlock]:
    """The sections of the next meeting's file, made from a meeting's text.

    `standing` is the meeting before; None where the text is a beginning, in which all but reports and names
    is meant for the next meeting, too. In a text that `began` so, headings are never one meeting's own.
    `people` were there: their names do not travel.
    """
    keys = keys_of(meeting)
    said = _said(meeting)
    gone = _of_this_meeting(meeting, people)
    kept: list[int] = []
    dropped: set[int] = set()
    for index, section in enumerate(meeting.sections):
        if section.parent in dropped or (not began and _is_own(meeting, index, keys[index], standing, said)):
            dropped.add(index)
        else:
            kept.append(index)
    left = _Left(meeting, standing, placeholders, gone, _names(meeting, kept))
    return [
        SectionBlock(
            keys[index],
            section,
            meeting.source.lines[section.heading.start : section.heading.end],
            tuple(left.of(section, keys[index], said=index in said)),
        )
        for index in kept
        for section in (meeting.sections[index],)
    ]


def _names(meeting: Meeting, kept: Iterable[int]) -> Names:
    """The names of sections that an agenda can list."""
    sections = (meeting.sections[index] for index in kept)
    unlisted = (SectionKind.TITLE, SectionKind.AGENDA, SectionKind.PREAMBLE)
    return Names(section.name for section in sections if section.kind not in unlisted)


def whole_blocks_of(meeting: Meeting) -> list[SectionBlock]:
    """A template's sections, as they are."""
    lines = meeting.source.lines
    return [
        SectionBlock(
            key,
            section,
            lines[section.heading.start : section.heading.end],
            lines[section.body.start : section.body.end],
        )
        for key, section in zip(keys_of(meeting), meeting.sections, strict=True)
    ]


def placeholders_of(meetings: Iterable[Meeting], template: Meeting | None = None) -> frozenset[str]:
    """Lines that are no report: a template's under its teams, and one under three teams in two files."""
    found: set[str] = set()
    if template is not None:
        found.update(line for _, line in _team_lines(template))
    often: Counter[str] = Counter()
    for meeting in meetings:
        teams: dict[str, set[int]] = {}
        for index, line in _team_lines(meeting):
            teams.setdefault(line, set()).add(index)
        often.update(line for line, under in teams.items() if len(under) >= _PLACEHOLDER_SHARE)
    return frozenset(found | {line for line, times in often.items() if times >= 2 and _could_wait(line)})


def is_filled(meeting: Meeting, standing: StandingLines | None, placeholders: Collection[str]) -> bool:
    """True for a first version that was written after the meeting, or in it: no beginning, then."""
    teams = reported = own = shared = 0
    for key, section in zip(keys_of(meeting), meeting.sections, strict=True):
        body = [line for line in meeting.source.lines[section.body.start : section.body.end] if line.strip()]
        if section.kind is SectionKind.TEAM:
            teams += 1
            reported += any(not _waits(line, placeholders) for line in body) and not section.empty
        elif section.kind not in (SectionKind.AGENDA, SectionKind.ATTENDEES) and standing is not None:
            held = sum(standing.holds(key, line) for line in body)
            shared += held
            own += len(body) - held
    return reported * 5 > teams if teams >= 3 else own >= 12 and own > shared


def _said(meeting: Meeting) -> set[int]:
    """The sections of what people say, and all below them."""
    found: set[int] = set()
    for index, section in enumerate(meeting.sections):
        if section.kind in SAID or (section.parent is not None and section.parent in found):
            found.add(index)
    return found


def _is_own(meeting: Meeting, index: int, key: Key, standing: StandingLines | None, said: set[int]) -> bool:
    """True for a heading that is one meeting's business: a topic, a part of a report."""
    section = meeting.sections[index]
    if not section.level or section.kind in (
        *SAID,
        SectionKind.TITLE,
        SectionKind.ATTENDEES,
        SectionKind.AGENDA,
    ):
        return False
    if standing is None or standing.has(key):
        return False
    return index in said or not any(
        meeting.sections[n].kind is SectionKind.TEAM for n in meeting.subtree(index)
    )


@dataclass(frozen=True, slots=True)
class _Gone:
    """The lines of a meeting that never travel, and those of which only the start does."""

    lines: frozenset[int]
    cut: dict[int, str]


def _of_this_meeting(meeting: Meeting, people: Iterable[Person]) -> _Gone:
    lines: set[int] = set()
    cut: dict[int, str] = {}
    text = meeting.source.lines
    called = [person.name for person in (*people, *meeting.attendees) if " " in person.name]
    names = re.compile("|".join(map(re.escape, called))) if called else None
    listed = _only_listed(meeting)
    for group in roll(meeting.sections, calls(meeting.sections)):
        _take_names(meeting, group, lines, cut)
    for section in meeting.sections:
        for item, _ in section.notes():
            lines.update(range(item.own.start, item.own.end))
    for number, line in enumerate(text):
        if _HELD.fullmatch(line.rstrip()):
            lines.add(number)
        elif found := _TAKING_TURNS.fullmatch(line.rstrip()):
            cut[number] = found["head"]
        elif names is not None and number not in listed and number not in cut and names.search(line):
            label = _LABELLED.match(line)
            if label is not None and not names.search(label.group()):
                cut[number] = label.group()
            else:
                lines.update(_row_around(text, number))
    return _Gone(frozenset(lines), cut)


def _row_around(text: Sequence[str], number: int) -> range:
    """A line, with all of the row of an HTML table that it is in."""
    start, end = number, number + 1
    while start > max(0, number - _ROW) and "<tr" not in text[start] and "</tr" not in text[start - 1]:
        start -= 1
    if "<tr" not in text[start]:
        return range(number, number + 1)
    while end < min(len(text), number + _ROW) and "</tr" not in text[end - 1]:
        end += 1
    return range(start, end)


def _only_listed(meeting: Meeting) -> set[int]:
    """The lines of a roll on which somebody stands of whom nothing is said: those who may come."""
    return {
        line
        for group in roll(meeting.sections, calls(meeting.sections))
        for mention in group.mentions
        if mention.standing is None
        for item in (meeting.sections[group.section].items[mention.item],)
        for line in range(item.own.start, item.own.end)
    }


def _take_names(meeting: Meeting, group: RollGroup, lines: set[int], cut: dict[int, str]) -> None:
    """The lines of a group's names; a label before them stays, and so does a table's head."""
    section = meeting.sections[group.section]
    for mention in group.mentions:
        if mention.standing is None:
            continue
        item = section.items[mention.item]
        if item.kind is ItemKind.TABLE:
            name = mention.person.name or mention.person.handle
            rows = range(item.own.start + 2, item.own.end)
            lines.update(row for row in rows if name in meeting.source.lines[row])
        else:
            lines.update(range(item.own.start, item.own.end))
            if group.label is not None and group.label.item == mention.item:
                _keep_label(meeting, item, group.label, lines, cut)


def _keep_label(meeting: Meeting, item: Item, label: Label, lines: set[int], cut: dict[int, str]) -> None:
    line = meeting.source.lines[item.own.start]
    at = line.find(label.words)
    end = line.find(":", at + len(label.words)) if at >= 0 else -1
    if end >= 0:
        while line[end + 1 : end + 2] in ("*", "_"):
            end += 1
        lines.discard(item.own.start)
        cut[item.own.start] = line[: end + 1]


@dataclass(frozen=True, slots=True)
class _Left:
    """What stays of the lines under the headings of a meeting."""

    meeting: Meeting
    standing: StandingLines | None
    placeholders: Collection[str]
    gone: _Gone
    names: Names

    def of(self, section: Section, key: Key, *, said: bool) -> Iterator[str]:
        """The lines that stay under a heading; where something went, blank ones are folded."""
        blank = went = False
        lines = list(self._said(section) if said else self._other(section, key))
        for line in _whole_rows(lines, self.meeting.source.lines[section.body.start : section.body.end]):
            if line is None:
                went = True
            elif line.isspace():
                if not (blank and went):
                    yield line
                blank = True
            else:
                yield line
                blank = went = False

    def _said(self, section: Section) -> Iterator[str | None]:
        """Lines of a report: what waits to be filled in, and None for what goes."""
        waiting = {
            number
            for item in section.items
            if is_left(item) and any(map(str.isalnum, item.text))
            for number in range(item.own.start, item.own.end)
        }
        for number in range(section.body.start, section.body.end):
            line = self.meeting.source.lines[number]
            stays = line.isspace() or number in waiting or _waits(line, self.placeholders)
            yield line if stays and number not in self.gone.lines else None

    def _other(self, section: Section, key: Key) -> Iterator[str | None]:
        """All other lines: those that stood there, and None for what goes.

        An agenda's entry stays with the section that it names.
        """
        listed: set[int] = set()
        if section.kind is SectionKind.AGENDA:
            listed = {item.own.start for item in section.items if visible(item.text) in self.names}
        for number in range(section.body.start, section.body.end):
            line = self.meeting.source.lines[number]
            if number in self.gone.cut:
                yield self.gone.cut[number] + line[len(line.rstrip("\r\n")) :]
            elif number in self.gone.lines:
                yield None
            else:
                held = line.isspace() or self.standing is None or self.standing.holds(key, line)
                yield line if held or number in listed or self._dates(line, number) else None

    def _dates(self, line: str, number: int) -> bool:
        """True for the line near the top that says the date of a committee's only meeting."""
        day = self.meeting.date
        alone = self.standing is not None and self.standing.alone
        return alone and number < _TOP and day is not None and len(line) <= _SHORT and date_in(line) == day


def _whole_rows(kept: list[str | None], lines: Sequence[str]) -> list[str | None]:
    """What is kept, without the rest of a row of an HTML table of which a line goes."""
    first = len(lines)
    for number, line in enumerate(lines):
        if "<tr" in line:
            first = number
        if "</tr" in line and None in kept[first : number + 1]:
            kept[first : number + 1] = [None] * (number + 1 - first)
    return kept


def _team_lines(meeting: Meeting) -> Iterator[tuple[int, str]]:
    for index, section in enumerate(meeting.sections):
        if section.kind is SectionKind.TEAM:
            for line in meeting.source.lines[section.body.start : section.body.end]:
                if shape := shape_of_line(line):
                    yield index, shape


def _waits(line: str, placeholders: Collection[str]) -> bool:
    return shape_of_line(line) in placeholders


_WAITING: Final = re.compile(
    r"[<\[({_*]|\b(?:add|here|tbd|todo|tba|update|updates)\b|…|\.\.\.|^\W*$", re.IGNORECASE
)


def _could_wait(line: str) -> bool:
    """True for a line that asks for a report; `No changes` under three teams is what three people said."""
    return _WAITING.search(line) is not None
