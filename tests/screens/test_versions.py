"""The list of versions: what each would change, at every size."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.content import Content

from tests.support.desk import SIZES, minutes_file, opened
from tui.minutes.text.source import Source
from tui.screens import versions
from widgets.difference import difference

MEETING = "# Sync 2026-03-10\n\n## Discussion\n- Talk about the new storage of the builds\n"


@pytest.mark.parametrize("size", SIZES)
async def test_the_newest_is_the_file_as_it_is_and_the_others_can_be_read(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with opened(minutes_file(tmp_path, MEETING), size) as desk:
        await desk.press("w")
        await desk.type("what was said")
        await desk.save()
        await desk.press("escape", "V")
        await desk.until_seen("Versions, and what each would change ─", "There is no difference.")
        await desk.press("down")
        await desk.until_seen("   4   - Talk about the new", "   5 - - what was said")
        await desk.press("up")
        await desk.until_seen("There is no difference.")


async def test_leaving_while_a_difference_is_made_leaves(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(minutes_file(tmp_path, MEETING)) as desk:

        def leave(dialog: versions.VersionList) -> None:
            dialog.query("#difference").remove()
            dialog.action_leave()

        def slow(old: Source, new: Source) -> Content:
            dialog = desk.app.screen
            assert isinstance(dialog, versions.VersionList)
            desk.app.call_from_thread(leave, dialog)
            return difference(old, new)

        monkeypatch.setattr(versions, "difference", slow)
        await desk.press("V")
        await desk.until(lambda: not desk.in_dialog, "left")
        await desk.press("j")
        assert not desk.in_dialog


@pytest.mark.parametrize("key", ["enter", "escape"])
async def test_a_key_that_comes_twice_leaves_once(tmp_path: Path, key: str) -> None:
    async with opened(minutes_file(tmp_path, MEETING)) as desk:
        await desk.press("V")
        await desk.until_seen("There is no difference.")
        desk.post(key, key, "j")
        await desk.until(lambda: not desk.in_dialog, "left")
        await desk.settle()
        assert desk.screen.is_attached
