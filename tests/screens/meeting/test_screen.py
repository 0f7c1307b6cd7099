"""The main screen: what is on it at every size, focus, zoom, and a terminal that changes its size."""

from __future__ import annotations

import gc
from pathlib import Path

import pytest

from tests.support.desk import QUIET, SIZES, SMALL, USUAL, WIDE, Desk, minutes_file, opened


def cells_are_whole(desk: Desk) -> bool:
    """No row is wider than the screen, and none is missing."""
    size = desk.app.size
    strips = desk.app.screen._compositor.render_strips()
    return len(strips) == size.height and all(strip.cell_length == size.width for strip in strips)


@pytest.mark.parametrize("size", SIZES)
async def test_header_and_hints_are_there_at_every_size(tmp_path: Path, size: tuple[int, int]) -> None:
    async with opened(minutes_file(tmp_path), size) as desk:
        assert desk.rows[0].startswith(" Runtime PMC Meeting 2026-03-10 ")
        assert desk.rows[0].endswith("saved")
        assert " space reviewed " in desk.rows[-1]
        assert len(desk.rows) == size[1]
        assert cells_are_whole(desk)


async def test_a_date_from_the_file_s_name_stands_beside_the_title(tmp_path: Path) -> None:
    path = minutes_file(tmp_path, "# Standup\n\n## One\n", "2026-03-24-standup.md")
    async with opened(path) as desk:
        assert desk.rows[0].startswith(" Standup · 2026-03-24 ")


async def test_without_a_title_the_file_s_name_is_shown(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path, "just a line\n", "notes.md")) as desk:
        assert desk.rows[0].startswith(" notes.md ")
        assert "just a line" in desk.seen(desk.screen.panes)


async def test_a_wide_screen_shows_all_three_areas(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path), WIDE) as desk:
        agenda, panes = desk.seen(desk.screen.agenda), desk.seen(desk.screen.panes)
        editor = desk.seen(desk.screen.editor)
        for name in ("Announcements", "Garden Core", "Container Networ", "Permissions"):
            assert name in agenda
        assert next(row for row in agenda.split("\n") if "Announcements" in row).split()[-2:] == ["3", "│"]
        assert "∅" in next(row for row in agenda.split("\n") if "UAA" in row)
        assert "!" in next(row for row in agenda.split("\n") if "Discussion" in row)
        assert " Announcements ─" in panes
        assert " 3 items ─╮" in panes
        assert "Proposal: give the old cell image" in editor
        assert " Discussion ─" in editor
        assert " line 25 · saved " in editor


async def test_a_pane_s_border_says_lead_status_and_count(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path), WIDE) as desk:
        await desk.walk_to("Greenhouse")
        border = desk.seen(desk.screen.panes).split("\n")[0]
        assert border.startswith("╭─ Greenhouse · David Morhovich · incubating ─")
        assert border.endswith("─ 2 items ─╮")
        await desk.walk_to("UAA")
        assert "∅ ─╮" in desk.seen(desk.screen.panes).split("\n")[0]


async def test_panes_stand_in_two_columns_where_there_is_room(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path), (160, 50)) as desk:
        await desk.walk_to("Infrastructure")
        first = desk.seen(desk.screen.panes).split("\n")[0]
        assert first.count("╭─") == 2
        assert cells_are_whole(desk)


async def test_the_cursor_goes_down_a_column_and_from_column_to_column(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path), (220, 60)) as desk:
        await desk.walk_to("Grootfs")
        await desk.press("enter", "j")
        names = [desk.section.name]
        for key in ("j", "l", "l", "h", "j", "k"):
            while True:
                await desk.press(key)
                if key in "lh" or desk.section.name != names[-1]:
                    break
            names.append(desk.section.name)
        assert names == [
            "Grootfs", "Routing", "Garden Core", "Diego", "Garden Core", "Release Integration", "Garden Core"
        ]  # fmt: skip
        await desk.press("a")
        capture, place = desk.screen.desk.capture.region, desk.screen.panes.region_of_place()
        assert place is not None
        assert capture.x >= place.x - 1 > desk.screen.panes.region.x + 50
        await desk.press("escape", "h", "h")
        assert desk.focus == "agenda"


async def test_below_100_columns_the_agenda_is_a_drawer(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path), USUAL) as desk:
        assert desk.screen.agenda.display
        await desk.press("enter")
        assert not desk.screen.agenda.display
        assert desk.screen.panes.display
        assert desk.screen.editor.display
        await desk.press("escape")
        assert desk.screen.agenda.display
        assert desk.focus == "agenda"


async def test_below_80_columns_one_area_is_shown_at_a_time(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path), SMALL) as desk:
        areas = (desk.screen.agenda, desk.screen.panes, desk.screen.editor)
        for name in ("agenda", "panes", "editor", "agenda"):
            assert [area.id for area in areas if area.display and area.region.area] == [name]
            assert desk.focus == name
            await desk.press("tab")


@pytest.mark.parametrize("size", SIZES)
async def test_tab_goes_round_the_areas(tmp_path: Path, size: tuple[int, int]) -> None:
    async with opened(minutes_file(tmp_path), size) as desk:
        visited = [desk.focus]
        for _ in range(3):
            await desk.press("tab")
            visited.append(desk.focus)
        assert visited == ["agenda", "panes", "editor", "agenda"]
        await desk.press("shift+tab")
        assert desk.focus == "editor"
        assert " Discussion ─" in desk.seen(desk.screen.editor)


