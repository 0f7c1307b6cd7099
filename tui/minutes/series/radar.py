"""Before the meeting: what is expected of it, by what the last ones had. Told, never written.

A team is expected to report that did in two of the last three meetings. A lead that goes back to one of
earlier meetings is, as a rule, a correction that was lost when the file was made from an older one. A team
that is gone and one never seen, both with the same lead and the only ones, are one team under a new name.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Final

from tui.minutes.check.sections import same_people
from tui.minutes.model import Meeting, Section
from tui.minutes.noting.owners import folded
from tui.minutes.series.emptying import placeholders_of
from tui.minutes.series.ledger import Action, ledger, shown
from tui.minutes.series.meetings import PastMeeting
from tui.minutes.series.references import Again, again, ordinal
from tui.minutes.series.sections import Key, Team, pairs_of, report_of, shape_of_line, teams_of

LOOKED_AT: Final = 3
"""The last meetings by which a report is expected."""

EXPECTED: Final = 2
"""Reports in those meetings from which the next one is expected."""

QUIET: Final = 6
"""Meetings without a report after which a team is quiet."""

_MARKER: Final = re.compile(r"^(?:[-*+]|0[.)]) ")

LOST_WITHIN: Final = 6
"""Meetings before the last one in which a lead stood that is there again: a lost correction."""


@dataclass(frozen=True, slots=True)
class Report:
    """A team's report, or its absence. `line` is its heading's in this meeting, from 0."""

    name: str
    line: int
    items: int = 0
    of_last: int = 0
    """Reports in the last meetings looked at."""
    looked_at: int = 0
    same: bool = False
    """True for the words of its last report."""
    in_a_row: int = 0
    """Meetings that had it without a report, one after the other, this one counted; 0 where it reports."""

    @property
    def missed(self) -> str:
        """`3rd in a row`; no number where fewer meetings are known than it may be. Empty for a first miss."""
        if self.in_a_row > QUIET:
            return f"more than {QUIET} in a row"
        return f"{ordinal(self.in_a_row)} in a row" if self.in_a_row > 1 else ""


@dataclass(frozen=True, slots=True)
class LeadChange:
    """A lead that is not the last meeting's. `lost`: it was so in earlier ones, and corrected since."""

    name: str
    line: int
    here: tuple[str, ...]
    then: tuple[str, ...]
    day: date
    lost: bool
    heading: str
    """The last meeting's heading, its first line without an end."""


@dataclass(frozen=True, slots=True)
class Rename:
    """A team under a new name."""

    name: str
    line: int
    before: str
    lead: str


@dataclass(frozen=True, slots=True)
class Radar:
    """What is to be known before a meeting; lines are those of this meeting, from 0."""

    last: date | None = None
    last_name: str = ""
    missing: tuple[Report, ...] = ()
    missed: tuple[Report, ...] = ()
    """Teams without a report now and in the meeting before: those expected, those quiet, and all others."""
    new: tuple[Report, ...] = ()
    leads: tuple[LeadChange, ...] = ()
    renames: tuple[Rename, ...] = ()
    quiet: tuple[Report, ...] = ()
    back: tuple[Report, ...] = ()
    """Teams that report after having been quiet."""
    gone: tuple[str, ...] = ()
    actions: tuple[Action, ...] = ()
    older: tuple[Action, ...] = ()
    overdue: int = 0
    again: tuple[Again, ...] = ()

    def moved(self, by: int) -> Radar:
        """The same for a meeting that begins so many lines down its text."""
        if not by:
            return self
        lists: dict[str, Any] = {
            name: tuple(replace(each, line=each.line + by) for each in getattr(self, name))
            for name in ("missing", "missed", "new", "leads", "renames", "quiet", "back", "again")
        }
        return replace(self, **lists)


