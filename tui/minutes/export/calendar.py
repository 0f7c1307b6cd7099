"""The next meeting and what is due, for a calendar (RFC 5545): whole days, each with a name that stays.

Nothing in it depends on the clock: the same minutes give the same calendar, and importing it again changes
what is there instead of adding to it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from tui.minutes.model import NoteKind
from tui.minutes.text.escape import escape_controls
from tui.minutes.text.inline import visible

if TYPE_CHECKING:
    from tui.minutes.export.forms import Export

_OCTETS: Final = 75  # of a line, without its end (RFC 5545, 3.1)
_ESCAPES: Final = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})


def make(export: Export) -> str:
    """The calendar of a meeting's file."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//pmc-tui//minutes//EN",
        *_events(export),
        "END:VCALENDAR",
    ]
    return "".join(f"{part}\r\n" for line in lines for part in folded(line))


def _events(export: Export) -> Iterator[str]:
    meeting = export.public.draft.meeting
    stamp = meeting.date or date(1970, 1, 1)
    title = visible(meeting.title or "Meeting")
    if export.following is not None:
        if meeting.date is not None:
            title = title.replace(meeting.date.isoformat(), "").strip(" -–—·,")
        yield from _event(export, stamp, export.following, title, "next")
    for section, _, note in meeting.notes(NoteKind.ACTION):
        if note.open and note.due is not None:
            who = ", ".join(owner.removeprefix("@") for owner in note.owners)
            text = visible(note.text)
            yield from _event(export, stamp, note.due, f"{who}: {text}" if who else text, section.name)


def _event(export: Export, stamp: date, day: date, words: str, where: str) -> Iterator[str]:
    """One whole day."""
    identity = hashlib.sha256("\0".join((export.file_name, where, words)).encode("utf-8", "replace"))
    yield "BEGIN:VEVENT"
    yield f"UID:{identity.hexdigest()[:32]}@pmc-tui"
    yield f"DTSTAMP:{stamp:%Y%m%d}T000000Z"
    yield f"DTSTART;VALUE=DATE:{day:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{day + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{escape_controls(words).translate(_ESCAPES)}"
    if where != "next" and where:
        yield f"DESCRIPTION:{escape_controls(where).translate(_ESCAPES)}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def folded(line: str) -> Iterator[str]:
    """A line in parts of at most 75 octets, no character torn; each but the first begins with a blank."""
    part, size = "", 0
    for character in line:
        octets = len(character.encode("utf-8", "replace"))
        if size + octets > _OCTETS:
            yield part
            part, size = " ", 1
        part, size = part + character, size + octets
    yield part
