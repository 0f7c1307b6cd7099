"""What one would build in an afternoon: Textual's own MarkdownViewer on a file."""

from __future__ import annotations

import sys
from pathlib import Path

from textual.app import App, ComposeResult
from textual.widgets import MarkdownViewer


class Viewer(App[None]):
    """Shows a file's Markdown."""

    def compose(self) -> ComposeResult:
        """The viewer, with its table of contents."""
        yield MarkdownViewer(Path(sys.argv[1]).read_text("utf-8"))


if __name__ == "__main__":
    Viewer().run()
