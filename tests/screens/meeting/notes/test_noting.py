"""Taking notes by keyboard: what is typed, what is read of it, what is in the file."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.desk import SIZES, Desk, changed_lines, minutes_file, opened, replace_atomically
from tui.keyboard.commands import BY_ID
from tui.screens.meeting.status.command_context import why_not

MEETING = """\
# Sync 2026-03-10

## Attendees
- Ada Obi @adaobi
- Bo Ek @boek

## Reports

### CLI - Ada Obi
* Propose to ship 9.1 on Monday
* Ada: I could publish the packages
  -- Bo writes the release notes

### UAA - Bo Ek
"""


def lines_of(desk: Desk) -> list[str]:
    """The text as it is in the program, line by line."""
    return desk.screen.desk.document.source.text.split("\n")


async def open_on(desk: Desk, section: str, downs: int = 0) -> None:
    """Go to an item of a section."""
    await desk.walk_to(section)
    await desk.press("enter", *["j"] * downs)


async def test_a_whole_meeting_by_keyboard(tmp_path: Path) -> None:
    path = minutes_file(tmp_path)
    before = path.read_bytes()
    async with opened(path) as desk:
        await open_on(desk, "CLI")
        for key, words in (
            ("a", "jürgen: publish the apt repo fri"),
            ("d", "ship on Monday"),
            ("q", "who owns the docs?"),
            ("v", "adopt the charter (5 for, 0 against, 1 abstained; carried)"),
            ("i", "the call moves to Thursday"),
        ):
            await desk.walk_to("CLI")
            await desk.press("enter", key)
            await desk.type(words + "\n")
            assert desk.focus == "panes"
        await desk.walk_to("UAA")
        await desk.press("a")
        await desk.type("sree: send a report tomorrow\n")
        await open_on(desk, "Diego", 1)
        await desk.press("o", "o", "enter")
        await open_on(desk, "CLI", 1)
        await desk.press("x")
        assert "5 actions" not in desk.rows[0]
        assert " 4 actions 3 decisions " in desk.rows[0]
        await desk.save()
        went, came = changed_lines(before, path.read_bytes())
        added = [line.decode() for line in came if line not in went]
        assert added == [
            "   - [x] **ACTION:** Jürgen Adler: publish the apt repo (due 2026-03-13, done 2026-03-10)",
            "   - **DECISION:** ship on Monday",
            "   - **QUESTION:** who owns the docs?",
            "   - **VOTE:** adopt the charter (5 for, 0 against, 1 abstained; carried)",
            "   - **INFO:** the call moves to Thursday",
            "   - **DECISION:** approved; no objections",
            "- [ ] **ACTION:** Sree Tummidi: send a report (due 2026-03-11)",
        ]
        await desk.press(*["u"] * 8)
        assert desk.said.startswith("Undone: added action")
        await desk.save()
        assert path.read_bytes() == before
        await desk.press("u")
        assert "nothing to undo" in desk.said
        await desk.press(*["ctrl+r"] * 8)
        await desk.save()
        assert changed_lines(before, path.read_bytes()) == (went, came)


@pytest.mark.parametrize("size", SIZES)
async def test_a_note_shows_where_it_was_written(tmp_path: Path, size: tuple[int, int]) -> None:
    async with opened(minutes_file(tmp_path), size) as desk:
        await open_on(desk, "Diego", 2)
        await desk.press("a")
        await desk.type("eric: measure it fri\n")
        assert "▌  ☐ ACTION Eric Malm: measure it" in desk.text
        assert "Added action for Eric Malm under Diego" in desk.said
        assert desk.section.name == "Diego"


async def test_on_a_section_the_note_stands_at_its_end(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path, MEETING)) as desk:
        await desk.walk_to("CLI")
        await desk.press("i")
        assert "INFO in CLI" in desk.seen(desk.screen.desk.capture)
        await desk.type("one more\n")
        assert lines_of(desk)[11:13] == ["  -- Bo writes the release notes", "* **INFO:** one more"]
        await desk.walk_to("UAA")
        await desk.press("d")
        await desk.type("close it\n")
        assert lines_of(desk)[-2:] == ["* **DECISION:** close it", ""]


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("", "approved; no objections"),
        ("r", "rejected"),
        ("f; to May", "deferred; to May"),
        ("m as Bo says", "amended; as Bo says"),
        ("more work", "approved; more work"),
        ("for Q4", "approved; for Q4"),
        ("rejected", "rejected"),
        ("rejected for now", "rejected; for now"),
        ("postponed", "postponed"),
        ("no objections", "approved; no objections"),
        ("mostly approved", "approved; mostly approved"),
    ],
)
async def test_o_writes_what_enter_says_and_nothing_before(tmp_path: Path, typed: str, written: str) -> None:
    async with opened(minutes_file(tmp_path, MEETING)) as desk:
        await open_on(desk, "CLI")
        await desk.press("o")
        await desk.type(typed)
        assert desk.screen.desk.document.source.text == MEETING
        await desk.press("enter")
        assert lines_of(desk)[10] == f"  * **DECISION:** {written}"
        assert lines_of(desk)[9] == "* Propose to ship 9.1 on Monday"
        assert desk.focus == "panes"
        await desk.press("u")
        assert desk.screen.desk.document.source.text == MEETING


@pytest.mark.parametrize("typed", ["", "r", "words"])
async def test_o_and_esc_leave_nothing_in_the_file(tmp_path: Path, typed: str) -> None:
    async with opened(minutes_file(tmp_path, MEETING)) as desk:
        await open_on(desk, "CLI")
        await desk.press("o", *typed, "escape")
        assert desk.screen.desk.document.source.text == MEETING
        assert not desk.screen.concerns.changes.can_undo


async def test_o_on_what_is_decided_changes_it_only_by_what_is_typed(tmp_path: Path) -> None:
    text = MEETING.replace("Monday\n", "Monday\n  - **DECISION:** deferred; to May\n")
    async with opened(minutes_file(tmp_path, text)) as desk:
        await open_on(desk, "CLI")
        await desk.press("o")
        assert "deferred" in desk.seen(desk.screen.desk.capture)
        await desk.press("enter")
        assert desk.screen.desk.document.source.text == text
        await desk.press("o", "p", "enter")
        assert lines_of(desk)[10] == "  - **DECISION:** approved; no objections"
        await desk.press("u")
        assert desk.screen.desk.document.source.text == text


async def test_o_on_what_proposes_nothing_asks_once_more(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path, MEETING)) as desk:
        await open_on(desk, "CLI", 1)
        await desk.press("o")
        assert desk.focus == "panes"
        assert "proposes nothing; o once more" in desk.said
        await desk.press("o", "enter")
        assert "**DECISION:** approved; no objections" in desk.screen.desk.document.source.text


async def test_o_needs_a_proposal(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path, MEETING)) as desk:
        await desk.walk_to("CLI")
        await desk.press("o")
        assert "Choose the proposal first" in desk.said
        assert desk.focus == "agenda"
        assert desk.screen.desk.document.source.text == MEETING


async def record(desk: Desk, *notes: tuple[str, str]) -> None:
    """Record notes one after the other, each by its key and its words."""
    for key, words in notes:
        await desk.press(key)
        await desk.type(f"{words}\n")


async def test_notes_made_one_after_the_other_stand_beside_each_other(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path, MEETING)) as desk:
        await open_on(desk, "CLI")
        await record(desk, ("i", "one"), ("d", "two"))
        await desk.press("a")
        assert "under “Propose to ship 9.1 on Monday”" in desk.text
        await desk.type("ada: three\n")
        await desk.press("o", "enter")
        assert [line.partition(" (due")[0] for line in lines_of(desk)[10:14]] == [
            "  * **INFO:** one",
            "  * **DECISION:** two",
            "  * [ ] **ACTION:** Ada Obi: three",
            "  * **DECISION:** approved; no objections",
        ]
        await desk.walk_to("UAA")
        await record(desk, ("i", "four"), ("i", "five"))
        assert lines_of(desk)[-3:] == ["* **INFO:** four", "* **INFO:** five", ""]


async def test_a_question_is_answered_under_it_and_so_is_a_note_one_comes_back_to(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path, MEETING)) as desk:
        await open_on(desk, "CLI")
        await record(desk, ("q", "who tests it"), ("d", "Bo does"))
        assert lines_of(desk)[10:12] == ["  * **QUESTION:** who tests it", "    * **DECISION:** Bo does"]
        await record(desk, ("i", "until Friday"))
        assert lines_of(desk)[12] == "    * **INFO:** until Friday"
        await desk.press("k", "j")
        await record(desk, ("i", "at noon"))
        assert lines_of(desk)[13] == "      * **INFO:** at noon"


@pytest.mark.parametrize("key", ["a", "i"])
async def test_an_action_and_what_is_to_know_have_no_outcome_but_right_after_they_are_made(
    tmp_path: Path, key: str
) -> None:
    async with opened(minutes_file(tmp_path, MEETING)) as desk:
        await open_on(desk, "CLI")
        await record(desk, (key, "words"))
        before = lines_of(desk)
        outcome = BY_ID["outcome"]
        assert not why_not(outcome, desk.screen.hinting.here())
        await desk.press("k", "j")
        assert why_not(outcome, desk.screen.hinting.here())
        await desk.press("o")
        assert "Choose the proposal first" in desk.said
        assert lines_of(desk) == before


@pytest.mark.parametrize("section", ["CLI", "UAA"])
async def test_after_a_decision_on_what_takes_no_outcome_none_is_offered(
    tmp_path: Path, section: str
) -> None:
    text = MEETING.replace("* Propose to ship 9.1 on Monday\n", "* [ ] **ACTION:** Ada Obi: ask\n")
    async with opened(minutes_file(tmp_path, text)) as desk:
        await open_on(desk, section)
        await record(desk, ("d", "so be it"))
        assert why_not(BY_ID["outcome"], desk.screen.hinting.here())
        await desk.press("o")
        assert "Choose the proposal first" in desk.said


@pytest.mark.parametrize("outcome", [("f", "deferred"), ("m", "amended")])
async def test_other_outcomes(tmp_path: Path, outcome: tuple[str, str]) -> None:
    async with opened(minutes_file(tmp_path, MEETING)) as desk:
        await open_on(desk, "CLI")
        await desk.press("o", outcome[0], "enter")
        assert lines_of(desk)[10] == f"  * **DECISION:** {outcome[1]}"
        assert desk.focus == "panes"


async def test_x_ticks_and_opens_again_and_d_drops_with_a_reason(tmp_path: Path) -> None:
    action = "* [ ] **ACTION:** Bo Ek: write a page (due 2026-03-20)"
    text = MEETING.replace("* Propose to ship 9.1 on Monday", action)
    async with opened(minutes_file(tmp_path, text)) as desk:
        await open_on(desk, "CLI")
        await desk.press("x")
        assert lines_of(desk)[9] == action.replace("[ ]", "[x]").replace("20)", "20, done 2026-03-10)")
        await desk.press("x")
        assert lines_of(desk)[9] == action
        await desk.press("D")
        await desk.type("nobody reads it")
        assert "dropped: nobody reads it" in desk.seen(desk.screen.desk.capture)
        await desk.press("enter")
        assert lines_of(desk)[9] == action.replace("[ ]", "[x]").replace("20)", "20, dropped 2026-03-10)")
        assert lines_of(desk)[10] == "  * dropped: nobody reads it"
        await desk.press("u", "u", "u")
        assert desk.screen.desk.document.source.text == text


async def test_what_is_no_action_is_not_ticked(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path, MEETING)) as desk:
        await open_on(desk, "CLI")
        await desk.press("x")
        assert desk.said == "Choose an action or a flag first: this is none."
        await desk.press("D")
        assert "Choose an action" in desk.said
        assert desk.screen.desk.document.source.text == MEETING


async def test_a_on_a_remark_makes_it_an_action_with_its_words(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path, MEETING)) as desk:
        await open_on(desk, "CLI", 1)
        await desk.press("a")
        assert desk.screen.desk.capture.typed == "Ada: I could publish the packages"
        assert "Ada Obi" in desk.seen(desk.screen.desk.capture)
        await desk.press("end")
        await desk.type(" +2w\n")
        assert (
            lines_of(desk)[10] == "* [ ] **ACTION:** Ada Obi: I could publish the packages (due 2026-03-24)"
        )


@pytest.mark.parametrize("size", SIZES)
async def test_a_on_a_remark_is_replaced_by_what_is_typed_and_the_remark_stays(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with opened(minutes_file(tmp_path, MEETING), size) as desk:
        await open_on(desk, "CLI", 1)
        await desk.press("a")
        assert "ctrl+n new" in desk.seen(desk.screen.desk.capture)
        await desk.type("bo: open an issue fri\n")
        assert "* Ada: I could publish the packages" in lines_of(desk)
        written = "  * [ ] **ACTION:** Bo Ek: open an issue (due 2026-03-13)"
        assert written in lines_of(desk)


async def test_a_on_a_reply_makes_it_an_action(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path, MEETING)) as desk:
        await open_on(desk, "CLI", 2)
        await desk.press("a", "home")
        await desk.type("bo: ")
        await desk.press("enter")
        assert lines_of(desk)[11].strip(" -*") == "[ ] **ACTION:** Bo Ek: Bo writes the release notes"
        await desk.press("u")
        assert desk.screen.desk.document.source.text == MEETING


async def test_control_n_writes_a_new_action_under_the_remark(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path, MEETING)) as desk:
        await open_on(desk, "CLI", 1)
        await desk.press("a", "ctrl+n")
        assert desk.screen.desk.capture.typed == ""
        await desk.type("bo: help her\n")
        assert lines_of(desk)[10] == "* Ada: I could publish the packages"
        assert lines_of(desk)[12] == "  * [ ] **ACTION:** Bo Ek: help her"


async def test_the_line_under_the_cursor_is_found_again_after_a_reload(tmp_path: Path) -> None:
    path = minutes_file(tmp_path, MEETING)
    async with opened(path) as desk:
        await open_on(desk, "CLI", 1)
        await desk.press("d")
        await desk.type("she does")
        moved = MEETING.replace("* Propose", "* Quite new\n* Newer\n* Propose").replace(
            "# Sync", "# The sync"
        )
        replace_atomically(path, moved.encode())
        await desk.until_seen("Quite new")
        assert desk.screen.desk.capture.typed == "she does"
        await desk.press("enter")
        at = lines_of(desk).index("  * **DECISION:** she does")
        assert lines_of(desk)[at - 2] == "* Ada: I could publish the packages"


async def test_a_note_for_a_line_that_is_gone_is_not_written_elsewhere(tmp_path: Path) -> None:
    path = minutes_file(tmp_path, MEETING)
    async with opened(path) as desk:
        await open_on(desk, "CLI")
        await desk.press("d")
        await desk.type("do it")
        gone = MEETING.replace("* Propose to ship 9.1 on Monday\n", "")
        replace_atomically(path, gone.encode())
        await desk.until(lambda: desk.screen.desk.document.source.text == gone, "read again")
        await desk.press("enter")
        assert "gone or was changed" in desk.said
        assert desk.screen.desk.document.source.text == gone
        assert desk.screen.desk.capture.typed == "do it"
        await desk.press("escape", "j", "d")
        assert desk.screen.desk.capture.typed == "do it"
        await desk.press("enter")
        assert any("**DECISION:** do it" in line for line in lines_of(desk))


async def test_the_cursor_stays_on_its_item(tmp_path: Path) -> None:
    path = minutes_file(tmp_path, MEETING)
    async with opened(path) as desk:
        await open_on(desk, "CLI", 1)
        replace_atomically(path, MEETING.replace("* Propose", "* New\n* Propose").encode())
        await desk.until_seen("• New")
        assert "▌• Ada: I could publish" in desk.text
        replace_atomically(
            path, MEETING.replace("* Ada: I could publish the packages\n  -- Bo", "* Bo").encode()
        )
        await desk.until(lambda: "Ada: I could" not in desk.text, "the item is gone")
        assert "▌• Bo writes" in desk.text


async def test_nothing_is_written_to_read_only_minutes(tmp_path: Path) -> None:
    path = minutes_file(tmp_path, "# T\n\n## CLI\n- Köper\n".encode("latin-1"))
    async with opened(path) as desk:
        for key in ("a", "d", "o", "x", "D", "u"):
            await desk.press("enter", key)
            assert desk.focus in ("panes", "editor", "agenda")
            assert not desk.screen.desk.capture.display
            await desk.press("escape")
        assert not desk.screen.concerns.autosave.unsaved
