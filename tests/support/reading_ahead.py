"""Reads files ahead as the program does, in a process of its own: `python -m tests.support.reading_ahead`.

A process is forked, which a test run with threads of its own should not be. Prints a JSON object for each
file that is named.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
from pathlib import Path
from typing import Final, NamedTuple

from tui.minutes.ahead import reading_ahead
from tui.minutes.keeping.document import Document
from tui.minutes.model import Meeting
from tui.minutes.reading import items
from tui.minutes.reading.blocks import Block
from tui.minutes.reading.plain_blocks import body_blocks
from tui.minutes.reading.reader import read
from tui.minutes.text.source import Source

_ROWS: Final = 60  # no fewer than the agenda shows at once


class Report(NamedTuple):
    """What came of one file read ahead. All are to be true but `begun_here`."""

    same: bool  # the meeting is the one that is read here
    same_after: bool  # and so is what is read from it after a change
    counted: bool  # as many notes, and none had to be looked for here; nor the items of the first sections
    left: bool  # no process and no file is left open
    begun_here: bool  # the first that was shown was read here


def report_on(path: Path) -> Report:
    """Open a document that is read ahead, to its end."""
    files = open_files()
    source = Source.from_bytes(path.read_bytes())
    parsed: list[str] = []

    def parse(text: str) -> list[Block]:
        parsed.append(text)
        return body_blocks(text)

    setattr(items, "body_blocks", parse)  # noqa: B010 - it is not the module's to give
    ahead = reading_ahead.ReadingAhead.begin(source, path.name)
    assert ahead is not None
    document = Document(source, path.name, ahead)
    begun_here = bool(parsed)
    asyncio.run(_to_the_end(document))
    expected = read(source, path.name)
    parsed.clear()
    counts = document.meeting.note_counts
    shown = [section.item_count for section in document.meeting.sections[:_ROWS]]
    counted = document.meeting.count(0) and not parsed and counts == expected.note_counts
    counted = counted and shown == [section.item_count for section in expected.sections[:_ROWS]]
    try:
        os.waitpid(-1, os.WNOHANG)
        alone = False
    except ChildProcessError:
        alone = open_files() == files
    same = document.meeting == expected and document.meeting.trace == expected.trace
    return Report(same, _same_after(document, expected), counted, alone, begun_here)


def open_files() -> int:
    """How many files this process has open."""
    return sum(1 for _ in Path("/dev/fd").iterdir())


async def _to_the_end(document: Document) -> None:
    if not document.is_whole:
        await document.read_on()
    await document.count_ahead()


def _same_after(document: Document, expected: Meeting) -> bool:
    lines = document.source.lines
    changed = Source("".join([*lines[: len(lines) // 2], "\n## One more\n\n- Action: Ada to read\n", *lines]))
    again = read(changed, document.file_name, document.meeting)
    return again == read(changed, document.file_name, expected) == read(changed, document.file_name)


def main() -> int:
    """Print what came of each file."""
    setattr(reading_ahead, "PATIENCE", 20.0)  # noqa: B010 - final for everybody else
    for name in sys.argv[1:]:
        sys.stdout.write(json.dumps(report_on(Path(name))._asdict()) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
