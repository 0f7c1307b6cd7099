"""The meeting's clock on the screen: it starts with the first move, ticks in the header, outlives a crash.

Before it runs, and while it is paused, nothing ticks and nothing is written. While it runs, one timer fires
when the seconds shown change, and draws the header's line as far as it is another. The clock is kept in the
state folder, by a thread: within a second of every change, and otherwise twice a minute as a sign of life.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from threading import Lock
from typing import TYPE_CHECKING, Final

from tui.minutes.keeping.document import Tracked
from tui.minutes.running import typed
from tui.minutes.running.clock import Clock, Moment, Now, Slot
from tui.minutes.running.held import is_written, write_held
from tui.minutes.running.plan import Reporters, TimePlan, Waiting, heirs, plan_of, slot_of
from tui.minutes.running.record import A_LOOK, Going, as_data, restored
from tui.screens.meeting.clock.asking import ClockTyping
from tui.screens.meeting.clock.facts import facts, spent_elsewhere
from tui.screens.meeting.desk import Desk
from tui.screens.meeting.navigation.reviews import Reviews
from tui.state import load_clock, save_clock
from widgets.places import Place

if TYPE_CHECKING:
    from textual.timer import Timer


KEPT_EVERY: Final = 30.0
"""Seconds between two signs of life in the state folder, while nothing else changes."""


class ClockRecord:
    """What is kept of one meeting's clock."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._kept_at = 0.0
        self._turn = Lock()  # held while the record is written
        self._final = False
        self._written: Clock | None = None
        self.changed = False
        """True while the record lacks more than the seconds that have passed."""

    async def load(self) -> tuple[dict[str, object], str | None]:
        """What was kept, and a sentence where that could not be read."""
        return await asyncio.to_thread(load_clock, self._desk.path)

    def keep_if_due(self, clock: Clock, now: Moment) -> None:
        """Write the clock when something changed, or a sign of life is due."""
        if self.changed or now.steady - self._kept_at >= KEPT_EVERY:
            self.keep(clock, now)

    def keep(self, clock: Clock, now: Moment) -> None:
        """Write the clock, off the event loop."""
        self.changed, self._kept_at, self._written = False, now.steady, clock
        self._desk.work(self._write(clock), "clock")

    def close(self, clock: Clock) -> None:
        """Write the clock for the next time, here and now; one that was only a look is forgotten."""
        with self._turn:
            self._final = True
            matters = clock.began is None or clock.total >= A_LOOK or clock.boxes or clock.slot is not None
            save_clock(self._desk.path, as_data(clock) if matters else None)

    async def _write(self, clock: Clock) -> None:
        problem = await asyncio.to_thread(self._save, clock)
        if problem is not None:
            self._desk.say(problem, trouble=True)

    def _save(self, clock: Clock) -> str | None:
        """Write a clock, unless a later one has been given or it is over. In a thread."""
        with self._turn:
            if self._final or clock is not self._written:
                return None
            return save_clock(self._desk.path, as_data(clock))


OFFERED_AFTER: Final = 300.0
"""Seconds a meeting must have run for its times to be offered on leaving."""

_LATE: Final = 0.005  # seconds after a second is full at which the timer fires


