"""The panes of a meeting in order: which sections have one, under what name, and where a cursor can stand."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from copy import copy
from typing import Final, NamedTuple

from tui.minutes.model import Meeting, Section, SectionKind
from tui.minutes.running.topic_rows import NO_TOPICS, Topics
from tui.minutes.text.issues import NOWHERE, Home
from tui.minutes.text.patterns import LazyPattern
from tui.minutes.text.source import Source
from widgets.display_text import for_display
from widgets.panes.empty_teams import TeamName, empty_runs, names_in_rows
from widgets.panes.grid import Grid
from widgets.panes.pane import FRAME, NO_ASIDES, Asides, Pane, Shape, TopicItems, aside_lines, told_line
from widgets.places import Place
from widgets.wrapping import Line, Piece, clipped, width_of

COLUMN_LEAST: Final = 56
"""Cells of a column of panes: a terminal of 160 columns less the agenda holds two, one of 220 three."""

COLUMNS_MOST: Final = 3
_LOST: Final = 3  # cells that a row lacks, on average, where a word goes to the next one
_TARGET: Final = LazyPattern(r"\]\([^)\s]*\)")  # where a link leads, of which nothing is drawn

NO_HEADING: Final = "(no heading)"
"""Stands for a name that is missing."""

NO_MEETING: Final = Meeting(Source())
NOTHING_ASIDE: Final[Mapping[str, Asides]] = {}


def shown_sections(meeting: Meeting, *, earlier: bool = True) -> Iterator[int]:
    """The sections that have a pane: all but a title that is nothing but the title.

    Those of `earlier` meetings of the file are among them or not.
    """
    for index, section in enumerate(meeting.sections):
        if not earlier and index in meeting.earlier:
            continue
        bare_title = section.kind is SectionKind.TITLE and section.blank
        if not bare_title or len(meeting.sections) == 1:
            yield index


def label_of(meeting: Meeting, index: int) -> str:
    """A section's name with those of the groups it is in; the topmost container goes without saying."""
    section = meeting.sections[index]
    names = [_name(section)]
    parent = section.parent
    if section.kind is SectionKind.TITLE and _is_top(meeting, section):
        return section.title or names[0]
    while parent is not None and not _is_top(meeting, section):
        section = meeting.sections[parent]
        parent = section.parent
        if not _is_top(meeting, section):
            names.append(_name(section))
    return " · ".join(reversed(names))


def _name(section: Section) -> str:
    return section.name or NO_HEADING


def _is_top(meeting: Meeting, section: Section) -> bool:
    return section.parent is None or meeting.sections[section.parent].kind is SectionKind.TITLE


class PaneLayout(NamedTuple):
    """How panes are drawn: how wide, only one section or topic by its key, calm, by what, with what aside.

    `home` is where short references to issues lead; `earlier`: with the earlier meetings of the file.
    """

    width: int
    only: str | None = None
    calm: bool = False
    kind: type[Pane] = Pane
    asides: Mapping[str, Asides] = NOTHING_ASIDE
    home: Home = NOWHERE
    earlier: bool = True


