"""Where minutes stand in their series: the meetings before and after, and whether one approved them."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple
from urllib.parse import quote

from tui.minutes.note_grammar import read
from tui.minutes.reading.languages import flat, listed
from tui.minutes.reading.meeting_date import written_in
from tui.minutes.series.folder import MeetingFile, date_of_name
from tui.minutes.series.meetings import LeftOut, members, read_source

LOOKED_AHEAD: Final = 4
"""Later meetings in which an approval is looked for: most approve the minutes of the last one."""

_DEEPEST: Final = 1 << 30
_MARK: Final = re.compile(r"[ \t]*([-*+]+|\d+[.)])[ \t]+")
_NOT: Final = re.compile(r"\b(?:not|no|never|nicht|pas|non|niet|nie|não|не|to be|pending|wait)\b|未")


NOTHING_WRITTEN: Final[Mapping[Path, Path]] = {}


class Neighbour(NamedTuple):
    """Another meeting of the series."""

    day: date
    path: Path


class Around(NamedTuple):
    """What stands around a meeting in its series. `is_draft`: no later meeting has approved these minutes."""

    is_draft: bool = True
    previous: Neighbour | None = None
    following: Neighbour | None = None


class Link(NamedTuple):
    """A neighbour as an export names it; without a target where it is too far away for one."""

    label: str
    target: str = ""


class Status(NamedTuple):
    """What an export says of itself under the title: whether it is a draft, and what its neighbours are."""

    is_draft: bool = False
    previous: Link | None = None
    following: Link | None = None

    @property
    def links(self) -> list[tuple[str, Link]]:
        """The neighbours there are, with what each is."""
        found = (("Previous", self.previous), ("Next", self.following))
        return [(what, link) for what, link in found if link is not None]


_LINK: Final = r"\d{4}-\d\d-\d\d|\[\d{4}-\d\d-\d\d\]\([^()\n]*\)"
LINE: Final = re.compile(
    rf"(?:\*\*Draft\*\*|Previous: (?:{_LINK})|Next: (?:{_LINK}))"
    rf"(?: · Previous: (?:{_LINK}))?(?: · Next: (?:{_LINK}))?"
)
"""The line in which exported Markdown says its status."""

_FURTHEST: Final = 2  # folders up to which a link goes; further away it would tell of this computer


def line_of(status: Status) -> str:
    """The status as a line of Markdown; empty for nothing to say."""
    parts = ["**Draft**"] if status.is_draft else []
    parts += [
        f"{what}: [{link.label}]({link.target})" if link.target else f"{what}: {link.label}"
        for what, link in status.links
    ]
    return " · ".join(parts)


def status_of(around: Around, beside: Path, written: Mapping[Path, Path] = NOTHING_WRITTEN) -> Status:
    """The status of an export that goes beside a path; `written` says where other files' exports go."""

    def link(neighbour: Neighbour | None) -> Link | None:
        if neighbour is None:
            return None
        to = written.get(neighbour.path.absolute(), neighbour.path).absolute()
        path = Path(os.path.relpath(to, beside.absolute().parent)).as_posix()
        far = path.startswith("../" * (_FURTHEST + 1))
        return Link(neighbour.day.isoformat(), "" if far else quote(path))

    return Status(around.is_draft, link(around.previous), link(around.following))


def around(path: Path, *, final: bool = False) -> Around:
    """What stands around a minutes file; reads up to four later ones. `final`: it is approved anyhow."""
    day = date_of_name(path.absolute())
    try:
        files = [file for file in members(path).files if file.date is not None]
    except OSError:
        files = []
    if day is None or not files:
        return Around(not final)
    earlier = [file for file in files if file.date is not None and file.date < day]
    later = [file for file in reversed(files) if file.date is not None and file.date > day]
    approved = final or any(
        _approves(file.path, day, is_next=n == 0) for n, file in enumerate(later[:LOOKED_AHEAD])
    )
    return Around(not approved, _first(earlier), _first(later))


def _first(files: list[MeetingFile]) -> Neighbour | None:
    return next((Neighbour(file.date, file.path) for file in files if file.date is not None), None)


def _approves(path: Path, day: date, *, is_next: bool) -> bool:
    """Whether a later meeting's file says that the minutes of a day are approved."""
    source = read_source(path, public=True)
    if isinstance(source, LeftOut):
        return False
    return any(day in days or (not days and is_next) for days in approvals(source.lines))


def approvals(lines: Iterable[str]) -> Iterator[tuple[date, ...]]:
    """For each line that says that minutes are approved the days it may mean; none: of the last meeting.

    An outcome that stands under an item about minutes, or a heading with their day, says it of those.
    """
    named, depth = "", 0  # the line about minutes that the next ones stand under, and its indent
    child = _DEEPEST  # the indent of what stands under it; a deeper outcome is one of something else
    for line in lines:
        words, mark = flat(line), _MARK.match(line)
        about, indent = _minutes().search(words), _depth(line, mark)
        if about and _approved().search(words) and _NOT.search(words) is None:
            yield _days(line)
        elif named and indent > depth:
            child = min(child, indent) if mark is not None else child
            note = read(line[mark.end() :].rstrip(), None) if mark is not None and indent <= child else None
            if note is not None and note.outcome == "approved":
                yield _days(named)
        elif line.strip():
            stays = about and (mark is not None or (line.startswith("#") and _days(line)))
            named, depth, child = (line, indent, _DEEPEST) if stays else ("", 0, _DEEPEST)


def _depth(line: str, mark: re.Match[str] | None) -> int:
    """How deep a line stands: a heading above all items, a reply begun with -- under the item before it."""
    if line.startswith("#"):
        return -1
    width = len(line.expandtabs(4)) - len(line.expandtabs(4).lstrip())
    return width + (mark is not None and mark[1].startswith("--"))


def _days(line: str) -> tuple[date, ...]:
    found = written_in(line)
    return found.days if found is not None else ()


@cache
def _approved() -> re.Pattern[str]:
    return _any_of("approved")


@cache
def _minutes() -> re.Pattern[str]:
    return _any_of("minutes")


def _any_of(meaning: str) -> re.Pattern[str]:
    """Any of the words that the tables list for a meaning; in scripts without blanks anywhere in a text."""
    words = sorted(listed(meaning), key=len, reverse=True)
    return re.compile(
        "|".join(rf"\b{re.escape(word)}\b" if ord(word[0]) < 0x2E80 else re.escape(word) for word in words)
    )


def next_day(path: Path, day: date | None) -> date | None:
    """The day of the meeting after one: that of the file there is, else by the series' rhythm."""
    from tui.minutes.noting.due import next_meeting  # noqa: PLC0415 - most exports need none

    day = date_of_name(path.absolute()) or day
    if day is None:
        return None
    try:
        days = members(path).dates
    except OSError:
        days = []
    return next_meeting(days, day)
