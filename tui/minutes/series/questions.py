"""What is asked about an open meeting's series, answered from its text and the files beside it.

Questions and answers are plain values, so that another process can answer (`tui.minutes.ahead.elsewhere`).
Lines are counted from 0 in the open text, from 1 in other files. Answers that are `public` have nothing of
what those hide; the open text is given so.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from tui.minutes.model import Meeting, NoteKind, Person
from tui.minutes.reading.languages import assume
from tui.minutes.reading.reader import read
from tui.minutes.series.composing import best_template, templates_of
from tui.minutes.series.finding import Hit, Query, search, texts_of
from tui.minutes.series.folder import date_of_name, meetings_in, series_folder
from tui.minutes.series.history import history_of, news_of
from tui.minutes.series.ledger import Action, ledger, shown
from tui.minutes.series.meetings import (
    LeftOut,
    Members,
    PastMeeting,
    SeriesText,
    members,
    parts_of,
    read_series,
)
from tui.minutes.series.radar import Radar, radar
from tui.minutes.series.roster import VotingRule, rights, roster, whose_turn
from tui.minutes.text.source import Source

LOOKED_BACK: Final = 12
"""Meetings before the open one that most questions look back on."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """A file as it was when it was read: another stamp, another text."""

    path: Path
    size: int
    changed: int


@dataclass(frozen=True, slots=True)
class Before:
    """What is to be known before a meeting, and the files that say so."""

    radar: Radar
    day: date | None = None
    stamps: tuple[Stamp, ...] = ()
    left_out: tuple[LeftOut, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """One earlier report of a section; `new` are the lines that the report before it did not have."""

    path: Path
    line: int
    date: date
    name: str
    lines: tuple[str, ...]
    new: frozenset[int]


@dataclass(frozen=True, slots=True)
class Pages:
    """The earlier reports and decisions of a section, newest first; `news` are lines of the open text."""

    pages: tuple[Page, ...] = ()
    decisions: tuple[Hit, ...] = ()
    meetings: int = 0
    news: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class PastPeople:
    """Who came lately, in the order of a roll call, with what is to say of each vote; whose turn it is."""

    names: tuple[tuple[Person, str], ...] = ()
    turns: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class _Open:
    """The open meeting, the line of the text in which it begins, and the meetings before it."""

    meeting: Meeting
    day: date | None
    first_line: int
    earlier: SeriesText
    folder: Path


def before(path: Path, text: str, today: date, public: bool = False) -> Before:
    """The radar of an open text."""
    found = _opened(path, text, LOOKED_BACK, today, public=public)
    if found.day is None:
        return Before(Radar())
    stamps = tuple(filter(None, map(stamp_of, dict.fromkeys(past.path for past in found.earlier.meetings))))
    template = best_template(templates_of(found.folder), found.meeting)
    seen = radar(found.meeting, found.day, found.earlier.meetings, template[1] if template else None)
    return Before(seen.moved(found.first_line), found.day, stamps, found.earlier.left_out)


def history(path: Path, text: str, line: int) -> Pages:
    """The history of the section in which a line of an open text stands; it is copied, and so is public."""
    found = _opened(path, text, None, public=True)
    index = found.meeting.section_at(line - found.first_line)
    if index is None:
        return Pages()
    past = history_of(found.meeting, index, found.earlier.meetings)
    items = found.meeting.sections[index].items
    news = (items[n] for n in news_of(found.meeting, index, past))
    return Pages(
        tuple(
            Page(
                each.past.path,
                each.past.line_of(each.section),
                each.past.date,
                each.section.name,
                each.lines,
                each.new_lines,
            )
            for each in past.reports
        ),
        tuple(
            Hit(
                each.past.path, each.line, each.past.date, found.meeting.sections[index].name, each.note.text,
                NoteKind.DECISION,
            )
            for each in past.decisions
        ),
        past.meetings,
        frozenset(found.first_line + n for item in news for n in range(item.own.start, item.own.end)),
    )  # fmt: skip


def actions(path: Path, text: str, last: int | None, public: bool = False) -> list[Action]:
    """The actions of an open text and of so many meetings before it (None: all), as the newest has each.

    None that stands everywhere and that nobody owns.
    """
    found = _opened(path, text, last, public=public)
    meetings = list(found.earlier.meetings)
    if found.day is not None:
        meetings.insert(0, PastMeeting(path, found.day, found.meeting, found.first_line))
    return [action for action in ledger(meetings) if not action.standing]


def still_open(path: Path, text: str) -> tuple[list[Action], int]:
    """The open actions of the meetings before that are shown at first, and how many older ones there are."""
    earlier = _opened(path, text, None).earlier.meetings
    first, older = shown(ledger(earlier), earlier)
    return first, len(older)


def people(path: Path, text: str, voting: str, public: bool = False) -> PastPeople:
    """Who came lately; `voting` is the committee's rule, or empty. Raises VotingRuleError."""
    rule = VotingRule.parse(voting) if voting else None
    meetings = _opened(path, text, LOOKED_BACK, public=public).earlier.meetings
    may = {right.person: right for right in rights(rule, meetings)} if rule is not None else {}
    rolls = sum(bool(past.meeting.attendees) for past in meetings)
    names = []
    for member in roster(meetings):
        told = ""
        if rule is not None:
            right = may.get(member.person)
            times, counted = (
                (right.times, len(right.counted)) if right is not None else (0, min(rolls, rule.of))
            )
            votes = "votes" if right is not None and right.votes else "no vote"
            told = f"{votes}, {times} of the last {counted}"
        names.append((member.person, told))
    turns = ((role, name) for role in ("scribe", "chair") if (name := whose_turn(role, meetings)) is not None)
    return PastPeople(tuple(names), tuple(turns))


