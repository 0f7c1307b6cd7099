"""Presenting: what those see who watch, and that every key works as before."""

from __future__ import annotations

from pathlib import Path

import pytest
from rich.cells import cell_len

from tests.support.desk import SIZES, SMALL, USUAL, WIDE, Desk, minutes_file, opened
from tui.settings.values import Settings

MOST: int = 80
"""Cells of a line that is read at ease."""

BAR = " ▁▂▃▄▅▆▇█"
"""What a scroll bar is drawn with."""

TALL, HUGE = (160, 50), (220, 60)


def column(desk: Desk) -> list[str]:
    """The rows of what is presented, without the margins."""
    return [row.strip() for row in desk.seen(desk.screen.panes).split("\n") if row.strip(BAR)]


@pytest.mark.parametrize("size", [*SIZES, TALL, HUGE])
async def test_one_section_alone_in_a_column_in_the_middle(tmp_path: Path, size: tuple[int, int]) -> None:
    async with opened(minutes_file(tmp_path), size) as desk:
        await desk.walk_to("Grootfs")
        await desk.press("P")
        assert " ".join(column(desk)) == (
            "• Quotas for disks now count shared layers once "
            "• Started on pulling images from registries that want a token"
        )
        for text in (
            "Garden · Grootfs",
            "Will Pragnell · 2 items",
            "Next  Garden Core · Julz Friedman",
            " 0/",
        ):
            assert sum(text in row for row in desk.rows[1:]) == 1
        assert all(cell_len(row.strip()) <= MOST for row in desk.rows[1:-1])
        (rule,) = (row for row in desk.rows if row.strip() == "━" * cell_len(row.strip()) and row)
        right = size[0] - cell_len(rule)
        assert abs((cell_len(rule) - cell_len(rule.strip())) - right) <= 1
        assert "Discussion" not in desk.text


@pytest.mark.parametrize("key", ["P", "escape"])
async def test_it_ends_with_everything_as_it_was(tmp_path: Path, key: str) -> None:
    async with opened(minutes_file(tmp_path)) as desk:
        await desk.walk_to("Diego")
        await desk.press("enter")
        before = [row.rstrip(BAR) for row in desk.rows[:-1]]
        await desk.press("P")
        assert "Diego · Eric Malm" not in desk.text
        await desk.press(key)
        assert [row.rstrip(BAR) for row in desk.rows[:-1]] == before
        assert desk.focus == "panes"
        assert " reviewed " in desk.rows[-1]


async def test_items_stand_apart_and_what_is_nested_stays_with_its_item(tmp_path: Path) -> None:
    text = "# T 2026-03-10\n\n## CLI\n- one\n  - nested\n-- a reply\n- two\n\nprose\n"
    async with opened(minutes_file(tmp_path, text), USUAL) as desk:
        await desk.press("n", "P", "j", "j", "j", "j")
        rows = [row.strip() for row in desk.seen(desk.screen.panes).split("\n")]
        assert rows[:9] == ["", "• one", "◦ nested", "↳ a reply", "", "▌• two", "", "prose", ""]


async def test_walking_on_and_marking_work_as_ever(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path)) as desk:
        await desk.press("P", "n", "space", "n")
        assert "Cross cutting initiatives" in desk.text
        assert "Announcements" not in desk.text
        total = desk.screen.walk.reviews.progress()[1]
        assert f" 1/{total}" in desk.text.split("\n", 1)[1]
        await desk.press("]", "]", "]", "[")
        assert desk.section.name == "Grootfs"
        assert "Will Pragnell" in desk.text
        await desk.press("h")
        assert desk.focus == "panes"
        await desk.press("tab", "tab")
        assert desk.focus == "panes"


async def test_what_is_passed_over_is_named_before_it_happens(tmp_path: Path) -> None:
    text = "# T 2026-03-10\n\n### CLI - Ada Obi\n- a\n\n### UAA - Bo Ek\n\n### Diego - Di Orr (10 min)\n- b\n"
    async with opened(minutes_file(tmp_path, text)) as desk:
        await desk.press("P")
        await desk.until_seen("Next  Diego · Di Orr  skips UAA: nothing reported")
        await desk.press("space")
        await desk.until_seen("This is the last report", " 1/3")
        await desk.press("space")
        await desk.until_seen("All reports are reviewed", " 2/3")


