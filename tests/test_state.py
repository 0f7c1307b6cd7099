"""Remembered marks: they come back, and no trouble with them stops anything."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tui import paths
from tui.state import (
    AppState,
    FileState,
    load_app_state,
    load_file_state,
    save_app_state,
    save_file_state,
)

FULL = FileState(frozenset({"Backlog/CLI", "Ä\ud800"}), frozenset({"Backlog"}), "Backlog/CLI")


def only_file() -> Path:
    (file,) = (paths.state_dir() / "files").glob("[!.]*")
    return file


def test_nothing_is_remembered_and_nothing_made_at_first(tmp_path: Path) -> None:
    assert load_file_state(tmp_path / "a.md") == (FileState(), None)
    assert load_app_state() == (AppState(), None)
    assert not paths.state_dir().exists()


def test_a_file_s_state_comes_back(tmp_path: Path) -> None:
    assert save_file_state(tmp_path / "a.md", FULL) is None
    assert load_file_state(tmp_path / "a.md") == (FULL, None)
    assert load_file_state(tmp_path / "b.md") == (FileState(), None)
    assert (paths.state_dir() / "files").stat().st_mode & 0o777 == 0o700


def test_two_ways_to_a_file_are_one(tmp_path: Path) -> None:
    (tmp_path / "a.md").touch()
    (tmp_path / "link.md").symlink_to("a.md")
    save_file_state(tmp_path / "a.md", FULL)
    assert load_file_state(tmp_path / "link.md") == (FULL, None)


def test_the_app_s_state_comes_back() -> None:
    state = AppState("nord", {"tree": 30})
    assert save_app_state(state) is None
    assert load_app_state() == (state, None)


@pytest.mark.parametrize(
    "data", [b"", b"{", b"[]", b"\xff", b'{"version": 99}', b"[" * 100_000, b"null", b'{"reviewed": ["x"]}']
)
def test_a_corrupt_file_is_told_and_set_aside(tmp_path: Path, data: bytes) -> None:
    save_file_state(tmp_path / "a.md", FULL)
    file = only_file()
    file.write_bytes(data)
    state, problem = load_file_state(tmp_path / "a.md")
    assert state == FileState()
    assert problem is not None
    assert str(file) in problem
    assert (file.parent / f".broken-{file.name}").read_bytes() == data  # nothing is written over
    assert save_file_state(tmp_path / "a.md", FULL) is None
    assert load_file_state(tmp_path / "a.md") == (FULL, None)


def test_values_of_a_wrong_type_count_as_absent(tmp_path: Path) -> None:
    save_file_state(tmp_path / "a.md", FULL)
    wrong = {"version": 1, "reviewed": ["x", 1, None], "folded": {"a": 1}, "place": 3}
    only_file().write_text(json.dumps(wrong), "utf-8")
    assert load_file_state(tmp_path / "a.md") == (FileState(frozenset({"x"})), None)
    save_app_state(AppState())
    wrong = {"version": 1, "theme": 1, "splits": {"tree": -1, "b": "x", "c": 7}}
    (paths.state_dir() / "app.json").write_text(json.dumps(wrong), "utf-8")
    assert load_app_state() == (AppState(None, {"c": 7}), None)


def test_a_place_that_cannot_be_written_or_read_is_told(tmp_path: Path) -> None:
    paths.state_dir().write_text("in the way", "utf-8")
    problem = save_file_state(tmp_path / "a.md", FULL)
    assert problem is not None
    assert "cannot be kept" in problem
    state, problem = load_file_state(tmp_path / "a.md")
    assert state == FileState()
    assert problem is not None
    assert "cannot be read" in problem


def test_a_failed_write_leaves_no_litter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    save_file_state(tmp_path / "a.md", FULL)
    before = sorted((paths.state_dir() / "files").iterdir())

    def refuse(self: Path, target: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", refuse)
    problem = save_file_state(tmp_path / "a.md", FileState())
    assert problem is not None
    assert "No space left" in problem
    assert sorted((paths.state_dir() / "files").iterdir()) == before
    assert load_file_state(tmp_path / "a.md") == (FULL, None)
