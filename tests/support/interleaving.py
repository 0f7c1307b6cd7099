"""Programs on one minutes file, with their system calls in an order that can be chosen and run again.

Two of ours, one that saves by renaming and one that writes in place take turns, a system call at a time.
Which goes on is decided by an `Order`: by a seed, or with chosen turns taken from a program and given to
another. Clocks stand still while anybody can go on. A program of ours can be killed before each call.
`tests/support/walk.py` goes through the orders.
"""

from __future__ import annotations

import os
import random
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import Semaphore, Thread, current_thread
from typing import Final, NamedTuple
from unittest.mock import patch

from tests.support.faults import FaultyFileSystem, names
from tui.minutes.keeping import drafts, swap
from tui.minutes.keeping.live_file import LiveFile
from tui.minutes.keeping.results import OutsideChange, Saved
from tui.minutes.keeping.storage import StateFolder
from tui.minutes.text.merge import merge
from tui.minutes.text.source import Source, Span

TEXT: Final = "# Runtime\n\n## CLI\n\n- one\n\n## Garden\n\n- two\n"
SECTIONS: Final = ("## CLI", "## Garden")
SHARED: Final = {
    *("stat", "open", "read", "write", "truncate", "replace", "exchange", "link", "unlink", "names"),
    *("lock", "being_written", "pause"),
}
"""Calls at which the order matters: what a program does to its own files before they have a name does not."""

CHANGES: Final = {"write", "truncate", "replace", "exchange", "link", "unlink", "lock"}

MOST_CALLS: Final = 20_000


class Turn(NamedTuple):
    """One turn: whose it was, what of the things that several programs use its call touched, and changed.

    `awake` are those who could have had it.
    """

    program: int
    awake: tuple[int, ...]
    thing: str = ""
    changes: bool = False


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
    """Who has the turn: with a chance by seed, or always the same one until a chosen turn is another's."""

    def __init__(
        self, seed: int | None = None, taken: Mapping[int, int] | None = None, first: int = 0
    ) -> None:
        """`taken` has the program to which a turn goes, by the turn's number, counted from 0."""
        self.random = random.Random(seed)  # noqa: S311 - an order that can be run again
        self.chance = 0.0 if seed is None else self.random.choice([0.02, 0.05, 0.1, 0.3, 0.7])
        self.taken = taken or {}
        self.step = -1
        self.now = first

    def next(self, awake: list[int]) -> int:
        """Which of those that are awake goes on."""
        self.step += 1
        if self.taken.get(self.step) in awake:
            self.now = self.taken[self.step]
        elif self.now not in awake or self.random.random() < self.chance:
            self.now = awake[0] if self.chance == 0 else self.random.choice(awake)
        return self.now


class SharedFileSystem(FaultyFileSystem):
    """The real file system: who calls it waits for the turn first."""

    def __init__(self, root: Path) -> None:
        super().__init__()
        self.root = root
        self.back = Semaphore(0)
        self.programs: dict[Thread, Program] = {}
        self.turns: list[Turn] = []
        self.trace: list[str] = []
        self._things: dict[int, str] = {}  # by file descriptor
        self._makes = False  # the file that is being opened is made or emptied by that

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
        changes = call in CHANGES or (call == "open" and self._makes)
        self.turns[-1] = self.turns[-1]._replace(thing=self._thing(subject), changes=changes)
        self.trace.append(f"{program.name}: {call} {subject}")

    def _thing(self, subject: object) -> str:
        """Which of the things that several programs use a call is about; empty for none."""
        if isinstance(subject, int):
            return self._things.get(subject, "")
        if not isinstance(subject, Path):
            return ""
        where = subject.parts[len(self.root.parts) :]
        if where[:1] == ("minutes",):
            return "" if subject.suffix == ".part" or subject.name == "other.tmp" else "file"
        return "state" if where[:2] in (("state", "versions"), ("state", "locks")) else ""

    def _wait(self, program: Program) -> None:
        self.back.release()
        program.go.acquire()

    def open(self, path: Path, flags: int, mode: int = 0o600) -> int:
        self._makes = bool(flags & (os.O_CREAT | os.O_TRUNC))
        fd = super().open(path, flags, mode)
        self._things[fd] = self._thing(path)
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
        self.fs = SharedFileSystem(root)
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
            chosen = self.order.next(awake)
            self.fs.turns.append(Turn(chosen, tuple(awake)))
            self.programs[chosen].go.release()
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
        there = Counter(_with_sections(self.path.read_text("utf-8")))
        typed = [line for program in self.programs for line in program.typed]
        wanted = Counter([*_with_sections(TEXT), *typed])
        litter = [f"left: {name}" for name in names(self.folder) if name != "a.md"]
        twice = [f"twice: {line}" for line in there - wanted if line in wanted]
        return [*(wanted - there), *twice, *litter]

    def ours(self, program: Program) -> None:
        """One of ours: types, keeps the draft, saves."""
        editor = Editor(self.path, self.state, self.fs)
        section = SECTIONS[self.programs.index(program)]
        for number in range(self.saves):
            line = f"- {program.name}: note {number}"
            at = _place(editor.text, section, last=number % 2 == 0)
            editor.text = editor.text.splice(Span(at, at), [line])
            assert editor.live.keep_draft(editor.text, editor.live.known) is None
            program.typed.append(f"{section} {line}")
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
        section, line = SECTIONS[number % 2], f"- {program.name}: {number}"
        program.typed.append(f"{section} {line}")
        source = Source(text)
        at = _place(source, section, last=program.name == "renaming")
        return source.splice(Span(at, at), [line]).text


def _with_sections(text: str) -> Iterator[str]:
    """The lines that say something, each with the heading it stands under."""
    section = ""
    for line in filter(None, text.splitlines()):
        section = line if line in SECTIONS else section
        yield line if line == section or not section else f"{section} {line}"


def _place(text: Source, section: str, *, last: bool) -> int:
    """Where a line goes as the first or the last one of a section."""
    lines = [line.rstrip("\n") for line in text.lines]
    first = lines.index(section) + 2
    end = next((at for at in range(first, len(lines)) if not lines[at]), len(lines))
    return end if last else first


class Editor:
    """A text, and the live file that it is saved to."""

    def __init__(self, path: Path, state: StateFolder, fs: SharedFileSystem) -> None:
        self.live = LiveFile.open(path, state, fs)
        self.text = self.live.known

    def look(self) -> None:
        found = self.live.look()
        if isinstance(found, OutsideChange):
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
