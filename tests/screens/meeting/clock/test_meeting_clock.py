"""The meeting's clock by keyboard: started, paused, boxed, shared, written, taken up again."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from rich.console import RenderableType
from textual.app import App
from textual.screen import Screen

from tests.support.desk import (
    QUIET,
    SIZES,
    WIDE,
    Desk,
    changed_lines,
    minutes_file,
    opened,
    replace_atomically,
)
from tests.support.times import Time
from tui import paths
from tui.app import PmcApp
from tui.screens.prompt import Prompt
from tui.settings.values import Settings
from tui.state import load_clock

MEETING = """\
# Sync 2026-03-10

## Budget (2m)
- cuts

## Reports

### CLI - Ada Obi
- First
- Second

### UAA - Bo Ek

### Garden - Cy Dahl
- Third

### Diego - Dee Roy
- Fourth
"""
HOUR = Settings(autosave=False, slot_minutes=60)


@asynccontextmanager
async def running(
    path: Path, time: Time, size: tuple[int, int] = WIDE, settings: Settings = QUIET
) -> AsyncGenerator[Desk]:
    """The app on a file, its clock ready."""
    async with opened(path, size, settings, now=time) as desk:
        await desk.until(lambda: desk.screen.concerns.clock.ready, "the clock")
        yield desk


async def passes(desk: Desk, time: Time, seconds: float) -> str:
    """Let time pass and the clock tick; gives the header."""
    time.passes(seconds)
    desk.screen.concerns.clock.tick()
    await desk.settle()
    return desk.rows[0]


async def test_the_meeting_starts_with_the_first_move_and_before_that_nothing_ticks(tmp_path: Path) -> None:
    time = Time()
    async with running(minutes_file(tmp_path, MEETING), time) as desk:
        assert ":" not in desk.rows[0]
        await desk.press("N", "escape", "w", "escape")
        assert not desk.screen.concerns.clock.ticking
        assert not (paths.state_dir() / "clocks").exists()
        await desk.press("]")
        assert "00:00:00 · 0:00 here · " in desk.rows[0]
        assert "00:12:40 · 12:40 here · 0/" in await passes(desk, time, 760)


async def test_each_section_has_its_time_as_one_walks(tmp_path: Path) -> None:
    time = Time()
    async with running(minutes_file(tmp_path, MEETING), time) as desk:
        await desk.walk_to("CLI")
        await passes(desk, time, 100)
        await desk.press("enter", "j")
        assert "00:01:40 · 1:40 here" in desk.rows[0]
        await desk.walk_to("Garden")
        assert "00:01:40 · 0:00 here" in desk.rows[0]
        assert "─ 1 min · 2 items ─╮" in desk.text
        await passes(desk, time, 25)
        await desk.walk_to("CLI")
        assert "00:02:15 · 1:50 here" in await passes(desk, time, 10)
        spent = {
            key.rpartition("/")[2]: seconds for key, seconds in desk.screen.concerns.clock.clock.spent.items()
        }
        assert (spent["CLI"], spent["Garden"], sum(spent.values())) == (110, 25, 135)


@pytest.mark.parametrize("key", ["]", "j", "pagedown", "G"])
async def test_another_section_and_its_time_are_painted_together(
    key: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    time = Time()
    painted: list[list[str]] = []
    display = App._display

    async with running(minutes_file(tmp_path, MEETING), time, (100, 24)) as desk:
        await desk.walk_to("UAA")
        await desk.press("enter")
        before = await passes(desk, time, 100)
        assert "1:40 here" in before

        def paint(app: PmcApp, screen: Screen[object], renderable: RenderableType) -> None:
            display(app, screen, renderable)
            painted.append(desk.rows)

        monkeypatch.setattr(PmcApp, "_display", paint)
        await desk.press(key)
        assert desk.section.name != "UAA"
        assert "0:00 here" in desk.rows[0]
        different = [rows[0] for rows in painted if rows != painted[-1]]
        assert before not in different


async def test_one_key_starts_pauses_and_goes_on(tmp_path: Path) -> None:
    time = Time()
    async with running(minutes_file(tmp_path, MEETING), time) as desk:
        await desk.press("t")
        assert desk.said == "The clock started at 10:00; t pauses."
        await passes(desk, time, 30)
        await desk.press("t")
        assert desk.said == "The clock stands at 00:00:30; t goes on."
        assert "00:00:30 paused · " in desk.rows[0]
        assert not desk.screen.concerns.clock.ticking
        time.passes(600)
        await desk.press("]")
        assert "00:00:30 paused · " in desk.rows[0]
        await desk.press("t")
        assert desk.said == "The clock goes on at 10:10; t pauses."
        assert "00:00:31 · 0:01 here" in await passes(desk, time, 1)


async def test_a_timebox_runs_down_and_says_when_it_is_over(tmp_path: Path) -> None:
    time = Time()
    async with running(minutes_file(tmp_path, MEETING), time) as desk:
        await desk.press("t")
        assert "2:00 left here" in desk.rows[0]
        assert "0:50 left here" in await passes(desk, time, 70)
        assert [fact.role for fact in desk.screen.header.times] == ["title", "unsaved"]
        assert "! 0:15 over here" in await passes(desk, time, 65)
        assert [fact.role for fact in desk.screen.header.times] == ["title", "trouble"]
        await desk.press("T")
        await desk.type("+5")
        await desk.until_seen("7:15 min, 2:15 of it gone")
        await desk.press("enter")
        assert "5:00 left here" in desk.rows[0]
        await desk.press("T")
        await desk.type("off\n")
        assert desk.said == "Timebox of Budget: not set"
        assert "2:15 here" in desk.rows[0]
        await desk.press("T", "enter")
        assert desk.said == "Timebox of Budget: 2 min, as the heading says"
        assert "! 0:15 over here" in desk.rows[0]


async def test_a_group_s_timebox_runs_for_the_sections_below_it(tmp_path: Path) -> None:
    time = Time()
    async with running(minutes_file(tmp_path, MEETING), time) as desk:
        await desk.walk_to("Reports")
        await desk.press("T")
        await desk.type("10\n")
        await desk.walk_to("CLI")
        await passes(desk, time, 60)
        await desk.walk_to("Garden")
        assert "8:30 left for Reports" in await passes(desk, time, 30)


async def test_what_is_no_time_cannot_be_entered(tmp_path: Path) -> None:
    async with running(minutes_file(tmp_path, MEETING), Time()) as desk:
        for key in ("T", "ctrl+t"):
            await desk.press(key)
            await desk.type("soon")
            await desk.until_seen("! Type minutes")
            await desk.press("enter")
            assert isinstance(desk.app.screen, Prompt)
            await desk.press("escape")
        assert desk.screen.concerns.clock.clock.boxes == {}


async def test_what_is_left_is_shared_over_the_teams_that_wait(tmp_path: Path) -> None:
    time = Time()
    async with running(minutes_file(tmp_path, MEETING), time, settings=HOUR) as desk:
        await desk.walk_to("CLI")
        assert "19 min each · 60 min to go" in desk.rows[0]  # UAA reported nothing, Budget has 2
        assert "17 min each · 54 min to go" in await passes(desk, time, 360)
        await desk.press("space")
        assert "26 min each · 54 min to go" in desk.rows[0]
        await desk.press("ctrl+t")
        await desk.type("until 10:20")
        await desk.until_seen("until 10:20, boxes 2 min, 6 min for each of 2 teams")
        await desk.press("enter")
        assert "6 min each · 14 min to go" in desk.rows[0]
        await passes(desk, time, 14 * 60)
        assert "! slot over by 1 min" in await passes(desk, time, 90)
        await desk.press("ctrl+t")
        await desk.type("off\n")
        assert desk.said == "Time of the meeting: not set"
        assert "to go" not in desk.rows[0]


async def test_the_times_are_written_as_one_line_and_taken_back(tmp_path: Path) -> None:
    time, path = Time(), minutes_file(tmp_path, MEETING)
    before = path.read_bytes()
    async with running(path, time) as desk:
        await desk.press("W")
        assert desk.said == "The clock has not run yet: t starts it."
        await desk.press("t")
        await passes(desk, time, 15 * 60)
        await desk.press("W")
        assert desk.said == "Wrote: held 10:00-10:15"
        await desk.save()
        assert changed_lines(before, path.read_bytes()) == ([], [b"Held: 10:00-10:15", b""])
        await passes(desk, time, 120)
        await desk.press("W")
        assert desk.said == "Held 10:00-10:17 now"
        await desk.save()
        assert changed_lines(before, path.read_bytes()) == ([], [b"Held: 10:00-10:17", b""])
        await desk.press("u", "u")
        await desk.save()
    assert path.read_bytes() == before


async def test_quitting_a_meeting_offers_its_times_once(tmp_path: Path) -> None:
    time = Time()
    async with running(minutes_file(tmp_path, MEETING), time) as desk:
        await desk.press("t")
        await passes(desk, time, 360)
        await desk.press("ctrl+q")
        assert desk.said == "W writes 10:00-10:06 into the minutes, ^q again quits"
        assert desk.app.is_running
        await desk.press("ctrl+q")
        await desk.until(lambda: not desk.app._running, "left")


@pytest.mark.parametrize("written", [False, True])
async def test_who_only_looked_or_has_written_is_not_asked(tmp_path: Path, written: bool) -> None:
    time = Time()
    async with running(minutes_file(tmp_path, MEETING), time) as desk:
        await desk.press("t")
        await passes(desk, time, 360 if written else 60)
        await desk.press(*(["W"] if written else []), "ctrl+q")
        await desk.until(lambda: not desk.app._running, "left")


async def test_the_export_offers_the_times_and_shows_them(tmp_path: Path) -> None:
    time = Time()
    async with running(minutes_file(tmp_path), time) as desk:
        await desk.press("t")
        await passes(desk, time, 600)
        desk.screen.concerns.publishing.open_export()
        await desk.until_seen("W write “Held: 10:00-10:10”", "Draft, not approved")
        await desk.press("W")
        await desk.until_seen("Wrote: held 10:00-10:10")
        await desk.until(
            lambda: "│Held: 10:00-10:10" in desk.text.replace(" ", "").replace("Held:", "Held: "), "seen"
        )
        assert "W write" not in desk.text


async def test_a_section_that_others_rename_keeps_its_time(tmp_path: Path) -> None:
    time, path = Time(), minutes_file(tmp_path, MEETING)
    async with running(path, time) as desk:
        await desk.walk_to("CLI")
        await passes(desk, time, 100)
        replace_atomically(path, MEETING.replace("### CLI", "### Command line").encode())
        await desk.until_seen("Command line")
        assert desk.section.name == "Command line"
        assert "00:01:50 · 1:50 here" in await passes(desk, time, 10)


async def test_after_quitting_it_stands_and_on_another_day_it_is_over(tmp_path: Path) -> None:
    time, path = Time(), minutes_file(tmp_path, MEETING)
    async with running(path, time) as desk:
        await desk.walk_to("CLI")
        await passes(desk, time, 150)
        await desk.press("ctrl+q")
        await desk.until(lambda: not desk.app._running, "left")
    time.passes(60)
    time.starts_anew()
    async with running(path, time) as desk:
        assert desk.said == "The clock stands at 00:02:30 since 10:02; t goes on."
        await desk.walk_to("Garden")
        await desk.press("t")
        assert "00:02:35 · 0:05 here" in await passes(desk, time, 5)
        await desk.press("ctrl+q")
        await desk.until(lambda: not desk.app._running, "left")
    time.passes(minutes=24 * 60)
    async with running(path, time) as desk:
        assert "ran on Tuesday, 2026-03-10, 10:00-10:03; t starts a new one" in desk.said
        await desk.walk_to("CLI")
        assert not desk.screen.concerns.clock.ticking
        await desk.press("t")
        assert "00:00:00 · 0:00 here" in desk.rows[0]


async def test_a_writer_that_comes_late_does_not_have_the_last_word(tmp_path: Path) -> None:
    time = Time()
    async with running(minutes_file(tmp_path, MEETING), time) as desk:
        await desk.press("t")
        await passes(desk, time, 90)
        clock = desk.screen.concerns.clock
        late = clock._record._written
        assert late is not None
        clock.leave()
        clock._record._save(late)
        assert load_clock(desk.path)[0]["running"] is False


async def test_when_the_computer_slept_for_long_the_clock_stands_and_says_so(tmp_path: Path) -> None:
    time = Time()
    async with running(minutes_file(tmp_path, MEETING), time) as desk:
        await desk.press("t")
        await passes(desk, time, 300)
        assert "00:05:00 paused" in await passes(desk, time, 3600)
        assert desk.said == "The clock stands since 10:05: the program did not run for long. t goes on."


async def test_the_settings_say_whether_a_move_starts_it_and_keys_are_called_as_they_are(
    tmp_path: Path,
) -> None:
    settings = Settings(autosave=False, clock_at_first_move=False, keys={"clock": "f8"})
    async with running(minutes_file(tmp_path, MEETING), Time(), settings=settings) as desk:
        await desk.walk_to("CLI")
        assert desk.screen.header.times == ()
        await desk.press("f8")
        assert desk.said == "The clock started at 10:00; f8 pauses."


@pytest.mark.parametrize("size", SIZES)
async def test_the_clock_is_to_be_seen_at_every_size(tmp_path: Path, size: tuple[int, int]) -> None:
    time = Time()
    async with running(minutes_file(tmp_path), time, size, HOUR) as desk:
        await desk.press("]", "T")
        await desk.type("2\n")
        row = await passes(desk, time, 150)
        for text in ("2:30", "! 0:30 over", "min each", "0/", "saved"):
            assert text in row
        assert row.startswith(" Runtime P")
        assert row.endswith("saved")
