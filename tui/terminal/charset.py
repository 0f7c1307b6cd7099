"""In which encoding the terminal reads and writes: UTF-8, unless the locale names another.

`C` and `POSIX` name none: terminals of today are UTF-8 all the same. A character that another encoding has
not is shown by one of ASCII that takes as many cells; so is a symbol that fonts of Linux' console have not.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Final

UTF_8: Final = "utf-8"

PIECES: Final = 1.0
"""Seconds in which the rest of a character comes; later its bytes are none."""

_LIKE: Final = str.maketrans(
    "│┃║▌▐▏▎▕▔▁─━═┄┈╌…·•‣◦●○◆◇■□▪▫▶▸▾▼◀◂▴▲✓✔✗✘×☐☑☒→←↑↓–—‘’“”„«»∅█▓▒░⏎↵↻≡⚑",
    '||||||||__------..***oooo##**>>vv<<^^vvxxx_xx><^v--\'\'"""<>0####<<@=!',
)
_CORNERS: Final = range(0x2500, 0x25A0)

_THIN: Final = str.maketrans("╭╮╯╰━┃╴╶╵╷▏▎▍▋▊▉▁▂▃▅▆▇▔▸▶◂◀▾▴", "┌┐┘└─│──││││▌███_▄▄███─►►◄◄▼▲")
"""Those that look more like others on the console than like ASCII."""

_SYMBOLS: Final = re.compile("[\u2000-\u2e7f]")


@lru_cache(maxsize=1)
def _on_every_console() -> frozenset[str]:
    """Symbols that every font of Linux' console has: those of its ancestor, code page 437."""
    return frozenset(bytes(range(128, 256)).decode("cp437") + "•○►◄↕‼¶§▬↨↑↓→←∟↔▲▼")


def locale_of(environment: Mapping[str, str]) -> str:
    """The locale in force for characters, as it is called; empty where none is set."""
    return next((word for name in ("LC_ALL", "LC_CTYPE", "LANG") if (word := environment.get(name))), "")


def charset_of(locale: str) -> str:
    """The encoding, as Python calls it, that a locale names."""
    named = locale.partition("@")[0].partition(".")[2]
    if not named:
        return UTF_8
    try:
        name = codecs.lookup(named).name
        is_wide = "\x1b[A".encode(name) != b"\x1b[A"
    except (LookupError, UnicodeError):
        return UTF_8
    return UTF_8 if is_wide or name.startswith(("utf", "iso2022", "hz")) else name


def encoder(charset: str, *, console: bool = False) -> Callable[[str], bytes]:
    """What makes bytes for the terminal; `console`: it is that of Linux, whose fonts have few symbols."""
    if charset == UTF_8 and console:
        return lambda text: _SYMBOLS.sub(lambda found: on_console(found[0]), text).encode(UTF_8, "replace")
    if charset == UTF_8:
        return lambda text: text.encode(UTF_8, "replace")
    return lambda text: text.encode(charset, _register())


@lru_cache(1)
def _register() -> str:
    name = "pmc-tui-screen"
    codecs.register_error(name, _in_ascii)
    return name


def _in_ascii(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return "".join(map(like_in_ascii, error.object[error.start : error.end])), error.end


def like_in_ascii(character: str) -> str:
    """Characters of ASCII that look like this one, as many as it takes cells."""
    like = character.translate(_LIKE)
    if like.isascii():
        return like
    if ord(character) in _CORNERS:
        return "+"
    base = unicodedata.normalize("NFKD", character)[0]
    if base.isascii() and base.isprintable():
        return base
    if unicodedata.combining(character) or unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return ""
    return "??" if unicodedata.east_asian_width(character) in "WF" else "?"


def on_console(symbol: str) -> str:
    """What fonts of Linux' console have that looks like a symbol, as many cells wide."""
    like = symbol.translate(_THIN)
    return like if like in _on_every_console() or like.isascii() else like_in_ascii(like)


class Decoder:
    """Makes text of bytes in whatever pieces they come: the rest of a character may come later."""

    def __init__(self, charset: str) -> None:
        self._make = codecs.getincrementaldecoder(charset)
        self._decoder = self._make("replace")
        self.deadline: float | None = None
        """When `tick` is to be called, for a character that was begun; None: there is none."""

    def feed(self, data: bytes, now: float) -> str:
        """The characters that are whole by now, at a time in seconds."""
        text = self._decoder.decode(data)
        self.deadline = now + PIECES if self._decoder.getstate()[0] else None
        return text

    def tick(self, now: float) -> str:
        """What became of a character whose rest has not come."""
        if self.deadline is None or now < self.deadline:
            return ""
        text, self.deadline = self._decoder.decode(b"", final=True), None
        self._decoder = self._make("replace")
        return text
