"""The mouse of a real terminal: a border dragged, text marked and copied, what the terminal is sent."""

from __future__ import annotations

import base64
import os
import re
from pathlib import Path

from tests.support.desk import minutes_file
from tests.support.terminal import PMC_TUI, Terminal

TEXT = "# Sync 2026-03-10\n\n## Discussion\n- said\n\n## CLI - Ada Obi\n- One two three\n"


def copied(terminal: Terminal) -> list[str]:
    """What was sent to the terminal's clipboard."""
    found = re.findall(rb"\x1b\]52;c;([A-Za-z0-9+/=]*)\x07", bytes(terminal.output))
    return [base64.b64decode(data).decode() for data in found]


def test_a_border_is_dragged_and_text_is_marked_and_copied(tmp_path: Path) -> None:
    path = minutes_file(tmp_path, TEXT)
    with Terminal([PMC_TUI, str(path)], tmp_path, PYTHONPATH=os.environ.get("PYTHONPATH", "")) as terminal:
        terminal.wait_for("One two three", "line 4")
        terminal.wait_until(
            lambda: b"\x1b]11;?" in terminal.output, "all of it there: it asks for its background"
        )
        border = terminal.display.rows[2].index("││")
        terminal.drag((border, 2), (border + 5, 2), (border + 12, 2))

        def moved() -> bool:
            rows = terminal.display.rows
            return rows[2].find("││") == border + 12 and any("││ • One" in row[border + 12 :] for row in rows)

        terminal.wait_until(moved, "the agenda is wider, and all is drawn there")
        row = next(y for y, text in enumerate(terminal.display.rows) if "One two three" in text)
        column = terminal.display.rows[row].index("two")
        terminal.drag((column, row), (column + 1, row), (column + 2, row))
        terminal.press("y")
        terminal.wait_for("Sent 3 characters to the terminal (OSC 52)")
        assert copied(terminal)[-1] == "two"
        terminal.press("escape")
        terminal.press("ctrl+q")
        assert terminal.wait_exit() == 0
    with Terminal([PMC_TUI, str(path)], tmp_path, PYTHONPATH=os.environ.get("PYTHONPATH", "")) as terminal:
        terminal.wait_until(lambda: terminal.display.rows[2].find("││") == border + 12, "as wide again")
