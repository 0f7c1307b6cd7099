"""Panes: what is drawn of a section, row by row, and panes above and beside each other."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.minutes import meeting_of
from tui.minutes.model import Meeting
from widgets.panes.pane import GAP, Pane, Shape, title_line
from widgets.panes.pane_list import COLUMN_LEAST, PaneLayout
from widgets.panes.pane_stack import PaneStack
from widgets.places import Place
from widgets.wrapping import width_of

MINUTES = """# Sync 2026-03-10

## Announcements
- one that is long enough to be wrapped where the pane is narrow
  - nested

para

## Teams

### CLI (incubating) - Ada Obi
- a
- b

### UAA
TBD

### Garden

#### Core - Bo Ek
- c
#### Root
1. d

```
code
```
"""
BODY = st.lists(
    st.sampled_from(["- a", "  - bb " * 5, "word " * 12, "", "> q", "```", "| a | b |", "| - | - |", "-- r"]),
    max_size=10,
).map("\n".join)


def stack_of(meeting: Meeting, width: int) -> PaneStack:
    stack = PaneStack.of(meeting, PaneLayout(width))
    stack.realise(0, 10_000)
    return stack


def stops_of(stack: PaneStack) -> list[Place]:
    """Where the cursor can stand, as it gets there step by step."""
    found: list[Place] = []
    here = stack.panes.first
    while here is not None:
        assert not found or stack.panes.step(here, -1) == found[-1]
        found.append(here)
        assert stack.panes.step(found[0], len(found) - 1) == here
        here = stack.panes.step(here, 1)
    assert not found or stack.panes.last == found[-1]
    return found


def text_of(stack: PaneStack, y: int) -> str:
    ((pane, row),) = stack.row(y)
    if pane.slim or row == 0:
        return "".join(piece.text for piece in title_line(pane, current=False))
    if row == pane.height - 1:
        return "╰"
    return "".join(piece.text for piece in pane.row(row).line)


def test_what_a_stack_shows() -> None:
    stack = stack_of(meeting_of(MINUTES), 44)
    assert [text_of(stack, y).rstrip() for y in range(stack.height)] == [
        "╭─ » Announcements ────────────── 2 items ─╮",
        "• one that is long enough to be wrapped",
        "  where the pane is narrow",
        "  ◦ nested",
        "",
        "para",
        "╰",
        " Teams ─────────────────────────────────────",
        "╭─ CLI · Ada Obi · incubating ─── 2 items ─╮",
        "• a",
        "• b",
        "╰",
        "╭─ UAA ──────────────────────────────── ∅ ─╮",
        "TBD",
        "╰",
        " Garden ────────────────────────────────────",
        "╭─ Garden · Core · Bo Ek ───────── 1 item ─╮",
        "• c",
        "╰",
        "╭─ Garden · Root ──────────────── 2 items ─╮",
        "1. d",
        "",
        "  code",
        "╰",
    ]


@given(BODY, st.integers(16, 60))
def test_rows_items_and_heights_agree(body: str, width: int) -> None:
    meeting = meeting_of(f"# T\n\n## A\n{body}\n")
    section = next(section for section in meeting.sections if section.name == "A")
    pane = Pane(section, Shape("A", width))
    pane.realise(0, 10_000)
    inside = range(1, pane.height - 1)
    items = [pane.row(y).item for y in inside]
    assert items == sorted(items, key=lambda item: -1 if item is None else item)
    assert [pane.item_at(y) for y in inside] == items
    assert pane.item_at(0) is pane.item_at(pane.height - 1) is None
    assert all(width_of(pane.row(y).line) <= pane.inner for y in inside)
    if section.items:
        assert set(items) == set(range(len(section.items)))
        for number in range(len(section.items)):
            assert items.index(number) + 1 == pane.top_of(number)
            assert items.count(number) == pane.height_of(number)
    else:
        assert items == [None]


@given(BODY, BODY, st.integers(20, 60), st.integers(0, 40), st.integers(1, 30))
def test_a_part_that_is_looked_at_is_exact_whatever_was_looked_at_before(
    one: str, other: str, width: int, top: int, rows: int
) -> None:
    meeting = meeting_of(f"# T\n\n## A\n{one}\n\n## B\n{other}\n")
    stack = PaneStack.of(meeting, PaneLayout(width))
    stack.realise(top, top + rows)
    height, drawn = stack.height, [stack.row(y) for y in range(top, top + rows)]
    for pane, row in (pane for found in drawn for pane in found):
        if 0 < row < pane.height - 1:
            pane.row(row)
    assert stack.height == height
    assert [stack.row(y) for y in range(top, top + rows)] == drawn


@given(BODY, BODY, st.integers(20, 60))
def test_places_rows_and_anchors_agree(one: str, other: str, width: int) -> None:
    meeting = meeting_of(f"# T\n\n## A\n{one}\n\n## B\n{other}\n")
    stack = stack_of(meeting, width)
    for y in range(stack.height):
        anchor = stack.anchor(y)
        assert anchor is not None
        twins = [item.text for item in meeting.sections[meeting.by_key[anchor.section]].items].count(
            anchor.text
        )
        if twins < 2:
            assert stack.offset_of(anchor) == y
    for stop in stops_of(stack):
        rows = stack.rows_of(stop)
        assert rows is not None
        for y in range(rows[0] + 1, rows[0] + rows[1] - 1):
            assert stack.place_at(y) == stop
    assert stack.row(stack.height) == stack.row(-1) == []


def test_an_anchor_outlives_a_change_above_it_and_another_width() -> None:
    before = stack_of(meeting_of(MINUTES), 60)
    row = before.rows_of(Place("Sync 2026-03-10/Teams/CLI", 1))
    assert row is not None
    anchor = before.anchor(row[0])
    assert anchor is not None
    changed = MINUTES.replace("- one that", "- zero\n- one that").replace("- a\n", "- new\n- a\n")
    after = stack_of(meeting_of(changed), 30)
    ((pane, inside),) = after.row(after.offset_of(anchor))
    assert "".join(piece.text for piece in pane.row(inside).line) == "• b"
    gone = stack_of(meeting_of("# Sync 2026-03-10\n\n## Else\n"), 30)
    assert gone.offset_of(anchor) == 0


def test_two_columns_of_teams() -> None:
    text = "# T\n\n## Teams\n\n" + "".join(
        f"### Team {n} - Ada Obi\n" + "- x\n" * n + "\n" for n in range(1, 6)
    )
    stack = stack_of(meeting_of(text), 2 * COLUMN_LEAST)
    slim, first, *_ = (stack.row(y) for y in range(stack.height))
    assert [pane.slim for pane, _ in slim] == [True]
    assert [pane.section.name for pane, _ in first] == ["Team 1", "Team 2"]
    assert sum(pane.width for pane, _ in first) <= 2 * COLUMN_LEAST
    assert all(len({id(pane) for pane, _ in stack.row(y)}) == len(stack.row(y)) for y in range(stack.height))
    hit = stack.hit(first[0][0].width + 2, 2)
    assert hit is not None
    assert hit[0] == Place("T/Teams/Team 2", 0)
    last = stack.row(stack.height - 1)
    assert [pane.section.name for pane, row in last if row != GAP] == ["Team 5"]
    narrow = stack_of(meeting_of(text), 2 * COLUMN_LEAST - 1)
    assert all(len(narrow.row(y)) == 1 for y in range(narrow.height))


@given(
    st.text(st.sampled_from("ab 会\x1b[/]"), min_size=1, max_size=40),
    st.sampled_from(["", " - Ada Obi", " (incubating) - Ada Obi, Bo Ek", " (10m, 会議)"]),
    st.integers(16, 100),
    st.booleans(),
)
def test_a_title_is_as_wide_as_its_pane(name: str, tail: str, width: int, slim: bool) -> None:
    meeting = meeting_of(f"# T\n\n## Teams\n\n### x{name}{tail}\n- a\n")
    section = meeting.sections[-1]
    for current in (True, False):
        line = title_line(Pane(section, Shape(section.name, width, slim)), current)
        assert width_of(line) == width


@pytest.mark.parametrize("text", ["", "# T", "words"])
def test_almost_empty_minutes_have_a_pane(text: str) -> None:
    stack = stack_of(meeting_of(text), 40)
    assert stack.height == (0 if not text else stack.height)
    assert len(stops_of(stack)) == (1 if text else 0)


def test_lazy_numbers_are_counted_up_where_they_are_drawn() -> None:
    (section,) = meeting_of("## A\n1. one\n1. two\n1. three\n").sections
    pane = Pane(section, Shape("A", 40))
    drawn = ["".join(piece.text for piece in pane.row(y).line) for y in range(1, 4)]
    assert [text[:3] for text in drawn] == ["1. ", "2. ", "3. "]
