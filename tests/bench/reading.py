"""`python -m tests.bench.reading FILE ROUNDS`: the time to read a file as ratios to markdown-it's parse."""

from __future__ import annotations

import gc
import sys
from pathlib import Path
from statistics import median
from time import perf_counter

from markdown_it import MarkdownIt

from tui.minutes.reading.reader import read
from tui.minutes.text.source import Source


def main() -> None:
    """Read and parse, turn by turn; print a ratio for each round."""
    data = Path(sys.argv[1]).read_bytes()
    parser = MarkdownIt("commonmark").enable("table")
    read(Source.from_bytes(data))
    parser.parse(data.decode())
    ours: list[float] = []
    floor: list[float] = []
    for _ in range(int(sys.argv[2])):
        gc.collect()
        began = perf_counter()
        parser.parse(data.decode())
        floor.append(perf_counter() - began)
        gc.collect()
        began = perf_counter()
        read(Source.from_bytes(data))
        ours.append(perf_counter() - began)
    print(*(taken / median(floor) for taken in ours))


if __name__ == "__main__":
    main()
