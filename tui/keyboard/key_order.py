"""One queue, one order: a key acts when all that was pressed before it has acted.

Textual gives a letter to the widget in focus at once, and lets a key that is bound to something rise from it
to the program first: pressed quickly, or brought by a slow line in one piece, they change places. Here
letters go straight into a field. Any other key waits until a message sent after the keys before it has come
through all the queues they went through, and so do the keys after it.
"""

from __future__ import annotations

import asyncio
from enum import Enum, auto
from typing import Final

from textual import events
from textual.app import App
from textual.message import Message

from tui.keyboard.burst import KeyBurst, Typed

_LETTER: Final = 1
_BOUND: Final = 3
"""Rounds through the queues after which a key has acted: what a bound one does may send a message, whose
receiver sends another one.
"""

LOOKS: Final = 40
LOOK: Final = 0.005
"""So often, and so many seconds apart, such a message is looked for: it may be lost with its widget.

A program that was held up looks once for all the time that it was: what is in its queues is not late.
"""


class Fate(Enum):
    """What becomes of keys that came together and are text."""

    OPENS_FIELD = auto()  # the first opens a field for the rest
    FIELD = auto()  # a field is about to have the focus
    OFFERED = auto()


class KeyOrder(App[None]):
    """A program whose keys act in the order in which they were pressed."""

    class Through(Message):
        """All that was pressed before this was sent has acted."""

    def __init__(self) -> None:
        super().__init__()
        self._burst = KeyBurst()
        self._rounds = 0  # until all that was pressed has acted
        self._releases = False  # a release is on its way
        self._is_text = False  # what waits is text for a field
        self._lost: asyncio.TimerHandle | None = None

    @property
    def is_typing(self) -> bool:
        """True where letters are text."""
        return self.focused is not None and self.focused.check_consume_key("a", "a")

    async def take_typed(self, event: Typed) -> None:
        """A key or a paste has come."""
        letter = isinstance(event, events.Key) and event.is_printable
        at_once = self.is_typing and not self._releases and self._rounds <= _LETTER
        if at_once and (letter or isinstance(event, events.Paste)):
            await self.let_through(event)
            return
        self._burst.hold(event)
        if not self._releases:
            self._releases = True
            self.call_later(self._release)

    async def let_through(self, event: Typed) -> None:
        """Let a key or a paste go where Textual sends it."""
        letter = isinstance(event, events.Key) and event.is_printable and self.is_typing
        await super().on_event(event)
        self._rounds = _LETTER if letter else _BOUND

    async def press(self, event: Typed) -> None:
        """Do what comes next; to be extended by a program with commands of its own."""
        await self.let_through(event)

    def fate_of_text(self) -> Fate:
        """What becomes of the keys that wait together, which are text and in no field."""
        return Fate.OFFERED

    def offer_text(self, text: str) -> None:
        """Care for text for which there is no field."""

    async def _release(self) -> None:
        """Let the first act that waits, once what was before it has acted."""
        if self._lost is not None:
            self._lost.cancel()
            self._lost = None
        if self._rounds:
            self._rounds -= 1
            self._send_after()
            return
        try:
            await self._next()
        finally:
            self._releases = self._burst.waiting
            self._is_text = self._is_text and self._releases
            if self._releases:
                self.call_later(self._release)

    async def _next(self) -> None:
        """The first that waits acts, or is text."""
        if not self.is_typing and (self._is_text or self._burst.text):
            fate = Fate.OFFERED if self._is_text else self.fate_of_text()
            self._is_text = fate is not Fate.OFFERED
            if fate is Fate.OFFERED:
                text = self._burst.whole
                self._burst.clear()
                self.offer_text(text)
            if fate is not Fate.OPENS_FIELD:
                return
        if (event := self._burst.take()) is not None:
            self._rounds = _LETTER
            await self.press(event)

    def _send_after(self) -> None:
        """Send a message after what was pressed; it comes back by itself."""
        if (self.focused or self.screen).post_message(self.Through()):
            self._look_for_it(LOOKS)
        else:
            self.call_later(self._release)

    def _look_for_it(self, looks: int) -> None:
        """Go on without the message once it was looked for so often."""
        if looks:
            loop = asyncio.get_running_loop()
            self._lost = loop.call_later(LOOK, self._look_for_it, looks - 1)
        else:
            self.call_later(self._release)

    async def on_key_order_through(self) -> None:
        """What was pressed before has acted."""
        if self._lost is not None:  # else it is one that was given up
            await self._release()
