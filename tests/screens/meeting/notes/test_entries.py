"""`w`, `a` and `r` at an entry of the agenda: in its section, or under the entry as the file has it."""

from __future__ import annotations

from pathlib import Path

from tests.support.desk import Desk, minutes_file, opened, replace_atomically

BOARD = """\
# Harbour board 2026-03-10

## Agenda

1. Rent of the hall (20m, Bo Ek)
2. Boats (10m)
3. Any other business

## Rent of the hall

- Bo: it is due in May

## Discussion
"""
MADE = BOARD.replace("## Discussion", "## Boats\n\n{}\n## Discussion")


def text(desk: Desk) -> str:
    return desk.screen.desk.document.source.text


async def test_a_note_makes_the_section_of_an_entry_and_undo_takes_both_back(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path, BOARD)) as desk:
        await desk.walk_to("Agenda")
        await desk.press("j", "space", "g", "j", "a")
        assert "ACTION in Boats" in desk.text
        await desk.type("bo: paint them fri\n")
        made = MADE.format("- [ ] **ACTION:** Bo Ek: paint them (due 2026-03-13)\n")
        assert text(desk) == made
        assert "under Boats, a new section" in desk.said
        assert desk.section.name == "Boats"
        assert "1/4 reviewed" in desk.rows[0]
        await desk.press("u")
        assert text(desk) == BOARD
        assert "1/4 reviewed" in desk.rows[0]


async def test_w_makes_the_section_and_writes_in_it(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path, BOARD)) as desk:
        await desk.walk_to("Agenda")
        await desk.press("j", "w")
        assert desk.focus == "editor"
        assert desk.screen.editor.border_title is not None
        assert "Boats · as on the agenda" in desk.text
        await desk.type("Ada: two of them leak")
        await desk.press("escape")
        assert text(desk) == MADE.format("- Ada: two of them leak\n")
        assert desk.focus == "panes"
        assert desk.section.name == "Boats"
        await desk.press("u", "u")
        assert text(desk) == BOARD


async def test_remarks_in_a_row_go_to_the_section_that_the_first_one_made(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path, BOARD)) as desk:
        await desk.walk_to("Agenda")
        await desk.press("j", "r")
        assert "REPLY in Boats" in desk.text
        await desk.type("one\ntwo\n\n")
        assert text(desk) == MADE.format("- one\n- two\n")


async def test_at_an_entry_with_a_section_w_goes_there(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path, BOARD)) as desk:
        await desk.walk_to("Agenda")
        await desk.press("enter", "w")
        await desk.type("and in June")
        await desk.press("escape")
        assert text(desk) == BOARD.replace("in May\n", "in May\n- and in June\n")


async def test_where_minutes_stand_under_entries_w_opens_a_line_for_them(tmp_path: Path) -> None:
    nested = "# Board 2026-03-10\n\n## Agenda\n1. Rent (20m)\n   - due\n2. Boats (10m)\n\n## Discussion\n"
    async with opened(minutes_file(tmp_path, nested)) as desk:
        await desk.walk_to("Agenda")
        await desk.press("j", "j", "w")
        assert "REPLY under “Boats (10m)”" in desk.text
        await desk.type("Ada: two leak\n\n")
        assert text(desk) == nested.replace("2. Boats (10m)\n", "2. Boats (10m)\n   - Ada: two leak\n")


async def test_an_entry_that_others_delete_while_its_line_is_open_gets_no_section(tmp_path: Path) -> None:
    path = minutes_file(tmp_path, BOARD)
    async with opened(path) as desk:
        await desk.walk_to("Agenda")
        await desk.press("j", "a")
        await desk.type("bo: paint them")
        gone = BOARD.replace("2. Boats (10m)\n", "")
        replace_atomically(path, gone.encode())
        await desk.until(lambda: text(desk) == gone, "the entry is gone")
        await desk.press("enter")
        assert text(desk) == gone
        assert desk.screen.desk.capture.typed == "bo: paint them"


async def test_an_entry_that_others_give_a_section_has_what_is_typed_there(tmp_path: Path) -> None:
    path = minutes_file(tmp_path, BOARD)
    async with opened(path) as desk:
        await desk.walk_to("Agenda")
        await desk.press("j", "a")
        await desk.type("bo: paint them fri")
        theirs = MADE.format("- they leak\n")
        replace_atomically(path, theirs.encode())
        await desk.until(lambda: text(desk) == theirs, "the section is there")
        await desk.press("enter")
        assert "- they leak\n- [ ] **ACTION:** Bo Ek: paint them" in text(desk)
        assert text(desk).count("## Boats") == 1


async def test_in_a_file_that_can_only_be_read_no_section_is_made(tmp_path: Path) -> None:
    path = minutes_file(tmp_path, BOARD.encode() + b"\xff\n")
    async with opened(path) as desk:
        await desk.walk_to("Agenda")
        await desk.press("j", "w")
        assert "Nothing was changed" in desk.said
        assert "## Boats" not in text(desk)
