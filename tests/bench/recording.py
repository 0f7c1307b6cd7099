"""A command in a terminal, every piece of its output kept with its time, and looked at only afterwards.

Emulating a terminal takes longer than many of the waits that are measured, so nothing is emulated while the
command works: questions are answered by pattern, and the screen is drawn from the pieces once it is quiet.
"""

from __future__ import annotations

import os
import re
import select
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp
from time import perf_counter
from typing import Final, Self

from tests.support.display import Display
from tests.support.terminal import environment, hang_up, key_bytes, spawn

COLUMNS: Final = 120
ROWS: Final = 40
QUIET: Final = 0.4  # seconds without output after which a start has settled

_QUESTIONS: Final = re.compile(rb"\x1b\[(?:c|6n|\?[0-9]+\$p)")
_TICKS: Final = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Paint:
    """A moment at which the screen began to look different.

    `text` when its text differs, not just a colour or the cursor; `shows` when the text waited for is there.
    """

    at: float
    text: bool
    shows: bool


class Recording:
    """A command being measured. Times are those of `perf_counter`, in seconds."""

    def __init__(self, command: Sequence[str], folder: Path, **variables: str) -> None:
        """Start the command in a new home below `folder`, where it remembers no earlier start."""
        home = Path(mkdtemp(prefix="home-", dir=folder))
        self.display = Display(COLUMNS, ROWS)
        self.written = 0
        self._pieces: list[tuple[float, bytes]] = []
        self.started = perf_counter()
        self.process, self._master = spawn(command, environment(home, **variables), home, COLUMNS, ROWS)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        hang_up(self.process, self._master)

    def press(self, key: str) -> float:
        """Press a key; returns when."""
        at = perf_counter()
        os.write(self._master, key_bytes(key))
        return at

    def listen(self, quiet: float, patience: float) -> None:
        """Keep what comes until nothing came for `quiet` seconds, or for `patience` seconds in all."""
        end = perf_counter() + patience
        while (left := end - perf_counter()) > 0 and select.select([self._master], [], [], min(quiet, left))[
            0
        ]:
            if not self._keep():
                return

    def wait_for_output(self, patience: float) -> bool:
        """Wait for the first piece of output; False when none came in time."""
        return bool(select.select([self._master], [], [], patience)[0])

    def _keep(self) -> bool:
        try:
            data = os.read(self._master, 1 << 16)
        except OSError:  # the command has ended
            return False
        self._pieces.append((perf_counter(), data))
        self.written += len(data)
        for question in _QUESTIONS.findall(data):
            os.write(self._master, Display(COLUMNS, ROWS).feed(question))
        return True

    def paints(self, wanted: str = "") -> list[Paint]:
        """Draw what was kept since the last call; returns when the screen changed. `wanted` is waited for."""
        found: list[Paint] = []
        text, cells = self.display.rows, self.display.cells()
        for at, data in self._pieces:
            self.display.feed(data)
            if not self.display.complete or (now := self.display.cells()) == cells:
                continue
            rows = self.display.rows
            found.append(Paint(at, rows != text, wanted in self.display.text))
            text, cells = rows, now
        self._pieces.clear()
        return found

    def until_shown(self, wanted: str, patience: float) -> tuple[float, float]:
        """Wait for a text to stand on the screen and the screen to settle.

        Returns the times of the paint that first had the text and of the last that changed any text. Raises
        RuntimeError with the screen when the text did not come in time.
        """
        end = perf_counter() + patience
        first = settled = 0.0
        while perf_counter() < end:
            self.listen(QUIET, 10 * QUIET)
            for paint in self.paints(wanted):
                settled = paint.at if paint.text else settled
                first = paint.at if paint.shows and not first else first
            if first:
                return first, settled
        raise RuntimeError(f"{wanted!r} did not come in {patience} s; the screen is:\n{self.display.text}")

    def memory(self) -> float:
        """The most memory the command and its children have had at a time, in MiB."""
        peaks = (re.search(r"VmHWM:\s*(\d+)", _proc(child, "status")) for child in self._family())
        return sum(int(peak[1]) for peak in peaks if peak) / 1024

    def cpu(self) -> float:
        """Seconds of processor time that the command and its children have used."""
        fields = [_proc(child, "stat").rpartition(")")[2].split() for child in self._family()]
        return sum(int(field[11]) + int(field[12]) for field in fields if field) / _TICKS

    def _family(self) -> list[int]:
        family = [self.process.pid]
        for member in family:  # grows while it is walked, to the last descendant
            family += map(int, _proc(member, f"task/{member}/children").split())
        return family


def _proc(process: int, name: str) -> str:
    try:
        return Path(f"/proc/{process}/{name}").read_text("utf-8", "replace")
    except OSError:
        return ""
