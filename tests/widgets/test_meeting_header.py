"""The header line: what goes first where there is no room, and how little a tick draws."""

from __future__ import annotations

from typing import Self

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from textual.geometry import Region

from tests.support.stage import on_stage
from widgets.meeting_header import LIGHT, SEPARATOR, Fact, MeetingHeader, fitting

FACTS = st.lists(
    st.builds(
        Fact,
        st.text("ab 1", min_size=1, max_size=20),
        short=st.sampled_from(["", "s"]),
        weight=st.integers(1, 10),
    ),
    min_size=1,
    max_size=8,
)
TIMES = (Fact("00:00:09", "title", "clock", "0:09", 8), Fact("0:09 here", weight=7))


class Watched(MeetingHeader):
    """A header that remembers what it was told to draw again."""

    def __init__(self) -> None:
        super().__init__()
        self.drawn: list[tuple[Region, ...]] = []

    def refresh(
        self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False
    ) -> Self:
        self.drawn.append(regions)
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)


@given(FACTS, st.integers(0, 100), st.integers(0, 20))
def test_what_is_said_fits_or_is_the_one_thing_that_matters_most(
    facts: list[Fact], room: int, more: int
) -> None:
    shown = fitting(facts, room, room + more)
    assert cell_len(SEPARATOR.join(fact.text for fact in shown)) <= room + more or len(shown) == 1
    gone = [fact.weight for fact in facts]
    for fact in shown:
        gone.remove(fact.weight)
    assert not gone or max(gone) <= max(LIGHT, min(fact.weight for fact in shown))


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("Runtime PMC 2026-03-10", "Runtime PMC…"),
        ("Sync of all teams", "Sync of all…"),
        ("Extraordinarily long", "Extraordinari…"),
        ("A teams-and-more-call", "A teams-and-m…"),
        ("A fitting one", "A fitting one"),
    ],
)
async def test_no_half_of_a_date_is_shown_in_a_title_without_room(title: str, shown: str) -> None:
    header = MeetingHeader()
    async with on_stage(header, (24, 1)) as stage:
        header.title, header.facts = title, (Fact("unsaved", "saved"),)
        await stage.settle()
        assert header.render_line(0).text == f" {shown:14} unsaved "


@pytest.mark.parametrize("title", ["Sync", "同期 会議"])
async def test_a_tick_draws_from_the_first_cell_that_changed_to_the_last(title: str) -> None:
    header = Watched()
    async with on_stage(header, (60, 1)) as stage:
        header.title, header.facts, header.times = title, (Fact("saved", "saved"),), TIMES
        await stage.settle()
        assert stage.rows[0].startswith(f" {title} ")
        assert "00:00:09 · 0:09 here · saved" in stage.rows[0]
        drawn = header.drawn
        drawn.clear()
        header.times = (TIMES[0]._replace(text="00:00:10"), TIMES[1]._replace(text="0:10 here"))
        end = 60 - 1 - len(" · saved")
        first = end - len("00:00:10 · 0:10 here") + len("00:00:")
        assert drawn == [(Region(first, 0, end - len(" here") - first, 1),)]
        drawn.clear()
        header.times = (*header.times,)
        assert drawn == []
        await stage.settle()
        assert "00:00:10 · 0:10 here · saved" in stage.rows[0]
