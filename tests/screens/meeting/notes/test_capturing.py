"""The capture line: what it shows, completes, keeps, and bears."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual import events

from tests.support.desk import QUIET, SIZES, SMALL, TEN, USUAL, WIDE, Desk, minutes_file, opened
from tui.app import PmcApp
from tui.minutes.keeping.live_file import LiveFile
from tui.minutes.keeping.storage import StateFolder
from tui.paths import state_dir
from tui.state import load_aside

MEETING = """\
# Sync 2026-03-10

## Attendees
- Ada Obi @adaobi
- Bo Ek @boek
- Bea Olsen @bolsen

## CLI - Ada Obi
- First
- Second
"""


async def open_line(desk: Desk, key: str = "a") -> None:
    """Open the line on the first item of CLI."""
    await desk.walk_to("CLI")
    await desk.press("enter", key)
    await desk.until(lambda: desk.screen.desk.capture.display, "the line is open")


def shown(desk: Desk) -> str:
    """What the capture line shows."""
    return desk.seen(desk.screen.desk.capture)


@pytest.mark.parametrize("typed", ["bea", "be", "bo", "@bols", "b", "olsen"])
async def test_owners_are_completed_by_any_part(tmp_path: Path, typed: str) -> None:
    async with opened(minutes_file(tmp_path, MEETING)) as desk:
        await open_line(desk)
        await desk.type(typed)
        assert "tab " in shown(desk)
        await desk.press("tab")
        assert desk.screen.desk.capture.typed in ("Bea Olsen: ", "Bo Ek: ")
        assert "tab " not in shown(desk)


async def test_a_second_owner_and_a_name_of_two_words_are_completed(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path, MEETING)) as desk:
        await open_line(desk)
        await desk.type("ao, bea o")
        await desk.press("tab")
        assert desk.screen.desk.capture.typed == "ao, Bea Olsen: "
        await desk.type("do it")
        assert "Ada Obi, Bea Olsen · no due date · do it" in shown(desk)


async def test_a_colon_typed_behind_a_completed_name_is_there_already(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path, MEETING)) as desk:
        await open_line(desk)
        await desk.type("bea")
        await desk.press("tab")
        await desk.type(": read it: now")
        assert desk.screen.desk.capture.typed == "Bea Olsen: read it: now"
        await desk.press("escape")
        await open_line(desk)
        await desk.press("end", "colon")
        assert desk.screen.desk.capture.typed == "Bea Olsen: read it: now:"


async def test_tab_without_an_offer_stays_in_the_line(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path, MEETING)) as desk:
        await open_line(desk, "d")
        await desk.type("bea")
        await desk.press("tab")
        assert desk.screen.desk.capture.typed == "bea"
        await desk.type("!")
        assert desk.screen.desk.capture.typed == "bea!"


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("ada: publish fri", "Ada Obi · due Fri 2026-03-13 · publish"),
        ("ada, bo: publish +2w", "Ada Obi, Bo Ek · due Tue 2026-03-24 · publish"),
        ("find a note-taker", "TBD · no due date · find a note-taker"),
        ("Zed: publish", "Zed? · no due date · publish"),
        ("Zed: publish", "“Zed” is not known here; kept as typed"),
        ("bo: do it 1 march", "2026"),
        ("b: [/x] [b]x[/b] $y", "[/x] [b]x[/b] $y"),
    ],
)
async def test_the_reading_is_shown_as_one_types(tmp_path: Path, typed: str, read: str) -> None:
    async with opened(minutes_file(tmp_path, MEETING)) as desk:
        await open_line(desk)
        assert "nothing typed yet" in shown(desk)
        await desk.type(typed)
        assert read in shown(desk)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("2026-01-02", "before the meeting"),
        ("(due 31 february)", "31 february"),
        ("by 2026-02-31", "2026-02-31"),
    ],
)
async def test_a_doubtful_due_date_is_said_and_nothing_is_lost(tmp_path: Path, words: str, said: str) -> None:
    async with opened(minutes_file(tmp_path, MEETING)) as desk:
        await open_line(desk)
        await desk.type(f"bo: tidy up {words}")
        doubt = shown(desk).split("\n")[3]
        assert doubt.startswith("│ ! ")
        assert said in doubt
        await desk.press("enter")
        written = desk.screen.desk.document.source.text
        assert "tidy up" in written
        assert any(part in written for part in (words, "due 2026-01-02"))


async def test_the_next_meeting_is_the_due_date_where_the_folder_tells_it(tmp_path: Path) -> None:
    path = minutes_file(tmp_path, MEETING, "2026-03-10-sync.md")
    for day in ("2026-01-27", "2026-02-10", "2026-02-24"):
        minutes_file(tmp_path, f"# Sync {day}\n\n## CLI - Zoe Faraway\n", f"{day}-sync.md")
    async with opened(path) as desk:
        await open_line(desk)
        await desk.type("zoe: come back")
        await desk.until_seen("Zoe Faraway · due Tue 2026-03-24 (next meeting) · come back")
        await desk.press("enter")
        assert (
            "- [ ] **ACTION:** Zoe Faraway: come back (due 2026-03-24)"
            in desk.screen.desk.document.source.text
        )


@pytest.mark.parametrize("key", ["a", "d", "q", "v", "i", "o", "D"])
async def test_escape_keeps_the_words_for_the_next_press(tmp_path: Path, key: str) -> None:
    first = "- Propose to go on" if key == "o" else "- [ ] **ACTION:** Ada Obi: one"
    async with opened(minutes_file(tmp_path, MEETING.replace("- First", first))) as desk:
        await open_line(desk, key)
        await desk.type("Half a thought")
        await desk.press("escape")
        assert desk.focus == "panes"
        assert "Kept" in desk.said
        assert "Half a thought" not in desk.text
        await desk.press(key)
        assert desk.screen.desk.capture.typed == "Half a thought"
        await desk.press("enter")
        assert "alf a thought" in desk.screen.desk.document.source.text
        await desk.press(key)
        assert desk.screen.desk.capture.typed == "" or key == "D"


async def test_each_kind_keeps_its_own_words(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path, MEETING)) as desk:
        await open_line(desk, "d")
        await desk.type("one")
        await desk.press("escape", "q")
        assert desk.screen.desk.capture.typed == ""
        await desk.type("two")
        await desk.press("escape", "d")
        assert desk.screen.desk.capture.typed == "one"


async def test_a_click_elsewhere_keeps_the_words_too(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path, MEETING)) as desk:
        await open_line(desk, "d")
        await desk.type("one")
        await desk.pilot.click("#agenda", offset=(5, 2))
        await desk.settle()
        assert desk.focus == "agenda"
        assert not desk.screen.desk.capture.display
        await desk.press("escape", "d")
        assert desk.screen.desk.capture.typed == "one"


async def test_an_empty_note_is_not_written(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path, MEETING)) as desk:
        for typed in ("", "   ", "ada: ", "fri"):
            await open_line(desk)
            await desk.type(typed)
            await desk.press("enter")
            assert desk.screen.desk.document.source.text == MEETING or typed == "fri"
            await desk.press("escape")


async def test_ten_thousand_characters_are_one_line(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path, MEETING)) as desk:
        await open_line(desk, "i")
        words = "lorem " * 1700
        await desk.paste(words)
        assert "lorem" in shown(desk)
        assert len(shown(desk).split("\n")) == 5
        assert shown(desk).split("\n")[2].endswith("… │")
        await desk.press("enter")
        assert f"  - **INFO:** {words.strip()}\n" in desk.screen.desk.document.source.text


async def test_what_is_pasted_is_one_line_and_cannot_act(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path, MEETING)) as desk:
        await open_line(desk, "i")
        await desk.paste("one\n\ttwo \x1b[31mred\x00 [/x] \u202eback **b** <b>")
        assert "one two ␛[31mred␀ [/x] ⇄back **b** <b>" in shown(desk)
        assert not {"\x1b", "\x00", "\u202e"} & set(desk.text)
        await desk.press("enter")
        assert (
            "  - **INFO:** one two ␛[31mred␀ [/x] \u202eback **b** <b>\n"
            in desk.screen.desk.document.source.text
        )
        assert not {"\x1b", "\x00", "\u202e"} & set(desk.text)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("downs", [0, 5, 40])
async def test_the_line_is_whole_on_the_screen(tmp_path: Path, size: tuple[int, int], downs: int) -> None:
    async with opened(minutes_file(tmp_path), size) as desk:
        await desk.walk_to("CLI")
        await desk.press("enter", *["j"] * downs, "d")
        await desk.type("so be it")
        region = desk.screen.desk.capture.region
        assert desk.screen.region.contains_region(region)
        assert region.height == 5
        rows = shown(desk).split("\n")
        assert (rows[0][0], rows[0][-1], rows[4][0], rows[4][-1]) == ("╭", "╮", "╰", "╯")
        assert "so be it" in rows[1]
        assert "enter write" in rows[4]


async def test_the_line_stays_on_the_screen_when_that_shrinks(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path), WIDE) as desk:
        await desk.walk_to("CLI")
        await desk.press("enter", *["j"] * 9, "d")
        await desk.type("so be it")
        for size in (SMALL, USUAL, WIDE):
            await desk.pilot.resize_terminal(*size)
            await desk.settle()
            assert desk.screen.region.contains_region(desk.screen.desk.capture.region)
            assert "so be it" in shown(desk)


async def test_a_line_opened_from_the_agenda_at_a_small_size(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path, MEETING), SMALL) as desk:
        await desk.walk_to("CLI")
        await desk.press("a")
        assert desk.screen.desk.capture.region.width >= SMALL[0] - 2
        await desk.type("bo: look\n")
        assert "☐ ACTION Bo Ek: look" in desk.text


async def test_the_program_is_not_left_with_a_line_unwritten_unless_twice(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path, MEETING)) as desk:
        await open_line(desk, "d")
        await desk.type("one [/x]")
        await desk.press("ctrl+q")
        assert desk.app.is_running
        assert "Not written yet: “one [/x]”" in desk.said
        await desk.press("d")
        assert desk.screen.desk.capture.typed == "one [/x]"
        await desk.press("ctrl+q")
        await desk.until(lambda: not desk.app.is_running, "the app ends")


async def test_a_line_put_aside_outlives_the_program(tmp_path: Path) -> None:
    path = minutes_file(tmp_path)
    async with opened(path) as desk:
        await desk.walk_to("CLI")
        await desk.press("a")
        await desk.type("amit: look at the logs")
        await desk.press("escape")
    async with opened(path) as desk:
        await desk.until(lambda: "a brings it back" in desk.said, "told")
        await desk.walk_to("CLI")
        await desk.press("a")
        assert desk.screen.desk.capture.typed == "amit: look at the logs"
        await desk.press("enter")
        assert "Amit Gupta: look at the logs" in desk.text
    async with opened(path) as desk:
        await desk.press("j", "a")
        assert desk.screen.desk.capture.typed == ""


async def test_text_that_comes_while_the_meeting_opens_takes_no_line_kept_before(tmp_path: Path) -> None:
    path = minutes_file(tmp_path)
    async with opened(path) as desk:
        await desk.press("i")
        await desk.type("an older line")
        await desk.press("escape")
    live = LiveFile.open(path, StateFolder(state_dir()))
    app = PmcApp(live, QUIET, now=lambda: TEN)
    async with app.run_test(size=WIDE) as pilot:
        desk = Desk(app, pilot, path)
        app.post_message(events.Paste("a newer text"))
        await desk.until(
            lambda: (
                app.meeting_screen is not None
                and desk.screen.is_complete
                and desk.screen.desk.capture.display
            ),
            "the line",
        )
        assert desk.screen.desk.capture.typed == "an older line a newer text"
        await desk.until(
            lambda: [words for _, words in load_aside(path)] == ["an older line a newer text"], "kept"
        )


@pytest.mark.parametrize(("opens", "typed"), [
    ("a", "amit: look at logs"), ("d", "so be it"), ("i", "just so"), ("slash", "Loggregator"), ("t", "5"),
])  # fmt: skip
async def test_a_key_right_after_the_enter_that_closes_a_field_is_a_command(
    tmp_path: Path, opens: str, typed: str
) -> None:
    async with opened(minutes_file(tmp_path), settings=QUIET) as desk:
        await desk.press("right_square_bracket", opens)
        await desk.type(typed)
        assert "0/21 reviewed" in desk.rows[0] or "0/22 reviewed" in desk.rows[0]
        desk.post("enter", "space")
        await desk.until(lambda: " 1/2" in desk.rows[0], "one section reviewed")
