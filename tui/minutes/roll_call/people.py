"""Who a roll call is about: those it lists, the leads, owners of notes, and people of earlier meetings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tui.minutes.model import Meeting, Person
from tui.minutes.noting.context import read_earlier
from tui.minutes.noting.owners import People, folded, known_people
from tui.minutes.reading.veil import veiled
from tui.minutes.roll_call.attendance import Standing, attendance, called
from tui.minutes.series.folder import MeetingFile, meetings_in, series_folder

MOST_MEETINGS: Final = 60
"""Earlier meetings, the newest first, whose people are offered."""


MOST_SECTIONS: Final = 5
"""Sections that somebody leads of which the names are told."""


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """Somebody to call. `leads` names the sections they lead; `standing` is what the minutes say."""

    person: Person
    standing: Standing | None = None
    leads: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """What the same person is known by from one reading to the next."""
        return folded(called(self.person))

    def fits(self, words: str) -> bool:
        """True when every word is in name, handle, company or a section led."""
        person = self.person
        text = folded(" ".join((person.name, f"@{person.handle}", person.company, *self.leads)))
        return all(word in text for word in folded(words).split())


def leads_in(meeting: Meeting) -> dict[str, list[str]]:
    """Who leads, as headings have them, with the names of some of the sections they lead."""
    leads: dict[str, list[str]] = {}
    for section in meeting.sections:
        for owner in section.owners:
            names = leads.setdefault(owner, [])
            if len(names) < MOST_SECTIONS and section.name not in names:
                names.append(section.name)
    return leads


def to_call(
    meeting: Meeting, leads: Mapping[str, Sequence[str]], others: tuple[Person, ...] = ()
) -> tuple[KnownPerson, ...]:
    """Those whom the roll call lists, then the `leads` in it, then `others`, each once.

    A handle and a name are one person where a text says so, or where the handle is the letters of one name.
    """
    listed = attendance(meeting)
    named = [Person("", owner[1:]) if owner.startswith("@") else Person(owner) for owner in leads]
    people = People([*(entry.person for entry in listed), *named, *others], letters=True)
    standings = {id(people.known(entry.person)): entry.standing for entry in listed}
    sections: dict[int, list[str]] = {}
    for person, names in zip(named, leads.values(), strict=True):
        sections.setdefault(id(people.known(person)), []).extend(names)
    return tuple(
        KnownPerson(person, standings.get(id(person)), tuple(dict.fromkeys(sections.get(id(person), ()))))
        for person in people
    )


def earlier_files(path: Path, meeting: Meeting) -> list[MeetingFile]:
    """The meetings of the series before this one, the newest first, no more than `MOST_MEETINGS`.

    Reads the folder: belongs in a thread. One that cannot be read has none.
    """
    try:
        files = meetings_in(series_folder(path))
    except OSError:
        return []
    before = [
        file
        for file in files
        if file.date is not None
        and (meeting.date is None or file.date < meeting.date)
        and file.path.absolute() != path.absolute()
    ]
    return before[:MOST_MEETINGS]


def people_of(meeting: Meeting) -> Iterator[Person]:
    """Everybody a meeting names: in its roll call, present or not, as leads, as owners of notes."""
    yield from (entry.person for entry in attendance(meeting))
    yield from known_people(meeting)


def people_of_file(file: MeetingFile, *, public: bool = False) -> tuple[Person, ...]:
    """Everybody an earlier meeting names, in what it hides, too, unless that is to be `public`.

    Nobody where its file cannot be read or is very large.
    """
    meeting = read_earlier(file)
    if meeting is None:
        return ()
    return tuple(people_of(veiled(meeting) if public else meeting))
