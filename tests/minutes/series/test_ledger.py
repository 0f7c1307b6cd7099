"""The life of an action, by its exact words."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.series import past
from tui.minutes.series.ledger import Action, ledger, shown, words_of

HEAD = "# B\n\n## Actions\n"


def lives(**lines: str) -> list[Action]:
    return ledger(past({f"2016-{day[1:3]}-{day[3:]}": f"{HEAD}{text}" for day, text in lines.items()}))


def test_carried_by_hand_and_ticked_in_the_third_file() -> None:
    open_line = "- [ ] Ada Obi to paint the second crane\n"
    [action] = lives(d0712=open_line, d0726=open_line, d0809=open_line.replace("[ ]", "[x]"))
    assert not action.open
    assert (action.first, action.day, action.times) == (date(2016, 7, 12), date(2016, 8, 9), 3)
    [action] = lives(d0712=open_line, d0726=open_line, d0809=open_line)
    assert (action.open, action.life) == (True, "carried 2 times, first 2016-07-12")


def test_a_tick_in_an_old_file_changes_nothing_in_the_newer() -> None:
    line = "- [ ] Ada Obi to paint the second crane\n"
    [action] = lives(d0726=line.replace("[ ]", "[x]"), d0809=line)
    assert action.open


def test_the_same_words_with_another_number_are_another_action() -> None:
    line = "- [ ] review the berth plan pull/{}\n"
    assert len(lives(d0726=line.format(64315), d0809=line.format(68164))) == 2
    line = "- [ ] read page {} of the plan\n"
    assert len(lives(d0726=line.format("14, 15"), d0809=line.format("16, 17"))) == 2


@pytest.mark.parametrize(
    "line",
    [
        "- [ ] ~~paint the second crane~~",
        "- [ ] ~~paint the `second` crane~~",
        "- [x] 2. paint the second crane - Completed",
        "- [x] paint the second crane **DONE**",
    ],
)
def test_struck_and_done_are_no_longer_to_do(line: str) -> None:
    [action] = lives(d0726="- [ ] paint the second crane\n", d0809=f"{line}\n")
    assert (action.times, action.day) == (2, date(2016, 8, 9))
    assert not action.open


def test_what_is_left_of_dressing() -> None:
    assert (
        words_of("1. ~~Paint **it** all~~ - Completed") == words_of("paint it all") == ("paint", "it", "all")
    )


def test_short_words_are_never_the_same_action() -> None:
    assert len(lives(d0726="- [ ] fix docs\n", d0809="- [ ] fix docs\n")) == 2


def test_a_line_that_stands_everywhere_and_nobody_owns_is_none() -> None:
    line = "- [ ] let us block out some time\n"
    days = {f"d0{month}09": line for month in range(3, 9)}
    [action] = lives(**days)
    assert (action.standing, action.carries) == (True, False)
    owned = "- [ ] **ACTION:** Ada Obi: let us block out some time\n"
    [action] = lives(**dict.fromkeys(days, owned))
    assert action.carries


def test_from_says_where_it_is_from() -> None:
    line = "- [ ] **ACTION:** Ada Obi: paint the crane (from 2016-05-04)\n"
    [action] = lives(d0809=line)
    assert (action.first, action.carried, action.life) == (date(2016, 5, 4), True, "from 2016-05-04")
    [action] = lives(d0809="- [ ] **ACTION:** Ada Obi: paint the crane (from Cranes)\n")
    assert action.first == date(2016, 8, 9)


def test_what_is_shown_at_first() -> None:
    texts = {
        f"2016-0{month}-09": f"{HEAD}- [ ] **ACTION:** Ada Obi: task of month {month}\n"
        for month in range(1, 9)
    }
    texts["2016-01-09"] += "- [ ] **ACTION:** Lee: renew the big contract (due 2016-07-01)\n"
    texts["2016-02-09"] += "- [ ] **ACTION:** Lee: renew the small contract (from 2015-12-01)\n"
    meetings = past(texts)
    first, older = shown(ledger(meetings), meetings)
    assert [action.note.text for action in first] == [
        "task of month 8", "task of month 7", "task of month 6",
        "renew the small contract", "renew the big contract"
    ]  # fmt: skip
    assert len(older) == 5
    assert shown([], []) == ([], [])


@given(st.lists(st.booleans(), min_size=1, max_size=6))
def test_the_newest_file_says_whether_it_is_open(ticks: list[bool]) -> None:
    days = {
        f"d0{month + 1}09": f"- [{'x' if tick else ' '}] paint the second crane\n"
        for month, tick in enumerate(ticks)
    }
    [action] = lives(**days)
    assert action.open is not ticks[-1]
    assert action.times == len(ticks)
