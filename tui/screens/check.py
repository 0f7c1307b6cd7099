"""What is wrong with the minutes, and what nobody has reviewed: enter goes there, one key repairs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Final

from rich.table import Table
from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from tui.minutes.check.findings import Finding
from tui.minutes.running.review_order import NOTHING_LEFT, Left, Stop
from tui.screens.dialog import MOVES, Dialog, Keys
from tui.screens.meeting.desk import Desk
from tui.screens.meeting.navigation.reviews import Reviews
from widgets.display_text import for_display
from widgets.option_rows import OptionRows
from widgets.wrapping import counted

if TYPE_CHECKING:
    from tui.screens.meeting.dialogs.publishing import Publishing

MOST_LEFT: Final = 12
"""Sections nobody has reviewed that get a line each; `n` walks through the rest."""


@dataclass(frozen=True)
class _Row:
    """A row of the list, what enter does on it, and the finding it tells of."""

    text: Table
    go: Callable[[], None]
    finding: Finding | None = None


class CheckList(Dialog[None]):
    """The findings of a check. Before closing it stands in the way of the export, for one key.

    `left` is what nobody has reviewed; it stands above the findings.
    """

    CSS_PATH = "check.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        *MOVES,
        Binding("f", "fix", "Repair", show=False),
        Binding("A", "fix_all", "Repair all", show=False),
        Binding("X", "export", "Export", show=False),
        Binding("n", "walk_on", "Next open", show=False),
    ]

    def __init__(
        self,
        desk: Desk,
        publishing: Publishing,
        reviews: Reviews,
        findings: Sequence[Finding],
        left: Left = NOTHING_LEFT,
        *,
        closing: bool,
    ) -> None:
        super().__init__()
        self._desk = desk
        self._publishing = publishing
        self._reviews = reviews
        self._findings = list(findings)
        self._left = left
        self._rows: list[_Row] = []
        self._at_the_end = closing

    def keys(self) -> Keys:
        """What can be done to a finding, and the way on."""
        onward = "export all the same" if self._at_the_end else "export"
        walk = (("n", "walk on"),) if self._left != NOTHING_LEFT else ()
        return (("enter", "go"), *walk, ("f", "repair"), ("A", "repair all"), ("X", onward), ("esc", "back"))

    def content(self) -> ComposeResult:
        """The list."""
        yield OptionRows(compact=True)

    def on_mount(self) -> None:
        """Show all findings."""
        if (options := self.query_one_optional(OptionList)) is None:
            return  # it was opened by a worker as the program was left
        self._fill()
        options.focus()

    def _fill(self) -> None:
        options = self.query_one(OptionList)
        before = options.highlighted or 0
        self._rows = [*self._left_rows(), *map(self._finding_row, self._findings)]
        count = len(self._rows)
        opens = f"{counted(count, 'thing')} to look at"
        self.frame.border_title = f"Before closing: {opens}" if self._at_the_end else f"Check: {opens}"
        options.clear_options()
        options.add_options([Option(row.text) for row in self._rows])
        if not self._rows:
            nothing = "Nothing is wrong that a rule would find; X goes on to the export."
            options.add_option(Option(Text(nothing), disabled=True))
        else:
            options.highlighted = min(before, count - 1)

    def _left_rows(self) -> list[_Row]:
        """What nobody has reviewed: a line a section, and one for all that report nothing."""
        names, reports, empty = self._reviews.told.names, self._left.reports, self._left.empty
        shown = reports if len(reports) <= MOST_LEFT else reports[: MOST_LEFT - 1]
        rows = [self._section_row("not reviewed: ", names([stop]), stop) for stop in shown]
        if rest := reports[len(shown) :]:
            rows.append(self._section_row("not reviewed: ", f"{len(rest)} more", rest[0]))
        if empty:
            rows.append(self._section_row("skipped, nothing reported: ", names(empty), empty[0]))
        return rows

    def _section_row(self, what: str, names: str, stop: Stop) -> _Row:
        section, key = self._desk.meeting.sections[stop.section], self._reviews.course.key(stop)
        line = section.items[stop.item].own.start if stop.item >= 0 else section.heading.start
        return _Row(_hanging(line, Text(for_display(what + names))), lambda: self._desk.go_to_row(key))

    def _finding_row(self, found: Finding) -> _Row:
        text = Text(for_display(found.message)).append(f"  {found.code}", "dim")
        text.append("  f repairs it" if found.rule.safe else "", "dim italic")

        def go() -> None:
            self._desk.go_to_line(found.line)
            self._desk.say(f"Line {found.line + 1}: {found.message}")

        return _Row(_hanging(found.line, text), go, found)

    def _current(self) -> _Row | None:
        return self.chosen_of(self._rows)

    @on(OptionList.OptionSelected)
    def _go(self) -> None:
        if (row := self._current()) is not None:
            self.dismiss()
            self._desk.show_area(self._desk.panes)
            row.go()

    def action_walk_on(self) -> None:
        """Back to the meeting, on to the next section that nobody has reviewed."""
        self.dismiss()
        self._reviews.next_open()

    def action_fix(self) -> None:
        """Repair what is highlighted."""
        if (row := self._current()) is not None:
            self._fix([row.finding] if row.finding is not None else [])

    def action_fix_all(self) -> None:
        """Repair all that is safe to repair, as one step."""
        self._fix([found for found in self._findings if found.rule.safe])

    def action_export(self) -> None:
        """On to the export."""
        self.dismiss()
        self._publishing.open_export()

    def _fix(self, findings: list[Finding]) -> None:
        if not any(found.rule.safe for found in findings):
            self.tell("This is for you to change: enter goes there.")
        elif self._publishing.fix(findings):
            self.run_worker(self._again(), exclusive=True)
        else:
            self.tell(self._desk.status.remark.text)

    async def _again(self) -> None:
        self._findings = await self._publishing.findings()
        self._fill()
        self.tell(self._desk.status.remark.text)


def _hanging(line: int, text: Text) -> Table:
    """A row of the list: the number of its line, from 0 here, and its words, which wrap beside it."""
    row = Table.grid(padding=(0, 2, 0, 0), expand=True)
    row.add_column(justify="right", width=5, style="dim")
    row.add_column(ratio=1)
    row.add_row(str(line + 1), text)
    return row
