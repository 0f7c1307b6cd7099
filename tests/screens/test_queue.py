"""The queue on the screen: by keys alone, said in the header, kept over a crash, never in the minutes."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.desk import SIZES, SMALL, WIDE, Desk, minutes_file, opened
from tui.app import PmcApp
from tui.paths import state_dir

MEETING = "# Sync 2026-03-10\n\n## CLI - Ada Obi\n* words\n\n## Docs - Bo Lind\n"


def listed(desk: Desk) -> list[str]:
    """The lines of the list."""
    lines = desk.seen(desk.app.screen.query_one("OptionList")).split("\n")
    return [" ".join(line.split()) for line in lines if line.strip()]


async def add(desk: Desk, *typed: str) -> None:
    """Open the queue and add people to it."""
    await desk.press("Q")
    for text in typed:
        await desk.press("a")
        await desk.type(f"{text}\n")


@pytest.mark.parametrize("size", SIZES)
async def test_who_wants_to_speak_is_added_and_has_a_turn(tmp_path: Path, size: tuple[int, int]) -> None:
    path = minutes_file(tmp_path, MEETING)
    async with opened(path, size) as desk:
        await desk.press("Q")
        for part in ("n next", "a add", "Nobody waits"):
            assert part in desk.text
        await desk.press("a")
        for part in ("enter add", "tab complete"):
            assert part in desk.text
        await desk.type("ad")
        assert "tab Ada Obi" in desk.text
        await desk.press("tab")
        await desk.type("the costs\n")
        await desk.press("a")
        await desk.type("bo\n")
        await desk.press("a")
        await desk.type("Xan Orr: [/x] next week\n")
        assert listed(desk) == ["1 Ada Obi the costs", "2 Bo Lind", "3 Xan Orr [/x] next week"]
        assert "Queue: 3 wait" in desk.text
        for part in ("n next", "a add", "d drop", "K up", "J down", "enter speaks now", "esc back"):
            assert part in desk.text
        await desk.press("n")
        assert "Ada Obi speaks: the costs" in desk.text
        assert listed(desk)[:2] == ["▶ Ada Obi speaks the costs", "1 Bo Lind"]
        await desk.press("escape")
        assert "Ada Obi speaks" in desk.rows[0]
        await desk.press("Q", "n", "n", "n")
        assert "The floor is free." in desk.text
        await desk.press("escape")
        assert "speaks" not in desk.rows[0]
        assert not desk.in_dialog
        assert not desk.screen.concerns.autosave.unsaved
    assert path.read_text() == MEETING


async def test_keys_are_keys_again_after_somebody_is_added_and_nobody_is_guessed(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path, MEETING)) as desk:
        await add(desk, "li: costs")
        assert listed(desk) == ["1 li costs"]
        assert "did you mean Bo Lind?" in desk.text
        await desk.press("n")
        assert listed(desk) == ["▶ li speaks costs"]


async def test_the_order_changes_by_key_and_undo_brings_back(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path, MEETING)) as desk:
        await add(desk, "Ada", "Bo", "Xan")
        await desk.press("K", "K")
        assert listed(desk) == ["1 Xan", "2 Ada Obi", "3 Bo Lind"]
        await desk.press("J", "J", "J", "k", "d")
        assert listed(desk) == ["1 Ada Obi", "2 Xan"]
        assert "Bo Lind waits no more." in desk.text
        await desk.press("u")
        assert listed(desk) == ["1 Ada Obi", "2 Bo Lind", "3 Xan"]
        await desk.press("j", "enter")
        assert listed(desk) == ["▶ Xan speaks", "1 Ada Obi", "2 Bo Lind"]
        await desk.press("d")
        assert "The floor is free." in desk.text
        assert listed(desk) == ["1 Ada Obi", "2 Bo Lind"]


async def test_a_long_queue_scrolls_on_a_small_screen(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path, MEETING), SMALL) as desk:
        await add(desk, *(f"Xan Orr{chr(97 + n)}" for n in range(20)))
        assert listed(desk)[-1] == "20 Xan Orrt"
        await desk.press(*["k"] * 19)
        assert listed(desk)[0] == "1 Xan Orra"
        assert "esc back" in desk.text


async def test_a_click_lets_somebody_speak_out_of_turn(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path, MEETING), WIDE) as desk:
        await add(desk, "Ada", "Bo")
        x, y = desk.app.screen.query_one("OptionList").region.offset
        await desk.click(x + 5, y + 1)
        assert listed(desk) == ["▶ Bo Lind speaks", "1 Ada Obi"]


async def test_the_queue_is_kept_over_a_crash(tmp_path: Path) -> None:
    path = minutes_file(tmp_path, MEETING)
    async with opened(path) as desk:
        await add(desk, "Ada: costs", "Bo")
        await desk.press("n", "escape")
        await desk.until(lambda: b"Bo Lind" in _kept(), "the queue is kept")
        desk.app.exit()  # nothing is said or saved on the way out
    async with opened(path) as desk:
        await desk.until(lambda: "Ada Obi speaks" in desk.rows[0], "the queue is there again")
        await desk.press("Q", "n", "n", "escape")
        await desk.until(lambda: _kept() == b"", "an empty queue is forgotten")
    assert isinstance(desk.app, PmcApp)
    assert path.read_text() == MEETING


def _kept() -> bytes:
    return b"".join(file.read_bytes() for file in (state_dir() / "queues").glob("*.json"))


async def test_keys_right_behind_the_enter_that_adds_are_the_list_s(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path, MEETING)) as desk:
        await desk.press("Q", "a")
        desk.post(*"bo", "enter", *"nan", "enter")
        await desk.settle()
        assert "Bo Lind speaks" in desk.text
        assert listed(desk)[1:] == ["1 n"]


async def test_kinds_and_a_closed_queue(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path, MEETING)) as desk:
        await add(desk, "Ada: costs")
        await desk.press("Q", "p", *"bo: time", "enter")
        assert "Bo Lind is number 1." in desk.text
        assert "point of order" in desk.text
        await desk.press("o", "a", *"cem", "enter")
        assert "The queue is closed." in desk.text
        await desk.press("escape", "o", "escape")


async def test_who_goes_on_while_people_wait_is_told_once(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path, MEETING)) as desk:
        await add(desk, "Ada: costs")
        await desk.press("escape")
        before = desk.section.key
        await desk.press("n")
        assert "1 waits to speak: Ada Obi. n again goes on, Q shows the queue." in desk.said
        assert desk.section.key == before
        await desk.press("n")
        assert "waits to speak" not in desk.said
