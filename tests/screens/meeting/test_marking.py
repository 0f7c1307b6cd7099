"""Text marked with the mouse in the panes, and copied."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual import events

from tests.support.desk import Desk, minutes_file, opened, replace_atomically

TEXT = """# Sync 2026-03-10

## Discussion
- said

## CLI - Ada Obi
- One two three
- Close to releasing, which will contain many fixes and a longer sentence that does not fit in one line of the
  pane however wide it is drawn, and 会議 in between
- ```sh
  make all
  make test
  ```

## UAA
- last
"""
WHOLE = (
    "• Close to releasing, which will contain many fixes and a longer sentence that does not fit in one line"
    " of the pane however wide it is drawn, and 会議 in between"
)


def cell_of(desk: Desk, text: str) -> tuple[int, int]:
    """The cell that a text in the panes begins in."""
    left = desk.screen.panes.region.x
    return next((row.index(text, left), y) for y, row in enumerate(desk.rows) if text in row[left:])


def marked(desk: Desk) -> str:
    """The text on the screen that is drawn as marked."""
    background = desk.screen.panes._looks.alone("selection").bgcolor
    rows = []
    for strip in desk.app.screen._compositor.render_strips():
        parts = [s.text for s in strip if s.style is not None and s.style.bgcolor == background]
        rows.append("".join(parts))
    return "\n".join(row for row in rows if row)


async def copied(desk: Desk, key: str = "y") -> str:
    desk.screen.desk.say("")
    await desk.press(key)
    await desk.until(lambda: desk.said, "it is said")
    return desk.app.clipboard


async def test_a_drag_marks_text_that_y_and_ctrl_c_copy(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path, TEXT)) as desk:
        place = desk.screen.panes.place
        (x, y) = cell_of(desk, "One two three")
        await desk.drag((x + 4, y), (x + 5, y), (x + 6, y))
        assert marked(desk) == "two"
        assert desk.screen.panes.place == place
        for key in ("y", "ctrl+c"):
            assert await copied(desk, key) == "two"
        assert desk.said.startswith("Sent 3 characters")
        await desk.drag((x + 6, y), (x + 2, y))
        assert await copied(desk) == "e two"
        await desk.press("escape")
        assert marked(desk) == ""
        assert desk.focus == "panes"
        await desk.click(x, y)
        assert desk.screen.panes.current_item is not None
        assert await copied(desk) == "- One two three"


async def test_marked_lines_are_whole_and_without_borders(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path, TEXT)) as desk:
        (x, y), (end, last) = cell_of(desk, "two three"), cell_of(desk, "make test")
        await desk.drag((x, y), (x, y + 1), (end + 8, last))
        assert await copied(desk) == f"two three\n{WHOLE}\n•\n    make all\n    make test"
        assert "│" not in marked(desk)
        (x, y), (end, last) = cell_of(desk, "CLI · "), cell_of(desk, "• last")
        await desk.drag((x, y), (end + 5, last))
        text = await copied(desk)
        assert text.startswith("CLI · Ada Obi  3 items\n• One two three\n• Close")
        assert text.endswith("    make test\n\nUAA  1 item\n• last")


async def test_a_double_click_marks_a_word_and_a_triple_one_the_item(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path, TEXT)) as desk:
        x, y = cell_of(desk, "releasing,")
        await desk.click(x + 3, y, times=2)
        assert marked(desk) == "releasing"
        await desk.click(x + 3, y)
        assert await copied(desk) == WHOLE
        x, y = cell_of(desk, "会議")
        await desk.click(x, y)
        assert marked(desk) == ""


@pytest.mark.parametrize("beyond", [(2, 0), (0, 39), (119, 39)])
async def test_a_drag_beyond_the_panes_ends_at_their_nearest_cell(
    tmp_path: Path, beyond: tuple[int, int]
) -> None:
    async with opened(minutes_file(tmp_path, TEXT)) as desk:
        x, y = cell_of(desk, "two three")
        await desk.drag((x + 2, y), (x + 2, y + (1 if beyond[1] else -1)), beyond)
        text = await copied(desk)
        if beyond[1]:
            assert text.startswith("o three\n• Close")
            assert text.endswith("• last")
        else:
            assert text.endswith("Discussion  1 item\n• said\n\nCLI · Ada Obi  3 items\n• One two")
        assert desk.app.mouse_captured is None


async def test_a_release_that_was_not_seen_ends_the_marking(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path, TEXT)) as desk:
        x, y = cell_of(desk, "One two three")
        await desk.mouse(events.MouseDown, x, y)
        await desk.mouse(events.MouseMove, x + 2, y)
        await desk.mouse(events.MouseMove, x + 9, y, button=0)
        assert desk.app.mouse_captured is None
        await desk.mouse(events.MouseMove, x + 12, y + 1, button=0)
        assert await copied(desk) == "One"


async def test_text_that_scrolls_under_the_mouse_is_marked_too(tmp_path: Path) -> None:
    text = "# S\n\n## Discussion\n" + "".join(f"- line {number}\n" for number in range(200))
    async with opened(minutes_file(tmp_path, text)) as desk:
        x, y = cell_of(desk, "line 2")
        panes = desk.screen.panes
        await desk.mouse(events.MouseDown, x, y)
        await desk.mouse(events.MouseMove, x + 6, y + 3)
        panes.scroll_to(y=20, animate=False)
        await desk.settle()
        await desk.mouse(events.MouseUp, x + 6, y + 3)
        lines = (await copied(desk)).split("\n")
        assert lines[0] == "line 2"
        assert lines[-1] == "• line 25"
        assert len(lines) == 24
        panes.scroll_to(y=90, animate=False)
        await desk.settle()
        assert (await copied(desk)).split("\n") == lines


async def test_text_that_changes_is_marked_no_more(tmp_path: Path) -> None:
    path = minutes_file(tmp_path, TEXT)
    async with opened(path) as desk:
        x, y = cell_of(desk, "One two three")
        await desk.drag((x, y), (x + 4, y))
        replace_atomically(path, TEXT.replace("One two", "None, two").encode())
        await desk.until_seen("None, two")
        assert desk.screen.panes.chosen is None
        assert marked(desk) == ""


async def test_links_open_by_a_click_and_not_by_marking(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opens: list[str] = []
    text = TEXT.replace("One two", "One [two](https://x.example/)")
    async with opened(minutes_file(tmp_path, text)) as desk:
        monkeypatch.setattr(desk.screen.concerns.outside, "open_target", opens.append)
        x, y = cell_of(desk, "two")
        await desk.drag((x, y), (x + 1, y), (x + 2, y))
        assert opens == []
        await desk.press("escape")
        await desk.click(x, y)
        assert opens == ["https://x.example/"]


async def test_what_is_marked_in_columns_stays_in_its_column(tmp_path: Path) -> None:
    text = "# S\n\n" + "".join(f"## T{n} - Ada Obi\n- a{n} one\n- b{n} two\n\n" for n in range(4))
    async with opened(minutes_file(tmp_path, text), (160, 40)) as desk:
        (x, y), (end, last) = cell_of(desk, "a1 one"), cell_of(desk, "b1 two")
        assert last == y + 1
        await desk.drag((x, y), (end + 5, last))
        assert await copied(desk) == "a1 one\n• b1 two"
