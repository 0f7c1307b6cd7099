"""Text can be read: 4.5:1 or more (WCAG 2.2, 1.4.3) for all that our own themes draw.

What is under a dialog is inactive, and dimmed on purpose.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
from rich.color import Color as RichColor
from rich.style import Style
from textual.color import Color
from textual.command import CommandPalette
from textual.theme import Theme

from tests.support.desk import USUAL, Desk, minutes_file, opened, replace_atomically
from tui.screens.dialog import Dialog
from tui.settings.values import Settings
from tui.themes.own import ANSI_DARK, ANSI_LIGHT, DARK, LIGHT
from widgets.styles import LOOKS, SIXTEEN

ENOUGH: Final = 4.5

DECORATION: Final = frozenset({"border", "border-current"})
"""Roles of lines that say nothing which is not also said by a title."""

_LINES: Final = re.compile(r"[\s─-╿▀-▟]*")  # frames and bars

PALETTES: Final = {
    "VGA": "000000 aa0000 00aa00 aa5500 0000aa aa00aa 00aaaa aaaaaa"
    " 555555 ff5555 55ff55 ffff55 5555ff ff55ff 55ffff ffffff",
    "xterm": "000000 cd0000 00cd00 cdcd00 0000ee cd00cd 00cdcd e5e5e5"
    " 7f7f7f ff0000 00ff00 ffff00 5c5cff ff00ff 00ffff ffffff",
}
"""The 16 colours of the Linux console and of xterm."""

PLACES: Final[dict[str, tuple[str, ...]]] = {
    "reading": ("]", "enter", "j"),
    "agenda": ("space", "j", "j"),
    "hits": ("slash", *"the"),
    "writing": ("w", "shift+up", "shift+left"),
    "capture": ("]", "enter", "a", *"ada: x fri"),
    "an empty capture": ("]", "enter", "d"),
    "help": ("?",),
    "notes": ("N", "j"),
    "folder": ("ctrl+o",),
    "check": ("C",),
    "versions": ("V",),
    "theme": ("c",),
    "save elsewhere": ("S", "shift+home"),
    "presenting": ("]", "P", "j"),
    "queue": ("Q",),
    "roll call": ("R", "j"),
    "palette": ("ctrl+p", *"save"),
}
"""Screens and the keys that lead there."""

LATE: Final = {"versions": "opened", "palette": "Save now", "check": "to look at"}
"""Places that come a moment after their keys, and what is seen there."""


def luminance(color: Color) -> float:
    """The relative luminance of WCAG 2.2."""
    parts = [part / 255 for part in color.rgb]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: Color, other: Color) -> float:
    """The contrast ratio of WCAG 2.2, from 1 to 21."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def too_faint(desk: Desk) -> Iterator[tuple[str, float]]:
    """What is on the screen, or in the dialog over it, and cannot be read well, with its contrast."""
    screen = desk.app.screen
    area = screen.region
    if isinstance(screen, Dialog):
        area = screen.frame.region
    elif isinstance(screen, CommandPalette):
        area = screen.query_one("#--container").region
    strips = screen._compositor.render_strips()[area.y : area.bottom]
    for strip in strips:
        for text, style, _ in strip.crop(area.x, area.right):
            if _LINES.fullmatch(text) or style is None:
                continue
            ratio = contrast(*seen_colours(style))
            if ratio < ENOUGH:
                yield text.strip(), round(ratio, 2)


def seen_colours(style: Style) -> tuple[Color, Color]:
    """Text and background as they are seen."""
    assert style.color is not None
    assert style.bgcolor is not None
    colours = [of_rich(style.color), of_rich(style.bgcolor)]
    return (colours[1], colours[0]) if style.reverse else (colours[0], colours[1])


def of_rich(color: RichColor) -> Color:
    return Color(*color.get_truecolor())


def test_contrast_is_that_of_wcag() -> None:
    assert contrast(Color(0, 0, 0), Color(255, 255, 255)) == pytest.approx(21)
    assert contrast(Color(119, 119, 119), Color(255, 255, 255)) == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=lambda theme: theme.name)
def test_every_role_can_be_read_on_every_background(theme: Theme) -> None:
    colours = theme.to_color_system().generate() | theme.variables
    for role, look in LOOKS.items():  # lists draw them on the row of their cursor, too
        if not look.color or role in DECORATION:
            continue
        own = (
            (look.background,)
            if look.background
            else ("background", "surface", "panel", "block-cursor-background")
        )
        for ground in own:
            ratio = contrast(Color.parse(colours[look.color]), Color.parse(colours[ground]))
            assert ratio >= ENOUGH, f"{role} on {ground}: {ratio:.2f}"


@pytest.mark.parametrize("palette", PALETTES)
@pytest.mark.parametrize("theme", [ANSI_DARK, ANSI_LIGHT], ids=lambda theme: theme.name)
def test_sixteen_colours_can_be_read_with_common_palettes(theme: Theme, palette: str) -> None:
    colours = [Color.parse(f"#{colour}") for colour in PALETTES[palette].split()]
    ground = colours[0] if theme.dark else colours[15]
    variables = theme.to_color_system().generate() | theme.variables
    for role, look in (LOOKS | SIXTEEN).items():
        number = Color.parse(variables[look.color or "foreground"]).ansi
        assert number is not None
        if number >= 0:  # else the terminal's own foreground
            ratio = contrast(colours[number], ground)
            assert ratio >= ENOUGH, f"{role}: {ratio:.2f}"


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("theme", ["pmc-dark", "pmc-light"])
async def test_all_on_the_screen_can_be_read(tmp_path: Path, theme: str, place: str) -> None:
    path = minutes_file(tmp_path)
    async with opened(path, USUAL, Settings(autosave=False, theme=theme)) as desk:
        if place in ("reading", "agenda"):
            replace_atomically(path, path.read_bytes().replace(b"# Runtime", b"# Another"))
            await desk.until(lambda: "Another" in desk.rows[0], "taken over")
        await desk.press(*PLACES[place])
        if place in LATE:
            await desk.until_seen(LATE[place])
        assert not list(too_faint(desk))
