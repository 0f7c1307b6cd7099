"""The walk through a whole meeting: what is passed over, what is left, what is offered at the end."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from tests.support.desk import QUIET, SMALL, TEN, WIDE, Desk, minutes_file, opened
from tui.minutes.model import Meeting
from tui.minutes.running import review_order
from tui.minutes.running.clock import Moment
from tui.minutes.running.topic_rows import Topics
from tui.screens.check import CheckList
from tui.screens.export import ExportScreen
from tui.screens.meeting.navigation import review_state
from tui.screens.meeting.screen import MeetingScreen
from tui.state import load_file_state

TEXT = """# Sync 2026-03-10

## Teams

### CLI - Ada Obi
- [x] shipped

### UAA - Bo Ek

### Bits-Service - Cy Lund
TBD

### Diego - Di Orr
- more cells

### PERSI - Ed Poe
- snapshots
"""


async def shown(desk: Desk, kind: type[object]) -> None:
    await desk.until(lambda: isinstance(desk.app.screen, kind), f"a {kind.__name__}")


async def test_empty_reports_are_skipped_by_name_and_offered_at_the_end(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path, TEXT)) as desk:
        await desk.press("n")
        assert (desk.section.name, desk.said) == ("CLI", "")
        await desk.press("space")
        assert desk.section.name == "Diego"
        assert desk.said == "CLI reviewed, 1 of 5. Skipped UAA, Bits-Service: nothing reported"
        await desk.press("space", "space")
        assert desk.section.name == "PERSI"
        assert "PERSI reviewed, 3 of 5. All reports are reviewed. n goes on to what has none" in desk.said
        assert desk.said.endswith(": UAA, Bits-Service")
        await desk.press("n")
        assert desk.section.name == "UAA"
        await desk.press("space")
        assert desk.section.name == "Bits-Service"
        await desk.press("space")
        assert desk.said == "Everything is reviewed."
        assert " 5/5 reviewed" in desk.rows[0]


async def test_the_last_open_report_is_said_to_be_that(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path, TEXT)) as desk:
        await desk.press("n", "space", "space", "n", "n")
        assert desk.section.name == "PERSI"
        assert "this is the last report nobody has reviewed" in desk.said


async def test_a_late_report_is_gone_to_like_any_other(tmp_path: Path) -> None:
    path = minutes_file(tmp_path, TEXT)
    async with opened(path) as desk:
        await desk.press("n", "space", "space", "space")
        path.write_text(TEXT.replace("### UAA - Bo Ek\n", "### UAA - Bo Ek\n- late\n"), "utf-8")
        await desk.until_seen("late")
        await desk.press("n")
        assert desk.section.name == "UAA"
        assert "from the top again" in desk.said.casefold()


@pytest.mark.parametrize("size", [WIDE, SMALL])
async def test_closing_offers_what_is_left(tmp_path: Path, size: tuple[int, int]) -> None:
    async with opened(minutes_file(tmp_path, TEXT), size) as desk:
        await desk.press("n", "space", "X")
        await shown(desk, CheckList)
        await desk.until_seen("not reviewed: 2: Diego, PERSI", "nothing reported: UAA, Bits")
        await desk.press("j", "enter")
        await shown(desk, MeetingScreen)
        assert desk.section.name == "UAA"
        await desk.press("X")
        await shown(desk, CheckList)
        await desk.press("n")
        await shown(desk, MeetingScreen)
        assert desk.section.name == "Diego"
        await desk.press("X")
        await shown(desk, CheckList)
        await desk.press("X")
        await shown(desk, ExportScreen)


async def test_a_key_a_report_reviews_all(tmp_path: Path) -> None:
    text = "# Sync 2026-03-10\n\n## Teams\n\n" + "".join(f"### Team{n} - Ada Obi\n- a\n\n" for n in range(19))
    async with opened(minutes_file(tmp_path, text)) as desk:
        await desk.press(*["space"] * 20)  # the first leads from the top to the first report
        assert " 19/19 reviewed" in desk.rows[0]
        assert desk.said == "Everything is reviewed."


async def test_backspace_goes_back_and_takes_marks_away(tmp_path: Path) -> None:
    path = minutes_file(tmp_path, TEXT)
    async with opened(path) as desk:
        await desk.press("n", "space", "space")
        assert desk.section.name == "PERSI"
        await desk.press("backspace")
        assert (desk.section.name, desk.said) == ("Diego", "Diego not reviewed any more, 1 of 5")
        await desk.press("space", "backspace", "backspace")
        assert (desk.section.name, desk.said) == ("CLI", "CLI not reviewed any more, 0 of 5")
        await desk.press("backspace")
        assert desk.said == "Nothing before this is reviewed."
        await desk.press("space")
        assert " 1/5 reviewed" in desk.rows[0]
        await desk.until(lambda: load_file_state(path)[0].reviewed, "kept")
    async with opened(path) as desk:
        await desk.press("G", "backspace")
        assert (desk.section.name, desk.said) == ("CLI", "CLI not reviewed any more, 0 of 5")


async def test_space_only_marks_where_that_is_set(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path, TEXT), settings=QUIET._replace(space_walks=False)) as desk:
        await desk.press("n", "space")
        assert (desk.section.name, desk.said) == ("CLI", "CLI reviewed, 1 of 5")
        await desk.press("space")
        assert (desk.section.name, desk.said) == ("CLI", "CLI not reviewed any more, 0 of 5")


async def test_who_never_reviews_is_not_asked(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path, "# Sync 2026-03-10\n\n## One\n- a\n\n## Two\n- b\n")) as desk:
        await desk.press("X")
        await shown(desk, ExportScreen)
        await desk.press("escape", "ctrl+q")
        await desk.until(lambda: not desk.app.is_running, "the app ends")


async def test_leaving_asks_once(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path, TEXT)) as desk:
        await desk.press("n", "space", "ctrl+q")
        assert desk.said == (
            "Not reviewed yet: Diego, PERSI; nothing reported: UAA, Bits-Service. "
            "n goes there, ^q again quits"
        )
        await desk.press("space", "ctrl+q")
        await desk.until(lambda: not desk.app.is_running, "the app ends")


async def test_words_and_sections_together_ask_once(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path, TEXT)) as desk:
        await desk.press("n", "space", "a")
        await desk.type("ada: never mind")
        await desk.press("ctrl+q")
        assert desk.said.startswith("Not written yet: ")
        await desk.press("ctrl+q")
        await desk.until(lambda: not desk.app.is_running, "the app ends")


async def test_times_sections_and_words_together_ask_once(tmp_path: Path) -> None:
    started = [TEN]
    async with opened(minutes_file(tmp_path, TEXT), now=lambda: started[0]) as desk:
        await desk.press("n", "space")
        started[0] = Moment(TEN.steady + 400, TEN.wall + timedelta(seconds=400))
        await desk.press("n", "ctrl+q")
        assert "W writes 10:00-10:06" in desk.said
        assert "Not reviewed yet: Diego, PERSI" in desk.said
        assert desk.said.endswith(". n goes there, ^q again quits")
        await desk.press("ctrl+q")
        await desk.until(lambda: not desk.app.is_running, "the app ends")


async def test_the_course_is_read_once_a_reading(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[Meeting] = []

    class Counted(review_order.Course):
        def __init__(self, meeting: Meeting, before: review_order.Course | None, topics: Topics) -> None:
            made.append(meeting)
            super().__init__(meeting, before, topics)

    monkeypatch.setattr(review_state, "Course", Counted)
    async with opened(minutes_file(tmp_path, TEXT)) as desk:
        await desk.press("n", "space", "n", "]", "[", "space", "j", "k")
        desk.screen.refresh_facts()
        assert len(made) == 1
        await desk.press("u", "i", *"x", "enter")
        assert len(made) == 2


async def test_the_last_without_a_report_is_said_to_be_that(tmp_path: Path) -> None:
    text = "# Sync 2026-03-10\n\n## Reports\n\n### CLI - Ada Obi\n- a\n\n### UAA - Bo Ek\n"
    async with opened(minutes_file(tmp_path, text)) as desk:
        await desk.press("n", "space", "n", "n")
        assert desk.section.name == "UAA"
        assert desk.said == "UAA is the last that is not reviewed: space marks it, X closes."


async def test_minutes_without_reports_have_nothing_to_review(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path, "only words\n")) as desk:
        assert "reviewed" not in desk.rows[0]
        await desk.press("n")
        assert desk.said == "There are no reports here to review."
