"""Which theme is worn: by setting, by choice, by what the terminal says; and the list to pick one in."""

from __future__ import annotations

from pathlib import Path

import pytest
from rich.color import Color, ColorType

from tests.support.desk import SIZES, Desk, minutes_file, opened
from tests.support.terminal import PMC_TUI, Terminal
from tui.settings.values import Settings
from tui.state import AppState, load_app_state, save_app_state
from tui.terminal.background import answered_dark, can_be_asked, said_dark
from tui.terminal.parser import BackgroundTold

LIGHT, DARK = "rgb:ffff/ffff/dddd", "rgb:0000/1000/2000"


def colours(desk: Desk) -> set[Color]:
    """The colours of all text on the screen."""
    strips = desk.app.screen._compositor.render_strips()
    styles = [segment.style for strip in strips for segment in strip if segment.style]
    return {style.color for style in styles if style.color is not None}


async def pick(desk: Desk, *keys: str) -> None:
    await desk.press("c")
    await desk.until_seen("pmc-light")
    await desk.press(*keys)


@pytest.mark.parametrize("size", SIZES)
async def test_moving_in_the_list_shows_the_theme_and_enter_keeps_it(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    path = minutes_file(tmp_path)
    async with opened(path, size) as desk:
        await pick(desk)
        before = colours(desk)
        assert desk.text.index("pmc-dark") < desk.text.index("pmc-light")
        await desk.press("down", "down")
        assert desk.app.theme == "pmc-light"
        assert "Runtime PMC Meeting" in desk.rows[0]
        assert not colours(desk) & before
        assert load_app_state()[0].theme is None
        await desk.press("enter")
        assert not desk.in_dialog
        await desk.until(lambda: load_app_state()[0].theme == "pmc-light", "kept")
    async with opened(path) as desk:
        assert desk.app.theme == "pmc-light"
    async with opened(path, settings=Settings(theme="nord")) as desk:
        assert desk.app.theme == "nord"


async def test_escape_puts_the_theme_before_on_again(tmp_path: Path) -> None:
    save_app_state(AppState("pmc-light", {"agenda": 30}))
    async with opened(minutes_file(tmp_path)) as desk:
        await pick(desk, "down", "down", "down")
        assert desk.app.theme not in ("pmc-light", "pmc-dark")
        await desk.press("escape")
        assert desk.app.theme == "pmc-light"
        await pick(desk, "home", "enter")
        assert desk.app.theme == "pmc-dark"
        await desk.until(lambda: load_app_state()[0] == AppState(None, {"agenda": 30}), "kept")


@pytest.mark.parametrize(
    ("variables", "theme"),
    [
        ({}, "pmc-dark"),
        ({"COLORFGBG": "15;0"}, "pmc-dark"),
        ({"COLORFGBG": "0;default;15"}, "pmc-light"),
        ({"COLORFGBG": "default;default"}, "pmc-dark"),
        ({"TERM": "linux", "COLORTERM": ""}, "pmc-ansi"),
        ({"TERM": "xterm", "COLORTERM": "", "COLORFGBG": "0;7"}, "pmc-ansi-light"),
        ({"TERM": "screen-256color", "COLORTERM": ""}, "pmc-dark"),
        ({"NO_COLOR": "1"}, "pmc-ansi"),
    ],
)
async def test_the_theme_fits_what_the_environment_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], theme: str
) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    async with opened(minutes_file(tmp_path)) as desk:
        assert desk.app.theme == theme
        used = {colour.type for colour in colours(desk)}
        if "NO_COLOR" in variables:
            assert used == {ColorType.DEFAULT}
        elif "ansi" in theme:
            assert used == {ColorType.DEFAULT, ColorType.STANDARD}
        else:
            assert used == {ColorType.TRUECOLOR}


async def test_a_theme_picked_with_all_colours_is_not_for_sixteen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save_app_state(AppState("nord"))
    monkeypatch.setenv("COLORTERM", "")
    monkeypatch.setenv("TERM", "linux")
    async with opened(minutes_file(tmp_path)) as desk:
        assert desk.app.theme == "pmc-ansi"


async def test_the_terminal_s_answer_decides_unless_somebody_has(tmp_path: Path) -> None:
    path = minutes_file(tmp_path)
    for theme, settings, worn in (
        (None, Settings(), "pmc-light"),
        ("nord", Settings(), "nord"),
        (None, Settings(theme="pmc-dark"), "pmc-dark"),
        ("no such theme", Settings(), "pmc-light"),
    ):
        save_app_state(AppState(theme))
        async with opened(path, settings=settings) as desk:
            desk.app.post_message(BackgroundTold("nothing known"))
            desk.app.post_message(BackgroundTold(LIGHT))
            await desk.settle()
            assert desk.app.theme == worn
            kept = AppState(theme, dark=False)
            await desk.until(lambda kept=kept: load_app_state()[0] == kept, "kept")  # type: ignore[misc]


def test_what_a_terminal_says_is_understood() -> None:
    assert answered_dark("rgb:1616/1717/1f1f") is True
    assert answered_dark("rgb:ff/ff/f0") is False
    assert answered_dark("rgba:fbfb/fbfb/fdfd/ffff") is False
    assert answered_dark("red") is None
    assert said_dark({"COLORFGBG": "7;8"}) is True
    assert said_dark({"COLORFGBG": "7;99"}) is None
    assert not can_be_asked({"TERM": "linux"})
    assert can_be_asked({"TERM": "tmux-256color"})


def test_a_light_terminal_is_light_from_the_second_start_on(tmp_path: Path) -> None:
    path = minutes_file(tmp_path)
    light = b"48;2;251;251;253"
    for start in range(2):
        with Terminal([PMC_TUI, str(path)], tmp_path, background=LIGHT) as terminal:
            terminal.wait_for("Runtime PMC Meeting 2026-03-10")
            if start:
                assert light in terminal.output
            terminal.wait_until(lambda: light in terminal.output, "the light theme")
            terminal.press("w")
            terminal.wait_for("back to the report")
            assert "rgb" not in terminal.text
            terminal.press("ctrl+q")
            assert terminal.wait_exit() == 0
    assert path.read_bytes() == minutes_file(tmp_path).read_bytes()
