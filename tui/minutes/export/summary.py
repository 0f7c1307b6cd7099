"""What a meeting decided, voted on, put off and who does what: the facts that every form puts first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from tui.minutes.export.draft import CleanedDraft, LineChange, Touch
from tui.minutes.export.neighbours import LINE
from tui.minutes.model import Ballot, Item, ItemKind, Meeting, Note, NoteKind, Section, SectionKind, Standing
from tui.minutes.note_grammar import NOBODY
from tui.minutes.reading.headings import kind_of
from tui.minutes.text.inline import visible
from tui.minutes.text.patterns import LazyPattern
from tui.minutes.text.source import Span

HEADING: Final = "Summary"
DECISION_COLUMNS: Final = ("Decision", "Section")
DEFERRED_COLUMNS: Final = ("Deferred", "Until", "Section")
VOTE_COLUMNS: Final = ("Vote", "Result", "Section")
ACTION_COLUMNS: Final = ("Owner", "Action", "Due", "Section")
PRESENCE_COLUMNS: Final = ("Present", "Regrets")
REVIEW_COLUMNS: Final = ("Reviewed before the meeting",)
_COLUMNS: Final = (
    *(DECISION_COLUMNS, DEFERRED_COLUMNS, VOTE_COLUMNS, ACTION_COLUMNS, PRESENCE_COLUMNS),
    REVIEW_COLUMNS,
)

_DEEPEST: Final = 3  # sections around one that are named
_TOPIC: Final = 80  # characters of a topic that are told with an action
_UNTIL: Final = LazyPattern(r"\b(?:un)?til(?:l)?\b\s*(.+)|\bto\b\s+(.+)", 2)
_COUNTS: Final = LazyPattern(r"\s*\([^()]*\d[^()]*\)\s*$")  # of a vote, at the end of its words
_REVIEWED: Final = LazyPattern(r"\d{1,4} of \d{1,4} reports?")
_TEMPLATE: Final = LazyPattern(r"\w+(?:/of/\w+)+|<[^<>]+>|\[[^\[\]]*\]|…|\.\.\.|x{3,}", 2)
"""What an action says that somebody still has to write."""


@dataclass(frozen=True, slots=True)
class SummaryDecision:
    """A decision; `text` is inline Markdown, with the proposal it is nested under before it."""

    text: str
    section: int
    line: int

    @property
    def place(self) -> tuple[int, int]:
        """Section and line."""
        return self.section, self.line


@dataclass(frozen=True, slots=True)
class SummaryTask:
    """An action under one of its owners; `text` is inline Markdown."""

    owner: str
    note: Note
    section: int
    line: int

    @property
    def others(self) -> tuple[str, ...]:
        """Who else has it."""
        return tuple(name for name in self.note.owners if name != self.owner)

    @property
    def text(self) -> str:
        """What to do, and with whom."""
        return self.note.text + (f" (with {', '.join(self.others)})" if self.others else "")

    @property
    def due(self) -> str:
        """The day, or what became of it."""
        if self.note.done:
            return "done"
        if self.note.dropped:
            return "dropped"
        return self.note.due.isoformat() if self.note.due is not None else ""


@dataclass(frozen=True, slots=True)
class SummaryRow:
    """A fact with one more word to it: what was deferred and until when, what was voted on and how."""

    text: str
    more: str
    section: int
    line: int


@dataclass(frozen=True, slots=True)
class Summary:
    """Decisions in the order of the file, actions by owner; sections and lines are of the meeting given."""

    decisions: tuple[SummaryDecision, ...] = ()
    tasks: tuple[SummaryTask, ...] = ()
    votes: tuple[SummaryRow, ...] = ()
    deferred: tuple[SummaryRow, ...] = ()
    present: tuple[str, ...] = ()
    regrets: tuple[str, ...] = ()
    reviewed: str = ""
    """How many reports were reviewed before the meeting, in words; see `reviewed_of`."""

    def __bool__(self) -> bool:
        return bool(self.decisions or self.tasks or self.votes or self.deferred or self.reviewed)

    @property
    def rows(self) -> tuple[tuple[str, tuple[str, ...], tuple[SummaryRow, ...]], ...]:
        """The facts that are a text with one more word: title, columns and rows of each kind there is."""
        found = (("Deferred", DEFERRED_COLUMNS, self.deferred), ("Votes", VOTE_COLUMNS, self.votes))
        return tuple(each for each in found if each[2])


def summary(meeting: Meeting, reviewed: str = "") -> Summary:
    """Sum a meeting up, and not the earlier ones of its file. Actions of nobody come last, done and dropped
    ones after the open. What was `reviewed` is told as given: cleaned minutes have no lines of it any more.

    Of several outcomes of one proposal the last one counts. Actions that a template put there are none.
    """
    decided: list[tuple[tuple[int, int], SummaryDecision, Note]] = []
    tasks: list[SummaryTask] = []
    votes: list[SummaryRow] = []
    for index, section in enumerate(meeting.sections):
        silent = index in meeting.earlier or section.content.noteless
        items = () if silent else section.items
        above = _above(items)
        for number, item in enumerate(items):
            note, line = item.note, item.own.start
            if note is None:
                continue
            if note.kind is NoteKind.DECISION:
                said = SummaryDecision(_decision(items, number, above[number], note), index, line)
                decided.append(((index, _topic_of(items, above[number], number)), said, note))
            elif note.kind is NoteKind.VOTE:
                on = _COUNTS.sub("", note.text) if note.ballot is not None else note.text
                votes.append(SummaryRow(_topic(items, above[number], on), counted(note.ballot), index, line))
            elif note.kind is NoteKind.ACTION and not _is_template(note):
                words = note._replace(text=_topic(items, above[number], note.text))
                tasks += [SummaryTask(owner, words, index, line) for owner in note.owners or (NOBODY,)]
    tasks.sort(key=lambda task: (task.owner == NOBODY, task.owner.casefold().lstrip("@"), not task.note.open))
    standing = _in_force(decided)
    deferred = [
        SummaryRow(_put_off(said, note), _until(note), *said.place)
        for said, note in standing
        if _is_deferred(note)
    ]
    decisions = [said for said, note in standing if not _is_deferred(note)]
    present, regrets = _presence(meeting) if decisions or tasks or votes or deferred else ((), ())
    return Summary(tuple(decisions), tuple(tasks), tuple(votes), tuple(deferred), present, regrets, reviewed)


def reviewed_of(meeting: Meeting) -> str:
    """How many reports were reviewed before the meeting: `14 of 19 reports`; empty where none was.

    Of minutes that were exported before, it is what their summary says.
    """
    there = [
        section
        for index, section in enumerate(meeting.sections)
        if index not in meeting.earlier and (section.reviewers or section.kind is SectionKind.TEAM)
    ]
    signed = sum(bool(section.reviewers) for section in there)
    if signed:
        return f"{signed} of {len(there)} report{'s' * (len(there) != 1)}"
    for section in meeting.sections:
        if section.title == HEADING and is_summary(section):
            for table in section.items:
                said = table.text.rsplit("\n", 1)[-1].strip(" |")
                if _columns(table) == REVIEW_COLUMNS and _REVIEWED.fullmatch(said) is not None:
                    return said
    return ""


def _in_force(
    decided: Sequence[tuple[tuple[int, int], SummaryDecision, Note]],
) -> list[tuple[SummaryDecision, Note]]:
    """Decisions without those outcomes of a proposal that a later one took the place of."""
    last = {topic: n for n, (topic, _, note) in enumerate(decided) if note.outcome}
    return [
        (said, note) for n, (topic, said, note) in enumerate(decided) if not note.outcome or last[topic] == n
    ]


def _is_deferred(note: Note) -> bool:
    return note.outcome == "deferred"


def _put_off(said: SummaryDecision, note: Note) -> str:
    """What was deferred: the proposal, where the decision stands under one that says more than when."""
    proposal = said.text.removesuffix(f": {note.text}")
    return proposal if proposal != said.text and _until(note) else said.text


def _until(note: Note) -> str:
    """To when something was deferred, in the minutes' words; empty where they do not say."""
    match = _UNTIL.search(note.text)
    return (match[1] or match[2]).strip(" .") if match is not None else ""


