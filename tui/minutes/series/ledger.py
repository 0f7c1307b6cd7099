"""The life of an action over the meetings of a series, by its exact words.

The same action is the same words, marks, struck text, leading numbers and words of state aside: a number in a
link tells two apart. Whether it is open the newest meeting says in which it stands: ticking it there ends it,
ticking it in an older file does not.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Final

from tui.minutes.model import Item, Note, NoteKind
from tui.minutes.noting.owners import folded
from tui.minutes.series.meetings import PastMeeting

SHOWN_MEETINGS: Final = 3
"""The last meetings whose open actions are shown at first."""

OVERDUE_DAYS: Final = 90
"""Days past its due date for which an older action is still shown at first."""

FEWEST_WORDS: Final = 3
"""Words of an action from which two that are alike are one."""

_BOILERPLATE_RUN: Final = 4  # files in a row with a line that nobody owns: it is a standing line, no action
_WORD: Final = re.compile(r"[^\W_]+(?:[-'’/.#][^\W_]+)*")
_STATE: Final = re.compile(
    r"^(?:\s|[-*+•:.,;()\[\]])*(?:done|completed?|closed|in progress|wip|pending|ongoing|carried(?: over)?)\b"
    r"[\s:.-]*"
    r"|[\s:,;(–—-]*\b(?:done|completed?|closed|in progress|wip|pending|ongoing|carried(?: over)?)\b[)\s.!]*$",
    re.IGNORECASE,
)
_MARKS: Final = re.compile(r"[*_`~✅☑✔]+")
_NUMBER_BEFORE: Final = re.compile(r"^\s*(?:\d+[.)]|\[[ xX]\])\s*")
_STRUCK: Final = re.compile(r"~~.+~~")


@dataclass(frozen=True, slots=True)
class Action:
    """An action as it stands in the newest meeting that has it."""

    path: Path
    line: int
    section: str
    day: date
    """The day of that meeting."""
    note: Note
    first: date
    """The day on which it first stood, also where only its `from` says so."""
    times: int = 1
    """Meetings in which it stands."""
    standing: bool = False
    """True for a line that stands in every file and that nobody owns."""
    struck: bool = False

    @property
    def open(self) -> bool:
        """True where somebody still has to do it, as far as the files say."""
        return self.note.open and not self.struck

    @property
    def carries(self) -> bool:
        """True for what can be carried to the next meeting."""
        return self.open and not self.standing

    @property
    def carried(self) -> bool:
        """True for what was taken over from an earlier meeting, by `from` or by its words."""
        return self.first < self.day

    def overdue(self, today: date) -> bool:
        """True for an open action whose day has passed."""
        return self.open and self.note.due is not None and self.note.due < today

    @property
    def life(self) -> str:
        """What became of it so far, in words: `carried 3 times, first 2016-05-04`."""
        if not self.carried:
            return ""
        if self.times <= 1:
            return f"from {self.first}"
        times = "once" if self.times == 2 else f"{self.times - 1} times"
        return f"carried {times}, first {self.first}"


def ledger(meetings: Sequence[PastMeeting]) -> list[Action]:
    """The actions of meetings, each once, as the newest one says; newest meeting first, then by line."""
    lives: dict[str, list[Action]] = {}
    for past in sorted(meetings, key=lambda past: past.date, reverse=True):
        here: set[str] = set()
        for section, item, note in past.meeting.notes(NoteKind.ACTION):
            key = _key(note, past, item)
            if key in here:
                continue
            here.add(key)
            first = _origin(note) or past.date
            struck = _is_struck(past.meeting.source.lines[item.own.start])
            action = Action(
                past.path, past.line_of(item), section.name, past.date, note, first, struck=struck
            )
            lives.setdefault(key, []).append(action)
    days = sorted({past.date for past in meetings}, reverse=True)
    return [_joined(life, days) for life in lives.values()]


def shown(actions: Sequence[Action], meetings: Sequence[PastMeeting]) -> tuple[list[Action], list[Action]]:
    """The open actions that are shown at first, and the older ones that were never closed.

    Shown are those of the last three meetings, those whose day is not long past, and all that were carried.
    """
    days = sorted({past.date for past in meetings}, reverse=True)
    if not days:
        return [], []
    since = days[:SHOWN_MEETINGS][-1]
    late = days[0] - timedelta(days=OVERDUE_DAYS)
    first: list[Action] = []
    older: list[Action] = []
    for action in actions:
        if not action.carries:
            continue
        due = action.note.due
        recent = action.day >= since or action.note.origin or (due is not None and due >= late)
        (first if recent else older).append(action)
    return first, older


def words_of(text: str) -> tuple[str, ...]:
    """An action's words for comparing two."""
    text = _NUMBER_BEFORE.sub("", _MARKS.sub("", text))
    for _ in range(3):
        shorter = _STATE.sub("", text).strip()
        if shorter == text:
            break
        text = shorter
    return tuple(_WORD.findall(folded(text)))


def _key(note: Note, past: PastMeeting, item: Item) -> str:
    words = words_of(note.text)
    if len(words) >= FEWEST_WORDS:
        return " ".join(words)
    if note.origin:
        return f"{' '.join(words)} from {note.origin}"
    return f"{past.path}:{past.line_of(item)}"  # too short to be known again


def _origin(note: Note) -> date | None:
    try:
        return date.fromisoformat(note.origin)
    except ValueError:
        return None


def _is_struck(line: str) -> bool:
    """True for a line struck whole, code in it or not: nothing with a letter stands outside the strokes."""
    bare = _NUMBER_BEFORE.sub("", line.strip().lstrip("-*+ "))
    return _STRUCK.search(bare) is not None and re.search(r"[^\W_]", _STRUCK.sub("", bare)) is None


def _joined(life: Sequence[Action], days: Sequence[date]) -> Action:
    newest = life[0]
    first = min(action.first for action in life)
    run = 0
    for day, action in zip(days[days.index(newest.day) :], life, strict=False):
        if action.day != day or action.note.owners:
            break
        run += 1
    return Action(
        newest.path,
        newest.line,
        newest.section,
        newest.day,
        newest.note,
        first,
        len(life),
        run >= _BOILERPLATE_RUN,
        newest.struck,
    )
