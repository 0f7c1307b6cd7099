"""The `pmc-tui` command. Every sub-command is a few lines; imports wait until one is chosen."""

from __future__ import annotations

import gc
import io
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from tui.settings.values import Settings

USAGE_ERROR: Final = 2
INTERRUPTED: Final = 130  # as shells have it for ctrl+c

NO_WINDOWS: Final = "Windows is not supported; in WSL (wsl --install) it runs as on Linux."

_OWN: Final = ("tui", "widgets")
"""Our packages. Other projects' have these names, too, and one environment has room for one of them."""

_OBJECTS: Final = 100_000
"""New objects after which a sub-command looks for garbage: more than one makes before it reads a file."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run `pmc-tui`; returns the exit status: 0 good, 1 something found, 2 cannot do that."""
    if os.name == "nt":
        sys.stderr.write(f"pmc-tui: {NO_WINDOWS}\n")
        return USAGE_ERROR
    try:
        return _told(sys.argv[1:]) if arguments is None else _run(list(arguments))
    except ImportError as error:
        return _overwritten(error)
    finally:
        if arguments is None:
            gc.freeze()  # the process ends: looking through all it has for garbage once more takes its time


def _overwritten(error: ImportError) -> int:
    """Tell of a package of our name that is somebody else's; what fails to import otherwise is raised."""
    package = (error.name or "").partition(".")[0]
    if package not in _OWN:
        raise error
    from importlib.util import find_spec  # noqa: PLC0415 - for this alone

    spec = find_spec(package)
    place = spec.origin if spec is not None and spec.origin is not None else "nowhere"
    sys.stderr.write(
        f"pmc-tui: another package has taken the place of this program's own `{package}` (it is {place}): "
        "install pmc-tui by itself, with pipx install or uv tool install.\n"
    )
    return USAGE_ERROR


def _told(words: list[str]) -> int:
    """Run it, and let all it prints out: to whoever reads only the start, to a full disk, in any locale."""
    closed = _open_streams()
    try:
        try:
            status = _run(words)
        except SystemExit as error:  # argparse's, which has printed help or what is wrong
            status = error.code if isinstance(error.code, int) else 0 if error.code is None else USAGE_ERROR
        sys.stdout.flush()
        sys.stderr.flush()
    except KeyboardInterrupt:
        return _shut(INTERRUPTED)
    except BrokenPipeError:  # whoever reads has seen enough, as in `| head`
        return _shut(0)
    except OSError as error:
        if error.filename is not None:
            raise
        return _shut(USAGE_ERROR, error.strerror or str(error))
    if closed is not None and closed.getvalue():
        return _shut(USAGE_ERROR, "it is closed")
    return status


def _open_streams() -> io.BytesIO | None:
    """Have streams that take any character, and be there; returns what takes output that is closed."""
    closed: io.BytesIO | None = None
    if sys.stdout is None:
        closed = io.BytesIO()
        sys.stdout = io.TextIOWrapper(closed, encoding="utf-8")
    if sys.stderr is None:
        sys.stderr = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    if isinstance(sys.stdout, io.TextIOWrapper):  # argparse hides what a write that goes through tells
        sys.stdout.reconfigure(errors="replace", write_through=False)
    return closed


def _shut(status: int, problem: str = "") -> int:
    """Write nothing more, for what is left in the streams would fail once more at the end of the process."""
    if problem:
        with suppress(OSError):
            sys.stderr.write(f"pmc-tui: cannot write standard output: {problem}\n")
            sys.stderr.flush()
    for number in (1, 2):
        with suppress(OSError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), number)
    return status


def _run(words: list[str]) -> int:
    command = COMMANDS.get(words[0]) if words else None
    if command is None and words and (slip := _slip(words[0])):
        sys.stderr.write(f"pmc-tui: {slip}\n")
        return USAGE_ERROR
    if command is not None:
        gc.set_threshold(_OBJECTS)
        return command(words[1:])
    return open_meeting(words)


def _slip(word: str) -> str:
    """What to say of a word that is no command and no file; empty where it may be meant as a path."""
    if not word.isidentifier() or Path(word).exists():
        return ""
    from difflib import get_close_matches  # noqa: PLC0415 - only for a slip

    near = get_close_matches(word, COMMANDS, 1)
    meant = f"did you mean {near[0]}?" if near else f"there are {', '.join(COMMANDS)}"
    return f"unknown command {word} ({meant}), and no file is called that"


def open_meeting(words: list[str]) -> int:
    """`pmc-tui [PATH]`: open a meeting on the screen."""
    from tui.minutes.text.escape import escape_controls  # noqa: PLC0415
    from tui.options import options_of  # noqa: PLC0415

    options = options_of(words)
    gc.disable()  # nothing made before the first paint is garbage; the app looks for it from then on
    from tui.start import CannotStartError, start  # noqa: PLC0415

    try:
        return start(options)
    except CannotStartError as error:
        sys.stderr.write(f"pmc-tui: {escape_controls(str(error))}\n")
        return USAGE_ERROR


def _export(words: list[str]) -> int:
    from tui.commands.export import export  # noqa: PLC0415

    settings = _settings(words)
    return export(words, settings) if settings is not None else USAGE_ERROR


