"""The panes: a cursor over items, scrolling, zoom, marks, and what outlives another reading."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.messages import Layout

from tests.support.minutes import meeting_of
from tests.support.stage import Stage, on_stage
from tui.minutes.model import Meeting
from widgets.panes.item_lines import marked
from widgets.panes.team_panes import TeamPanes
from widgets.places import Place
from widgets.wrapping import Piece

MINUTES = """# T

## A
- one
- two
  - three

## B
- four [l](https://x.example/four)
- five

## C

## D
""" + "".join(f"- item {n}\n" for n in range(40))


def panes_of(text: str = MINUTES) -> TeamPanes:
    panes = TeamPanes()
    panes.styles.overflow_x, panes.styles.overflow_y = "hidden", "scroll"  # as the app's style sheet says
    panes.meeting = meeting_of(text)
    return panes


def on_cursor(stage: Stage[TeamPanes]) -> list[str]:
    """The rows that have the cursor's bar, without borders."""
    return [row.strip("│ ").removeprefix("▌") for row in stage.rows if "▌" in row]


def in_panes(stage: Stage[TeamPanes]) -> list[str]:
    """The rows without the scroll bar."""
    return [row[: stage.widget.scrollable_content_region.width] for row in stage.rows]


async def test_the_cursor_walks_items_and_empty_panes() -> None:
    async with on_stage(panes_of(), (40, 14)) as stage:
        panes = stage.widget
        assert panes.place == Place("T/A")
        for _ in range(6):
            panes.move_by(1)
        assert [moved.place for moved in await stage.told(TeamPanes.CursorMoved)] == [
            Place("T/A", 0),
            Place("T/A", 1),
            Place("T/A", 2),
            Place("T/B", 0),
            Place("T/B", 1),
            Place("T/C"),
        ]
        assert panes.current_item is None
        assert panes.current_section is not None
        panes.move_by(-1)
        await stage.settle()
        assert on_cursor(stage) == ["• five"]
        panes.move_to_end(last=True)
        await stage.settle()
        assert on_cursor(stage) == ["• item 39"]
        assert stage.rows[-1].startswith("╰")
        panes.move_by(1)
        assert panes.place == Place("T/D", 39)
        panes.move_to_end(last=False)
        assert panes.place == Place("T/A", 0)
        panes.move_by(-1)
        assert panes.place == Place("T/A", 0)


async def test_pages_scroll_and_bring_the_cursor() -> None:
    async with on_stage(panes_of(), (40, 10)) as stage:
        panes = stage.widget
        panes.page(1)
        await stage.settle()
        assert panes.scroll_offset.y == panes.scrollable_content_region.height - 2  # the title stays
        while panes.scroll_offset.y < panes.max_scroll_y:
            panes.page(1)
            await stage.settle()
            assert on_cursor(stage)
        panes.page(1)
        assert panes.place == Place("T/D", 39)
        while panes.scroll_offset.y:
            panes.page(-1)
            await stage.settle()
        assert panes.place.section == "T/A"


async def test_zoom_shows_one_pane_and_comes_back() -> None:
    async with on_stage(panes_of(), (40, 10)) as stage:
        panes = stage.widget
        panes.move_to(Place("T/B", 1))
        panes.zoomed = True
        await stage.settle()
        assert [row[:8] for row in stage.rows if row] == ["╭─ B ───", "│ • four", "│▌• five", "╰───────"]
        panes.move_to(Place("T/D", 30))
        await stage.settle()
        assert on_cursor(stage) == ["• item 30"]
        panes.zoomed = False
        await stage.settle()
        assert on_cursor(stage) == ["• item 30"]


async def test_another_reading_leaves_everything_where_it_was() -> None:
    async with on_stage(panes_of(), (40, 10)) as stage:
        panes = stage.widget
        panes.move_to(Place("T/D", 20))
        await stage.settle()
        before = in_panes(stage)
        panes.meeting = meeting_of(MINUTES.replace("- one\n", "- zero\n- one\n- and a half\n"))
        await stage.settle()
        assert in_panes(stage) == before
        assert on_cursor(stage) == ["• item 20"]


async def test_the_cursor_stays_on_its_item_when_others_come_or_go_in_its_section() -> None:
    async with on_stage(panes_of(), (40, 10)) as stage:
        panes = stage.widget
        panes.move_to(Place("T/D", 20))
        panes.meeting = meeting_of(MINUTES.replace("- item 0\n", "- new\n- item 0\n"))
        await stage.settle()
        assert on_cursor(stage) == ["• item 20"]
        assert panes.place == Place("T/D", 21)
        panes.meeting = meeting_of(MINUTES.replace("- item 0\n- item 1\n", ""))
        await stage.settle()
        assert on_cursor(stage) == ["• item 20"]
        panes.meeting = meeting_of(MINUTES.replace("- item 20\n", "- item 20, corrected\n"))
        await stage.settle()
        assert on_cursor(stage) == ["• item 20, corrected"]


async def test_items_and_sections_that_go_leave_the_cursor_on_one_that_is_there() -> None:
    async with on_stage(panes_of(), (40, 10)) as stage:
        panes = stage.widget
        panes.move_to(Place("T/D", 39))
        panes.meeting = meeting_of("# T\n\n## A\n\n## D\n- last\n")
        await stage.settle()
        assert on_cursor(stage) == ["• last"]
        panes.meeting = meeting_of("# T\n\n## A\n")
        await stage.settle()
        assert panes.place == Place("T/A")
        panes.meeting = meeting_of("")
        await stage.settle()
        panes.move_by(1)
        panes.page(1)
        panes.move_to_end(last=True)
        assert panes.current_section is None


async def test_clicks_put_the_cursor_and_tell_of_links() -> None:
    async with on_stage(panes_of(), (40, 14)) as stage:
        panes = stage.widget
        row = next(number for number, text in enumerate(stage.rows) if "four l" in text)
        await stage.pilot.click(panes, offset=(stage.rows[row].index("four l") + 5, row))
        (told,) = await stage.told(TeamPanes.LinkClicked)
        assert (told.target, told.control) == ("https://x.example/four", panes)
        assert panes.place == Place("T/B", 0)
        await stage.pilot.click(panes, offset=(stage.rows[row].index("four l") + 1, row))
        assert await stage.told(TeamPanes.LinkClicked) == []
        await stage.pilot.click(panes, offset=(0, 0))
        assert panes.place == Place("T/A")


async def test_a_needle_is_marked_wherever_it_is_drawn() -> None:
    async with on_stage(panes_of(), (40, 14)) as stage:
        stage.widget.needle = "R L"
        strip = stage.widget.render_line(next(n for n, row in enumerate(stage.rows) if "four l" in row))
        found = [segment.text for segment in strip if segment.style and segment.style.bold]
        assert found in (["r l"], ["r ", "l"])


PIECES = st.lists(
    st.builds(Piece, st.text("aAbBİß ", max_size=6), st.sampled_from(["text", "link"])), max_size=4
)


@given(PIECES.map(tuple), st.text("abBß", min_size=1, max_size=3))
def test_marks_change_no_text(line: tuple[Piece, ...], needle: str) -> None:
    found = marked(line, needle)
    assert "".join(piece.text for piece in found) == "".join(piece.text for piece in line)
    text = "".join(piece.text.lower() if piece.role == "match" else "\n" for piece in found)
    hits = [part for part in text.split("\n") if part]
    assert all(part.replace(needle.lower(), "") == "" for part in hits)
    plain = "".join(piece.text for piece in line)
    if len(plain.lower()) == len(plain):
        assert sum(map(len, hits)) == plain.lower().count(needle.lower()) * len(needle)


async def test_what_turns_out_higher_moves_the_scroll_bar_and_lays_nothing_out() -> None:
    remarks = "- a remark of some words, and of some more\n" * 20
    sections = "".join(f"## S{n}\n{remarks}\n" for n in range(20))
    async with on_stage(panes_of(f"# T\n\n{sections}"), (40, 14)) as stage:
        panes = stage.widget
        panes.move_to_end(last=True)
        await stage.settle()
        height = panes.virtual_size.height
        await stage.told(Layout)
        for _ in range(60):
            panes.move_by(-1)
            await stage.settle()
        assert panes.virtual_size.height > height
        assert panes.vertical_scrollbar.window_virtual_size == panes.virtual_size.height
        assert not await stage.told(Layout)


async def test_two_readings_are_not_compared_word_by_word(monkeypatch: pytest.MonkeyPatch) -> None:
    async with on_stage(panes_of(), (40, 14)) as stage:
        monkeypatch.setattr(Meeting, "__eq__", None)
        meeting = meeting_of(MINUTES.replace("- one", "- another"))
        for _ in range(2):
            stage.widget.meeting = meeting
        await stage.settle()
        assert any("• another" in row for row in stage.rows)


async def test_panes_of_another_width_are_painted_where_they_stand() -> None:
    long = "".join(f"- item {n} {'word ' * 14}\n" for n in range(12))
    short = "".join(f"- b {n}\n" for n in range(40))
    for row in (13, 14, 15):
        async with on_stage(panes_of(f"# T\n\n## A\n{long}\n## B\n{short}"), (40, 12)) as stage:
            panes = stage.widget
            panes.move_to(Place("T/B", 0))
            panes.scroll_to(y=row, animate=False)
            await stage.settle()
            await stage.pilot.resize_terminal(90, 12)
            await stage.settle()
            painted = stage.rows
            panes.refresh()
            await stage.settle()
            assert stage.rows == painted


async def test_the_scroll_bar_knows_how_high_another_reading_is() -> None:
    def minutes(words: int) -> str:
        return "# T\n\n## A\n" + "".join(f"- item {n} {'word ' * words}\n" for n in range(5))

    async with on_stage(panes_of(minutes(1)), (40, 12)) as stage:
        for words in (30, 31):
            stage.widget.meeting = meeting_of(minutes(words))
            await stage.settle()
        assert stage.widget.virtual_size.height > 24
        assert stage.widget.max_scroll_y > 12


LAST_TIME = "## 2026-04-14\n### Fence\n- painted\n"
THIS_TIME = "## 2026-05-12\n### Gate\n- it squeaks\n- it shines\n"


@pytest.mark.parametrize("text", [f"# T\n{THIS_TIME}{LAST_TIME}", f"# T\n{LAST_TIME}{THIS_TIME}"])
async def test_earlier_meetings_of_the_file_are_drawn_while_the_cursor_is_in_one(text: str) -> None:
    async with on_stage(panes_of(text), (40, 20)) as stage:
        panes = stage.widget
        assert panes.place == Place("T/2026-05-12")
        assert "it squeaks" in "\n".join(stage.rows)
        assert "painted" not in "\n".join(stage.rows)
        panes.move_to_end(last=True)
        assert panes.place == Place("T/2026-05-12/Gate", 1)
        panes.move_to(Place("T/2026-04-14/Fence", 0))
        await stage.settle()
        assert "painted" in "\n".join(stage.rows)
        assert "it squeaks" in "\n".join(stage.rows)
        panes.move_to(Place("T/2026-05-12/Gate", 0))
        await stage.settle()
        assert on_cursor(stage) == ["• it squeaks"]
        assert "painted" not in "\n".join(stage.rows)