@dataclass(slots=True)
class _Team:
    """A team of this meeting and what it was in earlier ones, newest first; None: it was not there."""

    section: Section
    says: Callable[[Section], bool]
    """True for a section with a report."""
    past: list[Section | None] = field(default_factory=list)

    def reported(self, most: int) -> int:
        """Reports in the last meetings."""
        return sum(section is not None and self.says(section) for section in self.past[:most])

    @property
    def silent(self) -> int:
        """Meetings since the last report."""
        for number, section in enumerate(self.past):
            if section is not None and self.says(section):
                return number
        return len(self.past)

    @property
    def in_a_row(self) -> int:
        """Meetings without a report up to this one, which has none either; of those that have the team."""
        return 1 + sum(section is not None for section in self.past[: self.silent])

    @property
    def last_report(self) -> Section | None:
        """The newest report before this meeting."""
        return next((section for section in self.past if section is not None and self.says(section)), None)


def radar(
    meeting: Meeting, day: date, earlier: Sequence[PastMeeting], template: Meeting | None = None
) -> Radar:
    """What the last meetings (newest first, all before `day`) say about this one.

    What the `template` of the series asks for is nobody's report.
    """
    if not earlier:
        return Radar()
    says, theirs, mine, names = _compared(meeting, earlier, template)
    teams = [(key, _followed(key, _Team(section, says), theirs, names)) for key, section in mine]
    told = _by_reports(meeting, [team for _, team in teams], len(earlier), says)
    actions, older = shown(ledger(earlier), earlier)
    before = theirs[0]
    paired = set(pairs_of((key for key, _ in before), (key for key, _ in mine)))
    renamed = {key for key, _ in names.values()}
    return replace(
        told,
        last=earlier[0].date,
        last_name=earlier[0].path.name,
        leads=tuple(_lead_changes(teams, earlier)),
        renames=tuple(_renamed(key, section, names) for key, section in mine if key in names),
        gone=tuple(section.name for key, section in before if key not in paired and key not in renamed),
        actions=tuple(actions),
        older=tuple(older),
        overdue=sum(action.overdue(day) for action in actions),
        again=tuple(again(meeting, earlier, day)),
    )


def reporting(meetings: Sequence[PastMeeting], template: Meeting | None = None) -> list[Report]:
    """How often each team of the newest meeting has reported, of those given (newest first) that have it.

    What the `template` of the series asks for is nobody's report.
    """
    if not meetings:
        return []
    meeting = meetings[0].meeting
    says, theirs, mine, names = _compared(meeting, meetings[1:], template)
    found = []
    for key, section in mine:
        team = _followed(key, _Team(section, says), theirs, names)
        reports = _reports(meeting, section, says)
        had = 1 + sum(each is not None for each in team.past)
        count = team.reported(len(team.past)) + reports
        row = 0 if reports else team.in_a_row
        items = section.item_count if reports else 0
        found.append(Report(section.name, section.heading.start, items, count, had, in_a_row=row))
    return found


def _compared(
    meeting: Meeting, earlier: Sequence[PastMeeting], template: Meeting | None
) -> tuple[Callable[[Section], bool], list[list[Team]], list[Team], dict[Key, Team]]:
    """What says that a team reports, the teams of the earlier meetings, those of this one, new names."""
    says = _reporting(placeholders_of([meeting, *(past.meeting for past in earlier)], template))
    theirs = [list(teams_of(past.meeting)) for past in earlier]
    mine = list(teams_of(meeting, {key for key, _ in theirs[0]} if theirs else ()))
    return says, theirs, mine, renames_of(mine, theirs)


def _by_reports(
    meeting: Meeting, teams: Iterable[_Team], meetings: int, says: Callable[[Section], bool]
) -> Radar:
    """Which teams report and which do not, after so many earlier meetings."""
    looked_at = min(LOOKED_AT, meetings)
    missing: list[Report] = []
    missed: list[Report] = []
    new: list[Report] = []
    quiet: list[Report] = []
    back: list[Report] = []
    for team in teams:
        section = team.section
        line, count = section.heading.start, team.reported(looked_at)
        was_quiet = meetings >= QUIET and team.silent >= QUIET and _known(team)
        if _reports(meeting, section, says):
            last = team.last_report
            same = last is not None and report_of(last) == report_of(section)
            report = Report(section.name, line, section.item_count, count, looked_at, same)
            (back if was_quiet else new).append(report)
            continue
        report = Report(section.name, line, 0, count, looked_at, in_a_row=team.in_a_row)
        missed += [report] if report.missed else []
        if count >= min(EXPECTED, looked_at):
            missing.append(report)
        elif was_quiet:
            quiet.append(report)
    return Radar(
        missing=tuple(missing), missed=tuple(missed), new=tuple(new), quiet=tuple(quiet), back=tuple(back)
    )


