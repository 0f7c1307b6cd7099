"""How many keys the usual acts of a meeting take, the words themselves not counted."""

from __future__ import annotations

from pathlib import Path

from tests.support.desk import Desk, minutes_file, opened
from tui.settings.values import Settings

PEOPLE = ("Ada Obi", "Bo Lind", "Cem Ari", "Dies Köper", "Eve Fox", "Finn Roe", "Gus Oak", "Hal Pi")
TEAMS = [f"Team {letter}{letter.lower()}rno" for letter in "ABCDEFGHIJKLMNOPQRS"]  # nineteen
BOARD = (
    "# Harbour board 2026-03-10\n\n## Attendees\n\n"
    + "".join(f"- {name}\n" for name in PEOPLE)
    + "\n## Discussion\n\n- adopt the charter\n  - Bo: at last\n"
)
REPORTS = "# Sync 2026-03-10\n\n" + "".join(f"## {team} - Ada Obi\n\n- Ready\n\n" for team in TEAMS)
CALLED = BOARD.replace("## Attendees\n\n" + "".join(f"- {name}\n" for name in PEOPLE) + "\n", "") + "".join(
    f"\n## Team {name.split()[0]} - {name}\n\n- Ready\n" for name in PEOPLE
)


def _text(desk: Desk) -> str:
    return desk.screen.desk.document.source.text


async def test_a_remark_under_a_topic_takes_two(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path, BOARD)) as desk:
        await desk.walk_to("Discussion")
        await desk.press("enter")
        await desk.press("r")
        await desk.type("Ada: and it is short")
        await desk.press("enter")
        assert "  - Bo: at last\n  - Ada: and it is short\n" in _text(desk)


async def test_nineteen_reports_are_reviewed_by_as_many(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path, REPORTS), settings=Settings(autosave=False)) as desk:
        await desk.walk_to(TEAMS[0])
        await desk.press(*["space"] * len(TEAMS))
        assert " 19/19 reviewed" in desk.rows[0]


async def test_a_team_is_at_most_five_away(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path, REPORTS)) as desk:
        keys = ["slash", *"kkr", "enter"]
        assert len(keys) <= 5
        await desk.press(*keys)
        await desk.until(lambda: desk.section.title.startswith(TEAMS[10]), "at the team")


async def test_eight_are_called_and_one_is_absent_and_comes_late(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path, CALLED)) as desk:
        call = ["R", "*", "end", "a"]
        assert len(call) <= 4
        await desk.press(*call)
        assert "* Absent: Hal Pi\n" in _text(desk) or "- Absent: Hal Pi\n" in _text(desk)
        assert "7 present, 1 absent" in desk.text
        await desk.press("escape")
        late = ["R", "end", "l"]
        assert len(late) <= 5
        await desk.press(*late)
        assert "Hal Pi (late" in _text(desk)
        assert "Absent" not in _text(desk)


async def test_a_vote_takes_seven(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path, BOARD)) as desk:
        await desk.walk_to("Discussion")
        await desk.press("enter")
        keys = ["v", *"5-0-1", "enter"]
        assert len(keys) <= 7
        await desk.press(*keys)
        assert "**VOTE:** (5 for, 0 against, 1 abstained; carried)" in _text(desk)
