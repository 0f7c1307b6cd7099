"""Who wrote what: the commits of a file, and whose line one is, as git's history says."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

from tui.minutes.git.repository import NotShared, Repository

_FORMAT: Final = "%H%x00%an%x00%at%x00%s"


class Commit(NamedTuple):
    """A commit of the file; `time` in seconds since the epoch."""

    id: str
    author: str
    time: float
    subject: str


class Authors:
    """The history of one file, here and as the remote was last seen to have it. Every question asks git."""

    def __init__(self, repository: Repository) -> None:
        self._repository = repository

    @classmethod
    def of(cls, file: Path) -> Authors | None:
        """Those of a file; None where it lies in no repository, or git cannot be asked."""
        try:
            return cls(Repository.of(file))
        except NotShared:
            return None

    def commits(self, most: int) -> list[Commit]:
        """The last commits that changed the file, newest first."""
        git, path = self._repository.git, self._repository.path
        words = ("--topo-order", f"--format={_FORMAT}", f"--max-count={most}")
        printed = git.asked("log", *words, *self._tips, "--", path)
        return list(_commits(printed))

    def content(self, commit: Commit) -> bytes | None:
        """The file as a commit has it; None where it has none."""
        text = self._repository.text_at(commit.id)
        return text.to_bytes() if text is not None else None

    def writer(self, line: str) -> str:
        """Who wrote a line with these words; empty where nobody committed it, or several people did."""
        found = {name for tip in self._tips for words, name in self._blamed(tip) if words == line.strip()}
        return found.pop() if len(found) == 1 else ""

    def _blamed(self, tip: str) -> Iterator[tuple[str, str]]:
        name = ""
        path = self._repository.path
        for row in self._repository.git.asked("blame", "--line-porcelain", tip, "--", path).split("\n"):
            if row.startswith("author "):
                name = row.removeprefix("author ")
            elif row.startswith("\t"):
                yield row.strip(), name

    @property
    def _tips(self) -> list[str]:
        """Where the history is looked up: the branch, and what it is shared with."""
        tips = [self._repository.commit_of("HEAD")]
        try:
            target = self._repository.target()
        except NotShared:
            return list(filter(None, tips))
        refs = map(target.tracking, (target.pushed, target.branch))
        tips += map(self._repository.commit_of, refs)
        return list(dict.fromkeys(filter(None, tips)))


def _commits(printed: str) -> Iterator[Commit]:
    for row in printed.split("\n"):
        parts = row.split("\0")
        if len(parts) == 4:
            yield Commit(parts[0], parts[1], float(parts[2]), parts[3])
