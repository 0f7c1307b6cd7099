"""Every change of the text by a command goes through here: applied, said, saved, undone, made again."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from tui.minutes.noting.editing import Edit, EditError
from tui.minutes.noting.undo import CannotUndo, UndoHistory, Undone
from tui.minutes.text.source import Source
from tui.screens.meeting.status.facts import LOOKS_ONLY

if TYPE_CHECKING:
    from tui.screens.meeting.screen import MeetingScreen


class Changes:
    """The steps of one meeting, each a single undo."""

    def __init__(self, screen: MeetingScreen) -> None:
        self._screen = screen
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
        if self._screen.follows:
            self._screen.say(LOOKS_ONLY)
            return None
        self._screen.writing.commit()
        try:
            edit = change()
        except EditError as error:
            self._screen.say(str(error), trouble=True)
            return None
        self._history.record(edit.before, edit.source, edit.said, group)
        self._take(edit.source, edit.said[:1].upper() + edit.said[1:])
        return edit

    def record(self, before: Source, after: Source, said: str, group: str) -> None:
        """Remember a change that is made already; those of one group that follow each other are one step."""
        self._history.record(before, after, said, group)

    def _undo(self) -> None:
        self._screen.writing.commit()
        self._tell(self._history.undo(self._screen.document.source), "There is nothing to undo.")

    def _redo(self) -> None:
        self._screen.writing.commit()
        self._tell(self._history.redo(self._screen.document.source), "There is nothing to make again.")

    def _tell(self, result: Undone | CannotUndo | None, nothing: str) -> None:
        if isinstance(result, Undone):
            self._take(result.source, result.said)
        else:
            self._screen.say(nothing if result is None else result.said, trouble=result is not None)

    def _take(self, source: Source, said: str) -> None:
        self._screen.document.put(source)
        self._screen.show_document()
        self._screen.writing.follow()
        self._screen.say(said, done=True)
        self._screen.autosave.touched()
