"""An item found again after the file changed: by its content, never the wrong line."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.minutes import LINES, all_places, meeting_of
from tui.minutes.model import Item
from tui.minutes.noting import edits, finding
from tui.minutes.noting.edits import Position, find_again, mark
from tui.minutes.noting.finding import find_section, mark_section
from tui.minutes.reading.contents import Body

TEXT = "# A\n- x\n- y\n  - z\n# B\n- y\n- y\n"


def test_found_where_it_moved() -> None:
    sought = mark(meeting_of(TEXT), Position(0, 2))
    moved = meeting_of("# New\n- a\n\n" + TEXT.replace("- x\n", "- w\n- x\n"))
    assert find_again(moved, sought) == Position(1, 3)


def test_found_in_another_section_only_when_it_is_there_once() -> None:
    sought = mark(meeting_of(TEXT), Position(0, 2))
    assert find_again(meeting_of("# C\n- y\n  - z\n"), sought) == Position(0, 1)
    assert find_again(meeting_of("# C\n- z\n- z\n"), sought) is None


def test_gone_is_gone() -> None:
    sought = mark(meeting_of(TEXT), Position(0, 0))
    assert find_again(meeting_of("# A\n- x!\n"), sought) is None


def test_among_lines_that_read_alike_the_same_one_or_none() -> None:
    second = mark(meeting_of(TEXT), Position(1, 1))
    assert find_again(meeting_of(TEXT.replace("# B\n", "# B\n- new\n")), second) == Position(1, 2)
    assert find_again(meeting_of("# A\n# B\n- y\n"), second) is None


def test_an_action_is_found_after_somebody_ticked_it() -> None:
    text = "# A\n- [ ] **ACTION:** Ada: x (due 2026-05-12)\n- [ ] **ACTION:** Abe: x\n"
    meeting = meeting_of(text)
    sought = mark(meeting, Position(0, 0))
    ticked = edits.tick(meeting, Position(0, 0), date(2026, 5, 10)).source
    assert find_again(meeting_of("# A\n- a\n" + ticked.text[4:]), sought) == Position(0, 1)


def test_a_section_has_no_mark() -> None:
    with pytest.raises(ValueError, match="by its key"):
        mark(meeting_of(TEXT), Position(0))


SECTIONS = "# M\n## A\n### X\n- one\n- two\n## B\n### X\n- three\n### Y\n- four\n"


@pytest.mark.parametrize(
    ("changed", "title"),
    [
        (SECTIONS, "X"),
        (SECTIONS.replace("# M\n", "# Other\n"), "X"),
        ("# M\n## A\n## B\n### X\n- three\n", None),  # the other X is another one
        ("# M\n## B\n### X\n- three\n## A\n### X\n- one\n- two\n", "X"),
        (SECTIONS.replace("## A\n### X\n", "## A\n### Z\n"), None),
        (SECTIONS.replace("## A\n### X\n- one\n- two\n", "## A\n### X\n- one\n- two\n### X\n- five\n"), "X"),
    ],
)
def test_a_section_is_found_by_its_heading_and_those_around_it(changed: str, title: str | None) -> None:
    before, after = meeting_of(SECTIONS), meeting_of(changed)
    sought = mark_section(before, before.by_key["M/A/X"])
    found = find_section(after, sought)
    assert (after.sections[found].name if found is not None else None) == title
    if found is not None:
        assert "one" in after.sections[found].items[0].text


def test_a_section_renamed_in_its_place_is_told_by_its_lines() -> None:
    before, after = meeting_of(SECTIONS), meeting_of(SECTIONS.replace("## A\n### X", "## A\n### Z"))
    sought = mark_section(before, before.by_key["M/A/X"])
    assert find_section(after, sought, 2) == after.by_key["M/A/Z"]
    other = meeting_of(SECTIONS.replace("### X\n- one\n- two", "### Z\n- six\n- seven"))
    assert find_section(other, sought, 2) is None


@settings(max_examples=60, deadline=None)
@given(st.lists(LINES, max_size=8), st.lists(LINES, max_size=8))
def test_never_another_text(lines: list[str], others: list[str]) -> None:
    meeting, other = meeting_of("\n".join(lines)), meeting_of("\n".join(others))
    for place in all_places(meeting):
        if place.item is None:
            continue
        sought = mark(meeting, place)
        assert find_again(meeting, sought) == place
        found = find_again(other, sought)
        if found is not None:
            item, was = edits.item_at(other, found), edits.item_at(meeting, place)
            same_note = item.note is not None and was.note is not None and item.note.text == was.note.text
            assert item.text == was.text or same_note


@settings(max_examples=60, deadline=None)
@given(st.lists(st.one_of(LINES, st.sampled_from(["# A", "## B", "# C"])), max_size=20), st.data())
def test_looking_only_where_the_words_stand_finds_the_same(lines: list[str], data: st.DataObject) -> None:
    meeting = meeting_of("\n".join(lines))
    others = data.draw(st.permutations(lines))
    other = meeting_of("\n".join(others))
    for place in all_places(meeting):
        if place.item is None:
            continue
        sought = mark(meeting, place)
        found = find_again(other, sought)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(finding, "_sections_with", lambda among, _: range(len(among.sections)))
            assert find_again(other, sought) == found


def test_in_long_minutes_few_sections_are_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "# Sync 2026-03-10\n" + "".join(f"## Team {n} - Ada Obi\n- report {n}\n" for n in range(300))
    sought = mark(meeting_of(text + "## End\n- only here\n"), Position(301, 0))
    elsewhere = meeting_of(text.replace("- report 7\n", "- report 7\n- only here\n"))
    gone = meeting_of(text)
    made: list[Body] = []
    items = Body.items

    def counted(body: Body, at: int) -> tuple[Item, ...]:
        made.append(body)
        return items(body, at)

    monkeypatch.setattr(Body, "items", counted)
    assert find_again(elsewhere, sought) == Position(8, 1)
    assert find_again(gone, sought) is None
    assert len(made) < 5
