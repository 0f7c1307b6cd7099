"""How much of the program a key runs through, counted: calls of its own functions, and files entered."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from types import FrameType

from tests.support.desk import QUIET, Desk, minutes_file, opened

ROOT = Path(__file__).parent.parent
OURS = (str(ROOT / "tui"), str(ROOT / "widgets"))


async def entered(desk: Desk, *keys: str) -> Counter[str]:
    """The program's files that these keys run through, each with how many calls."""
    found: Counter[str] = Counter()

    def count(frame: FrameType, event: str, _: object) -> None:
        if event == "call" and (name := frame.f_code.co_filename).startswith(OURS):
            found[name] += 1

    desk.post(*keys)
    sys.setprofile(count)
    try:
        await desk.settle()
    finally:
        sys.setprofile(None)
    return found


TIMES = 3
"""How often each is counted; the least is what it takes: a clock may tick amid one on a slow machine."""


async def test_a_step_in_the_agenda_calls_little(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path), settings=QUIET) as desk:
        await desk.press("j", "j")
        counts = [await entered(desk, "j") for _ in range(TIMES)]
    found = min(counts, key=Counter.total)
    assert 100 < found.total() < 1500
    assert not [name for name in found if name.endswith(("status/facts.py", "meeting_header.py"))]


async def test_a_note_is_written_in_few_calls(tmp_path: Path) -> None:
    counts = []
    async with opened(minutes_file(tmp_path), settings=QUIET) as desk:
        await desk.press("j", "j")
        for _ in range(TIMES):
            await desk.press("a")
            await desk.type("amit: look at the logs fri")
            counts.append((await entered(desk, "enter")).total())
    assert 100 < min(counts) < 4000