def _renamed(key: Key, section: Section, names: Mapping[Key, Team]) -> Rename:
    return Rename(section.name, section.heading.start, names[key][1].name, ", ".join(section.owners))


def renames_of(mine: Sequence[Team], earlier: Sequence[Sequence[Team]]) -> dict[Key, Team]:
    """Teams that the meeting before has under another name: key to the key and section there.

    `mine` are the teams of a meeting, `earlier` those of the meetings before it, newest first.

    One team gone, one never seen before, the same lead, one of each; anything else is gone and new.
    """
    if not earlier:
        return {}
    before = earlier[0]
    paired = pairs_of((key for key, _ in before), (key for key, _ in mine))
    gone = [(key, section) for key, section in before if key not in paired and section.owners]
    here = set(paired.values())
    fresh = [(key, section) for key, section in mine if key not in here and section.owners]
    if not gone or not fresh:
        return {}
    known = {key[-1] for teams in earlier for key, _ in teams}
    fresh = [(key, section) for key, section in fresh if key[-1] not in known]
    found: dict[Key, Team] = {}
    for key, section in fresh:
        lead = _lead(section)
        theirs = [each for each in gone if _lead(each[1]) == lead]
        if len(theirs) == 1 and sum(_lead(other) == lead for _, other in fresh) == 1:
            found[key] = theirs[0]
    return found


def _lead(section: Section) -> frozenset[str]:
    return frozenset(map(folded, section.owners))


def _followed(key: Key, team: _Team, earlier: Sequence[Sequence[Team]], names: dict[Key, Team]) -> _Team:
    """A team with its sections in earlier meetings, under the name it had there."""
    if key in names:
        key = names[key][0]
    for teams in earlier:
        found = section_of(key, teams)
        team.past.append(found[1] if found is not None else None)
        key = found[0] if found is not None else key
    return team


def section_of(key: Key, teams: Iterable[Team]) -> Team | None:
    """The section of a key in a meeting: by its path, else by a name that is there once."""
    named = []
    for other, section in teams:
        if other == key:
            return other, section
        if other[-1:] == key[-1:]:
            named.append((other, section))
    return named[0] if len(named) == 1 else None


def _known(team: _Team) -> bool:
    """True for a team that earlier meetings have at all."""
    return any(section is not None for section in team.past)


def _reporting(waiting: Collection[str]) -> Callable[[Section], bool]:
    """What tells a section with a report from one with only a line that waits to be filled in."""
    bare = {_MARKER.sub("", line) for line in waiting}

    def says(section: Section) -> bool:
        if section.empty or not bare:
            return not section.empty
        return not all(shape_of_line(item.text) in bare for item in section.items)

    return says


def _reports(meeting: Meeting, section: Section, says: Callable[[Section], bool]) -> bool:
    """True where something is reported under the heading, or under those below it that name nobody."""
    if says(section):
        return True
    index = next(n for n, each in enumerate(meeting.sections) if each is section)
    below = (meeting.sections[n] for n in meeting.subtree(index) if n != index)
    return any(says(part) and not part.owners for part in below)


def _lead_changes(teams: Iterable[tuple[Key, _Team]], earlier: Sequence[PastMeeting]) -> Iterable[LeadChange]:
    for _, team in teams:
        last, here = team.past[0], team.section
        if last is None or not here.owners or not last.owners or same_people(here.owners, last.owners):
            continue
        before = team.past[1 : 1 + LOST_WITHIN]
        lost = any(old is not None and old.owners and same_people(old.owners, here.owners) for old in before)
        heading = earlier[0].meeting.source.lines[last.heading.start].rstrip("\r\n")
        yield LeadChange(
            here.name, here.heading.start, here.owners, last.owners, earlier[0].date, lost, heading
        )
