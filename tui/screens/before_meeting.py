"""Before the meeting: what is missing, new, changed, silent, still open, on the table again."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import ClassVar, Final, Protocol

from rich.text import Text
from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from tui.minutes.series.ledger import Action
from tui.minutes.series.questions import Before
from tui.minutes.series.radar import LeadChange, Report
from tui.minutes.text.inline import visible
from tui.screens.dialog import MOVES, Dialog
from widgets.display_text import for_display
from widgets.option_rows import LineDrawnLater, OptionRows
from widgets.wrapping import clipped

AGAIN: Final = 1.0
"""Seconds between two looks at whether the files that were read are others by now."""

_LABEL: Final = 10


@dataclass(frozen=True)
class BeforeRow:
    """A line of the list: where it leads, a line from 0 of this meeting or one from 1 of another file."""

    label: str
    text: str
    line: int | None = None
    path: Path | None = None
    lead: LeadChange | None = None
    action: Action | None = None
    unfolds: str = ""


class BeforeAnswers(Protocol):
    """Who knows the answers, and does what is asked for."""

    def look_again(self, then: Callable[[Before], None]) -> None:
        """Read the series again."""

    async def is_old(self, seen: Before) -> bool:
        """True where a file that was read is another by now."""

    def go(self, line: int) -> None:
        """Go to a line of the open meeting."""

    def read(self, path: Path, line: int) -> None:
        """Show another meeting at a line."""

    def take_lead(self, change: LeadChange) -> str:
        """Write the last meeting's lead into the heading; returns what was done."""

    def carry(self, actions: Sequence[Action]) -> str:
        """Write open actions into this meeting; returns what was done."""


class BeforeMeeting(Dialog[None]):
    """The list; every line of it leads to what it speaks of."""

    CSS_PATH = "series.tcss"
    KEYS = (("enter", "go there"), ("l", "take the lead"), ("c", "carry the open actions"))
    BINDINGS: ClassVar[list[BindingType]] = [
        *MOVES,
        Binding("l", "lead", "Lead", show=False),
        Binding("c", "carry", "Carry", show=False),
    ]

    def __init__(self, answers: BeforeAnswers, seen: Before) -> None:
        super().__init__()
        self._answers = answers
        self._seen = seen
        self._unfolded: set[str] = set()
        self._asking = False
        self._rows: list[BeforeRow] = []

    def heading(self) -> str:
        """The day of this meeting, and of the last one."""
        return heading_of(self._seen)

    def content(self) -> ComposeResult:
        """The list."""
        yield OptionRows(compact=True, markup=False)

    def on_mount(self) -> None:
        """Show it, and what others save while it is open."""
        self._fill()
        self.query_one(OptionList).focus()
        self.set_interval(AGAIN, self._watch)

    def take(self, seen: Before) -> None:
        """Show another answer."""
        self._asking = False
        if self.has_widgets:
            self._seen = seen
            self.frame.border_title = heading_of(seen)
            self._fill()

    def _watch(self) -> None:
        if not self._asking:
            self._look()

    @work(group="look", exclusive=True)
    async def _look(self) -> None:
        if await self._answers.is_old(self._seen):
            self._ask_again()

    def _ask_again(self) -> None:
        self._asking = True  # an answer may take longer than until the next look
        self._answers.look_again(self.take)

    def _fill(self) -> None:
        options = self.query_one(OptionList)
        before = options.highlighted or 0
        self._rows = list(rows(self._seen, self._unfolded))
        options.clear_options()
        options.add_options(
            Option(LineDrawnLater(partial(_drawn, row, above)))
            for row, above in zip(self._rows, ("", *(row.label for row in self._rows)), strict=False)
        )
        if self._rows:
            options.highlighted = min(before, len(self._rows) - 1)
        else:
            options.add_option(Option(Text(nothing(self._seen)), disabled=True))

    @on(OptionList.OptionSelected)
    def _go(self) -> None:
        row = self.chosen_of(self._rows)
        if row is None:
            return
        if row.unfolds:
            self._unfolded ^= {row.unfolds}
            self._fill()
        elif row.path is not None and row.line is not None:
            self._answers.read(row.path, row.line)
        elif row.line is not None:
            self.dismiss()
            self._answers.go(row.line)

    def action_lead(self) -> None:
        """Write the last meeting's lead into the heading."""
        row = self.chosen_of(self._rows)
        if row is None or row.lead is None:
            self.tell("Choose a change of lead first.")
            return
        self.tell(self._answers.take_lead(row.lead))
        self._ask_again()

    def action_carry(self) -> None:
        """Carry the chosen action, or all that are open since the last meeting."""
        row = self.chosen_of(self._rows)
        found = self._seen.radar.actions
        last = [action for action in found if action.day == self._seen.radar.last]
        chosen = [row.action] if row is not None and row.action is not None else last
        self.tell(self._answers.carry(chosen) if chosen else "No action of the last meeting is open.")


