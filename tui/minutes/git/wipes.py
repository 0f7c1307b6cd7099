"""Wipes: a save from an old window takes lines out that somebody else had just written, and nobody meant it.

Git sees none: the commit is on top of the others. The rule is what eleven histories taught: a commit takes
out lines that somebody else wrote in the last three days, from a section it adds nothing to, while it adds in
another one. Of 36 such commits in one history 30 were put back by hand, and four never were. Lines that stand
elsewhere were moved, and those that are there again were put back: neither is told.
"""

from __future__ import annotations

import json
import re
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from tui.minutes.git.repository import Repository
from tui.minutes.keeping.storage import StateFolder
from tui.minutes.model import Meeting
from tui.minutes.reading.reader import read
from tui.minutes.text.diff import diff
from tui.minutes.text.merge import merge
from tui.minutes.text.source import Source, Span

FRESH: Final = 3 * 24 * 3600
"""Seconds for which a line is somebody's recent work."""

KIND: Final = "told-wipes"
"""The folder of the state folder for those that were told."""

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

    commit: str
    """The save, as git names it."""

    @property
    def restored(self) -> Source:
        """The saved text with the lines put back where they stood."""
        text = self.after
        for change in reversed(diff(self.before, self.after)):
            lines = [line for line in self.before.lines_in(change.old) if line in self.lines]
            if lines:
                at = Span(change.new.start, change.new.start)
                text = text.splice(at, [line.rstrip("\r\n") for line in lines])
        return text

    def missing(self, now: Source) -> Wipe | None:
        """What of it is not in a text; None where all of it is."""
        there = {line.strip() for line in now.lines}
        lines = tuple(line for line in self.lines if line.strip() not in there)
        return replace(self, lines=lines) if lines else None

    def put_back(self, now: Source) -> Source:
        """The text of now with the lines in it again; what was written since stays."""
        left = self.missing(now)
        return merge(self.after, now, left.restored).source if left is not None else now


def wipes(repository: Repository, before: str, after: str) -> tuple[Wipe, ...]:
    """The wipes among the commits that lead from one to another, as far as their lines are still missing."""
    now = repository.text_at(after)
    if now is None:
        return ()
    if not repository.git.run("merge-base", "--is-ancestor", before, after).ok:
        found = _between(repository, before, after, rewritten=True)
    else:
        listed = repository.git.asked(
            "rev-list",
            "--reverse",
            "--no-merges",
            f"--max-count={_MOST}",
            f"{before}..{after}",
            "--",
            repository.path,
        )
        found = [
            wipe
            for commit in listed.split()
            if (parent := repository.commit_of(f"{commit}^"))
            for wipe in _between(repository, parent, commit)
        ]
    return tuple(filter(None, (wipe.missing(now) for wipe in found)))


def recent_wipes(repository: Repository) -> tuple[Wipe, ...]:
    """Those of the last days in the history of what is checked out."""
    words = (f"--max-count={_MOST}", f"--since={FRESH}.seconds", "HEAD", "--", repository.path)
    listed = repository.git.asked("rev-list", *words).split()
    if not listed:
        return ()
    before = repository.commit_of(f"{listed[-1]}^") or listed[-1]
    return wipes(repository, before, repository.commit_of("HEAD"))


def first_told(state: StateFolder | None, file: Path, found: tuple[Wipe, ...]) -> tuple[Wipe, ...]:
    """Those of some wipes that nobody here was told of; they count as told from now on."""
    if state is None or not found:
        return found
    path = state.of(KIND, file)
    told: list[str] = []
    with suppress(OSError, ValueError, TypeError, RecursionError):
        told = [str(commit) for commit in json.loads(state.read(path))]
    new = tuple(wipe for wipe in found if wipe.commit not in told)
    with suppress(OSError):
        state.write(path, json.dumps([*told, *(wipe.commit for wipe in new)][-_MOST:]).encode())
    return new


def _between(repository: Repository, parent: str, commit: str, *, rewritten: bool = False) -> list[Wipe]:
    """The wipes of one save; one that rewrote history takes out what only the old one had."""
    old, new = repository.text_at(parent), repository.text_at(commit)
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
    suspects = {at: lines for at, lines in removed.items() if rewritten or _name(was, at) not in added}
    if not suspects or not (added or rewritten):
        return []
    authors = _blame(repository, parent)
    found = []
    for index, lines in suspects.items():
        theirs = [(line, *authors[line]) for line in lines if line in authors]
        # either clock may be wrong: who saved may have done so before the lines were written
        theirs = [each for each in theirs if each[2] != mail and abs(float(when) - each[3]) < FRESH]
        if theirs:
            names = [name for _, name, _, _ in theirs]
            first, *others = sorted(dict.fromkeys(names), key=names.count, reverse=True)
            whose = first if not others else f"{first} and {others[0] if len(others) == 1 else 'others'}"
            age = max(0.0, float(when) - max(at for _, _, _, at in theirs))
            words = tuple(old.lines[line] for line, *_ in theirs)
            found.append(Wipe(who, whose, was.sections[index].name, words, age, old, new, commit))
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
