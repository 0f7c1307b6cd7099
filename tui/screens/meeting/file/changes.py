"""Every change of the text by a command goes through here: applied, said, saved, undone, made again."""

from __future__ import annotations

from collections.abc import Callable

from tui.debug_log import log_change
from tui.minutes.noting.editing import Edit, EditError
from tui.minutes.noting.undo import CannotUndo, UndoHistory, Undone
from tui.minutes.text.diff import diff
from tui.minutes.text.source import Source, without_newline
from tui.screens.meeting.desk import Desk
from tui.screens.meeting.status.facts import LOOKS_ONLY
from widgets.wrapping import counted


class Changes:
    """The steps of one meeting, each a single undo."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        desk.steps = self
        self._history = UndoHistory()
        self._ours: set[str] = set()  # lines that were written here

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
        self.record(edit.before, edit.source, edit.said, group)
        self._take(edit.source, edit.said[:1].upper() + edit.said[1:])
        return edit

    def record(self, before: Source, after: Source, said: str, group: str) -> None:
        """Remember a change that is made already; those of one group that follow each other are one step."""
        log_change("us", before.lines, after.lines)
        self._history.record(before, after, said, group)
        lines = (line for change in diff(before, after) for line in after.lines_in(change.new))
        self._ours.update(filter(None, map(str.strip, lines)))

    def others_took(self, before: Source, after: Source, *, back_to_older: bool) -> int:
        """How many lines of ours others took out of the text; undo brings them back.

        Where they put an older text back, undo takes all of that back.
        """
        there = set(map(str.strip, after.lines))
        taken, wanted = 0, after
        for change in reversed(diff(before, after)):
            old = before.lines[change.old.start : change.old.end]
            gone = sum(line.strip() in self._ours and line.strip() not in there for line in old)
            taken_here = min(gone, len(change.old) - len(change.new))
            if taken_here > 0:
                taken += taken_here
                wanted = wanted.splice(change.new, map(without_newline, old))
        if taken or back_to_older:
            said = (
                f"others taking out {counted(taken, 'line')}"
                if taken
                else "others going back to an older text"
            )
            self._history.record_from_outside(before if back_to_older else wanted, after, said)
        return taken

    def _undo(self) -> None:
        self._desk.text()
        self._tell(self._history.undo(self._desk.document.source), "There is nothing to undo.")

    def _redo(self) -> None:
        self._desk.text()
        self._tell(self._history.redo(self._desk.document.source), "There is nothing to make again.")

    def _tell(self, result: Undone | CannotUndo | None, nothing: str) -> None:
        if isinstance(result, Undone):
            log_change("us", self._desk.document.source.lines, result.source.lines)
            self._take(result.source, result.said)
        else:
            self._desk.say(nothing if result is None else result.said, trouble=result is not None)

    def _take(self, source: Source, said: str) -> None:
        self._desk.put(source)
        self._desk.say(said, done=True)
        self._desk.touch()
