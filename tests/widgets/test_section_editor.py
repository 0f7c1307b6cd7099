"""The editor: every character comes back as it was, and changes from outside leave cursor and undo alone."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.style import Style
from textual import events

from tests.support.desk import acting
from tests.support.stage import Stage, on_stage
from widgets.coded_editor import EditorCode
from widgets.section_editor import SectionEditor

ODD = "\x00\x07\x0b\x0c\x1b\x1c\x1d\x1e\x7f\x85\u061c\u200e\u2028\u2029\u202e\u2066\ufeff\r"
PRIVATE = "\ue000\ue001\ue002\ue05f\uf8fe\uf8ff"
TEXT = st.text(st.sampled_from("ab #-*é会🎉\t" + ODD + PRIVATE), max_size=12)
LINES = st.lists(TEXT, min_size=1, max_size=6)
BREAKS = ("\r\n", "\r", "\n")


@given(TEXT, TEXT)
def test_the_code_is_one_to_one(text: str, other: str) -> None:
    code = EditorCode(text)
    held = code.encoded(text)
    assert code.decoded(held) == text
    assert len(held) == len(text)
    assert acting(held) <= {"\t"}
    assert held.splitlines() in ([held], [])
    assert acting(code.shown(held)) <= {"\t"}
    assert len(code.shown(held)) == len(held)
    entered = code.entered(other)
    assert acting(entered) <= {"\t"}
    plain = other.replace("\r\n", "\n").replace("\r", "\n")
    assert code.decoded(entered) == plain
    assert code.decoded(held) == text


async def editing(stage: Stage[SectionEditor], lines: list[str]) -> SectionEditor:
    stage.widget.open_lines(lines, 1)
    await stage.settle()
    return stage.widget


async def test_lines_come_back_as_they_were() -> None:
    async with on_stage(SectionEditor()) as stage:
        editor = stage.widget

        @settings(deadline=None)
        @given(LINES)
        def law(lines: list[str]) -> None:
            editor.open_lines(lines, 1)
            assert editor.lines == ([] if lines == [""] else lines)
            assert editor.document.line_count == len(lines)

        law()


async def test_what_is_typed_changes_its_line_alone() -> None:
    async with on_stage(SectionEditor()) as stage:
        editor = stage.widget

        @settings(deadline=None)
        @given(LINES, st.data())
        def law(lines: list[str], data: st.DataObject) -> None:
            editor.open_lines(lines, 1)
            row = data.draw(st.integers(0, len(lines) - 1))
            column = data.draw(st.integers(0, len(lines[row])))
            typed = data.draw(st.text(st.sampled_from("xy\x1b\u202e\ue000"), min_size=1, max_size=4))
            editor.insert(typed, (row, column))
            changed = lines[row][:column] + typed + lines[row][column:]
            assert editor.lines == [*lines[:row], changed, *lines[row + 1 :]]
            editor.undo()
            assert editor.lines == ([] if lines == [""] else lines)
            editor.redo()
            assert editor.lines == [*lines[:row], changed, *lines[row + 1 :]]

        law()


async def test_what_is_taken_over_is_there_and_nothing_else() -> None:
    async with on_stage(SectionEditor()) as stage:
        editor = stage.widget

        @settings(deadline=None)
        @given(LINES, st.lists(TEXT, max_size=6), st.data())
        def law(lines: list[str], new: list[str], data: st.DataObject) -> None:
            editor.open_lines(lines, 1)
            row = data.draw(st.integers(0, len(lines) - 1))
            editor.move_cursor((row, len(lines[row]) // 2))
            differs = editor.absorb(new, 7)
            assert differs == (lines != (new or [""]))
            assert editor.lines == ([] if new == [""] else new)
            assert editor.line_number_start == 7
            at, _ = editor.cursor_location
            assert at < editor.document.line_count
            assert not editor.absorb(new, 7)

        law()


async def test_the_cursor_and_undo_live_through_changes_from_outside() -> None:
    async with on_stage(SectionEditor(), (40, 6)) as stage:
        editor = await editing(stage, [f"- line {n}" for n in range(30)])
        editor.move_cursor((20, 4))
        editor.insert("XY", (20, 4))
        await stage.settle()
        now = editor.lines
        editor.absorb(["- new", *now[:10], *now[12:29], "- other last"], 5)
        await stage.settle()
        assert editor.cursor_location == (19, 6)
        assert editor.lines[19] == "- liXYne 20"
        assert any("liXYne 20" in row for row in stage.rows)
        theirs = [line.replace("XY", "") for line in editor.lines]
        for _ in range(4):
            editor.undo()
        assert editor.lines == theirs
        assert editor.cursor_location == (19, 4)


FOREIGN = st.lists(st.sampled_from(["- foreign", "", "- one", "  - two", "## New"]), max_size=3)


async def test_the_cursor_stays_in_its_own_line_whatever_others_do() -> None:
    async with on_stage(SectionEditor()) as stage:
        editor = stage.widget

        @settings(deadline=None)
        @given(st.lists(st.sampled_from(["- one", "", "  - two", "words"]), max_size=6), st.data())
        def law(lines: list[str], data: st.DataObject) -> None:
            """Lines are put in, taken away, changed and moved around one's own, which is told from all."""
            own, at = "- hello wonderful", data.draw(st.integers(0, len(lines)))
            editor.open_lines([*lines[:at], own, *lines[at:]], 1)
            column = data.draw(st.integers(0, len(own)))
            editor.move_cursor((at, column))
            above = [*data.draw(FOREIGN), *data.draw(st.permutations(lines[:at])), *data.draw(FOREIGN)]
            below = [*data.draw(FOREIGN), *data.draw(st.permutations(lines[at:])), *data.draw(FOREIGN)]
            if data.draw(st.booleans()):
                above, below = below, above
            editor.absorb([*above, own, *below], 1)
            assert editor.cursor_location == (len(above), column)
            editor.insert("X")
            assert editor.lines == [*above, own[:column] + "X" + own[column:], *below]

        law()


