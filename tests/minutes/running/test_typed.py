"""Times as people type them, and as the clock shows them."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.minutes.running import typed
from tui.minutes.running.clock import Slot
from tui.minutes.running.typed import TypedTimeError

NOW = datetime(2026, 3, 10, 10, 2, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("5", 300),
        (" 5 min", 300),
        ("5m", 300),
        ("90s", 90),
        ("1h", 3600),
        ("1h30", 5400),
        ("1 h 5 min", 3900),
        ("5m30s", 330),
    ],
)
def test_lengths(text: str, seconds: int) -> None:
    assert typed.length(text) == seconds


@pytest.mark.parametrize("text", ["", "five", "5:", "-5", "5 weeks", "1441", "99h", "5.5.5", "\x1b[31m"])
def test_what_is_no_length_is_told(text: str) -> None:
    with pytest.raises(TypedTimeError):
        typed.length(text)


@pytest.mark.parametrize(
    ("text", "spent", "seconds", "box"),
    [
        ("5", 60, 0, 300),
        ("+5", 60, 300, 600),
        ("+5", 400, 300, 700),  # over already: five minutes from now on
        ("+5", 60, 0, 360),
        ("-2", 60, 300, 180),
        ("-9", 60, 300, 1),
        ("off", 60, 300, 0),
        ("0", 60, 300, 0),
        ("", 60, 300, None),
    ],
)
def test_timeboxes(text: str, spent: float, seconds: float, box: float | None) -> None:
    assert typed.timebox(text, spent, seconds) == box


@pytest.mark.parametrize(
    ("text", "slot"),
    [
        ("60", Slot(3600.0)),
        ("1h30", Slot(5400.0)),
        ("until 11:00", Slot(until=NOW.replace(hour=11, minute=0, second=0))),
        ("until 11", Slot(until=NOW.replace(hour=11, minute=0, second=0))),
        ("11:15", Slot(until=NOW.replace(hour=11, minute=15, second=0))),
        ("till 3pm", Slot(until=NOW.replace(hour=15, minute=0, second=0))),
        ("12:30 pm", Slot(until=NOW.replace(hour=12, minute=30, second=0))),
        ("off", Slot()),
        ("", None),
    ],
)
def test_slots(text: str, slot: Slot | None) -> None:
    assert typed.slot(text, NOW) == slot


def test_a_slot_is_made_longer_and_shorter() -> None:
    assert typed.slot("+10", NOW, Slot(3600.0)) == Slot(4200.0)
    assert typed.slot("-10", NOW, Slot(3600.0)) == Slot(3000.0)
    assert typed.slot("-90", NOW, Slot(3600.0)) == Slot(60.0)
    end = NOW + timedelta(minutes=30)
    assert typed.slot("+10", NOW, Slot(until=end)) == Slot(until=end + timedelta(minutes=10))


def test_a_time_of_day_after_midnight_is_tomorrow_s_and_one_just_gone_is_told() -> None:
    late = NOW.replace(hour=23, minute=40)
    assert typed.slot("until 0:30", late) == Slot(
        until=late.replace(minute=30, hour=0, second=0) + timedelta(days=1)
    )
    with pytest.raises(TypedTimeError, match="10:00 has passed"):
        typed.slot("until 10:00", NOW)


@pytest.mark.parametrize("text", ["until", "until late", "25:00", "11:75", "until 13pm", "soon", "+10"])
def test_what_is_no_slot_is_told(text: str) -> None:
    with pytest.raises(TypedTimeError):
        typed.slot(text, NOW)


@given(st.text(max_size=12))
def test_whatever_is_typed_is_a_time_or_is_told(text: str) -> None:
    for read in (
        typed.length,
        lambda words: typed.slot(words, NOW),
        lambda words: typed.timebox(words, 5.0, 60.0),
    ):
        with suppress(TypedTimeError):
            seconds = read(text)
            assert seconds is None or isinstance(seconds, Slot) or seconds >= 0


def test_times_are_shown_short() -> None:
    assert [typed.clock_face(seconds) for seconds in (0, 59.9, 760, 36_000)] == [
        "00:00:00", "00:00:59", "00:12:40", "10:00:00",
    ]  # fmt: skip
    assert [typed.stopwatch(seconds) for seconds in (-3, 5, 170.9, 3770)] == [
        "0:00",
        "0:05",
        "2:50",
        "1:02:50",
    ]
    assert [typed.roughly(seconds) for seconds in (0, 47, 60, 239)] == ["0 s", "40 s", "1 min", "3 min"]
