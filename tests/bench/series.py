"""`python -m tests.bench.series FOLDER ROUNDS`: milliseconds to look back on a series of minutes.

A line for the radar of the newest meeting over twelve before it, and one for all actions of all files.
"""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from time import perf_counter

from tui.minutes.series import questions
from tui.minutes.series.meetings import members


def main() -> None:
    """Ask both as the program does, and print a time for each round."""
    newest = members(Path(sys.argv[1])).files[0].path
    text = newest.read_text("utf-8")
    questions.before(newest, text, date.max.replace(year=2100))  # what is imported and compiled is there then
    radar: list[float] = []
    actions: list[float] = []
    for number in range(int(sys.argv[2])):
        began = perf_counter()
        questions.before(newest, text, date.max.replace(year=2100))
        radar.append((perf_counter() - began) * 1000)
        if number % 4 == 0:
            began = perf_counter()
            questions.actions(newest, text, None)
            actions.append((perf_counter() - began) * 1000)
    print(*radar)
    print(*actions)


if __name__ == "__main__":
    main()
