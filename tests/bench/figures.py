"""Figures, and the table, JSON and page made of them."""

from __future__ import annotations

import json
import os
import platform
import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from enum import StrEnum
from importlib.metadata import version
from pathlib import Path
from statistics import median, quantiles
from typing import Final

from tests.bench.files import SIZES
from tui import __version__


class Kind(StrEnum):
    """How the values of a figure are to be read, and so which of them a table shows."""

    RATIO = "ratio"  # to the floor's median in the same run; median and quartiles
    WAIT = "wait"  # milliseconds, one a press or save; median and 95th percentile
    LONGEST = "longest"  # milliseconds; the largest counts
    NUMBER = "number"  # median and quartiles


@dataclass(frozen=True, slots=True)
class Figure:
    """What one measure gave for one size of file."""

    measure: str
    size: str
    kind: Kind
    values: tuple[float, ...]
    unit: str = ""
    reach: str = ""  # what is aimed at, as the table shows it
    silent: int = 0  # presses of keys that changed nothing on the screen

    def cell(self) -> str:
        """The figure in a table."""
        return self._value() + (f", {self.silent} unseen" if self.silent else "")

    def _value(self) -> str:
        if not self.values:
            return "none"
        low, middle, high = quartiles(self.values)
        if self.kind is Kind.WAIT:
            return f"{_number(middle)} / {_number(percentile(self.values, 95))} {self.unit}"
        if self.kind is Kind.LONGEST:
            return f"{_number(max(self.values))} {self.unit}"
        unit = "x" if self.kind is Kind.RATIO else f" {self.unit}".rstrip()
        digits = 2 if self.kind is Kind.RATIO else None
        spread = "" if low == high else f" ({_number(low, digits)}-{_number(high, digits)})"
        return f"{_number(middle, digits)}{unit}{spread}"


def quartiles(values: Sequence[float]) -> tuple[float, float, float]:
    """The lower quartile, the median and the upper quartile."""
    if len(values) < 2:
        return values[0], values[0], values[0]
    low, _, high = quantiles(values, n=4, method="inclusive")
    return low, median(values), high


def percentile(values: Sequence[float], percent: int) -> float:
    """The value that `percent` of the values do not exceed."""
    return sorted(values)[max(0, -(-len(values) * percent // 100) - 1)]


def table(figures: Iterable[Figure]) -> str:
    """A Markdown table: a row for each measure, a column for each size."""
    rows: dict[str, dict[str, Figure]] = {}
    for figure in figures:
        rows.setdefault(figure.measure, {})[figure.size] = figure
    lines = ["| measure | S | M | B | reach |", "| --- | --- | --- | --- | --- |"]
    for measure, sizes in rows.items():
        cells = [sizes[size].cell() if size in sizes else "" for size in SIZES]
        reach = " / ".join(figure.reach for figure in sizes.values() if figure.reach)
        lines.append(f"| {measure} | {' | '.join(cells)} | {reach} |")
    return "\n".join(lines)


_PAGE: Final = """# Benchmarks

Written by `python -m tests.bench --write`, not by hand. Measured from outside, in a real pseudo-terminal of
120x40, turn by turn with Textual's hello world: ratios hold from machine to machine, times do not.

S, M and B are minutes of 6 KB, 277 KB and 2.4 MB. "x" is the ratio to hello world (or to what the row names),
as median and, in brackets, quartiles. Waits are the median and the 95th percentile. "Until still" is the
ratio of the last change on the screen to the first. "Unseen" counts keys that changed nothing.

{table}

M and B are the example with the meetings before it below, as a file that keeps all of a committee's: the same
under other dates. What comes again there is read once. "No report twice" is a B in which no two meetings
report the same: the last thing to come is then the count of notes, for which a process beside the one that
draws looks through every section that may have one. "Transcripts" are an M and a B of days of talk: few
sections, each of many long remarks, and an image at the end of a day.

What one would use instead, on the same files, where it is installed here:

{others}

{machine}
"""


def page(figures: Sequence[Figure], others: Sequence[Figure]) -> str:
    """The text of BENCHMARKS.md."""
    facts = "".join(f"- {name}: {fact}\n" for name, fact in machine().items())
    return _PAGE.format(table=table(figures), others=table(others), machine=facts).rstrip() + "\n"


def machine() -> dict[str, str]:
    """What the figures depend on."""
    try:
        model = re.search(r"model name\s*:\s*(.*)", Path("/proc/cpuinfo").read_text("utf-8"))
    except OSError:
        model = None
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return {
        "processor": f"{model[1] if model else platform.machine()}, {os.cpu_count()} cores used",
        "memory": f"{memory:.0f} GiB",
        "load average at the end": f"{os.getloadavg()[1]:.1f}, of which the measuring is about 1",
        "system": f"{platform.system()} {platform.release()}",
        "Python": platform.python_version(),
        "Textual": version("textual"),
        "pmc-tui": __version__,
        "measured": f"{datetime.now(UTC):%Y-%m-%d}",
    }


def as_json(figures: Sequence[Figure], others: Sequence[Figure]) -> str:
    """Everything measured, every single value."""
    data = {
        "machine": machine(),
        "figures": [asdict(figure) for figure in figures],
        "others": [asdict(figure) for figure in others],
    }
    return json.dumps(data, indent=1) + "\n"


def _number(value: float, digits: int | None = None) -> str:
    if digits is None:
        digits = 0 if value >= 100 or value == int(value) else 1
    return f"{value:.{digits}f}"