def _is_template(note: Note) -> bool:
    """True for an action that says nothing but what stands in a form to be filled in."""
    return _TEMPLATE.fullmatch(note.text.strip(" .")) is not None


def counted(ballot: Ballot | None) -> str:
    """How a vote went, in words; empty where the minutes do not say."""
    if ballot is None:
        return ""
    sides = ((ballot.yes, "for"), (ballot.no, "against"), (ballot.abstained, "abstained"))
    counts = [f"{count} {side}" for count, side in sides if count is not None]
    counts += [f"{answer} {count}" for answer, count in ballot.scale]
    return "; ".join(filter(None, [", ".join(counts), ballot.result]))


def _presence(meeting: Meeting) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Who was there, and who sent regrets."""
    from tui.minutes.roll_call.attendance import attendance, called  # noqa: PLC0415 - only with a summary

    found = [(called(entry.person), entry.standing) for entry in attendance(meeting)]
    here = (Standing.PRESENT, Standing.LATE)
    return (
        tuple(name for name, standing in found if standing in here),
        tuple(name for name, standing in found if standing is Standing.ABSENT),
    )


NOBODY_YET: Final = "Nobody yet"
"""The owner of an action that has none, as people read it."""


def owner_shown(task: SummaryTask) -> str:
    """Who an action is for, in words."""
    return NOBODY_YET if task.owner == NOBODY else task.owner


def labels(meeting: Meeting) -> list[str]:
    """A name for each section; where several have the same one, with those of the sections around it.

    Empty for the section that only lists the meeting's actions or decisions: it says nothing of theirs.
    """
    sections = meeting.sections
    found = [section.name for section in sections]
    above = [section.parent for section in sections]
    for _ in range(_DEEPEST):
        counts = Counter(found)
        for index, label in enumerate(found):
            parent = above[index]
            if counts[label] > 1 and parent is not None and sections[parent].kind is not SectionKind.TITLE:
                found[index] = f"{sections[parent].name} › {label}"
                above[index] = sections[parent].parent
    listing = (SectionKind.ACTIONS, SectionKind.DECISIONS)
    return [
        "" if section.kind in listing and label == section.name else label
        for section, label in zip(sections, found, strict=True)
    ]


def is_summary(section: Section) -> bool:
    """True for a section that holds nothing but the tables that `Summary` is written as in Markdown."""
    tables = [item for item in section.items if item.kind is ItemKind.TABLE]
    return (
        section.title == HEADING
        and bool(tables)
        and len(tables) == len(section.items)
        and all(_columns(item) in _COLUMNS for item in tables)
    )


def without_summary(draft: CleanedDraft) -> tuple[CleanedDraft, list[Touch]]:
    """The draft without the summary and the status of an earlier export: they are written anew."""
    changes = [
        LineChange(section.span, (), "the summary is made anew")
        for section in draft.meeting.sections
        if section.title == HEADING and is_summary(section)
    ]
    changes += list(_statuses(draft))
    if not changes:
        return draft, []
    changes.sort(key=lambda change: change.span)
    return draft.changed(changes), [draft.touch("summary", each) for each in changes]


def _statuses(draft: CleanedDraft) -> Iterator[LineChange]:
    """The line of an earlier export's status, under the title or before all."""
    for section in draft.meeting.sections[:2]:
        for n in range(section.body.start, min(section.body.end, section.body.start + 3)):
            if n < len(draft.lines) and LINE.fullmatch(draft.lines[n].strip()) is not None:
                after = n + 1 < len(draft.lines) and not draft.lines[n + 1].strip()
                yield LineChange(Span(n, n + 1 + after), (), "the status is made anew")
                return
        if section.level:
            return


