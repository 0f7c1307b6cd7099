"""Items that are notes: in this program's own grammar, in the words of others, by where they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Final

from tui.minutes import note_grammar
from tui.minutes.model import ItemKind, Note, NoteKind, SectionKind
from tui.minutes.reading import tables
from tui.minutes.reading.blocks import Block, placed
from tui.minutes.reading.conventions import PLACEHOLDERS
from tui.minutes.reading.headings import is_review, kind_of, phrase_of
from tui.minutes.reading.languages import kind_said
from tui.minutes.reading.line_marks import is_label
from tui.minutes.reading.marks import Mark, asked, marked
from tui.minutes.reading.meaning import Meaning
from tui.minutes.reading.note_parts import (
    as_boxed,
    in_one_line,
    is_listed,
    parts_of,
    with_others,
    without_comments,
)
from tui.minutes.reading.placeholders import is_chore, names_nothing
from tui.minutes.reading.prescan import LABEL_WORDS, LONGEST_LABEL
from tui.minutes.reading.roll_facts import RollFacts
from tui.minutes.reading.task_owners import NO_ONE, NO_ONE_SURE, Known, is_somebody, leading_owners, people_of
from tui.minutes.reading.task_owners import listed_alone as all_named
from tui.minutes.reading.task_owners import named as people_named
from tui.minutes.reading.task_states import DONE_BEGINS, without_done
from tui.minutes.reading.tasks import Calendar, due_in, read_task, task_groups
from tui.minutes.reading.votes import ballot_of, with_results
from tui.minutes.text.patterns import LazyPattern
from tui.minutes.text.signatures import is_signed

_SILENT: Final = frozenset({ItemKind.CODE, ItemKind.HTML, ItemKind.RULE})
_LABEL_HINT: Final = LazyPattern("|".join(LABEL_WORDS), re.IGNORECASE)
_LABEL_FOR: Final = LazyPattern(
    r"(?P<label>\S.{3,40}?)\s+(?:to be done |taken |assigned )?(?:by|for)\s+(?P<who>@?\w.*?)[\s*_]*:[\s*_]*"
)
_PLANS: Final = LazyPattern(r"(?:suggested |immediate |proposed )?next|to[- ]?dos?|follow|tasks?")
_ONLY_AGREES: Final = LazyPattern(r"agreed\s*[.!]*", re.IGNORECASE)
"""What somebody answers who is of the same mind: no decision by itself."""

_FRAME: Final = " \t*_~:：`#"
_SAYS: Final = LazyPattern(r"\\?\[name=(?P<who>[^\[\]=]{1,60}?)\\?\]\s*:?", re.IGNORECASE)
_OWNER_LABEL: Final = LazyPattern(r"[*_`]*(?P<who>@?[\w][^:]{0,50}?)[*_`]*:?[*_`]*")
_LONGEST_ALONE: Final = 160
"""Characters of a paragraph that is a task without saying whose, under a heading of actions."""

NO_ROLL: Final = RollFacts()
_KINDS: Final = {SectionKind.ACTIONS: NoteKind.ACTION, SectionKind.DECISIONS: NoteKind.DECISION}


@dataclass(slots=True)
class _Scope:
    """What a heading or a label says of the items below it, from a depth on."""

    depth: int
    kind: NoteKind | None  # None: nothing here is a note by its place
    owners: tuple[str, ...] = ()
    paragraph: int | None = None  # the label is this paragraph: one may follow it, the next ends what it says
    taken: int | None = None  # depth of an item that was taken: what is nested in it are its details
    owned: bool = False  # only what says whose it is counts
    past: bool = False  # what is below was taken on in an earlier meeting


def place_of(kind: SectionKind, heading: Meaning) -> NoteKind | None:
    """What the items of a section are by standing there; None where their words must say that."""
    phrase = heading.phrase
    if heading.task or heading.again or is_review(phrase) or ("action" in phrase and "decision" in phrase):
        return None
    return NoteKind.ACTION if heading.under_actions else _KINDS.get(kind)


def notes_of(
    found: Sequence[Block],
    kind: SectionKind,
    heading: Meaning,
    day: date | None = None,
    roll: RollFacts = NO_ROLL,
) -> list[tuple[Block, Note | None]]:
    """The blocks of a section, each with the note that it is, if any.

    A table of actions or decisions comes back as one block a row, a paragraph of tasks as one a line.
    `day` is the meeting's, for due dates without a year; `roll` has the people of its roll call.
    """
    return with_results(_Detector(found, kind, heading, day, roll).all())


class _Detector:
    """The scopes around the present block of one section."""

    def __init__(
        self, found: Sequence[Block], kind: SectionKind, heading: Meaning, day: date | None, roll: RollFacts
    ) -> None:
        self.roll = roll
        self.found = found
        self.tasks = place_of(kind, heading) is NoteKind.ACTION
        owners = people_named(heading.name, self.known) if heading.under_actions else ()
        base = _Scope(-1, place_of(kind, heading), heading.owners or owners if heading.under_actions else ())
        self.scopes = [base]
        self.boilerplate = roll.boilerplate
        self.calendar = Calendar(day, lambda: roll.order)
        self.team = kind is SectionKind.TEAM
        self.agenda = kind is SectionKind.AGENDA
        self.people = kind is SectionKind.ATTENDEES  # boxes there tick off who is present
        self.past = (
            kind is SectionKind.ACTIONS and base.kind is None and not heading.task
        )  # an earlier meeting's
        self.listed = any(map(is_listed, found))
        self.groups = task_groups(found) if self.tasks else frozenset()

    @cached_property
    def known(self) -> Known:
        """How people may be named; asked only where somebody may be."""
        known = self.roll.known or (NO_ONE_SURE if self.roll.foreign else NO_ONE)
        return with_others(self.found, known) if self.tasks and self.roll.known else known

    def all(self) -> Iterator[tuple[Block, Note | None]]:
        """Each block with its note; labels open a scope and are none."""
        for index, block in enumerate(self.found):
            if block.kind in _SILENT or is_signed(block.text):
                yield block, None
                continue
            said = without_comments(placed(self.found, index))
            self._close(said, index)
            if block.kind is ItemKind.TABLE:
                yield from tables.noted(said, self.scopes[-1].kind, self.calendar)
            elif own := note_grammar.read(block.text, block.task):
                yield block, as_boxed(own, block)
            else:
                for part in self._parts(said, index):
                    self.scopes[-1].taken = self.scopes[-1].taken if part is said else None
                    yield block if part is said else part, self._foreign(part, index)

    def _parts(self, block: Block, index: int) -> Sequence[Block]:
        """A paragraph of tasks, one a line; any other block as it is."""
        scope = self.scopes[-1]
        if block.kind is not ItemKind.PARAGRAPH or scope.kind is not NoteKind.ACTION:
            return (block,)
        labelled = scope.paragraph is not None and index == scope.paragraph + 1
        return parts_of(block, lambda: self.known, labelled=labelled)

    def _foreign(self, block: Block, index: int) -> Note | None:
        """A note in other people's words."""
        if (done := self._done_before_mark(block)) is not None:
            return done
        mark = marked(block.text) or asked(block.text, lambda: self.known)
        if mark is not None and self._labels(mark, index):
            if mark.kind in _KINDS.values():
                self._open(block, index, mark.kind, people_of(mark.who) or self._person_around(index))
            return None
        if mark is not None and not (block.kind is ItemKind.REPLY and _ONLY_AGREES.fullmatch(block.text)):
            return self._marked(block, mark)
        scope = self.scopes[-1]
        if index in self.groups:
            self._open(block, index, scope.kind, scope.owners)
        elif len(block.text) > LONGEST_LABEL or not self._is_label(block, index):
            if scope.kind is not None:
                return self._by_place(block, scope, index)
            return self._taken_on(block) if block.task is not None and not self.people else None
        return None

    def _done_before_mark(self, block: Block) -> Note | None:
        """An action without a box that is said to be done in front of its mark, or has a line through all."""
        if block.task is not None or block.text[:1] not in DONE_BEGINS:
            return None
        done, rest = without_done(block.text)
        mark = marked(rest) if done and rest != block.text else None
        if mark is None or mark.kind is not NoteKind.ACTION or not mark.text:
            return None
        note = self._marked(block, mark)
        return note._replace(done=True) if note is not None else None

    def _labels(self, mark: Mark, index: int) -> bool:
        """True for a mark that says what those below it are: with nothing after it, or only `Agreed`."""
        return not mark.text or (mark.text.casefold() == "agreed" and self._has_parts(index))

    def _close(self, block: Block, index: int) -> None:
        while len(self.scopes) > 1:
            scope = self.scopes[-1]
            ends = (
                scope.paragraph is not None
                and block.depth == scope.depth
                and block.kind in (ItemKind.PARAGRAPH, ItemKind.QUOTE)
                and not is_listed(block)
                and (index > scope.paragraph + 1 or block.kind is ItemKind.QUOTE)
                and not (scope.kind is NoteKind.ACTION and not scope.owners and self._names_owner(block))
            )
            if block.depth >= scope.depth and not ends:
                break
            self.scopes.pop()
        scope = self.scopes[-1]
        if scope.taken is not None and block.depth <= scope.taken:
            scope.taken = None

    def _open(
        self,
        block: Block,
        index: int,
        kind: NoteKind | None,
        owners: tuple[str, ...] = (),
        *,
        owned: bool = False,
        past: bool = False,
    ) -> None:
        paragraph = not is_listed(block)
        depth = block.depth + (0 if paragraph else 1)
        following = self.found[index + 1] if index + 1 < len(self.found) else block
        if paragraph and following.start == block.end and is_listed(following):  # a line right under a list
            depth = min(depth, following.depth)
        self.scopes.append(_Scope(depth, kind, owners, index if paragraph else None, owned=owned, past=past))

    def _is_label(self, block: Block, index: int) -> bool:
        """Open a scope where the block is a label: `Action items:`, `Previous:`, in tasks also `@lee:`."""
        text = block.text
        hinted = _LABEL_HINT.search(text) is not None
        colon = text.rstrip(" *_").endswith((":", "："))
        marked_off = colon or text.startswith(("**", "__"))
        may = hinted or marked_off or (is_listed(block) and self._has_parts(index))
        phrase = phrase_of(text.strip(_FRAME)).strip(_FRAME) if may else ""
        if phrase and self._says_kind(block, index, phrase, hinted=hinted, marked_off=marked_off):
            return True
        if colon and self._is_label_for(block, index):
            return True
        scope = self.scopes[-1]
        if scope.kind is None or scope.taken is not None:
            return False
        if not marked_off:
            return is_listed(block) and self._may_own(text, index) and self._open_owner(block, index)
        owner = not is_review(phrase) and self._open_owner(block, index)
        return owner or self._open_part(block, index, phrase, scope, colon=colon)

    def _may_own(self, text: str, index: int) -> bool:
        """True for a handle, and for nothing but somebody's name with that person's tasks below."""
        if text.startswith("@"):
            return True
        return self._has_parts(index) and len(text) < LONGEST_LABEL and is_somebody(text, self.known)

    def _says_kind(self, block: Block, index: int, phrase: str, *, hinted: bool, marked_off: bool) -> bool:
        """Open a scope where a phrase stands for actions or decisions, in any language."""
        kind = _KINDS.get(kind_of(phrase)) if hinted else None
        if kind is None and (marked_off or self._has_parts(index)):
            kind = _KINDS.get(kind_said(phrase) or SectionKind.OTHER)
        if kind is None or not (marked_off or self._has_parts(index) or self._is_alone(block, index)):
            return False
        plans = self.team and _PLANS.match(phrase) is not None
        topic = not marked_off and (self.agenda or block.kind is ItemKind.ORDERED)
        past = is_review(phrase)
        self._open(block, index, None if plans or past else kind, owned=topic, past=past)
        return True

    def _is_label_for(self, block: Block, index: int) -> bool:
        """`Actions to be done by @ada and @bo:`."""
        match = _LABEL_FOR.fullmatch(block.text)
        if match is None or not _LABEL_HINT.search(match["label"]):
            return False
        kind, owners = kind_of(phrase_of(match["label"])), people_named(match["who"], self.known)
        if kind is SectionKind.ACTIONS and owners:
            self._open(block, index, NoteKind.ACTION, owners)
        return kind is SectionKind.ACTIONS and bool(owners)

    def _open_part(self, block: Block, index: int, phrase: str, scope: _Scope, *, colon: bool) -> bool:
        """`Previous:` ends what the heading says; another short label goes on with it."""
        if is_review(phrase):
            self._open(block, index, None, past=True)
        elif colon and len(phrase.split()) <= 4:
            self._open(block, index, scope.kind, scope.owners)
        else:
            return False
        return True

    def _has_parts(self, index: int) -> bool:
        return index + 1 < len(self.found) and self.found[index + 1].depth > self.found[index].depth

    def _person_around(self, index: int) -> tuple[str, ...]:
        """Who says the item that a label is in, where that names nobody else: `[name=Ada]` and a list."""
        block = self.found[index]
        outer = next((each for each in reversed(self.found[:index]) if each.depth < block.depth), None)
        said = _SAYS.fullmatch(outer.text.strip()) if outer is not None else None
        return people_of(said["who"]) if said is not None else ()

    def _goes_on(self, index: int) -> bool:
        """True for an item with others in it, and for a paragraph with a list right below it."""
        return self._has_parts(index) or (
            index + 1 < len(self.found)
            and not is_listed(self.found[index])
            and is_listed(self.found[index + 1])
            and self.found[index + 1].start == self.found[index].end
        )

    def _is_alone(self, block: Block, index: int) -> bool:
        """True for a paragraph that is a label, with a block right below it or a list."""
        if block.kind is not ItemKind.PARAGRAPH or not is_label(block.text) or index + 1 == len(self.found):
            return False
        following = self.found[index + 1]
        return following.start == self.found[index].end or is_listed(following)

    def _open_owner(self, block: Block, index: int) -> bool:
        match = _OWNER_LABEL.fullmatch(block.text.strip())
        owners = people_named(match["who"], self.known) if match is not None else ()
        if (
            owners
            and self.scopes[-1].kind is NoteKind.ACTION
            and not (block.task is not None and not self._has_parts(index))
        ):
            self._open(block, index, NoteKind.ACTION, owners)
            return True
        return False

    def _names_owner(self, block: Block) -> bool:
        """True for a paragraph that only names somebody whose tasks may follow: `**Ada**`, `Bo:`."""
        text = block.text.strip()
        if len(text) > LONGEST_LABEL or not (text.startswith(("**", "__")) or text.endswith((":", "："))):
            return False
        match = _OWNER_LABEL.fullmatch(text)
        return match is not None and bool(people_named(match["who"], self.known))

    def _marked(self, block: Block, mark: Mark) -> Note | None:
        if mark.text.strip(_FRAME + ".").casefold() in PLACEHOLDERS:
            return None
        if mark.kind is NoteKind.ACTION:
            past = self.past or any(scope.kind is None for scope in self.scopes[1:])
            note = None if past else self._action(block, mark.text, people_of(mark.who), mark.speaker)
            said = due_in(mark.who, self.calendar) if note is not None and not note.due and mark.who else None
            return note._replace(due=said.day) if note is not None and said is not None else note
        if mark.kind not in (NoteKind.DECISION, NoteKind.VOTE):
            return Note(mark.kind, in_one_line(mark.text))
        text = in_one_line(mark.text)
        ballot = ballot_of(text, voted=mark.kind is NoteKind.VOTE)
        kind = mark.kind
        if kind is NoteKind.VOTE and ballot is not None and ballot.result in ("carried", "failed"):
            kind = NoteKind.DECISION
        return note_grammar.decided(Note(kind, text, ballot=ballot))

    def _by_place(self, block: Block, scope: _Scope, index: int) -> Note | None:
        """What stands under a heading or label of actions or decisions."""
        if scope.taken is not None or scope.owned:  # a detail, unless it says who does it
            return self._taken_on(block) if scope.kind is NoteKind.ACTION else None
        text = block.text.strip()
        labelled = scope.paragraph is not None and index == scope.paragraph + 1
        apart = block.start != self.found[index].start or block.own_end != self.found[index].own_end
        if scope.kind is None or names_nothing(text, scope.kind):
            if scope.kind is not None and self._goes_on(index):
                self._open(block, index, None)  # `Next meeting?` with days below
            return None
        if not is_listed(block) and ((self.listed and not labelled) or block.kind is ItemKind.QUOTE):
            return None
        scope.taken = block.depth
        if block.task is not None and is_chore(text):
            return None
        if scope.kind is NoteKind.ACTION:
            own = leading_owners(text, self.known)[1]
            note = self._action(block, text, () if own else scope.owners)
            alone = not is_listed(block) and ((labelled and not apart) or len(text) > _LONGEST_ALONE)
            return None if note is not None and alone and not note.owners else note
        return note_grammar.decided(Note(NoteKind.DECISION, in_one_line(text), ballot=ballot_of(text)))

    def _taken_on(self, block: Block) -> Note | None:
        """What is an action only where the text says whose: `[ ] @lee …`, `Lee to …` below another."""
        text = block.text
        rest, owners = leading_owners(text, self.known)
        if not owners or rest.strip() == text.strip():
            return None
        past = self.past or any(scope.past for scope in self.scopes)
        return None if past else self._action(block, text, ())

    def _action(self, block: Block, text: str, owners: tuple[str, ...], speaker: str = "") -> Note | None:
        """The action that a text is; None for a box beside a name, where people sign."""
        fields, shorter = note_grammar.split_metadata(in_one_line(text), NoteKind.ACTION)
        task = read_task(
            shorter if fields else in_one_line(text),
            self.calendar,
            owners,
            known=self.known,
            boxed=block.task is not None,
        )
        if not any(map(str.isalnum, task.text)) or (
            block.task is not None and people_named(text, self.known)
        ):
            return None
        found = task.owners or ((speaker,) if speaker else all_named(task.text, self.known))
        if not found and self.boilerplate.says(text):
            return None
        note = Note(NoteKind.ACTION, task.text, found, task.due, done=task.done, dropped=task.dropped)
        return as_boxed(note_grammar.with_metadata(note, fields) if fields else note, block)
