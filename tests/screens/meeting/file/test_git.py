"""Git and others put older texts back under an open meeting: what is said, and what brings it back."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.desk import PROMPT, QUIET, Desk, minutes_file, opened, replace_atomically
from tests.support.repository import Repository
from tui.minutes.keeping.live_file import LiveFile
from tui.minutes.keeping.results import Saved
from tui.minutes.text.source import Source
from tui.paths import state_dir

MEETING = "# Sync 2026-03-10\n\n## Discussion\n- Talk\n\n## CLI - Ada Obi\n- First\n- Second\n"
TYPED = MEETING.replace("- Talk\n", "- Talk\n- ours\n")
OTHER = MEETING.replace("- Second\n", "- Second\n- Third, of the other branch\n")


async def type_a_line(desk: Desk) -> None:
    """Type a line of the discussion, and see it saved."""
    await desk.press("w")
    await desk.type("ours")
    await desk.until(lambda: desk.path.read_text("utf-8") == TYPED, "saved")
    await desk.until(lambda: desk.kept.startswith("saved "), "said so")


async def test_an_older_text_saved_over_ours_takes_nothing(tmp_path: Path) -> None:
    path = minutes_file(tmp_path, MEETING)
    async with opened(path, settings=PROMPT) as desk:
        await type_a_line(desk)
        path.write_text(MEETING, "utf-8")
        await desk.until(lambda: path.read_text("utf-8") == TYPED, "put back")
        await desk.until(lambda: "older text was saved over yours" in desk.said, "said")
        assert desk.said == "An older text was saved over yours: 1 line put back in."
        assert "- ours" in desk.written


async def test_git_takes_a_line_out_and_undo_brings_it_back(tmp_path: Path) -> None:
    path = minutes_file(tmp_path, MEETING)
    repository = Repository(path.parent)
    repository.commit(path)
    async with opened(path, settings=PROMPT) as desk:
        await type_a_line(desk)
        repository.git("restore", ".")
        await desk.until(lambda: "git put back the text of" in desk.said, "said")
        assert ": 1 line of yours is out  u brings it back" in desk.said
        assert path.read_text("utf-8") == MEETING
        await desk.press("escape", "u")
        await desk.until(lambda: path.read_text("utf-8") == TYPED, "brought back")


async def test_a_line_of_ours_taken_out_is_told_and_undo_brings_it_back_and_nothing_else(
    tmp_path: Path,
) -> None:
    path = minutes_file(tmp_path, MEETING)
    async with opened(path, settings=PROMPT) as desk:
        await type_a_line(desk)
        replace_atomically(path, MEETING.replace("- First\n", "- First, corrected\n- New\n").encode())
        await desk.until(
            lambda: "corrected" in path.read_text("utf-8") and "ours" in path.read_text("utf-8"), "put back"
        )
        assert "older text was saved over yours: 1 line put back in; 2 lines came." in desk.said
        text = path.read_text("utf-8")
        await desk.press("escape")
        await desk.walk_to("CLI")
        await desk.press("enter", "d")
        await desk.type("yes\n")
        await desk.until(lambda: "DECISION" in path.read_text("utf-8"), "saved")
        decided = path.read_text("utf-8")
        replace_atomically(path, (decided.replace("- ours\n", "") + "- theirs\n").encode())
        await desk.until_seen("1 line of yours is out")
        assert desk.said == "Merged 1 line from disk; 1 line of yours is out  u brings it back"
        await desk.press("u")
        assert desk.screen.desk.document.source.text == decided + "- theirs\n"
        await desk.press("u")
        assert desk.screen.desk.document.source.text == text + "- theirs\n"


async def test_lines_that_others_take_out_are_not_called_merged(tmp_path: Path) -> None:
    path = minutes_file(tmp_path, MEETING)
    async with opened(path, settings=QUIET) as desk:
        replace_atomically(path, MEETING.replace("- First\n- Second\n", "").encode())
        await desk.until(lambda: desk.said != "", "said")
        assert desk.said == "Another program changed the file: 2 lines are out."


async def test_another_branch_gets_nothing_that_was_typed_for_this_one(tmp_path: Path) -> None:
    path = minutes_file(tmp_path, MEETING)
    repository = Repository(path.parent)
    repository.commit(path)
    repository.git("switch", "--quiet", "--create", "other")
    repository.commit(path, OTHER)
    repository.git("switch", "--quiet", "main")
    repository.age()
    async with opened(path, settings=QUIET) as desk:
        await desk.press("w")
        await desk.type("ours")
        repository.git("switch", "--quiet", "other")
        await desk.until_seen("git switched from main to other")
        assert "typed on main is kept in a draft" in " ".join(desk.text.split())
        assert desk.screen.desk.document.source.text == OTHER == path.read_text("utf-8")
        assert desk.kept == "saved"
        assert "- ours" not in desk.written
        repository.git("switch", "--quiet", "main")
        await desk.until_seen("Unsaved text was found", "the branch main", "ours")
        await desk.press("enter")
        await desk.until(lambda: path.read_text("utf-8") == TYPED, "taken over")
        await desk.until(lambda: not list(state_dir().rglob("*.draft")), "no draft is left")


async def test_what_a_save_made_of_another_branch_while_it_was_taken_in_is_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep = LiveFile.keep_draft

    def keep_and_save(live: LiveFile, ours: Source, base: Source, *, branch: str = "") -> str | None:
        if branch:
            assert isinstance(live.save(Source(OTHER + "- saved\n"), Source(OTHER)), Saved)
        return keep(live, ours, base, branch=branch)

    path = minutes_file(tmp_path, MEETING)
    repository = Repository(path.parent)
    repository.commit(path)
    repository.git("switch", "--quiet", "--create", "other")
    repository.commit(path, OTHER)
    repository.git("switch", "--quiet", "main")
    repository.age()
    monkeypatch.setattr(LiveFile, "keep_draft", keep_and_save)
    async with opened(path, settings=QUIET) as desk:
        await desk.press("w")
        await desk.type("ours")
        repository.git("switch", "--quiet", "other")
        await desk.until_seen("git switched from main to other")
        assert desk.screen.desk.document.source.text == OTHER + "- saved\n" == path.read_text("utf-8")
        assert desk.kept == "saved"


async def test_a_save_that_meets_another_branch_takes_it_up(tmp_path: Path) -> None:
    path = minutes_file(tmp_path, MEETING)
    repository = Repository(path.parent)
    repository.commit(path)
    repository.git("switch", "--quiet", "--create", "other")
    repository.commit(path, OTHER)
    repository.git("switch", "--quiet", "main")
    repository.age()
    async with opened(path, settings=QUIET) as desk:
        desk.screen.concerns.watching.stop()
        await desk.settle()
        await desk.press("w")
        await desk.type("ours")
        repository.git("switch", "--quiet", "other")
        await desk.press("ctrl+s")
        await desk.until(lambda: desk.screen.desk.document.source.text == OTHER, "taken up")
        assert path.read_text("utf-8") == OTHER
