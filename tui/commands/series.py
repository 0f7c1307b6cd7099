"""`pmc-tui series`: what the meetings of a folder say together, for people, scripts and spreadsheets."""

from __future__ import annotations

import argparse
import csv
import io
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Final

from tui.commands.parsing import ABOUT, Parser
from tui.minutes.export.csv import guarded
from tui.minutes.export.output import failed, put
from tui.minutes.model import Meeting
from tui.minutes.noting.due import next_meeting
from tui.minutes.roll_call.attendance import called
from tui.minutes.series.composing import best_template, templates_of
from tui.minutes.series.ledger import ledger, shown
from tui.minutes.series.meetings import PastMeeting, members, read_series
from tui.minutes.series.plan import rhythm
from tui.minutes.series.radar import Radar, radar, reporting
from tui.minutes.series.register import register
from tui.minutes.series.roster import ROLES, VotingRule, VotingRuleError, rights, roster, turns, whose_turn
from tui.minutes.text.escape import escape_controls
from tui.minutes.text.inline import visible

SCHEMA: Final = "pmc-tui/series-1"

Row = dict[str, str | int | None]
"""What is told of one thing: `list` and `what` it is, `file` and `line` (from 1), its `date`, and words."""


@dataclass(frozen=True, slots=True)
class _Told:
    """What rows are made of: the meetings looked at, newest first, and all of the series."""

    last: Sequence[PastMeeting]
    all: Sequence[PastMeeting]
    voting: VotingRule | None
    dates: Sequence[date]
    templates: Sequence[tuple[Path, Meeting]] = ()

    @property
    def radar(self) -> Radar:
        """What the meetings before say about the newest one."""
        now = self.last[0]
        return radar(now.meeting, now.date, self.last[1:], self.template)

    @property
    def template(self) -> Meeting | None:
        """What the newest meeting is begun from, where there is such a file."""
        template = best_template(self.templates, self.last[0].meeting)
        return template[1] if template else None


def series(words: list[str], today: date, voting: str = "") -> int:
    """`pmc-tui series FOLDER`; returns 0, or 2 with a message. `voting` is the committee's rule, or empty."""
    options = own_parser().parse_args(words)
    try:
        rule = VotingRule.parse(voting) if voting else None
        found = members(options.folder, today)
    except VotingRuleError as error:
        return failed(f"setting voting: {error}")
    except OSError as error:
        return failed(f"{options.folder} cannot be read: {error.strerror or error}")
    text = read_series(found, options.last if options.only in _SHORT else None, public=True)
    for each in text.left_out:
        sys.stderr.write(f"pmc-tui: {escape_controls(f'{each.path}: left out, {each.why}')}\n")
    if not text.meetings:
        return failed(f"{options.folder} has no minutes with a date")
    for path in found.others:
        sys.stderr.write(f"pmc-tui: {escape_controls(f'another series stands there, too: {path}')}\n")
    told = _Told(text.meetings[: options.last], text.meetings, rule, found.dates, templates_of(found.folder))
    rows = [row for name in ([options.only] if options.only else LISTS) for row in LISTS[name](told)]
    return put(FORMATS[options.to](rows))


def _radar(told: _Told) -> Iterator[Row]:
    now, found = told.last[0], told.radar

    def row(what: str, line: int, name: str, words: str) -> Row:
        return _row("radar", what, now, now.line(line), name, words)

    for report in found.missing:
        yield row(
            "missing", report.line, report.name, f"reported {report.of_last} of the last {report.looked_at}"
        )
    for report in (*found.new, *found.back):
        again = "reports again" if report in found.back else f"{report.items} item{'s' * (report.items != 1)}"
        yield row("new", report.line, report.name, "= as last time" if report.same else again)
    for change in found.leads:
        here, then = ", ".join(change.here), ", ".join(change.then)
        lost = "; it was so before: a correction may be lost" if change.lost else ""
        yield row("lead", change.line, change.name, f"{here} here, {then} on {change.day}{lost}")
    for rename in found.renames:
        yield row("name", rename.line, rename.name, f"before: {rename.before} ({rename.lead})")
    for report in found.quiet:
        yield row("quiet", report.line, report.name, "6 meetings and more")
    for each in found.again:
        yield row("again", each.line, each.short, each.told)


def _actions(told: _Told) -> Iterator[Row]:
    actions = ledger(told.all)
    first = {id(action) for action in shown(actions, told.all)[0]}
    for action in actions:
        if action.standing:
            continue
        state = "open" if action.open else "dropped" if action.note.dropped else "done"
        what = state if state != "open" or id(action) in first else "older"
        yield {
            "list": "actions",
            "what": what,
            "file": str(action.path),
            "line": action.line,
            "date": action.day.isoformat(),
            "name": ", ".join(action.note.owners),
            "text": visible(action.note.text),
            "due": action.note.due.isoformat() if action.note.due is not None else None,
            "first": action.first.isoformat(),
            "meetings": action.times,
            "section": action.section,
            "words": action.life,
        }


def _items(told: _Told) -> Iterator[Row]:
    now = told.last[0]
    for each in told.radar.again:
        yield _row("items", "again", now, now.line(each.line), each.reference, each.told)


def _reports(told: _Told) -> Iterator[Row]:
    now = told.last[0]
    for report in reporting(told.last, told.template):
        words = f"{report.of_last} of the last {report.looked_at}"
        words += f", missing {report.missed}" if report.missed else ""
        what = "missing" if report.in_a_row else "reported"
        yield _row("reports", what, now, now.line(report.line), report.name, words)


