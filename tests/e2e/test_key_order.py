"""Keys that a terminal brings in one piece act in the order in which they were pressed."""

from __future__ import annotations

from pathlib import Path

from tests.support.terminal import PMC_TUI, Terminal

MEETING = "# Sync 2026-03-10\n\n## Discussion\n\n## CLI - Ada Obi\n- First\n"


def test_backspaces_between_letters_of_one_read(tmp_path: Path) -> None:
    path = tmp_path / "2026-03-10.md"
    path.write_text(MEETING)
    with Terminal([PMC_TUI, str(path)], tmp_path) as terminal:
        terminal.wait_for("CLI", "Discussion")
        terminal.wait_for("write")
        terminal.press(*"wteh", "backspace", "backspace", *"he words", "escape")
        terminal.wait_for("the words")
        terminal.press("ctrl+q")
        assert terminal.wait_exit() == 0
    assert path.read_text() == MEETING.replace("## Discussion\n\n", "## Discussion\n\n- the words\n\n")
