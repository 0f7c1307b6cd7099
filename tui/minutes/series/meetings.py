"""The meetings of one series, read: files of one folder and one shape of name, or the parts of one file.

Two committees may share a folder (`CG-03-02.md`, `WG-03-04.md`): a series is what stands in one folder,
folders of years and months aside, under names that differ by their dates alone. Rolling notes hold many
meetings in one file, each under a heading that is its date.

Nothing is kept: everything is read from the files each time, the newest first. Belongs in a thread or in
another process.
"""

from __future__ import annotations

import re
import stat
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Final, NamedTuple

from tui.minutes.keeping.filesystem import FileSystem
from tui.minutes.keeping.stable_read import read_settled
from tui.minutes.model import Item, Meeting, Section
from tui.minutes.reading.reader import read
from tui.minutes.reading.veil import veiled_source
from tui.minutes.series.folder import (
    HEAD_BYTES,
    MOST_FILES,
    MeetingFile,
    date_of_name,
    meetings_in,
    series_folder,
)
from tui.minutes.series.redating import MONTHS, WEEKDAYS
from tui.minutes.text.dates import date_in
from tui.minutes.text.source import Source, looks_binary

LARGEST: Final = 2 * 1024 * 1024
"""Bytes of a file that is still read; minutes are smaller, by far."""

CROWD: Final = 200
"""Files that are looked at, by date, in a folder that holds more than `MOST_FILES`."""

_AHEAD: Final = timedelta(days=400)  # a date further in the future is a slip of somebody's finger
_FRESH: Final = 3.0  # seconds since the last change in which a file may still be being written
_WORDS_BESIDE_A_DATE: Final = 6