async def test_a_group_lists_what_is_in_it(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path)) as desk:
        await desk.walk_to("Garden")
        await desk.press("P")
        assert column(desk) == ["Grootfs · Will Pragnell", "Garden Core · Julz Friedman"]


@pytest.mark.parametrize("size", [WIDE, SMALL])
async def test_typing_goes_on_under_the_section(tmp_path: Path, size: tuple[int, int]) -> None:
    path = minutes_file(tmp_path)
    async with opened(path, size) as desk:
        await desk.walk_to("Grootfs")
        await desk.press("P", "w")
        assert desk.focus == "editor"
        await desk.type("\nsaid aloud")
        assert "said aloud" in desk.text
        assert ("Quotas for disks" in desk.text) == (size == WIDE)
        await desk.press("escape")
        assert "Quotas for disks" in desk.text
        assert "said aloud" not in desk.text
        await desk.press("escape")
        assert "Quotas for disks" in desk.text
        await desk.save()
    assert b"- said aloud\n" in path.read_bytes()


async def test_notes_are_taken_by_their_keys(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path), USUAL) as desk:
        await desk.walk_to("Grootfs")
        await desk.press("P", "j", "d")
        await desk.type("count them twice")
        await desk.press("enter", "enter")  # once it is read out
        assert "◆ DECISION count them twice" in desk.text
        await desk.press("u")
        assert "DECISION" not in desk.text


async def test_what_others_save_shows_at_once(tmp_path: Path) -> None:
    path = minutes_file(tmp_path)
    async with opened(path) as desk:
        await desk.walk_to("Diego")
        await desk.press("P")
        path.write_bytes(path.read_bytes().replace(b"### Diego - Eric Malm", b"### Diego - Ada Obi"))
        await desk.until_seen("Ada Obi · 4 items")


async def test_a_move_mounts_nothing_and_draws_one_section(tmp_path: Path) -> None:
    many = "".join(f"## S{number}\n- item {number}\n\n" for number in range(3000))
    async with opened(minutes_file(tmp_path, f"# T\n\n{many}")) as desk:
        await desk.press("P", "P", "P")
        widgets = len(list(desk.screen.walk_children()))
        await desk.press("]", "]", "n")
        assert len(list(desk.screen.walk_children())) == widgets
        assert len(desk.screen.panes._stack.panes) == 1
        assert column(desk) == [f"• item {desk.section.name[1:]}"]


async def test_plain_it_says_in_words_what_comes_next(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path), USUAL, Settings(autosave=False, plain=True)) as desk:
        await desk.walk_to("Grootfs")
        await desk.press("P")
        total = desk.screen.walk.reviews.progress()[1]
        assert f"Next Garden Core, lead Julz Friedman; 0 of {total} reviewed" in desk.text
        assert "━" not in desk.text
        assert sum("Will Pragnell" in row for row in desk.rows) == 1


HIDING = (
    "# Sync 2026-03-10\n\n## Talk\n- kept <!-- Zyxomma -->\n"
    "- !p Zyxomma\n- more\n\n## Closed session\n- Zyxomma\n"
)


async def test_nothing_hidden_is_presented(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path, HIDING)) as desk:
        await desk.walk_to("Talk")
        assert "Zyxomma" in desk.text
        await desk.press("P")
        assert "Zyxomma" not in desk.text
        assert "kept" in desk.text
        await desk.press("]")
        assert "Zyxomma" not in desk.text
        await desk.press("P")
        assert "Zyxomma" in desk.text


async def test_nothing_hidden_is_seen_by_who_follows(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path, HIDING), follows=True) as desk:
        await desk.until(lambda: "kept" in desk.text, "the meeting is shown")
        assert "Zyxomma" not in desk.text
