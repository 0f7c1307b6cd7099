"""Sessions of random keys, mouse reports, resizes, pastes and broken bytes on real minutes others write to.

`python -m tests.fuzz --seed N --count 5000 FILE…` prints the seed, and what it found: a traceback, an answer
that took the program longer than a second, a line that changed and that nobody changed. What a busy machine
made the program wait for a processor is not its own, and is told beside it. The debug log tells, by checksum,
which lines the program changed for its person; the foreign writer knows its own. Every line of the file in
the end is of the file before, of the writer or of that log, and every line that went is told by one of them.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final, NamedTuple

from tests.support.terminal import KEYS, PMC_TUI, Terminal
from tui.debug_log import checksum

EXAMPLES: Final = Path(__file__).parent / "examples"

SLOW: Final = 1.0
"""Seconds of the program's own in which every key is answered."""

HANGING: Final = 20.0
"""Seconds of the program's own after which nothing will be answered any more."""

_LETTERS: Final = "jkhlGgnpadqvixouewNRQKtWC/?*+-=][zfyLFXVS: ;,.éß日😀0123456789!aI"
_CHORDS: Final = "psrtdufboc"
_SEQUENCES: Final = (
    b"\x1b[97;1:3u", b"\x1b[1092::97;1;1092u", b"\x1b[1;5C", b"\x1b[48;40;120;0;0t", b"\x1b[I", b"\x1b[O",
    b"\x1b[?2026;2$y", b"\x1b]11;rgb:ffff/ffff/ffff\x1b\\", b"\x1b[3;3R", b"\x1b[57441;2u", b"\x1bj",
    b"\x1b[M !!",
)  # fmt: skip
_WORDS: Final = (
    "ship it",
    "Ada: look\r- again",
    "## New\n",
    "- [ ] x\r\n",
    "é—日",
    "\x1b[A",
    "dxa",
    "a" * 300,
)
_CHANGE: Final = re.compile(r"change by us: - ([0-9a-f ]*)\+ ?([0-9a-f ]*)$")


class Step(NamedTuple):
    """What is sent, to how wide a window, or nothing but what the foreign writer does."""

    data: bytes = b""
    size: tuple[int, int] | None = None
    writes: bool = False


def steps(chance: random.Random, count: int) -> Iterator[Step]:
    """So many steps; the keys that end the program are not among them."""
    for _ in range(count):
        kind = chance.random()
        if kind < 0.62:
            yield Step(chance.choice(_LETTERS).encode())
        elif kind < 0.78:
            yield Step(KEYS[chance.choice(list(KEYS))].encode())
        elif kind < 0.81:
            yield Step(bytes([ord(chance.choice(_CHORDS)) & 0x1F]))
        elif kind < 0.89:
            button = chance.choice((0, 0, 0, 2, 32, 35, 64, 65))
            report = f"\x1b[<{button};{chance.randrange(130)};{chance.randrange(45)}"
            yield Step(f"{report}M{report}m".encode())
        elif kind < 0.91:
            yield Step(size=(chance.randrange(20, 200), chance.randrange(5, 60)))
        elif kind < 0.93:
            end = b"\x1b[201~" if chance.random() < 0.8 else b""
            yield Step(b"\x1b[200~" + chance.choice(_WORDS).encode() + end)
        elif kind < 0.97:
            yield Step(_broken(chance))
        else:
            yield Step(writes=True)


def _broken(chance: random.Random) -> bytes:
    """Bytes at random, or a real sequence with some of its bytes gone or others; never a key that quits."""
    if chance.random() < 0.4:
        data = chance.randbytes(chance.randrange(1, 8))
    else:
        real = bytearray(chance.choice(_SEQUENCES))
        for _ in range(chance.randrange(3)):
            at = chance.randrange(len(real))
            real[at : at + chance.randrange(2)] = chance.randbytes(chance.randrange(2))
        data = bytes(real)
    return data.translate(None, b"\x05\x11\x1a\x1c")  # $EDITOR, quit, suspend


