"""Every command of the table has a handler, and none is an error in any part of the screen."""

from __future__ import annotations

import webbrowser
from pathlib import Path

import pytest

from tests.support.desk import QUIET, SMALL, WIDE, Desk, minutes_file, opened
from tui.keyboard.commands import COMMANDS

AREAS = {"agenda": (), "an item": ("enter", "j"), "editor": ("w",), "capture": ("i",)}
LEAVING = frozenset({"quit", "external_edit", "suspend"})
"""What leaves the screen; each has a test of its own."""


async def go_to(desk: Desk, keys: tuple[str, ...]) -> None:
    """Into a part of the screen, from wherever the last command led."""
    for _ in range(3):
        desk.post("escape", "escape")
        await desk.settle()
    desk.screen.show_area(desk.screen.agenda)
    await desk.press("g", *keys)


@pytest.mark.parametrize("area", AREAS)
async def test_no_command_is_an_error_anywhere(
    tmp_path: Path, area: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(webbrowser, "get", lambda using=None: (_ for _ in ()).throw(webbrowser.Error))
    settings = QUIET._replace(editor="true")
    size = SMALL if area in ("editor", "panes") else WIDE
    async with opened(minutes_file(tmp_path), size, settings) as desk:
        handlers = {*desk.screen._handlers, *desk.app._commands}
        assert {command.id for command in COMMANDS} <= handlers
        for command in COMMANDS:
            if command.id in LEAVING:
                continue
            await go_to(desk, AREAS[area])
            meeting = desk.screen
            desk.screen.action_command(command.id)
            await desk.settle()
            assert desk.screen is meeting, command.id
        desk.screen.action_command("of-another-version")
        await desk.settle()
        assert "of-another-version does nothing here" in desk.said
