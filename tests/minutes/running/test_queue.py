"""The queue of who wants to speak: its laws, and what is kept of it."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.minutes.model import Person
from tui.minutes.noting.owners import People
from tui.minutes.running.queue import (
    KEPT,
    Queue,
    QueueClosedError,
    Speaker,
    Turn,
    as_data,
    from_data,
    typed_speaker,
)

NOW = datetime(2026, 3, 10, 10, 0, tzinfo=UTC)

speakers = st.builds(Speaker, st.text("abc é", min_size=1, max_size=4).filter(str.strip), st.text(max_size=5))
queues = st.builds(
    Queue,
    st.none() | speakers,
    st.lists(speakers, max_size=5, unique_by=lambda each: each.name).map(tuple),
)


def waiting(*names: str) -> Queue:
    """A queue in which these wait and nobody speaks."""
    return Queue(None, tuple(map(Speaker, names)))


@given(queues, st.integers(0, 4), st.integers(-6, 6))
def test_moving_loses_nobody_and_changes_no_other_order(queue: Queue, number: int, by: int) -> None:
    if number >= len(queue.waiting):
        return
    moved = queue.moved(number, by)
    who = queue.waiting[number]
    assert moved.waiting.index(who) == min(max(number + by, 0), len(queue.waiting) - 1)
    assert [each for each in moved.waiting if each != who] == [each for each in queue.waiting if each != who]
    assert moved.speaking == queue.speaking


@given(queues)
def test_everybody_has_a_turn_in_order(queue: Queue) -> None:
    turns = []
    rest = queue
    while rest.waiting:
        rest = rest.next()
        turns.append(rest.speaking)
    assert tuple(turns) == queue.waiting
    assert not rest.next()


@given(queues, st.integers(0, 4))
def test_out_of_turn_or_not_at_all(queue: Queue, number: int) -> None:
    if number >= len(queue.waiting):
        with pytest.raises(IndexError):
            queue.dropped(number)
        return
    called = queue.called(number)
    assert called.speaking == queue.waiting[number]
    assert called.waiting == queue.dropped(number).waiting
    assert queue.ended() == Queue(None, queue.waiting)


@given(queues, speakers)
def test_nobody_waits_twice(queue: Queue, speaker: Speaker) -> None:
    once = queue.added(speaker)
    assert once.added(speaker) == once
    assert len(once.waiting) - len(queue.waiting) in (0, 1)


def test_a_new_reason_takes_the_place_of_the_old_one() -> None:
    queue = waiting("Ada Obi", "Bo Lind").added(Speaker("ada obi", "costs")).added(Speaker("Ada Obi"))
    assert queue.waiting == (Speaker("Ada Obi", "costs"), Speaker("Bo Lind"))


@given(queues)
def test_what_is_kept_is_read_again(queue: Queue) -> None:
    data = json.loads(json.dumps(as_data(queue, NOW)))
    assert from_data(data, NOW + timedelta(hours=1)) == queue
    assert from_data(data, NOW + KEPT) == Queue()


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"kept": "soon", "waiting": [["Ada", ""]]},
        {"kept": "2026-03-10T10:00:00", "waiting": [["Ada", ""]]},
        {"kept": NOW.isoformat(), "waiting": "Ada", "speaking": 3},
        {"kept": NOW.isoformat(), "waiting": [["Ada"], [1, 2], ["  ", ""], None]},
    ],
)
def test_what_is_no_queue_is_an_empty_one(data: dict[str, object]) -> None:
    assert from_data(data, NOW) == Queue()


def test_a_typed_name_is_that_of_a_known_person() -> None:
    people = People([Person("Ada Obi", "aobi"), Person("Bo Lind"), Person("Bo Ek")])
    assert typed_speaker("ada: the  second: part ", people) == Speaker("Ada Obi", "the second: part")
    assert typed_speaker("@aobi", people) == Speaker("Ada Obi")
    assert typed_speaker("bo: costs", people) == Speaker("bo", "costs")
    assert typed_speaker("Xan Orr", people) == Speaker("Xan Orr")
    assert typed_speaker(" : costs", people) is None


def test_a_point_of_order_goes_first_then_replies_then_questions() -> None:
    queue = Queue()
    turns = (Turn.TOPIC, Turn.QUESTION, Turn.REPLY, Turn.ORDER, Turn.REPLY)
    for name, turn in zip(("Ada", "Bo", "Cem", "Eve", "Finn"), turns, strict=True):
        queue = queue.added(Speaker(name, "", turn))
    assert [speaker.name for speaker in queue.waiting] == ["Eve", "Cem", "Finn", "Bo", "Ada"]
    queue = queue.added(Speaker("Ada", "at once", Turn.ORDER))
    assert [speaker.name for speaker in queue.waiting] == ["Eve", "Ada", "Cem", "Finn", "Bo"]
    assert queue.added(Speaker("Ada", "", Turn.TOPIC)).waiting[1].why == "at once"


def test_a_closed_queue_takes_a_point_of_order_only() -> None:
    queue = Queue().added(Speaker("Ada")).opened(closed=True)
    with pytest.raises(QueueClosedError):
        queue.added(Speaker("Bo"))
    assert queue.added(Speaker("Bo", "", Turn.ORDER)).waiting[0].name == "Bo"
    assert queue.added(Speaker("Ada", "more")).waiting == (Speaker("Ada", "more"),)
    assert len(queue.opened(closed=False).added(Speaker("Bo")).waiting) == 2


def test_how_long_each_has_spoken_is_counted() -> None:
    at = datetime(2026, 5, 5, 10, tzinfo=UTC)
    waiting = Queue().added(Speaker("Ada")).added(Speaker("Bo"))
    first = waiting.next().timed(waiting, at)
    second = first.next().timed(first, at + timedelta(seconds=90))
    assert second.spoken == {"Ada": 90.0}
    assert second.spoken_by(at + timedelta(seconds=100)) == {"Ada": 90.0, "Bo": 10.0}
    more = second.added(Speaker("Ada")).timed(second, at + timedelta(seconds=95))
    assert more.since == second.since
    over = more.ended().timed(more, at + timedelta(seconds=100))
    assert over.spoken == {"Ada": 90.0, "Bo": 10.0}
    kept = from_data(as_data(over.opened(closed=True), at), at)
    assert kept == over.opened(closed=True)
