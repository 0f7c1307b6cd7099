"""`pmc-tui next`: the next meeting's file, shown with its date and made."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Final

from tui.commands.parsing import ABOUT, Parser
from tui.minutes.export.output import CannotWriteError, failed, put
from tui.minutes.series.next_file import MOST, plan_next, write
from tui.minutes.series.plan import CannotPlanError, LaterFileError, NextOrigin, Plan, Wish
from tui.minutes.text.escape import escape_controls

NOT_MADE: Final = 1

_EPILOG: Final = """\
Of a folder: the file after its newest meeting; of a FILE: the one after it. The text is a template's where
one fits, else the last meeting's as it began (git tells), else its last text without what was said in it.
Headings and leads are those of now. Nobody's report, no attendee and no times are taken over, and no file is
written over.

At a terminal the date is shown and asked; elsewhere the file is written and told. --dry-run prints its text
and writes nothing. Exit status: 0 made, 1 not made (it is there, or the answer was no), 2 cannot.
"""


def make_next(words: list[str], state: Path, today: date, ask: Callable[[str], str] | None = None) -> int:
    """`pmc-tui next [FILE|FOLDER]`; returns 0 when made, 1 when there is none to make, 2 with a message.

    `state` is where versions of rolling notes are kept; `ask` puts a question to a person, None where nobody
    sits.
    """
    options = own_parser().parse_args(words)
    wish = Wish(options.date, NextOrigin(options.source) if options.source else None, options.carry)
    try:
        plans = plan_next(options.path, wish, today, options.count)
    except LaterFileError as error:
        _say(str(error))
        return NOT_MADE
    except CannotPlanError as error:
        return failed(str(error))
    if options.dry_run:
        return _print(plans)
    return next((status for plan in plans if (status := _make(plan, state, ask))), 0)


def _make(plan: Plan, state: Path, ask: Callable[[str], str] | None) -> int:
    """Show one plan, ask, and write it; returns the exit status."""
    _say(told(plan))
    if ask is not None and ask(f"Write {escape_controls(str(plan.path))}? [Y/n] ").strip() not in _YES:
        _say("nothing more was written")
        return NOT_MADE
    try:
        write(plan, state)
    except CannotWriteError as error:
        return failed(str(error))
    return put(escape_controls(str(plan.path)) + "\n")


_YES: Final = ("", "y", "Y", "yes", "Yes")


def asks() -> Callable[[str], str] | None:
    """How a person at the terminal is asked; None where input or output is no terminal."""
    return _answer if sys.stdin.isatty() and sys.stdout.isatty() else None


def _answer(question: str) -> str:
    try:
        return input(question)
    except (EOFError, KeyboardInterrupt):
        return "n"


def told(plan: Plan) -> str:
    """A plan in words, a line each: its day, where it comes from, what its headings have."""
    day = f"{plan.day:%a} {plan.day.day} {plan.day:%B %Y}"
    lines = [f"{plan.path.name}: {day}" + (f", {plan.rhythm}" if plan.rhythm else ""), plan.described]
    changes = plan.changes
    for label, names in (("lead as of now", changes.leads), ("new", changes.new), ("left out", changes.gone)):
        if names:
            lines.append(f"{label}: {', '.join(names)}")
    if plan.carried:
        lines.append(f"{len(plan.carried)} open actions carried")
    return "\n".join((*lines, *plan.remarks))


def _print(plans: list[Plan]) -> int:
    for plan in plans:
        _say(told(plan))
        heading = f"==> {plan.path} <==\n" if len(plans) > 1 else ""
        text = heading + plan.text.text
        if put(escape_controls(text) if sys.stdout.isatty() else text):
            return 2
    return 0


def _say(text: str) -> None:
    for line in text.split("\n"):
        sys.stderr.write(f"pmc-tui: {escape_controls(line)}\n")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no date; one is written 2026-05-12") from None


def _count(text: str) -> int:
    if text.isdecimal() and 1 <= int(text) <= MOST:
        return int(text)
    raise argparse.ArgumentTypeError(f"{text!r} is no number from 1 to {MOST}")


def own_parser() -> Parser:
    """The words that `pmc-tui next` takes."""
    parser = Parser(
        prog="pmc-tui next",
        description=ABOUT["next"],
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "path",
        metavar="FILE|FOLDER",
        nargs="?",
        type=Path,
        default=Path(),
        help="a meeting, or a series' folder",
    )
    parser.add_argument(
        "--date", metavar="D", type=_day, help="the day, as 2026-05-12; else the series' rhythm"
    )
    parser.add_argument(
        "--count", metavar="N", type=_count, default=1, help="make so many, one after another"
    )
    parser.add_argument(
        "--from", dest="source", choices=[each.value for each in NextOrigin], help="what it is made from"
    )
    parser.add_argument("--carry", action="store_true", help="take the last meeting's open actions over")
    parser.add_argument("--dry-run", action="store_true", help="print the text and write nothing")
    return parser
