"""The roll call: read in every style, marked in that style, and read again as it was marked."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.support.corpus import OTHERS, OWN
from tests.support.minutes import meeting_of
from tui.minutes.model import Meeting, Person
from tui.minutes.noting.editing import EditError
from tui.minutes.reading.attendees import calls, roll
from tui.minutes.reading.contents import BodyContent
from tui.minutes.reading.reader import read
from tui.minutes.roll_call.attendance import Standing, attendance, called, mark, person_typed
from tui.minutes.text.source import Source

PRESENT, LATE, ABSENT = Standing.PRESENT, Standing.LATE, Standing.ABSENT

ADA: Final = Person("Ada Obi", "aobi", "Acme")
BO: Final = Person("Bo Lind", "bolind", "Sun")
CY: Final = Person("Cy Park")
DANA: Final = Person("Dana Fox", "dfox", "Moon")
NOT_THERE: Final = Person("Xan Orr")
NOBODY_YET: Final = (ADA, BO, CY, DANA, Person("evek", "evek"))

AFTER: Final = "\n## Agenda\n- One\n- Two  \n\n## Actions\n- [ ] **ACTION:** Cy Park: call (due 2026-04-01)\n"

STYLES: Final = {
    "list": "# Sync 2026-03-10\n\n## Attendees\n* Ada Obi\n* Bo Lind\n",
    "companies in brackets": "# Sync\n\n## Attendees\n* Ada Obi (Acme)\n* Bo Lind (Sun)\n",
    "companies after commas": "# Sync\n\n## Attendees\n\n1. Ada Obi, Acme\n2. Bo Lind, Sun\n",
    "handles beside names": "# Sync\n\n## Present\n\n* Ada Obi @aobi (TSC)\n* Bo Lind @bolind (TSC)\n",
    "handles in brackets": "# Sync\n\n## Present\n\n* Ada Obi (@aobi)\n* Bo Lind\n",
    "handles": "# Sync\n\n## Attendees\n**Members:**\n* @aobi\n* @bolind \n\n**Visitors:**\n* None\n",
    "links": "# Sync\n\n## Attendees\n- [Ada Obi](http://a.example)\n- [Bo Lind](http://b.example)\n",
    "loose list": "# Sync\n\n## Attendees\n\n- Ada Obi\n\n- Bo Lind\n",
    "boxes": "# Sync\n\n## Roll call\n- [ ] Ada Obi\n- [x] Bo Lind\n- [ ] @dfox\n",
    "boxes, nobody yet": "# Sync\n\n## Attendees\n- [ ] Ada Obi\n- [ ] Bo Lind\n",
    "remarks": "# Sync\n\n## Attendees\n- Ada Obi\n- Bo Lind (regrets)\n- Cy Park - joined late\n",
    "label": "# Sync\n\n**Present:** Ada Obi, Bo Lind and Cy Park\n",
    "labels by line": "# Sync\nDate: 2026-03-10\nAttendees: Ada Obi, Bo Lind\nRegrets: Cy Park\n",
    "labels in a list": "# Sync\n\n## Attendees\n- Present: Ada Obi, Bo Lind\n- Absent: Cy Park\n- Late:\n",
    "labels and nested lists": "# Sync\n\n- Attendees:\n  - Ada Obi\n  - Bo Lind\n- Regrets:\n  - Cy Park\n",
    "groups": "# Sync\n\n## Attendance\n\n* Team members: aobi, bolind, cyp\n* Others: evek\n",
    "names in a line": "# Sync\n\n## Attendees\nAda Obi; Bo Lind;\nCy Park\n",
    "a name a line": "# Sync\n\n## Attendees\nAda Obi  \nBo Lind  \nCy Park\n",
    "initials": "# Sync\n\nAda Obi (AO), Bo Lind (BL), Cy Park (CP), \n",
    "indented": "# Sync\n\n## Roll call\n\n    Members present:\n\n      Ada Obi\n      Bo Lind\n\n"
    "    Members absent:\n\n      Cy Park\n",
    "table": "# Sync\n\n## Attendees\n\n| Name    | GitHub | Org  |\n|:--------|--------|------|\n"
    "| Ada Obi | @aobi  | Acme |\n| Bo Lind | bolind |      |\n",
    "table with a column for it": "# Sync\n\n**Attendees:**\n\n| Name | Present |\n| --- | --- |\n"
    "| Ada Obi | ✓ |\n| Bo Lind | |\n",
    "headings": "# Sync\n\n## Present\n- Ada Obi\n\n## Regrets\n- Bo Lind\n",
    "subheadings": "# Sync\n\n## Attendees\n### Members\n- Ada Obi\n### Absent\n- Bo Lind\n### Late\n",
    "empty section": "# Sync\n\n## Attendees\n\n",
    "placeholders": "# Sync\n\n## Attendees\n- TBD\n",
    "placeholder in a line": "# Sync\n\n**Present:** TBD\n",
    "empty labels": "# Sync\n\nPresent:\nAbsent:\n",
    "none": "# Sync 2026-03-10\n",
}

marks = st.lists(
    st.tuples(st.sampled_from(NOBODY_YET), st.sampled_from([PRESENT, LATE, ABSENT, None])), max_size=7
)


def standings(meeting: Meeting) -> dict[str, Standing | None]:
    """Who is listed, and as what."""
    return {called(entry.person).casefold(): entry.standing for entry in attendance(meeting)}


def marked(text: str, person: Person, standing: Standing | None) -> str:
    """The text after one mark."""
    return mark(meeting_of(text), person, standing).source.text


@pytest.mark.parametrize("style", STYLES)
@settings(max_examples=15)
@given(marks, st.sampled_from(["\n", "\r\n"]))
@example([(ADA, ABSENT), (BO, ABSENT), (CY, ABSENT)], "\n")
def test_what_is_marked_is_read_again_and_nothing_else_changes(
    style: str, given_marks: list[tuple[Person, Standing | None]], newline: str
) -> None:
    meeting = meeting_of((STYLES[style] + AFTER).replace("\n", newline))
    for person, standing in given_marks:
        before = {entry.person: entry.standing for entry in attendance(meeting)}
        said = [known for each, known in before.items() if _is(each, person)]
        if said == [standing] or (standing is None and not said):
            with pytest.raises(EditError, match=r"already|not marked"):
                mark(meeting, person, standing)
            continue
        edit = mark(meeting, person, standing)
        again = meeting_of(edit.source.to_bytes())
        now = {entry.person: entry.standing for entry in attendance(again)}
        changed = set(now.items()) ^ set(before.items())
        listed = [entry.standing for entry in attendance(again) if _is(entry.person, person)]
        assert listed in ([standing], [] if standing is None else [standing])
        assert all(_is(each, person) for each, _ in changed), changed
        assert edit.source.text.endswith(AFTER.replace("\n", newline))
        assert edit.source.text.startswith(f"# Sync{newline}"[:6])
        assert newline == "\n" or "\n" not in edit.source.text.replace("\r\n", "")
        there = {
            entry.person.name.casefold() for entry in attendance(again) if entry.standing in (PRESENT, LATE)
        }
        assert there == {each.name.casefold() for each in again.attendees}
        meeting = again


def _is(one: Person, other: Person) -> bool:
    return bool({one.name.casefold(), one.handle} & {other.name.casefold(), other.handle or "?"})


@pytest.mark.parametrize(
    ("style", "person", "standing", "old", "new"),
    [
        ("list", CY, PRESENT, "* Bo Lind\n", "* Bo Lind\n* Cy Park\n"),
        ("list", BO, ABSENT, "* Bo Lind\n", "* Absent: Bo Lind\n"),
        ("list", BO, LATE, "* Bo Lind\n", "* Bo Lind (late)\n"),
        ("companies in brackets", DANA, PRESENT, "* Bo Lind (Sun)\n", "* Bo Lind (Sun)\n* Dana Fox (Moon)\n"),
        ("companies in brackets", ADA, LATE, "(Acme)", "(Acme) (late)"),
        ("companies after commas", DANA, PRESENT, "Sun\n", "Sun\n3. Dana Fox, Moon\n"),
        ("companies after commas", BO, ABSENT, "2. Bo Lind, Sun\n", "2. Absent: Bo Lind (Sun)\n"),
        ("handles beside names", DANA, PRESENT, "(TSC)\n\n", "(TSC)\n* Dana Fox @dfox (Moon)\n\n"),
        ("handles in brackets", DANA, PRESENT, "* Bo Lind\n", "* Bo Lind\n* Dana Fox (@dfox)\n"),
        ("links", DANA, PRESENT, "(http://b.example)\n", "(http://b.example)\n- Dana Fox\n"),
        ("handles", DANA, PRESENT, "* @bolind \n", "* @bolind \n* @dfox\n"),
        ("handles", BO, ABSENT, "* @bolind \n", ""),
        ("loose list", CY, PRESENT, "- Bo Lind\n", "- Bo Lind\n\n- Cy Park\n"),
        ("boxes", ADA, PRESENT, "[ ] Ada Obi", "[x] Ada Obi"),
        ("boxes", DANA, LATE, "[ ] @dfox", "[x] @dfox (late)"),
        ("boxes", BO, None, "[x] Bo", "[ ] Bo"),
        ("boxes", CY, ABSENT, "- [ ] @dfox\n", "- [ ] @dfox\n- [ ] Cy Park (absent)\n"),
        ("remarks", ADA, ABSENT, "- Ada Obi\n", "- Ada Obi (absent)\n"),
        ("remarks", CY, PRESENT, "- Cy Park - joined late\n", "- Cy Park\n"),
        ("label", DANA, PRESENT, "Bo Lind and", "Bo Lind, Dana Fox and"),
        ("label", BO, None, "Ada Obi, Bo Lind and Cy Park", "Ada Obi and Cy Park"),
        ("label", CY, ABSENT, "Bo Lind and Cy Park\n", "Bo Lind\n\n**Absent:** Cy Park\n"),
        ("labels by line", DANA, ABSENT, "Cy Park", "Cy Park, Dana Fox"),
        ("labels in a list", ADA, LATE, "Present: Ada Obi, Bo Lind\n", "Present: Bo Lind\n"),
        ("labels in a list", CY, None, "- Absent: Cy Park\n", ""),
        ("labels and nested lists", DANA, PRESENT, "  - Bo Lind\n", "  - Bo Lind\n  - Dana Fox\n"),
        ("groups", DANA, ABSENT, "* Others: evek\n", "* Absent: Dana Fox\n* Others: evek\n"),
        ("names in a line", BO, None, "Bo Lind;\n", ""),
        ("initials", DANA, PRESENT, "(CP), \n", "(CP), Dana Fox (DF), \n"),
        ("table", DANA, PRESENT, "|      |\n", "|      |\n| Dana Fox | @dfox  | Moon |\n"),
        ("table", ADA, LATE, "| Ada Obi |", "| Ada Obi (late) |"),
        ("table with a column for it", BO, ABSENT, "| Bo Lind | |", "| Bo Lind | no|"),
        ("headings", ADA, ABSENT, "- Bo Lind\n", "- Bo Lind\n- Ada Obi\n"),
        ("empty section", ADA, PRESENT, "Attendees\n\n", "Attendees\n\n- Ada Obi\n"),
        ("placeholders", ADA, PRESENT, "- TBD\n", "- Ada Obi\n"),
        ("placeholder in a line", ADA, PRESENT, "TBD", "Ada Obi"),
        ("empty labels", ADA, ABSENT, "Absent:\n", "Absent: Ada Obi\n"),
        ("none", ADA, PRESENT, "10\n", "10\n\n## Attendees\n- Ada Obi\n"),
    ],
)
def test_a_mark_is_written_as_the_file_writes_them(
    style: str, person: Person, standing: Standing | None, old: str, new: str
) -> None:
    text = STYLES[style] + AFTER
    assert text.count(old) >= 1
    changed = marked(text, person, standing)
    if (style, standing) in {("handles", ABSENT), ("labels in a list", LATE), ("headings", ABSENT)}:
        assert new in changed
        assert called(person) in changed or f"@{person.handle}" in changed
    else:
        assert changed == text.replace(old, new, 1)


def test_marking_and_taking_the_mark_back_gives_the_same_bytes() -> None:
    text = "# Sync\r\n\r\n## Attendees\r\n* Ada Obi (Acme) \r\n* Bo Lind\r\n\r\n## Agenda\n- x"
    for standing in (PRESENT, LATE, ABSENT):
        assert marked(marked(text, CY, standing), CY, None) == text
    assert marked(marked(text, BO, LATE), BO, PRESENT) == text
    assert marked(marked(text, BO, ABSENT), BO, PRESENT) == text


def test_everybody_present_is_a_list_in_the_right_place() -> None:
    text = "# Sync 2026-03-10\n\nNotes: Ada\n\n## Agenda\n\n* One\n\n## CLI - Ada Obi\n\n* x\n"
    for person in (ADA, BO, CY):
        text = marked(text, person, PRESENT)
    text = marked(text, BO, ABSENT)
    made = "## Attendees\n\n* Ada Obi\n* Cy Park\n* Absent: Bo Lind\n\n## Agenda\n"
    assert text.startswith(f"# Sync 2026-03-10\n\nNotes: Ada\n\n{made}")


def test_minutes_without_any_heading_get_a_line() -> None:
    assert marked("Call of 2026-03-10\n\nwe talked\n", ADA, PRESENT) == (
        "Call of 2026-03-10\n\nAttendees: Ada Obi\n\nwe talked\n"
    )
    assert standings(meeting_of(marked("", ADA, ABSENT))) == {"ada obi": ABSENT}


def test_lines_nested_under_somebody_are_never_lost() -> None:
    text = "# Sync\n\n## Attendees\n- Ada Obi\n  - from 10:15 on\n- Bo Lind\n"
    assert "- Ada Obi (absent)\n  - from 10:15 on\n" in marked(text, ADA, ABSENT)
    with pytest.raises(EditError, match="e edits it"):
        mark(meeting_of(text), ADA, None)


def test_who_is_listed_twice_is_one_person() -> None:
    text = "# Sync\n\n## Attendees\n- Ada Obi\n- Bo Lind @bolind\n- Ada Obi\n- Late: @bolind\n"
    assert standings(meeting_of(text)) == {"ada obi": PRESENT, "bo lind": LATE}
    assert standings(meeting_of(marked(text, ADA, ABSENT))) == {"ada obi": ABSENT, "bo lind": LATE}
    assert "Ada" not in marked(text, ADA, None)


def test_two_lists_that_say_the_same_are_each_in_their_place() -> None:
    listed = "## Attendees\n- Ada Obi\n\n"
    meeting = read(Source(f"# Sync\n\n{listed}## Report\n- a\n\n{listed}"))
    groups = roll(meeting.sections, calls(meeting.sections))
    assert [group.section for group in groups] == [1, 3]


def test_a_mark_in_a_long_roll_call_looks_at_what_it_changes(monkeypatch: pytest.MonkeyPatch) -> None:
    parts = "".join(f"### Part {n}\n- [ ] **ACTION:** Ada Obi: call {n}\n" for n in range(200))
    meeting = meeting_of(f"# Sync 2026-03-10\n\n## Attendees\n- Ada Obi\n- Bo Lind\n{parts}")
    assert len(attendance(meeting)) == 2
    looked_at: list[object] = []
    items = vars(BodyContent)["items"].fget

    def counted(content: BodyContent) -> object:
        looked_at.append(content)
        return items(content)

    monkeypatch.setattr(BodyContent, "items", property(counted))
    edit = mark(meeting, BO, LATE)
    assert edit.source.lines[edit.span.start : edit.span.end] == ("- Bo Lind (late)\n",)
    assert 0 < len(looked_at) < 100


def test_what_cannot_be_marked_says_why() -> None:
    text = "# Sync\n\n## Attendees\n- Ada Obi\n"
    with pytest.raises(EditError, match="Ada Obi is present already"):
        mark(meeting_of(text), ADA, PRESENT)
    with pytest.raises(EditError, match="Bo Lind is not marked"):
        mark(meeting_of(text), BO, None)
    with pytest.raises(EditError, match="not UTF-8"):
        mark(meeting_of(b"# Sync\n\n- K\xf6hler\n"), ADA, PRESENT)
    fenced = "# Sync\n\n```\ncode\n"
    with pytest.raises(EditError, match="cannot be marked here"):
        mark(meeting_of(fenced), Person("(?)"), PRESENT)


def test_a_typed_person_is_read_with_handle_and_company() -> None:
    assert person_typed("Eve  Kim @evek (Moon)") == Person("Eve Kim", "evek", "Moon")
    assert person_typed("@evek") == Person("evek", "evek")
    for text in ("", "  ", "Ada Obi, Bo Lind", "(?)"):
        assert person_typed(text) is None


@pytest.mark.parametrize("path", [*OWN, *OTHERS[::6]], ids=lambda path: path.name)
def test_real_minutes_take_marks(path: Path) -> None:
    meeting = read(Source.from_bytes(path.read_bytes()))
    there = {e.person.name.casefold() for e in attendance(meeting) if e.standing in (PRESENT, LATE)}
    assert there == {each.name.casefold() for each in meeting.attendees}
    listed = standings(meeting)
    for standing in (PRESENT, LATE, ABSENT, None):
        meeting = read(mark(meeting, NOT_THERE, standing).source)
        now = standings(meeting)
        if standing is None and now.get("xan orr") is None:  # in a list of boxes one not ticked may stay
            now.pop("xan orr", None)
        assert now == listed | ({"xan orr": standing} if standing is not None else {})
