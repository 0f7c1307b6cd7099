"""Real git for tests: a bare hub and clones of it, each a person's own."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from typing import Final

import pytest

from tui.minutes.git.engine import Sharing
from tui.minutes.git.repository import Repository
from tui.minutes.keeping.live_file import LiveFile
from tui.minutes.keeping.storage import StateFolder

WHO = {"ada": "Ada Obi", "bo": "Bo Lind", "cem": "Cem Ari"}
NAME = "2026-03-10.md"
TEXT = """\
# Storage sync 2026-03-10

## CLI - Ada Obi
- Released 6.21

## Garden - Bo Lind
- Grootfs is in

## Discussion
- Next call moves
"""


NO_SETTINGS: Final = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
"""For an environment in which git has no settings of this machine's person."""


def without_git_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nor has the program under test any of them."""
    for name, value in NO_SETTINGS.items():
        monkeypatch.setenv(name, value)


def sharing(file: Path, state: Path) -> Sharing:
    """A member's end of a file, which goes where its branch does."""
    live = LiveFile.open(file, StateFolder(state))
    repository = Repository.of(live.path)
    return Sharing(repository, live, repository.target(), lambda: "Minutes")


def git(folder: Path, *words: str, at: str = "") -> str:
    """What git prints in a folder; `at` is the day and time of a commit. Raises where it fails."""
    env = {**os.environ, **NO_SETTINGS, "LC_ALL": "C"}
    if at:
        env |= {"GIT_AUTHOR_DATE": at, "GIT_COMMITTER_DATE": at}
    ran = subprocess.run(["git", *words], cwd=folder, env=env, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, f"git {words}: {ran.stderr}"
    return ran.stdout.rstrip("\n")


def hub(folder: Path, text: str = TEXT) -> Path:
    """A bare repository with one minutes file on main."""
    bare = folder / "hub.git"
    bare.mkdir()
    git(bare, "init", "-q", "--bare", "-b", "main")
    first = clone(bare, folder / "first", "ada", empty=True)
    (first / "minutes").mkdir()
    (first / "minutes" / NAME).write_text(text, "utf-8")
    (first / "other.txt").write_text("other\n", "utf-8")
    git(first, "add", ".")
    git(first, "commit", "-qm", "Minutes of 10 March")
    git(first, "push", "-q", "-u", "origin", "main")
    return bare


def clone(bare: Path, folder: Path, who: str, *, empty: bool = False) -> Path:
    """A clone that belongs to somebody."""
    git(bare.parent, "clone", "-q", str(bare), str(folder))
    git(folder, "config", "user.name", WHO[who])
    git(folder, "config", "user.email", f"{who}@example.org")
    if empty:
        git(folder, "checkout", "-q", "-B", "main")
    return folder


def minutes(folder: Path) -> Path:
    """The minutes file of a clone."""
    return folder / "minutes" / NAME


def edit(file: Path, old: str, new: str) -> None:
    """Write something else for a text that stands once in a file."""
    text = file.read_bytes().decode()
    assert text.count(old) == 1, text
    file.write_bytes(text.replace(old, new).encode())


def web_edit(bare: Path, folder: Path, who: str, old: str, new: str, at: str = "") -> None:
    """Change the file as the site of a forge does: a commit straight to main."""
    if not folder.exists():
        clone(bare, folder, who)
    git(folder, "fetch", "-q")
    git(folder, "reset", "-q", "--hard", "origin/main")
    edit(minutes(folder), old, new)
    git(folder, "commit", "-qam", f"Update by {who}", at=at)
    git(folder, "push", "-q", "origin", "HEAD:main")


def pushed(bare: Path, branch: str = "main", name: str = f"minutes/{NAME}") -> str:
    """The file as the hub has it."""
    return git(bare, "show", f"{branch}:{name}") + "\n"


def state_of(folder: Path) -> tuple[str, ...]:
    """What a session must leave as it was: status, HEAD, branches, stash, config, index."""
    calls = (
        ("status", "--porcelain=v2"),
        ("rev-parse", "HEAD"),
        ("for-each-ref", "refs/heads", "refs/tags"),
        ("stash", "list"),
        ("config", "--local", "--list"),
        ("ls-files", "-s"),
    )
    return tuple(git(folder, *words) for words in calls)
