"""The agenda's entries and the sections they stand for: "Backlog Review" is "Backlog Reviews"."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property, lru_cache
from typing import Final

from tui.minutes.model import LIST_KINDS, Item, Meeting, Section, SectionKind
from tui.minutes.reading.headings import read_heading
from tui.minutes.reading.placeholders import says_nothing
from tui.minutes.reading.words import words
from tui.minutes.text.inline import visible

CLOSE: Final = 0.82
"""How alike two names must be (difflib's ratio): a letter or two in a usual heading."""

SHARE: Final = 4
"""A heading amid an entry's words has one of so many at least: a sentence that says "Router" is not its."""

MOST: Final = 200
"""Names that are compared letter by letter; beyond, only equal ones are found."""

_LONGEST: Final = 200
_WORD: Final = re.compile(r"[^\W_]+")
_SAID: Final = re.compile(r"[^\W_]+|[\u2190-\u2bff\U0001f000-\U0001ffff]")
"""A word or a symbol."""

_FILLER: Final = words("the a an of and for on to in review update updates item items")


@dataclass(frozen=True, slots=True)
class AgendaEntry:
    """A line of the agenda and whether a section stands for it."""

    item: Item
    text: str
    found: bool


class Names:
    """Names that are looked for by what people write for them."""

    def __init__(self, names: Iterable[str]) -> None:
        self._keys = list(dict.fromkeys(filter(None, map(key, names))))
        self._known = frozenset(self._keys)

    def __contains__(self, text: str) -> bool:
        return bool(self.match(text))

    def match(self, text: str) -> tuple[str, ...]:
        """The words (see `key`) of the first name that a text is written for; none for no name."""
        wanted = key(text)
        if not wanted or wanted in self._known:
            return wanted
        matcher = SequenceMatcher(b=" ".join(wanted), autojunk=False)
        parts = frozenset(wanted)
        for known in self._keys[:MOST]:
            if parts <= frozenset(known) or (frozenset(known) <= parts and _is_meant(known, wanted)):
                return known
            matcher.set_seq1(" ".join(known))
            if (
                matcher.real_quick_ratio() >= CLOSE
                and matcher.quick_ratio() >= CLOSE
                and matcher.ratio() >= CLOSE
            ):
                return known
        return ()


def _is_meant(known: tuple[str, ...], wanted: tuple[str, ...]) -> bool:
    """True where a name, whose words all stand in a longer one, begins it or is a good part of it."""
    said = sum(1 for word in wanted if not word.isdecimal())
    return wanted[: len(known)] == known or len(known) * SHARE >= said


@lru_cache(maxsize=4096)
def key(text: str) -> tuple[str, ...]:
    """The words of a name that tell it from others, without number, time, lead and plural."""
    name = read_heading(text[:_LONGEST]).name.casefold()
    parts = [word.removesuffix("s") if len(word) > 3 else word for word in _WORD.findall(name)]
    return tuple(word for word in parts if word not in _FILLER) or tuple(parts)


def entries(meeting: Meeting, section: Section) -> list[AgendaEntry]:
    """The entries of an agenda's list, those nested in others too."""
    names = Names(_headings(meeting, section))
    found = []
    for item in section.items:
        if item.kind in LIST_KINDS and item.text and not says_nothing(item):
            text = visible(item.text.split("\n", 1)[0][:_LONGEST])
            found.append(AgendaEntry(item, text, text in names))
    return found


class Repeated:
    """The entries of agendas whose every word stands in the heading of one section of the file.

    Words are those of the Markdown, addresses and remarks too. Sections that are `gone`, by their indices, do
    not count.
    """

    def __init__(self, meeting: Meeting, gone: Collection[int] = ()) -> None:
        self._meeting = meeting
        self._gone = gone

    @cached_property
    def _saying(self) -> dict[str, set[int]]:
        """Word to the sections whose heading says it."""
        found: dict[str, set[int]] = {}
        for index, section in enumerate(self._meeting.sections):
            if section.level and index not in self._gone:
                for word in _words("".join(self._meeting.source.lines_in(section.heading))):
                    found.setdefault(word, set()).add(index)
        return found

    def entries(self, agenda: int) -> list[Item]:
        """Those of one section; one with a task box, a note or others below that say more is none."""
        section = self._meeting.sections[agenda]
        if section.kind is not SectionKind.AGENDA:
            return []
        found: list[Item] = []
        stays = section.body.end  # the line of the next item that does
        for item in reversed(section.items):
            if (
                item.kind in LIST_KINDS
                and item.note is None
                and item.task is None
                and stays >= item.span.end
                and self._is_said(_words(item.text), agenda)
            ):
                found.append(item)
            else:
                stays = item.own.start
        return found[::-1]

    def _is_said(self, said: frozenset[str], agenda: int) -> bool:
        """True where one heading other than the agenda's has all the words."""
        saying = sorted((self._saying.get(word, set()) for word in said), key=len)
        return bool(saying) and any(
            index != agenda and all(index in each for each in saying) for index in saying[0]
        )


def _words(text: str) -> frozenset[str]:
    return frozenset(_SAID.findall(text.casefold()))


def _headings(meeting: Meeting, agenda: Section) -> Iterable[str]:
    return (
        name
        for section in meeting.sections
        if section.level and section is not agenda and section.kind is not SectionKind.TITLE
        for name in (section.name, section.title)
    )
