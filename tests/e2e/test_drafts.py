"""kill -9 right after the keys: the words are in a draft, and the next start offers them."""

from __future__ import annotations

import signal
from pathlib import Path

from tests.support.desk import minutes_file
from tests.support.terminal import PMC_TUI, Terminal


def test_what_was_typed_just_before_a_kill_is_offered_at_the_next_start(tmp_path: Path) -> None:
    path = minutes_file(tmp_path)
    before = path.read_bytes()
    with Terminal([PMC_TUI, str(path)], tmp_path, PMC_TUI_AUTOSAVE="false") as terminal:
        terminal.wait_for("Runtime PMC Meeting 2026-03-10", "saved")
        terminal.press("w")
        terminal.wait_for("back to the report")
        terminal.type("words before the end")
        terminal.wait_for("words before the end")
        terminal.wait_until(lambda: _in_a_draft(tmp_path, b"words before the end"), "in a draft")
        terminal.signal(signal.SIGKILL)
        terminal.process.wait()
    assert path.read_bytes() == before
    with Terminal([PMC_TUI, str(path)], tmp_path) as terminal:
        terminal.wait_for("Unsaved text was found", "words before the end")
        terminal.press("enter")
        terminal.wait_until(lambda: b"words before the end\n" in path.read_bytes(), "in the file")


def _in_a_draft(home: Path, words: bytes) -> bool:
    return any(words in file.read_bytes() for file in (home / "state").rglob("*.draft"))


def test_a_private_line_outlives_a_kill_and_is_in_no_file(tmp_path: Path) -> None:
    path = minutes_file(tmp_path)
    with Terminal([PMC_TUI, str(path)], tmp_path, PMC_TUI_AUTOSAVE_AFTER="0.2") as terminal:
        terminal.wait_for("Runtime PMC Meeting 2026-03-10", "saved")
        terminal.press("w")
        terminal.wait_for("back to the report")
        terminal.type("aloud\n!p between us")
        terminal.wait_for("private: between us")
        terminal.wait_until(lambda: b"aloud" in path.read_bytes(), "the rest in the file")
        terminal.wait_until(lambda: "between us" in _private(tmp_path), "kept")
        terminal.signal(signal.SIGKILL)
        terminal.process.wait()
    assert b"between us" not in path.read_bytes()
    kept = [
        file for file in (tmp_path / "state").rglob("*") if file.is_file() and "private" not in file.parts
    ]
    assert not [file for file in kept if b"between us" in file.read_bytes()]
    with Terminal([PMC_TUI, str(path)], tmp_path) as terminal:
        terminal.wait_for("Runtime PMC Meeting 2026-03-10", "saved")
        terminal.press("w")
        terminal.press("escape")
        terminal.wait_for("private: between us")


def _private(home: Path) -> str:
    return "".join(file.read_text() for file in (home / "state" / "private").glob("*.json"))
