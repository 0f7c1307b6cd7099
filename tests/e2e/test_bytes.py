"""What a key costs on the line, in bytes counted on a real terminal; the screen after what disturbs it."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest

from tests.support.desk import minutes_file
from tests.support.terminal import PMC_TUI, Terminal

TEAMS = ("Astra", "Boreas", "Castor", "Delphi", "Erebos", "Fauna", "Gaia", "Helios")
MINUTES = "# Sync 2026-03-10\n\n## Discussion\n\n- First\n\n" + "".join(
    f"## {team} - Ada Obi\n\n- All is well with {team.lower()}\n- Ready\n\n" for team in TEAMS
)
LETTERS = "hexagonalisms"

LETTER = {True: 250, False: 600}
MOVE = {True: 600, False: 2500}
SAVED = 400  # that it is unsaved, in first line and frame, and that it is saved
HELP = 20_000
TIMES = 3
"""Bytes that a key may cost, in plain mode and not."""


@contextmanager
def _meeting(folder: Path, *options: str) -> Iterator[Terminal]:
    path = minutes_file(folder, MINUTES)
    with Terminal([PMC_TUI, *options, str(path)], folder, PMC_TUI_AUTOSAVE="false") as terminal:
        terminal.wait_for("Sync 2026-03-10", "saved", "Helios")
        yield terminal


@pytest.mark.parametrize("plain", [True, False])
def test_a_letter_typed_costs_little_more_than_the_letter(tmp_path: Path, *, plain: bool) -> None:
    with _meeting(tmp_path, *(["--plain"] if plain else [])) as terminal:
        terminal.press("w")
        terminal.wait_for("back to the report")
        terminal.type("!")
        terminal.wait_for("unsaved", "!")  # the first letter also makes the file unsaved
        terminal.type("?")
        terminal.wait_for("!?")
        before = len(terminal.output)
        for count in range(1, len(LETTERS) + 1):
            terminal.press(LETTERS[count - 1])
            terminal.wait_for("!?" + LETTERS[:count])
        assert (len(terminal.output) - before) / len(LETTERS) <= LETTER[plain]


@pytest.mark.parametrize("plain", [True, False])
def test_a_save_by_itself_costs_what_it_tells(tmp_path: Path, *, plain: bool) -> None:
    path = minutes_file(tmp_path, MINUTES)
    options = ["--plain"] if plain else []
    command = [PMC_TUI, *options, str(path)]
    with Terminal(
        command, tmp_path, PMC_TUI_AUTOSAVE_AFTER="0.2", PMC_TUI_CLOCK_AT_FIRST_MOVE="false"
    ) as terminal:
        terminal.wait_for("Sync 2026-03-10", "saved", "Helios")
        terminal.press("w")
        terminal.wait_for("back to the report")
        terminal.type("!")
        terminal.wait_until(lambda: b"- !\n" in path.read_bytes(), "the first letter is saved")
        terminal.wait_gone("unsaved")
        before = len(terminal.output)
        terminal.type("?")
        terminal.wait_until(lambda: b"- !?\n" in path.read_bytes(), "the second letter is saved")
        terminal.wait_gone("unsaved")
        cost = len(terminal.output) - before
        terminal.type("x")
        terminal.wait_for("!?x")
        assert cost <= LETTER[plain] + SAVED


@pytest.mark.parametrize("plain", [True, False])
def test_a_move_costs_the_rows_it_changes(tmp_path: Path, *, plain: bool) -> None:
    with _meeting(tmp_path, *(["--plain"] if plain else [])) as terminal:
        terminal.press("down", "down", "down")
        terminal.wait_until(lambda: _is_at(terminal, "Boreas"), "Boreas is current")
        before = len(terminal.output)
        for team in TEAMS[2:7]:
            terminal.press("down")
            terminal.wait_until(partial(_is_at, terminal, team), f"{team} is current")
        assert (len(terminal.output) - before) / 5 <= MOVE[plain]


def _is_at(terminal: Terminal, team: str) -> bool:
    """Whether the row of a team in the agenda is marked: by a sign in plain mode, else by its background."""
    rows = terminal.display.rows
    found = next(
        (number for number, row in enumerate(rows) if f" {team} " in f"{row[:25]} ".replace(",", " ")), 0
    )
    grounds = [line[12].bg for line in terminal.display.lines()]
    return f"> {team}" in rows[found] or grounds[found] != grounds[3]


@pytest.mark.parametrize("plain", [True, False])
def test_help_costs_less_than_twenty_kilobytes(tmp_path: Path, *, plain: bool) -> None:
    with _meeting(tmp_path, *(["--plain"] if plain else [])) as terminal:
        costs = []
        for _ in range(TIMES):  # the meeting may still draw what it has just learnt beside the first
            before = len(terminal.output)
            terminal.press("?")
            terminal.wait_for("One row up", "explains those")
            costs.append(len(terminal.output) - before)
            terminal.press("escape")
            terminal.wait_gone("explains those")
        assert min(costs) < HELP


def test_after_another_size_and_a_stop_all_is_drawn(tmp_path: Path) -> None:
    with _meeting(tmp_path) as terminal:
        for columns, rows in ((80, 24), (160, 50), (120, 40)):
            terminal.resize(columns, rows)
            terminal.wait_for("Sync 2026-03-10", "saved", "─╮")
        terminal.press("down")
        terminal.wait_for(" here ")
        terminal.signal(signal.SIGSTOP)
        terminal.display.feed(b"\x1b[2J\x1b[Hgarbage of a shell")
        os.kill(terminal.process.pid, signal.SIGCONT)
        terminal.wait_gone("garbage")
        terminal.wait_for("Sync 2026-03-10", "All is well with astra", "Helios", "╰─")
