"""Who was there: the roll call of a meeting, wherever and however its minutes write one.

A roll call is one or more groups: a section's list, a line `Present: A, B`, a table. The group says whether
its people are there (`Regrets:` are not), unless an entry says otherwise: `Bo Lind (late)`, `- [ ] Bo`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import Final, NamedTuple, TypeAlias

from tui.minutes.model import Item, ItemKind, Person, Section, SectionKind, Standing
from tui.minutes.reading.conventions import ABSENT
from tui.minutes.reading.headings import kind_of, phrase_of
from tui.minutes.reading.listed_people import (
    is_affiliated,
    of_entry,
    of_piece,
    pieces,
    standing_said,
)
from tui.minutes.reading.roll_labels import LATE, LISTED, Label, labels_in, standing_of_label
from tui.minutes.text.patterns import LazyPattern

FIRST_SECTIONS: Final = 12
"""Sections in which a roll call without a heading of its own is looked for."""

_SILENT: Final = (ItemKind.CODE, ItemKind.HTML, ItemKind.RULE)

_ABSENT_HEADING: Final = LazyPattern(
    r"(?:members? )?(?:regrets?|apologies(?: for absence)?|absent(?:ees?)?|absences?|excused|not present"
    r"|not attending|unable to attend|did not attend)(?: members?)?"
)
_LONGEST_HEADING: Final = 40  # characters of a heading of those absent
_INITIALS: Final = LazyPattern(r"\s*[^\W\d_][^()\[\],;]{2,40}?\s*[(\[][A-Z][A-Za-z]{1,3}[)\]]\s*")
_INITIALS_ROW: Final = LazyPattern(r"[^()\n]{3,60}\([A-Z][A-Za-z]{1,3}\)\s*[,;]")


Calls: TypeAlias = Mapping[int, Standing]
"""The sections that are a roll call or part of one: index to what it means to be listed there."""


class Form(Enum):
    """How a group lists its people."""

    ENTRIES = "entries"  # a list item each
    LINE = "line"  # one after the other, in one line or a wrapped one
    LINES = "lines"  # a line of a paragraph each
    ROWS = "rows"  # a table's row each


class Mention(NamedTuple):
    """Somebody listed. `item` counts in the section; `start` and `end` are offsets in the item's text.

    `standing` is None where somebody is listed and nothing is said: a box not ticked, a cell left empty.
    """

    person: Person
    standing: Standing | None
    item: int
    start: int
    end: int


@dataclass(slots=True)
class Group:
    """People listed together. `item`, and in it `start` to `end`, is where a line or a table stands."""

    form: Form
    standing: Standing
    section: int
    label: Label | None = None
    item: int | None = None
    start: int = 0
    end: int = 0
    mentions: list[Mention] = field(default_factory=list)


def attendees(sections: Sequence[Section], called: Calls) -> tuple[Person, ...]:
    """The people present, in order, each once; those who came late, too. Those sent regrets for are not."""
    first: dict[str, Person] = {}
    found = [
        (group.section, mention.item, mention.start, mention.person)
        for group in roll(sections, called)
        for mention in group.mentions
        if mention.standing in (Standing.PRESENT, Standing.LATE)
    ]
    for *_, person in sorted(found, key=lambda each: each[:3]):
        first.setdefault(person.name.casefold(), person)
    return tuple(first.values())


def roll(sections: Sequence[Section], called: Calls) -> list[Group]:
    """The groups of a meeting's roll call; one without people where there is only a place for them.

    `called` is what `calls` gives for the sections.
    """
    groups = [group for index, standing in called.items() for group in _listed(sections, index, standing)]
    if any(group.mentions for group in groups):
        return groups
    labelled = _labelled(sections)
    if any(group.mentions for group in labelled):
        return labelled
    for index, section in enumerate(sections[:2]):
        for number, item in enumerate(section.items):
            group = _with_initials(index, number, item)
            if group is not None and len(group.mentions) >= 3:
                return [group]
    return groups + labelled


def concerns(sections: Sequence[Section], called: Calls, changed: range) -> bool:
    """True where `attendees` looks at the items of some sections."""
    if any(index in called for index in changed):
        return True
    if changed.start >= FIRST_SECTIONS:
        return False
    return not any(
        group.mentions for index, standing in called.items() for group in _listed(sections, index, standing)
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
            kind = kind_of(phrase_of(section.title))
        if kind is SectionKind.ATTENDEES:
            standing = Standing.PRESENT
        elif section.kind is SectionKind.OTHER:
            standing = found.get(parent) if parent is not None else None
            if standing is None and _is_beside(sections, index, found):
                standing = Standing.PRESENT
        if standing is not None:
            words = section.title.casefold()
            if ABSENT.search(words):
                standing = None if "agenda" in words else Standing.ABSENT
            elif LATE.fullmatch(phrase_of(section.title)):
                standing = Standing.LATE
        if standing is not None:
            found[index] = standing
    return found


def _listed(sections: Sequence[Section], index: int, standing: Standing) -> list[Group]:
    """The groups of a section that is a roll call, read once for a text."""

    def read() -> list[Group]:
        return _Scan(index, standing).over(sections)

    groups = sections[index].content.kept(standing, read)
    return [replace(group, section=index) for group in groups]


def _is_beside(sections: Sequence[Section], index: int, before: Calls) -> bool:
    """True for `Regrets` or `Concerns` right after a roll call, or right before one."""
    following = sections[index + 1] if index + 1 < len(sections) else None
    if index - 1 not in before and (following is None or following.kind is not SectionKind.ATTENDEES):
        return False
    if len(sections[index].title) > _LONGEST_HEADING:
        return False
    phrase = phrase_of(sections[index].title)
    return bool(_ABSENT_HEADING.fullmatch(phrase) or LATE.fullmatch(phrase))


class _Scan:
    """One walk over items of a section, from label to label."""

    def __init__(self, section: int, standing: Standing, *, strict: bool = False) -> None:
        """`strict`: only labels of a roll call count, as where the section is about more than that."""
        self.section = section
        self.standing = standing
        self.strict = strict
        self.open = Group(Form.ENTRIES, standing, section)
        self.scope: int | None = None  # the depth from which items belong to the label of the open group
        self.found: list[Group] = [] if strict else [self.open]
        self.affiliated = False

    def over(self, sections: Sequence[Section]) -> list[Group]:
        """All items of the section."""
        return self.walk(list(enumerate(sections[self.section].items)))

    def walk(self, items: Sequence[tuple[int, Item]]) -> list[Group]:
        """Some items of the section, by their numbers."""
        self.affiliated = any(is_affiliated(item.text) for _, item in items)
        for number, item in items:
            if item.kind in _SILENT:
                continue
            parts = list(labels_in(number, item))
            labelled = bool(parts) and parts[0].start == 0
            if self.scope is not None and (
                item.depth < self.scope or (item.depth == self.scope and labelled)
            ):
                self._start(Group(Form.ENTRIES, self.standing, self.section), None)
            if item.kind is ItemKind.TABLE:
                self.found.append(_table(self.section, number, item, self.open.standing, self.open.label))
                continue
            if not labelled and (self.scope is not None or not self.strict):
                self._unlabelled(number, item, parts[0].start if parts else len(item.text))
            ends = [*(part.start for part in parts[1:]), len(item.text)]
            for label, end in zip(parts, ends, strict=False):
                self._labelled(item, label, end)
        return self.found

    def _start(self, group: Group, scope: int | None) -> None:
        self.open, self.scope = group, scope
        if scope is not None:
            self.found.append(group)

    def _labelled(self, item: Item, label: Label, end: int) -> None:
        said = standing_of_label(label.words)
        if self.strict and self.scope is None and said is None:
            return
        standing = self.standing if said is None or said is Standing.PRESENT else said
        depth = item.depth if item.kind is ItemKind.PARAGRAPH else item.depth + 1
        if not item.text[label.end : end].strip():
            at = (label.item, label.end, end)
            self._start(Group(Form.ENTRIES, standing, self.section, label, *at), depth)
            return
        self.found.append(_line(self.section, label.item, item, (label.end, end), standing, label))
        if item.kind in LISTED:
            self.open, self.scope = Group(Form.ENTRIES, standing, self.section, label), depth

    def _unlabelled(self, number: int, item: Item, end: int) -> None:
        standing = self.open.standing
        if item.kind is ItemKind.PARAGRAPH:
            if _INITIALS_ROW.match(item.text):
                group = _with_initials(self.section, number, item, standing)
            else:
                group = _line(self.section, number, item, (0, end), standing, self.open.label)
            if group is not None and group.mentions:
                self.found.append(group)
            return
        people = list(of_entry(item.text, affiliated=self.affiliated))
        if len(people) > 1:
            whole = (0, len(item.text))
            self.found.append(_line(self.section, number, item, whole, standing, None, several=True))
        for person in people if len(people) == 1 else ():
            if not any(group is self.open for group in self.found):
                self.found.append(self.open)
            said = _said(item, item.text, standing)
            self.open.mentions.append(Mention(person, said, number, 0, len(item.text)))


def _said(item: Item, text: str, otherwise: Standing) -> Standing | None:
    """The standing of one entry: by its own remark, by its box, or else by its group."""
    said = standing_said(text)
    return said if said is not None else None if item.task is False else otherwise


def _line(
    section: int,
    number: int,
    item: Item,
    bounds: tuple[int, int],
    standing: Standing,
    label: Label | None,
    *,
    several: bool = False,
) -> Group:
    """The people of a line, or of lines of one name each."""
    start, end = bounds
    text = item.text
    spans = list(_lines(text, start, end))
    listed = [list(of_entry(text[one:other])) for one, other in spans]
    several = several or any(sign in text[start:end] for sign in ",;")
    several = several or any(len(people) > 1 for people in listed)
    each_line = len(spans) > 1 and all(len(people) == 1 for people in listed)
    if not several and not each_line and label is not None:  # `Present: Ada and Bo`: single names, too
        several = all(any(of_piece(text[one:other])) for one, other in pieces(text, start, end))
    form = Form.LINES if len(spans) > 1 and not several else Form.LINE
    if several:
        spans = pieces(text, start, end)
        listed = [list(of_piece(text[one:other])) for one, other in spans]
    mentions = [
        Mention(people[0], _said(item, text[one:other], standing), number, one, other)
        for (one, other), people in zip(spans, listed, strict=True)
        if people
    ]
    return Group(form, standing, section, label, number, start, end, mentions)


def _lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Where the lines of a part of a text stand that are not blank, without blanks around them."""
    for line in text[start:end].split("\n"):
        if line.strip():
            stop = start + len(line.rstrip(" \t\\"))
            yield start + len(line) - len(line.lstrip()), max(stop, start + len(line) - len(line.lstrip()))
        start += len(line) + 1


