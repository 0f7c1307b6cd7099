"""The next meeting's file, shown before it is written: its day, its name, and what is new in it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from difflib import unified_diff
from pathlib import Path
from typing import ClassVar

from rich.text import Text
from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from tui.minutes.export.output import CannotWriteError
from tui.minutes.series.next_file import plan_next, write
from tui.minutes.series.plan import CannotPlanError, LaterFileError, NextOrigin, Plan, Wish
from tui.screens.dialog import Dialog
from tui.screens.prompt import Prompt
from widgets.display_text import for_display

_ORIGINS = {"b": NextOrigin.BEGAN, "t": NextOrigin.TEMPLATE, "l": NextOrigin.LAST}


class NextMeeting(Dialog[Path | None]):
    """The plan. Gives the path of the file once it is written and is to be opened; None otherwise."""

    CSS_PATH = "series.tcss"
    HEADING = "Next meeting's file"
    KEYS = (
        ("enter", "write it"), ("e", "write and open"), ("d", "date"), ("b", "as it began"),
        ("t", "template"), ("l", "last text, emptied"), ("c", "carry open actions"),
    )  # fmt: skip
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "write(False)", "Write", show=False),
        Binding("e", "write(True)", "Write and open", show=False),
        Binding("d", "date", "Date", show=False),
        *(Binding(key, f"origin('{key}')", show=False) for key in _ORIGINS),
        Binding("c", "carry", "Carry", show=False),
        Binding("down,j", "scroll(1)", show=False),
        Binding("up,k", "scroll(-1)", show=False),
        Binding("pagedown", "scroll(10)", show=False),
        Binding("pageup", "scroll(-10)", show=False),
    ]

    def __init__(self, place: Path, state: Path, today: date, written: Callable[[Path], None]) -> None:
        """`written` is told of the file made."""
        super().__init__()
        self._place = place
        self._state = state
        self._today = today
        self._written = written
        self._wish = Wish()
        self._plan: Plan | None = None
        self._writing = False

    def content(self) -> ComposeResult:
        """What is planned."""
        with VerticalScroll(can_focus=True):
            yield Static("Reading the series …", markup=False, id="plan")

    def on_mount(self) -> None:
        """Plan it off the event loop."""
        self.query_one(VerticalScroll).focus()
        self._make()

    def _make(self) -> None:
        self._made()

    @work(group="plan", exclusive=True)
    async def _made(self) -> None:
        wish = self._wish
        try:
            [plan] = await asyncio.to_thread(plan_next, self._place, wish, self._today)
        except LaterFileError as error:
            self._show(
                None, f"{error.path.name} is there already: it is the next one. d makes another date's."
            )
        except CannotPlanError as error:
            self._show(None, f"{error}.")
        else:
            self._show(plan, "")

    def _show(self, plan: Plan | None, problem: str) -> None:
        target = self.query_one_optional("#plan", Static)
        if target is None:
            return
        if plan is None:
            self.tell(problem)
            if self._plan is None:
                target.update(Text(for_display(problem)))
            return
        self._plan = plan
        self.tell("")
        day = f"{plan.day:%a} {plan.day.day} {plan.day:%B}"
        rhythm = f" ({plan.rhythm})" if plan.rhythm and self._wish.day is None else ""
        self.frame.border_title = f"Next meeting's file · {for_display(plan.path.name)} · {day}{rhythm}"
        target.update(_described(plan))

    def action_date(self) -> None:
        """Ask for another day."""
        day = str(self._plan.day) if self._plan is not None else ""
        self.app.push_screen(Prompt("The next meeting's day", day, "take it", read=_read_day), self._dated)

    def _dated(self, typed: str | None) -> None:
        if typed is not None:
            self._wish = replace(self._wish, day=date.fromisoformat(typed.strip()))
            self._make()

    def action_origin(self, key: str) -> None:
        """Make it from something else."""
        self._wish = replace(self._wish, origin=_ORIGINS[key])
        self._make()

    def action_carry(self) -> None:
        """Take open actions over, or leave them."""
        self._wish = replace(self._wish, carry=not self._wish.carry)
        self._make()

    def action_write(self, opens: bool) -> None:
        """Write the file."""
        if self._plan is not None and not self._writing:
            self._writing = True
            self.run_worker(self._write(self._plan, opens=opens), group="write")

    async def _write(self, plan: Plan, *, opens: bool) -> None:
        try:
            await asyncio.to_thread(write, plan, self._state)
        except CannotWriteError as error:
            self._writing = False
            self.tell(str(error))
            return
        self._written(plan.path)
        self.dismiss(plan.path if opens else None)


def _read_day(typed: str) -> str:
    try:
        return f"{date.fromisoformat(typed.strip()):%A, %d %B %Y}"
    except ValueError:
        raise ValueError("a day is written 2026-05-12") from None


def _described(plan: Plan) -> Text:
    """Where the text is from, and how it differs from the last meeting's headings."""
    text = Text(f"{for_display(str(plan.path))}\n{for_display(plan.described)}\n", no_wrap=False)
    changes = plan.changes
    for label, names in (
        ("leads as of now", changes.leads),
        ("new", changes.new),
        ("left out", changes.gone),
    ):
        if names:
            text.append(f"{label}: {for_display(', '.join(names))}\n")
    if plan.carried:
        text.append(f"{len(plan.carried)} open actions carried\n")
    for remark in plan.remarks:
        text.append(f"{for_display(remark)}\n", "italic")
    text.append("\n")
    if plan.part_of is not None:
        old = plan.part_of.text.splitlines()
    else:
        old = plan.last.meeting.source.text.splitlines()
    difference = [
        line for line in unified_diff(old, plan.text.text.splitlines(), n=0, lineterm="") if line[:1] == "+"
    ]
    written = set(difference[1:])
    for line in plan.text.text.splitlines():
        is_new = f"+{line}" in written and bool(line.strip())
        text.append(f"{'+' if is_new else ' '} {for_display(line.expandtabs(4))}\n", "bold" if is_new else "")
    return text
