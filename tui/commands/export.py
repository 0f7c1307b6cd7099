"""`pmc-tui export` and `pmc-tui schema`: minutes in another form, for mails, readers and scripts."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final, NamedTuple

from tui.commands.parsing import ABOUT, Parser
from tui.commands.progress import Progress
from tui.minutes.export.forms import ALL_FORMS, Export, Form, form_of
from tui.minutes.export.output import CannotMakeError, CannotWriteError, Output, failed, put, write_all
from tui.minutes.reading.reader import read
from tui.minutes.text.conflict_markers import marker_blocks
from tui.minutes.text.escape import LINE_SYMBOL, escape_controls
from tui.minutes.text.issues import home_of
from tui.minutes.text.source import Source, looks_binary

if TYPE_CHECKING:
    from tui.minutes.export.neighbours import Status
    from tui.settings.values import Settings

__all__ = ["CannotReadError", "data_name", "export", "load", "put", "schema", "shown_name"]

_MOST: Final = 256 * 1024 * 1024
"""Bytes of a file or of standard input that are read; no minutes have as many."""

STANDARD_INPUT: Final = "-"


class CannotReadError(Exception):
    """A file that cannot be read as minutes; the message says why and what to do."""


class _UsageError(Exception):
    """A command line that cannot be meant; the message says what can."""


class _Job(NamedTuple):
    """One file, its form, and where it goes; None: to standard output."""

    file: str
    form: Form
    out: Path | None


def export(words: list[str], settings: Settings) -> int:
    """`pmc-tui export FILE… [--to FORM] [-o OUT]`; returns 0, or 2 with a message on standard error.

    The settings say which rules are off, and where references to issues lead.
    """
    options = own_parser().parse_args(words)
    try:
        kept = _rules(",".join([settings.export_keep, *options.keep]))
        jobs = list(_jobs(options.file, options.to, options.output))
        written = {Path(job.file).absolute(): job.out for job in jobs if job.out is not None}
        options.settings = settings
        with Progress(len(jobs), "nothing is written") as progress:
            made = [
                (job, _made(job, kept, _status(job, written, options), options))
                for job in progress.through(jobs, lambda job: Path(shown_name(job.file)).name)
            ]
        files = [Output(job.out, text) for job, text in made if job.out is not None]
        if files:
            write_all(files, options.output if len(jobs) > 1 else None, force=options.force)
            _remember(made)
            return 0
    except (CannotReadError, CannotWriteError, CannotMakeError, _UsageError) as error:
        return failed(str(error))
    return put(_joined([content for _, content in made]))


def _remember(made: Sequence[tuple[_Job, str | bytes]]) -> None:
    """So that cleaned minutes in a folder of minutes are not taken for a meeting."""
    from tui.state import remember_export  # noqa: PLC0415 - what is printed needs no state

    for job, text in made:
        if job.out is not None and job.form.name == "md":
            remember_export(job.out, text)


def schema(words: list[str]) -> int:
    """`pmc-tui schema`: print the JSON Schema of `export --to json`."""
    schema_parser().parse_args(words)
    from tui.minutes.export.json_models import json_schema  # noqa: PLC0415 - pydantic is heavy

    return put(json.dumps(json_schema(), indent=1, ensure_ascii=False) + "\n")


def schema_parser() -> Parser:
    """The words that `pmc-tui schema` takes: none."""
    return Parser(prog="pmc-tui schema", description=ABOUT["schema"])


def load(name: str) -> Source:
    """The source of a file, or of standard input for `-`. Raises CannotReadError."""
    if name == STANDARD_INPUT and sys.stdin is None:
        raise CannotReadError("cannot read standard input: it is closed")
    try:
        data = _read(sys.stdin.buffer) if name == STANDARD_INPUT else _read_file(Path(name))
    except (OSError, ValueError) as error:
        raise CannotReadError(f"cannot read {shown_name(name)}: {_reason(error)}") from error
    if len(data) > _MOST:
        raise CannotReadError(f"cannot read {shown_name(name)}: it is larger than {_MOST >> 20} MB")
    if looks_binary(data):
        raise CannotReadError(f"cannot read {shown_name(name)}: it is no text file")
    return Source.from_bytes(data)


def _read_file(path: Path) -> bytes:
    with path.open("rb") as file:
        return _read(file)


def _read(file: BinaryIO) -> bytes:
    """All of it; of what has no end, as /dev/zero, no more than shows that."""
    return file.read(_MOST + 1)


def shown_name(name: str) -> str:
    """A file's name in a line for people: line ends and tabs in it are symbols."""
    return data_name(name).replace("\n", LINE_SYMBOL).replace("\t", LINE_SYMBOL)


