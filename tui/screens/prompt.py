"""One line to type in a dialog."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.widgets import Input

from tui.screens.dialog import Dialog, Keys


class Prompt(Dialog[str | None]):
    """Asks for a line; gives it, or None for Esc."""

    def __init__(self, title: str, value: str, does: str, leaving: str = "back") -> None:
        """`does` is the word for Enter, `leaving` that for Esc."""
        super().__init__()
        self._title, self._value, self._does, self._leaving = title, value, does, leaving

    def heading(self) -> str:
        """What the line is for."""
        return self._title

    def keys(self) -> Keys:
        """Enter and Esc."""
        return (("enter", self._does), ("esc", self._leaving))

    def content(self) -> ComposeResult:
        """The line."""
        yield Input(self._value, compact=True, select_on_focus=False)

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        self.dismiss(event.value)
