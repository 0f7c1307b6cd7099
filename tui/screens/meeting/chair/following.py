"""Following, without writing anything, somebody who walks the meeting in another terminal."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tui.keyboard.commands import named
from tui.minutes.keeping.chair_position import ChairPosition, ChairPositionFile
from tui.minutes.keeping.storage import StateFolder
from tui.minutes.keeping.watch import watch
from tui.minutes.model import Meeting
from tui.screens.meeting.clock.chair_clock import ChairClock
from tui.screens.meeting.status.facts import FILE
from tui.state import load_file_state
from widgets.meeting_header import Fact
from widgets.places import Place

if TYPE_CHECKING:
    from tui.screens.meeting.screen import MeetingScreen

LOOKED_EVERY: Final = 1.0
"""Seconds between two looks at whether the other program still runs: nothing tells when it crashes."""

NOBODY: Final = (
    "Nobody walks this meeting. Only your own pmc-tui on this computer can be followed; "
    "edits arrive all the same."
)


class Following:
    """Where the chair is, and whether this screen is there too."""

    def __init__(self, screen: MeetingScreen, state: StateFolder, target: Path, clock: ChairClock) -> None:
        self._screen = screen
        self._clock = clock
        self._file = ChairPositionFile(state, target)
        self._stop = asyncio.Event()
        self._chair: ChairPosition | None = None
        self._has_looked = False
        self.place: Place | None = None
        """The chair's, in the file as it is read here; None for nowhere."""
        self.is_off = False
        """True while the person has gone elsewhere."""

    def commands(self) -> dict[str, Callable[[], object]]:
        """What this concern answers to, by command id."""
        return {"follow": self.come_back if self._screen.follows else self._explain}

    def start(self) -> None:
        """Follow from now on."""
        screen = self._screen
        screen.moved.append(self._moved)
        screen.watch(screen.panes, "meeting", self._text_changed, init=False)
        screen.run_worker(self._watch(), group="following")
        screen.set_interval(LOOKED_EVERY, self._look_again)
        screen.show_area(screen.panes)

    def stop(self) -> None:
        """Follow no longer."""
        self._stop.set()

    def fact(self) -> Fact:
        """What the header says of it."""
        key = named(self._screen.keys, "follow")
        if self._chair is None:
            text, short, role = "nobody walks this meeting", "nobody walks", "notice"
        elif self.place is None:
            text, short, role = "the chair is where nothing is saved yet", "chair: not saved yet", "notice"
        elif self.is_off:
            text, short, role = f"off the chair's place · {key} returns", f"off · {key} returns", "unsaved"
        else:
            text, short, role = "following the chair", "following", "saved"
        return Fact(text, role, "follow", short, FILE)

    def _explain(self) -> None:
        self._screen.say("pmc-tui --follow FILE shows in another terminal where you are in this one.")

    def come_back(self) -> None:
        """Go where the chair is."""
        self.is_off = False
        if self._chair is None:
            self._screen.say(NOBODY)
        self._go()

    def _look_again(self) -> None:
        self._screen.run_worker(self._look(), group="look at chair")

    async def _watch(self) -> None:
        async for _ in watch(self._file.path, self._stop):
            await self._look()

    async def _look(self) -> None:
        """Look where the chair is and what their clock says, and take over what they have reviewed."""
        await self._clock.show()
        chair = await asyncio.to_thread(self._file.look)
        if not self._screen.is_up or (chair == self._chair and self._has_looked):
            return
        self._chair, self._has_looked = chair, True
        if chair is None:
            self.is_off = False
            self._screen.say(NOBODY)
        else:
            state, _ = await asyncio.to_thread(load_file_state, self._screen.path)
            if not self._screen.is_up:
                return
            self._screen.walk.reviews.put(state.reviewed)
            if self._screen.status.remark.text == NOBODY:
                self._screen.say("")
        self._go()

    def _text_changed(self) -> None:
        """The file is read anew: go there once that is laid out."""
        self._screen.call_after_refresh(self._go)

    def _go(self) -> None:
        """Show what the chair looks at, unless the person has gone elsewhere."""
        screen = self._screen
        self.place = place_of(screen.document.meeting, self._chair)
        if self.place is not None and not self.is_off and screen.panes.place != self.place:
            if screen.panes.place.section != self.place.section:
                screen.walk.go(Place(self.place.section))  # its name is to be seen, too
            screen.walk.go(self.place)
        screen.refresh_facts()

    def _moved(self, _: Place) -> None:
        """The cursor moved: if not to where the chair is, the person has gone their own way."""
        self.is_off = self.place is not None and self._screen.panes.place != self.place
        self._screen.refresh_facts()


def place_of(meeting: Meeting, chair: ChairPosition | None) -> Place | None:
    """Where somebody is in this reading of the file, which may be older than theirs; None for nowhere.

    The item is the nearest that begins alike, else the section.
    """
    if chair is None or (index := meeting.by_key.get(chair.section)) is None:
        return None
    if chair.item is None:
        return Place(chair.section)
    items = meeting.sections[index].items
    alike = [number for number, item in enumerate(items) if item.text.startswith(chair.text)]
    near = min(alike, key=lambda number: abs(number - (chair.item or 0)), default=None)
    return Place(chair.section, near)
