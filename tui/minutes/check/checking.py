"""A check: all rules over one meeting, and over the meeting before it where there is one."""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from tui.minutes.check import lines, sections
from tui.minutes.check.findings import Finding
from tui.minutes.check.votes import USUAL_VOTING, VotingRules, unclear, votes
from tui.minutes.model import Meeting
from tui.minutes.reading.reader import read
from tui.minutes.series.folder import MeetingFile, meetings_in, series_folder
from tui.minutes.text.source import Source, looks_binary

LARGEST: Final = 4 * 1024 * 1024
"""Bytes of the file of a meeting before that is still read."""

_DATE: Final = re.compile(r"[\d]+")


@dataclass(frozen=True)
class MeetingBefore:
    """The meeting before, and its file's name."""

    meeting: Meeting
    name: str


_KEPT: Final = 4  # meetings: as many series as may take turns in a folder


@dataclass
class Series:
    """The meetings of the folders that were looked into, so that a folder is read once.

    The last meetings that were kept or looked at are known, too: a check goes on to the next of a series.
    """

    _folders: dict[Path, list[MeetingFile]] = field(default_factory=dict)
    _kept: dict[str, Meeting] = field(default_factory=dict)

    def keep(self, path: Path, meeting: Meeting) -> None:
        """Remember a meeting that was read: the next file's may be compared with it."""
        key = os.path.realpath(path)
        self._kept.pop(key, None)
        self._kept[key] = meeting
        while len(self._kept) > _KEPT:
            del self._kept[next(iter(self._kept))]

    def before(self, path: Path, meeting: Meeting) -> MeetingBefore | None:
        """The meeting before one, of files whose names differ by the date alone; None where there is none.

        Reads the folder: belongs in a thread. What cannot be read is not there.
        """
        if meeting.date is None:
            return None
        folder = series_folder(path)
        if folder not in self._folders:
            try:
                self._folders[folder] = meetings_in(folder)
            except OSError:
                self._folders[folder] = []
        kind = _DATE.sub("", path.stem)
        for file in self._folders[folder]:
            earlier = file.date is not None and file.date < meeting.date
            if (
                earlier
                and _DATE.sub("", file.path.stem) == kind
                and (found := self._read(file.path)) is not None
            ):
                return MeetingBefore(found, file.path.name)
        return None

    def _read(self, path: Path) -> Meeting | None:
        found = self._kept.get(os.path.realpath(path)) or _read(path)
        if found is not None:
            self.keep(path, found)
        return found


def check(
    meeting: Meeting,
    path: Path | None = None,
    before: MeetingBefore | None = None,
    ignore: Collection[str] = (),
    voting: VotingRules = USUAL_VOTING,
) -> list[Finding]:
    """Everything that the rules find, by line; the codes in `ignore` are left out.

    `voting` is how the committee votes.
    """
    found = {*_all(meeting, path, before), *votes(meeting, voting), *unclear(meeting)}
    return sorted(each for each in found if each.code not in ignore)


def _all(meeting: Meeting, path: Path | None, before: MeetingBefore | None) -> Iterator[Finding]:
    for rule in (
        lines.encoding,
        lines.markers,
        lines.lists,
        lines.placeholders,
        lines.links,
        sections.agenda,
        sections.teams,
        sections.names,
        lines.actions,
        lines.proposals,
        lines.topics,
    ):
        yield from rule(meeting)
    if path is not None:
        yield from sections.dates(meeting, path)
    if before is not None:
        yield from sections.against(meeting, before.meeting, before.name)


def _read(path: Path) -> Meeting | None:
    try:
        if path.stat().st_size > LARGEST:
            return None
        data = path.read_bytes()
    except OSError:
        return None
    return None if looks_binary(data) else read(Source.from_bytes(data), str(path))