def following(path: Path, today: date) -> str:
    """Which file is the next meeting's, in a sentence; empty where nobody can tell."""
    from tui.minutes.series.next_file import plan_next  # noqa: PLC0415 - it knows git and how files are saved
    from tui.minutes.series.plan import ANYTHING, CannotPlanError, LaterFileError  # noqa: PLC0415

    try:
        [plan] = plan_next(path, ANYTHING, today)
    except LaterFileError as error:
        return f"Next meeting's file is there: {error.path.name}"
    except CannotPlanError:
        return ""
    return f"Next meeting's file: {plan.path.name}"


def notes(folder: Path, kind: NoteKind | None, words: str) -> list[Hit]:
    """The lines, or the notes of a kind, with the words, in all meetings of a folder."""
    return list(search(texts_of(meetings_in(folder)).texts, Query.of(words, kind)))


def answer() -> None:
    """Answer the question that stands on the standard input: what the other process does."""
    import pickle  # noqa: PLC0415 - only there
    import sys  # noqa: PLC0415

    language, name, words = pickle.load(sys.stdin.buffer)  # noqa: S301 - this program's own process wrote it
    assume(language)
    told: tuple[bool, object]
    try:
        told = True, globals()[name](*words)
    except (OSError, ValueError) as error:
        told = False, error
    pickle.dump(told, sys.stdout.buffer)
    sys.stdout.buffer.flush()


def place_of(path: Path) -> Path:
    """The folder in which the meetings of a file's series stand."""
    return series_folder(path)


def stamp_of(path: Path) -> Stamp | None:
    """A file's stamp; None where it is gone."""
    with suppress(OSError):
        status = path.stat()
        return Stamp(path, status.st_size, status.st_mtime_ns)
    return None


def changed(stamps: Sequence[Stamp]) -> bool:
    """True where one of the files is another by now."""
    return any(stamp_of(stamp.path) != stamp for stamp in stamps)


def _opened(
    path: Path, text: str, last: int | None, today: date | None = None, *, public: bool = False
) -> _Open:
    source = Source(text)
    series = members(path, today)
    if series.rolling is not None and (parts := sorted(parts_of(source), reverse=True)):
        newest = parts[0]
        meeting = read(Source("".join(source.lines[newest.start : newest.end])), str(path))
        return _Open(
            meeting,
            newest.date,
            newest.start,
            read_series(series, last, newest.date, public=public),
            series.folder,
        )
    meeting = read(source, str(path))
    day = date_of_name(path.absolute()) or meeting.date
    others = Members(
        series.folder,
        tuple(file for file in series.files if file.path.absolute() != path.absolute()),
        left_out=series.left_out,
    )
    earlier = read_series(others, last, day, public=public) if day is not None else SeriesText()
    return _Open(meeting, day, 0, earlier, series.folder)