class ForeignWriter:
    """Another program that adds lines of its own, changes them and takes them out again."""

    def __init__(self, path: Path, chance: random.Random) -> None:
        self._path = path
        self._chance = chance
        self._own: list[str] = []
        self.went: set[str] = set()
        self.came: set[str] = set()

    def write(self) -> None:
        """Save the file with one line more, another or less, as editors do: a new file in its place."""
        text = self._path.read_bytes().decode("utf-8", "surrogateescape")
        lines = text.split("\n")
        there = [line for line in self._own if line in lines]
        if there and self._chance.random() < 0.5:
            old = self._chance.choice(there)
            at = lines.index(old)
            self.went.add(checksum(old))
            lines[at : at + 1] = [self._new()] if self._chance.random() < 0.5 else []
        else:
            first = int(text.startswith("\ufeff"))  # editors keep the mark at the start of the file
            lines.insert(self._chance.randrange(first, len(lines) + first), self._new())
        other = self._path.with_name(".foreign")
        other.write_bytes("\n".join(lines).encode("utf-8", "surrogateescape"))
        other.replace(self._path)

    def _new(self) -> str:
        line = f"- foreign remark {len(self._own)} of {self._chance.randrange(10**6)}"
        self._own.append(line)
        self.came.add(checksum(line))
        return line


class Stopwatch:
    """What passes for a process: by the clock, and without what it, and we here, waited for a processor."""

    def __init__(self, process: int) -> None:
        self._processes = (process, os.getpid())
        self._began = time.monotonic()
        self._computed = _computed(process)
        self._waited = [_waited(each) for each in self._processes]

    def passed(self) -> tuple[float, float]:
        """Seconds by the clock, and those that were the program's own; never less than it computed."""
        clock = time.monotonic() - self._began
        waited = sum(
            now - before.get(thread, 0.0)
            for process, before in zip(self._processes, self._waited, strict=True)
            for thread, now in _waited(process).items()
        )
        return clock, max(_computed(self._processes[0]) - self._computed, clock - waited)


def _waited(process: int) -> dict[str, float]:
    """Seconds that each thread of a process was ready and had no processor; empty where this is not told."""
    found: dict[str, float] = {}
    for told in Path(f"/proc/{process}/task").glob("*/schedstat"):
        with suppress(OSError, IndexError, ValueError):  # a thread that ends meanwhile
            found[told.parent.name] = int(told.read_text("ascii").split()[1]) / 1e9
    return found


def _computed(process: int) -> float:
    """Seconds that a process had a processor; 0.0 where it has ended, or this is not told."""
    try:
        stat = Path(f"/proc/{process}/stat").read_text("utf-8", "replace")
    except OSError:
        return 0.0
    return sum(map(int, stat.rpartition(")")[2].split()[11:13])) / os.sysconf("SC_CLK_TCK")


