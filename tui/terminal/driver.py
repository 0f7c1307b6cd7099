"""The two directions of a terminal: what it sends is read whole, and nothing waits for it to read.

It is asked for its background after the first paint; the answer never reaches the keys, whenever it comes.
Everything is written to the terminal itself, also where the error stream is a file.
"""

from __future__ import annotations

import os
import select
import selectors
import sys
import termios
import time
from collections.abc import Iterable, Mapping
from contextlib import suppress
from threading import Event
from typing import TYPE_CHECKING, Any, Final

from textual import events
from textual.app import App
from textual.drivers.linux_driver import LinuxDriver
from textual.geometry import Size
from textual.message import Message

from tui.debug_log import log
from tui.minutes.text.escape import escape_controls
from tui.minutes.text.patterns import LazyPattern
from tui.terminal.background import QUESTION
from tui.terminal.charset import Decoder, charset_of, encoder, locale_of
from tui.terminal.output import TerminalOutput
from tui.terminal.parser import ESCAPE_DELAY, BackgroundTold, InputParser, SizeTold
from tui.terminal.picture import Picture
from tui.terminal.private_textual import tell_exception
from tui.terminal.sequences import delay_of

_CHUNK: Final = 4096

_LEAVING: Final = 0.2
"""Seconds that leaving waits for an answer still on its way, so that it is not typed into the shell."""

ALTERNATE_KEYS: Final = "\x1b[=4;2u"
"""Kitty's protocol: tell also which key it is in a Latin layout. Said once Textual has asked for the rest."""

SHOW_CURSOR: Final = "\x1b[?25h"

SCREEN_AGAIN: Final = "\x1b[?1049h\x1b[?25l\x1b[?1004h"
"""The other screen, no cursor, word of the focus: as at the start."""

KEEP_TITLE: Final = "\x1b[22;2t"
TITLE_BACK: Final = "\x1b[23;2t"
"""xterm's stack of window titles, which others have, too: the shell's title is put aside, and put back."""

_LONGEST_TITLE: Final = 120  # characters

_PICTURE: Final = LazyPattern(r"\x1b\[\d+;\d+H")
"""How what Textual draws begins; nothing else that is written moves the cursor to a cell."""

_BEGUN: Final = "\x1b[?2026h"
_ENDED: Final = "\x1b[?2026l"
"""A picture is shown at once, where the terminal can do so."""

_OTHER_SCREEN: Final = "\x1b[?1049"


class TerminalGone(Message):
    """The terminal is closed: nobody sees anything any more."""


