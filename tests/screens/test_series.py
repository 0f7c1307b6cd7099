"""The committee's memory on the screen: before the meeting, history, the next file, find in all meetings."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.desk import PROMPT, QUIET, SIZES, WIDE, Desk, opened, replace_atomically
from tests.support.series import harbour, write_all
from tui.minutes.export.neighbours import around
from tui.settings.values import Settings

ACTION = "- [ ] **ACTION:** Ada Obi: paint the third crane (due 2016-08-12)\n"


@pytest.fixture
def board(tmp_path: Path) -> Path:
    """A meeting without reports, after three with some."""
    texts = {
        "2016-07-12-board.md": harbour("2016-07-12", "- Painted one\n", "- Hired him\n"),
        "2016-07-26-board.md": harbour("2016-07-26", "- Painted one\n- Painted two\n"),
        "2016-08-09-board.md": harbour(
            "2016-08-09", f"- Painted two\n- Painted [/x] three\n{ACTION}"
        ).replace("Lee Chan", "Zoe Fox"),
        "2016-08-23-board.md": harbour("2016-08-23", tugs="- Towed\n"),
    }
    return write_all(tmp_path / "board", texts)[-1]


async def waited(desk: Desk, *keys: str) -> None:
    """Press keys, and wait for a dialog."""
    await desk.press(*keys)
    await desk.until(lambda: desk.in_dialog, f"a dialog after {keys}")


@pytest.mark.parametrize("size", SIZES)
async def test_before_the_meeting_leads_to_every_line(board: Path, size: tuple[int, int]) -> None:
    async with opened(board, size) as desk:
        await waited(desk, "B")
        assert "Before the meeting · 2016-08-23 · last: 2016-08-09, 14 days ago" in desk.text or size[0] < 80
        assert "Missing   Cranes (reported 3 of the last 3" in desk.text
        assert "Lead      Pilots: Lee Chan here" in desk.text
        assert "Open      Ada Obi: paint the third crane" in desk.text
        await desk.press("enter")
        assert not desk.in_dialog
        assert desk.section.name == "Cranes"


async def test_the_last_meetings_lead_is_taken_on_a_key(board: Path) -> None:
    async with opened(board) as desk:
        await waited(desk, "B")
        while "Pilots:" not in str(desk.app.screen.chosen_of(desk.app.screen._rows)):  # type: ignore[attr-defined]
            await desk.press("j")
        await desk.press("l")
        await desk.until(lambda: "Lead      Pilots" not in desk.text, "the lead taken")
        await desk.press("escape")
        assert "### Pilots - Zoe Fox\n" in desk.screen.desk.document.source.text
        await desk.press("u")
        assert "### Pilots - Lee Chan\n" in desk.screen.desk.document.source.text


async def test_open_actions_are_carried_on_a_key_and_once(board: Path) -> None:
    async with opened(board) as desk:
        await waited(
            desk,
            "B",
        )
        await desk.press("c")
        assert "1 open action carried" in desk.text
        await desk.press("c")
        assert "They stand in this meeting already" in desk.text
        text = desk.screen.desk.document.source.text
        assert text.count("Ada Obi: paint the third crane (due 2016-08-12, from 2016-08-09)") == 1


async def test_an_action_of_another_file_is_shown_there_only_to_read(board: Path) -> None:
    async with opened(board) as desk:
        await waited(desk, "B")
        while "paint" not in str(desk.app.screen.chosen_of(desk.app.screen._rows)):  # type: ignore[attr-defined]
            await desk.press("j")
        await desk.press("enter")
        await desk.until_seen("2016-08-09-board.md · line 18 · read only", "paint the third crane")
        await desk.press("a", "x", "escape", "escape")
        assert desk.screen.desk.document.source.text == board.read_text()


async def test_another_save_of_an_earlier_file_is_read_again(board: Path) -> None:
    async with opened(board) as desk:
        await waited(desk, "B")
        assert "Zoe Fox" in desk.text
        last = board.with_name("2016-08-09-board.md")
        replace_atomically(last, last.read_bytes().replace(b"Zoe Fox", b"Kai Lund"))
        await desk.until_seen("Kai Lund on 2016-08-09")


async def test_what_is_missing_is_said_at_the_start(board: Path) -> None:
    async with opened(board) as desk:
        await desk.until(lambda: "1 report missing that came lately  B" in desk.said, "the remark")


@pytest.mark.parametrize("settings", [QUIET, QUIET._replace(plain=True)])
async def test_a_report_says_how_often_it_is_missing(board: Path, settings: Settings) -> None:
    async with opened(board, settings=settings) as desk:
        await desk.until(lambda: bool(desk.screen.panes.missed), "the folder looked into")
        await desk.walk_to("Pilots")
        await desk.press("enter")
        assert "missing, 3rd in a row" in desk.seen(desk.screen.panes)
        assert desk.screen.panes.missed.keys() == {desk.section.key}
        await waited(desk, "B")
        await desk.until_seen("Missed", "1 team, Pilots (3rd in a row)")
        await desk.press("escape", "e")
        await desk.type("- flew\n")
        await desk.press("escape")
        await desk.until(lambda: "in a row" not in desk.text, "the report in the place of that")


async def test_history_goes_back_in_time_and_changes_nothing(board: Path) -> None:
    async with opened(board) as desk:
        await desk.walk_to("Cranes")
        await waited(desk, "H")
        assert "History of Cranes · 1 of 3 reports · 2016-08-09" in desk.text
        assert "  - Painted two" in desk.text
        assert "▌ - Painted [/x] three" in desk.text
        await desk.press("H")
        assert "2 of 3 reports · 2016-07-26" in desk.text
        await desk.press("down", "down")
        assert "That is the oldest report." in desk.text
        await desk.press("up", "y")
        assert desk.app.clipboard == "- Painted one\n- Painted two"
        await desk.press("slash", *"three", "enter")
        assert "1 of 3 reports" in desk.text
        await desk.press("enter")
        await desk.until_seen("2016-08-09-board.md · line 15 · read only")
        await desk.press("escape", "a", "escape")
        assert not desk.in_dialog
        assert desk.screen.desk.document.source.text == board.read_text()


async def test_history_while_presenting_tells_what_is_new_here(board: Path) -> None:
    board.write_text(
        board.read_text().replace("### Cranes - Ada Obi\n", "### Cranes - Ada Obi\n- Painted two\n- Rested\n")
    )
    async with opened(board) as desk:
        await desk.walk_to("Cranes")
        await desk.press("P")
        await waited(desk, "H")
        assert "History of Cranes · 1 of 3 reports" in desk.text
        assert "1 lines of this meeting's report are new" not in desk.text
        assert "1 line of this meeting's report" in desk.text
        await desk.press("escape")
        assert desk.screen.has_class("-presenting")


async def test_a_section_without_history_says_so(board: Path) -> None:
    async with opened(board) as desk:
        await desk.walk_to("Tugs")
        await waited(desk, "H")
        assert "No report in the 3 meetings before this one." in desk.text
        await desk.press("y", "enter", "down", "up", "escape")
        assert not desk.in_dialog


async def test_the_next_file_is_shown_and_then_written(board: Path) -> None:
    async with opened(board, settings=PROMPT) as desk:
        desk.screen.action_command("next_meeting")
        await desk.until_seen("2016-09-06-board.md · Tue 6 September (every 14 days)", "emptied")
        assert "+ # Harbour Board 2016-09-06" in desk.text
        made = board.with_name("2016-09-06-board.md")
        assert not made.exists()
        await desk.press("d")
        await desk.press(*["backspace"] * 2, *"13", "enter")
        await desk.until_seen("2016-09-13-board.md")
        await desk.press("enter")
        await desk.until(lambda: not desk.in_dialog, "it is written")
        assert board.with_name("2016-09-13-board.md").read_text() == harbour("2016-09-13")
        assert "Made 2016-09-13-board.md" in desk.said
        assert desk.path == board


async def test_the_next_file_is_written_and_opened(board: Path) -> None:
    async with opened(board, settings=PROMPT) as desk:
        desk.screen.action_command("next_meeting")
        await desk.until_seen("2016-09-06-board.md")
        await desk.press("e")
        await desk.until(lambda: desk.screen.desk.path.name == "2016-09-06-board.md", "the next meeting open")


async def test_why_there_is_no_next_file(tmp_path: Path) -> None:
    [path] = write_all(tmp_path / "one", {"2016-08-09.md": "# M\n"})
    async with opened(path, settings=PROMPT) as desk:
        desk.screen.action_command("next_meeting")
        await desk.until_seen("no rhythm that tells the next day")
        await desk.press("enter", "escape")
        assert list(path.parent.iterdir()) == [path]


async def test_find_in_all_meetings_as_one_types(board: Path) -> None:
    async with opened(board) as desk:
        desk.screen.action_command("find_series")
        await desk.until(lambda: desk.in_dialog, "the dialog")
        await desk.type("painted")
        await desk.until_seen(
            "Find in all meetings · 5", "2016-08-09  2016-08-09-board.md", "Painted [/x] three"
        )
        await desk.type(" one")
        await desk.until_seen("Find in all meetings · 2")
        await desk.press("tab")
        await desk.until_seen("in actions · 0", "Nothing has these words.")
        await desk.press("tab", "tab", "tab", "tab", "tab", "tab")
        await desk.until_seen("Find in all meetings · 2")
        await desk.press("down", "enter")
        await desk.until_seen("2016-07-12-board.md · line 16 · read only")
        await desk.press("escape", "escape")
        assert not desk.in_dialog


async def test_without_an_earlier_meeting_it_says_so(tmp_path: Path) -> None:
    [path] = write_all(tmp_path / "one", {"2016-08-09.md": harbour("2016-08-09")})
    async with opened(path, WIDE) as desk:
        await waited(desk, "B")
        assert "No earlier meeting of this series is in the folder." in desk.text
        await desk.press("enter", "l", "c", "escape")
        assert not desk.in_dialog


async def test_notes_widen_to_more_meetings(board: Path) -> None:
    old = board.with_name("2016-07-12-board.md")
    old.write_text(old.read_text() + "\n- [ ] **ACTION:** Lee Chan: hire two more pilots\n")
    async with opened(board) as desk:
        await waited(desk, "N", "m")
        await desk.until_seen(
            "1 open action, since the last meeting", "☐ Ada Obi: paint the third crane", "OVERDUE"
        )
        await desk.press("m")
        await desk.until_seen("2 open actions, last 3 meetings", "Lee Chan: hire two more pilots")
        await desk.press("m")
        await desk.until_seen("2 open actions, all meetings")
        await desk.press("slash", *"pilots", "enter", "enter")
        await desk.until_seen("2016-07-12-board.md · line", "read only")
        await desk.press("escape", "slash", "escape", "m")
        await desk.until_seen("No notes yet.")
        await desk.press("escape")
        assert not desk.in_dialog


async def test_an_older_action_is_settled_in_this_meeting(board: Path) -> None:
    async with opened(board) as desk:
        await waited(desk, "N", "m")
        await desk.until_seen("paint the third crane")
        await desk.press("x")
        line = "[x] **ACTION:** Ada Obi: paint the third crane "
        line += "(due 2016-08-12, done 2016-08-23, from 2016-08-09)"
        await desk.until(lambda: line in desk.screen.desk.document.source.text, "the action ticked here")
        await desk.until_seen("0 open actions")
        await desk.press("escape", "u")
        assert desk.screen.desk.document.source.text == board.read_text()
        await waited(desk, "N", "m")
        await desk.until_seen("paint the third crane")
        await desk.press("r", *"rain", "enter")
        await desk.until(lambda: "**INFO:** rain" in desk.screen.desk.document.source.text, "the word on it")
        lines = desk.screen.desk.document.source.text.split("\n")
        at = next(number for number, text in enumerate(lines) if "paint the third" in text)
        assert lines[at].endswith(
            "[ ] **ACTION:** Ada Obi: paint the third crane (due 2016-08-12, from 2016-08-09)"
        )
        assert lines[at + 1].strip() in ("- **INFO:** rain", "* **INFO:** rain")
        await desk.press("c")
        assert "It stands in this meeting" in desk.text


async def test_owners_who_are_here_are_asked_at_the_roll_call(board: Path) -> None:
    board.write_text(board.read_text() + "\n## Attendees\n\n- Ada Obi\n")
    last = board.with_name("2016-08-09-board.md")
    last.write_text(last.read_text() + "- [ ] **ACTION:** Kai Lund: count all the boats\n")
    async with opened(board) as desk:
        await waited(desk, "R", "o")
        await desk.until_seen("1 open action, of those who are here", "Ada Obi: paint the third crane")
        await desk.press("m")
        await desk.until(lambda: "from 2016-08-09" in desk.screen.desk.document.source.text, "carried")


async def test_the_roll_call_is_ordered_by_presence_and_says_who_may_vote(board: Path) -> None:
    for day, names in (
        ("07-12", ("Zed Young", "Abe Lund")),
        ("07-26", ("Zed Young",)),
        ("08-09", ("Zed Young", "Abe Lund")),
    ):
        path = board.with_name(f"2016-{day}-board.md")
        roll = "".join(f"- {name}\n" for name in names)
        path.write_text(path.read_text() + f"\n## Attendees\n\n{roll}")
    async with opened(board, settings=QUIET._replace(voting="3 of the last 4")) as desk:
        await waited(desk, "R")
        await desk.until_seen("votes, 3 of the last 3", "no vote, 2 of the last 3")
        assert desk.text.index("Zed Young") < desk.text.index("Abe Lund")
        assert "present" not in "".join(row for row in desk.rows if "Zed Young" in row)
        await desk.press("escape")
        assert desk.screen.desk.document.source.text == board.read_text()


async def test_whose_turn_it_is_to_write_stands_there_and_is_written(board: Path) -> None:
    for day, name in (("07-12", "Zed Young"), ("07-26", "Abe Lund"), ("08-09", "Zed Young")):
        path = board.with_name(f"2016-{day}-board.md")
        path.write_text(path.read_text().replace("\n\n## Agenda", f"\n\nScribe: {name}\n\n## Agenda", 1))
    async with opened(board) as desk:
        desk.screen.action_command("scribe")
        await desk.until_seen("Who keeps the minutes", "Abe Lund")
        await desk.press("enter")
        await desk.until(
            lambda: "\n\nScribe: Abe Lund\n\n## Agenda" in desk.screen.desk.document.source.text, "the line"
        )


async def test_closing_ends_with_the_next_file(board: Path) -> None:
    async with opened(board, settings=PROMPT) as desk:
        await waited(desk, "X")
        if "Before closing" in desk.text:
            await desk.press("X")
        await desk.until_seen("Next meeting's file: 2016-09-06-board.md  n")
        await desk.press("n")
        await desk.until_seen("2016-09-06-board.md · Tue 6 September (every 14 days)")


@pytest.mark.parametrize(("keys", "is_draft"), [(("o", "enter"), False), (("o", "f", "enter"), True)])
async def test_earlier_minutes_are_approved_or_put_off(
    tmp_path: Path, keys: tuple[str, ...], is_draft: bool
) -> None:
    earlier = tmp_path / "2026-02-10-board.md"
    earlier.write_text("# Board 2026-02-10\n\n- Two cranes\n")
    path = tmp_path / "2026-03-10-board.md"
    path.write_text("# Board 2026-03-10\n\n## Agenda\n\n- Minutes of 2026-02-10\n- Budget\n")
    async with opened(path) as desk:
        await desk.walk_to("Agenda")
        await desk.press("enter", *keys)
        await desk.save()
    assert around(earlier).is_draft is is_draft
