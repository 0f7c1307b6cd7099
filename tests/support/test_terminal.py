"""The terminal that end-to-end tests use, tried on programs that need no framework."""

from __future__ import annotations

import signal
import sys
from pathlib import Path

import pytest

from tests.support.display import Display
from tests.support.terminal import Terminal, key_bytes

ECHO = """
import os, tty
tty.setraw(0)
print("ready", flush=True)
while (data := os.read(0, 99)) != b"q":
    print(data, end="\\r\\n", flush=True)
"""


def test_what_is_typed_comes_back_and_end_of_input_ends(tmp_path: Path) -> None:
    with Terminal(["cat"], tmp_path, columns=30, rows=5) as terminal:
        terminal.type("grüße\n")
        terminal.wait_until(lambda: terminal.text.count("grüße") == 2, "the echo and cat's line")
        terminal.press("ctrl+d")
        assert terminal.wait_exit() == 0
        assert terminal.text.split("\n") == ["grüße", "grüße", "", "", ""]


def test_exit_status_and_signals(tmp_path: Path) -> None:
    with Terminal(["sh", "-c", "exit 7"], tmp_path) as terminal:
        assert terminal.wait_exit() == 7
    with Terminal(["cat"], tmp_path) as terminal:
        terminal.signal(signal.SIGTERM)
        assert terminal.wait_exit() == -signal.SIGTERM
    # a background job inherits SIGINT ignored, and before `ready` the key would reach what starts the program
    waits = "import signal as s; s.signal(s.SIGINT, s.SIG_DFL); print('ready', flush=True); s.pause()"
    with Terminal([sys.executable, "-c", waits], tmp_path) as terminal:
        terminal.wait_for("ready")
        terminal.press("ctrl+c")
        assert terminal.wait_exit() == -signal.SIGINT
    with Terminal(["cat"], tmp_path) as terminal:
        pass
    assert terminal.process.returncode == -signal.SIGHUP


def test_size_and_change_of_size(tmp_path: Path) -> None:
    program = "trap 'stty size' WINCH; stty size; while read line; do :; done"
    with Terminal(["bash", "-c", program], tmp_path, columns=90, rows=20) as terminal:
        terminal.wait_for("20 90")
        terminal.resize(60, 10)
        terminal.type("\n")
        terminal.wait_for("10 60")


def test_environment_is_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PMC_TUI_THEME", "loud")
    with Terminal(["sh", "-c", "env | sort; pwd"], tmp_path, rows=60, MORE="1") as terminal:
        assert terminal.wait_exit() == 0
    assert f"HOME={tmp_path}" in terminal.text
    assert "MORE=1" in terminal.text
    assert "THEME" not in terminal.text
    assert f"\n{tmp_path}\n" in terminal.text


def test_a_wait_that_fails_shows_the_screen(tmp_path: Path) -> None:
    with Terminal(["sh", "-c", "echo here; exec cat"], tmp_path) as terminal:
        terminal.wait_for("here")
        with pytest.raises(AssertionError, match=r"not in 0.1 s: .*there.*\nhere"):
            terminal.wait_for("there", patience=0.1)
        with pytest.raises(AssertionError, match="still running"):
            terminal.wait_exit(patience=0.1)
    with (
        Terminal(["echo", "short"], tmp_path) as terminal,
        pytest.raises(AssertionError, match=r"ended before .*\nshort"),
    ):
        terminal.wait_for("long")


def test_keys_paste_and_clicks_arrive_as_terminals_send_them(tmp_path: Path) -> None:
    with Terminal([sys.executable, "-c", ECHO], tmp_path) as terminal:
        terminal.wait_for("ready")
        terminal.press("ctrl+s", "up")
        terminal.wait_for(r"b'\x13\x1b[A'")
        terminal.paste("a b")
        terminal.wait_for(r"b'\x1b[200~a b\x1b[201~'")
        terminal.click(2, 4)
        terminal.wait_for(r"b'\x1b[<0;3;5M\x1b[<0;3;5m'")
        terminal.press("q")
        assert terminal.wait_exit() == 0
    with pytest.raises(ValueError, match="no such key: nokey"):
        key_bytes("nokey")


@pytest.mark.parametrize("size", [1, 3, 1000])
def test_a_display_shows_text_and_swallows_what_is_no_text(size: int) -> None:
    written = (
        "\x1b]0;title\x07\x1b[?1049h\x1b[>1u\x1b[?u\x1b[>4;1m\x1bP+q544e\x1b\\\x1b[4:3mwavy\x1b[0m"
        "\x1b[2;3HKöper 会議\x1b]8;;https://example.org\x1b\\link\x1b]8;;\x1b\\\x1b[?25l\x1b(B"
    ).encode()
    display = Display(20, 3)
    for start in range(0, len(written), size):
        assert display.feed(written[start : start + size]) == b""
    assert display.text == "wavy\n  Köper 会議link\n"
    assert display.complete
    assert "1049" in display.modes


def test_a_display_answers_questions() -> None:
    display = Display(20, 3)
    assert display.feed(b"\x1b[c\x1b[?2026$p\x1b[?2048$pab\x1b[6n") == (
        b"\x1b[?62;22c\x1b[?2026;2$y\x1b[?2048;0$y\x1b[1;3R"
    )
    assert display.text == "ab\n\n"


def test_a_frame_counts_when_it_is_complete() -> None:
    display = Display(20, 3)
    display.feed(b"\x1b[?2026hhalf")
    assert not display.complete
    assert display.frames == 0
    display.feed(b" and half\x1b[?2026l")
    assert display.complete
    assert display.frames == 1
    before = display.cells()
    display.feed(b"\x1b[1m!\b")
    assert display.cells() != before
