"""Frames stay straight: what is drawn is as wide as measured, cell by cell, in terminals of every kind."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len, get_character_cell_size
from wcwidth import wcwidth

from tests.support.desk import SIZES, minutes_file, opened
from tests.support.minutes import meeting_of
from tests.support.terminal import PMC_TUI, Terminal
from widgets.coded_editor import EditorCode
from widgets.display_text import CELLS, for_display
from widgets.panes.item_lines import item_lines
from widgets.panes.pane import Pane, Shape, title_line
from widgets.plain.words import item_lines as plain_lines
from widgets.wrapping import clipped, width_of

ODD: Final = (
    "👨‍👩‍👧", "👍🏽", "🇩🇪", "🇩", "❤️", "⚠️", "1️⃣", "👩🏽‍💻", "🏳️‍🌈", "☎︎", "🫱🏻‍🫲🏿", "é", "é", "क्‍ष", "שלום עולם",
    "مرحبا", "会議", "ｶﾞ", "한글", "\u200b", "\u2060", "\t", "a\tb", "\ufeff", "\x1b", "\u202e", "\U000e0067",
)  # fmt: skip
"""Joined emoji, skin tones, flags, variation selectors, marks, right to left, wide, tabs, controls."""

TEXT: Final = st.lists(
    st.one_of(st.sampled_from(ODD), st.text("ab |*`", max_size=6), st.text(max_size=4)), max_size=8
)
WORDS: Final = TEXT.map("".join).map(lambda text: text.replace("\n", " ").replace("\r", " "))


def cells_one_by_one(text: str) -> int:
    """The width in a terminal that knows no sequences."""
    return sum(max(0, wcwidth(character)) for character in text)


@given(WORDS)
def test_shown_text_is_as_wide_by_characters_as_by_sequences(text: str) -> None:
    shown = for_display(text).replace("\t", "")
    assert cell_len(shown) == sum(map(get_character_cell_size, shown)) == cells_one_by_one(shown)


def test_what_is_seen_of_sequences() -> None:
    assert for_display("👨‍👩‍👧 ❤️ 👍🏽 🇩🇪 1️⃣ é") == "👨👩👧 ❤ 👍 DE 1⃣ é"
    assert for_display("\x1b[31m🇺🇳") == "␛[31mUN"
    assert "👨‍👩‍👧🇩🇪⚠️👍🏽".translate(CELLS) == "👨+👩+👧DE⚠·👍▒"


@given(WORDS, st.integers(16, 60))
def test_each_line_of_a_pane_fits_in_any_terminal(text: str, width: int) -> None:
    meeting = meeting_of(
        f"# T\n\n## A {text}\n- {text}\n  - {text}\n\n> {text}\n\n| {text} | b |\n|--|--|\n| {text} | c |\n"
    )
    for section in meeting.sections:
        pane = Pane(section, Shape(section.name, width))
        for line in (title_line(pane, current=True), title_line(pane, current=False)):
            assert width_of(line) == width
            assert cells_one_by_one("".join(piece.text for piece in line)) == width
        for item in section.items:
            for line in (*item_lines(item, width), *plain_lines(item, width)):
                joined = "".join(piece.text for piece in line)
                assert width_of(line) == cells_one_by_one(joined)
                if "|" not in item.text:  # a table's columns are three cells wide at least
                    assert width_of(line) <= width


@given(WORDS, st.integers(0, 20))
def test_clipped_text_fits(text: str, width: int) -> None:
    assert cell_len(clipped(for_display(text), width)) <= width


@given(WORDS)
def test_the_editor_keeps_what_it_shows_in_parts(text: str) -> None:
    code = EditorCode(text)
    held = code.encoded(text)
    assert code.decoded(held) == text
    shown = code.shown(held).replace("\t", "")
    assert len(code.shown(held)) == len(text)
    assert cell_len(shown) == sum(map(get_character_cell_size, shown)) == cells_one_by_one(shown)


MINUTES: Final = (
    "# Sync 会議 🇩🇪 2026-03-10\n\n## Discussion\n"
    + "".join(f"- {odd} and {odd}\n" for odd in ODD[:19])
    + (
        "\n## Teams\n\n### Grüße ❤️👨‍👩‍👧 (incubating) - Ada 👍🏽\n"
        "- [ ] **ACTION:** Ada 👩🏽‍💻: go 🇩🇪 (due 2026-03-12)\n"
        "\n### שלום - 田中\n- x\ty\n\n| 🇩🇪 | ❤️ |\n|--|--|\n| 👨‍👩‍👧 | 会議 |\n"
    )
)


@pytest.mark.parametrize("size", SIZES)
async def test_every_row_of_the_screen_is_whole(tmp_path: Path, size: tuple[int, int]) -> None:
    async with opened(minutes_file(tmp_path, MINUTES), size) as desk:
        for keys in (("enter",), ("a", *"👨‍👩‍👧❤️"), ("escape", "e"), ("escape", "N"), ("escape", "G")):
            await desk.press(*keys)
            for strip in desk.app.screen._compositor.render_strips():
                text = "".join(segment.text for segment in strip)
                assert cell_len(text) == cells_one_by_one(text) == size[0], text


def test_frames_are_straight_in_a_terminal(tmp_path: Path) -> None:
    path = minutes_file(
        tmp_path, MINUTES.replace("\u20e3", "")
    )  # pyte draws nothing behind an enclosing mark
    with Terminal([PMC_TUI, str(path)], tmp_path, columns=100, rows=30) as terminal:
        terminal.wait_for("Sync 会", "DE and DE", "write")
        rows = [[cell.data for cell in row] for row in terminal.display.lines()[1:-1]]
        assert sum(row[98] == "│" for row in rows) > 8  # the frame, before the scroll bar
        assert ["".join(row) for row in rows if {"│", "╮", "╯"} & set(row[90:98])] == []
