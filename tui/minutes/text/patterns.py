"""Regular expressions compiled on first use: a file needs few of them, and all of them delay its opening."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Any, Final, Protocol

METHODS: Final = ("match", "fullmatch", "search", "sub", "split", "findall", "finditer")
_PLAIN: Final = ("match", "fullmatch", "search", "sub")  # what they say of a text without a match is plain
_MOST_SPARED: Final = 100  # texts that are looked through for words in the time that compiling takes


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
    Of the words that a pattern `needs`, in small letters, one is in every text that it matches: nothing is
    compiled for a text without any, until so many were looked at that a compiled pattern had been faster.
    A wrong expression raises `re.error` at the first use, and not at import: tests compile them all.
    """

    match: _Look
    fullmatch: _Look
    search: _Look
    finditer: _Walk
    sub: _Replace
    split: Callable[[str], list[str]]
    findall: Callable[[str], list[str]]

    def __init__(self, form: str, flags: int = 0, needs: tuple[str, ...] = ()) -> None:
        self.form: Final = form
        self.flags: Final = flags
        self.needs: Final = needs
        self._spared = 0

    if not TYPE_CHECKING:  # a type checker takes a class with this method to have any attribute

        def __getattr__(self, name: str) -> object:
            """Called for a method that is not there yet."""
            if name not in METHODS:
                raise AttributeError(name)
            return (
                partial(self._where_needed, name) if self.needs and name in _PLAIN else self._compiled(name)
            )

    def _where_needed(self, name: str, *arguments: Any, **options: Any) -> object:
        text = arguments[1] if name == "sub" else arguments[0]
        small = text.lower()
        self._spared += 1
        if self._spared > _MOST_SPARED or any(need in small for need in self.needs):
            return self._compiled(name)(*arguments, **options)
        return text if name == "sub" else None

    def _compiled(self, name: str) -> Callable[..., object]:
        compiled = re.compile(self.form, self.flags)
        vars(self).update({method: getattr(compiled, method) for method in METHODS})
        found: Callable[..., object] = getattr(compiled, name)
        return found
