"""The rows that topics have in the agenda of one reading, below that of their section.

Sure topics are rows by themselves. Of any other section the items at the top are, where somebody unfolds it;
of a section that is folded so none is. An agenda's entry that has a section is no row: the section stands for
it, and takes its minutes and lead.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Final, NamedTuple

from tui.minutes.model import LIST_KINDS, Meeting, Section, SectionKind
from tui.minutes.text.source import Source, Span

if TYPE_CHECKING:
    from tui.minutes.reading.topics import EntryNames, Topic

MARK: Final = "\n"
"""What parts a topic's words from its section's key; a heading has none."""


class TopicRow(NamedTuple):
    """A topic: its section and item by their numbers, the item behind its last one, and its facts."""

    key: str
    section: int
    item: int
    end: int
    depth: int  # topics around it
    name: str
    owners: tuple[str, ...]
    minutes: int | None
    items: int  # directly under it


class Entry(NamedTuple):
    """What the agenda says of a section: who leads it and how long it may take."""

    owners: tuple[str, ...]
    minutes: int | None


class Unfolding(NamedTuple):
    """What somebody wants of a file: sections (by key) whose items are rows, and those of which none is."""

    opened: frozenset[str] = frozenset()
    closed: frozenset[str] = frozenset()

    def turned(self, section: str, *, has_rows: bool) -> Unfolding:
        """With the rows of a section taken away, or shown."""
        if has_rows:
            return Unfolding(self.opened - {section}, self.closed | {section})
        return Unfolding(self.opened | {section}, self.closed - {section})


AS_READ: Final = Unfolding()


class Topics:
    """The topics of one reading that are rows, by section and by key."""

    def __init__(
        self,
        meeting: Meeting,
        of: Mapping[int, tuple[TopicRow, ...]],
        entries: Mapping[int, Entry],
        unfolding: Unfolding = AS_READ,
        most: int | None = None,
    ) -> None:
        self.meeting = meeting
        self.of = of
        """Section number to its rows, in order."""
        self.entries = entries
        """Section number to the agenda's entry that it stands for."""
        self.unfolding = unfolding
        self.most = most
        """The section that is most of the file."""
        self.by_key = {row.key: row for rows in of.values() for row in rows}

    @classmethod
    def read(cls, meeting: Meeting, before: Topics | None = None, unfolding: Unfolding = AS_READ) -> Topics:
        """Those of a reading; what is known of the one `before` is not looked for again."""
        if before is not None and before.meeting is meeting and before.unfolding == unfolding:
            return before
        from tui.minutes.reading.topics import EntryNames, most_of_it  # noqa: PLC0415 - the first paint has none

        names, most = EntryNames(meeting), most_of_it(meeting)
        changed = meeting.changed_since(before.meeting) if before is not None else None
        if before is not None and changed is not None and before.unfolding == unfolding:
            looked_at = {*changed, *(n for n in (most, before.most) if n is not None)}
            found = {number: rows for number, rows in before.of.items() if number not in looked_at}
            agendas = any(meeting.sections[n].kind is SectionKind.AGENDA for n in changed)
            entries = _entries(meeting, names) if agendas else before.entries
        else:
            looked_at, found = set(range(len(meeting.sections))), {}
            entries = _entries(meeting, names)
        for number in sorted(looked_at):
            if rows := tuple(_rows(meeting, number, names, unfolding, holds_most=number == most)):
                found[number] = rows
        return cls(meeting, dict(sorted(found.items())), entries, unfolding, most)

    def row_at(self, section: int, item: int | None) -> TopicRow | None:
        """The innermost topic that an item belongs to."""
        rows = self.of.get(section)
        if rows is None or item is None:
            return None
        at = bisect_right(rows, item, key=lambda row: row.item) - 1
        while at >= 0:
            if item < rows[at].end:
                return rows[at]
            if not rows[at].depth:
                return None
            at -= 1
        return None

    def key_at(self, section: str, item: int | None) -> str:
        """The key of the row that a place belongs to: a topic's, else that of its section."""
        if item is None or not self.of or (number := self.meeting.by_key.get(section)) not in self.of:
            return section
        row = self.row_at(number, item) if number is not None else None
        return row.key if row is not None else section

    def has_row(self, key: str, meeting: Meeting) -> bool:
        """True for the key of a topic that is a row, or of a section."""
        return key in self.by_key or key in meeting.by_key

    def span_of(self, key: str, meeting: Meeting) -> Span | None:
        """The lines of a topic or section; None where there is none of this key."""
        if (row := self.by_key.get(key)) is not None:
            return meeting.sections[row.section].items[row.item].span
        index = meeting.by_key.get(key)
        return meeting.sections[index].span if index is not None else None

    def minutes_of(self, section: Section, number: int) -> int | None:
        """A section's timebox: that of its heading, else of the agenda's entry for it."""
        entry = self.entries.get(number)
        return section.minutes if section.minutes is not None or entry is None else entry.minutes

    def owners_of(self, section: Section, number: int) -> tuple[str, ...]:
        """Who leads a section: as its heading says, else as the agenda's entry does."""
        entry = self.entries.get(number)
        return section.owners if section.owners or entry is None else entry.owners

    def has_rows_of(self, other: Topics) -> bool:
        """True where the same rows stand in the same places."""
        return list(self.by_key) == list(other.by_key) and all(
            (row.section, row.item) == (mine.section, mine.item)
            for row, mine in zip(other.by_key.values(), self.by_key.values(), strict=True)
        )


