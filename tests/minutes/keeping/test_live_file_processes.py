"""Many processes on one file, ours and others: every note of each is in it at the end."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.support.faults import names

ROOT = Path(__file__).parents[3]
BOUND = 120.0  # seconds; it takes a few


def start(*words: object) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "tests.support.note_writers", *map(str, words)]
    return subprocess.Popen(command, cwd=ROOT)


def run(root: Path, *, ours: int, notes: int, others: dict[str, int]) -> None:
    """Let them all write; then nothing that any of them typed is missing."""
    (root / "minutes").mkdir()
    path = root / "minutes" / "a.md"
    path.write_text("# Runtime\n\n- one\n- two\n", "utf-8")
    strangers = [start(kind, root, 0, count) for kind, count in others.items()]
    mine = [start("ours", root, number, notes) for number in range(ours)]
    try:
        assert [process.wait(BOUND) for process in strangers] == [0] * len(strangers)
        (root / "others-done").touch()
        assert [process.wait(BOUND) for process in mine] == [0] * len(mine)
    finally:
        for process in [*strangers, *mine]:
            process.kill()
            process.wait()
    typed = [line for file in root.glob("typed-*") for line in file.read_text("utf-8").splitlines()]
    assert len(typed) == ours * notes + sum(others.values())
    assert set(typed) - set(path.read_text("utf-8").splitlines()) == set()
    assert names(path.parent) == ["a.md"]


def test_eight_of_ours_beside_two_others(tmp_path: Path) -> None:
    run(tmp_path, ours=8, notes=8, others={"in-place": 10, "renaming": 10})


def test_ours_alone_save_each_note_once(tmp_path: Path) -> None:
    run(tmp_path, ours=8, notes=10, others={})
    lines = (tmp_path / "minutes" / "a.md").read_text("utf-8").splitlines()
    assert len(lines) == len(set(lines)) == 84
