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


ORPHANS = ("[A", "OA", "[<0;10;5M", "[1;5C", "[3~", "[97;5u", "[I", "[?2026;2$y", "]11;rgb:ff/ff/dd\x1b\\")


@given(st.sampled_from(ORPHANS), st.integers(30, 900), st.lists(st.integers(1, 400), max_size=20), st.data())
def test_the_rest_of_an_esc_is_no_key_in_whatever_pieces_it_comes(
    rest: str, first: int, pauses: list[int], data: st.DataObject
) -> None:
    """Times are in milliseconds: the first piece within a second of the ESC, all of an arrow, too."""
    cuts = {0, len(rest), *data.draw(st.sets(st.integers(1, len(rest)), max_size=len(pauses)))}
    edges = sorted(cut for cut in cuts if cut != 1 or rest[0] in "[O")  # a lone ] is a key at once
    pieces = [rest[start:end] for start, end in pairwise(edges)]
    parts: list[str | float] = ["\x1b", DELAY + first / 1000]
    left = 990.0 - first
    for piece, pause in zip(pieces, [*pauses, *([0] * len(pieces))], strict=False):
        parts += [piece, min(pause, left) / 1000]
        left -= min(pause, left)
    assert told(*parts, 0.0, "j") == ["\x1b", "j"]


@pytest.mark.parametrize(
    "typed", ["[", "[[", "[j", "O", "j", "[]", "[M", "[?", "[ ", "[ j", "[<", "]", "]j", "P"]
)
def test_what_is_typed_after_esc_stays_typed(typed: str) -> None:
    assert told("\x1b", 0.3, typed) == ["\x1b", *typed]
    assert told("\x1b", 0.3, *(part for key in typed for part in (key, 0.15))) == ["\x1b", *typed]


def test_a_bracket_behind_esc_acts_when_the_next_key_or_a_second_has_passed() -> None:
    splitter = Splitter(DELAY, is_sent_by_terminals)
    assert list(splitter.feed("\x1b", 5.0)) == []
    assert list(splitter.feed("[", 5.5)) == [Token(Kind.ESCAPE, "\x1b")]
    assert splitter.deadline == pytest.approx(5.0 + DELAY + LATE)
    assert list(splitter.feed("j", 5.6)) == [Token(Kind.CHARACTER, "["), Token(Kind.CHARACTER, "j")]


def test_a_paste_whose_esc_was_taken_for_a_key_is_a_paste() -> None:
    assert told("\x1b", 0.3, "[200~dxa", 0.1, "dx\x1b[201~", "j") == ["\x1b", "dxadx", "j"]
    assert told("\x1b", 0.3, "[20", 0.3, "0~dxa\x1b[201~", "j") == ["\x1b", "dxa", "j"]


def test_an_esc_that_waits_longer_lets_the_rest_wait_as_long() -> None:
    splitter = Splitter(2.0, is_sent_by_terminals)
    assert list(splitter.feed("\x1b[", 5.0)) == []
    assert list(splitter.feed("A", 6.9)) == [Token(Kind.SEQUENCE, "\x1b[A")]


STALLING = (
    "\x1b]11;rgb:ffff/ffff/dddd\x1b\\", "\x1b]11;rgb:00/10/20\x07", "\x1bP>|XTerm(390)\x1b\\",
    "\x1b[?2026;2$y", "\x1b[48;24;80;0;0t", "\x1b[<0;10;5M", "\x1b[?62;22c",
)  # fmt: skip


@given(st.sampled_from(STALLING), st.integers(3, 22), st.integers(1_100, 9_000))
def test_the_rest_of_what_stalled_is_not_typed(answer: str, cut: int, stall: int) -> None:
    rest = answer[min(cut, len(answer) - 4) :]
    assert told(answer.removesuffix(rest), stall / 1000, rest, "j")[-1:] == ["j"]
    characters = [
        token.text for token in tokens(answer.removesuffix(rest), stall / 1000, rest, "j", 0.1, "\x11")
        if token.kind is not Kind.DROPPED and token.kind is not Kind.SEQUENCE
    ]  # fmt: skip
    assert characters == ["j", "\x11"]


@given(st.integers(4, 27), st.lists(st.integers(0, 3_000), min_size=30, max_size=30))
def test_an_answer_that_comes_in_drops_is_not_typed(first: int, pauses: list[int]) -> None:
    answer = "\x1b]11;rgb:ffff/ffff/dddd\x1b\\"
    first = min(first, len(answer) - 2)  # an ESC by itself is one, after a second
    drops = [
        part for pair in zip(answer[first:-2], pauses, strict=False) for part in (pair[0], pair[1] / 1000)
    ]
    assert told(answer[:first], 1.5, *drops, answer[-2:], "j") == ["j"]


def test_keys_act_while_an_answer_stalls() -> None:
    stalled = ("\x1b]11;rgb:ff", 1.2)
    assert told(*stalled, "j", 0.5, "\x11", 0.5, "\x1b[A", 0.5, "ff/ffff/ffff\x07", "k") == [
        "j",
        "\x11",
        "\x1b[A",
        "k",
    ]
    assert told(*stalled, "ff/ffff/ffff", 0.5, "\x1b") == ["\x1b"]
    assert told(*stalled, 12.0, *"daff") == [*"daff"]


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
    assert told("\x1b[" + "1;" * 400, "q") == ["q"]  # at once: it is longer than any
    assert told("\x1b]8;" + "x" * 10_000, "q") == ["q"]


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
