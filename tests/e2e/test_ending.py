"""The system ends the program, or its terminal goes away: what was typed is in the file."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.support.desk import minutes_file
from tests.support.terminal import PMC_TUI, Terminal
from tui.ending import SIGNALS

OVERHEAD = 2.0
"""Seconds that a machine with other work may add to the two in which the program ends."""


@pytest.mark.parametrize("ending", SIGNALS, ids=[number.name for number in SIGNALS])
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
        assert terminal.wait_exit() == 128 + ending
    assert "last words\n" in path.read_text("utf-8")
    assert [entry.name for entry in path.parent.iterdir()] == [path.name]


def test_a_signal_that_whoever_starts_the_program_has_ignored_stays_so(tmp_path: Path) -> None:
    path = minutes_file(tmp_path)
    command = ["/bin/sh", "-c", f"trap '' HUP USR1; exec '{PMC_TUI}' '{path}'"]
    with Terminal(command, tmp_path) as terminal:
        terminal.wait_for("Runtime PMC Meeting 2026-03-10", "saved")
        for number in (signal.SIGHUP, signal.SIGUSR1):
            terminal.signal(number)
        terminal.press("w")
        terminal.wait_for("back to the report")
        terminal.press("ctrl+q")
        assert terminal.wait_exit() == 0


@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT, None])
def test_a_terminal_that_nobody_reads_any_more_keeps_nothing_waiting(
    tmp_path: Path, ending: signal.Signals | None
) -> None:
    path = minutes_file(tmp_path)
    with Terminal([PMC_TUI, str(path)], tmp_path, PMC_TUI_AUTOSAVE="false") as terminal:
        terminal.wait_for("Runtime PMC Meeting 2026-03-10", "saved")
        terminal.press("w")
        terminal.wait_for("back to the report")
        terminal.type("last words")
        terminal.wait_for("last words")  # the system throws away what was typed and not read by then
        for turn in range(60):  # a picture each, which nobody takes
            terminal.resize(90 + turn % 40, 40)
            terminal.type("x")
        began = time.monotonic()
        if ending is None:
            terminal.close_window()
        else:
            terminal.signal(ending)
        status = terminal.process.wait(10)
        assert time.monotonic() - began < 2.0 + OVERHEAD
        assert status == 128 + (ending or signal.SIGHUP)
    assert "last words" in path.read_text("utf-8")


@pytest.mark.parametrize("key", ["j", "]", "N", "?", "G"])
def test_a_window_closed_right_after_a_key_ends_the_program(tmp_path: Path, key: str) -> None:
    path = minutes_file(tmp_path)
    with Terminal([PMC_TUI, str(path)], tmp_path) as terminal:
        terminal.wait_for("Runtime PMC Meeting 2026-03-10", "saved")
        terminal.press(key)
        terminal.close_window()
        assert terminal.process.wait(2 + OVERHEAD) != 0


def test_a_window_closed_without_a_signal_ends_the_program(tmp_path: Path) -> None:
    path = minutes_file(tmp_path)
    deaf = (
        "import sys, tui.ending\ntui.ending.SIGNALS = ()\nimport signal\n"
        "signal.signal(signal.SIGHUP, signal.SIG_IGN)\nfrom tui.cli import main\nsys.exit(main())\n"
    )
    with Terminal([sys.executable, "-c", deaf, str(path)], tmp_path, PMC_TUI_AUTOSAVE="false") as terminal:
        terminal.wait_for("Runtime PMC Meeting 2026-03-10", "saved")
        terminal.press("w")
        terminal.wait_for("back to the report")
        terminal.type("last words")
        terminal.wait_for("last words")
        terminal.close_window()
        assert terminal.process.wait(2 + OVERHEAD) == 128 + signal.SIGHUP
    assert "last words" in path.read_text("utf-8")
    assert not (tmp_path / "state" / "crash.log").exists()  # the system's word to go on comes behind


def test_a_crash_says_what_where_and_which_log_and_restores_the_terminal(tmp_path: Path) -> None:
    path = minutes_file(tmp_path)
    program = (
        "import sys\nfrom tui.screens.meeting.navigation.finding import Search\n"
        "def broken(self, *args): secret = 'private words'; raise RuntimeError('it broke')\n"
        "Search.start = broken\nSearch.commands = lambda self: {'find': self.start}\n"
        "from tui.cli import main\nsys.exit(main())\n"
    )
    with Terminal([sys.executable, "-c", program, str(path)], tmp_path, PMC_TUI_AUTOSAVE="false") as terminal:
        terminal.wait_for("Runtime PMC Meeting 2026-03-10", "saved")
        terminal.press("w")
        terminal.wait_for("back to the report")
        terminal.type("last words")
        terminal.wait_for("last words")
        terminal.press("escape")
        terminal.wait_gone("back to the report")
        terminal.press("/")
        assert terminal.wait_exit() == 1
        said = bytes(terminal.output).rpartition(b"\x1b[?1049l")[2].decode()
        lines = [line.strip() for line in said.splitlines() if line.strip(" \x1b[?0123456789hlu<")]
        assert "broke down and has ended: RuntimeError at " in said
        assert "opening 2026-03-10.md again offers them" in said
        assert "crash.log" in said
        assert "private words" not in said
        assert len(lines) <= 6, lines
        for restored in (b"\x1b[?1049l", b"\x1b[?25h", b"\x1b[?2004l", b"\x1b[?1000l"):
            assert restored in terminal.output
    log = (tmp_path / "state" / "crash.log").read_text("utf-8")
    assert "RuntimeError: it broke" in log
    assert "private words" not in log
    assert "last words" not in log
    with Terminal([PMC_TUI, str(path)], tmp_path) as terminal:
        terminal.wait_for("last words")


def test_a_crash_amid_a_word_keeps_what_no_draft_has_yet(tmp_path: Path) -> None:
    path = minutes_file(tmp_path)
    program = (
        "import sys\nfrom tui.screens.meeting.file.drafting import Drafting\n"
        "async def broken(self): raise RuntimeError('it broke')\n"
        "Drafting.write = broken\nfrom tui.cli import main\nsys.exit(main())\n"
    )
    with Terminal([sys.executable, "-c", program, str(path)], tmp_path, PMC_TUI_AUTOSAVE="false") as terminal:
        terminal.wait_for("Runtime PMC Meeting 2026-03-10", "saved")
        terminal.press("w")
        terminal.wait_for("back to the report")
        terminal.type("Ω")
        assert terminal.wait_exit() == 1
        assert "opening 2026-03-10.md again offers them" in terminal.output.decode()
    with Terminal([PMC_TUI, str(path)], tmp_path) as terminal:
        terminal.wait_for("- Ω")


def test_the_screen_is_the_terminal_where_the_error_stream_is_a_file(tmp_path: Path) -> None:
    path = minutes_file(tmp_path)
    command = ["/bin/sh", "-c", f'exec "{PMC_TUI}" "$0" 2> err.log', str(path)]
    with Terminal(command, tmp_path) as terminal:
        terminal.wait_for("Runtime PMC Meeting 2026-03-10", "saved")
        terminal.press("ctrl+q", "ctrl+q", "ctrl+q")
        assert terminal.wait_exit() == 0
    assert (tmp_path / "err.log").read_text("utf-8") == ""


@pytest.mark.parametrize("kind", ["dumb", "unknown", ""])
def test_a_terminal_without_places_is_refused_with_what_to_do(tmp_path: Path, kind: str) -> None:
    path = minutes_file(tmp_path)
    with Terminal([PMC_TUI, str(path)], tmp_path, columns=200, TERM=kind) as terminal:
        said = f"cannot place text on a screen (TERM={kind})" if kind else "this terminal has no name (TERM)"
        terminal.wait_for(said, "--plain FILE", "pmc-tui export FILE --to txt")
        assert terminal.wait_exit() == 2
        assert b"\x1b" not in terminal.output


@pytest.mark.parametrize(
    ("locale", "said"), [("C", "drawn in UTF-8 all the same"), ("x.ISO-8859-1", "in ASCII")]
)
def test_a_locale_that_is_not_utf_8_is_said(tmp_path: Path, locale: str, said: str) -> None:
    path = minutes_file(tmp_path)
    plain = {"LC_ALL": locale, "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": "ascii"}
    with Terminal([PMC_TUI, str(path)], tmp_path, **plain) as terminal:  # type: ignore[arg-type]  # variables
        terminal.wait_for("Runtime PMC Meeting 2026-03-10", said)
        assert b"\\u" not in terminal.output
        assert ("╭".encode() in terminal.output) == (locale == "C")


def test_a_program_that_is_stuck_ends_too_with_a_draft(tmp_path: Path) -> None:
    path = minutes_file(tmp_path)
    program = (
        "import sys\nfrom tui.screens.meeting.navigation.finding import Search\n"
        "def endless(self, *args):\n  while True: pass\n"
        "Search.start = endless\nSearch.commands = lambda self: {'find': self.start}\n"
        "from tui.cli import main\nsys.exit(main())\n"
    )
    with Terminal([sys.executable, "-c", program, str(path)], tmp_path, PMC_TUI_AUTOSAVE="false") as terminal:
        terminal.wait_for("Runtime PMC Meeting 2026-03-10", "saved")
        terminal.press("w")
        terminal.wait_for("back to the report")
        terminal.type("last words")
        terminal.wait_for("last words")
        terminal.press("escape")
        terminal.wait_gone("back to the report")
        terminal.press("/")
        terminal.let_pass(0.2)
        began = time.monotonic()
        terminal.signal(signal.SIGTERM)
        assert terminal.wait_exit() == 128 + signal.SIGTERM
        assert time.monotonic() - began < 2.0 + OVERHEAD
    with Terminal([PMC_TUI, str(path)], tmp_path) as terminal:
        terminal.wait_for("last words")


def test_what_hangs_after_all_is_saved_is_left_behind() -> None:
    code = "import time, tui.ending\ntui.ending.end_soon(7, lambda: 1 / 0, 0.05)\ntime.sleep(600)"
    assert subprocess.run([sys.executable, "-c", code], timeout=60, check=False).returncode == 7
