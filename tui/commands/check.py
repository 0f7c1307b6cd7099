"""`pmc-tui check`: what is wrong with minutes, line by line, as a linter tells it."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Final
from urllib.parse import quote

from tui import __version__
from tui.commands.export import STANDARD_INPUT, CannotReadError, data_name, load, shown_name
from tui.commands.parsing import ABOUT, Parser
from tui.minutes.check.checking import Series, check
from tui.minutes.check.findings import RULES, Finding, UnknownCodeError, known_codes
from tui.minutes.check.fixes import fix
from tui.minutes.check.votes import USUAL_VOTING, VotingRules
from tui.minutes.export.output import failed, put
from tui.minutes.keeping.live_file import LiveFile
from tui.minutes.keeping.results import CannotOpen, NotSaved
from tui.minutes.keeping.storage import StateFolder
from tui.minutes.model import Meeting
from tui.minutes.noting.editing import EditError
from tui.minutes.reading.reader import read
from tui.minutes.series.folder import meetings_in
from tui.minutes.text.escape import escape_controls

FOUND: Final = 1

Report = Sequence[tuple[str, Finding]]
"""What was found, each with its file's name."""


def check_files(
    words: list[str], state: StateFolder, ignore: str = "", voting: VotingRules = USUAL_VOTING
) -> int:
    """`pmc-tui check PATH…`; returns 1 when something is wrong, 0 when not, 2 when it cannot tell.

    `state` is where versions of repaired files are kept, `ignore` the rules that the settings turn off,
    `voting` how the committee votes.
    """
    parser = own_parser()
    options = parser.parse_args(words)
    if not (options.path or options.explain):
        parser.error("the following arguments are required: PATH")
    if options.fix and STANDARD_INPUT in options.path:
        parser.error("standard input cannot be repaired in its place")
    series = Series()
    report: list[tuple[str, Finding]] = []
    problem = 0
    try:
        if options.explain:
            return put(_explained(known_codes(options.explain)))
        ignored = known_codes(",".join([ignore, *options.ignore]))
        if options.select:
            ignored |= frozenset(rule.code for rule in RULES) - known_codes(",".join(options.select))
        for name in _files(options.path):
            meeting = _read(name)
            before = (
                series.before(Path(name), meeting) if not options.alone and name != STANDARD_INPUT else None
            )
            found = check(meeting, Path(name), before, ignored, voting)
            if options.fix and any(each.rule.safe for each in found):
                meeting, said = _fixed(meeting, name, found, state)
                sys.stderr.write(escape_controls(f"{shown_name(name)}: {said}") + "\n")
                found = check(meeting, Path(name), before, ignored, voting)
            series.keep(Path(name), meeting)
            report += [(data_name(name), each) for each in found]
    except (CannotReadError, UnknownCodeError) as error:
        return failed(str(error))
    except _NotFixedError as error:
        problem = failed(str(error))
    told = _coloured(report) if options.to == "text" and _in_colour() else FORMATS[options.to](report)
    status = put(told) or problem or (FOUND if report else 0)
    if options.to == "text" and report and sys.stdout.isatty():
        sys.stdout.flush()
        sys.stderr.write(_summary(report))
    return status


class _NotFixedError(Exception):
    """A file that could not be written; the message says why."""


def own_parser() -> Parser:
    """The words that `pmc-tui check` takes."""
    rules = "\n".join(
        f"  {rule.code} {rule.name:<18}{rule.meaning}{' (--fix)' if rule.safe else ''}" for rule in RULES
    )
    parser = Parser(
        prog="pmc-tui check",
        description=ABOUT["check"],
        epilog=f"Rules:\n{rules}\n\nExit status: 0 nothing, 1 something was found, 2 it could not be told.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "path", metavar="PATH", nargs="*", help="a minutes file, or a folder of them; - reads standard input"
    )
    parser.add_argument("--fix", action="store_true", help="make the repairs that change no word")
    parser.add_form(FORMATS, "text")
    parser.add_argument(
        "--select", metavar="CODE", action="append", default=[], help="only these rules: M302, M3; repeatable"
    )
    parser.add_argument(
        "--ignore", metavar="CODE", action="append", default=[], help="leave rules out; repeatable"
    )
    parser.add_argument("--explain", metavar="CODE", help="tell what a rule finds, and check nothing")
    parser.add_argument("--alone", action="store_true", help="do not look at the meeting before")
    return parser


def _files(names: Sequence[str]) -> Iterator[str]:
    for name in names:
        if not Path(name).is_dir():
            yield name
            continue
        try:
            found = sorted(str(each.path) for each in meetings_in(Path(name)))
        except OSError as error:
            raise CannotReadError(f"cannot read {shown_name(name)}: {error.strerror or error}") from error
        if not found:
            raise CannotReadError(f"{shown_name(name)} is a folder without minutes (Markdown files)")
        yield from found


