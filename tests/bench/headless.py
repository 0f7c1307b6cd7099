"""What needs no terminal: commands from start to end, and reading by itself."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path
from statistics import median
from typing import Final

from tests.bench.figures import Figure, Kind
from tests.bench.files import SIZES, minutes_of
from tests.bench.measures import whole_run
from tests.support.terminal import PMC_TUI
from tui.cli import COMMANDS

ROOT: Final = Path(__file__).parent.parent.parent
CHECKED_FILES: Final = 200
SERIES_FILES: Final = 400


def export_figures(folder: Path, rounds: int) -> Iterator[Figure]:
    """Export to JSON as a ratio to importing what reads and describes it."""
    file = folder / "export.md"
    file.write_text(minutes_of(0), "utf-8")
    base = (sys.executable, "-c", "import pydantic, markdown_it")
    command = (PMC_TUI, "export", str(file), "--to", "json")
    pairs = [(whole_run(base), whole_run(command)) for _ in range(rounds + 1)][1:]
    floor = median(pair[0] for pair in pairs)
    ratios = tuple(pair[1] / floor for pair in pairs)
    yield Figure("export to JSON : importing pydantic and markdown-it", "S", Kind.RATIO, ratios, reach="1.5x")


def check_figures(folder: Path, rounds: int) -> Iterator[Figure]:
    """Check a folder of many minutes."""
    if "check" not in COMMANDS:
        return
    many = folder / "many"
    many.mkdir()
    for number in range(CHECKED_FILES):
        name = f"{2000 + number // 12}-{number % 12 + 1:02}-01.md"
        (many / name).write_text(minutes_of(0), "utf-8")
    seconds = tuple(whole_run((PMC_TUI, "check", str(many))) / 1000 for _ in range(max(1, rounds // 3)))
    yield Figure(f"check {CHECKED_FILES} files", "S", Kind.NUMBER, seconds, "s", "4 s")


def reading_figures(folder: Path, rounds: int) -> Iterator[Figure]:
    """Read files as a ratio to markdown-it's own parse of them."""
    for size, length in SIZES.items():
        file = folder / f"read-{size}.md"
        file.write_text(minutes_of(length), "utf-8")
        command = (sys.executable, "-m", "tests.bench.reading", str(file), str(rounds))
        done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
        ratios = tuple(map(float, done.stdout.split()))
        aim = "1.3x" if size == "S" else ""
        yield Figure("read : markdown-it's parse", size, Kind.RATIO, ratios, reach=aim)


def series_figures(folder: Path, rounds: int) -> Iterator[Figure]:
    """Look back on a series: twelve meetings before the next one, and every action of four hundred files."""
    many = folder / "series"
    many.mkdir()
    for number in range(SERIES_FILES):
        day = date(2000, 1, 4) + timedelta(days=14 * number)
        (many / f"{day}-board.md").write_text(minutes_of(0).replace("2016-08-09", str(day)), "utf-8")
    command = (sys.executable, "-m", "tests.bench.series", str(many), str(rounds))
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    for line, (name, reach) in zip(
        done.stdout.splitlines(),
        (("before the meeting, 12 meetings", "50 ms"), (f"actions of {SERIES_FILES} files", "1000 ms")),
        strict=True,
    ):
        yield Figure(name, "S", Kind.NUMBER, tuple(map(float, line.split())), "ms", reach)


MEASURES: Final[Mapping[str, Callable[[Path, int], Iterator[Figure]]]] = {
    "export": export_figures,
    "check": check_figures,
    "read": reading_figures,
    "before the meeting": series_figures,
}
"""Name to what measures it, given a folder to write into and a number of rounds."""
