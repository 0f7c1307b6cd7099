"""What was typed, when the program ends though nobody left it: in the file, or after a crash in a draft."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.minutes.keeping.live_file import LiveFile
from tui.minutes.keeping.results import NotSaved

if TYPE_CHECKING:
    from tui.screens.meeting.screen import MeetingScreen


class LastWords:
    """Saves on the event loop: nothing else is to come."""

    def __init__(self, screen: MeetingScreen, live: LiveFile) -> None:
        self._screen = screen
        self._live = live

    def save(self) -> None:
        """The system ends the program, or its terminal is gone: save now; a draft where that fails."""
        self._screen.writing.commit()
        base, text = self._screen.autosave.base, self._screen.document.source
        if text != base and not text.problem:
            self._live.save(text, base)

    def let_go(self) -> None:
        """Remember what is remembered, and watch no more."""
        self._screen.autosave.forget_all(lambda: None)

    def rescue(self) -> str:
        """After a crash, when no one knows what holds: keep a draft, and say where the words are."""
        name = self._screen.path.name
        base, text = self._screen.autosave.base, self._screen.writing.pending()
        if text == base or text.problem:
            return f"Everything typed is in {name}."
        problem = self._live.keep_draft(text, base)
        if problem is None:
            return f"The last words typed are kept in a draft: opening {name} again offers them."
        saved = self._live.save(text, base)
        if isinstance(saved, NotSaved):
            return f"The last words typed are in no file: {problem}"
        return f"Everything typed is in {name}."
