"""One file shared through a remote: what others pushed comes in by our merge, what was written here goes out.

The file on disk is where both meet: a tick merges into it as any other program's save would, through the same
lock and swap, and pushes what it has. What both sides had last is kept as a ref of our own, so that a program
that was killed neither loses, doubles nor brings anything back.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from enum import StrEnum
from threading import Lock
from typing import Final, NamedTuple

from tui.minutes.git.commit import Refusal, Refused, commit_file, fetch, push
from tui.minutes.git.journal import Intent, Journal
from tui.minutes.git.process import GitError
from tui.minutes.git.repository import POINTER, NotShared, Repository, Target, has_markers
from tui.minutes.git.wipes import Wipe, wipes
from tui.minutes.keeping.live_file import LiveFile
from tui.minutes.keeping.processes import file_lock
from tui.minutes.keeping.results import Gone, NotSaved
from tui.minutes.reading.hidden import private_parts
from tui.minutes.reading.reader import read
from tui.minutes.text.diff import diff
from tui.minutes.text.merge import merge
from tui.minutes.text.source import Source

_TRIES: Final = 3  # pushes in a row that others came before
_PAUSE: Final = (0.05, 0.4)  # seconds between two of them, at random


class State(StrEnum):
    """How far a file is shared."""

    SHARED = "shared"  # both sides have the same
    WAITING = "waiting"  # there is something to push, and it rests first
    BEHIND = "behind"  # others were faster each time; the next tick tries again
    OFFLINE = "offline"
    LOGIN = "login"  # the server wants to know who this is: nothing is tried again by itself
    DENIED = "denied"  # the server says no: a hook, a protected branch
    GUARDED = "guarded"  # something here is in the way, until somebody does something


class Ticked(NamedTuple):
    """What a tick came to. `said` is a sentence where something is in the way."""

    state: State
    said: str = ""
    unpushed: int = 0
    """Lines that the remote does not have."""
    pulled: bool = False
    pushed: str = ""
    """The commit that went out."""
    wiped: tuple[Wipe, ...] = ()
    asks: bool = False
    """True where somebody may say that it goes out all the same (`Sharing.agree`)."""


class Sharing:
    """One file, its repository and the branch it is shared on. All calls block and belong in a thread."""

    def __init__(
        self,
        repository: Repository,
        live: LiveFile,
        target: Target,
        message: Callable[[], str],
        *,
        signed_off: bool = False,
        looks_only: bool = False,
    ) -> None:
        """`live` is a view of the file of its own; `message` says what a commit is called when it is made."""
        self.repository = repository
        self.target = target
        self._live = live
        self._message = message
        self._signed_off = signed_off
        self._looks_only = looks_only
        self._agreed: set[str] = set()  # private parts that may go out
        self._head = repository.head
        self._had = repository.base(target.branch)  # the tip of the remote, as last seen
        self._turn = Lock()  # the last exchange, on leaving, may come while another runs
        self._journal = Journal(live.state, live.target)
        self._shared: Source | None = None  # what both sides had when last looked

    def tick(self, rested: Callable[[], bool] = lambda: True) -> Ticked:
        """Bring in what others pushed; send what is written here once it has `rested`."""
        try:
            with self._turn, file_lock(self._live.state, self._live.target / "sharing") as alone:
                if alone is False:  # another program on this checkout is at it, and waits for the server
                    return Ticked(State.BEHIND, "", self._unpushed())
                return self._tick(rested)
        except NotShared as error:
            return Ticked(State.GUARDED, str(error))
        except GitError as error:
            return Ticked(State.GUARDED, f"git says: {error}")

    def _tick(self, rested: Callable[[], bool]) -> Ticked:
        if said := self.repository.under_way or self._elsewhere():
            return Ticked(State.GUARDED, said)
        if (refusal := fetch(self.repository, self.target)) is not None:
            return _refused(refusal, self._unpushed())
        self._see_through()
        news = self._news()
        if not news and self._text() == self._shared:
            return Ticked(State.SHARED)
        if said := next(self.repository.guards(self.target, self._had), ""):
            return Ticked(State.GUARDED, said, self._unpushed())
        pulled = self._pull(news)
        self._had = {branch: tip for branch, _, tip in news}.get(self.target.branch, self._had)
        sent = self._send(rested)
        # last: it takes a while, and everybody's words are where they belong by now
        found = [wipe for _, before, tip in news if before for wipe in wipes(self.repository, before, tip)]
        return sent._replace(pulled=pulled, wiped=tuple(found))

    def _send(self, rested: Callable[[], bool]) -> Ticked:
        """Push what is written here, unless it is to rest first or never goes out."""
        if self._looks_only:
            return Ticked(State.SHARED)
        if (unpushed := self._unpushed()) and not rested():
            return Ticked(State.WAITING, "", unpushed)
        return self._push()

    def stop(self) -> None:
        """End what git does for this file."""
        self.repository.git.stop()

    def settle(self) -> bool:
        """Bring the checkout to what is shared, where nothing else in it would change: it is clean then.

        False, and nothing done, where it is not that simple: staged lines, other commits, a lock.
        """
        git, path = self.repository.git, self.repository.path
        tip = self.repository.commit_of(self.target.tracking(self.target.branch))
        head = self.repository.commit_of("HEAD")
        if self.target.own or not (tip and head and self.repository.branch) or tip == head:
            return False
        if not git.run("merge-base", "--is-ancestor", head, tip).ok or self._text() != self._text_at(tip):
            return False
        staged, committed = git.asked("ls-files", "-s", "--", path), git.asked("ls-tree", head, "--", path)
        if _blob(staged) != _blob(committed):
            return False
        mode, blob = _entry(git.asked("ls-tree", tip, "--", path))
        if not git.run("update-index", "--add", "--cacheinfo", f"{mode},{blob},{path}").ok:
            return False
        if git.run("merge", "-q", "--ff-only", tip).ok:
            return True
        mode, blob = _entry(committed)
        git.run("update-index", "--cacheinfo", f"{mode},{blob},{path}") if blob else git.run(
            "update-index", "--force-remove", path
        )
        return False

    def _elsewhere(self) -> str:
        """Why the file is not the one that was shared, as a sentence; empty where it is."""
        if (now := self.repository.head) == self._head:
            return ""
        now, before = (each.removeprefix("ref: refs/heads/")[:40] for each in (now, self._head))
        if not self._head.startswith("ref:"):
            return "" if not self.repository.head.startswith("ref:") else f"The checkout is on {now} now."
        return f"The checkout is on {now} now, not on {before}: sharing has stopped."

    def _news(self) -> list[tuple[str, str, str]]:
        """The branches that have something else than last time: name, commit of then, commit of now."""
        found = []
        for branch in filter(None, (self.target.branch, self.target.own)):
            tip = self.repository.commit_of(self.target.tracking(branch))
            if tip and (before := self._base(branch, tip)) != tip:
                found.append((branch, before, tip))
            elif branch == self.target.branch:
                self._had = tip
        return found

    def _pull(self, news: list[tuple[str, str, str]]) -> bool:
        """Merge what each branch has into the file; True where that changed anything."""
        pulled = False
        for branch, before, tip in news:
            if (theirs := self._text_at(tip)) is None:
                self._gone(before, tip)
                continue
            self._check(theirs, f"{self._live.path.name} of others")
            base = (self._text_at(before) if before else None) or Source("")
            if theirs != base:
                self._merge(base, theirs, branch, tip)
                pulled = True
            self._keep_base(branch, tip)
        return pulled

    def _merge(self, base: Source, theirs: Source, branch: str, tip: str) -> None:
        """Merge into the file on disk. Raises NotShared where it cannot be written; nothing is lost then."""
        ours = self._text()
        merged = merge(base, ours, theirs).source
        self._journal.write(Intent(branch, tip, ours.text, merged.text))
        saved = self._live.save(merged, ours)
        if isinstance(saved, NotSaved):
            raise NotShared(f"What others wrote cannot be merged into the file: {saved.message}")

    def _push(self) -> Ticked:
        """Send the file, on top of what is there; merge again where others came before."""
        for attempt in range(_TRIES):
            done = self._push_once()
            if done.state is not State.BEHIND:
                return done
            time.sleep(random.uniform(*_PAUSE) * attempt)  # noqa: S311 - so that two do not meet again
            if (refusal := fetch(self.repository, self.target)) is not None:
                return _refused(refusal, self._unpushed())
            self._pull(self._news())
        return Ticked(State.BEHIND, "", self._unpushed())

    def _push_once(self) -> Ticked:
        """Send the file as it is on disk; `BEHIND` where others pushed meanwhile."""
        branches = (self.target.pushed, self.target.branch)
        tips = (self.repository.commit_of(self.target.tracking(branch)) for branch in branches)
        tip = next(filter(None, tips), "")
        text = self._text()
        if text == self._text_at(tip):
            self._shared = text
            return Ticked(State.SHARED)
        if has_markers(text.text):
            said = "Not shared while <<<<<<< and >>>>>>> stand in the text: choose first."
            return Ticked(State.GUARDED, said, self._unpushed())
        if said := self._private(text, self._text_at(tip)):
            return Ticked(State.GUARDED, said, self._unpushed(), asks=True)
        files = {self.repository.path: text.to_bytes()}
        commit = commit_file(self.repository, tip, files, self._words())
        if commit == tip:
            self._shared = text
            return Ticked(State.SHARED)
        self._journal.write(Intent(self.target.pushed, commit))
        result = push(self.repository, self.target, commit)
        if isinstance(result, Refused):
            return _refused(result, self._unpushed())
        self._keep_base(self.target.pushed, commit)
        self._shared = text  # this one: somebody may have written since
        return Ticked(State.SHARED, pushed=commit)

    def agree(self) -> None:
        """What is private in the file as it is now goes out, too: somebody has said so."""
        self._agreed |= {part for _, part in private_parts(read(self._text(), self._live.path.name))}

    def _private(self, text: Source, there: Source | None) -> str:
        """What is private and would go out for the first time, in a sentence; empty for nothing."""
        name = self._live.path.name
        parts = private_parts(read(text, name))
        if not parts:
            return ""
        known = {part for _, part in private_parts(read(there, name))} if there is not None else set()
        new = [line + 1 for line, part in parts if part not in known | self._agreed]
        if not new:
            return ""
        lines = f"line{'s' * (len(new) > 1)} {', '.join(map(str, new))}"
        return f"Not shared: {lines} of {name} would be, and git keeps what it was given: it is private."

    def _words(self) -> str:
        """The message of a commit."""
        message = self._message()
        if not self._signed_off:
            return message + "\n"
        ident = self.repository.git.asked("var", "GIT_COMMITTER_IDENT").rpartition(">")[0]
        return f"{message}\n\nSigned-off-by: {ident}>\n"

    def _text(self) -> Source:
        """The file as it is on disk. Raises NotShared where it cannot be read or is not UTF-8."""
        if isinstance(found := self._live.look(), Gone):
            raise NotShared(found.message)
        if found is not None:
            self._live.accept(found)
        self._check(self._live.known, self._live.path.name)
        return self._live.known

    def _check(self, text: Source, name: str) -> None:
        """Raise NotShared for what no text can be merged with."""
        if text.problem:
            raise NotShared(f"{name} is {text.problem}: it is not shared before it is UTF-8.")
        if text.text.startswith(POINTER):
            raise NotShared(f"{name} is only a pointer of Git LFS: git lfs install, then git lfs pull.")

    def _text_at(self, commit: str) -> Source | None:
        return self.repository.text_at(commit)

    def _unpushed(self) -> int:
        """Lines of the file that the remote does not have, as far as is known here."""
        tip = self.repository.commit_of(self.target.tracking(self.target.pushed))
        there, here = (self._text_at(tip) if tip else None) or Source(""), self._text()
        return sum(max(len(change.old), len(change.new)) for change in diff(there, here))

    def _gone(self, before: str, tip: str) -> None:
        """The file is not in what others pushed. Raises NotShared where it was: it is deleted, or renamed."""
        if not before or self._text_at(before) is None:
            return  # new here: pushing adds it
        name = self._live.path.name
        if renamed := self.repository.renamed(before, tip):
            raise NotShared(f"{name} is called {renamed} now, by somebody's push: open that.")
        raise NotShared(f"{name} was deleted by somebody's push. Yours stays, and is shared no more.")

    def _base(self, branch: str, tip: str) -> str:
        """The commit that both sides had last; at first, where this branch and the remote's parted."""
        return self.repository.base(branch) or self.repository.git.asked("merge-base", "HEAD", tip)

    def _keep_base(self, branch: str, commit: str) -> None:
        self.repository.git.read("update-ref", self.repository.base_ref(branch), commit)
        self._journal.clear()

    def _see_through(self) -> None:
        """Where a program was killed in the middle: find out how far it came, and go on from there."""
        if (intent := self._journal.read()) is None:
            return
        if intent.is_push:
            tip = self.repository.commit_of(self.target.tracking(intent.branch))
            done = bool(tip) and self.repository.git.run("merge-base", "--is-ancestor", intent.commit, tip).ok
        else:
            done = intent.was_merged(self._text())
        if done:
            self._keep_base(intent.branch, intent.commit)
        self._journal.clear()


def _refused(refusal: Refused, unpushed: int) -> Ticked:
    states = {
        Refusal.OFFLINE: State.OFFLINE,
        Refusal.LOGIN: State.LOGIN,
        Refusal.DENIED: State.DENIED,
        Refusal.BEHIND: State.BEHIND,
        Refusal.LOCKED: State.GUARDED,
    }
    return Ticked(states[refusal.why], refusal.said, unpushed)


def _entry(listed: str) -> tuple[str, str]:
    """Mode and blob of a line of `ls-tree`."""
    words = listed.split()
    return (words[0], words[2]) if len(words) > 2 else ("", "")


def _blob(listed: str) -> str:
    """The blob of a line of `ls-tree` or `ls-files -s`."""
    words = listed.split()
    return "" if len(words) < 3 else words[2] if words[1] == "blob" else words[1]
