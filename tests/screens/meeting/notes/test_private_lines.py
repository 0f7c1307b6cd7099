"""Private lines: whatever is typed behind `!p` is in no file at any key, and is there at the next start."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from pathlib import Path

import pytest

from tests.support.desk import PROMPT, QUIET, SMALL, WIDE, Desk, minutes_file, opened
from tui.paths import state_dir
from tui.settings.values import Settings
from tui.state import PrivateLine, load_private, save_private

WORDS = "Bo will leave in May"
MINUTES = "# Harbour 2026-03-10\n\n## Pilots - Ada Obi\n- Towed two ships\n\n## Discussion\n- 1\n- second\n"


def said_on_disk(desk: Desk) -> str:
    """The file, with all that was ever written of it: the drafts and versions, too."""
    files = [desk.path, *(f for f in state_dir().rglob("*") if f.is_file() and "private" not in f.parts)]
    return "\n".join(map(content, files))


def content(file: Path) -> str:
    """What is in a file; it may go at any moment."""
    with suppress(FileNotFoundError):
        return file.read_bytes().decode("utf-8", "replace")
    return ""


def anywhere(desk: Desk) -> str:
    """Every text from which something could be saved."""
    screen = desk.screen
    return f"{screen.editor.text}\n{screen.writing.pending().text}\n{screen.desk.document.source.text}"


@pytest.mark.parametrize("start", ["", "\n", "kept words\n"], ids=["item", "line", "behind words"])
@pytest.mark.parametrize("settings", [PROMPT, QUIET], ids=["saved at once", "saved at the end"])
async def test_no_key_brings_it_into_a_text(tmp_path: Path, start: str, settings: Settings) -> None:
    path = minutes_file(tmp_path, MINUTES)
    async with opened(path, settings=settings) as desk:
        await desk.press("w")
        await desk.type(start)
        for number, character in enumerate(f"!p {WORDS}"):
            await desk.type(character)
            assert WORDS[:2] not in anywhere(desk), number
            assert WORDS[:2] not in said_on_disk(desk), number
        assert f"private: {WORDS}" in desk.text
        await desk.press("enter")
        await desk.type("said aloud")
        await desk.press("escape", "ctrl+s")
        await desk.until(lambda: "said aloud" in path.read_text(), "the rest in the file")
        assert WORDS not in said_on_disk(desk)
        assert "!p" not in path.read_text()
        assert f"private: {WORDS}" in desk.text
        await desk.until(lambda: [line.words for line in load_private(path)] == [WORDS], "kept")
    async with opened(path) as desk:
        await desk.walk_to("Discussion")
        await desk.until_seen(f"private: {WORDS}")
        await desk.press("P")
        assert WORDS not in desk.text


async def test_keys_that_come_in_one_read(tmp_path: Path) -> None:
    path = minutes_file(tmp_path, MINUTES)
    async with opened(path, settings=PROMPT) as desk:
        await desk.press("w")
        desk.post(*f"!p {WORDS}".replace(" ", "§").replace("§", " "))
        await desk.settle()
        assert WORDS[:2] not in anywhere(desk)
        await desk.press("enter")
        await desk.until(lambda: [line.words for line in load_private(path)] == [WORDS], "kept")


@pytest.mark.parametrize("lead", ["", "- ", "  - [ ] ", "> "])
async def test_pasted_lines_are_taken_out(tmp_path: Path, lead: str) -> None:
    path = minutes_file(tmp_path, MINUTES)
    async with opened(path, settings=PROMPT) as desk:
        await desk.press("w")
        await desk.paste(f"\n- one\n{lead}!private {WORDS}\n- two\n")
        assert WORDS not in anywhere(desk)
        await desk.press("escape", "ctrl+s")
        await desk.until(lambda: "- two" in path.read_text(), "the rest in the file")
        assert WORDS not in said_on_disk(desk)
        await desk.until(lambda: [line.words for line in load_private(path)] == [WORDS], "kept")


async def test_undo_brings_nothing_private_into_the_text(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path, MINUTES), settings=QUIET) as desk:
        await desk.press("w")
        await desk.paste(f"\n- one\n!p {WORDS}\n- two")
        await desk.type(f"\n!p {WORDS}\n")
        for key in ["ctrl+z"] * 4 + ["ctrl+y"] * 4:
            await desk.press(key)
            assert WORDS not in anywhere(desk)


async def test_a_mark_put_before_words_takes_them_along(tmp_path: Path) -> None:
    path = minutes_file(tmp_path, MINUTES)
    async with opened(path, settings=QUIET) as desk:
        await desk.press("w", "home")
        await desk.type(f"!p {WORDS} ")
        assert WORDS not in anywhere(desk)
        await desk.press("escape")
        kept = [f"{WORDS} - second"]
        await desk.until(lambda: [line.words for line in load_private(path)] == kept, "kept")


async def test_what_is_typed_before_the_rest_of_the_screen_is_there(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path, MINUTES), settings=QUIET) as desk:
        editor, private = desk.screen.editor, desk.screen.editor.private
        assert private is not None
        editor.private = None
        await desk.press("w")
        await desk.type(f"one\n!p {WORDS}\ntwo")
        assert WORDS in editor.text
        editor.put_private(private, set(MINUTES.split("\n")))
        assert WORDS not in anywhere(desk)


async def test_a_private_line_of_the_file_stays_where_it_is(tmp_path: Path) -> None:
    path = minutes_file(tmp_path, MINUTES + f"- !p {WORDS}\n  - and nested\n")
    async with opened(path, settings=PROMPT) as desk:
        await desk.walk_to("Discussion")
        await desk.press("e", "ctrl+end", "up", "end")
        await desk.type(" soon")
        await desk.press("escape", "ctrl+s")
        await desk.until(lambda: f"!p {WORDS} soon\n" in path.read_text(), "the file's own line")
    assert load_private(path) == []


@pytest.mark.parametrize("size", [WIDE, SMALL])
async def test_a_remark_can_be_private(tmp_path: Path, size: tuple[int, int]) -> None:
    path = minutes_file(tmp_path, MINUTES)
    async with opened(path, size, PROMPT) as desk:
        await desk.walk_to("Pilots")
        await desk.press("enter", "r")
        await desk.type(f"!p {WORDS}")
        await desk.until_seen("on this computer only")
        await desk.press("enter", "escape")
        await desk.until_seen(f"private: {WORDS}"[:40])
        assert WORDS not in said_on_disk(desk)
        kept = [(WORDS, "Towed two ships")]
        await desk.until(lambda: [(line.words, line.under) for line in load_private(path)] == kept, "kept")


async def test_one_is_taken_away(tmp_path: Path) -> None:
    path = minutes_file(tmp_path, MINUTES)
    save_private(path, [PrivateLine("first secret"), PrivateLine("second secret", "", "Towed two ships")])
    async with opened(path) as desk:
        desk.screen.action_command("private_lines")
        await desk.until_seen("1  first secret", "2  second secret  under “Towed two ships”")
        await desk.press("1")
        await desk.until(lambda: [line.words for line in load_private(path)] == ["second secret"], "one gone")
        assert "private: first secret" not in desk.text


async def test_what_it_stood_under_may_go(tmp_path: Path) -> None:
    path = minutes_file(tmp_path, MINUTES)
    key = "Harbour 2026-03-10/Pilots"
    save_private(path, [PrivateLine("a secret", key, "gone"), PrivateLine("b secret", "gone", "gone")])
    async with opened(path) as desk:
        await desk.until_seen("private: a secret", "private: b secret")


async def test_who_follows_has_none(tmp_path: Path) -> None:
    path = minutes_file(tmp_path, MINUTES)
    save_private(path, [PrivateLine("a secret")])
    async with opened(path, follows=True) as desk:
        await asyncio.sleep(0)
        await desk.settle()
        assert "a secret" not in desk.text


async def test_the_state_folder_keeps_them_for_its_owner_alone(tmp_path: Path) -> None:
    path = minutes_file(tmp_path, MINUTES)
    save_private(path, [PrivateLine("a secret")])
    [file] = (state_dir() / "private").iterdir()
    assert file.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("key", ["a", "d", "q", "i"])
async def test_a_note_can_be_private(tmp_path: Path, key: str) -> None:
    path = minutes_file(tmp_path, MINUTES)
    async with opened(path, settings=PROMPT) as desk:
        await desk.walk_to("Pilots")
        await desk.press("enter", key)
        await desk.type(f"!p {WORDS}")
        await desk.press("enter")
        await desk.until_seen(f"private: {WORDS}")
        assert WORDS not in anywhere(desk)
    assert path.read_text() == MINUTES
