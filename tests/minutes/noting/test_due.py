"""Due dates as people type them, counted from the meeting's date."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.minutes.noting import due
from tui.minutes.noting.due import Due

MEETING = date(2016, 8, 9)  # a Tuesday
FOLLOWING = date(2016, 8, 23)


def found(text: str) -> Due | None:
    return due.find(text, MEETING, FOLLOWING)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("fri", (8, 12)), ("by fri", (8, 12)), ("Friday", (8, 12)), ("tue", (8, 16)), ("on monday", (8, 15)),
        ("thurs.", (8, 11)), ("next tuesday", (8, 16)), ("next fri", (8, 19)), ("this fri", (8, 12)),
        ("today", (8, 9)), ("tomorrow", (8, 10)), ("day after tomorrow", (8, 11)), ("+2w", (8, 23)),
        ("+3d", (8, 12)), ("+1m", (9, 9)), ("+ 2 weeks", (8, 23)), ("in 2 weeks", (8, 23)),
        ("in a month", (9, 9)), ("next week", (8, 16)), ("end of week", (8, 12)),
        ("by the end of next week", (8, 19)), ("this month", (8, 31)), ("end of the month", (8, 31)),
        ("next month", (9, 9)),
        ("end of next month", (9, 30)), ("12 aug", (8, 12)), ("aug 12", (8, 12)),
        ("12th of August", (8, 12)), ("fri 12 aug", (8, 12)),
        ("2016-08-23", (8, 23)), ("due 8/23", (8, 23)), ("by 23.8.", (8, 23)), ("23.8.2016", (8, 23)),
        ("by the 12th", (8, 12)), ("due: 2016-08-23", (8, 23)), ("(due fri)", (8, 12)), ("(by fri)", (8, 12)),
        ("by next meeting", (8, 23)), ("Sat", (8, 13)), ("by sat", (8, 13)), ("due 13/8", (8, 13)),
    ],
)  # fmt: skip
def test_read_at_the_end(typed: str, day: tuple[int, int]) -> None:
    text = f"publish the repo {typed}"
    read = found(text)
    assert read == Due(17, len(text), date(2016, *day))


def test_a_day_without_a_year_is_the_next_one() -> None:
    assert due.read("12 may", MEETING) == date(2017, 5, 12)
    assert due.read("29 feb", MEETING) == date(2020, 2, 29)
    assert due.read("12 may 2031", MEETING) == date(2031, 5, 12)
    assert due.read("31 jan", date(2016, 12, 20)) == date(2017, 1, 31)
    assert due.read("+1m", date(2016, 1, 31)) == date(2016, 2, 29)


@pytest.mark.parametrize(
    "text",
    [
        "fri", "due fri", "by tomorrow", "", "  ", "(due fri)",
        "move the call to friday", "the demo of next week", "every friday", "look at the build from monday",
        "it may", "we meet in may", "the team in march", "release 2.1", "cut it due to cost", "what is due",
        "the report (12 may)", "agree on the agenda for the next meeting", "fixed in 2 weeks or",
        "reviewed by eric", "frisbee", "see 2016-08-231", "x-fri", "at 5",
    ],
)  # fmt: skip
def test_words_that_are_no_due_date_stay(text: str) -> None:
    assert found(text) is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("where she sat", "“sat” is kept as text; “due sat” makes it the due date"),
        ("step 8/23", "“8/23” is kept as text; “due 8/23” makes it the due date"),
        ("publish by 5/6", "“5/6” can be two dates; kept as text"),
        ("publish 2016-08-01", "2016-08-01 is before the meeting; kept as text"),
        ("publish 8 aug", "2016-08-08 is before the meeting; kept as text"),
        ("publish due whenever", "“whenever” is no date that can be read; kept as text"),
        ("publish 31 feb", "“31 feb” is no day of the calendar; kept as text"),
        ("publish by 2016-02-30", "“2016-02-30” is no day of the calendar; kept as text"),
        ("publish sat 12 aug", "2016-08-12 is a Friday; kept as text"),
        ("publish +999y +999y", ""),
    ],
)
def test_what_cannot_be_taken_is_said(text: str, said: str) -> None:
    read = found(text)
    assert read is not None
    assert read.problem == said
    assert (read.day is None) == bool(said)


def test_without_the_meetings_date_only_a_whole_date_is_read() -> None:
    read = due.find("publish fri", None)
    assert read is not None
    assert read.problem == "“fri” needs the meeting's date, which the file does not say"
    assert due.find("publish 2016-08-12", None) == Due(8, 18, date(2016, 8, 12))
    unknown = due.find("publish by next meeting", MEETING)
    assert unknown is not None
    assert unknown.problem == "the next meeting's date is not known"


def test_no_due_date_and_words_the_sentence_needs() -> None:
    declined = found("publish it, due none")
    assert declined is not None
    assert declined.declined
    kept = found("the report is due friday")
    assert kept is not None
    assert kept.keep
    assert kept.day == date(2016, 8, 12)


@given(st.text(max_size=60) | st.text("0123456789 ./-+wdmynextfrimaydueby", max_size=40))
def test_any_text_is_read_without_error(text: str) -> None:
    for words in (text, f"x {text}", f"x due {text}", f"x +{text}"):
        read = found(words)
        if read is not None:
            assert 0 < read.start < read.end <= len(words)
            assert words[: read.start].strip()
            assert read.day is None or read.day >= MEETING


@given(
    st.dates(date(1900, 1, 1), date(9990, 1, 1)),
    st.sampled_from(["fri", "+1m", "12 may", "end of month", "5th"]),
)
def test_never_before_the_meeting(day: date, typed: str) -> None:
    read = due.read(f"by {typed}", day)
    assert read is None or read > day - timedelta(days=32)


def days(*texts: str) -> list[date]:
    return [date.fromisoformat(text) for text in texts]


@pytest.mark.parametrize(
    ("dates", "following"),
    [
        (("2026-03-03", "2026-03-17", "2026-03-31"), "2026-04-14"),
        (("2026-03-03", "2026-03-10", "2026-03-17"), "2026-03-24"),
        (
            ("2026-03-03", "2026-03-17", "2026-04-01", "2026-04-14", "2026-04-29"),
            "2026-05-12",
        ),  # a day late twice
        (("2026-01-26", "2026-02-23", "2026-03-30", "2026-04-27"), "2026-05-25"),  # the last Monday
        (("2026-01-13", "2026-02-10", "2026-03-10", "2026-04-14"), "2026-05-12"),  # the second Tuesday
        (("2026-03-03", "2026-03-17", "2026-03-31", "2026-04-28"), "2026-05-12"),  # one left out
        (("2026-03-02", "2026-03-03", "2026-03-04"), "2026-03-05"),
        (("2024-01-07", "2024-02-07", "2024-03-07", "2024-04-07", "2024-05-07"), "2024-06-07"),
        (("2023-10-31", "2023-11-30", "2023-12-31", "2024-01-31"), "2024-02-29"),
    ],
)
def test_the_next_meeting_by_the_rhythm(dates: tuple[str, ...], following: str) -> None:
    known = days(*dates)
    assert due.next_meeting(known, known[-1]) == date.fromisoformat(following)
    assert due.next_meeting(reversed(known), known[-1]) == date.fromisoformat(following)


@pytest.mark.parametrize(
    ("dates", "following"),
    [
        (("2016-07-12", "2016-07-27", "2016-08-09", "2016-08-24"), "2016-09-06"),
        (("2016-06-29", "2016-07-12", "2016-07-27", "2016-08-09"), "2016-08-24"),
        (("2016-06-29", "2016-07-12", "2016-08-09", "2016-08-24"), "2016-09-06"),  # one was cancelled
        (("2026-03-03", "2026-03-05", "2026-03-10", "2026-03-12"), "2026-03-17"),  # twice a week
    ],
)
def test_two_weekdays_that_take_turns(dates: tuple[str, ...], following: str) -> None:
    known = days(*dates)
    assert due.next_meeting(known, known[-1]) == date.fromisoformat(following)


def test_no_rhythm_no_next_meeting_and_a_later_file_is_it() -> None:
    day = date(2026, 3, 3)
    assert due.next_meeting([], day) is None
    assert due.next_meeting(days("2026-02-17", "2026-03-03"), day) is None
    assert (
        due.next_meeting(days("2025-01-01", "2025-01-09", "2025-04-20", "2025-09-02", "2026-03-03"), day)
        is None
    )
    assert due.next_meeting(days("2026-02-17", "2026-03-10", "2026-03-24"), day) == date(2026, 3, 10)
