"""The app on a file, without a terminal: press keys, look at the screen, wait for what shall come.

Waiting is for a condition, bounded by a deadline; there is nothing to sleep for. Where a test says that
nothing happens, `settle` has let every widget work off what it was sent.
"""

from __future__ import annotations

import asyncio
import time
import unicodedata
from collections.abc import AsyncGenerator, Callable, Iterable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from textual import events
from textual.keys import REPLACED_KEYS, _character_to_key, _get_unicode_name_from_key
from textual.pilot import Pilot
from textual.widget import Widget

from tests.support.off_the_loop import files_on_the_loop
from tui.app import PmcApp
from tui.minutes.keeping.live_file import LiveFile
from tui.minutes.model import Section
from tui.minutes.running.clock import Moment, Now
from tui.minutes.text.escape import BIDI_CONTROLS
from tui.paths import example_file
from tui.screens.meeting.screen import MeetingScreen
from tui.settings.values import Settings
from tui.start import state_folder

PATIENCE: Final = 20.0
"""Seconds after which a wait has failed. Only failures take that long."""

WIDE, USUAL, SMALL = (120, 40), (80, 24), (60, 20)
ROOMY, VAST = (160, 50), (220, 60)
SIZES: Final = (WIDE, USUAL, SMALL)
"""Columns and rows that every part of the screen is tried at."""

QUIET: Final = Settings(autosave=False)
"""Settings under which nothing is written that the test does not ask for."""

PROMPT: Final = Settings(autosave_after=0.01)
"""Settings under which autosave comes at once."""

Mouse = type[events.MouseDown | events.MouseMove | events.MouseUp | events.MouseScrollDown]
"""What a terminal tells of a mouse."""

TEN: Final = Moment(1000.0, datetime(2026, 3, 10, 10, tzinfo=UTC))
"""What a test's clock shows: ten o'clock on the day of the example."""

_POLL: Final = 0.005  # seconds between two looks at a condition


class Desk:
    """One running app, and the person at it."""

    def __init__(self, app: PmcApp, pilot: Pilot[None], path: Path) -> None:
        self.app = app
        self.pilot = pilot
        self.path = path

    @property
    def screen(self) -> MeetingScreen:
        """The meeting, below any dialog."""
        assert self.app.meeting_screen is not None
        return self.app.meeting_screen

    @property
    def rows(self) -> list[str]:
        """What is on the screen, row by row, without trailing blanks."""
        strips = self.app.screen._compositor.render_strips()
        return ["".join(segment.text for segment in strip).rstrip() for strip in strips]

    @property
    def text(self) -> str:
        """What is on the screen."""
        return "\n".join(self.rows)

    def seen(self, widget: Widget) -> str:
        """What is on the screen where a widget is."""
        region = widget.region
        strips = self.app.screen._compositor.render_strips()
        rows = (strip.crop(region.x, region.right) for strip in strips[region.y : region.bottom])
        return "\n".join(row.text.rstrip() for row in rows)

    @property
    def said(self) -> str:
        """The remark in the bottom line."""
        return self.screen.status.remark.text

    @property
    def kept(self) -> str:
        """What the header says about the file."""
        return self.screen.concerns.autosave.fact()[0]

    @property
    def section(self) -> Section:
        """The section the meeting is at; the agenda and the panes agree on the row."""
        section = self.screen.panes.current_section
        assert section is not None
        assert self.screen.agenda.selected == self.screen.desk.row
        return section

    @property
    def in_dialog(self) -> bool:
        """True while a dialog stands over the meeting."""
        return not isinstance(self.app.screen, MeetingScreen)

    @property
    def focus(self) -> str:
        """The id of the widget in focus."""
        return (self.app.focused and self.app.focused.id) or ""

    @property
    def written(self) -> list[str]:
        """The lines in the editor, as the file has them."""
        return self.screen.editor.lines

    async def press(self, *keys: str) -> None:
        """Press keys, and let the app work them off."""
        for key in keys:
            self._send(key)
            await self.settle()

    def post(self, *keys: str) -> None:
        """Press keys at once, none of them worked off yet."""
        for key in keys:
            self._send(key)

    async def type(self, text: str) -> None:
        """Type a text, as fast as a keyboard can."""
        for character in text:
            self._send({"\n": "enter", "\t": "tab"}.get(character, character))
        await self.settle()

    async def paste(self, text: str) -> None:
        """Paste a text."""
        self.app.post_message(events.Paste(text))
        await self.settle()

    async def mouse(self, kind: Mouse, x: int, y: int, button: int = 1) -> None:
        """Send what a terminal says of the mouse, at a cell of the screen."""
        event = kind(None, x, y, 0, 0, button, False, False, False, x, y)
        event.set_sender(self.app)
        assert self.app._driver is not None
        self.app._driver.send_message(event)
        await self.settle()

    async def drag(self, *way: tuple[int, int]) -> None:
        """Press the left button at the first cell, go over the others, and release it at the last."""
        await self.mouse(events.MouseDown, *way[0])
        for cell in way[1:]:
            await self.mouse(events.MouseMove, *cell)
        await self.mouse(events.MouseUp, *way[-1])

    async def click(self, x: int, y: int, times: int = 1) -> None:
        """Click with the left button on a cell of the screen; two times in a row are a double click."""
        for _ in range(times):
            await self.drag((x, y))

    async def walk_to(self, name: str) -> Section:
        """Go to a section as a reader does: to the top of the agenda, then down row by row."""
        self.screen.show_area(self.screen.agenda)
        await self.press("g")
        while self.section.name != name:
            before = self.screen.agenda.selected
            await self.press("j")
            assert self.screen.agenda.selected != before, f"no row {name}"
        return self.section

    async def settle(self) -> None:
        """Let every widget work off its messages, until there are none."""
        quiet, deadline = 0, time.monotonic() + PATIENCE
        while quiet < 2 and self.app.is_running:
            assert time.monotonic() < deadline, f"no rest in {PATIENCE} s; the screen is:\n{self.text}"
            await self.pilot.pause(0)
            if self.app._exception is not None:
                raise self.app._exception
            nodes = (self.app, *self.app.screen.walk_children(with_self=True))
            quiet = 0 if any(node.message_queue_size for node in nodes) else quiet + 1

    async def until(self, true: Callable[[], object], what: str) -> None:
        """Wait until something is true. Raises AssertionError, with the screen, when patience is over."""
        deadline = time.monotonic() + PATIENCE
        while not true():
            assert time.monotonic() < deadline, f"not in {PATIENCE} s: {what}; the screen is:\n{self.text}"
            await asyncio.sleep(_POLL)
            await self.settle()

    async def until_seen(self, *texts: str) -> None:
        """Wait until all of the texts are on the screen."""
        await self.until(lambda: all(text in self.text for text in texts), f"{texts} on the screen")

    async def open_export(self) -> None:
        """Open the export desk, past what is to be looked at."""
        await self.press("X")
        await self.until(lambda: self.in_dialog, "something to look at")
        if "Export" not in self.text:
            await self.press("X")
        await self.until_seen("Export: Markdown")

    async def save(self) -> None:
        """Save with the key for it, and wait until it is said."""
        await self.press("ctrl+s")
        await self.until(
            lambda: self.screen.is_complete and not self.screen.concerns.autosave.unsaved and self.said,
            "saved",
        )

    def _send(self, key: str) -> None:
        name = _character_to_key(key) if len(key) == 1 and not key.isalnum() else key
        original = REPLACED_KEYS.get(name, name)
        try:
            character: str | None = unicodedata.lookup(_get_unicode_name_from_key(original))
        except KeyError:
            character = key if len(key) == 1 else None
        event = events.Key(name, key if len(key) == 1 else character)
        event.set_sender(self.app)
        assert self.app._driver is not None
        self.app._driver.send_message(event)