def _decision(items: Sequence[Item], number: int, above: int, note: Note) -> str:
    """A decision's words; one nested under its proposal says nothing without that."""
    item, proposal = items[number], items[above] if above >= 0 else None
    own = item.text.startswith(("**DECISION", "DECISION:"))
    said = (note.text or note.outcome) if own else _line(item.text)
    if proposal is None or proposal.note is not None or not proposal.text.strip():
        return said
    return f"{_line(proposal.text)}: {said}"


def _topic(items: Sequence[Item], above: int, words: str) -> str:
    """A note's words with those of the topic that it stands under, where it stands under one."""
    at = _topic_of(items, above, -1)
    if at < 0:
        return words
    topic = _line(items[at].text)
    bare = visible(topic)
    if kind_of(bare.casefold()) in _LISTS or len(bare) > _TOPIC or bare.casefold() in words.casefold():
        return words
    return f"{topic}: {words}"


_LISTS: Final = (SectionKind.ACTIONS, SectionKind.DECISIONS, SectionKind.ATTENDEES, SectionKind.AGENDA)
"""Kinds of labels that are the topic of nothing."""


def _topic_of(items: Sequence[Item], above: int, otherwise: int) -> int:
    """The number of the item that a note is nested in and that is no note itself."""
    if above < 0:
        return otherwise
    return above if items[above].note is None and items[above].text.strip() else otherwise


def _above(items: Sequence[Item]) -> list[int]:
    """The number of the item that each one is nested in, -1 for none."""
    found: list[int] = []
    around: list[int] = []
    for number, item in enumerate(items):
        while around and items[around[-1]].depth >= item.depth:
            around.pop()
        found.append(around[-1] if around else -1)
        around.append(number)
    return found


def _line(text: str) -> str:
    return " ".join(text.split()).rstrip(" .:")


def _columns(table: Item) -> tuple[str, ...]:
    return tuple(cell.strip() for cell in table.text.split("\n", 1)[0].strip().strip("|").split("|"))
