"""A file's first version, out of git's history: only read, and silent where git or a history is missing."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

from tui.minutes.programs import run
from tui.minutes.text.source import Source, looks_binary

SECONDS: Final = 10.0
"""How long one question to git may take."""

_RENAMES: Final = 5  # times that a file is followed to the name it had before
_ENVIRONMENT: Final = {
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_PAGER": "cat",
    "LC_ALL": "C",
}


def first_version(path: Path) -> Source | None:
    """The text of a file as it was first committed, under whatever name; None where nobody knows.

    A file that a commit only moved (into a year's folder) is followed to where it was. A shallow clone does
    not know how its oldest files began, and says so by being the first commit of all it has.
    """
    folder = Path(os.path.realpath(path.parent))
    top = _git(folder, "rev-parse", "--show-toplevel")
    if top is None:
        return None
    root = Path(os.fsdecode(top.rstrip(b"\n")))
    name = (folder / path.name).relative_to(root).as_posix() if _is_below(folder, root) else None
    if name is None:
        return None
    for _ in range(_RENAMES):
        told = _git(root, "log", "--diff-filter=A", "--format=%H", "-1", "--", f":(literal){name}")
        commit = told.decode("ascii", "replace").strip() if told else ""
        if not commit or _is_cut_off(root, commit):
            return None
        former = _name_before(root, commit, name)
        if former is None:
            data = _git(root, "cat-file", "blob", f"{commit}:{name}")
            if data is None or looks_binary(data):
                return None
            source = Source.from_bytes(data)
            return source if source.problem is None else None
        name = former
    return None


def _is_below(folder: Path, root: Path) -> bool:
    return folder == root or root in folder.parents


def _is_cut_off(root: Path, commit: str) -> bool:
    """True for a commit whose parents a shallow clone does not have."""
    shallow = _git(root, "rev-parse", "--git-path", "shallow")
    if shallow is None:
        return True
    try:
        listed = (root / os.fsdecode(shallow.rstrip(b"\n"))).read_bytes()
    except FileNotFoundError:
        return False
    except OSError:
        return True
    return commit.encode() in listed.split()


def _name_before(root: Path, commit: str, name: str) -> str | None:
    """The name that a file had before a commit; None where the commit did not rename it."""
    told = _git(
        root,
        "diff-tree",
        "-r",
        "-z",
        "-M",
        "-l0",
        "--diff-filter=R",
        "--name-status",
        "--no-commit-id",
        commit,
    )
    fields = (told or b"").split(b"\0")
    for at in range(0, len(fields) - 2, 3):
        if os.fsdecode(fields[at + 2]) == name:
            return os.fsdecode(fields[at + 1])
    return None


def _git(folder: Path, *words: str) -> bytes | None:
    """What git answers; None for an error, for no git, and for one that takes too long."""
    command = ["git", "-c", "core.quotePath=off", "-c", "core.fsmonitor=false", *words]
    done = run(command, folder=folder, environment=_ENVIRONMENT, limit=SECONDS)
    return done.out if done.ok else None
