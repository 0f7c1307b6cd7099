"""Who was there: the roll call of a meeting, wherever and however its minutes write one.

A roll call is one or more groups: a section's list, a line `Present: A, B`, a table. The group says whether
its people are there (`Regrets:` are not), unless an entry says otherwise: `Bo Lind (late)`, `- [ ] Bo`.
Several roll calls of one file are one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from typing import Final, NamedTuple, TypeAlias

from tui.minutes.model import Item, ItemKind, Person, Section, SectionKind, Standing
from tui.minutes.reading.conventions import ABSENT
from tui.minutes.reading.headings import heading_kind, phrase_of
from tui.minutes.reading.languages import fold, standing_said
from tui.minutes.reading.listed_people import are_initials, of_piece, pieces
from tui.minutes.reading.roll_labels import (
    ABSENT_ALONE,
    LATE,
    divides,
    is_role,
    labels_in,
    may_be_present,
    standing_of_label,
)
from tui.minutes.reading.roll_scan import (
    SILENT,
    Mention,
    RollForm,
    RollGroup,
    Scan,
    bare_names,
    with_initials,
)
from tui.minutes.reading.task_owners import Known, known_as
from tui.minutes.text.patterns import LazyPattern

__all__ = [
    "Attendance",
    "Calls",
    "Mention",
    "RollForm",
    "RollGroup",
    "attendance",
    "calls",
    "concerns",
    "roll",
]

FIRST_SECTIONS: Final = 12
"""Sections in which a label says that people are listed, wherever it stands; in later ones it comes first."""

_FIRST_BARE: Final = 2
"""Sections in which names may stand without any label."""

_FIRST_ITEMS: Final = 4
"""Items of a later section among which its roll call's label is."""

_LONGEST_HEADING: Final = 40  # characters of a heading of those absent
_LABELLIKE: Final = LazyPattern(
    r"(?:\A|\n)(?:[ \t>*+_|~`•-]*|[ \t]*\d+[.)][ \t]*[*_]*)(?:\[[ xX]?\][ \t]*)?"
    r"(?:[\u2190-\u2bff\U0001f000-\U0001ffff][ \ufe0f*_]*)?"
    r"(?P<words>[^\W\d_][^\n:：|]{1,60}+)"
    r"(?:[:：|]|(?<=\*\*)(?=\n|\Z)|(?<=\*\* )(?=\n|\Z)|(?<=\*\*  )(?=\n|\Z)|(?<=\*\*\\)(?=\n|\Z)"
    r"|\n+(?=[ \t]*(?:[-*+•|]|\d+[.)])[ \t]|: ))"
)
"""A line that begins like a label: up to a colon, all in bold, or right before a list."""

_ATTENDED: Final = LazyPattern(
    r"(?:\A|\n)[ \t>*+_-]*(?:(?:the |this )?(?:meeting|call|session) was attended by|(?:those )?present w"
    r"|in attendance w|(?:members |directors |also )?attending were)",
    re.IGNORECASE,
)
"""What a roll call begins with that is a sentence."""

_TABLED: Final = LazyPattern(
    r"\|[ \t*_`]*(?:present|attend(?:ed|ance|ing)|here|there)\??[ \t*_`]*(?:\||$)",
    re.IGNORECASE | re.MULTILINE,
)
"""A column of who was there."""

_ATTENDED_WORDS: Final = ("ttended by", "resent w", "ttendance w", "ttending were")
"""Of these every such sentence has one."""

_ACRONYM: Final = LazyPattern(r"[A-Z]{2,5}")
"""A heading under that of a roll call which names a group of people."""

_IN_BRACKETS: Final = LazyPattern(r"[(\[]([A-Z]{2,4})[)\]]")
_FEWEST: Final = 3
"""People of a line without a label."""

_HEAD: Final = 800
"""Characters of a later section that its first items may take."""


_THERE: Final = (Standing.PRESENT, Standing.LATE)

Calls: TypeAlias = Mapping[int, Standing]
"""The sections that are a roll call or part of one: index to what it means to be listed there."""


class Attendance(NamedTuple):
    """Who was there, in order, each once, and how anybody whom the roll call lists may be named."""

    present: tuple[Person, ...]
    known: Known


