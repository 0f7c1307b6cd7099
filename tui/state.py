"""What the program remembers by itself between two starts: of a minutes file, and of the app.

Small JSON files in the state folder: of each minutes file one for its marks and place, one for its clock, one
for its queue, one for lines typed and not written, one for private lines; and one for the app. They are a
comfort, never a condition: one that cannot be read counts as empty, one that cannot be written is not
written, and either way the caller gets a sentence that says so. Nothing here is in, or changes, the file.

json is imported where it is used: a first start has nothing to read before the first paint.
"""

from __future__ import annotations

import os
import threading
import zlib
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final, NamedTuple

from tui import paths
from tui.minutes.keeping.storage import StateFolder

VERSION: Final = 1
"""Number of the files' format; a file with another number counts as unreadable and is replaced."""

_LARGEST: Final = 4_000_000  # bytes; a state file beyond that is none of ours

_MOST_EXPORTS: Final = 1000
_HARMLESS: Final = "Minutes are not touched by that; name a folder of yours in PMC_TUI_STATE_DIR."

_CHANGING: Final = threading.Lock()


_NO_SPLITS: Final[Mapping[str, int]] = {}
_NOTHING_READ: Final[Mapping[str, tuple[int, ...]]] = {}


class FileState(NamedTuple):
    """What is remembered of one minutes file. Sections are named by their `key`.

    `folded` are those whose branch of the tree is closed; `place` is the row where the cursor was, empty for
    nowhere. Of those `opened` all items are topics of the agenda, of those `closed` none is.
    """

    reviewed: frozenset[str] = frozenset()
    folded: frozenset[str] = frozenset()
    place: str = ""
    read: Mapping[str, tuple[int, ...]] = _NOTHING_READ  # checksums of each section's items as reviewed
    opened: frozenset[str] = frozenset()
    closed: frozenset[str] = frozenset()


class AppState(NamedTuple):
    """What is remembered of the app: the chosen theme, what share of the screen areas were given, the tour.

    Shares are in thousandths, by the name of the area.
    `dark` is what the terminal last said of its background; None while it has said nothing.
    `tour_steps` of the tour are done; it does not begin by itself once it is `tour_over`, done or left.
    `me` is the name that reviews are signed with, once it was asked.
    Of the commands `without_keys` it was told that a person's own keys took theirs.
    `forum` is the form in which minutes are copied for a forum or wiki, once it was chosen.
    """

    theme: str | None = None
    splits: Mapping[str, int] = _NO_SPLITS
    dark: bool | None = None
    tour_steps: int = 0
    tour_over: bool = False
    me: str = ""
    without_keys: tuple[str, ...] = ()
    forum: str = ""


def load_file_state(minutes: Path) -> tuple[FileState, str | None]:
    """What is remembered of a minutes file, and a sentence when what was there could not be used."""
    data, problem = _read(_file_of(minutes))
    place, read = data.get("place"), data.get("read")
    sums = read.items() if isinstance(read, dict) else ()
    return FileState(
        reviewed=frozenset(_words(data.get("reviewed"))),
        folded=frozenset(_words(data.get("folded"))),
        place=place if isinstance(place, str) else "",
        opened=frozenset(_words(data.get("opened"))),
        closed=frozenset(_words(data.get("closed"))),
        read={key: _numbers(value) for key, value in sums if isinstance(value, list)},
    ), problem


def save_file_state(minutes: Path, state: FileState) -> str | None:
    """Remember the state of a minutes file; returns a sentence when that was not possible."""
    sets = {name: sorted(getattr(state, name)) for name in ("reviewed", "folded", "opened", "closed")}
    data: dict[str, object] = {**sets, "place": state.place}
    if state.read:
        data["read"] = dict(state.read)
    return _keep(_file_of(minutes), minutes, data)


def load_clock(minutes: Path) -> tuple[dict[str, object], str | None]:
    """What is remembered of a meeting's clock, and a sentence when what was there could not be used."""
    return _read(_file_of(minutes, "clocks"))


def save_clock(minutes: Path, data: Mapping[str, object] | None) -> str | None:
    """Remember a meeting's clock, None to forget it; returns a sentence when that was not possible."""
    return _keep(_file_of(minutes, "clocks"), minutes, data)


