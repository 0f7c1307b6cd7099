"""The list of versions: what each would change, at every size."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.desk import SIZES, minutes_file, opened

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
