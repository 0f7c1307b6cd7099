"""Votes that cannot be right: no result, one against its numbers, voters who are absent, no quorum."""

from __future__ import annotations

import pytest

from tests.support.minutes import meeting_of
from tui.minutes.check.votes import VotingRules, votes

ROLL = "# Board\n\nPresent: Ada Obi, Bo Lind\n\nAbsent: Cem Ari\n\n## Discussion\n\n"


@pytest.mark.parametrize(
    ("line", "rules", "codes"),
    [
        ("**VOTE:** x (2 for, 0 against; carried)", VotingRules(), []),
        ("**VOTE:** x (2 for, 0 against)", VotingRules(), ["M305"]),
        ("**VOTE:** x", VotingRules(), ["M305"]),
        ("**VOTE:** x (1 for, 1 against; carried)", VotingRules(), ["M306"]),
        ("**VOTE:** x (1 for, 1 against; carried)", VotingRules("lazy"), ["M306"]),
        ("**VOTE:** x (2 for, 0 against; failed)", VotingRules("2/3"), ["M306"]),
        ("**VOTE:** x (for: Ada Obi; against: none; abstained: Cem Ari; carried)", VotingRules(), ["M307"]),
        ("**VOTE:** x (for: Ada Obi, Bo Lind; against: none; abstained: none; carried)", VotingRules(), []),
        ("**VOTE:** x (2 for, 0 against; carried)", VotingRules("simple", 3), ["M308"]),
        ("**VOTE:** x (3 for, 0 against; carried)", VotingRules(), ["M309"]),
        ("**VOTE:** x (SF 1, F 1; consensus)", VotingRules(), []),
        ("**DECISION:** approved; no objections", VotingRules("simple", 3), []),
    ],
)
def test_what_is_wrong_with_a_vote(line: str, rules: VotingRules, codes: list[str]) -> None:
    found = list(votes(meeting_of(f"{ROLL}- {line}\n"), rules))
    assert [each.code for each in found] == codes
    assert all(each.line == 8 for each in found)
