"""One typed line as a note: `dies: publish the apt repo fri` -> who, what, until when, and what is in doubt.

Cheap enough for every key press. Nothing typed is lost: what cannot be read stays in the text, and is said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from tui.minutes import note_grammar
from tui.minutes.model import Majority, Note, NoteKind, Person
from tui.minutes.noting import due
from tui.minutes.noting.due import Due
from tui.minutes.noting.owners import COLLECTIVE, People, did_you_mean, folded, written
from tui.minutes.reading.words import NOT_NAMES

OUTCOME_KEYS: Final = {"r": "rejected", "f": "deferred", "m": "amended", "p": "approved"}
"""The letter of an outcome, as the first on a line typed for one."""

_OUTCOME_LETTER: Final = re.compile(r"([rfmp])(?:[ ;]\s*(.*))?", re.DOTALL)

LONGEST_OWNERS: Final = 120
"""Characters at the start of a line in which owners stand."""

_COLON: Final = re.compile(r":(?=\s|$)")
_SEPARATOR: Final = re.compile(r"\s*(?:[,;&+/]|\band\b)\s*", re.IGNORECASE)
_HANDLES: Final = re.compile(r"@[\w][\w.-]*(?:\s*(?:[,;&+/]|\band\b|\s)\s*@[\w][\w.-]*)*(?=\s)")
_HANDLE: Final = re.compile(r"@[\w][\w.-]*")
_TO: Final = re.compile(r"\s+to\s+(?=\S)")
_NAME: Final = re.compile(r"[^\W\d_][\w.'’-]*(?: [^\W\d_][\w.'’-]*){0,3}")
_NOBODY: Final = frozenset({"tbd", "tba", "?", "??", "nobody", "no one", "anybody", "unassigned"})
_LABELS: Final = frozenset(
    {"action", "agreed", "bug", "decision", "edit", "fix", "fyi", "info", "link", "note", "ps", "question"}
    | {"re", "reminder", "risk", "status", "summary", "todo", "update", "vote", "warning"}
)
"""Words before a colon that are nobody."""


@dataclass(frozen=True, slots=True)
class Context:
    """What a line is read with: the known people, the meeting's date and the next one's, who types it,
    the answers of a poll and when a vote is carried.

    What is not known is None, or empty.
    """

    people: People = field(default_factory=lambda: People(()))
    meeting: date | None = None
    following: date | None = None
    me: str = ""
    scale: tuple[str, ...] = ()
    majority: Majority = "simple"


@dataclass(frozen=True, slots=True)
class Owner:
    """An owner as typed, from `start` to `end`, and as it will be written.

    `known` is false for somebody the series does not know; `choices` are those a name could mean.
    """

    start: int
    end: int
    name: str
    known: bool
    choices: tuple[Person, ...] = ()


@dataclass(frozen=True, slots=True)
class Captured:
    """A typed line, read. Offsets count in what was typed.

    `default_due`: nothing was typed and the due date is the next meeting. `problems` are sentences for the
    person typing; none of them keeps the note from being written, except an empty text.
    """

    note: Note
    owners: tuple[Owner, ...] = ()
    due: Due | None = None
    default_due: bool = False
    problems: tuple[str, ...] = ()

    @property
    def empty(self) -> bool:
        """True while there are no words to write."""
        return not self.note.text

    @property
    def unknown(self) -> tuple[str, ...]:
        """Owners that nobody knows, as they will be written."""
        return tuple(owner.name for owner in self.owners if not owner.known)


def parse(kind: NoteKind, typed: str, context: Context) -> Captured:
    """Read a typed line as a note of a kind. An action and a flag have owners, an action has a due date."""
    if kind is NoteKind.FLAG:
        return _flag(note_grammar.in_one_line(typed), context)
    if kind is NoteKind.VOTE:
        return _vote(typed, context)
    if kind is not NoteKind.ACTION:
        return Captured(note_grammar.tidy(Note(kind, typed)))
    typed = note_grammar.in_one_line(typed)
    start, owners, asked = _owners(typed, context.people)
    found = due.find(typed[start:], context.meeting, context.following)
    words, day = typed[start:], None
    if found is not None:
        found = Due(found.start + start, found.end + start, *_rest(found))
        if found.declined or (found.day is not None and not found.keep):
            words = typed[start : found.start].rstrip(" \t,;") + typed[found.end :]
        day = found.day
    default = found is None and context.following is not None
    names = tuple(owner.name for owner in owners if owner.name)
    note = note_grammar.tidy(Note(kind, words, names, context.following if default else day))
    problems = [_doubt(owner, context.people) for owner in owners if not owner.known] + asked
    if found is not None and found.problem:
        problems.append(found.problem)
    return Captured(note, owners, found, default and note.due is not None, tuple(problems))


def _flag(typed: str, context: Context) -> Captured:
    """A flag: who flags, and after a colon why; without a name it is who types it."""
    start, owners, asked = _owners(typed, context.people)
    if context.me and not all(owner.known for owner in owners):  # `signing: nothing on it` names nobody
        start, owners, asked = 0, (), []
    names = tuple(owner.name for owner in owners if owner.name) or tuple(filter(None, [context.me]))
    problems = [_doubt(owner, context.people) for owner in owners if not owner.known] + asked
    note = note_grammar.tidy(Note(NoteKind.FLAG, typed[start:], names))
    return Captured(note, owners, problems=tuple(problems))


def _vote(typed: str, context: Context) -> Captured:
    """A vote, with its numbers where they are typed: `adopt it 5-0-1`."""
    from tui.minutes.running import votes  # noqa: PLC0415 - only for votes

    found = votes.typed(typed, context.scale, context.majority)
    problems = found.problems if found.ballot is not None else ()
    return Captured(found.note, problems=problems)


def outcome_typed(typed: str, current: str = "") -> tuple[str, str]:
    """The outcome that a typed line says, and why: `r`, `f; to May`, `rejected for now`, or words alone.

    A letter counts where it stands alone, before a blank or a semicolon. Words alone are the reason of the
    `current` outcome, or else of an approval.
    """
    words = note_grammar.in_one_line(typed).strip()
    if (letter := _OUTCOME_LETTER.fullmatch(words)) is not None:
        return OUTCOME_KEYS[letter[1]], (letter[2] or "").strip()
    begun = words.split()
    for count in (2, 1):
        head = " ".join(begun[:count])
        if outcome := note_grammar.outcome_of(head.rstrip(",;:.")):
            whole = note_grammar.outcome_of(words) == outcome and not head.casefold().startswith(
                "no objection"
            )
            return outcome, words if whole else words[len(head) :].strip(" ,;:.")
    return current or "approved", words


def _rest(found: Due) -> tuple[date | None, str, bool, bool]:
    return found.day, found.problem, found.declined, found.keep


def _doubt(owner: Owner, people: People) -> str:
    if question := did_you_mean(() if owner.choices else people.perhaps(owner.name)):
        return f"“{owner.name}” is kept as typed: {question}"
    if owner.choices:
        names = ", ".join(written(person) for person in owner.choices[:3])
        return f"“{owner.name}” can be {names}; kept as typed"
    return f"“{owner.name}” is not known here; kept as typed"


def _owners(typed: str, people: People) -> tuple[int, tuple[Owner, ...], list[str]]:
    """The owners that a line begins with, where its text begins, and what is asked back about words."""
    lead = len(typed) - len(typed.lstrip())
    head = typed[: lead + LONGEST_OWNERS]
    colon = _COLON.search(head, lead)
    asked: list[str] = []
    if colon is not None:
        owners = tuple(_each(typed, lead, colon.start(), people))
        if owners and _are_owners(owners):
            return colon.end(), tuple(owner for owner in owners if owner.name), []
        words = [owner.name for owner in owners if not owner.known and not owner.choices]
        asked = [
            f"“{word}” is kept as a word: {question}"
            for word in words
            if (question := did_you_mean(people.perhaps(word)))
        ]
    handles = _HANDLES.match(head, lead)
    if handles is not None:
        found = list(_HANDLE.finditer(head, lead, handles.end()))
        return handles.end(), tuple(_owner(typed, m.start(), m.end(), people) for m in found), []
    to = _TO.search(head, lead)
    if to is not None:
        owners = tuple(_each(typed, lead, to.start(), people))
        if owners and all(owner.known and owner.name for owner in owners):
            return to.end(), owners, []
    return lead, (), asked


def _each(typed: str, start: int, end: int, people: People) -> Iterator[Owner]:
    """The names between two offsets; a list of names as one person is tried first (`Malm, Eric`)."""
    at = start
    for match in [*_SEPARATOR.finditer(typed, start, end), None]:
        stop = match.start() if match is not None else end
        name = typed[at:stop].strip()
        if name:
            begin = at + len(typed[at:stop]) - len(typed[at:stop].lstrip())
            yield _owner(typed, begin, begin + len(name), people)
        at = match.end() if match is not None else end


def _owner(typed: str, start: int, end: int, people: People) -> Owner:
    name = typed[start:end]
    if name.casefold() in _NOBODY:
        return Owner(start, end, "", known=True)
    found = people.find(name)
    if found.person is not None:
        return Owner(start, end, name if name.startswith("@") else written(found.person), known=True)
    return Owner(start, end, name, known=False, choices=found.choices)


def _are_owners(owners: tuple[Owner, ...]) -> bool:
    """True where what stands before the colon is people, known or by the looks of them."""
    if any(owner.known or owner.choices for owner in owners):
        return all(owner.known or owner.choices or _could_be_name(owner.name) for owner in owners)
    return all(
        _could_be_name(owner.name) and (" " not in owner.name or owner.name[:1].isupper()) for owner in owners
    )


def _could_be_name(text: str) -> bool:
    if _HANDLE.fullmatch(text):
        return True
    words = text.split()
    return _NAME.fullmatch(text) is not None and not any(
        word.casefold() in _LABELS or word.casefold() in NOT_NAMES or folded(word) in COLLECTIVE
        for word in words
    )
