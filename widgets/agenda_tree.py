"""The agenda: every section and topic in order, foldable, with its badge. One line-API widget.

A row is `fold mark name … minutes ⚑ ! badge`: `▾` open and `▸` folded groups, `✓` reviewed and by how many,
`○` not yet, `●` changed outside since it was last looked at or reviewed, the timebox, `⚑` a flag, `!` an
open action, the number of items or `∅`. Rows are told apart by the keys of sections and topics, so fold,
cursor and scroll outlive a reload. Earlier meetings of the same file are a group, folded at first.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from typing import Final

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tui.minutes.model import Meeting, SectionKind
from tui.minutes.running.topic_rows import NO_TOPICS, Topics
from tui.minutes.text.signatures import may_be_signed
from widgets.agenda_rows import EARLIER, INDENT, AgendaRow, groups_of, mark_of, said_by, width_of_names
from widgets.panes.pane_list import shown_sections
from widgets.split_edge import Edge, SplitEdge
from widgets.styles import Styles
from widgets.wrapping import Line, Piece, clipped, flow

_AROUND: Final = 19
"""Cells of a row beside its name, its minutes, flag, action and count among them, and of the frame."""

TEN: Final = 10  # readers of a report from which on there is no room for their number
_PARTS: Final = ("left", "fold", "mark", "gap", "name", "gap", "box", "flag", "action", "count")
"""What the parts of a row are, from left to right."""


class AgendaTree(SplitEdge, ScrollView, can_focus=True, inherit_bindings=False):
    """The sections and topics of a meeting as a tree with one cursor."""

    ALLOW_SELECT = False  # a drag begun here marks no text elsewhere
    EDGE = Edge.RIGHT

    meeting: reactive[Meeting | None] = reactive(None, repaint=False, always_update=True)  # == reads it all
    reviewed: reactive[frozenset[str]] = reactive(frozenset())
    changed: reactive[frozenset[str]] = reactive(frozenset())
    stale: reactive[frozenset[str]] = reactive(frozenset())
    """What says something else than when it was reviewed."""
    signed: reactive[bool] = reactive(False)
    """Whether reviews are signed: what I have still to review is marked then."""
    folded: reactive[frozenset[str]] = reactive(frozenset())

    invitation: reactive[str] = reactive("")
    """What is said below the rows of minutes that have no headings."""

    class SectionSelected(Message):
        """The cursor moved to another row: a section's, or a topic's."""

        def __init__(self, tree: AgendaTree, key: str) -> None:
            super().__init__()
            self.tree = tree
            self.key = key

        @property
        def control(self) -> AgendaTree:
            """The tree it happened in."""
            return self.tree

    class BadgeClicked(Message):
        """A badge of a row was clicked: `!`, `●`, `✓` (also where it could stand), or else the count."""

        def __init__(self, tree: AgendaTree, key: str, badge: str) -> None:
            super().__init__()
            self.tree = tree
            self.key = key
            self.badge = badge

        @property
        def control(self) -> AgendaTree:
            """The tree it happened in."""
            return self.tree

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.selected = ""
        self.topics = NO_TOPICS
        """Those of the meeting that are rows; to be set before it, or shown by `show_topics`."""
        self._laid_out = NO_TOPICS
        self.wanted_width = 0
        """The columns, with the frame, in which no name is cut and all is told of each row."""
        self._rows: list[AgendaRow] = []
        self._row_of: dict[str, int] = {}
        self._counts_readers = False  # some section says who has reviewed it
        self._looks = Styles(self)

    def watch_meeting(self, before: Meeting | None, meeting: Meeting | None) -> None:
        """Lay the rows out anew where there are others; the cursor stays on its section where it can."""
        self._counts_readers = meeting is not None and may_be_signed(meeting.source.text)
        same = before is not None and meeting is not None and meeting.has_headings_of(before)
        if same and self.topics.has_rows_of(self._laid_out):
            self._take_topics()
            self.refresh()
        else:
            self._lay_out()

    def show_topics(self, topics: Topics) -> None:
        """Show other rows for the topics of the meeting."""
        self.topics = topics
        self._lay_out()

    def watch_folded(self) -> None:
        """Show or hide the rows of a group."""
        self._lay_out()

    def select(self, key: str) -> None:
        """Put the cursor on a section, unfolding what hides it; tells nobody."""
        if key == self.selected and key in self._row_of:
            return
        rows = {self._row_of.get(self.selected)}
        self.selected = key
        if key not in self._row_of and self._is_known(key):
            around = groups_of(key, self.meeting, self.topics)
            closed = frozenset(above for above in around if self.is_folded(above))
            self.folded ^= closed
        self._show_cursor()
        for row in rows | {self._row_of.get(key)}:
            if row is not None:
                self.refresh_line(row)

    def move_by(self, steps: int) -> None:
        """Move the cursor by visible rows."""
        self.move_to_row(self._row_of.get(self.selected, -1) + steps)

    def move_to_row(self, row: int) -> None:
        """Move the cursor to a visible row, counted from 0; beyond the ends it is the end."""
        if not self._rows:
            return
        key = self._rows[min(max(row, 0), len(self._rows) - 1)].key
        if key != self.selected:
            self.select(key)
            if key != EARLIER:
                self.post_message(self.SectionSelected(self, key))

    def fold(self, closed: bool | None = None) -> None:
        """Fold or unfold the group the cursor is on (None: the other way); on a leaf, go to its group."""
        number = self._row_of.get(self.selected)
        if self.meeting is None or number is None:
            return
        row = self._rows[number]
        if row.group and closed is not self.is_folded(self.selected):
            self.folded ^= {self.selected}
        elif closed and (above := groups_of(self.selected, self.meeting, self.topics)):
            self.move_to_row(self._row_of.get(above[0], 0))

    @property
    def row_count(self) -> int:
        """Visible rows."""
        return len(self._rows)

    def _lay_out(self) -> None:
        self._rows = list(self._visible_rows())
        self._laid_out = self.topics
        self.wanted_width = width_of_names(self._rows, self.meeting) + _AROUND
        self._row_of = {row.key: n for n, row in enumerate(self._rows)}
        if self.meeting is not None and not self._is_known(self.selected):
            self.selected = self._rows[0].key if self._rows else ""
        self.virtual_size = Size(1, len(self._rows))  # rows are clipped: there is no way to the side
        self.refresh()

    def _is_known(self, key: str) -> bool:
        """True for a row, or one that a folded group hides."""
        if self.meeting is None:
            return False
        if key == EARLIER:
            return bool(self.meeting.earlier)
        return key in self.meeting.by_key or key in self.topics.by_key

    def is_folded(self, key: str) -> bool:
        """True for a group whose rows are not shown."""
        return (key in self.folded) is not (key == EARLIER)

    def _take_topics(self) -> None:
        """Take what topics say of themselves in another reading in which they are the same rows."""
        self._laid_out, known = self.topics, self.topics.by_key
        self._rows = [row._replace(topic=known[row.key]) if row.topic else row for row in self._rows]

    def _visible_rows(self) -> list[AgendaRow]:
        meeting, rows = self.meeting, list[AgendaRow]()
        if meeting is None:
            return rows
        sections, children, folded = meeting.sections, meeting.children, self.folded  # looked up once
        depths: dict[int, int] = {}
        hidden: set[int] = set()
        past = min(meeting.earlier, default=None)
        for index in shown_sections(meeting):
            section = sections[index]
            if index == past:
                rows.append(AgendaRow(EARLIER, index, 0, True))
            if index in meeting.earlier and self.is_folded(EARLIER):
                hidden.add(index)
                continue
            parent = section.parent
            above = sections[parent] if parent is not None else None
            if above is not None and (parent in hidden or above.key in folded):
                hidden.add(index)
                continue
            bare = above is None or above.kind is SectionKind.TITLE
            depth = 0 if bare or parent is None else depths.get(parent, 0) + 1
            depth = depths[index] = depth + (index in meeting.earlier and (bare or parent is None))
            topics = self.topics.of.get(index, ())
            group = bool(topics) or (index in children and section.kind is not SectionKind.TITLE)
            rows.append(AgendaRow(section.key, index, depth, group))
            if section.key not in folded:
                rows += [AgendaRow(each.key, index, depth + 1 + each.depth, False, each) for each in topics]
        return rows

    def _show_cursor(self) -> None:
        row = self._row_of.get(self.selected)
        view = self.scrollable_content_region.height
        if row is None or view <= 0:
            return
        if row < self.scroll_offset.y:
            self.scroll_to(y=row, animate=False)
        elif row >= self.scroll_offset.y + view:
            self.scroll_to(y=row - view + 1, animate=False)

    def on_resize(self) -> None:
        """The cursor stays on screen."""
        self._show_cursor()

    def notify_style_update(self) -> None:
        """Forget the looks of the theme before."""
        self._looks.clear()
        super().notify_style_update()

    def on_click(self, event: events.Click) -> None:
        """A click selects; on the fold mark it folds, on a badge it leads to what that counts."""
        offset = event.get_content_offset(self)
        row = offset.y + self.scroll_offset.y if offset is not None else len(self._rows)
        if offset is None or row >= len(self._rows):
            return
        self.move_to_row(row)
        part = self._part_at(self._rows[row], offset.x)
        if part == "fold":
            self.fold()
        elif part:
            self.post_message(self.BadgeClicked(self, self.selected, part))

    def _part_at(self, row: AgendaRow, x: int) -> str:
        """What stands at a column of a row: "fold", a badge, or nothing that does something of its own."""
        if self.meeting is None:
            return ""
        parts = self._parts(row, self.meeting, self.scrollable_content_region.width)
        ends = list(accumulate(cell_len(text) for text, _ in parts))
        number = bisect_right(ends, x)
        if number == len(parts) or not (text := parts[number][0]):
            return ""
        name = _PARTS[number]
        if name == "mark":
            return "●" if text == "●" else "✓"
        if name == "fold" or (name == "left" and x == ends[number] - 1):
            return "fold" if row.group else ""
        return {"action": "!", "flag": "⚑", "count": "#"}.get(name, "") if text.strip() else ""

    def render_line(self, y: int) -> Strip:
        """One row."""
        width = self.scrollable_content_region.width
        number = y + self.scroll_offset.y
        if self.meeting is None or number >= len(self._rows):
            return self._below(number - len(self._rows), width)
        row = self._rows[number]
        return self._row_line(row, self.meeting, width, on_cursor=row.key == self.selected)

    def _row_line(self, row: AgendaRow, meeting: Meeting, width: int, *, on_cursor: bool) -> Strip:
        look = "row-cursor-focus" if self.has_focus else "row-cursor"
        base = self._looks.alone(look) if on_cursor else Style()
        segments = [
            Segment(text, self._looks[role] + base) for text, role in self._parts(row, meeting, width)
        ]
        return Strip(segments).adjust_cell_length(width, base or self._looks["text"])

    def _below(self, y: int, width: int) -> Strip:
        """A line below the last row: blank, or of the invitation, one line down."""
        lines: list[Line] = []
        if self.invitation and len(self._rows) < 2 and self.meeting is not None and _is_bare(self.meeting):
            lines = flow([Piece(self.invitation, "muted")], max(1, width - 2))
        line = lines[y - 1] if 0 < y <= len(lines) else ()
        segments = [Segment(" " + piece.text, self._looks[piece.role]) for piece in line]
        return Strip(segments).adjust_cell_length(width, self._looks["text"])

    def _parts(self, row: AgendaRow, meeting: Meeting, width: int) -> list[tuple[str, str]]:
        """What a row says, from left to right, with the role of each part."""
        section = meeting.sections[row.section]
        said = said_by(row, section, meeting, self.topics)
        fold = ("▸" if self.is_folded(row.key) else "▾") if row.group else said.glyph
        other = row.key in self.changed or row.key in self.stale
        reviewed = row.key in self.reviewed
        mark, look = mark_of(
            row, section, empty=said.empty, other=other, reviewed=reviewed, signed=self.signed
        )
        if said.deferred and mark == " ":
            mark, look = "→", "muted"
        by = " " if not said.readers else str(said.readers) if said.readers < TEN else "+"
        by = f"{by} " if self._counts_readers else " "
        left = " " + " " * (INDENT * row.depth)
        box = f" {said.minutes}m" if said.minutes is not None else ""
        flag, action = " ⚑" if said.flagged else "", " !" if said.open_action else ""
        count = f" {said.badge:>2} "
        room = max(3, width - cell_len(left) - 3 - len(by) - cell_len(flag + action + count))
        size = cell_len(said.name)
        if size + cell_len(box) > room:
            box = ""  # the name needs the room
        name = said.name if size <= room else clipped(said.name, room)
        gap = " " * (room - cell_len(name) - cell_len(box))
        return [
            (left, "text"),
            (fold, "strong" if row.group else "kind"),
            (mark, look),
            (by, "muted"),
            (name, "strong" if row.group else "muted" if said.empty else "text"),
            (gap + " ", "text"),
            (box, "muted"),
            (flag, "flag"),
            (action, "action"),
            (count, "muted" if said.empty else "badge"),
        ]


def _is_bare(meeting: Meeting) -> bool:
    """True for minutes whose only section is what stands before a heading."""
    return all(section.kind is SectionKind.PREAMBLE for section in meeting.sections)
