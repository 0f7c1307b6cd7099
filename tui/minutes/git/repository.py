"""The repository a minutes file lies in, and why it cannot be shared there just now, each in a sentence."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Final, NamedTuple

from tui.minutes.git.process import OLDEST, Git
from tui.minutes.keeping.storage import key_of
from tui.minutes.text.source import Source

OWN_REFS: Final = "refs/pmc-tui/base"
"""Where what both sides had last is kept. An ordinary push never sends it."""

_UNDER_WAY: Final = {
    "MERGE_HEAD": "a merge",
    "rebase-merge": "a rebase",
    "rebase-apply": "a rebase",
    "CHERRY_PICK_HEAD": "a cherry-pick",
    "REVERT_HEAD": "a revert",
}
_MARKERS: Final = re.compile(r"^(<{7}|={7}|>{7})(?:\s|$)", re.MULTILINE)


class NotShared(Exception):  # noqa: N818 - said as people say it
    """A file that cannot be shared; the message says why and what to do."""


class Target(NamedTuple):
    """Where a file is shared: a remote, its branch, and the live branch beside that where one is used."""

    remote: str
    branch: str
    own: str = ""
    """The branch that is pushed to in place of `branch`; both are read."""

    @property
    def pushed(self) -> str:
        """The branch that is pushed to."""
        return self.own or self.branch

    def tracking(self, branch: str) -> str:
        """Where this clone keeps what it knows of a branch of the remote."""
        return f"refs/remotes/{self.remote}/{branch}"


class Repository:
    """A work tree and the path of one file in it."""

    def __init__(self, git: Git, root: Path, path: str) -> None:
        self.git = git
        self.root = root
        self.path = path

    @classmethod
    def of(cls, file: Path) -> Repository:
        """The repository of a file. Raises NotShared where there is none that could be used."""
        real = Path(os.path.realpath(file))
        git = Git(real.parent)
        if not git.version:
            raise NotShared("git is not installed here. Install it (apt install git), and try again.")
        if git.version < OLDEST:
            wanted, found = (".".join(map(str, version)) for version in (OLDEST, git.version))
            raise NotShared(f"git {found} is too old to share minutes: {wanted} or newer is needed.")
        done = git.run("rev-parse", "--show-toplevel")
        if not done.ok:
            if "dubious ownership" in done.err:
                raise NotShared(
                    f"git does not trust {real.parent}: it belongs to somebody else. "
                    "Its own message says how to allow it: git status."
                )
            raise NotShared(f"{file} lies in no git repository. Clone your committee's, and open it there.")
        root = Path(done.text)
        git.folder = root
        return cls(git, root, real.relative_to(os.path.realpath(root)).as_posix())

    @property
    def branch(self) -> str:
        """The branch that is checked out; empty where none is."""
        return self.git.asked("symbolic-ref", "-q", "--short", "HEAD")

    def target(self) -> Target:
        """Where the branch of now is pushed to, without a choice. Raises NotShared where nothing says it."""
        branch = self.branch
        remotes = self.git.asked("remote").split()
        if not remotes:
            raise NotShared("This repository has no remote to share with: git remote add …")
        remote = self.git.asked("config", f"branch.{branch}.remote") if branch else ""
        merged = self.git.asked("config", f"branch.{branch}.merge") if branch else ""
        if remote and remote != "." and merged:
            return Target(remote, merged.removeprefix("refs/heads/"))
        first = "origin" if "origin" in remotes else remotes[0]
        head = self.git.asked("symbolic-ref", "-q", "--short", f"refs/remotes/{first}/HEAD")
        if not branch and head:
            return Target(first, head.removeprefix(f"{first}/"))
        if branch and self.git.asked("rev-parse", "-q", "--verify", f"refs/remotes/{first}/{branch}"):
            return Target(first, branch)
        raise NotShared(
            f"The branch {branch or '(none)'} has no upstream: git push -u {first} {branch or 'NAME'}"
        )

    @cached_property
    def folder(self) -> Path:
        """Git's own folder of this work tree."""
        return Path(self.git.asked("rev-parse", "--absolute-git-dir"))

    @property
    def under_way(self) -> str:
        """What git is in the middle of here, as a sentence; empty for nothing. Only looks at files."""
        for name, what in _UNDER_WAY.items():
            if (self.folder / name).exists():
                return f"Not shared while {what} is under way here: finish it, or give it up."
        return ""

    @property
    def head(self) -> str:
        """What HEAD says, as git writes it: `ref: refs/heads/main`, or a commit. Calls nothing."""
        try:
            return (self.folder / "HEAD").read_text("utf-8", "replace").strip()
        except OSError:
            return ""

    def guards(self, target: Target, had: str = "") -> Iterator[str]:
        """Why nothing may be merged or pushed now, a sentence each; none where it may.

        `had` is a commit that the remote had once: what leads to it was pushed, and may be rewritten since.
        """
        if self.git.asked("ls-files", "-u", "--", self.path):
            yield f"Not shared while {self.path} is unmerged in git: resolve it first."
        if not self.is_tracked and self.git.run("check-ignore", "-q", "--", self.path).ok:
            yield f"{self.path} is ignored by git (.gitignore): it is never shared."
        tip = target.tracking(target.branch)
        ahead = self.git.asked("rev-list", "--count", "HEAD", "--not", tip, *filter(None, [had]))
        if ahead not in ("", "0") and self.head.startswith("ref:"):
            commits = "a commit" if ahead == "1" else f"{ahead} commits"
            yield f"Not shared while {commits} of yours is not pushed: git push, and it goes on."
        for name in ("user.name", "user.email"):
            variables = (f"GIT_AUTHOR_{name[5:].upper()}", f"GIT_COMMITTER_{name[5:].upper()}")
            if not all(map(os.environ.get, variables)) and not self.git.asked("config", name):
                yield f"git does not know who you are: git config --global {name} …"

    @property
    def is_tracked(self) -> bool:
        """True where git keeps the file already."""
        return bool(self.git.asked("ls-files", "--", self.path))

    def address(self, remote: str) -> str:
        """Where a remote is, without a password that stands in its address."""
        return re.sub(r"(?<=://)[^/@]*@", "", self.git.asked("remote", "get-url", remote))

    @property
    def author(self) -> str:
        """Whose name commits get, with the address; empty where git does not know it."""
        name, end, _ = self.git.asked("var", "GIT_AUTHOR_IDENT").rpartition(">")
        return name + end

    def has_hook(self, name: str) -> bool:
        """True where git would run a hook of that name here."""
        return os.access(
            self.git.folder / self.git.asked("rev-parse", "--git-path", f"hooks/{name}"), os.X_OK
        )

    def text_at(self, commit: str) -> Source | None:
        """The file as a commit has it, as it would be checked out; None where it has none."""
        if not commit or not self.git.run("cat-file", "-e", f"{commit}:{self.path}").ok:
            return None
        done = self.git.run("cat-file", "--filters", f"{commit}:{self.path}")
        return Source.from_bytes(done.out) if done.ok else None

    def commit_of(self, ref: str) -> str:
        """The commit a ref is at; empty where there is none."""
        return self.git.asked("rev-parse", "-q", "--verify", f"{ref}^{{commit}}")

    def base_ref(self, branch: str) -> str:
        """The ref of our own for what both sides had last of the file on a branch."""
        return f"{OWN_REFS}/{key_of(Path(os.path.realpath(self.root / self.path)))[:12]}/{branch}"

    def base(self, branch: str) -> str:
        """The commit of a branch that both sides had last; empty where they have exchanged nothing yet."""
        return self.commit_of(self.base_ref(branch))

    def renamed(self, before: str, after: str) -> str:
        """The path that the file has in a later commit; empty where it is gone."""
        listed = self.git.asked(
            "diff", "--name-status", "--find-renames", "--diff-filter=R", "-z", before, after
        )
        words = listed.split("\0")
        for status, old, new in zip(words[::3], words[1::3], words[2::3], strict=False):
            if status.startswith("R") and old == self.path:
                return new
        return ""


POINTER: Final = "version https://git-lfs.github.com/spec/"
"""What the stand-in begins with that Git LFS has in place of a file it did not fetch."""


def has_markers(text: str) -> bool:
    """True where a text has the markers of a merge that somebody left to be decided, in their order."""
    order = "".join(match[1][0] for match in _MARKERS.finditer(text))
    return "<=>" in order
