"""Topics in the agenda: walked, reviewed, timed, presented, unfolded, and kept over what others do."""

from __future__ import annotations

from pathlib import Path

from tests.support.desk import QUIET, ROOMY, Desk, minutes_file, opened, replace_atomically

NUMBERED = """\
# Tech call 2026-04-01

## Agenda
1. Opening (5m, Ada Obi)
   - everybody is here
2. Rent of the hall (40m, Bo Ek)
   - 400 a month
   - [ ] **ACTION:** Bo Ek: ask for less (due 2026-05-01)
3. Roof (20m, Cy Dahl)

## Roof
- it leaks

## Notes from Bo
- one
- two
"""
STANDING = QUIET._replace(clock_at_first_move=False)
SIXTY = QUIET._replace(slot_minutes=60)


def row(desk: Desk) -> str:
    return desk.screen.agenda.selected.rpartition("\n")[2].rpartition("/")[2]


async def test_topics_stand_below_their_section_with_minutes_and_badges(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path, NUMBERED), ROOMY) as desk:
        rows = [" ".join(line.strip("│╭╮╰╯─ ").split()) for line in desk.seen(desk.screen.agenda).split("\n")]
        assert [line for line in rows if line][:5] == [
            "▾ Agenda ! 3",
            "Opening 5m 1",
            "Rent of the hall 40m ! 2",
            "Roof 20m 1",
            "Notes from Bo 2",
        ]


async def test_n_space_and_brackets_go_from_topic_to_topic(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path, NUMBERED)) as desk:
        await desk.press("g", "n")
        assert row(desk) == "Opening"
        await desk.press("space")
        assert row(desk) == "Rent of the hall"
        assert desk.said.startswith("Opening reviewed, 1 of 4")
        await desk.press("space")
        assert row(desk) == "Roof"
        await desk.press("backspace")
        assert row(desk) == "Rent of the hall"
        assert "not reviewed any more, 1 of 4" in desk.said
        await desk.press("[")
        assert row(desk) == "Opening"


async def test_at_the_last_topic_it_is_a_topic_that_is_the_last(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path, NUMBERED)) as desk:
        await desk.press("G", "]", "]", "]")
        assert desk.said == "This is the last topic."
        await desk.press("g", "[", "[")
        assert desk.said == "This is the first topic."


async def test_a_move_in_the_panes_moves_the_row(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path, NUMBERED)) as desk:
        await desk.press("g", "enter", "j", "j")
        assert desk.focus == "panes"
        assert row(desk) == "Rent of the hall"


async def test_a_topic_folds_with_its_section(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path, NUMBERED)) as desk:
        await desk.press("g", "j", "left")
        assert row(desk) == "Agenda"
        await desk.press("left")
        assert "Opening" not in desk.seen(desk.screen.agenda)
        await desk.press("j")
        assert row(desk) == "Roof"


async def test_the_clock_gives_a_topic_its_time_and_its_box(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path, NUMBERED), settings=SIXTY) as desk:
        await desk.until(lambda: desk.screen.concerns.clock.ready, "the clock")
        assert "! 5 over" in desk.rows[0]
        await desk.press("g", "j")
        assert "5:00 left here" in desk.rows[0]
        await desk.press("T")
        await desk.type("7\n")
        assert "Timebox of Opening: 7 min" in desk.said
        assert "! 7 over" in desk.rows[0]
        assert "ends about" in desk.rows[0]


async def test_presenting_shows_one_topic(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path, NUMBERED)) as desk:
        await desk.press("g", "j", "P")
        assert "everybody is here" in desk.text
        assert "400 a month" not in desk.text
        assert "Ada Obi" in desk.text
        await desk.press("n")
        assert "400 a month" in desk.text
        assert "everybody is here" not in desk.text


async def test_z_makes_items_rows_and_keeps_it_for_the_next_time(tmp_path: Path) -> None:
    path = minutes_file(tmp_path, NUMBERED)
    async with opened(path, settings=STANDING) as desk:
        await desk.walk_to("Notes from Bo")
        await desk.press("z")
        assert "its 2 topics are rows" in desk.said
        await desk.press("j", "j")
        assert row(desk) == "two"
        await desk.press("ctrl+q")
        await desk.until(lambda: not desk.app.is_running, "the app ends")
    async with opened(path, settings=STANDING) as desk:
        assert row(desk) == "two"
        await desk.press("z")
        assert row(desk) == "Notes from Bo"
        assert "one row again" in desk.said


async def test_a_mark_stays_with_a_topic_that_others_rename(tmp_path: Path) -> None:
    path = minutes_file(tmp_path, NUMBERED)
    async with opened(path) as desk:
        await desk.press("g", "j", "space")
        replace_atomically(path, NUMBERED.replace("Opening (5m", "Welcome (5m").encode())
        await desk.until_seen("Welcome")
        assert "1/4 reviewed" in desk.rows[0]
        assert row(desk) == "Rent of the hall"


async def test_a_topic_that_others_delete_leaves_its_section(tmp_path: Path) -> None:
    path = minutes_file(tmp_path, NUMBERED)
    async with opened(path) as desk:
        await desk.press("g", "j", "r")
        await desk.type("Ada: hello")
        gone = NUMBERED.replace("1. Opening (5m, Ada Obi)\n   - everybody is here\n", "")
        replace_atomically(path, gone.encode())
        await desk.until(lambda: "Opening" not in desk.seen(desk.screen.agenda), "the entry is gone")
        await desk.press("enter")
        assert "hello" not in path.read_text()
        assert desk.screen.desk.capture.typed == "Ada: hello"


async def test_a_topic_is_moved_added_and_deferred(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path, NUMBERED)) as desk:
        await desk.press("g", "j", "j", "alt+up")
        assert row(desk) == "Rent of the hall"
        text = desk.screen.desk.document.source.text
        assert text.index("1. Rent of the hall") < text.index("2. Opening")
        await desk.press("u")
        assert desk.screen.desk.document.source.text == NUMBERED
        await desk.press("alt+a")
        await desk.type("Party 15m bo\n")
        assert "4. Party (15m, Bo Ek)\n" in desk.screen.desk.document.source.text
        assert row(desk) == "Party"
        await desk.press("o", "o")
        await desk.type("f to June\n")
        assert "deferred; to June" in desk.screen.desk.document.source.text
        assert "→ Party" in desk.seen(desk.screen.agenda)


async def test_boxes_that_do_not_fit_are_told_in_the_check_and_where_the_slot_is_typed(
    tmp_path: Path,
) -> None:
    text = "# Call 2026-04-01\n\n## Agenda\n- Rent (40m)\n- Roof (40m)\n"
    async with opened(minutes_file(tmp_path, text), settings=STANDING._replace(slot_minutes=60)) as desk:
        await desk.until(lambda: desk.screen.concerns.clock.ready, "the clock")
        assert "! 20 over" in desk.rows[0]
        await desk.press("C")
        await desk.until_seen("timeboxes of 80 minutes in 60: 20 over")
        await desk.press("escape", "ctrl+t")
        await desk.type("70")
        await desk.until_seen("boxes 80 min: 10 over")
