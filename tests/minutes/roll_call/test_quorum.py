"""The quorum: numbers and shares, and who counts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.minutes import meeting_of
from tui.minutes.roll_call.quorum import QuorumError, in_words, leads_of, parse, quorum

LED = "# Sync\n\nPresent: {}\n\n## CLI - Ada Obi\n\n## Docs - Bo Lind\n\n## API - Shannon\n\n## Web - @evek\n"


@pytest.mark.parametrize(
    ("setting", "present", "words"),
    [
        (2, "Ada Obi, Xan Orr", ("2 present", "quorum of 2 met")),
        ("3", "Ada Obi (late), Bo Lind", ("2 present", "1 short of quorum")),
        ("50%", "Ada Obi, Xan Orr, Zoe Ray", ("1 of 4 leads present", "1 short of quorum")),
        ("50 %", "Ada Obi, @bolind", ("2 of 4 leads present", "quorum of 2 met")),
        ("2/3", "Ada Obi, Bo Lind, Shannon Coen", ("3 of 4 leads present", "quorum of 3 met")),
        (
            "100%",
            "Ada Obi, Bo Lind, Shannon Coen, Eve Kim @evek",
            ("4 of 4 leads present", "quorum of 4 met"),
        ),
        ("100%", "Shannon Coen, Shannon Ray", ("0 of 4 leads present", "4 short of quorum")),
    ],
)
def test_a_number_counts_anybody_and_a_share_leads(
    setting: int | str, present: str, words: tuple[str, str]
) -> None:
    assert in_words(meeting_of(LED.format(present)), setting) == words


def test_without_a_setting_or_leads_there_is_nothing_to_say() -> None:
    assert in_words(meeting_of(LED.format("Ada Obi")), "") is None
    assert in_words(meeting_of("# Sync\n\nPresent: Ada Obi\n"), "50%") is None
    assert in_words(meeting_of("# Sync\n"), "nonsense") is None
    assert in_words(meeting_of("# Sync\n"), 2) == ("0 present", "2 short of quorum")


@pytest.mark.parametrize("setting", ["half", "0%", "101%", "3/2", "1/0", "-1", "1.5", "%", " / "])
def test_what_is_no_quorum_says_what_is_allowed(setting: str) -> None:
    with pytest.raises(QuorumError, match="whole number"):
        parse(setting)


@given(st.integers(1, 26), st.integers(1, 100))
def test_a_share_is_rounded_up(leads: int, percent: int) -> None:
    teams = "".join(f"## T{n} - Ada Obi{chr(97 + n)}\n\n" for n in range(leads))
    meeting = meeting_of(f"# Sync\n\n{teams}")
    count = len(leads_of(meeting))
    found = quorum(meeting, f"{percent}%")
    assert found is not None
    assert found.leads == count
    assert (found.needed - 1) * 100 < count * percent <= found.needed * 100
