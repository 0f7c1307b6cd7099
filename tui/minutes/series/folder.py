"""The folder of one committee's meetings: which files are minutes, of what date, which is the newest.

A date stands in the file's name (`2016-08-09-runtime.md`), in folder and name together (`2013-05/may-23.md`,
`2018/CG-08-21.md`), or in the first lines. All names are looked at, but only the files whose names say
nothing are opened, and titles wait until somebody asks: a folder of thousands opens at once.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from tui.minutes.series.copies import copy_of, is_export_name
from tui.minutes.text.dates import date_in
from tui.minutes.text.source import Source, looks_binary

SUFFIXES: Final = (".md", ".markdown", ".mdown")
"""Endings of Markdown files, in any case."""

DEPTH: Final = 3
"""How many folders down meetings are looked for: `Runtime/2016/`, `agendas/2024/10-Oct/`."""

MOST_FILES: Final = 20_000
"""Markdown files after which looking stops: this is no committee's folder any more."""

HEAD_BYTES: Final = 4096
"""How much of a file is read for its title, and for its date where the name has none."""

_HEAD_LINES: Final = 10  # lines with text in which a meeting says its own date; later ones speak of others
_LINE_LIMIT: Final = 300  # characters of such a line
_SKIPPED_FOLDERS: Final = frozenset({"node_modules", "__pycache__", "site-packages", "venv"})
_NOT_MINUTES: Final = re.compile(
    r"(?:readme|changelog|changes|history|licen[sc]e|notice|contributing|code[-_ ]of[-_ ]conduct|governance"
    r"|charter|security|support|maintainers|todo)\b",
    re.IGNORECASE,
)
_TEMPLATE: Final = re.compile(r"template|boilerplate|(?:yyyy|xxxx)[-_.]?(?:mm|xx)", re.IGNORECASE)
_TEMPLATE_FOLDER: Final = re.compile(r"\.?templates?", re.IGNORECASE)
_YEAR: Final = re.compile(r"(?:19|20)\d\d(?!\d)")
_MONTH_AND_DAY: Final = re.compile(r"(?<!\d)(\d{1,2})[-_.](\d{1,2})(?!\d)")
_MONTH_FOLDER: Final = re.compile(r"(\d{1,2})(?:[-_ ]?[A-Za-z]+)?")
_DAY_FIRST: Final = re.compile(r"(\d{1,2})(?!\d)")
_PART_OF_A_DATE: Final = re.compile(r"(?:19|20)\d\d(?:[-_.]?\d{1,2})?|\d{1,2}[-_ ]?[A-Za-z]{3,9}|[01]\d")
_DIGITS: Final = re.compile(r"(\d+)")


@dataclass(frozen=True, slots=True)
class MeetingFile:
    """A minutes file of a folder and the date of its meeting, None where neither name nor text has one."""

    path: Path
    date: date | None
    copy_of: Path | None = None
    """The file that this is a conflict copy of."""


def meetings_in(folder: Path, *, copies: bool = False) -> list[MeetingFile]:
    """The minutes files in a folder and the folders below, newest first, then those without a date.

    Conflict copies of them are left out, or with `copies` marked and behind the file that they are of.
    Cleaned exports are no meetings.

    Files for the project itself (README, CHANGELOG, templates …) are no minutes: opening one by guess would
    have people type into it. Nor are files further down without any hint of a date: they are documentation.
    Folders that are hidden or symbolic links are not entered. What cannot be read below `folder` is left
    out; raises OSError where `folder` itself cannot be read.
    """
    found = []
    paths = list(_markdown_files(folder))
    names: dict[Path, set[str]] = {}
    for path in paths:
        names.setdefault(path.parent, set()).add(path.name)
    for path in paths:
        of = copy_of(path, names[path.parent])
        if of is not None and not copies:
            continue
        day, is_meeting = _dated(path if of is None else of, path, folder)
        if is_meeting:
            found.append(MeetingFile(path, day, of))
    dated = sorted((file for file in found if file.date is not None), key=_place)
    dated.sort(key=lambda file: file.date or date.min, reverse=True)
    undated = sorted((file for file in found if file.date is None), key=_place)
    return dated + undated[::-1]


def _place(file: MeetingFile) -> tuple[bool, list[tuple[int, int, str]]]:
    return file.copy_of is not None, _natural(file.path)


def _dated(named: Path, path: Path, folder: Path) -> tuple[date | None, bool]:
    """The date of what a path names, or of its text, and whether it is a meeting at all."""
    if is_template(named) or is_export_name(named.name):
        return None, False
    day = date_of_name(named)
    if day is None:
        if _NOT_MINUTES.match(named.stem):
            return None, False
        day = _date_of_text(path)
        if day is None and path.parent != folder and not _dated_roughly(path):
            return None, False
    return day, True


