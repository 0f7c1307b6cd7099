"""The concerns of the main screen that its first paint does not need, in one import."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from tui.minutes.live_file import LiveFile
from tui.screens.meeting.copying import Copying
from tui.screens.meeting.noting import Noting
from tui.screens.meeting.outside import Outside
from tui.screens.meeting.publishing import Publishing
from tui.screens.meeting.recovery import Recovery
from tui.settings import Settings

if TYPE_CHECKING:
    from tui.screens.meeting.screen import MeetingScreen


class Late:
    """Notes, ways out, recovery and publishing of one open meeting."""

    def __init__(self, screen: MeetingScreen, live: LiveFile, settings: Settings) -> None:
        self.noting = Noting(screen)
        self.outside = Outside(screen, live, settings)
        self.recovery = Recovery(screen, live, settings)
        self.publishing = Publishing(screen, live, settings)
        self.copying = Copying(screen)

    def commands(self) -> dict[str, Callable[[], object]]:
        """What these concerns answer to, by command id."""
        concerns = (self.noting, self.outside, self.recovery, self.publishing, self.copying)
        return {identity: handler for concern in concerns for identity, handler in concern.commands().items()}
