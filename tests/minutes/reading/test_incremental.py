"""Reading again after a change gives what reading from the start gives, and looks only around the change."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.support.markdown import line, newline, text
from tui.minutes.model import Item, Meeting, NoteKind, Section
from tui.minutes.reading import blocks, contents, incremental, items, lazy_sections, roll_scan, scanning
from tui.minutes.reading.blocks import Block, Heading, References
from tui.minutes.reading.plain_blocks import body_blocks
from tui.minutes.reading.reader import read
from tui.minutes.reading.scanning import Part
from tui.minutes.running.review_order import Course
from tui.minutes.text.source import Source

changes = st.lists(
    st.tuples(st.floats(0, 1), st.integers(0, 4), st.lists(st.tuples(line, newline), max_size=3)), max_size=4
)


def versions(content: str, edits: list[tuple[float, int, list[tuple[str, str]]]]) -> list[str]:
    """The text after each edit: at a place, so many lines out, these in."""
    found = [content]
    for place, out, new in edits:
        lines = Source(found[-1]).lines
        at = round(place * len(lines))
        found.append("".join([*lines[:at], *(piece for pair in new for piece in pair), *lines[at + out :]]))
    return found


def derived(meeting: Meeting) -> list[object]:
    """What is made of a reading when it is asked for, and taken over by the next."""
    meeting.count(len(meeting.sections))
    course = Course(meeting)
    return [meeting.by_key, meeting.children, meeting.blanks, meeting.note_counts, course.stops, course.teams]


@given(text, changes)
@example("# One\n\ntext\n", [(1.0, 0, [("-", "\n")])])
@example("# One\n- a\n# Two\n", [(0.7, 0, [("```", "\n")])])
@example("# One\n# Two\n", [(0.5, 0, [("text", "\n"), ("===", "\n")])])
def test_again_is_the_same_as_from_the_start(
    content: str, edits: list[tuple[float, int, list[tuple[str, str]]]]
) -> None:
    meeting: Meeting | None = None
    for version in versions(content, edits):
        meeting = read(Source(version), "2026-01-13.md", meeting)
        again = read(Source(version), "2026-01-13.md")
        assert meeting == again
        assert meeting.trace == again.trace
        assert derived(meeting) == derived(again)


@given(text, text)
def test_any_other_text_is_read_as_from_the_start(content: str, other: str) -> None:
    assert read(Source(other), "", read(Source(content))) == read(Source(other))


@given(text, st.text(alphabet="#>-`=<!\n\r :[]a", max_size=4), st.floats(0, 1), st.integers(0, 3))
def test_characters_come_and_go(content: str, typed: str, place: float, out: int) -> None:
    at = round(place * len(content))
    other = content[:at] + typed + content[at + out :]
    assert read(Source(other), "", read(Source(content))) == read(Source(other))


MANY = "# Meeting 2026-01-13\n" + "".join(
    f"## Team {number} - Ada Obi\n- one\n  - two\n- Action: Ada to read\n" for number in range(300)
)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("## Team 150 - Ada Obi\n- one\n", "## Team 150 - Ada Obi\n- one and more\n"),
        ("## Team 150 - Ada Obi\n", "## Team 150 - Ada Obi\n- first\n\n```\n# no heading\n```\n"),
        ("## Team 150 - Ada Obi\n", ""),
        ("## Team 150 - Ada Obi\n", "## Team 150 - Bo Lind\n### Sub\ntext\n"),
    ],
)
def test_little_is_parsed(old: str, new: str, monkeypatch: pytest.MonkeyPatch) -> None:
    before = read(Source(MANY))
    scanned: list[int] = []
    parsed: list[int] = []

    def scan(content: str, known: References) -> tuple[list[Part], References]:
        scanned.append(len(content))
        return scanning.scan(content, known)

    def parse(content: str, known: References) -> tuple[list[Heading | Block], References]:
        parsed.append(len(content))
        return blocks.parse_unlinked(content, known)

    def parse_body(content: str) -> list[Block]:
        parsed.append(len(content))
        return body_blocks(content)

    monkeypatch.setattr(incremental, "scan", scan)
    monkeypatch.setattr(scanning, "parse_unlinked", parse)
    monkeypatch.setattr(items, "body_blocks", parse_body)
    monkeypatch.setattr("tui.minutes.reading.reader.scan", None)
    changed = Source(MANY.replace(old, new))
    again = read(changed, "", before)
    assert scanned
    assert sum(scanned) < 600
    assert sum(parsed) < 2000
    parsed.clear()
    assert again.sections[150].items
    assert sum(parsed) < 100
    monkeypatch.undo()
    assert again == read(changed)


PEOPLE = "# Meeting\n## Discussion\n- talk\n## Attendees\n- Ada Obi\n- Bo Berg\n- Cy Diaz\n"


@pytest.mark.parametrize(
    ("old", "new", "looked_at"),
    [
        ("- talk", "- more talk", 0),
        ("- talk", "- talk\n- talk", 0),
        ("- Bo Berg", "- Bo Lind", 1),
    ],
)
def test_who_was_there_is_read_again_only_where_a_roll_call_changed(
    old: str, new: str, looked_at: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = read(Source(MANY + PEOPLE))
    assert len(before.attendees) == 3
    seen: list[int] = []
    walk = roll_scan.Scan.walk

    def walked(scan: roll_scan.Scan, items: Sequence[Item]) -> list[roll_scan.RollGroup]:
        seen.append(scan.section)
        return walk(scan, items)

    monkeypatch.setattr(roll_scan.Scan, "walk", walked)
    changed = Source((MANY + PEOPLE).replace(old, new))
    again = read(changed, "", before)
    assert len(seen) == looked_at
    monkeypatch.undo()
    assert again == read(changed)


def test_what_is_not_changed_is_the_same_object() -> None:
    before = read(Source(MANY))
    again = read(
        Source(MANY.replace("## Team 150 - Ada Obi\n- one\n", "## Team 150 - Ada Obi\n- three\n")), "", before
    )
    same = [one is other for one, other in zip(before.sections, again.sections, strict=True)]
    assert same.count(False) == 1


def test_an_equal_text_is_the_same_meeting() -> None:
    before = read(Source(MANY))
    again = read(Source(MANY, bom=True), "", before)
    assert again.sections is before.sections
    assert again.source.bom


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("2026-01-13", "2026-01-14"),
        ("## Team 3 - Ada Obi\n", "[ada]: /x\n## Team 3 - [Ada][]\n"),
        ("## Team 3 - Ada Obi\n", "## Decisions\n"),
        ("# Meeting", "Meeting"),
    ],
)
def test_what_reaches_further_is_read_further(old: str, new: str) -> None:
    changed = Source(MANY.replace(old, new))
    assert read(changed, "", read(Source(MANY))) == read(changed)


def test_actions_sorted_again_by_person_count_where_they_stand_nowhere_else() -> None:
    twice = "# Sync\n## Action items\n* Bo to paint\n## Action items, by person\n* Bo to paint\n"
    before = read(Source(twice))
    assert [section.name for section, *_ in before.notes()] == ["Action items"]
    after = read(Source(twice.replace("Action items\n", "Plan\n")), "", before)
    assert [section.name for section, *_ in after.notes()] == ["Action items, by person"]


def test_what_is_known_of_the_sections_is_taken_over_where_their_headings_are_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before = read(Source(MANY))
    course = Course(before)
    known = derived(before)
    assert course.stops
    looked_at: list[object] = []
    blank = vars(contents.BodyContent)["blank"].fget

    def asked(content: contents.BodyContent) -> object:
        looked_at.append(content)
        return blank(content)

    monkeypatch.setattr(contents.BodyContent, "blank", property(asked))
    again = read(Source(MANY.replace("- one", "- Action: Ada to ask", 1)), "", before)
    assert again.by_key is before.by_key
    assert again.children is before.children
    assert again.blanks is before.blanks
    assert Course(again, course).stops is course.stops
    assert again.note_counts[NoteKind.ACTION] == before.note_counts[NoteKind.ACTION] + 1
    assert len(looked_at) < 5
    assert known == derived(before)
    emptied = read(
        Source(again.source.text.replace("- Action: Ada to ask\n  - two\n- Action: Ada to read\n", "", 1)),
        "",
        again,
    )
    assert not emptied.has_sections_of(again)
    assert emptied.blanks == {0, 1}
    assert Course(emptied, course).stops == Course(read(emptied.source)).stops


def test_a_new_line_moves_the_sections_that_are_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    before = read(Source(MANY))
    derived(before)
    made: list[str] = []
    move = lazy_sections.moved

    def counted(section: Section, by: int) -> Section:
        if by:
            made.append(section.key)
        return move(section, by)

    monkeypatch.setattr(lazy_sections, "moved", counted)
    again = read(Source(MANY.replace("- one\n", "- one\n- more\n", 1)), "", before)
    assert again.section_at(800) == before.section_at(799)
    assert len(made) < 20
    assert again.sections[200].items is again.sections[200].items
    made.clear()
    once_more = read(Source(again.source.text.replace("- one\n", "- one\n- more\n", 1)), "", again)
    assert len(made) < 40
    assert once_more == read(once_more.source)
    assert once_more.sections != again.sections
    assert hash(once_more.sections) == hash(tuple(once_more.sections))


def test_lines_that_come_in_many_places_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lazy_sections, "_MOST_PLACES", 8)
    monkeypatch.setattr(lazy_sections, "_MOST_MADE", 20)
    meeting = read(Source(MANY))
    for place in [*range(280, 0, -20), *range(5, 300, 15)]:
        team = f"## Team {place} - Ada Obi\n"
        text = meeting.source.text
        new = text.replace(team, team + "- new\n") if place % 3 else text.replace(team + "- one\n", team)
        meeting = read(Source(new), "", meeting)
        assert meeting.sections[place].items
        if place % 4 == 0:
            assert meeting == read(meeting.source)
    assert meeting == read(meeting.source)


@pytest.mark.parametrize("more", ["", "\n## Another\n- line\n"])
def test_another_date_in_the_text_is_that_of_every_due_date(more: str) -> None:
    """A due date without a year is of the meeting's: those in other sections have another, too."""
    text = "# Sync\n\n## Info\nDate: {}\n\n## Talk\n- **ACTION:** Ada: do it (due 3 May)\n"
    before = read(Source(text.format("2025-12-30")))
    source = Source(text.format(f"2027-12-30{more}"))
    again = read(source, "", before)
    assert again == read(source)
    notes = [note for section in again.sections for item in section.items if (note := item.note)]
    assert [str(note.due) for note in notes] == ["2028-05-03"]
