"""Who is here and who wants to speak: the roll call, and the queue that is said and never written."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Final

from tui.minutes.noting.owners import People
from tui.minutes.running.clock import Now
from tui.minutes.running.queue import Queue, Speaker, as_data, from_data
from tui.screens.meeting.desk import Desk
from tui.screens.meeting.status.facts import SECTION
from tui.state import load_queue, save_queue
from widgets.meeting_header import Fact
from widgets.wrapping import clipped

_NAME: Final = 30  # cells of a speaker's name in the header
_REMEMBERED: Final = 50  # changes that can be taken back


class Queueing:
    """The queue of one meeting, and what the header says of it."""

    def __init__(self, desk: Desk, people: Callable[[], People], now: Now) -> None:
        self._desk = desk
        self._people = people
        self._now = now
        self._past: list[Queue] = []
        self._unsaved = self._keeping = False
        self._told: tuple[Speaker, ...] = ()  # who waited when that was said
        self.queue = Queue()

    def commands(self) -> dict[str, Callable[[], object]]:
        """What this concern answers to, by command id."""
        return {"queue": self._open}

    async def start(self) -> None:
        """Take up the queue of the last time, where it is of this meeting still."""
        data, _ = await asyncio.to_thread(load_queue, self._desk.path)
        if not self._past and not self.queue:
            self.queue = from_data(data, self._now().wall)
            self._desk.refresh()

    @property
    def floor(self) -> str:
        """Who speaks now, and why; empty while the floor is free."""
        speaking = self.queue.speaking
        return f"{speaking.name} speaks{f': {speaking.why}' if speaking.why else ''}" if speaking else ""

    @property
    def waits(self) -> str:
        """How many wait; empty while nobody does."""
        count = len(self.queue.waiting)
        return f"{count} {'waits' if count == 1 else 'wait'}" if count else ""

    def fact(self) -> Fact | None:
        """What the header says: who speaks, and how many wait; nothing while nobody does."""
        speaking, waits = self.queue.speaking, self.waits
        if speaking is None:
            return Fact(f"{waits} to speak", "fact", "queue", waits, SECTION) if waits else None
        says = f"{clipped(speaking.name, _NAME)} speaks"
        return Fact(", ".join(filter(None, (says, waits))), "notice", "queue", says, SECTION)

    def put(self, queue: Queue) -> None:
        """Go on with another queue, and keep it."""
        queue = queue.timed(self.queue, self._now().wall)
        if queue != self.queue:
            self._past = [*self._past[-_REMEMBERED:], self.queue]
            self._take(queue)

    @property
    def times(self) -> dict[str, float]:
        """How many seconds each has spoken by now."""
        return self.queue.spoken_by(self._now().wall)

    def reminder(self) -> str:
        """What to say to somebody who goes on while people wait to speak: once for the same queue."""
        waiting = self.queue.waiting
        if not waiting or waiting == self._told:
            return ""
        self._told = waiting
        names = ", ".join(clipped(speaker.name, _NAME) for speaker in waiting[:3])
        again = (
            f"{self._desk.key('next_unreviewed')} again goes on, {self._desk.key('queue')} shows the queue"
        )
        return f"{self.waits} to speak: {names}. {again}."

    def undo(self) -> bool:
        """Go back to the queue before; False where there is none."""
        if not self._past:
            return False
        self._take(self._past.pop())
        return True

    def _take(self, queue: Queue) -> None:
        self.queue = queue
        self._desk.refresh()
        self._unsaved = True
        if not self._keeping:
            self._keeping = True
            self._desk.work(self._keep(), "queue")

    async def _keep(self) -> None:
        """Write the queue as it is when its turn comes: several changes in a row are one file."""
        while self._unsaved:
            self._unsaved = False
            is_kept = bool(self.queue or self.queue.closed or self.queue.spoken)
            data = as_data(self.queue, self._now().wall) if is_kept else None
            problem = await asyncio.to_thread(save_queue, self._desk.path, data)
            if problem:
                self._desk.say(problem, trouble=True)
        self._keeping = False

    def _open(self) -> None:
        from tui.screens.queue import QueueDialog  # noqa: PLC0415 - not before somebody asks

        self._desk.text()
        self._desk.ask(QueueDialog(self, self._people()))


class RollCallOpener:
    """Opens the roll call; what it marks is in the minutes and nowhere else."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def commands(self) -> dict[str, Callable[[], object]]:
        """What this concern answers to, by command id."""
        return {"roll_call": self._open}

    def _open(self) -> None:
        from tui.screens.roll_call import RollCall  # noqa: PLC0415 - not before somebody asks

        self._desk.text()
        self._desk.ask(RollCall(self._desk))