def _read(name: str) -> Meeting:
    return read(load(name), name)


def _fixed(meeting: Meeting, name: str, found: Sequence[Finding], state: StateFolder) -> tuple[Meeting, str]:
    """Repair a file where it stands, through the same save as the screen's. Raises _NotFixedError."""
    try:
        live = LiveFile.open(Path(name), state)
        edit = fix(read(live.known, name), found, name)
    except CannotOpen as error:
        raise _NotFixedError(str(error)) from error
    except EditError as error:
        return meeting, str(error)
    saved = live.save(edit.source, edit.before)
    if isinstance(saved, NotSaved):
        raise _NotFixedError(saved.message)
    return _read(name), edit.said


def _text(report: Report) -> str:
    names = {name: shown_name(name) for name, _ in report}
    lines = (f"{names[name]}:{found.line + 1}: {found.code} {found.message}" for name, found in report)
    return "".join(escape_controls(line) + "\n" for line in lines)


def _in_colour() -> bool:
    """On a terminal; Emacs' compile is one that takes colours for a part of the file's name."""
    told = os.environ
    compiling = "compile" in told.get("INSIDE_EMACS", "")
    return sys.stdout.isatty() and not told.get("NO_COLOR") and told.get("TERM") != "dumb" and not compiling


def _coloured(report: Report) -> str:
    """As the text, with file and code set off."""
    names = {name: escape_controls(shown_name(name)) for name, _ in report}
    return "".join(
        f"\x1b[1m{names[name]}\x1b[0m:{found.line + 1}: \x1b[33m{found.code}\x1b[0m"
        f" {escape_controls(found.message)}\n"
        for name, found in report
    )


def _summary(report: Report) -> str:
    files, fixable = len({name for name, _ in report}), sum(found.rule.safe for _, found in report)
    more = f"; --fix repairs {fixable}" if fixable else ""
    return f"{len(report)} finding{'s' * (len(report) != 1)} in {files} file{'s' * (files != 1)}{more}.\n"


def _explained(codes: frozenset[str]) -> str:
    """What rules find, and how to have them repaired or left out."""
    return "\n".join(
        f"{rule.code} {rule.name}\n  It finds: {rule.meaning}.\n"
        f"  {'Repaired by --fix, which changes no word.' if rule.safe else 'Only people can repair it.'}\n"
        f'  Left out by: --ignore {rule.code}, or in the settings: check_ignore = "{rule.code}"\n'
        for rule in RULES
        if rule.code in codes
    )


def _json(report: Report) -> str:
    told = [
        {
            "file": name,
            "line": found.line + 1,
            "code": found.code,
            "name": found.rule.name,
            "message": found.message,
            "fixable": found.rule.safe,
        }
        for name, found in report
    ]
    return json.dumps(told, indent=1, ensure_ascii=False) + "\n"


def _github(report: Report) -> str:
    """Workflow commands, which GitHub shows beside the lines of a pull request."""
    return "".join(
        f"::warning file={_property(name)},line={found.line + 1},title={found.code} {found.rule.name}"
        f"::{_data(found.message)}\n"
        for name, found in report
    )


def _data(text: str) -> str:
    return escape_controls(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _sarif(report: Report) -> str:
    """The Static Analysis Results Interchange Format 2.1.0, which code hosts and editors read."""
    results = [
        {
            "ruleId": found.code,
            "level": "warning",
            "message": {"text": found.message},
            "locations": [
                {
                    "physicalLocation": {
                        "artifactLocation": {"uri": quote(Path(name).as_posix())},
                        "region": {"startLine": found.line + 1},
                    }
                }
            ],
        }
        for name, found in report
    ]
    rules = [{"id": r.code, "name": r.name, "shortDescription": {"text": r.meaning}} for r in RULES]
    driver = {"name": "pmc-tui", "version": __version__, "rules": rules}
    told = {"version": "2.1.0", "$schema": SARIF, "runs": [{"tool": {"driver": driver}, "results": results}]}
    return json.dumps(told, indent=1, ensure_ascii=False) + "\n"


SARIF: Final = "https://json.schemastore.org/sarif-2.1.0.json"

FORMATS: Final[dict[str, Callable[[Report], str]]] = {
    "text": _text,
    "json": _json,
    "github": _github,
    "sarif": _sarif,
    "quickfix": _text,  # an editor's error list reads the text as it is
}
"""What `--to` takes, to what tells a report so."""