def data_name(name: str) -> str:
    """A file's name as text, for programs: bytes that are no UTF-8 are replaced."""
    return os.fsencode(name).decode("utf-8", "replace")


class _Parser(Parser):
    """Knows what its help says of cleaning only when it is asked for: the rules take long to import."""

    def format_help(self) -> str:
        """The help with every rule."""
        from tui.minutes.export.cleaning import RULES  # noqa: PLC0415 - see above

        rules = "\n".join(f"  {rule.name:<13}{rule.meaning}" for rule in RULES)
        self.epilog = (
            "What cleaning does for md, html and txt (json and csv tell the file as it is):\n"
            f"{rules}\n\nExit status: 0 good, 2 nothing was written."
        )
        return super().format_help()


def own_parser() -> _Parser:
    """The words that `pmc-tui export` takes."""
    parser = _Parser(
        prog="pmc-tui export",
        description=ABOUT["export"],
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "file", metavar="FILE", nargs="+", help="a minutes file, or a folder of them; - reads standard input"
    )
    parser.add_argument("--to", choices=sorted(ALL_FORMS), help="the form; else OUT's ending says it")
    parser.add_argument(
        "-o", "--output", metavar="OUT", type=Path, help="write there; a folder, for several files"
    )
    parser.add_argument(
        "--keep", metavar="RULE", action="append", default=[], help="turn a rule of cleaning off; repeatable"
    )
    parser.add_argument("--explain", action="store_true", help="tell on standard error what was cleaned")
    parser.add_argument("--base", metavar="URL", default="", help="make relative links of the page whole")
    parser.add_argument(
        "--final", action="store_true", help="the minutes are approved; else a later meeting's file says so"
    )
    parser.add_argument("--force", action="store_true", help="write over files that exist")
    return parser


def _joined(made: Sequence[str | bytes]) -> str | bytes:
    """What goes to one place: one export, or the tables of several."""
    if len(made) == 1:
        return made[0]
    from tui.minutes.export.csv import joined  # noqa: PLC0415 - only for several

    return joined([each for each in made if isinstance(each, str)])


def _jobs(names: Sequence[str], to: str | None, out: Path | None) -> Iterator[_Job]:
    """What is to be done, every file with its form and place. Raises _UsageError, CannotReadError."""
    if out is not None and str(out) == STANDARD_INPUT:
        out = None
    several = len(names) > 1 or any(name != STANDARD_INPUT and Path(name).is_dir() for name in names)
    if not several:
        form = ALL_FORMS[to] if to is not None else form_of(out) if out is not None else None
        if form is None:
            raise _UsageError(f"say which form: --to {', '.join(ALL_FORMS)}, or an OUT with such an ending")
        place = out / f"{Path(names[0]).stem}.{form.name}" if out is not None and out.is_dir() else out
        yield _checked(_Job(names[0], form, place))
        return
    form = ALL_FORMS[to] if to is not None else None
    if form is not None and form.joins and out is None:
        for name, _ in _files(names):
            yield _Job(name, form, None)
        return
    if form is None or out is None or (out.exists() and not out.is_dir()):
        raise _UsageError("several files are written into a folder, in one form: -o OUTDIR --to FORM")
    taken: dict[Path, str] = {}
    for name, below in _files(names):
        place = (out / below).with_suffix(f".{form.name}")
        if place in taken:
            raise _UsageError(f"{shown_name(taken[place])} and {shown_name(name)} would both be {place.name}")
        taken[place] = name
        yield _checked(_Job(name, form, place))


