"""Clicks on badges of the agenda and on facts of the header."""

from __future__ import annotations

from pathlib import Path

from textual import events

from tests.support.desk import Desk, minutes_file, opened, replace_atomically
from tui.screens.meeting.status.facts import LOOKS_ONLY
from widgets.places import Place

TEXT = """# Sync 2026-03-10

## Discussion
- said

## Teams

### CLI - Ada Obi
- Released 6.21
- [x] **ACTION:** Ada Obi: test it (done 2026-03-09)
- [ ] **ACTION:** Ada Obi: ship it (due 2026-03-12)

### UAA
- one
- two
- three

### Core
"""


async def click_on(desk: Desk, row: str, badge: str) -> None:
    """Click on what stands in the agenda's row of a section; `badge` is looked for from the right."""
    agenda = desk.screen.agenda
    lines = desk.seen(agenda).split("\n")
    y = next(number for number, line in enumerate(lines) if f" {row} " in line)
    await desk.click(agenda.region.x + lines[y].rindex(badge), agenda.region.y + y)


async def test_a_badge_leads_to_what_it_counts(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path, TEXT)) as desk:
        await click_on(desk, "CLI", "!")
        assert desk.screen.panes.current_item is not None
        assert desk.screen.panes.current_item.text.startswith("**ACTION:** Ada Obi: ship it")
        assert desk.focus == "panes"
        await click_on(desk, "UAA", "3")
        assert desk.screen.panes.place == Place(desk.section.key, 0)
        assert desk.section.name == "UAA"
        await click_on(desk, "Core", "∅")
        assert desk.screen.panes.place == Place(desk.section.key)
        assert desk.focus == "panes"


async def test_the_change_mark_leads_to_the_change(tmp_path: Path) -> None:
    path = minutes_file(tmp_path, TEXT)
    async with opened(path) as desk:
        replace_atomically(path, TEXT.replace("- two\n", "- two, corrected\n").encode())
        await desk.until_seen("●")
        await click_on(desk, "UAA", "●")
        assert desk.screen.panes.current_item is not None
        assert desk.screen.panes.current_item.text == "two, corrected"


async def test_the_review_mark_is_a_box_to_tick(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path, TEXT)) as desk:
        agenda = desk.screen.agenda
        row = next(n for n, line in enumerate(desk.seen(agenda).split("\n")) if " UAA " in line)
        column = desk.rows[agenda.region.y + row].index("UAA") - 2
        await desk.click(column, agenda.region.y + row)
        assert desk.said.startswith("UAA reviewed")
        assert desk.rows[agenda.region.y + row][column] == "✓"
        assert desk.focus == "agenda"
        await desk.click(column + 20, agenda.region.y + 15)
        await click_on(desk, "UAA", "✓")
        assert desk.said.startswith("UAA not reviewed any more")


async def test_who_looks_on_ticks_nothing(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path, TEXT), follows=True) as desk:
        agenda = desk.screen.agenda
        desk.screen.show_area(agenda)
        await desk.settle()
        row = next(n for n, line in enumerate(desk.seen(agenda).split("\n")) if " UAA " in line)
        await desk.click(desk.rows[agenda.region.y + row].index("UAA") - 2, agenda.region.y + row)
        assert desk.said == LOOKS_ONLY
        assert not desk.screen.walk.reviews.marks


async def test_a_fact_of_the_header_leads_to_what_it_is_about(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path, TEXT)) as desk:
        await desk.click(desk.rows[0].index("actions"), 0)
        assert desk.in_dialog
        await desk.press("escape")
        await desk.click(desk.rows[0].index("reviewed"), 0)
        assert desk.screen.desk.row.endswith("said")  # the topic below its section
        await desk.click(1, 0)
        assert not desk.in_dialog
        await desk.press("w")
        await desk.type(" more")
        await desk.click(desk.rows[0].index("unsaved"), 0)
        await desk.until(lambda: not desk.screen.concerns.autosave.unsaved, "saved")
        assert b"- said\n- more\n" in desk.path.read_bytes()


async def test_the_wheel_scrolls_what_is_under_it_and_moves_no_cursor(tmp_path: Path) -> None:
    text = "# S\n\n## Discussion\n" + "- a line\n" * 60 + "".join(f"## T{n}\n- a\n- b\n" for n in range(60))
    async with opened(minutes_file(tmp_path, text)) as desk:
        place = desk.screen.panes.place
        for area in (desk.screen.agenda, desk.screen.panes, desk.screen.editor):
            area.scroll_home(animate=False)
            await desk.settle()
            cell = area.region.x + 8, area.region.y + 3
            await desk.mouse(events.MouseScrollDown, *cell, button=0)
            await desk.until(lambda area=area: area.scroll_offset.y > 0, "scrolled")  # type: ignore[misc]
        assert desk.screen.panes.place == place
