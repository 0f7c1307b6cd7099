"""How the screen is shared out: the widths and heights that somebody has chosen, by mouse or key.

What is kept is a share of the screen (in thousandths), so that it holds in a terminal of another size, and
it is kept apart for the agenda as a drawer. Whatever was chosen, every area stays large enough to work in.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Final

from textual.widget import Widget

from tui.screens.meeting.desk import Desk
from tui.state import AppState, update_app_state
from widgets.panes.pane_list import COLUMN_LEAST, COLUMNS_MOST
from widgets.split_edge import SplitEdge

WHOLE: Final = 1000
AGENDA_LEAST: Final = 20  # columns: a name can still be told
AGENDA_USUAL: Final = 28  # columns it has, however short its names are
AGENDA_WIDE: Final = 44  # columns in which most names are whole
PANES_LEAST: Final = (36, 6)  # columns and rows of the panes
EDITOR_LEAST: Final = 4  # rows that somebody can choose: two of text
EDITOR_USUAL: Final = 3  # rows of an editor whose text needs no more than one
PART: Final = 3  # of the screen's columns and rows, agenda and editor have one of so many at the most
STEP: Final = 2  # columns a key moves; rows are moved one by one
_SCROLL_BAR: Final = 2  # columns
_BARS: Final = 2  # rows of header and bottom line


class Splits:
    """The border right of the agenda, and that above the discussion area."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._shares: dict[str, int] | None = None
        self._before: dict[str, int] = {}  # what Esc brings back in a drag
        self._cancelled: set[tuple[SplitEdge, int]] = set()
        self._unwritten = False
        self._given: tuple[int | None, int | None] = (None, None)  # width and height set by `fit`

    def commands(self) -> dict[str, Callable[[], object]]:
        """What this concern answers to, by command id."""
        return {
            "narrower": lambda: self._widen(-STEP),
            "wider": lambda: self._widen(STEP),
            "lower": lambda: self._raise(-1),
            "higher": lambda: self._raise(1),
            "default_sizes": self._reset,
        }

    @property
    def _chosen(self) -> dict[str, int]:
        """The shares by the area's name; read when the screen is laid out first."""
        if self._shares is None:
            splits = self._desk.remembered.app.splits
            self._shares = {name: share for name, share in splits.items() if share < WHOLE}
        return self._shares

    @property
    def _column(self) -> str:
        return "drawer" if self._desk.host.has_class("-narrow") else "agenda"

    @property
    def _edges(self) -> list[SplitEdge]:
        areas: tuple[Widget, ...] = (self._desk.agenda, self._desk.editor)
        return [area for area in areas if isinstance(area, SplitEdge)]

    def fit(self) -> None:
        """Give the areas their sizes, those that somebody has chosen or that what is in them needs.

        Where one area has it all the sizes are the style sheet's. An editor with nothing in it that nobody
        writes in has no room.
        """
        desk, chosen = self._desk, self._chosen
        fixed = desk.host.has_class("-small") or desk.host.has_class("-presenting")
        agenda, editor = desk.agenda, desk.editor
        for edge in self._edges:
            edge.movable = not fixed
        width = height = None
        if not fixed:
            if (share := chosen.get(self._column)) is not None:
                width = self._allowed_width(round(share * desk.app.size.width / WHOLE))
            elif self._column == "agenda":
                width = max(AGENDA_USUAL, min(agenda.wanted_width, self._most_of_agenda))
            if (share := chosen.get("discussion")) is not None:
                height = self._allowed_height(round(share * self._rows / WHOLE))
            else:
                beside = width if width is not None and self._column == "agenda" else 0
                columns, most = desk.app.size.width - beside, self._rows // PART
                height = max(EDITOR_USUAL, editor.wanted_height(columns, most))
        begun = agenda.row_count > 1  # a file that is only begun says in the editor what can be written
        desk.host.set_class(begun and not (fixed or editor.text or editor.has_focus), "-no-editor")
        if (width, height) == self._given:
            return  # setting a style lays the screen out anew, also to what it was
        self._given = width, height
        agenda.styles.width = agenda.styles.min_width = agenda.styles.max_width = width
        editor.styles.height = editor.styles.min_height = height
        if editor.has_focus:
            desk.host.once_drawn(editor.scroll_cursor_visible)

    def take(self, event: SplitEdge.Dragged | SplitEdge.Dropped | SplitEdge.Reset) -> None:
        """Follow the mouse; remember where the border was let go."""
        if isinstance(event, SplitEdge.Reset):
            self._forget(self._column if event.split is self._desk.agenda else "discussion")
        elif isinstance(event, SplitEdge.Dropped):
            self._before = {}
            self._keep()
        elif (event.split, event.drag) not in self._cancelled:
            self._before = self._before or dict(self._chosen) or {"": 0}
            if event.split is self._desk.agenda:
                self._set_width(event.at - self._desk.agenda.region.x + 1)
            else:
                self._set_height(self._desk.editor.region.bottom - event.at)

    def cancel(self) -> bool:
        """Put a border back that is being dragged; False where none is."""
        if not any(edge.dragging for edge in self._edges):
            return False
        self._cancelled = {(edge, edge.drags) for edge in self._edges}  # moves may still be on their way
        for edge in self._edges:
            edge.let_go()
        if self._before:
            self._shares = {name: share for name, share in self._before.items() if name}
            self._before = {}
            self.fit()
        return True

    @property
    def _most_of_agenda(self) -> int:
        """Columns up to which the agenda takes none of the columns of panes away."""
        whole = self._desk.app.size.width
        columns = min(COLUMNS_MOST, max(1, (whole - AGENDA_WIDE) // COLUMN_LEAST))
        return min(whole // PART, max(AGENDA_USUAL, whole - columns * COLUMN_LEAST - _SCROLL_BAR))

    @property
    def _rows(self) -> int:
        return self._desk.app.size.height - _BARS

    def _allowed_width(self, width: int) -> int:
        return max(AGENDA_LEAST, min(width, self._desk.app.size.width - PANES_LEAST[0]))

    def _allowed_height(self, height: int) -> int:
        return max(EDITOR_LEAST, min(height, self._rows - PANES_LEAST[1]))

    def _set_width(self, width: int) -> int:
        """Make the agenda so wide, within what is allowed; returns how wide."""
        width = self._allowed_width(width)
        self._chosen[self._column] = _share(width, self._desk.app.size.width)
        self.fit()
        return width

    def _set_height(self, height: int) -> int:
        """Make the discussion area so high, within what is allowed; returns how high."""
        height = self._allowed_height(height)
        self._chosen["discussion"] = _share(height, self._rows)
        self.fit()
        return height

    def _widen(self, columns: int) -> None:
        agenda = self._desk.agenda
        if not agenda.movable or not agenda.display:
            self._desk.say("There is no border of the agenda to move here.")
            return
        width = self._set_width(agenda.outer_size.width + columns)
        self._desk.say(f"Agenda {width} of {self._desk.app.size.width} columns, = for the usual size")
        self._keep()

    def _raise(self, rows: int) -> None:
        editor = self._desk.editor
        if not editor.movable or not editor.display:
            self._desk.say("There is no border of the discussion area to move here.")
            return
        height = self._set_height(editor.outer_size.height + rows)
        self._desk.say(f"Discussion {height} of {self._rows} rows, = for the usual size")
        self._keep()

    def _reset(self) -> None:
        self._forget(*self._chosen)
        self._desk.say("All areas have their usual sizes.")

    def _forget(self, *names: str) -> None:
        for name in names:
            self._chosen.pop(name, None)
        self.fit()
        self._keep()

    def _keep(self) -> None:
        """Remember the sizes for the next start, off the event loop."""
        if not self._unwritten:
            self._unwritten = True
            self._desk.app.run_worker(self._write(), group="splits")

    async def _write(self) -> None:
        self._unwritten = False

        def chosen(state: AppState) -> AppState:
            return state._replace(splits=dict(self._chosen))  # of two threads either may be the last

        if problem := await asyncio.to_thread(update_app_state, chosen):
            self._desk.say(problem, trouble=True)


def _share(part: int, whole: int) -> int:
    """A part in thousandths; none is 0, which would count as not chosen."""
    return max(1, round(part * WHOLE / max(1, whole)))
