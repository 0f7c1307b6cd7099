"""Many meetings in one file: the newest is the meeting, its people, notes and summary are its own."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from tui.minutes.ahead.packing import pack, unpack
from tui.minutes.export.summary import summary
from tui.minutes.model import NoteKind
from tui.minutes.noting.sections import ensure_discussion
from tui.minutes.reading.find import discussion
from tui.minutes.reading.reader import read
from tui.minutes.roll_call.section import with_section
from tui.minutes.running.held import write_held
from tui.minutes.running.review_order import Course
from tui.minutes.text.source import Source

NEWEST = """## 2026-04-09
### Attendees
- Ada Obi
### Beds
- Decision: mow
- [ ] **ACTION:** Ada Obi: buy oil

"""
EARLIER = """## 2026-03-26
### Attendees
- Bo Lind
### Discussion
- Decision: sow
- [ ] **ACTION:** Bo Lind: buy seed

## 2026-03-12
### Discussion
- Decision: dig

"""
TITLE = "# Garden notes\n\n"
FILES = {"newest first": TITLE + NEWEST + EARLIER, "newest last": TITLE + EARLIER + NEWEST}


@pytest.mark.parametrize("text", FILES.values(), ids=FILES)
def test_the_newest_is_the_meeting(text: str) -> None:
    meeting = read(Source(text))
    assert meeting.date == date(2026, 4, 9)
    assert [person.name for person in meeting.attendees] == ["Ada Obi"]
    assert [note.text for _, _, note in meeting.notes()] == ["mow", "buy oil"]
    assert meeting.note_counts[NoteKind.DECISION] == 1
    found = summary(meeting)
    assert [each.text for each in found.decisions] == ["Decision: mow"]
    assert [task.owner for task in found.tasks] == ["Ada Obi"]
    earlier = {meeting.sections[index].name for index in meeting.earlier}
    assert earlier == {"2026-03-26", "Attendees", "Discussion", "2026-03-12"}


@pytest.mark.parametrize("text", FILES.values(), ids=FILES)
def test_what_is_added_stands_in_the_newest(text: str) -> None:
    meeting = read(Source(text))
    assert discussion(meeting) is None
    for source in (
        (ensure_discussion(meeting) or pytest.fail("made none")).source,
        next(with_section(meeting)),
        write_held(
            meeting, datetime(2026, 4, 9, 10, tzinfo=UTC), datetime(2026, 4, 9, 11, tzinfo=UTC)
        ).source,
    ):
        part = source.text[source.text.index("## 2026-04-09") :]
        assert part.startswith("## 2026-04-09")
        rest = source.text.replace(part, "") if "2026-03" not in part else part[part.index("## 2026-03-26") :]
        assert EARLIER.strip() in rest.strip() + "\n"
        assert read(source).earlier


@pytest.mark.parametrize("text", FILES.values(), ids=FILES)
def test_earlier_meetings_are_not_gone_through(text: str) -> None:
    meeting = read(Source(text))
    assert [meeting.sections[stop.section].name for stop in Course(meeting).stops] == ["Beds"]


@pytest.mark.parametrize("text", FILES.values(), ids=FILES)
@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("buy seed", "buy seeds"),
        ("Decision: mow", "Decision: mow\n- Decision: rake"),
        ("- Bo Lind\n", "- Bo Lind\n- Cy\n"),
        ("- Ada Obi\n", "- Ada Obi\n- Cy\n"),
        ("2026-03-26", "2026-04-26"),
        ("## 2026-03-12\n", ""),
        ("### Beds", "### Rows"),
    ],
)
def test_read_again_after_a_change_it_says_the_same(text: str, old: str, new: str) -> None:
    before = read(Source(text))
    assert before.note_counts
    changed = Source(text.replace(old, new, 1))
    again, whole = read(changed, "", before), read(changed)
    assert again == whole
    assert again.note_counts == whole.note_counts
    assert again.earlier == whole.earlier
    assert unpack(pack(again), changed) == whole


def test_days_of_one_meeting_and_a_single_date_are_not_several() -> None:
    for text in ("## 2026-03-12\n- a\n## 2026-03-13\n- b\n", "# Notes\n## 2026-03-12\n- a\n", "- a\n"):
        assert not read(Source(text)).earlier
