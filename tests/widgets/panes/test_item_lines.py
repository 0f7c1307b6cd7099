"""Items as lines: bullets, indents, replies, code, quotes, tables, boxes and notes, at any width."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.desk import acting
from tests.support.minutes import LINES, meeting_of
from tui.minutes.model import Item
from widgets.panes.item_lines import LONG_TEXT, item_height, item_lines
from widgets.wrapping import Line, width_of


def items_of(text: str) -> tuple[Item, ...]:
    return tuple(item for section in meeting_of(text).sections for item in section.items)


def as_text(lines: list[Line]) -> list[str]:
    return ["".join(piece.text for piece in line).rstrip() for line in lines]


def drawn(text: str, width: int = 40) -> list[str]:
    return [row for item in items_of(text) for row in as_text(item_lines(item, width))]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("- one\n  - two\n    - three\n", ["• one", "  ◦ two", "    ▪ three"]),
        ("3. one\n4. two\n", ["3. one", "4. two"]),
        ("- one\n-- two\n-- three\n", ["• one", "  ↳ two", "  ↳ three"]),
        ("- [ ] one\n- [x] two\n", ["☐ one", "☑ two"]),
        ("> one\n> two\n", ["▎ one two"]),
        ("one\ntwo\n", ["one two"]),
        ("***\n", ["─" * 40]),
        ("<!-- one\n\n- two\n-->\n", ["comment: one - two"]),
        ("<!-- " + "long " * 20 + "-->\n", ["comment: long long long long long long …"]),
        ("- <!-- one -->\n", ["•", "  comment: one"]),
        ("> <!-- one -->\n", ["▎", "  comment: one"]),
        ("- one <!-- two\n  three --> four\n", ["• one <!-- … --> four"]),
        ("<b>one</b> <!-- two -->\n<!-- three --> four\n", ["<b>one</b> <!-- … -->", "<!-- three --> four"]),
        ("<div>\ntwo\n</div>\n", ["<div>", "two", "</div>"]),
        ("```\na  b\n\tc\n```\n", ["  a  b", "      c"]),
        ("**b** *e* ~~s~~ `c` [l](https://x.example)\n", ["b e s c l"]),
        ("one  \ntwo\n", ["one", "two"]),
        ("- **DECISION:** approved; no objections\n", ["◆ DECISION approved; no objections"]),
        (
            "- [ ] **ACTION:** Ada Obi, @bo: do it (due 2026-05-12)\n",
            ["☐ ACTION Ada Obi, @bo: do it  due 05-12"],
        ),
        ("- [x] **ACTION:** Ada: it (done 2026-05-10)\n", ["☑ ACTION Ada: it  done 05-10"]),
        ("- **QUESTION:** who?\n", ["? QUESTION who?"]),
        ("- **INFO:** next week\n", ["i INFO next week"]),
    ],
)
def test_how_items_look(text: str, rows: list[str]) -> None:
    assert drawn(text) == rows


@pytest.mark.parametrize("width", range(22, 44))
def test_a_word_for_a_date_stays_on_its_line(width: int) -> None:
    rows = drawn("- [ ] **ACTION:** Ada Obi: do it (due 2026-05-12)\n", width)
    assert rows[-1].endswith("due 05-12")


def test_wrapped_lines_hang_under_the_text() -> None:
    assert drawn("- one two three\n  - four five six\n", 10) == [
        "• one two",
        "  three",
        "  ◦ four",
        "    five",
        "    six",
    ]
    assert drawn("> one two three four\n", 10) == ["▎ one two", "▎ three", "▎ four"]
    assert drawn("10. one two\n", 9) == ["10. one", "    two"]


def test_tables_are_aligned_and_cells_wrap() -> None:
    text = "| a | b |\n| --- | --- |\n| 会議 | x \\| y |\n| long words here | z |\n| only one |\n"
    assert drawn(text, 40) == [
        "a               │ b",
        "────────────────┼──────".replace("────────────────", "─" * 16).replace("┼──────", "┼─" + "─" * 5),
        "会議            │ x | y",
        "long words here │ z",
        "only one        │",
    ]
    assert drawn(text, 18) == [
        "a          │ b",
        "───────────┼──────",
        "会議       │ x | y",
        "long words │ z",
        "here       │",
        "only one   │",
    ]


@given(
    st.lists(LINES | st.text(st.sampled_from("ab *_`[]()<>|\\\x1b\u202e会"), max_size=30), max_size=12),
    st.integers(12, 50),
)
def test_no_item_is_wider_than_its_place_and_none_acts(lines: list[str], width: int) -> None:
    for item in items_of("\n".join(lines)):
        rows = item_lines(item, width)
        assert rows
        assert max(map(width_of, rows)) <= width
        assert not acting("\n".join(as_text(rows)))
        assert item_height(item, width) >= 1


@given(st.lists(st.text("abc 会", max_size=60), min_size=1, max_size=4), st.integers(12, 50))
def test_the_height_of_plain_text_is_guessed_nearly(words: list[str], width: int) -> None:
    for item in items_of("\n".join(f"- {text}x" for text in words)):
        guess, real = item_height(item, width), len(item_lines(item, width))
        assert guess <= 2 * real + 1
        assert real <= 6 * guess


def test_a_very_long_text_is_shown_as_it_stands() -> None:
    text = "**a** " * LONG_TEXT
    (item,) = items_of(f"- {text}\n")
    rows = as_text(item_lines(item, 80))
    assert rows[0].startswith("• **a** **a**")
    assert sum(row.count("**a**") for row in rows) == LONG_TEXT
