"""What minutes are: Meeting, Section, Item, Note, Person. Frozen and plain.

Named tuples, not pydantic models: a meeting is built from a trusted parse, thousands of objects at a time and
before they are shown, where pydantic's import alone costs a fifth of the budget. Pydantic stands at the
borders: the exported JSON and the settings. Making a frozen dataclass would take four times as long as making
a named tuple, the class as well as each object.

Lines are counted from 0 here; what people see (screen, JSON, messages) counts from 1.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Final, Literal, NamedTuple
from weakref import ref

from tui.minutes.content import NO_CONTENT, Content
from tui.minutes.text.source import Source, Span


class SectionKind(StrEnum):
    """What a section is for."""

    PREAMBLE = "preamble"  # what stands before the first heading; no section in exports
    TITLE = "title"
    AGENDA = "agenda"
    ATTENDEES = "attendees"
    ANNOUNCEMENTS = "announcements"
    LIFECYCLE = "lifecycle"
    DISCUSSION = "discussion"
    ACTIONS = "actions"
    DECISIONS = "decisions"
    TEAM = "team"
    OTHER = "other"


class ItemKind(StrEnum):
    """What a block of a section is."""

    BULLET = "bullet"
    ORDERED = "ordered"
    PARAGRAPH = "paragraph"
    REPLY = "reply"  # a line begun with `--`, an answer to the bullet above it
    CODE = "code"
    QUOTE = "quote"
    TABLE = "table"
    HTML = "html"  # raw HTML and comments: shown as text, never acted on
    RULE = "rule"


LIST_KINDS: Final = (ItemKind.BULLET, ItemKind.ORDERED)
"""The items of lists, in which others can be nested."""


class NoteKind(StrEnum):
    """What a note records."""

    ACTION = "action"
    FLAG = "flag"  # a report that somebody wants to be talked about
    DECISION = "decision"
    QUESTION = "question"
    VOTE = "vote"
    INFO = "info"


TASKS: Final = (NoteKind.ACTION, NoteKind.FLAG)
"""What stands there with a box until it is dealt with: for its owners to do, or raised by them."""


class Standing(StrEnum):
    """What a roll call says of somebody."""

    PRESENT = "present"
    LATE = "late"  # there, but not from the start
    ABSENT = "absent"


class Person(NamedTuple):
    """Somebody named in minutes. `handle` is without its @."""

    name: str
    handle: str = ""
    company: str = ""


Majority = Literal["simple", "2/3", "lazy"]
"""When a vote is carried: more for than against, two thirds for, nobody against."""


class Ballot(NamedTuple):
    """How a vote went, as far as the minutes say so; None is not said.

    `scale` has the count of each answer of a poll (`SF 5, F 3 …`), in order; `voters` who voted how, where
    names are given: `for`, `against` or `abstained`. `result` is `carried`, `failed`, `consensus`, `no
    consensus` or empty.
    """

    yes: int | None = None
    no: int | None = None
    abstained: int | None = None
    scale: tuple[tuple[str, int], ...] = ()
    voters: tuple[tuple[str, str], ...] = ()
    result: str = ""


class Note(NamedTuple):
    """A structured remark: what was decided, who will do what until when.

    `text` is inline Markdown without marker, owners and the trailing bracket. An action is open unless
    `done` or `dropped`; their dates are None where the file says only that it is so.
    """

    kind: NoteKind
    text: str
    owners: tuple[str, ...] = ()
    due: date | None = None
    done: bool = False
    done_on: date | None = None
    dropped: bool = False
    dropped_on: date | None = None
    origin: str = ""  # the bracket's `from`: where it was brought over from
    outcome: str = ""  # of a decision: approved, rejected, deferred, amended; else empty
    ballot: Ballot | None = None  # of a vote or a decision: how people voted, where that is said

    @property
    def open(self) -> bool:
        """True for an action that somebody still has to do, and a flag that was not dealt with."""
        return self.kind in TASKS and not self.done and not self.dropped


class Item(NamedTuple):
    """One block of a section: a list item's own text, a paragraph, a table …

    Items stand flat in document order; nesting is in `depth` (0 = directly in the section) and in `span`,
    which covers the item with all that is nested in it, while `own` covers just its own lines.
    `text` is the block's Markdown without marker, task box and indent, its lines joined by a line feed;
    for code it is the code, for a table and HTML the lines as they stand.
    """

    kind: ItemKind
    span: Span
    own: Span
    depth: int
    text: str
    marker: str = ""  # "-", "*", "+", "1.", "2)"; for code the fence's info word
    task: bool | None = None  # a task box: ticked, not ticked, or none
    note: Note | None = None

    @property
    def takes_outcome(self) -> bool:
        """True for what can have an outcome: anything but an action, a flag and what is only to know."""
        return self.note is None or self.note.kind not in (*TASKS, NoteKind.INFO)


LOOKS: Final = 16
"""Looks at a text that take as long as parsing one (see `Content.noteless`)."""


class Section(NamedTuple):
    """A heading and what stands under it up to the next heading of any level.

    `key` is its identity over reloads and renames of its lead: the path of names, then a number where a
    name comes twice under one parent. `heading` is empty for the preamble.
    """

    key: str
    title: str
    name: str
    level: int
    heading: Span
    body: Span
    end: int  # line after the last subsection
    kind: SectionKind = SectionKind.OTHER
    owners: tuple[str, ...] = ()
    minutes: int | None = None
    status: str | None = None
    parent: int | None = None  # index into Meeting.sections
    content: Content = NO_CONTENT

    @property
    def items(self) -> tuple[Item, ...]:
        """What stands under the heading, flat and in order; made when first asked for."""
        return self.content.items

    @property
    def blank(self) -> bool:
        """True without any items; cheaper to ask than for the items."""
        return self.content.blank

    @property
    def empty(self) -> bool:
        """True without a report: nothing, or a placeholder such as "TBD"."""
        return self.content.empty

    @property
    def span(self) -> Span:
        """Heading and body, without subsections."""
        return Span(self.heading.start, self.body.end)

    @property
    def item_count(self) -> int:
        """Items directly in the section, nested ones not counted; 0 for an empty report."""
        return 0 if self.empty else self.content.tally.items

    @property
    def open_actions(self) -> int:
        """How many of its actions somebody still has to do."""
        return self.content.noted.open_actions

    @property
    def open_flags(self) -> int:
        """How many flags of it were not dealt with."""
        return self.content.noted.open_flags

    @property
    def reviewers(self) -> tuple[str, ...]:
        """Who says to have reviewed it, as their names stand there."""
        return self.content.noted.reviewers

    def notes(self, kind: NoteKind | None = None) -> Iterator[tuple[Item, Note]]:
        """The items that are notes, with their note."""
        if self.content.counted and not self._count(kind):
            return
        for item in self.items:
            if item.note is not None and kind in (None, item.note.kind):
                yield item, item.note

    def _count(self, kind: NoteKind | None) -> int:
        """How many of its items are notes of a kind, or of any."""
        notes = self.content.notes
        return sum(notes) if kind is None or not notes else notes[_KINDS.index(kind)]


_KINDS: Final = tuple(NoteKind)


def _total(counts: Iterable[tuple[int, ...]]) -> tuple[int, ...]:
    """Counts by kind, added up."""
    return tuple(map(sum, zip((0,) * len(_KINDS), *filter(None, counts), strict=True)))


@dataclass(frozen=True)
class Meeting:
    """One minutes file, read."""

    source: Source = field(repr=False)
    title: str | None = None
    date: date | None = None
    attendees: tuple[Person, ...] = ()
    sections: Sequence[Section] = ()
    trace: object = field(default=None, repr=False, compare=False)
    """What the reader starts from when a next version of the file is read; no one else's business."""
    earlier: frozenset[int] = frozenset()
    """The sections of earlier meetings, where one file has several: their notes and people are not these."""

    @cached_property
    def by_key(self) -> dict[str, int]:
        """Section key to its index."""
        return {section.key: index for index, section in enumerate(self.sections)}

    @cached_property
    def children(self) -> dict[int | None, tuple[int, ...]]:
        """Index of a section (None: the top) to the indices of its direct subsections."""
        found: dict[int | None, list[int]] = {}
        for index, section in enumerate(self.sections):
            found.setdefault(section.parent, []).append(index)
        return {parent: tuple(indices) for parent, indices in found.items()}

    def index(self) -> None:
        """Make now what sections are looked up by, and not where somebody waits."""
        _ = self.by_key, self.children, self.blanks

    def has_headings_of(self, other: Meeting) -> bool:
        """True where only what stands under headings differs, and it stands under the same ones."""
        if self.trace is None or self.trace is not other.trace:
            return False
        titles = (n for n, section in enumerate(self.sections) if section.kind is SectionKind.TITLE)
        title = next(titles, None)
        return title is None or self.sections[title].blank is other.sections[title].blank

    def changed_since(self, other: Meeting) -> range | None:
        """The sections whose bodies may be others than in the reading before; None for any other reading.

        All others say the same, though maybe on other lines, and keys and headings are the same.
        """
        if other is self:
            return range(0)
        before, changed = self._read_from
        return changed if before is not None and before() is other else None

    def has_sections_of(self, other: Meeting) -> bool:
        """True for the reading before, where the same sections have a body and the same ones have none."""
        return self.changed_since(other) is not None and self.blanks is other.blanks

    def take_over(self, before: Meeting, changed: range) -> None:
        """Take over what is known of the reading before; only bodies of `changed` sections are others."""
        mine, known = vars(self), vars(before)
        mine["_read_from"] = ref(before), changed
        mine |= {name: known[name] for name in ("by_key", "children") if name in known}
        if "blanks" in known:
            now = frozenset(index for index in changed if self.sections[index].blank)
            was = before.blanks.intersection(changed)
            mine["blanks"] = before.blanks if was == now else before.blanks - was | now
        if known.get("uncounted") == []:
            contents = [self.sections[index].content for index in changed if index not in self.earlier]
            mine["uncounted"] = [content for content in contents if not content.counted]
        if "_counts" in known:
            ours = [index for index in changed if index not in self.earlier]
            gone = [before.sections[index].content.notes for index in ours]
            come = [self.sections[index].content for index in ours]
            mine["_counted"] = before._counts, gone, come

    @cached_property
    def _read_from(self) -> tuple[ref[Meeting] | None, range]:
        return None, range(0)

    @cached_property
    def blanks(self) -> frozenset[int]:
        """The sections without any items. It is the same set in a later reading that has the same ones."""
        return frozenset(index for index, section in enumerate(self.sections) if section.blank)

    @cached_property
    def uncounted(self) -> list[Content]:
        """What stands under headings and was never counted; `count` works it off."""
        return [section.content for section in self._own() if not section.content.counted]

    def count(self, most: int) -> bool:
        """Count the notes of so many sections more, or of some more where a look shows that there are none.

        True when those of all are counted.
        """
        left = most * LOOKS
        while left > 0 and self.uncounted:
            content = self.uncounted.pop()
            if content.counted:  # elsewhere, meanwhile
                continue
            left -= 1 if content.noteless else LOOKS
            _ = content.notes
        return not self.uncounted

    @property
    def note_counts(self) -> dict[NoteKind, int]:
        """How many notes of each kind there are. Makes the items of all sections not counted yet."""
        return dict(zip(_KINDS, self._counts, strict=False))

    @cached_property
    def _counts(self) -> tuple[int, ...]:
        if self._counted is None:
            return _total(section.content.notes for section in self._own())
        before, gone, come = self._counted
        new = _total(content.notes for content in come)
        return tuple(a - b + c for a, b, c in zip(before, _total(gone), new, strict=True))

    @cached_property
    def _counted(self) -> tuple[tuple[int, ...], list[tuple[int, ...]], list[Content]] | None:
        """The counts of the reading before, those of its sections that are gone, and what came for them."""
        return None

    def section_at(self, line: int) -> int | None:
        """The index of the section whose heading or body holds a line."""
        low, high = 0, len(self.sections)
        while low < high:
            middle = (low + high) // 2
            if self.sections[middle].span.end <= line:
                low = middle + 1
            else:
                high = middle
        return low if low < len(self.sections) and line in self.sections[low].span else None

    def subtree(self, index: int) -> range:
        """The indices of a section and of all its subsections."""
        end = self.sections[index].end
        stop = index + 1
        while stop < len(self.sections) and self.sections[stop].span.start < end:
            stop += 1
        return range(index, stop)

    def _own(self) -> Iterator[Section]:
        """The sections but for those of earlier meetings."""
        return (section for n, section in enumerate(self.sections) if n not in self.earlier)

    def notes(self, kind: NoteKind | None = None) -> Iterator[tuple[Section, Item, Note]]:
        """All notes of the meeting in document order; those of earlier meetings in the file are none."""
        for section in self._own():
            for item, note in section.notes(kind):
                yield section, item, note
