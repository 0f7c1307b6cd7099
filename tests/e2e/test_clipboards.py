"""The clipboard's real programs, on displays without a monitor: what is copied can be pasted."""

from __future__ import annotations

import subprocess
import time
from pathlib import Path

import pytest

from tests.support.displays import need, wayland, x11
from tests.support.terminal import PATIENCE
from tui.terminal import clipboard
from tui.terminal.clipboard import WAYLAND, X11, Program, give, program

TEXT = "- Köper: \N{SNOWMAN}\n- [x] done"

PASTING = {
    "xclip": ["xclip", "-selection", "clipboard", "-out"],
    "xsel": ["xsel", "--clipboard", "--output"],
    "wl-copy": ["wl-paste", "--no-newline"],
}


def pasted(by: Program) -> str:
    """What a program finds in the clipboard, once there is anything: it may only be starting."""
    deadline = time.monotonic() + PATIENCE
    while True:
        done = subprocess.run(PASTING[by.name], capture_output=True, timeout=PATIENCE, check=False)
        if done.stdout or time.monotonic() > deadline:
            return done.stdout.decode()


@pytest.mark.parametrize("name", [each.name for each in X11])
def test_what_is_copied_under_x11_is_pasted(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    need(name)
    kind = next(each for each in X11 if each.name == name)
    monkeypatch.setattr(clipboard, "PATIENCE", PATIENCE)
    with x11() as display:
        monkeypatch.setenv("DISPLAY", display)
        assert give(TEXT, kind) == ""
        assert pasted(kind) == TEXT


def test_what_is_copied_under_wayland_is_pasted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    need("wl-copy", "wl-paste")
    monkeypatch.setattr(clipboard, "PATIENCE", PATIENCE)
    with x11() as display, wayland(tmp_path / "run", display) as variables:
        for variable, value in variables.items():
            monkeypatch.setenv(variable, value)
        assert program() == WAYLAND
        assert give(TEXT, WAYLAND) == ""
        assert pasted(WAYLAND) == TEXT


def test_a_display_that_is_not_there_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    need("xclip")
    monkeypatch.setattr(clipboard, "PATIENCE", PATIENCE)
    monkeypatch.setenv("DISPLAY", ":99999")
    assert give(TEXT, X11[0]).startswith("xclip failed: ")
