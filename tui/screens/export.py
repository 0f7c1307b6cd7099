"""The export: its forms, what each looks like, what was cleaned and why; saved or copied by one key."""

from __future__ import annotations

import asyncio
from collections.abc import Collection
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import ClassVar, Final

from rich.text import Text
from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from tui.minutes.export.cleaning import RULES, explained
from tui.minutes.export.forms import ALL_FORMS, DOCUMENTS, FORMS, Export, Form
from tui.minutes.export.output import CannotMakeError, CannotWriteError, Output, write_all
from tui.minutes.export.public import counted
from tui.minutes.export.text import with_headings
from tui.minutes.series.copies import EXPORTED
from tui.screens.dialog import MOVES, Dialog, Keys
from tui.screens.meeting.clock.meeting_clock import MeetingClock
from tui.screens.meeting.desk import Desk
from tui.screens.posting import Posting
from tui.screens.prompt import Answer, Choice, Prompt
from tui.screens.publishing_check import PublishingCheck
from tui.screens.sending import Sending
from tui.state import remember_export
from widgets.display_text import for_display
from widgets.option_rows import OptionRows

MOST: Final = 1500
"""Lines of a preview."""

MARKED: Final = ("md", "html")
"""Forms that say in marks how they look: the preview is as their readers see them."""

HEADINGS: Final = ("", "bold underline", "bold")
"""How lines look by their level as headings, 0 for none."""

NARROW: Final = 80  # columns of a terminal from which the list stands beside the preview
FOLLOWS: Final = 0.5
"""Seconds between two looks at whether the minutes changed under the preview."""


