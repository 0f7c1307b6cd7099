"""The pictures of the README, drawn from the real app: `python -m tests.screenshots` (`make screenshots`).

Everything in them is the example meeting in a state made by keys; no time, no path and nothing of this
computer's person gets in, so that a picture changes when the app does, and only then.
"""

from __future__ import annotations

import asyncio
import os
import re
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from unittest.mock import patch

from textual.widgets import Input

from tests import recording
from tests.picture_cells import cells
from tests.support.desk import ROOMY, SMALL, USUAL, VAST, WIDE, Desk, minutes_file, opened
from tests.support.times import Time
from tui.settings.values import PREFIX, Settings

FOLDER: Final = Path(__file__).parent.parent / "screenshots"

SECONDS_A_KEY: Final = 25
"""What the meeting's clock counts for each key."""

_FONTS: Final = re.compile(r"\s*@font-face \{.*?\}(?=\s)", re.DOTALL)
"""Rich's pictures name fonts to be fetched from the net. Ours ask for nothing: a monospace font is there."""

_TEXT: Final = re.compile(
    r'(<text [^>]*?) x="([\d.]+)" y="([\d.]+)" textLength="[\d.]+"([^>]*)>([^<]*)</text>'
)

_AT_WORK: Final = ("n", "space", "j", "space", "j", "j", "space", "]", "space", "]", "]", "space")


_IN_DISCUSSION: Final = ("n", "space", "j", "space", "j", "enter", "j")

_TIMED: Final = ("n", "space", "ctrl+t", *"60", "enter", "]", "]", "T", "3", "enter", "enter", "j")

_CAPTURING: Final = ("]", "enter", "j", "j", "a")

_MINUTED: Final = """
Shall retries be on by default?
!d yes, with a switch
!a shannon, @dcao: say so in the release notes fri
!q who tests it?"""


_CALLED: Final = ("R", "j", "l", "j", "a", "j", "j", "j", "p", "p")

_QUEUED: Final = (
    *(
        "Q",
        *"shan",
        "tab",
        *"retries on slow links",
        "enter",
        *"ted",
        "tab",
        *"snapshots",
        "enter",
        *"usha",
        "enter",
    ),
    *("escape", "n"),
)


@dataclass(frozen=True)
class Scene:
    """What is on a picture: the keys that lead there, and a text typed then."""

    name: str
    size: tuple[int, int]
    theme: str
    """"dark", "light", "ansi" (16 colours), "monochrome" (none) or "plain" (plain mode)."""

    keys: tuple[str, ...]
    typed: str = ""

    @property
    def file_name(self) -> str:
        """The picture's file in `FOLDER`."""
        return f"{self.name}-{self.size[0]}x{self.size[1]}-{self.theme}.svg"


SCENES: Final = (
    *(Scene("meeting", WIDE, theme, _IN_DISCUSSION) for theme in ("dark", "light")),
    *(Scene("meeting", USUAL, theme, _AT_WORK) for theme in ("dark", "light")),
    *(Scene("meeting", SMALL, theme, (*_AT_WORK, "enter", "j")) for theme in ("dark", "light")),
    *(
        Scene("meeting", size, theme, (*_AT_WORK, "enter", "j", "l"))
        for size in (ROOMY, VAST)
        for theme in ("dark", "light")
    ),
    Scene("writing", WIDE, "dark", (*_AT_WORK, "w"), "\nTwo operators would like to try it in April"),
    *(
        Scene("capture", size, "dark", _CAPTURING, "jürgen: publish the apt repo fri")
        for size in (WIDE, SMALL)
    ),
    Scene("notes", WIDE, "dark", (*_CAPTURING, *"jürgen: publish the apt repo fri", "enter", "N", "j")),
    Scene("typed-notes", WIDE, "light", ("n", "n", "n", "w"), _MINUTED),
    *(Scene("presenting", WIDE, theme, (*_AT_WORK, "P", "j")) for theme in ("dark", "light")),
    Scene("presenting", USUAL, "dark", (*_AT_WORK, "P", "w"), "\nTwo operators would like to try it"),
    *(Scene("clock", size, "dark", _TIMED) for size in (WIDE, SMALL)),
    *(Scene("roll-call", size, theme, _CALLED) for size, theme in ((WIDE, "dark"), (SMALL, "light"))),
    *(Scene("queue", size, theme, _QUEUED) for size, theme in ((WIDE, "light"), (SMALL, "dark"))),
    Scene("help", USUAL, "light", ("?",)),
    Scene("meeting", WIDE, "ansi", _IN_DISCUSSION),
    Scene("meeting", USUAL, "monochrome", (*_AT_WORK, "slash", *"release")),
    Scene("meeting", USUAL, "plain", _AT_WORK),
    Scene("reading", USUAL, "plain", _IN_DISCUSSION),
    Scene("themes", USUAL, "dark", ("c", "j")),
)


