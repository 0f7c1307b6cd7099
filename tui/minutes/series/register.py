"""A committee's decisions over all meetings: which are in force, and what took the place of the others.

A later decision supersedes an earlier one only where it says so: it names the earlier one's number or day
with a word like "supersedes", or both are on the same issue. Nothing is concluded from likeness.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Final

from tui.minutes.model import Note, NoteKind
from tui.minutes.series.meetings import PastMeeting
from tui.minutes.series.references import references_in
from tui.minutes.series.sections import keys_of

_NUMBER: Final = re.compile(
    r"\b(?:decision|resolution|motion)\s+#?(?P<number>\d+(?:[.-]\d+)*)", re.IGNORECASE
)
_TAKES_PLACE: Final = re.compile(
    r"\b(?:supersed(?:es?|ing)|replac(?:es?|ing)|revok(?:es?|ing)|rescind(?:s|ing)?|overturn(?:s|ing)?|revers(?:es?|ing)"
    r"|repeal(?:s|ing)?|withdraw(?:s|ing)?|instead of)\b",
    re.IGNORECASE,
)
_DAY: Final = re.compile(r"\b\d{4}-\d\d-\d\d\b")
_NOT_IN_FORCE: Final = ("rejected", "deferred")


@dataclass(slots=True)
class Decided:
    """A decision with its place, and the one that took its place."""

    path: Path
    line: int
    date: date
    section: str
    note: Note
    number: str = ""
    references: frozenset[str] = frozenset()
    key: tuple[str, ...] = field(default=(), repr=False)
    by: Decided | None = field(default=None, repr=False)

    @property
    def state(self) -> str:
        """`in force`, `superseded`, or its outcome where it was not approved."""
        if self.by is not None:
            return "superseded"
        return self.note.outcome if self.note.outcome in _NOT_IN_FORCE else "in force"


def register(meetings: Sequence[PastMeeting]) -> list[Decided]:
    """The decisions of meetings, newest first, each with what superseded it."""
    found: list[Decided] = []
    for past in sorted(meetings, key=lambda past: past.date):
        keys = dict(zip(map(id, past.meeting.sections), keys_of(past.meeting), strict=True))
        for section, item, note in past.meeting.notes(NoteKind.DECISION):
            lines = past.meeting.source.lines[item.own.start : item.own.end]
            number = _NUMBER.match(lines[0].lstrip("-*+>#_ \t"))
            decided = Decided(
                past.path,
                past.line_of(item),
                past.date,
                section.name,
                note,
                number["number"] if number else "",
                frozenset(reference for line in lines for reference in references_in(line)),
                keys[id(section)],
            )
            for earlier in found:
                if earlier.by is None and _supersedes(decided, earlier):
                    earlier.by = decided
            found.append(decided)
    return found[::-1]


def _supersedes(later: Decided, earlier: Decided) -> bool:
    if later.date == earlier.date or later.note.outcome in _NOT_IN_FORCE:
        return False
    text = later.note.text
    word = _TAKES_PLACE.search(text)
    if word is not None:
        named = {match["number"] for match in _NUMBER.finditer(text)} - {later.number}
        if earlier.number and earlier.number in named:
            return True
        if earlier.date.isoformat() in _DAY.findall(text[word.start() :]) and earlier.key == later.key:
            return True
    return bool(later.references & earlier.references)
