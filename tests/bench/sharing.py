"""`python -m tests.bench.sharing MEMBERS SECONDS [PUSHES_A_MINUTE [EVERY]]`: many clones of one hub.

The hub answers a tenth of a second late, as one far away does. Each member is a process that exchanges as the
program does, and is killed at random calls of git and started again; meanwhile somebody writes a line into
each file EVERY seconds (5: without a pause), and takes one of them out now and then. Prints how long a line
took from one member's file into all the others' (half of them, 19 of 20), how often was pushed, and what was
lost, doubled, or came back though it was taken out. Ends with 1 where anything was.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from statistics import quantiles
from typing import Any, Final

from tests.support.repositories import clone, git, hub, minutes, pushed
from tui.minutes.git.engine import Sharing
from tui.minutes.git.pace import Pace
from tui.minutes.git.process import Git
from tui.minutes.git.repository import Repository
from tui.minutes.keeping.live_file import LiveFile
from tui.minutes.keeping.storage import StateFolder
from tui.minutes.programs import Done
from tui.minutes.text.source import Source

LATE: Final = 'sleep 0.1; exec git-{} "$@"'

KILLED: Final = 1 / 150
"""How likely a member is killed at a call of git: about once in three minutes at rest."""

TAKEN_OUT: Final = 0.1
"""How often somebody takes a line of theirs out rather than to write one."""

LONGEST: Final = 420.0
"""Seconds after the last line in which all of them must have met."""


@dataclass
class Member:
    """A clone with somebody who writes, and the program that shares it."""

    path: Path
    state: Path
    name: str
    written: dict[str, float] = field(default_factory=dict)
    taken_out: set[str] = field(default_factory=set)
    seen: dict[str, float] = field(default_factory=dict)
    kills: int = 0

    def share(self, limit: int, over: threading.Event) -> None:
        """Keep a program running that exchanges; start it again as often as it is killed."""
        words = [sys.executable, "-m", "tests.bench.sharing", "member", str(self.path), str(self.state)]
        while not over.is_set():
            with subprocess.Popen([*words, str(limit)]) as program:
                while program.poll() is None and not over.wait(0.1):
                    pass
                self.kills += program.poll() == -signal.SIGKILL
                program.terminate()

    def write(self, until: float, every: float) -> None:
        """Write a line now and then, as the editor saves it, or take one out."""
        live = LiveFile.open(self.path, StateFolder(self.state))
        chance = random.Random(self.name)  # noqa: S311 - to be repeated
        time.sleep(every * chance.random())
        while time.monotonic() < until:
            live.look()
            before = live.known
            there = [line for line in self.written if line not in self.taken_out and line in before.text]
            if there and chance.random() < TAKEN_OUT:
                line = chance.choice(there)
                live.save(Source(before.text.replace(line, "")), before)
                self.taken_out.add(line)
            else:
                line = f"- {self.name} says {len(self.written)}\n"
                live.save(Source(before.text.rstrip("\n") + "\n" + line), before)
                self.written[line] = time.monotonic()
            time.sleep(every * chance.uniform(0.5, 1.5))

    def look(self) -> None:
        """Note which lines are in the file by now."""
        now = time.monotonic()
        for line in self.path.read_text("utf-8").splitlines(keepends=True):
            self.seen.setdefault(line, now)


class RiskyGit(Git):
    """Calls of git, of which any may be the program's last."""

    def run(self, *words: str, **more: Any) -> Done:
        """As it is, or the end."""
        if random.random() < KILLED:  # noqa: S311 - nothing is kept secret by it
            os.kill(os.getpid(), signal.SIGKILL)
        return super().run(*words, **more)


def share_until_killed(path: Path, state: Path, limit: int) -> None:
    """Exchange as the program does, until a call of git is the last."""
    live = LiveFile.open(path, StateFolder(state))
    repository = Repository.of(path)
    repository.git = RiskyGit(repository.root)
    sharing = Sharing(repository, live, repository.target(), lambda: "Minutes")
    pace = Pace(limit)
    while True:
        done = sharing.tick(lambda: pace.may_push(time.monotonic(), time.time() - path.stat().st_mtime))
        pace.answered(well=done.state not in ("offline", "guarded", "login", "denied"))
        if done.pulled or done.pushed:
            pace.pushed(time.monotonic())
        time.sleep(pace.pause())


