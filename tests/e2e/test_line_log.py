"""Plain mode as a screen reader has it: the line of the cursor, whenever another one is drawn under it."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from tests.support.desk import minutes_file
from tests.support.display import Display
from tests.support.terminal import PMC_TUI, Terminal

REMARK = "a long remark of many words, " * 12 + "and its end"

MINUTES = f"""# Sync 2026-03-10

## Discussion
- first of all
- {REMARK}
- [ ] **ACTION:** Ada Obi: publish
- last of all

## Teams

### CLI - Ada Obi
- released

### UAA - Bo Ek
- moved
"""

SAVED = b"- said by somebody else\n"

FRAME = b"\x1b[?2026l"
"""What ends a frame."""


def pictures(output: bytes, columns: int, rows: int) -> list[tuple[list[str], str]]:
    """The rows of every frame, and the one with the cursor."""
    display = Display(columns, rows)
    found = []
    for frame in output.split(FRAME):
        display.feed(frame + FRAME)
        found.append((display.rows, display.rows[display.cursor[1]].rstrip()))
    return found


def heard(frames: list[tuple[list[str], str]]) -> list[str]:
    """The lines of the cursor, each when it is another one than before."""
    lines: list[str] = []
    for _, line in frames:
        if line.startswith("> ") and lines[-1:] != [line]:
            lines.append(line)
    return [line.removeprefix(">").strip() for line in lines]


@pytest.mark.parametrize("size", [(120, 40), (60, 20)])
def test_one_line_is_read_for_each_move_and_what_others_save_is_told_once(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    columns, rows = size
    path = minutes_file(tmp_path, MINUTES)
    with Terminal([PMC_TUI, "--plain", str(path)], tmp_path, columns=columns, rows=rows) as terminal:
        terminal.wait_for("> Discussion, 4 items, 1 open action", "Keys: ")
        terminal.press("enter")
        terminal.wait_for("> - first of all")
        moved = heard(pictures(bytes(terminal.output), columns, rows))
        begun = len(moved)  # the first paint is one frame with the next, where the terminal answers late
        assert moved[-1] == "- first of all"
        assert moved[:-1] in ([], ["Discussion, 4 items, 1 open action"])

        expected = ["- a long remark of many words", "ACTION: Ada Obi: publish", "- last of all"]
        expected += ["Teams, group", "- released", "- moved"]
        for line in expected:
            terminal.press("down")
            terminal.wait_for(f"> {line}")
        moved = heard(pictures(bytes(terminal.output), columns, rows))
        assert len(moved) == begun + len(expected)
        assert all(line.startswith(start) for line, start in zip(moved[begun:], expected, strict=True))

        path.write_bytes(path.read_bytes() + SAVED)
        terminal.wait_for("said by somebody else", "Merged 1 line")
        terminal.press("up")
        terminal.wait_for("> - released")
        frames = pictures(bytes(terminal.output), columns, rows)
        terminal.press("ctrl+q")
        assert terminal.wait_exit() == 0
    assert heard(frames)[len(moved) :] == ["- released"]  # somebody else's line moves nobody
    told = ["Merged 1 line" in drawn[-1] for drawn, _ in frames]
    assert sum(now and not before for before, now in pairwise(told)) == 1


def test_a_long_remark_is_not_cut(tmp_path: Path) -> None:
    path = minutes_file(tmp_path, MINUTES)
    with Terminal([PMC_TUI, "--plain", str(path)], tmp_path, columns=60, rows=20) as terminal:
        terminal.wait_for("> Discussion, 4 items", "Keys: ")
        terminal.press("enter")
        terminal.wait_for("> - first of all", "and its end")
        shown = " ".join(row.strip("> ") for row in terminal.display.rows)
        assert REMARK in " ".join(shown.split())
