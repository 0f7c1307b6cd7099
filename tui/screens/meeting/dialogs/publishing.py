"""Closing a meeting: what is wrong with its minutes, broken encoding, and the cleaned export."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable
from typing import TYPE_CHECKING

from tui.minutes.running.review_order import NOTHING_LEFT
from tui.minutes.text.conflict_markers import marker_blocks
from tui.screens.meeting.clock.meeting_clock import MeetingClock
from tui.screens.meeting.desk import Desk
from tui.screens.meeting.navigation.reviews import Reviews
from widgets.display_text import for_display

if TYPE_CHECKING:
    from tui.minutes.check.closing import StillOpen
    from tui.minutes.check.findings import Finding


class Publishing:
    """The check list, the repair of encoding and the export of the open meeting."""

    def __init__(
        self,
        desk: Desk,
        reviews: Reviews,
        clock: MeetingClock,
        exported: Callable[[], None],
        waits: Callable[[], str],
    ) -> None:
        """`exported` is told of an export; `waits` says how many wait to speak."""
        self._waits = waits
        self._desk = desk
        self._reviews = reviews
        self._clock = clock
        self._exported = exported

    def commands(self) -> dict[str, Callable[[], object]]:
        """What this concern answers to, by command id."""
        return {
            "check": self._check,
            "export": self._export,
            "repair_encoding": self._repair,
            "settings": lambda: self._desk.work(self._show_settings(), "settings", exclusive=True),
        }

    async def _show_settings(self) -> None:
        """Every setting with where it comes from; they are read anew, by now they may be others."""
        from rich.text import Text  # noqa: PLC0415 - not before somebody asks

        from tui.screens.prompt import Choice  # noqa: PLC0415
        from tui.settings.file import told_values  # noqa: PLC0415 - pydantic is heavy
        from tui.settings.values import SettingsError  # noqa: PLC0415

        try:
            lines = await asyncio.to_thread(lambda: list(told_values(self._desk.live.path, os.environ)))
        except SettingsError as error:
            self._desk.say(str(error), trouble=True)
            return
        self._desk.ask(Choice("Settings", Text("\n".join(map(for_display, lines))), (), "back"))

    async def findings(self) -> list[Finding]:
        """What is wrong with the minutes as they are now, compared with the meeting before."""
        from tui.minutes.check.checking import Series, check  # noqa: PLC0415 - not before somebody asks
        from tui.minutes.check.votes import VotingRules  # noqa: PLC0415

        meeting, path = self._desk.meeting, self._desk.live.path
        shown, ignore = self._desk.shown.source.lines, self._ignored()
        voting = VotingRules(self._desk.settings.majority, self._desk.settings.quorum)

        def look() -> list[Finding]:
            found = check(meeting, path, Series().before(path, meeting), ignore, voting)
            lines = (
                meeting.source.lines
            )  # while others look on nothing is told of a line that hides something
            return [
                each for each in found if lines[each.line : each.line + 1] == shown[each.line : each.line + 1]
            ]

        return await asyncio.to_thread(look)

    def fix(self, findings: list[Finding]) -> bool:
        """Repair what is safe to repair among findings, as one step; False where nothing could be."""
        from tui.minutes.check.fixes import fix  # noqa: PLC0415

        meeting = self._desk.meeting
        return self._desk.change(lambda: fix(meeting, findings, self._desk.live.path.name)) is not None

    def open_export(self) -> None:
        """Show the export desk."""
        from tui.screens.export import ExportScreen  # noqa: PLC0415

        if marker_blocks(self._desk.text().text):
            told = "Nothing is exported while git's conflict markers are in the text: "
            self._desk.say(f"{told}{self._desk.key('review_merge')} chooses a side of each.", trouble=True)
            return
        self._desk.ask(ExportScreen(self._desk, self._clock, self._kept()))
        self._exported()

    def _check(self) -> None:
        self._desk.work(self._show_check(closing=False), "check", exclusive=True)

    def _export(self) -> None:
        self._desk.work(self._show_check(closing=True), "check", exclusive=True)

    async def _show_check(self, *, closing: bool) -> None:
        """The list; before closing only where it has something in it."""
        from tui.screens.check import CheckList  # noqa: PLC0415

        self._desk.text()
        found = await self.findings()
        left = self._reviews.left() if closing else NOTHING_LEFT
        still = await asyncio.to_thread(self._still_open) if closing else []
        still = [*self._boxes_over(), *still]
        if found or still or left != NOTHING_LEFT:
            shown = CheckList(self._desk, self, self._reviews, found, left, closing=closing, still_open=still)
            self._desk.ask(shown)
        elif closing:
            self.open_export()
        else:
            self._desk.say("Checked: nothing is wrong that a rule would find.", done=True)

    def _boxes_over(self) -> list[StillOpen]:
        """That the timeboxes to come are longer than what is left of the meeting's time, where they are."""
        from tui.minutes.check.closing import StillOpen  # noqa: PLC0415 - not before somebody asks

        slot, now, plan = self._clock.slot(), self._clock.moment(), self._clock.plan()
        left = slot.left(self._clock.clock.began or now, now) if slot is not None else plan.boxed
        over, boxes = plan.over(left) // 60, plan.boxed // 60
        told = f"timeboxes of {boxes:.0f} minutes in {max(0.0, left) // 60:.0f}: {over:.0f} over"
        return [StillOpen(0, told, "slot")] if over else []

    def _still_open(self) -> list[StillOpen]:
        """What is to decide beside the findings; somebody who waits to speak, too."""
        from tui.minutes.check.closing import StillOpen, still_open  # noqa: PLC0415 - not before somebody asks

        waits = self._waits()
        queue = [StillOpen(0, f"{waits} to speak", "queue")] if waits else []
        return [*queue, *still_open(self._desk.shown)]

    def _repair(self) -> None:
        from tui.minutes.check.fixes import repair_encoding  # noqa: PLC0415 - imports ftfy

        self._desk.change(lambda: repair_encoding(self._desk.meeting))

    def _ignored(self) -> frozenset[str]:
        from tui.minutes.check.findings import UnknownCodeError, known_codes  # noqa: PLC0415

        try:
            return known_codes(self._desk.settings.check_ignore)
        except UnknownCodeError as error:
            self._desk.say(f"setting check_ignore: {error}", trouble=True)
            return frozenset()

    def _kept(self) -> frozenset[str]:
        from tui.minutes.export.cleaning import UnknownRuleError, known_names  # noqa: PLC0415

        try:
            return known_names(self._desk.settings.export_keep)
        except UnknownRuleError as error:
            self._desk.say(f"setting export_keep: {error}", trouble=True)
            return frozenset()
