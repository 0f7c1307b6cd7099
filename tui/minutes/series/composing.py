"""The next meeting's text: an earlier one's beginning, with the headings of now and the new date."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Final

from tui.minutes.model import Meeting, Section, SectionKind
from tui.minutes.reading.reader import read
from tui.minutes.series.emptying import SectionBlock
from tui.minutes.series.folder import templates_in
from tui.minutes.series.meetings import LeftOut, read_source
from tui.minutes.series.redating import NO_HABITS, DateHabits, redate
from tui.minutes.series.sections import Key, keys_of, name_key, pairs_of, teams_in
from tui.minutes.text.source import split_lines

FIRST_LINES: Final = 12
"""Lines with text at the start of a file in which its date is written anew."""

_DATE_SLOT: Final = re.compile(
    r"(?P<iso>(?:YYYY|yyyy|20\d\d)(?P<cut>[-/.])(?:MM|mm)(?P=cut)(?:DD|dd))"
    r"|[<\[{]+\s*(?:date|meeting date)\s*[>\]}]+|"
    r"(?:XXXX|xxxx)-(?:XX|xx)-(?:XX|xx)|(?:MM|mm)(?P<us>[-/])(?:DD|dd)(?P=us)(?:YYYY|yyyy)",
)
_HASHES: Final = re.compile(r"( {0,3})#+")
_STRUCK: Final = re.compile(r"~~[^~\n]+~~[ \t]*(?=[^\s~])")
_CALLED_OFF: Final = re.compile(
    r"(?:(?<![ \t])[ \t]+[-–—|]+[ \t]+|[:,][ \t]+|(?<![ \t])[ \t]*\()(?P<mark>[*_]{0,3})"
    r"(?:no[ ](?:meeting|call|session|quorum)|(?:(?:this|the)[ ])?(?:(?:meeting|call|session)[ ])?"
    r"(?:(?:is|was|has[ ]been)[ ])?(?:cancell?ed|postponed|rescheduled|called[ ]off|skipped))\b",
    re.IGNORECASE,
)
_LINK: Final = re.compile(r"\[(?P<text>[^\[\]\n]*)\]\((?P<target>[^()\s]*)\)")


@dataclass(frozen=True, slots=True)
class HeadingChanges:
    """What the headings of the new file have that its source did not: for people, by name."""

    leads: tuple[str, ...] = ()
    new: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()


NO_CHANGES: Final = HeadingChanges()
"""The headings are those of the source."""


def with_headings_of(
    blocks: Sequence[SectionBlock], last: Meeting
) -> tuple[list[SectionBlock], HeadingChanges]:
    """The blocks with the teams, leads and states of the last meeting as it ended.

    A team that is new there comes under its parent, after the same neighbour; one that is gone there goes.
    """
    keys = keys_of(last)
    pairs = pairs_of([block.key for block in blocks], keys)
    now = {key: index for index, key in enumerate(keys)}
    kept: list[SectionBlock] = []
    leads, gone = [], []
    left_out: set[Key] = set()
    for block in blocks:
        index = now.get(pairs.get(block.key, block.key))
        if block.key[:-1] in left_out or (block.section.kind is SectionKind.TEAM and index is None):
            left_out.add(block.key)
            gone += [block.section.name] if block.section.kind is SectionKind.TEAM else []
        elif (
            index is not None
            and _is_led(last.sections[index])
            and _differs(block.section, last.sections[index])
        ):
            section = last.sections[index]
            kept.append(replace(block, heading=heading_of(last, section, block.section.level)))
            leads.append(section.name)
        else:
            kept.append(block)
    new = []
    known = {*pairs.values()}
    for index, (key, section) in enumerate(zip(keys, last.sections, strict=True)):
        if section.kind is SectionKind.TEAM and key not in known and _insert(kept, last, keys, index):
            new.append(section.name)
    return kept, HeadingChanges(tuple(leads), tuple(new), tuple(gone))


def _is_led(section: Section) -> bool:
    return section.kind is SectionKind.TEAM or bool(section.owners)


def _differs(old: Section, new: Section) -> bool:
    return (old.owners, old.status, old.name) != (new.owners, new.status, new.name)


def heading_of(meeting: Meeting, section: Section, level: int) -> tuple[str, ...]:
    """A heading's lines, on the level on which its section stands in the new file."""
    lines = meeting.source.lines[section.heading.start : section.heading.end]
    if level != section.level and (match := _HASHES.match(lines[0])):
        return (f"{match[1]}{'#' * level}{lines[0][match.end() :]}", *lines[1:])
    return lines


def _unstruck(heading: tuple[str, ...]) -> tuple[str, ...]:
    """A heading without a lead of former times, whom somebody struck out."""
    return tuple(_STRUCK.sub("", line) for line in heading)


def _insert(kept: list[SectionBlock], last: Meeting, keys: Sequence[Key], index: int) -> bool:
    """Put a team's heading in; False where its parent is not there."""
    section = last.sections[index]
    places = {block.key: at for at, block in reversed(list(enumerate(kept)))}
    parent = keys[section.parent] if section.parent is not None else ()
    if parent and parent not in places:
        return False
    siblings = [n for n in last.children.get(section.parent, ()) if n < index and keys[n] in places]
    neighbour = keys[siblings[-1]] if siblings else parent
    at = _behind(kept, places[neighbour], section, nested=not siblings) if neighbour in places else len(kept)
    teams = {key for key in teams_in(last) if len(key) == len(keys[index])}
    like = next((block for block in kept if block.key in teams), None)
    body = like.body if like is not None else ("\n",)
    if at and (above := kept[at - 1]).body and not above.body[-1].isspace():
        kept[at - 1] = replace(above, body=(*above.body, last.source.newline))
    kept.insert(at, SectionBlock(keys[index], section, heading_of(last, section, section.level), body))
    return True


