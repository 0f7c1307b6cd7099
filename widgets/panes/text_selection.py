"""Text of the panes marked with the mouse: dragged over, a word by a double click, an item by a triple one.

Textual's screen follows the mouse and copies; it finds spots by the `offset` in the style of what a widget
draws, asks `get_selection` for the text, and tells `selection_updated`. Where exactly a drag ends is decided
here: at the cell next to the mouse, also when that is off the panes or the text scrolls under it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Offset, Region
from textual.scroll_view import ScrollView
from textual.selection import Selection
from textual.strip import Strip

from widgets.panes.pane import Pane
from widgets.panes.pane_stack import PaneStack
from widgets.styles import Styles

if TYPE_CHECKING:
    from widgets.panes.spots import Spot, SpotRange

    _Mixin = ScrollView
else:
    _Mixin = object  # Textual takes component classes and style from the first base that is a widget

_BORDER: Final = "╭╮─│ "


class TextSelection(_Mixin):
    """A view of a stack of panes whose text can be marked. To be named before the view it is mixed into."""

    _stack: PaneStack
    chosen: SpotRange | None = None
    """The text that is marked."""

    painting: bool = False
    _looks: Styles

    _anchor: Spot | None = None  # where the drag that goes on began
    _mouse: Offset = Offset()  # where it is now

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """The marked text."""
        if self.chosen is None:
            self.selection_updated(selection)  # word of it is still on its way
        from widgets.panes.spots import text_of  # noqa: PLC0415 - somebody copies

        return (text_of(self._stack, self.chosen), "\n") if self.chosen is not None else None

    def selection_updated(self, selection: Selection | None) -> None:
        """Mark what lies between the beginning of the drag and the mouse, or the spots that are given."""
        from widgets.panes.spots import Spot, SpotRange  # noqa: PLC0415 - somebody marks text

        if selection is None:
            self.chosen = None
        elif self._anchor is not None:
            self._follow_mouse()
        elif selection.start is not None and selection.end is not None:
            self.chosen = SpotRange(Spot.of(selection.start), Spot.of(selection.end))
        self.refresh()

    def mark(self, chosen: SpotRange | None) -> None:
        """Mark a range of text, and nothing else on the screen."""
        if chosen is not None:
            self.screen.selections = {self: Selection(chosen.start.offset, chosen.end.offset)}

    def unmark(self) -> None:
        """Mark nothing: the text is laid out anew."""
        self._anchor = None
        if self.chosen is not None:
            self.screen.clear_selection()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Text that scrolls by under the mouse is marked as well."""
        super().watch_scroll_y(old_value, new_value)
        if self._anchor is not None and self.chosen is not None:
            self._follow_mouse()

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """A drag may begin."""
        if event.button == 1:
            self._mouse = _cell(event)
            self._anchor = self._spot_under(self._mouse)
            self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Mark up to the mouse; without the button, which was let go of unseen, end the drag."""
        if self._anchor is None:
            return
        if event.button:
            self._mouse = _cell(event)
            if self.chosen is not None:
                self._follow_mouse()
        else:
            chosen = self.chosen
            self._let_go()
            self.screen.clear_selection()  # ends the drag for the screen, too
            self.mark(chosen)

    def on_mouse_up(self) -> None:
        """The drag is over."""
        self._let_go()

    def on_mouse_release(self) -> None:
        """Somebody else has the mouse now."""
        self._anchor = None

    def mark_by_clicks(self, event: events.Click) -> bool:
        """Mark the word under a double click, the item under a triple one; True where text is marked now."""
        event.prevent_default()  # Textual would mark all there is
        from widgets.panes.spots import item_at, word_at  # noqa: PLC0415 - nobody has clicked before

        spot = self._spot_under(_cell(event))
        if event.chain > 1 and spot is not None:
            self.mark((word_at if event.chain == 2 else item_at)(self._stack, spot))
            return True
        return self.text_selection is not None

    def render_lines(self, crop: Region) -> list[Strip]:
        """Paint; a line that is asked for outside of that is asked for what is where in it."""
        self.painting = True
        try:
            return super().render_lines(crop)
        finally:
            self.painting = False

    def selectable(self, pane: Pane, y: int, segments: list[Segment], before: int) -> list[Segment]:
        """A row with what is marked in it; asked for but not painted, with its place in the text."""
        if self.chosen is None and self.painting:
            return segments
        from widgets.panes.spots import row_spot  # noqa: PLC0415 - nobody has used the mouse before

        start = row_spot(pane, self._stack.panes.number_of(pane.section.key) or 0, y)
        if self.chosen is not None and (columns := self.chosen.columns(start)) is not None:
            segments = _with_marks(segments, columns, before, self._looks.alone("selection"))
        return segments if self.painting else _with_offsets(segments, start, before)

    def _let_go(self) -> None:
        self._anchor = None
        self.release_mouse()

    def _follow_mouse(self) -> None:
        from widgets.panes.spots import SpotRange  # noqa: PLC0415 - somebody marks text

        here = self._spot_under(self._mouse)
        if self._anchor is not None and here is not None:
            chosen = SpotRange.between(self._anchor, here)
            self.chosen = SpotRange(chosen.start, chosen.end._replace(column=chosen.end.column + 1))
            self.refresh()

    def _spot_under(self, cell: Offset) -> Spot | None:
        """The spot at a cell of the screen, or the nearest one in view."""
        from widgets.panes.spots import spot_at  # noqa: PLC0415 - nobody has used the mouse before

        region = self.scrollable_content_region
        if not region:
            return None
        left, top = self.content_region.offset
        x = min(max(cell.x - left, 0), region.width - 1)
        y = min(max(cell.y - top, 0), region.height - 1)
        return spot_at(self._stack, x, y + self.scroll_offset.y)


def _cell(event: events.MouseEvent) -> Offset:
    """The cell of the screen that a mouse event is at."""
    return Offset(int(event.screen_x), int(event.screen_y))


def _with_offsets(segments: list[Segment], start: Spot, before: int) -> list[Segment]:
    """Segments of a row that say where they stand in the text; `before` characters are none of it."""
    found: list[Segment] = []
    column = -before
    for text, style, _ in segments:
        place = start._replace(column=max(0, column)).offset
        found.append(Segment(text, (style or Style()) + Style.from_meta({"offset": tuple(place)})))
        column += len(text)
    return found


def _with_marks(
    segments: list[Segment], columns: tuple[int, int | None], before: int, style: Style
) -> list[Segment]:
    """Segments of a row with some of its characters in another style; borders and blank ends stay."""
    row = "".join(segment.text for segment in segments)
    least = len(row) - len(row[before:].lstrip(_BORDER))
    most = len(row.rstrip(_BORDER))
    left = max(columns[0] + before, least if before == 0 else before)
    right = min(most, most if columns[1] is None else columns[1] + before)
    found: list[Segment] = []
    column = 0
    for text, base, _ in segments:
        first = min(max(left - column, 0), len(text))
        last = min(max(right - column, first), len(text))
        parts = ((text[:first], base), (text[first:last], (base or Style()) + style), (text[last:], base))
        found += [Segment(part, look) for part, look in parts if part]
        column += len(text)
    return found
