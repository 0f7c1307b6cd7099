"""The current section as plain lines: its title, then item by item, the one with the cursor behind `>`."""

from __future__ import annotations

from typing import ClassVar

from rich.segment import Segment
from textual.geometry import Offset
from textual.strip import Strip

from tui.minutes.model import Item
from widgets.display_text import for_display
from widgets.panes.pane import NOTHING, Pane, PaneRow
from widgets.panes.pane_list import NOTHING_ASIDE, PaneLayout, PaneList
from widgets.panes.pane_stack import PaneStack
from widgets.panes.team_panes import TeamPanes, for_others
from widgets.places import Place
from widgets.plain import words
from widgets.wrapping import Line, Piece, clipped


class PlainPane(Pane):
    """A section without a frame: row 0 is its title, the last row is blank."""

    NOTHING: ClassVar[str] = NOTHING

    def row(self, y: int) -> PaneRow:
        """The row at `y`; a mere group names its sections with their leads."""
        row = super().row(y)
        if self.section.items or not self.inside:
            return row
        text = "".join(piece.text for piece in row.line).replace(" · ", ", lead ")
        return PaneRow((Piece(clipped(text, self.inner)),))

    def drawn_item(self, item: Item) -> list[Line]:
        """An item in words."""
        return words.item_lines(item, self.inner, self.today)

    @property
    def title(self) -> str:
        """The title, with what is known of the section."""
        facts = ["group"] if self.inside else words.section_facts(self.section)
        return clipped(for_display(", ".join([self.label, *facts])), self.inner)


class PlainPanes(TeamPanes):
    """One section at a time. The cursor goes on into the next one, so that all can be read by one key."""

    TITLES_STAY = False

    def _build_stack(self) -> None:
        width = self.scrollable_content_region.width
        if self.meeting is not None and width > 0:
            meeting = for_others(self.meeting) if self.calm else self.meeting
            aside = NOTHING_ASIDE if self.calm else self.asides
            layout = PaneLayout(width, self.place.section, kind=PlainPane, asides=aside, home=self.home)
            self._stack = PaneStack.of(meeting, layout, before=self._stack)
            self._built_for = width

    def move_to(self, place: Place, *, top: bool = False) -> None:
        """Put the cursor on a place; only the rows it leaves and comes to are drawn."""
        if place.section != self.place.section:
            self.place = place
            self._rebuild()
            self.scroll_to(y=0, animate=False)
            self.show_place()
            self.post_message(self.CursorMoved(self, place))
            return
        before, self.place = self.place, place
        self.show_place(top=top)
        for rows in {self._stack.rows_of(before), self._stack.rows_of(place)}:
            if rows is not None:
                self.refresh_lines(*rows)
        if place != before:
            self.post_message(self.CursorMoved(self, place))

    def move_by(self, steps: int) -> None:
        """Move the cursor over items, and over the edge of a section into the next."""
        if self.meeting is not None:
            one_column = PaneList(self.meeting, PaneLayout(0))
            place = one_column.step(self.place, steps)
            self.move_to(place) if place is not None else None

    def show_place(self, *, top: bool = False, high: bool = False) -> None:
        """Scroll by halves of the screen: a line at a time would draw all of it for every key."""
        found = self._stack.rows_of(self.place)
        if found is None:
            return
        self._resize_virtual()
        start, height = found
        view, at = self.scrollable_content_region.height, self.scroll_offset.y
        if top and self.place.item is None:
            self.scroll_to(y=start, animate=False)
        elif start < at or start + min(height, view) > at + view:
            above = view // 3 if high else view // 2 if start < at else 1
            self.scroll_to(y=max(0, start - above), animate=False)

    def render_line(self, y: int) -> Strip:
        """One line; the terminal's cursor goes where the row of the cursor begins."""
        width = self.size.width
        found = self._stack.row(y + self._top)
        if not found:
            return Strip.blank(width, self._looks["text"])
        pane, row = found[0]
        place, line = self._said(pane, row)
        on_cursor = place == self.place
        if on_cursor and self.has_focus:
            self.app.cursor_position = Offset(self.content_region.x, self.content_region.y + y)
        mark = Segment(words.MARK if on_cursor else " " * len(words.MARK), self._looks["text"])
        fresh = place in self.changed or place in self.stale
        changed = [Segment("changed: ", self._looks["changed"])] if fresh else []
        return Strip([mark, *changed, *line]).adjust_cell_length(width, self._looks["text"])

    def _said(self, pane: Pane, row: int) -> tuple[Place | None, list[Segment]]:
        """What a row says, and the place that begins there."""
        key = pane.section.key
        if row == 0 and isinstance(pane, PlainPane):
            return Place(key), [Segment(pane.title, self._looks["title"])]
        if row >= pane.height - 1:
            return None, []
        drawn = pane.row(row)
        if not pane.section.items and self.invitation and not pane.inside:
            missed = self.missed.get(key, NOTHING)
            said = words.in_words(self.invitation.replace(NOTHING, missed))
            return None, [Segment(clipped(said, pane.inner), self._looks["text"])]
        begins = drawn.item is not None and row == pane.first_row(drawn.item)
        return Place(key, drawn.item) if begins else None, self._segments(drawn.line)
