"""Every command of the table has a handler, and none is an error in any part of the screen."""

from __future__ import annotations

import webbrowser
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.support.desk import QUIET, SMALL, WIDE, Desk, minutes_file, opened
from tui.app import PmcApp
from tui.keyboard.commands import COMMANDS

AREAS = {"agenda": (), "an item": ("enter", "j"), "editor": ("w",), "capture": ("i",)}
LAST = sorted(COMMANDS, key=lambda command: command.id == "quit")
"""All commands, with the one that ends the program behind the others."""


def lent(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Where the screen goes from here on, each time: to an editor, or to the shell of a suspended program."""
    found: list[str] = []

    @contextmanager
    def suspend(app: PmcApp) -> Iterator[None]:
        found.append("external_edit")
        app.app_suspend_signal.publish(app)
        yield
        app.app_resume_signal.publish(app)

    def suspend_process(app: PmcApp) -> None:
        found.append("suspend")
        app.app_suspend_signal.publish(app)
        app.app_resume_signal.publish(app)

    monkeypatch.setattr(PmcApp, "suspend", suspend)
    monkeypatch.setattr(PmcApp, "action_suspend_process", suspend_process)
    return found


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
    settings, left = QUIET._replace(editor="true"), lent(monkeypatch)
    size = SMALL if area in ("editor", "panes") else WIDE
    async with opened(minutes_file(tmp_path), size, settings) as desk:
        handlers = {*desk.screen._handlers, *desk.app._commands}
        assert {command.id for command in COMMANDS} <= handlers
        for command in LAST[:-1]:
            await go_to(desk, AREAS[area])
            meeting = desk.screen
            desk.screen.action_command(command.id)
            await desk.settle()
            if command.id in ("external_edit", "suspend"):
                await desk.until(lambda: left, command.id)
                assert left.pop() == command.id
                await desk.settle()
            assert desk.screen is meeting, command.id
        desk.screen.action_command("of-another-version")
        await desk.settle()
        assert "of-another-version does nothing here" in desk.said
        await go_to(desk, AREAS[area])
        for _ in range(3):  # it may ask before
            if desk.app.is_running:
                desk.screen.action_command(LAST[-1].id)
                await desk.settle()
        await desk.until(lambda: not desk.app.is_running, "the end")
    assert desk.app.return_code == 0
