"""The borders between the areas: moved by mouse and by key, remembered, and never in anybody's way."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual import events

from tests.support.desk import SMALL, USUAL, WIDE, Desk, minutes_file, opened
from tui import paths
from tui.state import load_app_state


def sizes(desk: Desk) -> tuple[int, int]:
    """The agenda's columns and the discussion's rows."""
    return desk.screen.agenda.region.width, desk.screen.editor.region.height


def borders(desk: Desk) -> tuple[tuple[int, int], tuple[int, int]]:
    """A cell of the border right of the agenda, and one of that above the discussion."""
    agenda, editor = desk.screen.agenda.region, desk.screen.editor.region
    return (agenda.right - 1, agenda.y + 9), (editor.x + 30, editor.y)


async def test_borders_are_dragged_and_the_sizes_remembered(tmp_path: Path) -> None:
    path = minutes_file(tmp_path)
    async with opened(path) as desk:
        usual = sizes(desk)
        (x, y), _ = borders(desk)
        await desk.drag((x, y), (x + 3, y), (x + 14, y + 2))
        width, height = sizes(desk)  # in fewer columns the text needs more rows
        assert width == usual[0] + 14
        assert desk.screen.panes.region.x == x + 15
        _, (x, y) = borders(desk)
        await desk.drag((x, y), (x, y - 1), (x + 5, y - 6))
        assert sizes(desk) == (width, height + 6)
        assert desk.app.mouse_captured is None
        assert desk.focus == "agenda"
        await desk.until(lambda: len(load_app_state()[0].splits) == 2, "remembered")
        chosen = sizes(desk)
    async with opened(path) as desk:
        assert sizes(desk) == chosen
        for cell in borders(desk):
            await desk.click(*cell, times=2)
        assert sizes(desk) == usual
        await desk.until(lambda: not load_app_state()[0].splits, "forgotten")
    async with opened(path) as desk:
        assert sizes(desk) == usual


async def test_borders_are_moved_by_keys(tmp_path: Path) -> None:
    path = minutes_file(tmp_path)
    async with opened(path) as desk:
        width, height = sizes(desk)
        await desk.press(">", ">", ">", "<", "}", "}", "{")
        assert sizes(desk) == (width + 4, height + 1)
        assert desk.said == f"Discussion {height + 1} of 38 rows, = for the usual size"
        await desk.press("=")
        assert sizes(desk) == (width, height)
        for key in "<>{}":
            await desk.press(*key * 60)
            assert desk.screen.panes.region.width >= 36
            assert desk.screen.panes.region.height >= 6
            assert desk.screen.agenda.region.width >= 20
            assert desk.screen.editor.region.height >= 4
        at_the_end = sizes(desk)
        await desk.until(lambda: all(w.group != "splits" for w in desk.app.workers), "remembered")
    async with opened(path) as desk:
        assert sizes(desk) == at_the_end


@pytest.mark.parametrize("size", [USUAL, SMALL, (100, 24), (220, 60)])
async def test_sizes_hold_in_another_terminal(tmp_path: Path, size: tuple[int, int]) -> None:
    async with opened(minutes_file(tmp_path), (200, 50)) as desk:
        (x, y), _ = borders(desk)
        await desk.drag((x, y), (180, y))
        _, (x, y) = borders(desk)
        await desk.drag((x, y), (x, 2))
        chosen = sizes(desk)
        await desk.pilot.resize_terminal(*size)
        await desk.settle()
        for area in (desk.screen.agenda, desk.screen.panes, desk.screen.editor):
            desk.screen.show_area(area)
            await desk.settle()
            assert area.region.area
            assert area.region.right <= size[0]
            assert area.region.bottom <= size[1] - 1
            if size != SMALL:
                assert desk.screen.panes.region.width >= 36
                assert desk.screen.panes.region.height >= 6
        await desk.pilot.resize_terminal(200, 50)
        await desk.settle()
        assert sizes(desk) == chosen


async def test_the_drawer_has_a_width_of_its_own(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path), USUAL) as desk:
        drawer = sizes(desk)[0]
        (x, y), _ = borders(desk)
        await desk.drag((x, y), (x - 8, y))
        assert sizes(desk)[0] == drawer - 8
        await desk.pilot.resize_terminal(*WIDE)
        await desk.settle()
        assert sizes(desk)[0] == WIDE[0] // 3  # its names are long
        await desk.pilot.resize_terminal(*USUAL)
        await desk.settle()
        assert sizes(desk)[0] == drawer - 8


async def test_a_drag_ends_when_the_button_is_up_wherever_that_was(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path)) as desk:
        (x, y), _ = borders(desk)
        await desk.mouse(events.MouseDown, x, y)
        await desk.mouse(events.MouseMove, x + 5, y)
        assert desk.screen.agenda.has_class("-dragging")
        width = sizes(desk)[0]
        await desk.mouse(events.MouseMove, x + 30, y, button=0)  # the release was outside of the window
        assert desk.app.mouse_captured is None
        await desk.mouse(events.MouseMove, x + 20, y, button=0)
        assert sizes(desk)[0] == width
        await desk.mouse(events.MouseDown, x + 5, y)
        await desk.press("?")
        await desk.mouse(events.MouseMove, x + 9, y, button=0)
        assert desk.app.mouse_captured is None


async def test_escape_puts_a_dragged_border_back(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path)) as desk:
        usual = sizes(desk)
        for start in borders(desk):
            await desk.mouse(events.MouseDown, *start)
            await desk.mouse(events.MouseMove, start[0] + 6, start[1] - 3)
            assert sizes(desk) != usual
            await desk.press("escape")
            assert sizes(desk) == usual
            await desk.mouse(events.MouseUp, start[0] + 6, start[1] - 3)
            assert sizes(desk) == usual
        assert desk.app.mouse_captured is None
        assert load_app_state()[0].splits == {}


async def test_the_border_shows_that_it_can_be_moved(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path)) as desk:
        for area, cell in zip((desk.screen.agenda, desk.screen.editor), borders(desk), strict=True):
            await desk.mouse(events.MouseMove, *cell, button=0)
            assert area.has_class("-edge")
            await desk.mouse(events.MouseMove, 60, 10, button=0)
            assert not area.has_class("-edge")
        await desk.pilot.resize_terminal(*SMALL)
        await desk.settle()
        await desk.mouse(events.MouseMove, SMALL[0] - 1, 9, button=0)
        assert not desk.screen.agenda.has_class("-edge")


async def test_where_there_is_no_border_it_is_said(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path), SMALL) as desk:
        await desk.press(">")
        assert desk.said == "There is no border of the agenda to move here."
        await desk.press("}")
        assert desk.said == "There is no border of the discussion area to move here."


async def test_presenting_has_sizes_of_its_own(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path)) as desk:
        await desk.press("P", "w")
        usual = sizes(desk)
        await desk.press("escape", "P", *"}" * 30)
        chosen = sizes(desk)
        await desk.press("P", "w")
        assert sizes(desk) == usual
        await desk.press("escape", "}")
        assert desk.said == "There is no border of the discussion area to move here."
        await desk.press("P")
        assert sizes(desk) == chosen


async def test_the_panes_stay_where_they_are_while_a_border_moves(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path)) as desk:
        await desk.walk_to("Diego")
        await desk.press("enter", "j", "j")
        before = desk.screen.panes.scroll_offset.y
        _, (x, y) = borders(desk)
        await desk.drag((x, y), (x, y - 2))
        assert desk.screen.panes.scroll_offset.y == before
        await desk.press(*"}" * 40)
        assert "▌" in desk.seen(desk.screen.panes)


async def test_sizes_that_cannot_be_kept_are_told(tmp_path: Path) -> None:
    state = paths.state_dir()
    async with opened(minutes_file(tmp_path)) as desk:
        await desk.until(lambda: list(state.glob("versions/*/log-*")), "the start is written")
        state.rename(tmp_path / "state before")
        state.write_text("in the way", "utf-8")
        await desk.press(">")
        await desk.until(lambda: "cannot be kept" in desk.said, "told")
