"""Empty teams in one line: which ones, where each name is drawn and clicked, and what is told of one."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from tests.support.minutes import meeting_of
from tui.minutes.reading.reader import read
from tui.minutes.text.source import Source
from widgets.panes.empty_teams import name_line, names_in_rows
from widgets.panes.pane import title_line, told_line
from widgets.panes.pane_list import PaneLayout
from widgets.panes.pane_stack import PaneStack
from widgets.panes.spots import Spot, SpotRange, text_of
from widgets.places import Place
from widgets.wrapping import Piece, width_of

HEAD = "# S 2026-03-10\n\n## Teams\n\n"
EMPTY = "### UAA - Ada Obi\n\n### Windows - Bo Ek\n\n### Permissions\n\n"
NAMES = st.lists(st.text("ab 会é", min_size=1, max_size=20), min_size=2, max_size=8)


def stack_of(text: str, width: int = 80, **layout: object) -> PaneStack:
    stack = PaneStack.of(meeting_of(text), PaneLayout(width, **layout))  # type: ignore[arg-type]
    stack.realise(0, 10_000)
    return stack


def drawn(stack: PaneStack) -> list[str]:
    """The rows that are titles, as they are drawn."""
    rows = [stack.row(y) for y in range(stack.height)]
    titles = [[title_line(pane, current=False) for pane, y in row if pane.slim or y == 0] for row in rows]
    return ["".join(piece.text for line in row for piece in line).rstrip(" ─") for row in titles if row]


def test_empty_teams_that_follow_each_other_stand_in_one_line() -> None:
    for width in (60, 80, 120, 160):
        stack = stack_of(f"{HEAD}### CLI - Ann Bee\n- a\n\n{EMPTY}### CAPI - Ed Foe\n- b\n", width)
        assert " ∅ UAA, Windows, Permissions" in drawn(stack)
        assert stack.height == 1 + 3 + 1 + 3


def test_what_says_anything_or_stands_alone_has_a_box() -> None:
    placeholder = stack_of(f"{HEAD}### UAA - Ada Obi\nTBD\n\n### CLI - Bo Ek\n\n### CAPI - Ed Foe\n- b\n")
    assert not placeholder.panes.names
    assert not stack_of(f"{HEAD}### UAA - Ada Obi\n\n## Infra\n\n### CLI - Bo Ek\n").panes.names
    noted = stack_of(HEAD + EMPTY, asides={"S 2026-03-10/Teams/Windows": {-1: ("ask Bo",)}})
    assert not noted.panes.names
    assert not stack_of(HEAD + EMPTY, only="S 2026-03-10/Teams/UAA").panes.names


def test_the_cursor_stands_on_each_of_them_in_every_width() -> None:
    text = f"{HEAD}### CLI - Ann Bee\n- a\n\n{EMPTY}### CAPI - Ed Foe\n- b\n"
    names = ["CLI", "UAA", "Windows", "Permissions", "CAPI"]
    for width, column in itertools.product((12, 24, 40, 80, 160, 220), range(3)):
        panes = stack_of(text, width).panes
        here: Place | None = Place("S 2026-03-10/Teams/CLI", 0)
        found = []
        while here is not None:
            found.append(here.section.rpartition("/")[2])
            here = panes.step(here, 1, column)
        assert found == names
        assert panes.step(Place("S 2026-03-10/Teams/CAPI", 0), -4, column) == Place(
            "S 2026-03-10/Teams/CLI", 0
        )


def test_a_report_that_comes_opens_a_box_and_one_that_goes_joins_the_line() -> None:
    before = read(Source(HEAD + EMPTY))
    stack = PaneStack.of(before, PaneLayout(80))
    assert len(stack.panes.names) == 3
    written = read(Source((HEAD + EMPTY).replace("Ada Obi\n", "Ada Obi\n- new\n")), "", before)
    after = PaneStack.of(written, PaneLayout(80), before=stack)
    assert "╭─ UAA · Ada Obi" in drawn(after)[1]
    assert drawn(after)[2] == " ∅ Windows, Permissions"
    again = PaneStack.of(read(Source(HEAD + EMPTY), "", written), PaneLayout(80), before=after)
    assert drawn(again)[1:] == [" ∅ UAA, Windows, Permissions"]


def test_names_of_a_group_in_a_group_say_which_one_once() -> None:
    text = "# S\n\n## Teams\n\n### Garden\n\n#### Root - Ada Obi\n\n#### Core - Bo Ek\n"
    assert drawn(stack_of(text))[-1] == " ∅ Garden · Root, Core"


def test_of_the_one_with_the_cursor_all_is_told_that_a_box_would_tell() -> None:
    section = meeting_of(f"{HEAD}### UAA (incubating) - Ada Obi\n").sections[-1]
    more = [{section.key: "2:10"}, {section.key: "missing, 3rd in a row", "else": "missing"}]
    line = told_line(section, more, "∅ nothing reported · e write")
    said = "".join(piece.text for piece in line)
    assert said == "Ada Obi · incubating · 2:10 · missing, 3rd in a row · e write"


def test_they_are_copied_as_a_list_of_names() -> None:
    stack = stack_of(HEAD + EMPTY)
    everything = SpotRange(Spot(0, -1, 0, 0), Spot(9, -1, 0, 0))
    lines = [line for line in text_of(stack, everything).split("\n") if line]
    assert lines == ["Teams", "UAA", "Windows", "Permissions"]


@given(NAMES, st.integers(12, 120), st.integers(0, 60), st.booleans())
def test_names_fill_their_rows_and_every_cell_is_of_one(
    names: list[str], width: int, room: int, current: bool
) -> None:
    run = range(3, 3 + len(names))
    found = list(names_in_rows(names, run, width, room))
    assert [name.number for name in found] == list(run)
    right = 0
    for name, following in zip(found, [*found[1:], None], strict=True):
        assert name.left == (right if name.column else 0)
        right = name.left + name.width
        assert right == width or (following is not None and following.column == name.column + 1)
        for told in ((), (Piece("Ada Obi", "lead"), Piece(" · incubating", "status"))):
            assert width_of(name_line(name, current, told)) == name.width
    last = found[-1]
    taken = width_of((Piece(last.text),)) + 2 + (0 if last.column else 2)
    assert last.width - taken >= room or not last.column
