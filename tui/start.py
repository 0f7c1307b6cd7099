"""What `pmc-tui [PATH]` opens, and the checks before the screen is taken."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import NamedTuple

from tui import __version__
from tui.minutes.ahead.reading_ahead import ReadingAhead
from tui.minutes.keeping.live_file import LiveFile
from tui.minutes.keeping.results import CannotOpen
from tui.minutes.keeping.storage import StateFolder
from tui.minutes.text.escape import escape_controls
from tui.options import Options
from tui.paths import settings_file, state_dir
from tui.settings.values import (
    RefusedSettingError,
    Settings,
    SettingsError,
    committee_file,
    load_settings,
    speak,
    strange_variables,
)
from tui.terminal.charset import UTF_8, charset_of, locale_of


class CannotStartError(Exception):
    """Nothing can be opened; the message says why and what to do."""


class Chosen(NamedTuple):
    """The file to open, and what to say about it at first."""

    path: Path
    greeting: str = ""


def choose(path: Path | None, *, demo: bool, keys: Mapping[str, str] | None = None) -> Chosen:
    """The file meant: itself, a folder's newest meeting, or the example. Raises CannotStartError.

    `keys` are the person's own, by command id, for what is said at first.
    """
    if demo:
        return _example("")
    folder = Path() if path is None else path
    try:
        if not folder.is_dir():
            return Chosen(folder)
        from tui.minutes.series.folder import newest  # noqa: PLC0415 - only for a folder
        from tui.state import load_exports  # noqa: PLC0415

        found = newest(folder, load_exports())
    except OSError as error:
        raise CannotStartError(
            f"{folder} cannot be read: {error.strerror}. Name a minutes file, or another folder."
        ) from error
    if found is not None:
        from tui.keyboard.commands import named  # noqa: PLC0415 - only for a folder

        others = f"{named(keys or {}, 'open_meeting')} picks another meeting of this folder."
        return Chosen(found.path, f"{found.path.name} is the newest meeting; {others}")
    if path is not None:
        raise CannotStartError(
            f"{path} is a folder without minutes (Markdown files). "
            "Name a minutes file, or try the example: pmc-tui --demo"
        )
    return _example("No minutes in this folder. ")


def begin(path: Path, today: date, ask: Callable[[str], str]) -> Chosen | None:
    """Make a meeting's file that is not there, in a folder of meetings, as `pmc-tui next` would; None: not.

    Its day is that in its name, else that of the series' rhythm; where no meeting is there to go on from, it
    has the usual sections. What is made is told, and asked first. Raises CannotStartError where it cannot
    be written.
    """
    from dataclasses import replace  # noqa: PLC0415 - most files are there

    from tui.minutes.export.output import CannotWriteError  # noqa: PLC0415
    from tui.minutes.series.folder import SUFFIXES, date_of_name, series_folder  # noqa: PLC0415
    from tui.minutes.series.next_file import plan_next, write  # noqa: PLC0415
    from tui.minutes.series.plan import CannotPlanError, Wish  # noqa: PLC0415

    path = path.absolute()
    if not path.name.lower().endswith(SUFFIXES) or not path.parent.is_dir():
        return None
    try:
        [plan] = plan_next(series_folder(path), Wish(date_of_name(path)), today)
    except CannotPlanError:
        return _begin_first(path, date_of_name(path) or today, ask)
    if plan.part_of is not None or series_folder(plan.last.path) != series_folder(path):
        return None
    day = f"{plan.day:%a} {plan.day.day} {plan.day:%B %Y}"
    question = f"There is no {path.name} yet. Begin it for {day}, {plan.described}? [Y/n] "
    if ask(escape_controls(question)).strip().casefold() not in ("", "y", "yes"):
        return None
    try:
        write(replace(plan, path=path), state_dir())
    except CannotWriteError as error:
        raise CannotStartError(str(error)) from error
    return Chosen(path, f"{path.name} is new: {plan.described}.")


def _usual(day: date) -> str:
    """A file to begin with where there is none to go on from, in the committee's language."""
    from tui.minutes.reading.languages import assumed, written  # noqa: PLC0415 - as above

    names = ("meeting", "attendees", "agenda", "discussion", "actions")
    title, *sections = (written(assumed(), name) for name in names)
    return "\n".join([f"# {title} {day}", *(f"\n## {section}" for section in sections), ""])