def _table(section: int, number: int, item: Item, standing: Standing, label: Label | None) -> Group:
    from tui.minutes.reading.attendance_tables import (  # noqa: PLC0415 - most files have none
        Columns,
        person_of,
        shown_cells,
        standing_of,
    )

    group = Group(Form.ROWS, standing, section, label, number, 0, len(item.text))
    lines = item.text.split("\n")
    rows = [shown_cells(line) for line in lines]
    columns = Columns.of(rows)
    at = 0
    for index, (line, row) in enumerate(zip(lines, rows, strict=True)):
        person = person_of(row, columns) if index > 1 else None
        if person is not None:
            said = standing_of(row, columns, standing)
            group.mentions.append(Mention(person, said, number, at, at + len(line)))
        at += len(line) + 1
    return group


def _with_initials(
    section: int, number: int, item: Item, standing: Standing = Standing.PRESENT
) -> Group | None:
    """`Ada Obi (AO), Bo Lind (BL), …`: one line of names with their initials."""
    if item.kind is not ItemKind.PARAGRAPH or not _INITIALS_ROW.match(item.text):
        return None
    text = item.text
    mentions = [
        Mention(person, _said(item, text[start:end], standing), number, start, end)
        for start, end in pieces(text)
        if _INITIALS.fullmatch(text[start:end]) or standing_said(text[start:end])
        for person in of_piece(text[start:end])
    ]
    return Group(Form.LINE, standing, section, None, number, 0, len(text), mentions)


