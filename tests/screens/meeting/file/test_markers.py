"""A conflicted pull under an open meeting: both sides are offered, and nothing is exported before."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.support.desk import QUIET, Desk, minutes_file, opened, replace_atomically
from tests.support.repository import Repository

MEETING = "# House 2026-03-10\n\n## Discussion\n- rents\n\n## Garden - Ivo Kern\n- weeds\n"
OURS, THEIRS = MEETING.replace("rents", "rents rose"), MEETING.replace("rents", "rents fell")
BOTH = MEETING.replace("- rents", "- rents rose\n- rents fell")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Minutes of which two branches have changed one line."""
    path = minutes_file(tmp_path, MEETING)
    repository = Repository(path.parent)
    repository.commit(path)
    repository.git("switch", "--quiet", "--create", "other")
    repository.commit(path, THEIRS)
    repository.git("switch", "--quiet", "main")
    repository.commit(path, OURS)
    return path


def merge(path: Path) -> None:
    with pytest.raises(subprocess.CalledProcessError):
        Repository(path.parent).git("merge", "--quiet", "other")
    assert "<<<<<<< HEAD" in path.read_text("utf-8")


def text(desk: Desk) -> str:
    return desk.screen.desk.document.source.text


@pytest.mark.parametrize(("key", "kept"), [("t", THEIRS), ("o", OURS), ("b", BOTH)])
async def test_the_side_that_is_chosen_stays(path: Path, key: str, kept: str) -> None:
    async with opened(path, settings=QUIET) as desk:
        merge(path)
        await desk.until_seen("M: 1 to review")
        conflicted = text(desk)
        await desk.press("M")
        await desk.until_seen("git left both sides of these lines (1 of 1)", "Theirs other", "Ours HEAD")
        await desk.until_seen("Before")
        await desk.press(key)
        assert text(desk) == kept
        assert "nothing is left to choose" in desk.said
        assert "to review" not in desk.rows[0]
        await desk.press("u")
        assert text(desk) == conflicted


async def test_a_block_that_changed_since_is_left_alone(path: Path) -> None:
    async with opened(path, settings=QUIET) as desk:
        merge(path)
        await desk.until_seen("M: 1 to review")
        await desk.press("M")
        await desk.until_seen("git left both sides")
        changed = path.read_text("utf-8").replace("rents fell", "rents fell a lot")
        replace_atomically(path, changed.encode())
        await desk.until(lambda: text(desk) == changed, "taken in")
        await desk.press("t")
        assert "changed since; nothing was taken away" in desk.said
        assert text(desk) == changed


async def test_nothing_is_exported_before(path: Path) -> None:
    merge(path)
    async with opened(path, settings=QUIET) as desk:
        await desk.press("X")
        await desk.until_seen("conflict markers")
        desk.screen.concerns.publishing.open_export()
        await desk.settle()
        assert desk.said.startswith("Nothing is exported while git's conflict markers are in the text: M ")
