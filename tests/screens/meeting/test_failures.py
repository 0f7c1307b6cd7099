"""What went wrong is said with what is safe and what to do, and all of it can be read at every size."""

from __future__ import annotations

import webbrowser
from contextlib import nullcontext
from pathlib import Path

import pytest

from tests.support.desk import SIZES, Desk, minutes_file, opened
from tui.app import PmcApp

MINUTES = "# Notes 2026-03-10\n\n## Topic\n- see [this](https://example.org/a)\n"


def words(desk: Desk) -> str:
    """What the bottom of the screen says, rows joined."""
    return " ".join(desk.seen(desk.screen.status).split())


@pytest.mark.parametrize("size", SIZES)
async def test_a_file_that_is_gone_is_told_to_the_end(tmp_path: Path, size: tuple[int, int]) -> None:
    path = minutes_file(tmp_path, MINUTES)
    async with opened(path, size) as desk:
        path.unlink()
        await desk.until(lambda: desk.kept == "file gone", "gone")
        assert "deleted or moved away. Its text is still in this window" in words(desk)
        assert "bring the file back, or save under another name." in words(desk)
        path.write_text(MINUTES, "utf-8")
        await desk.until(lambda: desk.kept != "file gone", "back")
        assert desk.screen.status.size.height == 1


@pytest.mark.parametrize("size", SIZES)
async def test_a_long_remark_is_told_to_the_end_too(tmp_path: Path, size: tuple[int, int]) -> None:
    async with opened(minutes_file(tmp_path, MINUTES), size) as desk:
        await desk.press("ctrl+t")
        await desk.type("60\n")
        assert desk.said.startswith("Time of the meeting: 60 min, until ")
        assert desk.said in words(desk)
        await desk.press("j")
        assert desk.screen.status.size.height == 1


async def test_without_a_browser_a_link_can_be_copied(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def none(using: str | None = None) -> None:
        raise webbrowser.Error

    monkeypatch.setattr(webbrowser, "get", none)
    async with opened(minutes_file(tmp_path, MINUTES)) as desk:
        await desk.walk_to("Topic")
        await desk.press("enter", "L")
        await desk.until(lambda: "No browser can be started" in desk.said, "said")
        assert "https://example.org/a was not opened. y copies" in words(desk)


@pytest.mark.parametrize(
    ("command", "told"), [("vim 'x", "command cannot be read"), ("/no/such", "cannot be started")]
)
async def test_an_editor_that_cannot_be_started_says_what_to_set(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str, told: str
) -> None:
    monkeypatch.setenv("EDITOR", command)
    monkeypatch.setattr(PmcApp, "suspend", lambda self: nullcontext())
    async with opened(minutes_file(tmp_path, MINUTES)) as desk:
        await desk.press("ctrl+e")
        await desk.until(lambda: told in desk.said, "said")
        assert "Your text is saved; set $EDITOR or the setting editor." in words(desk)


async def test_minutes_that_are_not_utf_8_say_how_they_can_be_written(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path, MINUTES.encode() + b"- gr\xfcn\n")) as desk:
        assert "Nothing is written; ^s offers to make it UTF-8." in words(desk)
        await desk.press("j", "a")
        assert "^s offers to make them UTF-8" in words(desk)
