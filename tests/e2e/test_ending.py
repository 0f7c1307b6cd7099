"""The system ends the program, or its terminal goes away: what was typed is in the file."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest

from tests.support.desk import minutes_file
from tests.support.terminal import PMC_TUI, Terminal


@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGHUP])
def test_what_is_typed_is_saved_when_the_system_ends_the_program(
    tmp_path: Path, ending: signal.Signals
) -> None:
    path = minutes_file(tmp_path)
    with Terminal([PMC_TUI, str(path)], tmp_path, PMC_TUI_AUTOSAVE="false") as terminal:
        terminal.wait_for("Runtime PMC Meeting 2026-03-10", "saved")
        terminal.press("w")
        terminal.wait_for("back to the report")
        terminal.type("\nlast words")
        terminal.wait_for("last words", "unsaved")
        terminal.signal(ending)
        terminal.wait_exit()
    assert "last words\n" in path.read_text("utf-8")
    assert [entry.name for entry in path.parent.iterdir()] == [path.name]