def _begin_first(path: Path, day: date, ask: Callable[[str], str]) -> Chosen | None:
    """Make the first file of a folder, which nothing that is there meanwhile is written over for."""
    question = f"There is no {path.name} yet. Begin it for {day}, with the usual sections? [Y/n] "
    if ask(escape_controls(question)).strip().casefold() not in ("", "y", "yes"):
        return None
    try:
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(_usual(day))
    except FileExistsError:
        return Chosen(path)
    except OSError as error:
        raise CannotStartError(f"{path} cannot be made: {error.strerror}. Name another file.") from error
    return Chosen(path, f"{path.name} is new: the usual sections.")


def _lost_keys(settings: Settings) -> str:
    """A word, once, on commands whose keys a person's own have taken: they may be newer than those."""
    if not settings.keys:
        return ""
    from tui.keyboard.keymap import without_keys  # noqa: PLC0415 - most people have no keys of their own
    from tui.state import load_app_state, update_app_state  # noqa: PLC0415 - as above

    lost = without_keys(settings.keys, settings.keymap)
    known = load_app_state()[0].without_keys
    new = [identity for identity in lost if identity not in known]
    if new or set(known) - lost.keys():
        update_app_state(lambda state: state._replace(without_keys=tuple(lost)))
    told = ", ".join(f"{identity} (its key is {lost[identity]}'s)" for identity in new)
    return f"Your own keys come first. Without a key now: {told}. The palette has it." if new else ""


def start(options: Options) -> int:
    """Open the screen on a meeting and stay until it is left. Raises CannotStartError.

    Whoever wants to `follow` gets a file without a state folder: nothing is kept of it, and nothing written.
    With `debug` a log is written.
    """
    path, demo, follow, served = options.path, options.demo, options.follow, options.served
    settings = _settings()
    settings = settings._replace(plain=settings.plain or options.plain)
    if options.debug or settings.debug:
        _begin_log()
    if not served and (problem := terminal_problem(os.environ)):
        if path is not None:
            _open(choose(path, demo=demo, keys=settings.keys), None)  # whether it is there comes first
        raise CannotStartError(problem)
    chosen = choose(path, demo=demo, keys=settings.keys)
    settings = _settings(chosen.path)._replace(plain=settings.plain)
    if not follow and not os.path.lexists(chosen.path):
        chosen = begin(chosen.path, date.today(), _answer) or chosen  # noqa: DTZ011 - where people are
    live = _open(chosen, None if follow else state_folder(settings))

    live.ahead = ReadingAhead.begin(live.known, live.path.name)

    from tui.app import PmcApp  # noqa: PLC0415 - a file that cannot be opened needs no screen

    try:
        _check_quorum(settings)
        said = (
            chosen.greeting,
            "" if follow else committee_told(chosen.path),
            locale_told(os.environ),
            *strange_variables(os.environ),
            _lost_keys(settings),
        )
        greeting = " ".join(filter(None, said))
        app = PmcApp(
            live,
            settings,
            greeting,
            follows=follow,
            first="share" if options.share else "",
            served=served,
        )
    except RefusedSettingError as error:
        from tui.settings.file import told  # noqa: PLC0415 - pydantic is heavy

        raise CannotStartError(str(told(error))) from error
    app.first_line, app.more_files = options.line, options.more
    app.run(mouse=settings.mouse)
    return app.return_code or 0


def _answer(question: str) -> str:
    try:
        return input(question)
    except (EOFError, KeyboardInterrupt):
        return "n"