async def draw(scene: Scene, folder: Path) -> str:
    """The picture as SVG. A copy of the example is made in the folder."""
    theme = scene.theme if scene.theme in ("dark", "light") else "ansi"
    settings = Settings(
        autosave=False,
        theme=f"pmc-{theme}",
        plain=scene.theme == "plain",
        space_walks=False,  # the keys of the scenes go on by themselves
    )
    time = Time()
    colours = {"NO_COLOR": "1"} if scene.theme == "monochrome" else {}
    with patch.dict(os.environ, colours):
        return await _drawn(scene, folder, settings, time)


async def _drawn(scene: Scene, folder: Path, settings: Settings, time: Time) -> str:
    async with opened(minutes_file(folder), scene.size, settings, now=time) as desk:
        await desk.until(lambda: desk.screen.concerns.clock.ready, "the clock")
        desk.screen.editor.cursor_blink = False
        desk.screen.desk.capture.query_one(Input).cursor_blink = False
        for key in scene.keys:
            await desk.press(key)
            time.passes(SECONDS_A_KEY)
            desk.screen.concerns.clock.tick()
        await desk.type(scene.typed)
        await _at_rest(desk)
        svg = desk.app.export_screenshot(title="pmc-tui", simplify=True)
    svg = _TEXT.sub(_by_cells, _FONTS.sub("", svg))
    svg = svg.replace("line-height: 24.4px;", "line-height: 24.4px;\n        font-variant-ligatures: none;")
    return "\n".join(line.rstrip() for line in svg.split("\n"))


def _by_cells(found: re.Match[str]) -> str:
    """A text of Rich's picture as shapes and words that stand in their cells."""
    head, x, y, tail, text = found.groups()
    shapes, words = cells(text, float(x), float(y))
    style = head.removeprefix("<text ")
    path = f'<path {style} d="{shapes}"/>' if shapes else ""
    return path + (f"<g {style}{tail}>{words}</g>" if words else "")


async def _at_rest(desk: Desk) -> None:
    """Nothing is said any more of what the keys did before, and a dialog stands on what is below it now."""
    if not desk.in_dialog and not desk.screen.status.remark.trouble:
        desk.screen.desk.say("")
    desk.app.screen.refresh()
    await desk.settle()


def main() -> int:
    """Draw all pictures anew; those of scenes that are no more are removed."""
    for name in [name for name in os.environ if name.startswith(PREFIX) or name in ("NO_COLOR", "COLORFGBG")]:
        del os.environ[name]
    os.environ |= {"TERM": "xterm-256color", "COLORTERM": "truecolor"}
    FOLDER.mkdir(exist_ok=True)
    names = {scene.file_name for scene in SCENES}
    for path in FOLDER.glob("*.svg"):
        if path.name not in {*names, f"{recording.NAME}.svg"}:
            path.unlink()
    for scene in SCENES:
        with _home() as folder:
            _write(scene.file_name, asyncio.run(draw(scene, folder)))
    with _home() as folder:
        for name, text in asyncio.run(recording.files(folder)).items():
            _write(name, text)
    return 0


@contextmanager
def _home() -> Iterator[Path]:
    """A folder in which nothing is set and nothing remembered."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["PMC_TUI_STATE_DIR"] = f"{folder}/state"
        os.environ["PMC_TUI_CONFIG"] = f"{folder}/settings.toml"
        yield Path(folder)


def _write(name: str, text: str) -> None:
    (FOLDER / name).write_text(text, "utf-8", newline="\n")
    sys.stdout.write(f"screenshots/{name}\n")


if __name__ == "__main__":
    sys.exit(main())
