"""A question with its answers on keys, over a text that can be scrolled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer, its key and what it is called."""

    key: str
    label: str


class Choice(ModalScreen[str | None]):
    """Shows a text and waits for one of the answers. Gives its key, or None for Esc."""

    CSS_PATH = "choice.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss", "Later", show=False),
        Binding("down,j", "scroll(1)", show=False),
        Binding("up,k", "scroll(-1)", show=False),
        Binding("pagedown", "scroll(10)", show=False),
        Binding("pageup", "scroll(-10)", show=False),
    ]

    def __init__(self, title: str, text: Text, answers: Sequence[Answer], later: str = "later") -> None:
        super().__init__()
        self._title = title
        self._text = text
        self._answers = {answer.key: answer for answer in answers}
        self._later = later

    def compose(self) -> ComposeResult:
        """The text, and the answers under it."""
        keys = [f"{answer.key} {answer.label}" for answer in self._answers.values()]
        with Vertical(classes="dialog") as dialog:
            dialog.border_title = Content(self._title)
            dialog.border_subtitle = Content(" · ".join([*keys, f"esc {self._later}"]))
            with VerticalScroll(can_focus=False):
                yield Static(self._text, markup=False)

    def on_key(self, event: events.Key) -> None:
        """An answer's key gives it."""
        key = event.character if event.character in self._answers else event.key
        if key in self._answers:
            event.stop()
            self.dismiss(key)

    def action_scroll(self, rows: int) -> None:
        """Scroll the text."""
        self.query_one(VerticalScroll).scroll_relative(y=rows, animate=False)
