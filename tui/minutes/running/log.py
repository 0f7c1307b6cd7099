"""What happened when in a meeting: sections entered and left, who spoke how long, what was recorded.

It is made of the clock's record, the queue's, and the versions of the file that are kept; nothing is stored
for it, and nothing of it is written into the minutes. What minutes hide is left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Final, NamedTuple

from tui.minutes.export.public import public
from tui.minutes.model import Meeting
from tui.minutes.reading.reader import read
from tui.minutes.running.clock import Visit
from tui.minutes.running.record import visits_of
from tui.minutes.text.source import Source, looks_binary

_BEFORE: Final = timedelta(minutes=2)
"""How long before the clock's start something recorded is of the meeting still."""

_AFTER: Final = timedelta(minutes=30)
"""And how long after its end."""


class Event(NamedTuple):
    """Something that happened. `until` is None for a moment; `seconds` is how long it took, where known."""

    at: datetime | None
    until: datetime | None
    kind: str  # section, speaker, or a kind of note
    what: str
    seconds: float | None = None


def sections(data: Mapping[str, object], meeting: Meeting) -> Iterator[Event]:
    """When each section was entered and left, by the clock's record. Its name is its last one."""
    for visit in visits_of(data):
        index = meeting.by_key.get(visit.section)
        name = meeting.sections[index].name if index is not None else visit.section.rpartition("/")[2]
        yield Event(visit.start, visit.end, "section", name or "(no section)", _seconds(visit))


def speakers(spoken: Mapping[str, float]) -> Iterator[Event]:
    """How long each has spoken, the longest first."""
    for name, seconds in sorted(spoken.items(), key=lambda each: -each[1]):
        yield Event(None, None, "speaker", name, seconds)


def recorded(
    versions: Iterable[tuple[float, bytes]], file_name: str, times: tuple[datetime, datetime]
) -> Iterator[Event]:
    """The notes that came into the file while the meeting was held, each when it came.

    `versions` are contents by time in seconds since the epoch, the oldest first.
    """
    known: set[tuple[str, str]] | None = None
    for time, data in versions:
        at = datetime.fromtimestamp(time, UTC).astimezone(times[0].tzinfo)
        if looks_binary(data):
            continue
        notes = dict(_notes(read(Source.from_bytes(data), file_name), file_name))
        if known is not None and times[0] - _BEFORE <= at <= times[1] + _AFTER:
            for key, what in notes.items():
                if key not in known:
                    yield Event(at, None, key[0], what)
        known = (known or set()) | notes.keys()


def _notes(meeting: Meeting, file_name: str) -> Iterator[tuple[tuple[str, str], str]]:
    """The public notes of a meeting: what each is known by, and what is told of it."""
    for section, _, note in public(meeting, file_name).draft.meeting.notes():
        owners = f"{', '.join(note.owners)}: " if note.owners else ""
        under = f" ({section.name})" if section.name else ""
        yield (note.kind.value, f"{owners}{note.text}"), f"{owners}{note.text}{under}"


def _seconds(visit: Visit) -> float:
    return max(0.0, (visit.end - visit.start).total_seconds())