@pytest.mark.parametrize(
    ("own", "column", "changed", "then"),
    [
        ("- hello", 7, "- HELLO hello", 13),
        ("- hello", 2, "- hello, all", 2),
        ("- one two", 6, "- one or two", 6),
    ],
)
async def test_the_cursor_keeps_its_place_in_a_line_that_others_changed(
    own: str, column: int, changed: str, then: int
) -> None:
    async with on_stage(SectionEditor()) as stage:
        editor = await editing(stage, ["- a", own, "- b"])
        editor.move_cursor((1, column))
        editor.absorb(["- new", changed, "- other"], 1)
        assert editor.cursor_location == (1, then)


async def test_the_row_on_screen_stays_the_row_on_screen() -> None:
    async with on_stage(SectionEditor(), (40, 6)) as stage:
        editor = await editing(stage, [f"line {n}" for n in range(30)])
        editor.move_cursor((15, 0))
        await stage.settle()
        row = next(number for number, text in enumerate(stage.rows) if "line 15" in text)
        editor.absorb(["above", "above", *editor.lines], 1)
        await stage.settle()
        assert "line 15" in stage.rows[row]


@pytest.mark.parametrize(
    ("line", "after"),
    [
        ("- a", ["- a", "- "]),
        ("  * a", ["  * a", "  * "]),
        ("9) a", ["9) a", "10) "]),
        ("- [x] a", ["- [x] a", "- [ ] "]),
        ("- [ ] **ACTION:** Ada: a", ["- [ ] **ACTION:** Ada: a", "- "]),
        ("a", ["a", ""]),
        ("-- a", ["-- a", ""]),
        ("-", ["-", ""]),
        ("- ", [""]),
        ("- a\n  * b\n- c", ["- a", "  * ", "  * b", "- c"]),
        ("- a\n  -- b", ["- a", "  -- ", "  -- b"]),
        ("- a\n-- b", ["- a", "-- ", "-- b"]),
        ("- a\n\n  1. b", ["- a", "  1. ", "", "  1. b"]),
        ("  - a\n- c", ["  - a", "  - ", "- c"]),
    ],
)
async def test_enter_in_a_list(line: str, after: list[str]) -> None:
    async with on_stage(SectionEditor()) as stage:
        editor = await editing(stage, line.split("\n"))
        editor.move_cursor((0, len(line.split("\n", maxsplit=1)[0])))
        await stage.pilot.press("enter")
        await stage.settle()
        assert editor.lines == (after if after != [""] else [])
        await stage.pilot.press("ctrl+z")
        assert editor.lines == line.split("\n")


