"""One section as a bordered pane of lines, laid out item by item and only where it is looked at.

Heights of items that were never on screen are guesses; `realise` makes a range exact. So a pane costs what
is shown of it, whatever the section weighs.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cached_property
from itertools import accumulate
from typing import ClassVar, Final, NamedTuple

from rich.cells import cell_len

from tui.minutes.model import Item, ItemKind, Section, SectionKind
from tui.minutes.reading.list_marks import numbers
from tui.minutes.text.issues import NOWHERE, Home
from widgets.display_text import for_display
from widgets.panes.empty_teams import TeamName, name_line
from widgets.panes.item_lines import item_height, item_lines, linked
from widgets.wrapping import Line, Piece, clipped, counted, flow, width_of

BLANK = -1  # the number of a row that stretches a pane beside a taller one
GAP = -2  # that of a row below the last pane of a column, beside a taller one
FRAME = 2  # columns of border and padding on each side
SPACED = frozenset({ItemKind.PARAGRAPH, ItemKind.CODE, ItemKind.TABLE, ItemKind.QUOTE})

GLYPHS: Final = {
    SectionKind.AGENDA: "≡",
    SectionKind.ATTENDEES: "@",
    SectionKind.ANNOUNCEMENTS: "»",
    SectionKind.LIFECYCLE: "↻",
    SectionKind.DISCUSSION: "¶",
    SectionKind.ACTIONS: "☐",
    SectionKind.DECISIONS: "◆",
}
"""Kinds that stand out; teams and other sections have none."""


Asides = Mapping[int, Sequence[str]]
"""What is shown under items though it is in no file: number of the item to the words."""

NO_ASIDES: Final[Asides] = {}
NOTHING: Final = "nothing reported"
"""What an empty report says."""


class PaneRow(NamedTuple):
    """A line of a pane: what is drawn inside the border, and the item it belongs to."""

    line: Line
    item: int | None = None


class TopicItems(NamedTuple):
    """The items of a section that are topics, and those that are drawn, where one topic alone is shown."""

    heads: frozenset[int] = frozenset()
    only: range | None = None


NO_TOPIC_ITEMS: Final = TopicItems()


class Shape(NamedTuple):
    """What a pane is made with besides its section."""

    label: str
    width: int
    slim: bool = False
    calm: bool = False
    inside: Sequence[Line] = ()
    asides: Asides = NO_ASIDES
    topics: TopicItems = NO_TOPIC_ITEMS
    today: date | None = None
    home: Home = NOWHERE
    name: TeamName | None = None
    """What it is drawn as in a line of empty teams."""


class Pane:
    """A section drawn `width` cells wide. Row 0 is the top border, the last one the bottom border.

    A `slim` pane is a single line with the title: a container that only holds other sections. A `calm` one
    has air between its items. `inside` stands where there are no items, as the sections of a group do, and
    `asides` under them. `topics` tells which items stand out.
    """

    NOTHING: ClassVar[str] = f"∅ {NOTHING}"

    def __init__(self, section: Section, shape: Shape) -> None:
        self.section = section
        self.shape = shape
        """What it was made with besides the section."""
        self.label, self.width, self.slim, self.calm = shape.label, shape.width, shape.slim, shape.calm
        self.inside, self.asides = shape.inside, shape.asides
        self.topics, self.today = shape.topics, shape.today
        self.inner = max(8, self.width - 2 * FRAME)
        self._lines: dict[int, list[Line]] = {}
        self._heights = [self._guess(index) for index in range(len(section.items))] or [len(self.inside) or 1]

    @property
    def height(self) -> int:
        """Rows with both borders, as far as is known."""
        return 1 if self.slim else self._ends[-1] + 2

    def shows(self, section: Section) -> bool:
        """True where a section looks the same in this pane, though it may stand on other lines."""
        mine = self.section
        return mine is section or (
            mine.content.alike(section.content)
            and (mine.owners, mine.status, mine.minutes, mine.kind)
            == (section.owners, section.status, section.minutes, section.kind)
        )

    def realise(self, top: int, bottom: int) -> None:
        """Lay out exactly what stands in the rows `top` to `bottom` of this pane."""
        if self.slim or not self.section.items:
            return
        index = self._item_at_offset(max(0, top - 1))
        offset = self.top_of(index)
        while index < len(self._heights) and offset < bottom:
            known = self._lines.get(index)
            offset += len(self._item_rows(index) if known is None else known)
            index += 1

    def row(self, y: int) -> PaneRow:
        """The row at `y`, borders left out: 1 is the first one inside."""
        if y == BLANK:
            return PaneRow(())
        ends = self._ends
        index = min(bisect_right(ends, y - 1), len(ends) - 1)
        if (lines := self._lines.get(index)) is None:
            if not self.section.items:
                nothing = (Piece(clipped(self.NOTHING, self.inner), "muted"),)
                return PaneRow(self.inside[y - 1] if self.inside else nothing)
            lines = self._item_rows(index)
            ends = self._ends
        above = ends[index - 1] if index else 0
        return PaneRow(lines[min(y - 1 - above, len(lines) - 1)], index)

    def rows_in(self, top: int, bottom: int, height: int) -> list[int]:
        """The rows drawn at `top` to `bottom` of a pane stretched to `height`, with a gap below it.

        Blank rows go above the lower border.
        """
        last, end = self.height - 1, height - 1
        return [
            y if y < last or y == 0 else last if y == end else BLANK if y < end else GAP
            for y in range(top, bottom)
        ]

    def top_of(self, index: int) -> int:
        """The row an item begins at."""
        return 1 + (self._ends[index - 1] if index else 0)

    def first_row(self, index: int) -> int:
        """The row where an item's text begins, below a blank one that sets it off."""
        return self.top_of(index) + self._space_before(index)

    def height_of(self, index: int) -> int:
        """The rows of an item, made exact."""
        return len(self._item_rows(index))

    def lines_of(self, index: int) -> list[Line]:
        """The rows of an item, made exact."""
        return self._item_rows(index)

    def item_at(self, y: int) -> int | None:
        """The item drawn at a row, if any."""
        inside = self.section.items and 0 < y < self.height - 1
        return self._item_at_offset(y - 1) if inside else None

    @cached_property
    def _ends(self) -> list[int]:
        """Where each ends, in rows; forgotten when one becomes higher or lower."""
        return list(accumulate(self._heights))

    def _item_at_offset(self, offset: int) -> int:
        return min(bisect_right(self._ends, offset), len(self._heights) - 1)

    def _guess(self, index: int) -> int:
        if self._is_left_out(index):
            return 0
        return item_height(self.section.items[index], self.inner) + self._space_before(index)

    def _item_rows(self, index: int) -> list[Line]:
        rows = self._lines.get(index)
        if rows is None:
            rows = [] if self._is_left_out(index) else [()] * self._space_before(index) + self._drawn(index)
            for words in self.asides.get(index, ()):
                rows += aside_lines(words, self.inner)
            self._lines[index] = rows
            if len(rows) != self._heights[index]:
                self._heights[index] = len(rows)
                self.__dict__.pop("_ends", None)
        return rows

    def item(self, index: int) -> Item:
        """An item as it is drawn: one of an ordered list has the number that a reader counts."""
        item = self.section.items[index]
        return item._replace(marker=self._numbers[index]) if item.kind is ItemKind.ORDERED else item

    @cached_property
    def _numbers(self) -> dict[int, str]:
        return numbers(self.section.items)

    def _is_left_out(self, index: int) -> bool:
        only = self.topics.only
        return only is not None and index not in only

    def _drawn(self, index: int) -> list[Line]:
        """The lines of an item; a topic's stand out, those of a placeholder ("TBD") recede."""
        lines = [linked(line, self.shape.home) for line in self.drawn_item(self.item(index))]
        if index in self.topics.heads:
            return [
                tuple(piece._replace(role="strong") if piece.role == "text" else piece for piece in line)
                for line in lines
            ]
        if not self.section.empty:
            return lines
        return [tuple(piece._replace(role="muted") for piece in line) for line in lines]

    def drawn_item(self, item: Item) -> list[Line]:
        """The lines that an item is drawn in, at most `inner` cells wide."""
        return item_lines(item, self.inner, self.today)

    def _space_before(self, index: int) -> int:
        """A blank row sets prose, code, tables and topics off from what stands above; in a calm pane, all."""
        items = self.section.items
        item, only = items[index], self.topics.only
        if index == 0 or item.depth or (only is not None and index == only.start):
            return 0
        if self.calm:
            return 1
        above = items[index - 1]
        below = items[index + 1].depth if index + 1 < len(items) else 0
        if index in self.topics.heads and (above.depth or below):
            return 1
        return int(item.kind in SPACED or (above.kind in SPACED and above.depth == 0))


