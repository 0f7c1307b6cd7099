"""A file of minutes and a state folder, for what is told of one live file."""

from __future__ import annotations

from pathlib import Path

import pytest

from tui.minutes.keeping.storage import StateFolder


@pytest.fixture
def state(tmp_path: Path) -> StateFolder:
    """A state folder that is not made yet."""
    return StateFolder(tmp_path / "state")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A short file in a folder of its own."""
    folder = tmp_path / "minutes"
    folder.mkdir()
    file = folder / "2026-05-12.md"
    file.write_bytes(b"# T\n\n- a\n- b\n")
    return file
