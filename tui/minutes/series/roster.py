"""Who comes, who may vote, whose turn it is: counted over the last meetings, and explained by them.

It orders a roll call and answers questions. Nobody is marked by it, present or absent.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Final

from tui.minutes.model import ItemKind, Meeting, Person
from tui.minutes.noting.owners import folded
from tui.minutes.reading.placeholders import is_nothing
from tui.minutes.roll_call.attendance import called
from tui.minutes.series.meetings import PastMeeting
from tui.minutes.text.inline import visible

LOOKED_AT: Final = 12
"""The last meetings over which presence is counted."""

ROLES: Final = {
    "scribe": re.compile(
        r"scribes?|note[- ]?takers?|minute[- ]?takers?|minutes(?: taken)? by|recorder|secretary",
        re.IGNORECASE,
    ),
    "chair": re.compile(r"chairs?|chaired by|facilitators?|moderators?|hosts?", re.IGNORECASE),
}
"""What a line's label says of who did what."""

_LABELLED: Final = re.compile(
    r"[ \t>]*(?:[-*+][ \t]+)?(?P<label>[^\W\d_][^:\[\]()]{0,40}?)[ \t]*:[ \t]*(?P<names>\S.*?)[ \t]*\\?"
)
_SEPARATOR: Final = re.compile(r"\s*(?:,|;|/|&|\band\b)\s*")
_RULE: Final = re.compile(
    r"(?:present (?:at|in) )?(?P<least>\d{1,2}|one|two|three|four|five|six) (?:of|out of|in)(?: the)? last "
    r"(?P<of>\d{1,2}|two|three|four|five|six)(?: meetings?)?",
    re.IGNORECASE,
)
_WORDS: Final = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_FIRST_LINES: Final = 40


class VotingRuleError(ValueError):
    """A rule that is not understood; the message says how one is written."""


@dataclass(frozen=True, slots=True)
class VotingRule:
    """Present in so many of so many meetings."""

    least: int
    of: int

    @classmethod
    def parse(cls, text: str) -> VotingRule:
        """Read `3 of the last 4`. Raises VotingRuleError."""
        match = _RULE.fullmatch(" ".join(text.split()))
        if match is not None:
            least, of = (_WORDS.get(word.casefold()) or int(word) for word in (match["least"], match["of"]))
            if 1 <= least <= of:
                return cls(least, of)
        raise VotingRuleError(f"“{text}” is no rule of voting; one is written “3 of the last 4”")

    def __str__(self) -> str:
        return f"{self.least} of the last {self.of}"


@dataclass(slots=True)
class Member:
    """Somebody of the committee, with the days on which they were there."""

    person: Person
    days: dict[date, Path] = field(default_factory=dict)

    @property
    def last(self) -> date | None:
        """The last day on which they were there."""
        return max(self.days, default=None)


@dataclass(frozen=True, slots=True)
class Right:
    """Whether somebody may vote by a rule, and the files that count: day, file, whether they were there."""

    person: Person
    votes: bool
    counted: tuple[tuple[date, Path, bool], ...]

    @property
    def times(self) -> int:
        """Meetings that they were at."""
        return sum(there for _, _, there in self.counted)


@dataclass(frozen=True, slots=True)
class PastTurn:
    """Who did what in one meeting."""

    date: date
    path: Path
    line: int
    names: tuple[str, ...]


def roster(meetings: Sequence[PastMeeting], last: int = LOOKED_AT) -> list[Member]:
    """Everybody who was at one of the last meetings (newest first), those who came oftest and lately first.

    People are told apart by handle first, by name where there is none.
    """
    members: dict[str, Member] = {}
    names: dict[str, str] = {}
    for past in meetings[:last]:
        for person in past.meeting.attendees:
            handle, name = person.handle.casefold(), folded(person.name)
            key = names.get(name, "") if not handle else f"@{handle}"
            key = key or name
            if handle and name and name in members and key not in members:
                members[key] = members.pop(name)  # known by name alone in a newer meeting
            names.setdefault(name, key)
            members.setdefault(key, Member(person)).days[past.date] = past.path
    return sorted(
        members.values(),
        key=lambda each: (-len(each.days), -(each.last or date.min).toordinal(), folded(called(each.person))),
    )


def rights(rule: VotingRule, meetings: Sequence[PastMeeting]) -> list[Right]:
    """Who may vote by a rule: counted over the last meetings that have a roll call, newest first."""
    counted = [past for past in meetings if past.meeting.attendees][: rule.of]
    found = []
    for member in roster(counted, rule.of):
        there = tuple((past.date, past.path, past.date in member.days) for past in counted)
        times = sum(each for _, _, each in there)
        found.append(Right(member.person, len(counted) >= rule.least and times >= rule.least, there))
    return found


def turns(role: str, meetings: Iterable[PastMeeting]) -> list[PastTurn]:
    """Who had a role (a key of ROLES) in meetings, by their lines `Scribe: …`; in the meetings' order."""
    found = []
    for past in meetings:
        for line, label, names in labelled(past.meeting):
            if ROLES[role].fullmatch(label):
                found.append(PastTurn(past.date, past.path, past.line(line), names))
                break
    return found


def whose_turn(role: str, meetings: Sequence[PastMeeting]) -> str | None:
    """Whose turn a role is: of those who ever had it, and came lately, whoever had it longest ago."""
    had: dict[str, tuple[date, str]] = {}
    for turn in turns(role, meetings):
        for name in turn.names:
            key = folded(name.removeprefix("@"))
            if key not in had or had[key][0] < turn.date:
                had[key] = (turn.date, name)
    lately = {
        folded(word)
        for member in roster(meetings)
        for word in (member.person.name, member.person.handle)
        if word
    }
    if lately:
        had = {key: value for key, value in had.items() if key in lately} or had
    return min(had.values())[1] if len(had) > 1 else None


def labelled(meeting: Meeting) -> Iterator[tuple[int, str, tuple[str, ...]]]:
    """The lines near the top that say who had which role: line, label, names."""
    for number, line in enumerate(meeting.source.lines[:_FIRST_LINES]):
        match = _LABELLED.fullmatch(visible(line.strip())) if ":" in line and len(line) < 300 else None
        if match is None or is_nothing(ItemKind.PARAGRAPH, match["names"]):
            continue
        label = match["label"].strip(" *_")
        if any(form.fullmatch(label) for form in ROLES.values()):
            yield number, label, tuple(name for name in _SEPARATOR.split(match["names"]) if name)


def by_presence(people: Sequence[Person], meetings: Sequence[PastMeeting]) -> list[Person]:
    """People in the order in which they are likely to be there; those never seen keep theirs, at the end."""
    order: dict[str, int] = {}
    for number, member in enumerate(roster(meetings)):
        for key in (member.person.handle.casefold(), folded(member.person.name)):
            if key:
                order.setdefault(key, number)
    last = len(order)

    def place(person: Person) -> int:
        return min(order.get(person.handle.casefold(), last), order.get(folded(person.name), last))

    return sorted(people, key=place)
