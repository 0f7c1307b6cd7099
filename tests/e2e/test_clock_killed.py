"""The clock of a meeting outlives a program that is killed."""

from __future__ import annotations

import json
import re
import signal
from pathlib import Path

from tests.support.desk import minutes_file
from tests.support.terminal import PMC_TUI, Terminal


def seconds_in(row: str) -> int:
    """The seconds that the header's clock shows."""
    found = re.search(r"(\d\d):(\d\d):(\d\d) · ", row)
    assert found is not None, row
    hours, minutes, seconds = map(int, found.groups())
    return 3600 * hours + 60 * minutes + seconds


def test_a_killed_program_s_clock_has_run_on(tmp_path: Path) -> None:
    path = minutes_file(tmp_path)
    with Terminal([PMC_TUI, str(path)], tmp_path) as terminal:
        terminal.wait_for("Runtime PMC Meeting 2026-03-10", "saved")
        terminal.press("]", "]", "]")
        terminal.wait_for("00:00:00", "here")
        terminal.wait_for("00:00:02")
        (record,) = (tmp_path / "state" / "clocks").iterdir()
        kept = json.loads(record.read_text("utf-8"))
        assert kept["running"]
        assert kept["section"].endswith("/CLI")
        shown = seconds_in(terminal.text)
        terminal.signal(signal.SIGKILL)
        terminal.wait_exit()
    with Terminal([PMC_TUI, str(path)], tmp_path) as terminal:
        terminal.wait_for("The clock ran on while the program was away since", "here")
        assert seconds_in(terminal.text) >= shown
        assert "╭─ CLI" in terminal.text.split("\n")[1]
        terminal.press("t")
        terminal.wait_for("paused", "goes on")
        terminal.press("ctrl+q")
        assert terminal.wait_exit() == 0
    assert [entry.name for entry in path.parent.iterdir()] == [path.name]
    with Terminal([PMC_TUI, str(path)], tmp_path) as terminal:
        terminal.wait_for("Runtime PMC Meeting 2026-03-10", "saved")
        terminal.press("ctrl+q")
        assert terminal.wait_exit() == 0
