"""Answers about the background never reach the keys, in whatever pieces they come."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from threading import Event

from hypothesis import given
from hypothesis import strategies as st
from textual import events
from textual.message import Message

from tui.terminal.driver import Answers, BackgroundTold, Parser

ANSWERS = ("\x1b]11;rgb:ffff/ffff/dddd\x1b\\", "\x1b]11;rgb:00/10/20\x07")


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
    awaiting = Event()
    parser, plain = Parser(awaiting), Parser(awaiting)
    found = [message for start, end in pairwise(edges) for message in parser.feed(sent[start:end])]
    told = [message.colour for message in found if isinstance(message, BackgroundTold)]
    assert told == [answer[5:].rstrip("\x07\x1b\\")]
    typed = "".join(before + after)
    assert keys(found) == (keys(plain.feed(typed)) if typed else [])
    assert awaiting.is_set()


def test_an_answer_nobody_waits_for_is_taken_out_too() -> None:
    answered = Event()
    answered.set()
    assert keys(Parser(answered).feed("a" + ANSWERS[0] + "b")) == ["a", "b"]


def test_what_only_began_like_an_answer_is_typed_after_a_while() -> None:
    answers = Answers()
    assert answers.take("a\x1b]1", 5.0, expected=True) == ("a", [])
    assert answers.overdue(5.5) == ""
    assert answers.overdue(6.1) == "\x1b]1"
    assert answers.overdue(9.0) == ""
    assert answers.take("\x1b]", 10.0, expected=True) == ("", [])  # esc, and on to the next team
    assert answers.overdue(10.2) == "\x1b]"
    assert answers.take("\x1b", 10.0, expected=True) == ("", [])
    assert answers.overdue(10.2) == "\x1b"
    assert answers.take("\x1b", 10.0, expected=False) == ("\x1b", [])


@given(st.sampled_from("jM]nü:w "), st.lists(st.sampled_from("j]k"), max_size=3))
def test_esc_and_a_key_at_once_are_both_pressed(key: str, after: list[str]) -> None:
    answered = Event()
    answered.set()
    one, other = Parser(answered), Parser(answered)
    at_once = keys([*one.feed("\x1b" + key + "".join(after)), *one.feed("")])
    apart = keys([*other.feed(key + "".join(after)), *other.feed("")])
    assert at_once == ["escape", *apart]


def test_commands_on_alt_and_a_character_stay_there() -> None:
    answered = Event()
    answered.set()
    parser = Parser(answered, alt=True)
    assert keys([*parser.feed("\x1bm"), *parser.feed("")]) == ["alt+m"]
