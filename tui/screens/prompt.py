"""A question: answered by a key over a text that can be scrolled, or by one typed line."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.text import Text
from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Input, Static

from tui.screens.dialog import Dialog, Keys
from widgets.display_text import for_display
from widgets.input_lines import OneLine


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
        yield OneLine(self._value, self._example, compact=True, select_on_focus=False)
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


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer, its key and what it is called."""

    key: str
    label: str


def numbered(count: int, label: str) -> list[Answer]:
    """Answers by number, of which the foot shows one."""
    keys = "1" if count == 1 else f"1-{count}"
    return [Answer("1", f"({keys}) {label}"), *(Answer(str(n), "") for n in range(2, count + 1))]


class Choice(Dialog[str | None]):
    """Shows a text and waits for one of the answers. Gives its key, or None for Esc."""

    CSS_PATH = "prompt.tcss"
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

    def show(self, text: Content | Text) -> None:
        """Show another text: what it is about has changed meanwhile."""
        self._text = text
        if self.is_mounted:
            self.query_one("VerticalScroll > Static", Static).update(text)

    def on_key(self, event: events.Key) -> None:
        """An answer's key gives it."""
        key = event.character if event.character in self._answers else event.key
        if key in self._answers:
            event.stop()
            self.dismiss(key)


class ReadOut(Choice):
    """An outcome before it is written, large and alone, so that everybody can object to its very words."""

    def __init__(self, words: str) -> None:
        super().__init__(
            "Any objections?", Text(for_display(words)), [Answer("enter", "none: write it")], "change it"
        )
