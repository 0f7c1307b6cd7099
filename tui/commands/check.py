"""`pmc-tui check`: what is wrong with minutes, line by line, as a linter tells it."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Final

from tui.commands.export import CannotReadError, data_name, load, shown_name
from tui.minutes.check.checking import Series, check
from tui.minutes.check.findings import RULES, Finding, UnknownCodeError, known_codes
from tui.minutes.check.fixes import fix
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


def check_files(words: list[str], state: StateFolder, ignore: str = "") -> int:
    """`pmc-tui check PATH…`; returns 1 when something is wrong, 0 when not, 2 when it cannot tell.

    `state` is where versions of repaired files are kept, `ignore` the rules that the settings turn off.
    """
    options = _parser().parse_args(words)
    series = Series()
    report: list[tuple[str, Finding]] = []
    problem = 0
    try:
        ignored = known_codes(",".join([ignore, *options.ignore]))
        for name in _files(options.path):
            meeting = _read(name)
            before = series.before(Path(name), meeting) if not options.alone else None
            found = check(meeting, Path(name), before, ignored)
            if options.fix and any(each.rule.safe for each in found):
                meeting, said = _fixed(meeting, name, found, state)
                sys.stderr.write(escape_controls(f"{shown_name(name)}: {said}") + "\n")
                found = check(meeting, Path(name), before, ignored)
            series.keep(Path(name), meeting)
            report += [(data_name(name), each) for each in found]
    except (CannotReadError, UnknownCodeError) as error:
        return failed(str(error))
    except _NotFixedError as error:
        problem = failed(str(error))
    return put(FORMATS[options.format](report)) or problem or (FOUND if report else 0)


class _NotFixedError(Exception):
    """A file that could not be written; the message says why."""


def _parser() -> argparse.ArgumentParser:
    rules = "\n".join(
        f"  {rule.code} {rule.name:<18}{rule.meaning}{' (--fix)' if rule.safe else ''}" for rule in RULES
    )
    parser = argparse.ArgumentParser(
        prog="pmc-tui check",
        description="Tell what is wrong with minutes: file:line: CODE message.",
        epilog=f"Rules:\n{rules}\n\nExit status: 0 nothing, 1 something was found, 2 it could not be told.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("path", metavar="PATH", nargs="+", help="a minutes file, or a folder of them")
    parser.add_argument("--fix", action="store_true", help="make the repairs that change no word")
    parser.add_argument("--format", choices=sorted(FORMATS), default="text", help="how it is told")
    parser.add_argument(
        "--ignore", metavar="CODE", action="append", default=[], help="leave a rule out; repeatable"
    )
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


FORMATS: Final[dict[str, Callable[[Report], str]]] = {"text": _text, "json": _json, "github": _github}
"""What `--format` takes, to what tells a report so."""