@pytest.mark.parametrize("size", SIZES)
async def test_enter_goes_in_and_escape_comes_out(tmp_path: Path, size: tuple[int, int]) -> None:
    async with opened(minutes_file(tmp_path), size) as desk:
        await desk.press("enter")
        assert desk.focus == "panes"
        await desk.press("enter")
        assert desk.focus == "editor"
        await desk.press("escape")
        assert desk.focus == "panes"
        await desk.press("escape")
        assert desk.focus == "agenda"
        await desk.press("w")
        assert desk.focus == "editor"
        await desk.press("escape", "left")
        assert desk.focus == "agenda"


async def test_the_hints_are_those_of_the_area_in_focus(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path)) as desk:
        assert "w write" in desk.rows[-1]
        await desk.press("w")
        assert "esc back to the report" in desk.rows[-1]
        assert "space" not in desk.rows[-1]


async def test_a_hint_can_be_clicked(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path)) as desk:
        await desk.pilot.click(desk.screen.status, offset=(desk.rows[-1].index("n next unreviewed"), 0))
        await desk.settle()
        assert desk.section.name == "Announcements"


@pytest.mark.parametrize("size", SIZES)
async def test_zoom_shows_one_pane_alone(tmp_path: Path, size: tuple[int, int]) -> None:
    async with opened(minutes_file(tmp_path), size) as desk:
        await desk.walk_to("Diego")
        await desk.press("+")
        assert desk.screen.panes.region.width == size[0]
        assert desk.screen.panes.region.height == size[1] - 2
        assert " Diego · Eric Malm " in desk.rows[1]
        assert "Routing" not in desk.text
        assert cells_are_whole(desk)
        await desk.press("]")
        assert " Routing · Shannon Coen " in desk.rows[1]
        assert "Diego" not in desk.text
        await desk.press("plus")
        assert desk.section.name == "Routing"
        assert not desk.screen.panes.zoomed


async def test_escape_leaves_the_zoom(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path)) as desk:
        await desk.press("+", "escape")
        assert not desk.screen.panes.zoomed
        assert desk.screen.agenda.display


@pytest.mark.parametrize("size", [*SIZES, (40, 12), (20, 5), (160, 50)])
async def test_a_terminal_may_change_its_size(tmp_path: Path, size: tuple[int, int]) -> None:
    async with opened(minutes_file(tmp_path), WIDE) as desk:
        await desk.walk_to("Diego")
        await desk.press("enter", "j")
        await desk.pilot.resize_terminal(*size)
        await desk.settle()
        assert cells_are_whole(desk)
        assert desk.section.name == "Diego"
        assert "▌" in desk.seen(desk.screen.panes)
        await desk.pilot.resize_terminal(*WIDE)
        await desk.settle()
        assert "▌• cfdot prints" in desk.text
        assert " Diego · Eric Malm " in desk.seen(desk.screen.panes)


@pytest.mark.parametrize("size", [(20, 5), (10, 3), (1, 1)])
async def test_a_tiny_terminal_is_survived(tmp_path: Path, size: tuple[int, int]) -> None:
    async with opened(minutes_file(tmp_path), size) as desk:
        await desk.press("j", "enter", "j", "enter")
        await desk.type("note ")
        assert desk.written[-1].endswith("note ")
        await desk.press("escape", "+", "escape", "slash", "escape", "w")
        assert desk.focus == "editor"
        assert cells_are_whole(desk)


async def test_a_terminal_of_20_by_5_shows_what_one_is_at(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path), (20, 5)) as desk:
        await desk.walk_to("Diego")
        assert "Diego" in desk.text
        await desk.press("enter")
        assert "Ran 10,000" in desk.text
        await desk.press("w")
        await desk.type("\nhere")
        assert "here" in desk.text
        await desk.press("escape", "?")
        assert "Keys" in desk.text
        await desk.press("escape")
        assert desk.focus == "panes"


async def test_the_mouse_selects_folds_and_focuses(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path)) as desk:
        rows = desk.seen(desk.screen.agenda).split("\n")
        row = next(number for number, text in enumerate(rows) if "Diego" in text)
        await desk.pilot.click(desk.screen.agenda, offset=(12, row))
        await desk.settle()
        assert desk.section.name == "Diego"
        await desk.pilot.click(desk.screen.panes, offset=(8, 1))
        await desk.settle()
        assert desk.focus == "panes"
        assert desk.screen.panes.place.item == 0
        row = next(number for number, text in enumerate(rows) if "▾  Garden" in text)
        await desk.pilot.click(desk.screen.agenda, offset=(rows[row].index("▾"), row))
        await desk.settle()
        assert "Grootfs" not in desk.seen(desk.screen.agenda)


async def test_work_that_ends_before_it_began_is_nothing_to_warn_of(tmp_path: Path) -> None:
    ran: list[bool] = []

    async def late() -> None:
        ran.append(True)

    async with opened(minutes_file(tmp_path), settings=QUIET) as desk:
        desk.screen.work(late(), "late", exclusive=False)
        desk.screen.workers.cancel_all()
        await desk.settle()
        gc.collect()  # a warning is an error
    assert not ran
