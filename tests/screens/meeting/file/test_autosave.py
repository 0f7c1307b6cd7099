"""Keeping the file: autosave, other people's saves as they happen, and files that go away."""

from __future__ import annotations

import stat
from functools import partial
from pathlib import Path

import pytest

from tests.support.desk import (
    PROMPT,
    QUIET,
    SIZES,
    SMALL,
    Desk,
    changed_lines,
    minutes_file,
    opened,
    replace_atomically,
)
from tui.settings.values import Settings

OUTSIDE = b"- A word from somebody else\n"


def has_text(desk: Desk, text: str) -> bool:
    return text in desk.screen.desk.document.source.text


def add_outside(path: Path, line: bytes = OUTSIDE) -> bytes:
    """Somebody else adds a line of announcements; returns the file's bytes then."""
    data = path.read_bytes().replace(b"## Announcements\n", b"## Announcements\n" + line)
    replace_atomically(path, data)
    return data


def text_in_panes(desk: Desk) -> list[str]:
    """What is on screen in the panes, without the scroll bar."""
    return [row.rstrip("▁▂▃▄▅▆▇█ ") for row in desk.seen(desk.screen.panes).split("\n")]


async def at_work(desk: Desk) -> None:
    """Somebody has folded a group, walked, scrolled, and put the editor's cursor amid a line."""
    await desk.walk_to("Garden")
    await desk.press("h")
    await desk.walk_to("Diego")
    await desk.press("enter", "j", "w", "up", "up", "home", "right", "right", "right")


async def test_autosave_writes_when_the_typing_rests(tmp_path: Path) -> None:
    path = minutes_file(tmp_path)
    before = path.read_bytes()
    async with opened(path, settings=PROMPT) as desk:
        await desk.press("w")
        await desk.type("\nby itself")
        await desk.until(lambda: b"by itself" in path.read_bytes(), "saved")
        await desk.until(lambda: desk.kept.startswith("saved "), "said so")
        assert desk.focus == "editor"
        await desk.type(", and on")
        await desk.until(lambda: b"by itself, and on\n" in path.read_bytes(), "saved again")
    assert changed_lines(before, path.read_bytes()) == ([], [b"- by itself, and on"])


async def test_leaving_the_editor_saves(tmp_path: Path) -> None:
    path = minutes_file(tmp_path)
    async with opened(path, settings=Settings(autosave_after=60)) as desk:
        await desk.press("w")
        await desk.type("\nleft")
        assert b"left\n" not in path.read_bytes()
        await desk.press("escape")
        await desk.until(lambda: b"- left\n" in path.read_bytes(), "saved")


async def test_quitting_saves(tmp_path: Path) -> None:
    path = minutes_file(tmp_path)
    async with opened(path) as desk:
        await desk.press("w")
        await desk.type("\nlast words")
        await desk.press("ctrl+q")
        await desk.until(lambda: not desk.app.is_running, "the app ends")
    assert b"- last words\n" in path.read_bytes()


async def test_nothing_typed_nothing_written(tmp_path: Path) -> None:
    path = minutes_file(tmp_path)
    before = path.stat()
    async with opened(path, settings=Settings(autosave_after=60)) as desk:
        await desk.press("w", "down", "x", "backspace", "escape", "ctrl+s")
        await desk.until(lambda: desk.said == "Saved.", "said")
        await desk.press("ctrl+q")
        await desk.until(lambda: not desk.app.is_running, "the app ends")
    after = path.stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


async def test_the_mode_is_kept_and_symlinks_are_followed(tmp_path: Path) -> None:
    real = minutes_file(tmp_path)
    real.chmod(0o640)
    link = tmp_path / "link.md"
    link.symlink_to(real)
    async with opened(link) as desk:
        await desk.press("w")
        await desk.type("\nthrough the link")
        await desk.save()
    assert link.is_symlink()
    assert stat.S_IMODE(real.stat().st_mode) == 0o640
    assert b"through the link\n" in real.read_bytes()
    assert [entry.name for entry in real.parent.iterdir()] == [real.name]


