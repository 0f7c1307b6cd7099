"""Writing at an entry of the agenda: in the section that stands for it, or under the entry itself."""

from __future__ import annotations

from tui.minutes.noting.edits import EditError, Position
from tui.minutes.noting.entries import ensure_section, entry_at, has_section
from tui.screens.meeting.desk import Desk
from tui.screens.meeting.file.writing import Writing
from tui.screens.meeting.notes.note_target import find
from tui.screens.meeting.notes.noting import Noting
from widgets.places import Place


class EntrySections:
    """Where the minutes of the agenda's entries are written."""

    def __init__(self, desk: Desk, noting: Noting, writing: Writing) -> None:
        self._desk = desk
        self._noting = noting
        self._writing = writing

    def write(self) -> bool:
        """Write at the entry under the cursor; False where there is none.

        Its section is made where there is none yet. Where the file has the minutes under its entries, a line
        for replies opens.
        """
        desk = self._desk
        if desk.typing.removed:
            return False
        desk.text()
        target = self._noting.target.here
        place = find(desk.meeting, target) if target is not None and target.item is not None else None
        if target is None or place is None or not entry_at(desk.meeting, place):
            return False
        if not has_section(desk.meeting, place):
            self._noting.remarks.open()
        elif (number := self._section(place)) is not None:
            desk.go(Place(desk.meeting.sections[number].key))
            self._writing.go_in(number)
        return True

    def _section(self, place: Position) -> int | None:
        """The number of an entry's section, made where it is missing; None where that cannot be."""
        try:
            edit, number = ensure_section(self._desk.meeting, place)
        except EditError as error:
            self._desk.say(str(error), trouble=True)
            return None
        return number if edit is None or self._desk.change(lambda: edit) is not None else None
