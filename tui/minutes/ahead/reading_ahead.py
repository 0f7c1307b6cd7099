"""Reading minutes in another process while this one imports what shows them.

What the screen is drawn with takes longer to import than a file takes to read, and threads of one process
take turns. So a copy of the process, forked before all that, reads the file: first what is shown at once,
then the rest of a long file, then how many notes there are (`forerunner`). Where it cannot be had, or fails,
everything is read here as if it had never been.
"""

from __future__ import annotations

import mmap
import os
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final

from tui.minutes.ahead.results import MESSAGE, NOTES, ROWS, START, WHOLE, Result

if TYPE_CHECKING:
    from tui.minutes.content import Tally
    from tui.minutes.model import Meeting
    from tui.minutes.text.source import Source

PATIENCE: Final = 0.1
"""Seconds that showing the meeting waits for a first result; then it is faster to read it here."""

_ROOM: Final = 1 << 20  # bytes for what every result needs
_ROOM_EACH: Final = 8  # bytes for each character of the text; the system gives as much as is used


class ReadingAhead:
    """The reading of one text by another process: gives what `reader.read` and `Meeting.count` would."""

    def __init__(self, process: int, inbox: int, shared: mmap.mmap) -> None:
        self._process = process
        self._inbox = inbox
        self._shared = shared
        self._results: dict[int, Result] = {}
        self._ended = False
        self._whole: Meeting | None = None

    @classmethod
    def begin(cls, source: Source, file_name: str) -> ReadingAhead | None:
        """Begin to read a text; None where that would not be faster, or the system has nothing left for it.

        To be called before the process has threads, an event loop or a terminal of its own.
        """
        if _processors() < 2:  # one for each
            return None
        try:
            shared = mmap.mmap(-1, _ROOM + _ROOM_EACH * len(source.text))
            inbox, outbox = os.pipe()
        except OSError:
            return None
        try:
            process = os.fork()
        except OSError:
            os.close(inbox)
            os.close(outbox)
            return None
        if not process:
            try:
                from tui.minutes.ahead.worker import run  # noqa: PLC0415 - the other process needs it

                run(source, file_name, outbox, shared)
            finally:
                os._exit(0)  # whatever happened: there must not be two of this program
        os.close(outbox)
        os.set_blocking(inbox, False)
        return cls(process, inbox, shared)

    def meeting(self, source: Source) -> Meeting | None:
        """As much of the meeting as is read, all of it or its start; None where reading it here is faster.

        `source` is the text that was given to `begin`; it is not kept here.
        """
        import select  # noqa: PLC0415 - later than this module

        if not self._look() and not self._ended:
            select.select([self._inbox], [], [], PATIENCE)
            self._look()
        meeting = self._meeting(WHOLE, source) or self._meeting(START, source)
        self._take_counts()
        return meeting

    async def has_whole(self, patience: float) -> bool:
        """True when the whole meeting is read, within so many seconds."""
        import asyncio  # noqa: PLC0415 - later than this module

        with suppress(TimeoutError):
            await asyncio.wait_for(self._until(WHOLE), patience)
        return WHOLE in self._results

    async def whole(self, source: Source) -> Meeting | None:
        """The whole meeting, once it is read, with the counts of its notes if they are there by then.

        None where that failed. `source` is as for `meeting`.
        """
        import asyncio  # noqa: PLC0415 - later than this module

        await self._until(WHOLE)
        meeting = await asyncio.to_thread(self._meeting, WHOLE, source)
        self._look()
        self._take_counts()
        return meeting

    async def count(self) -> None:
        """Take the counts of notes into the whole meeting that came from here; then this is over."""
        await self._until(NOTES)
        self._take_counts()
        self.close()

    def close(self) -> None:
        """End the other process, if it has not ended by itself, and give back what it took."""
        if not self._ended:
            import signal  # noqa: PLC0415 - seldom

            with suppress(ProcessLookupError):
                os.kill(self._process, signal.SIGKILL)
            self._end()
        self._results.clear()
        self._whole = None
        self._shared.close()

    def _look(self) -> bool:
        """Take what is finished; True where anything is."""
        while not self._ended:
            try:
                message = os.read(self._inbox, MESSAGE)
            except BlockingIOError:
                break
            if len(message) < MESSAGE:
                self._end()
                break
            result = Result.of(message)
            self._results[result.what] = result
        return bool(self._results)

    def _end(self) -> None:
        self._ended = True
        os.close(self._inbox)
        with suppress(ChildProcessError):
            os.waitpid(self._process, 0)

    async def _until(self, wanted: int) -> None:
        """Wait until a result is there, or none can come any more."""
        import asyncio  # noqa: PLC0415 - later than this module

        loop = asyncio.get_running_loop()
        self._look()
        while wanted not in self._results and not self._ended:
            ready = asyncio.Event()
            loop.add_reader(self._inbox, ready.set)
            try:
                await ready.wait()
            finally:
                loop.remove_reader(self._inbox)
            self._look()

    def _meeting(self, wanted: int, source: Source) -> Meeting | None:
        found = self._load(wanted)
        if found is None:
            return None
        from tui.minutes.ahead.packing import unpack  # noqa: PLC0415 - later than this module
        from tui.minutes.text.inline import remember  # noqa: PLC0415

        packed, runs = found
        remember(runs)
        meeting = unpack(packed, source)
        if wanted == WHOLE:
            self._whole = meeting
        return meeting

    def _take_counts(self) -> None:
        if self._whole is None:
            return
        rows: list[Tally] | None = self._load(ROWS)
        for section, tally in zip(self._whole.sections, rows or (), strict=False):
            section.content.take_count(tally)
        self._results.pop(ROWS, None)  # they are taken once
        counted: list[Tally | None] | None = self._load(NOTES)
        if counted is not None:
            for section, one in zip(self._whole.sections, counted, strict=True):
                section.content.take_count(one)
            self._whole = None

    def _load(self, wanted: int) -> Any:
        import pickle  # noqa: PLC0415 - later than this module

        result = self._results.get(wanted)
        if result is None:
            return None
        with memoryview(self._shared) as memory, memory[result.start : result.end] as data:
            found = pickle.loads(data)  # noqa: S301 - a copy of this process wrote it
        if hasattr(mmap, "MADV_DONTNEED"):
            self._shared.madvise(mmap.MADV_DONTNEED)  # it stays there; this process is done with it
        return found


def _processors() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
