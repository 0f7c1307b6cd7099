"""Timeboxes and shares: what a heading says, what was typed, who waits, and what became of sections."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.minutes import meeting_of
from tui.minutes.keeping.document import Document
from tui.minutes.model import Section
from tui.minutes.reading.reader import read
from tui.minutes.running.clock import Clock, Moment, Slot
from tui.minutes.running.plan import SPOKEN_AFTER, Reporters, box_of, heirs, share, slot_of
from tui.minutes.text.source import Source

START = Moment(0.0, datetime(2026, 3, 10, 10, tzinfo=UTC))
MEETING = """\
# Sync 2026-03-10

## Budget (10m)
- cuts

## Reports (30 min)

### CLI - Ada Obi
- one

### UAA - Bo Ek
TBD

### Garden - Cy Dahl
- two

### Diego - Dee Roy
- three
"""
SYNC = meeting_of(MEETING)
BUDGET, REPORTS = "Sync 2026-03-10/Budget", "Sync 2026-03-10/Reports"


def key(name: str) -> str:
    """A section's key by its name."""
    return next(section.key for section in SYNC.sections if section.name == name)


def spent(**seconds: float) -> Clock:
    """A clock with seconds by a section's name."""
    return Clock(START, START, True, "", {key(name): value for name, value in seconds.items()})


def test_a_heading_s_timebox_runs_down() -> None:
    box = box_of(SYNC, spent(Budget=90), key("Budget"))
    assert box is not None
    assert (box.name, box.seconds, box.left) == ("Budget", 600, 510)


def test_a_group_s_timebox_runs_for_all_below_it_and_the_nearest_one_counts() -> None:
    clock = spent(CLI=100, Garden=320, Diego=50).boxed(key("Garden"), 300)
    box, own = box_of(SYNC, clock, key("Diego")), box_of(SYNC, clock, key("Garden"))
    assert box is not None
    assert own is not None
    assert (box.name, box.left) == ("Reports", 1800 - 470)
    assert (own.name, own.left) == ("Garden", -20)


def test_a_timebox_set_by_hand_goes_before_the_heading_s_and_none_is_none() -> None:
    clock = spent(Budget=90).boxed(key("Budget"), 120)
    box = box_of(SYNC, clock, key("Budget"))
    assert box is not None
    assert box.left == 30
    assert box_of(SYNC, clock.boxed(key("Budget"), 0), key("Budget")) is None
    assert box_of(SYNC, clock.boxed(key("Garden"), 0), key("Garden")) is None
    assert box_of(SYNC, clock, key("Garden")) is not None  # that of the group
    assert box_of(SYNC, clock.boxed(key("Budget"), None), key("Budget")) == box_of(
        SYNC, spent(Budget=90), key("Budget")
    )
    assert box_of(SYNC, clock, "no such section") is None


def test_the_slot_is_as_typed_else_as_usual() -> None:
    assert slot_of(Clock(), 60) == Slot(3600.0)
    assert slot_of(Clock(), 0) is None
    assert slot_of(Clock(slot=Slot(600.0)), 60) == Slot(600.0)
    assert slot_of(Clock(slot=Slot()), 60) is None


def test_who_reported_and_was_not_spoken_about_waits() -> None:
    names = {section.key for section in SYNC.sections if section.name in ("CLI", "Garden", "Diego")}
    cli, teams = {key("CLI")}, Reporters.of(SYNC)
    assert len(names) == 3
    assert teams.waiting(Clock(), ()) == names
    assert teams.waiting(Clock(), cli) == names - cli
    left = spent(CLI=SPOKEN_AFTER, Garden=SPOKEN_AFTER - 1)
    assert teams.waiting(left, ()) == names - cli
    assert teams.waiting(left.moved(START, key("CLI")), ()) == names


def test_in_minutes_without_teams_sections_wait() -> None:
    plain = meeting_of(
        "# Sync 2026-03-10\n\n## Agenda\n- Rent\n\n## Rent\n- up\n\n## Roof\n\n## Party\n- when\n"
    )
    waiting = Reporters.of(plain).waiting(Clock(), ())
    assert {plain.sections[plain.by_key[each]].name for each in waiting} == {"Rent", "Party"}


def test_of_another_text_only_who_changed_is_asked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "# Sync 2026-03-10\n" + "".join(f"### Team {n} - Ada Obi\n- Shipped it\n" for n in range(100))
    before = read(Source(text))
    teams = Reporters.of(before)
    asked: list[str] = []
    empty = vars(Section)["empty"].fget

    def counted(section: Section) -> object:
        asked.append(section.name)
        return empty(section)

    monkeypatch.setattr(Section, "empty", property(counted))
    after = read(
        Source(text.replace("Team 7 - Ada Obi\n- Shipped it", "Team 7 - Ada Obi\n- TBD")), "", before
    )
    again = Reporters.of(after, teams)
    assert 0 < len(asked) < 5
    assert len(teams.waiting(Clock(), ())) == 100
    assert again.waiting(Clock(), ()) == Reporters.of(read(after.source)).waiting(Clock(), ())
    assert len(again.waiting(Clock(), ())) == 99


@given(st.floats(-1e5, 1e5), st.integers(0, 50))
def test_all_shares_together_are_what_is_left(left: float, count: int) -> None:
    each = share(left, count)
    if not count:
        assert each is None
        return
    assert each is not None
    assert each >= 0
    assert abs(each * count - max(0.0, left)) < 1e-6


def followed(after: str) -> dict[str, str]:
    """What becomes of the sections when the file gets another text."""
    document = Document(Source(MEETING))
    tracked = {each.key: document.track(each.span) for each in document.meeting.sections}
    document.put(Source(after))
    return heirs({each: place.span for each, place in tracked.items()}, document.meeting)


def test_a_section_that_was_renamed_is_found_again() -> None:
    found = followed(MEETING.replace("### CLI - Ada Obi", "### Command line - Ada Obi"))
    assert found == {key("CLI"): key("CLI").replace("CLI", "Command line")}


def test_sections_below_a_renamed_group_are_found_again() -> None:
    found = followed("Words above.\n\n" + MEETING.replace("## Reports (30 min)", "## Teams"))
    assert found[key("Diego")] == key("Diego").replace("Reports", "Teams")
    assert len(found) == 5


def test_a_section_that_was_merged_into_another_one_has_that_as_its_heir() -> None:
    assert followed(MEETING.replace("### Diego - Dee Roy\n", "")) == {key("Diego"): key("Garden")}


def test_a_section_that_was_taken_out_has_no_heir() -> None:
    assert followed(MEETING.replace("\n### Garden - Cy Dahl\n- two\n", "")) == {}
