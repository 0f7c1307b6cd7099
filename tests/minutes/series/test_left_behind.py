"""What is said of one meeting alone does not travel into the next one's file."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.support.series import harbour, write_all
from tui.minutes.series.next_file import plan_next
from tui.minutes.series.plan import Wish

SAID = "- Painted the second crane\n  - twice\n"
DAYS = ("2016-06-14", "2016-06-28", "2016-07-12", "2016-07-26", "2016-08-09")


@pytest.mark.parametrize(
    ("title", "wanted"),
    [
        ("# **2016-08-09 - NO MEETING DUE TO GOV BOARD**", "# **2016-08-23**"),
        ("# **2016-08-09 - Call Canceled - answer by mail**", "# **2016-08-23**"),
        ("# Board 2016-08-09 (meeting was cancelled)", "# Board 2016-08-23"),
        ("# Board 2016-08-09 -- **postponed**", "# Board 2016-08-23"),
        ("# Board, 2016-08-09: no quorum", "# Board, 2016-08-23"),
        ("# Board 2016-08-09 - cancelling policy", "# Board 2016-08-23 - cancelling policy"),
        ("# Board of Skipped Tests - 2016-08-09", "# Board of Skipped Tests - 2016-08-23"),
    ],
)
def test_that_a_meeting_was_not_held_is_said_of_that_one_alone(
    title: str, wanted: str, tmp_path: Path
) -> None:
    texts = {f"{day}-board.md": harbour(day, SAID) for day in DAYS}
    texts["2016-08-09-board.md"] = harbour("2016-08-09", SAID).replace("# Harbour Board 2016-08-09", title)
    plan = plan_next(write_all(tmp_path, texts)[-1], Wish(day=date(2016, 8, 23)))[0]
    assert plan.text.lines[0] == f"{wanted}\n"


@pytest.mark.parametrize("line", ["- **REVIEWED:** AO, Bo Lind\n", "- **reviewed**: AO\n"])
def test_who_reviewed_is_said_of_that_meeting_alone(line: str, tmp_path: Path) -> None:
    texts = {f"{day}-board.md": harbour(day, SAID + line, line) for day in DAYS}
    plan = plan_next(write_all(tmp_path, texts)[-1], Wish(day=date(2016, 8, 23)))[0]
    assert "reviewed" not in plan.text.text.casefold()
    assert "Pilots" in plan.text.text
