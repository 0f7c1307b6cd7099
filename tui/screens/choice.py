"""A question with its answers on keys, over a text that can be scrolled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from tui.screens.dialog import Dialog, Keys


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer, its key and what it is called."""

    key: str
    label: str


class Choice(Dialog[str | None]):
    """Shows a text and waits for one of the answers. Gives its key, or None for Esc."""

    CSS_PATH = "choice.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "scroll(1)", show=False),
        Binding("up,k", "scroll(-1)", show=False),
        Binding("pagedown", "scroll(10)", show=False),
        Binding("pageup", "scroll(-10)", show=False),
    ]

    def __init__(
        self, title: str, text: Content | Text, answers: Sequence[Answer], later: str = "later"
    ) -> None:
        super().__init__()
        self._title = title
        self._text = text
        self._answers = {answer.key: answer for answer in answers}
        self._later = later

    def heading(self) -> str:
        """The question."""
        return self._title

    def keys(self) -> Keys:
        """The answers."""
        return (*((answer.key, answer.label) for answer in self._answers.values()), ("esc", self._later))

    def content(self) -> ComposeResult:
        """The text."""
        with VerticalScroll(can_focus=False):
            yield Static(self._text, markup=False)

    def on_key(self, event: events.Key) -> None:
        """An answer's key gives it."""
        key = event.character if event.character in self._answers else event.key
        if key in self._answers:
            event.stop()
            self.dismiss(key)