def _behind(kept: Sequence[SectionBlock], at: int, section: Section, *, nested: bool) -> int:
    """Where a new section goes: behind its parent's own text, or behind a neighbour and all below it."""
    at += 1
    while not nested and at < len(kept) and kept[at].section.level > section.level:
        at += 1
    return at


def text_of(blocks: Sequence[SectionBlock], newline: str) -> str:
    """The blocks as one text; a heading stands under a blank line where its text had one."""
    lines: list[str] = []
    for block in blocks:
        for line in (*_unstruck(block.heading), *block.body):
            if lines and not lines[-1].endswith("\n"):
                lines[-1] += newline
            lines.append(line)
    while len(lines) > 1 and lines[-1].isspace() and lines[-2].isspace():
        lines.pop()
    return "".join(lines)


@dataclass(frozen=True, slots=True)
class Redating:
    """Old dates, the new one, and the names of the series' files: links to the old one lead to the new."""

    old: tuple[date, ...]
    new: date
    names: frozenset[str] = frozenset()
    habits: DateHabits = NO_HABITS
    slots: bool = False
    """True for a template: `YYYY-MM-DD` and the like are where the date goes."""
    numbers: tuple[int, int] | None = None
    """A meeting's number that its files' names count, and the next one."""

    def text(self, text: str, titles: frozenset[int]) -> str:
        """A text with the new date in its titles, first lines, and links named after files of the series."""
        return "".join(self._lines(split_lines(text), titles))

    def _lines(self, lines: Sequence[str], titles: frozenset[int]) -> Iterator[str]:
        seen = 0
        for number, line in enumerate(lines):
            seen += not line.isspace()
            if number in titles:
                yield self._numbered(self._dated(_held(line), title=True))
            elif seen <= FIRST_LINES:
                yield self._dated(line, title=False)
            else:
                yield _LINK.sub(self._link, line)

    def _dated(self, line: str, *, title: bool) -> str:
        for old in self.old:
            if old == self.new:
                continue
            changed = redate(line, old, self.new, title=title, habits=self.habits)
            if changed != line:
                return changed
        return _DATE_SLOT.sub(self._slot, line) if self.slots else line

    def _slot(self, match: re.Match[str]) -> str:
        if match["us"]:
            return f"{self.new:%m{match['us']}%d{match['us']}%Y}"
        cut = match["cut"] or "-"
        return f"{self.new:%Y{cut}%m{cut}%d}"

    def _numbered(self, line: str) -> str:
        if self.numbers is None:
            return line
        old, new = self.numbers
        return re.sub(rf"(?<![\d-])0*{old}(?![\d-])", str(new), line, count=1)

    def _link(self, match: re.Match[str]) -> str:
        if match["text"] not in self.names:
            return match.group()
        whole = match.group()
        for old in self.old:
            whole = redate(whole, old, self.new, habits=self.habits)
        return whole


def _held(title: str) -> str:
    """A title without the remark that its meeting was not held; one that says nothing else stays."""
    match = _CALLED_OFF.search(title)
    if match is None or not title[: match.start()].strip("#*_ \t"):
        return title
    tail = title[len(title.rstrip("*_# \t\r\n")) :]
    return title[: match.start()] + (tail.lstrip("*_") if match["mark"] else tail)


def title_lines(meeting: Meeting) -> frozenset[int]:
    """The lines of a text's title."""
    return frozenset(
        line
        for section in meeting.sections
        if section.kind is SectionKind.TITLE
        for line in range(section.heading.start, section.heading.end)
    )


def began_whole(began: Meeting, last: Meeting, before: Meeting) -> bool:
    """True for a beginning with the headings that the last two meetings share; a stub was filled in later."""
    mine = {name_key(section) for section in began.sections if section.level}
    earlier = {name_key(section) for section in before.sections if section.level}
    lasting = {name_key(s) for s in last.sections if s.level and s.kind is not SectionKind.TITLE} & earlier
    return 10 * len(lasting & mine) >= 7 * len(lasting)


def templates_of(folder: Path) -> list[tuple[Path, Meeting]]:
    """The templates that stand with the meetings of a folder, read; none where it cannot be looked into."""
    try:
        paths = sorted(templates_in(folder))
    except OSError:
        return []
    sources = [(path, read_source(path)) for path in paths]
    return [(path, read(source, str(path))) for path, source in sources if not isinstance(source, LeftOut)]


def best_template(templates: Sequence[tuple[Path, Meeting]], last: Meeting) -> tuple[Path, Meeting] | None:
    """The template that fits a meeting best; None where none does."""
    fitting = [each for each in templates if fits(each[1], last)]
    return min(fitting, key=lambda each: abs(len(each[1].sections) - len(last.sections)), default=None)


def fits(template: Meeting, last: Meeting) -> bool:
    """True for a template that has most headings of the last meeting, seven of ten at least."""
    mine = {name_key(section) for section in template.sections if section.level}
    theirs = [
        name_key(section)
        for section in last.sections
        if section.level and section.kind is not SectionKind.TITLE
    ]
    return bool(theirs) and 10 * sum(name in mine for name in theirs) >= 7 * len(theirs)
