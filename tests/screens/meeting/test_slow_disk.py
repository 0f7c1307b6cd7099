"""A disk that takes its time: every key is answered meanwhile, and what was to be written is written.

Every call of the file system waits until the test lets it go on, whoever makes it. One on the event loop
is told at once: nothing could be answered while it waits.
"""

from __future__ import annotations

import io
import os
import threading
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from tests.support.desk import PATIENCE, Desk, minutes_file, opened
from tui.paths import state_dir
from tui.state import FileState, load_app_state, load_aside, load_file_state, save_file_state

TEAMS = "## CLI - Ann Lee\n\n- released\n\n## UAA - Bo Ek\n\n- tested\n\n"
MINUTES = f"# Platform 2026-03-10\n\n{TEAMS}## Discussion\n\n- one\n"


class SlowDisk:
    """Calls that write, or open a file of the test, wait while it is `slow`."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, *folders: Path) -> None:
        self._folders = tuple(map(str, folders))
        self._loop_thread = threading.get_ident()
        self._go = threading.Event()
        self._go.set()
        self.waited = 0
        self.on_the_loop: list[str] = []
        for module, name in ((os, "open"), (os, "replace"), (os, "unlink"), (os, "mkdir"), (io, "open")):
            monkeypatch.setattr(module, name, self._slowed(name, getattr(module, name)))

    def _slowed(self, name: str, call: Callable[..., object]) -> Callable[..., object]:
        def slowed(path: object, *arguments: object, **more: object) -> object:
            if str(path).startswith(self._folders) and not self._go.is_set():
                if threading.get_ident() == self._loop_thread:
                    self.on_the_loop.append(f"{name} {path}")
                else:
                    self.waited += 1
                    assert self._go.wait(PATIENCE)
            return call(path, *arguments, **more)

        return slowed

    def stop(self) -> None:
        self._go.clear()

    def go_on(self) -> None:
        self._go.set()


async def reviewed(desk: Desk, _: Path) -> None:
    await desk.press("space")


async def put_aside(desk: Desk, _: Path) -> None:
    await desk.press("a")
    await desk.type("ann: half a line")
    await desk.press("escape")


async def theme(desk: Desk, _: Path) -> None:
    await desk.press("c")
    await desk.until(lambda: desk.in_dialog, "the themes")
    await desk.press("down", "enter")


async def wider(desk: Desk, _: Path) -> None:
    await desk.press("greater_than_sign")


async def exported(desk: Desk, folder: Path) -> None:
    await desk.press("X")
    await desk.until(lambda: desk.in_dialog, "the check or the export")
    if "Export" not in desk.text:
        await desk.press("enter")
    await desk.press("s", "ctrl+u")
    await desk.type(f"{folder}/out.md\n")
    await desk.press("escape", "escape")


async def typed(desk: Desk, _: Path) -> None:
    await desk.press("w")
    await desk.type("a line")
    await desk.press("escape", "ctrl+s")


async def another(desk: Desk, _: Path) -> None:
    await desk.press("ctrl+o")
    await desk.until_seen("2026-02-24")
    await desk.press("down", "enter")


DOES: dict[str, Callable[[Desk, Path], Awaitable[None]]] = {
    "reviewed": reviewed,
    "put aside": put_aside,
    "theme": theme,
    "split": wider,
    "export": exported,
    "save": typed,
}


def as_it_is_kept(what: str, path: Path) -> object:
    """What there is on the disk of a deed afterwards; nothing while it is not written."""
    app, _ = load_app_state()
    kept: dict[str, Callable[[], object]] = {
        "reviewed": lambda: load_file_state(path)[0].reviewed,
        "put aside": lambda: load_aside(path),
        "theme": lambda: app.theme,
        "split": lambda: app.splits,
        "export": (path.parent / "out.md").exists,
        "save": lambda: "a line" in path.read_text("utf-8"),
    }
    return kept[what]()


@pytest.mark.parametrize("what", DOES)
async def test_a_key_is_answered_while_the_disk_takes_its_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    path = minutes_file(tmp_path, MINUTES)
    async with opened(path) as desk:
        await desk.until(lambda: list(state_dir().glob("versions/*/log-*")), "the start is written")
        disk = SlowDisk(monkeypatch, state_dir(), path.parent)
        disk.stop()
        await DOES[what](desk, path.parent)
        await desk.until(lambda: disk.waited, "the disk is asked")
        await desk.press("G")
        assert desk.section.name == "Discussion"
        await desk.press("g")
        assert desk.section.name != "Discussion"
        assert disk.on_the_loop == []
        disk.go_on()
        await desk.until(lambda: as_it_is_kept(what, path), "written")


async def test_another_meeting_opens_without_holding_a_key_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = minutes_file(tmp_path, MINUTES)
    other = path.with_name("2026-02-24.md")
    other.write_text(MINUTES.replace("03-10", "02-24"), "utf-8")
    save_file_state(other, FileState(frozenset({"CLI"}), place="UAA"))
    async with opened(path) as desk:
        await desk.press("ctrl+o")
        await desk.until_seen("Platform 2026-02-24")
        disk = SlowDisk(monkeypatch, state_dir(), path.parent)
        disk.stop()
        await desk.press("down", "enter")
        await desk.until(lambda: disk.waited, "the disk is asked")
        await desk.press("j")
        assert disk.on_the_loop == []
        disk.go_on()
        await desk.until(lambda: desk.screen.desk.path == other and desk.screen.is_complete, "the other")
        await desk.until(lambda: desk.screen.walk.reviews.marks == {"CLI"}, "its marks")


async def test_what_waits_to_be_remembered_is_written_before_the_program_ends(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = minutes_file(tmp_path, MINUTES)
    async with opened(path) as desk:
        disk = SlowDisk(monkeypatch, state_dir())
        disk.stop()
        await desk.press("space")
        await desk.until(lambda: disk.waited, "the disk is asked")
        await desk.press("backspace", "j", "space", "ctrl+q", "ctrl+q")
        assert desk.app.is_running  # it waits for what is not written
        disk.go_on()
        await desk.until(lambda: not desk.app.is_running, "the app ends")
    marks = load_file_state(path)[0].reviewed
    assert len(marks) == 1  # the first was taken back, the second is there
    assert disk.on_the_loop == []


async def test_saving_as_utf_8_holds_no_key_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = minutes_file(tmp_path, MINUTES.encode() + b"- K\xf6ln\n")
    async with opened(path) as desk:
        await desk.press("ctrl+s")
        await desk.until(lambda: desk.in_dialog, "in what to save")
        disk = SlowDisk(monkeypatch, state_dir(), path.parent)
        disk.stop()
        await desk.press("u")
        await desk.until(lambda: disk.waited, "the disk is asked")
        await desk.press("j")
        assert disk.on_the_loop == []
        disk.go_on()
        await desk.until(lambda: "Köln" in path.read_text("utf-8", "replace"), "saved")
        await desk.until(lambda: desk.screen.is_complete and desk.kept.startswith("saved"), "opened anew")
        assert disk.on_the_loop == []
