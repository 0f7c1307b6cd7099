"""Which lines differ: laws over all texts, and bounded work on hostile ones."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from tui.minutes.text import diff as module
from tui.minutes.text.diff import Change, diff, line_changes
from tui.minutes.text.source import Source, Span

LINES = st.lists(st.sampled_from(["a", "b", "c", "d", "", "- x", "\f", "e\u2028f", "g\r"]), max_size=12)
NEWLINES = st.sampled_from(["\n", "\r\n"])
TEXTS = st.builds(
    lambda lines, newlines, last: (
        "".join(line + end for line, end in zip(lines, newlines, strict=False)) + last
    ),
    LINES,
    st.lists(NEWLINES, min_size=12, max_size=12),
    st.sampled_from(["", "tail"]),
)


def rebuilt(old: Source, new: Source) -> str:
    """The new text, from the old one and the changes alone."""
    pieces, done = [], 0
    for change in diff(old, new):
        pieces += [*old.lines[done : change.old.start], *new.lines[change.new.start : change.new.end]]
        done = change.old.end
    return "".join([*pieces, *old.lines[done:]])


@given(TEXTS, TEXTS)
def test_the_changes_make_the_new_text_of_the_old(old: str, new: str) -> None:
    assert rebuilt(Source(old), Source(new)) == new


@given(LINES, LINES)
def test_classic_mac_texts_too(old: list[str], new: list[str]) -> None:
    one, other = (Source("".join(f"{line.strip()}\r" for line in lines)) for lines in (old, new))
    assert rebuilt(one, other) == other.text


@given(TEXTS)
def test_a_text_does_not_differ_from_itself(text: str) -> None:
    assert diff(Source(text), Source(text)) == ()


@given(LINES, LINES)
def test_changes_are_apart_and_in_order(old: list[str], new: list[str]) -> None:
    found = line_changes(old, new)
    for before, after in pairwise(found):
        assert before.old_end < after.old_start
        assert before.new_end < after.new_start
    assert all(r.old_start < r.old_end or r.new_start < r.new_end for r in found)


def test_few_changes_in_a_long_text_are_found_apart() -> None:
    old = [f"- report {number}" for number in range(5000)]
    new = [*old[:10], "- new", *old[10:3000], *old[3001:4000], "- changed", *old[4001:]]
    assert diff(Source("\n".join(old)), Source("\n".join(new))) == (
        Change(Span(10, 10), Span(10, 11)),
        Change(Span(3000, 3001), Span(3001, 3001)),
        Change(Span(4000, 4001), Span(4000, 4001)),
    )


def test_moved_blocks_keep_the_longest_common_run() -> None:
    old = Source("a\nb\nc\nd\ne\n")
    assert diff(old, Source("d\na\nb\nc\ne\n")) == (
        Change(Span(0, 0), Span(0, 1)),
        Change(Span(3, 4), Span(4, 4)),
    )


def test_a_newline_that_changed_is_a_change() -> None:
    assert diff(Source("a\nb"), Source("a\r\nb\n")) == (Change(Span(0, 2), Span(0, 2)),)


class Counted(str):
    """A line that counts how often it is compared."""

    __slots__ = ()
    compared = 0

    def __eq__(self, other: object) -> bool:
        Counted.compared += 1
        return str.__eq__(self, other)

    __hash__ = str.__hash__


def test_hostile_texts_cost_a_bounded_number_of_comparisons() -> None:
    """Two lines in ever other orders: no anchors, many differences."""
    size = 30_000
    old = [Counted("ab"[(number * number // 7) % 2]) for number in range(size)]
    new = [Counted("ab"[(number * number * number // 11) % 2]) for number in range(size)]
    Counted.compared = 0
    found = line_changes(old, new)
    assert found
    assert Counted.compared < 30 * (module._BUDGET + size)
