"""Whole sequences become keys, clicks, sizes and answers; what is unknown is dropped, nothing is an error."""

from __future__ import annotations

import random
from collections.abc import Iterable
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual import events, messages
from textual.message import Message

from tui.terminal.parser import BackgroundTold, InputParser, SizeTold, WrongBytesCame

ANSWERS = ("\x1b]11;rgb:ffff/ffff/dddd\x1b\\", "\x1b]11;rgb:00/10/20\x07")
REAL = (
    *ANSWERS, "\x1b[A", "\x1b[1;2A", "\x1b[3~", "\x1bOP", "\x1b[97;1:3u", "\x1b[97:65:97;2;65u", "\x1b[13;5u",
    "\x1b[<0;10;5M", "\x1b[<64;1;1M", "\x1b[48;40;120;0;0t", "\x1b[48;40;120;800;1200t", "\x1b[?2026;2$y",
    "\x1b[?2048;1$y", "\x1b[200~text\x1b[201~", "\x1b[I", "\x1b[12;3R", "\x1b[M !!", "\x1b[[A", "\x1bj",
    "\x1b[1092::97;1;1092u", "\x1b[57441;2u", "\x1b[?62;22c", "é—日", "\x11",
)  # fmt: skip


def messages_of(*parts: str | float, alt: bool = False) -> list[Message]:
    """What comes of texts, with seconds between them, and then of nothing for a while."""
    parser, now = InputParser(alt=alt), 50.0
    found: list[Message] = []
    for part in parts:
        if isinstance(part, str):
            found += parser.feed(part, now)
        else:
            now += part
            found += parser.tick(now)
    return [*found, *parser.tick(now + 60)]


def keys(found: Iterable[Message]) -> list[str]:
    return [event.key for event in found if isinstance(event, events.Key)]


@given(
    st.sampled_from(ANSWERS),
    st.lists(st.sampled_from(["x", "\x1b[A", "é", "]", "\r"]), max_size=4),
    st.lists(st.sampled_from(["y", "\x1b[B", "1"]), max_size=4),
    st.lists(st.integers(0, 40), max_size=6),
)
def test_an_answer_in_any_pieces_is_told_and_no_key_is_lost(
    answer: str, before: list[str], after: list[str], cuts: list[int]
) -> None:
    sent = "".join(before) + answer + "".join(after)
    edges = sorted({0, len(sent), *(cut for cut in cuts if cut < len(sent))})
    found = messages_of(*(sent[start:end] for start, end in pairwise(edges)))
    told = [message.colour for message in found if isinstance(message, BackgroundTold)]
    assert told == [answer[5:].rstrip("\x07\x1b\\")]
    assert keys(found) == keys(messages_of("".join(before + after)))


@given(st.sampled_from("jM]nü:w1-"), st.lists(st.sampled_from("j]k"), max_size=3))
def test_esc_and_a_key_at_once_are_both_pressed(key: str, after: list[str]) -> None:
    assert keys(messages_of("\x1b" + key + "".join(after))) == ["escape", *keys(messages_of(key, *after))]


def test_commands_on_alt_and_a_character_stay_there() -> None:
    assert keys(messages_of("\x1bm", alt=True)) == ["alt+m"]


@pytest.mark.parametrize(("sent", "pressed"), [
    ("\x1b[97u", ["a"]), ("\x1b[97;1:1u", ["a"]), ("\x1b[97;1:2u", ["a"]), ("\x1b[97;1:3u", []),
    ("\x1b[97:65:97;2;65u", ["A"]),
    ("\x1b[1;1:3A", []), ("\x1b[1;2A", ["shift+up"]), ("\x1b[27u", ["escape"]),
    ("\x1b[13;1:1u", ["enter"]), ("\x1b[113;5u", ["ctrl+q"]), ("\x1b[57441;2u", []), ("\x1b[99999999u", []),
    ("\x1b[55296u", []), ("\x1b[97;1;7u", []), ("\x1b[97;999u", []), ("\x1b[3;5~", ["ctrl+delete"]),
    ("\x1b[1081::113;5u", ["ctrl+q"]), ("\x1b[;;u", []),
])  # fmt: skip
def test_every_form_of_a_key_in_kitty_s_protocol(sent: str, pressed: list[str]) -> None:
    assert keys(messages_of(sent)) == pressed


