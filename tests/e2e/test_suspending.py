"""The program is put aside and taken up again, in a shell and under tmux: nothing lost, nothing left on."""

from __future__ import annotations

import shutil
import signal
import subprocess
from pathlib import Path
from typing import Final

import pytest

from tests.support.desk import minutes_file
from tests.support.terminal import PMC_TUI, Terminal

SWITCHED_ON = {"1049", "1000", "1002", "1003", "1006", "2004", "1004"}
"""The terminal's modes that a shell must not be left with."""

SHELL = ["bash", "--norc", "--noprofile", "-i"]

TAKEN_UP: Final = "fg; echo left it with $?\n"
"""What is typed to take the program up for the last time; the shell tells when that has ended."""


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
        terminal.wait_for("Renamed PMC Meeting", "Announcements", "said before the break", "Merged 1 line")
        assert terminal.display.modes >= {"1049", "2004", "1004"}
        suspend_again(terminal)
        terminal.resize(80, 24)
        terminal.wait_for("Renamed PMC Meeting")
        terminal.press("w")
        terminal.wait_for("back to the report")
        terminal.paste("\nand pasted after it")
        terminal.wait_for("and pasted after it")
        quit_to_shell(terminal)
        terminal.type("exit\n")
        assert terminal.wait_exit() == 0
    text = path.read_text("utf-8")
    assert "- said before the break\n" in text
    assert "and pasted after it\n" in text
    assert text.startswith("# Renamed PMC")


def quit_to_shell(terminal: Terminal) -> None:
    """Leave the program: its end throws away what was typed before, and an older prompt is seen earlier."""
    terminal.press("ctrl+q")
    terminal.wait_for("left it with 0")


def suspend_again(terminal: Terminal) -> None:
    """A second time, with nothing new on the disk: nothing is said of it."""
    terminal.press("ctrl+z")
    terminal.wait_until(lambda: terminal.output.count(b"Stopped") == 2, "stopped again")
    terminal.type(TAKEN_UP)
    terminal.wait_gone("Stopped")
    terminal.wait_for("Renamed PMC Meeting", "? help")
    assert "nothing was suspended" not in terminal.text


def test_under_tmux_with_mouse_paste_and_resize(tmp_path: Path) -> None:
    """What tmux passes on and takes over: a suspend and return, a click, a paste, another size."""
    if shutil.which("tmux") is None:
        pytest.skip("tmux is not installed")
    path = minutes_file(tmp_path)
    (tmp_path / "tmux.conf").write_text(
        "set -g mouse on\nset -g status off\nset -g default-terminal tmux-256color\nset -s escape-time 10\n"
        "set -g focus-events on\n"
    )
    server = ["tmux", "-S", str(tmp_path / "socket"), "-f", str(tmp_path / "tmux.conf")]
    try:
        use_under_tmux([*server, "new-session", f"env 'PS1=shell> ' {' '.join(SHELL)}"], tmp_path, path)
    finally:
        subprocess.run([*server, "kill-server"], check=False, capture_output=True)
    assert "first line\nsecond line" in path.read_text("utf-8").replace("- second", "second")


def use_under_tmux(tmux: list[str], tmp_path: Path, path: Path) -> None:
    """The journey of the test above, in the window of a tmux that runs a shell."""
    with Terminal(tmux, tmp_path) as terminal:
        terminal.wait_for("shell>")
        terminal.type(f"'{PMC_TUI}' '{path}'\n")
        terminal.wait_for("Announcements", "saved", "  CLI  ")
        row = next(n for n, text in enumerate(terminal.display.rows) if "CLI" in text)
        terminal.click(terminal.display.rows[row].index("CLI"), row)
        terminal.wait_for("─ CLI · ")
        terminal.press("ctrl+z")
        terminal.wait_for("Stopped", "shell>")
        path.write_bytes(path.read_bytes().replace(b"Version 9.3 is out", b"Version 9.4 is out"))
        terminal.type(TAKEN_UP)
        terminal.wait_for("─ CLI · ", "Version 9.4 is out")
        terminal.resize(90, 30)
        terminal.wait_until(lambda: "? help" in terminal.display.rows[29], "drawn for the new size")
        terminal.press("w")
        terminal.wait_for("back to the report")
        terminal.paste("\nfirst line\nsecond line")
        terminal.wait_for("first line", "second line")
        quit_to_shell(terminal)
        terminal.type("exit\n")
        terminal.wait_exit()


def test_stopped_without_a_word_and_gone_on(tmp_path: Path) -> None:
    """By a signal that no program hears of: it goes on as it was, with what was typed meanwhile."""
    path = minutes_file(tmp_path)
    with Terminal([PMC_TUI, str(path)], tmp_path) as terminal:
        terminal.wait_for("Announcements", "saved")
        terminal.press("w")
        terminal.wait_for("back to the report")
        for number in range(3):
            terminal.signal(signal.SIGSTOP)
            terminal.type(f"said {number}, ")
            terminal.signal(signal.SIGCONT)
            terminal.wait_for(f"said {number}, ")
        terminal.press("escape")
        terminal.wait_gone("back to the report")
        terminal.press("ctrl+q")
        assert terminal.wait_exit() == 0
    assert "- said 0, said 1, said 2, \n" in path.read_text("utf-8")
