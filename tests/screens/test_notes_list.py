"""The list of all notes: order, filter, and what can be done there."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from rich.text import Text

from tests.support.desk import SIZES, Desk, minutes_file, opened, replace_atomically
from tui.screens import notes_list

MEETING = """\
# Sync 2026-03-10

## Discussion
- **DECISION:** approved; no objections
- **QUESTION:** who owns [/x] `docs`?

## CLI - Ada Obi
- [ ] **ACTION:** Bo Ek, Ada Obi: write a page (due 2026-03-20)
- [ ] **ACTION:** Ada Obi: publish (due 2026-03-01)
- [ ] **ACTION:** TBD: find a note-taker
- [x] **ACTION:** Bo Ek: old thing (due 2026-01-01, done 2026-01-02)
- words
"""


def listed(desk: Desk) -> list[str]:
    """The lines of the list, without its frame and blank ones."""
    rows = [row.split("│") for row in desk.seen(desk.app.screen.query_one("OptionList")).split("\n")]
    return [row[0].strip() for row in rows if row[0].strip()]


def lines_of(desk: Desk) -> list[str]:
    """The text as it is in the program, line by line."""
    return desk.screen.desk.document.source.text.split("\n")


@pytest.mark.parametrize("size", SIZES)
async def test_all_notes_are_listed_by_owner(tmp_path: Path, size: tuple[int, int]) -> None:
    async with opened(minutes_file(tmp_path, MEETING), size) as desk:
        await desk.press("N")
        assert "6 notes, by owner" in desk.text
        rows = listed(desk)
        assert rows[0] == "ACTIONS · Ada Obi"
        assert rows[1].startswith("☐ publish  due 03-01 OVERDUE  CLI, line 9")
        assert rows[2].startswith("☐ write a page  due 03-20  CLI, line 8")
        assert rows[3] == "ACTIONS · Bo Ek"
        assert rows[4].startswith("☑ old thing  CLI, line 11")
        assert rows[6:8] == ["ACTIONS · TBD", "☐ find a note-taker  CLI, line 10"]
        if size[1] > 20:
            assert rows[8:] == [
                "DECISIONS",
                "approved; no objections  Discussion, line 4",
                "QUESTIONS",
                "who owns [/x] docs?  Discussion, line 5",
            ]


async def test_the_order_changes_by_key(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path, MEETING)) as desk:
        await desk.press("N", "s")
        assert "6 notes, by due" in desk.text
        assert [row.split("  ")[0] for row in listed(desk)[:5]] == [
            "ACTIONS",
            "☑ Bo Ek: old thing",
            "☐ Ada Obi: publish",
            "☐ Bo Ek, Ada Obi: write a page",
            "☐ find a note-taker",
        ]
        await desk.press("s")
        assert "6 notes, by section" in desk.text
        assert listed(desk)[1].startswith("☐ Bo Ek, Ada Obi: write a page")
        await desk.press("s")
        assert "by owner" in desk.text


@pytest.mark.parametrize(
    ("words", "count"),
    [
        ("ada", 2),
        ("overdue", 1),
        ("action open", 3),
        ("question", 1),
        ("DOCS", 1),
        ("done", 1),
        ("nobody", 0),
    ],
)
async def test_typing_filters(tmp_path: Path, words: str, count: int) -> None:
    async with opened(minutes_file(tmp_path, MEETING)) as desk:
        await desk.press("N", "slash")
        await desk.type(words)
        assert f" {count} note{'s' if count != 1 else ''}, by owner" in desk.text
        assert ("No note fits" in desk.text) == (count == 0)
        await desk.press("escape")
        assert "6 notes" in desk.text
        await desk.press("escape")
        assert not desk.in_dialog


async def test_enter_goes_to_the_note(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path, MEETING)) as desk:
        await desk.press("N", "j", "j", "j", "enter")
        assert not desk.in_dialog
        assert desk.focus == "panes"
        assert "▌☐ ACTION Bo Ek, Ada Obi: write a page" in desk.text


async def test_x_ticks_and_says_so_and_the_same_note_stays_chosen(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path, MEETING)) as desk:
        await desk.press("N", "x")
        assert lines_of(desk)[8].startswith("- [x] **ACTION:** Ada Obi: publish (due 2026-03-01, done")
        assert "Ticked action for Ada Obi" in desk.text
        assert "☑ publish" in desk.text
        await desk.press("x")
        assert "\n".join(lines_of(desk)) == MEETING
        assert "Reopened" in desk.text


async def test_d_drops_with_a_reason_or_not_at_all(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path, MEETING)) as desk:
        await desk.press("N", "D", "escape")
        assert "\n".join(lines_of(desk)) == MEETING
        await desk.press("D")
        await desk.type("no time\n")
        assert lines_of(desk)[8].startswith("- [x] **ACTION:** Ada Obi: publish (due 2026-03-01, dropped")
        assert lines_of(desk)[9] == "  - dropped: no time"
        assert "☒ publish" in desk.text
        await desk.press("escape", "u")
        assert "\n".join(lines_of(desk)) == MEETING


async def test_only_actions_and_questions_are_ticked(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path, MEETING)) as desk:
        await desk.press("N", *["j"] * 6, "D")
        assert "Only an action or a flag can be dropped" in desk.text
        await desk.press("k", "x")
        assert "Only an action, a flag or a question can be done" in desk.text
        assert "\n".join(lines_of(desk)) == MEETING


async def test_e_edits_the_note_s_line(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path, MEETING)) as desk:
        await desk.press("N", "e")
        assert desk.focus == "editor"
        assert desk.screen.editor.line(desk.screen.editor.cursor_location[0]).endswith("(due 2026-03-01)")


async def test_the_list_follows_the_file_and_never_ticks_another_line(tmp_path: Path) -> None:
    path = minutes_file(tmp_path, MEETING)
    async with opened(path) as desk:
        await desk.press("N")
        before = "- [ ] **ACTION:** Bo Ek, Ada Obi: write"
        theirs = MEETING.replace(before, f"- [ ] **ACTION:** Ada Obi: aaa (due 2026-02-01)\n{before}")
        replace_atomically(path, theirs.encode())
        await desk.until_seen("☐ aaa", "7 notes")
        await desk.press("x")
        assert lines_of(desk)[7].startswith("- [ ] **ACTION:** Ada Obi: aaa")
        assert lines_of(desk)[9].startswith("- [x] **ACTION:** Ada Obi: publish")


async def test_notes_taken_away_leave_an_empty_list(tmp_path: Path) -> None:
    path = minutes_file(tmp_path, MEETING)
    async with opened(path) as desk:
        await desk.press("N")
        replace_atomically(path, b"# Sync 2026-03-10\n\n## CLI\n- words\n")
        await desk.until_seen("No notes yet")
        await desk.press("x", "D", "e", "enter", "s", "j", "k", "escape")
        assert not desk.in_dialog
        assert lines_of(desk)[2] == "## CLI"


async def test_of_many_notes_only_those_in_view_are_drawn(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[str] = []
    draw = notes_list.drawn

    def counted(row: notes_list.NoteRow, *arguments: Any, **options: Any) -> Text:
        drawn.append(row.note.text)
        return draw(row, *arguments, **options)

    monkeypatch.setattr(notes_list, "drawn", counted)
    notes = "".join(f"- **DECISION:** number {n}\n" for n in range(400))
    async with opened(minutes_file(tmp_path, f"# Sync 2026-03-10\n\n## All\n{notes}")) as desk:
        await desk.press("N")
        assert "number 0" in desk.text
        assert 10 < len(drawn) < 100
        await desk.press("end")
        assert "number 399" in desk.text
        assert len(drawn) < 200
        await desk.pilot.resize_terminal(80, 24)
        await desk.until_seen("number 399")
