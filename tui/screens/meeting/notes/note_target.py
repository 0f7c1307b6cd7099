"""What a command is meant for, known by content: it never reaches another line after a reload.

A note goes to where the cursor is; right after a note, to what that one was written to.
"""

from __future__ import annotations

from dataclasses import dataclass

from tui.minutes.model import Meeting, NoteKind, Section
from tui.minutes.noting import edits
from tui.minutes.noting.edits import ItemMark, Position
from tui.minutes.reading.veil import PRIVATE
from tui.screens.meeting.desk import Desk
from widgets.places import Place


@dataclass(frozen=True)
class TargetItem:
    """Where a command goes: a section by its key, an item in it by its mark."""

    section: str
    item: ItemMark | None = None


def target_of(meeting: Meeting, place: Place) -> TargetItem | None:
    """What to remember of a place on the screen; None where it is not in the meeting."""
    index = meeting.by_key.get(place.section)
    if index is None:
        return None
    if place.item is None:
        return TargetItem(place.section)
    if place.item >= len(meeting.sections[index].items):
        return None
    return TargetItem(place.section, edits.mark(meeting, Position(index, place.item)))


def find(meeting: Meeting, target: TargetItem) -> Position | None:
    """Where a target stands in the meeting as it is read now; None when it is gone or cannot be told."""
    if target.item is not None:
        return edits.find_again(meeting, target.item)
    index = meeting.by_key.get(target.section)
    return Position(index) if index is not None else None


def _is_hidden(section: Section, item: int | None) -> bool:
    """True where nothing is left to be seen."""
    if item is None:
        return section.name == PRIVATE
    return item < len(section.items) and not section.items[item].text


class NoteTarget:
    """Where the next note goes."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._made: tuple[TargetItem, TargetItem] | None = None
        """The note that was written last, while the cursor stays on it, and what it was written to."""
        self._here: tuple[Meeting, Meeting, Place, TargetItem | None] | None = None
        """Where the cursor was when it was asked last, in which readings."""
        desk.moved.append(self._moved)

    @property
    def here(self) -> TargetItem | None:
        """Where the cursor is, known by content; nowhere on what is hidden, while others look on."""
        place, meeting, shown = self._desk.panes.place, self._desk.meeting, self._desk.shown
        last = self._here
        if last is None or last[0] is not meeting or last[1] is not shown or last[2] != place:
            index = meeting.by_key.get(place.section)
            hidden = (
                index is not None and shown is not meeting and _is_hidden(shown.sections[index], place.item)
            )
            last = self._here = meeting, shown, place, None if hidden else target_of(meeting, place)
        return last[3]

    @property
    def is_cursor(self) -> bool:
        """True where the next note surely goes to where the cursor is: nothing has to be compared."""
        return self._made is None

    @property
    def target(self) -> TargetItem | None:
        """What a note is written to now."""
        here = self.here
        if self._made is None or here != self._made[0]:
            return here
        return self._made[1] if find(self._desk.meeting, self._made[1]) is not None else here

    def wrote(self, kind: NoteKind, target: TargetItem) -> None:
        """A note is written, and the cursor on it. What comes next answers it, or stands beside it."""
        made = self.here
        answered = kind in (NoteKind.QUESTION, NoteKind.VOTE)
        self._made = (made, target) if made is not None and not answered else None

    def _moved(self, _: Place) -> None:
        """Whoever goes away from the note just written and comes back means that note."""
        if self._made is not None and self.here != self._made[0]:
            self._made = None
