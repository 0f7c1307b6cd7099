"""Empty places say what they are for and which key acts there, with the person's own keys."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.desk import SIZES, SMALL, USUAL, minutes_file, opened
from tui.settings.values import Settings

OWN = {
    "write": "f6",
    "edit": "f7",
    "next_unreviewed": "f8",
    "action": "f9",
    "review_merge": "f10",
    "back": "f12",
}
THEIRS = Settings(autosave=False, keys=OWN)


@pytest.mark.parametrize("size", SIZES)
async def test_an_empty_report_says_how_to_write_it_where_the_cursor_is(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    minutes = "# Notes 2026-03-10\n\n## CLI - Ann Bee\n\n## Discussion\n\n## UAA - Cy Dee\n"
    path = minutes_file(tmp_path, minutes)
    async with opened(path, size, THEIRS) as desk:
        await desk.press("enter")
        await desk.until_seen("f7 write · f8 go on")
        rows = desk.seen(desk.screen.panes).split("\n")
        assert "∅ nothing reported · f7 write · f8 go on" in rows[1]
        assert "∅ nothing reported" in rows[4]
        assert "f7" not in rows[4]
        await desk.press("f7")
        await desk.type("\n- released 9.3")
        await desk.press("f12")
        assert "f7" not in "".join(row for row in desk.seen(desk.screen.panes).split("\n")[:3])
        await desk.save()
    assert path.read_text("utf-8") == minutes.replace("Ann Bee\n", "Ann Bee\n- released 9.3\n")


@pytest.mark.parametrize("size", SIZES)
async def test_of_empty_teams_in_a_line_the_one_with_the_cursor_says_who_leads_it_and_how_to_write_it(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    minutes = "# Notes 2026-03-10\n\n## CLI - Ann Bee\n\n## UAA - Cy Dee\n\n## CAPI - Ed Foe\n"
    path = minutes_file(tmp_path, minutes)
    async with opened(path, size, THEIRS) as desk:
        await desk.press("enter")
        for line, lead in (("∅▌CLI, UAA, CAPI", "Ann Bee"), ("∅ CLI,▌UAA, CAPI", "Cy Dee")):
            (row,) = [row for row in desk.seen(desk.screen.panes).split("\n") if "∅" in row]
            assert row.startswith(f" {line} ")
            assert row.endswith(f" {lead} · f7 write · f8 go on")
            await desk.press("j")
        assert desk.section.name == "CAPI"
        await desk.press("k", "r")
        await desk.type("released 9.3")
        await desk.press("enter", "escape")
        await desk.until_seen("╭─ UAA · Cy Dee", "• released 9.3")
        await desk.press("j", "f9")
        await desk.type("ed: report next time")
        await desk.press("enter")
        assert desk.section.name == "CAPI"
        await desk.save()
    written = path.read_text("utf-8")
    assert "## UAA - Cy Dee\n- released 9.3\n" in written
    assert "Ed" in written.partition("## CAPI - Ed Foe\n")[2]


async def test_a_click_on_a_name_in_a_line_of_empty_teams_puts_the_cursor_on_it(tmp_path: Path) -> None:
    minutes = "# Notes 2026-03-10\n\n## CLI - Ann Bee\n\n## UAA - Cy Dee\n\n## CAPI - Ed Foe\n"
    async with opened(minutes_file(tmp_path, minutes), (120, 40)) as desk:
        rows = desk.rows
        y = next(y for y, row in enumerate(rows) if "CLI, UAA" in row)
        await desk.click(rows[y].index("CLI, UAA") + 6, y)
        assert desk.section.name == "UAA"
        await desk.press("h")
        assert desk.section.name == "CLI"


async def test_an_empty_file_says_how_it_becomes_minutes(tmp_path: Path) -> None:
    path = minutes_file(tmp_path, "")
    async with opened(path, USUAL, THEIRS) as desk:
        said = " ".join(desk.seen(desk.screen.agenda).replace("│", " ").split())
        assert "Headings make the agenda" in said
        assert "f7 writes them." in said
        said = " ".join(desk.seen(desk.screen.editor).replace("│", " ").split())
        assert "no Discussion section yet: f6, then type" in said
        await desk.press("f7")
        await desk.type("# Notes 2026-03-10\n## Topic")
        await desk.press("f12")
        assert "Headings make" not in desk.text
        assert "Topic" in desk.seen(desk.screen.panes)
        await desk.save()
    assert path.read_bytes() == b"# Notes 2026-03-10\n## Topic\n"


async def test_minutes_with_headings_are_not_told_about_headings(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path, "## Topic\n- a\n")) as desk:
        assert "Headings make" not in desk.text


async def test_lists_without_anything_say_what_fills_them(tmp_path: Path) -> None:
    path = minutes_file(tmp_path, "# Notes 2026-03-10\n\n## Discussion\n")
    async with opened(path, SMALL, THEIRS) as desk:
        await desk.press("f6")
        assert "f6, then type" in " ".join(desk.text.replace("│", " ").split())
        await desk.press("f12", "N")
        await desk.until_seen("No notes yet", "f9 action")
        await desk.press("/")
        await desk.type("zzz")
        await desk.until_seen("No note fits; esc shows all.")
        await desk.press("escape", "escape", "ctrl+o")
        await desk.until_seen("2026-03-10")
        await desk.type("zzz")
        await desk.until_seen("take away a word")
        await desk.press("escape", "/")
        await desk.type("zzz")
        assert desk.said == "“zzz” is nowhere in these minutes; f12 goes back."