class PaneList:
    """The panes of a meeting at one width, by number, and the steps of a cursor through them.

    A pane is made when somebody looks at it.
    """

    def __init__(self, meeting: Meeting, layout: PaneLayout, topics: Topics = NO_TOPICS) -> None:
        self.meeting = meeting
        self.topics = topics
        self.layout = layout
        self.width, only, self._calm, self._kind, self._asides, self._home, earlier = layout
        self._topic = topics.by_key.get(only or "")
        self._alone = only is not None
        self.slim: list[bool] = []
        """Whether a pane is a single line."""
        self.columns = min(COLUMNS_MOST, max(1, self.width // COLUMN_LEAST)) if only is None else 1
        """How many panes may stand beside each other."""
        self.grid = Grid(self.columns)
        """Where each stands."""
        self.heights: list[int] = []
        """How high each may be."""
        self.wide: list[bool] = []
        """Whether it has its rows for itself."""
        self._sections: list[int] = []  # number of a pane: index of its section
        self.made: dict[int, Pane] = {}
        """The panes that somebody has looked at, by number."""
        sections, children, blanks = meeting.sections, meeting.children, meeting.blanks
        self._sections += shown_sections(meeting, earlier=earlier) if only is None else self._alone_is(only)
        self.names: dict[int, TeamName] = {} if only is not None else self._names()
        """The panes that stand as names in a line of empty teams."""
        for number, index in enumerate(self._sections):
            name = self.names.get(number)
            slim = name is not None or (only is None and index in children and index in blanks)
            self.slim.append(slim)
            self.wide.append(slim or self.columns == 1 or sections[index].kind is not SectionKind.TEAM)
        for number in self._lonely():
            self.wide[number] = True
        for number, wide in enumerate(self.wide):
            name = self.names.get(number)
            column = name.column if name is not None else 0 if wide else None
            self.heights.append(self.guess(number))
            self.grid.add(column, self.heights[-1])

    def _lonely(self) -> list[int]:
        """The panes that nothing could stand beside."""
        around = [True, *self.wide, True]
        return [n for n, wide in enumerate(self.wide) if not wide and around[n] and around[n + 2]]

    def _alone_is(self, key: str) -> list[int]:
        """The section that a key stands for, or that of a topic."""
        index = self._topic.section if self._topic is not None else self.meeting.by_key.get(key)
        return [index] if index is not None else []

    def _names(self) -> dict[int, TeamName]:
        """Where the names of empty teams stand, those that follow each other in one line."""
        found: dict[int, TeamName] = {}
        for run in empty_runs(self.meeting, self._sections, self._asides):
            teams = [self.section(number) for number in run]
            names = [label_of(self.meeting, self._sections[run.start]), *map(_name, teams[1:])]
            room = max(width_of(told_line(team, (), "")) for team in teams)
            found |= {name.number: name for name in names_in_rows(names, run, self.width, room + 4)}
        return found

    def in_line_before(self, name: TeamName | None, place: Place) -> Section | None:
        """The team of a place, where this name ends the line that it stands in."""
        if name is None or not name.last:
            return None
        number = self.number_of(place.section)
        return self.section(number) if number is not None and number in name.run else None

    @property
    def column(self) -> list[int]:
        """Which one of those beside each other each pane is in, from the left."""
        return self.grid.column

    def __len__(self) -> int:
        return len(self._sections)

    def __getitem__(self, number: int) -> Pane:
        pane = self.made.get(number)
        if pane is None:
            pane = self._kind(self.section(number), self._shape(number))
            self.made[number] = pane
        return pane

    def _shape(self, number: int) -> Shape:
        """What a pane is made with besides its section."""
        label, width = label_of(self.meeting, self._sections[number]), self.width_of(number)
        section = self.section(number)
        inside = self._inside(number, width) if self._alone and section.blank else []
        asides = self._asides.get(section.key, NO_ASIDES)
        if section.blank:
            inside += [line for words in asides.get(-1, ()) for line in aside_lines(words, width - 2 * FRAME)]
        topics = self._topic_items(number)
        today = self.meeting.date
        name = self.names.get(number)
        return Shape(
            label, width, self.slim[number], self._calm, inside, asides, topics, today, self._home, name
        )

    def _topic_items(self, number: int) -> TopicItems:
        """The items of a section that are topics, and those of the topic that is shown alone."""
        alone = self._topic
        heads = frozenset(row.item for row in self.topics.of.get(self._sections[number], ()))
        return TopicItems(heads, range(alone.item, alone.end) if alone is not None else None)

    def _inside(self, number: int, width: int) -> list[Line]:
        """The sections of a group, each with its lead, as lines of its pane."""
        lines: list[Line] = []
        for child in self.meeting.children.get(self._sections[number], ()):
            section = self.meeting.sections[child]
            lead = f" · {', '.join(section.owners)}" if section.owners else ""
            name = clipped(for_display(_name(section)), width - 2 * FRAME)
            room = width - 2 * FRAME - width_of((Piece(name),))
            lines.append((Piece(name, "strong"), Piece(clipped(for_display(lead), room), "lead")))
        return lines

    def section(self, number: int) -> Section:
        """What a pane shows."""
        return self.meeting.sections[self._sections[number]]

    def width_of(self, number: int) -> int:
        """How wide a pane is drawn, in cells."""
        if (name := self.names.get(number)) is not None:
            return name.width
        if self.wide[number]:
            return self.width
        spare = self.width % self.columns if self.column[number] == self.columns - 1 else 0
        return self.width // self.columns + spare

    def left_of(self, number: int) -> int:
        """Where a pane begins, in cells from the left."""
        if (name := self.names.get(number)) is not None:
            return name.left
        return self.column[number] * (self.width // self.columns)

    def number_of(self, key: str) -> int | None:
        """The number of a section's pane."""
        index = self.meeting.by_key.get(key)
        if index is None:
            return None
        number = bisect_left(self._sections, index)
        return number if number < len(self._sections) and self._sections[number] == index else None

    def again(self, meeting: Meeting, topics: Topics) -> PaneList | None:
        """The same panes for another reading of the file; None where they may be others."""
        if not meeting.has_sections_of(self.meeting) or not topics.has_rows_of(self.topics):
            return None
        panes: PaneList = copy(self)
        panes.meeting, panes.topics, panes.made = meeting, topics, {}
        return panes

    def take_over(self, before: PaneList) -> None:
        """Take panes of another reading whose section says the same, with all that is laid out in them."""
        for number, pane in before.made.items():
            same = self._sections is before._sections
            there = number if same else self.number_of(pane.section.key)
            if there is None or not pane.shows(self.section(there)):
                continue
            if same or pane.shape == self._shape(there):
                pane.section = self.section(there)
                self.made[there] = pane

    def changed_since(self, before: PaneList) -> list[int]:
        """The panes whose section is another one than in `before`, of which these were made `again`."""
        changed = self.meeting.changed_since(before.meeting) or range(0)
        first, last = (bisect_left(self._sections, index) for index in (changed.start, changed.stop))
        return list(range(first, last))

    def guess(self, number: int) -> int:
        """How high a pane may be: as its lines in the file, of which the last is mostly blank.

        Of one that may stand beside others it is told how its lines wrap: by that it has its place.
        """
        if self.slim[number]:
            return 1
        body = self.section(number).body
        rows = max(1, len(body) - 1) + 2
        if self.wide[number]:
            return rows
        room = self.width // self.columns - 2 * FRAME - _LOST
        lines = self.meeting.source.lines[body.start : body.end]
        if max(map(len, lines), default=0) <= room:
            return rows
        return rows + sum((len(_TARGET.sub("", line)) - 1) // room for line in lines if len(line) > room)

    @property
    def first(self) -> Place | None:
        """The first place where the cursor can stand."""
        return self._stop(0, 0) if self._sections else None

    @property
    def last(self) -> Place | None:
        """The last place where the cursor can stand."""
        return self._stop(len(self._sections) - 1, -1) if self._sections else None

    def _stop(self, number: int, item: int) -> Place:
        """The place of an item, counted from the end where it is negative; of the pane where it has none."""
        section = self.section(number)
        count = len(section.items)
        return Place(section.key, item % count if count else None)

    def step(self, place: Place, steps: int, column: int = 0) -> Place | None:
        """The place so many stops further down: every item is one, every pane without any too. None for none.

        A section itself is just before its first item. Below and above a pane stands the one in its own
        column or, from one as wide as all, the one in `column`. Of empty teams in a line every one is a stop.
        """
        number = self.number_of(place.section)
        if number is None:
            return self.first
        column = column if self.wide[number] else self.column[number]
        count = len(self.section(number).items)
        at = place.item if place.item is not None else -1 if count else 0
        at += steps
        while at >= (stops := max(1, len(self.section(number).items))):
            at -= stops
            if (below := self._below(number, column)) is None:
                return None
            number = below
        while at < 0:
            if (above := self._above(number, column)) is None:
                return None
            number = above
            at += max(1, len(self.section(number).items))
        return self._stop(number, at)

    def _below(self, number: int, column: int) -> int | None:
        """The pane below another one, or the next name in a line of empty teams."""
        if number + 1 in self.names and number in self.names:
            return number + 1
        below = self.grid.below(number, column)
        return self.grid.firsts[self.grid.bands[below]] if below in self.names else below

    def _above(self, number: int, column: int) -> int | None:
        """The pane above another one, or the name before it in a line of empty teams."""
        first = self.grid.firsts[self.grid.bands[number]]
        if number in self.names and number > first:
            return number - 1
        if not self.grid.over(number) and first - 1 in self.names:
            return first - 1
        return self.grid.above(number, column)