def heading_of(seen: Before) -> str:
    """`Before the meeting · 2016-08-24 · last: 2016-08-09, 15 days ago`."""
    parts = ["Before the meeting"]
    if seen.day is not None:
        parts.append(str(seen.day))
        if seen.radar.last is not None:
            parts.append(f"last: {seen.radar.last}, {(seen.day - seen.radar.last).days} days ago")
    return " · ".join(parts)


def nothing(seen: Before) -> str:
    """What to say where there is no row."""
    if seen.day is None:
        return "This file has no date, in its name or its text: the meetings before it are not known."
    if seen.radar.last is None:
        return "No earlier meeting of this series is in the folder."
    return "Nothing is missing, changed or still open."


def rows(seen: Before, unfolded: set[str]) -> Iterator[BeforeRow]:
    """The lines of the list; long lists of what is usual are folded until they are asked for."""
    radar = seen.radar
    for report in radar.missing:
        yield BeforeRow("Missing", f"{report.name} ({_times(report)})", report.line)
    late = [report for report in radar.missed if report not in (*radar.missing, *radar.quiet)]
    yield from _folded("Missed", late, unfolded, lambda report: f"{report.name} ({report.missed})")
    for report in radar.back:
        yield BeforeRow("Again", f"{report.name} reports, after {6} meetings and more", report.line)
    yield from _folded("New", radar.new, unfolded, _counted)
    for change in radar.leads:
        here, then = ", ".join(change.here), ", ".join(change.then)
        lost = ", a correction that was lost?" if change.lost else ""
        yield BeforeRow(
            "Lead", f"{change.name}: {here} here, {then} on {change.day}{lost}", change.line, lead=change
        )
    for rename in radar.renames:
        yield BeforeRow("Name", f"{rename.name}, before: {rename.before} ({rename.lead})", rename.line)
    if radar.gone:
        yield BeforeRow("Gone", ", ".join(radar.gone))
    yield from _folded("Quiet", radar.quiet, unfolded, lambda report: report.name, "6 meetings and more")
    for action in radar.actions:
        yield BeforeRow("Open", _told(action, seen.day), action.line, action.path, action=action)
    if radar.older:
        count = len(radar.older)
        yield BeforeRow("Open", f"{count} older, never closed", unfolds="older")
        if "older" in unfolded:
            for action in radar.older:
                yield BeforeRow("Open", _told(action, seen.day), action.line, action.path, action=action)
    for each in radar.again:
        yield BeforeRow("Again", each.told, each.line)
    for left in seen.left_out:
        yield BeforeRow("Not read", f"{left.path.name}: {left.why}")


def _folded(
    label: str, reports: Sequence[Report], unfolded: set[str], told: Callable[[Report], str], why: str = ""
) -> Iterator[BeforeRow]:
    if not reports:
        return
    count = f"{len(reports)} teams" if len(reports) != 1 else "1 team"
    names = " · ".join(map(told, reports))
    yield BeforeRow(label, f"{count}, {why or names}", unfolds=label)
    if label in unfolded:
        for report in reports:
            yield BeforeRow(label, f"  {told(report)}", report.line)


def _times(report: Report) -> str:
    times = f"reported {report.of_last} of the last {report.looked_at}"
    return f"{times}, missing {report.missed}" if report.missed else times


def _counted(report: Report) -> str:
    return f"{report.name} = as last time" if report.same else f"{report.name} {report.items}"


def _told(action: Action, day: date | None) -> str:
    due = f"  due {action.note.due}" if action.note.due is not None else ""
    late = " OVERDUE" if day is not None and action.overdue(day) else ""
    owners = ", ".join(action.note.owners) or "TBD"
    life = f"  {action.life}" if action.life else f"  {action.day}"
    return f"{owners}: {visible(action.note.text)}{due}{late}{life}"


def _drawn(row: BeforeRow, above: str, width: int) -> Text:
    label = "" if row.label == above else row.label
    text = Text(f"{label:{_LABEL}}", "bold", no_wrap=True, overflow="ellipsis")
    text.append(clipped(for_display(row.text.replace("\n", " ")), max(10, width - _LABEL - 4)), "not bold")
    return text.append("  ↵" if row.unfolds else "", "dim")
