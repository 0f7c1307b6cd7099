"""The course through a meeting, held against the plain way of saying the same."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.support.minutes import meeting_of
from tui.minutes.model import Meeting, SectionKind
from tui.minutes.running.review_order import Course, Stop, named

_REPORTS = st.sampled_from(["- Shipped it\n", "", "TBD\n", "- N/A\n"])
_HEADINGS = st.sampled_from(
    ["## Backlog Reviews\n", "### CLI - Ada Obi\n", "### UAA\n", "## Agenda\n", "#### Core\n"]
)


@st.composite
def meetings(draw: st.DrawFn) -> Meeting:
    parts = draw(st.lists(st.tuples(_HEADINGS, _REPORTS), max_size=12))
    text = "# Sync 2026-03-10\n\n" + "\n".join(f"{heading}{report}" for heading, report in parts)
    return meeting_of(text)


def plainly(meeting: Meeting, index: int) -> bool:
    """Whether a section is gone through, as a person would say it."""
    section = meeting.sections[index]
    left_out = (SectionKind.TITLE, SectionKind.AGENDA, SectionKind.ATTENDEES, SectionKind.PREAMBLE)
    return section.kind not in left_out and (bool(section.items) or index not in meeting.children)


@given(meetings(), st.data())
def test_walking_on_meets_every_report_once_and_then_says_so(meeting: Meeting, data: st.DataObject) -> None:
    course = Course(meeting)
    assert list(course.stops) == [Stop(i) for i in range(len(meeting.sections)) if plainly(meeting, i)]
    keys = [section.key for section in meeting.sections]
    reviewed = data.draw(st.frozensets(st.sampled_from(keys)) if keys else st.just(frozenset[str]()))
    here = Stop(data.draw(st.integers(-1, len(keys))))
    met: list[Stop] = []
    while (step := course.next_open(here, reviewed)) is not None:
        assert all(map(course.is_empty, step.skipped))
        assert step.again == (step.to <= here)
        met.append(step.to)
        here, reviewed = step.to, reviewed | {course.key(step.to)}
    assert len(set(met)) == len(met)
    assert not any(map(course.is_empty, met))
    left = course.left(reviewed)
    assert left.reports == ()
    assert course.progress(reviewed) == (len(course.stops) - len(left.empty), len(course.stops))


@given(meetings())
def test_a_group_stands_for_what_is_in_it(meeting: Meeting) -> None:
    course = Course(meeting)
    for index in range(len(meeting.sections)):
        below = [Stop(i) for i in meeting.subtree(index) if plainly(meeting, i)]
        assert course.within(Stop(index)) == ([Stop(index)] if plainly(meeting, index) else below)


def test_many_names_end_in_a_number() -> None:
    text = "# Sync\n" + "".join(f"## S{number}\n- x\n" for number in range(5))
    meeting = meeting_of(text)
    course = Course(meeting)
    stops = course.stops
    assert named(list(map(course.name, stops[:3]))) == "S0, S1, S2"
    assert named(list(map(course.name, stops))) == "S0, S1, S2 and 2 more"
