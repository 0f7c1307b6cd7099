"""Votes by numbers, by the roll of those present, on a scale; corrected by the same line."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.support.desk import QUIET, SIZES, Desk, minutes_file, opened
from tui.screens.notes_list import NotesList
from tui.screens.vote import VoteByRoll, VoteByScale

PEOPLE = ("Ada Obi", "Bo Lind", "Cem Ari", "Dies Köper", "Eve Fox", "Finn Roe", "Gus Oak", "Hal Pi")
BOARD = f"""# Harbour board 2026-03-10

Present: {", ".join(PEOPLE)}

## Discussion

- Proposal: adopt the charter
"""


def text(desk: Desk) -> str:
    return desk.screen.desk.document.source.text


async def on_proposal(desk: Desk) -> None:
    await desk.walk_to("Discussion")
    await desk.press("enter")


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("adopt it 5-0-1", "adopt it (5 for, 0 against, 1 abstained; carried)"),
        ("adopt it 4/1/2", "adopt it (4 for, 1 against, 2 abstained; carried)"),
        ("adopt it 4 for 1 against", "adopt it (4 for, 1 against; carried)"),
        ("SF 5 F 3 N 1", "(SF 5, F 3, N 1)"),
    ],
)
async def test_v_reads_numbers_in_any_usual_form(tmp_path: Path, typed: str, written: str) -> None:
    async with opened(minutes_file(tmp_path, BOARD)) as desk:
        await on_proposal(desk)
        await desk.press("v", *typed, "enter")
        assert f"  - **VOTE:** {written}\n" in text(desk)


@pytest.mark.parametrize("size", SIZES)
async def test_eight_votes_by_roll_take_ten_keys(tmp_path: Path, size: tuple[int, int]) -> None:
    async with opened(minutes_file(tmp_path, BOARD), size) as desk:
        await on_proposal(desk)
        await desk.press("v", "tab", "y", "n", "y", "a", "y", "y", "n")
        assert isinstance(desk.app.screen, VoteByRoll)
        assert "5 for, 2 against, 1 abstained; carried" in desk.text
        assert "Hal Pi" in desk.text
        await desk.press("enter")
        assert (
            "  - **VOTE:** (for: Ada Obi, Cem Ari, Eve Fox, Finn Roe, Hal Pi; against: Bo Lind, Gus Oak;"
            " abstained: Dies Köper; carried)\n" in text(desk)
        )
        await desk.press("u")
        assert text(desk) == BOARD


async def test_enter_alone_is_unanimous_and_who_does_not_vote_is_left_out(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path, BOARD)) as desk:
        await on_proposal(desk)
        await desk.press("v", *"adopt", "tab", "x", "n", "u", "enter")
        names = ", ".join(PEOPLE[1:])
        assert f"- **VOTE:** adopt (for: {names}; against: none; abstained: none; carried)" in text(desk)


async def test_the_roll_is_called_the_other_way_than_at_the_meeting_before(tmp_path: Path) -> None:
    path = minutes_file(tmp_path, BOARD)
    before = BOARD.replace("2026-03-10", "2026-02-10") + (
        "- **VOTE:** x (for: Ada Obi, Cem Ari; against: Bo Lind; abstained: none; carried)\n"
    )
    path.with_name("2026-02-10.md").write_text(before)
    async with opened(path) as desk:
        await on_proposal(desk)
        await desk.press("v")
        await desk.until(lambda: desk.screen.concerns.voting.reversed is not None, "the order of the roll")
        await desk.press("tab", "n", "enter")
        assert "against: Hal Pi;" in text(desk)
        assert "(for: Gus Oak, Finn Roe, " in text(desk)


async def test_a_poll_is_counted_as_it_is_called_out(tmp_path: Path) -> None:
    settings = QUIET._replace(scale="SF F N A SA")
    async with opened(minutes_file(tmp_path, BOARD), settings=settings) as desk:
        await on_proposal(desk)
        await desk.press("v", *"stage 3", "tab", *"1121333", "u", "4", "enter")
        assert not isinstance(desk.app.screen, VoteByScale)
        assert "- **VOTE:** stage 3 (SF 3, F 1, N 2, A 1, SA 0)" in text(desk)


async def test_e_in_the_list_of_notes_corrects_a_vote_by_the_same_line(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path, BOARD)) as desk:
        await on_proposal(desk)
        await desk.press("v", *"adopt 5-0-1", "enter", "N")
        assert isinstance(desk.app.screen, NotesList)
        await desk.press("e")
        assert "VOTE corrected" in desk.text
        await desk.press("end", *["backspace"] * 41, *" 4-1-1", "enter")
        assert "- **VOTE:** adopt (4 for, 1 against, 1 abstained; carried)" in text(desk)
        assert text(desk).count("VOTE") == 1


async def test_more_votes_than_people_and_no_quorum_are_told(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path, BOARD), settings=QUIET._replace(quorum=9)) as desk:
        await on_proposal(desk)
        await desk.press("v", *"adopt 9-0-1")
        assert "10 votes, and 8 present" in desk.text
        assert "short of quorum" in desk.text
        await desk.press("enter")
        assert "(9 for, 0 against, 1 abstained; carried)" in text(desk)


async def test_without_a_roll_call_tab_says_what_to_do(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path, "# B\n\n## Discussion\n\n- a\n")) as desk:
        await on_proposal(desk)
        await desk.press("v", *"x", "tab")
        assert "Nobody is marked as present: R calls the roll." in desk.said
        await desk.press(*" 1-0", "enter")
        assert "x (1 for, 0 against; carried)" in text(desk)
        assert desk.screen.desk.meeting.date == date(2026, 3, 10)


@pytest.mark.parametrize("size", SIZES)
async def test_an_outcome_is_read_out_before_it_is_written_while_presenting(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with opened(minutes_file(tmp_path, BOARD), size) as desk:
        await on_proposal(desk)
        await desk.press("P", "v", *"adopt it 5-0-1", "enter")
        assert "Any objections?" in desk.text
        words = " ".join(desk.text.replace("│", " ").split())
        assert "adopt it (5 for, 0 against, 1 abstained; carried)" in words
        assert "VOTE:**" not in text(desk)
        await desk.press("escape", *["backspace"] * 5, *"4-1-1", "enter", "enter")
        assert "- **VOTE:** adopt it (4 for, 1 against, 1 abstained; carried)" in text(desk)
        await desk.press("u", "o", "enter")
        assert "Approved; no objections" in desk.text
        await desk.press("enter")
        assert "- **DECISION:** approved; no objections" in text(desk)
        await desk.press("u", "d", *"move on", "enter")
        assert "move on" in desk.text
        await desk.press("enter")
        assert "- **DECISION:** move on" in text(desk)


async def test_without_presenting_nothing_is_read_out(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path, BOARD)) as desk:
        await on_proposal(desk)
        await desk.press("o", "enter")
        assert "- **DECISION:** approved; no objections" in text(desk)


@pytest.mark.parametrize("count", [8, 200])
@pytest.mark.parametrize("size", SIZES)
async def test_the_roll_is_as_high_as_it_has_people_and_the_screen_has_room(
    tmp_path: Path, size: tuple[int, int], count: int
) -> None:
    letters = "abdegiklmnoprstu"
    people = [*PEOPLE, *(f"Per{a} Hol{b}" for a in letters for b in letters)][:count]
    path = minutes_file(tmp_path, BOARD.replace(", ".join(PEOPLE), ", ".join(people)))
    async with opened(path, size) as desk:
        await on_proposal(desk)
        await desk.press("v", *"adopt", "tab")
        assert isinstance(desk.app.screen, VoteByRoll)
        assert f"{count} for, 0 against" in desk.text
        frame = desk.app.screen.frame
        assert frame.size.height <= max(12, count + 6)
        assert frame.region.bottom <= size[1]
        await desk.press("y", "n", "end")
        assert people[-1] in desk.text
        assert "esc back" in desk.text
        await desk.press("enter")
        assert f"against: {people[1]}; abstained: none; carried)" in text(desk)


async def test_more_votes_than_people_are_written_all_the_same(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path, BOARD)) as desk:
        await on_proposal(desk)
        await desk.press("v", *"adopt 10000-3-1")
        assert "10004 votes, and 8 present" in desk.text
        await desk.press("enter")
        assert "- **VOTE:** adopt (10000 for, 3 against, 1 abstained; carried)\n" in text(desk)
