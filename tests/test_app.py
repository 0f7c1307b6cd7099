"""The app around the screens: palette, themes, keys of one's own."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual import events
from textual.command import CommandPalette

from tests.support.desk import SIZES, minutes_file, opened
from tui.keyboard.commands import COMMANDS, shown
from tui.palette import TableCommands
from tui.settings.values import Settings


@pytest.mark.parametrize("size", SIZES)
async def test_the_palette_has_every_command_and_does_it(tmp_path: Path, size: tuple[int, int]) -> None:
    async with opened(minutes_file(tmp_path), size) as desk:
        offered = {hit.text: str(hit.prompt) async for hit in TableCommands(desk.app.screen).discover()}
        for command in COMMANDS:
            if command.id != "palette":
                keys = shown(desk.screen.desk.keys[command.id], all_keys=True)
                assert offered[command.label].rstrip().endswith(keys or command.label[1:]), command.id
        await desk.press("ctrl+p")
        assert isinstance(desk.app.screen, CommandPalette)
        await desk.type("next team")
        await desk.until_seen("To the next team's report")
        await desk.press("enter")
        await desk.until(lambda: not desk.in_dialog, "closed")
        await desk.until(lambda: desk.section.name == "Discussion", "done")


@pytest.mark.parametrize(
    ("letters", "name"), [("capi", "CAPI"), ("garcore", "Garden Core"), ("malm", "Diego")]
)
async def test_the_palette_leads_to_sections_and_people(tmp_path: Path, letters: str, name: str) -> None:
    async with opened(minutes_file(tmp_path)) as desk:
        await desk.press("ctrl+p")
        await desk.type(letters)
        await desk.until_seen("Go to this section")
        await desk.press("enter")
        await desk.until(lambda: not desk.in_dialog, "it is gone to")
        assert desk.section.name == name


async def test_the_palette_says_why_a_command_does_nothing_here(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path)) as desk:
        hits = [hit async for hit in TableCommands(desk.app.screen).discover()]
        reasons = {hit.text: hit.help or "" for hit in hits}
        assert reasons["done"].startswith("Not here: choose an action first.")
        assert not reasons["action"].startswith("Not here")
        why = [bool(hit.help and hit.help.startswith("Not here")) for hit in hits]
        assert why == sorted(why), "what does nothing here comes last"
        await desk.press("ctrl+p")
        await desk.type("^s")
        await desk.until_seen("Save now")


async def test_vim_s_colon_knows_w_and_q(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path), settings=Settings(autosave=False, keymap="vim")) as desk:
        await desk.press("w")
        await desk.type("by colon w")
        await desk.press("escape", "colon")
        await desk.type("w")
        await desk.until_seen("Save now")
        await desk.press("enter")
        await desk.until(lambda: b"by colon w" in desk.path.read_bytes(), "saved")


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
        await desk.press("f8", "f8", "f8")
        assert desk.section.name == "CLI"
        await desk.press("w")
        await desk.type("\nby f9")
        await desk.press("f9")
        await desk.until(lambda: b"by f9" in desk.path.read_bytes(), "saved")


async def test_with_the_focus_back_the_file_is_looked_at(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path)) as desk:
        await desk.press("w")
        desk.screen.concerns.watching.stop()  # as where the system does not tell of changes
        desk.app.post_message(events.AppBlur())
        await desk.settle()
        desk.path.write_bytes(desk.path.read_bytes().replace(b"# Runtime PMC", b"# Renamed PMC"))
        desk.app.post_message(events.AppFocus())
        await desk.until_seen("Renamed PMC Meeting")
        assert desk.focus == "editor"


async def test_ctrl_z_suspends_only_where_there_is_a_shell_and_undoes_in_the_editor(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path)) as desk:
        before = desk.written
        await desk.press("w")
        await desk.type("typed")
        await desk.press("ctrl+z", "ctrl+z")  # the word, then the item begun for it
        assert desk.written == before
        await desk.type(" kept")
        await desk.press("escape", "ctrl+z")
        await desk.until(lambda: "nothing was suspended" in desk.said, "said")
        assert b" kept" in desk.path.read_bytes(), "saved first, also without autosave"