def attendance(
    sections: Sequence[Section], called: Calls, front: Sequence[str], past: Collection[int]
) -> Attendance:
    """The people of a meeting's roll call. Those who came late were there; those sent regrets for were not.

    `front` are the texts in which front matter names people; `past` are the sections of earlier meetings.
    """
    first = [person for text in front for start, end in pieces(text) for person in of_piece(text[start:end])]
    groups = roll(sections, called, past)
    listed = [
        (group.section, mention.item, mention.start, mention.person)
        for group in groups
        if group.label is None or not is_role(group.label.words)
        for mention in group.mentions
        if mention.standing in _THERE
    ]
    listed += [
        (index, -1, number, person)
        for index in called
        if index not in past
        for number, person in enumerate(_named(sections, index, called))
    ]
    listed += list(_in_roles(groups, [person for *_, person in listed]))
    present = each_once(chain(first, (person for *_, person in sorted(listed, key=lambda each: each[:3]))))
    others = (mention.person for group in groups for mention in group.mentions)
    names = ((person.name, person.handle) for person in chain(present, others))
    return Attendance(present, known_as(names, _initials(sections, groups)))


def _initials(sections: Sequence[Section], groups: Iterable[RollGroup]) -> Iterator[str]:
    """The initials that stand beside people: `Ada Obi (AO)`."""
    for group in groups:
        items = sections[group.section].items if group.mentions else ()
        for mention in group.mentions:
            for found in _IN_BRACKETS.findall(items[mention.item].text[mention.start : mention.end]):
                if are_initials(found, mention.person.name):
                    yield found


def _in_roles(
    groups: Iterable[RollGroup], listed: Sequence[Person]
) -> Iterator[tuple[int, int, int, Person]]:
    """Those whom a role names (`Scribe: Bo`), but for somebody whom the roll call lists by the whole name."""
    names = (fold(person.name).replace("_", " ").split() for person in listed)
    firsts = Counter(name[0] for name in names if name)
    for group in groups:
        for mention in group.mentions if group.label is not None and is_role(group.label.words) else ():
            if mention.standing in _THERE and firsts[fold(mention.person.name)] != 1:
                yield group.section, mention.item, mention.start, mention.person


def each_once(people: Iterator[Person]) -> tuple[Person, ...]:
    """People by their first mention; a handle that stands beside a name somewhere is that person."""
    first: dict[str, Person] = {}
    handles: dict[str, str] = {}
    for person in people:
        key, handle = fold(person.name), fold(person.handle)
        if handle and handle != key:
            handles.setdefault(handle, key)
            if handle in first:  # named by the handle alone before
                first[handle] = person
                continue
        key = key if key in first else handles.get(key, key)
        first.setdefault(key, person)
    return tuple({fold(person.name): person for person in first.values()}.values())


def roll(sections: Sequence[Section], called: Calls, past: Collection[int] = ()) -> list[RollGroup]:
    """The groups of a meeting's roll call; one without people where there is only a place for them.

    `called` is what `calls` gives for the sections; `past` are those of earlier meetings.
    """
    groups = [
        group
        for index, standing in called.items()
        if index not in past
        for group in _listed(sections, index, standing)
    ]
    for index in range(len(sections)):
        if index not in called and index not in past:
            groups += _labelled(sections, index)
    if any(group.mentions for group in groups):
        return groups
    bare = next(
        (each for index in range(min(_FIRST_BARE, len(sections))) for each in _unlabelled(sections, index)),
        None,
    )
    return [*groups, bare] if bare is not None else groups


def concerns(sections: Sequence[Section], called: Calls, changed: range) -> bool:
    """True where `attendance` looks at what some sections say."""
    return any(
        index in called
        or _labelled(sections, index)
        or (index < _FIRST_BARE and _unlabelled(sections, index))
        for index in changed
    )


def calls(sections: Sequence[Section]) -> Calls:
    """The sections that are a roll call or part of one. Only headings decide.

    Most are neither; those cost no look at their words.
    """
    found: dict[int, Standing] = {}
    for index, section in enumerate(sections):
        kind, parent = section.kind, section.parent
        standing: Standing | None = None
        if kind is SectionKind.TITLE:
            kind = heading_kind(phrase_of(section.title))
        if kind is SectionKind.ATTENDEES:
            standing = Standing.PRESENT
        elif section.kind is SectionKind.OTHER:
            standing = found.get(parent) if parent is not None and _is_part(section) else None
            if standing is None and _is_beside(sections, index, found):
                standing = Standing.PRESENT
        if standing is not None:
            words = section.title.casefold()
            if ABSENT.search(words) or standing_said(words) is Standing.ABSENT:
                standing = None if "agenda" in words else Standing.ABSENT
            elif LATE.fullmatch(phrase_of(section.title)) or standing_said(words) is Standing.LATE:
                standing = Standing.LATE
        if standing is not None:
            found[index] = standing
    return found


