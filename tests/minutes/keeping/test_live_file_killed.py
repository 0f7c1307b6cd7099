"""kill -9 in mid-save: the file is one version, whole, and the next start has what was typed."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]


def kills(folder: Path, how: str, way: str, rounds: int) -> dict[str, int]:
    """How often a kill left what; every one of them was looked at by the program that did it."""
    command = [sys.executable, "-m", "tests.support.killed_savers", how, way, str(folder), str(rounds)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert not done.returncode, done.stderr
    found: dict[str, int] = json.loads(done.stdout)
    return found


def test_before_each_system_call(tmp_path: Path) -> None:
    found = kills(tmp_path / "case", "calls", "swapped", 0)
    assert found.keys() >= {"left, draft", "left, no draft", "draft", "no draft"}


def test_before_each_system_call_of_a_write_in_place(tmp_path: Path) -> None:
    found = kills(tmp_path / "case", "calls", "in-place", 0)
    assert found.keys() >= {"torn, draft", "draft", "no draft"}


def test_at_200_random_moments(tmp_path: Path) -> None:
    assert sum(kills(tmp_path / "case", "moments", "swapped", 200).values()) == 200
