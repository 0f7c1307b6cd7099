"""The debug log tells what came and which lines changed, and nothing of what stands in them."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.desk import minutes_file
from tests.support.terminal import PMC_TUI, Terminal
from tui.debug_log import NAME, checksum, start
from tui.ending import CRASH_LOG, write_log
from tui.paths import state_dir


def test_a_log_tells_changes_by_checksum_and_what_was_dropped(tmp_path: Path) -> None:
    path = minutes_file(tmp_path)
    with Terminal([PMC_TUI, "--debug", str(path)], tmp_path) as terminal:
        terminal.wait_for("Runtime PMC Meeting 2026-03-10", "saved")
        terminal.send(b"\x1b[5;5;5;5z")
        terminal.press("w")
        terminal.wait_for("back to the report")
        terminal.type("private words")
        terminal.press("ctrl+s")
        terminal.wait_for("Saved.")
        terminal.press("ctrl+q", "ctrl+q", "ctrl+q")
        assert terminal.wait_exit() == 0
    log = (tmp_path / "state" / "debug.log").read_text("utf-8")
    assert "start: pmc-tui" in log
    assert "[5;5;5;5z" in log
    assert "private" not in log
    written = next(line for line in path.read_text("utf-8").split("\n") if "private words" in line)
    assert f"change by us: -  + {checksum(written)}" in log
    assert (tmp_path / "state" / "debug.log").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("put", [lambda log, other: log.symlink_to(other), lambda log, _: os.mkfifo(log)])
def test_what_stands_in_the_place_of_a_log_is_not_written_to(
    tmp_path: Path, put: Callable[[Path, Path], None]
) -> None:
    other, state = tmp_path / "other", state_dir()
    other.write_text("mine\n", "utf-8")
    state.mkdir(parents=True)
    for log in (state / NAME, state / CRASH_LOG):
        put(log, other)
    with pytest.raises(OSError, match=r"debug\.log"):
        start(state)
    assert "could not be written" in write_log(ValueError("x"))
    assert other.read_text("utf-8") == "mine\n"


def test_without_being_asked_there_is_none(tmp_path: Path) -> None:
    with Terminal([PMC_TUI, str(minutes_file(tmp_path))], tmp_path) as terminal:
        terminal.wait_for("Runtime PMC Meeting 2026-03-10", "saved")
        terminal.press("ctrl+q")
        terminal.wait_exit()
    assert not (tmp_path / "state" / "debug.log").exists()
