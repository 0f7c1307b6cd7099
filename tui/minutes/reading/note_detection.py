"""Items that are notes: in this program's own grammar, in the words of others, by where they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from tui.minutes import note_grammar
from tui.minutes.model import ItemKind, Note, NoteKind, SectionKind
from tui.minutes.reading import tables
from tui.minutes.reading.blocks import Block
from tui.minutes.reading.conventions import PLACEHOLDERS, REVIEW
from tui.minutes.reading.headings import kind_of
from tui.minutes.reading.marks import Mark, marked
from tui.minutes.reading.meaning import Reading
from tui.minutes.reading.prescan import LABEL_WORDS, LONGEST_LABEL
from tui.minutes.reading.tasks import people_of, read_task
from tui.minutes.text.patterns import LazyPattern

_LISTED: Final = frozenset({ItemKind.BULLET, ItemKind.ORDERED})
_SILENT: Final = frozenset({ItemKind.CODE, ItemKind.HTML, ItemKind.RULE})
_LABEL_HINT: Final = LazyPattern("|".join(LABEL_WORDS), re.IGNORECASE)
_PLANS: Final = LazyPattern(r"(?:suggested |immediate |proposed )?next|to[- ]?dos?|follow|tasks?")
_FRAME: Final = " \t*_~:`#"
_LINK_ONLY: Final = LazyPattern(r"\W*(?:<?https?://\S+>?|!?\[[^\]]*\]\([^()]*\))\W*")
_OWNER_LABEL: Final = LazyPattern(r"[*_`]*(?P<who>@?[\w][^:]{0,50}?)[*_`]*:?[*_`]*")
_NOT_TASKS: Final = LazyPattern(r"(?:see|none|no|nothing|n/a|link)\b|https?:", re.IGNORECASE)
_NO_DECISION: Final = LazyPattern(
    r"(?:no|not any) (?:\w+ ){0,2}(?:decisions?|conclusions?|resolutions?|consensus)\b", re.IGNORECASE
)

_KINDS: Final = {SectionKind.ACTIONS: NoteKind.ACTION, SectionKind.DECISIONS: NoteKind.DECISION}


@dataclass(slots=True)
class _Scope:
    """What a heading or a label says of the items below it, from a depth on."""

    depth: int
    kind: NoteKind | None  # None: nothing here is a note by its place
    owners: tuple[str, ...] = ()
    paragraph: bool = False  # the label is a paragraph: the next paragraph at its depth ends what it says
    taken: int | None = None  # depth of an item that was taken: what is nested in it are its details


def place_of(kind: SectionKind, heading: Reading) -> NoteKind | None:
    """What the items of a section are by standing there; None where their words must say that."""
    phrase = heading.phrase
    if heading.task or REVIEW.search(phrase) or ("action" in phrase and "decision" in phrase):
        return None
    return _KINDS.get(kind)


def notes_of(
    found: Sequence[Block], kind: SectionKind, heading: Reading, day: date | None = None
) -> list[tuple[Block, Note | None]]:
    """The blocks of a section, each with the note that it is, if any.

    A table under actions or decisions comes back as one block a row. `day` is the meeting's, for due dates
    without a year.
    """
    place = place_of(kind, heading)
    if place is not None and any(block.kind is ItemKind.TABLE for block in found):
        found = list(_rows(found))
    reader = _Detector(_Scope(-1, place), found, day, kind)
    return [(block, reader.note(block, index)) for index, block in enumerate(found)]


def _rows(found: Sequence[Block]) -> Iterator[Block]:
    for block in found:
        if block.kind is ItemKind.TABLE:
            yield from tables.cut(block)
        else:
            yield block


class _Detector:
    """The scopes around the present block of one section."""

    def __init__(self, base: _Scope, found: Sequence[Block], day: date | None, kind: SectionKind) -> None:
        self.scopes = [base]
        self.day = day
        self.team = kind is SectionKind.TEAM
        self.people = kind is SectionKind.ATTENDEES  # boxes there tick off who is present
        self.listed = any(block.kind in _LISTED for block in found)
        self.found = found
        self.columns: tables.Columns | None = None
        self.groups = _groups(found) if base.kind is NoteKind.ACTION else frozenset()

    def note(self, block: Block, index: int) -> Note | None:
        """The note that a block is; labels open a scope and are none."""
        if block.kind in _SILENT:
            return None
        if block.kind is ItemKind.TABLE:
            return self._row(block)
        self._close(block)
        return note_grammar.read(block.text, block.task) or self._foreign(block, index)

    def _foreign(self, block: Block, index: int) -> Note | None:
        """A note in other people's words."""
        mark = marked(block.text)
        if mark is not None and not mark.text:
            if mark.kind in _KINDS.values():
                self._open(block, mark.kind, people_of(mark.who))
            return None
        if mark is not None:
            return self._marked(block, mark)
        scope = self.scopes[-1]
        if index in self.groups:
            self._open(block, scope.kind, scope.owners)
        elif len(block.text) > LONGEST_LABEL or not self._is_label(block, index):
            if scope.kind is not None:
                return self._by_place(block, scope)
            return self._taken_on(block) if block.task is not None and not self.people else None
        return None

    def _row(self, block: Block) -> Note | None:
        kind = self.scopes[0].kind
        if kind is None:
            return None
        if "\n" in block.text:
            self.columns = tables.columns(block.text.split("\n", 1)[0])
            return None
        return tables.row_note(block.text, self.columns, kind, self.day) if self.columns is not None else None

    def _close(self, block: Block) -> None:
        while len(self.scopes) > 1:
            scope = self.scopes[-1]
            ends = scope.paragraph and block.depth == scope.depth and block.kind is ItemKind.PARAGRAPH
            if block.depth >= scope.depth and not ends:
                break
            self.scopes.pop()
        scope = self.scopes[-1]
        if scope.taken is not None and block.depth <= scope.taken:
            scope.taken = None

    def _open(self, block: Block, kind: NoteKind | None, owners: tuple[str, ...] = ()) -> None:
        paragraph = block.kind not in _LISTED
        self.scopes.append(_Scope(block.depth + (0 if paragraph else 1), kind, owners, paragraph))

    def _is_label(self, block: Block, index: int) -> bool:
        """Open a scope where the block is a label: `Action items:`, `Previous:`, in tasks also `@lee:`."""
        text = block.text
        phrase = text.strip(_FRAME).casefold()
        colon = text.rstrip(" *_").endswith(":")
        marked_off = colon or text.startswith(("**", "__"))
        kind = _KINDS.get(kind_of(phrase)) if _LABEL_HINT.search(phrase) else None
        if kind is not None and (marked_off or self._has_parts(index)):
            plans = self.team and _PLANS.match(phrase) is not None
            self._open(block, None if plans or REVIEW.search(phrase) else kind)
            return True
        scope = self.scopes[-1]
        if scope.kind is None or scope.taken is not None:
            return False
        if not marked_off:
            return block.kind in _LISTED and text.startswith("@") and self._open_owner(block, text)
        if not REVIEW.search(phrase) and self._open_owner(block, text):
            return True
        return self._open_part(block, phrase, scope, colon=colon)

    def _open_part(self, block: Block, phrase: str, scope: _Scope, *, colon: bool) -> bool:
        """`Previous:` ends what the heading says; another short label goes on with it."""
        if REVIEW.search(phrase):
            self._open(block, None)
        elif colon and len(phrase.split()) <= 4:
            self._open(block, scope.kind, scope.owners)
        else:
            return False
        return True

    def _has_parts(self, index: int) -> bool:
        return index + 1 < len(self.found) and self.found[index + 1].depth > self.found[index].depth

    def _open_owner(self, block: Block, text: str) -> bool:
        match = _OWNER_LABEL.fullmatch(text.strip())
        task = read_task(f"{match['who']}: x") if match is not None else None
        if task is not None and task.text == "x" and task.owners and self.scopes[-1].kind is NoteKind.ACTION:
            self._open(block, NoteKind.ACTION, task.owners)
            return True
        return False

    def _marked(self, block: Block, mark: Mark) -> Note | None:
        if mark.text.strip(_FRAME + ".").casefold() in PLACEHOLDERS:
            return None
        if mark.kind is not NoteKind.ACTION:
            outcome = note_grammar.outcome_of(mark.text) if mark.kind is NoteKind.DECISION else ""
            return Note(mark.kind, _line(mark.text), outcome=outcome)
        if any(scope.kind is None for scope in self.scopes[1:]):
            return None
        return self._action(block, mark.text, people_of(mark.who))

    def _by_place(self, block: Block, scope: _Scope) -> Note | None:
        """What stands under a heading or label of actions or decisions."""
        if scope.taken is not None:  # a detail, unless it says who does it
            return self._taken_on(block) if scope.kind is NoteKind.ACTION else None
        text = block.text.strip()
        if block.kind not in _LISTED and (self.listed or block.kind is ItemKind.QUOTE):
            return None
        if scope.kind is None or _says_nothing(text, scope.kind):
            return None
        scope.taken = block.depth
        if scope.kind is NoteKind.ACTION:
            return self._action(block, text, scope.owners)
        return Note(NoteKind.DECISION, _line(text), outcome=note_grammar.outcome_of(text))

    def _taken_on(self, block: Block) -> Note | None:
        """What is an action only where the text says whose: `[ ] @lee …`, `Lee to …` below another."""
        task = read_task(block.text, self.day)
        if not task.owners or not block.text.lstrip("*_`").startswith(("@", "[", *task.owners)):
            return None
        return self._action(block, block.text, ())

    def _action(self, block: Block, text: str, owners: tuple[str, ...]) -> Note:
        fields, shorter = note_grammar.split_metadata(_line(text), NoteKind.ACTION)
        task = read_task(shorter if fields else text, self.day, owners)
        done = task.done or (bool(block.task) and "dropped" not in fields)
        note = Note(NoteKind.ACTION, _line(task.text), task.owners, task.due, done=done)
        return note_grammar.with_metadata(note, fields) if fields else note


def _says_nothing(text: str, kind: NoteKind) -> bool:
    """True for what stands where there is no action or decision: `None`, a link to a list of them."""
    if text.strip(_FRAME + ".-()[]<>").casefold() in PLACEHOLDERS:
        return True
    if kind is NoteKind.DECISION:
        return _NO_DECISION.match(text) is not None
    return _LINK_ONLY.fullmatch(text) is not None or _NOT_TASKS.match(text) is not None


def _groups(found: Sequence[Block]) -> frozenset[int]:
    """The items without a task box that have items with one in them: titles of groups of tasks."""
    groups: set[int] = set()
    around: list[int] = []
    for index, block in enumerate(found):
        while around and found[around[-1]].depth >= block.depth:
            around.pop()
        if block.task is not None:
            for outer in reversed(around):
                if outer in groups or found[outer].task is not None:
                    break
                groups.add(outer)
        around.append(index)
    return frozenset(groups)


def _line(text: str) -> str:
    return " ".join(text.split())
