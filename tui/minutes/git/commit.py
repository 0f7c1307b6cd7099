"""One commit of one file, made beside the checkout: index, HEAD, branches and stash stay as they are."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import Final, NamedTuple

from tui.minutes.git.process import said
from tui.minutes.git.repository import Repository, Target
from tui.minutes.programs import Done

_MODE: Final = "100644"


class Refusal(StrEnum):
    """Why a push did not go through."""

    BEHIND = "behind"  # others pushed meanwhile: merge, and again
    DENIED = "denied"  # a hook, a protected branch, no right to push
    LOGIN = "login"  # it would have asked for a name, a password, a host key
    LOCKED = "locked"  # another git works on this clone's refs, or left its lock there
    OFFLINE = "offline"


class Refused(NamedTuple):
    """A push or a fetch that was refused, with what was said."""

    why: Refusal
    said: str


def commit_file(repository: Repository, parent: str, files: Mapping[str, bytes], message: str) -> str:
    """A commit on top of another that differs by these files (path in the repository to content).

    Returns its name, or the parent's where nothing differs. Filters run as for `git add`; the person's name,
    date and signature are git's. Raises GitError.
    """
    git = repository.git
    with tempfile.TemporaryDirectory(prefix="pmc-tui-") as folder:
        index = {"GIT_INDEX_FILE": os.fspath(Path(folder) / "index")}
        if parent:
            git.read("read-tree", parent, env=index)
        for path, content in files.items():
            blob = git.read("hash-object", "-w", "--path", path, "--stdin", data=content)
            entry = git.asked("ls-tree", parent, "--", path) if parent else ""
            mode = entry.split(" ", 1)[0] if entry else _MODE
            git.read("update-index", "--add", "--cacheinfo", f"{mode},{blob},{path}", env=index)
        tree = git.read("write-tree", env=index)
    if parent and tree == git.read("rev-parse", f"{parent}^{{tree}}"):
        return parent
    words = ["commit-tree", tree, *(("-p", parent) if parent else ()), "-F", "-"]
    if git.asked("config", "--type=bool", "commit.gpgSign") == "true":
        words.append("-S")
    return git.read(*words, data=message.encode())


def push(repository: Repository, target: Target, commit: str, *options: str) -> Refused | str:
    """Push a commit to the target's branch, never over others' work. What the server said, or why not."""
    done = repository.git.run(
        "push", "--porcelain", *options, target.remote, f"{commit}:refs/heads/{target.pushed}"
    )
    return done.err if done.ok else refused(done)


def fetch(repository: Repository, target: Target) -> Refused | None:
    """Bring what the remote has into the clone's own refs; None where that went well."""
    wanted = [f"+refs/heads/{target.branch}:{target.tracking(target.branch)}"]
    options = ("-q", "--no-tags", "--no-recurse-submodules", "--no-write-fetch-head")
    done = repository.git.run("fetch", *options, target.remote, *wanted)
    if not done.ok:
        return refused(done)
    if target.own:
        own = f"+refs/heads/{target.own}:{target.tracking(target.own)}"
        done = repository.git.run("fetch", *options, target.remote, own)
        if not done.ok and "couldn't find remote ref" not in done.err:
            return refused(done)
    return None


_KINDS: Final = {
    Refusal.BEHIND: "non-fast-forward|fetch first|stale info|(cannot lock ref|(failed to update ref",
    Refusal.LOCKED: "unable to create '",
    Refusal.LOGIN: "permission denied (|could not read username|could not read password|host key"
    "|authentication failed|terminal prompts disabled|invalid credentials|returned error: 401",
    Refusal.OFFLINE: "could not resolve|connection refused|connection reset|connection timed out|hung up"
    "|connection closed|rpc failed|early eof|network is unreachable|no route to host|took longer than",
    # at last, without a word of the network: a hook of this clone
    Refusal.DENIED: "remote rejected|protected|declined|not allowed|returned error: 403|denied|read-only"
    "|read only|failed to push some refs",
}
"""What git and servers print for each, first come first served; what is none of it is no answer."""


def refused(done: Done) -> Refused:
    """Why a call to the server failed, by what it printed."""
    printed = f"{done.err}\n{done.out.decode('utf-8', 'replace')}".lower()
    told = said(done) or said(Done(1, b"", done.out.decode("utf-8", "replace")))
    for why, words in _KINDS.items():
        if any(each in printed for each in words.split("|")):
            return Refused(why, told or "no answer")
    return Refused(Refusal.OFFLINE, told or "no answer")