def newest(folder: Path, is_export: Callable[[Path], bool] = lambda _: False) -> MeetingFile | None:
    """The newest meeting of a folder, None where it has no minutes. Raises OSError as `meetings_in`.

    `is_export` knows what was exported under names that do not say so.
    """
    return next((file for file in meetings_in(folder) if not is_export(file.path)), None)


def series_folder(file: Path) -> Path:
    """The folder of the whole series that a file belongs to, above folders named by years and months."""
    folder = file.absolute().parent
    while is_dated_folder(folder.name) and folder.parent != folder:
        folder = folder.parent
    return folder


def is_dated_folder(name: str) -> bool:
    """True for a folder that holds the meetings of a year or a month: `2016`, `2016-08`, `08-Aug`."""
    return _PART_OF_A_DATE.fullmatch(name) is not None


def templates_in(folder: Path) -> list[Path]:
    """The files of a folder and those below that are templates, by name or by their folder's name."""
    return [path for path in _files(folder, (*SUFFIXES, "template")) if is_template(path)]


def is_template(path: Path) -> bool:
    """True for `template.md`, `TEMPLATE-notes.md`, `YYYY-MM-DD-x.md`, `templates/meeting.md`."""
    return bool(_TEMPLATE.search(path.stem) or _TEMPLATE_FOLDER.fullmatch(path.parent.name))


def title_of(path: Path) -> str | None:
    """The title of a minutes file, read from its first few kilobytes; None where there is none to be read."""
    from tui.minutes.reading.reader import read  # noqa: PLC0415 - a list of files needs no Markdown parser until here

    source = _head(path)
    return read(source).title if source is not None else None


def _markdown_files(folder: Path) -> Iterator[Path]:
    return _files(folder, SUFFIXES)


def _files(folder: Path, endings: tuple[str, ...]) -> Iterator[Path]:
    """The files of a folder and those below it, level by level, so that a limit cuts the deepest."""
    level = [str(folder)]
    count = 0
    for depth in range(DEPTH + 1):
        below: list[str] = []
        for name in level:
            for entry in _entries(name, must=depth == 0):
                if entry.is_dir(follow_symlinks=False):
                    if entry.name not in _SKIPPED_FOLDERS:
                        below.append(entry.path)
                elif entry.name.lower().endswith(endings) and _is_file(entry):
                    count += 1
                    if count > MOST_FILES:
                        return
                    yield Path(entry.path)
        level = sorted(below)


def _entries(folder: str, *, must: bool) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            return [entry for entry in entries if not entry.name.startswith(".")]
    except OSError:
        if must:
            raise
        return []


def _is_file(entry: os.DirEntry[str]) -> bool:
    """False too for a broken link, a loop of links, a pipe."""
    try:
        return entry.is_file()
    except OSError:
        return False


def date_of_name(path: Path) -> date | None:
    """The date that a path names, also where its folders hold a part of it; None where it names none."""
    name, parents = path.stem, path.parts[-3:-1]
    if (day := date_in(name)) is not None:
        return day
    year = next((found[0] for part in reversed(parents) if (found := _YEAR.match(part))), None)
    if year is None:
        return None
    if found := _MONTH_AND_DAY.search(name):
        return date_in(f"{year}-{found[1]}-{found[2]}")
    month, day_first = _MONTH_FOLDER.fullmatch(parents[-1]), _DAY_FIRST.match(name)
    if month and day_first:
        return date_in(f"{year}-{month[1]}-{day_first[1]}")
    return date_in(f"{name} {year}")


def _dated_roughly(path: Path) -> bool:
    """True where name or folder say a year or month at least: `2023-05.md`, `2017-01/summary.md`."""
    return bool(_YEAR.match(path.stem) or _PART_OF_A_DATE.fullmatch(path.parent.name))


def _date_of_text(path: Path) -> date | None:
    source = _head(path)
    if source is None or not _YEAR.search(source.text):  # no date without a year; spares most files the rest
        return None
    lines = [line[:_LINE_LIMIT] for line in source.lines if not line.isspace()]
    return next((day for line in lines[:_HEAD_LINES] if (day := date_in(line)) is not None), None)


def _head(path: Path) -> Source | None:
    """The first kilobytes of a file up to the last whole line; None where unreadable or no text."""
    try:
        with path.open("rb") as stream:
            data = stream.read(HEAD_BYTES)
    except OSError:
        return None
    if looks_binary(data):
        return None
    if len(data) == HEAD_BYTES and b"\n" in data:
        data = data[: data.rindex(b"\n") + 1]
    return Source.from_bytes(data)


def _natural(path: Path) -> list[tuple[int, int, str]]:
    """A key that sorts "Meeting 9" before "Meeting 10"."""
    parts = _DIGITS.split(str(path).casefold())
    return [(1, int(part), "") if part.isdecimal() else (0, 0, part) for part in parts]
