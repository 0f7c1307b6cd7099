"""A text and its lines: a splice replaces what it names, and knows its lines without cutting them anew."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.markdown import line, newline
from tui.minutes.source import Source, Span, split_lines

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
    monkeypatch.setattr("tui.minutes.source.split_lines", None)
    spliced = source.splice(Span(900, 901), ["- other"])
    assert spliced.lines[899:902] == ("- line\n", "- other\n", "- line\n")
    assert all(one is other for one, other in zip(source.lines[:900], spliced.lines[:900], strict=True))
