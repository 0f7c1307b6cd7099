"""The widgets and concerns of the main screen that its first paint does not need, in one import."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from textual.widgets import Input

from tui.minutes.keeping.live_file import LiveFile
from tui.minutes.keeping.storage import StateFolder
from tui.minutes.running.moment import system_now
from tui.paths import state_dir
from tui.screens.meeting.chair.broadcaster import Broadcaster
from tui.screens.meeting.chair.following import Following
from tui.screens.meeting.clock.chair_clock import ChairClock
from tui.screens.meeting.clock.meeting_clock import MeetingClock
from tui.screens.meeting.dialogs.attendance import Attendance
from tui.screens.meeting.dialogs.publishing import Publishing
from tui.screens.meeting.dialogs.queueing import Queueing
from tui.screens.meeting.file.autosave import Autosave
from tui.screens.meeting.file.changes import Changes
from tui.screens.meeting.file.copying import Copying
from tui.screens.meeting.file.incoming_changes import IncomingChanges
from tui.screens.meeting.file.lost_section import LostSection
from tui.screens.meeting.file.outside import Outside
from tui.screens.meeting.file.recovery import Recovery
from tui.screens.meeting.file.suspending import Suspending
from tui.screens.meeting.file.watching import Watching
from tui.screens.meeting.layout.presenting import Presenting
from tui.screens.meeting.navigation.clicks import Clicks
from tui.screens.meeting.navigation.finding import Finding
from tui.screens.meeting.notes.noting import Noting
from tui.screens.meeting.status.counting import Counting
from tui.screens.meeting.status.facts import AT_ONCE
from tui.screens.meeting.tour import Tour
from tui.settings.values import Settings
from widgets.capture_line import CaptureLine
from widgets.find_bar import FindBar

if TYPE_CHECKING:
    from tui.screens.meeting.screen import MeetingScreen


SCREENS: Final = Path(__file__).parents[1]
SHEETS: Final = (SCREENS / "dialogs.tcss", SCREENS / "meeting" / "concerns.tcss")
"""The style sheets of what is not seen at first: nothing stands on the screen yet that they would change."""


class Concerns:
    """What comes after the first paint: finding, the file, notes, ways out, recovery, the clock …"""

    def __init__(self, screen: MeetingScreen, live: LiveFile, settings: Settings) -> None:
        now = screen.now or system_now
        self._screen = screen
        self._plain = settings.plain
        screen.find_bar = FindBar(id="find")
        screen.capture = CaptureLine(id="capture")
        screen.finding = Finding(screen)
        screen.autosave = Autosave(screen, live, settings)
        screen.watching = Watching(screen, live)
        screen.changes = Changes(screen)
        screen.incoming = IncomingChanges(screen)
        self.noting = Noting(screen)
        self.outside = Outside(screen, live, settings)
        self.recovery = Recovery(screen, live, settings)
        self.lost_section = LostSection(screen, live)
        self.publishing = Publishing(screen, live, settings)
        self.presenting = Presenting(screen, plain=settings.plain)
        self.copying = Copying(screen)
        self.counting = Counting(screen)
        self.attendance = Attendance(screen, settings)
        self.queueing = Queueing(screen, now)
        self.clicks = Clicks(screen)
        self.clock = MeetingClock(screen, settings, now)
        self.suspending = Suspending(screen)
        self.tour = Tour(screen, live, plain=settings.plain)
        self.broadcaster = Broadcaster(screen, live)
        self.following = Following(
            screen, StateFolder(state_dir()), live.target, ChairClock(screen, settings, now)
        )

    async def mount(self) -> None:
        """Put the widgets into their places, and take up what has to be there before a key acts."""
        stylesheet = self._screen.app.stylesheet
        stylesheet.read_all(SHEETS)
        stylesheet.parse()  # what is parsed already is kept
        await self._screen.mount(self._screen.find_bar, self._screen.capture, before=self._screen.status)
        if self._plain:
            for field in self._screen.query(Input):
                field.cursor_blink = False
        if not self._screen.follows:
            await self.noting.capturing.restore()

    def start(self) -> None:
        """Begin to follow the file, to keep it, and to know what is in it."""
        screen = self._screen
        screen.moved.append(lambda place: screen.incoming.moved(place.section))
        screen.autosave.start()
        screen.watching.start()
        if len(screen.document.meeting.uncounted) <= AT_ONCE:
            self.noting.learn()  # of a longer file once its notes are counted
        screen.watch(screen.panes, "virtual_size", self.noting.capturing.stand, init=False)
        if screen.follows:
            self.following.start()
            return
        screen.run_worker(self.recovery.start(), group="recovery")
        screen.moved.append(self.clock.moved)
        screen.run_worker(self._take_up(), group="clock")
        screen.run_worker(self.queueing.start(), group="queue")
        self.tour.start()
        self.broadcaster.start()

    async def _take_up(self) -> None:
        """The clock that was kept; then what is said of lines not written yet, which is to be read last."""
        await self.clock.start()
        self.noting.capturing.remind()

    def commands(self) -> dict[str, Callable[[], object]]:
        """What these concerns answer to, by command id."""
        screen = self._screen
        early = (screen.writing, screen.finding, screen.autosave, screen.changes, screen.incoming)
        later = (self.noting, self.outside, self.recovery, self.publishing, self.copying, self.clock)
        more = (self.suspending, self.tour, self.presenting, self.attendance, self.queueing)
        concerns = (*early, *later, self.following, *more)
        return {identity: handler for concern in concerns for identity, handler in concern.commands().items()}
