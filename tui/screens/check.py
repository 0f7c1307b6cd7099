"""What is wrong with the minutes, as a list: enter goes there, one key repairs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from tui.minutes.check.findings import Finding
from tui.minutes.inert import inert
from tui.screens.dialog import Dialog, Keys

if TYPE_CHECKING:
    from tui.screens.meeting.screen import MeetingScreen


class CheckList(Dialog[None]):
    """The findings of a check. Before closing it stands in the way of the export, for one key."""

    CSS_PATH = "check.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j", "move(1)", show=False),
        Binding("k", "move(-1)", show=False),
        Binding("f", "fix", "Repair", show=False),
        Binding("A", "fix_all", "Repair all", show=False),
        Binding("X", "export", "Export", show=False),
    ]

    def __init__(self, meeting: MeetingScreen, findings: Sequence[Finding], *, closing: bool) -> None:
        super().__init__()
        self._meeting = meeting
        self._findings = list(findings)
        self._at_the_end = closing

    def keys(self) -> Keys:
        """What can be done to a finding, and the way on."""
        onward = "export all the same" if self._at_the_end else "export"
        return (("enter", "go"), ("f", "repair"), ("A", "repair all"), ("X", onward), ("esc", "back"))

    def content(self) -> ComposeResult:
        """The list."""
        yield OptionList(compact=True)

    def on_mount(self) -> None:
        """Show all findings."""
        self._fill()
        self.query_one(OptionList).focus()

    def _fill(self) -> None:
        options = self.query_one(OptionList)
        before = options.highlighted or 0
        count = len(self._findings)
        opens = f"{count} thing{'s' if count != 1 else ''} to look at"
        self.frame.border_title = f"Before closing: {opens}" if self._at_the_end else f"Check: {opens}"
        options.clear_options()
        options.add_options([Option(_line(found)) for found in self._findings])
        if not self._findings:
            options.add_option(Option(Text("Nothing is wrong that a rule would find."), disabled=True))
        else:
            options.highlighted = min(before, count - 1)

    def _current(self) -> Finding | None:
        highlighted = self.query_one(OptionList).highlighted
        return self._findings[highlighted] if highlighted is not None and self._findings else None

    @on(OptionList.OptionSelected)
    def _go(self) -> None:
        if (found := self._current()) is not None:
            self.dismiss()
            self._meeting.show_area(self._meeting.panes)
            self._meeting.walk.go_to_line(found.line)
            self._meeting.say(f"Line {found.line + 1}: {found.message}")

    def action_fix(self) -> None:
        """Repair what is highlighted."""
        if (found := self._current()) is not None:
            self._fix([found])

    def action_fix_all(self) -> None:
        """Repair all that is safe to repair, as one step."""
        self._fix([found for found in self._findings if found.rule.safe])

    def action_export(self) -> None:
        """On to the export."""
        self.dismiss()
        self._meeting.late.publishing.open_export()

    def _fix(self, findings: list[Finding]) -> None:
        if not any(found.rule.safe for found in findings):
            self.tell("This is for you to change: enter goes there.")
        elif self._meeting.late.publishing.fix(findings):
            self.run_worker(self._again(), exclusive=True)
        else:
            self.tell(self._meeting.status.remark.text)

    async def _again(self) -> None:
        self._findings = await self._meeting.late.publishing.findings()
        self._fill()
        self.tell(self._meeting.status.remark.text)


def _line(found: Finding) -> Text:
    text = Text(no_wrap=True, overflow="ellipsis")
    text.append(f"{found.line + 1:>5}  ", "dim")
    text.append(inert(found.message))
    text.append(f"  {found.code}", "dim")
    return text.append("  f repairs it", "dim italic") if found.rule.safe else text
