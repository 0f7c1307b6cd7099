"""`pmc-tui publish`: minutes by mail, as a commit or a pull request, actions as issues or in a calendar."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Final

from tui.commands.export import CannotReadError, data_name, load
from tui.commands.parsing import ABOUT, Parser
from tui.minutes.export.cleaning import known_names
from tui.minutes.export.forms import FORMS, Export
from tui.minutes.export.neighbours import around, next_day, status_of
from tui.minutes.export.output import CannotWriteError, Output, failed, put, write_all
from tui.minutes.keeping.live_file import LiveFile
from tui.minutes.keeping.results import CannotOpen, NotSaved
from tui.minutes.keeping.storage import StateFolder
from tui.minutes.noting.editing import EditError
from tui.minutes.publishing.mail import Mail, MailError, checked, send_by, way_for
from tui.minutes.publishing.request import COMMITTED, PublishError, exports_of, plan, struck_out
from tui.minutes.publishing.request import publish as publish_commit
from tui.minutes.publishing.secrets import Secret, told_in
from tui.minutes.publishing.secrets import struck as without
from tui.minutes.publishing.tickets import TicketError, create, tickets, tracker, with_address
from tui.minutes.publishing.tickets import told as told_tickets
from tui.minutes.reading.hidden import private_parts
from tui.minutes.reading.reader import read
from tui.minutes.series.folder import series_folder
from tui.minutes.text.conflict_markers import marker_blocks
from tui.minutes.text.escape import escape_controls
from tui.minutes.text.issues import home_of
from tui.settings.values import Settings
from tui.state import load_recipients, remember_export, save_recipients

_EPILOG: Final = """\
What is hidden is left out of mail and exports. What looks like an address, a phone number, a token or a word
said aside is told first, and nothing goes out: --strike WORDS takes it out, --keep-told leaves it. A commit
takes it out of the minutes file, too, as git would keep it. Else a commit has the minutes
as they are: where they have private parts, --with-private says that these go, too.

