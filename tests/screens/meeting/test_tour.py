"""The tour on the example: each step is ticked when it was really done, and it is in nobody's way."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from tests.support.desk import QUIET, SIZES, WIDE, Desk, minutes_file, opened
from tui.paths import is_scratch_copy, scratch_copy
from tui.settings.values import Settings
from tui.state import load_app_state


@asynccontextmanager
async def on_the_example(
    size: tuple[int, int] = WIDE, settings: Settings = QUIET, *, toured: bool = True
) -> AsyncGenerator[Desk]:
    """The example as `--demo` opens it."""
    async with opened(scratch_copy(), size, settings) as desk:
        if toured:
            await desk.until_seen("▸ walk")
        yield desk


def steps(desk: Desk) -> str:
    """The row of the card that ticks the steps."""
    return next((row for row in desk.rows if " Tour " in row), "")


@pytest.mark.parametrize("size", SIZES)
async def test_a_newcomer_is_led_through_a_meeting_in_five_steps(size: tuple[int, int]) -> None:
    async with on_the_example(size) as desk:
        assert "▸ walk  ○ review  ○ write  ○ action  ○ export" in steps(desk)
        await desk.press("space")  # the next step's key: it acts, and ticks nothing yet
        assert "▸ walk" in steps(desk)
        await desk.press("]")
        assert "✓ walk  ▸ review" in steps(desk)
        await desk.press("space")
        assert "✓ review  ▸ write" in steps(desk)
        await desk.press("w", "escape")
        assert "▸ write" in steps(desk)
        await desk.press("w")
        await desk.type("\nTwo operators would try it")
        await desk.press("escape")
        assert "✓ write  ▸ action" in steps(desk)
        await desk.press("a")
        await desk.type("amit: look at the logs\n")
        assert "✓ action  ▸ export" in steps(desk)
        await desk.press("X")
        await desk.until(lambda: desk.in_dialog, "what is open")
        await desk.press("X")
        await desk.until_seen("Export: ")
        await desk.press("escape")
        await desk.until_seen("✓ export", "That is all it takes")
        await desk.press("ctrl+g")
        await desk.until(lambda: not steps(desk), "the card away")
        text = "\n".join(desk.screen.desk.document.source.lines)
        assert "Two operators would try it" in text
        assert "**ACTION:** Amit Gupta: look at the logs" in text
    async with on_the_example(size, toured=False) as desk:
        await desk.press("down")
        assert not steps(desk)


async def test_the_tour_left_is_not_shown_again_and_goes_on_from_the_palette() -> None:
    async with on_the_example() as desk:
        await desk.press("down", "down")
        assert "✓ walk" in steps(desk)
        await desk.press("ctrl+g")
        await desk.until(lambda: not steps(desk), "left")
        assert "takes it up again" in desk.said
        await desk.until(lambda: load_app_state()[0].tour_over, "remembered")
    async with on_the_example(toured=False) as desk:
        await desk.press("down")
        assert not steps(desk)
        await desk.press("ctrl+p")
        await desk.type("tour")
        await desk.until_seen("A tour in five steps")
        await desk.press("enter")
        await desk.until_seen("✓ walk  ▸ review")
        await desk.press("ctrl+g", "ctrl+g")
        assert "no tour to leave" in desk.said


async def test_the_tour_offers_the_example_to_whoever_has_minutes_open(tmp_path: Path) -> None:
    path = minutes_file(tmp_path, "# Notes 2026-03-10\n\n## Topic\n- a\n")
    async with opened(path) as desk:
        await desk.press("j")
        assert not steps(desk)
        desk.screen.action_command("tour")
        await desk.until_seen("open the example", "esc stay here")
        await desk.press("escape")
        assert desk.screen.desk.path == path
        desk.screen.action_command("tour")
        await desk.until(lambda: desk.in_dialog, "asked")
        await desk.press("enter")
        await desk.until_seen("▸ walk")
        assert is_scratch_copy(desk.screen.desk.path)


async def test_the_plain_tour_is_in_words() -> None:
    async with on_the_example(settings=Settings(autosave=False, plain=True), toured=False) as desk:
        await desk.until_seen("Tour, step 1 of 5, walk: ", "down and up go from row to row", "ctrl+g leaves")
        assert "╭" not in desk.text
        await desk.press("down", "down")
        await desk.until_seen("Tour, step 2 of 5, review: ")


async def test_the_tour_names_the_keys_of_the_person() -> None:
    own = Settings(autosave=False, keys={"down": "f9", "leave_tour": "f12"})
    async with on_the_example(settings=own) as desk:
        said = " ".join(desk.text.replace("│", " ").split())
        assert "↑ go from row to row" in said
        assert "f9 and" in said
        assert "f12 leaves the tour" in said
        await desk.press("f12")
        await desk.until(lambda: not steps(desk), "left")