@pytest.mark.parametrize("size", SIZES)
async def test_an_outside_change_shows_and_everything_stays_where_it_was(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    path = minutes_file(tmp_path)
    async with opened(path, size) as desk:
        await at_work(desk)
        screen = desk.screen
        panes, agenda = text_in_panes(desk), desk.seen(screen.agenda)
        cursor, scroll = screen.editor.cursor_location, screen.editor.scroll_offset
        tree_scroll, text = screen.agenda.scroll_offset, desk.written
        add_outside(path)
        await desk.until(lambda: "Merged 1 line from disk" in desk.said, "taken up")
        assert (screen.editor.cursor_location, screen.editor.scroll_offset) == (cursor, scroll)
        assert desk.written == text
        assert screen.editor.line_number_start == 21
        assert desk.focus == "editor"
        assert desk.section.name == "Diego"
        assert screen.agenda.scroll_offset == tree_scroll
        assert text_in_panes(desk) == panes
        assert "Grootfs" not in desk.seen(screen.agenda)
        if agenda:
            row = next(row for row in desk.seen(screen.agenda).split("\n") if "Announcements" in row)
            assert "●" in row
            assert " 4 " in row
        assert desk.kept == "saved"


async def test_a_change_of_the_lines_being_edited_is_taken_up(tmp_path: Path) -> None:
    path = minutes_file(tmp_path)
    async with opened(path) as desk:
        await desk.press("w", "up", "home")
        cursor = desk.screen.editor.cursor_location
        old = b"- How do we keep two stemcell lines tested at once?\n"
        replace_atomically(path, path.read_bytes().replace(old, b"- new above\n" + old))
        await desk.until(lambda: "- new above" in desk.written, "taken up")
        assert desk.screen.editor.cursor_location == (cursor[0] + 1, cursor[1])
        await desk.type("x")
        await desk.press("ctrl+z")
        await desk.press("ctrl+s")
        assert "- new above" in desk.written


async def test_a_write_in_place_is_seen_too(tmp_path: Path) -> None:
    path = minutes_file(tmp_path)
    async with opened(path, SMALL) as desk:
        await desk.press("j", "enter")
        with path.open("r+b") as stream:
            data = stream.read().replace(b"Minutes of the", b"MINUTES of the")
            stream.seek(0)
            stream.write(data)
        await desk.until_seen("MINUTES of the")


async def test_change_after_change_is_seen(tmp_path: Path) -> None:
    path = minutes_file(tmp_path)
    async with opened(path) as desk:
        await desk.press("j")
        for number in range(5):
            add_outside(path, f"- outside {number}\n".encode())
            await desk.until_seen(f"outside {number}")


async def test_an_outside_change_takes_nothing_of_what_is_typed(tmp_path: Path) -> None:
    path = minutes_file(tmp_path)
    async with opened(path) as desk:
        await desk.press("w")
        await desk.type("\nnot yet saved")
        await desk.press("left", "left")
        cursor = desk.screen.editor.cursor_location
        theirs = add_outside(path)
        await desk.until(lambda: "Merged 1 line from disk" in desk.said, "said")
        assert desk.written[-1] == "- not yet saved"
        assert desk.screen.editor.cursor_location == cursor
        assert desk.kept == "unsaved"
        assert path.read_bytes() == theirs
        await desk.type("!")
        assert desk.written[-1] == "- not yet sav!ed"
        await desk.save()
    assert changed_lines(theirs, path.read_bytes()) == ([], [b"- not yet sav!ed"])


async def test_the_same_line_changed_on_both_sides_is_kept_twice(tmp_path: Path) -> None:
    path = minutes_file(tmp_path, "# T\n\n## Discussion\n- one\n- two\n")
    async with opened(path) as desk:
        await desk.press("w", "end")
        await desk.type(" ours")
        replace_atomically(path, path.read_bytes().replace(b"- two", b"- two theirs"))
        await desk.until(lambda: "both are kept" in desk.said, "said")
        assert desk.written == ["- one", "- two theirs", "- two ours"]
        await desk.save()
    assert path.read_text("utf-8") == "# T\n\n## Discussion\n- one\n- two theirs\n- two ours\n"


async def test_another_program_that_writes_what_it_read_before_our_save_takes_nothing(
    tmp_path: Path,
) -> None:
    path = minutes_file(tmp_path)
    before = path.read_bytes()
    async with opened(path, settings=PROMPT) as desk:
        await desk.press("w")
        await desk.type("\nours")
        await desk.until(lambda: b"ours\n" in path.read_bytes(), "saved")
        replace_atomically(path, before.replace(b"## Announcements\n", b"## Announcements\n" + OUTSIDE))
        await desk.until(lambda: OUTSIDE in path.read_bytes() and b"ours\n" in path.read_bytes(), "put back")
        assert desk.written[-1] == "- ours"
        await desk.until_seen("A word from somebody else")


async def test_typing_goes_on_while_others_save(tmp_path: Path) -> None:
    path = minutes_file(tmp_path)
    async with opened(path, settings=PROMPT) as desk:
        await desk.press("w")
        for number in range(6):
            await desk.type(f"\nours {number}")
            add_outside(path, f"- theirs {number}\n".encode())
            await desk.until(partial(has_text, desk, f"theirs {number}"), "taken up")
        await desk.press("ctrl+q")
        await desk.until(lambda: not desk.app.is_running, "the app ends")
    lines = path.read_text("utf-8").split("\n")
    assert [line for line in lines if line.startswith("- ours")] == [f"- ours {n}" for n in range(6)]
    assert [line for line in lines if "theirs" in line] == [f"- theirs {n}" for n in reversed(range(6))]


async def test_a_file_that_vanishes_is_said_and_what_is_typed_is_saved_when_it_is_back(
    tmp_path: Path,
) -> None:
    path = minutes_file(tmp_path)
    data = path.read_bytes()
    async with opened(path) as desk:
        path.unlink()
        await desk.until(lambda: desk.kept == "file gone", "said")
        assert "gone: deleted or moved" in desk.said
        await desk.press("w")
        await desk.type("\nkept")
        await desk.press("ctrl+s")
        await desk.until(lambda: desk.kept == "NOT SAVED: gone", "said")
        assert not path.exists()
        assert desk.written[-1] == "- kept"
        path.write_bytes(data)
        await desk.until(lambda: desk.kept == "unsaved" or desk.kept.startswith("saved "), "noticed")
        await desk.save()
    assert changed_lines(data, path.read_bytes()) == ([], [b"- kept"])


async def test_quitting_with_a_vanished_file_asks_once_and_keeps_a_draft(
    tmp_path: Path, isolated: Path
) -> None:
    path = minutes_file(tmp_path)
    async with opened(path) as desk:
        path.unlink()
        await desk.press("w")
        await desk.type("\nkept safe")
        await desk.press("ctrl+q")
        await desk.until(lambda: "^q again quits" in desk.said, "asked")
        assert desk.app.is_running
        await desk.press("ctrl+q")
        await desk.until(lambda: not desk.app.is_running, "the app ends")
    drafts = [file for file in (isolated / "state").rglob("*") if file.is_file()]
    assert any(b"kept safe" in file.read_bytes() for file in drafts)
    assert not path.exists()


async def test_a_file_that_turns_into_something_else_than_text_is_left_alone(tmp_path: Path) -> None:
    path = minutes_file(tmp_path)
    async with opened(path) as desk:
        await desk.press("w")
        await desk.type("\nkept")
        replace_atomically(path, b"# T\xff\xfe\n")
        await desk.until(lambda: "not UTF-8" in desk.said, "said")
        await desk.press("ctrl+s")
        await desk.until(lambda: desk.kept.startswith("NOT SAVED"), "said")
        assert desk.written[-1] == "- kept"
    assert path.read_bytes() == b"# T\xff\xfe\n"


async def test_a_save_says_nothing_over_trouble_of_another_kind(tmp_path: Path) -> None:
    path = minutes_file(tmp_path, "# Sync 2026-03-10\n\n## Discussion\n- one\n")
    async with opened(path, settings=QUIET) as desk:
        await desk.press("w")
        await desk.type("two")
        desk.screen.desk.say("This could not be undone.", trouble=True)
        desk.screen.concerns.autosave.save_then(lambda: None)
        await desk.until(
            lambda: "- two" in path.read_text("utf-8") and desk.kept.startswith("saved"), "saved"
        )
        assert desk.said == "This could not be undone."
