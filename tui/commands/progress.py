"""Telling on a terminal what a command is at, from the second on, and that it can be stopped."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from shutil import get_terminal_size
from threading import Event, Thread
from typing import Self, TypeVar

from tui.minutes.text.escape import escape_controls

T = TypeVar("T")


class Progress:
    """Says what is done of so many things; nothing where standard error is no terminal."""

    def __init__(self, count: int, promise: str) -> None:
        """`promise` says what ctrl+c leaves behind: `nothing is written`."""
        self._count = count
        self._promise = promise
        self._at = ""
        self._said = False
        self._over = Event()
        self._teller = Thread(target=self._tell, daemon=True)

    def __enter__(self) -> Self:
        if sys.stderr.isatty():
            self._teller.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        if self._teller.ident is not None:
            self._teller.join()
        if self._said:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()

    def through(self, things: Iterable[T], name: Callable[[T], str]) -> Iterator[T]:
        """The things one after another; `name` says how one is called."""
        for number, thing in enumerate(things, 1):
            self._at = f"{number} of {self._count}: {escape_controls(name(thing))}"
            yield thing

    def _tell(self) -> None:
        seconds = 0
        while not self._over.wait(1):
            seconds += 1
            told = f"{self._at}, {seconds} s; ctrl+c stops, and {self._promise}"
            sys.stderr.write(f"\r\x1b[K{told[: get_terminal_size().columns - 1]}")
            sys.stderr.flush()
            self._said = True
