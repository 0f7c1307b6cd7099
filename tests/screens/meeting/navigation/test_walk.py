"""Walking the agenda: what is selected, what the panes show, what is reviewed and remembered."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.desk import (
    QUIET,
    ROOMY,
    SIZES,
    SMALL,
    USUAL,
    VAST,
    WIDE,
    minutes_file,
    opened,
    replace_atomically,
)
from tui.state import load_file_state


@pytest.mark.parametrize("size", SIZES)
async def test_moving_in_the_agenda_moves_the_panes(tmp_path: Path, size: tuple[int, int]) -> None:
    async with opened(minutes_file(tmp_path), size) as desk:
        assert desk.focus == "agenda"
        assert desk.section.name == "Agenda"
        await desk.press("down", "j", "j")
        assert desk.section.name == "Discussion"
        await desk.press("k", "up")
        assert desk.section.name == "Announcements"
        await desk.press("G")
        assert desk.section.name == "Attendees"
        await desk.press("g", "j", "enter")
        assert desk.focus == "panes"
        assert "The next call moves to Thursday" in desk.seen(desk.screen.panes)


async def test_the_selected_section_stands_at_the_upper_edge(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path), USUAL) as desk:
        await desk.walk_to("Diego")
        assert " Diego · Eric Malm " in desk.seen(desk.screen.panes).split("\n")[0]


async def test_the_ends_of_the_agenda_are_ends(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path)) as desk:
        await desk.press("k", "pageup")
        assert desk.section.name == "Agenda"
        await desk.press("pagedown", "pagedown", "pagedown", "j")
        assert desk.section.name == "Attendees"
        await desk.press("home")
        assert desk.section.name == "Agenda"


async def test_brackets_go_from_team_to_team(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path)) as desk:
        visited = []
        for _ in range(6):
            await desk.press("]")
            visited.append(desk.section.name)
        assert visited == ["Discussion", "Discussion", "CLI", "Grootfs", "Garden Core", "Greenhouse"]
        await desk.press("[", "[")
        assert desk.section.name == "Grootfs"
        await desk.press("[", "[", "[", "[")
        assert desk.section.name == "Discussion"
        assert "first" in desk.said
        await desk.press("G", "]")
        assert desk.section.name == "Attendees"
        assert "last" in desk.said


async def test_brackets_work_in_the_panes_too(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path), SMALL) as desk:
        await desk.press("]", "]", "]", "enter", "]")
        assert desk.focus == "panes"
        assert desk.section.name == "Grootfs"
        assert "Quotas for disks" in desk.text


async def test_without_teams_brackets_go_from_section_to_section(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path, "# Standup\n\n## One\n- a\n\n## Two\n- b\n")) as desk:
        await desk.press("]")
        assert desk.section.name == "Two"


async def test_n_goes_to_the_next_section_nobody_has_reviewed(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path)) as desk:
        assert " 0/22 reviewed" in desk.rows[0]
        await desk.press("n")
        assert desk.section.name == "Announcements"
        await desk.press("space")
        assert " 1/22 reviewed" in desk.rows[0]
        assert "Announcements reviewed, 1 of 22" in desk.said
        await desk.walk_to("Discussion")
        await desk.press("space", "g", "n")
        assert desk.section.name == "Cross cutting initiatives"
        await desk.press("n")
        assert desk.section.name == "CLI"
        await desk.press("G", "n")
        assert desk.section.name == "Cross cutting initiatives"
        assert "rom the top again" in desk.said


async def test_a_group_is_reviewed_with_what_is_in_it(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path)) as desk:
        await desk.walk_to("Garden")
        await desk.press("space")
        assert " 2/22 reviewed" in desk.rows[0]
        assert desk.section.name == "Greenhouse"
        await desk.press("k", "k", "backspace")
        assert " 1/22 reviewed" in desk.rows[0]
        await desk.press("g", *"nnnnnn")
        assert desk.section.name == "Grootfs"
        await desk.press("n")
        assert desk.section.name == "Greenhouse"


async def test_a_section_that_is_no_report_says_so_instead_of_being_marked(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path), settings=QUIET._replace(space_walks=False)) as desk:
        await desk.walk_to("Agenda")
        await desk.press("space")
        assert desk.said == "Agenda is no report: there is nothing to review."
        assert "0/22 reviewed" in desk.rows[0]


async def test_everything_reviewed_is_said(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path, "# Standup\n\n## One\n- a\n\n## Two\n- b\n")) as desk:
        await desk.press("space", "space")
        assert " 2/2 reviewed" in desk.rows[0]
        assert "Everything is reviewed" in desk.said


@pytest.mark.parametrize("size", SIZES)
async def test_a_reviewed_section_is_ticked_at_every_size(tmp_path: Path, size: tuple[int, int]) -> None:
    async with opened(minutes_file(tmp_path), size) as desk:
        await desk.press("n", "space")
        desk.screen.show_area(desk.screen.agenda)
        await desk.settle()
        assert "✓ Announcements" in desk.seen(desk.screen.agenda)


async def test_marks_folds_and_place_are_remembered_and_not_in_the_file(tmp_path: Path) -> None:
    path = minutes_file(tmp_path)
    before, entries = path.read_bytes(), set(path.parent.iterdir())
    async with opened(path) as desk:
        await desk.walk_to("CLI")
        await desk.press("space")
        await desk.walk_to("Garden")
        await desk.press("h")
        await desk.walk_to("CLI")
        await desk.press("ctrl+q", "ctrl+q")
        await desk.until(lambda: not desk.app.is_running, "the app ends")
    assert path.read_bytes() == before
    assert set(path.parent.iterdir()) == entries
    async with opened(path) as desk:
        assert desk.section.name == "CLI"
        assert " 1/22 reviewed" in desk.rows[0]
        assert "✓ CLI" in desk.seen(desk.screen.agenda)
        assert "▸" in next(row for row in desk.rows if "Garden" in row)
        assert "Grootfs" not in desk.seen(desk.screen.agenda)


def uneven() -> str:
    """Minutes whose last panes are much lower than their lines let expect, and those before much higher."""
    teams = ["# Sync 2026-03-10\n\n## Teams\n"]
    for number in range(24):
        words = "- " + "what the cell did when its disk was full " * (20 if number < 16 else 1) + "\n"
        teams.append(f"### Team {number} - Ada Obi\n{words}" + "\n" * (12 if number >= 16 else 0))
    return "\n".join(teams)


@pytest.mark.parametrize("size", [*SIZES, ROOMY, VAST])
async def test_reopened_at_the_last_section_and_resized_it_is_in_view(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    path = minutes_file(tmp_path, uneven())
    async with opened(path, size) as desk:
        await desk.press("G", "ctrl+q")
        await desk.until(lambda: not desk.app.is_running, "the app ends")
    async with opened(path, size) as desk:
        for other in (size, ROOMY, (100, 30), WIDE):
            await desk.pilot.resize_terminal(*other)
            await desk.press("tab") if not desk.screen.panes.display else None
            assert desk.section.name == "Team 23"
            assert " Team 23 · Ada Obi " in desk.seen(desk.screen.panes)


async def test_a_mark_is_remembered_at_once(tmp_path: Path) -> None:
    path = minutes_file(tmp_path)
    async with opened(path) as desk:
        await desk.press("n", "space")
        await desk.until(lambda: load_file_state(path)[0].reviewed, "kept")
    async with opened(path) as desk:
        assert " 1/22 reviewed" in desk.rows[0]


async def test_a_mark_outlives_a_change_of_the_lead(tmp_path: Path) -> None:
    path = minutes_file(tmp_path)
    async with opened(path) as desk:
        await desk.walk_to("Diego")
        await desk.press("space", "[")
        replace_atomically(path, path.read_bytes().replace(b"### Diego - Eric Malm", b"### Diego - Ada Obi"))
        await desk.until_seen("Ada Obi")
        assert " 1/22 reviewed" in desk.rows[0]
        assert desk.section.name == "Diego"


async def test_groups_fold_and_unfold(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path)) as desk:
        await desk.walk_to("Garden Core")
        await desk.press("left")
        assert desk.section.name == "Garden"
        await desk.press("left")
        assert "Grootfs" not in desk.seen(desk.screen.agenda)
        await desk.press("j")
        assert desk.section.name == "Greenhouse"
        await desk.press("k", "right")
        assert "Grootfs" in desk.seen(desk.screen.agenda)
        assert desk.focus == "agenda"
        await desk.press("right")
        assert desk.focus == "panes"


async def test_what_is_folded_unfolds_where_one_goes_into_it(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path)) as desk:
        await desk.walk_to("Garden")
        await desk.press("h", "]")
        assert desk.section.name == "Grootfs"
        assert "Grootfs" in desk.seen(desk.screen.agenda)


@pytest.mark.parametrize("size", SIZES)
async def test_the_cursor_walks_items_from_pane_to_pane(tmp_path: Path, size: tuple[int, int]) -> None:
    async with opened(minutes_file(tmp_path), size) as desk:
        await desk.walk_to("Grootfs")
        await desk.press("enter")
        assert desk.screen.panes.place.item == 0
        await desk.press("j")
        assert "▌• Started on pulling" in desk.text
        await desk.press("j")
        assert desk.section.name == "Garden Core"
        assert "▌• Released 2.14" in desk.text
        await desk.press("k", "k")
        assert "▌• Quotas for disks" in desk.text
        await desk.press("G")
        assert desk.section.name == "Attendees"
        await desk.press("g")
        assert desk.section.name == "Agenda"


async def test_pages_bring_the_cursor_along(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path), USUAL) as desk:
        await desk.press("enter")
        seen = [desk.section.key]
        while desk.section.name != "Attendees":
            await desk.press("pagedown")
            seen.append(desk.section.key)
            assert len(seen) < 40
            assert "▌" in desk.seen(desk.screen.panes) or not desk.section.items
        await desk.press("pageup")
        assert desk.section.name != "Attendees"


async def test_keys_that_repeat_fast_lose_no_step(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path)) as desk:
        await desk.type("j" * 12)
        assert desk.section.name == "Greenhouse"
        await desk.type("k" * 11)
        assert desk.section.name == "Announcements"


ROLLING = "# Garden\n\n## 2026-04-09\n### Beds\n- Decision: mow\n## 2026-03-26\n### Ponds\n- Decision: dig\n"


async def test_earlier_meetings_in_the_file_open_on_a_key_and_are_not_walked_through(tmp_path: Path) -> None:
    path = tmp_path / "garden.md"
    path.write_text(ROLLING)
    async with opened(path, USUAL) as desk:
        assert "Ponds" not in desk.seen(desk.screen.agenda)
        assert "1 decision" in desk.seen(desk.screen.header)
        await desk.press("G")
        assert desk.focus == "agenda"
        await desk.press("enter")
        assert "Ponds" in desk.seen(desk.screen.agenda)
        await desk.press("G")
        assert desk.section.name == "Ponds"
        await desk.press("left", "left", "left")
        await desk.settle()
        assert "Ponds" not in desk.seen(desk.screen.agenda)
