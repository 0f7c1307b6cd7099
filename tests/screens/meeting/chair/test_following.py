"""Following the chair: their place shows here, nothing is written from here, and one's own way leads back."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from tests.support.desk import QUIET, SMALL, TEN, USUAL, WIDE, Desk, minutes_file, opened, replace_atomically
from tests.support.minutes import meeting_of
from tui.keyboard.commands import COMMANDS, only_looks
from tui.minutes.keeping.chair_position import ChairPosition, ChairPositionFile
from tui.minutes.keeping.storage import StateFolder
from tui.paths import state_dir
from tui.screens.meeting.chair import broadcaster
from tui.screens.meeting.status.facts import LOOKS_ONLY
from tui.state import FileState, load_file_state, save_clock, save_file_state


class Chair:
    """Somebody who walks the meeting, as seen from another process."""

    def __init__(self, path: Path) -> None:
        self.file = ChairPositionFile(StateFolder(state_dir()), path.resolve())

    async def goes(self, desk: Desk, name: str, item: int | None = None, text: str = "") -> None:
        key = next(s.key for s in desk.screen.desk.document.meeting.sections if s.name == name)
        self.file.tell(ChairPosition(key, item, text))
        await desk.settle()


def fact(desk: Desk) -> str:
    return desk.screen.header.facts[-1].text


def seen_at(desk: Desk) -> str:
    """The name of the section that the chair is known to be in."""
    place, meeting = desk.screen.concerns.following.place, desk.screen.desk.document.meeting
    return meeting.sections[meeting.by_key[place.section]].name if place is not None else ""


def everything_in(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("size", [WIDE, USUAL, SMALL])
async def test_the_chair_s_section_shows_here(tmp_path: Path, size: tuple[int, int]) -> None:
    path = minutes_file(tmp_path)
    async with opened(path, size, follows=True) as desk:
        chair = Chair(path)
        await chair.goes(desk, "Diego")
        await desk.until(lambda: desk.section.name == "Diego", "the chair's section")
        assert "following" in desk.rows[0]
        await chair.goes(desk, "Grootfs", 1, "Started on pulling")
        await desk.until(lambda: desk.screen.panes.place.item == 1, "the chair's item")
        assert desk.section.name == "Grootfs"
        assert " f to the chair " in desk.rows[-1]
        assert not desk.screen.editor.region
        assert desk.focus == "panes"
        assert "Will Pragnell" in desk.text


@pytest.mark.parametrize("key", ["f", "escape"])
async def test_one_s_own_way_and_back(tmp_path: Path, key: str) -> None:
    path = minutes_file(tmp_path)
    async with opened(path, follows=True) as desk:
        chair = Chair(path)
        await chair.goes(desk, "CLI")
        await desk.until(lambda: desk.section.name == "CLI", "the chair's section")
        await desk.press("]", "]")
        await desk.until_seen("off the chair's place · f returns")
        await chair.goes(desk, "Diego")
        await desk.until(lambda: seen_at(desk) == "Diego", "the chair is seen to move")
        assert desk.section.name == "Garden Core"
        await desk.press(key)
        assert desk.section.name == "Diego"
        assert "following the chair" in desk.rows[0]


async def test_who_comes_to_the_chair_by_themselves_follows_again(tmp_path: Path) -> None:
    path = minutes_file(tmp_path)
    async with opened(path, follows=True) as desk:
        await Chair(path).goes(desk, "CLI")
        await desk.until(lambda: desk.section.name == "CLI", "the chair's section")
        await desk.press("]")
        assert "off the chair" in desk.rows[0]
        await desk.press("[")
        assert "following the chair" in desk.rows[0]


async def test_that_nobody_walks_is_said(tmp_path: Path) -> None:
    path = minutes_file(tmp_path)
    async with opened(path, follows=True) as desk:
        await desk.until_seen("the chair's window is closed", "Only your own pmc-tui on this computer")
        await desk.press("]", "]")
        assert "the chair's window is closed" in desk.rows[0]
        chair = Chair(path)
        await chair.goes(desk, "Diego")
        await desk.until(lambda: desk.section.name == "Diego", "the chair's section")
        chair.file.withdraw()
        await desk.until(lambda: fact(desk) == "the chair's window is closed", "it is told")
        assert desk.section.name == "Diego"


async def test_edits_arrive_and_a_section_that_was_not_saved_is_waited_for(tmp_path: Path) -> None:
    path = minutes_file(tmp_path)
    async with opened(path, follows=True) as desk:
        more = path.read_bytes() + b"\n## New team\n- just begun\n"
        Chair(path).file.tell(ChairPosition(meeting_of(more, path.name).sections[-1].key))
        await desk.until(lambda: fact(desk) == "the chair is where nothing is saved yet", "it is told")
        replace_atomically(path, more)
        await desk.until(lambda: desk.section.name == "New team", "the chair's section")
        assert "just begun" in desk.text
        assert fact(desk) == "following the chair"


async def test_presenting_follows_too(tmp_path: Path) -> None:
    path = minutes_file(tmp_path)
    async with opened(path, follows=True) as desk:
        await desk.press("P")
        await Chair(path).goes(desk, "Grootfs")
        await desk.until_seen("Will Pragnell · 2 items")
        assert "Diego" not in desk.text


async def test_what_the_chair_has_reviewed_shows(tmp_path: Path) -> None:
    path = minutes_file(tmp_path)
    async with opened(path, follows=True) as desk:
        key = next(s.key for s in desk.screen.desk.document.meeting.sections if s.name == "CLI")
        save_file_state(path, FileState(frozenset({key})))
        Chair(path).file.tell(ChairPosition(key, reviewed=1))
        await desk.until_seen("✓ CLI", "1/")


async def test_the_chair_s_clock_shows_and_is_left_alone(tmp_path: Path) -> None:
    path = minutes_file(tmp_path)
    cli = meeting_of(path.read_bytes(), path.name).sections[-1].key
    began = (TEN.wall - timedelta(minutes=3)).isoformat()
    save_clock(path, {"began": began, "last": began, "running": True, "section": cli, "spent": {}})
    kept = everything_in(state_dir())
    async with opened(path, follows=True) as desk:
        await desk.until_seen("00:03:00", "3:00 here")
        await desk.until(lambda: "The chair's window is closed" in desk.said, "it has looked for the chair")
        await desk.press("]", "n", "t")
        assert desk.said == LOOKS_ONLY
        assert "00:03:00" in desk.rows[0]
    assert everything_in(state_dir()) == kept


async def test_no_key_writes_anything(tmp_path: Path) -> None:
    path = minutes_file(tmp_path)
    save_file_state(path, FileState())
    before, kept = everything_in(path.parent), everything_in(state_dir())
    async with opened(path, settings=QUIET, follows=True) as desk:
        await desk.walk_to("Grootfs")
        await desk.press("enter")
        for command in COMMANDS:
            if command.keys and not only_looks(command):
                desk.screen.desk.say("")
                desk.screen.action_command(command.id)
                await desk.settle()
                assert desk.said == LOOKS_ONLY, command.id
                assert not desk.in_dialog
        await desk.press("N")
        await desk.press("x", "D", "escape")
        await desk.paste("typed into the wrong window")
        assert desk.said == LOOKS_ONLY
        await desk.press("enter", "tab")
        assert desk.focus != "editor"
        await desk.press("ctrl+q")
        await desk.until(lambda: not desk.app.is_running, "the app ends")
    assert everything_in(path.parent) == before
    assert everything_in(state_dir()) == kept


async def test_help_and_palette_say_why_not(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path), follows=True) as desk:
        await desk.press("?")
        await desk.type("record a decision")
        await desk.until_seen("following only looks")
        await desk.press("escape", "ctrl+p")
        await desk.type("decision")
        await desk.until_seen("Not here: following only looks")


async def test_moves_in_a_burst_are_told_as_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[ChairPosition] = []
    tell = ChairPositionFile.tell

    def counted(file: ChairPositionFile, where: ChairPosition) -> bool:
        told.append(where)
        return tell(file, where)

    monkeypatch.setattr(ChairPositionFile, "tell", counted)
    monkeypatch.setattr(broadcaster, "PAUSE", 3600.0)
    async with opened(minutes_file(tmp_path)) as desk:
        await desk.until(lambda: told, "the place at the start")
        for _ in range(12):
            await desk.press("j")
        assert len(told) == 1


async def test_the_newest_place_is_told_in_the_end_and_none_after_leaving(tmp_path: Path) -> None:
    path = minutes_file(tmp_path)
    file = Chair(path).file
    async with opened(path) as desk:
        await desk.press("]", "]", "enter", "j")
        where = desk.screen.panes.place
        await desk.until(lambda: (seen := file.look()) and (seen.section, seen.item) == where, "the place")
        await desk.press("escape", "escape", "space")
        await desk.until(lambda: (seen := file.look()) and seen.reviewed == 1, "the mark")
        assert load_file_state(path)[0].reviewed
        await desk.press("ctrl+q", "ctrl+q")
        await desk.until(lambda: not desk.app.is_running, "the app ends")
    assert not file.path.exists()


async def test_who_is_not_following_is_told_how(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path)) as desk:
        await desk.press("f")
        assert "pmc-tui --follow FILE" in desk.said
