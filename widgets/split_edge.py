"""An edge of a widget that can be taken with the mouse and moved: the border between two areas.

The widget only tells where its edge was dragged to; whoever lays it out decides how far that goes. A drag
ends with the button, whether or not the release was seen: a move without the button ends it as well.
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.geometry import Offset
from textual.message import Message
from textual.widget import Widget

if TYPE_CHECKING:
    _Mixin = Widget
else:
    _Mixin = object  # Textual takes component classes and style from the first base that is a widget


class Edge(Enum):
    """The side that can be moved."""

    RIGHT = "right"
    TOP = "top"


class SplitEdge(_Mixin):
    """A widget with an edge to move. To be named before the widget it is mixed into.

    It has the class `-edge` while the mouse is on the edge, and `-dragging` while the edge is moved.
    """

    EDGE: ClassVar[Edge]

    movable: bool = False
    """Whether there is anything on the edge's other side at present."""

    drags: int = 0
    """How often the edge was taken."""

    _dragging: bool = False

    class Dragged(Message):
        """The edge is to be in this column or row of the screen; of several only the last one counts."""

        def __init__(self, split: SplitEdge, at: int, drag: int) -> None:
            super().__init__()
            self.split = split
            self.at = at
            self.drag = drag  # which one, by `SplitEdge.drags`

        def can_replace(self, message: Message) -> bool:
            """Positions on the way need no layout of their own."""
            return isinstance(message, SplitEdge.Dragged) and message.split is self.split

        @property
        def control(self) -> SplitEdge:
            """The widget whose edge it is."""
            return self.split

    class Dropped(Message):
        """The edge was let go of."""

        def __init__(self, split: SplitEdge) -> None:
            super().__init__()
            self.split = split

        @property
        def control(self) -> SplitEdge:
            """The widget whose edge it is."""
            return self.split

    class Reset(Message):
        """The edge was clicked twice: it belongs where it usually is."""

        def __init__(self, split: SplitEdge) -> None:
            super().__init__()
            self.split = split

        @property
        def control(self) -> SplitEdge:
            """The widget whose edge it is."""
            return self.split

    @property
    def dragging(self) -> bool:
        """True while the edge is moved."""
        return self._dragging

    def let_go(self) -> None:
        """End a drag, wherever the mouse is."""
        if self._dragging:
            self._dragging = False
            self.remove_class("-dragging", "-edge")
            self.release_mouse()

    def focus_on_click(self) -> bool:
        """The focus stays where it is when an edge is taken.

        This is asked at once, while events wait their turn: the mouse is taken here already, so that moves
        that come in one burst with the press are not told to whatever is under them.
        """
        if self._has_on_edge(self.app.mouse_position):
            self.capture_mouse()
            return False
        return super().focus_on_click()

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Take the edge."""
        if not self._is_on_edge(event):
            return
        event.prevent_default()
        event.stop()
        if event.button == 1:
            self._dragging = True
            self.drags += 1
            self.add_class("-dragging")
            self.capture_mouse()
        else:
            self.release_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Move the edge; without the button, show that it can be moved."""
        if not self._dragging:
            self.set_class(self._is_on_edge(event) and not event.button, "-edge")
            return
        event.prevent_default()
        event.stop()
        if event.button:
            at = event.screen_x if self.EDGE is Edge.RIGHT else event.screen_y
            self.post_message(self.Dragged(self, int(at), self.drags))
        else:
            self._drop()

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """Let go of the edge."""
        if self._dragging:
            event.prevent_default()
            event.stop()
            self._drop()

    def on_mouse_release(self) -> None:
        """Somebody else has the mouse now."""
        if self._dragging:
            self._drop()

    def on_hide(self) -> None:
        """What is hidden cannot be dragged."""
        self.let_go()

    def on_leave(self) -> None:
        """The mouse is elsewhere."""
        self.remove_class("-edge")

    def on_click(self, event: events.Click) -> None:
        """A click on the edge is none on the widget; a double one puts the edge back."""
        if self._is_on_edge(event):
            event.prevent_default()
            event.stop()
            if event.chain == 2:
                self.post_message(self.Reset(self))

    def _drop(self) -> None:
        self.let_go()
        self.post_message(self.Dropped(self))

    def _is_on_edge(self, event: events.MouseEvent) -> bool:
        return self._has_on_edge(Offset(int(event.screen_x), int(event.screen_y)))

    def _has_on_edge(self, cell: Offset) -> bool:
        if not self.movable or not self.region.contains_point(cell):
            return False
        return cell.x == self.region.right - 1 if self.EDGE is Edge.RIGHT else cell.y == self.region.y
