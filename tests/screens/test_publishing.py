"""Closing a meeting on the screen: the check list, the repair of encoding, the export."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import OptionList

from tests.support.desk import QUIET, SMALL, Desk, changed_lines, minutes_file, opened, replace_atomically
from tui.screens.check import CheckList
from tui.screens.export import ExportScreen
from tui.screens.meeting.screen import MeetingScreen
from tui.screens.prompt import Choice, Prompt

TEXT = """# Runtime Meeting 2026-03-10

## Discussion
- Proposal to move the docs
-- to where?

## Teams

### CLI - Dies KÃ¶per
- Released [/x] 6.21.0

### Core - Abe Lund
- [ ] **ACTION:** TBD: name somebody
"""


async def shown(desk: Desk, kind: type[object]) -> None:
    await desk.until(lambda: isinstance(desk.app.screen, kind), f"a {kind.__name__}")


async def test_broken_encoding_is_repaired_in_the_file_as_one_step(tmp_path: Path) -> None:
    path = minutes_file(tmp_path, TEXT)
    before = path.read_bytes()
    async with opened(path) as desk:
        await desk.press("F")
        assert desk.said == "Repaired KÃ¶per to Köper"
        await desk.save()
        assert changed_lines(before, path.read_bytes()) == (
            ["### CLI - Dies KÃ¶per".encode()],
            ["### CLI - Dies Köper".encode()],
        )
        await desk.press("F")
        assert desk.said.startswith("No broken encoding")
        await desk.press("u")
        await desk.save()
    assert path.read_bytes() == before


async def test_the_check_list_goes_there(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path, TEXT)) as desk:
        await desk.press("C")
        await shown(desk, CheckList)
        await desk.until_seen("proposal without outcome", "broken encoding", "nobody has this action")
        await desk.press("j", "j", "enter")
        await shown(desk, MeetingScreen)
        assert desk.section.name == "CLI"
        assert desk.said.startswith("Line 9: broken encoding")


async def test_what_wraps_in_the_check_list_stays_beside_its_line_number(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path, TEXT), SMALL) as desk:
        await desk.press("C")
        await shown(desk, CheckList)
        await desk.until_seen("M304")
        rows = [row.strip("│ ") for row in desk.rows]
        first = next(row for row in desk.rows if "proposal without outcome" in row)
        second = desk.rows[desk.rows.index(first) + 1]
        assert "M304" in second, rows
        assert second.strip("│ ")[:1].isalpha()
        assert len(second) - len(second.lstrip("│ ")) == first.index("proposal")


async def test_one_key_repairs_and_the_list_is_shorter(tmp_path: Path) -> None:
    path = minutes_file(tmp_path, TEXT)
    async with opened(path) as desk:
        await desk.press("C")
        await shown(desk, CheckList)
        await desk.press("f")
        await desk.until_seen("This is for you to change")
        await desk.press("j", "f")
        await desk.until(lambda: "reply begun" not in desk.text, "the reply is nested")
        assert "  - to where?\n" in desk.screen.desk.document.source.text
        await desk.press("A")
        await desk.until(lambda: "broken encoding" not in desk.text, "all is repaired")
        await desk.press("escape", "u", "u")
        assert desk.screen.desk.document.source.text == TEXT


async def test_closing_shows_what_is_open_and_then_the_export(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path, TEXT)) as desk:
        await desk.press("X")
        await shown(desk, CheckList)
        await desk.until_seen("Before closing", "X export all the same")
        await desk.press("X")
        await shown(desk, ExportScreen)
        await desk.until_seen("Draft, not approved yet", "Dies Köper", "☑ encoding")


async def test_nothing_open_closes_at_once(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path, "# Meeting 2026-03-10\n\n- all is well\n")) as desk:
        await desk.press("C")
        await desk.until(lambda: desk.said.startswith("Checked"), "it is said")
        await desk.press("X")
        await shown(desk, ExportScreen)
        await desk.until_seen("all is well")


async def exporting(desk: Desk) -> None:
    await desk.press("X")
    await shown(desk, CheckList)
    await desk.press("X")
    await shown(desk, ExportScreen)
    await desk.until_seen("Draft, not approved yet")


async def test_forms_rules_and_what_was_cleaned(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path, TEXT)) as desk:
        await exporting(desk)
        await desk.press("w")
        await desk.until_seen("encoding: line 9: KÃ¶per is Köper", "replies: line 5")
        await desk.press("w", "j", "j")
        await desk.until_seen("====", "CLI - Dies Köper")
        await desk.press("j", "j")
        await desk.until_seen("file,line,section")
        await desk.press("j", "j", "j", "j", "j")
        await desk.until_seen("encoding: broken encoding is repaired")
        await desk.press("space")
        await desk.until_seen("☐ encoding")


async def test_saving_beside_the_file_asks_before_writing_over(tmp_path: Path) -> None:
    path = minutes_file(tmp_path, TEXT)
    target = path.with_name("2026-03-10-clean.md")
    async with opened(path) as desk:
        await exporting(desk)
        await desk.press("s")
        await shown(desk, Prompt)
        await desk.press("enter")
        await desk.until_seen("Saved 2026-03-10-clean.md")
        assert "### CLI - Dies Köper" in target.read_text("utf-8")
        target.write_text("mine")
        await desk.press("s", "enter")
        await shown(desk, Choice)
        await desk.press("escape")
        assert target.read_text() == "mine"
        await desk.press("s", "enter")
        await shown(desk, Choice)
        await desk.press("o")
        await desk.until(lambda: target.read_text("utf-8") != "mine", "it is written")
        assert sorted(each.name for each in path.parent.iterdir()) == [target.name, path.name]
    assert path.read_text("utf-8") == TEXT


async def test_the_clipboard_gets_the_whole_form(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path, TEXT)) as desk:
        await exporting(desk)
        await desk.press("y")
        await desk.until_seen("Sent 24 lines to the terminal")
        assert desk.app.clipboard.startswith("# Runtime Meeting 2026-03-10\n\n**Draft**\n\n## Summary\n")


async def test_both_fit_a_small_screen(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path, TEXT), SMALL) as desk:
        await exporting(desk)
        assert all(len(row) <= SMALL[0] for row in desk.rows)
        await desk.until_seen("Text for a mail", "Draft, not approved yet")  # the list above the preview


async def test_the_preview_is_as_its_reader_sees_it_and_a_key_shows_the_source(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path, TEXT)) as desk:
        await exporting(desk)
        assert "### CLI" not in desk.text
        await desk.press("v")
        await desk.until_seen("Export: Markdown, its source", "# Runtime Meeting 2026-03-10", "**Draft**")
        await desk.press("j")
        await desk.until_seen("Export: Page (HTML), its source", "<html")
        await desk.press("v")
        await desk.until_seen("Draft, not approved yet", "CLI - Dies Köper")
        assert "<h" not in desk.text
        assert "----" not in desk.text


async def test_the_preview_follows_the_minutes(tmp_path: Path) -> None:
    path = minutes_file(tmp_path, TEXT)
    async with opened(path) as desk:
        await exporting(desk)
        replace_atomically(path, TEXT.replace("6.21.0", "7.0").encode())
        await desk.until_seen("Released [/x] 7.0")


OPEN = """# Board 2026-03-10

