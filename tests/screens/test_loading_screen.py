"""The first moment: the text of the file as it stands, and keys that come before there is a meeting."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual import events

from tests.support.desk import QUIET, Desk, acting, minutes_file
from tui.app import PmcApp
from tui.minutes.keeping.live_file import LiveFile
from tui.minutes.keeping.storage import StateFolder
from tui.paths import state_dir
from tui.screens.loading_screen import LoadingScreen

MEETING = (
    "# Sync\n\n## Discussion\n- [x] \x1b[31mred\x07 [/x] $text\u202e\n\t- tab\n\n## CLI - Ada Obi\n- one\n"
)


OPEN = PmcApp.on_ready


@pytest.fixture(autouse=True)
def curtain_held(monkeypatch: pytest.MonkeyPatch) -> None:
    """The curtain stays until a test opens the meeting."""
    monkeypatch.setattr(PmcApp, "on_ready", lambda _: None)


def app_on(path: Path) -> PmcApp:
    return PmcApp(LiveFile.open(path, StateFolder(state_dir())), QUIET)


async def test_the_first_paint_is_the_text_as_it_stands_and_inert(tmp_path: Path) -> None:
    app = app_on(minutes_file(tmp_path, MEETING))
    async with app.run_test(size=(60, 20)) as pilot:
        desk = Desk(app, pilot, Path())
        assert isinstance(app.screen, LoadingScreen)
        assert desk.rows[0] == " 2026-03-10.md"
        assert desk.rows[1:4] == ["  # Sync", "", "  ## Discussion"]
        assert "[x]" in desk.rows[4]
        assert "[/x] $text" in desk.rows[4]
        assert desk.rows[5] == "      - tab"
        assert not acting(desk.text)


async def test_keys_typed_before_the_meeting_is_there_are_for_it_in_their_order(tmp_path: Path) -> None:
    path = minutes_file(tmp_path, MEETING)
    app = app_on(path)
    async with app.run_test(size=(120, 40)) as pilot:
        desk = Desk(app, pilot, path)
        for key in ("w", "ctrl+end", "enter"):
            desk._send(key)
        await pilot.pause()
        app.post_message(events.Paste("said early"))
        await pilot.pause()
        OPEN(app)
        await desk.until(lambda: app.meeting_screen is not None and desk.screen.is_complete, "the meeting")
        await desk.until(lambda: desk.written[-1] == "\t- said early", "the words")
