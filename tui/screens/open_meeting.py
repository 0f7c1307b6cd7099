"""Pick another meeting of the folder: a list with date and title, narrowed by typing."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, Final

from rich.text import Text
from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option
from textual.worker import get_current_worker

from tui.minutes.series.folder import MeetingFile, date_of_name, meetings_in, title_of
from tui.screens.dialog import Dialog
from tui.state import load_exports
from widgets.display_text import for_display
from widgets.input_lines import OneLine
from widgets.option_rows import OptionRows

CHUNK: Final = 25  # titles read from the disk before the list is drawn again


@dataclass(frozen=True)
class FileEntry:
    """A meeting in the list; its title is read after the list is shown."""

    file: MeetingFile
    shown: str  # the path as seen from the folder
    title: str | None = None

    def fits(self, words: Sequence[str]) -> bool:
        """True when every word is in date, path or title."""
        text = f"{self.file.date or ''} {self.shown} {self.title or ''}".casefold()
        return all(word in text for word in words)


_NONE: Final = "No minutes in this folder: they are Markdown files (.md), best with the date in their name."


class OpenMeeting(Dialog[Path | None]):
    """The meetings of a folder, newest first. Gives the path picked, or None."""

    CSS_PATH = "open_meeting.tcss"
    HEADING = "Open a meeting"
    KEYS = (("type", "to narrow"), ("↑ ↓", "choose"), ("enter", "open"))
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "move(1)", show=False),
        Binding("up", "move(-1)", show=False),
        Binding("pagedown", "move(10)", show=False),
        Binding("pageup", "move(-10)", show=False),
    ]

    def __init__(self, folder: Path, current: Path, more: Sequence[Path] = ()) -> None:
        """`more` are files that come first, wherever they are."""
        super().__init__()
        self._more = [MeetingFile(path.absolute(), date_of_name(path)) for path in more]
        self._folder = folder
        self._current = current
        self._entries: list[FileEntry] = []
        self._listed: list[FileEntry] = []

    def content(self) -> ComposeResult:
        """A search line over the list."""
        yield OneLine(placeholder="Date, name or title", compact=True)
        yield OptionRows(compact=True)

    def on_mount(self) -> None:
        """Read the folder off the event loop."""
        self.query_one(OptionList).can_focus = False
        self._read_folder()

    @work(thread=True, exclusive=True, exit_on_error=False)
    def _read_folder(self) -> None:
        worker = get_current_worker()
        try:
            exports = load_exports()
            first = {os.path.realpath(each.path) for each in self._more}
            files = [*self._more] + [
                each
                for each in meetings_in(self._folder, copies=True)
                if not exports(each.path) and os.path.realpath(each.path) not in first
            ]
        except OSError as error:
            self.app.call_from_thread(
                self._complain, f"The folder cannot be read: {error.strerror}. Ask its owner for permission."
            )
            return
        entries = [FileEntry(file, self._shown(file.path)) for file in files]
        self.app.call_from_thread(self._take, list(entries))
        for number, entry in enumerate(entries):
            if worker.is_cancelled:
                return
            entries[number] = FileEntry(entry.file, entry.shown, title_of(entry.file.path))
            if number % CHUNK == CHUNK - 1:
                self.app.call_from_thread(self._take, list(entries))
        self.app.call_from_thread(self._take, list(entries))

    def _shown(self, path: Path) -> str:
        return str(path.relative_to(self._folder)) if path.is_relative_to(self._folder) else str(path)

    def _complain(self, text: str) -> None:
        self.query_one(OptionList).add_option(Option(Text(text), disabled=True))

    def _take(self, entries: list[FileEntry]) -> None:
        self._entries = entries
        self._fill()

    @on(Input.Changed)
    def _fill(self) -> None:
        words = self.query_one(Input).value.casefold().split()
        options = self.query_one(OptionList)
        before = (
            self._listed[options.highlighted].file
            if options.highlighted is not None and self._listed
            else None
        )
        self._listed = [entry for entry in self._entries if entry.fits(words)]
        options.clear_options()
        options.add_options([Option(self._line(entry)) for entry in self._listed])
        if not self._listed:
            options.add_option(
                Option(Text("No meeting fits; take away a word." if words else _NONE), disabled=True)
            )
            return
        wanted = (n for n, entry in enumerate(self._listed) if entry.file == before)
        options.highlighted = next(wanted, 0)

    def _line(self, entry: FileEntry) -> Text:
        date = f"{entry.file.date:%Y-%m-%d}" if entry.file.date else "no date   "
        here = ("open: " if self.is_plain else "● ") if entry.file.path == self._current else "  "
        text = Text.assemble(
            here, (date, "bold"), "  ", for_display(entry.title or entry.shown), no_wrap=True
        )
        if entry.file.copy_of is not None:
            text.append(f"  conflict copy of {for_display(entry.file.copy_of.name)}", "italic")
        return text.append(f"  {for_display(entry.shown)}", "dim") if entry.title else text

    @on(Input.Submitted)
    def _submitted(self) -> None:
        highlighted = self.query_one(OptionList).highlighted
        if highlighted is not None and highlighted < len(self._listed):
            self.dismiss(self._listed[highlighted].file.path)

    @on(OptionList.OptionSelected)
    def _picked(self, event: OptionList.OptionSelected) -> None:
        if event.option_index < len(self._listed):
            self.dismiss(self._listed[event.option_index].file.path)
