"""The banners around what is presented: whole at every width, and inert."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tests.support.desk import acting
from tests.support.stage import on_stage
from widgets.banner import Onward, OnwardBanner, Title, TitleBanner
from widgets.wrapping import Line, width_of

TEXTS = st.text(max_size=30)


def text_of(line: Line) -> str:
    return "".join(piece.text for piece in line)


@given(TEXTS, TEXTS, TEXTS, st.integers(1, 60))
def test_a_title_stays_in_its_width(groups: str, name: str, lead: str, width: int) -> None:
    banner = TitleBanner()
    banner.title = Title(groups, name, ((lead, "lead"), ("10 min", "status")))
    lines = banner.lines(width)
    assert all(width_of(line) <= width for line in lines)
    assert not acting("".join(map(text_of, lines)))


@given(st.integers(0, 40), st.integers(0, 40), TEXTS, TEXTS, st.integers(1, 60))
def test_the_way_on_stays_in_its_width(done: int, more: int, name: str, lead: str, width: int) -> None:
    banner = OnwardBanner()
    banner.onward = Onward(done, done + more, name, lead, "skips UAA: nothing reported")
    bar, text = banner.lines(max(width, 8))
    assert width_of(text) <= max(width, 8)
    assert cell_len(text_of(bar)) <= max(width, 8)
    assert text_of(bar).endswith(f" {done}/{done + more}")
    assert ("━" in text_of(bar)) <= (done > 0)
    assert ("─" in text_of(bar)) <= (more > 0 or not done)
    assert not acting(text_of(text))


async def test_the_title_stands_right_above_the_text() -> None:
    banner = TitleBanner()
    banner.title = Title("Garden", "Core", (("Ada Obi", "lead"), ("5 items", "muted")))
    async with on_stage(banner, (30, 6)) as stage:
        banner.styles.height = 6
        await stage.settle()
        assert stage.rows == ["", "", "", "  Garden · Core", "  Ada Obi · 5 items", "  " + "━" * 26]
