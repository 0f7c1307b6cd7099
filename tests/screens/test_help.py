"""Help: all commands with the keys they have now, what works here first, found by words and by key."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import OptionList

from tests.support.desk import SIZES, SMALL, Desk, minutes_file, opened
from tui.keyboard.commands import COMMANDS
from tui.screens.help import SYNONYMS, HelpScreen
from tui.settings.values import Settings
from tui.themes.own import OWN


def listed(desk: Desk) -> list[str]:
    """The ids of the commands in the list, in order; empty strings for headings."""
    options = desk.app.screen.query_one(OptionList)
    return [options.get_option_at_index(number).id or "" for number in range(options.option_count)]


@pytest.mark.parametrize("size", SIZES)
async def test_help_shows_every_command(tmp_path: Path, size: tuple[int, int]) -> None:
    async with opened(minutes_file(tmp_path), size) as desk:
        await desk.press("?")
        assert isinstance(desk.app.screen, HelpScreen)
        seen = desk.text
        for _ in range(48):
            await desk.press("pagedown")
            seen += desk.text
        words = " ".join(seen.replace("│", " ").split())
        assert [command.id for command in COMMANDS if command.meaning[:24].strip() not in words] == []
        assert sorted(filter(None, listed(desk))) == sorted(command.id for command in COMMANDS)
        await desk.press("escape")
        assert not desk.in_dialog
        assert desk.focus == "agenda"


async def test_help_narrows_and_shows_remapped_keys(tmp_path: Path) -> None:
    settings = Settings(autosave=False, keys={"zoom": "ctrl+k,f4"})
    async with opened(minutes_file(tmp_path), SMALL, settings) as desk:
        await desk.press("f1")
        await desk.type("pane whole")
        assert "^k f4" in desk.text
        assert "Find in" not in desk.text
        await desk.type("[/x]")
        assert "No command is called that" in desk.text
        await desk.press("escape")
        await desk.press("f4")
        assert desk.screen.panes.zoomed
        await desk.press("escape", "plus")
        assert not desk.screen.panes.zoomed


@pytest.mark.parametrize(("typed", "command"), [
    ("]", "next_team"), ("ctrl+e", "external_edit"), ("^e", "external_edit"), ("esc", "back"), ("?", "help"),
    ("right_square_bracket", "next_team"), ("space", "review"), ("gg", "first"), ("g g", "first"),
    ("J", "next_unreviewed"),
])  # fmt: skip
async def test_a_key_is_found_by_typing_it(tmp_path: Path, typed: str, command: str) -> None:
    async with opened(minutes_file(tmp_path), settings=Settings(autosave=False, keymap="vim")) as desk:
        await desk.press("?")
        await desk.type(typed)
        assert listed(desk)[:2] == ["", command]
        assert f"The key {typed}" in desk.text


@pytest.mark.parametrize("plain", [False, True])
async def test_the_symbols_are_explained_where_there_are_any(tmp_path: Path, plain: bool) -> None:
    async with opened(minutes_file(tmp_path), settings=Settings(autosave=False, plain=plain)) as desk:
        await desk.press("?")
        await desk.type("symbols")
        assert ("∅" in desk.text and "nothing reported" in desk.text) is not plain


@pytest.mark.parametrize(("typed", "command"), [
    ("mail", "export"), ("jump", "find"), ("search", "find"), ("speaker", "queue"), ("pdf", "export"),
    ("template", "next_meeting"), ("todo", "action"), ("attendance", "roll_call"),
])  # fmt: skip
async def test_other_words_find_a_command(tmp_path: Path, typed: str, command: str) -> None:
    async with opened(minutes_file(tmp_path)) as desk:
        await desk.press("?")
        await desk.type(typed)
        assert command in listed(desk)


def test_other_words_are_those_of_commands() -> None:
    assert set(SYNONYMS) <= {command.id for command in COMMANDS}


async def test_a_chord_is_looked_up_by_pressing_it_and_enter_runs_what_is_found(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path)) as desk:
        await desk.press("?", "ctrl+d")
        assert listed(desk) == ["", "half_down"]
        await desk.press("enter")
        assert not desk.in_dialog
        assert desk.section.name == "Loggregator", "half a screen down"
        await desk.press("?")
        await desk.type("next team")
        await desk.press("down", "up", "enter")
        assert desk.section.name == "UAA"


async def test_what_works_here_comes_first_and_the_rest_says_why_not(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path)) as desk:
        await desk.press("?")
        assert listed(desk).index("action") < listed(desk).index("undo")
        await desk.type("action done")
        assert "○ Not here" in desk.text
        assert "(choose an action first)" in desk.text
        await desk.press("escape", "a")
        await desk.type("ada: x")
        await desk.press("enter", "escape")
        await desk.press("?")
        assert listed(desk).index("undo") < listed(desk).index("redo")
        await desk.press("escape", "w", "f1")
        assert "● Works here now" in desk.text
        await desk.type("next team")
        assert "keys are text here" in desk.text


async def test_a_click_runs_an_entry(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path)) as desk:
        await desk.press("?")
        await desk.type("]")
        row = next(number for number, text in enumerate(desk.rows) if "To the next team" in text)
        await desk.pilot.click(offset=(desk.rows[row].index("To the next team"), row))
        await desk.settle()
        assert not desk.in_dialog
        assert desk.section.name == "Discussion"  # its first topic


async def test_the_chosen_entry_can_be_read_in_every_theme_of_our_own(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path)) as desk:
        for theme in OWN:
            desk.app.theme = theme.name
            await desk.press("?", "down")
            row = next(number for number, text in enumerate(desk.rows) if "One row down" in text)
            strip = desk.app.screen._compositor.render_strips()[row]
            styles = [piece.style for piece in strip if "row" in piece.text and piece.style is not None]
            assert len(styles) == 1
            text, cursor = styles[0].color, styles[0].bgcolor
            assert text != cursor
            assert cursor is None or cursor.is_default or (text is not None and not text.is_default), (
                theme.name
            )
            await desk.press("escape")
