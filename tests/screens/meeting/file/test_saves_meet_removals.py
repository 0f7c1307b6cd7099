"""A save that meets the removal or the move of the section that is written in: nothing lands elsewhere."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.screens.meeting.file.test_lost_section import (
    GONE,
    INFRA,
    MEETING,
    disk,
    edit_infrastructure,
    until_asked,
)
from tests.support.desk import QUIET, Desk, minutes_file, opened, replace_atomically
from tui.minutes.keeping.document import Document
from tui.minutes.keeping.results import NotSaved, Saved
from tui.minutes.text.source import Source
from tui.paths import state_dir
from tui.screens.meeting.file.edited_section import EditedSection

LAST = "\n### UAA - Cy Park\n- Last\n"


def save_meets(desk: Desk, text: str, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Others write a text right before the next save looks; gives the texts that saves left in the file."""
    live, left = desk.screen.desk.live, list[str]()
    save = live.save

    def late(*given: Any, **named: Any) -> Saved | NotSaved:
        if not left:
            replace_atomically(desk.path, text.encode())
        result = save(*given, **named)
        left.append(disk(desk))
        return result

    monkeypatch.setattr(live, "save", late)
    return left


@pytest.mark.parametrize(("name", "lines"), [("Infrastructure", INFRA), ("UAA", LAST)])
async def test_a_save_that_meets_the_removal_of_its_section_writes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, lines: str
) -> None:
    gone = MEETING.replace(lines, "")
    async with opened(minutes_file(tmp_path, MEETING), settings=QUIET) as desk:
        await desk.walk_to(name)
        await desk.press("e")
        await desk.type("\n- typed")
        left = save_meets(desk, gone, monkeypatch)
        await desk.press("ctrl+s")
        await desk.until(lambda: f"{name} was removed" in desk.text, "told")
        await desk.type(" dx")
        assert desk.written[-1] == "- typed dx"
        await desk.press("ctrl+s")
        await desk.settle()
        assert {*left, disk(desk)} == {gone}
        await until_asked(desk)
        await desk.press("p")
        await desk.save()
        assert f"{lines.strip()}\n- typed dx\n" in disk(desk)


async def test_a_save_that_meets_the_removal_of_one_of_two_sections_with_one_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = "# Sync\n\n## Core\n- two\n"
    async with opened(
        minutes_file(tmp_path, "# Sync\n\n## Core\n- one\n\n## Core\n- two\n"), settings=QUIET
    ) as desk:
        await desk.walk_to("Core")
        await desk.press("e")
        await desk.type("\n- typed")
        left = save_meets(desk, other, monkeypatch)
        await desk.press("ctrl+s")
        await desk.until(lambda: "Core was removed" in desk.text, "told")
        assert {*left, disk(desk)} == {other}


def test_a_section_that_the_file_does_not_have_yet_is_not_missed_in_it() -> None:
    document = Document(Source("# T\n\n## Discussion\n\n- typed\n\nwords\n"))
    section = EditedSection(document)
    index = document.meeting.by_key[document.meeting.sections[-1].key]
    section.open(document.written(index), index)
    assert section.name == "Discussion"
    for theirs in ("# Other\n", "# T\n\nwords\n- of others\n"):
        assert section.place_in(Source("# T\n\nwords\n"))(Source(theirs))
    assert not section.place_in(document.source)(Source("# Other\n"))


async def test_a_save_that_meets_the_move_of_its_section_goes_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    moved = f"{GONE}\n{INFRA}".rstrip("\n") + "\n"
    async with opened(minutes_file(tmp_path, MEETING), settings=QUIET) as desk:
        await edit_infrastructure(desk)
        await desk.type("\n- typed")
        left = save_meets(desk, moved, monkeypatch)
        await desk.press("ctrl+s")
        await desk.until(lambda: len(left) == 2, "saved")
        assert set(left) == {moved, f"{moved}- typed\n"}
        await desk.until(lambda: desk.said == "Saved.", "told")
        await desk.type(" on")
        await desk.save()
        assert disk(desk) == f"{moved}- typed on\n"


async def test_a_program_that_is_ended_before_it_sees_a_removal_keeps_a_draft(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path, MEETING), settings=QUIET) as desk:
        await edit_infrastructure(desk)
        await desk.type("\n- typed")
        replace_atomically(desk.path, GONE.encode())
        assert desk.app.last_words is not None
        desk.app.last_words.save()
        assert disk(desk) == GONE
        assert any(b"- typed" in draft.read_bytes() for draft in state_dir().rglob("*.draft"))