@contextmanager
def sharing_members(members: list[Member], limit: int) -> Iterator[None]:
    """While they share, it is noted when which line is where."""
    over = threading.Event()

    def look() -> None:
        while not over.wait(0.1):
            for each in members:
                each.look()

    threads = [threading.Thread(target=look)]
    threads += [threading.Thread(target=each.share, args=(limit, over)) for each in members]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        over.set()
        for thread in threads:
            thread.join()


def main() -> int:
    """Let them write, wait until all have all, and print what came of it."""
    if sys.argv[1] == "member":
        share_until_killed(Path(sys.argv[2]), Path(sys.argv[3]), int(sys.argv[4]))
    count, seconds = int(sys.argv[1]), float(sys.argv[2])
    limit, every = (
        float(sys.argv[at]) if len(sys.argv) > at else usual for at, usual in ((3, 6.0), (4, 5.0))
    )
    os.environ["GIT_CONFIG_GLOBAL"] = os.devnull
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        bare = hub(folder)
        members = [member(bare, folder, number) for number in range(count)]
        with sharing_members(members, int(limit)):
            until = time.monotonic() + seconds
            writers = [threading.Thread(target=partial(each.write, until, every)) for each in members]
            for thread in writers:
                thread.start()
            for thread in writers:
                thread.join()
            last = time.monotonic() + LONGEST
            while time.monotonic() < last and len(set(texts(members, bare))) > 1:
                time.sleep(0.5)
        return tell(members, bare)


def texts(members: list[Member], bare: Path) -> list[str]:
    """The file as each has it, and the hub."""
    return [each.path.read_text("utf-8") for each in members] + [pushed(bare)]


def member(bare: Path, folder: Path, number: int) -> Member:
    """A clone whose remote answers late."""
    home = clone(bare, folder / f"clone{number}", "ada")
    git(home, "config", "user.name", f"Member {number}")
    for service in ("upload-pack", "receive-pack"):
        program = folder / f"{number}-{service}"
        program.write_text(f"#!/bin/sh\n{LATE.format(service)}\n")
        program.chmod(0o755)
        git(home, "config", f"remote.origin.{service.replace('-', '')}", str(program))
    return Member(minutes(home), folder / f"state{number}", f"m{number}")


def tell(members: list[Member], bare: Path) -> int:
    """Print one row of figures; 1 where anything was lost, doubled or came back."""
    gone = {line for each in members for line in each.taken_out}
    lines = {line for each in members for line in each.written} - gone
    took = sorted(
        other.seen[line] - each.written[line]
        for each in members
        for line in each.written
        for other in members
        if other is not each and line in other.seen
    )
    cuts = quantiles(took, n=20) if len(took) > 1 else [0.0] * 19
    all_texts = texts(members, bare)
    lost = sum(line not in text for text in all_texts for line in lines)
    back = sum(line in text for text in all_texts for line in gone)
    doubled = sum(
        number - 1
        for text in all_texts
        for line, number in Counter(text.splitlines(keepends=True)).items()
        if line in lines
    )
    pushes = int(git(bare, "rev-list", "--count", "main")) - 1
    print(
        f"{len(members)} members, {len(lines) + len(gone)} lines: p50 {cuts[9]:.1f} s, p95 {cuts[18]:.1f} s, "
        f"last {max(took, default=0.0):.1f} s; {pushes} pushes, {sum(each.kills for each in members)} kills; "
        f"lost {lost}, doubled {doubled}, back {back}, texts {len(set(all_texts))}, "
        f"load {os.getloadavg()[0]:.1f}"
    )
    return int(bool(lost or doubled or back))


if __name__ == "__main__":
    sys.exit(main())
