"""The widgets and concerns of the main screen that its first paint does not need, in one import."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from textual.widgets import Input

from tui.minutes.keeping.storage import StateFolder
from tui.minutes.running.clock import system_now
from tui.minutes.text.source import without_newline
from tui.paths import state_dir
from tui.screens.meeting.chair.broadcaster import Broadcaster
from tui.screens.meeting.chair.following import ChairClock, Following
from tui.screens.meeting.clock.meeting_clock import MeetingClock
from tui.screens.meeting.desk import Desk
from tui.screens.meeting.dialogs.consenting import Consenting
from tui.screens.meeting.dialogs.people import Queueing, RollCallOpener
from tui.screens.meeting.dialogs.publishing import Publishing
from tui.screens.meeting.dialogs.series import Memory
from tui.screens.meeting.file.autosave import Autosave
from tui.screens.meeting.file.changes import Changes
from tui.screens.meeting.file.conflict_copies import ConflictCopies
from tui.screens.meeting.file.copying import Copying
from tui.screens.meeting.file.drafting import LastWords
from tui.screens.meeting.file.incoming_changes import IncomingChanges
from tui.screens.meeting.file.lost_section import LostSection
from tui.screens.meeting.file.outside import Outside, Suspending
from tui.screens.meeting.file.recovery import Recovery
from tui.screens.meeting.file.shared_file import SharedFile
from tui.screens.meeting.file.watching import Watching
from tui.screens.meeting.file.wiped_lines import WipedLines
from tui.screens.meeting.file.writing import Writing
from tui.screens.meeting.layout.presenting import Presenting
from tui.screens.meeting.layout.splits import Splits
from tui.screens.meeting.navigation.clicks import Clicks
from tui.screens.meeting.navigation.finding import Search
from tui.screens.meeting.navigation.signing import Signing
from tui.screens.meeting.navigation.walk import Walk
from tui.screens.meeting.notes.entries import EntrySections
from tui.screens.meeting.notes.noting import Noting
from tui.screens.meeting.notes.private_lines import PrivateLines
from tui.screens.meeting.notes.topics import TopicChanges
from tui.screens.meeting.notes.voting import Voting
from tui.screens.meeting.status.command_context import CommandContext
from tui.screens.meeting.status.facts import AT_ONCE, Counting
from tui.screens.meeting.status.hints import Hints
from tui.screens.meeting.tour import Tour
from widgets.input_lines import CaptureLine, FindBar

SCREENS: Final = Path(__file__).parents[1]
SHEETS: Final = (SCREENS / "dialogs.tcss", SCREENS / "meeting" / "concerns.tcss")
"""The style sheets of what is not seen at first: nothing stands on the screen yet that they would change."""


class Concerns:
    """What comes after the first paint: finding, the file, notes, ways out, recovery, the clock …"""

    def __init__(self, desk: Desk, walk: Walk, writing: Writing, hints: Hints, splits: Splits) -> None:
        now = desk.now or system_now
        reviews = walk.reviews
        self._desk, self._reviews = desk, reviews.state
        desk.find_bar = FindBar(id="find")
        desk.capture = CaptureLine(id="capture")
        self.writing = writing
        self.finding = Search(desk)
        self.incoming = IncomingChanges(desk)
        self.changes = Changes(desk)
        self.autosave = Autosave(desk, self.incoming)
        self.copies = ConflictCopies(desk, self.incoming)
        self.watching = Watching(desk, self.autosave, self.copies.look)
        self.recovery = Recovery(desk, self.autosave)
        self.last_words = LastWords(desk)
        self.wiped = WipedLines(desk)
        self.shared = SharedFile(desk, self.autosave.save_then, self.watching.look_now, self.wiped)
        self.lost_section = LostSection(desk, writing)
        self.private_lines = PrivateLines(desk, writing.section)
        self.noting = Noting(desk, writing.edit_at, self.private_lines)
        self.entries = EntrySections(desk, self.noting, writing)
        self.topic_changes = TopicChanges(desk, lambda: self.noting.context.people)
        self.signing = Signing(desk, lambda: self.noting.context.people)
        self.voting = Voting(desk, self.noting)
        self.outside = Outside(desk, self.autosave, self.watching)
        self.suspending = Suspending(desk, self.autosave, self.watching)
        self.copying = Copying(desk)
        self.clicks = Clicks(desk, self.outside, reviews)
        self.presenting = Presenting(desk, reviews, writing.section, splits.fit)
        self.counting = Counting(desk, self.noting.learn)
        self.clock = MeetingClock(desk, reviews, now)
        self.attendance = RollCallOpener(desk)
        self.queueing = Queueing(desk, lambda: self.noting.context.people, now)
        reviews.floor = self.queueing.reminder
        self.memory = Memory(desk, self.outside.open, self.autosave.save_then)
        self.consenting = Consenting(desk, reviews.state)
        self.tour = Tour(desk, self.autosave)
        self.publishing = Publishing(
            desk, reviews, self.clock, self.tour.exported, lambda: self.queueing.waits
        )
        self.broadcaster = Broadcaster(desk, reviews)
        self.following = Following(desk, reviews, StateFolder(state_dir()), ChairClock(desk, reviews, now))
        self._wire(hints)

    def _wire(self, hints: Hints) -> None:
        """Give what was there at the first paint, and the file, what they need of what came after."""
        self.writing.as_note = self.noting.as_note
        self.writing.for_entry = self.entries.write
        self.noting.signing = self.signing
        self.noting.remarks.reviewer = lambda: self._reviews.me if self._reviews.signs else ""
        self._reviews.signing = self.signing
        self._reviews.has_begun = lambda: self.clock.clock.began is not None
        self._reviews.show()
        self._desk.editor.offered = self.noting.name_offered
        self.autosave.choose_encoding = self.recovery.choose_encoding
        self.watching.offer_drafts = self.recovery.offer
        self.last_words.saved = self.autosave.drafting.stop
        if self._desk.follows:
            self.autosave.of_chair = self.following.fact
        hints.completed = self._completed

    def _completed(self, context: CommandContext) -> CommandContext:
        """What can be done, with what these concerns know of it."""
        return context._replace(
            takes_outcome=self.noting.takes_outcome,
            signs=self._reviews.signs,
            receives=self._reviews.in_meeting,
            sought=self.finding.active,
            changes=self.incoming.unseen > 0,
            conflicts=self.incoming.conflicts > 0,
            copies=self.copies.waiting,
            can_undo=self.changes.can_undo or self.writing.unsaved,
            can_redo=self.changes.can_redo,
        )

    async def mount(self) -> None:
        """Put the widgets into their places, and take up what has to be there before a key acts."""
        desk = self._desk
        stylesheet = desk.app.stylesheet
        stylesheet.read_all(SHEETS)
        stylesheet.parse()  # what is parsed already is kept
        await desk.host.mount(desk.find_bar, desk.capture, before=desk.status)
        if desk.settings.plain:
            for field in (*desk.find_bar.query(Input), *desk.capture.query(Input), desk.find_bar):
                if isinstance(field, Input):
                    field.cursor_blink = False
        if not desk.follows:
            await self.noting.capturing.restore()
            await self.private_lines.restore()
            desk.editor.put_private(self.private_lines, set(map(without_newline, desk.base.lines)))

    def start(self) -> None:
        """Begin to follow the file, to keep it, and to know what is in it."""
        desk = self._desk
        desk.moved.append(lambda place: self.incoming.moved(place.section))
        self.autosave.start()
        self.watching.start()
        if len(desk.meeting.uncounted) <= AT_ONCE:
            self.noting.learn()  # of a longer file once its notes are counted
        desk.host.on_change(desk.panes, "virtual_size", self.noting.capturing.stand)
        self.outside.find_home()
        if desk.follows:
            self.following.start()
            return
        desk.work(self.recovery.start(), "recovery")
        desk.work(self.wiped.learn(), "history")
        desk.moved.append(self.clock.moved)
        desk.work(self._take_up(), "clock")
        desk.work(self.queueing.start(), "queue")
        self.memory.start()
        self.tour.start()
        self.broadcaster.start()

    async def _take_up(self) -> None:
        """The clock that was kept; then what is said of lines not written yet, which is to be read last."""
        await self.clock.start()
        self.noting.capturing.remind()

    def commands(self) -> dict[str, Callable[[], object]]:
        """What these concerns answer to, by command id."""
        text = (self.writing, self.changes, self.autosave, self.incoming, self.recovery, self.copies)
        notes = (
            self.finding,
            self.noting,
            self.topic_changes,
            self.private_lines,
            self.clock,
            self.attendance,
            self.queueing,
            self.publishing,
        )
        out = (self.shared, self.wiped, self.copying, self.outside, self.suspending, self.presenting)
        concerns = (
            *text,
            *notes,
            *out,
            self.memory,
            self.following,
            self.tour,
            self.signing,
            self.voting,
            self.consenting,
        )
        return {identity: handler for concern in concerns for identity, handler in concern.commands().items()}
