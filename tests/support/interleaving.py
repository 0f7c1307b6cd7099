"""Programs on one minutes file, with their system calls in an order that can be chosen and run again.

Two of ours, one that saves by renaming and one that writes in place take turns, one system call at a time.
Which goes on is decided by an `Order`: by a seed, or with the turn taken from a program at one call and given
to another. Clocks stand still while anybody can go on. A program of ours can be killed before each call.

`python -m tests.support.interleaving FIRST LAST [kill]` tries seeds and prints the orders that lose lines.
"""

from __future__ import annotations

import os
import random
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import Semaphore, Thread, current_thread
from typing import Final
from unittest.mock import patch

from tests.support.faults import FaultyFileSystem, names
from tui.minutes.keeping import drafts, swap
from tui.minutes.keeping.live_file import LiveFile
from tui.minutes.keeping.results import Outside, Saved
from tui.minutes.keeping.storage import StateFolder
from tui.minutes.text.merge import merge
from tui.minutes.text.source import Source, Span

TEXT: Final = "# Runtime\n\n- one\n- two\n"
SHARED: Final = {
    *("stat", "open", "read", "write", "truncate", "replace", "exchange", "link", "unlink", "names"),
    *("lock", "being_written", "pause"),
}
"""Calls at which the order matters: what a program does to its own files before they have a name does not."""

MOST_CALLS: Final = 20_000


class Killed(BaseException):
    """The program is no more."""


@dataclass
class Program:
    """One program: what it does, in a thread of its own that runs only when it has the turn."""

    name: str
    run: Callable[[Program], None]
    go: Semaphore = field(default_factory=lambda: Semaphore(0))
    asleep_until: float = 0.0
    done: bool = False
    dead: bool = False
    kill_before: int = -1
    calls: int = 0
    files: set[int] = field(default_factory=set)
    error: BaseException | None = None
    typed: list[str] = field(default_factory=list)


class Order:
    """Who has the turn: with a chance by seed, or always the same one until a chosen call."""

    def __init__(self, seed: int | None = None, take: tuple[int, int] | None = None, first: int = 0) -> None:
        self.random = random.Random(seed)  # noqa: S311 - an order that can be run again
        self.chance = 0.0 if seed is None else self.random.choice([0.02, 0.05, 0.1, 0.3, 0.7])
        self.take = take
        self.step = 0
        self.now = first

    def next(self, awake: list[int]) -> int:
        """Which of those that are awake goes on."""
        self.step += 1
        if self.take is not None and self.step == self.take[0] and self.take[1] in awake:
            self.now = self.take[1]
        elif self.now not in awake or self.random.random() < self.chance:
            self.now = awake[0] if self.chance == 0 else self.random.choice(awake)
        return self.now


class SharedFileSystem(FaultyFileSystem):
    """The real file system: who calls it waits for the turn first."""

    def __init__(self) -> None:
        super().__init__()
        self.back = Semaphore(0)
        self.programs: dict[Thread, Program] = {}
        self.trace: list[str] = []

    def _called(self, call: str, subject: object) -> None:
        program = self.programs.get(current_thread())
        if program is None:
            return
        if program.dead:
            raise Killed
        if call not in SHARED:
            return
        self._wait(program)
        if program.calls == program.kill_before:
            program.dead = True
            for fd in program.files:
                with suppress(OSError):
                    os.close(fd)
            raise Killed
        program.calls += 1
        self.trace.append(f"{program.name}: {call} {subject}")

    def _wait(self, program: Program) -> None:
        self.back.release()
        program.go.acquire()

    def open(self, path: Path, flags: int, mode: int = 0o600) -> int:
        fd = super().open(path, flags, mode)
        if (program := self.programs.get(current_thread())) is not None:
            program.files.add(fd)
        return fd

    def close(self, fd: int) -> None:
        if (program := self.programs.get(current_thread())) is not None:
            if program.dead:
                return  # its files were closed with it
            program.files.discard(fd)
        super().close(fd)

    def names(self, folder: Path) -> list[str]:
        self._called("names", folder)
        return super().names(folder)

    def being_written(self, fd: int) -> bool | None:
        self._called("being_written", fd)
        return super().being_written(fd)

    def pause(self, seconds: float) -> None:
        program = self.programs.get(current_thread())
        if program is None:
            self.clock += seconds
            return
        program.asleep_until = self.clock + seconds
        self._called("pause", seconds)


