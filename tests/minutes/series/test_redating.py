"""One date for another, in its own form, and nothing else touched."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.minutes.series.redating import MONTHS, WEEKDAYS, DateHabits, redate, writes

OLD, NEW = date(2016, 8, 9), date(2016, 8, 24)


@pytest.mark.parametrize(
    ("text", "changed"),
    [
        ("# Board 2016-08-09", "# Board 2016-08-24"),
        ("on 8/9 or 08/09", "on 8/24 or 08/24"),
        ("Tuesday, August 9th, 2016 at 10", "Wednesday, August 24th, 2016 at 10"),
        ("Tue 9th of August", "Wed 24th of August"),
        ("AUG 9TH", "AUG 24TH"),
        ("20160809 and 2016/8/9 (Tuesday)", "20160824 and 2016/8/24 (Wednesday)"),
        ("08-09-2016", "08-24-2016"),
        ("9.8.2016, 09.08.2016, am 9.8.", "24.8.2016, 24.08.2016, am 24.8."),
        ("2016-08-09T10:00", "2016-08-24T10:00"),
    ],
)
def test_every_form_becomes_the_new_day_in_that_form(text: str, changed: str) -> None:
    assert redate(text, OLD, NEW) == changed
    assert writes(text, OLD)


@pytest.mark.parametrize(
    "text",
    [
        "v1.8.9 and 18.8.9 and 8.9.1",
        "August 9, 2017",
        "10:08-09:00",
        "2016-08-091",
        "Version 8.9",
        "2016-08-10",
        "May 9",
        "Tuesday",
        "page 80/91",
    ],
)
def test_what_is_no_writing_of_the_day_stays(text: str) -> None:
    assert redate(text, OLD, NEW) == text
    assert not writes(text, OLD)


def test_a_month_and_year_alone_change_in_a_title_only() -> None:
    old, new = date(2021, 12, 2), date(2022, 1, 6)
    assert redate("GraphQL WG – December 2021", old, new, title=True) == "GraphQL WG – January 2022"
    assert redate("in December 2021 we", old, new) == "in December 2021 we"
    assert redate("December 2021: 2021-12-02", old, new, title=True) == "December 2021: 2022-01-06"


def test_the_series_shows_zeros_and_short_months() -> None:
    old, new = date(2016, 12, 10), date(2017, 3, 4)
    assert redate("2016-12-10", old, new, habits=DateHabits.of(["2016-8-9"])) == "2017-3-4"
    assert redate("2016-12-10", old, new) == "2017-03-04"
    may, june = date(2013, 5, 23), date(2013, 6, 6)
    assert redate("may-23", may, june, habits=DateHabits.of(["jan-29", "mar-12"])) == "jun-6"
    assert redate("may-23", may, june, habits=DateHabits.of(["january-29"])) == "june-6"


FORMS = st.sampled_from([
    "{0:%Y-%m-%d}", "{0:%Y%m%d}", "{0.month}/{0.day}/{0.year}", "{month} {0.day}, {0.year}",
    "{0.day} {month} {0.year}", "{week}, {month} {0.day}", "{0:%m-%d-%Y}", "{0.day:02}.{0.month:02}.{0.year}",
])  # fmt: skip
AROUND = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=12)
DAYS = st.dates(date(2001, 1, 1), date(2099, 12, 31)).filter(lambda day: day.month != 5)


@given(FORMS, AROUND, AROUND, DAYS, st.integers(1, 400))
def test_there_and_back_is_nothing(form: str, before: str, behind: str, old: date, apart: int) -> None:
    new = old + timedelta(days=apart)
    if new.month == 5:
        new += timedelta(days=31)
    written = form.format(old, month=MONTHS[old.month - 1], week=WEEKDAYS[old.weekday()])
    text = f"{before} {written} {behind}"
    if writes(text, new) or any(map(str.isdigit, before + behind)):
        return
    assert redate(redate(text, old, new), new, old) == text
    assert not writes(redate(text, old, new), old)
