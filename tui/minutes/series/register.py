"""A committee's decisions over all meetings: which are in force, and what took the place of the others.

A later decision supersedes an earlier one only where it says so: it names the earlier one's number or day
with a word like "supersedes", or both are on the same issue. Nothing is concluded from likeness.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
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
    in_force = _InForce()
    for day, held in groupby(sorted(meetings, key=lambda past: past.date), key=lambda past: past.date):
        decided = [each for past in held for each in _decided(past, day)]
        for each in decided:
            in_force.supersede(each)
        for each in decided:  # none takes the place of one of the same day
            in_force.add(each)
        found += decided
    return found[::-1]


def _decided(past: PastMeeting, day: date) -> Iterator[Decided]:
    keys = dict(zip(map(id, past.meeting.sections), keys_of(past.meeting), strict=True))
    for section, item, note in past.meeting.notes(NoteKind.DECISION):
        lines = past.meeting.source.lines[item.own.start : item.own.end]
        number = _NUMBER.match(lines[0].lstrip("-*+>#_ \t"))
        yield Decided(
            past.path,
            past.line_of(item),
            day,
            section.name,
            note,
            number["number"] if number else "",
            frozenset(reference for line in lines for reference in references_in(line)),
            keys[id(section)],
        )


class _InForce:
    """Decisions by all that a later one may name: their number, day and section, what they are about."""

    def __init__(self) -> None:
        self._by_name: defaultdict[object, list[Decided]] = defaultdict(list)

    def add(self, decided: Decided) -> None:
        """Keep one that later ones may supersede."""
        numbers = [("number", decided.number)] if decided.number else []
        day = ("day", decided.date.isoformat(), decided.key)
        for name in (*numbers, day, *(("about", reference) for reference in decided.references)):
            self._by_name[name].append(decided)

    def supersede(self, later: Decided) -> None:
        """Take out those that a later one takes the place of, and say so of each."""
        if later.note.outcome in _NOT_IN_FORCE:
            return
        for name in _named_by(later):
            for earlier in self._by_name.pop(name, ()):
                earlier.by = earlier.by or later


def _named_by(later: Decided) -> Iterator[tuple[object, ...]]:
    """What a decision says that it takes the place of, as `_InForce` names it."""
    yield from (("about", reference) for reference in later.references)
    text = later.note.text
    word = _TAKES_PLACE.search(text)
    if word is not None:
        numbers = {match["number"] for match in _NUMBER.finditer(text)} - {later.number}
        yield from (("number", number) for number in numbers)
        yield from (("day", day, later.key) for day in _DAY.findall(text[word.start() :]))
