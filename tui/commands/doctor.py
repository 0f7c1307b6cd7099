"""`pmc-tui doctor`: what this program runs on, for a report of a fault; nothing of anybody's minutes."""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Final

from tui import __version__
from tui.commands.parsing import ABOUT, Parser
from tui.minutes.export.output import put
from tui.minutes.text.escape import escape_controls
from tui.paths import settings_file, shown_path, state_dir
from tui.terminal.charset import UTF_8, charset_of, locale_of

_PACKAGES: Final = ("textual", "rich", "markdown-it-py", "watchfiles", "pydantic")
_TERMINAL: Final = ("TERM", "COLORTERM", "COLORFGBG", "TERM_PROGRAM", "TERM_PROGRAM_VERSION", "ESCDELAY")
_AROUND: Final = ("TMUX", "STY", "SSH_CONNECTION", "WSL_DISTRO_NAME", "MOSH_KEY")
"""Variables of which only is told that they are set: what is in them may be private."""
_CHANGES: Final = ("NO_COLOR", "WATCHFILES_FORCE_POLLING", "TEXTUAL_DISABLE_KITTY_KEY", "PYTHONUTF8")


def doctor(words: list[str]) -> int:
    """`pmc-tui doctor`; returns 0, or 1 where something is unusual."""
    own_parser().parse_args(words)
    unusual = list(_unusual())
    parts = [("versions", _versions()), ("terminal", _terminal()), ("paths", _paths())]
    parts += [("unusual", iter(unusual or ["nothing"]))]
    written = (
        f"{title}\n" + "".join(f"  {escape_controls(line)}\n" for line in lines) for title, lines in parts
    )
    put("\n".join(written))
    return 1 if unusual else 0


def own_parser() -> Parser:
    """The words that `pmc-tui doctor` takes."""
    return Parser(
        prog="pmc-tui doctor",
        description=ABOUT["doctor"],
        epilog="Exit status: 0 nothing is unusual, 1 something is.",
    )


def _versions() -> Iterator[str]:
    yield f"pmc-tui {__version__}"
    yield f"Python {platform.python_version()}"
    yield f"{platform.system()} {platform.release()}, {platform.machine()}"
    for name in _PACKAGES:
        try:
            yield f"{name} {version(name)}"
        except PackageNotFoundError:
            yield f"{name} is missing"


def _terminal() -> Iterator[str]:
    for name in (*_TERMINAL, *_CHANGES):
        if name in os.environ:
            yield f"{name}={os.environ[name]}"
    around = [name for name in _AROUND if os.environ.get(name)]
    if around:
        yield f"within {', '.join(around)}"
    streams = (("input", sys.__stdin__), ("output", sys.__stdout__), ("errors", sys.__stderr__))
    yield ", ".join(f"{name} {_kind(stream)}" for name, stream in streams)
    try:
        columns, rows = os.get_terminal_size(sys.__stdout__.fileno() if sys.__stdout__ is not None else 1)
        yield f"{columns} columns, {rows} rows"
    except (OSError, ValueError):
        yield "no size"
    locale = locale_of(os.environ)
    yield f"locale {locale or 'not set'}, drawn in {charset_of(locale)}"


def _paths() -> Iterator[str]:
    for name, path in (("settings", settings_file()), ("state", state_dir())):
        state = "is there" if path.exists() else "is not there yet"
        yield f"{name}: {shown_path(path)}, {state}"
    yield f"changes of files are {'polled for' if _polls() else 'told by the system (watchfiles)'}"


def _unusual() -> Iterator[str]:
    """What may explain a fault, with what to do."""
    if os.environ.get("TERM", "") in ("", "dumb", "unknown"):
        yield "TERM names no terminal that can place text: set it to what yours is, or use pmc-tui export"
    locale = locale_of(os.environ)
    if charset_of(locale) != UTF_8 or locale in ("", "C", "POSIX"):
        yield "the locale is not UTF-8: set LC_ALL=C.UTF-8, or letters may be shown as others"
    if _polls():
        yield "changes of files are polled for: what others save comes a moment later"
    folder = next(path for path in (state_dir(), *state_dir().absolute().parents) if path.exists())
    if not os.access(folder, os.W_OK):
        yield "the state folder cannot be written: no drafts and versions are kept; set PMC_TUI_STATE_DIR"
    if (problem := _settings_problem()) is not None:
        yield f"the settings cannot be used: {problem}"


def _settings_problem() -> str | None:
    from tui.settings.values import SettingsError, load_settings  # noqa: PLC0415

    try:
        load_settings()
    except SettingsError as error:
        return str(error).replace(str(Path.home()), "~").replace("\n", " ")
    return None


def _polls() -> bool:
    return os.environ.get("WATCHFILES_FORCE_POLLING", "").lower() not in ("", "0", "false", "disable")


def _kind(stream: object) -> str:
    if stream is None:
        return "closed"
    return "is a terminal" if getattr(stream, "isatty", bool)() else "is no terminal"
