"""The note grammar: examples as people see them, and the law that what is written is read back."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tui.minutes import note_grammar
from tui.minutes.model import Ballot, Note, NoteKind

ACTION, FLAG, DECISION, QUESTION, VOTE, INFO = NoteKind
DUE, DONE = date(2026, 5, 12), date(2026, 5, 10)

EXAMPLES = [
    (
        "[ ] **ACTION:** Ada Obi, @rlind: send the proposal to the list (due 2026-05-12)",
        Note(ACTION, "send the proposal to the list", ("Ada Obi", "@rlind"), DUE),
    ),
    (
        "[x] **ACTION:** Ada Obi: update the charter (due 2026-05-12, done 2026-05-10)",
        Note(ACTION, "update the charter", ("Ada Obi",), DUE, done=True, done_on=DONE),
    ),
    ("[ ] **ACTION:** TBD: find a note-taker", Note(ACTION, "find a note-taker")),
    ("[x] **ACTION:** TBD: find a note-taker", Note(ACTION, "find a note-taker", done=True)),
    (
        "[x] **ACTION:** TBD: x (dropped 2026-05-10)",
        Note(ACTION, "x", dropped=True, dropped_on=DONE),
    ),
    ("[x] **ACTION:** TBD: x (dropped)", Note(ACTION, "x", dropped=True)),
    ("[ ] **ACTION:** Ada: x (from 2026-04-28)", Note(ACTION, "x", ("Ada",), origin="2026-04-28")),
    ("[ ] **ACTION:** Obi\\, Ada, C\\: D: x: y", Note(ACTION, "x: y", ("Obi, Ada", "C: D"))),
    ("[ ] **ACTION:** TBD:", Note(ACTION, "")),
    ("[ ] **ACTION:** TBD: (due 2026-05-12)", Note(ACTION, "", (), DUE)),
    (
        "[ ] **FLAG:** Ada Obi: nothing on the signing",
        Note(FLAG, "nothing on the signing", ("Ada Obi",)),
    ),
    (
        "[x] **FLAG:** Obi\\, Ada, @cem: late again (done 2026-05-10)",
        Note(FLAG, "late again", ("Obi, Ada", "@cem"), done=True, done_on=DONE),
    ),
    ("[x] **FLAG:** Ada: why (dropped)", Note(FLAG, "why", ("Ada",), dropped=True)),
    ("[ ] **FLAG:** Ada:", Note(FLAG, "", ("Ada",))),
    ("**DECISION:** approved; no objections", Note(DECISION, "approved; no objections", outcome="approved")),
    (
        "**VOTE:** adopt it (5 for, 0 against; carried)",
        Note(VOTE, "adopt it (5 for, 0 against; carried)", ballot=Ballot(5, 0, result="carried")),
    ),
    ("**QUESTION:** who owns the docs?", Note(QUESTION, "who owns the docs?")),
    ("**INFO:** we are (done)", Note(INFO, "we are (done)")),
    ("[ ] **ACTION:** TBD: say it is (done\\)", Note(ACTION, "say it is (done)")),
    ("**INFO:** see b (due 2026-05-12\\) (from a)", Note(INFO, "see b (due 2026-05-12)", origin="a")),
]


@pytest.mark.parametrize(("line", "note"), EXAMPLES)
def test_written_and_read(line: str, note: Note) -> None:
    assert note_grammar.write(note) == line
    task, text = note_grammar.split_box(line)
    assert note_grammar.read(text, task) == note


@pytest.mark.parametrize(
    "text",
    [
        "", "**", "**bold** words", "ACTION: x", "**ACTION**: x", "**Action:** x",
        "plain **ACTION:** x", "**ACTIONS:** x",
    ],
)  # fmt: skip
def test_other_text_is_no_note(text: str) -> None:
    assert note_grammar.read(text, None) is None
    assert note_grammar.read(text, False) is None


def test_an_action_without_box_is_a_foreign_form() -> None:
    assert note_grammar.read("**ACTION:** Ada: x", None) is None


@pytest.mark.parametrize(
    ("line", "note"),
    [
        ("**DECISION:**   spaced", Note(DECISION, "spaced")),
        ("**INFO:** over\ntwo  \nlines\\\nof text", Note(INFO, "over two lines of text")),
        ("[ ] **ACTION:** no slot here", Note(ACTION, "no slot here")),
        ("[ ] **ACTION:** tbd, Ada: x", Note(ACTION, "x", ("Ada",))),
        ("[ ] **ACTION:** Ada: x (Done 2026-05-10)", Note(ACTION, "x", ("Ada",), done=True, done_on=DONE)),
        ("[X] **ACTION:** Ada: x", Note(ACTION, "x", ("Ada",), done=True)),
        ("[ ] **ACTION:** Ada: x (due 2026-02-30)", Note(ACTION, "x (due 2026-02-30)", ("Ada",))),
        ("[ ] **ACTION:** Ada: x (due soon)", Note(ACTION, "x (due soon)", ("Ada",))),
        ("**FLAG:** Ada: no box", Note(FLAG, "no box", ("Ada",))),
        ("[ ] **FLAG:** no name", Note(FLAG, "no name")),
        ("[ ] **ACTION:** [Ada](https://a.example): x", Note(ACTION, "x", ("[Ada](https://a.example)",))),
    ],
)
def test_read_by_hand_written(line: str, note: Note) -> None:
    task, text = note_grammar.split_box(line)
    assert note_grammar.read(text, task) == note


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("approved", "approved"), ("Approved, by all", "approved"), ("no objections", "approved"),
        ("not approved", "rejected"), ("rejected: too early", "rejected"), ("deferred until May", "deferred"),
        ("amended (see above)", "amended"), ("approved vendors are listed", ""), ("we approved it", ""),
    ],
)  # fmt: skip
def test_outcome(text: str, outcome: str) -> None:
    assert note_grammar.outcome_of(text) == outcome
    assert note_grammar.tidy(Note(DECISION, text)).outcome == outcome


def test_tidy_keeps_the_meaning() -> None:
    assert note_grammar.tidy(Note(INFO, "x", ("Ada", "Ben"))).text == "Ada, Ben: x"
    assert note_grammar.tidy(Note(DECISION, "too early", outcome="rejected")).text == "rejected; too early"
    assert note_grammar.tidy(Note(INFO, "a\x1b[31mb\x00\tc\u2028d")).text == "a␛[31mb␀ c d"
    assert note_grammar.tidy(Note(INFO, "\u05d0\u200f!")).text == "\u05d0\u200f!"
    assert note_grammar.tidy(Note(INFO, "x", origin="a (b, c)\\d")).origin == "a [b; c]/d"


_TEXT = st.one_of(
    st.text(max_size=40),
    st.text("\\():, -[]*due done from\n\t", max_size=40),
    st.builds("{}{}{}".format, st.text(max_size=5), st.sampled_from(
        [" (due 2026-05-12)", " (done)", "(done)", " (from x)", " (due 2026-05-12\\)", " (done\\\\)", " ()"]
    ), st.sampled_from(["", " ", ")", "\\"])),
)  # fmt: skip
_DATE = st.none() | st.dates()
NOTES = st.builds(
    Note,
    st.sampled_from(NoteKind),
    _TEXT,
    st.lists(_TEXT, max_size=3).map(tuple),
    _DATE,
    st.booleans(),
    _DATE,
    st.booleans(),
    _DATE,
    _TEXT,
    st.sampled_from(["", *note_grammar.OUTCOMES]),
)


@given(NOTES)
@example(Note(ACTION, "a (due 2026-05-12\\\\)", ("b:", "\\", "c\\,d", "TBD", "tbd")))
@example(Note(INFO, "", ("a",)))
def test_what_is_written_is_read_back(note: Note) -> None:
    line = note_grammar.write(note)
    assert "\n" not in line
    task, text = note_grammar.split_box(line)
    assert note_grammar.read(text, task) == note_grammar.tidy(note)


@given(NOTES)
def test_tidy_is_done_once(note: Note) -> None:
    assert note_grammar.tidy(note_grammar.tidy(note)) == note_grammar.tidy(note)


@given(st.text(max_size=60), st.sampled_from(NoteKind), st.sampled_from([None, True, False]))
def test_whatever_is_read_is_tidy(words: str, kind: NoteKind, task: bool | None) -> None:
    note = note_grammar.read(f"**{kind.name}:** {words}", task)
    assert (note is None) == (kind is ACTION and task is None)
    if note is not None:
        assert note_grammar.tidy(note) == note
        box, line = note_grammar.split_box(note_grammar.write(note))
        assert note_grammar.read(line, box) == note


def test_long_and_hostile_text_is_read_at_once() -> None:
    for words in (
        "(" * 100_000 + ")",
        "\\" * 100_000 + ")",
        " " * 100_000,
        ": , " * 50_000,
        "x\\\n" * 50_000,
    ):
        note = Note(ACTION, words, (words[:1000],))
        task, text = note_grammar.split_box(note_grammar.write(note))
        assert note_grammar.read(text, task) == note_grammar.tidy(note)
