"""The first paint of the meeting is the last one, until somebody does something."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual._compositor import LayoutUpdate
from textual.screen import Screen

from tests.support.desk import QUIET, SIZES, minutes_file, opened
from tui.app import PmcApp
from tui.screens.meeting.screen import MeetingScreen
from tui.settings.values import Settings


@pytest.fixture
def painted(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The rows of each paint of all of a meeting's screen."""
    frames: list[list[str]] = []
    display = PmcApp._display

    def kept(app: PmcApp, screen: Screen[object], update: object) -> None:
        if isinstance(screen, MeetingScreen) and isinstance(update, LayoutUpdate):
            frames.append(
                [
                    "".join(segment.text for strip in row for segment in strip).rstrip()
                    for row in update.strips
                ]
            )
        display(app, screen, update)  # type: ignore[arg-type] # as it came

    monkeypatch.setattr(PmcApp, "_display", kept)
    return frames


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("settings", [QUIET, Settings(autosave=False, plain=True)], ids=["usual", "plain"])
async def test_the_first_paint_has_everything_in_its_place(
    painted: list[list[str]], tmp_path: Path, size: tuple[int, int], settings: Settings
) -> None:
    async with opened(minutes_file(tmp_path), size, settings) as desk:
        assert painted == [desk.rows]  # and it is not sent again


async def test_all_of_it_is_painted_after_a_dialog(painted: list[list[str]], tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path)) as desk:
        rows = desk.rows
        await desk.press("N")
        assert desk.rows != rows
        painted.clear()
        await desk.press("escape")
        assert painted[-1] == rows == desk.rows


@pytest.mark.parametrize("size", SIZES)
async def test_it_has_the_place_of_the_last_time(
    painted: list[list[str]], tmp_path: Path, size: tuple[int, int]
) -> None:
    path = minutes_file(tmp_path)
    async with opened(path, size) as desk:
        await desk.walk_to("Routing")
        await desk.press("ctrl+q", "ctrl+q")
        await desk.until(lambda: not desk.app.is_running, "the app ends")
    painted.clear()
    async with opened(path, size) as desk:
        assert desk.section.name == "Routing"
        assert "Routing" in "\n".join(painted[0])
        assert painted[0] == desk.rows
