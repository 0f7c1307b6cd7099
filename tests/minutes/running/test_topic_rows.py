"""Topics as rows: which items are, which one a place belongs to, what the agenda says of a section."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.support.minutes import LINES, meeting_of
from tui.minutes.model import Meeting
from tui.minutes.reading.reader import read
from tui.minutes.reading.topics import topics_of
from tui.minutes.running.clock import Clock, Slot
from tui.minutes.running.plan import Reporters, box_of, heirs, plan_of
from tui.minutes.running.review_order import Course, Stop
from tui.minutes.running.topic_rows import Topics, Unfolding
from tui.minutes.text.source import Source, Span

NUMBERED = """\
# Tech call 2026-04-01

## Agenda
1. Opening (5m, Ada Obi)
   - everybody is here
2. Rent of the hall (10m, Bo Ek)
   - 400 a month
   - Cy: too much
3. Roof (20m)

## Roof
- it leaks

## Next meeting
- in May
"""


def names(meeting: Meeting, topics: Topics) -> list[str]:
    return [f"{meeting.sections[row.section].name}: {row.name}" for row in topics.by_key.values()]


def test_an_entry_with_minutes_under_it_is_a_row_and_one_with_a_section_is_that() -> None:
    meeting = meeting_of(NUMBERED)
    topics = Topics.read(meeting)
    assert names(meeting, topics) == ["Agenda: Opening", "Agenda: Rent of the hall"]
    opening, rent = topics.by_key.values()
    assert (opening.owners, opening.minutes, opening.items) == (("Ada Obi",), 5, 1)
    assert (rent.item, rent.end, rent.items) == (2, 5, 2)
    roof = next(n for n, section in enumerate(meeting.sections) if section.name == "Roof")
    assert topics.minutes_of(meeting.sections[roof], roof) == 20


def test_a_place_belongs_to_the_innermost_topic() -> None:
    meeting = meeting_of(
        "# Call\n\n## Agenda\n- Budget (30m)\n  - Rent (10m)\n    - up\n  - Party\n- Roof (5m)\n"
    )
    topics = Topics.read(meeting)
    agenda = meeting.by_key["Call/Agenda"]
    found = [topics.row_at(agenda, item) for item in range(5)]
    assert [row.name if row else "" for row in found] == ["Budget", "Rent", "Rent", "Budget", "Roof"]
    assert [row.depth for row in topics.by_key.values()] == [0, 1, 0]
    assert topics.key_at("Call/Agenda", None) == "Call/Agenda"
    assert topics.key_at("Call", 0) == "Call"


def test_topics_of_one_name_are_told_apart() -> None:
    topics = Topics.read(meeting_of("# Call\n\n## Discussion\n- Same\n  - a\n- Same\n  - b\n"))
    assert len(topics.by_key) == 2


def test_a_section_unfolds_into_its_items_and_folds_again() -> None:
    meeting = meeting_of("# Call\n\n## Notes from Bo\n- one\n- two\n\n## Discussion\n- Rent\n  - up\n")
    assert names(meeting, Topics.read(meeting)) == ["Discussion: Rent"]
    notes, discussion = "Call/Notes from Bo", "Call/Discussion"
    unfolding = Unfolding().turned(notes, has_rows=False).turned(discussion, has_rows=True)
    assert names(meeting, Topics.read(meeting, None, unfolding)) == [
        "Notes from Bo: one",
        "Notes from Bo: two",
    ]
    back = unfolding.turned(notes, has_rows=True).turned(discussion, has_rows=False)
    assert names(meeting, Topics.read(meeting, None, back)) == ["Discussion: Rent"]


def test_the_way_goes_through_topics_and_not_through_their_section() -> None:
    meeting = meeting_of(NUMBERED)
    course = Course(meeting, None, Topics.read(meeting))
    assert [course.name(stop) for stop in course.stops] == [
        "Opening",
        "Rent of the hall",
        "Roof",
        "Next meeting",
    ]
    agenda = Stop(meeting.by_key["Tech call 2026-04-01/Agenda"])
    assert [course.name(stop) for stop in course.within(agenda)] == ["Opening", "Rent of the hall"]
    assert [course.name(stop) for stop in course.teams] == ["Opening", "Rent of the hall"]


def test_boxes_are_taken_off_the_slot_first_and_the_rest_is_shared() -> None:
    meeting = meeting_of("# Call\n\n## Agenda\n- Rent (40m)\n- Roof (10m)\n- Party\n- Garden\n")
    topics = Topics.read(meeting)
    waiting = Reporters.of(meeting, None, topics).plan(Clock(), ())
    plan = plan_of(meeting, Clock(), waiting, topics)
    assert (plan.boxed, plan.free) == (50 * 60, 2)
    assert plan.each(3600) == 5 * 60
    assert plan.over(3600) == 0


def test_forty_and_forty_of_sixty_minutes_are_twenty_over() -> None:
    meeting = meeting_of("# Call\n\n## Rent (40m)\n- a\n\n## Roof (40m)\n- b\n")
    waiting = Reporters.of(meeting).plan(Clock(), ())
    assert plan_of(meeting, Clock(), waiting).over(Slot(3600).seconds) == 20 * 60


def test_a_topic_s_box_runs_down_where_it_is_talked_about() -> None:
    meeting = meeting_of(NUMBERED)
    topics = Topics.read(meeting)
    key = next(key for key, row in topics.by_key.items() if row.name == "Rent of the hall")
    box = box_of(meeting, Clock(section=key, spent={key: 90.0}), key, topics)
    assert box is not None
    assert (box.name, box.seconds, box.left) == ("Rent of the hall", 600, 510)


def test_a_topic_that_was_renamed_has_an_heir() -> None:
    meeting = meeting_of(NUMBERED.replace("Rent of the hall", "Rent"))
    topics = Topics.read(meeting)
    found = heirs({"gone": Span(5, 8)}, meeting, topics)
    assert topics.by_key[found["gone"]].name == "Rent"


@given(st.lists(LINES, max_size=25), st.lists(LINES, max_size=3), st.integers(0, 25))
def test_another_reading_has_the_rows_that_a_first_one_has(lines: list[str], new: list[str], at: int) -> None:
    before = meeting_of("\n".join(["## Discussion", *lines]))
    topics = Topics.read(before)
    text = "\n".join(["## Discussion", *lines[:at], *new, *lines[at:]])
    after = read(Source(text), "2026-05-05-test.md", before)
    again, first = Topics.read(after, topics), Topics.read(after)
    assert again.of == first.of
    assert again.entries == first.entries


@given(st.lists(LINES, max_size=25))
def test_the_rows_are_the_sure_topics(lines: list[str]) -> None:
    meeting = meeting_of("\n".join(["# Call", "## Agenda", *lines]))
    sure = [(topic.section, topic.item) for topic in topics_of(meeting)]
    assert [(row.section, row.item) for row in Topics.read(meeting).by_key.values()] == sure
