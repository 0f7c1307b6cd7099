"""What stood in the place of a conflict, as git's index knows it."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.support.repository import Repository
from tui.minutes.keeping.git_stages import lines_before

TEXT = "# T\n\n- a\n- b\n"


def test_before_both_sides(path: Path) -> None:
    repository = Repository(path.parent)
    repository.commit(path, TEXT)
    assert lines_before(path) == {}
    repository.git("switch", "--quiet", "--create", "other")
    repository.commit(path, TEXT.replace("- a", "- theirs"))
    repository.git("switch", "--quiet", "main")
    repository.commit(path, TEXT.replace("- a", "- ours"))
    with pytest.raises(subprocess.CalledProcessError):
        repository.git("merge", "--quiet", "other")
    assert lines_before(path) == {(("- ours",), ("- theirs",)): ("- a",)}


def test_without_git(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert lines_before(path) == {}
    monkeypatch.setenv("PATH", "/nowhere")
    assert lines_before(path) == {}
