"""The clock kept over the program's end: what goes on, what stands, what is over, and data that are none."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.times import Time
from tui.minutes.running.clock import LONGEST_SILENCE, Clock, Moment, Slot
from tui.minutes.running.record import SAME_MEETING, Going, Restored, as_data, restored

KEYS = st.sampled_from(["", "A", "A/B", "Ä\ud800\x1b"])
SECONDS = st.floats(0, 1e5)
CLOCKS = st.builds(
    Clock,
    st.just(Time().moment),
    st.integers(0, 40_000).map(lambda seconds: Time().passes(seconds)),
    st.booleans(),
    KEYS,
    st.dictionaries(KEYS, SECONDS),
    st.dictionaries(KEYS, SECONDS),
    st.none() | st.builds(Slot, SECONDS) | st.builds(Slot, until=st.just(Time().moment.wall)),
)


def kept_and_back(clock: Clock, now: Moment) -> Restored | None:
    return restored(json.loads(json.dumps(as_data(clock))), now, "t")


@given(CLOCKS)
def test_what_is_kept_comes_back(clock: Clock) -> None:
    assert clock.last is not None
    found = kept_and_back(clock, clock.last)
    assert found is not None
    assert found.clock == clock.seen(clock.last)
    assert found.going is (Going.RUNS if clock.running else Going.STANDS)


def an_hour() -> tuple[Clock, Time]:
    """A meeting that runs since an hour, in section A."""
    time = Time()
    clock = Clock().started(time(), "A")
    for _ in range(6):
        clock = clock.seen(time.passes(minutes=10))
    return clock, time


def test_after_a_moment_it_has_run_on() -> None:
    clock, time = an_hour()
    time.passes(90)
    time.starts_anew()
    found = kept_and_back(clock, time())
    assert found is not None
    assert (found.going, found.clock.total, found.clock.running) == (Going.RUNS, 3690, True)
    assert found.clock.seen(time.passes(10)).total == 3700
    assert found.clock.held() == (time().wall - timedelta(seconds=3700), time().wall - timedelta(seconds=10))
    assert found.said == "The clock ran on while the program was away since 11:00; t pauses it."


def test_after_a_while_it_stands_where_it_was() -> None:
    clock, time = an_hour()
    time.passes(LONGEST_SILENCE + 1)
    found = kept_and_back(clock, time())
    assert found is not None
    assert (found.going, found.clock.total, found.clock.running) == (Going.STANDS, 3600, False)
    assert found.said == "The program ended at 11:00, and the clock stands since then at 01:00:00; t goes on."


def test_a_pause_stays_one() -> None:
    clock, time = an_hour()
    found = kept_and_back(clock.paused(time()), time.passes(5))
    assert found is not None
    assert (found.going, found.said) == (Going.STANDS, "The clock stands at 01:00:00 since 11:00; t goes on.")


def test_yesterday_s_meeting_is_over_and_that_is_told() -> None:
    clock, time = an_hour()
    found = kept_and_back(clock, time.passes(SAME_MEETING + 1))
    assert found is not None
    assert (found.going, found.clock) == (Going.OVER, Clock())
    assert (
        found.said == "The clock of this meeting ran on Tuesday, 2026-03-10, 10:00-11:00; t starts a new one."
    )


def test_a_look_at_the_minutes_is_forgotten_once_it_is_over() -> None:
    time = Time()
    clock = Clock().started(time(), "A").seen(time.passes(59))
    assert kept_and_back(clock, time()) is not None
    assert kept_and_back(clock, time.passes(LONGEST_SILENCE + 1)) is None


def test_a_wall_clock_set_back_meanwhile_loses_nothing() -> None:
    clock, time = an_hour()
    time.is_set(-30)
    found = kept_and_back(clock, time())
    assert found is not None
    assert (found.going, found.clock.total) == (Going.RUNS, 3600)
    assert found.clock.seen(time.passes(10)).total >= 3600


def test_timebox_and_slot_are_kept_before_the_start() -> None:
    found = kept_and_back(Clock(boxes={"A": 300.0}, slot=Slot(3600.0)), Time()())
    assert found is not None
    assert (found.clock, found.said) == (Clock(boxes={"A": 300.0}, slot=Slot(3600.0)), "")


@pytest.mark.parametrize(
    "change",
    [{"began": None}, {"began": "x"}, {"last": 5}, {"began": "2026-03-10T10:00:00"}, {"last": "9999-99-99"}],
)
def test_times_that_are_none_make_no_clock(change: dict[str, object]) -> None:
    clock, time = an_hour()
    assert restored(as_data(clock) | change, time(), "t") is None


def test_what_is_damaged_counts_as_not_there() -> None:
    clock, time = an_hour()
    damage: dict[str, object] = {
        "running": "yes",
        "section": 3,
        "spent": {"A": -5, "B": "x", "C": 7, "D": float("nan"), "E": float("inf")},
        "boxes": [],
        "slot": {"seconds": None, "until": "noon"},
    }
    found = restored(as_data(clock) | damage, time(), "t")
    assert found is None or found.clock.spent == {"C": 7.0}
    assert restored({}, time(), "t") is None
