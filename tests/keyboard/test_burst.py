"""Text typed or pasted into the wrong window is offered as a note; keys that are meant act as ever."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual import events

from tests.support.desk import minutes_file, opened
from tui.keyboard.burst import KeyBurst

MEETING = "# Sync 2026-03-10\n\n## CLI - Ada Obi\n- First\n- [ ] **ACTION:** Ada Obi: x\n\n## UAA - Bo Ek\n"


def burst_of(text: str) -> str:
    burst = KeyBurst()
    for character in text:
        named = {"\n": events.Key("enter", None), "\t": events.Key("tab", "\t")}
        burst.hold(named.get(character, events.Key(character, character)))
    return burst.text


@pytest.mark.parametrize(("keys", "text"), [
    ("hello world", "hello world"), ("ls -la\n", "ls -la\n"), ("a\tbcdef", "a bcdef"), ("über 9", "über 9"),
    ("jjjjjjjjjjjj", ""), ("jkjkjkjkjk", ""), ("]]nn", ""), ("adx", ""), ("", ""), ("\n\n\n\n\n\n", ""),
])  # fmt: skip
def test_what_is_text(keys: str, text: str) -> None:
    assert burst_of(keys) == text


def test_keys_wait_in_order() -> None:
    burst = KeyBurst()
    assert not burst.waiting
    assert [burst.hold(events.Key(key, key)) for key in "abc"] == [True, False, False]
    assert burst.waiting
    taken = [burst.take() for _ in range(4)]
    assert [key.key if key is not None else None for key in taken] == ["a", "b", "c", None]


@pytest.mark.parametrize("area", ["agenda", "panes"])
async def test_typed_text_is_no_command(tmp_path: Path, area: str) -> None:
    async with opened(minutes_file(tmp_path, MEETING)) as desk:
        await desk.walk_to("CLI")
        if area == "panes":
            await desk.press("enter")
        await desk.type("xDo and qu [/b]\n")
        assert desk.screen.desk.document.source.text == MEETING
        assert desk.screen.desk.capture.typed == "xDo and qu [/b]"
        assert "Looked like text" in desk.said
        await desk.press("enter")
        assert "**INFO:** xDo and qu [/b]\n" in desk.screen.desk.document.source.text


@pytest.mark.parametrize("text", ["first\nsecond", "x", "D"])
async def test_pasted_text_is_no_command(tmp_path: Path, text: str) -> None:
    async with opened(minutes_file(tmp_path, MEETING)) as desk:
        await desk.walk_to("CLI")
        await desk.paste(text)
        assert desk.screen.desk.capture.typed == " ".join(text.split())
        await desk.press("escape", "i")
        assert desk.screen.desk.capture.typed == " ".join(text.split())
        assert desk.screen.desk.document.source.text == MEETING


async def test_a_draft_does_not_take_the_place_of_a_line_kept(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path, MEETING)) as desk:
        await desk.press("i")
        await desk.type("kept")
        await desk.press("escape")
        await desk.type("some other text")
        assert desk.screen.desk.capture.typed == "kept some other text"


async def test_text_over_the_notes_list_is_no_command(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path, MEETING)) as desk:
        await desk.press("N")
        await desk.type("x marks the spot")
        assert desk.app.screen is desk.screen
        assert desk.screen.desk.capture.typed == "x marks the spot"
        assert desk.screen.desk.document.source.text == MEETING


async def test_a_held_key_moves_and_quick_keys_act_one_after_another(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path)) as desk:
        await desk.type("j" * 12)
        assert desk.section.name == "Routing"
        await desk.type("gjj")
        assert desk.section.name == "PMC Lifecycle Activities"
        await desk.type("]]")
        assert desk.section.name == "Grootfs"


async def test_what_is_typed_right_behind_a_key_goes_into_its_line(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path, MEETING)) as desk:
        await desk.walk_to("CLI")
        await desk.type("addd")
        assert desk.screen.desk.capture.typed == "ddd"
        assert "ACTION in CLI" in desk.text


async def test_typing_in_the_editor_is_never_held(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path, MEETING)) as desk:
        await desk.press("w")
        await desk.type("hello world")
        assert desk.written == ["hello world"]
        await desk.paste(" and more")
        assert desk.written == ["hello world and more"]
