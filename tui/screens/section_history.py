"""The history of a section: its earlier reports one at a time, newest first, and what was decided in it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Input, Static

from tui.minutes.series.questions import Page, Pages
from tui.screens.dialog import Dialog
from widgets.display_text import for_display
from widgets.input_lines import OneLine


class SectionHistory(Dialog[None]):
    """One earlier report; keys go back and forth in time. Nothing in it can be changed."""

    CSS_PATH = "series.tcss"
    KEYS = (("↓ H", "older"), ("↑", "newer"), ("/", "find"), ("y", "copy"), ("enter", "that meeting"))
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,H,j", "older", "Older", show=False),
        Binding("up,k", "newer", "Newer", show=False),
        Binding("pagedown", "scroll(10)", show=False),
        Binding("pageup", "scroll(-10)", show=False),
        Binding("slash", "find", "Find", show=False),
        Binding("y", "copy", "Copy", show=False),
        Binding("enter", "read", "Read", show=False),
    ]

    def __init__(self, name: str, pages: Pages, read: Callable[[Path, int], None]) -> None:
        super().__init__()
        self._section = name
        self._pages = pages
        self._read = read
        self._at = 0

    def content(self) -> ComposeResult:
        """A line to find by, over the report."""
        yield OneLine(placeholder="words", compact=True)
        with VerticalScroll(can_focus=True):
            yield Static(markup=False, id="page")

    def on_mount(self) -> None:
        """Show the newest."""
        self.query_one(Input).display = False
        self.query_one(VerticalScroll).focus()
        self._show()
        if (page := self.page) is not None and self._pages.news:
            count = len(self._pages.news)
            self.tell(f"{count} line{'s' * (count != 1)} of this meeting's report are new since {page.date}.")

    @property
    def page(self) -> Page | None:
        """The report that is shown; None where the section has none."""
        return self._pages.pages[self._at] if self._pages.pages else None

    def heading(self) -> str:
        """The section's name, which report of how many, and its day."""
        name = for_display(self._section) or "the top of the file"
        page = self.page
        if page is None:
            return f"History of {name}"
        former = f" · as {for_display(page.name)}" if page.name != self._section else ""
        return f"History of {name} · {self._at + 1} of {len(self._pages.pages)} reports · {page.date}{former}"

    def _show(self) -> None:
        self.frame.border_title = self.heading()
        self.query_one("#page", Static).update(self._text())
        self.query_one(VerticalScroll).scroll_home(animate=False)

    def _text(self) -> Text:
        page = self.page
        if page is None:
            return Text(f"No report in the {self._pages.meetings} meetings before this one.")
        text = Text()
        old, new = ("", "new: ") if self.is_plain else ("  ", "▌ ")
        for number, line in enumerate(page.lines):
            is_new = number in page.new
            text.append((new if is_new else old) + for_display(line.expandtabs(4)), "bold" if is_new else "")
            text.append("\n")
        if self._at == 0 and self._pages.decisions:
            text.append("\nDecided here before\n", "bold")
            for hit in self._pages.decisions:
                text.append(f"  {hit.date}  {for_display(hit.text.replace(chr(10), ' '))}\n")
        return text

    def _turn(self, at: int) -> bool:
        if not 0 <= at < len(self._pages.pages):
            self.tell(
                "That is the oldest report." if at > 0 else "That is the newest report before this one."
            )
            return False
        self._at = at
        self.tell("")
        self._show()
        return True

    def action_older(self) -> None:
        """The report before."""
        self._turn(self._at + 1)

    def action_newer(self) -> None:
        """The report after."""
        self._turn(self._at - 1)

    def action_find(self) -> None:
        """Type words to find in older reports."""
        field = self.query_one(Input)
        field.display = True
        field.focus()

    @on(Input.Submitted)
    def _found(self, event: Input.Submitted) -> None:
        """To the next report, going back in time, that has the words."""
        words = event.value.casefold().split()
        count = len(self._pages.pages)
        for step in range(1, count + 1):
            at = (self._at + step) % count
            text = "\n".join(self._pages.pages[at].lines).casefold()
            if words and all(word in text for word in words):
                self._turn(at)
                break
        else:
            self.tell("No report has these words.")
        self._close_field()

    def _close_field(self) -> None:
        self.query_one(Input).display = False
        self.query_one(VerticalScroll).focus()

    def action_leave(self) -> None:
        """Out of the line, or out of the history."""
        if self.query_one(Input).has_focus:
            self._close_field()
        else:
            self.dismiss()

    def action_copy(self) -> None:
        """Copy the report as it stands in its file."""
        if (page := self.page) is not None:
            self.app.copy_to_clipboard("\n".join(page.lines))
            self.tell(f"Copied the report of {page.date}.")

    def action_read(self) -> None:
        """Show the whole meeting at this report."""
        if (page := self.page) is not None:
            self._read(page.path, page.line)
