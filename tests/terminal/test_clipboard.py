"""The clipboard: which program is taken, what it is given, and that no more is claimed than is known."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.desk import acting
from tui.terminal import clipboard
from tui.terminal.clipboard import TERMINAL_MOST, Copied, by_program, give, program, safe

TAKES = """#!/bin/sh
printf '%s\\n' "$@" > "$0.arguments"
cat > "$0.text"
"""
"""A program that takes everything."""

STAYS = """#!/bin/sh
cat > "$0.text"
sleep 3 &
"""
"""One that leaves somebody behind to hand the text out, as xclip and wl-copy do."""

REFUSES = """#!/bin/sh
echo 'Error: \033[31mno display' >&2
exit 1
"""

SLEEPS = """#!/bin/sh
exec sleep 30
"""

ALL = ("wl-copy", "xclip", "xsel", "pbcopy", "clip.exe", "tmux")


def programs(folder: Path, script: str, *names: str) -> Path:
    """A folder for PATH with a script under several names; the shell's own programs stay in reach."""
    folder.mkdir(exist_ok=True)
    for name in names:
        (folder / name).write_text(script)
        (folder / name).chmod(0o755)
    return folder


@pytest.mark.parametrize(
    ("variables", "platform", "there", "taken"),
    [
        ({}, "linux", ALL, None),
        ({"DISPLAY": ":0"}, "linux", ALL, "xclip"),
        ({"DISPLAY": ":0"}, "linux", ("xsel", "tmux"), "xsel"),
        ({"DISPLAY": ":0"}, "linux", ("wl-copy", "tmux"), None),
        ({"DISPLAY": ":0", "WAYLAND_DISPLAY": "wayland-0"}, "linux", ALL, "wl-copy"),
        ({"DISPLAY": "", "TMUX": "/run/tmux,1,0"}, "linux", ALL, "tmux"),
        ({"WSL_DISTRO_NAME": "Debian"}, "linux", ALL, "clip.exe"),
        ({"TMUX": "/run/tmux,1,0"}, "darwin", ALL, "pbcopy"),
    ],
)
def test_the_program_of_the_display_at_hand_is_taken(
    tmp_path: Path, variables: dict[str, str], platform: str, there: tuple[str, ...], taken: str | None
) -> None:
    path = programs(tmp_path / "bin", TAKES, *there)
    found = program({**variables, "PATH": str(path)}, platform)
    assert (found and found.name) == taken


@pytest.mark.parametrize("script", [TAKES, STAYS])
@pytest.mark.parametrize("kind", [clipboard.WAYLAND, *clipboard.X11, clipboard.MACOS, clipboard.TMUX])
def test_a_program_is_given_the_text(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str, kind: clipboard.Program
) -> None:
    path = programs(tmp_path / "bin", script, kind.name)
    monkeypatch.setenv("PATH", f"{path}{os.pathsep}{os.environ['PATH']}")
    began = time.monotonic()
    assert give("- Köper\n- [x] \N{SNOWMAN}", kind) == ""
    assert time.monotonic() - began < clipboard.PATIENCE
    assert (path / f"{kind.name}.text").read_bytes() == "- Köper\n- [x] ☃".encode()
    if script is TAKES:
        assert (path / f"{kind.name}.arguments").read_text().split("\n")[:-1] == list(kind.arguments) or [""]


def test_windows_is_told_the_encoding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = programs(tmp_path / "bin", TAKES, "clip.exe")
    monkeypatch.setenv("PATH", f"{path}{os.pathsep}{os.environ['PATH']}")
    assert give("Köper", clipboard.WINDOWS) == ""
    data = (path / "clip.exe.text").read_bytes()
    assert data[:2] == (b"\xff\xfe" if sys.byteorder == "little" else b"\xfe\xff")
    assert data.decode("utf-16") == "Köper"


def test_what_keeps_a_program_from_it_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = programs(tmp_path / "bin", REFUSES, "xclip")
    programs(path, SLEEPS, "xsel")
    (path / "pbcopy").write_bytes(b"\x7fELF no program")
    (path / "pbcopy").chmod(0o755)
    monkeypatch.setenv("PATH", f"{path}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setattr(clipboard, "PATIENCE", 0.2)
    assert give("a", clipboard.X11[0]) == "xclip failed: Error: ␛[31mno display"
    assert give("a", clipboard.X11[1]) == "xsel did not end within 0.2 seconds"
    assert give("a", clipboard.MACOS).startswith("pbcopy cannot be started (")
    monkeypatch.setenv("DISPLAY", ":0")
    assert by_program("a") == ("", "xclip failed: Error: ␛[31mno display")
    monkeypatch.setenv("PATH", str(path))
    assert give("a", clipboard.WAYLAND).startswith("wl-copy cannot be started (")


def test_no_more_is_said_than_is_known() -> None:
    lines, word, long = "a\nb\nc", "abc", "a" * 120_000
    assert Copied(lines, "xclip", "", sent=True).said == "Copied 3 lines with xclip."
    assert Copied(word, "", "", sent=True).said == (
        "Sent 3 characters to the terminal (OSC 52); it does not say if it took them."
    )
    failed = Copied(lines, "", "xclip failed: no display", sent=True)
    assert failed.said.startswith("xclip failed: no display. Sent 3 lines to the terminal (OSC 52)")
    assert not failed.trouble
    nowhere = Copied(long, "", "", sent=False)
    assert nowhere.trouble
    assert nowhere.said.startswith("Not copied: 120000 characters are 120 KB, a terminal takes 74.")


@given(st.text(st.characters(codec=None) | st.sampled_from("\x1b\r\n\t\u202e\u2028\x9b"), max_size=40))
def test_nothing_that_is_copied_acts_when_it_is_pasted(text: str) -> None:
    out = safe(text)
    assert not acting(out.replace("\t", ""))
    assert not out.endswith("\n")
    assert safe(out) == out
    out.encode("utf-8")


@given(st.text("ab -*[]`é会\t\n", max_size=40))
def test_harmless_text_is_copied_as_it_is(text: str) -> None:
    assert safe(text) == text.rstrip("\n")
    assert len(safe("a" * TERMINAL_MOST)) == TERMINAL_MOST
