"""Votes as they are typed and written: numbers, names, polls; what becomes of them; the order of the roll."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.support.minutes import meeting_of
from tui.minutes import note_grammar
from tui.minutes.model import Ballot, Majority, Note, NoteKind
from tui.minutes.reading import own_votes
from tui.minutes.running.votes import by_numbers, typed, voters, was_reversed

SCALE = ("SF", "F", "N", "A", "SA")


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("adopt it 5-0-1", "adopt it (5 for, 0 against, 1 abstained; carried)"),
        ("adopt it: 4/1/2", "adopt it (4 for, 1 against, 2 abstained; carried)"),
        ("adopt it 4 for 1 against", "adopt it (4 for, 1 against; carried)"),
        ("adopt it, 4 yes, 1 no and 2 abstained", "adopt it (4 for, 1 against, 2 abstained; carried)"),
        ("adopt it 3-3", "adopt it (3 for, 3 against; failed)"),
        ("adopt it 3-4 carried", "adopt it (3 for, 4 against; carried)"),
        ("adopt it (6/0/0) carried", "adopt it (6 for, 0 against, 0 abstained; carried)"),
        ("adopt it 6,000 for, 4,000 against", "adopt it (6000 for, 4000 against; carried)"),
        ("stage 3 SF 5 F 3 N 1", "stage 3 (SF 5, F 3, N 1)"),
        ("stage 3: SF 5, F 3, N 1, A 0, SA 0 consensus", "stage 3 (SF 5, F 3, N 1, A 0, SA 0; consensus)"),
        ("5-0-1", "(5 for, 0 against, 1 abstained; carried)"),
        ("adopt it (for: Ada; against: none; abstained: Bo)",
         "adopt it (for: Ada; against: none; abstained: Bo; carried)"),
        ("meet on 2026-05-12", "meet on 2026-05-12"),
        ("release 4 for testing", "release 4 for testing"),
        ("adopt it", "adopt it"),
    ],
)  # fmt: skip
def test_numbers_in_any_usual_form(line: str, text: str) -> None:
    assert typed(line).note.text == text


def test_a_scale_of_the_settings_has_every_answer() -> None:
    note = typed("stage 3 SF 5 N 1", SCALE).note
    assert note.text == "stage 3 (SF 5, F 0, N 1, A 0, SA 0)"
    assert note.ballot == Ballot(scale=(("SF", 5), ("F", 0), ("N", 1), ("A", 0), ("SA", 0)))
    assert typed("colour RED 3 BLUE 4", ("RED", "BLUE")).note.text == "colour (RED 3, BLUE 4)"


@pytest.mark.parametrize(
    ("yes", "no", "majority", "result"),
    [
        (5, 4, "simple", "carried"), (4, 4, "simple", "failed"), (0, 0, "simple", ""),
        (6, 3, "2/3", "carried"), (5, 3, "2/3", "failed"), (2, 1, "2/3", "carried"),
        (9, 1, "lazy", "failed"), (1, 0, "lazy", "carried"), (None, 2, "simple", ""),
    ],
)  # fmt: skip
def test_the_rule_decides(yes: int | None, no: int, majority: Majority, result: str) -> None:
    assert by_numbers(Ballot(yes, no, 3), majority) == result


def test_a_written_result_is_never_another() -> None:
    found = typed("adopt it 3-4 carried")
    assert found.ballot is not None
    assert found.ballot.result == "carried"
    assert found.problems == ("by the numbers it failed",)


def test_what_is_in_doubt_is_told() -> None:
    assert typed("adopt it 5-0-1", present=4).problems == ("6 votes, and 4 present",)
    assert typed("adopt it 5-0-1", present=6).problems == ()
    assert "no result" in typed("stage 3 SF 5 F 3").problems[0]
    assert "no numbers yet" in typed("adopt it").problems[0]


ROLL = "# Board\n\nPresent: Ada Obi, Bo Lind, Cem Ari\n\nAbsent: Dies Köper\n\n## Discussion\n\n"


def test_the_order_of_the_roll_is_read_from_the_last_vote_by_name() -> None:
    assert voters(meeting_of(ROLL)) == ("Ada Obi", "Bo Lind", "Cem Ari")
    assert was_reversed(meeting_of(ROLL)) is None
    forward = "- **VOTE:** x (for: Ada Obi, Cem Ari; against: Bo Lind; abstained: none; carried)\n"
    back = "- **VOTE:** y (for: Cem Ari; against: Bo Lind, Ada Obi; abstained: none; failed)\n"
    assert was_reversed(meeting_of(ROLL + forward)) is False
    assert was_reversed(meeting_of(ROLL + forward + back)) is True


NAMES = st.one_of(
    st.sampled_from(["Ada Obi", "Obi, Bo", "@cem", "A; B", "Dies (guest)", "x\\y", "for: z", "carried"]),
    st.text(st.characters(exclude_categories=["C", "Zl", "Zp"]), min_size=1, max_size=10),
).map(lambda name: " ".join(name.split()))
COUNTS = st.integers(0, 10_000)
RESULTS = st.sampled_from(["", *own_votes.RESULTS])
VOTED = st.lists(st.tuples(NAMES, st.sampled_from(own_votes.WAYS)), min_size=1, max_size=200)
POLLED = st.lists(
    st.tuples(st.sampled_from(SCALE), COUNTS), min_size=2, max_size=5, unique_by=lambda pair: pair[0]
)
BALLOTS = st.one_of(
    st.tuples(COUNTS, COUNTS, st.none() | COUNTS, RESULTS).map(lambda of: Ballot(*of[:3], result=of[3])),
    st.tuples(POLLED, RESULTS).map(lambda of: Ballot(scale=tuple(of[0]), result=of[1])),
    st.tuples(VOTED, RESULTS).map(lambda of: Ballot(voters=tuple(of[0]), result=of[1])),
)
SUBJECTS = st.sampled_from(["", "adopt it", "adopt (the charter)", "a (5 for, 0 against) b", "x; y", "z: w"])


@given(BALLOTS, SUBJECTS)
def test_every_form_of_vote_is_read_back(ballot: Ballot, subject: str) -> None:
    ballot = own_votes.tidy(ballot)
    bracket = own_votes.written(ballot)
    assume(bracket)
    text = f"{subject} {bracket}".strip()
    assert own_votes.split(text) == (subject, ballot)
    note = note_grammar.tidy(Note(NoteKind.VOTE, text))
    assert note.ballot == ballot
    meeting = meeting_of(f"# B\n\n- {note_grammar.write(note)}\n")
    assert [found for _, _, found in meeting.notes()] == [note]
    assert typed(text).ballot == (ballot if ballot.result else typed(text).ballot)


@given(BALLOTS)
def test_what_is_counted_equals_what_the_names_say(ballot: Ballot) -> None:
    ballot = own_votes.tidy(ballot)
    if ballot.voters:
        said = [way for _, way in ballot.voters]
        assert [ballot.yes, ballot.no, ballot.abstained] == [said.count(way) for way in own_votes.WAYS]
        assert len(dict(ballot.voters)) == len(said)


BY_NAME = """
- <ada> #startvote Adopt the charter? Yes, No
- <bo> #vote yes
- <cem> #vote no
- <bo> #vote no
- <eve> #vote +1
- <ada> #endvote
"""
POLL = """
14:02 <ada> #startvote Which colour? red, blue
14:03 <bo> #vote red
14:03 <cem> #vote blue
14:04 <eve> #vote red
14:05 <ada> #endvote
"""


@pytest.mark.parametrize(
    ("lines", "note"),
    [
        (
            BY_NAME,
            Note(
                NoteKind.VOTE,
                "Adopt the charter?",
                ballot=Ballot(1, 2, 0, voters=(("bo", "against"), ("cem", "against"), ("eve", "for"))),
            ),
        ),
        (
            "#startvote Adopt it? Yes, No\n#vote yes\n#vote yes\n#vote abstain\n#endvote\n",
            Note(NoteKind.VOTE, "Adopt it?", ballot=Ballot(2, 0, 1)),
        ),
        (
            POLL,
            Note(NoteKind.VOTE, "Which colour?", ballot=Ballot(scale=(("red", 2), ("blue", 1)))),
        ),
        ("- #startvote Adopt it? Yes, No\n- #endvote\n", Note(NoteKind.VOTE, "Adopt it?")),
    ],
)
def test_a_vote_of_meetbot_is_one_vote(lines: str, note: Note) -> None:
    meeting = meeting_of(f"# B\n\n## Discussion\n\n{lines}\n- after\n")
    assert [found for _, _, found in meeting.notes()] == [note]
