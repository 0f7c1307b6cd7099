"""Panes beside each other: all of them can be reached, and each is drawn where the stack says."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.support.minutes import meeting_of
from tui.minutes.reading.reader import read
from tui.minutes.text.source import Source
from widgets.panes.pane import GAP
from widgets.panes.pane_list import COLUMN_LEAST, PaneLayout
from widgets.panes.pane_stack import PaneStack
from widgets.places import Place


def _minutes(sections: list[tuple[str, int]]) -> str:
    return "# S 2026-03-10\n\n" + "".join(f"{head.format(n)}\n{_body(n)}\n" for head, n in sections)


SECTIONS = st.lists(
    st.tuples(
        st.sampled_from(["## Teams", "### Team {} - Ada Obi", "### UAA", "## Discussion"]), st.integers(0, 4)
    ),
    min_size=1,
    max_size=9,
).map(_minutes)


def _body(items: int) -> str:
    return "".join(f"- item {n} " + "words " * n * 6 + "\n" for n in range(items))


def stack_of(text: str, width: int) -> PaneStack:
    stack = PaneStack.of(meeting_of(text), PaneLayout(width))
    stack.realise(0, 10_000)
    return stack


def steps_from(stack: PaneStack, place: Place) -> list[Place]:
    """Where one key leads from a place."""
    ways = [stack.panes.step(place, 1), stack.panes.step(place, -1), stack.beside(place, 1)]
    return [way for way in (*ways, stack.beside(place, -1)) if way is not None]


@given(SECTIONS, st.integers(40, 240))
def test_every_place_can_be_reached_from_every_other(text: str, width: int) -> None:
    stack = stack_of(text, width)
    stops = {
        Place(stack.panes.section(number).key, item)
        for number in range(len(stack.panes))
        for item in (range(len(stack.panes.section(number).items)) or [None])
    }
    assert {stack.panes.first, stack.panes.last} <= stops
    graph = {stop: steps_from(stack, stop) for stop in stops}
    for start in (stack.panes.first, stack.panes.last):
        seen, todo = {start}, [start]
        while todo:
            here = todo.pop()
            assert here is not None
            new = set(graph[here]) - seen
            seen |= new
            todo += new
        assert seen == stops


@given(
    SECTIONS,
    st.integers(40, 240),
    st.integers(0, 60),
    st.sampled_from(["- new\n", "", "## New\n", "a\n\nb\n"]),
)
def test_panes_of_a_change_are_those_of_the_text_it_makes(text: str, width: int, at: int, new: str) -> None:
    before = read(Source(text))
    shown = PaneStack.of(before, PaneLayout(width))
    lines = text.splitlines(keepends=True)
    changed = Source("".join([*lines[:at], new, *lines[at + 1 :]]))
    stacks = [
        PaneStack.of(read(changed, "", before), PaneLayout(width), before=shown),
        PaneStack.of(read(changed), PaneLayout(width)),
    ]
    for stack in stacks:
        stack.realise(0, 10_000)
    kept, fresh = ([stack.row(y) for y in range(stack.height)] for stack in stacks)
    if stacks[0].panes.column == stacks[1].panes.column:
        assert [[(pane.shape, pane.section, y) for pane, y in row] for row in kept] == [
            [(pane.shape, pane.section, y) for pane, y in row] for row in fresh
        ]
    one, other = (
        {pane.section.key: pane.height for row in rows for pane, _ in row} for rows in (kept, fresh)
    )
    assert one == other


def teams(*sizes: int) -> str:
    """Minutes with a team of so many items each."""
    bodies = ("- a\n" * size for size in sizes)
    return "# S 2026-03-10\n\n## Reports\n\n" + "".join(
        f"### T{n} - Ada Obi\n{body}\n" for n, body in enumerate(bodies)
    )


def tops(stack: PaneStack) -> list[int]:
    """Where each pane begins."""
    found = [stack.rows_of(Place(stack.panes.section(n).key)) for n in range(len(stack.panes))]
    return [rows[0] for rows in found if rows is not None]


def test_low_panes_stand_below_each_other_beside_a_high_one() -> None:
    stack = stack_of(teams(2, 21, 2, 4, 5, 2), 2 * COLUMN_LEAST)
    assert stack.panes.column == [0, 0, 1, 0, 0, 0, 0]
    assert tops(stack) == [0, 1, 1, 5, 9, 15, 22]


@given(st.lists(st.integers(1, 30), max_size=40), st.integers(COLUMN_LEAST, 240))
def test_no_pane_begins_above_one_that_comes_before_it(sizes: list[int], width: int) -> None:
    stack = stack_of(teams(*sizes), width)
    begins = tops(stack)
    assert begins == sorted(begins)


@given(st.lists(st.integers(1, 30), min_size=2, max_size=40), st.data())
def test_a_box_has_at_most_two_rows_that_say_nothing(sizes: list[int], data: st.DataObject) -> None:
    stack = stack_of(teams(*sizes), data.draw(st.sampled_from([2, 3])) * COLUMN_LEAST)
    drawn: dict[str, int] = {}
    for y in range(stack.height):
        for pane, row in stack.row(y):
            drawn[pane.section.key] = drawn.get(pane.section.key, 0) + (row != GAP)
    assert all(drawn[pane.section.key] - pane.height in range(3) for pane in stack.panes.made.values())


def test_what_is_written_moves_no_pane_to_another_column() -> None:
    before = read(Source(teams(2, 21, 2, 4, 5, 2)))
    shown = PaneStack.of(before, PaneLayout(2 * COLUMN_LEAST))
    longer = read(Source(teams(12, 21, 2, 4, 5, 2)), "", before)
    now = PaneStack.of(longer, PaneLayout(2 * COLUMN_LEAST), before=shown)
    now.realise(0, 1000)
    assert now.panes.column == shown.panes.column
    assert tops(now) == [0, 1, 1, 15, 19, 25, 32]


def test_a_team_that_nothing_can_stand_beside_has_its_rows_for_itself() -> None:
    stack = stack_of("# S\n\n## Agenda\n- a\n\n## T - Ada Obi\n- b\n\n## Discussion\n- c\n", 160)
    assert {pane.width for row in map(stack.row, range(stack.height)) for pane, _ in row} == {160}


@given(SECTIONS, st.integers(40, 240))
def test_panes_are_drawn_where_the_stack_says(text: str, width: int) -> None:
    stack = stack_of(text, width)
    for y in range(stack.height):
        row = stack.row(y)
        numbers = [stack.panes.number_of(pane.section.key) for pane, _ in row]
        assert [stack.panes.column[number] for number in numbers if number is not None] == [*range(len(row))]
        by_name = [number in stack.panes.names for number in numbers]
        assert all(by_name) or (not any(by_name) and len(row) <= max(1, width // COLUMN_LEAST))
        edges = [stack.panes.left_of(number) for number in numbers if number is not None]
        ends = [left + pane.width for left, (pane, _) in zip(edges, row, strict=True)]
        assert [0, *ends[:-1]] == edges
        assert ends[-1] == width or (len(row) < stack.panes.columns and ends[-1] < width)
    for number in range(len(stack.panes)):
        for item in range(len(stack.panes.section(number).items)):
            place = Place(stack.panes.section(number).key, item)
            found = stack.rows_of(place)
            left, size = stack.columns_of(place)
            assert found is not None
            assert size == stack.panes[number].width
            hits = [stack.hit(left + 3, y) for y in range(found[0], sum(found))]
            assert place in [hit[0] for hit in hits if hit is not None]
            assert stack.place_at(found[0], stack.panes.column[number]) in (place, Place(place.section, 0))


@given(SECTIONS, st.integers(40, 240))
def test_a_step_back_leads_back_within_a_column(text: str, width: int) -> None:
    stack = stack_of(text, width)
    here = stack.panes.first
    while here is not None and (there := stack.panes.step(here, 1)) is not None:
        assert stack.panes.step(there, -1) == here
        assert stack.columns_of(there)[0] == 0
        here = there


def test_from_a_pane_as_wide_as_all_the_column_of_before_goes_on() -> None:
    teams = "".join(f"### T{n} - Ada Obi\n- a\n\n" for n in range(4))
    stack = stack_of(f"# S\n\n## One\n\n{teams}## Discussion\n- wide\n\n## Two\n\n{teams}", 2 * COLUMN_LEAST)
    wide = Place("S/Discussion", 0)
    assert stack.panes.step(Place("S/One/T3", 0), 1) == wide
    assert stack.panes.step(wide, -1, 1) == Place("S/One/T3", 0)
    assert stack.panes.step(wide, -1, 0) == Place("S/One/T2", 0)
    assert stack.panes.step(wide, 2, 1) == Place("S/Two/T1", 0)
    assert stack.beside(wide, 1) is stack.beside(wide, -1) is None