## Attendees
- Ada Obi
- Bo Lind (regrets)

## Cranes
- Propose to paint the crane
- [ ] **ACTION:** TBD: find paint (due 2026-03-24)
- [ ] **ACTION:** Bo Lind: call the painter (due 2026-03-24)
- [ ] **ACTION:** Zoe Fox: call her brother (due 2026-03-24)
- **QUESTION:** white or red?
- **VOTE:** red
-- why?
-- because
"""


async def test_before_closing_there_are_groups_and_a_key_mends(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path, OPEN), (120, 50)) as desk:
        await desk.press("X")
        await shown(desk, CheckList)
        text = desk.text
        for words in (
            "proposal without outcome",
            "question open: white or red?",
            "Bo Lind is absent and has this: call the painter",
            "Zoe Fox is named and not in the roll call",
        ):
            assert words.casefold() in text.casefold(), words
        decide, small = text.index("To decide"), text.index("Small repairs")
        assert decide < text.casefold().index("question open") < small
        assert "2 small repairs: dash-reply  f does all" in text
        await desk.press("end")
        await desk.press("f")
        await desk.until(lambda: "Small repairs" not in desk.text, "all of them done at once")
        await desk.press("home")
        rows = desk.app.screen._rows  # type: ignore[attr-defined]
        at = next(n for n, row in enumerate(rows) if row is not None and row.mend == "done")
        desk.app.screen.query_one(OptionList).highlighted = at
        await desk.press("f")
        answered = "**QUESTION:** white or red? (answered"
        await desk.until(lambda: answered in desk.screen.desk.document.source.text, "answered")


async def test_the_check_alone_has_no_groups(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path, OPEN), (120, 50)) as desk:
        await desk.press("C")
        await shown(desk, CheckList)
        assert "To decide" not in desk.text
        assert "question open" not in desk.text


async def test_what_is_made_while_the_desk_is_being_left_is_drawn_nowhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(minutes_file(tmp_path), settings=QUIET) as desk:
        await desk.open_export()
        screen = desk.app.screen
        assert isinstance(screen, ExportScreen)
        assert screen.has_widgets
        with monkeypatch.context() as ending:  # the program takes all down then, one by one
            ending.setattr(desk.app, "_running", False)
            assert not screen.has_widgets
        assert screen.has_widgets
        screen.dismiss()
        assert screen.is_attached  # Textual takes it down in a while, its widgets first
        assert not screen.has_widgets
        await desk.until(lambda: not desk.in_dialog, "left")