def _begin_log() -> None:
    """Begin the debug log. Raises CannotStartError where that cannot be: somebody looks for a fault."""
    from tui.debug_log import log, start  # noqa: PLC0415 - most write none

    try:
        start(state_dir())
    except OSError as error:
        told = f"no debug log can be written into {state_dir()}: {error.strerror}."
        raise CannotStartError(f"{told} Name a folder of yours in PMC_TUI_STATE_DIR.") from error
    log("start", f"pmc-tui {__version__}, TERM={os.environ.get('TERM', '')}")


def _open(chosen: Chosen, state: StateFolder | None) -> LiveFile:
    try:
        return LiveFile.open(chosen.path, state)
    except CannotOpen as error:
        raise CannotStartError(str(error)) from error


def terminal_problem(environment: Mapping[str, str]) -> str:
    """Why there is no screen to be had here, with what to do instead; empty where there is one."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        return (
            "this needs a terminal, and the input or output is redirected. "
            "For scripts there are: pmc-tui export, pmc-tui schema"
        )
    kind = environment.get("TERM", "")
    if kind in ("", "dumb", "unknown"):
        said = f"says that it cannot place text on a screen (TERM={kind})" if kind else "has no name (TERM)"
        return (
            f"this terminal {said}. Use another one, or "
            "set TERM to what it is, with pmc-tui --plain FILE for words and lines only. "
            "To read minutes right here: pmc-tui export FILE --to txt"
        )
    return ""


def committee_told(minutes: Path) -> str:
    """What to say once of a committee's settings that are new to this person; empty for nothing."""
    file = committee_file(minutes)
    if file is None:
        return ""
    from tui.state import is_first_seen  # noqa: PLC0415 - most minutes have no such file

    if not is_first_seen(file):
        return ""
    import tomllib  # noqa: PLC0415 - most minutes have no such file

    count = len(tomllib.loads(file.read_text("utf-8-sig")))
    return f"Settings of this committee: {count}  ^p Settings"


def locale_told(environment: Mapping[str, str]) -> str:
    """What to say about a locale that is not UTF-8; empty where there is nothing to say."""
    locale = locale_of(environment)
    if (charset := charset_of(locale)) != UTF_8:
        return f"The locale is {locale}: what {charset} cannot show is drawn in ASCII. UTF-8 shows all."
    if locale in ("C", "POSIX"):
        return f"The locale is {locale}, which is no UTF-8; the screen is drawn in UTF-8 all the same."
    return ""


def state_folder(settings: Settings) -> StateFolder:
    """The state folder, with what the settings allow versions to take."""
    most = settings.keep_versions_mb * 1024 * 1024
    return StateFolder(state_dir(), max_days=settings.keep_versions_days, max_bytes=most)


def _check_quorum(settings: Settings) -> None:
    """Raises RefusedSettingError for a quorum that is none."""
    if settings.quorum != "":
        from tui.minutes.roll_call.quorum import ALLOWED, QuorumError, parse  # noqa: PLC0415 - most have none set

        try:
            parse(settings.quorum)
        except QuorumError as error:
            raise RefusedSettingError("quorum", str(settings.quorum), ALLOWED) from error


def _settings(minutes: Path | None = None) -> Settings:
    try:
        found = load_settings(settings_file(), os.environ, minutes)
    except SettingsError as error:
        raise CannotStartError(str(error)) from error
    speak(found)
    return found


def _example(why: str) -> Chosen:
    from tui.paths import scratch_copy  # noqa: PLC0415 - only for the example

    try:
        copy = scratch_copy()
    except OSError as error:
        told = f"no scratch copy of the example can be made: {error.strerror}."
        raise CannotStartError(f"{told} Make room for it, or name another folder in TMPDIR.") from error
    return Chosen(copy, f"{why}The example meeting, a scratch copy: try everything, nothing is at stake.")
