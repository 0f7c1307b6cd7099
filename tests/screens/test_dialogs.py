"""Every dialog has its keys on its frame, at every size, and Esc leaves it."""

from __future__ import annotations

import pkgutil
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from rich.style import Style
from textual import events
from textual.screen import ModalScreen
from textual.widgets import OptionList

import tui.screens
from tests.support.desk import SIZES, minutes_file, opened
from tui.screens.before_meeting import BeforeMeeting
from tui.screens.check import CheckList
from tui.screens.command_palette import Palette
from tui.screens.consent import ConsentList
from tui.screens.dialog import Dialog, key_lines
from tui.screens.export import ExportScreen
from tui.screens.help import HelpScreen
from tui.screens.next_meeting import NextMeeting
from tui.screens.notes_list import NotesList
from tui.screens.open_meeting import OpenMeeting
from tui.screens.past_meeting import PastMeetingText
from tui.screens.prompt import Choice, Prompt, ReadOut
from tui.screens.publishing_check import ToldList
from tui.screens.queue import QueueDialog
from tui.screens.roll_call import RollCall
from tui.screens.section_history import SectionHistory
from tui.screens.series_actions import SeriesActions
from tui.screens.series_find import SeriesFind
from tui.screens.share import ShareDialog
from tui.screens.theme_list import ThemeList
from tui.screens.versions import VersionList
from tui.screens.vote import VoteByRoll, VoteByScale

WAYS: dict[type[ModalScreen[Any]], tuple[str, ...]] = {
    Palette: ("ctrl+p",),
    RollCall: ("R",),
    QueueDialog: ("Q",),
    HelpScreen: ("?",),
    NotesList: ("N",),
    OpenMeeting: ("ctrl+o",),
    CheckList: ("C",),
    ExportScreen: ("X", "X"),  # first the check, then all the same
    VersionList: ("V",),
    Prompt: ("S",),
    ThemeList: ("c",),
    Choice: ("ctrl+s",),  # of a file that is not UTF-8
}
"""Every dialog, and the keys that open it."""

OF_MORE_THAN_ONE_FILE = {
    *(SeriesFind, SeriesActions, BeforeMeeting, NextMeeting, SectionHistory, PastMeetingText, ShareDialog),
}
"""Dialogs that need a folder of meetings or a repository: tried where those are made."""

OF_WHAT_IS_SENT = {ToldList}
"""Dialogs that come where what is about to be sent may not be meant for all: tried in `test_sending`."""

OF_VOTES = {VoteByRoll, VoteByScale, ReadOut, ConsentList}
"""Dialogs that come amid a vote, an outcome that is read out, or consent: tried where those are."""

LATIN = "# Notes 2026-03-10\n\n## Köln\n- grün\n".encode("latin-1")


def all_dialogs() -> set[type[ModalScreen[Any]]]:
    """Every modal screen of the program."""
    for module in pkgutil.walk_packages(tui.screens.__path__, "tui.screens."):
        import_module(module.name)
    found: set[type[ModalScreen[Any]]] = set()
    waiting = list(ModalScreen.__subclasses__())
    while waiting:
        kind = waiting.pop()
        waiting += kind.__subclasses__()
        if kind.__module__.startswith("tui.") and not kind.__subclasses__():  # others are built upon
            found.add(kind)
    return found


def test_every_dialog_is_tried_here() -> None:
    missing = all_dialogs() - set(WAYS) - OF_MORE_THAN_ONE_FILE - OF_VOTES - OF_WHAT_IS_SENT
    assert not missing, "a new dialog: say in WAYS which keys open it"


