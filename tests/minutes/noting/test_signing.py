"""Reports signed as reviewed: a name put in and taken out again gives the bytes of before."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.support.minutes import meeting_of
from tui.minutes.model import Meeting, Note, NoteKind, Person
from tui.minutes.noting import edits
from tui.minutes.noting.editing import EditError
from tui.minutes.noting.edits import Position
from tui.minutes.noting.owners import People
from tui.minutes.noting.signing import Signed, also_known_as, choices_of, has_signed, sign
from tui.minutes.text.merge import merge
from tui.minutes.text.signatures import (
    is_signed,
    line_of,
    may_be_name,
    names_of,
    with_name,
    without_name,
)

HARBOUR = """# Harbour board 2026-05-05

## Cranes - Ada Obi

- Two cranes painted
  - the third waits for paint

## Pilots - Bo Lind

## Tugs

The tug *Elsa* is back.

| tug | hours |
| --- | --- |
| Elsa | 12 |

## Locks
1. gate mended
2. gate greased

## Light
<div>
lamp
</div>

## Dues

```
tariff
```
"""

NAMES = st.one_of(
    st.sampled_from(["Ada Obi", "@cem", "AO", "Bo Lind", "Obi, Ada", "Dies Köper", "D; E", "a\\b", "x *y*"]),
    st.text(max_size=12),
).map(lambda name: " ".join(name.split()))
BODIES = st.lists(
    st.sampled_from(
        [
            *(
                "",
                "- one",
                "- two",
                "  - nested",
                "* star",
                "1. first",
                "2) second",
                "words",
                "    code",
                "> quote",
            ),
            *(
                "-- reply",
                "| a | b |",
                "|---|---|",
                "<!-- c -->",
                "<div>",
                "```",
                "***",
                "- [ ] **FLAG:** Bo: why",
            ),
            *(
                "- **REVIEWED:** Cem Ari",
                "- TBD",
                "\t- tab",
                "+ plus",
                "- [ ] **ACTION:** Bo: x (due 2026-05-12)",
            ),
        ]
    ),
    max_size=7,
)
FILES = st.tuples(st.lists(BODIES, min_size=1, max_size=4), st.sampled_from(["\n", "\r\n"]), st.booleans())


def text_of(bodies: list[list[str]], newline: str, *, last: bool) -> str:
    lines = ["# Board"]
    for number, body in enumerate(bodies):
        lines += [f"## Team {number}", *body]
    return newline.join(lines) + (newline if last else "")


def signed(meeting: Meeting, name: str, *sections: int, signing: bool = True) -> Meeting:
    edit = sign(meeting, Signed(sections, name, signing), "signed")
    return meeting_of(edit.source.text)


@pytest.mark.parametrize("section", range(1, 6))
def test_a_name_goes_to_the_end_of_the_report_and_out_again(section: int) -> None:
    meeting = meeting_of(HARBOUR)
    after = signed(meeting, "Ada Obi", section)
    assert [s.reviewers for s in after.sections] == [
        ("Ada Obi",) if n == section else () for n in range(len(meeting.sections))
    ]
    assert [s.empty for s in after.sections] == [s.empty for s in meeting.sections]
    assert [s.item_count for s in after.sections] == [s.item_count for s in meeting.sections]
    assert len(after.source.lines) - len(meeting.source.lines) in (1, 2)
    both = signed(after, "Obi, Bo", section)
    assert both.sections[section].reviewers == ("Ada Obi", "Obi, Bo")
    assert signed(both, "obi,  bo", section, signing=False).source == after.source
    assert signed(after, "ADA OBI", section, signing=False).source == meeting.source


def test_several_sections_are_signed_as_one_edit() -> None:
    meeting = meeting_of(HARBOUR)
    edit = sign(meeting, Signed((1, 2, 4), "Cem Ari"), "signed")
    after = meeting_of(edit.source.text)
    assert [n for n, s in enumerate(after.sections) if has_signed(s, "@cem ari")] == [1, 2, 4]
    assert edit.said == "signed"
    assert edit.source.slice(edit.span).count("REVIEWED") == 3


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("**REVIEWED:** AO, Bo Lind, @cem", ("AO", "Bo Lind", "@cem")),
        ("**Reviewed:** AO ,Bo Lind;@cem,", ("AO", "Bo Lind", "@cem")),
        ("__reviewed by__: AO and Bo", ("AO", "Bo")),
        ("REVIEWED: AO", ("AO",)),
        ("**REVIEWED: AO, Bo**", ("AO", "Bo")),
        ("**REVIEWED:**", ()),
        ("**REVIEWED:** none", ()),
        ("**REVIEWED:** AO, ao, @AO", ("AO",)),
        ("**REVIEWED:** AO,\n  Bo Lind,\n  Cem\nwords", ("AO", "Bo Lind", "Cem")),
        ("**REVIEWED:** AO\nwords, more", ("AO",)),
        ("**REVIEWED:** Obi\\, Ada", ("Obi, Ada",)),
        ("Reviewed: the pull requests", ()),
        ("REVIEWED all of it", ()),
        ("We REVIEWED: nothing", ()),
    ],
)
def test_read_by_hand(line: str, names: tuple[str, ...]) -> None:
    assert names_of(line) == names
    assert names_of(f"  * {line}") == names


def test_words_behind_names_stay_when_the_last_name_goes() -> None:
    meeting = meeting_of("# B\n\n## T\n\n- **REVIEWED:** Bo\n  see there\n")
    assert signed(meeting, "Bo", 1, signing=False).source.text.endswith("REVIEWED:** \n  see there\n")


def test_initials_of_several_are_told() -> None:
    people = People([Person("Ada Obi"), Person("Anna Olsen"), Person("Bo Lind")])
    assert choices_of("AO", people) == ("Ada Obi", "Anna Olsen")
    assert choices_of("Bo Lind", people) == choices_of("Cem", people) == ()


@pytest.mark.parametrize("name", ["", "none", "  ", "*"])
def test_what_is_no_name_is_not_signed(name: str) -> None:
    with pytest.raises(EditError):
        sign(meeting_of(HARBOUR), Signed((1,), name), "")


def test_a_name_twice_is_no_change() -> None:
    meeting = signed(meeting_of(HARBOUR), "Ada Obi", 1)
    with pytest.raises(EditError, match="already"):
        sign(meeting, Signed((1,), "ada obi"), "")
    with pytest.raises(EditError, match="not there"):
        sign(meeting, Signed((1,), "Bo Lind", signing=False), "")


@given(st.lists(NAMES, min_size=1, max_size=5), NAMES)
def test_a_line_gives_back_its_names_and_takes_one_out_again(names: list[str], name: str) -> None:
    assume(all(map(may_be_name, [*names, name])))
    line = f"- {line_of(names)}"
    read = names_of(line)
    assert {each.casefold().removeprefix("@") for each in names} == {
        each.casefold().removeprefix("@") for each in read
    }
    more = with_name(line, name)
    if more != line:
        assert names_of(more) == (*read, name)
        assert without_name(more, name) == line
    assert name not in names_of(without_name(line, name))


@given(FILES, NAMES, st.data())
def test_signing_and_taking_it_back_gives_the_same_bytes(
    file: tuple[list[list[str]], str, bool], name: str, data: st.DataObject
) -> None:
    bodies, newline, last = file
    assume(may_be_name(name))
    meeting = meeting_of(text_of(bodies, newline, last=last))
    section = data.draw(st.integers(1, len(meeting.sections) - 1))
    assume(not has_signed(meeting.sections[section], name))
    try:
        edit = sign(meeting, Signed((section,), name), "")
    except EditError:
        return
    after = meeting_of(edit.source.text)
    assert has_signed(after.sections[section], name)
    for n, (old, new) in enumerate(zip(meeting.sections, after.sections, strict=True)):
        assert new.reviewers == ((*old.reviewers, name) if n == section else old.reviewers)
        texts = [item.text for item in new.items if not is_signed(item.text)]
        assert texts == [item.text for item in old.items if not is_signed(item.text)]
        assert (new.empty, new.item_count, new.open_flags) == (old.empty, old.item_count, old.open_flags)
    back = sign(after, Signed((section,), name, signing=False), "")
    assert back.source.text == meeting.source.text


SIGNERS = st.sampled_from(["Ada Obi", "Bo Lind", "Cem Ari", "Dies Köper"])


@given(st.lists(BODIES, min_size=2, max_size=4), st.data())
def test_a_review_by_two_at_once_keeps_both(bodies: list[list[str]], data: st.DataObject) -> None:
    base = meeting_of(text_of(bodies, "\n", last=True))
    sections = st.sets(st.integers(1, len(base.sections) - 1), min_size=1)
    one, other = data.draw(st.permutations(["Ada Obi", "Bo Lind"]))
    sides = []
    for name in (one, other):
        try:
            sides.append(signed(base, name, *data.draw(sections)))
        except EditError:
            return
    merged = merge(base.source, sides[0].source, sides[1].source)
    after = meeting_of(merged.source.text)
    assert merged.conflicts == ()
    for n, section in enumerate(base.sections):
        wanted = {*section.reviewers, *sides[0].sections[n].reviewers, *sides[1].sections[n].reviewers}
        assert set(after.sections[n].reviewers) == wanted
        assert len(after.sections[n].reviewers) == len(wanted)
        old = [item.text for item in section.items if not is_signed(item.text)]
        assert [item.text for item in after.sections[n].items if not is_signed(item.text)] == old


@given(
    st.lists(SIGNERS, min_size=1, max_size=4, unique=True),
    st.lists(st.tuples(SIGNERS, st.booleans()), max_size=3),
    st.lists(st.tuples(SIGNERS, st.booleans()), max_size=3),
)
def test_lines_of_names_merge_as_sets(
    names: list[str], mine: list[tuple[str, bool]], foreign: list[tuple[str, bool]]
) -> None:
    base = meeting_of(f"# B\n\n## T\n\n- report\n- {line_of(names)}\n\n## U\n\n- other\n")

    def changed(changes: list[tuple[str, bool]]) -> Meeting:
        meeting = base
        for name, signing in changes:
            if has_signed(meeting.sections[1], name) is not signing:
                meeting = signed(meeting, name, 1, signing=signing)
        return meeting

    ours, theirs = changed(mine), changed(foreign)
    merged = merge(base.source, ours.source, theirs.source)
    known, one, other = (set(each.sections[1].reviewers) for each in (base, ours, theirs))
    after = meeting_of(merged.source.text)
    assert set(after.sections[1].reviewers) == (one | other) - (known - one) - (known - other)
    assert merged.conflicts == ()
    assert after.source.text.count("REVIEWED") <= 1
    assert [item.text for item in after.sections[1].items][:1] == ["report"]


def test_a_flag_and_a_report_written_at_once_stand_in_order() -> None:
    base = meeting_of("# B\n\n## T\n\n- report\n\n## U\n")
    written = base.source.text.replace("- report\n", "- report\n- more\n")
    flagged = base.source.text.replace(
        "- report\n", "- report\n- [ ] **FLAG:** Bo: why\n- **REVIEWED:** Bo\n"
    )
    for ours, theirs in ((written, flagged), (flagged, written)):
        merged = merge(base.source, base.source.with_text(ours), base.source.with_text(theirs))
        assert merged.source.text == flagged.replace("- report\n", "- report\n- more\n")
        assert merged.conflicts == ()


def test_who_has_reviewed_a_report_stays_at_its_end() -> None:
    meeting = signed(meeting_of(HARBOUR), "Ada Obi", 1)
    edit = edits.add_note(meeting, Note(NoteKind.ACTION, "paint the third", ("Bo Lind",)), Position(1))
    texts = [item.text for item in meeting_of(edit.source.text).sections[1].items]
    assert texts[-1] == "**REVIEWED:** Ada Obi"
    assert "paint the third" in texts[-2]


def test_initials_that_can_only_mean_one_person_are_that_person_s_review() -> None:
    text = HARBOUR.replace("## Pilots", "- **REVIEWED:** ao, Bo Lind\n\n## Pilots", 1)
    meeting = meeting_of(text)
    [section] = [n for n, each in enumerate(meeting.sections) if each.reviewers == ("ao", "Bo Lind")]
    alone = People([Person("Ada Obi"), Person("Bo Lind")])
    also = also_known_as("Ada Obi", alone, meeting)
    assert also == ("ao",)
    assert has_signed(meeting.sections[section], "Ada Obi", also)
    with pytest.raises(EditError, match="already"):
        sign(meeting, Signed((section,), "Ada Obi", True, also), "signed")
    taken = sign(meeting, Signed((section,), "Ada Obi", False, also), "taken back")
    assert meeting_of(taken.source.text).sections[section].reviewers == ("Bo Lind",)
    two = People([Person("Ada Obi"), Person("Al Orr"), Person("Bo Lind")])
    assert also_known_as("Ada Obi", two, meeting) == ()
    assert also_known_as("Cem Ari", two, meeting) == ()
