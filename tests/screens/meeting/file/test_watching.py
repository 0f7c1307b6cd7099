"""The watch on the open file, whatever else stands in its folder."""

from __future__ import annotations

import os
from pathlib import Path

from tests.support.desk import Desk, minutes_file, opened

MINUTES = b"# Platform\n\n## CLI - Ann Lee\n\n- x\n\n## Discussion\n\n- y\n"


async def through_the_dialogs(desk: Desk) -> None:
    for key in ("ctrl+o", "X", "C", "N", "V"):
        await desk.press(key)
        await desk.until(lambda: desk.in_dialog, f"the dialog of {key}")
        await desk.press("escape")
        await desk.until(lambda: not desk.in_dialog, f"{key} left")


async def test_names_that_are_not_utf_8_beside_the_file_and_its_own(tmp_path: Path) -> None:
    """Names of an old disk or archive: the watch of the system fails at them."""
    path = minutes_file(tmp_path, MINUTES, os.fsdecode(b"2026-03-10-caf\xe9.md"))
    (path.parent / os.fsdecode(b"2026-03-03-\xff.md")).write_bytes(MINUTES)
    async with opened(path) as desk:
        await through_the_dialogs(desk)
        await desk.press("a")
        await desk.type("ann: do it\n")
        await desk.save()
        for number in range(3):
            (path.parent / os.fsdecode(b"more \xe9")).write_bytes(b"%d" % number)
            path.write_bytes(path.read_bytes() + b"- foreign %d\n" % number)
            await desk.until_seen(f"foreign {number}")
    assert b"ACTION:** Ann Lee: do it" in path.read_bytes()


async def test_that_the_watch_has_failed_is_said_once(tmp_path: Path) -> None:
    path = minutes_file(tmp_path, MINUTES)
    strange = path.parent / os.fsdecode(b"\xff")
    async with opened(path) as desk:

        def failed() -> bool:
            strange.write_bytes(b"x")
            return "looked for 4 times a second" in desk.said

        await desk.until(failed, "that the watch has failed")
        desk.screen.desk.say("")
        path.write_bytes(MINUTES + b"- foreign\n")
        strange.unlink()
        await desk.until_seen("foreign")
        assert "4 times a second" not in desk.said
