"""An open document: only lines that were edited change, and tracked places keep their text."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from tui.minutes.keeping.document import Document
from tui.minutes.text.source import Source, Span, without_newline

LINE = st.text(st.sampled_from("ab #-*\t\x00\x0c\x0b\u2028\u2029\x85\x1c\ufeff\u202eé会"), max_size=6)
NEWLINE = st.sampled_from(["\n", "\n", "\r\n"])
TEXT = st.builds(
    lambda lines, last: "".join(line + newline for line, newline in lines) + last,
    st.lists(st.tuples(LINE, NEWLINE), max_size=12),
    LINE,
)
CLASSIC = st.lists(LINE, max_size=6).map("\r".join)


@given(TEXT | CLASSIC, st.integers(0, 14), st.integers(0, 14), st.lists(LINE, max_size=6))
@example("a\nb", 2, 2, ["c"])
@example("a\r\nb", 0, 2, [])
@example("", 0, 0, ["a"])
def test_only_the_lines_of_the_span_change(text: str, one: int, other: int, lines: list[str]) -> None:
    source = Source(text)
    document = Document(source, "2026-03-10.md")
    start, end = sorted((min(one, len(source.lines)), min(other, len(source.lines))))
    span = Span(start, end)
    changed, now = document.with_lines(span, lines)
    if lines[-1:] == [""] and now.end > len(changed.lines):
        lines = lines[:-1]  # an empty last line without a newline is none
    assert list(map(without_newline, changed.lines[now.start : now.end])) == lines
    before, after = "".join(source.lines[:start]), "".join(source.lines[end:])
    head, tail = "".join(changed.lines[: now.start]), "".join(changed.lines[now.end :])
    assert head.rstrip("\r\n") == before.rstrip("\r\n")
    assert head.startswith(before)
    assert tail.endswith(after)
    assert tail.strip("\r\n") == after.strip("\r\n")


@given(TEXT, st.data())
def test_lines_given_back_unchanged_keep_their_bytes(text: str, data: st.DataObject) -> None:
    source = Source(text)
    document = Document(source, "2026-03-10.md")
    lines = document.lines(Span(0, len(source.lines)))
    assert document.with_lines(Span(0, len(lines)), lines)[0] == source
    row = data.draw(st.integers(0, len(lines)))
    changed, _ = document.with_lines(Span(0, len(lines)), [*lines[:row], "new", *lines[row:]])
    kept = list(changed.lines)
    assert without_newline(kept.pop(row)) == "new"
    assert "".join(kept).rstrip("\r\n") == source.text.rstrip("\r\n") or row == len(lines)
    for old, now in zip(source.lines[:row], changed.lines[:row], strict=True):
        assert now.startswith(old)


@given(TEXT, TEXT, st.integers(0, 14), st.integers(0, 14))
def test_a_tracked_place_is_a_place_of_the_new_text(text: str, new: str, one: int, other: int) -> None:
    document = Document(Source(text), "2026-03-10.md")
    count = len(document.source.lines)
    start, end = sorted((min(one, count), min(other, count)))
    tracked = document.track(Span(start, end))
    document.put(Source(new))
    assert 0 <= tracked.span.start <= tracked.span.end <= len(document.source.lines)


@given(st.lists(st.text("abc", min_size=1, max_size=3), min_size=1, max_size=8), st.data())
def test_a_tracked_place_keeps_its_lines_while_others_come_and_go(
    lines: list[str], data: st.DataObject
) -> None:
    document = Document(Source("".join(f"{n} {line}\n" for n, line in enumerate(lines))), "2026-03-10.md")
    start = data.draw(st.integers(0, len(lines) - 1))
    end = data.draw(st.integers(start + 1, len(lines)))
    tracked = document.track(Span(start, end))
    mine = document.lines(tracked.span)
    above = data.draw(st.lists(st.just("above\n"), max_size=3))
    below = data.draw(st.lists(st.just("below\n"), max_size=3))
    old = document.source.lines
    document.put(Source("".join([*old[1:start], *above, *old[start:end], *below, *old[end:-1]])))
    assert document.lines(tracked.span) == mine


def test_new_text_in_an_empty_section_is_set_off_by_blank_lines() -> None:
    document = Document(Source("# T\n## Discussion\n## Teams\n"), "2026-03-10.md")
    place = document.track(document.written(1))
    document.write(place, ["said"])
    assert document.source.text == "# T\n## Discussion\n\nsaid\n\n## Teams\n"
    assert document.lines(place.span) == ["said"]
    document.write(place, [])
    document.write(place, ["again"])
    assert document.source.text == "# T\n## Discussion\n\nagain\n\n## Teams\n"
