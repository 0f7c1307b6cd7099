"""One section of minutes, gone through for the people of a roll call: from label to label, entry by entry."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Final, NamedTuple

from tui.minutes.model import Item, ItemKind, Person, Standing
from tui.minutes.reading.listed_people import (
    is_affiliated,
    is_talk,
    of_entry,
    of_piece,
    pieces,
    standing_before,
    standing_said,
    turned,
)
from tui.minutes.reading.people import could_be_name, is_name
from tui.minutes.reading.roll_labels import (
    LISTED,
    Label,
    divides,
    is_fact,
    is_role,
    labels_in,
    standing_of_label,
)
from tui.minutes.text.inline import uncommented
from tui.minutes.text.patterns import LazyPattern

SILENT: Final = (ItemKind.CODE, ItemKind.HTML, ItemKind.RULE)

_RARE: Final = 4
"""Of so many names that stand without a label one is such as many people have."""

_NEXT: Final = LazyPattern(r"(?<=\w\w)\.\s+(?P<word>[^\W\d_]{4,})")
_BELOW: Final = LazyPattern(r"\n[ \t*_]*[^\W\d_][^\n:：]{1,60}[:：]")  # a label right under an entry
_SLASH: Final = LazyPattern(r"\s+[/|·•]\s+")
_INITIALS: Final = LazyPattern(r"\s*[^\W\d_][^()\[\],;]{2,40}?\s*[(\[][A-Z][A-Za-z]{1,3}[)\]]\s*")
_INITIALS_ROW: Final = LazyPattern(r"[^()\n]{3,60}\([A-Z][A-Za-z]{1,3}\)\s*[,;]")


class RollForm(Enum):
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
class RollGroup:
    """People listed together. `item`, and in it `start` to `end`, is where a line or a table stands."""

    form: RollForm
    standing: Standing
    section: int
    label: Label | None = None
    item: int | None = None
    start: int = 0
    end: int = 0
    mentions: list[Mention] = field(default_factory=list)


class Scan:
    """One walk over the items of a section."""

    def __init__(self, section: int, standing: Standing, *, strict: bool = False) -> None:
        """`strict`: the section is about more than a roll call, and only what has a label of one is read."""
        self.section = section
        self.standing = standing
        self.strict = strict
        self.open = RollGroup(RollForm.ENTRIES, standing, section)
        self.scope: int | None = None  # the depth from which items belong to the label of the open group
        self.beside = False  # the people are items beside the label, not below it
        self.over = False  # nobody without a label is listed any more
        self.found: list[RollGroup] = [] if strict else [self.open]
        self.affiliated = False
        self.turned = False
        self.roles: list[RollGroup] = []  # beside the roll call of a section that is about more

    def walk(self, items: Sequence[Item]) -> list[RollGroup]:
        """The groups of all items of the section. Comments list nobody."""
        items = [
            item._replace(text=uncommented(item.text)) if "<!--" in item.text else item for item in items
        ]
        items = [item._replace(kind=ItemKind.PARAGRAPH) if _is_indented(item) else item for item in items]
        listed = [item.text for item in items if item.kind in LISTED]
        self.affiliated = any(map(is_affiliated, listed))
        self.turned = turned(listed)
        for number, item in enumerate(items):
            if item.kind is ItemKind.RULE and any(group.mentions for group in self.found):
                self._end()
            if item.kind in SILENT:
                continue
            following = items[number + 1] if number + 1 < len(items) else None
            self._item(number, item, following)
        if self.strict and any(group.mentions for group in self.found):
            return [*self.found, *self.roles]
        return self.found

    def _item(self, number: int, item: Item, following: Item | None) -> None:
        parts = list(labels_in(number, item)) if item.kind is not ItemKind.TABLE else []
        labelled = bool(parts) and parts[0].start == 0
        if self.scope is not None and (item.depth < self.scope or (item.depth == self.scope and labelled)):
            self._start(RollGroup(RollForm.ENTRIES, self.standing, self.section), None)
        if item.kind is ItemKind.TABLE:
            self._table(number, item)
            return
        if not labelled and (self.scope is not None or not self.strict) and not self.over:
            self._unlabelled(number, item, parts[0].start if parts else len(item.text))
        ends = [*(part.start for part in parts[1:]), len(item.text)]
        for label, end in zip(parts, ends, strict=False):
            if self._is_passed(label):
                self._in_role(item, label, end)
            elif not is_fact(label.words):
                self._labelled(item, label, end, following)

    def _in_role(self, item: Item, label: Label, end: int) -> None:
        """Keep who did something in the meeting, `Chair: Ada Obi`, for where a roll call is beside it."""
        if item.depth or not item.text[label.end : end].strip() or not is_role(label.words):
            return
        group = line(self.section, label.item, item, (label.end, end), self.standing, label)
        if group.mentions and all(is_name(mention.person.name) for mention in group.mentions):
            self.roles.append(group)

    def _is_passed(self, label: Label) -> bool:
        """True for a label that is none of a roll call where only those count."""
        if standing_of_label(label.words) is not None:
            return False
        return self.over or (self.strict and self.scope is None)

    def _end(self) -> None:
        """What follows lists nobody, until a label says so."""
        self._start(RollGroup(RollForm.ENTRIES, self.standing, self.section), None)
        self.over = True

    def _start(self, group: RollGroup, scope: int | None) -> None:
        self.open, self.scope, self.beside = group, scope, False
        if scope is not None:
            self.found.append(group)

    def _labelled(self, item: Item, label: Label, end: int, following: Item | None) -> None:
        said = standing_of_label(label.words)
        standing = self.standing if said is None or said is Standing.PRESENT else said
        if said is not None:
            self.over = False
        nested = following is not None and following.depth > item.depth
        depth = item.depth + (item.kind is not ItemKind.PARAGRAPH and nested)
        if not item.text[label.end : end].strip():
            at = (label.item, label.end, end)
            self._start(RollGroup(RollForm.ENTRIES, standing, self.section, label, *at), depth)
            self.beside = item.kind in LISTED and not nested
            return
        group = line(self.section, label.item, item, (label.end, end), standing, label)
        known = said is not None or is_role(label.words) or divides(label.words)
        if not known and not _is_named(group):
            if is_talk(item.text):
                self._end()
            return
        self.found.append(group)
        if item.kind in LISTED and nested:
            self.open, self.scope = RollGroup(RollForm.ENTRIES, standing, self.section, label), depth

    def _unlabelled(self, number: int, item: Item, end: int) -> None:
        standing = self.open.standing
        if item.kind not in LISTED:
            self._paragraph(number, item, end, standing)
            return
        text = item.text[:end]
        if "\n" in text and (below := _BELOW.search(text)) is not None:
            text = text[: below.start()]
        text = text.rstrip() if len(text) < len(item.text) else text
        people = list(of_entry(text, affiliated=self.affiliated, turned=self.turned))
        if is_talk(text) or (self.beside and not people):
            self._end()
            return
        if len(people) > 1:
            whole = (0, len(text))
            self.found.append(line(self.section, number, item, whole, standing, None, several=True))
        for person in people if len(people) == 1 else ():
            if not any(group is self.open for group in self.found):
                self.found.append(self.open)
            said = _said(item, text, standing)
            self.open.mentions.append(Mention(person, said, number, 0, len(text)))

    def _paragraph(self, number: int, item: Item, end: int, standing: Standing) -> None:
        if _INITIALS_ROW.match(item.text):
            group = with_initials(self.section, number, item, standing)
        else:
            group = line(self.section, number, item, (0, end), standing, self.open.label)
        listed = any(each.mentions for each in self.found)
        if group is not None and group.mentions and not (listed and is_talk(item.text[:end])):
            self.found.append(group)
        elif listed and end == len(item.text) and (self.strict or is_talk(item.text)):
            self._end()

    def _table(self, number: int, item: Item) -> None:
        from tui.minutes.reading.attendance_tables import (  # noqa: PLC0415 - few files
            is_roll,
            labelled_rows,
            people_rows,
        )

        labelled = list(labelled_rows(item.text, number))
        for label, end in labelled:
            standing = standing_of_label(label.words) or self.standing
            bounds = (label.end, end)
            self.found.append(line(self.section, number, item, bounds, standing, label))
        if labelled or self.over or (self.strict and self.scope is None and not is_roll(item.text)):
            return
        standing = self.open.standing
        group = RollGroup(RollForm.ROWS, standing, self.section, self.open.label, number, 0, len(item.text))
        for person, said, start, stop in people_rows(item.text, standing):
            group.mentions.append(Mention(person, said, number, start, stop))
        self.found.append(group)


def _is_indented(item: Item) -> bool:
    """True for lines that only their indent makes code of, as in minutes that were mail once."""
    if item.kind is not ItemKind.CODE or item.marker:
        return False
    return item.own.end - item.own.start <= item.text.rstrip("\n").count("\n") + 1  # a fence has lines more


def _said(item: Item, text: str, otherwise: Standing) -> Standing | None:
    """The standing of one entry: by its own remark, by its box, or else by its group."""
    said = standing_said(text)
    unticked = item.task is False or text.startswith("[]")
    return said if said is not None else None if unticked else otherwise


def _is_named(group: RollGroup) -> bool:
    """True for a line of people who are surely some, as after a label that is none of a roll call."""
    people = [mention.person for mention in group.mentions]
    if len(people) > 1 and all(len(each.name.split()) <= 2 for each in people):
        return True
    return bool(people) and all(
        person.handle or is_name(person.name) or could_be_name(person.name) for person in people
    )


def line(
    section: int,
    number: int,
    item: Item,
    bounds: tuple[int, int],
    standing: Standing,
    label: Label | None,
    *,
    several: bool = False,
) -> RollGroup:
    """The people of a line, or of lines of one name each."""
    start, end = bounds
    text = item.text
    end = _sentence_end(text, start, end)
    spans = list(_lines(text, start, end))
    if turned([text[one:other] for one, other in spans]):
        listed = [list(of_entry(text[one:other], turned=True)) for one, other in spans]
        return _grouped(
            RollGroup(RollForm.LINES, standing, section, label, number, start, end), item, spans, listed
        )
    listed = [list(of_entry(text[one:other])) for one, other in spans]
    several = several or any(sign in text[start:end] for sign in ",;，；、") or "<br" in text[start:end]
    slashed = [] if several or len(spans) > 1 else _slashed(text, start, end)
    several = several or any(len(people) > 1 for people in listed)
    each_line = len(spans) > 1 and all(len(people) == 1 for people in listed)
    if not several and not each_line and label is not None:  # `Present: Ada and Bo`: single names, too
        several = all(any(of_piece(text[one:other])) for one, other in pieces(text, start, end))
    form = RollForm.LINES if len(spans) > 1 and not several and not slashed else RollForm.LINE
    if several or slashed:
        spans = slashed or pieces(text, start, end)
        listed = [list(of_piece(text[one:other])) for one, other in spans]
    return _grouped(RollGroup(form, standing, section, label, number, start, end), item, spans, listed)


def _grouped(
    group: RollGroup, item: Item, spans: Sequence[tuple[int, int]], listed: Sequence[Sequence[Person]]
) -> RollGroup:
    """The group with who is listed; what stands before one, `later: Bo`, counts for those behind, too."""
    standing = group.standing
    for (one, other), people in zip(spans, listed, strict=True):
        text = item.text[one:other]
        before = standing_before(text)
        if before is not None:
            standing = before if before is not Standing.PRESENT else group.standing
        said = _said(item, text, standing)
        group.mentions += [Mention(person, said, group.item or 0, one, other) for person in people]
    return group


def _sentence_end(text: str, start: int, end: int) -> int:
    """Where the people of a line end: before a sentence on those absent, `… Cy. Apologies from Dee`."""
    for match in _NEXT.finditer(text, start, end):
        if standing_of_label(match["word"]) is Standing.ABSENT:
            return match.start()
    return end


def _slashed(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Where people stand that are parted by slashes or dots alone: `Ada Obi / Bo Lind`; whole names only."""
    spans, at = [], start
    for match in _SLASH.finditer(text, start, end):
        spans.append((at, match.start()))
        at = match.end()
    spans.append((at, end))
    trimmed = [
        (one + len(part) - len(part.lstrip()), one + len(part.rstrip()))
        for one, part in ((one, text[one:other]) for one, other in spans)
    ]
    names = [text[one:other] for one, other in trimmed]
    return trimmed if len(names) > 1 and all(" " in name and is_name(name) for name in names) else []


