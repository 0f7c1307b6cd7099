"""Help: all commands with the keys they have now, narrowed by typing."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.desk import SIZES, SMALL, minutes_file, opened
from tui.keys import COMMANDS
from tui.screens.help import HelpScreen
from tui.settings import Settings


@pytest.mark.parametrize("size", SIZES)
async def test_help_shows_every_command(tmp_path: Path, size: tuple[int, int]) -> None:
    async with opened(minutes_file(tmp_path), size) as desk:
        await desk.press("?")
        assert isinstance(desk.app.screen, HelpScreen)
        seen = desk.text
        for _ in range(30):
            await desk.press("pagedown")
            seen += desk.text
        words = " ".join(seen.replace("│", " ").split())
        assert [command.id for command in COMMANDS if command.meaning[:24].strip() not in words] == []
        await desk.press("escape")
        assert not desk.in_dialog
        assert desk.focus == "agenda"


async def test_help_narrows_and_shows_remapped_keys(tmp_path: Path) -> None:
    settings = Settings(autosave=False, keys={"zoom": "ctrl+t,f4"})
    async with opened(minutes_file(tmp_path), SMALL, settings) as desk:
        await desk.press("f1")
        await desk.type("pane whole")
        assert "^t f4" in desk.text
        assert "Find in" not in desk.text
        await desk.type("[/x]")
        assert "No command is called that" in desk.text
        await desk.press("escape")
        await desk.press("f4")
        assert desk.screen.panes.zoomed
        await desk.press("escape", "plus")
        assert not desk.screen.panes.zoomed
