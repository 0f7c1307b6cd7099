"""Spots in the panes' text: in order, found again where they are drawn, the same at every width."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tests.support.minutes import meeting_of
from widgets.panes.pane import FRAME
from widgets.panes.pane_list import PaneLayout
from widgets.panes.pane_stack import PaneStack
from widgets.panes.spots import Spot, SpotRange, item_at, spot_at, text_of, word_at

WORDS = st.text("abcé会-", min_size=1, max_size=30).filter(lambda word: word.strip("-"))
ITEMS = st.lists(
    st.tuples(
        st.sampled_from(["- ", "1. ", "  - ", "> ", "- [ ] **ACTION:** Ada: ", "- `", "\n"]),
        st.lists(WORDS, min_size=1, max_size=12).map(" ".join),
    ),
    min_size=1,
    max_size=6,
)
MINUTES = st.lists(ITEMS, min_size=1, max_size=3).map(
    lambda sections: "# S\n\n" + "".join(f"## T{n}\n{_lines(items)}\n" for n, items in enumerate(sections))
)


def _lines(items: list[tuple[str, str]]) -> str:
    return "".join(f"{marker}{text}\n" for marker, text in items)


def stack_of(text: str, width: int) -> PaneStack:
    stack = PaneStack.of(meeting_of(text), PaneLayout(width))
    stack.realise(0, 10_000)
    return stack


def items_of(stack: PaneStack) -> list[str]:
    return [
        text_of(stack, SpotRange(Spot(number, item, 0, 0), Spot(number, item, 1 << 19, 0)))
        for number in range(len(stack.panes))
        for item in range(len(stack.panes[number].section.items))
    ]


@given(MINUTES, st.integers(24, 60))
def test_what_is_copied_does_not_depend_on_the_width(text: str, width: int) -> None:
    assert items_of(stack_of(text, width)) == items_of(stack_of(text, 110))


@given(MINUTES, st.integers(24, 60))
def test_a_spot_is_where_it_is_drawn(text: str, width: int) -> None:
    stack = stack_of(text, width)
    spots = []
    for y in range(stack.height):
        ((pane, row),) = stack.row(y)
        for x in range(width):
            spot = spot_at(stack, x, y)
            assert spot is not None
            assert Spot.of(spot.offset) == spot
            spots.append(spot)
            if pane.item_at(row) is not None and x >= FRAME:
                line = "".join(piece.text for piece in pane.row(row).line)
                assert cell_len(line[: spot.column]) <= x - FRAME or spot.column == len(line)
    assert all(one <= other for one, other in pairwise(spots))
    assert all(one.offset.transpose <= other.offset.transpose for one, other in pairwise(spots))


@given(MINUTES, st.integers(24, 60), st.data())
def test_a_range_is_its_parts(text: str, width: int, data: st.DataObject) -> None:
    stack = stack_of(text, width)
    cell = st.tuples(st.integers(0, width - 1), st.integers(0, stack.height))
    one, other = (spot_at(stack, *data.draw(cell)) for _ in range(2))
    assert one is not None
    assert other is not None
    chosen = SpotRange.between(one, other)
    whole = text_of(stack, SpotRange(Spot(0, -1, 0, 0), Spot(len(stack.panes), -1, 0, 0)))
    words = text_of(stack, chosen).split()
    assert all(word in whole for word in words)
    assert "│" not in text_of(stack, chosen)


def test_a_word_and_an_item_around_a_spot() -> None:
    stack = stack_of("# S\n\n## A\n- one two-three\n- " + "long " * 20 + "\n\n## B\n", 40)
    ((x, y),) = [(4 + 4, 1)]
    spot = spot_at(stack, x, y)
    assert spot is not None
    word = word_at(stack, spot)
    assert word is not None
    assert text_of(stack, word) == "two"
    below = spot_at(stack, 5, 3)
    assert below is not None
    item = item_at(stack, below)
    assert item is not None
    assert text_of(stack, item) == "• " + " ".join(["long"] * 20)
    for nothing in (spot_at(stack, 3, 0), spot_at(stack, 3, 99)):
        assert nothing is not None
        assert word_at(stack, nothing) is None
        assert item_at(stack, nothing) is None
    assert spot_at(PaneStack.of(meeting_of(""), PaneLayout(40)), 0, 0) is None
