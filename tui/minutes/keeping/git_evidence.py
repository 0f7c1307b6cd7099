"""Whether git wrote a file: told from the traces that it leaves, without starting it.

A text that is exactly an older one may be a stale save, which takes lines away unknowingly, or git putting an
older state back, which is meant. The content is the same. So what counts is whether git was at work then: its
index is locked, was written right after the file, or one of its logs has a line of that second. A later
change of the index says nothing: `git status` makes those.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Final, NamedTuple

from tui.minutes.keeping.filesystem import FileSystem
from tui.minutes.keeping.storage import opened, read_all, read_file

_INDEX_AFTER: Final = 0.2  # seconds within which git writes its index after the file
_EDGE: Final = 0.2  # seconds that a time in a log, which has whole ones, may be off at either end
_STALE_LOCK: Final = 60.0  # seconds after which a lock is one that a killed git has left
_LONGEST: Final = 2.0  # seconds that git is waited for
_STEP: Final = 0.01
_GRACE: Final = 0.05  # seconds from the index to the log of HEAD
_LOG_END: Final = 8192  # bytes of a log that are looked at

_LOGGED: Final = re.compile(rb"> (\d+) [-+]\d{4}\t(?!commit)(.*)")  # a commit writes no file
_MOVED: Final = re.compile(rb"checkout: moving from (\S+) to (\S+)")
_NAME: Final = re.compile(r"[0-9a-f]{40,}")


class GitWrote(NamedTuple):
    """Git wrote the file. Where it went from a branch to another, `left` and `entered` name them."""

    left: str = ""
    entered: str = ""


class _Repository(NamedTuple):
    folder: Path  # of this working tree
    common: Path  # of all of them


def git_wrote(fs: FileSystem, target: Path, at: float) -> GitWrote | None:
    """Whether git wrote a file at a time (seconds since the epoch); waits until it is done, within bounds."""
    repository = _repository_of(fs, target)
    if repository is None:
        return None
    locked = _wait(fs, repository.folder, at)
    if not (locked or _index_written(fs, repository.folder, at) or _logged(fs, repository, at)):
        return None
    return _moved(fs, repository.folder, at) or GitWrote()


def branch_of(fs: FileSystem, target: Path) -> str:
    """The branch, or the commit in short, that is checked out where a file is; empty without git."""
    repository = _repository_of(fs, target)
    head = _read(fs, repository.folder / "HEAD") if repository is not None else ""
    return _short(head.removeprefix("ref: refs/heads/"))


def _short(name: str) -> str:
    return name[:7] if _NAME.fullmatch(name) else name


def _repository_of(fs: FileSystem, target: Path) -> _Repository | None:
    for folder in target.parents:
        git = folder / ".git"
        if _modified(fs, git) is None:
            continue
        told = _read(fs, git).removeprefix("gitdir: ")
        git = folder / told if told else git
        common = _read(fs, git / "commondir")
        return _Repository(git, git / common if common else git)
    return None


def _read(fs: FileSystem, path: Path) -> str:
    """A small file of git; empty for what is none."""
    try:
        return read_file(fs, path).decode("utf-8", "surrogateescape").strip()
    except OSError:
        return ""


def _modified(fs: FileSystem, path: Path) -> float | None:
    try:
        return fs.stat(path).st_mtime
    except OSError:
        return None


def _wait(fs: FileSystem, folder: Path, at: float) -> bool:
    """Wait until git has written index and HEAD; whether it was at it."""
    start = fs.monotonic()
    lock = _modified(fs, folder / "index.lock")
    locked = lock is not None and at - _STALE_LOCK < lock
    while locked and _modified(fs, folder / "index.lock") and fs.monotonic() - start < _LONGEST:
        fs.pause(_STEP)
    end = fs.monotonic() + _GRACE
    if locked or _index_written(fs, folder, at):
        while fs.monotonic() < end and _moved(fs, folder, at) is None:
            fs.pause(_STEP)
    return locked


def _index_written(fs: FileSystem, folder: Path, at: float) -> bool:
    written = _modified(fs, folder / "index")
    return written is not None and 0 <= written - at <= _INDEX_AFTER


def _logged(fs: FileSystem, repository: _Repository, at: float) -> bool:
    logs = (repository.folder / "logs" / "HEAD", repository.common / "logs" / "refs" / "stash")
    return any(second - _EDGE <= at < second + 1 + _EDGE for log in logs for second, _ in _lines(fs, log))


def _lines(fs: FileSystem, log: Path) -> list[tuple[int, bytes]]:
    """The last lines of a log, newest first: when, and what."""
    try:
        with opened(fs, log, os.O_RDONLY | os.O_NONBLOCK) as fd:
            fs.seek(fd, max(0, fs.fstat(fd).st_size - _LOG_END))
            lines = read_all(fs, fd).split(b"\n")
    except OSError:
        return []
    return [(int(found[1]), found[2]) for line in reversed(lines) if (found := _LOGGED.search(line))]


def _moved(fs: FileSystem, folder: Path, at: float) -> GitWrote | None:
    """From where to where HEAD went when the file was written, or as soon as all others were, too."""
    for second, what in _lines(fs, folder / "logs" / "HEAD"):
        if second + 1 + _EDGE <= at:
            break
        if found := _MOVED.match(what):
            left, entered = (_short(name.decode("utf-8", "replace")) for name in found.groups())
            if left != entered:
                return GitWrote(left, entered)
    return None