def load_queue(minutes: Path) -> tuple[dict[str, object], str | None]:
    """What is remembered of who wants to speak, and a sentence when what was there could not be used."""
    return _read(_file_of(minutes, "queues"))


def save_queue(minutes: Path, data: Mapping[str, object] | None) -> str | None:
    """Remember who wants to speak, None to forget it; returns a sentence when that was not possible."""
    return _keep(_file_of(minutes, "queues"), minutes, data)


def load_aside(minutes: Path) -> list[tuple[str, str]]:
    """The lines typed for notes of a file and not written yet: what each is for, and its words."""
    data, _ = _read(_file_of(minutes, "aside"))
    lines = data.get("lines")
    pairs = [_words(line) for line in lines] if isinstance(lines, list) else []
    return [(pair[0], pair[1]) for pair in pairs if len(pair) == 2]


def save_aside(minutes: Path, lines: Sequence[tuple[str, str]]) -> str | None:
    """Remember such lines, in place of those before; returns a sentence when that was not possible."""
    data = {"lines": [list(line) for line in lines]} if lines else None
    return _keep(_file_of(minutes, "aside"), minutes, data)


class PrivateLine(NamedTuple):
    """A line that is in no file: its words, the key of its section, and the text of what it stands under."""

    words: str
    section: str = ""
    under: str = ""


def load_private(minutes: Path) -> list[PrivateLine]:
    """The private lines of a file."""
    lines = _read(_file_of(minutes, "private"))[0].get("lines")
    found = [_words(line) for line in lines] if isinstance(lines, list) else []
    return [PrivateLine(*line) for line in found if len(line) == 3]


def save_private(minutes: Path, lines: Sequence[PrivateLine]) -> str | None:
    """Remember private lines, in place of those before; returns a sentence when that was not possible."""
    return _keep(_file_of(minutes, "private"), minutes, {"lines": list(map(list, lines))} if lines else None)


class Remembered(NamedTuple):
    """What is remembered of a file and of the app; `problem` is a sentence where that could not be used."""

    file: FileState = FileState()
    app: AppState = AppState()
    problem: str | None = None


def load_remembered(minutes: Path) -> Remembered:
    """All that a meeting is shown with. Blocks."""
    file, problem = load_file_state(minutes)
    return Remembered(file, load_app_state()[0], problem)


def load_app_state() -> tuple[AppState, str | None]:
    """What is remembered of the app's looks, and a sentence when what was there could not be used."""
    data, problem = _read(_app_file())
    theme, splits, dark = data.get("theme"), data.get("splits"), data.get("dark")
    steps, me, forum = data.get("tour_steps"), data.get("me"), data.get("forum")
    sizes = splits.items() if isinstance(splits, dict) else ()
    return AppState(
        theme=theme if isinstance(theme, str) else None,
        splits={name: size for name, size in sizes if isinstance(size, int) and size > 0},
        dark=dark if isinstance(dark, bool) else None,
        tour_steps=steps if isinstance(steps, int) and steps > 0 else 0,
        tour_over=data.get("tour_over") is True,
        me=me if isinstance(me, str) else "",
        without_keys=tuple(_words(data.get("without_keys"))),
        forum=forum if isinstance(forum, str) else "",
    ), problem


def save_app_state(state: AppState) -> str | None:
    """Remember the app's looks; returns a sentence when that was not possible."""
    return _write(_app_file(), state._asdict())


def update_app_state(change: Callable[[AppState], AppState]) -> str | None:
    """Change what is remembered of the app's looks, one change at a time; may be called from any thread.

    Returns a sentence when that was not possible.
    """
    with _CHANGING:
        before, _ = load_app_state()
        after = change(before)
        return save_app_state(after) if after != before else None


def remember_export(path: Path, content: str | bytes) -> None:
    """Remember that cleaned minutes were written to a file, so that it is not taken for a meeting.

    Blocks; may be called from any thread. One that cannot be remembered is known by its name at most.
    """
    data = content.encode("utf-8", "replace") if isinstance(content, str) else content
    with _CHANGING:
        known = _read(_exports_file())[0].get("files")
        files = dict(known) if isinstance(known, dict) else {}
        files.pop(os.path.realpath(path), None)
        files[os.path.realpath(path)] = zlib.crc32(data)
        _write(_exports_file(), {"files": dict(list(files.items())[-_MOST_EXPORTS:])})


