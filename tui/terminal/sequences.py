"""What a terminal sends, cut into characters, whole sequences and pastes, whatever comes and in what pieces.

This is the guard where the bytes come in: behind it there are only whole sequences. One that is broken is
dropped, one that is not finished in time too; a key is never made of the rest of one. It knows no Textual
and no clock: whoever feeds it says what time it is, in seconds.

A lone ESC is a key after a while (`delay`), though a slow line may bring the rest of its sequence only later.
Such an orphaned rest is dropped when it comes within `LATE` seconds. A paste whose end is lost is over
after `PASTE_SILENCE` seconds without a burst; what comes in bursts after that belongs to it, until its end.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from enum import Enum, auto
from typing import Final, NamedTuple

from tui.minutes.text.patterns import LazyPattern

ESC: Final = "\x1b"
PASTE_START: Final = "\x1b[200~"
PASTE_END: Final = "\x1b[201~"

LATE: Final = 1.0
"""Seconds after a lone ESC in which the rest of its sequence may still come."""

PASTE_SILENCE: Final = 2.0
"""Seconds without a burst after which a paste is over, also without its end."""

_BETWEEN_KEYS: Final = 0.1
"""Seconds between two reads of one character each from which on they are keys that somebody presses."""

_INTRODUCED: Final = 0.25
"""Seconds for what follows `ESC [` or `ESC O`: hardly two keys."""

_BEGUN: Final = 1.0
"""Seconds for the rest of a sequence that no keys can be."""

_HARDLY_BEGUN: Final = frozenset((ESC, "\x1b]", "\x1bP", "\x1b_"))
"""What is most likely no beginning but the key esc, and another one."""

_LONGEST: Final = 256  # characters of a sequence; a key with the text it stands for takes some
_LONGEST_STRING: Final = 4096  # of an answer that is text

_STRING: Final = r"(?:\](?=[0-9])|P(?=[0-9>!$+=])|_(?=G))[\x20-\x7e\x80-\U0010ffff]*"  # OSC, DCS, APC

_WHOLE: Final = LazyPattern(
    r"\x1b(?:"
    r"\[M[\s\S]{3}"  # a mouse report of old
    r"|\[\[[A-E]"  # function keys of the Linux console
    r"|\[(?!M)[ -?]*[@-Z\\-~]"  # CSI, of whatever grammar; a second bracket is no end
    r"|O[0-9;]{0,8}[@-~]"  # SS3
    rf"|{_STRING}(?:\x07|\x1b\\)"
    r")"
)
_UNFINISHED: Final = LazyPattern(
    r"\x1b(?:"
    r"|\[M[\s\S]{0,2}"
    r"|\[\[?"
    r"|\[[ -?]*"
    r"|O[0-9;]{0,8}"
    r"|[\]P_]"
    rf"|{_STRING}\x1b?"
    r")\Z"
)
_BROKEN: Final = LazyPattern(rf"\x1b(?:\[[ -?]+|O[0-9;]+|{_STRING})")
"""The beginning of a sequence, behind which something comes that cannot be in it."""


class Kind(Enum):
    """What a terminal sent."""

    CHARACTER = auto()
    ESCAPE = auto()
    """The key esc."""
    WITH_ESCAPE = auto()
    """ESC and a character: `alt` and that key, or esc and that key soon after."""
    SEQUENCE = auto()
    PASTE = auto()
    DROPPED = auto()


class Token(NamedTuple):
    """A piece of what a terminal sent; of a paste its text, of all else every character."""

    kind: Kind
    text: str


class Splitter:
    """Cuts what comes into tokens. `delay` is how long, in seconds, an ESC waits for its rest."""

    def __init__(self, delay: float, is_known: Callable[[str], bool]) -> None:
        """`is_known` tells the sequences that terminals send: only their orphaned rest is dropped."""
        self._delay = delay
        self._is_known = is_known
        self._rest = ""  # of what has begun
        self._since = 0.0  # when it began; of a paste when its last burst came
        self._is_orphan = False  # its ESC has been a key already
        self._escaped: float | None = None  # when a lone ESC was one
        self._paste: list[str] | None = None
        self._is_stale = False  # the end of a paste is missing
        self._last_read = 0.0

    @property
    def deadline(self) -> float | None:
        """When `tick` has something to tell though nothing comes; None: not at all."""
        if self._paste is not None:
            return self._since + PASTE_SILENCE
        if not self._rest:
            return None
        if self._rest in _HARDLY_BEGUN or self._is_orphan:
            return self._since + self._delay
        return self._since + (_INTRODUCED if len(self._rest) == 2 else _BEGUN)

    def feed(self, data: str, now: float) -> Iterator[Token]:
        """The tokens in what came."""
        yield from self.tick(now)
        if not data:
            return
        between, self._last_read = now - self._last_read, now
        if self._paste is not None:
            if len(data) > 1 or between < _BETWEEN_KEYS:
                self._since = now
            yield from self._pasted(data, now)
        elif self._is_stale and _is_burst(data):
            yield from self._belated(data, now)
        else:
            yield from self._split(data, now)

    def tick(self, now: float) -> Iterator[Token]:
        """What is known by time passing."""
        deadline = self.deadline
        if deadline is None or now < deadline:
            return
        if self._paste is not None:
            yield from self._end_paste(stale=True)
            return
        rest, self._rest = self._rest, ""
        orphan, self._is_orphan = self._is_orphan, False
        if orphan:
            keys = rest[2:3] in ("", "[")  # else the rest of a longer sequence
            yield from _characters(rest[1:]) if keys else (Token(Kind.DROPPED, rest[1:]),)
        elif rest == ESC:
            self._escaped = deadline
            yield Token(Kind.ESCAPE, ESC)
        elif len(rest) == 2:
            yield Token(Kind.WITH_ESCAPE, rest)
        else:
            yield Token(Kind.DROPPED, rest)

    def _split(self, data: str, now: float) -> Iterator[Token]:
        if not self._rest and self._escaped is not None:
            if now - self._escaped < LATE and data[0] in "[O":
                data, self._is_orphan = ESC + data, True
            self._escaped = None
        began = self._since if self._rest else now
        data, self._rest = self._rest + data, ""
        at = 0
        while at < len(data):
            if data[at] != ESC:
                end = data.find(ESC, at)
                end = len(data) if end < 0 else end
                yield from _characters(data[at:end])
                at = end
                continue
            if data.startswith(PASTE_START, at):
                self._paste, self._since, self._is_stale, self._is_orphan = [], now, False, False
                yield from self._pasted(data[at + len(PASTE_START) :], now)
                return
            if (whole := _WHOLE.match(data, at)) is not None:
                yield from self._whole(whole[0])
                at = whole.end()
            elif _UNFINISHED.match(data, at) is not None:
                rest = data[at:]
                if len(rest) > (_LONGEST if rest[1:2] in "[O" else _LONGEST_STRING):
                    yield Token(Kind.DROPPED, rest)
                else:
                    self._rest, self._since = rest, began if at == 0 else now
                return
            else:
                found, at = self._not_one(data, at)
                yield from found

    def _whole(self, sequence: str) -> Iterator[Token]:
        """A whole sequence."""
        if self._is_orphan:
            self._is_orphan = False
            if not self._is_known(sequence):
                yield from _characters(sequence[1:])
                return
            yield Token(Kind.DROPPED, sequence[1:])
        elif sequence == PASTE_END:
            self._is_stale = False
        else:
            yield Token(Kind.SEQUENCE, sequence)

    def _not_one(self, data: str, at: int) -> tuple[list[Token], int]:
        """What an ESC and what follows is, when it is no sequence; and where it ends."""
        orphan, self._is_orphan = self._is_orphan, False
        broken = _BROKEN.match(data, at)
        if broken is not None:
            return [Token(Kind.DROPPED, broken[0])], broken.end()
        if orphan:
            return [], at + 1
        if data[at + 1] == ESC:
            return [Token(Kind.ESCAPE, ESC)], at + 1
        return [Token(Kind.WITH_ESCAPE, data[at : at + 2])], at + 2

    def _pasted(self, data: str, now: float) -> Iterator[Token]:
        """More of a paste, and what comes behind its end."""
        assert self._paste is not None  # noqa: S101 - asked before
        tail = "".join(self._paste[-1:])[1 - len(PASTE_END) :]
        end = (tail + data).find(PASTE_END)
        if end < 0:
            if len(data) < len(PASTE_END) and self._paste:  # so that an end in pieces is found
                self._paste[-1] += data
            else:
                self._paste.append(data)
            return
        whole = "".join(self._paste) + data
        cut = len(whole) - len(tail + data) + end
        self._paste = [whole[:cut]]
        yield from self._end_paste(stale=False)
        if rest := whole[cut + len(PASTE_END) :]:
            yield from self._split(rest, now)

    def _end_paste(self, *, stale: bool) -> Iterator[Token]:
        text, self._paste, self._is_stale = "".join(self._paste or ()), None, stale
        yield Token(Kind.PASTE, text.replace("\x00", ""))

    def _belated(self, data: str, now: float) -> Iterator[Token]:
        """A burst that belongs to a paste which was thought to be over."""
        text, end, rest = data.partition(PASTE_END)
        if text:
            yield Token(Kind.PASTE, text.replace("\x00", ""))
        self._is_stale = not end
        if rest:
            yield from self._split(rest, now)


def _characters(text: str) -> Iterator[Token]:
    return (Token(Kind.CHARACTER, character) for character in text)


def _is_burst(data: str) -> bool:
    """True for what nobody types in one moment: different characters, and no key that sends a sequence."""
    text, end, _ = data.partition(PASTE_END)
    return (bool(end) and not text) or (len(text) > 1 and len(set(text)) > 1 and ESC not in text)


def delay_of(told: str | None, usual: float) -> float:
    """Seconds that an ESC waits for its rest: what `ESCDELAY` tells in milliseconds, else the usual."""
    if told is None or re.fullmatch(r"[0-9]{1,5}", told.strip()) is None:
        return usual
    return max(1, int(told)) / 1000
