"""`python -m tests.bench.sharing MEMBERS SECONDS`: many clones of one hub write into one file, at their pace.

The hub answers a tenth of a second late, as one far away does. Prints how long a line took from one member's
file into all the others' (half of them, 19 of 20), what the remote was asked, and what was lost or doubled.
"""

from __future__ import annotations

import os
import random
import sys
import tempfile
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from statistics import quantiles
from typing import Final

from tests.support.repositories import clone, git, hub, minutes, pushed
from tui.minutes.git.engine import Sharing, State
from tui.minutes.git.pace import Pace
from tui.minutes.git.repository import Repository
from tui.minutes.keeping.live_file import LiveFile
from tui.minutes.keeping.storage import StateFolder
from tui.minutes.text.source import Source

LATE: Final = 'sleep 0.1; exec git-{} "$@"'
EVERY: Final = 5.0
"""Seconds, about, between two lines of one member: somebody who takes minutes without a pause."""

LONGEST: Final = 240.0
"""Seconds after the last line in which all of them must have met."""


@dataclass
class Member:
    """A clone with somebody who writes."""

    path: Path
    state: Path
    name: str
    written: dict[str, float] = field(default_factory=dict)
    seen: dict[str, float] = field(default_factory=dict)
    pushes: int = 0

    def share(self, until: float, over: threading.Event) -> None:
        """Exchange as the program does, until all is over."""
        live = LiveFile.open(self.path, StateFolder(self.state))
        target = Repository.of(self.path).target()
        sharing = Sharing(Repository.of(self.path), live, target, lambda: "Minutes")
        pace = Pace(6)

        def rests() -> bool:
            return pace.may_push(time.monotonic(), time.time() - self.path.stat().st_mtime)

        while not over.is_set():
            done = sharing.tick(rests)
            pace.answered(well=done.state not in (State.OFFLINE, State.GUARDED))
            self.pushes += bool(done.pushed)
            if done.pulled or done.pushed:
                pace.pushed(time.monotonic())
            self.look()
            over.wait(pace.pause())

    def write(self, until: float) -> None:
        """Write a line now and then, as the editor saves it."""
        live = LiveFile.open(self.path, StateFolder(self.state))
        chance = random.Random(self.name)  # noqa: S311 - to be repeated
        while time.monotonic() < until:
            live.look()
            line = f"- {self.name} says {len(self.written)}\n"
            before = live.known
            live.save(Source(before.text.rstrip("\n") + "\n" + line), before)
            self.written[line] = time.monotonic()
            time.sleep(EVERY * chance.uniform(0.5, 1.5))

    def look(self) -> None:
        """Note which lines are in the file by now."""
        now = time.monotonic()
        for line in self.path.read_text("utf-8").splitlines(keepends=True):
            self.seen.setdefault(line, now)


def main() -> int:
    """Let them write, wait until all have all, and print what came of it."""
    count, seconds = int(sys.argv[1]), float(sys.argv[2])
    os.environ["GIT_CONFIG_GLOBAL"] = os.devnull
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        bare = hub(folder)
        members = [member(bare, folder, number) for number in range(count)]
        over = threading.Event()
        until = time.monotonic() + seconds
        threads = [threading.Thread(target=each.share, args=(until, over)) for each in members]
        writers = [threading.Thread(target=each.write, args=(until,)) for each in members]
        for thread in (*threads, *writers):
            thread.start()
        for thread in writers:
            thread.join()
        lines = {line for each in members for line in each.written}
        last = time.monotonic() + LONGEST
        while time.monotonic() < last and not all(lines <= each.seen.keys() for each in members):
            time.sleep(0.2)
        over.set()
        for thread in threads:
            thread.join()
        tell(members, lines, pushed(bare))
    return 0


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


def tell(members: list[Member], lines: set[str], hub_text: str) -> None:
    """Print one row of figures."""
    took = sorted(
        other.seen[line] - each.written[line]
        for each in members
        for line in each.written
        for other in members
        if other is not each and line in other.seen
    )
    cuts = quantiles(took, n=20) if len(took) > 1 else [0.0] * 19
    texts = [each.path.read_text("utf-8") for each in members] + [hub_text]
    lost = sum(line not in text for text in texts for line in lines)
    doubled = sum(
        n - 1
        for text in texts
        for line, n in Counter(text.splitlines(keepends=True)).items()
        if line in lines
    )
    pushes = sum(each.pushes for each in members)
    print(
        f"{len(members)} members, {len(lines)} lines: p50 {cuts[9]:.1f} s, p95 {cuts[18]:.1f} s; "
        f"{pushes} pushes; lost {lost}, doubled {doubled}, texts {len(set(texts))}"
    )


if __name__ == "__main__":
    sys.exit(main())
