"""What a note is written to: where the cursor is, or, right after a note, where that one was written to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.minutes.model import NoteKind
from tui.screens.meeting.notes.targets import Target, find, target_of
from widgets.places import Place

if TYPE_CHECKING:
    from tui.screens.meeting.screen import MeetingScreen


class Aim:
    """Where the next note goes."""

    def __init__(self, screen: MeetingScreen) -> None:
        self._screen = screen
        self._made: tuple[Target, Target] | None = None
        """The note that was written last, while the cursor stays on it, and what it was written to."""
        screen.moved.append(self._moved)

    @property
    def here(self) -> Target | None:
        """Where the cursor is, known by content."""
        return target_of(self._screen.document.meeting, self._screen.panes.place)

    @property
    def is_cursor(self) -> bool:
        """True where the next note surely goes to where the cursor is: nothing has to be compared."""
        return self._made is None

    @property
    def target(self) -> Target | None:
        """What a note is written to now."""
        here = self.here
        if self._made is None or here != self._made[0]:
            return here
        return self._made[1] if find(self._screen.document.meeting, self._made[1]) is not None else here

    def wrote(self, kind: NoteKind, target: Target) -> None:
        """A note is written, and the cursor on it. What comes next answers it, or stands beside it."""
        made = self.here
        answered = kind in (NoteKind.QUESTION, NoteKind.VOTE)
        self._made = (made, target) if made is not None and not answered else None

    def _moved(self, _: Place) -> None:
        """Whoever goes away from the note just written and comes back means that note."""
        if self._made is not None and self.here != self._made[0]:
            self._made = None
