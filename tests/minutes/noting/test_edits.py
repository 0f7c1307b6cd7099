"""Notes changed, ticked, dropped, removed; outcomes; sections typed anew."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.minutes import LINES, all_places, meeting_of
from tui.minutes.model import Item, Meeting, Note, NoteKind
from tui.minutes.noting import edits
from tui.minutes.noting.edits import Edit, EditError, Position

DAY = date(2026, 5, 10)
FIRST = Position(0, 0)


def ticked(text: str, item: int = 0) -> str:
    return edits.tick(meeting_of(text), Position(0, item), DAY).source.text


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("- [ ] **ACTION:** Ada: x\n", "- [x] **ACTION:** Ada: x (done 2026-05-10)\n"),
        ("- [ ] **ACTION:** A: (due 2026-05-12)", "- [x] **ACTION:** A: (due 2026-05-12, done 2026-05-10)"),
        ("*   [ ]  **ACTION:** Ada:  x  \r\n", "*   [x]  **ACTION:** Ada:  x (done 2026-05-10)\r\n"),
        ("- [ ] **ACTION:** Ada: x\n  - y\n", "- [x] **ACTION:** Ada: x (done 2026-05-10)\n  - y\n"),
        ("- [ ] **ACTION:** A: x\n  y (from b)\n", "- [x] **ACTION:** A: x y (done 2026-05-10, from b)\n"),
        ("- ACTION: Ada to x\n", "- ACTION: Ada to x (done 2026-05-10)\n"),
        ("- Action item: Ada to x\n  and y\n", "- Action item: Ada to x\n  and y (done 2026-05-10)\n"),
        ("- [ ] @ada write x\n", "- [x] @ada write x (done 2026-05-10)\n"),
        ("AI(AO) write x\n", "AI(AO) write x (done 2026-05-10)\n"),
        ("1. [ ] **ACTION:** TBD: x\n", "1. [x] **ACTION:** TBD: x (done 2026-05-10)\n"),
        ("> - [ ] **ACTION:** Ada: x\n", "> - [x] **ACTION:** Ada: x (done 2026-05-10)\n"),
    ],
)  # fmt: skip
def test_tick_and_open_again(before: str, after: str) -> None:
    meeting = meeting_of(before)
    index = next(n for n, item in enumerate(meeting.sections[0].items) if item.note is not None)
    edit = edits.tick(meeting, Position(0, index), DAY)
    assert edit.source.text == after
    assert edit.said.startswith("ticked action for ")
    note = meeting_of(after).sections[0].items[index].note
    assert note is not None
    assert note.done
    again = edits.tick(meeting_of(after), Position(0, index), DAY)
    assert again.said.startswith("reopened action for ")
    reread = meeting_of(again.source.text).sections[0].items[index].note
    assert reread is not None
    assert reread.open


def test_drop_with_a_reason_nested_under_it() -> None:
    text = "- [ ] **ACTION:** Ada: x (due 2026-05-12)\n  - y\n- z\n"
    edit = edits.drop(meeting_of(text), FIRST, DAY, "no\nbudget")
    assert edit.source.text == (
        "- [x] **ACTION:** Ada: x (due 2026-05-12, dropped 2026-05-10)\n  - y\n  - dropped: no budget\n- z\n"
    )
    assert edit.said == "dropped action for Ada at the top of the file"
    (note,) = [n for _, _, n in meeting_of(edit.source.text).notes()]
    assert (note.dropped, note.done, note.open) == (True, False, False)
    with pytest.raises(EditError, match="dropped already"):
        edits.drop(meeting_of(edit.source.text), FIRST, DAY)


def test_what_is_no_action_cannot_be_ticked() -> None:
    for text in ("- **DECISION:** x\n", "- words\n"):
        with pytest.raises(EditError, match="Choose an action or a flag first"):
            edits.tick(meeting_of(text), FIRST, DAY)
    with pytest.raises(EditError, match="Choose an item"):
        edits.tick(meeting_of("# A\n"), Position(0), DAY)


def test_outcomes_one_key_then_another() -> None:
    text = "# A\n- Propose to move on\n  - a remark\n- b\n"
    first = edits.set_outcome(meeting_of(text), FIRST)
    assert (
        first.source.text
        == "# A\n- Propose to move on\n  - a remark\n  - **DECISION:** approved; no objections\n- b\n"
    )
    assert first.said == "approved under A"
    with pytest.raises(EditError, match="approved already"):
        edits.set_outcome(meeting_of(first.source.text), FIRST)
    second = edits.set_outcome(meeting_of(first.source.text), FIRST, "deferred", "until the docs are done")
    assert "  - **DECISION:** deferred; until the docs are done\n" in second.source.text
    assert "approved" not in second.source.text
    assert second.said == "changed to deferred under A"
    third = edits.set_outcome(meeting_of(second.source.text), Position(0, 2), "rejected")
    assert "  - **DECISION:** rejected\n" in third.source.text
    words = edits.set_outcome(meeting_of(text), FIRST, "deferred", "postponed")
    assert "  - **DECISION:** postponed\n" in words.source.text


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("- we **should** write x\n", "- [ ] **ACTION:** Ada: we **should** write x (due 2026-05-10)\n"),
        ("*  a\n   b  \n", "*  [ ] **ACTION:** Ada: a\n   b (due 2026-05-10)\n"),
        ("- [ ] a\n", "- [ ] **ACTION:** Ada: a (due 2026-05-10)\n"),
        ("- a\n- -- b\n", "- [ ] **ACTION:** Ada: a (due 2026-05-10)\n- -- b\n"),
        ("a\n\nb\n", "- [ ] **ACTION:** Ada: a (due 2026-05-10)\n\nb\n"),
        ("- **QUESTION:** a\n", "- [ ] **ACTION:** Ada: a (due 2026-05-10)\n"),
    ],
)
def test_a_remark_becomes_an_action_with_its_words(before: str, after: str) -> None:
    edit = edits.make_action(meeting_of(before), FIRST, ["Ada"], DAY)
    assert edit.source.text == after
    with pytest.raises(EditError, match="already"):
        edits.make_action(meeting_of(after), FIRST)


def test_a_reply_becomes_an_action_under_its_bullet() -> None:
    edit = edits.make_action(meeting_of("- a\n-- b\n\n- c\n"), Position(0, 1))
    assert edit.source.text == "- a\n  - [ ] **ACTION:** TBD: b\n\n- c\n"
    with pytest.raises(EditError, match="cannot be a note"):
        edits.make_action(meeting_of("```\nx\n```\n"), FIRST)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("+  **INFO:** a\n   b\n   - c\n", "+  [ ] **ACTION:** Bo: new\n   - c\n"),
        ("ACTION 7.1: Ada to do it\n", "- [ ] **ACTION:** Bo: new\n"),
        ("- AI: Ada to do it\r\n- b\r\n", "- [ ] **ACTION:** Bo: new\r\n- b\r\n"),
    ],
)
def test_change_a_note(before: str, after: str) -> None:
    edit = edits.change_note(meeting_of(before), FIRST, Note(NoteKind.ACTION, "new", ("Bo",)))
    assert edit.source.text == after


@pytest.mark.parametrize(
    ("before", "item", "after"),
    [
        ("- a\n- b\n  - c\n- d\n", 1, "- a\n- d\n"),
        ("a\n\n- b\n\nc\n", 1, "a\n\nc\n"),
        ("a\n\n- b\n", 1, "a\n\n"),
        ("- a\n-- b\n", 1, "- a\n"),
        ("- a\n- b", 1, "- a\n"),
        ("a\n***\nb\n", 1, "a\n\nb\n"),
    ],
)
def test_remove(before: str, item: int, after: str) -> None:
    edit = edits.remove(meeting_of(before), Position(0, item))
    assert edit.source.text == after
    assert edit.said.startswith("removed item")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "# M\n\n## Agenda\n- a\n\n## Teams\n\n### CLI - Ada Obi\n",
            "# M\n\n## Agenda\n- a\n\n## Discussion\n\n\n## Teams\n\n### CLI - Ada Obi\n",
        ),
        ("# M\n### Announcements\n### Rest\n", "# M\n### Announcements\n\n### Discussion\n\n\n### Rest\n"),
        ("# M\n", "# M\n\n## Discussion\n"),
        ("words", "words\n\n## Discussion"),
        ("", "## Discussion\n"),
        ("# M\n## Rest\n```\n", "# M\n\n## Discussion\n\n\n## Rest\n```\n"),
    ],
)
def test_a_discussion_is_made_where_it_belongs(before: str, after: str) -> None:
    edit = edits.ensure_discussion(meeting_of(before))
    assert edit is not None
    assert edit.source.text == after
    assert edits.ensure_discussion(meeting_of(after)) is None


def other_items(meeting: Meeting, own: Callable[[Item], bool]) -> list[tuple[object, ...]]:
    return [(i.kind, i.text, i.task) for section in meeting.sections for i in section.items if not own(i)]


def check_edit(meeting: Meeting, place: Position, make: Callable[[], Edit]) -> None:
    """An edit of one item leaves all others as they are read; one that cannot is refused."""
    try:
        edit = make()
    except EditError:
        return
    changed = meeting.sections[place.section].items[place.item or 0]
    before = other_items(meeting, lambda item: item.own.start in changed.own)
    after = other_items(meeting_of(edit.source.text), lambda item: item.own.start in edit.span)
    assert after == before


@settings(max_examples=60, deadline=None)
@given(st.lists(LINES, max_size=8).map("\n".join))
def test_other_items_stay_whatever_is_changed(text: str) -> None:
    meeting = meeting_of(text)
    for place in all_places(meeting):
        if place.item is None:
            continue
        item = edits.item_at(meeting, place)
        changed = Note(NoteKind.DECISION, "approved")
        check_edit(meeting, place, partial(edits.make_action, meeting, place, ["Ada"]))
        check_edit(meeting, place, partial(edits.change_note, meeting, place, changed))
        if item.note is not None and item.note.kind is NoteKind.ACTION:
            check_edit(meeting, place, partial(edits.tick, meeting, place, DAY))
