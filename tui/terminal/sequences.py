"""What a terminal sends, cut into characters, whole sequences and pastes, whatever comes and in what pieces.

This is the guard where the bytes come in: behind it there are only whole sequences. One that is broken is
dropped, one that is not finished in time too; a key is never made of the rest of one. It knows no Textual
and no clock: whoever feeds it says what time it is, in seconds.

A lone ESC is a key after a while (`delay`), though a slow line may bring the rest of its sequence only later.
Such an orphaned rest is dropped when it begins within `LATE` seconds, in whatever pieces it comes: a `[` or
an `O` so soon after an ESC is a key only when nothing follows that makes a sequence of it. What stalls is
given up, and its rest is dropped, too, when it comes within `STALLED` seconds.

A paste whose end is lost is over after `PASTE_SILENCE` seconds without a burst; what comes in bursts after
that belongs to it, until its end.
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
"""Seconds after an ESC in which the rest of its sequence may still come."""

STALLED: Final = 10.0
"""Seconds in which the rest may still come of a sequence that was given up and that no keys can be."""

PASTE_SILENCE: Final = 2.0
"""Seconds without a burst after which a paste is over, also without its end."""

_BETWEEN_KEYS: Final = 0.1
"""Seconds between two reads of one character each from which on they are keys that somebody presses."""

_INTRODUCED: Final = 0.25
"""Seconds for what follows the two characters that begin an answer which is text: hardly two keys."""

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
_ANSWER: Final = LazyPattern(rf"\x1b{_STRING}(?P<end>\x07|\x1b\\)?")
_COLOUR: Final = LazyPattern(
    r"\x1b\](?:1(?:[0-2](?:;(?:r(?:g(?:b(?:a?(?::[0-9a-f]{0,4}(?:/[0-9a-f]{0,4}){0,3})?)?)?)?)?)?)?)?\x1b?"
)
"""An answer that tells a colour, as far as it has come: few keys are among its characters."""

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
        self._late = max(LATE, delay)
        self._is_known = is_known
        self._rest = ""  # of what has begun
        self._since = 0.0  # when it began; of a paste and of an orphan when the last of it came
        self._told = (
            0  # characters of that which have been keys already, or were dropped: the rest is an orphan
        )
        self._given_up = ""  # what was begun and told without its rest, which may still come
        self._given_up_at = 0.0
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
        if self._rest == ESC:
            return self._since + self._delay
        if self._told == 1 and _may_be_keys(self._rest):
            return max(self._given_up_at + LATE, self._since + self._delay)
        is_text = len(self._rest) == 2 and _is_text(self._rest)
        return self._since + (max(_INTRODUCED, self._delay) if is_text else self._late)

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
        rest = self._rest
        were_keys = _may_be_keys(rest) and (self._told == 1 or len(rest) == 2)
        yield from self._give_up()
        self._given_up, self._given_up_at = "" if were_keys else rest, deadline

    def _give_up(self) -> Iterator[Token]:
        """What an unfinished sequence is when its rest does not come."""
        rest, told = self._rest, self._told
        self._rest, self._told = "", 0
        if told == 1 and _may_be_keys(rest):
            yield from _characters(rest[1:])
        elif len(rest) == 2 and not told:
            yield Token(Kind.WITH_ESCAPE, rest)
        else:
            if begun := rest[told:].removesuffix(ESC):
                yield Token(Kind.DROPPED, begun)
            if rest.endswith(ESC):
                yield Token(Kind.ESCAPE, ESC)

    def _resume(self, data: str, now: float) -> Iterator[Token]:
        """See whether what came goes on with what was told, or was given up."""
        if self._told and not self._goes_on(self._rest, data):
            yield from self._give_up()
        if self._rest or not self._given_up:
            return
        is_late = now - self._given_up_at >= (self._late if len(self._given_up) < 3 else STALLED)
        if not is_late and self._goes_on(self._given_up, data):
            self._rest, self._told = self._given_up, len(self._given_up)
            self._given_up = ""
        elif is_late or not _is_text(self._given_up):
            self._given_up = ""

    def _goes_on(self, begun: str, data: str) -> bool:
        """True for what may be the rest of a sequence, and not keys that somebody presses."""
        joined = begun + data
        if _is_text(begun):
            return _COLOUR.fullmatch(joined) is not None or _is_rest_of_answer(joined, len(begun))
        if begun == ESC and len(data) > 1 and _ANSWER.match(joined) is not None:
            return True
        if joined[1] not in "[O":
            return False
        if (whole := _WHOLE.match(joined)) is None:
            return (_UNFINISHED.match(joined) or _BROKEN.match(joined)) is not None
        is_long = len(data) > 2 if len(begun) > 2 else len(whole[0]) > 4
        return self._is_known(whole[0]) or (is_long and not _may_be_keys(whole[0]))

    def _split(self, data: str, now: float) -> Iterator[Token]:
        yield from self._resume(data, now)
        began = self._since if self._rest and not self._told else now
        data, self._rest = self._rest + data, ""
        at = 0
        while at < len(data):
            if at:
                self._told = 0
            if data[at] != ESC:
                end = data.find(ESC, at)
                end = len(data) if end < 0 else end
                yield from _characters(data[at:end])
                at = end
                continue
            if data.startswith(PASTE_START, at):
                self._paste, self._since, self._is_stale, self._told = [], now, False, 0
                yield from self._pasted(data[at + len(PASTE_START) :], now)
                return
            if (whole := _WHOLE.match(data, at)) is not None:
                yield from self._whole(whole[0])
                at = whole.end()
            elif _UNFINISHED.match(data, at) is not None:
                rest = data[at:]
                if len(rest) > (_LONGEST if rest[1:2] in "[O" else _LONGEST_STRING):
                    yield Token(Kind.DROPPED, rest[self._told :])
                    self._told = 0
                else:
                    self._rest, self._since = rest, began if at == 0 else now
                return
            else:
                found, at = self._not_one(data, at)
                yield from found

    def _whole(self, sequence: str) -> Iterator[Token]:
        """A whole sequence."""
        if self._told:
            yield Token(Kind.DROPPED, sequence[self._told :])
        elif sequence == PASTE_END:
            self._is_stale = False
        else:
            yield Token(Kind.SEQUENCE, sequence)
        self._told = 0

    def _not_one(self, data: str, at: int) -> tuple[list[Token], int]:
        """What an ESC and what follows is, when it is no sequence; and where it ends."""
        told, self._told = self._told, 0
        broken = _BROKEN.match(data, at)
        if broken is not None and not (told and _may_be_keys(broken[0])):
            return [Token(Kind.DROPPED, broken[0][told:])], broken.end()
        if told:
            return [], at + told
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


def _may_be_keys(sequence: str) -> bool:
    """True for the beginning of a sequence that is also what somebody types behind esc: it has no numbers."""
    return sequence[1:2] in ("[", "O") and not any("0" <= character <= "9" for character in sequence)


def _is_text(begun: str) -> bool:
    """True for the beginning of an answer that is text, up to its end."""
    return begun[1:2] in ("]", "P", "_")


def _is_rest_of_answer(joined: str, begun: int) -> bool:
    """True where an answer that is text has its end behind what was `begun`, or goes on in a burst."""
    found = _ANSWER.match(joined)
    if found is None or found.end() <= begun:
        return False
    return found["end"] is not None or (found.end() == len(joined) and _is_burst(joined[begun:]))


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
