"""What was typed, when the program ends though nobody left it: in the file, or after a crash in a draft."""

from __future__ import annotations

from collections.abc import Callable

from tui.minutes.keeping.results import NotSaved, Saved
from tui.screens.meeting.desk import Desk


class LastWords:
    """Saves on the event loop: nothing else is to come."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.saved: Callable[[], None] = lambda: None
        """Told when all of the text is in the file."""

    def save(self) -> None:
        """The system ends the program, or its terminal is gone: save now; a draft where that fails."""
        base, text = self._desk.base, self._desk.text()
        unsaved = text != base and not text.problem
        place = self._desk.typing.place()
        saved = not unsaved or isinstance(self._desk.live.save(text, base, has_place=place), Saved)
        if self._desk.typing.removed:
            self._desk.live.keep_draft(self._desk.typing.pending(), self._desk.base)
        elif saved:
            self.saved()

    def let_go(self) -> None:
        """Remember what is remembered, and watch no more."""
        for told in (*self._desk.left, *self._desk.last_writes):
            told()

    def rescue(self) -> str:
        """After a crash, when no one knows what holds: keep a draft, and say where the words are."""
        name = self._desk.path.name
        base, text = self._desk.base, self._desk.typing.pending()
        if text == base or text.problem:
            return f"Everything typed is in {name}."
        problem = self._desk.live.keep_draft(text, base)
        if problem is None:
            return f"The last words typed are kept in a draft: opening {name} again offers them."
        saved = self._desk.live.save(text, base)
        if isinstance(saved, NotSaved):
            return f"The last words typed are in no file: {problem}"
        return f"Everything typed is in {name}."
