"""Following, without writing anything, somebody who walks the meeting in another terminal."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Final

from tui.minutes.keeping.chair_position import ChairPosition, ChairPositionFile
from tui.minutes.keeping.storage import StateFolder
from tui.minutes.keeping.watch import watch
from tui.minutes.model import Meeting
from tui.minutes.running.clock import Now
from tui.minutes.running.plan import Reporters, TimePlan, plan_of, slot_of
from tui.minutes.running.record import restored
from tui.screens.meeting.clock.facts import facts
from tui.screens.meeting.desk import Desk
from tui.screens.meeting.navigation.reviews import Reviews
from tui.screens.meeting.status.facts import FILE
from tui.state import load_clock, load_file_state
from widgets.meeting_header import Fact
from widgets.places import Place


class ChairClock:
    """The clock of another program on the same minutes."""

    def __init__(self, desk: Desk, reviews: Reviews, now: Now) -> None:
        self._desk = desk
        self._reviews = reviews
        self._now = now
        self._reporters: Reporters | None = None

    async def show(self) -> None:
        """Bring the header up to date; nothing where the meeting has not begun."""
        desk = self._desk
        data, _ = await asyncio.to_thread(load_clock, desk.path)
        if not desk.is_up:
            return
        now, meeting = self._now(), desk.meeting
        found = restored(data, now, desk.key("clock"))
        if found is None:
            desk.header.times = ()
            return
        slot = slot_of(found.clock, self._desk.settings.slot_minutes)
        plan, topics = TimePlan(), desk.topics
        if not meeting.uncounted:
            self._reporters = Reporters.of(meeting, self._reporters, topics)
            waiting = self._reporters.plan(found.clock, self._reviews.marks)
            plan = plan_of(meeting, found.clock, waiting, topics)
        desk.header.times = facts(meeting, found.clock, now, slot, plan, topics)


LOOKED_EVERY: Final = 1.0
"""Seconds between two looks at whether the other program still runs: nothing tells when it crashes."""

NOBODY: Final = (
    "The chair's window is closed. Only your own pmc-tui on this computer can be followed; "
    "edits arrive all the same."
)


class Following:
    """Where the chair is, and whether this screen is there too."""

    def __init__(self, desk: Desk, reviews: Reviews, state: StateFolder, clock: ChairClock) -> None:
        self._desk = desk
        self._reviews = reviews
        desk.left.append(self.stop)
        self._clock = clock
        self._file = ChairPositionFile(state, desk.live.target)
        self._stop = asyncio.Event()
        self._chair: ChairPosition | None = None
        self._has_looked = False
        self.place: Place | None = None
        """The chair's, in the file as it is read here; None for nowhere."""
        self.is_off = False
        """True while the person has gone elsewhere."""

    def commands(self) -> dict[str, Callable[[], object]]:
        """What this concern answers to, by command id."""
        return {"follow": self.come_back if self._desk.follows else self._explain}

    def start(self) -> None:
        """Follow from now on."""
        desk = self._desk
        desk.moved.append(self._moved)
        desk.host.on_change(desk.panes, "meeting", self._text_changed)
        desk.work(self._watch(), "following")
        desk.host.every(LOOKED_EVERY, self._look_again)
        desk.show_area(desk.panes)

    def stop(self) -> None:
        """Follow no longer."""
        self._stop.set()

    def fact(self) -> Fact:
        """What the header says of it."""
        key = self._desk.key("follow")
        if self._chair is None:
            text, short, role = "the chair's window is closed", "no chair", "notice"
        elif self.place is None:
            text, short, role = "the chair is where nothing is saved yet", "chair: not saved yet", "notice"
        elif self.is_off:
            text, short, role = f"off the chair's place · {key} returns", f"off · {key} returns", "unsaved"
        else:
            text, short, role = "following the chair", "following", "saved"
        return Fact(text, role, "follow", short, FILE)

    def _explain(self) -> None:
        self._desk.say("pmc-tui --follow FILE shows in another terminal where you are in this one.")

    def come_back(self) -> None:
        """Go where the chair is."""
        self.is_off = False
        if self._chair is None:
            self._desk.say(NOBODY)
        self._go()

    def _look_again(self) -> None:
        self._desk.work(self._look(), "look at chair")

    async def _watch(self) -> None:
        async for _ in watch(self._file.path, self._stop):
            await self._look()

    async def _look(self) -> None:
        """Look where the chair is and what their clock says, and take over what they have reviewed."""
        await self._clock.show()
        chair = await asyncio.to_thread(self._file.look)
        if not self._desk.is_up or (chair == self._chair and self._has_looked):
            return
        self._chair, self._has_looked = chair, True
        if chair is None:
            self.is_off = False
            self._desk.say(NOBODY)
        else:
            state, _ = await asyncio.to_thread(load_file_state, self._desk.path)
            if not self._desk.is_up:
                return
            self._reviews.put(state.reviewed)
            if self._desk.status.remark.text == NOBODY:
                self._desk.say("")
        self._go()

    def _text_changed(self) -> None:
        """The file is read anew: go there once that is laid out."""
        self._desk.host.once_drawn(self._go)

    def _go(self) -> None:
        """Show what the chair looks at, unless the person has gone elsewhere."""
        desk = self._desk
        self.place = place_of(desk.document.meeting, self._chair)
        if self.place is not None and not self.is_off and desk.panes.place != self.place:
            if desk.panes.place.section != self.place.section:
                desk.go(Place(self.place.section))  # its name is to be seen, too
            desk.go(self.place)
        desk.refresh()

    def _moved(self, _: Place) -> None:
        """The cursor moved: if not to where the chair is, the person has gone their own way."""
        self.is_off = self.place is not None and self._desk.panes.place != self.place
        self._desk.refresh()


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