def _people(told: _Told) -> Iterator[Row]:
    newest = told.last[0]
    with_roll = [past for past in told.last if past.meeting.attendees]
    for member in roster(told.last):
        times = f"{len(member.days)} of the last {len(with_roll)}"
        row = _row("people", "presence", newest, None, called(member.person), times)
        yield row | {"file": str(member.days[max(member.days)]), "date": max(member.days).isoformat()}
    for right in rights(told.voting, told.all) if told.voting is not None else ():
        files = ", ".join(
            f"{path.name} {'there' if there else 'not there'}" for _, path, there in right.counted
        )
        votes = "votes" if right.votes else "no vote"
        words = f"{votes}: {right.times} of the last {len(right.counted)} ({files})"
        yield _row("people", "voting", newest, None, called(right.person), words)
    for role in ROLES:
        for turn in turns(role, told.last):
            yield {
                **_row("people", role, newest, turn.line, ", ".join(turn.names), ""),
                "file": str(turn.path),
                "date": turn.date.isoformat(),
            }
        if (name := whose_turn(role, told.last)) is not None:
            yield _row("people", f"{role} next", newest, None, name, "had it longest ago")


def _dates(told: _Told) -> Iterator[Row]:
    for newer, older in pairwise([*told.all, None]):
        if newer is not None:
            apart = (newer.date - older.date).days if older is not None else None
            gap = f"{apart} day{'s' * (apart != 1)}" if apart is not None else ""
            yield _row("dates", "meeting", newer, newer.line(0), f"{newer.date:%A}", gap)
    days = [past.date for past in told.all]
    following = next_meeting(days, days[0])
    if following is not None:
        yield {
            **_row("dates", "next", told.all[0], None, f"{following:%A}", rhythm(days)),
            "date": following.isoformat(),
        }


def _decisions(told: _Told) -> Iterator[Row]:
    for each in register(told.all):
        by = each.by
        words = f"superseded by {by.path}:{by.line} on {by.date}" if by is not None else ""
        yield {
            "list": "decisions",
            "what": each.state,
            "file": str(each.path),
            "line": each.line,
            "date": each.date.isoformat(),
            "name": each.section,
            "text": visible(each.note.text),
            "words": words,
        }


def _row(name: str, what: str, past: PastMeeting, line: int | None, who: str, words: str) -> Row:
    return {
        "list": name,
        "what": what,
        "file": str(past.path),
        "line": line,
        "date": past.date.isoformat(),
        "name": who,
        "words": words,
    }


LISTS: Final[dict[str, Callable[[_Told], Iterator[Row]]]] = {
    "radar": _radar,
    "actions": _actions,
    "items": _items,
    "reports": _reports,
    "people": _people,
    "dates": _dates,
    "decisions": _decisions,
}
"""What `--only` takes, to what makes its rows."""

_SHORT: Final = ("radar", "items")
_COLUMNS: Final = (
    *("list", "what", "file", "line", "date", "name", "text", "due", "first", "meetings", "section", "words"),
)


def _text(rows: Sequence[Row]) -> str:
    """A heading for each list, and a line for each row: `file:line: what name text (words)`."""
    lines: list[str] = []
    before = ""
    for row in rows:
        name = str(row["list"])
        if name != before:
            lines += [""] * bool(lines) + [f"{name.capitalize()}"]
            before = name
        place = f"{row['file']}:{row['line']}:" if row["line"] is not None else f"{row['file']}:"
        parts = [place, row["date"], row["what"], row["name"], row.get("text"), row.get("due"), row["words"]]
        lines.append("  ".join(str(part) for part in parts if part))
    return "".join(escape_controls(line.replace("\n", " ")) + "\n" for line in lines)


def _json(rows: Sequence[Row]) -> str:
    told: dict[str, list[Row]] = {}
    for row in rows:
        rest = {name: _printable(value) for name, value in row.items() if name != "list"}
        told.setdefault(str(row["list"]), []).append(rest)
    return json.dumps({"schema": SCHEMA, **told}, ensure_ascii=False, indent=1) + "\n"


def _printable(value: str | int | None) -> str | int | None:
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else value


def _csv(rows: Sequence[Row]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(_COLUMNS)
    for row in rows:
        cells = (row.get(name) for name in _COLUMNS)
        writer.writerow([guarded(str(cell)) if cell is not None else "" for cell in cells])
    return out.getvalue()


FORMATS: Final[dict[str, Callable[[Sequence[Row]], str]]] = {"txt": _text, "json": _json, "csv": _csv}
"""What `--to` takes, to what tells rows so."""


def _last(text: str) -> int:
    if text.isdecimal() and int(text):
        return int(text)
    raise argparse.ArgumentTypeError(f"{text!r} is no number of meetings")


def own_parser() -> Parser:
    """The words that `pmc-tui series` takes."""
    parser = Parser(
        prog="pmc-tui series",
        description=ABOUT["series"],
        epilog=(
            "radar: the newest meeting against those before; actions: each once, as the newest file has it; "
            "items: issues that came up again; reports: how often each team has reported; people: presence, "
            "votes, whose turn; dates; decisions: in force, and what superseded the others. "
            "Exit status: 0 told, 2 cannot."
        ),
    )
    parser.add_argument("folder", metavar="FOLDER", type=Path, help="a series' folder, or one of its files")
    parser.add_argument("--last", metavar="N", type=_last, default=12, help="meetings looked back on (12)")
    parser.add_argument("--to", choices=list(FORMATS), default="txt", help="the form")
    parser.add_argument("--only", choices=list(LISTS), help="one list alone")
    return parser
