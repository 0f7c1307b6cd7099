"""The app around the screens: palette, themes, keys of one's own."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.command import CommandPalette

from tests.support.desk import SIZES, minutes_file, opened
from tui.keys import COMMANDS
from tui.settings import Settings


@pytest.mark.parametrize("size", SIZES)
async def test_the_palette_has_every_command_and_does_it(tmp_path: Path, size: tuple[int, int]) -> None:
    async with opened(minutes_file(tmp_path), size) as desk:
        titles = [known.title.casefold() for known in desk.app.get_system_commands(desk.app.screen)]
        for command in COMMANDS:
            if command.id != "palette":
                assert any(title.startswith(command.label.casefold()) for title in titles), command.id
        await desk.press("ctrl+p")
        assert isinstance(desk.app.screen, CommandPalette)
        await desk.type("next team")
        await desk.until_seen("To the next team's report")
        await desk.press("down", "enter")
        await desk.until(lambda: not desk.in_dialog, "closed")
        await desk.until(lambda: desk.screen.panes.place.section.endswith("CLI"), "done")


async def test_themes_of_all_kinds_draw(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path)) as desk:
        for theme in [*sorted(desk.app.available_themes)[::4], "pmc-dark", "pmc-light"]:
            desk.app.theme = theme
            await desk.settle()
            assert "CLI" in desk.text


async def test_keys_of_one_s_own_replace_the_table_s(tmp_path: Path) -> None:
    settings = Settings(autosave=False, keys={"next_team": "f8", "save": "f9"})
    async with opened(minutes_file(tmp_path), settings=settings) as desk:
        await desk.press("]")
        assert desk.section.name == "Agenda"
        await desk.press("f8")
        assert desk.section.name == "CLI"
        await desk.press("w")
        await desk.type("\nby f9")
        await desk.press("f9")
        await desk.until(lambda: b"by f9" in desk.path.read_bytes(), "saved")
