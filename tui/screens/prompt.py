"""One line to type in a dialog."""

from __future__ import annotations

from collections.abc import Callable

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.widgets import Input, Static

from tui.screens.dialog import Dialog, Keys
from widgets.display_text import for_display


class Prompt(Dialog[str | None]):
    """Asks for a line; gives it, or None for Esc."""

    def __init__(
        self,
        title: str,
        value: str,
        does: str,
        leaving: str = "back",
        *,
        example: str = "",
        read: Callable[[str], str] | None = None,
    ) -> None:
        """`does` is the word for Enter, `leaving` that for Esc, `example` stands where nothing is typed.

        `read` says how a line is read, shown under it as one types; a ValueError of it says what is wrong
        with the line, which cannot be entered then.
        """
        super().__init__()
        self._read, self._example = read, example
        self._title, self._value, self._does, self._leaving = title, value, does, leaving

    def heading(self) -> str:
        """What the line is for."""
        return self._title

    def keys(self) -> Keys:
        """Enter and Esc."""
        return (("enter", self._does), ("esc", self._leaving))

    def content(self) -> ComposeResult:
        """The line."""
        yield Input(self._value, self._example, compact=True, select_on_focus=False)
        if self._read is not None:
            yield Static(self._reading(self._value)[0], markup=False)

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        if self._reading(event.value)[1]:
            self.dismiss(event.value)

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        for line in self.query(Static).exclude(".foot"):
            line.update(self._reading(event.value)[0])

    def _reading(self, typed: str) -> tuple[Text, bool]:
        """How a line is read, and whether it can be entered."""
        if self._read is None:
            return Text(), True
        try:
            return Text(for_display(self._read(typed))), True
        except ValueError as error:
            return Text(f"! {for_display(str(error))}", "bold italic"), False