class ExportScreen(Dialog[None]):
    """The forms and the rules at the left, or above where there is little room, then the preview."""

    CSS_PATH = "export.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (NARROW, "-roomy")]  # noqa: RUF012 - as the base class has it
    HEADING = "Export"
    KEYS = (
        ("↑ ↓", "form"),
        ("space", "rule"),
        ("w", "why"),
        ("v", "source"),
        ("s", "save"),
        ("y", "copy"),
        ("m", "mail"),
        ("g", "commit"),
        ("c", "calendar"),
        ("i", "issues"),
        ("f", "forum"),
        ("F", "final"),
        ("n", "next file"),
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        *MOVES,
        Binding("space", "switch", "Rule", show=False),
        Binding("w", "what", "What was cleaned", show=False),
        Binding("v", "source", "Source", show=False),
        Binding("s", "save", "Save", show=False),
        Binding("W", "times", "Write the times", show=False),
        Binding("y", "copy", "Copy", show=False),
        Binding("m", "send('mail')", "Mail", show=False),
        Binding("g", "send('commit')", "Commit", show=False),
        Binding("c", "send('calendar')", "Calendar", show=False),
        Binding("i", "send('issues')", "Issues", show=False),
        Binding("f", "send('forum')", "Forum", show=False),
        Binding("F", "final", "Final", show=False),
        Binding("n", "next", "Next", show=False),
        Binding("pagedown", "scroll(10)", show=False, priority=True),
        Binding("pageup", "scroll(-10)", show=False, priority=True),
    ]

    def __init__(self, desk: Desk, clock: MeetingClock, keep: Collection[str]) -> None:
        super().__init__()
        self._desk = desk
        self._clock = clock
        self._keep = set(keep)
        self._form = next(iter(FORMS.values()))
        self._export: Export | None = None
        self._content: str | bytes = ""
        self._looks = ""
        """What a reader of the form sees, for those whose source says it in marks."""
        self._explains = False
        self._is_source = False
        check = PublishingCheck(self)
        self._sending = Sending(desk, self, check)
        self._posting = Posting(desk, self, check, self.exported)
        self._final = False  # somebody says that the minutes are approved
        self._shown = desk.meeting

    def keys(self) -> Keys:
        """What acts here; the times of the meeting, while the minutes do not say them."""
        times = self._clock.unwritten
        return (*self.KEYS, *([("W", f"write “Held: {times}”")] if times else []), ("esc", self.LEAVING))

    def content(self) -> ComposeResult:
        """The list and the preview."""
        with Horizontal(classes="pair"):
            yield OptionRows(compact=True)
            with VerticalScroll(can_focus=False):
                yield Static(markup=False, id="preview")

    def on_mount(self) -> None:
        """Show the forms; the first one is made."""
        options = self.query_one(OptionList)
        options.add_options([Option(Text(form.label), id=form.name) for form in ALL_FORMS.values()])
        options.add_option(Option(Text("Cleaning", "bold"), disabled=True))
        options.add_options(
            [Option(self._rule_line(rule.name), id=f"rule-{rule.name}") for rule in RULES if not rule.always]
        )
        options.highlighted = 0
        options.focus()
        self.set_interval(FOLLOWS, self._follow)
        self._tell_next()

    @work(exclusive=True, group="next")
    async def _tell_next(self) -> None:
        """Say which file comes next, where the series tells."""
        from tui.minutes.series.questions import following  # noqa: PLC0415 - the preview comes first

        told = await asyncio.to_thread(following, self._desk.path, date.today())  # noqa: DTZ011 - where people are
        if told and not self.frame.said:
            self.tell(f"{told}  n")

    def action_next(self) -> None:
        """Leave, for the next meeting's file."""
        self.dismiss()
        self._desk.call("next_meeting")

    def _rule_line(self, name: str) -> Text:
        off, on = ("off: ", "on: ") if self.is_plain else ("☐ ", "☑ ")
        return Text(off + name, "dim") if name in self._keep else Text(on + name)

    @on(OptionList.OptionHighlighted)
    def _highlighted(self, event: OptionList.OptionHighlighted) -> None:
        if event.option_id in ALL_FORMS:
            self._form = ALL_FORMS[event.option_id]
            self._explains = False
            self._make()
        elif event.option_id is not None:
            rule = next(rule for rule in RULES if f"rule-{rule.name}" == event.option_id)
            self.tell(f"{rule.name}: {rule.meaning}")

    def _follow(self) -> None:
        """What others save while this is open shows here, too."""
        if self._desk.meeting is not self._shown:
            self._make()

    def _make(self) -> None:
        self._shown = self._desk.meeting
        self.run_worker(self._made(), group="export", exclusive=True)

    async def _made(self) -> None:
        """Make the form off the event loop and show it."""
        form = self._form

        def make() -> tuple[Export, str | bytes, str]:
            export = self.exported(frozenset())
            looks = str(FORMS["txt"].make(export)) if form.name in MARKED else ""
            return export, "" if form.name in DOCUMENTS else form.make(export), looks

        export, self._content, self._looks = await asyncio.to_thread(make)
        self._export = export
        if self.has_widgets:  # else it was left meanwhile
            self._show()

    def exported(self, struck: frozenset[str]) -> Export:
        """The export as it is chosen here, without the words that are struck. Blocks."""
        return self._sending.export(frozenset(self._keep), final=self._final, struck=struck)

    def _show(self) -> None:
        lines = [(0, line) for line in self._shown_text().split("\n")]
        if self._explains and self._export is not None:
            lines = [(0, line) for line in _explanation(self._export, self._form)]
        elif self._form.name in MARKED and not self._is_source:
            lines = list(with_headings(self._looks))
        shown = Text("\n").join(
            Text(for_display(line.expandtabs(4)), HEADINGS[min(level, 2)]) for level, line in lines[:MOST]
        )
        if len(lines) > MOST:
            shown.append(f"\n… {len(lines) - MOST} more lines")
        self.query_one("#preview", Static).update(shown)
        self.query_one(VerticalScroll).scroll_home(animate=False)
        source_of = ", its source" if self._form.name in MARKED and self._is_source else ""
        what = "what was cleaned" if self._explains else self._form.label + source_of
        hidden = counted(self._export.public.touches) if self._export is not None else ""
        self.frame.border_title = f"Export: {what}{f' · left out: {hidden}' if hidden else ''}"

    def _shown_text(self) -> str:
        if self._form.name in DOCUMENTS:
            return f"{self._form.label} is made of the page by a program that is installed; s saves it."
        return self._content.replace("\r\n", "\n") if isinstance(self._content, str) else ""

    @on(OptionList.OptionSelected)
    def action_switch(self) -> None:
        """Turn the highlighted rule on or off."""
        options = self.query_one(OptionList)
        option = options.highlighted_option
        if option is None or option.id is None or option.id in ALL_FORMS:
            return
        name = option.id.removeprefix("rule-")
        self._keep ^= {name}
        options.replace_option_prompt(option.id, self._rule_line(name))
        self._make()

    def action_send(self, way: str) -> None:
        """Show what would be sent: a mail, a commit, issues, a text to paste; or write a calendar."""
        getattr(self._posting if way in ("issues", "forum") else self._sending, way)()

    def action_final(self) -> None:
        """Say that the minutes are approved, or leave that to a later meeting's file."""
        self._final = not self._final
        told = "Final: nothing says draft." if self._final else "A draft until a later meeting approves it."
        self.tell(told)
        self._make()

    def action_what(self) -> None:
        """What was cleaned and why, and back to the preview."""
        self._explains = not self._explains
        self._show()

    def action_source(self) -> None:
        """The form's source, as it is saved and copied, and back to what its reader sees."""
        if self._form.name not in MARKED:
            self.tell(f"{self._form.label} is shown as it is saved.")
            return
        self._is_source, self._explains = not self._is_source, False
        self._show()

    def action_times(self) -> None:
        """Write into the minutes when the meeting was held; the preview follows."""
        self._clock.write()
        self.tell(self._desk.status.remark.text)
        self.frame.keys = self.keys()
        self._follow()

    def action_copy(self) -> None:
        """Copy the whole form to the clipboard."""
        self.app.copy_to_clipboard(self._shown_text())

    def action_save(self) -> None:
        """Ask for a name beside the file, and write there."""
        path = self._desk.path
        stem = f"{path.stem}{EXPORTED}" if self._form.name == "md" else path.stem
        proposal = str(path.with_name(f"{stem}.{self._form.name}"))

        def named(name: str | None) -> None:
            if name:
                self._write(Path(name).expanduser(), force=False)

        self.app.push_screen(Prompt("Save the export", proposal, "save"), named)

    def _write(self, path: Path, *, force: bool) -> None:
        self.run_worker(self._look_and_write(path, force=force), group="save")

    async def _look_and_write(self, path: Path, *, force: bool) -> None:
        def look() -> tuple[bool, bool]:
            with suppress(OSError):
                return path.exists() and path.samefile(self._desk.path), path.is_file()
            return False, False

        is_itself, is_there = await asyncio.to_thread(look)
        if is_itself:
            self.tell("That is the minutes file itself; name another.")
        elif is_there and not force:
            answers = [Answer("o", "write over it")]
            text = Text(f"{for_display(str(path))} exists.")
            self.app.push_screen(
                Choice("Save the export", text, answers, "leave it"),
                lambda key: self._write(path, force=True) if key == "o" else None,
            )
        else:
            await self._save(path, force=force)

    async def _save(self, path: Path, *, force: bool) -> None:
        content, form = self._content, self._form
        is_markdown = form.name == "md"

        def write() -> None:
            made = form.make(self.exported(frozenset())) if form.name in DOCUMENTS else content
            write_all([Output(path, made)], force=force)
            if is_markdown:
                remember_export(path, content)

        try:
            await asyncio.to_thread(write)
        except CannotMakeError as error:
            self.tell(f"{error}.")
        except CannotWriteError as error:
            self.tell(f"{error} s asks for another name, y copies it.")
        else:
            self.tell(f"Saved {path.name}.")
            self._desk.say(f"Exported to {path.name}.", done=True)


def _explanation(export: Export, form: Form) -> list[str]:
    """What was cleaned for a form and why."""
    told = explained(export.touches(form))
    if not form.cleans:
        return [*told, f"Nothing is cleaned for {form.label}: it tells the file with its own lines."]
    return told or ["Nothing had to be cleaned."]