_MONTH: Final = re.compile(
    rf"(?<![a-z])(?:{'|'.join(f'{m}|{m[:3]}' for m in MONTHS)}|sept)(?![a-z])", re.IGNORECASE
)
_DAY: Final = re.compile(
    rf"(?<![a-z])(?:{'|'.join(f'{d}|{d[:3]}' for d in WEEKDAYS)})(?![a-z])", re.IGNORECASE
)
_NUMBER: Final = re.compile(r"\d+(?:st|nd|rd|th)?(?![a-z])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PastMeeting:
    """One meeting of the series. `first_line` is where it begins in its file, which may hold several."""

    path: Path
    date: date
    meeting: Meeting
    first_line: int = 0

    def line(self, line: int) -> int:
        """A line of the meeting as people count it in the file, from 1."""
        return self.first_line + line + 1

    def line_of(self, thing: Section | Item) -> int:
        """Where a section or an item begins in the file, from 1."""
        return self.line(thing.span.start)


class LeftOut(NamedTuple):
    """A file that is not read, and why: for people."""

    path: Path
    why: str


@dataclass(frozen=True, slots=True)
class Members:
    """The files of one series, newest first, and what else stands in its folder."""

    folder: Path
    files: tuple[MeetingFile, ...] = ()
    rolling: Path | None = None
    left_out: tuple[LeftOut, ...] = ()
    others: tuple[Path, ...] = ()
    """The newest file of each other series there."""

    @property
    def dates(self) -> list[date]:
        """The days of its files, newest first."""
        return [file.date for file in self.files if file.date is not None]


def shape_of(path: Path) -> str:
    """What the names of a series have in common: numbers as 0, months as M, weekdays as D."""
    return _NUMBER.sub("0", _DAY.sub("D", _MONTH.sub("M", path.stem.replace("_", "-")))).casefold()


def members(place: Path, today: date | None = None) -> Members:
    """The series that a file belongs to, or the newest one of a folder. Raises OSError for a folder.

    A name changed for good (`CG-…` up to May, `meeting-…` from June) is the same series. A file of the series
    dated more than a year ahead of `today` is left out by name: as a rule it is a slip.
    """
    is_folder = place.is_dir()
    folder = series_folder(place / "x" if is_folder else place)
    try:
        found = meetings_in(folder)
    except OSError:
        if is_folder:
            raise
        found = []
    if len(found) >= MOST_FILES:
        found = found[:CROWD]
    left_out: tuple[LeftOut, ...] = ()
    if today is not None:
        late = [file for file in found if file.date is not None and file.date > today + _AHEAD]
        late = [file for file in late if is_folder or file.path.absolute() != place.absolute()]
        left_out = tuple(
            LeftOut(file.path, f"its date, {file.date}, is more than a year ahead") for file in late
        )
        found = [file for file in found if file not in late]
    groups = _groups(found)
    if is_folder:
        if not groups:
            return Members(folder, left_out=left_out)
        own = next(iter(groups))
    else:
        own = _group_key(place)
    files = _with_former_names(groups, own)
    others = [group[0].path for key, group in groups.items() if key != own and group[0] not in files]
    rolling = None
    newest = files[0].path if files else place
    if not is_folder or len(files) == 1:
        newest = place if not is_folder else newest
        rolling = newest if date_of_name(newest) is None and _is_rolling(newest) else None
    return Members(folder, tuple(files), rolling, left_out, tuple(others))


def _groups(files: Iterable[MeetingFile]) -> dict[tuple[str, str], list[MeetingFile]]:
    """Dated files by series, the series of the newest file first."""
    groups: dict[tuple[str, str], list[MeetingFile]] = {}
    for file in files:
        if file.date is not None:
            groups.setdefault(_group_key(file.path), []).append(file)
    return groups


def _group_key(path: Path) -> tuple[str, str]:
    return str(series_folder(path)), shape_of(path)


def _with_former_names(
    groups: dict[tuple[str, str], list[MeetingFile]], own: tuple[str, str]
) -> list[MeetingFile]:
    """The files of a series, also from before its names took another shape."""
    files = list(groups.get(own, ()))
    if not files:
        return []
    for key, former in groups.items():
        if key != own and key[0] == own[0] and _ends_where_begins(former, files):
            files += former
    return files


def _ends_where_begins(former: Sequence[MeetingFile], files: Sequence[MeetingFile]) -> bool:
    """True for a series of some length that ends shortly before another one begins."""
    if len(former) < 3 or former[0].date is None or files[-1].date is None:
        return False
    return timedelta(0) < files[-1].date - former[0].date <= timedelta(days=62)


@dataclass(frozen=True, slots=True)
class SeriesText:
    """Meetings of a series, newest first, and the files that could not be read."""

    meetings: tuple[PastMeeting, ...] = ()
    left_out: tuple[LeftOut, ...] = ()


def read_series(
    series: Members, last: int | None = None, before: date | None = None, *, public: bool = False
) -> SeriesText:
    """Read the newest meetings of a series, at most `last`, those before a day only; see `read_source`.

    What cannot be read is named, and never an error.
    """
    found: list[PastMeeting] = []
    left_out = list(series.left_out)
    if series.rolling is not None:
        read_one = read_file(series.rolling, None, public=public)
        if isinstance(read_one, LeftOut):
            return SeriesText((), (read_one,))
        found = [part for part in read_one if before is None or part.date < before]
        return SeriesText(tuple(found[:last]), tuple(left_out))
    for file in series.files:
        if last is not None and len(found) >= last:
            break
        if before is not None and file.date is not None and file.date >= before:
            continue
        read_one = read_file(file.path, file.date, public=public)
        if isinstance(read_one, LeftOut):
            left_out.append(read_one)
        else:
            found += read_one
    found.sort(key=lambda past: past.date, reverse=True)
    return SeriesText(tuple(found[:last]), tuple(left_out))


def read_file(path: Path, day: date | None, *, public: bool = False) -> list[PastMeeting] | LeftOut:
    """The meeting of a file, or the several of one with rolling notes, newest first; see `read_source`."""
    source = read_source(path, public=public)
    if isinstance(source, LeftOut):
        return source
    if day is None or date_of_name(path) is None:
        parts = list(parts_of(source))
        if parts:
            past = [_part(path, source, each) for each in parts]
            return sorted(past, key=lambda each: each.date, reverse=True)
    meeting = read(source, str(path))
    day = day or meeting.date
    if day is None:
        return LeftOut(path, "it has no date")
    return [PastMeeting(path, day, meeting)]


def read_source(path: Path, *, public: bool = False) -> Source | LeftOut:
    """The text of a file; one that changed just now is read when whoever writes it is done.

    A `public` one says nothing of what it hides, on as many lines.
    """
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            return LeftOut(path, "it is no ordinary file")
        if status.st_size > LARGEST:
            return LeftOut(path, f"it is larger than {LARGEST >> 20} MB")
        if time.time() - status.st_mtime < _FRESH:
            data = read_settled(FileSystem(), path, None)
        else:
            data = path.read_bytes()
    except OSError as error:
        return LeftOut(path, f"it cannot be read: {error.strerror or error}")
    if looks_binary(data):
        return LeftOut(path, "it is no text")
    source = Source.from_bytes(data)
    if source.problem is not None:
        return LeftOut(path, source.problem)
    return veiled_source(source) if public else source


class RollingPart(NamedTuple):
    """One meeting's lines in a file of rolling notes."""

    date: date
    start: int
    end: int


def parts_of(source: Source) -> Iterator[RollingPart]:
    """The meetings of rolling notes in the order in which they stand; none where the file is one meeting.

    They begin with headings of one level which are dates with few words beside, most of the level's headings.
    """
    meeting = read(source)
    for level in sorted({section.level for section in meeting.sections if section.level}):
        headings = [section for section in meeting.sections if section.level == level]
        dated = [(section, day) for section in headings if (day := _day_of_heading(section)) is not None]
        if len({day for _, day in dated}) >= 2 and 2 * len(dated) >= len(headings):
            for section, day in dated:
                yield RollingPart(day, section.heading.start, section.end)
            return
        if len(headings) >= 2:
            return  # sections of this level divide one meeting


def _day_of_heading(section: Section) -> date | None:
    day = date_in(section.title)
    words = re.findall(r"[^\W\d_]{2,}", section.title)
    return day if day is not None and len(words) <= _WORDS_BESIDE_A_DATE else None


def _part(path: Path, source: Source, part: RollingPart) -> PastMeeting:
    text = Source("".join(source.lines[part.start : part.end]))
    return PastMeeting(path, part.date, read(text, str(path)), part.start)


def _is_rolling(path: Path) -> bool:
    """True for a file that holds several meetings; the whole is only read where its start has two dates."""
    try:
        with path.open("rb") as stream:
            head = stream.read(8 * HEAD_BYTES)
    except OSError:
        return False
    if sum(line.startswith(b"#") for line in head.splitlines()) < 2 and len(head) < 8 * HEAD_BYTES:
        return False
    source = read_source(path)
    return not isinstance(source, LeftOut) and any(True for _ in parts_of(source))
