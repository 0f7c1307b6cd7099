"""A text and its lines: a splice replaces what it names, and knows its lines without cutting them anew."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.markdown import line, newline
from tui.minutes.text import source as module
from tui.minutes.text.source import Source, Span, common_head, common_tail, split_lines

texts = st.builds(
    lambda pairs, last: "".join(piece for pair in pairs for piece in pair) + last,
    st.lists(st.tuples(line, newline), max_size=8),
    st.sampled_from(["", "last", "last\r"]),
)


@given(texts, st.integers(0, 9), st.integers(0, 9), st.lists(line, max_size=3))
def test_a_splice_leaves_every_other_byte(text: str, one: int, other: int, new: list[str]) -> None:
    source = Source(text)
    start, end = sorted((min(one, len(source.lines)), min(other, len(source.lines))))
    spliced = source.splice(Span(start, end), new)
    assert spliced.lines == tuple(split_lines(spliced.text))
    before, after = "".join(source.lines[:start]), "".join(source.lines[end:])
    assert spliced.text.startswith(before)
    if end < len(source.lines):
        assert spliced.text.endswith(after)
    elif not new:
        assert spliced.text == before


def test_a_splice_of_a_long_text_cuts_nothing_up(monkeypatch: pytest.MonkeyPatch) -> None:
    source = Source("- line\n" * 1000)
    assert len(source.lines) == 1000
    monkeypatch.setattr("tui.minutes.text.source.split_lines", None)
    spliced = source.splice(Span(900, 901), ["- other"])
    assert spliced.lines[899:902] == ("- line\n", "- other\n", "- line\n")
    assert all(one is other for one, other in zip(source.lines[:900], spliced.lines[:900], strict=True))


@given(texts, texts, texts, texts, st.integers(1, 9))
def test_the_common_ends_are_as_long_as_can_be(head: str, tail: str, old: str, new: str, chunk: int) -> None:
    one, other = head + old + tail, head + new + tail
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "_CHUNK", chunk)
        first = common_head(one, other)
        assert one[:first] == other[:first]
        assert one[first : first + 1] != other[first : first + 1] or one == other
        limit = min(len(one), len(other)) - first
        last = common_tail(one, other, limit)
        assert one[len(one) - last :] == other[len(other) - last :]
        assert last == limit or one[-1 - last] != other[-1 - last]


@given(texts, st.integers(0, 9), st.integers(0, 9))
def test_some_lines_are_those_of_all(text: str, start: int, end: int) -> None:
    span = Span(min(start, end), max(start, end))
    assert Source(text).lines_in(span) == tuple(split_lines(text)[span.start : span.end])


def test_lines_near_the_top_are_had_without_cutting_a_long_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui.minutes.text.source.split_lines", None)
    source = Source("# A\n- b\n" * 10_000)
    assert source.lines_in(Span(1, 3)) == ("- b\n", "# A\n")
    with pytest.raises(TypeError):
        source.lines_in(Span(15_000, 15_001))


@given(texts, texts, texts, texts)
def test_lines_cut_like_those_of_another_text_are_its_own(head: str, old: str, new: str, tail: str) -> None:
    known, source = Source(head + old + tail), Source(head + new + tail)
    source.cut_like(known)
    assert source.lines == tuple(split_lines(source.text))


def test_what_another_text_has_at_its_ends_is_not_cut_again() -> None:
    known = Source("".join(f"- line {number}\n" for number in range(1000)))
    source = Source(known.text.replace("- line 400\n", "- other\n- more\n"))
    source.cut_like(known)
    ends = zip(known.lines[:400] + known.lines[401:], source.lines[:400] + source.lines[402:], strict=True)
    assert all(one is other for one, other in ends)
