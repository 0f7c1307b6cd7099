"""The process that reads ahead (see `reading_ahead`): what it does from its fork to its end."""

from __future__ import annotations

import gc
import os
import pickle
from collections.abc import Iterator
from mmap import mmap
from typing import Final

from tui.minutes.ahead.packing import pack
from tui.minutes.ahead.results import NOTES, ROWS, START, WHOLE, Result
from tui.minutes.model import Item, Meeting
from tui.minutes.reading.reader import read, read_start
from tui.minutes.text.inline import Run, runs
from tui.minutes.text.source import Source

FIRST_ROWS: Final = 100
"""Sections whose items are counted for what shows them: more rows than the agenda has on any screen."""


def run(source: Source, file_name: str, outbox: int, shared: mmap) -> None:
    """Read, and give the results. Whoever calls it ends the process then: the terminal is not its own."""
    gc.disable()
    _leave_terminal()
    _work(source, file_name, _Outbox(outbox, shared))


def _work(source: Source, file_name: str, outbox: _Outbox) -> None:
    start = read_start(source, file_name)
    first = len(start.sections)
    if start.trace is not None:
        outbox.put_meeting(WHOLE, start, first)
        return
    outbox.put_meeting(START, start, first)
    whole = read(source, file_name)
    contents = [section.content for section in whole.sections]
    outbox.put_meeting(WHOLE, whole, first)
    outbox.put(ROWS, [content.tally for content in contents[:FIRST_ROWS]])
    outbox.put(NOTES, [None if content.noteless else content.tally for content in contents])


class _Outbox:
    """Puts results into the shared memory, one behind the other, and says where they are."""

    def __init__(self, pipe: int, shared: mmap) -> None:
        self._pipe = pipe
        self._shared = shared
        self._used = 0

    def put_meeting(self, what: int, meeting: Meeting, shown: int) -> None:
        """Give a meeting, of which so many sections are made ready to be shown."""
        items = [item for section in meeting.sections[:shown] for item in section.items]
        self.put(what, (pack(meeting), dict(_runs_of(items))))

    def put(self, what: int, result: object) -> None:
        """Give a result. Raises ValueError where there is no room for it."""
        data = pickle.dumps(result, pickle.HIGHEST_PROTOCOL)
        start, end = self._used, self._used + len(data)
        if end > len(self._shared):
            raise ValueError("more than the shared memory holds")
        self._shared[start:end] = data
        self._used = end
        os.write(self._pipe, Result(what, start, end).message())


def _runs_of(items: list[Item]) -> Iterator[tuple[str, tuple[Run, ...]]]:
    """The texts that are drawn of some items, each with its runs."""
    for item in items:
        yield item.text, runs(item.text)
        if item.note is not None:
            yield item.note.text, runs(item.note.text)


def _leave_terminal() -> None:
    """Neither read what is typed nor write on the screen."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in range(3):
        os.dup2(nowhere, stream)
