"""Topics moved in their list, and typed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.minutes import LINES, meeting_of
from tui.minutes.noting.editing import EditError
from tui.minutes.noting.placing import Position
from tui.minutes.noting.topics import move, read_topic
from tui.minutes.reading.reader import read

AGENDA = """\
# Call

## Agenda
1. Opening (5m)
   - hello
2. Rent (10m)
   - up
   - again
3. Roof

## Beds
- a
"""


def test_a_topic_moves_with_what_is_under_it_and_numbers_stay() -> None:
    meeting = meeting_of(AGENDA)
    edit, now = move(meeting, Position(1, 2), -1)
    assert edit.source.text == AGENDA.replace(
        "1. Opening (5m)\n   - hello\n2. Rent (10m)\n   - up\n   - again\n",
        "1. Rent (10m)\n   - up\n   - again\n2. Opening (5m)\n   - hello\n",
    )
    assert now == 0
    back, item = move(read(edit.source), Position(1, 0), 1)
    assert back.source.text == AGENDA
    assert item == 2


def test_the_ends_stay_where_they_are() -> None:
    meeting = meeting_of(AGENDA)
    with pytest.raises(EditError, match="first"):
        move(meeting, Position(1, 0), -1)
    with pytest.raises(EditError, match="last"):
        move(meeting, Position(1, 5), 1)


@given(st.lists(LINES, min_size=2, max_size=20), st.data())
def test_a_move_loses_no_line_and_is_undone_by_its_opposite(lines: list[str], data: st.DataObject) -> None:
    meeting = meeting_of("## Agenda\n" + "\n".join(lines))
    listed = [
        (number, index)
        for number, section in enumerate(meeting.sections)
        for index, item in enumerate(section.items)
        if item.marker and item.kind.value in ("bullet", "ordered")
    ]
    if not listed:
        return
    number, index = data.draw(st.sampled_from(listed))
    try:
        edit, now = move(meeting, Position(number, index), 1)
    except EditError:
        return
    words = sorted(item.text for section in meeting.sections for item in section.items)
    after = read(edit.source)
    assert sorted(item.text for section in after.sections for item in section.items) == words
    assert after.sections[number].items[now].text == meeting.sections[number].items[index].text


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ("Rent of the hall 10m bo", "Rent of the hall (10m, Bo Ek)"),
        ("10 min Rent", "Rent (10m)"),
        ("Rent", "Rent"),
        ("Rent, bo ek", "Rent (Bo Ek)"),
        ("Rent of room 10", "Rent of room 10"),
    ],
)
def test_minutes_and_lead_are_read(typed: str, line: str) -> None:
    def person(name: str) -> str:
        return "Bo Ek" if name.casefold() in ("bo", "bo ek") else ""

    assert read_topic(typed, person).line == line