@pytest.mark.parametrize("size", SIZES)
async def test_every_dialog_has_its_keys_on_the_frame_and_esc_leaves(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    for name, kinds in (("a.md", [kind for kind in WAYS if kind is not Choice]), ("b.md", [Choice])):
        path = minutes_file(tmp_path, LATIN if name == "b.md" else None, name)
        async with opened(path, size) as desk:
            for kind in kinds:
                for key in WAYS[kind]:
                    await desk.press(key)
                    await desk.until(lambda: desk.in_dialog, f"a dialog after {key}")
                await desk.until(lambda kind=kind: type(desk.app.screen) is kind, kind.__name__)  # type: ignore[misc]
                dialog = desk.app.screen
                if isinstance(dialog, Palette):
                    await desk.until_seen("↑ ↓ choose", "enter do it", "esc back")
                    await desk.press("escape")
                    await desk.until(lambda: not desk.in_dialog, "the palette left")
                    continue
                assert isinstance(dialog, Dialog)
                seen = " ".join(desk.seen(dialog.frame).replace("│", " ").split())
                assert dialog.frame.keys[-1][0] == "esc"
                for key, word in dialog.frame.keys:
                    assert f"{key} {word}" in seen, (kind.__name__, key)
                assert "esc" in desk.seen(dialog.frame).splitlines()[-1]
                await desk.press("escape")
                await desk.until(lambda: not desk.in_dialog, f"{kind.__name__} left")


def test_keys_never_break_and_none_is_left_out() -> None:
    keys = (("enter", "go"), ("f", "repair"), ("esc", "back"))
    assert [line.plain for line in key_lines(keys, 80)] == ["enter go · f repair · esc back"]
    assert [line.plain for line in key_lines(keys, 20)] == ["enter go · f repair", "esc back"]
    assert [line.plain for line in key_lines(keys, 1)] == ["enter go", "f repair", "esc back"]


@pytest.mark.parametrize("size", [(60, 5), (20, 3)])
async def test_keys_do_no_harm_where_a_dialog_has_no_room(tmp_path: Path, size: tuple[int, int]) -> None:
    async with opened(minutes_file(tmp_path), size) as desk:
        for kind in [kind for kind in WAYS if kind is not Choice]:
            for key in WAYS[kind]:
                await desk.press(key)
                await desk.until(lambda: desk.in_dialog, f"a dialog after {key}")
            await desk.until(lambda kind=kind: type(desk.app.screen) is kind, kind.__name__)  # type: ignore[misc]
            await desk.press("pagedown", "pageup", "end", "pageup", "down", "home", "pagedown")
            await desk.press("escape")
            await desk.until(lambda: not desk.in_dialog, f"{kind.__name__} left")
        assert desk.app.is_running


CLOSINGS = (
    ("enter",) * 2,
    ("enter",) * 3,
    ("escape",) * 3,
    ("enter", "escape", "enter"),
    ("down", *("enter",) * 4),
)


@pytest.mark.parametrize("kind", WAYS, ids=lambda kind: kind.__name__)
async def test_closing_more_than_once_in_one_read_closes_once(
    tmp_path: Path, kind: type[ModalScreen[Any]]
) -> None:
    path = minutes_file(tmp_path, LATIN) if kind is Choice else minutes_file(tmp_path)
    async with opened(path) as desk:
        once = kind in (OpenMeeting, Prompt)  # another meeting is opened then, and takes its time
        for closing in CLOSINGS[: 1 if once else None]:
            meeting = desk.screen
            for key in WAYS[kind]:
                await desk.press(key)
                await desk.until(lambda: desk.in_dialog, f"a dialog after {key}")
            await desk.until(lambda: isinstance(desk.app.screen, kind), kind.__name__)
            desk.post(*closing)
            await desk.settle()
            for _ in range(6):
                if desk.in_dialog:
                    await desk.press("escape")
            assert not desk.in_dialog
            assert desk.app.screen_stack[1:] == [desk.screen]
            assert desk.screen is meeting or kind in (OpenMeeting, Prompt)
            await desk.until(lambda: desk.screen.is_complete, "all of the screen")
            desk.screen.show_area(desk.screen.agenda)
            await desk.press("g")  # it is alive


@pytest.mark.parametrize("kind", WAYS, ids=lambda kind: kind.__name__)
async def test_a_click_where_the_window_was_before_it_shrank_does_nothing(
    tmp_path: Path, kind: type[ModalScreen[Any]]
) -> None:
    path = minutes_file(tmp_path, LATIN) if kind is Choice else minutes_file(tmp_path)
    async with opened(path, (60, 20)) as desk:
        for key in WAYS[kind]:
            await desk.press(key)
            await desk.until(lambda: desk.in_dialog, f"a dialog after {key}")
        for event in (events.MouseDown, events.MouseUp, events.Click):
            for screen in (desk.app.screen, desk.screen):
                screen.post_message(event(None, 70, 30, 0, 0, 1, False, False, False, 70, 30))
        await desk.settle()
        assert desk.in_dialog


@pytest.mark.parametrize("kind", [Palette, HelpScreen, NotesList], ids=lambda kind: kind.__name__)
async def test_a_click_on_a_row_that_is_gone_meanwhile_does_nothing(
    tmp_path: Path, kind: type[ModalScreen[Any]]
) -> None:
    async with opened(minutes_file(tmp_path)) as desk:
        for key in WAYS[kind]:
            await desk.press(key)
            await desk.until(lambda: desk.in_dialog, f"a dialog after {key}")
        await desk.until(lambda: isinstance(desk.app.screen, kind), kind.__name__)
        event = events.Click(None, 5, 5, 0, 0, 1, False, False, False, 5, 5, Style(meta={"option": 5_000}))
        desk.app.screen.query_one(OptionList).post_message(event)
        await desk.settle()
        assert desk.in_dialog


async def test_a_dialog_that_is_closed_twice_before_it_is_gone_closes_once(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path)) as desk:
        meeting = desk.screen
        await desk.press("?")
        await desk.until(lambda: desk.in_dialog, "the help")
        dialog = desk.app.screen
        dialog.dismiss()
        dialog.dismiss()
        await desk.settle()
        assert desk.app.screen is meeting


async def test_a_dialog_that_is_closed_before_it_is_there_is_no_error(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path)) as desk:
        desk.app._help()
        desk.app.pop_screen()  # as text that was typed over it does
        await desk.settle()
        assert not desk.in_dialog
        await desk.press("?")
        await desk.until(lambda: desk.in_dialog, "the help")