class MeetingClock:
    """The clock of one open meeting."""

    def __init__(self, desk: Desk, reviews: Reviews, now: Now) -> None:
        self._desk = desk
        self._reviews = reviews
        self.moment = now
        """What tells the time."""
        self._typing = ClockTyping(desk, self, reviews)
        self.clock = Clock()
        self._here = desk.opened_at
        self._ready = False
        # may the next move start it? Not where members review before the meeting
        self._by_itself = desk.settings.clock_at_first_move and desk.settings.reviews == "private"
        self._timer: Timer | None = None
        self._places: dict[str, Tracked] = {}
        self._record = ClockRecord(desk)
        self._offered = ""
        self._reporters: Reporters | None = None
        self._waiting_for: tuple[object, ...] = ()  # what was counted last
        self._waiting = Waiting()

    def commands(self) -> dict[str, Callable[[], object]]:
        """What this concern answers to, by command id."""
        return {
            "clock": self._toggle,
            "timebox": self._typing.ask_timebox,
            "slot": self._typing.ask_slot,
            "write_times": self.write,
        }

    async def start(self) -> None:
        """Take up the clock that was kept, and follow the cursor and the text from now on."""
        data, problem = await self._record.load()
        if not self._desk.is_up:
            return
        found = restored(data, self.moment(), self._key("clock")) if data else None
        self._ready = True
        if found is not None:
            self.clock = found.clock
            self._by_itself = self._by_itself and found.going is not Going.OVER and self.clock.began is None
            for key in {*self.clock.spent, *self.clock.boxes}:
                self._follow(key)
            self._desk.panes.spent = spent_elsewhere(self.clock)
            if found.going is Going.RUNS:
                self._go_back()
            self._wind()
        if said := problem or (found.said if found is not None else ""):
            trouble = self._desk.status.remark.trouble and problem is None
            self._desk.say(said, trouble=problem is not None) if not trouble else None
        self.moved(self._desk.panes.place)
        self._desk.host.on_change(self._desk.panes, "meeting", self._text_changed)
        self._desk.host.on_change(self._desk.agenda, "reviewed", self.show)
        self.show()

    @property
    def ready(self) -> bool:
        """True once the clock that was kept is taken up."""
        return self._ready

    @property
    def ticking(self) -> bool:
        """True while a timer waits for the next second."""
        return self._timer is not None

    def moved(self, place: Place) -> None:
        """The cursor is on another place: the first time the meeting starts, then its time goes there."""
        if place == self._here or not self._ready:
            return
        self._here = place
        if self.clock.running:
            if self._row != self.clock.section:
                self.put(self.clock.moved(self.moment(), self._row))
        elif self._by_itself:
            self._start()

    def _go_back(self) -> None:
        """To the section in which the clock ran on, unless the cursor was moved since the start."""
        desk, row = self._desk, self.clock.section
        if desk.panes.place == desk.opened_at and desk.topics.has_row(row, desk.meeting):
            desk.go_to_row(row)

    def tick(self) -> None:
        """The seconds shown change; after a silence that was too long the clock stands."""
        was = self.clock
        if was.running and not self.current().running:
            times = was.held()
            when = f" since {times[1]:%H:%M}" if times is not None else ""
            self._desk.say(
                f"The clock stands{when}: the program did not run for long. {self._key('clock')} goes on."
            )
            self._record.changed = True
        self._record.keep_if_due(self.clock, self.moment())
        self._wind()
        self.show()

    def show(self) -> None:
        """Bring what the header says of the clock up to date."""
        if self._desk.is_up:
            meeting, topics, slot = self._desk.shown, self._desk.topics, self.slot()
            plan = self.plan() if slot is not None else TimePlan()
            self._desk.header.times = facts(meeting, self.clock, self.moment(), slot, plan, topics)

    def current(self) -> Clock:
        """The clock as of now."""
        self.clock = self.clock.seen(self.moment())
        return self.clock

    def slot(self) -> Slot | None:
        """How long the meeting may be; None where nobody says."""
        return slot_of(self.clock, self._desk.settings.slot_minutes)

    def slot_with(self, slot: Slot | None) -> Slot | None:
        """How long it might be if this were typed."""
        return slot_of(self.clock.with_slot(slot), self._desk.settings.slot_minutes)

    def write(self) -> bool:
        """Write into the minutes when the meeting was held; False where that could not be done."""
        times = self.current().held()
        if times is None:
            self._desk.say(f"The clock has not run yet: {self._key('clock')} starts it.")
            return False
        self._desk.text()
        name = self._desk.document.file_name

        return self._desk.change(lambda: write_held(self._desk.meeting, *times, name)) is not None

    @property
    def unwritten(self) -> str:
        """The times of a meeting that ran for a while and whose minutes do not say so; else empty."""
        times = self.clock.held()
        if times is None or self.clock.total < OFFERED_AFTER or is_written(self._desk.meeting, times[1]):
            return ""
        return f"{times[0]:%H:%M}-{times[1]:%H:%M}"

    def offer(self) -> str:
        """What to say to somebody who quits, once: that the times are not written. Empty for nothing."""
        times, offered = self.unwritten, self._offered
        self._offered = times
        if not times or offered or self._desk.document.source.problem is not None:
            return ""
        return f"{self._key('write_times')} writes {times} into the minutes"

    def leave(self) -> None:
        """The person leaves the program: the clock stands, and is kept for the next time."""
        if not self._ready or self.clock == Clock():
            return
        self.clock = self.clock.paused(self.moment())
        self._record.close(self.clock)

    def _toggle(self) -> None:
        if not self._ready:
            return
        now, key = self.moment(), self._key("clock")
        if self.clock.running:
            self.put(self.clock.paused(now))
            self._desk.say(f"The clock stands at {typed.clock_face(self.clock.total)}; {key} goes on.")
            return
        again = self.clock.began is not None
        self._start()
        self._reviews.state.show()
        self._desk.refresh()
        self._desk.say(f"The clock {'goes on' if again else 'started'} at {now.wall:%H:%M}; {key} pauses.")

    def _key(self, command: str) -> str:
        return self._desk.key(command)

    def _start(self) -> None:
        self._by_itself = False
        self.put(self.clock.started(self.moment(), self._row))

    @property
    def _row(self) -> str:
        """The key of the section or topic that the cursor is in."""
        return self._desk.row

    def put(self, clock: Clock) -> None:
        """Take a changed clock: show it, let it tick, keep it."""
        at_once = not clock.running or not self.clock.running
        self.clock = clock
        self._follow(clock.section)
        self._desk.panes.spent = spent_elsewhere(clock)
        self._record.changed = True
        if at_once:
            self._record.keep(clock, self.moment())
        self._wind()
        self.show()

    def _wind(self) -> None:
        """Fire again when the seconds shown change; a clock that stands has no timer."""
        if self._timer is not None:
            self._timer.stop()
        wait = 1 + _LATE - self.clock.total % 1
        self._timer = self._desk.host.after(wait, self.tick) if self.clock.running else None

    def _follow(self, key: str) -> None:
        """Keep track of the lines of a section with time, in case others give it another name."""
        span = self._desk.topics.span_of(key, self._desk.meeting)
        if span is not None and key not in self._places:
            self._places[key] = self._desk.document.track(span)

    def _text_changed(self) -> None:
        """Sections may have other keys now, and the cursor may stand in another one."""
        meeting, topics = self._desk.meeting, self._desk.topics
        gone = {
            key: tracked.span for key, tracked in self._places.items() if not topics.has_row(key, meeting)
        }
        if found := heirs(gone, meeting, topics):
            for key in found:
                del self._places[key]
            self.put(self.clock.followed(found))
            for key in found.values():
                self._follow(key)
        self._here = self._desk.panes.place
        if self.clock.running and self._row != self.clock.section:
            self.put(self.clock.moved(self.moment(), self._row))
        else:
            self.show()

    def plan(self) -> TimePlan:
        """What is still to come: seconds that timeboxes have left, and how many wait without one.

        Who waits is counted again only when the text, a mark, a box or the section changed. Nothing is known
        while a long file is still being looked through for who reported: that is no work for a key.
        """
        meeting, topics, reviewed = self._desk.meeting, self._desk.topics, self._reviews.marks
        if meeting.uncounted:
            return TimePlan()
        self._reporters = Reporters.of(meeting, self._reporters, topics)
        known = self._reporters, reviewed, self.clock.section, self.clock.boxes
        before = self._waiting_for
        if not before or any(a is not b for a, b in zip(before, known, strict=True)):
            self._waiting_for = known
            self._waiting = self._reporters.plan(self.clock, reviewed)
        return plan_of(meeting, self.clock, self._waiting, topics)
