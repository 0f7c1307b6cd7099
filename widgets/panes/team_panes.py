"""The team panes: every section of the meeting as a bordered pane in one scroll, drawn line by line.

One widget for all panes, whatever the meeting weighs: moving is a scroll, never a mount.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import chain
from typing import ClassVar

from rich.segment import Segment
from textual import events
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip

from tui.minutes.model import Item, Meeting, Section
from tui.minutes.running.topic_rows import NO_TOPICS
from tui.minutes.text.issues import NOWHERE, Home
from widgets.containers import TallView
from widgets.panes.item_lines import marked
from widgets.panes.pane import FRAME, GAP, NOTHING, Asides, Pane, PaneRow, title_line, told_line
from widgets.panes.pane_list import NO_MEETING, NOTHING_ASIDE, PaneLayout, PaneList, shown_sections
from widgets.panes.pane_stack import LOW, PaneStack, View
from widgets.panes.text_selection import TextSelection
from widgets.places import Place, followed
from widgets.styles import Styles
from widgets.wrapping import Line, Piece, clipped


class TeamPanes(TextSelection, TallView, can_focus=True, inherit_bindings=False):
    """Panes of a meeting's sections with a cursor that walks their items."""

    TITLES_STAY: ClassVar[bool] = True
    """Whether the title of a pane is in view as long as any of it is."""

    meeting: reactive[Meeting | None] = reactive(None, repaint=False, always_update=True)  # == reads it all
    needle: reactive[str] = reactive("")
    """Text to mark wherever it is drawn; empty for none."""

    invitation: reactive[str] = reactive("")
    """What the empty section with the cursor says instead of that it is empty."""

    missed: reactive[Mapping[str, str]] = reactive[Mapping[str, str]](dict)
    """What an empty section says instead, by its key: how many reports it has missed."""

    changed: reactive[frozenset[Place]] = reactive(frozenset())
    """Places that came from outside and were not looked at yet."""

    stale: reactive[frozenset[Place]] = reactive(frozenset())
    """Places that say something since their report was reviewed; marked as if they had come just now."""

    spent: reactive[Mapping[str, str]] = reactive[Mapping[str, str]](dict)
    """Section key to the time the meeting took for it, as it is shown; not that of the section one is in."""

    zoomed: reactive[bool] = reactive(False, repaint=False)
    """Only the pane with the cursor is shown."""

    calm: reactive[bool] = reactive(False, repaint=False)
    """For a shared screen: only the section with the cursor, without a frame, with air between its items."""

    asides: reactive[Mapping[str, Asides]] = reactive[Mapping[str, Asides]](dict, repaint=False)
    """What is shown though it is in no file, by the key of its section."""

    home: reactive[Home] = reactive(NOWHERE, repaint=False)
    """Where short references to issues lead; they are drawn as links."""

    class CursorMoved(Message):
        """The cursor stands on another item, or in another section."""

        def __init__(self, panes: TeamPanes, place: Place) -> None:
            super().__init__()
            self.panes = panes
            self.place = place

        @property
        def control(self) -> TeamPanes:
            """The panes it happened in."""
            return self.panes

    class LinkClicked(Message):
        """A link was clicked; `target` is as the file has it, not yet judged."""

        def __init__(self, panes: TeamPanes, target: str) -> None:
            super().__init__()
            self.panes = panes
            self.target = target

        @property
        def control(self) -> TeamPanes:
            """The panes it happened in."""
            return self.panes

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.place = Place("")
        self.topics = NO_TOPICS
        """The meeting's topics, which stand out; to be set before it."""
        self._stack = PaneStack(PaneList(NO_MEETING, PaneLayout(0)))
        self._column = 0  # of the panes beside each other, the one that the cursor was in last
        self._built_for = 0  # columns that the stack is laid out in
        self._laid_out = Size(), Size()  # for a terminal and a view of what size
        self._before: View | None = None  # what was in view before that, if it is drawn anew already
        self._painted: tuple[int, list[list[tuple[Pane, int]]]] = 0, []  # what is drawn from which line on
        self._looks = Styles(self)

    def watch_meeting(self, before: Meeting | None, meeting: Meeting | None) -> None:
        """Show another reading of the file; cursor and what is on screen stay on the text they are on."""
        if before is not None and meeting is not None:
            self.place = followed(before, meeting, self.place)
        anchor = self._stack.anchor(self.scroll_offset.y)
        if meeting is not None and self.place.section not in meeting.by_key:
            first = next(chain(shown_sections(meeting, earlier=False), shown_sections(meeting)), None)
            self.place = Place("" if first is None else meeting.sections[first].key)
        self._rebuild()
        if anchor is not None:
            self.scroll_to(y=self._stack.offset_of(anchor), animate=False)

    def watch_zoomed(self) -> None:
        """One pane, or all of them."""
        self._rebuild()
        self._show_from_top()

    watch_calm = watch_zoomed

    def on_resize(self) -> None:
        """Flow the text anew: in a resized terminal from the top of the section, else from where it was."""
        terminal, size = self.app.size, self.scrollable_content_region.size
        before = self._before or self._stack.view(self.scroll_offset.y, self._laid_out[1].height, self.place)
        if self._before is not None:
            self.refresh()  # what was drawn for it stands on other rows from now on
        (anchor, in_view), self._before = before, None
        if terminal != self._laid_out[0]:
            anchor = None
        if size.width != self._built_for:
            self._rebuild()
        self._laid_out = terminal, size
        self._resize_virtual()
        if anchor is None:
            self._show_from_top()
        else:
            self.scroll_to(y=self._stack.offset_of(anchor), animate=False, immediate=True)
            if in_view:
                self.show_place()
        self._stack.realise(self._top, self._top + self.size.height)  # the scroll bar is to be right at once
        self._resize_virtual()

    fit = on_resize

    def on_hide(self) -> None:
        """What was on screen is forgotten: the cursor may be elsewhere when the panes are shown again."""
        self._laid_out, self._built_for = (Size(), Size()), 0

    def notify_style_update(self) -> None:
        """Forget the looks of the theme before."""
        self._looks.clear()
        super().notify_style_update()

    def move_to(self, place: Place, *, top: bool = False) -> None:
        """Put the cursor on a place and show it; `top` puts its section at the upper edge."""
        before, self.place = self.place, place
        row_of = self.topics.key_at
        moved_out = before.section != place.section or (self.calm and row_of(*before) != row_of(*place))
        opened = _is_earlier(self.meeting, place) is not _is_earlier(self.meeting, before)
        if opened or ((self.zoomed or self.calm) and moved_out):
            self._rebuild()
        self.show_place(top=top)
        self.refresh()
        if place != before:
            self.post_message(self.CursorMoved(self, place))

    def move_by(self, steps: int) -> None:
        """Move the cursor over items, from pane to pane within the column that it is, or last was, in."""
        panes = self._stack.panes
        number = panes.number_of(self.place.section)
        if number is not None and not panes.wide[number]:
            self._column = panes.column[number]
        place = panes.step(self.place, steps, self._column)
        if place is not None:
            self.move_to(place)

    def move_beside(self, direction: int) -> bool:
        """Move the cursor to the pane right (1) or left (-1); False where there is none."""
        place = self._stack.beside(self.place, direction)
        if place is not None:
            self.move_to(place)
        return place is not None

    def move_to_end(self, *, last: bool) -> None:
        """Put the cursor on the first or the last item there is."""
        place = self._stack.panes.last if last else self._stack.panes.first
        if place is not None:
            self.move_to(place)

    def page(self, direction: int, part: float = 1.0) -> None:
        """Scroll by a screen or a part of it, and bring the cursor along onto it."""
        step = max(1, int((self.scrollable_content_region.height - 1 - self.TITLES_STAY) * part))
        here = self.scroll_offset.y
        if direction < 0 and (anchor := self._stack.anchor(here)) is not None:
            self._stack.realise(max(0, here - step), here)  # rows above were guessed: nothing is passed over
            here = self._stack.offset_of(anchor)
            self._resize_virtual()
        target = min(max(here + direction * step, 0), self.max_scroll_y)
        self.scroll_to(y=target, animate=False)
        self._stack.realise(target, target + step)
        edge = target if direction < 0 or target < self.max_scroll_y else self._stack.height - 1
        edge += edge == target and self.TITLES_STAY and self._stack.is_cut(target)
        place = self._stack.place_at(edge, self._column)
        if place is not None and place != self.place:
            self.place = place
            self.refresh()
            self.post_message(self.CursorMoved(self, place))

    def show_place(self, *, top: bool = False, high: bool = False) -> None:
        """Scroll as little as shows the cursor; or its section is at the upper edge, or it stands `high`.

        That is in the upper third, with some of what comes before it.
        """
        view, here = self.scrollable_content_region.height, self.scroll_offset.y
        third = view // 3 if high else 0
        found = self._stack.rows_of(self.place) if high else None
        is_low = found is not None and not 0 <= found[0] - here <= third
        edge = self._stack.edge_for(self.place, here, view, top=top or is_low, above=third)
        self._resize_virtual()
        self.scroll_to(y=edge, animate=False)

    def region_of_place(self) -> Region | None:
        """Where on the screen the place with the cursor is drawn; None while it is not."""
        if (found := self._stack.rows_of(self.place)) is None:
            return None
        start, height = found
        top = self.content_region.y + start - self.scroll_offset.y
        left, width = self._stack.columns_of(self.place)
        region = Region(self.content_region.x + left, top, width, height)
        return region.intersection(self.content_region) or None

    def _show_from_top(self) -> None:
        """Show the section of the cursor at the upper edge, and the cursor."""
        view, here = self.scrollable_content_region.height, self.scroll_offset.y
        edge = self._stack.edge_for(Place(self.place.section), here, view, top=True)
        self._resize_virtual()
        self.scroll_to(y=edge, animate=False)
        self.show_place()

    @property
    def current_item(self) -> Item | None:
        """The item the cursor is on."""
        section = self.current_section
        items, item = section.items if section is not None else (), self.place.item
        return items[item] if item is not None and item < len(items) else None

    @property
    def current_section(self) -> Section | None:
        """The section the cursor is in."""
        index = None if self.meeting is None else self.meeting.by_key.get(self.place.section)
        return None if self.meeting is None or index is None else self.meeting.sections[index]

    @property
    def _top(self) -> int:
        """The row at the upper edge; nothing can be scrolled before the height of it all is known."""
        if self._before is not None and self._before.anchor is not None:
            edge = self._stack.offset_of(self._before.anchor)
            return max(0, min(edge, self._stack.height - self.size.height))
        if self.virtual_size.height or (found := self._stack.rows_of(Place(self.place.section))) is None:
            return self.scroll_offset.y
        return max(0, min(found[0], self._stack.height - self.size.height))

    def _build_stack(self) -> None:
        width = self.scrollable_content_region.width
        if self.meeting is not None and width > 0:
            row = self.topics.key_at(*self.place)
            only = row if self.calm else self.place.section if self.zoomed else None
            meeting = for_others(self.meeting) if self.calm else self.meeting
            asides = NOTHING_ASIDE if self.calm else self.asides
            earlier = _is_earlier(self.meeting, self.place)
            layout = PaneLayout(width, only, self.calm, asides=asides, home=self.home, earlier=earlier)
            self._stack = PaneStack.of(meeting, layout, self.topics, self._stack)
            self._built_for = width

    def _rebuild(self) -> None:
        self.unmark()
        self._build_stack()
        self._resize_virtual()
        self.refresh()

    watch_asides = _rebuild
    watch_home = _rebuild

    def _resize_virtual(self) -> None:
        size = Size(self.scrollable_content_region.width, self._stack.height)
        if size != self.virtual_size:
            self.virtual_size = size

    def render_lines(self, crop: Region) -> list[Strip]:
        """Lay out what is on screen before it is drawn; a guess that was wrong moves the scroll bar after."""
        if self.meeting is not None and self._built_for != self.scrollable_content_region.width:
            self._before = self._before or self._stack.view(
                self.scroll_offset.y, self._laid_out[1].height, self.place
            )
            self._build_stack()  # drawn before word of the size has come
        self._stack.realise(self._top, self._top + self.size.height)
        if self._stack.height != self.virtual_size.height:
            self.call_later(self._resize_virtual)
        top = self._top
        self._painted = crop.y, self._stack.rows(top + crop.y, top + crop.bottom)
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        """One line of the screen: a line of one pane, or of some beside each other."""
        segments: list[Segment] = []
        at_edge = y == 0 and self.TITLES_STAY and not self.calm and self.size.height > LOW
        first, rows = self._painted
        for pane, row in rows[y - first] if self.painting else self._stack.row(y + self._top):
            shown = self._stack.title_row(pane, row) if at_edge else row
            drawn, before = self._pane_line(pane, shown)
            only_drawn = self.painting and self.chosen is None
            segments += drawn if only_drawn else self.selectable(pane, shown, drawn, before)
        return Strip(segments).adjust_cell_length(self.size.width, self._looks["text"])

    def _pane_line(self, pane: Pane, y: int) -> tuple[list[Segment], int]:
        """A row of a pane, and the cells in it before what can be marked."""
        key = pane.section.key
        current = key == self.place.section
        border = self._looks["border-current" if current else "border"]
        edge = y >= pane.height - 1 or y == 0
        if (self.calm and edge) or y == GAP:
            return [Segment(" " * pane.width, self._looks["text"])], pane.width
        if pane.slim or y == 0:
            team = self._stack.panes.in_line_before(pane.shape.name, self.place)
            told = () if team is None else told_line(team, (self.spent, self.missed), self.invitation)
            return self._segments(title_line(pane, current, self.spent.get(key, ""), told)), 0
        if edge:
            return [Segment("╰" + "─" * (pane.width - 2) + "╯", border)], pane.width
        row = pane.row(y)
        if row.line and row.item is None and not (pane.inside or pane.section.items):
            invitation = self.invitation if current and not self.calm else ""
            row = without_report(pane, row, self.missed.get(key, ""), invitation)
        drawn = row.item is not None and row.line  # and not the air above an item
        on_cursor = current and drawn and row.item == self.place.item
        fresh = drawn and ((key, row.item) in self.changed or (key, row.item) in self.stale)
        bar = Segment("▌" if on_cursor else "●" if fresh else " ", self._looks["cursor"])
        side, segments = Segment(" " if self.calm else "│", border), self._segments(row.line)
        blank = pane.width - 2 * FRAME + 1 - Segment.get_line_length(segments)
        return [side, bar, *segments, Segment(" " * blank, self._looks["text"]), side], FRAME

    def _segments(self, line: Line) -> list[Segment]:
        if self.needle:
            line = marked(line, self.needle)
        return [Segment(piece.text, self._looks[piece.role]) for piece in line]

    def on_click(self, event: events.Click) -> None:
        """A click puts the cursor there, and opens a link that is under it; more of them mark text."""
        if self.mark_by_clicks(event):
            return
        offset = event.get_content_offset(self)
        hit = self._stack.hit(offset.x, offset.y + self.scroll_offset.y) if offset is not None else None
        if hit is None:
            return
        place, piece = hit
        self.move_to(place)
        if piece is not None and piece.target:
            self.post_message(self.LinkClicked(self, piece.target))


def without_report(pane: Pane, row: PaneRow, missed: str, invitation: str) -> PaneRow:
    """What stands in a pane without items: what it has missed, and at the cursor what to do about it."""
    said = invitation.replace(NOTHING, missed or NOTHING) or (f"∅ {missed}" if missed else "")
    return PaneRow((Piece(clipped(said, pane.inner), "muted"),)) if said else row


def for_others(meeting: Meeting) -> Meeting:
    """A meeting for those who watch: nothing hidden is in it."""
    from tui.minutes.reading.veil import veiled  # noqa: PLC0415 - the first paint needs none

    return veiled(meeting)


def _is_earlier(meeting: Meeting | None, place: Place) -> bool:
    """True for a place in an earlier meeting of the file: only then are those drawn."""
    return meeting is not None and meeting.by_key.get(place.section) in meeting.earlier
