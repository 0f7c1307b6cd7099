"""Rules for votes and reviews: results, numbers, quorum, voters who are absent, names of several people."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from tui.minutes.check.findings import Finding
from tui.minutes.model import Ballot, Majority, Meeting, NoteKind, Person, Standing
from tui.minutes.noting.owners import People, known_people
from tui.minutes.noting.signing import choices_of
from tui.minutes.roll_call.attendance import attendance
from tui.minutes.roll_call.quorum import QuorumError, quorum
from tui.minutes.running.votes import by_numbers, cast
from tui.minutes.text.signatures import is_signed, names_of


class VotingRules(NamedTuple):
    """How a committee votes: by which majority, and how many have to be present."""

    majority: Majority = "simple"
    quorum: int | str = ""


USUAL_VOTING: Final = VotingRules()


def votes(meeting: Meeting, rules: VotingRules) -> Iterator[Finding]:
    """M305 to M309."""
    found = [
        (item.own.start, note)
        for _, item, note in meeting.notes()
        if note.kind is NoteKind.VOTE or (note.kind is NoteKind.DECISION and note.ballot is not None)
    ]
    if not found:
        return
    roll = attendance(meeting)
    absent = People(entry.person for entry in roll if entry.standing is Standing.ABSENT)
    there = [entry.person for entry in roll if entry.standing in (Standing.PRESENT, Standing.LATE)]
    short = _short_of_quorum(meeting, rules)
    for line, note in found:
        ballot = note.ballot or Ballot()
        if not ballot.result and not note.outcome:
            yield Finding(line, "M305", "a vote without its result")
        says = by_numbers(ballot, rules.majority)
        if says and ballot.result in ("carried", "failed") and says != ballot.result:
            yield Finding(line, "M306", f"written is {ballot.result}, by the numbers it {says}")
        for name, _ in ballot.voters:
            if absent.find(name).person is not None and not _is_among(name, there):
                yield Finding(line, "M307", f"{name} votes, and is absent by the roll call")
        if short:
            yield Finding(line, "M308", f"a vote without quorum: {short}")
        if there and cast(ballot) > len(there):
            yield Finding(line, "M309", f"{cast(ballot)} votes, and {len(there)} present by the roll call")


def unclear(meeting: Meeting) -> Iterator[Finding]:
    """M311: initials or a first name that several people have, of who reviewed, flagged or voted."""
    named = list(_named(meeting))
    people = known_people(meeting) if named else People(())
    for line, name in named:
        if several := choices_of(name, people):
            yield Finding(line, "M311", f"{name} can be {' or '.join(several[:3])}: write the whole name")


def _named(meeting: Meeting) -> Iterator[tuple[int, str]]:
    """Who reviewed, flagged and voted, by line."""
    for section in meeting.sections:
        for item in section.items if section.reviewers else ():
            for name in names_of(item.text) if is_signed(item.text) else ():
                yield item.own.start, name
    for _, item, note in meeting.notes():
        voters = note.ballot.voters if note.ballot is not None else ()
        for name in (*(note.owners if note.kind is NoteKind.FLAG else ()), *(name for name, _ in voters)):
            yield item.own.start, name


def _is_among(name: str, people: list[Person]) -> bool:
    return People(people).find(name).person is not None


def _short_of_quorum(meeting: Meeting, rules: VotingRules) -> str:
    """What is missing to a quorum; empty where nothing is, or none is set."""
    try:
        found = quorum(meeting, rules.quorum)
    except QuorumError:
        return ""
    return found.words if found is not None and not found.met else ""
