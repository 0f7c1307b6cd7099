"""Concerns made on a desk of their own, without an app: what they do to the text and what they say."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.support.bare_desk import bare_desk
from tui.minutes.model import Note, NoteKind
from tui.minutes.noting.edits import Position, add_note, remove
from tui.minutes.noting.owners import People
from tui.minutes.text.source import Source
from tui.screens.meeting.desk import Desk
from tui.screens.meeting.file.changes import Changes
from tui.screens.meeting.navigation.signing import Signing

TEXT = """# Harbour board 2026-03-10

## Berths - Ada Obi
- berth 4 is dredged

## Cranes - Bo Lind
- crane 2 waits for a part
"""

TODAY = date(2026, 3, 10)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    path = tmp_path / "2026-03-10.md"
    path.write_text(TEXT)
    return bare_desk(path)


def noted(desk: Desk, words: str, section: int) -> None:
    note = Note(NoteKind.INFO, words)
    desk.change(lambda: add_note(desk.document.meeting, note, Position(section)))


def lines_with(desk: Desk, words: str) -> list[str]:
    return [line for line in desk.document.source.lines if words in line]


def test_a_change_is_made_told_taken_back_and_made_again(desk: Desk) -> None:
    changes = Changes(desk)
    touched: list[bool] = []
    desk.touched.append(lambda: touched.append(True))
    noted(desk, "the pilot boat is back", 1)
    assert lines_with(desk, "pilot boat") == ["- **INFO:** the pilot boat is back\n"]
    assert desk.status.remark.done
    assert touched == [True]
    changes.commands()["undo"]()
    assert desk.document.source == Source(TEXT)
    changes.commands()["redo"]()
    assert lines_with(desk, "pilot boat")
    assert touched == [True] * 3


def test_an_edit_that_cannot_be_made_changes_nothing_and_says_why(desk: Desk) -> None:
    changes = Changes(desk)
    assert desk.change(lambda: remove(desk.document.meeting, Position(1))) is None
    assert desk.status.remark.trouble
    assert desk.document.source == Source(TEXT)
    assert not changes.can_undo
    changes.commands()["undo"]()
    assert desk.status.remark.text == "There is nothing to undo."


def test_who_follows_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "2026-03-10.md"
    path.write_text(TEXT)
    desk = bare_desk(path, follows=True)
    Changes(desk)
    noted(desk, "a word", 1)
    assert desk.document.source == Source(TEXT)
    assert desk.status.remark.text


STEPS = st.lists(st.sampled_from(["note", "undo", "redo", "other", "spoil"]), max_size=14)


@given(STEPS)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_undo_and_redo_forget_nothing(tmp_path: Path, steps: list[str]) -> None:
    """Whatever others write between: what is undone can be made again, and their lines stay."""
    path = tmp_path / "2026-03-10.md"
    path.write_text(TEXT)
    desk = bare_desk(path)
    changes = Changes(desk)
    others: list[str] = []
    for number, step in enumerate(steps):
        if step == "note":
            noted(desk, f"note {number}", 1)
        elif step == "other":
            others.append(f"- theirs {number}\n")
            lines = [*desk.document.source.lines]
            at = lines.index("## Cranes - Bo Lind\n") + 1
            desk.put(Source("".join([*lines[:at], others[-1], *lines[at:]])))
        elif step == "spoil":  # somebody corrects the last note that is there
            text = desk.document.source.text
            desk.put(Source(text.replace("**INFO:** note", f"**INFO:** corrected {number} note", 1)))
        else:
            changes.commands()[step]()
        assert all(line in desk.document.source.lines for line in others)
    for _ in steps:
        changes.commands()["redo"]()
    there = len(lines_with(desk, "note "))
    for _ in steps:
        changes.commands()["undo"]()
    for _ in steps:
        changes.commands()["redo"]()
    assert len(lines_with(desk, "note ")) == there


def test_a_name_is_put_into_a_report_and_taken_out(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    changes = Changes(desk)
    signing = Signing(desk, lambda: People(()))
    monkeypatch.setattr(Signing, "me", "Ada Obi")
    key = desk.meeting.sections[1].key
    done: list[Callable[[], object]] = []
    signing.named(lambda: done.append(changes.commands()["undo"]))
    assert len(done) == 1  # who I am is known: nothing is asked
    signing.change([key], signing=True, said="signed")
    assert signing.signed(desk.meeting) == {key}
    signing.change([key], signing=True, said="signed")
    assert desk.status.remark.trouble  # it was done already
    signing.change([key], signing=False, said="taken out")
    assert signing.signed(desk.meeting) == set()
    done[0]()
    assert signing.signed(desk.meeting) == {key}