def _lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Where the lines of a part of a text stand that are not blank, without blanks around them."""
    for each in text[start:end].split("\n"):
        if each.strip():
            stop = start + len(each.rstrip(" \t\\"))
            yield start + len(each) - len(each.lstrip()), max(stop, start + len(each) - len(each.lstrip()))
        start += len(each) + 1


def with_initials(
    section: int, number: int, item: Item, standing: Standing = Standing.PRESENT
) -> RollGroup | None:
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
    return RollGroup(RollForm.LINE, standing, section, None, number, 0, len(text), mentions)


def bare_names(section: int, number: int, item: Item) -> RollGroup | None:
    """`Ada, Bo, Cy`: one line of three names or more and nothing else, some of which many people have."""
    text = item.text
    if item.kind is not ItemKind.PARAGRAPH or "\n" in text or text.count(",") < 2:
        return None
    spans = pieces(text)
    names = [text[start:end] for start, end in spans]
    if not all(is_name(name) or could_be_name(name) for name in names):
        return None
    if _RARE * sum(is_name(name) for name in names) < len(names):
        return None
    mentions = [
        Mention(Person(name), Standing.PRESENT, number, start, end)
        for name, (start, end) in zip(names, spans, strict=True)
    ]
    return RollGroup(RollForm.LINE, Standing.PRESENT, section, None, number, 0, len(text), mentions)