def load_exports() -> Callable[[Path], bool]:
    """What tells of a file whether it is an export of ours still, as it was written. Blocks."""
    data, _ = _read(_exports_file())
    files = data.get("files")
    known = files if isinstance(files, dict) else {}

    def is_export(path: Path) -> bool:
        expected = known.get(os.path.realpath(path)) if known else None
        if expected is None:
            return False
        try:
            with path.open("rb") as stream:
                return bool(zlib.crc32(stream.read(_LARGEST)) == expected)
        except OSError:
            return False

    return is_export


def is_first_seen(committee: Path) -> bool:
    """Whether a committee's settings are new to this person; they are not, from then on. Blocks."""
    place = os.path.realpath(committee)
    with _CHANGING:
        known = _words(_read(_committees_file())[0].get("files"))
        if place in known:
            return False
        return _write(_committees_file(), {"files": [*known[-_MOST_EXPORTS:], place]}) is None


def load_recipients(series: Path) -> str:
    """Who got the last mail of a series' minutes; empty for nobody."""
    found = _read(_file_of(series, "recipients"))[0].get("to")
    return found if isinstance(found, str) else ""


def save_recipients(series: Path, to: str) -> str | None:
    """Remember who got a mail; returns a sentence when that was not possible."""
    return _keep(_file_of(series, "recipients"), series, {"to": to})


def _committees_file() -> Path:
    return paths.state_dir() / "committees.json"


def _exports_file() -> Path:
    return paths.state_dir() / "exports.json"


def _app_file() -> Path:
    return paths.state_dir() / "app.json"


def _file_of(minutes: Path, kind: str = "files") -> Path:
    """Named by checksums of the real path, so that two ways to one file share their marks.

    Nobody is to be kept out, and hashlib takes as long to import as the file takes to read.
    """
    path = os.fsencode(os.path.realpath(minutes))
    return paths.state_dir() / kind / f"{zlib.crc32(path):08x}{zlib.crc32(path[::-1]):08x}.json"


def _keep(file: Path, minutes: Path, data: Mapping[str, object] | None) -> str | None:
    """Write what is remembered of a minutes file; None takes the file of it away."""
    if data is not None:
        return _write(file, {"file": os.path.realpath(minutes), **data})
    with suppress(OSError):
        file.unlink(missing_ok=True)
    return None


def _numbers(values: list[object]) -> tuple[int, ...]:
    return tuple(value for value in values if isinstance(value, int))


def _words(value: object) -> list[str]:
    return [word for word in value if isinstance(word, str)] if isinstance(value, list) else []


def _folder() -> StateFolder:
    return StateFolder(paths.state_dir())


def _read(file: Path) -> tuple[dict[str, object], str | None]:
    """What a state file has. One that is none of ours is set aside, so that nothing is written over."""
    folder = _folder()
    try:
        text = folder.read(file, _LARGEST)
    except FileNotFoundError:
        return {}, " ".join(folder.told) or None
    except OSError as error:
        return {}, f"Marks of an earlier start cannot be read ({error.strerror}): {file}. {_HARMLESS}"

    import json  # noqa: PLC0415 - see the module's docstring

    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        data = None
    if isinstance(data, dict) and data.get("version") == VERSION:
        return data, None
    try:
        folder.set_aside(file, "unreadable")
    except OSError as error:
        return {}, f"Marks of an earlier start are unreadable ({error.strerror}): {file}. {_HARMLESS}"
    return {}, " ".join(folder.told)


def _write(file: Path, data: Mapping[str, object]) -> str | None:
    """Replace a state file whole, so that a crash leaves the old one or the new one."""
    import json  # noqa: PLC0415 - see the module's docstring

    text = json.dumps({"version": VERSION, **data}, indent=1)
    folder = _folder()
    try:
        folder.write(file, text.encode(), lasting=False)
    except OSError as error:
        return f"Marks cannot be kept for the next start ({error.strerror}): {file}. {_HARMLESS}"
    return " ".join(folder.told) or None