@pytest.mark.parametrize(
    ("lines", "row", "inner"),
    [
        ("- a\n- b\n  - c\n    more\n- d", 1, "- a\n  - b\n    - c\n      more\n- d"),
        ("- a\n    - x\n      - y\n- b", 3, "- a\n    - x\n      - y\n    - b"),
        ("1. a\n2. b\n-- c\n3. d", 1, "1. a\n   2. b\n   -- c\n3. d"),
        ("- a\n\n- b", 2, "- a\n\n  - b"),
        ("- a\n\t- x\n- b\n", 2, "- a\n\t- x\n\t- b\n"),
        ("- a\n- b", 0, None),
        ("- a\n  - b", 1, None),
        ("words\n\n- b", 2, None),
        ("- a\nwords", 1, None),
    ],
)
async def test_tab_nests_an_item_with_what_is_in_it_and_back(lines: str, row: int, inner: str | None) -> None:
    async with on_stage(SectionEditor()) as stage:
        editor = await editing(stage, lines.split("\n"))
        editor.move_cursor((row, len(editor.line(row))))
        await stage.pilot.press("tab")
        await stage.settle()
        assert editor.text == (inner if inner is not None else lines)
        if inner is None:
            return
        assert editor.cursor_location == (row, len(editor.line(row)))
        await stage.pilot.press("shift+tab")
        await stage.settle()
        assert editor.text == lines
        await stage.pilot.press("ctrl+z", "ctrl+z")
        assert editor.text == lines


async def test_lines_moved_with_an_item_are_not_typed() -> None:
    async with on_stage(SectionEditor()) as stage:
        editor = await editing(stage, ["- a", "- b", "  - !a theirs"])
        editor.move_cursor((1, 3))
        await stage.pilot.press("x", "tab")
        assert editor.lines == ["- a", "  - bx", "    - !a theirs"]
        assert editor.take_typed_rows() == [1]


@pytest.mark.parametrize(
    ("before", "typed", "after"),
    [
        ([], "one", ["* one"]),
        ([], " one", ["* one"]),
        ([], "- one", ["- one"]),
        (["- a"], " one", ["- a", "- one"]),
        (["- a", "  * b"], "one", ["- a", "  * b", "- one"]),
        (["3) a", "   more"], "one", ["3) a", "   more", "4) one"]),
        (["words"], "one", ["words", "", "* one"]),
        (["### Topic"], "one", ["### Topic", "", "* one"]),
        (["- a", ""], "one", ["- a", "- one"]),
        (["-"], "one", ["- one"]),
        (["- a"], ", and", ["- a, and"]),
        (["- a"], "## New", ["- a", "## New"]),
        ([], "## New", ["## New"]),
        (["- a"], "#1 fixed", ["- a", "- #1 fixed"]),
        (["- a"], "1. one", ["- a", "1. one"]),
        (["- a"], "- one", ["- a", "- one"]),
    ],
)
async def test_what_is_typed_first_is_an_item_of_its_own(
    before: list[str], typed: str, after: list[str]
) -> None:
    async with on_stage(SectionEditor()) as stage:
        editor = await editing(stage, before or [""])
        editor.arrive(at_new_text=True, bullet="*")
        await stage.pilot.press(*("space" if character == " " else character for character in typed))
        await stage.settle()
        assert editor.lines == after


