"""A meeting comes out as it went in: equal, what was shared still shared, what was made still made."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from tests.bench.files import minutes_of
from tests.support.corpus import OTHERS, OWN
from tui.minutes.ahead.packing import pack, unpack
from tui.minutes.model import Meeting
from tui.minutes.reading.contents import BodyContent
from tui.minutes.reading.parse_state import ParseState
from tui.minutes.reading.reader import FIRST, read
from tui.minutes.text.source import Source


def over(meeting: Meeting) -> Meeting:
    """A meeting, handed to another process and back."""
    return unpack(pickle.loads(pickle.dumps(pack(meeting))), meeting.source)  # noqa: S301 - just made


@pytest.mark.parametrize("path", OWN + OTHERS[::9], ids=lambda path: path.name)
def test_it_is_the_same_meeting(path: Path) -> None:
    meeting = read(Source.from_bytes(path.read_bytes()), path.name)
    again = over(meeting)
    assert again == meeting
    assert again.trace == meeting.trace
    assert again.note_counts == meeting.note_counts


def test_what_is_shared_stays_shared() -> None:
    meeting = read(Source(minutes_of(3 * FIRST)))
    again = over(meeting)
    for each in (meeting, again):
        bodies = [s.content.body for s in each.sections if isinstance(s.content, BodyContent)]
        trace = each.trace
        assert isinstance(trace, ParseState)
        assert len({id(body) for body in bodies}) < len(bodies) / 3
        assert len({id(reading) for reading in trace.alone}) < len(trace.alone) / 3
    assert len(pickle.dumps(pack(meeting))) < 2 * len(meeting.source.text)


def test_items_that_were_made_are_not_made_again() -> None:
    meeting = read(Source(minutes_of(3 * FIRST)))
    made = meeting.sections[2].items
    contents = [section.content for section in over(meeting).sections]
    known = [content.made is not None for content in contents[2:] if isinstance(content, BodyContent)]
    assert known[0]
    assert not all(known)
    assert contents[2].items == made