class Room:
    """The file, the programs, and what is there at the end."""

    def __init__(self, root: Path, order: Order, saves: int = 2, kill: tuple[int, int] | None = None) -> None:
        self.folder = root / "minutes"
        self.folder.mkdir(parents=True)
        self.path = self.folder / "a.md"
        self.path.write_text(TEXT, "utf-8")
        self.order = order
        self.saves = saves
        self.fs = SharedFileSystem()
        self.state = StateFolder(root / "state", self.fs)
        self.turn: Program | None = None
        ways = (self.ours, self.ours, self.renaming, self.in_place)
        labels = ("ours 1", "ours 2", "renaming", "in place")
        self.programs = [Program(name, way) for name, way in zip(labels, ways, strict=True)]
        if kill is not None:
            self.programs[kill[0]].kill_before = kill[1]

    def play(self) -> list[str]:
        """Run all programs to their end, then look what is missing; gives that."""
        with _tokens(self.programs, self.fs):
            self._play()
            return self._missing()

    def _play(self) -> None:
        threads = []
        for program in self.programs:
            thread = Thread(target=self._live, args=(program,), daemon=True)
            self.fs.programs[thread] = program
            threads.append(thread)
            thread.start()
            self.fs.back.acquire()
        for _ in range(MOST_CALLS):
            left = [at for at, program in enumerate(self.programs) if not program.done]
            if not left:
                break
            awake = [at for at in left if self.programs[at].asleep_until <= self.fs.clock]
            if not awake:
                self.fs.clock = min(self.programs[at].asleep_until for at in left)
                continue
            self.programs[self.order.next(awake)].go.release()
            self.fs.back.acquire()
        assert all(program.done for program in self.programs), "they come to an end"
        for thread in threads:
            thread.join()
        for program in self.programs:
            if program.error is not None:
                raise program.error

    def _live(self, program: Program) -> None:
        self.fs._wait(program)
        try:
            program.run(program)
        except Killed:
            pass
        except BaseException as error:  # noqa: BLE001 - told where the order is known
            program.error = error
        program.done = True
        if self.turn is program:
            self.turn = None
        self.fs.back.release()

    def _missing(self) -> list[str]:
        """Start again as somebody would, and follow until nothing moves; what was typed is there then."""
        editor = Editor(self.path, self.state, self.fs)
        for _ in range(10):
            draft = editor.live.prepare()
            if draft is None:
                break
            editor.text = merge(draft.base, draft.ours, editor.text).source
            editor.save()
            editor.live.forget_draft(draft)
        for _ in range(3):
            editor.look()
            editor.save()
        lines = self.path.read_text("utf-8").splitlines()
        typed = [line for program in self.programs for line in program.typed]
        missing = [line for line in [*TEXT.splitlines(), *typed] if line not in lines]
        litter = [f"left: {name}" for name in names(self.folder) if name != "a.md"]
        return [*missing, *litter]

    def ours(self, program: Program) -> None:
        """One of ours: types, keeps the draft, saves."""
        editor = Editor(self.path, self.state, self.fs)
        for number in range(self.saves):
            line = f"- {program.name}: note {number}"
            at = len(editor.text.lines) if number % 2 == 0 else 2
            editor.text = editor.text.splice(Span(at, at), [line])
            assert editor.live.keep_draft(editor.text, editor.live.known) is None
            program.typed.append(line)
            editor.save()
            editor.look()
        for _ in range(3):
            self.fs.pause(0.05)
            editor.look()
            editor.save()

    def renaming(self, program: Program) -> None:
        """Reads, thinks, writes another file, renames it."""
        for number in range(self.saves):
            with self._turn(program):
                new = self._with_line(program, number)
                other = self.path.with_name("other.tmp")
                fd = self.fs.open(other, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
                self.fs.write(fd, memoryview(new.encode()))
                self.fs.close(fd)
                self.fs.replace(other, self.path)

    def in_place(self, program: Program) -> None:
        """Reads, thinks, empties the file, writes it in two pieces."""
        for number in range(self.saves):
            with self._turn(program):
                data = self._with_line(program, number).encode()
                fd = self.fs.open(self.path, os.O_WRONLY | os.O_TRUNC)
                self.fs.write(fd, memoryview(data[:20]))
                self.fs.write(fd, memoryview(data[20:]))
                self.fs.close(fd)

    @contextmanager
    def _turn(self, program: Program) -> Iterator[None]:
        """The others take turns among themselves: without us they would lose each other's lines, too."""
        while self.turn is not None:
            self.fs.pause(0.01)
        self.turn = program
        yield
        self.turn = None
        self.fs.pause(0.01)

    def _with_line(self, program: Program, number: int) -> str:
        fd = self.fs.open(self.path, os.O_RDONLY)
        text = self.fs.read(fd, 1 << 20).decode()
        self.fs.close(fd)
        program.typed.append(f"- {program.name}: {number}")
        lines = Source(text).lines
        at = len(lines) if number % 2 else 2
        return "".join([*lines[:at], f"{program.typed[-1]}\n", *lines[at:]])


class Editor:
    """A text, and the live file that it is saved to."""

    def __init__(self, path: Path, state: StateFolder, fs: SharedFileSystem) -> None:
        self.live = LiveFile.open(path, state, fs)
        self.text = self.live.known

    def look(self) -> None:
        found = self.live.look()
        if isinstance(found, Outside):
            text = merge(found.base, self.text, found.source).source
            if self.live.accept(found):
                self.text = text

    def save(self) -> None:
        result = self.live.save(self.text, self.live.known)
        if isinstance(result, Saved):
            self.text = result.source
            self.live.forget_draft()


@contextmanager
def _tokens(programs: list[Program], fs: SharedFileSystem) -> Iterator[None]:
    """Each program is a process of its own: its files have its token, and it is alive until it ends."""

    def token() -> str:
        program = fs.programs.get(current_thread())
        return f"{'0' * 8}-{'0' * 8}-{programs.index(program) + 1 if program else 9}-1"

    def alive(token: str) -> bool:
        number = int(token.split("-")[2]) - 1
        return number >= len(programs) or not programs[number].done

    with (
        patch.object(swap, "own_token", token),
        patch.object(drafts, "own_token", token),
        patch.object(swap, "is_alive", alive),
        patch.object(drafts, "is_alive", alive),
    ):
        yield


def tried(order: Order, saves: int = 2, kill: tuple[int, int] | None = None) -> tuple[list[str], Room]:
    """What an order loses, and the room it was run in."""
    root = Path(tempfile.mkdtemp(dir="/dev/shm" if os.access("/dev/shm", os.W_OK) else None))  # noqa: S108
    try:
        room = Room(root, order, saves, kill)
        return room.play(), room
    finally:
        shutil.rmtree(root)


if __name__ == "__main__":
    first, last, kills = int(sys.argv[1]), int(sys.argv[2]), len(sys.argv) > 3
    for seed in range(first, last):
        missing, room = tried(Order(seed), kill=(seed % 2, seed * 7919 % 400) if kills else None)
        if missing:
            print(*room.fs.trace, f"seed {seed} loses {missing}", sep="\n")  # noqa: T201
