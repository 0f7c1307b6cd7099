"""The export desk sends: everything is shown first, and goes out on one key."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.desk import QUIET, SIZES, WIDE, minutes_file, opened
from tests.support.programs import own_programs, program
from tests.support.repositories import clone, git, hub, minutes, pushed

TEXT = """# Storage sync 2026-03-10

## Garden - Bo Lind
- Grootfs is in <!-- Zyxomma -->
- [ ] **ACTION:** Ada Obi: tell the list (due 2026-03-24)
- call +49 30 1234 567
"""
TELLS_NOTHING = TEXT.replace("+49 30 1234 567", "them")


@pytest.fixture(autouse=True)
def programs(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A folder first on PATH, in which sendmail is a program that keeps what it is given."""
    folder = own_programs(monkeypatch, tmp_path)
    program(tmp_path, "sendmail", "cat > sent")
    return folder


@pytest.mark.parametrize("size", SIZES)
async def test_a_mail_is_read_first_and_sent_on_enter(tmp_path: Path, size: tuple[int, int]) -> None:
    settings = QUIET._replace(mail_to="list@example.org")
    async with opened(minutes_file(tmp_path, TEXT), size, settings) as desk:
        await desk.open_export()
        await desk.press("m")
        await desk.until_seen("Before it goes out: 1 thing", "stays in  a phone number")
        await desk.press("space")
        await desk.until_seen("struck    a phone number")
        await desk.press("enter")
        await desk.until_seen("To       list@example.org")
        assert not (tmp_path / "sent").exists()
        await desk.press("enter")
        await desk.until((tmp_path / "sent").exists, "sent")
        await desk.until_seen("Sent to list@example.org.")
    sent = (tmp_path / "sent").read_text()
    assert "tell the list" in sent
    assert "1234 567" not in sent
    assert "Zyxomma" not in sent


async def test_who_gets_it_is_asked_once(tmp_path: Path) -> None:
    path = minutes_file(tmp_path, TELLS_NOTHING)
    async with opened(path, WIDE, QUIET) as desk:
        await desk.open_export()
        await desk.press("m")
        await desk.until_seen("Who gets the mail")
        await desk.type("nobody")
        await desk.until_seen("is no mail address")
        for _ in "nobody":
            await desk.press("backspace")
        await desk.type("a@b.org")
        await desk.press("enter")
        await desk.until_seen("To       a@b.org")
        await desk.press("enter")
        await desk.until((tmp_path / "sent").exists, "sent")
        await desk.until_seen("Sent to")
        await desk.press("m")
        await desk.until_seen("To       a@b.org")


async def test_leaving_sends_nothing(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path, TEXT), WIDE, QUIET._replace(mail_to="a@b.org")) as desk:
        await desk.open_export()
        await desk.press("m")
        await desk.until_seen("Before it goes out")
        await desk.press("escape")
        await desk.until_seen("Export: Markdown")
        await desk.press("m")
        await desk.until_seen("Before it goes out")
        await desk.press("enter")
        await desk.until_seen("To       a@b.org", "+49 30 1234 567")
        await desk.press("escape", "escape")
        assert not (tmp_path / "sent").exists()


async def test_what_is_struck_is_not_in_the_commit_nor_in_the_file(tmp_path: Path) -> None:
    bare = hub(tmp_path)
    path = minutes(clone(bare, tmp_path / "ada", "ada"))
    path.write_text(path.read_text() + "- call +49 30 1234 567\n- keep cy@example.org\n")
    async with opened(path, WIDE, QUIET) as desk:
        await desk.open_export()
        await desk.press("g")
        await desk.until_seen("Before it goes out: 2 things", "taken out of the minutes, too")
        await desk.press("space")
        await desk.until_seen("struck    a phone number", "stays in  a mail address")
        await desk.press("enter")
        await desk.until_seen("one commit to")
        await desk.press("c")
        await desk.until_seen("Committed and pushed")
        text = desk.screen.desk.document.source.text
        assert "- call [struck]\n- keep cy@example.org\n" in text
    assert "- call [struck]\n- keep cy@example.org" in pushed(bare)


async def test_all_is_struck_by_one_key(tmp_path: Path) -> None:
    text = TEXT + "- mail cy@example.org\n"
    async with opened(minutes_file(tmp_path, text), WIDE, QUIET._replace(mail_to="a@b.org")) as desk:
        await desk.open_export()
        await desk.press("m")
        await desk.until_seen("Before it goes out: 2 things")
        await desk.press("A")
        await desk.until_seen("struck    a phone number", "struck    a mail address")
        await desk.press("enter")
        await desk.until_seen("To       a@b.org")
        await desk.press("enter")
        await desk.until_seen("Sent to")
    sent = (tmp_path / "sent").read_text()
    assert "1234 567" not in sent
    assert "cy@example.org" not in sent


async def test_a_commit_is_shown_and_made(tmp_path: Path) -> None:
    bare = hub(tmp_path)
    path = minutes(clone(bare, tmp_path / "ada", "ada"))
    path.write_text(path.read_text() + "- said\n- !p pay\n")
    async with opened(path, WIDE, QUIET) as desk:
        await desk.open_export()
        await desk.press("g")
        await desk.until_seen("Commit, private parts too", "one commit to", "! private, line 1")
        assert "- said" not in pushed(bare)
        await desk.press("p")
        await desk.until_seen("Committed and pushed to minutes/2026-03-10")
    assert "- said" not in pushed(bare)
    assert "- said" in git(bare, "show", "minutes/2026-03-10:minutes/2026-03-10.md")


async def test_where_nothing_can_be_committed_it_says_why(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path, TELLS_NOTHING), WIDE, QUIET) as desk:
        await desk.open_export()
        await desk.press("g")
        await desk.until_seen("Clone")  # one word: where lines end depends on the path before it


async def test_the_calendar_is_saved_beside(tmp_path: Path) -> None:
    path = minutes_file(tmp_path, TEXT)
    async with opened(path, WIDE, QUIET) as desk:
        await desk.open_export()
        await desk.press("c")
        await desk.until(path.with_suffix(".ics").exists, "the calendar")
        await desk.until_seen("Saved 2026-03-10.ics")


async def test_a_document_is_made_when_it_is_saved(tmp_path: Path, programs: Path) -> None:
    pandoc = programs / "pandoc"
    pandoc.write_text("#!/bin/sh\necho made; cat > /dev/null\n")
    pandoc.chmod(0o755)
    path = minutes_file(tmp_path, TEXT)
    async with opened(path, WIDE, QUIET) as desk:
        await desk.open_export()
        for _ in range(7):
            await desk.press("j")
        await desk.until_seen("Export: Word")
        await desk.press("s", "enter")
        await desk.until(path.with_suffix(".docx").exists, "saved")
        await desk.until_seen("Saved 2026-03-10.docx")
    assert path.with_suffix(".docx").read_text() == "made\n"


async def test_final_takes_the_draft_away(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path, TEXT), WIDE, QUIET) as desk:
        await desk.open_export()
        await desk.until_seen("Draft, not approved yet")
        await desk.press("F")
        await desk.until(lambda: "Draft, not approved yet" not in desk.text, "final")
