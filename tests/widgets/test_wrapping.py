"""Text in lines: nothing lost, nothing too wide, breaks only where they may be."""

from __future__ import annotations

import re
from itertools import pairwise

from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len

from tui.minutes.text.inline import runs
from widgets.wrapping import _NARROW, TAB_STOP, Piece, clipped, flow, pieces, width_of

LETTERS = "ab,.会🎉é\u0301\u200b"
WORDS = st.text(st.sampled_from(LETTERS + "   \t\n"), max_size=24)
PIECES = st.lists(
    st.builds(Piece, WORDS, st.sampled_from(["text", "link", "code"]), st.sampled_from(["", "x"])), max_size=6
)
PREFIX = st.integers(0, 6).map(lambda size: (Piece(" " * size),) if size else ())
WIDTH = st.integers(1, 40)


def letters(content: list[Piece]) -> list[tuple[str, str, str]]:
    """Every character that is no white space, with its look."""
    return [
        (character, piece.role, piece.target)
        for piece in content
        for character in piece.text
        if character not in " \t\n"
    ]


@given(PIECES, WIDTH, PREFIX, PREFIX)
def test_no_line_is_too_wide_and_no_character_is_lost(
    content: list[Piece], width: int, first: tuple[Piece, ...], rest: tuple[Piece, ...]
) -> None:
    lines = flow(content, width, first, rest)
    limit = max(width, width_of(first) + 4, width_of(rest) + 4)
    assert lines
    assert all(width_of(line) <= limit for line in lines)
    assert lines[0][: len(first)] == first
    assert all(line[: len(rest)] == rest for line in lines[1:])
    assert letters([piece for line in lines for piece in line]) == letters(content)


@given(
    st.lists(
        st.builds(Piece, st.text("aaabé—会   ", max_size=30), st.sampled_from(["text", "link"])), max_size=3
    ),
    st.integers(1, 14),
    PREFIX,
)
@example([Piece("ab "), Piece("    c d e", "link")], 4, ())
@example([Piece("a aaaaaaaaaaaa b")], 5, ())
@example([Piece("aa   b c")], 3, ())
def test_many_words_at_once_flow_as_each_by_itself(
    content: list[Piece], width: int, prefix: tuple[Piece, ...]
) -> None:
    words = [piece._replace(text=word) for piece in content for word in re.findall(" +|[^ ]+", piece.text)]
    assert flow(content, width, prefix, prefix) == flow(words, width, prefix, prefix)


def test_characters_taken_for_narrow_are() -> None:
    narrow = [chr(code) for code in range(0x3000) if _NARROW.fullmatch(chr(code))]
    assert len(narrow) > 700
    assert {cell_len(character) for character in narrow} == {1}


@given(st.lists(st.text("abc会", min_size=1, max_size=12), max_size=12), st.integers(4, 30))
@example(["aaaa", "b"], 4)
def test_lines_break_between_words_and_as_late_as_they_can(words: list[str], width: int) -> None:
    lines = flow([Piece(" ".join(words))], width)
    texts = ["".join(piece.text for piece in line) for line in lines]
    if all(cell_len(word) <= width for word in words):
        assert " ".join(texts) == " ".join(words)
        for above, below in pairwise(texts):
            assert cell_len(above) + 1 + cell_len(below.split(" ")[0]) > width
    assert "".join(texts).replace(" ", "") == "".join(words)


@given(st.lists(st.text("ab", min_size=1, max_size=3), min_size=1, max_size=8), st.integers(4, 12))
def test_looks_do_not_move_breaks(parts: list[str], width: int) -> None:
    one = flow([Piece("x " + "".join(parts) + " y")], width)
    many = flow([Piece("x "), *(Piece(part, f"role{n}") for n, part in enumerate(parts)), Piece(" y")], width)
    as_text = [["".join(piece.text for piece in line) for line in lines] for lines in (one, many)]
    assert as_text[0] == as_text[1]


def test_a_full_stop_stays_with_its_link() -> None:
    lines = flow(pieces(runs("see the [list of what is left](https://example.org/left).")), 26)
    assert ["".join(piece.text for piece in line) for line in lines] == ["see the list of what is", "left."]
    assert lines[1] == (Piece("left", "link", "https://example.org/left"), Piece("."))


def test_hard_breaks_and_blank_lines_stay() -> None:
    lines = flow([Piece("a\n\nb\n")], 10, (Piece("- "),), (Piece("  "),))
    assert ["".join(piece.text for piece in line) for line in lines] == ["- a", "  ", "  b", "  "]


def test_a_tab_is_blanks() -> None:
    ((piece,),) = flow([Piece("a\tb")], 20)
    assert piece.text == "a" + " " * TAB_STOP + "b"


@given(st.text(st.sampled_from(LETTERS + " ")), st.integers(0, 30))
def test_clipped_text_fits_and_says_that_it_is_cut(text: str, width: int) -> None:
    shown = clipped(text, width)
    assert cell_len(shown) <= width
    if cell_len(text) <= width:
        assert shown == text
    elif width:
        assert shown.endswith("…")
        assert text.startswith(shown[:-1])


def test_very_long_lines_are_flowed() -> None:
    assert len(flow([Piece("x" * 160_000)], 80)) == 2_000
    assert len(flow([Piece("a b " * 40_000)], 80)) == 2_000
