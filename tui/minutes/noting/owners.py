"""People known to a meeting: found by what somebody types of them, and offered while it is typed."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from tui.minutes.model import Meeting, Person, Section, SectionKind

SHORTEST_BEGINNING: Final = 2
"""Letters of a name from which on it is asked whether somebody is meant."""

COLLECTIVE: Final = frozenset(
    {"all", "anybody", "anyone", "both", "each", "everybody", "everyone", "i", "me", "nobody", "others"}
    | {"somebody", "someone", "team", "them", "they", "us", "we"}
)
"""Words that stand for people and are nobody's name, whoever's initials they are."""

LONGEST: Final = 80
"""Characters of the longest text that is looked up as a name."""


FOLDS: Final = 8
"""Times a name is folded at the most until it stays as it is."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a typed name stands for: one person, several (`choices`), or nobody known."""

    person: Person | None = None
    choices: tuple[Person, ...] = ()


class People:
    """The known people, the likeliest first."""

    def __init__(self, people: Iterable[Person], *, letters: bool = False) -> None:
        """`letters`: a handle that is the letters of just one name is that person's, `@ada-obi` Ada Obi's.

        A handle and a name that stand together in any of the people given are one person in any case.
        """
        listed = tuple(map(_named, people))
        self._names = _by_letters(listed) if letters else {}
        self._names |= {
            folded(person.handle): folded(person.name) for person in listed if person.name and person.handle
        }
        self._merged: dict[str, Person] = {}
        for person in listed:
            if (key := self._key(person)) != "@":
                self._merged[key] = _joined(self._merged[key], person) if key in self._merged else person
        self.people: tuple[Person, ...] = tuple(self._merged.values())
        self._keys = [_Keys.of(person) for person in self.people]

    def __iter__(self) -> Iterator[Person]:
        return iter(self.people)

    def __len__(self) -> int:
        return len(self.people)

    def known(self, person: Person) -> Person | None:
        """The one of the people that somebody is, with all that is known of them."""
        return self._merged.get(self._key(_named(person)))

    def _key(self, person: Person) -> str:
        handle = folded(person.handle)
        return folded(person.name) or self._names.get(handle) or f"@{handle}"

    def find(self, typed: str) -> Found:
        """Who is meant by a whole name: full, first or last, a handle, initials; never by its beginning."""
        key = folded(typed)
        if not key or len(key) > LONGEST or key in COLLECTIVE:
            return Found()
        if key.startswith("@"):
            return self._by(lambda keys: keys.handle == key[1:])
        stages: tuple[list[Person], ...] = ([], [], [], [])
        for person, keys in zip(self.people, self._keys, strict=True):
            if key == keys.name:
                stages[0].append(person)
            elif key == keys.handle:
                stages[1].append(person)
            elif key in keys.words:
                stages[2].append(person)
            elif key == keys.initials:
                stages[3].append(person)
        return _found(next(filter(None, stages), ()))

    def perhaps(self, typed: str) -> tuple[Person, ...]:
        """Those a name begins like: to be asked back, never to be written."""
        key = folded(typed).removeprefix("@")
        if not SHORTEST_BEGINNING <= len(key) <= LONGEST:
            return ()
        return self._by(lambda keys: keys.starts_with(key)).choices

    def complete(self, typed: str, limit: int = 8) -> tuple[Person, ...]:
        """The people to offer for what is typed so far: names that begin so, then initials, then parts."""
        key = folded(typed).removeprefix("@")
        if len(key) > LONGEST:
            return ()
        ranked = [
            (rank, n)
            for n, keys in enumerate(self._keys)
            if (rank := keys.rank(key, handle_only=typed.lstrip().startswith("@"))) is not None
        ]
        return tuple(self.people[n] for _, n in sorted(ranked)[:limit])

    def _by(self, wanted: Callable[[_Keys], bool]) -> Found:
        return _found(person for person, keys in zip(self.people, self._keys, strict=True) if wanted(keys))


def _found(people: Iterable[Person]) -> Found:
    choices = tuple(people)
    return Found(choices[0] if len(choices) == 1 else None, choices)


