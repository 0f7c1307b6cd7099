"""Nothing is said by colour alone: without any, cursors, selections, hits and states are still to be seen."""

from __future__ import annotations

import re
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from rich.color import ColorType
from rich.style import Style

from tests.support.desk import USUAL, WIDE, Desk, minutes_file, opened, replace_atomically
from tui.settings.values import Settings


@asynccontextmanager
async def without_colour(
    folder: Path, monkeypatch: pytest.MonkeyPatch, theme: str | None = None
) -> AsyncGenerator[Desk]:
    """The example, open where colours are not wanted."""
    monkeypatch.setenv("NO_COLOR", "1")
    async with opened(minutes_file(folder), WIDE, Settings(autosave=False, theme=theme)) as desk:
        yield desk


def segments(desk: Desk) -> list[tuple[str, Style]]:
    """The texts on the screen with their looks, none of which has a colour."""
    strips = desk.app.screen._compositor.render_strips()
    found = [(text, style or Style()) for strip in strips for text, style, _ in strip]
    colours = {colour.type for _, style in found for colour in (style.color, style.bgcolor) if colour}
    assert colours <= {ColorType.DEFAULT}
    return found


def marked(desk: Desk, attribute: str) -> str:
    """All text that has an attribute."""
    return "".join(text for text, style in segments(desk) if getattr(style, attribute))


@pytest.mark.parametrize("theme", [None, "nord"])
async def test_cursors_and_selections_without_colour(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, theme: str | None
) -> None:
    async with without_colour(tmp_path, monkeypatch, theme) as desk:
        await desk.press("j")
        assert "Announcements" in marked(desk, "reverse")
        assert "Announcements" in marked(desk, "underline")  # the current pane
        await desk.press("enter")
        assert "Announcements" not in marked(desk, "reverse")
        assert marked(desk, "underline").count("Announcements") == 2  # the row of the agenda, too
        assert "▌" in desk.seen(desk.screen.panes)
        await desk.press("slash")
        await desk.type("minutes")
        assert "Minutes" in marked(desk, "reverse")
        await desk.press("shift+home")
        assert "minutes" in marked(desk, "reverse")
        await desk.press("escape", "escape", "w", "shift+home")
        assert "(due 2026-03-24)" in marked(desk, "reverse") or "red nights" in marked(desk, "reverse")
        await desk.press("escape", "N")
        assert "write down" in marked(desk, "underline")
        await desk.press("escape", "ctrl+o")
        await desk.until(lambda: "2026-03-10" in marked(desk, "underline"), "the file with the cursor")


async def test_every_state_has_a_glyph_or_a_word(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with without_colour(tmp_path, monkeypatch) as desk:
        assert "saved" in desk.rows[0]
        await desk.press("]", "space", "g")
        data = desk.path.read_bytes()
        replace_atomically(
            desk.path, data.replace(b"# Runtime", b"# Another").replace(b"Version 9.3", b"Version 9.4")
        )
        await desk.until(lambda: "Another" in desk.rows[0], "taken over")
        agenda = desk.seen(desk.screen.agenda)
        row = {
            name: next(row for row in agenda.split("\n") if name in row)
            for name in ("CLI", "UAA", "Garden Core")
        }
        assert "●" in row["CLI"]  # changed
        assert "∅" in row["UAA"]  # nothing reported
        assert "!" in row["Garden Core"]  # an open action
        await desk.press("]", "[", "[")
        assert "│●• Version" in desk.text.replace("│▌", "│●")
        await desk.press("w")
        await desk.type("\n- more")
        assert "unsaved" in desk.rows[0]
        await desk.press("escape", "V")
        await desk.until_seen("opened")
        await desk.press("end")  # the version it was opened with
        await desk.until(lambda: re.search(r"\d \+ .*Version 9\.3", desk.text), "what would come back")
        assert re.search(r"\d - .*Version 9\.4", desk.text)


async def test_trouble_begins_with_its_sign(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path), USUAL, Settings(autosave=False)) as desk:
        desk.screen.desk.say("gone", trouble=True)
        await desk.settle()
        assert desk.rows[-1].startswith(" ! gone ")
        desk.screen.desk.say("done", done=True)
        await desk.settle()
        assert desk.rows[-1].startswith(" ✓ done ")