class Session:
    """The program on a copy of some minutes, in a folder that is empty otherwise."""

    def __init__(self, minutes: bytes, folder: Path, seed: int) -> None:
        self._chance = random.Random(seed)  # noqa: S311 - chance, no secret
        self._folder = folder
        self._path = folder / "minutes" / "2026-03-10.md"
        self._path.parent.mkdir()
        self._path.write_bytes(minutes)
        self._before = minutes
        self._writer = ForeignWriter(self._path, self._chance)
        self.slowest = self.slowest_by_clock = 0.0

    def run(self, count: int, slow: float = SLOW) -> list[str]:
        """Press, click, paste so often; returns what was wrong, an answer after `slow` seconds too."""
        command = [PMC_TUI, "--debug", str(self._path)]
        with Terminal(command, self._folder, EDITOR="true", BROWSER="true") as terminal:
            terminal.wait_until(lambda: "? help" in terminal.text or "saved" in terminal.text, "the meeting")
            wrong = self._press(terminal, count, slow)
            if terminal.process.poll() is None:
                terminal.send(b"\x1b[201~")
                terminal.process.terminate()
                status = terminal.wait_exit()
                if status != 143:
                    wrong.append(f"ended with {status} in the end")
            if b"Traceback" in terminal.output or (self._folder / "state" / "crash.log").exists():
                log = self._folder / "state" / "crash.log"
                wrong.append(log.read_text("utf-8") if log.exists() else "a traceback")
        return wrong + self.unexplained()

    def _press(self, terminal: Terminal, count: int, slow: float) -> list[str]:
        wrong: list[str] = []
        for number, step in enumerate(steps(self._chance, count)):
            if step.size is not None:
                terminal.resize(*step.size)
            if step.writes:
                self._writer.write()
            terminal.send(step.data)
            terminal.let_pass(0.003)
            if number % 25 == 24 and (took := self._answer(terminal)) > slow:
                told = "no answer" if took >= HANGING else f"an answer took {took:.1f} s"
                wrong.append(f"{told} after step {number}, {step}")
                if took >= HANGING:
                    return wrong
            if terminal.process.poll() is not None:
                return [*wrong, f"ended with {terminal.process.returncode} after step {number}, {step}"]
        return wrong

    def _answer(self, terminal: Terminal) -> float:
        """Seconds of the program's own until a change of the window's size, always drawn, is drawn."""
        terminal.let_pass(0.02)
        drawn, watch = len(terminal.output), Stopwatch(terminal.process.pid)
        columns = 90 + self._chance.randrange(60)
        terminal.resize(columns, 24 + self._chance.randrange(20))
        by_clock, own = 0.0, 0.0
        while len(terminal.output) == drawn and own < HANGING and terminal.process.poll() is None:
            with suppress(AssertionError):  # by the clock: a busy machine may need longer
                terminal.wait_until(lambda: len(terminal.output) > drawn, "an answer", HANGING / 4)
            by_clock, own = watch.passed()
        self.slowest, self.slowest_by_clock = max(self.slowest, own), max(self.slowest_by_clock, by_clock)
        return own

    def unexplained(self) -> list[str]:
        """Lines that came or went though neither the person nor the foreign writer did that."""
        logs = (self._folder / "state").glob("debug.log*")  # one that grew too long is kept beside the other
        lines = [line for log in logs for line in log.read_text("utf-8").split("\n")]
        changes = [found for line in lines if (found := _CHANGE.search(line))]
        went = self._writer.went.union(*(found[1].split() for found in changes))
        came = self._writer.came.union(*(found[2].split() for found in changes))
        old = dict(_lines(self._before))
        new = dict(_lines(self._path.read_bytes()))
        made_up = [text for sum_, text in new.items() if sum_ not in old and sum_ not in came]
        lost = [text for sum_, text in old.items() if sum_ not in new and sum_ not in went]
        return [f"nobody wrote {text!r}" for text in made_up] + [f"nobody took out {text!r}" for text in lost]


def _lines(data: bytes) -> Iterator[tuple[str, str]]:
    text = data.decode("utf-8-sig", "replace").replace("\r\n", "\n")
    return ((checksum(line), line) for line in text.split("\n") if line.strip())


def main(words: Sequence[str] | None = None) -> int:
    """Run the sessions; returns 1 where something was wrong."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("files", nargs="*", type=Path, default=sorted(EXAMPLES.glob("2*.md"))[:4])
    parser.add_argument("--seed", type=int, default=int.from_bytes(os.urandom(4)))
    parser.add_argument("--count", type=int, default=5000, help="steps of each session")
    options = parser.parse_args(words)
    sys.stdout.write(f"seed {options.seed}\n")
    sys.stdout.flush()
    found = False
    for number, file in enumerate(options.files):
        with tempfile.TemporaryDirectory(prefix="pmc-tui-fuzz-") as folder:
            session = Session(file.read_bytes(), Path(folder), options.seed + number)
            wrong = session.run(options.count)
        told = (
            f"{file.name}: {options.count} steps, slowest answer {session.slowest:.2f} s of its own, "
            f"{session.slowest_by_clock:.2f} s by the clock"
        )
        sys.stdout.write("\n  ".join([told, *wrong]) + "\n")
        sys.stdout.flush()
        found = found or bool(wrong)
    return int(found)


if __name__ == "__main__":
    sys.exit(main())