class TerminalDriver(LinuxDriver):
    """Textual's driver with our reading and writing; in plain mode it shows the cursor."""

    def __init__(
        self,
        app: App[object],
        *,
        debug: bool = False,
        mouse: bool = True,
        size: tuple[int, int] | None = None,
    ) -> None:
        self._output: TerminalOutput | None = None
        self._charset = charset_of(locale_of(os.environ))
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        self._screen_at = _screen_descriptor()
        self._answered = Event()  # set unless an answer is awaited
        self._answered.set()
        self._stop = os.pipe()
        self._raw: list[Any] | None = None  # how the terminal reads while it is ours
        self._plain = bool(getattr(app, "plain", False))
        self._picture = Picture((0, 0))
        self._window = (0, 0)  # columns and rows last told
        self._begun = ""  # the beginning of a picture of which nothing is written yet
        self._title = ""
        self._console = os.environ.get("TERM") == "linux"  # it has no window, and few symbols
        self._in_tmux = "TMUX" in os.environ
        self.layout: dict[str, str] = {}
        """Keys of a layout without Latin letters, each with the one at its place in a Latin layout."""

    if not TYPE_CHECKING:  # what is an attribute in Textual is a property here

        @property
        def _writer_thread(self):
            """Our writer, which Textual takes for its own: it starts and stops it."""
            return self._output

        @_writer_thread.setter
        def _writer_thread(self, theirs):
            self._output = None if theirs is None else self._new_output()

    def _new_output(self) -> TerminalOutput:
        return TerminalOutput(
            self._screen_at, encoder(self._charset, console=self._console), self._draw_afresh
        )

    def _draw_afresh(self) -> None:
        self._loop.call_soon_threadsafe(self._draw_all)

    def _draw_all(self) -> None:
        self._forget()
        self._app.refresh()

    def _forget(self) -> None:
        """Take nothing that was written for being on the screen."""
        self._picture = Picture(self._window)

    def start_application_mode(self) -> None:
        """Take the terminal; the cursor stays visible in plain mode, for screen readers to follow it."""
        for end in self._stop:
            os.close(end)
        self._stop = os.pipe()  # one a reading: it may be stopped more than once
        super().start_application_mode()  # type: ignore[no-untyped-call]  # Textual's has no annotation
        self._raw = _attributes(self.fileno)
        self.write(ALTERNATE_KEYS)
        if not self._console:
            self.write(KEEP_TITLE)
            self.name_window(self._title)
        if self._plain:
            self.write(SHOW_CURSOR)
        self.flush()

    def _sigcont_application(self, *_: object) -> None:
        """Go on after a stop. One that came without a word (SIGSTOP) has left all that reads and writes.

        Textual would begin to read a second time then. Only the terminal is told anew what it is told at the
        start, for a shell may have had it; what was typed meanwhile is read. The system sends this signal to
        the programs of a window that was closed, too: then there is no terminal, which reading tells of.
        """
        with suppress(OSError, termios.error):
            self._go_on()

    def _go_on(self) -> None:
        if self._key_thread is None or not self._key_thread.is_alive():
            super()._sigcont_application()
            return
        if self._raw is not None:
            termios.tcsetattr(self.fileno, termios.TCSANOW, self._raw)
        self.write(SCREEN_AGAIN)
        self._enable_mouse_support()
        self._enable_bracketed_paste()
        self._disable_line_wrap()
        if self._plain:
            self.write(SHOW_CURSOR)
        self.flush()
        self._loop.call_soon_threadsafe(self._app.post_message, self.SignalResume())

    def stop_application_mode(self) -> None:
        """Give the terminal back, with the title it had."""
        if not self._console:
            self.write(TITLE_BACK)
        if self._in_tmux:
            self.write("\x1bk\x1b\\")  # it names the window itself again
        super().stop_application_mode()

    def name_window(self, title: str) -> None:
        """Let the window be called so; the text is made inert, for it may come from a file."""
        self._title = escape_controls(title)[:_LONGEST_TITLE]
        if not self._console and self._title:
            self.write(f"\x1b]2;{self._title}\x07")
            if self._in_tmux:  # heeded where its option allow-rename is on
                self.write(f"\x1bk{self._title}\x1b\\")
            self.flush()

    def write(self, data: str) -> None:
        """Write to the terminal, of a picture what changed; never waits."""
        if self._output is None or not data:
            return
        if data == _BEGUN:
            self._begun = data
            return
        if data == _ENDED and self._begun:
            self._begun = ""
            return
        if _PICTURE.match(data):
            data = self._picture.changes(data)
        elif _OTHER_SCREEN in data:
            self._forget()
        if data:
            begun, self._begun = self._begun, ""
            self._output.write(begun + data)

    def ask_background(self) -> None:
        """Ask; where the terminal answers, the app gets BackgroundTold."""
        self._answered.clear()
        self.write(QUESTION)
        self.flush()

    def disable_input(self) -> None:
        """Stop reading, after an answer that is still on its way."""
        if self._output is not None and not self._output.is_gone:
            self._answered.wait(_LEAVING)
        self._answered.set()
        os.write(self._stop[1], b" ")  # ends the reading at once, which looks at nothing while nothing comes
        super().disable_input()

    def restore(self) -> None:
        """Give the terminal back its own ways of reading, where the program ends without leaving it."""
        if self.attrs_before is not None:
            termios.tcsetattr(self.fileno, termios.TCSANOW, self.attrs_before)

    def has_input(self) -> bool:
        """True while something came that is not read yet."""
        try:
            return bool(select.select([self.fileno], [], [], 0)[0])
        except (OSError, ValueError):
            return False

    def _get_terminal_size(self) -> tuple[int, int]:
        """The window's columns and rows; as Textual guesses where the system does not know them."""
        try:
            width, height = os.get_terminal_size(self._screen_at)
        except OSError:
            width = height = 0
        size = (width, height) if width and height else super()._get_terminal_size()
        self._told(size)
        return size

    def _told(self, size: tuple[int, int]) -> None:
        """A window that had another size, for a moment at least, shows what it had in ways of its own."""
        self._window = size
        self._forget()

    def _enable_mouse_pixels(self) -> None:
        """Not wanted: clicks are on cells, and a terminal that knows only one of both modes mixes them up."""

    def _run_input_thread(self) -> None:
        """Read; an error in it ends the program as any other does."""
        try:
            self.run_input_thread()
        except Exception as error:  # noqa: BLE001 - whatever it is, somebody is to be told
            self._loop.call_soon_threadsafe(tell_exception(self._app, error))

    def run_input_thread(self) -> None:
        """Read what the terminal sends until reading is stopped, or the terminal is gone."""
        keys: Mapping[str, str] = getattr(self._app, "keys", {})
        parser = InputParser(
            alt="alt+" in " ".join(keys.values()),
            delay=delay_of(os.environ.get("ESCDELAY"), ESCAPE_DELAY),
            dropped=lambda sequence: log("dropped", sequence),
        )
        self.layout = parser.layout
        decoder = Decoder(self._charset)
        with selectors.SelectSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            selector.register(self._stop[0], selectors.EVENT_READ)
            while not self.exit_event.is_set():
                ready = {key.fd for key, _ in selector.select(_until(parser.deadline, decoder.deadline))}
                if self._stop[0] in ready:
                    return
                if self.fileno in ready:
                    data = self._read()
                    if not data:
                        self.send_message(TerminalGone())
                        return
                    now = time.monotonic()
                    self._pass_on(parser.feed(decoder.feed(data, now), now))
                now = time.monotonic()
                self._pass_on(parser.feed(decoder.tick(now), now))

    def _read(self) -> bytes:
        """What came; nothing when the terminal is gone."""
        try:
            return os.read(self.fileno, _CHUNK)
        except OSError:
            return b""

    def _pass_on(self, found: Iterable[Message]) -> None:
        """Give the program what came in one piece, all of it before any of it acts."""
        if messages := list(found):
            self._loop.call_soon_threadsafe(self._pass_all, messages)

    def _pass_all(self, messages: list[Message]) -> None:
        for message in messages:
            if isinstance(message, BackgroundTold):
                self._answered.set()
            if isinstance(message, SizeTold):
                self.send_message(self._resized(message.size))
            else:
                self.process_message(message)

    def _resized(self, told: Size) -> events.Resize:
        """The size a terminal tells by itself is believed where it said that it does so."""
        if not self._in_band_window_resize:
            told = Size(*self._get_terminal_size())
        else:
            self._told((told.width, told.height))
        return events.Resize(told, told)


def _until(*deadlines: float | None) -> float | None:
    """Seconds to wait for what comes: to the first deadline, else for ever."""
    known = [deadline for deadline in deadlines if deadline is not None]
    return max(0.0, min(known) - time.monotonic()) if known else None


def _attributes(terminal: int) -> list[Any] | None:
    try:
        return termios.tcgetattr(terminal)
    except termios.error:
        return None


def _screen_descriptor() -> int:
    """Where the screen is: standard output, or the error stream where only that is a terminal."""
    for stream in (sys.__stdout__, sys.__stderr__):
        if stream is not None and stream.isatty():
            return stream.fileno()
    return 2
