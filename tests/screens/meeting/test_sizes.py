"""A terminal that changes its size while something is going on: nothing breaks, the cursor stays in sight."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

import pytest

from tests.support.desk import Desk, minutes_file, opened

SWEEP: Final = [
    *[(20 + 40 * step, 5 + 11 * step) for step in range(6)],  # from 20×5 to 220×60
    *[(60, 20), (79, 24), (80, 23), (80, 24), (99, 30), (100, 30), (160, 8), (20, 60), (2, 2), (160, 50)],
]
"""Sizes one after the other, across every border at which the layout changes."""


async def sweep(desk: Desk, sizes: Sequence[tuple[int, int]] = SWEEP, whole: bool = True) -> None:
    """Go through sizes; what has the focus is on the screen, with its cursor."""
    focus = desk.focus
    for size in sizes:
        await desk.pilot.resize_terminal(*size)
        await desk.settle()
        strips = desk.app.screen._compositor.render_strips()
        assert len(strips) == size[1]
        assert all(strip.cell_length == size[0] for strip in strips)
        assert desk.focus == focus
        if size[1] >= 5 and whole:
            assert in_sight(desk), f"{size}\n{desk.text}"


def in_sight(desk: Desk) -> bool:
    """Whether the cursor of the area in focus is on the screen."""
    screen = desk.screen
    if desk.focus == "panes":
        region = screen.panes.region_of_place()
        return region is not None and "▌" in desk.seen(screen.panes)
    if desk.focus == "agenda":
        return desk.section.name[:5] in desk.seen(screen.agenda)
    editor = screen.editor
    row = editor.wrapped_document.location_to_offset(editor.cursor_location).y
    return 0 <= row - editor.scroll_offset.y < editor.content_region.height


@pytest.mark.parametrize("keys", [(), ("enter", "j", "j"), ("enter", "j", "+"), ("w",), ("e",)])
async def test_a_sweep_of_sizes(tmp_path: Path, keys: tuple[str, ...]) -> None:
    async with opened(minutes_file(tmp_path)) as desk:
        await desk.walk_to("Runtime OG")
        await desk.press(*keys)
        place, written = desk.screen.panes.place, desk.written
        await sweep(desk)
        assert (desk.screen.panes.place, desk.written) == (place, written)


async def test_a_sweep_of_sizes_while_a_line_is_typed(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path)) as desk:
        await desk.walk_to("Runtime OG")
        await desk.press("enter", "a")
        await desk.type("ada: publ")
        await sweep(desk, SWEEP[::3], whole=False)
        await desk.type("ish it")
        await desk.press("enter")
        assert desk.screen.panes.current_item is not None
        assert "ada: publish it" in desk.screen.panes.current_item.text


@pytest.mark.parametrize("key", ["?", "N", "X", "ctrl+o"])
async def test_a_sweep_of_sizes_below_a_dialog(tmp_path: Path, key: str) -> None:
    async with opened(minutes_file(tmp_path)) as desk:
        await desk.press(key)
        await desk.until(lambda: desk.in_dialog, "open")
        await sweep(desk, SWEEP[::3], whole=False)
        await desk.press("escape")
        await desk.until(lambda: not desk.in_dialog, "closed")
        assert in_sight(desk)
