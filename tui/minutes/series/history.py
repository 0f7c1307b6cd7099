"""A section over the meetings: its earlier reports, also under former names, and what was decided in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from tui.minutes.model import Item, Meeting, Note, NoteKind, Section
from tui.minutes.series.meetings import PastMeeting
from tui.minutes.series.radar import renames_of, section_of
from tui.minutes.series.sections import Key, keys_of, report_of, teams_of


@dataclass(frozen=True, slots=True)
class PastReport:
    """What one meeting has under a section's heading."""

    past: PastMeeting
    section: Section
    new: frozenset[int]
    """Its items, by number, that the report before it does not have."""

    @property
    def lines(self) -> tuple[str, ...]:
        """The report's own lines, without line ends and blank lines around it."""
        body = self.past.meeting.source.lines[self.section.body.start : self.section.body.end]
        return tuple("".join(body).strip("\r\n").split("\n")) if body else ()

    @property
    def new_lines(self) -> frozenset[int]:
        """Which of its `lines` are new against the report before."""
        start = self.section.body.start
        text = self.past.meeting.source.lines
        while start < self.section.body.end and text[start].isspace():
            start += 1
        items = [item for number, item in enumerate(self.section.items) if number in self.new]
        return frozenset(n - start for item in items for n in range(item.own.start, item.own.end))


@dataclass(frozen=True, slots=True)
class PastDecision:
    """A decision of a section in an earlier meeting."""

    past: PastMeeting
    item: Item
    note: Note

    @property
    def line(self) -> int:
        """Where it stands in its file, from 1."""
        return self.past.line_of(self.item)


@dataclass(frozen=True, slots=True)
class ReportHistory:
    """A section's earlier reports and decisions, newest first, and its former names with their last day."""

    reports: tuple[PastReport, ...] = ()
    decisions: tuple[PastDecision, ...] = ()
    names: tuple[tuple[str, date], ...] = ()
    meetings: int = 0


def history_of(meeting: Meeting, index: int, earlier: Sequence[PastMeeting]) -> ReportHistory:
    """The history of a meeting's section; `earlier` are the meetings before it, newest first."""
    found = list(_sections(meeting, index, earlier))
    reports = []
    told = [(past, section) for past, section in found if not section.empty]
    for number, (past, section) in enumerate(told):
        older = set(report_of(told[number + 1][1])) if number + 1 < len(told) else set()
        fresh = (n for n, text in enumerate(report_of(section)) if text not in older)
        reports.append(PastReport(past, section, frozenset(fresh) if older else frozenset()))
    names: list[tuple[str, date]] = []
    name = meeting.sections[index].name
    for past, section in found:
        if section.name != name:
            names.append((section.name, past.date))
            name = section.name
    decisions = tuple(each for past, section in found for each in _decisions(past, section))
    return ReportHistory(tuple(reports), decisions, tuple(names), len(earlier))


def news_of(meeting: Meeting, index: int, history: ReportHistory) -> frozenset[int]:
    """The items of a meeting's section that its last report does not have: what is new since last time."""
    if not history.reports:
        return frozenset()
    older = set(report_of(history.reports[0].section))
    return frozenset(n for n, text in enumerate(report_of(meeting.sections[index])) if text not in older)


def _sections(
    meeting: Meeting, index: int, earlier: Sequence[PastMeeting]
) -> Iterator[tuple[PastMeeting, Section]]:
    """The section in each earlier meeting that has it; a team is followed to the name it had before."""
    key: Key = keys_of(meeting)[index]
    teams = list(teams_of(meeting))
    is_team = any(section is meeting.sections[index] for _, section in teams)
    theirs = [list(teams_of(past.meeting)) for past in earlier]
    for number, past in enumerate(earlier):
        here = list(zip(keys_of(past.meeting), past.meeting.sections, strict=True))
        found = section_of(key, here) if key else _of_kind(meeting.sections[index], here)
        if found is None and is_team and (renamed := renames_of(teams, theirs[number:]).get(key)):
            found = renamed
        if found is not None:
            key = found[0]
            teams = theirs[number]
            yield past, found[1]


def _of_kind(wanted: Section, sections: Sequence[tuple[Key, Section]]) -> tuple[Key, Section] | None:
    """The title is the title, whatever its words."""
    return next((each for each in sections if each[1].kind is wanted.kind), None)


def _decisions(past: PastMeeting, section: Section) -> Iterator[PastDecision]:
    index = next(n for n, each in enumerate(past.meeting.sections) if each is section)
    for number in past.meeting.subtree(index):
        for item, note in past.meeting.sections[number].notes(NoteKind.DECISION):
            yield PastDecision(past, item, note)
