"""Every change of the text by a command goes through here: applied, said, saved, undone, made again."""

from __future__ import annotations

from collections.abc import Callable

from tui.minutes.noting.editing import Edit, EditError
from tui.minutes.noting.undo import CannotUndo, UndoHistory, Undone
from tui.minutes.text.source import Source
from tui.screens.meeting.desk import Desk
from tui.screens.meeting.status.facts import LOOKS_ONLY


class Changes:
    """The steps of one meeting, each a single undo."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        desk.steps = self
        self._history = UndoHistory()

    def commands(self) -> dict[str, Callable[[], object]]:
        """What this concern answers to, by command id."""
        return {"undo": self._undo, "redo": self._redo}

    @property
    def can_undo(self) -> bool:
        """True when a change can be taken back."""
        return bool(self._history.can_undo)

    @property
    def can_redo(self) -> bool:
        """True when a change that was taken back can be made again."""
        return bool(self._history.can_redo)

    def make(self, change: Callable[[], Edit], group: str = "") -> Edit | None:
        """Make an edit of the text as it is now and say what was done; where it cannot be made, say why.

        Edits of one `group` that follow each other are one step.
        """
        if self._desk.follows:
            self._desk.say(LOOKS_ONLY)
            return None
        self._desk.text()
        try:
            edit = change()
        except EditError as error:
            self._desk.say(str(error), trouble=True)
            return None
        self._history.record(edit.before, edit.source, edit.said, group)
        self._take(edit.source, edit.said[:1].upper() + edit.said[1:])
        return edit

    def record(self, before: Source, after: Source, said: str, group: str) -> None:
        """Remember a change that is made already; those of one group that follow each other are one step."""
        self._history.record(before, after, said, group)

    def _undo(self) -> None:
        self._desk.text()
        self._tell(self._history.undo(self._desk.document.source), "There is nothing to undo.")

    def _redo(self) -> None:
        self._desk.text()
        self._tell(self._history.redo(self._desk.document.source), "There is nothing to make again.")

    def _tell(self, result: Undone | CannotUndo | None, nothing: str) -> None:
        if isinstance(result, Undone):
            self._take(result.source, result.said)
        else:
            self._desk.say(nothing if result is None else result.said, trouble=result is not None)

    def _take(self, source: Source, said: str) -> None:
        self._desk.put(source)
        self._desk.say(said, done=True)
        self._desk.touch()
