"""A short run of the fuzzer (`make fuzz`): all that becomes of minutes is explained."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tests.fuzz import ForeignWriter, Session, steps
from tui.paths import example_file

PATIENCE = 15.0
"""Seconds for an answer: this runs beside other tests, and only what hangs is wrong here."""


@pytest.mark.parametrize("seed", [3, 11])
def test_a_short_session_is_explained(tmp_path: Path, seed: int) -> None:
    assert Session(example_file().read_bytes(), tmp_path, seed).run(220, PATIENCE) == []


def test_a_line_that_nobody_wrote_or_took_out_is_told(tmp_path: Path) -> None:
    session = Session(example_file().read_bytes(), tmp_path, 5)
    path = tmp_path / "minutes" / "2026-03-10.md"
    (tmp_path / "state").mkdir()
    (tmp_path / "state" / "debug.log").write_text("", encoding="utf-8")
    assert session.unexplained() == []
    lines = path.read_text("utf-8").split("\n")
    path.write_text("\n".join(["- made up", *lines[1:]]), "utf-8")
    assert session.unexplained() == ["nobody wrote '- made up'", f"nobody took out {lines[0]!r}"]


def test_the_same_seed_is_the_same_session(tmp_path: Path) -> None:
    one, other = (list(steps(random.Random(9), 400)) for _ in range(2))  # noqa: S311 - chance, no secret
    assert one == other
    assert all(b"\x11" not in step.data for step in one)  # ctrl+q
    path = tmp_path / "x.md"
    path.write_text("# A\n- b\n", encoding="utf-8")
    writer = ForeignWriter(path, random.Random(1))  # noqa: S311 - chance, no secret
    writer.write()
    assert "foreign remark" in path.read_text("utf-8")