Exit status: 0 done, 1 something is to be looked at first, 2 it cannot be done. Nothing is half done.
"""


class _StopError(Exception):
    """Something is to be looked at first; the message says what."""


def publish(words: list[str], settings: Settings, state: StateFolder) -> int:
    """`pmc-tui publish FILE --mail|--commit|--pr|--issues|--ics [--dry-run]`."""
    options = own_parser().parse_args(words)
    try:
        return _published(options, settings, state)
    except _StopError as error:
        sys.stderr.write(f"pmc-tui: {escape_controls(str(error))}\n")
        return 1
    except (
        CannotOpen,
        CannotReadError,
        CannotWriteError,
        MailError,
        PublishError,
        TicketError,
        EditError,
    ) as error:
        return failed(str(error))


def _published(options: argparse.Namespace, settings: Settings, state: StateFolder) -> int:
    path: Path = options.file
    source = load(str(path))
    if marker_blocks(source.text):
        raise CannotReadError(f"{path.name} has git's conflict markers: choose a side of each first")
    meeting = read(source, str(path))
    keep = known_names(settings.export_keep)
    status = status_of(around(path, final=options.final), path)
    struck, following = frozenset(options.strike), next_day(path, meeting.date)
    export = Export(meeting, data_name(str(path)), keep, "", status, following, struck)
    export.home = home_of(path, settings.repo, settings.trackers)
    if options.way == "ics":
        return _calendar(export, path, options)
    if options.way == "issues":
        return _issues(export, path, options, state)
    _look(export, options)
    if options.way == "mail":
        return _mail(export, path, options, settings)
    return _commit(export, path, options, state)


def _look(export: Export, options: argparse.Namespace, sent: str = "") -> None:
    """Raises _StopError where something in the minutes is to be looked at first."""
    if not sent:
        whole = options.way in ("commit", "pr")
        sent = without(export.meeting.source.text, export.struck) if whole else str(FORMS["md"].make(export))
    told = told_in(sent)
    if told and not options.keep_told:
        lines = "; ".join(map(_in_words, told))
        raise _StopError(f"look at this first: {lines}. --strike takes it out, --keep-told leaves it")


def _in_words(told: Secret) -> str:
    return f"{told.kind}, “{told.words}”"


def _calendar(export: Export, path: Path, options: argparse.Namespace) -> int:
    made = str(FORMS["ics"].make(export))
    if options.dry_run:
        return put(made)
    out = path.with_suffix(".ics")
    write_all([Output(out, made)], force=True)
    return put(f"{escape_controls(str(out))}\n")


def _mail(export: Export, path: Path, options: argparse.Namespace, settings: Settings) -> int:
    series = series_folder(path)
    to = checked(options.to_address or settings.mail_to or load_recipients(series))
    title = export.cleaned.meeting.title or path.stem
    mail = Mail(to, title, str(FORMS["txt"].make(export)))
    way = way_for(mail, settings.mail_command)
    if options.dry_run:
        return put(f"{way.shown}\n\n{mail.message.decode('utf-8', 'replace')}")
    said = send_by(mail, way)
    save_recipients(series, to)
    return put(f"{escape_controls(said)}\n")


def _issues(export: Export, path: Path, options: argparse.Namespace, state: StateFolder) -> int:
    """Issues of the actions chosen; the address of each is in the file before the next one is made."""
    found = tickets(export)
    words = [each.casefold() for each in options.action]
    chosen = [each for each in found if not words or any(word in each.title.casefold() for word in words)]
    if not chosen:
        told = "with these words " if words else ""
        raise _StopError(f"there is no open action {told}that has no issue yet")
    _look(export, options, "\n".join(f"{each.title}\n{each.body}" for each in chosen))
    by = tracker(export.home)
    if options.dry_run:
        return put("".join(f"{escape_controls(line)}\n" for line in told_tickets(by, chosen)))
    live = LiveFile.open(path, state)
    for ticket in chosen:
        url = create(by, ticket, path.absolute().parent)
        put(f"{escape_controls(url)}\n")
        now = Export(read(live.known, str(path)), export.file_name, struck=export.struck)
        now.home = export.home
        edit = with_address(now, ticket, url)
        saved = live.save(edit.source, edit.before)
        if isinstance(saved, NotSaved):
            raise TicketError(f"{url} was made of “{ticket.title}”, but is not in the file: {saved.message}")
    return 0


def _commit(export: Export, path: Path, options: argparse.Namespace, state: StateFolder) -> int:
    if private_parts(export.meeting) and not options.with_private:
        lines = ", ".join(str(line + 1) for line, _ in private_parts(export.meeting))
        raise _StopError(
            f"line {lines} is private, and git keeps what it was given: --with-private commits it"
        )
    exports = exports_of(export, path, options.export)
    title = " ".join((export.cleaned.meeting.title or path.stem).split())
    said, request = f"{title}: minutes", options.way == "pr"
    planned = plan(path, exports, said, request=request, struck=export.struck)
    body = str(FORMS["md"].make(export))
    if options.dry_run:
        asks = [f"then a pull request to {planned.target.branch}: “{title}”"] if planned.target.own else []
        return put("".join(f"{escape_controls(line)}\n" for line in (*planned.told, *asks)))
    if any(words in export.meeting.source.text for words in export.struck):
        edit = struck_out(export.meeting, export.struck)
        saved = LiveFile.open(path, state).save(edit.source, edit.before)
        if isinstance(saved, NotSaved):
            raise PublishError(f"Nothing was committed: {saved.message}")
    done = publish_commit(planned, title, body)
    for place, content in exports.items():
        if place.suffix == ".md":
            remember_export(place, content)
    return put("".join(f"{escape_controls(line)}\n" for line in (done.said or done.commit, done.url) if line))


def own_parser() -> Parser:
    """The words that `pmc-tui publish` takes."""
    parser = Parser(
        prog="pmc-tui publish",
        description=ABOUT["publish"],
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("file", metavar="FILE", type=Path, help="a minutes file")
    ways = parser.add_mutually_exclusive_group(required=True)
    for way, meaning in (
        ("mail", "send the cleaned text, its summary first, by mail_command or sendmail"),
        ("commit", "commit the file to the branch that all use, and push"),
        ("pr", "commit it to a branch of its own, push, and ask for a pull request"),
        ("issues", "make issues of its open actions by gh or glab, and put their addresses behind them"),
        ("ics", "write the next meeting and what is due beside the file, for a calendar"),
    ):
        ways.add_argument(f"--{way}", dest="way", action="store_const", const=way, help=meaning)
    parser.add_argument(
        "--to-address", metavar="TO", default="", help="who gets the mail; else mail_to, or as last"
    )
    parser.add_argument(
        "--export", metavar="FORM", action="append", default=[], choices=COMMITTED,
        help="commit this export, too; repeatable",
    )  # fmt: skip
    parser.add_argument(
        "--action", metavar="WORDS", action="append", default=[],
        help="an issue only of the actions with these words; repeatable",
    )  # fmt: skip
    parser.add_argument("--final", action="store_true", help="the minutes are approved")
    parser.add_argument(
        "--strike", metavar="WORDS", action="append", default=[], help="take this out; repeatable"
    )
    parser.add_argument("--keep-told", action="store_true", help="what was told may go out")
    parser.add_argument("--with-private", action="store_true", help="commit private parts, too")
    parser.add_argument("--dry-run", action="store_true", help="show what would be sent, and send nothing")
    return parser
