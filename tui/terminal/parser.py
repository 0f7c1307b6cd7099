"""What a terminal sends, as messages of Textual: keys, mouse, pastes, answers. Nothing of it is an error.

Behind `tui.terminal.sequences` there are only whole sequences. Here each is looked at for what it can be,
with its numbers in bounds, before Textual translates it; what is unknown is dropped and noted in the debug
log.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Final

from textual import events, messages
from textual.geometry import Size
from textual.message import Message

from tui.minutes.text.patterns import LazyPattern
from tui.terminal.private_textual import (
    KITTY_FUNCTIONAL,
    KITTY_MODIFIERS,
    Translator,
    is_key_sequence,
    key_name,
)
from tui.terminal.sequences import PASTE_START, Kind, Splitter, Token

ESCAPE_DELAY: Final = 0.025
"""Seconds that an ESC waits for the rest of a sequence, unless `ESCDELAY` says other milliseconds."""

LARGEST: Final = 5_000
"""Columns and rows beyond which what is reported is no place on a screen."""

_BACKGROUND: Final = LazyPattern(r"\x1b\]11;([^\x07\x1b]{0,64})(?:\x07|\x1b\\)")
_MOUSE: Final = LazyPattern(r"\x1b\[<([0-9]{1,3});(-?[0-9]{1,5});(-?[0-9]{1,5})[Mm]")
_MODE: Final = LazyPattern(r"\x1b\[\?([0-9]{1,5});([0-4])\$y")
_SIZE: Final = LazyPattern(r"\x1b\[48;([0-9]{1,5})(?::[0-9:]*)?;([0-9]{1,5})(?::[0-9:]*)?(?:;[0-9:]*){2}t")
_KITTY: Final = LazyPattern(
    r"\x1b\[(?P<code>[0-9]{1,8})?(?::(?P<shifted>[0-9]{0,8}))?(?::(?P<base>[0-9]{0,8}))?"
    r"(?:;(?P<modifiers>[0-9]{0,3})(?::(?P<event>[0-9]{0,2}))?)?(?:;(?P<text>[0-9:]{0,200}))?"
    r"(?P<final>[u~ABCDEFHPQRS])"
)
_RELEASED: Final = "3"
_KEYS: Final = frozenset((8, 9, 13, 27, 127))  # that kitty's protocol numbers by their control character
_FOCUS: Final[dict[str, type[Message]]] = {"\x1b[I": events.AppFocus, "\x1b[O": events.AppBlur}
_WRONG: Final = "�"
_PLAIN_ALT: Final = frozenset("\x7f\tfb")
"""What Textual knows as a key of its own behind an ESC: delete a word, back, a word further or back."""


class BackgroundTold(Message):
    """The terminal said which colour its background has, in its own words."""

    def __init__(self, colour: str) -> None:
        super().__init__()
        self.colour = colour


class WrongBytesCame(Message):
    """The terminal sent bytes that are no text in the encoding it is taken to have."""


class SizeTold(Message):
    """The terminal told its size, in cells."""

    def __init__(self, size: Size) -> None:
        super().__init__()
        self.size = size


class InputParser:
    """Makes messages of what a terminal sends."""

    def __init__(
        self,
        *,
        alt: bool = False,
        delay: float = ESCAPE_DELAY,
        dropped: Callable[[str], None] = lambda _: None,
    ) -> None:
        """`alt` says whether there are commands on `alt` and a character; `dropped` is told what is."""
        self._alt = alt
        self._dropped = dropped
        self._splitter = Splitter(delay, is_sent_by_terminals)
        self._translator = Translator()
        self.layout: dict[str, str] = {}
        """Keys of a layout without Latin letters, each with the one at its place in a Latin layout."""

    @property
    def deadline(self) -> float | None:
        """When `tick` is to be called though nothing comes; None: no need."""
        return self._splitter.deadline

    def feed(self, data: str, now: float) -> Iterator[Message]:
        """The messages in what came at a time in seconds."""
        for token in self._splitter.feed(data, now):
            yield from self._messages(token)

    def tick(self, now: float) -> Iterator[Message]:
        """The messages that come by time passing."""
        for token in self._splitter.tick(now):
            yield from self._messages(token)

    def _messages(self, token: Token) -> Iterable[Message]:
        kind, text = token
        if kind is Kind.PASTE:
            return (events.Paste(text),)
        if kind is Kind.ESCAPE:
            return (events.Key("escape", text),)
        if kind is Kind.CHARACTER:
            wrong = (WrongBytesCame(),) if text == _WRONG else ()
            return (*self._translator.keys(text), *wrong)
        if kind is Kind.WITH_ESCAPE:
            return self._with_escape(text[1])
        found = list(self._sequence(text)) if kind is Kind.SEQUENCE else []
        if not found and not is_sent_by_terminals(text):
            self._dropped(text)
        return found

    def _with_escape(self, character: str) -> Iterator[Message]:
        """`alt` and a key, or esc and that key.

        Terminals send the same for both, and a slow line brings both keys at once: out of the editor and on
        is what was meant, never that key as text.
        """
        if self._alt or character in _PLAIN_ALT:
            found = list(self._translator.keys(f"\x1b{character}")) if character in _PLAIN_ALT else []
            yield from found or self._translator.keys(character, alt=True)
            return
        yield events.Key("escape", "\x1b")
        yield from self._translator.keys(character)

    def _sequence(self, sequence: str) -> Iterable[Message]:
        for pattern, read in (
            (_KITTY, self._kitty),
            (_MOUSE, self._mouse),
            (_SIZE, _size),
            (_MODE, _mode),
            (_BACKGROUND, _background),
        ):
            if (found := pattern.fullmatch(sequence)) is not None:
                return read(found)
        if (focus := _FOCUS.get(sequence)) is not None:
            return (focus(),)
        return self._translator.keys(sequence) if is_key_sequence(sequence) else ()

    def _mouse(self, found: re.Match[str]) -> Iterable[Message]:
        if max(int(found[2]), int(found[3])) > LARGEST:
            return ()
        event = self._translator.mouse(found[0])
        return (event,) if event is not None else ()

    def _kitty(self, found: re.Match[str]) -> Iterable[events.Key]:
        """The keys of a sequence of kitty's protocol; released keys and those that cannot be are none."""
        code, base, final = int(found["code"] or 1), int(found["base"] or 0), found["final"]
        name = KITTY_FUNCTIONAL.get(f"{code}{final}", "")
        if name in KITTY_MODIFIERS or found["event"] == _RELEASED:
            return ()
        if not name and (final != "u" or not _is_character(code)):
            return self._translator.keys(found[0]) if is_key_sequence(found[0]) else ()
        text = [int(part) for part in (found["text"] or "").split(":") if part]
        modifiers = int(found["modifiers"] or 0)
        if modifiers > 256 or not all(_is_character(point) and point not in _KEYS for point in text):
            return ()
        latin = _is_character(base) and base < 128 <= code
        if latin and not text:
            code = base  # with ctrl or alt: only the place of the key counts
        told = f";{':'.join(map(str, text))}" if text else ""
        with_modifiers = f";{modifiers or ''}{told}" if modifiers or told else ""
        keys = list(self._translator.keys(f"\x1b[{code}{with_modifiers}{final}"))
        if latin and text:
            upper = bool(modifiers and (modifiers - 1) & 1)
            place = chr(base).upper() if upper else chr(base)
            if not upper or place.isalpha():
                self.layout.update((key.key, key_name(place)) for key in keys)
        return keys


