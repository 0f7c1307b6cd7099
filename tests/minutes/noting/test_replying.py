"""Remarks stand at the end of a topic's replies, in the file's way of nesting, and change nothing else."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.minutes import LINES, all_places, meeting_of
from tui.minutes.model import Item, Meeting
from tui.minutes.noting.edits import EditError, Position
from tui.minutes.noting.replying import add_remark, topic_of

# what the file has, the item under the cursor (None: the section), what it has then; N stands for the remark
REMARKS = [
    ("# A\n- a\n- b\n", 0, "# A\n- a\n  - N\n- b\n"),
    ("# A\n* a\n    * b\n* c\n", 0, "# A\n* a\n    * b\n    * N\n* c\n"),
    ("# A\n* a\n    * b\n* c\n", 1, "# A\n* a\n    * b\n    * N\n* c\n"),
    ("# A\n- a\n  - b\n    - c\n  - d\n", 1, "# A\n- a\n  - b\n    - c\n    - N\n  - d\n"),
    ("# A\n- a\n  - b\n    - c\n  - d\n", 2, "# A\n- a\n  - b\n    - c\n    - N\n  - d\n"),
    ("# A\n- a\n  - b\n  - d\n", 2, "# A\n- a\n  - b\n  - d\n  - N\n"),
    ("# A\n- a\n-- r\n- b\n", 0, "# A\n- a\n-- r\n-- N\n- b\n"),
    ("# A\n- a\n-- r\n-- s\n- b\n", 1, "# A\n- a\n-- r\n-- s\n-- N\n- b\n"),
    ("# A\n- a\n  -- r\n- b\n", 2, "# A\n- a\n  -- r\n- b\n  -- N\n"),
    ("# A\n1. a\n   - b\n2. c\n", 2, "# A\n1. a\n   - b\n2. c\n   - N\n"),
    ("# A\n- a\n  - **QUESTION:** who?\n  - b\n", 1, "# A\n- a\n  - **QUESTION:** who?\n    - N\n  - b\n"),
    ("# A\n- a\n  - **DECISION:** b\n", 1, "# A\n- a\n  - **DECISION:** b\n  - N\n"),
    ("# A\n- a\n-- r\n  - **INFO:** n\n", 0, "# A\n- a\n-- r\n  - **INFO:** n\n  - N\n"),
    ("# A\nwords\n-- r\n\nmore\n", 0, "# A\nwords\n-- r\n-- N\n\nmore\n"),
    ("# A\nwords\n\n- a\n- b\n\nmore\n", 0, "# A\nwords\n\n- a\n- b\n- N\n\nmore\n"),
    ("# A\nwords\n", 0, "# A\nwords\n\n- N\n"),
    ("# A\n- a\n-- r\n", None, "# A\n- a\n-- r\n- N\n"),
    ("# A\nwords\n-- r\n", None, "# A\nwords\n-- r\n-- N\n"),
    ("# A\n1. a\n2. b\n", None, "# A\n1. a\n2. b\n3. N\n"),
    ("# A\n\n# B\n", None, "# A\n- N\n\n# B\n"),
    ("# A\n- \n\n# B\n", None, "# A\n- N\n\n# B\n"),
    ("# A\n-\n-\n", None, "# A\n- N\n-\n"),
    ("# A\n- a\n\n  -\n", 0, "# A\n- a\n\n  - N\n"),
    ("# A\n* \n", 0, "# A\n* N\n"),
    ("# A\nTBD\n", None, "# A\nTBD\n\n- N\n"),
    ("# A\r\n- a\r\n-- r\r\n", 0, "# A\r\n- a\r\n-- r\r\n-- N\r\n"),
    ("# A\n- a\n```\ncode\n", None, "# A\n- a\n- N\n```\ncode\n"),
    ("", None, "- N\n"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "item", "wanted"), REMARKS)
def test_written_as_replies_are(text: str, item: int | None, wanted: str) -> None:
    meeting = meeting_of(text)
    edit = add_remark(meeting, "Ada: yes", topic_of(meeting, Position(0, item)))
    assert edit.source.text == re.sub(r"\bN\b", "Ada: yes", wanted)
    assert edit.source.slice(edit.span).strip().endswith("Ada: yes")


def test_a_topic_without_replies_takes_the_habit_of_the_file() -> None:
    text = "# A\n* a\n  -- b\n  -- c\n# B\n* d\n"
    assert add_remark(meeting_of(text), "e", Position(1, 0)).source.text == text + "  -- e\n"


def test_ten_remarks_stand_in_their_order() -> None:
    text = "# A\n- a\n-- one\n- b\n"
    meeting = meeting_of(text)
    for number in range(10):
        meeting = meeting_of(add_remark(meeting, f"remark {number}", Position(0, 0)).source.text)
    wanted = "".join(f"-- remark {number}\n" for number in range(10))
    assert meeting.source.text == f"# A\n- a\n-- one\n{wanted}- b\n"


@pytest.mark.parametrize(
    "words", ["# yes", "- yes", "1. yes", "> yes", "```", "---", "2) no", "| a |", "-- r"]
)
def test_words_that_look_like_markdown_stay_words(words: str) -> None:
    edit = add_remark(meeting_of("# A\n- a\n- b\n"), words, Position(0, 0))
    section = meeting_of(edit.source.text).sections[0]
    assert [item.text.replace("\\", "") for item in section.items] == ["a", words, "b"]


def test_no_remark_without_words() -> None:
    with pytest.raises(EditError, match="needs words"):
        add_remark(meeting_of("# A\n- a\n"), " \n ", Position(0, 0))


def _all(meeting: Meeting) -> list[Item]:
    return [item for section in meeting.sections for item in section.items]


@settings(max_examples=120, deadline=None)
@given(st.lists(LINES, max_size=9).map("\n".join), st.sampled_from(["\n", "\r\n"]))
def test_a_remark_at_any_place_of_any_text_changes_nothing_else(text: str, newline: str) -> None:
    meeting = meeting_of(text.replace("\n", newline))
    for place in all_places(meeting):
        try:
            edit = add_remark(meeting, "Ada: so be it", topic_of(meeting, place))
        except EditError:
            continue
        again = meeting_of(edit.source.text)
        others = [item for item in _all(again) if item.own.start != edit.span.start]
        assert len(_all(again)) - len(others) == 1
        waited = len(edit.source.lines) == len(meeting.source.lines)
        before = [item for item in _all(meeting) if not (waited and item.own.start == edit.span.start)]
        assert [(x.kind, x.text, x.task) for x in others] == [(x.kind, x.text, x.task) for x in before]
        assert [s.title for s in again.sections] == [s.title for s in meeting.sections] or not text
