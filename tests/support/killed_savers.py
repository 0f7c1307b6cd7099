"""Kill a process with SIGKILL while it saves, again and again, and look at what the next start finds.

`python -m tests.support.killed_savers calls|moments swapped|in-place ROOT ROUNDS`. `calls` kills before each
system call of a draft and a save in turn, `moments` at random times. One process forks them all: starting
Python anew each time would take most of the time. Prints what the kills left; any assertion that fails is
the end.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import time
from collections import Counter
from pathlib import Path

from tests.support.faults import FaultyFileSystem, names
from tui.minutes.keeping.filesystem import REAL, FileSystem
from tui.minutes.keeping.live_file import LiveFile
from tui.minutes.keeping.results import Saved
from tui.minutes.keeping.storage import StateFolder
from tui.minutes.text.merge import merge
from tui.minutes.text.source import Span

TEXT = "# Runtime\r\n\r\n- one\r\n" + "- a report that somebody wrote\r\n" * 200


class DeadlyFileSystem(FaultyFileSystem):
    """Kills its process before call number so and so."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.left = number

    def _called(self, call: str, subject: object) -> None:
        if self.left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        self.left -= 1
        super()._called(call, subject)


def line(number: int) -> str:
    return f"- note {number}"


def whole(number: int) -> str:
    """The file after so many notes."""
    return "".join(f"{line(one)}\r\n" for one in range(number, 0, -1)) + TEXT


def type_notes(path: Path, state: Path, fs: FileSystem, told: int, rounds: int) -> None:
    """Type, keep the draft, say so, save."""
    live = LiveFile.open(path, StateFolder(state, fs), fs)
    live.prepare()
    os.write(told, b"0\n")
    for number in range(1, rounds + 1):
        base = live.known
        ours = base.splice(Span(0, 0), [line(number)])
        assert live.keep_draft(ours) is None
        os.write(told, f"{number}\n".encode())
        assert isinstance(live.save(ours, base), Saved)


class Round:
    """One process, killed, and the start after it."""

    def __init__(self, root: Path, way: str) -> None:
        for file in [path for path in root.rglob("*") if path.is_file()]:
            file.unlink()  # the folders stay: removing them is what takes long
        self.folder, self.state = root / "minutes", root / "state"
        self.folder.mkdir(parents=True, exist_ok=True)
        self.path = self.folder / "a.md"
        self.path.write_bytes(TEXT.encode())
        if way == "in-place":
            (self.folder / "other.md").hardlink_to(self.path)
        self.expected = names(self.folder)
        self.in_place = way == "in-place"

    def run(self, fs: FileSystem, rounds: int, wait: float) -> tuple[int, int]:
        """Gives the exit status and the last note of which the process said that it was kept."""
        reader, writer = os.pipe()
        child = os.fork()
        if not child:
            try:
                type_notes(self.path, self.state, fs, writer, rounds)
            finally:
                os._exit(0)
        os.close(writer)
        if wait:
            os.read(reader, 2)
            time.sleep(wait)
            os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        told = b"0\n"
        while piece := os.read(reader, 1 << 16):
            told += piece
        os.close(reader)
        return status, int(told.split()[-1])

    def check(self, kept: int) -> str:
        """What the kill left, and that the next start makes it good."""
        found = self.path.read_bytes().decode()
        intact = found in {whole(kept), whole(max(kept - 1, 0))}
        assert intact or self.in_place, "the file is one version, whole"
        left = names(self.folder) != self.expected
        fs = FaultyFileSystem()  # does not wait for the disk
        live = LiveFile.open(self.path, StateFolder(self.state, fs), fs)
        draft = live.prepare()
        if live.look() is not None:  # a write in place was finished
            live = LiveFile.open(self.path, StateFolder(self.state, fs), fs)
        if draft is not None:
            text = merge(draft.base, draft.ours, live.known).source
            assert isinstance(live.save(text), Saved)
            live.forget_draft(draft)
        now = self.path.read_bytes().decode()
        assert now in {whole(kept), whole(kept + 1)}, (
            "what was kept is in the file, perhaps before it was said"
        )
        assert live.prepare() is None
        assert names(self.folder) == self.expected, "nothing is left beside the file"
        return (
            ("torn, " if not intact else "") + ("left, " if left else "") + ("draft" if draft else "no draft")
        )


def by_calls(root: Path, way: str) -> Counter[str]:
    found: Counter[str] = Counter()
    status = number = 0
    while status or not number:
        one = Round(root, way)
        status, kept = one.run(DeadlyFileSystem(number), 2, 0)
        found[one.check(kept)] += 1
        number += 1
    return found


def by_moments(root: Path, way: str, rounds: int) -> Counter[str]:
    chance = random.Random(rounds)  # noqa: S311 - any will do
    found: Counter[str] = Counter()
    for _ in range(rounds):
        one = Round(root, way)
        status, kept = one.run(REAL, 10_000, 0.0001 + chance.random() * 0.02)
        assert status == signal.SIGKILL
        found[one.check(kept)] += 1
    return found


if __name__ == "__main__":
    how, way, root, rounds = sys.argv[1], sys.argv[2], Path(sys.argv[3]), int(sys.argv[4])
    found = by_calls(root, way) if how == "calls" else by_moments(root, way, rounds)
    print(json.dumps(found))  # noqa: T201