def _is_part(section: Section) -> bool:
    """True for a heading that divides a roll call: `Members`, `Guests`, `Regrets`, `TSC`."""
    phrase = phrase_of(section.title)
    return (
        divides(phrase)
        or standing_of_label(phrase) is not None
        or _ACRONYM.fullmatch(section.title.strip()) is not None
    )


def _is_beside(sections: Sequence[Section], index: int, before: Calls) -> bool:
    """True for `Regrets` or `Late` right after a roll call, or right before one."""
    following = sections[index + 1] if index + 1 < len(sections) else None
    if index - 1 not in before and (following is None or following.kind is not SectionKind.ATTENDEES):
        return False
    if len(sections[index].title) > _LONGEST_HEADING:
        return False
    phrase = phrase_of(sections[index].title)
    return bool(
        ABSENT_ALONE.fullmatch(phrase)
        or LATE.fullmatch(phrase)
        or standing_said(phrase) in (Standing.ABSENT, Standing.LATE)
    )


def _named(sections: Sequence[Section], index: int, called: Calls) -> Iterator[Person]:
    """The people whom the heading of a roll call names itself, `Present: Ada, Bo`, or HTML under it."""
    title = sections[index].title
    words, colon, rest = title.replace("：", ":", 1).partition(":")
    if called[index] is Standing.ABSENT:
        return
    for start, end in pieces(rest) if colon and standing_of_label(words) is not None else ():
        yield from of_piece(rest[start:end])
    for item in sections[index].items:
        if item.kind is ItemKind.HTML and not item.text.startswith("<!--"):
            from tui.minutes.reading.attendance_tables import html_people  # noqa: PLC0415 - few files

            yield from html_people(item.text)


def _listed(sections: Sequence[Section], index: int, standing: Standing) -> list[RollGroup]:
    """The groups of a section that is a roll call, read once for a text."""

    def read() -> list[RollGroup]:
        return Scan(index, standing).walk(sections[index].items)

    groups = sections[index].content.kept(standing, read)
    return [replace(group, section=index) for group in groups]


def _labelled(sections: Sequence[Section], index: int) -> list[RollGroup]:
    """The groups in a section that is about more: `**Present:** A, B`, and what stands under such a label."""
    section = sections[index]
    early = index < FIRST_SECTIONS

    def read() -> list[RollGroup]:
        if not section.content.may_say(_may_call if early else _may_begin):
            return []
        items = section.items
        if not early and not _begins(items[:_FIRST_ITEMS]):
            return []
        groups = Scan(index, Standing.PRESENT, strict=True).walk(items)
        return groups if any(g.standing is Standing.PRESENT for g in groups) else []

    groups = section.content.kept(("labelled", early), read)
    return [replace(group, section=index) for group in groups]


def _unlabelled(sections: Sequence[Section], index: int) -> list[RollGroup]:
    """The line of names that stands without a label in a section, if one does."""

    def read() -> list[RollGroup]:
        if not sections[index].content.may_say(_may_list):
            return []
        items = sections[index].items
        found = [with_initials(index, number, item) for number, item in enumerate(items)]
        found += [bare_names(index, number, item) for number, item in enumerate(items[:_FIRST_ITEMS])]
        return [group for group in found if group is not None and len(group.mentions) >= _FEWEST][:1]

    groups = sections[index].content.kept("unlabelled", read)
    return [replace(group, section=index) for group in groups]


def _may_list(text: str) -> bool:
    """False where surely no line has three names between commas or the like."""
    return any(line.count(",") + line.count(";") >= _FEWEST - 1 for line in text.split("\n"))


def _may_call(text: str) -> bool:
    """False where surely no label says that people are listed; nothing is parsed for it."""
    sentence = any(words in text for words in _ATTENDED_WORDS) and _ATTENDED.search(text) is not None
    tabled = "|" in text and _TABLED.search(text) is not None
    return (
        sentence
        or tabled
        or any(
            may_be_present(match["words"])
            and standing_of_label(match["words"].rstrip(" \t\xa0\u202f*_\\")) is Standing.PRESENT
            for match in _LABELLIKE.finditer(text)
        )
    )


def _may_begin(text: str) -> bool:
    """As `_may_call`, of what a section begins with."""
    return _may_call(text[:_HEAD])


def _begins(items: Sequence[Item]) -> bool:
    return any(
        standing_of_label(label.words) is Standing.PRESENT
        for number, item in enumerate(items)
        if item.depth == 0 and item.kind not in (*SILENT, ItemKind.TABLE)
        for label in labels_in(number, item)
    )