def _settings(words: Sequence[str] = ()) -> Settings | None:
    """The person's settings, and those of the committee of the first file among some words.

    None, with a message, where they cannot be used.
    """
    from tui.minutes.text.escape import escape_controls  # noqa: PLC0415
    from tui.settings.values import SettingsError, load_settings, speak, strange_variables  # noqa: PLC0415

    for strange in strange_variables(os.environ):
        sys.stderr.write(f"pmc-tui: {escape_controls(strange)}\n")
    try:
        found = load_settings(minutes=next((Path(each) for each in words if os.path.lexists(each)), None))
    except SettingsError as error:
        sys.stderr.write(f"pmc-tui: {escape_controls(str(error))}\n")
        return None
    speak(found)
    return found


def _show_settings(words: list[str]) -> int:
    from tui.commands.settings import show_settings  # noqa: PLC0415

    return show_settings(words)


def _publish(words: list[str]) -> int:
    from tui.commands.publish import publish  # noqa: PLC0415
    from tui.start import state_folder  # noqa: PLC0415

    settings = _settings(words)
    return publish(words, settings, state_folder(settings)) if settings is not None else USAGE_ERROR


def _schema(words: list[str]) -> int:
    from tui.commands.export import schema  # noqa: PLC0415

    return schema(words)


def _check(words: list[str]) -> int:
    from tui.commands.check import check_files  # noqa: PLC0415
    from tui.minutes.check.votes import VotingRules  # noqa: PLC0415
    from tui.start import state_folder  # noqa: PLC0415

    settings = _settings(words)
    if settings is None:
        return USAGE_ERROR
    voting = VotingRules(settings.majority, settings.quorum)
    return check_files(words, state_folder(settings), settings.check_ignore, voting)


def _completion(words: list[str]) -> int:
    from tui.commands.completion import completion  # noqa: PLC0415

    return completion(words)


def _doctor(words: list[str]) -> int:
    from tui.commands.doctor import doctor  # noqa: PLC0415

    return doctor(words)


def _note(words: list[str]) -> int:
    from tui.commands.note import note  # noqa: PLC0415
    from tui.minutes.noting.capture import Context  # noqa: PLC0415
    from tui.minutes.running.votes import scale_of  # noqa: PLC0415
    from tui.start import state_folder  # noqa: PLC0415
    from tui.state import load_app_state  # noqa: PLC0415

    settings = _settings(words)
    if settings is None:
        return USAGE_ERROR
    me = settings.me or load_app_state()[0].me
    typist = Context(me=me, scale=scale_of(settings.scale), majority=settings.majority)
    return note(words, state_folder(settings), typist)


def _log(words: list[str]) -> int:
    from tui.commands.log import log  # noqa: PLC0415
    from tui.start import state_folder  # noqa: PLC0415

    settings = _settings(words)
    return log(words, state_folder(settings)) if settings is not None else USAGE_ERROR


def _serve(words: list[str]) -> int:
    from tui.commands.serve import serve  # noqa: PLC0415

    return serve(words)


def _sync(words: list[str]) -> int:
    from tui.commands.sync import sync  # noqa: PLC0415
    from tui.start import state_folder  # noqa: PLC0415

    settings = _settings(words)
    return sync(words, state_folder(settings)) if settings is not None else USAGE_ERROR


def _keys(words: list[str]) -> int:
    settings = _settings()
    if settings is None:
        return USAGE_ERROR
    from tui.commands.keys import list_keys  # noqa: PLC0415
    from tui.settings.values import RefusedSettingError  # noqa: PLC0415

    try:
        return list_keys(words, settings)
    except RefusedSettingError as error:
        from tui.settings.file import told  # noqa: PLC0415 - pydantic is heavy

        sys.stderr.write(f"pmc-tui: {told(error)}\n")
        return USAGE_ERROR


def _next(words: list[str]) -> int:
    from datetime import date  # noqa: PLC0415

    from tui.commands.next import asks, make_next  # noqa: PLC0415
    from tui.paths import state_dir  # noqa: PLC0415

    if _settings(words or ["."]) is None:
        return USAGE_ERROR
    return make_next(words, state_dir(), date.today(), asks())  # noqa: DTZ011 - a meeting's day is where people are


def _series(words: list[str]) -> int:
    from datetime import date  # noqa: PLC0415

    from tui.commands.series import series  # noqa: PLC0415

    settings = _settings(words)
    if settings is None:
        return USAGE_ERROR
    return series(words, date.today(), settings.voting)  # noqa: DTZ011 - as above


def _find(words: list[str]) -> int:
    from tui.commands.find import find  # noqa: PLC0415

    return find(words) if _settings(words) is not None else USAGE_ERROR


COMMANDS: Final[dict[str, Callable[[list[str]], int]]] = {
    "check": _check,
    "completion": _completion,
    "doctor": _doctor,
    "export": _export,
    "find": _find,
    "keys": _keys,
    "log": _log,
    "next": _next,
    "note": _note,
    "publish": _publish,
    "schema": _schema,
    "serve": _serve,
    "sync": _sync,
    "series": _series,
    "settings": _show_settings,
}
"""Sub-command to what runs it; each parses its own words and imports what it needs itself."""


if __name__ == "__main__":
    sys.exit(main())
