"""What is wrong with the minutes, and what nobody has reviewed: enter goes there, one key repairs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from rich.table import Table
from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from tui.minutes.check.closing import DECIDES, MENDS, StillOpen
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


@dataclass(frozen=True)
class _Row:
    """A row of the list, what enter does on it, and the finding it tells of."""

    text: Table
    go: Callable[[], None]
    finding: Finding | None = None
    mend: str = ""  # the command that mends it there


class CheckList(Dialog[None]):
    """The findings of a check. Before closing it stands in the way of the export, for one key.

    Before closing they stand in groups, the most important first: what is to decide, what nobody has
    reviewed (`left`) in one line, what else is to be looked at, small repairs in one line.
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
        still_open: Sequence[StillOpen] = (),
    ) -> None:
        """`still_open` is what is to decide beside the findings."""
        super().__init__()
        self._still_open = still_open
        self._desk = desk
        self._publishing = publishing
        self._reviews = reviews
        self._findings = list(findings)
        self._left = left
        self._rows: list[_Row | None] = []  # None for a heading
        self._at_the_end = closing
        self._titles: list[str] = []  # of the groups that there are

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
        plain = *map(self._open_row, self._still_open), *map(self._finding_row, self._findings)
        self._rows = list(self._grouped() if self._at_the_end else plain)
        count = sum(row is not None for row in self._rows)
        opens = f"{counted(count, 'thing')} to look at"
        self.frame.border_title = f"Before closing: {opens}" if self._at_the_end else f"Check: {opens}"
        options.clear_options()
        for row, heading in zip(self._rows, self._headings(), strict=True):
            options.add_option(Option(row.text if row is not None else heading, disabled=row is None))
        if not self._rows:
            nothing = "Nothing is wrong that a rule would find; X goes on to the export."
            options.add_option(Option(Text(nothing), disabled=True))
        else:
            rows = [n for n, row in enumerate(self._rows) if row is not None]
            options.highlighted = min(rows, key=lambda n: abs(n - before))

    def _headings(self) -> Iterator[Text]:
        """For each row the heading that would stand there, with how much there is below it."""
        titles = iter(self._titles)
        for row in self._rows:
            yield Text("", "bold") if row is not None else Text(next(titles), "bold")

    def _grouped(self) -> Iterator[_Row | None]:
        """The rows in their groups, each group after a None for its heading."""
        small = [found for found in self._findings if found.rule.safe]
        others = [found for found in self._findings if not found.rule.safe]
        decide = [found for found in others if found.code in DECIDES]
        open_rows = map(self._open_row, self._still_open)
        groups = (
            ("To decide", [*map(self._finding_row, decide), *open_rows]),
            ("Not reviewed", self._left_rows()),
            ("To look at", [self._finding_row(found) for found in others if found not in decide]),
            ("Small repairs", [self._repairs_row(small)] if small else []),
        )
        self._titles = [title for title, rows in groups if rows]
        for _, rows in groups:
            if rows:
                yield None
                yield from rows

    def _open_row(self, found: StillOpen) -> _Row:
        text = _hanging(found.line, Text(for_display(found.told)))
        return _Row(text, lambda: self._desk.go_to_line(found.line), mend=found.mend)

    def _repairs_row(self, small: Sequence[Finding]) -> _Row:
        """All small repairs in one line, whose key does them."""
        names = ", ".join(dict.fromkeys(found.rule.name for found in small))
        text = Text(f"{counted(len(small), 'small repair')}: {names}  ").append("f does all", "dim italic")
        return _Row(_hanging(small[0].line, text), lambda: self._desk.go_to_line(small[0].line), small[0])

    def _left_rows(self) -> list[_Row]:
        """What nobody has reviewed in one line, and what reports nothing in another."""
        names, reports, empty = self._reviews.told.names, self._left.reports, self._left.empty
        rows = []
        if reports:
            rows.append(self._section_row(f"not reviewed: {len(reports)}: ", names(reports), reports[0]))
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

        mend = MENDS.get(found.code, "")
        return _Row(_hanging(found.line, text), go, found, mend)

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
        """Mend what is highlighted: a repair at once, all else by the command for it, at its line."""
        row = self._current()
        if row is None:
            return
        if row.mend and self._at_the_end:
            self.dismiss()
            self._desk.show_area(self._desk.panes)
            row.go()
            self._desk.call(row.mend)
        elif self._at_the_end and row.finding is not None and row.finding.rule.safe:
            self.action_fix_all()
        else:
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
