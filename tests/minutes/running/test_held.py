"""The line that says when the meeting was held: where it goes, in which style, and nothing else changes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import EXAMPLES
from tests.support.desk import changed_lines
from tests.support.minutes import LINES, meeting_of
from tui.minutes.export.cleaning import clean
from tui.minutes.model import Meeting
from tui.minutes.noting.editing import EditError
from tui.minutes.reading.reader import read
from tui.minutes.running.held import is_written, write_held

START = datetime(2026, 3, 10, 10, 2, tzinfo=UTC)
NAME = "2026-03-10.md"
END = datetime(2026, 3, 10, 10, 47, tzinfo=UTC)


def held(text: str, end: datetime = END) -> str:
    """The text with the line."""
    return write_held(meeting_of(text, NAME), START, end, NAME).source.text


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("# Sync 2026-03-10\n\n## A\n- a\n", "# Sync 2026-03-10\n\nHeld: 10:02-10:47\n\n## A\n- a\n"),
        ("# Sync\n## A\n- a\n", "# Sync\nHeld: 10:02-10:47\n## A\n- a\n"),
        ("# Sync\n", "# Sync\n\nHeld: 10:02-10:47\n"),
        ("# Sync", "# Sync\n\nHeld: 10:02-10:47"),
        ("", "Held: 10:02-10:47\n"),
        ("Sync\n====\n\nA\n-\n- a\n", "Sync\n====\n\nHeld: 10:02-10:47\n\nA\n-\n- a\n"),
        ("# Sync\n\n10 March 2026\n\n## A\n", "# Sync\n\n10 March 2026\n\nHeld: 10:02-10:47\n\n## A\n"),
        ("# Sync\n\nWords\n\n## A\n", "# Sync\n\nHeld: 10:02-10:47\n\nWords\n\n## A\n"),
        ("# Sync\r\n\r\n## A\r\n- a\r\n", "# Sync\r\n\r\nHeld: 10:02-10:47\r\n\r\n## A\r\n- a\r\n"),
        (
            "# Sync\n\n- **Where**: here\n- **When**: 10 March, 10-11\n- **Host**: Bo\n",
            "# Sync\n\n- **Where**: here\n- **When**: 10 March, 10-11\n- **Held**: 10:02-10:47\n- **Host**: Bo\n",  # noqa: E501
        ),
        (
            "# Sync\n\n**Date:** 2026-03-10  \n**Place:** room 5\n\n## A\n",
            "# Sync\n\n**Date:** 2026-03-10  \n**Held:** 10:02-10:47  \n**Place:** room 5\n\n## A\n",
        ),
        (
            "# Sync\n\n**Present:** Ada Obi, Bo Ek\n**Regrets:** Cy Dahl\n\n## A\n",
            "# Sync\n\n**Held:** 10:02-10:47\n**Present:** Ada Obi, Bo Ek\n**Regrets:** Cy Dahl\n\n## A\n",
        ),
        ("# Sync\n\n* Time: \n* Host: Ada\n\n## A\n", "# Sync\n\n* Time: 10:02-10:47\n* Host: Ada\n\n## A\n"),
        ("# Sync\n\n**Time:** TBD\n\n## A\n", "# Sync\n\n**Time:** 10:02-10:47\n\n## A\n"),
        ("Date: 2026-03-10\n\n## A\n", "Date: 2026-03-10\nHeld: 10:02-10:47\n\n## A\n"),
    ],
)  # fmt: skip
def test_the_line_stands_under_title_and_date_in_the_style_of_the_file(before: str, after: str) -> None:
    assert held(before) == after


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Held: 10:02-10:31", "Held: 10:02-10:47"),
        ("- **Held**: 10:02 – 10:31 UTC, in room 5", "- **Held**: 10:02-10:47 UTC, in room 5"),
        ("*Held:* 9:58-10:31  ", "*Held:* 10:02-10:47  "),
    ],
)
def test_a_second_time_only_the_times_change(old: str, new: str) -> None:
    text = f"# Sync\n\n{old}\n\n## Discussion\n- {old}\n"
    assert held(text) == text.replace(old, new, 1)


def test_the_same_times_are_not_written_again() -> None:
    with pytest.raises(EditError, match="say so already: held 10:02-10:47"):
        held(held("# Sync\n\n## A\n"))


def test_a_planned_time_stays() -> None:
    text = "# Sync\n\n- Time: 10:00-11:00\n\n## A\n"
    assert held(text) == text.replace("11:00\n", "11:00\n- Held: 10:02-10:47\n")


def test_what_was_said_in_the_meeting_is_not_taken_for_the_line() -> None:
    text = "# Sync\n\n## Discussion\n- Held: 09:00-09:20 the lock\n"
    assert held(text) == text.replace("# Sync\n\n", "# Sync\n\nHeld: 10:02-10:47\n\n")


def test_it_counts_as_written_until_the_meeting_has_gone_on_for_a_while() -> None:
    meeting = meeting_of(held("# Sync\n\n## A\n"))
    assert is_written(meeting, END + timedelta(minutes=5))
    assert not is_written(meeting, END + timedelta(minutes=6))
    assert not is_written(meeting_of("# Sync\n"), END)


def test_a_file_whose_encoding_is_a_guess_is_left_alone() -> None:
    with pytest.raises(EditError, match="not UTF-8"):
        write_held(meeting_of(b"# Caf\xe9\n"), START, END)


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("20*.md")), ids=lambda path: path.stem)
def test_in_our_examples_only_lines_come_and_all_reads_as_before(path: Path) -> None:
    before = path.read_bytes()
    meeting = meeting_of(before, path.name)
    edit = write_held(meeting, START, END, path.name)
    gone, came = changed_lines(before, edit.source.to_bytes())
    assert [line for line in gone if line.strip()] == []
    assert sum(b"10:02-10:47" in line for line in came) == 1
    assert len(came) - len(gone) <= 2
    after = read(edit.source, path.name)
    assert (after.title, after.date, after.attendees) == (meeting.title, meeting.date, meeting.attendees)
    assert [len(section.items) for section in after.sections if section.kind != "title"] == [
        len(section.items) for section in meeting.sections if section.kind != "title"
    ]


def words_of(meeting: Meeting) -> list[str]:
    return [word for section in meeting.sections for item in section.items for word in item.text.split()]


@given(st.lists(LINES, max_size=14))
def test_whatever_the_file_is_made_of_no_byte_of_it_is_lost(lines: list[str]) -> None:
    meeting = meeting_of("\n".join(lines))
    try:
        edit = write_held(meeting, START, END)
    except EditError:
        return
    left = [line for line in edit.source.lines if "10:02-10:47" not in line]
    assert [line.strip("\n") for line in left if line.strip()] == [
        line.strip("\n") for line in meeting.source.lines if line.strip()
    ]
    after = read(edit.source)
    assert set(words_of(meeting)) <= set(words_of(after))
    assert [section.title for section in after.sections if section.level] == [
        section.title for section in meeting.sections if section.level
    ]
    again = write_held(after, START, END + timedelta(minutes=3))
    assert again.source.text == edit.source.text.replace("10:02-10:47", "10:02-10:50")


def test_cleaned_minutes_keep_the_line() -> None:
    meeting = meeting_of(held("# Sync 2026-03-10\n\n## Agenda\n* A\n* B\n\n## A\n- a\n\n## B\n- b\n"))
    assert "Held: 10:02-10:47" in clean(meeting).draft.lines


def test_the_times_are_no_date() -> None:
    assert meeting_of("Held: 10:02-10:47\n", "Runtime/2018/notes.md").date is None
    assert meeting_of("# Meeting of 02-10\n", "Runtime/2018/notes.md").date is not None


def test_odd_bytes_around_the_line_stay() -> None:
    text = "# Sync\u2028 \n\n\f\n## A \n- a\t\n"
    assert held(text).replace("Held: 10:02-10:47\n\n", "", 1) == text
