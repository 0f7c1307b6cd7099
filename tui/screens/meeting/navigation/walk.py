"""Walking the agenda: from section to section and item to item."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable
from functools import partial

from tui.minutes.model import Meeting, Section
from tui.minutes.running.review_order import Stop
from tui.minutes.running.topic_rows import MARK
from tui.screens.meeting.desk import Desk
from tui.screens.meeting.file.writing import Writing
from tui.screens.meeting.navigation.reviews import Reviews
from tui.state import FileState, save_file_state
from widgets.agenda_rows import EARLIER
from widgets.agenda_tree import AgendaTree
from widgets.panes.team_panes import TeamPanes
from widgets.places import Place


class Walk:
    """Where the meeting is, and how far."""

    def __init__(self, desk: Desk, reviews: Reviews, writing: Writing) -> None:
        self._desk = desk
        self.reviews = reviews
        self._writing = writing
        reviews.remember = self.remember
        desk.left.append(self.remember)
        self._told = Place("")

    @property
    def _tree(self) -> AgendaTree:
        return self._desk.agenda

    @property
    def _panes(self) -> TeamPanes:
        return self._desk.panes

    @property
    def _meeting(self) -> Meeting:
        return self._desk.meeting

    def commands(self) -> dict[str, Callable[[], object]]:
        """What this concern answers to, by command id."""
        return {
            "up": lambda: self._by_rows(-1),
            "down": lambda: self._by_rows(1),
            "left": self._left,
            "right": self._right,
            "first": lambda: self._to_end(last=False),
            "last": lambda: self._to_end(last=True),
            "half_up": lambda: self._by_half(-1),
            "half_down": lambda: self._by_half(1),
            "page_up": lambda: self._by_page(-1),
            "page_down": lambda: self._by_page(1),
            "next_team": lambda: self._to_team(1),
            "previous_team": lambda: self._to_team(-1),
            "enter": self._enter,
        } | self.reviews.commands()

    def restore(self) -> None:
        """Take up marks, folds and place of the last time."""
        state, _, problem = self._desk.remembered
        self.reviews.state.read = dict(state.read)
        self.reviews.put(state.reviewed)
        self._tree.folded = state.folded
        row = state.place if state.place in self._desk.topics.by_key else state.place.partition(MARK)[0]
        if self._desk.topics.has_row(row, self._meeting):
            self._desk.go_to_row(row)
        if problem:
            self._desk.say(problem, trouble=True)

    def remember(self) -> None:
        """Keep marks, folds and place for the next start."""
        if self._desk.follows:
            return
        reviews, (opened, closed) = self.reviews.state, self._desk.topics.unfolding
        kept = FileState(reviews.kept, self._tree.folded, self._desk.row, dict(reviews.read), opened, closed)
        self._desk.remembering.put("walk", partial(save_file_state, self._desk.path, kept))

    def take(self, meeting: Meeting) -> None:
        """Show another reading. Where the cursor's text stands there is no place that it moved to."""
        told = self._panes.place == self._told
        self._panes.meeting = meeting
        self.reviews.state.show()
        if told:
            self._told = self._panes.place

    def tell(self) -> None:
        """Tell whoever follows the cursor where it has moved to."""
        place = self._panes.place
        if place != self._told:
            self._told = place
            self._tree.select(self._desk.row)
            for told in self._desk.moved:
                told(place)

    def _section(self) -> Section | None:
        return self._panes.current_section

    def _by_rows(self, steps: int) -> None:
        if self._panes.has_focus:
            self._panes.move_by(steps)
        else:
            self._tree.move_by(steps)
        self._together()

    def _by_page(self, direction: int) -> None:
        if self._panes.has_focus:
            self._panes.page(direction)
        else:
            self._tree.move_by(direction * max(1, self._tree.size.height - 1))
        self._together()

    def _by_half(self, direction: int) -> None:
        if self._panes.has_focus:
            self._panes.page(direction, 0.5)
        else:
            self._tree.move_by(direction * max(1, self._tree.size.height // 2))
        self._together()

    def _to_end(self, *, last: bool) -> None:
        if self._panes.has_focus:
            self._panes.move_to_end(last=last)
        else:
            self._tree.move_to_row(self._tree.row_count if last else 0)
        self._together()

    def _together(self) -> None:
        """Bring agenda and panes to one place at once; by their messages it would take two paints."""
        if self._panes.has_focus:
            self._tree.select(self._desk.row)
        elif self._tree.selected != self._desk.row:
            self._desk.go_to_row(self._tree.selected)

    def _left(self) -> None:
        if not self._panes.has_focus:
            self._tree.fold(closed=True)
        elif self._panes.move_beside(-1):
            self._together()
        else:
            self._desk.show_area(self._tree)

    def _right(self) -> None:
        if self._panes.has_focus:
            if self._panes.move_beside(1):
                self._together()
        elif self._tree.selected == EARLIER or self._tree.is_folded(self._tree.selected):
            self._tree.fold(closed=False)
        else:
            self._enter()

    def _enter(self) -> None:
        if self._panes.has_focus:
            if not self._writing.for_entry():
                self._writing.go_in()
            return
        if self._tree.selected == EARLIER:
            self._tree.fold()
            return
        self._desk.show_area(self._panes)
        section = self._section()
        if section is not None and section.items and self._panes.place.item is None:
            self._panes.move_to(Place(section.key, 0))

    def _to_team(self, direction: int) -> None:
        """To the next or previous team or topic; in minutes without any, to the next section there is."""
        teams, here = self.reviews.course.teams, self.reviews.here or Stop(-1)
        at = bisect_right(teams, here) if direction > 0 else bisect_left(teams, here) - 1
        if not 0 <= at < len(teams):
            noun = "topic" if here.item >= 0 or self._desk.topics.by_key else "team"
            self._desk.say(f"This is the {'last' if direction > 0 else 'first'} {noun}.")
            return
        self._desk.go_to_row(self.reviews.course.key(teams[at]))