async def test_a_heading_behind_a_marker_that_enter_gave_has_none() -> None:
    async with on_stage(SectionEditor()) as stage:
        editor = await editing(stage, ["- [ ] a"])
        await stage.pilot.press("enter", "#", "#", "space", "N")
        assert editor.lines == ["- [ ] a", "## N"]
        editor.open_lines(["- "], 1)
        await stage.pilot.press("#", "space", "N")  # whoever has typed the marker means it
        assert editor.lines == ["- # N"]


async def test_what_others_write_meanwhile_leaves_the_first_word_at_the_end() -> None:
    async with on_stage(SectionEditor()) as stage:
        editor = await editing(stage, ["- a"])
        editor.arrive(at_new_text=True)
        editor.absorb(["- a", "- theirs"], 1)
        await stage.pilot.press("x")
        assert editor.lines == ["- a", "- theirs", "- x"]


async def test_enter_within_a_line_takes_its_rest_along() -> None:
    async with on_stage(SectionEditor()) as stage:
        editor = await editing(stage, ["- one two"])
        editor.move_cursor((0, 5))
        await stage.pilot.press("enter")
        await stage.settle()
        assert editor.lines == ["- one", "-  two"]
        editor.move_cursor((0, 1))
        await stage.pilot.press("enter")
        await stage.settle()
        assert editor.lines == ["-", " one", "-  two"]


async def test_a_read_only_editor_takes_nothing() -> None:
    async with on_stage(SectionEditor()) as stage:
        editor = await editing(stage, ["- a"])
        editor.read_only = True
        await stage.pilot.press("enter", "x", "backspace")
        stage.pilot.app.post_message(events.Paste("pasted"))
        await stage.settle()
        assert editor.lines == ["- a"]


@pytest.mark.parametrize("newline", BREAKS)
async def test_pasted_newlines_of_all_systems_are_lines(newline: str) -> None:
    async with on_stage(SectionEditor()) as stage:
        editor = await editing(stage, ["- a"])
        stage.pilot.app.post_message(events.Paste(f"{newline}b\x1b[1m{newline}c"))
        await stage.settle()
        assert editor.lines == ["- a", "b\x1b[1m", "c"]
        assert not acting("\n".join(stage.rows))


async def test_markdown_is_highlighted_and_odd_characters_are_symbols() -> None:
    async with on_stage(SectionEditor(), (60, 12)) as stage:
        lines = [
            "## H",
            "- [ ] **b** *e* `c` [l](http://x)",
            "-- r",
            "> q",
            "!a x",
            "p\x1b[1m[/x]",
            "x" * 6000,
        ]
        editor = await editing(stage, lines)
        spans = [len(editor.get_line(row).spans) for row in range(len(lines))]
        assert spans[0] == 1
        assert spans[1] > 3
        assert spans[5:] == [0, 0]
        assert editor.get_line(5).plain == "p␛[1m[/x]"
        assert all(isinstance(span.style, Style) for span in editor.get_line(1).spans)


async def test_a_line_of_a_megabyte_opens_and_comes_back() -> None:
    async with on_stage(SectionEditor()) as stage:
        editor = await editing(stage, ["x" * 200_000, "- b"])
        editor.insert("!", (1, 3))
        assert editor.lines == ["x" * 200_000, "- b!"]


async def test_start_and_end_of_the_text() -> None:
    async with on_stage(SectionEditor()) as stage:
        editor = await editing(stage, ["one", "two", "three"])
        await stage.pilot.press("ctrl+home")
        assert editor.cursor_location == (0, 0)
        await stage.pilot.press("ctrl+end")
        assert editor.cursor_location == (2, 5)
