"""Letters that are not Latin are said to be no commands, once; where their place is known they are it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.desk import QUIET, minutes_file, opened
from tui.keyboard.layout import Layout

MEETING = "# Sync 2026-03-10\n\n## CLI - Ada Obi\n- First\n\n## UAA - Bo Ek\n- Second\n"


@pytest.mark.parametrize(
    ("key", "said"), [("ф", True), ("λ", True), ("é", False), ("a", False), ("f5", False)]
)
def test_only_letters_of_other_scripts_are_said(key: str, said: bool) -> None:
    layout = Layout({"down": "j,о"})
    assert bool(layout.said(key)) == said
    assert layout.said(key) == ""
    assert layout.said("о") == ""
    assert layout.latin("ф", {"ф": "a"}) == "a"
    assert layout.latin("о", {"о": "j"}) == "о"


async def test_a_letter_that_does_nothing_says_so_and_names_the_setting(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path, MEETING)) as desk:
        await desk.press("о")
        assert "о is no command" in desk.said
        assert "setting keys" in desk.said
        await desk.press("j", "о")
        assert desk.said == ""


async def test_a_letter_whose_place_is_told_is_the_command_there(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path, MEETING)) as desk:
        before = desk.section.name
        desk.app._driver.layout = {"о": "j"}  # type: ignore[union-attr]  # what kitty's protocol tells
        await desk.press("о")
        assert desk.section.name != before
        await desk.press("w")
        await desk.type("фон")
        assert any("фон" in line for line in desk.written)


async def test_a_letter_that_is_a_command_of_one_s_own_is_that(tmp_path: Path) -> None:
    settings = QUIET._replace(keys={"next_team": "ъ"})
    async with opened(minutes_file(tmp_path, MEETING), settings=settings) as desk:
        before = desk.section.name
        await desk.press("ъ")
        assert desk.section.name != before
        assert "is no command" not in desk.said
