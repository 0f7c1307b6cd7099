"""The clock of a meeting: laws over random meetings, silences, clocks that are set, renamed sections."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tui.minutes.running.clock import LONGEST_SILENCE, Clock, Moment, Slot, system_now

START = Moment(50.0, datetime(2026, 3, 10, 10, 2, 30, tzinfo=UTC))

SECTIONS = st.sampled_from(["", "CLI", "Garden", "Garden/Core"])
STEPS = st.lists(
    st.tuples(
        st.floats(0, LONGEST_SILENCE - 1),
        st.sampled_from(["start", "pause", "move", "see", "rename"]),
        SECTIONS,
    ),
    max_size=30,
)


def played(steps: list[tuple[float, str, str]]) -> tuple[Clock, Moment, float]:
    """A meeting: the clock at its end, that moment, and the seconds for which it ran, counted beside it."""
    clock, now, ran = Clock(), START, 0.0
    for seconds, what, section in steps:
        ran += seconds if clock.running else 0.0
        now = now.later(seconds)
        match what:
            case "start":
                clock = clock.started(now, section)
            case "pause":
                clock = clock.paused(now)
            case "move":
                clock = clock.moved(now, section)
            case "see":
                clock = clock.seen(now)
            case _:
                clock = clock.seen(now).followed({section: "CLI"})
    return clock, now, ran


@given(STEPS)
def test_the_sections_together_took_as_long_as_the_meeting(steps: list[tuple[float, str, str]]) -> None:
    clock, now, ran = played(steps)
    assert clock.seen(now).total == pytest.approx(ran, abs=1e-6)
    assert all(seconds >= 0 for seconds in clock.spent.values())


@given(STEPS, st.floats(-1e6, 1e6))
def test_no_time_is_ever_below_nothing(steps: list[tuple[float, str, str]], jump: float) -> None:
    clock, now, _ = played(steps)
    after = clock.seen(Moment(now.steady + jump, now.wall))
    assert after.total >= clock.total
    assert all(seconds >= clock.spent.get(key, 0.0) for key, seconds in after.spent.items())


@given(STEPS)
@example(
    [(335.4171365653086, "start", "A"), (1.2469333368087803, "start", ""), (LONGEST_SILENCE + 1, "see", "")]
)
def test_looking_at_the_clock_changes_nothing(steps: list[tuple[float, str, str]]) -> None:
    looked = [(seconds, "see", "") for seconds, _, _ in steps]
    mixed = [part for pair in zip(steps, looked, strict=True) for part in pair]
    seen, now, _ = played([part if n % 2 == 0 else (0.0, "see", "") for n, part in enumerate(mixed)])
    alone, _, _ = played(steps)
    assert seen.seen(now) == alone.seen(now)


def test_time_goes_to_the_section_one_is_in() -> None:
    clock = Clock().started(START, "A").moved(START.later(10), "B").moved(START.later(25), "A")
    assert clock.seen(START.later(30)).spent == {"A": 15.0, "B": 15.0}


def test_a_pause_counts_for_nobody() -> None:
    clock = Clock().started(START, "A").paused(START.later(10)).started(START.later(500), "B")
    clock = clock.seen(START.later(520))
    assert clock.spent == {"A": 10.0, "B": 20.0}
    assert clock.began == START


def test_a_short_silence_counts_and_after_a_long_one_the_clock_stands_where_it_was_last_seen() -> None:
    clock = Clock().started(START, "A").seen(START.later(60))
    short = clock.seen(START.later(60 + LONGEST_SILENCE))
    assert short.running
    assert short.total == 60 + LONGEST_SILENCE
    long = clock.seen(START.later(61 + LONGEST_SILENCE))
    assert not long.running
    assert long.total == 60
    assert long.held() == (START.wall, START.later(60).wall)


def test_a_wall_clock_that_is_set_bends_no_time() -> None:
    clock = Clock().started(START, "A")
    now = START.later(600)
    ahead = Moment(now.steady, START.later(4200).wall)  # somebody has set it an hour forward meanwhile
    clock = clock.seen(ahead)
    assert clock.total == 600
    assert clock.held() == (START.later(3600).wall, ahead.wall)


def test_a_meeting_that_has_not_started_was_never_held() -> None:
    assert Clock().held() is None
    assert Clock().paused(START) == Clock()
    assert Clock().moved(START, "A").total == 0


def test_sections_renamed_or_merged_take_their_time_along() -> None:
    clock = Clock().started(START, "A").moved(START.later(10), "B").boxed("A", 300)
    clock = clock.seen(START.later(30)).followed({"A": "C", "B": "C"})
    assert (clock.spent, clock.boxes, clock.section) == ({"C": 30.0}, {"C": 300.0}, "C")


def test_a_slot_runs_down_by_its_own_clock_also_in_a_pause() -> None:
    hour, noon = Slot(3600.0), Slot(until=datetime(2026, 3, 10, 12, tzinfo=UTC))
    now = START.later(600)
    assert hour.left(START, now) == 3000
    assert noon.left(START, now) == (noon.until or now.wall).timestamp() - now.wall.timestamp()
    assert hour.left(START, START.later(3700)) == -100


def test_the_system_s_steady_clock_only_goes_forward() -> None:
    moments = [system_now() for _ in range(50)]
    assert all(before.steady <= after.steady for before, after in pairwise(moments))
    assert moments[0].wall.tzinfo is not None
