"""The program is put aside and taken up again, in a shell and under tmux: nothing lost, nothing left on."""

from __future__ import annotations

from pathlib import Path

from tests.support.desk import minutes_file
from tests.support.terminal import PMC_TUI, Terminal

SWITCHED_ON = {"1049", "1000", "1002", "1003", "1006", "2004", "1004"}
"""The terminal's modes that a shell must not be left with."""

SHELL = ["bash", "--norc", "--noprofile", "-i"]


def shell(tmp_path: Path) -> Terminal:
    """A shell with job control, in a terminal; of itself it switches none of the modes on."""
    (tmp_path / "inputrc").write_text("set enable-bracketed-paste off\n")
    inputrc = str(tmp_path / "inputrc")
    return Terminal(SHELL, tmp_path, PS1="shell> ", HISTFILE="", INPUTRC=inputrc, PMC_TUI_AUTOSAVE="false")


def test_suspended_and_back(tmp_path: Path) -> None:
    path = minutes_file(tmp_path)
    with shell(tmp_path) as terminal:
        terminal.wait_for("shell>")
        terminal.type("stty -g > before\n")
        terminal.type(f"'{PMC_TUI}' '{path}'\n")
        terminal.wait_for("Announcements", "saved")
        terminal.press("w")
        terminal.wait_for("back to the report")
        terminal.type("\nsaid before the break")
        terminal.wait_for("unsaved")
        terminal.press("escape")
        terminal.wait_gone("back to the report")
        terminal.press("ctrl+z")
        terminal.wait_for("Stopped", "shell>")
        assert b"- said before the break\n" in path.read_bytes()
        assert not terminal.display.modes & SWITCHED_ON
        terminal.type(
            f"stty -g | cmp - before && sed -i 's/^# Runtime PMC/# Renamed PMC/' '{path}' && echo as it was\n"
        )
        terminal.wait_for("\nas it was")
        terminal.type("fg\n")
        terminal.wait_for("Renamed PMC Meeting", "Announcements", "said before the break")
        assert terminal.display.modes >= {"1049", "2004", "1004"}
        terminal.resize(80, 24)
        terminal.wait_for("Renamed PMC Meeting")
        terminal.press("w")
        terminal.wait_for("back to the report")
        terminal.paste("\nand pasted after it")
        terminal.wait_for("and pasted after it")
        terminal.press("ctrl+q")
        terminal.wait_for("shell>")
        terminal.type("exit\n")
        assert terminal.wait_exit() == 0
    text = path.read_text("utf-8")
    assert "- said before the break\n" in text
    assert "and pasted after it\n" in text
    assert text.startswith("# Renamed PMC")