def _files(names: Sequence[str]) -> Iterator[tuple[str, Path]]:
    """Every minutes file with its path below the folder it was found in."""
    from tui.minutes.series.folder import meetings_in  # noqa: PLC0415 - only for folders

    for name in names:
        folder = Path(name)
        if not folder.is_dir():
            yield name, Path(folder.name)
            continue
        try:
            found = sorted(each.path for each in meetings_in(folder))
        except OSError as error:
            raise CannotReadError(f"cannot read {shown_name(name)}: {_reason(error)}") from error
        if not found:
            raise CannotReadError(f"{shown_name(name)} is a folder without minutes (Markdown files)")
        for path in found:
            yield str(path), path.relative_to(folder)


def _checked(job: _Job) -> _Job:
    """The job, unless it would write over the minutes themselves: they are the only record."""
    if job.out is not None and job.file != STANDARD_INPUT and job.out.exists():
        with_file = Path(job.file)
        if with_file.exists() and with_file.samefile(job.out):
            raise _UsageError(
                f"{shown_name(job.file)} is the file itself; nothing was written, choose another OUT"
            )
    return job


def _status(job: _Job, written: Mapping[Path, Path], options: argparse.Namespace) -> Status | None:
    """What an export says of itself; nothing for text that comes from nowhere."""
    if job.file == STANDARD_INPUT or not job.form.cleans:
        return None
    from tui.minutes.export.neighbours import around, status_of  # noqa: PLC0415 - reads the series

    path = Path(job.file)
    return status_of(around(path, final=options.final), job.out or path, written)


def _made(job: _Job, keep: frozenset[str], status: Status | None, options: argparse.Namespace) -> str | bytes:
    source = load(job.file)
    if blocks := marker_blocks(source.text):
        told = f"{shown_name(job.file)} has git's conflict markers from line {blocks[0].span.start + 1} on"
        choose = "choose a side of each first, with M in pmc-tui or in an editor"
        raise CannotReadError(f"{told}, and nothing was written: {choose}")
    if source.problem is not None:
        sys.stderr.write(f"pmc-tui: {escape_controls(shown_name(job.file))}: {source.problem}\n")
    meeting = read(source, job.file)
    following = None
    if job.form.name == "ics":
        from tui.minutes.export.neighbours import next_day  # noqa: PLC0415 - reads the series

        following = next_day(Path(job.file), meeting.date)
    export = Export(meeting, data_name(job.file), keep, options.base, status, following)
    if job.form.cleans and job.file != STANDARD_INPUT:
        export.home = home_of(Path(job.file), options.settings.repo, options.settings.trackers)
    made = job.form.make(export)
    if isinstance(made, bytes) and job.out is None and sys.stdout.isatty():
        raise _UsageError(f"{job.form.name} is nothing for a terminal: -o OUT.{job.form.name}")
    if options.explain:
        from tui.minutes.export.cleaning import explained  # noqa: PLC0415 - many rules

        for line in explained(export.touches(job.form)):
            sys.stderr.write(escape_controls(f"{shown_name(job.file)}: {line}") + "\n")
    return made


def _rules(text: str) -> frozenset[str]:
    """The rules that a text names. Raises _UsageError."""
    if not text.strip(", "):
        return frozenset()
    from tui.minutes.export.cleaning import UnknownRuleError, known_names  # noqa: PLC0415 - many rules

    try:
        return known_names(text)
    except UnknownRuleError as error:
        raise _UsageError(str(error)) from error


def _reason(error: OSError | ValueError) -> str:
    return (error.strerror or str(error)) if isinstance(error, OSError) else str(error)
