"""Where notes are written: as people see it, and the law that nothing else is read otherwise."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.support.minutes import LINES, all_places, check_place, meeting_of
from tui.minutes.model import ItemKind, Note, NoteKind
from tui.minutes.noting import edits
from tui.minutes.noting.edits import Position

NOTE = Note(NoteKind.INFO, "n")
WRITTEN = "**INFO:** n"

# what the file has, the item meant (None: the section's end), what it has then; N stands for the note
PLACES = [
    ("# A\n- a\n- b\n", 0, "# A\n- a\n  - N\n- b\n"),
    ("# A\n- a\n- b\n", None, "# A\n- a\n- b\n- N\n"),
    ("# A\n* a\n+ b\n", 0, "# A\n* a\n  * N\n+ b\n"),
    ("# A\n-   a\n", 0, "# A\n-   a\n    - N\n"),
    ("# A\n- a\n\t- b\n- c\n", 2, "# A\n- a\n\t- b\n- c\n\t- N\n"),
    ("# A\n- a\n    * b\n- c\n", 2, "# A\n- a\n    * b\n- c\n    - N\n"),
    ("# A\n- a\n   * b\n   * c\n", 0, "# A\n- a\n   * b\n   * c\n   * N\n"),
    ("# A\n - a\n - b\n", 1, "# A\n - a\n - b\n   - N\n"),
    ("# A\n1. a\n2. b\n", None, "# A\n1. a\n2. b\n3. N\n"),
    ("# A\n1. a\n1. b\n", None, "# A\n1. a\n1. b\n1. N\n"),
    ("# A\n9) a\n", 0, "# A\n9) a\n   - N\n"),
    ("# A\n- a\n  - b\n\n10. c\n", 2, "# A\n- a\n  - b\n\n10. c\n    - N\n"),
    ("# A\n1. a\n   1. b\n", 0, "# A\n1. a\n   1. b\n   2. N\n"),
    ("# A\n- a\n\n- b\n", None, "# A\n- a\n\n- b\n\n- N\n"),
    ("# A\n- a\n\n  - b\n\n  - c\n", 0, "# A\n- a\n\n  - b\n\n  - c\n\n  - N\n"),
    ("# A\n- a\n\nB\n===\n", None, "# A\n- a\n- N\n\nB\n===\n"),
    ("# A\n- a\n# B\n", None, "# A\n- a\n- N\n# B\n"),
    ("# A\n- a\n-- r\n", 0, "# A\n- a\n-- r\n  - N\n"),
    ("# A\n- a\n-- r\n-- s\n", 1, "# A\n- a\n-- r\n-- s\n  - N\n"),
    ("# A\n- - a\n", 1, "# A\n- - a\n    - N\n"),
    ("# A\n> - a\n> - b\n", 1, "# A\n> - a\n>   - N\n> - b\n"),
    ("# A\nwords\n", 0, "# A\nwords\n\n- N\n"),
    ("# A\nwords\n\n* a\n", 0, "# A\nwords\n\n* N\n* a\n"),
    ("# A\nwords\n\nmore\n", 0, "# A\nwords\n\n- N\n\nmore\n"),
    ("# A\n- a\n\n  words\n", 1, "# A\n- a\n\n  words\n  - N\n"),
    ("# A\n\n| a | b |\n|---|---|\n| c | d |\n", 0, "# A\n\n| a | b |\n|---|---|\n| c | d |\n\n- N\n"),
    ("# A\n> q\n", None, "# A\n> q\n\n- N\n"),
    ("# A\n```\ncode\n```\n", None, "# A\n```\ncode\n```\n\n- N\n"),
    ("# A\n- a\n```\ncode\n", None, "# A\n- a\n- N\n```\ncode\n"),
    ("# A\n- a\n  ```\n  code\n", 0, "# A\n- a\n  - N\n  ```\n  code\n"),
    ("# A\n<!-- c\n", None, "# A\n- N\n<!-- c\n"),
    ("# A\n<div>\n", None, "# A\n<div>\n\n- N\n"),
    ("# A\n\n\n# B\n", None, "# A\n\n- N\n\n# B\n"),
    ("# A\n\n# B\n\n- b\n", None, "# A\n\n- N\n\n# B\n\n- b\n"),
    ("# A\n\n# B\n- b\n", None, "# A\n- N\n\n# B\n- b\n"),
    ("# A\n# B\n", None, "# A\n- N\n# B\n"),
    ("# A", None, "# A\n- N"),
    ("# A\nB\n===\n", None, "# A\n- N\n\nB\n===\n"),
    ("# A\r\n- a\r\n", 0, "# A\r\n- a\r\n  - N\r\n"),
    ("# A\r- a\r", 0, "# A\r- a\r  - N\r"),
    ("# A\n- a\n- b", 0, "# A\n- a\n  - N\n- b"),
    ("words", None, "words\n\n- N"),
    ("", None, "- N\n"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "item", "wanted"), PLACES)
def test_written_as_the_list_is(text: str, item: int | None, wanted: str) -> None:
    edit = edits.add_note(meeting_of(text), NOTE, Position(0, item))
    assert edit.source.text == wanted.replace("N", WRITTEN)
    assert edit.source.slice(edit.span).strip().endswith(WRITTEN)


def test_a_habit_of_the_file_counts_where_the_section_has_none() -> None:
    text = "# A\n- a\n    - b\n- c\n    - d\n# B\n- e\n"
    edit = edits.add_note(meeting_of(text), NOTE, Position(1, 0))
    assert edit.source.text == text + f"    - {WRITTEN}\n"


def test_where_nothing_can_be_nested_it_goes_to_the_end_and_says_so() -> None:
    text = "# A\n- ```\n  code\n\n# B\n"
    edit = edits.add_note(meeting_of(text), NOTE, Position(0, 0))
    assert edit.source.text == f"# A\n- ```\n  code\n\n- {WRITTEN}\n\n# B\n"
    assert edit.said == "added info under A, at its end"


def test_no_note_without_words_and_none_in_a_guessed_encoding() -> None:
    with pytest.raises(edits.EditError, match="needs words"):
        edits.add_note(meeting_of("# A\n"), Note(NoteKind.ACTION, " \n"), Position(0))
    with pytest.raises(edits.EditError, match="not UTF-8 at line 1"):
        edits.add_note(meeting_of(b"# \xff\n"), NOTE, Position(0))


@settings(max_examples=120, deadline=None)
@given(st.lists(LINES, max_size=9).map("\n".join), st.sampled_from(["\n", "\r\n", "\r"]), st.booleans())
@example("- a\n---", "\n", False)
def test_a_note_at_any_place_of_any_text(text: str, newline: str, ended: bool) -> None:
    text = (text + "\n" * ended).replace("\n", newline)
    meeting = meeting_of(text)
    for place in all_places(meeting):
        check_place(meeting, place)


def test_all_kinds_of_items_are_in_the_lines() -> None:
    found = {
        item.kind
        for text in ("- a\n-- b\n1. c", "words", "> q", "|a|\n|-|\n|b|", "```\ncode", "<div>", "***")
        for item in meeting_of(text).sections[0].items
    }
    assert found == set(ItemKind)
