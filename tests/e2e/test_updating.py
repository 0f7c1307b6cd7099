"""The program is updated or removed while it is open: keys need its files no more, no word is lost."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import Final

import pytest

from tests.support.desk import minutes_file
from tests.support.terminal import Terminal

ROOT: Final = Path(__file__).parents[2]

START: Final = "import sys\nfrom tui.cli import main\nsys.exit(main())\n"
NEVER: Final = "import tui.own_files\ntui.own_files.read_all.__defaults__ = (10.0**6,)\n"
"""Has the program's other files read so late that the test is over."""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A copy of the program that runs, to be updated."""
    for package in ("tui", "widgets"):
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / package, tmp_path / "site" / package, ignore=ignored)
    return tmp_path / "site"


def opened_from(site: Path, path: Path, before: str = "") -> Terminal:
    """The program of a copy, with a debug log; it saves by itself only at its end."""
    return Terminal(
        [sys.executable, "-c", before + START, "--debug", str(path)],
        path.parents[1],
        PYTHONPATH=str(site),
        PYTHONDONTWRITEBYTECODE="1",
        PMC_TUI_AUTOSAVE="false",
    )


def removed(site: Path) -> None:
    """As `pip uninstall` leaves it."""
    shutil.rmtree(site)


def updated(site: Path) -> None:
    """A version in which every file is another, and none fits those of the one that runs."""
    for module in site.rglob("*.py"):
        if module.name != "__init__.py":
            module.write_text("raise RuntimeError('of another version')\n", "utf-8")
    for sheet in site.rglob("*.tcss"):
        sheet.write_text("no style {", "utf-8")


def half_written(site: Path) -> None:
    """Amid an update: every file is there and empty."""
    for module in site.rglob("*.py"):
        module.write_text("", "utf-8")


@pytest.mark.parametrize("change", [removed, updated, half_written])
def test_a_meeting_goes_on_when_the_program_is_updated(tmp_path: Path, site: Path, change: object) -> None:
    path = minutes_file(tmp_path)
    log = tmp_path / "state" / "debug.log"
    with opened_from(site, path) as terminal:
        terminal.wait_for("Runtime PMC Meeting 2026-03-10", "saved")
        while "all of the program is read" not in log.read_text("utf-8"):
            terminal.let_pass(0.1)
        assert callable(change)
        change(site)
        for key, shown in (
            ("?", "─ Keys ─"),
            ("R", "─ Roll call ─"),
            ("Q", "─ Queue ─"),
            ("X", "─ Before closing"),
            ("N", "notes, by owner"),
            ("ctrl+o", "─ Open a meeting ─"),
            ("ctrl+p", "Search for commands"),
        ):
            terminal.press(key)
            terminal.wait_for(shown)
            terminal.press("escape")
            terminal.wait_gone(shown)
        terminal.press("w")
        terminal.wait_for("back to the report")
        terminal.type("\nlast words")
        terminal.wait_for("last words")
        terminal.press("ctrl+q")
        assert terminal.wait_exit() == 0
    assert "- last words\n" in path.read_text("utf-8")
    assert not (tmp_path / "state" / "crash.log").exists()


def test_a_key_that_needs_a_file_that_is_gone_ends_in_a_sentence(tmp_path: Path, site: Path) -> None:
    path = minutes_file(tmp_path)
    with opened_from(site, path, NEVER) as terminal:
        terminal.wait_for("Runtime PMC Meeting 2026-03-10", "saved")
        terminal.press("w")
        terminal.wait_for("back to the report")
        terminal.type("\nlast words")
        terminal.wait_for("last words")
        terminal.press("escape")
        terminal.wait_gone("back to the report")
        removed(site)
        terminal.press("?")
        assert terminal.wait_exit() == 1
        said = bytes(terminal.output).rpartition(b"\x1b[?1049l")[2].decode()
    assert "updated or removed while it was open" in said
    assert "Start it again" in said
    assert "Traceback" not in said
    assert "last words" in path.read_text("utf-8") or "opening 2026-03-10.md again offers them" in said
