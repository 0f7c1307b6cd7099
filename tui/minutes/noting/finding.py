"""An item or a section found again by its content after the file was read anew: never the wrong line."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from tui.minutes.model import Item, Meeting, Note, Section
from tui.minutes.noting.placing import Position
from tui.minutes.reading.blocks import DEFINES
from tui.minutes.text.patterns import LazyPattern
from tui.minutes.text.source import is_classic_mac

_PIECE: Final = LazyPattern(r"[!-~]+(?: [!-~]+)*")
"""A part of an item's text that stands in one line of the file as it is."""


@dataclass(frozen=True, slots=True)
class ItemMark:
    """What an item is known by: its section, its words and those it is nested in, and which of such it is."""

    section: str
    words: str
    parent: str
    note: Note | None
    number: int  # of the items in the section with these words and this parent, counted from 0
    count: int


def mark(meeting: Meeting, place: Position) -> ItemMark:
    """What to remember of an item in order to find it again. Raises ValueError for a place without item."""
    if place.item is None:
        raise ValueError("a section is found again by its key")
    section = meeting.sections[place.section]
    item = section.items[place.item]
    parents = _parents(section)
    parent = parents[place.item]
    alike = _alike(section, item.text, parent, parents)
    return ItemMark(section.key, item.text, parent, item.note, alike.index(place.item), len(alike))


def find_again(meeting: Meeting, sought: ItemMark) -> Position | None:
    """Where the item is now; None when it is gone, or when several read alike and none can be told.

    First the same words in the same section, then there the same note whose dates or box were changed,
    then the same words anywhere, when they stand there once.
    """
    index = meeting.by_key.get(sought.section)
    if index is not None:
        section = meeting.sections[index]
        alike = _alike(section, sought.words, sought.parent, _parents(section))
        if len(alike) == sought.count:
            return Position(index, alike[sought.number])
        if alike:
            return Position(index, alike[0]) if len(alike) == 1 and sought.count == 1 else None
        same = _items(meeting, [index], lambda item: _is_same_note(item.note, sought.note))
        if same:
            return same[0] if len(same) == 1 else None
    same = _items(meeting, _sections_with(meeting, sought.words), lambda item: item.text == sought.words)
    return same[0] if len(same) == 1 and sought.count == 1 else None


def _sections_with(meeting: Meeting, words: str) -> Iterable[int]:
    """The sections that items with these words may stand in: those with the longest piece of them in a line.

    All of them where that tells little, or where links are defined, whose targets may come into the words.
    """
    text, piece = meeting.source.text, max(_PIECE.findall(words), key=len, default="")
    everywhere = range(len(meeting.sections))
    if not piece or text.count(piece) > len(everywhere) // 4 or DEFINES in text or is_classic_mac(text):
        return everywhere
    found: list[int] = []
    line = done = 0
    at = text.find(piece)
    while at >= 0:
        line += text.count("\n", done, at)
        index = meeting.section_at(line)
        if index is not None and (not found or found[-1] != index):
            found.append(index)
        done, at = at, text.find(piece, at + 1)
    return found


def _items(meeting: Meeting, sections: Iterable[int], wanted: Callable[[Item], bool]) -> list[Position]:
    return [
        Position(index, n)
        for index in sections
        for n, item in enumerate(meeting.sections[index].items)
        if wanted(item)
    ]


def _alike(section: Section, words: str, parent: str, parents: Sequence[str]) -> list[int]:
    """The items with these words in a parent with those; `parents` has those of all."""
    return [n for n, item in enumerate(section.items) if item.text == words and parents[n] == parent]


def _parents(section: Section) -> list[str]:
    """For each item the words of the one it is nested in; empty for an outermost one."""
    found: list[str] = []
    path: list[str] = []
    for item in section.items:
        del path[item.depth :]
        found.append(path[-1] if path else "")
        path += [item.text] * (item.depth + 1 - len(path))
    return found


def _is_same_note(note: Note | None, sought: Note | None) -> bool:
    return (
        note is not None
        and sought is not None
        and (note.kind, note.text, note.owners) == (sought.kind, sought.text, sought.owners)
    )


@dataclass(frozen=True, slots=True)
class SectionMark:
    """What a section is known by: its heading's name and those it stands under, its level, its lines."""

    path: str
    name: str
    level: int
    number: int  # of the sections with this path, counted from 0
    twins: int  # how many have this path
    namesakes: int  # how many have this name and level, wherever they stand
    lines: frozenset[str]


HALF: Final = 0.5
"""Share of its lines by which a section is told from another one."""


def mark_section(meeting: Meeting, index: int) -> SectionMark:
    """What to remember of a section in order to find it again."""
    section, path = meeting.sections[index], _path(meeting, index)
    twins = _with_path(meeting, path)
    return SectionMark(
        path,
        section.name,
        section.level,
        twins.index(index),
        len(twins),
        len(_named(meeting, section.name, section.level)),
        _lines(meeting, section),
    )


def find_section(meeting: Meeting, sought: SectionMark, near: int | None = None) -> int | None:
    """Where a section is now; None when it is gone, or when it cannot be told from others.

    First the one whose heading stands at line `near`, where its own was last, if it has its name or half of
    its lines; then the one with its heading under the same ones; then the only one of its name and level.
    """
    twins, same = _with_path(meeting, sought.path), _named(meeting, sought.name, sought.level)
    there = next((n for n, section in enumerate(meeting.sections) if section.heading.start == near), None)
    if there in same and len(same) >= sought.namesakes:
        return there
    if there is not None and meeting.sections[there].level and _share(meeting, there, sought) >= HALF:
        return there
    if len(twins) == sought.twins:
        return twins[sought.number]
    if not twins and len(same) == sought.namesakes == 1:
        return same[0]
    best = max(twins or same, key=lambda n: _share(meeting, n, sought), default=None)
    return best if best is not None and _share(meeting, best, sought) >= HALF else None


def _path(meeting: Meeting, index: int) -> str:
    """The names of a section and of those around it, without the number that tells twins apart."""
    section = meeting.sections[index]
    above = _path(meeting, section.parent) + "/" if section.parent is not None else ""
    return above + section.name


def _with_path(meeting: Meeting, path: str) -> list[int]:
    name = path.rpartition("/")[2]
    return [
        n
        for n, section in enumerate(meeting.sections)
        if section.level and section.name.endswith(name) and _path(meeting, n) == path
    ]


def _named(meeting: Meeting, name: str, level: int) -> list[int]:
    return [n for n, section in enumerate(meeting.sections) if (section.name, section.level) == (name, level)]


def _lines(meeting: Meeting, section: Section) -> frozenset[str]:
    return frozenset(line.strip() for line in meeting.source.lines_in(section.body)) - {""}


def _share(meeting: Meeting, index: int, sought: SectionMark) -> float:
    """How much of a section's lines are in another one; nothing where it has none."""
    found = _lines(meeting, meeting.sections[index])
    return len(found & sought.lines) / len(sought.lines) if sought.lines else 0.0
