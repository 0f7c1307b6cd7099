"""Every form of heading, action, decision, roll call, item and date: files that a person can read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final, NamedTuple

import pytest

from tui.minutes.model import Ballot, Item, Meeting, Note, Section
from tui.minutes.reading.reader import read
from tui.minutes.reading.topics import topics_of
from tui.minutes.text.source import Source

FORMS = Path(__file__).parent / "forms"


class Case(NamedTuple):
    title: str
    file: str
    text: str
    expected: str


def cases(name: str) -> Iterator[Case]:
    for part in (FORMS / f"{name}.txt").read_text("utf-8").split("\n=== ")[1:]:
        title, _, rest = part.partition("\n")
        text, _, expected = rest.partition(">>>\n")
        file = ""
        if text.startswith("file: "):
            line, _, text = text.partition("\n")
            file = line.removeprefix("file: ")
        yield Case(title, file, text, expected.strip("\n"))


def headings(meeting: Meeting) -> Iterator[str]:
    yield from (heading(section) for section in meeting.sections if section.level)


def heading(section: Section) -> str:
    facts = [
        ", ".join(section.owners),
        f"{section.minutes} min" if section.minutes is not None else "",
        section.status or "",
    ]
    line = f"{section.heading.start + 1} {section.kind.value} {section.name}"
    return " | ".join([line.rstrip(), *filter(None, facts)])


def notes(meeting: Meeting) -> Iterator[str]:
    for _, item, note in meeting.notes():
        yield f"{item.own.start + 1} {note.kind.value} {told(note)}"


def told(note: Note) -> str:
    who = f"{', '.join(note.owners) or '-'}: " if note.kind == "action" else ""
    due = f" (due {note.due})" if note.due else ""
    done = " (done)" if note.done else " (dropped)" if note.dropped else ""
    outcome = f" = {note.outcome}" if note.outcome else ""
    return who + note.text + due + done + outcome + counted(note.ballot)


def counted(ballot: Ballot | None) -> str:
    if ballot is None:
        return ""
    sides = (ballot.yes, ballot.no, ballot.abstained)
    votes = "-".join("?" if side is None else str(side) for side in sides) if any_said(sides) else ""
    scale = ", ".join(f"{answer} {count}" for answer, count in ballot.scale)
    voters = ", ".join(" ".join(voter) for voter in ballot.voters)
    return f" [{' '.join(filter(None, (votes, scale, voters, ballot.result)))}]"


def any_said(sides: tuple[int | None, ...]) -> bool:
    return any(side is not None for side in sides)


def attendees(meeting: Meeting) -> Iterator[str]:
    yield from (person.name for person in meeting.attendees)


def items(meeting: Meeting) -> Iterator[str]:
    yield from (item_line(item) for section in meeting.sections for item in section.items)


def item_line(item: Item) -> str:
    box = {None: "", True: "[x]", False: "[ ]"}[item.task]
    words = filter(None, (item.kind.value, item.marker, box, item.text.split("\n")[0]))
    return f"{item.own.start + 1} {'  ' * item.depth}{' '.join(words)}"


def topics(meeting: Meeting) -> Iterator[str]:
    for topic in topics_of(meeting):
        line = meeting.sections[topic.section].items[topic.item].own.start + 1
        minutes = f"{topic.minutes} min" if topic.minutes is not None else "-"
        yield f"{line} {topic.title} | {', '.join(topic.owners) or '-'} | {minutes} | {topic.items}"


def dates(meeting: Meeting) -> Iterator[str]:
    if meeting.date is not None:
        yield meeting.date.isoformat()


TOPICS: Final[dict[str, Callable[[Meeting], Iterator[str]]]] = {
    "headings": headings,
    "sections": headings,
    "actions": notes,
    "task_states": notes,
    "owners": notes,
    "dues": notes,
    "votes": notes,
    "labels": notes,
    "other_languages": notes,
    "decisions": notes,
    "attendees": attendees,
    "items": items,
    "dates": dates,
    "topics": topics,
}
CASES: Final = [(topic, case) for topic in TOPICS for case in cases(topic)]


@pytest.mark.parametrize(("topic", "case"), CASES, ids=[f"{topic}: {case.title}" for topic, case in CASES])
def test_form(topic: str, case: Case) -> None:
    meeting = read(Source(case.text), case.file)
    assert "\n".join(TOPICS[topic](meeting)) == case.expected


def test_every_file_of_forms_is_used() -> None:
    assert {path.stem for path in FORMS.glob("*.txt")} == set(TOPICS)
    assert len(CASES) > 50
