"""What real terminals and slow lines send: letters in pieces, lost ends, broken sequences, late tails."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.support.desk import minutes_file
from tests.support.terminal import PMC_TUI, Terminal

MINUTES = (
    "# Sync 2026-03-10\n\n## Discussion\n- First\n\n"
    "## CLI - Ada Obi\n- Second\n- [ ] **ACTION:** Ada Obi: x\n"
)


@contextmanager
def meeting(folder: Path, **more: str) -> Iterator[tuple[Terminal, Path]]:
    """The program on a small meeting, all of it there."""
    path = minutes_file(folder, MINUTES)
    with Terminal([PMC_TUI, str(path)], folder, PMC_TUI_AUTOSAVE="false", **more) as terminal:  # type: ignore[arg-type]  # of the other parameters none is meant
        terminal.wait_for("Sync 2026-03-10", "saved")
        yield terminal, path


def quits(terminal: Terminal) -> bool:
    """Whether the program answers the keys that quit, and ends well."""
    terminal.press("ctrl+q", "ctrl+q", "ctrl+q")
    return terminal.wait_exit() == 0


def test_letters_that_come_byte_by_byte_are_typed(tmp_path: Path) -> None:
    with meeting(tmp_path) as (terminal, path):
        terminal.press("w")
        terminal.wait_for("back to the report")
        for byte in "é—日😀".encode():
            terminal.send(bytes([byte]))
            terminal.let_pass(0.02)
        terminal.wait_for("é—日")
        terminal.press("ctrl+s")
        terminal.wait_for("Saved.")
        assert "- é—日😀\n" in path.read_text("utf-8")
        assert quits(terminal)


def test_a_byte_of_another_encoding_is_shown_and_said(tmp_path: Path) -> None:
    with meeting(tmp_path) as (terminal, _):
        terminal.press("w")
        terminal.wait_for("back to the report")
        terminal.send(b"caf\xe9 ")
        terminal.wait_for("caf�", "no UTF-8")
        assert quits(terminal)


def test_a_terminal_whose_locale_says_latin_1_is_read_and_written_so(tmp_path: Path) -> None:
    with meeting(tmp_path, LC_ALL="de_DE.ISO-8859-1") as (terminal, path):
        terminal.press("w")
        terminal.wait_for("back to the report")
        terminal.send(b"caf\xe9")
        terminal.press("ctrl+s")
        terminal.wait_for("Saved.")
        assert "- café\n" in path.read_text("utf-8")
        assert "│".encode() not in terminal.output


UNKNOWN = (
    b"\x1b[97;1:3u", b"\x1b[48;40;120;0;0t", b"\x1b[48;0;0;0;0t", b"\x1b[99999999999;2u", b"\x1b[1;1:3A",
    b"\x1b]0;title\x07", b"\x1b[" + b"9;" * 300, b"\xff\xfe\x80", b"\x1bP1$r0m\x1b\\", b"\x1b[?2048;9$y",
    b"\x1b[<0;999999;1M\x1b[<0;0;0M",
)  # fmt: skip


def test_what_is_unknown_or_broken_does_nothing(tmp_path: Path) -> None:
    with meeting(tmp_path) as (terminal, path):
        for sent in UNKNOWN:
            terminal.send(sent)
            terminal.let_pass(0.05)
            terminal.click(40, 12)
            terminal.press("?")
            terminal.wait_for("Words, or a key such as")
            terminal.press("escape")
            terminal.wait_gone("Words, or a key such as")
        assert quits(terminal)
        assert path.read_text("utf-8") == MINUTES


def test_after_a_size_in_pixels_clicks_are_on_their_cells(tmp_path: Path) -> None:
    with meeting(tmp_path) as (terminal, _):
        terminal.send(b"\x1b[?2048;2$y\x1b[48;40;120;800;1200t")
        row = next(y for y, text in enumerate(terminal.text.splitlines()) if "CLI" in text)
        terminal.click(6, row)
        terminal.press("enter")
        terminal.wait_for("▌• Second")
        assert b"\x1b[?1016h" not in terminal.output  # reports in pixels are not asked for


def test_a_paste_whose_end_is_lost_does_not_take_the_keys(tmp_path: Path) -> None:
    with meeting(tmp_path) as (terminal, path):
        terminal.send(b"\x1b[200~dxa some mail\r")
        terminal.wait_for("some mail")
        terminal.send(b"dxdx more of it\r")
        terminal.wait_for("more of it")
        terminal.press("escape")
        assert quits(terminal)
        assert path.read_text("utf-8") == MINUTES


@pytest.mark.parametrize("tail", [
    (b"[A",), (b"OA",), (b"[<0;10;5M",), (b"[1;5C",), (b"[", b"A"), (b"O", b"A"), (b"[", b"<0;1", b"0;5M"),
])  # fmt: skip
def test_the_tail_of_a_key_that_comes_late_is_no_command(tmp_path: Path, tail: tuple[bytes, ...]) -> None:
    with meeting(tmp_path) as (terminal, path):
        terminal.press("j", "enter")
        terminal.wait_for("enter write")
        before = terminal.text.split("\n", 1)[1]  # the clock runs in the first row
        terminal.press("w")
        terminal.wait_for("back to the report")
        terminal.send(b"\x1b")  # nothing is waited for: a slow machine is no slow line
        for piece in tail:
            terminal.let_pass(0.2)
            terminal.send(piece)
        terminal.wait_gone("back to the report")
        terminal.let_pass(0.2)
        assert terminal.text.split("\n", 1)[1] == before
        assert quits(terminal)
        assert path.read_text("utf-8") == MINUTES


def test_an_answer_that_stalls_is_not_typed(tmp_path: Path) -> None:
    with meeting(tmp_path) as (terminal, path):
        terminal.press("w")
        terminal.wait_for("back to the report")
        for answer in (b"\x1b]11;rgb:ff|ff/ffff/ffff\x1b\\", b"\x1b[?2026;|2$y", b"\x1bP>|XT|erm(390)\x1b\\"):
            begun, _, rest = answer.partition(b"|" if b">" not in answer else b"XT|")
            terminal.send(begun)
            terminal.let_pass(1.3)
            terminal.send(rest)
            terminal.let_pass(0.1)
        terminal.type("behind it")
        terminal.press("ctrl+s")
        terminal.wait_for("Saved.")
        assert "- behind it\n" in path.read_text("utf-8")


def test_how_long_esc_waits_is_told_by_escdelay(tmp_path: Path) -> None:
    with meeting(tmp_path, ESCDELAY="2000") as (terminal, _):
        terminal.press("w")
        terminal.wait_for("back to the report")
        terminal.send(b"\x1b")
        terminal.let_pass(0.6)
        terminal.send(b"[A")
        terminal.let_pass(0.2)
        assert "back to the report" in terminal.text
        began = time.monotonic()
        terminal.send(b"\x1b")
        terminal.wait_gone("back to the report")
        assert time.monotonic() - began > 1.9