def _labelled(sections: Sequence[Section]) -> list[Group]:
    """The groups of `**Present:** A, B` and of a list or table below such a label, and those beside it."""
    for index, section in enumerate(sections[:FIRST_SECTIONS]):
        items = section.items
        for number, item in enumerate(items):
            if item.kind in _SILENT or item.kind is ItemKind.TABLE:
                continue
            if any(standing_of_label(each.words) is Standing.PRESENT for each in labels_in(number, item)):
                run = list(_run(items, number))
                return _Scan(index, Standing.PRESENT, strict=True).walk(run)
    return []


def _run(items: Sequence[Item], number: int) -> Iterator[tuple[int, Item]]:
    """The item with a roll call's first label, what stands below it, and the labels that follow it."""
    while number < len(items):
        item = items[number]
        parts = list(labels_in(number, item)) if item.kind not in (*_SILENT, ItemKind.TABLE) else []
        if not any(standing_of_label(part.words) is not None for part in parts):
            return
        yield number, item
        number += 1
        if item.text[parts[-1].end :].strip() and item.kind not in LISTED:
            continue
        for below in _below(items, number - 1):
            yield number, below
            number += 1


def _below(items: Sequence[Item], index: int) -> Iterator[Item]:
    """The items that a label speaks of: nested ones, or the list or table after a paragraph."""
    label = items[index]
    for number, item in enumerate(items[index + 1 :], index + 1):
        if label.kind is ItemKind.PARAGRAPH:
            if item.depth < label.depth or item.kind is ItemKind.RULE:
                return
            beside = item.kind is ItemKind.PARAGRAPH and item.depth == label.depth
            if beside and any(part.start == 0 for part in labels_in(number, item)):
                return
        elif item.depth <= label.depth:
            return
        yield item
