"""The terminal, asked for its background after the first paint; the answer never reaches the keys.

Textual's parser takes an OSC answer for keys pressed. Here it is taken out before that parser sees it,
whenever it comes and in however many pieces: also late, over a slow line, and when nobody asked.
"""

from __future__ import annotations

import os
import re
import selectors
import time
from codecs import getincrementaldecoder
from collections.abc import Iterable, Mapping
from threading import Event
from typing import Final

from textual import events
from textual._xterm_parser import XTermParser
from textual.app import App
from textual.drivers.linux_driver import LinuxDriver
from textual.message import Message

from tui.minutes.text.patterns import LazyPattern
from tui.terminal.background import QUESTION

_ANSWER: Final = LazyPattern(r"\x1b\]11;([^\x07\x1b]{0,64})(?:\x07|\x1b\\)")
_BEGUN: Final = LazyPattern(r"\x1b(?:\](?:1(?:1(?:;[^\x07\x1b]{0,64}\x1b?)?)?)?)?\Z")
_PIECES: Final = 1.0
"""Seconds in which the next piece of a begun answer comes; later it was none."""

_ESCAPE: Final = 0.1
"""The same where only an ESC has come, or that and a `]`: most likely these are keys."""

_KEYS: Final = ("\x1b", "\x1b]")

_INTRODUCERS: Final = frozenset("[O")
"""Characters behind an ESC that begin a sequence, perhaps one of a key that is not known."""

_TURN: Final = 0.1
"""Seconds after which the parser is told that time has passed."""

_CHUNK: Final = 4096

_LEAVING: Final = 0.2
"""Seconds that leaving waits for an answer still on its way, so that it is not typed into the shell."""


SHOW_CURSOR: Final = "\x1b[?25h"

_BLANKS: Final = LazyPattern(r"\x1b\[([0-9;]*)m([^\x1b\n]*?)( {12,})(?=\x1b\[0m)")
_FLAT: Final = frozenset(
    {"", "0", "1", "2", "3", *map(str, range(30, 38)), "39", "49", *map(str, range(90, 98))}
)
"""Attributes that leave a blank blank: no background, no line, no reverse."""


def thinned(data: str) -> str:
    """The same picture in fewer bytes: long runs of blanks are erased (ECH) and stepped over (CUF)."""
    return _BLANKS.sub(_thin, data)


def _thin(found: re.Match[str]) -> str:
    attributes, text, blanks = found.groups()
    if not set(attributes.split(";")) <= _FLAT:
        return found[0]
    start = f"\x1b[{attributes}m{text}" if text else "\x1b[0m"
    return f"{start}\x1b[{len(blanks)}X\x1b[{len(blanks)}C"


class BackgroundTold(Message):
    """The terminal said which colour its background has, in its own words."""

    def __init__(self, colour: str) -> None:
        super().__init__()
        self.colour = colour


class Answers:
    """Takes the answers about the background out of what a terminal sends."""

    def __init__(self) -> None:
        self._held = ""
        self._since = 0.0

    def take(self, data: str, now: float, *, expected: bool) -> tuple[str, list[str]]:
        """What is left of the data, and the colours told in it.

        While an answer is `expected` a piece that can be the beginning of one is kept for the next call.
        `now` is a time in seconds.
        """
        data, self._held = self._held + data, ""
        colours = _ANSWER.findall(data)
        data = _ANSWER.sub("", data)
        begun = _BEGUN.search(data)
        if expected and begun is not None:
            self._held, self._since = begun[0], now
            data = data[: begun.start()]
        return data, colours

    def overdue(self, now: float) -> str:
        """What was kept and was no answer after all."""
        if not self._held or now - self._since < (_ESCAPE if self._held in _KEYS else _PIECES):
            return ""
        held, self._held = self._held, ""
        return held


class Parser(XTermParser):
    """Textual's parser, with the answers told apart first."""

    def __init__(self, answered: Event, *, alt: bool = False) -> None:
        """`alt` says whether there are commands on `alt` and a character."""
        super().__init__()
        self._alt = alt
        self._answers = Answers()
        self._answered = answered

    def feed(self, data: str) -> Iterable[Message]:
        """The events in what came; no data is the end of it."""
        if not data:
            yield from super().feed(data)
            return
        rest, colours = self._answers.take(data, time.monotonic(), expected=not self._answered.is_set())
        for colour in colours:
            self._answered.set()
            yield BackgroundTold(colour)
        if rest:
            yield from super().feed(rest)

    def _sequence_to_key_events(self, sequence: str, alt: bool = False) -> Iterable[events.Key]:
        """The keys for what came; `alt` for a character right behind an ESC, which is no known sequence.

        Terminals send the same for esc and a key soon after it, and a slow line brings both at once: out of
        the editor and on is what was meant, never that key as text.
        """
        if alt and not self._alt and sequence.isprintable() and sequence not in _INTRODUCERS:
            yield events.Key("escape", "\x1b")
            alt = False
        yield from super()._sequence_to_key_events(sequence, alt)

    def tick(self) -> Iterable[Message]:
        """The events that come by time passing."""
        if held := self._answers.overdue(time.monotonic()):
            yield from super().feed(held)
        yield from super().tick()


class AskingDriver(LinuxDriver):
    """Textual's driver, which asks for the background; in plain mode it shows the cursor and writes less."""

    def __init__(
        self,
        app: App[object],
        *,
        debug: bool = False,
        mouse: bool = True,
        size: tuple[int, int] | None = None,
    ) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        self._answered = Event()  # set unless an answer is awaited
        self._answered.set()
        self._plain = bool(getattr(app, "plain", False))

    def start_application_mode(self) -> None:
        """Take the terminal; the cursor stays visible in plain mode, for screen readers to follow it."""
        super().start_application_mode()  # type: ignore[no-untyped-call]  # Textual's has no annotation
        if self._plain:
            self.write(SHOW_CURSOR)
            self.flush()

    def write(self, data: str) -> None:
        """Write to the terminal."""
        super().write(thinned(data) if self._plain else data)

    def ask_background(self) -> None:
        """Ask; where the terminal answers, the app gets BackgroundTold."""
        self._answered.clear()
        self.write(QUESTION)
        self.flush()

    def disable_input(self) -> None:
        """Stop reading, after an answer that is still on its way."""
        self._answered.wait(_LEAVING)
        self._answered.set()
        super().disable_input()

    def run_input_thread(self) -> None:
        """Read what the terminal sends until reading is stopped: as Textual's, with our parser."""
        keys: Mapping[str, str] = getattr(self._app, "keys", {})
        parser = Parser(self._answered, alt="alt+" in " ".join(keys.values()))
        decode = getincrementaldecoder("utf-8")("replace").decode
        with selectors.SelectSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            ended = False
            while not ended and not self.exit_event.is_set():
                if selector.select(_TURN):
                    data = os.read(self.fileno, _CHUNK)
                    ended = not data
                    self._pass_on(parser.feed(decode(data, final=ended)) if data else ())
                self._pass_on(parser.tick())
        self._pass_on(parser.feed(""))

    def _pass_on(self, found: Iterable[Message]) -> None:
        for message in found:
            self.process_message(message)
