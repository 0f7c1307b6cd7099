"""Conflict copies beside the open file: seen, compared, merged, put away; and what is opened of a folder."""

from __future__ import annotations

from pathlib import Path

from tests.support.desk import Desk, minutes_file, opened
from tui.cli import main
from tui.paths import state_dir
from tui.start import choose

MINUTES = "# Platform 2026-03-10\n\n## CLI - Ann Lee\n\n- released\n- tested\n\n## Discussion\n\n- one\n"
THEIRS = MINUTES.replace("- tested\n", "- tested on two systems\n") + "- two, typed offline\n"
BESIDE = "a conflict copy lies beside"


def copy_beside(path: Path, text: str = THEIRS) -> Path:
    copy = path.with_name(f"{path.stem} (Ada's conflicted copy 2026-03-11).md")
    copy.write_text(text, "utf-8")
    return copy


async def compared(desk: Desk) -> None:
    await desk.until_seen(BESIDE)
    await desk.press("K")
    await desk.until(lambda: desk.in_dialog, "the comparison")


async def test_a_copy_is_said_compared_merged_and_put_away(tmp_path: Path) -> None:
    path = minutes_file(tmp_path, MINUTES)
    async with opened(path) as desk:
        assert BESIDE not in desk.text
        mine = MINUTES.replace("- released\n", "- released 1.2\n")
        path.write_text(mine, "utf-8")
        await desk.until_seen("released 1.2")
        copy = copy_beside(path)  # of the version before, while it is open: the folder tells
        await compared(desk)
        assert "- two, typed offline" in desk.text
        await desk.press("enter")
        await desk.save()
        saved = path.read_text("utf-8")
        assert saved == THEIRS.replace("- released\n", "- released 1.2\n")
        assert copy.exists()
        await desk.press("u")
        await desk.save()
        assert path.read_text("utf-8") == mine
        await desk.press("ctrl+r")
        await desk.save()
        await desk.press("K")
        await desk.until_seen("All of it is in these minutes")
        await desk.press("d")
        await desk.until(lambda: not copy.exists(), "the copy taken away")
        await desk.until(lambda: BESIDE not in desk.text, "said no more")
        [kept] = (state_dir() / "copies").rglob("*.md")
        assert kept.read_text("utf-8") == THEIRS


async def test_where_the_common_version_is_not_known_no_line_is_lost(tmp_path: Path) -> None:
    """Opened here for the first time after both have gone on: what either lacks may have been taken away."""
    mine = MINUTES.replace("- released\n", "- released 1.2\n") + "- three, of this side\n"
    path = minutes_file(tmp_path, mine)
    copy_beside(path)
    async with opened(path) as desk:
        await compared(desk)
        await desk.press("enter")
        await desk.save()
    lines = path.read_text("utf-8").splitlines()
    assert set(lines) >= {*mine.splitlines(), *THEIRS.splitlines()}


async def test_a_copy_that_was_changed_since_it_was_looked_at_stays(tmp_path: Path) -> None:
    path = minutes_file(tmp_path, MINUTES)
    copy = copy_beside(path)
    async with opened(path) as desk:
        await compared(desk)
        copy.write_text(THEIRS + "- newer\n", "utf-8")
        await desk.press("d")
        await desk.until(lambda: "stays where it is" in desk.said, "that it stays")
    assert copy.read_text("utf-8").endswith("- newer\n")


async def test_what_is_typed_while_it_is_compared_is_not_merged_over(tmp_path: Path) -> None:
    path = minutes_file(tmp_path, MINUTES)
    copy_beside(path)
    async with opened(path) as desk:
        await compared(desk)
        path.write_text(MINUTES + "- from outside meanwhile\n", "utf-8")
        await desk.until(lambda: "outside meanwhile" in desk.screen.desk.text().text, "taken up")
        await desk.press("enter")
        await desk.until(lambda: desk.in_dialog, "compared anew")
        await desk.press("enter")
        await desk.save()
    saved = path.read_text("utf-8")
    assert "- from outside meanwhile" in saved
    assert "- two, typed offline" in saved


async def test_one_that_is_no_text_is_said(tmp_path: Path) -> None:
    path = minutes_file(tmp_path, MINUTES)
    copy_beside(path).write_bytes(b"# \xff\xfe\n")
    async with opened(path) as desk:
        await desk.until_seen(BESIDE)
        await desk.press("K")
        await desk.until(lambda: "cannot be read" in desk.said, "why not")


async def test_copies_are_marked_in_the_list_and_exports_are_not_there(tmp_path: Path) -> None:
    path = minutes_file(tmp_path, MINUTES)
    copy_beside(path)
    (path.parent / "2026-03-24.md").write_text(MINUTES.replace("03-10", "03-24"), "utf-8")
    async with opened(path) as desk:
        await desk.press("X")
        await desk.until(lambda: desk.in_dialog, "the check or the export")
        if "Export" not in desk.text:
            await desk.press("enter")
        await desk.press("s")
        await desk.press("ctrl+u")
        await desk.type(str(path.parent / "2026-04-07-for-everybody.md") + "\n")
        await desk.until(lambda: "Exported" in desk.said, "the export")
        await desk.press("escape", "escape")
        await desk.press("ctrl+o")
        await desk.until_seen("2026-03-24", f"conflict copy of {path.name}")
        assert "2026-04-07" not in desk.text
    assert choose(path.parent, demo=False).path.name == "2026-03-24.md"


def test_what_the_command_exported_beside_them_is_not_the_newest(tmp_path: Path) -> None:
    path = minutes_file(tmp_path, MINUTES)
    exported = path.parent / "sent" / "2026-05-05.md"
    exported.parent.mkdir()
    assert main(["export", str(path), "-o", str(exported)]) == 0
    assert choose(path.parent, demo=False).path == path
    exported.write_text(MINUTES + "- more\n", "utf-8")  # somebody has made minutes of it
    assert choose(path.parent, demo=False).path == exported
