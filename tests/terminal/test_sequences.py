"""What a terminal sends is cut into whole sequences, whatever comes and in what pieces."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.terminal.parser import is_sent_by_terminals
from tui.terminal.sequences import LATE, PASTE_SILENCE, Kind, Splitter, Token, delay_of

DELAY = 0.04
KEYS = ("a", "é", "\r", "\x1b[A", "\x1b[1;5C", "\x1bOP", "\x1b[97;5u", "\x1b[<0;4;9M", "日", "]", "\x11")
ANSWERS = (
    "\x1b]11;rgb:ffff/ffff/dddd\x1b\\",
    "\x1b[?2026;2$y",
    "\x1bP>|XTerm(390)\x1b\\",
    "\x1b[48;24;80;0;0t",
)


def tokens(*parts: str | float) -> list[Token]:
    """What comes of texts, with seconds between them."""
    splitter, now = Splitter(DELAY, is_sent_by_terminals), 100.0
    found: list[Token] = []
    for part in parts:
        if isinstance(part, str):
            found += splitter.feed(part, now)
        else:
            now += part
            found += splitter.tick(now)
    return [*found, *splitter.tick(now + 60)]


def told(*parts: str | float) -> list[str]:
    """The keys, sequences and pastes among them, as text."""
    return [token.text for token in tokens(*parts) if token.kind is not Kind.DROPPED]


@given(st.lists(st.sampled_from([*KEYS, *ANSWERS]), max_size=8), st.lists(st.integers(0, 80), max_size=8))
def test_pieces_make_no_difference(sent: list[str], cuts: list[int]) -> None:
    whole = "".join(sent)
    edges = sorted({0, len(whole), *(cut for cut in cuts if cut < len(whole))})
    assert told(*(whole[start:end] for start, end in pairwise(edges))) == sent


@given(st.text(alphabet="\x1b[]OP<>0123456789;:?$~ABMmRuty\\\x07_Gx\r\x11é", max_size=60), st.data())
def test_whatever_comes_nothing_is_made_up_and_keys_act_again(sent: str, data: st.DataObject) -> None:
    pauses = data.draw(st.lists(st.sampled_from([0.0, 0.01, 0.05, 0.3, 1.1, 2.5]), min_size=8, max_size=8))
    cuts = sorted(data.draw(st.lists(st.integers(0, len(sent)), min_size=7, max_size=7)))
    pieces = [sent[start:end] for start, end in pairwise([0, *cuts, len(sent)])]
    found = tokens(*(part for pair in zip(pieces, pauses, strict=True) for part in pair))
    left = "".join(token.text for token in found).replace("\x1b", "")
    rest = iter(sent)
    assert all(character in rest for character in left)  # in order, and none that was not sent
    after = tokens(*(part for pair in zip(pieces, pauses, strict=True) for part in pair), 60.0, "q")
    assert after[-1] == Token(Kind.CHARACTER, "q")


def test_a_lone_esc_is_a_key_and_the_rest_that_comes_late_is_none() -> None:
    for rest in ("[A", "OA", "[<0;10;5M", "[1;5C"):
        assert told("\x1b", 0.25, rest) == ["\x1b"]
        assert told("\x1b", DELAY + LATE + 0.01, rest) == ["\x1b", *rest]
    assert told("\x1b", 0.25, "[<0;1", 0.01, "0;5M", "j") == ["\x1b", "j"]
    assert told("\x1b", 0.25, "[", 0.01, "A") == ["\x1b"]
    assert told("\x1b", DELAY / 2, "[A") == ["\x1b[A"]


@pytest.mark.parametrize("typed", ["[", "[[", "[j", "O", "j", "[]"])
def test_what_is_typed_after_esc_stays_typed(typed: str) -> None:
    assert told("\x1b", 0.3, typed) == ["\x1b", *typed]


@pytest.mark.parametrize("broken", [
    "\x1b[1;", "\x1b[<0;1", "\x1b]11;rgb:ff", "\x1bP1$r", "\x1b[999999", "\x1bO1;", "\x1b[ !",
])  # fmt: skip
def test_a_broken_sequence_is_dropped_and_keys_behind_it_act(broken: str) -> None:
    assert told(broken, "\x11") == ["\x11"]
    assert told(broken, 5.0, "q") == ["q"]
    assert told(broken, "é", 5.0, "q")[-1] == "q"


def test_a_sequence_without_end_is_given_up() -> None:
    assert told("\x1b[" + "1;" * 400, 5.0, "q") == ["q"]
    assert told("\x1b]8;" + "x" * 10_000, 5.0, "q") == ["q"]


@given(st.text(alphabet="ab\r\n\x1b[201~", max_size=40), st.lists(st.integers(0, 60), max_size=5))
def test_a_paste_in_any_pieces_is_one(text: str, cuts: list[int]) -> None:
    text = text.replace("\x1b[201~", "")
    sent = f"x\x1b[200~{text}\x1b[201~y"
    if (text + "\x1b[201~").index("\x1b[201~") != len(text):
        return  # its own end came together out of two parts
    edges = sorted({0, len(sent), *(cut for cut in cuts if cut < len(sent))})
    found = tokens(*(sent[start:end] for start, end in pairwise(edges)))
    assert found == [Token(Kind.CHARACTER, "x"), Token(Kind.PASTE, text), Token(Kind.CHARACTER, "y")]


def test_a_paste_whose_end_is_lost_is_over_after_a_silence() -> None:
    assert tokens("\x1b[200~hello", PASTE_SILENCE + 0.1, "\x11") == [
        Token(Kind.PASTE, "hello"), Token(Kind.CHARACTER, "\x11"),
    ]  # fmt: skip
    hammered = tokens("\x1b[200~hello", 0.7, "\x11", 0.7, "\x11", 0.7, "\x11", 0.7, "\x11")
    assert hammered[-1] == Token(Kind.CHARACTER, "\x11")


def test_what_still_comes_of_a_lost_paste_is_no_command() -> None:
    lost = ("\x1b[200~first line\r", 3.0)
    assert tokens(*lost, "second line\r", 0.5, "third\x1b[201~", 0.5, "dx") == [
        Token(Kind.PASTE, "first line\r"), Token(Kind.PASTE, "second line\r"), Token(Kind.PASTE, "third"),
        Token(Kind.CHARACTER, "d"), Token(Kind.CHARACTER, "x"),
    ]  # fmt: skip
    assert told(*lost, "\x1b[B\x1b[B", 0.5, "jjj") == ["first line\r", "\x1b[B", "\x1b[B", "j", "j", "j"]


def test_how_long_an_esc_waits_can_be_told() -> None:
    assert [delay_of(told, 0.025) for told in (None, "", "500", "0", "soon", "-3", " 80 ")] == [
        0.025, 0.025, 0.5, 0.001, 0.025, 0.025, 0.08,
    ]  # fmt: skip
