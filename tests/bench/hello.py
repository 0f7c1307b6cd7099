"""The floor: the smallest Textual application that shows a line of text."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.widgets import Static


class Hello(App[None]):
    """Shows one line."""

    def compose(self) -> ComposeResult:
        """The line."""
        yield Static("Hello, minutes")


if __name__ == "__main__":
    Hello().run()
