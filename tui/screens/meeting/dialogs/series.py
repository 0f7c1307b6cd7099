"""The committee's memory: before the meeting, a section's history, the next file, find in all meetings."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tui.minutes.ahead.elsewhere import ask
from tui.paths import state_dir
from tui.screens.meeting.desk import Desk

if TYPE_CHECKING:
    from tui.minutes.noting.editing import Edit
    from tui.minutes.series.ledger import Action
    from tui.minutes.series.questions import Before
    from tui.minutes.series.radar import LeadChange

GREETING_AFTER: Final = 1.0
"""Seconds after everything is there until the folder is looked into: opening a meeting does not wait."""


class Memory:
    """Asks the series' files about the open meeting, in another process, and shows the answers."""

    def __init__(
        self,
        desk: Desk,
        open_file: Callable[[Path], None],
        save_then: Callable[[Callable[[], object]], None],
    ) -> None:
        self._desk = desk
        self._open_file = open_file
        self._save_then = save_then

    def commands(self) -> dict[str, Callable[[], object]]:
        """What this concern answers to, by command id."""
        return {
            "before": self._before,
            "history": self._history,
            "next_meeting": lambda: self._save_then(self.show_next),
            "find_series": self._find,
            "series_actions": lambda: self.show_actions(self._back_to_notes),
            "ask_owners": self.ask_owners,
            "scribe": self._scribe,
        }

    def start(self) -> None:
        """Look into the folder a little later, and say what is missing."""
        self._desk.host.after(GREETING_AFTER, lambda: self._desk.work(self._greet(), "series"))

    async def _greet(self) -> None:
        from tui.minutes.series.meetings import members  # noqa: PLC0415 - not before the first paint

        path = self._desk.path
        try:
            series = await asyncio.to_thread(members, path)
        except OSError:
            return
        if not self._desk.is_up or (len(series.files) < 2 and series.rolling is None):
            return
        missing = len((await self._seen()).radar.missing)
        if missing and self._desk.is_up and not self._desk.status.remark.text:  # type: ignore[redundant-expr]
            noun = "report" if missing == 1 else "reports"
            self._desk.say(f"{missing} {noun} missing that came lately  {self._desk.key('before')}")

    async def _seen(self) -> Before:
        from tui.minutes.series.questions import before  # noqa: PLC0415 - as above

        desk = self._desk
        shown, sections = desk.shown, desk.meeting.sections
        seen = await ask(before, desk.path, shown.source.text, _today(), desk.is_public)
        at = ((shown.section_at(report.line), report.missed) for report in seen.radar.missed)
        if desk.is_up:
            desk.panes.missed = {sections[n].key: f"missing, {words}" for n, words in at if n is not None}
        return seen

    def _before(self) -> None:
        self._desk.text()
        self._desk.work(self._show_before(), "series", exclusive=True)

    async def _show_before(self) -> None:
        from tui.screens.before_meeting import BeforeMeeting  # noqa: PLC0415 - not before somebody asks

        seen = await self._seen()
        if self._desk.is_up:
            self._desk.ask(BeforeMeeting(self, seen))

    def look_again(self, then: Callable[[Before], None]) -> None:
        """Read the series again, and give the answer."""

        async def look() -> None:
            then(await self._seen())

        self._desk.text()
        self._desk.work(look(), "series again", exclusive=True)

    async def is_old(self, seen: Before) -> bool:
        """True where a file that was read is another by now."""
        from tui.minutes.series.questions import changed  # noqa: PLC0415 - as above

        return await asyncio.to_thread(changed, seen.stamps)

    def go(self, line: int) -> None:
        """Go to a line of the open meeting."""
        self._desk.show_area(self._desk.panes)
        self._desk.go_to_line(line)

    def read(self, path: Path, line: int) -> None:
        """Show another meeting at a line, only to read."""
        from tui.screens.past_meeting import PastMeetingText  # noqa: PLC0415 - not before somebody asks

        def opened(wanted: bool | None) -> None:
            if wanted:
                self._open_file(path)

        self._desk.ask(PastMeetingText(path, line, public=self._desk.is_public), opened)

    def take_lead(self, change: LeadChange) -> str:
        """Write the last meeting's heading in the place of this one's, on its level."""
        from tui.minutes.series.taking import heading_taken  # noqa: PLC0415 - as above

        made = self._desk.change(lambda: heading_taken(self._desk.meeting, change))
        return made.said if made is not None else self._desk.status.remark.text

    def carry(self, actions: Sequence[Action]) -> str:
        """Write open actions of earlier meetings into this one, each as a step of undo."""
        from tui.minutes.series.taking import carried, stands_here  # noqa: PLC0415 - as above

        written = 0
        for action in actions:
            if stands_here(self._desk.meeting, action):
                continue

            def make(action: Action = action) -> Edit:
                return carried(self._desk.meeting, action)

            if self._desk.change(make, "carry") is None:
                return self._desk.status.remark.text
            written += 1
        if not written:
            return "They stand in this meeting already."
        return (
            f"{written} open action{'s' * (written != 1)} carried; {self._desk.key('undo')} takes them back."
        )

    def actions(self, last: int | None, then: Callable[[Sequence[Action]], None]) -> None:
        """Give the open actions of this meeting and so many before it."""
        from tui.minutes.series.questions import actions  # noqa: PLC0415 - as above

        async def look() -> None:
            then(
                await ask(actions, self._desk.path, self._desk.shown.source.text, last, self._desk.is_public)
            )

        self._desk.text()
        self._desk.work(look(), "series actions", exclusive=True)

    def settle(self, action: Action, *, done: bool = False, words: str = "") -> str:
        """Write an action of an earlier meeting into this one: done, with a word on it, or still to do."""
        from tui.minutes.series.taking import carried, stands_here  # noqa: PLC0415 - as above

        if stands_here(self._desk.meeting, action):
            return f"It stands in this meeting: {self._desk.key('notes')} has it."
        day = (self._desk.meeting.date or _today()) if done else None
        made = self._desk.change(lambda: carried(self._desk.meeting, action, day, words))
        return made.said if made is not None else self._desk.status.remark.text

    def show_actions(self, then: Callable[[bool | None], None] | None = None) -> None:
        """Show the open actions since the last meeting, and further back."""
        from tui.screens.series_actions import SeriesActions  # noqa: PLC0415 - not before somebody asks

        self._desk.ask(SeriesActions(self, self._desk.meeting.date), then)

    def _back_to_notes(self, widened: bool | None) -> None:
        if widened:
            self._desk.call("notes")

    def ask_owners(self) -> None:
        """Show the open actions of those who are here, to be asked about."""
        from tui.minutes.noting.owners import People  # noqa: PLC0415 - as above
        from tui.screens.series_actions import SeriesActions  # noqa: PLC0415

        here = People(self._desk.meeting.attendees)

        def is_here(action: Action) -> bool:
            return any(here.find(owner.removeprefix("@")).person is not None for owner in action.note.owners)

        self._desk.ask(SeriesActions(self, self._desk.meeting.date, is_here))

    def _scribe(self) -> None:
        self._desk.text()
        self._desk.work(self._ask_scribe(), "series", exclusive=True)

    async def _ask_scribe(self) -> None:
        """Ask who keeps the minutes; whose turn it is by earlier meetings stands there already."""
        from tui.minutes.series.questions import people  # noqa: PLC0415 - as above
        from tui.minutes.series.taking import scribe_written  # noqa: PLC0415
        from tui.screens.prompt import Prompt  # noqa: PLC0415

        found = await ask(people, self._desk.path, self._desk.shown.source.text, "", self._desk.is_public)
        turn = dict(found.turns).get("scribe", "")

        def named(name: str | None) -> None:
            if name is not None:
                self._desk.change(lambda: scribe_written(self._desk.meeting, name))

        if self._desk.is_up:
            self._desk.ask(Prompt("Who keeps the minutes", turn, "write it down"), named)

    def _history(self) -> None:
        self._desk.text()
        self._desk.work(self._show_history(), "series", exclusive=True)

    async def _show_history(self) -> None:
        from tui.minutes.series.questions import history  # noqa: PLC0415 - as above
        from tui.screens.section_history import SectionHistory  # noqa: PLC0415

        desk = self._desk
        here = desk.here()
        if here < 0:
            desk.say("Choose a section first.")
            return
        section = desk.shown.sections[here]
        pages = await ask(history, desk.path, desk.shown.source.text, section.span.start)
        if desk.is_up:
            desk.ask(SectionHistory(section.name, pages, self.read))

    def show_next(self) -> None:
        """Show the next meeting's file, to be written."""
        from tui.screens.next_meeting import NextMeeting  # noqa: PLC0415 - not before somebody asks

        def opened(path: Path | None) -> None:
            if path is not None:
                self._open_file(path)

        def written(path: Path) -> None:
            self._desk.say(f"Made {path.name}, the next meeting's file.", done=True)

        self._desk.ask(NextMeeting(self._desk.path, state_dir(), _today(), written), opened)

    def _find(self) -> None:
        from tui.minutes.series.questions import place_of  # noqa: PLC0415 - as above
        from tui.screens.series_find import SeriesFind  # noqa: PLC0415

        self._desk.ask(SeriesFind(place_of(self._desk.path), self.read, public=self._desk.is_public))


def _today() -> date:
    return date.today()  # noqa: DTZ011 - a meeting's day is where people are