def test_a_key_of_another_layout_is_the_letter_at_its_place_too() -> None:
    parser = InputParser()
    assert keys(parser.feed("\x1b[1092::97;1;1092u", 1.0)) == ["ф"]
    assert keys(parser.feed("\x1b[1092:1060:97;2;1060u", 1.0)) == ["Ф"]
    assert parser.layout == {"ф": "a", "Ф": "A"}


@pytest.mark.parametrize("report", ["\x1b[48;0;0;0;0t", "\x1b[48;40;0;0;0t", "\x1b[48;99999;99999;0;0t"])
def test_a_size_that_is_none_is_dropped(report: str) -> None:
    assert messages_of(report) == []


def test_a_size_in_pixels_leaves_clicks_on_their_cells() -> None:
    size, click = messages_of("\x1b[48;40;120;800;1200t", "\x1b[<0;10;5M")
    assert isinstance(size, SizeTold)
    assert size.size == (120, 40)
    assert isinstance(click, events.MouseDown)
    assert (click.x, click.y) == (9, 4)


@pytest.mark.parametrize("report", [
    "\x1b[<0;99999;5M", "\x1b[<0;-4;5M", "\x1b[<9999;1;1M", "\x1b[12;3R", "\x1b[M !!", "\x1b[32;1;1M",
])  # fmt: skip
def test_reports_of_no_place_are_dropped(report: str) -> None:
    assert keys(messages_of(report, "q")) == ["q"]
    assert not any(isinstance(found, events.MouseEvent) for found in messages_of(report))


def test_what_the_terminal_can_do_is_told() -> None:
    synchronized, inband = messages_of("\x1b[?2026;2$y\x1b[?2048;2$y")
    assert isinstance(synchronized, messages.TerminalSupportsSynchronizedOutput)
    assert isinstance(inband, messages.InBandWindowResize)


def test_what_is_unknown_is_dropped_and_told_to_whoever_looks_for_it() -> None:
    told: list[str] = []
    parser = InputParser(dropped=told.append)
    assert list(parser.feed("\x1b[5;5;5;5z\x1b[1;\x11", 1.0))[-1:]
    assert told == ["\x1b[5;5;5;5z", "\x1b[1;"]


def test_a_wrong_byte_is_seen_where_it_was_typed_and_said() -> None:
    key, said = messages_of("�")
    assert isinstance(key, events.Key)
    assert isinstance(said, WrongBytesCame)


@given(st.integers(0, 2**32), st.integers(1, 12))
def test_mutations_of_real_sequences_are_never_an_error(seed: int, count: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - a test's chance
    parts: list[str | float] = []
    for _ in range(count):
        sent = list(chance.choice(REAL))
        for _ in range(chance.randrange(4)):
            at = chance.randrange(len(sent) + 1)
            sent[at : at + chance.randrange(3)] = chance.choice(
                ["", chr(chance.randrange(256)), str(chance.randrange(10**9)), ":", ";", "\x1b"]
            )
        parts += ["".join(sent), chance.choice([0.0, 0.01, 0.05, 0.3, 1.2])]
    found = messages_of(*parts)
    assert all(len(key) < 60 for key in keys(found))
    assert keys(messages_of(*parts, 60.0, "q"))[-1] == "q"


def test_esc_waits_a_moment_and_not_at_all_in_kitty_s_protocol() -> None:
    parser = InputParser()
    assert keys(parser.feed("\x1b", 5.0)) == []
    assert parser.deadline is not None
    assert parser.deadline - 5.0 <= 0.03  # what is left of 60 ms is for drawing
    assert keys(parser.tick(parser.deadline)) == ["escape"]
    assert keys(parser.feed("\x1b[27u", 6.0)) == ["escape"]