def aside_lines(words: str, width: int) -> list[Line]:
    """A private line, dimmed."""
    head: Line = (Piece("  private: ", "muted"),)
    return flow([Piece(for_display(words), "muted")], width, head, (Piece(" " * width_of(head)),))


def title_line(pane: Pane, current: bool, spent: str = "", told: Line = ()) -> Line:
    """The top border with the pane's name, lead, status and count set into it, and what time was `spent`.

    A name in a line of empty teams has nothing of that; the last one ends with what is `told`.
    """
    if pane.shape.name is not None:
        return name_line(pane.shape.name, current, told)
    section = pane.section
    role = "border-current" if current else "border"
    left, right = ("", "") if pane.slim else ("╭─", "─╮")
    known = facts(section)
    wanted = 2 + cell_len(for_display(pane.label)) + sum(cell_len(for_display(fact)) + 3 for fact, _ in known)
    time = f" {spent} ·" if spent and wanted + len(spent) + 18 <= pane.width else ""
    badge = "" if pane.slim else time + _badge(section, short=wanted + len(time) + 16 > pane.width)
    room = pane.width - len(left) - len(right) - len(badge) - 2
    name = clipped(for_display(pane.label), max(4, room - 4))
    glyph = GLYPHS.get(section.kind, "")
    line: list[Piece] = [Piece(left, role), Piece(f" {glyph}" if glyph else "", "kind")]
    line.append(Piece(f" {name}", "title-current" if current else "title"))
    used = width_of(tuple(line)) - len(left)
    for fact, look in known:
        piece = Piece(f" {for_display(fact)}", look)
        size = width_of((piece,)) + 2
        if used + size > room:
            break
        line += [Piece(" ·", "muted"), piece]
        used += size
    fill = max(0, pane.width - len(left) - used - 1 - len(badge) - len(right))
    return (*line, Piece(" " + "─" * fill, role), Piece(badge, "muted"), Piece(right, role))


def _badge(section: Section, *, short: bool) -> str:
    count = section.item_count
    if short or not count:
        return f" {count} " if count else " ∅ "
    return f" {counted(count, 'item')} "


def told_line(section: Section, more: Sequence[Mapping[str, str]], invitation: str) -> Line:
    """What a line of empty teams tells of the one with the cursor, as its box would, and `more` by key."""
    ways = invitation.partition(" · ")[2]  # that nothing is reported, the line says itself
    words = [*(known.get(section.key, "") for known in more), ways]
    said = [*facts(section), *((word, "muted") for word in words)]
    parts = [(Piece(" · ", "muted"), Piece(for_display(fact), look)) for fact, look in said if fact]
    return tuple(piece for part in parts for piece in part)[1:]


def facts(section: Section) -> list[tuple[str, str]]:
    """What a heading tells of its section: lead, status and timebox, each with its role."""
    known = [(", ".join(section.owners), "lead")] if section.owners else []
    known += [(section.status, "status")] if section.status else []
    return known + ([(f"{section.minutes} min", "status")] if section.minutes else [])