@asynccontextmanager
async def opened(
    path: Path,
    size: tuple[int, int] = WIDE,
    settings: Settings = QUIET,
    greeting: str = "",
    now: Now | None = None,
    *,
    follows: bool = False,
) -> AsyncGenerator[Desk]:
    """The app with a file open, as the command opens it; nothing is left running after it.

    Its clock stands still, unless the test has a `now` of its own. It works on no file on the event loop.
    """
    live = LiveFile.open(path, None if follows else state_folder(settings))
    app = PmcApp(live, settings, greeting, now or (lambda: TEN), follows=follows)
    with files_on_the_loop() as found:
        async with app.run_test(size=size) as pilot:
            desk = Desk(app, pilot, path)
            await desk.settle()
            await desk.until(
                lambda: app.meeting_screen is not None and desk.screen.is_complete, "all of the screen"
            )
            yield desk
    assert not found, found


def acting(text: str) -> set[str]:
    """The characters of a screen's text that a terminal would act on, or that reorder what stands there."""
    reordering = set(BIDI_CONTROLS) | {"\u2028", "\u2029", "\ufeff"}
    return {c for c in text if (unicodedata.category(c) == "Cc" and c != "\n") or c in reordering}


def minutes_file(folder: Path, content: str | bytes | None = None, name: str = "2026-03-10.md") -> Path:
    """A minutes file in a folder of its own, every byte as given; by default the example."""
    path = folder / "minutes" / name
    path.parent.mkdir(exist_ok=True)
    data = example_file().read_bytes() if content is None else content
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def replace_atomically(path: Path, data: bytes) -> None:
    """Save as many editors do: another file, then a rename over the old one."""
    other = path.with_name(path.name + ".other")
    other.write_bytes(data)
    other.replace(path)


def changed_lines(before: bytes, after: bytes) -> tuple[list[bytes], list[bytes]]:
    """Lines that went and lines that came, between what both texts have at their start and end."""
    old, new = before.split(b"\n"), after.split(b"\n")
    start = _alike(zip(old, new, strict=False))
    old, new = old[start:], new[start:]
    end = _alike(zip(reversed(old), reversed(new), strict=False))
    return old[: len(old) - end], new[: len(new) - end]


def _alike(pairs: Iterable[tuple[bytes, bytes]]) -> int:
    count = 0
    for one, other in pairs:
        if one != other:
            break
        count += 1
    return count
