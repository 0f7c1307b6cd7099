"""Copying by key: what is copied, and what is said of it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.support.desk import Desk, minutes_file, opened
from tests.terminal.test_clipboard import REFUSES, TAKES, programs
from tui.screens.help import HelpScreen

TEXT = """# Sync 2026-03-10

## Discussion
- said

## Teams

### CLI - Ada Obi
- Released 6.21
   - with **bold** [link](https://x.example/)

     and more
   - [ ] **ACTION:** Ada Obi: ship it (due 2026-03-12)
- odd \x1b[31m\u202eend

### UAA
#### Inner
* deep

"""


@pytest.fixture
def taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The text that an xclip of ours was given."""
    path = programs(tmp_path / "bin", TAKES, "xclip")
    monkeypatch.setenv("PATH", f"{path}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("DISPLAY", ":0")
    return path / "xclip.text"


async def copied(desk: Desk, *keys: str) -> str:
    """Press keys that copy, wait until it is said, and return what is in the clipboard."""
    desk.screen.desk.say("")
    await desk.press(*keys)
    await desk.until(lambda: desk.said, "it is said")
    return desk.app.clipboard


async def test_the_item_or_note_is_copied_as_its_markdown(tmp_path: Path, taken: Path) -> None:
    async with opened(minutes_file(tmp_path, TEXT)) as desk:
        await desk.walk_to("CLI")
        await desk.press("enter")
        item = "- Released 6.21\n   - with **bold** [link](https://x.example/)\n\n     and more\n"
        note = "- [ ] **ACTION:** Ada Obi: ship it (due 2026-03-12)"
        assert await copied(desk, "y") == f"{item}   {note}"
        assert taken.read_text("utf-8") == f"{item}   {note}"
        assert desk.said == "Copied 5 lines with xclip."
        await desk.press("j")
        assert await copied(desk, "y") == "- with **bold** [link](https://x.example/)\n\n  and more"
        while desk.screen.panes.current_item is None or desk.screen.panes.current_item.note is None:
            await desk.press("j")
        assert await copied(desk, "y") == note
        assert desk.said == f"Copied {len(note)} characters with xclip."
        assert desk.path.read_text("utf-8") == TEXT


async def test_in_the_agenda_it_is_the_section_with_what_is_under_it(tmp_path: Path, taken: Path) -> None:
    async with opened(minutes_file(tmp_path, TEXT)) as desk:
        await desk.walk_to("UAA")
        assert await copied(desk, "y") == "### UAA\n#### Inner\n* deep"
        await desk.walk_to("CLI")
        await desk.press("enter", "j")
        section = await copied(desk, "Y")
        assert section == TEXT[TEXT.index("### CLI") : TEXT.index("\n\n### UAA")]
        assert taken.read_text("utf-8").endswith("- odd ␛[31m⇄end")


async def test_what_is_typed_is_copied_too(tmp_path: Path, taken: Path) -> None:
    async with opened(minutes_file(tmp_path, TEXT)) as desk:
        await desk.press("w", "end")
        await desk.type(" and heard")
        await desk.press("escape", "escape")
        await desk.walk_to("Discussion")
        assert await copied(desk, "y") == "## Discussion\n- said and heard"


async def test_what_is_copied_is_what_the_cursor_was_on_when_the_key_came(
    tmp_path: Path, taken: Path
) -> None:
    async with opened(minutes_file(tmp_path, TEXT)) as desk:
        await desk.walk_to("CLI")
        await desk.press("enter", "j")
        item = desk.screen.panes.current_item
        assert item is not None
        desk.screen.desk.say("")
        desk.post("y", "j")
        await desk.until(lambda: desk.said, "it is said")
        assert desk.app.clipboard.startswith(f"- {item.text[:12]}")
        assert desk.screen.panes.current_item != item


async def test_without_a_program_it_is_the_terminal_s_turn(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path, TEXT)) as desk:
        await copied(desk, "y")
        assert desk.said.startswith("Sent ")
        assert "OSC 52" in desk.said


async def test_a_program_that_fails_is_told_of(tmp_path: Path, taken: Path) -> None:
    programs(taken.parent, REFUSES, "xclip")
    async with opened(minutes_file(tmp_path, TEXT)) as desk:
        await copied(desk, "y")
        assert desk.said.startswith("xclip failed: Error: ␛[31mno display. Sent ")


async def test_the_editor_copies_and_cuts_in_the_characters_of_the_file(tmp_path: Path, taken: Path) -> None:
    path = minutes_file(tmp_path, "# S\n\n## Discussion\n- a\x0cb\n")
    async with opened(path) as desk:
        await desk.press("w", "shift+home")
        assert await copied(desk, "ctrl+c") == "- a\x0cb"
        assert taken.read_text("utf-8") == "- a␌b"
        await copied(desk, "ctrl+x")
        await desk.press("ctrl+v")
        await desk.save()
        assert path.read_bytes() == b"# S\n\n## Discussion\n- a\x0cb\n"


async def test_what_is_copied_while_a_dialog_opens_is_said_below_it(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path, TEXT)) as desk:
        desk.app.push_screen(HelpScreen(desk.app.keys, desk.screen.hinting.here()))
        assert desk.in_dialog
        desk.app.say_copied("It is copied.", trouble=False)
        assert desk.said == "It is copied."
        await desk.until_seen("esc close")
        desk.app.say_copied("It is copied again.", trouble=False)
        await desk.until_seen("It is copied again.")


async def test_what_is_hidden_is_not_copied(tmp_path: Path, taken: Path) -> None:
    text = "# Sync 2026-03-10\n\n## Talk\n- kept <!-- Zyxomma -->\n  <!-- Zyxomma -->\n- !p Zyxomma\n- more\n"
    async with opened(minutes_file(tmp_path, text)) as desk:
        await desk.walk_to("Talk")
        assert await copied(desk, "Y") == "## Talk\n- kept\n- more"
