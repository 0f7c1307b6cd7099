"""Wipes: a save from an old window takes lines out that somebody else had just written, and nobody meant it.

Git sees none: the commit is on top of the others. The rule is what eleven histories taught: a commit takes
out lines that somebody else wrote in the last three days, from a section it adds nothing to, while it adds in
another one. Of 36 such commits in one history 30 were put back by hand, and four never were.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from tui.minutes.git.repository import Repository
from tui.minutes.model import Meeting
from tui.minutes.reading.reader import read
from tui.minutes.text.diff import diff
from tui.minutes.text.merge import merge
from tui.minutes.text.source import Source, Span

FRESH: Final = 3 * 24 * 3600
"""Seconds for which a line is somebody's recent work."""

_MOST: Final = 50  # commits looked through in one go
_BLAMED: Final = re.compile(r"^([0-9a-f]{40}) \d+ (\d+)")


@dataclass(frozen=True, slots=True)
class Wipe:
    """Lines that one person's save took out of a section, and whose they were."""

    who: str
    """Who saved."""
    whose: str
    """Who had written the lines, the one with the most of them first."""
    section: str
    lines: tuple[str, ...]
    age: float
    """Seconds between the writing and the wiping."""
    before: Source
    """The text with the lines."""
    after: Source
    """The text without them, as it was saved."""

    @property
    def restored(self) -> Source:
        """The saved text with the lines put back where they stood."""
        spans = [change for change in diff(self.before, self.after) if self._is_of(change.old)]
        text = self.after
        for change in reversed(spans):
            text = text.splice(change.new, [line.rstrip("\r\n") for line in self.before.lines_in(change.old)])
        return text

    def put_back(self, now: Source) -> Source:
        """The text of now with the lines in it again; what was written since stays."""
        return merge(self.after, now, self.restored).source

    def _is_of(self, span: Span) -> bool:
        return bool(len(span)) and all(line in self.lines for line in self.before.lines_in(span))


def wipes(repository: Repository, before: str, after: str) -> tuple[Wipe, ...]:
    """The wipes among the commits that lead from one to another."""
    listed = repository.git.asked(
        "rev-list",
        "--reverse",
        "--no-merges",
        f"--max-count={_MOST}",
        f"{before}..{after}",
        "--",
        repository.path,
    )
    return tuple(found for commit in listed.split() for found in _in_commit(repository, commit))


def _in_commit(repository: Repository, commit: str) -> list[Wipe]:
    parent = repository.commit_of(f"{commit}^")
    old, new = (repository.text_at(each) if each else None for each in (parent, commit))
    if old is None or new is None or old == new:
        return []
    who, mail, when = repository.git.asked("show", "-s", "--format=%an%n%ae%n%at", commit).split("\n")
    was, is_now = read(old), read(new)
    removed: dict[int, list[int]] = {}
    added: set[str] = set()
    for change in diff(old, new):
        for line in range(change.old.start, change.old.end):
            if old.lines[line].strip() and (index := was.section_at(line)) is not None:
                removed.setdefault(index, []).append(line)
        for line in range(change.new.start, change.new.end):
            if new.lines[line].strip() and (index := is_now.section_at(line)) is not None:
                added.add(_name(is_now, index))
    suspects = {index: lines for index, lines in removed.items() if _name(was, index) not in added}
    if not suspects or not added:
        return []
    authors = _blame(repository, parent)
    found = []
    for index, lines in suspects.items():
        theirs = [(line, *authors[line]) for line in lines if line in authors]
        theirs = [each for each in theirs if each[2] != mail and 0 <= float(when) - each[3] < FRESH]
        if theirs:
            names = [name for _, name, _, _ in theirs]
            whose = max(dict.fromkeys(names), key=names.count)
            age = float(when) - max(at for _, _, _, at in theirs)
            words = tuple(old.lines[line] for line, *_ in theirs)
            found.append(Wipe(who, whose, was.sections[index].name, words, age, old, new))
    return found


def _name(meeting: Meeting, index: int) -> str:
    return meeting.sections[index].name


def _blame(repository: Repository, commit: str) -> dict[int, tuple[str, str, float]]:
    """Line (from 0) to who wrote it, their address, and when (seconds since 1970)."""
    printed = repository.git.asked("blame", "--line-porcelain", commit, "--", repository.path)
    found: dict[int, tuple[str, str, float]] = {}
    line, name, mail, at = 0, "", "", 0.0
    for row in printed.split("\n"):
        if match := _BLAMED.match(row):
            line = int(match[2]) - 1
        elif row.startswith("author "):
            name = row.removeprefix("author ")
        elif row.startswith("author-mail "):
            mail = row.removeprefix("author-mail ").strip("<>")
        elif row.startswith("author-time "):
            at = float(row.removeprefix("author-time "))
        elif row.startswith("\t"):
            found[line] = name, mail, at
    return found
