"""What a meeting's folder tells about it: who took part before, and when the next meeting is."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from tui.minutes.model import Meeting
from tui.minutes.noting.capture import Context
from tui.minutes.noting.due import next_meeting
from tui.minutes.noting.owners import known_people
from tui.minutes.reading.reader import read
from tui.minutes.series.folder import MeetingFile, meetings_in, series_folder
from tui.minutes.text.source import Source, looks_binary

EARLIER: Final = 5
"""Meetings before this one whose people are known."""

LARGEST: Final = 1024 * 1024
"""Bytes of an earlier file that is still read for its people."""


def context_for(path: Path, meeting: Meeting) -> Context:
    """What typed lines are read with. Reads the folder and a few earlier files: belongs in a thread.

    A folder that cannot be read tells nothing; that is no error here.
    """
    try:
        files = meetings_in(series_folder(path))
    except OSError:
        files = []
    dates = [file.date for file in files if file.date is not None]
    following = next_meeting(dates, meeting.date) if meeting.date is not None else None
    others = [
        file
        for file in files
        if file.date is not None and (meeting.date is None or file.date < meeting.date) and file.path != path
    ]
    earlier = [found for file in others[:EARLIER] if (found := read_earlier(file)) is not None]
    return Context(known_people(meeting, earlier), meeting.date, following)


def read_earlier(file: MeetingFile) -> Meeting | None:
    """A meeting of the folder, read; None where its file cannot be read, is no text, or is very large."""
    try:
        if file.path.stat().st_size > LARGEST:
            return None
        data = file.path.read_bytes()
    except OSError:
        return None
    return None if looks_binary(data) else read(Source.from_bytes(data), str(file.path))
