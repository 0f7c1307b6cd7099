"""Regular expressions compiled on first use: a file needs few of them, and all of them delay its opening."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Final, Protocol

METHODS: Final = ("match", "fullmatch", "search", "sub", "split", "findall", "finditer")


class _Look(Protocol):
    def __call__(self, string: str, pos: int = 0, endpos: int = sys.maxsize, /) -> re.Match[str] | None: ...


class _Walk(Protocol):
    def __call__(
        self, string: str, pos: int = 0, endpos: int = sys.maxsize, /
    ) -> Iterator[re.Match[str]]: ...


class _Replace(Protocol):
    def __call__(self, repl: str | Callable[[re.Match[str]], str], string: str, /, count: int = 0) -> str: ...


class LazyPattern:
    """A regular expression over text with the methods of `re.Pattern`; the first use of any compiles it.

    From then on they are the compiled pattern's own, so that a lazy pattern matches as fast as another.
    A wrong expression raises `re.error` at the first use, and not at import: tests compile them all.
    """

    match: _Look
    fullmatch: _Look
    search: _Look
    finditer: _Walk
    sub: _Replace
    split: Callable[[str], list[str]]
    findall: Callable[[str], list[str]]

    def __init__(self, form: str, flags: int = 0) -> None:
        self.form: Final = form
        self.flags: Final = flags

    if not TYPE_CHECKING:  # a type checker takes a class with this method to have any attribute

        def __getattr__(self, name: str) -> object:
            """Called for a method that is not there yet."""
            if name not in METHODS:
                raise AttributeError(name)
            compiled = re.compile(self.form, self.flags)
            vars(self).update({method: getattr(compiled, method) for method in METHODS})
            return getattr(compiled, name)
