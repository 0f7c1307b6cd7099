"""`r`: what is said on a topic, typed line by line, and in the file where its replies are."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.desk import SIZES, Desk, minutes_file, opened, replace_atomically

MEETING = """\
# Sync 2026-03-10

## Attendees
- Ada Obi @adaobi
- Bo Ek @boek

## Discussion
- move the call to Thursday
- who pays for the runners
-- Bo: nobody yet
-- **QUESTION:** is there a budget?
- logo

## Reports

### CLI - Ada Obi
* released 9.1
    * with the new parser

### UAA - Bo Ek

### Docs - Ada Obi
*
"""


def lines_of(desk: Desk) -> list[str]:
    """The text as it is in the program, line by line."""
    return desk.screen.desk.document.source.text.split("\n")


async def go_to(desk: Desk, section: str, downs: int = 0) -> None:
    """Go to an item of a section."""
    await desk.walk_to(section)
    await desk.press("enter", *["j"] * downs)


@pytest.mark.parametrize("size", SIZES)
async def test_ten_remarks_are_ten_enters(tmp_path: Path, size: tuple[int, int]) -> None:
    async with opened(minutes_file(tmp_path, MEETING), size) as desk:
        await go_to(desk, "Discussion", 1)
        await desk.press("r")
        assert "REPLY under “who pays for the runners”" in desk.text
        await desk.type("".join(f"Ada: remark {number}\n" for number in range(10)))
        at = lines_of(desk).index("-- **QUESTION:** is there a budget?") + 1
        assert lines_of(desk)[at : at + 10] == [f"-- Ada: remark {number}" for number in range(10)]
        assert lines_of(desk)[at + 10] == "- logo"
        assert desk.screen.desk.capture.display
        await desk.press("enter")
        assert desk.focus == "panes"
        await desk.press(*["u"] * 10)
        assert "\n".join(lines_of(desk)) == MEETING


async def test_lines_in_one_burst_lose_no_letter(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path, MEETING)) as desk:
        await go_to(desk, "CLI")
        await desk.press("r")
        desk.post(*"one", "enter", *"two", "enter", *"three")
        await desk.settle()
        assert lines_of(desk)[17:20] == ["    * with the new parser", "    * one", "    * two"]
        assert desk.screen.desk.capture.typed == "three"
        await desk.press("escape", "r")
        assert desk.screen.desk.capture.typed == "three"


async def test_on_a_reply_it_joins_the_replies_and_ctrl_n_answers_the_reply(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path, MEETING)) as desk:
        await go_to(desk, "CLI", 1)
        await desk.press("r")
        assert "REPLY under “released 9.1”" in desk.text
        await desk.press("ctrl+n")
        assert "REPLY under “with the new parser”" in desk.text
        await desk.type("Bo: finally\n")
        assert lines_of(desk)[18] == "        * Bo: finally"


async def test_a_pane_without_a_report_gets_its_first_item(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path, MEETING)) as desk:
        await desk.walk_to("UAA")
        await desk.press("r")
        await desk.type("two tokens rotated\nnone lost\n")
        assert "### UAA - Bo Ek\n- two tokens rotated\n- none lost\n\n### Docs" in "\n".join(lines_of(desk))
        await desk.walk_to("Docs")
        await desk.press("r")
        await desk.type("a page on keys\n")
        assert lines_of(desk)[-2:] == ["* a page on keys", ""]


async def test_a_name_is_completed_and_marks_make_notes(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path, MEETING)) as desk:
        await go_to(desk, "Discussion")
        await desk.press("r")
        await desk.type("ad")
        await desk.press("tab")
        await desk.type("fine with me\n!a bo: tell the list fri\n")
        assert lines_of(desk)[7:10] == [
            "- move the call to Thursday",
            "-- Ada Obi: fine with me",
            "  - [ ] **ACTION:** Bo Ek: tell the list (due 2026-03-13)",
        ]


async def test_the_note_after_one_of_the_line_goes_to_the_same_topic(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path, MEETING)) as desk:
        await go_to(desk, "CLI")
        await desk.press("r")
        await desk.type("!a bo: tell the list fri\n")
        await desk.press("enter", "v")
        await desk.type("adopt it 5-0-1")
        assert "adopt it (5 for, 0 against, 1 abstained; carried)" in desk.text
        await desk.press("enter")
        assert lines_of(desk)[18:20] == [
            "    * [ ] **ACTION:** Bo Ek: tell the list (due 2026-03-13)",
            "    * **VOTE:** adopt it (5 for, 0 against, 1 abstained; carried)",
        ]


async def test_a_question_is_answered_and_opened_again(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path, MEETING)) as desk:
        await go_to(desk, "Discussion", 3)
        await desk.press("x")
        assert "-- **QUESTION:** is there a budget? (answered 2026-03-10)" in lines_of(desk)
        assert "answered 03-10" in desk.text
        await desk.press("x")
        assert "\n".join(lines_of(desk)) == MEETING
        await desk.press("N")
        await desk.until(lambda: desk.in_dialog, "the list of notes")
        await desk.press("x")
        assert "-- **QUESTION:** is there a budget? (answered 2026-03-10)" in lines_of(desk)


async def test_a_topic_that_others_deleted_keeps_the_line(tmp_path: Path) -> None:
    path = minutes_file(tmp_path, MEETING)
    async with opened(path) as desk:
        await go_to(desk, "Discussion", 4)
        await desk.press("r")
        assert "REPLY under “logo”" in desk.text
        await desk.type("Ada: blue")
        replace_atomically(path, MEETING.replace("- logo\n", "").encode())
        await desk.until(lambda: "- logo" not in lines_of(desk), "what others wrote")
        await desk.press("enter")
        assert "gone" in desk.said
        assert desk.screen.desk.capture.typed == "Ada: blue"
        assert "blue" not in "\n".join(lines_of(desk))


async def test_lines_that_are_pasted_are_remarks_and_the_last_waits_for_enter(tmp_path: Path) -> None:
    path = minutes_file(tmp_path, "# Call 2026-04-01\n\n## Discussion\n- Rent\n  - up again\n")
    async with opened(path) as desk:
        await desk.walk_to("Discussion")
        await desk.press("enter", "r")
        await desk.paste("- Ada: 400 a month\n\n- Bo: from June\n* Cy: too much")
        text = desk.screen.desk.document.source.text
        assert text.endswith("- Rent\n  - up again\n  - Ada: 400 a month\n  - Bo: from June\n")
        assert desk.screen.desk.capture.typed == "Cy: too much"
        await desk.press("enter")
        assert desk.screen.desk.document.source.text.endswith("  - Cy: too much\n")
