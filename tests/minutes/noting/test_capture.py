"""Typed lines read as notes, with how each part was read."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.minutes import note_grammar
from tui.minutes.model import TASKS, NoteKind, Person
from tui.minutes.noting.capture import Captured, Context, parse
from tui.minutes.noting.owners import People
from tui.minutes.noting.shortcuts import converted, line_to_captured, line_to_note, shortcut

PEOPLE = People([Person("Ada Obi", "aobi"), Person("Abe Lund"), Person("Dan Roe"), Person("Dan Fox")])
CONTEXT = Context(PEOPLE, date(2016, 8, 9), date(2016, 8, 23))


def action(typed: str, context: Context = CONTEXT) -> Captured:
    return parse(NoteKind.ACTION, typed, context)


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ("ada: publish the repo fri", "[ ] **ACTION:** Ada Obi: publish the repo (due 2016-08-12)"),
        ("ada, abe: publish", "[ ] **ACTION:** Ada Obi, Abe Lund: publish (due 2016-08-23)"),
        ("ada & abe and @x: publish", "[ ] **ACTION:** Ada Obi, Abe Lund, @x: publish (due 2016-08-23)"),
        ("@aobi publish, by fri", "[ ] **ACTION:** @aobi: publish (due 2016-08-12)"),
        ("@aobi @x publish due none", "[ ] **ACTION:** @aobi, @x: publish"),
        ("Ada to publish tomorrow", "[ ] **ACTION:** Ada Obi: publish (due 2016-08-10)"),
        ("publish it", "[ ] **ACTION:** TBD: publish it (due 2016-08-23)"),
        ("TBD: publish", "[ ] **ACTION:** TBD: publish (due 2016-08-23)"),
        ("nobody to publish", "[ ] **ACTION:** TBD: nobody to publish (due 2016-08-23)"),
        ("try to publish: it", "[ ] **ACTION:** TBD: try to publish: it (due 2016-08-23)"),
        ("read the docs: all", "[ ] **ACTION:** TBD: read the docs: all (due 2016-08-23)"),
        ("see https://x.example: it", "[ ] **ACTION:** TBD: see https://x.example: it (due 2016-08-23)"),
        ("the report is due fri", "[ ] **ACTION:** TBD: the report is due fri (due 2016-08-12)"),
        ("ada: move it to friday", "[ ] **ACTION:** Ada Obi: move it to friday (due 2016-08-23)"),
        ("ada: say (due 2016-08-12)", "[ ] **ACTION:** Ada Obi: say (due 2016-08-12)"),
        ("ada: a\tb\x1b\nc", "[ ] **ACTION:** Ada Obi: a b␛ c (due 2016-08-23)"),
    ],
)
def test_owner_words_and_due_in_one_go(typed: str, line: str) -> None:
    assert note_grammar.write(action(typed).note) == line


def test_each_part_is_told() -> None:
    typed = " ada, Zed: publish the repo by fri"
    read = action(typed)
    assert [typed[owner.start : owner.end] for owner in read.owners] == ["ada", "Zed"]
    assert [owner.known for owner in read.owners] == [True, False]
    assert read.unknown == ("Zed",)
    assert read.due is not None
    assert typed[read.due.start : read.due.end] == "by fri"
    assert not read.default_due
    assert read.problems == ("“Zed” is not known here; kept as typed",)


GUESSED = Context(People([Person("Usha R"), Person("Eric Malm"), Person("Ben Adams")]))


@pytest.mark.parametrize(
    ("typed", "line", "asked"),
    [
        ("us: read the draft", "TBD: us: read the draft", "Usha R"),
        ("ma: ask legal", "ma: ask legal", "Eric Malm"),
        ("ada: one", "ada: one", "Ben Adams"),
        ("all: one", "TBD: all: one", ""),
        ("eric, ma: one", "Eric Malm, ma: one", "Eric Malm"),
        ("us to read", "TBD: us to read", ""),
        ("UR: one", "Usha R: one", ""),
    ],
)
def test_a_name_that_is_only_begun_is_never_guessed(typed: str, line: str, asked: str) -> None:
    read = action(typed, GUESSED)
    assert note_grammar.write(read.note) == f"[ ] **ACTION:** {line}"
    assert [problem.partition(": ")[2] for problem in read.problems] == (
        [f"did you mean {asked}?"] if asked else []
    )


def test_several_people_of_a_name_are_asked_back() -> None:
    read = action("dan: x")
    assert read.note.owners == ("dan",)
    assert read.problems == ("“dan” can be Dan Roe, Dan Fox; kept as typed",)


def test_people_nobody_knows_are_taken_as_typed_and_doubted() -> None:
    read = action("zoe, max: publish the packages")
    assert read.note.owners == ("zoe", "max")
    assert len(read.problems) == 2
    assert action("fix it, test it: both").note.owners == ()


def test_what_cannot_be_a_due_date_stays_and_is_said() -> None:
    read = action("ada: x 2016-08-01")
    assert read.note.text == "x 2016-08-01"
    assert read.note.due is None
    assert read.problems == ("2016-08-01 is before the meeting; kept as text",)
    assert action("ada: x", Context(PEOPLE)).note.due is None


def test_nothing_typed_yet() -> None:
    assert action("").empty
    assert action("ada:").empty
    assert action("ada:").note.owners == ("Ada Obi",)
    assert not action("fri").empty


def test_a_flag_has_who_flags_and_no_date() -> None:
    read = parse(NoteKind.FLAG, "ada: nothing on it fri", CONTEXT)
    assert (read.note.text, read.note.owners, read.note.due) == ("nothing on it fri", ("Ada Obi",), None)
    mine = parse(NoteKind.FLAG, "nothing on it", replace(CONTEXT, me="Bo Lind"))
    assert (mine.note.text, mine.note.owners, mine.problems) == ("nothing on it", ("Bo Lind",), ())


def test_other_kinds_have_no_owner_and_no_date() -> None:
    for kind in set(NoteKind) - set(TASKS):
        read = parse(kind, "ada: x fri", CONTEXT)
        assert (read.note.text, read.note.owners, read.note.due) == ("ada: x fri", (), None)
    assert parse(NoteKind.DECISION, "rejected: too early", CONTEXT).note.outcome == "rejected"


@given(st.text(max_size=60) | st.text("ad:, @&to by fri12", max_size=30), st.sampled_from(NoteKind))
def test_every_word_typed_is_kept(typed: str, kind: NoteKind) -> None:
    read = parse(kind, typed, Context())
    line = note_grammar.write(read.note)
    task, text = note_grammar.split_box(line)
    assert note_grammar.read(text, task) == read.note
    nobody = note_grammar.fold(typed).casefold().startswith(("tbd", "tba", "?"))
    counted = read.note.ballot is not None and read.note.text != note_grammar.fold(typed)
    if (kind not in TASKS and not counted) or (
        kind is NoteKind.ACTION and not read.owners and read.due is None and not nobody
    ):
        assert read.note.text == note_grammar.fold(typed)


def test_ten_thousand_characters() -> None:
    assert len(action("ada: " + "x" * 10_000).note.text) == 10_000
    assert action("b " * 5_000 + "fri").note.due == date(2016, 8, 12)
    for hostile in (" " * 50_000, ": " * 20_000, "@a " * 20_000, "a to " * 20_000, "(" * 50_000 + ")"):
        assert len(note_grammar.write(action(hostile).note)) <= len(hostile) + 60


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("!a ada: publish fri", "- [ ] **ACTION:** Ada Obi: publish (due 2016-08-12)"),
        ("  - !d approved", "  - **DECISION:** approved"),
        ("* !q why: so?", "* **QUESTION:** why: so?"),
        ("2. !v adopt it", "2. **VOTE:** adopt it"),
        ("> !i moved", "> - **INFO:** moved"),
        ("!Action ada: x", "- [ ] **ACTION:** Ada Obi: x (due 2016-08-23)"),
        ("#action ada to x", "- [ ] **ACTION:** Ada Obi: x (due 2016-08-23)"),
        ("#Agreed to go on", "- **DECISION:** to go on"),
        ("#rejected too early", "- **DECISION:** rejected; too early"),
        ("#accepted", None),
        ("- #info moved", "- **INFO:** moved"),
        ("RESOLUTION: we go on", "- **DECISION:** we go on"),
        ("PROPOSED: we go on", "- **VOTE:** we go on"),
        ("ACTION: ada to x", "- [ ] **ACTION:** Ada Obi: x (due 2016-08-23)"),
        ("Ada: we should", None),
        ("ada: we should", None),
        ("Resolution: we should", None),
        ("!a", None),
        ("!a  ", None),
        ("!x y", None),
        ("!important", None),
        ("![a](b) c", None),
        ("# heading", None),
        ("#123 is fixed", None),
        ("we #agreed x", None),
        ("", None),
    ],
)
def test_a_line_begun_with_a_mark_becomes_a_note(line: str, wanted: str | None) -> None:
    assert converted(line, CONTEXT) == wanted
    assert (line_to_note(line, CONTEXT) is None) == (wanted is None)


def test_offsets_count_from_the_words_after_the_mark() -> None:
    line = "- !a ada: x fri"
    mark, read = shortcut(line), line_to_captured(line, CONTEXT)
    assert mark is not None
    assert read is not None
    assert read.due is not None
    assert line[mark.at :][read.owners[0].start : read.owners[0].end] == "ada"
    assert line[mark.at :][read.due.start : read.due.end] == "fri"