NO_TOPICS: Final = Topics(Meeting(Source()), {}, {})


def _rows(
    meeting: Meeting, number: int, names: EntryNames, unfolding: Unfolding, *, holds_most: bool
) -> Iterator[TopicRow]:
    from tui.minutes.reading.topics import topics_in  # noqa: PLC0415

    section = meeting.sections[number]
    if section.key in unfolding.closed or number in meeting.earlier:
        return
    found: Iterable[Topic] = topics_in(meeting, number, names, holds_most=holds_most)
    if section.key in unfolding.opened and not found:
        found = _all_of(section, number)
    known: dict[str, int] = {}
    around: list[int] = []  # where topics end that are open
    for topic in found:
        end = _end(section, topic.item)
        while around and around[-1] <= topic.item:
            around.pop()
        known[topic.title] = count = known.get(topic.title, 0) + 1
        key = f"{section.key}{MARK}{topic.title}" + (f"{MARK}{count}" if count > 1 else "")
        yield TopicRow(
            key,
            number,
            topic.item,
            end,
            len(around),
            topic.title,
            topic.owners,
            topic.minutes,
            topic.items,
        )
        around.append(end)


def _all_of(section: Section, number: int) -> Iterator[Topic]:
    """Every item at the top of a section's lists, but notes."""
    from tui.minutes.reading.topics import Topic, read_line  # noqa: PLC0415

    for index, item in enumerate(section.items):
        if item.kind in LIST_KINDS and not item.depth and item.note is None and item.text.strip():
            reading = read_line(item.text.split("\n", 1)[0].strip())
            nested = section.items[index + 1 : _end(section, index)]
            direct = sum(1 for each in nested if each.depth == 1)
            yield Topic(number, index, reading.name, reading.owners, reading.minutes, direct)


def _end(section: Section, item: int) -> int:
    """The item behind the last one that is nested in an item."""
    items, end = section.items, item + 1
    while end < len(items) and items[end].depth > items[item].depth:
        end += 1
    return end


def _entries(meeting: Meeting, names: EntryNames) -> dict[int, Entry]:
    """The agenda's entries by the section that stands for each, those with nothing to say left out."""
    from tui.minutes.reading.topics import candidates, standing_for  # noqa: PLC0415

    found: dict[int, Entry] = {}
    taken: set[int] = set()
    for index, section in enumerate(meeting.sections):
        if section.kind is not SectionKind.AGENDA or section.blank or index in meeting.earlier:
            continue
        for each, number in standing_for(candidates(section), names, taken):
            if each.reading.owners or each.timed:
                found[number] = Entry(each.reading.owners, each.reading.minutes)
    return found