def known_people(meeting: Meeting, earlier: Iterable[Meeting] = ()) -> People:
    """The leads, attendees and owners of a meeting, then those of earlier ones, the newest given first.

    An owner written as the initials of one of them (`AO`) is nobody else.
    """
    found = [person for each in (meeting, *earlier) for person in _people_of(each)]
    initials = {_Keys.of(person).initials for person in found if " " in person.name}
    return People(
        each for each in found if each.handle or not each.name.isupper() or folded(each.name) not in initials
    )


def did_you_mean(people: Iterable[Person]) -> str:
    """The question back for a name that is only begun; empty for nobody."""
    names = [written(person) for person in people][:3]
    return f"did you mean {' or '.join(names)}?" if names else ""


def written(person: Person) -> str:
    """A person as an owner is written: the name (see `repaired`), or else the handle with its @."""
    return repaired(person.name) or f"@{person.handle}"


def folded(text: str) -> str:
    """A name for comparing: without case, accents, double blanks; mis-decoded UTF-8 put right (`KÃ¶per`)."""
    for _ in range(FOLDS):  # what is folded may be foldable again
        before = text
        if not text.isascii():
            text = unicodedata.normalize("NFKD", repaired(text))
            text = "".join(c for c in text if not unicodedata.combining(c))
        text = " ".join(text.casefold().split())
        if text == before:
            break
    return text


def _people_of(meeting: Meeting) -> Iterator[Person]:
    for section in meeting.sections:
        yield from map(_person, section.owners)
        if section.kind is SectionKind.AGENDA:
            yield from map(_person, _leads(section))
    yield from meeting.attendees
    for _, _, note in meeting.notes():
        yield from map(_person, note.owners)


def _leads(section: Section) -> Iterator[str]:
    """Who leads an entry of an agenda that has minutes; without, a bracket may hold anything."""
    from tui.minutes.reading.topics import candidates  # noqa: PLC0415 - the first paint has none

    for entry in candidates(section):
        if entry.timed:
            yield from entry.reading.owners


def _person(owner: str) -> Person:
    return Person("", owner[1:]) if owner.startswith("@") else Person(owner)


def _named(person: Person) -> Person:
    """Somebody of whom only the handle is known has no name: the reader gives the handle for one."""
    if person.handle and folded(person.name) == folded(person.handle):
        return Person("", person.handle, person.company)
    return person


def _by_letters(people: Iterable[Person]) -> dict[str, str]:
    """The letters of each name of several words that no other has, to the name."""
    names: dict[str, set[str]] = {}
    for person in people:
        if len(words := folded(person.name).split()) > 1:
            for joined in ("".join(words), "-".join(words), ".".join(words), "_".join(words)):
                names.setdefault(joined, set()).add(" ".join(words))
    return {letters: next(iter(found)) for letters, found in names.items() if len(found) == 1}


def _joined(one: Person, other: Person) -> Person:
    return Person(one.name or other.name, one.handle or other.handle, one.company or other.company)


def repaired(text: str) -> str:
    """A name in which UTF-8 was read as Latin, put right where that is certain: `KÃ¶per` is Köper."""
    if text.isascii():
        return text
    for encoding in ("cp1252", "latin-1"):
        try:
            return text.encode(encoding).decode("utf-8")
        except UnicodeError:
            continue
    return text


@dataclass(frozen=True, slots=True)
class _Keys:
    """What a person is found by."""

    name: str
    handle: str
    words: tuple[str, ...]
    initials: str

    @classmethod
    def of(cls, person: Person) -> _Keys:
        words = tuple(folded(person.name).split())
        initials = "".join(word[0] for word in words) if len(words) > 1 else ""
        return cls(" ".join(words), folded(person.handle), words, initials)

    def starts_with(self, key: str) -> bool:
        return any(text.startswith(key) for text in (self.name, self.handle, *self.words))

    def rank(self, key: str, *, handle_only: bool) -> int | None:
        """How well typed letters fit, 0 best; None where they do not."""
        if handle_only:
            return 0 if self.handle and self.handle.startswith(key) else None
        if self.name.startswith(key) or not key:
            return 0
        if self.starts_with(key):
            return 1
        if self.initials.startswith(key):
            return 2
        return 3 if len(key) > 2 and (key in self.name or key in self.handle) else None