def is_sent_by_terminals(sequence: str) -> bool:
    """True for what a terminal sends by itself or for a key; what people type is not taken for it."""
    if len(sequence) == len("\x1b[A"):
        return sequence[-1].isupper() and (is_key_sequence(sequence) or sequence in _FOCUS)
    known = (_MOUSE, _MODE, _SIZE, _KITTY)
    return (
        sequence == PASTE_START
        or is_key_sequence(sequence)
        or any(pattern.fullmatch(sequence) for pattern in known)
    )


def _mode(found: re.Match[str]) -> Iterable[Message]:
    setting = int(found[2])
    if found[1] == "2026" and setting > 0:
        return (messages.TerminalSupportsSynchronizedOutput(),)
    if found[1] == "2048":
        return (messages.InBandWindowResize.from_setting_parameter(setting),)
    return ()


def _size(found: re.Match[str]) -> Iterable[Message]:
    rows, columns = int(found[1]), int(found[2])
    is_one = 0 < rows <= LARGEST and 0 < columns <= LARGEST
    return (SizeTold(Size(columns, rows)),) if is_one else ()


def _background(found: re.Match[str]) -> Iterable[Message]:
    return (BackgroundTold(found[1]),)


def _is_character(code: int) -> bool:
    """True for the number of a character that a key can be."""
    if code in _KEYS:
        return True
    return 32 <= code < 0x110000 and not 0xD800 <= code < 0xE000 and chr(code).isprintable()
