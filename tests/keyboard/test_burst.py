"""Text typed or pasted into the wrong window is offered as a note; keys that are meant act as ever."""

from __future__ import annotations

import time
from pathlib import Path
from typing import ClassVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widget import Widget

from tests.support.desk import PATIENCE, minutes_file, opened
from tui.keyboard import key_order
from tui.keyboard.burst import KeyBurst
from tui.keyboard.key_order import KeyOrder

MEETING = "# Sync 2026-03-10\n\n## CLI - Ada Obi\n- First\n- [ ] **ACTION:** Ada Obi: x\n\n## UAA - Bo Ek\n"
TALK = f"{MEETING}\n## Discussion\n"


def burst_of(text: str) -> str:
    burst = KeyBurst()
    for character in text:
        named = {"\n": events.Key("enter", None), "\t": events.Key("tab", "\t")}
        burst.hold(named.get(character, events.Key(character, character)))
    return burst.text


@pytest.mark.parametrize(("keys", "text"), [
    ("hello world", "hello world"), ("ls -la\n", "ls -la\n"), ("a\tbcdef", "a bcdef"), ("über 9", "über 9"),
    ("jjjjjjjjjjjj", ""), ("jkjkjkjkjk", ""), ("]]nn", ""), ("adx", ""), ("", ""),
    ("abcde", ""), ("abcdef", "abcdef"), ("ababac", ""), ("ababcd", "ababcd"), ("\n\n\n\n\n\n", ""),
])  # fmt: skip
def test_what_is_text(keys: str, text: str) -> None:
    assert burst_of(keys) == text


def test_keys_wait_in_order() -> None:
    burst = KeyBurst()
    assert not burst.waiting
    for key in "abc":
        burst.hold(events.Key(key, key))
    assert burst.waiting
    taken = [burst.take() for _ in range(4)]
    assert [key.key if isinstance(key, events.Key) else None for key in taken] == ["a", "b", "c", None]


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
        assert desk.in_dialog
        assert "Looked like text, and is kept: i in the meeting" in desk.text
        await desk.press("escape", "i")
        assert desk.screen.desk.capture.typed == "x marks the spot"
        assert desk.screen.desk.document.source.text == MEETING


async def test_a_held_key_moves_and_quick_keys_act_one_after_another(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path)) as desk:
        await desk.type("j" * 14)
        assert desk.section.name == "Routing"
        await desk.type("gjj")
        assert desk.section.name == "PMC Lifecycle Activities"
        await desk.type("]]]]")
        assert desk.section.name == "Grootfs"


async def test_what_is_typed_right_behind_a_key_goes_into_its_line(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path, MEETING)) as desk:
        await desk.walk_to("CLI")
        await desk.type("addd")
        assert desk.screen.desk.capture.typed == "ddd"
        assert "ACTION in CLI" in desk.text


async def test_typing_in_the_editor_is_never_held(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path, TALK)) as desk:
        await desk.press("w")
        await desk.type("hello world")
        assert desk.written == ["- hello world"]
        await desk.paste(" and more")
        assert desk.written == ["- hello world and more"]


@pytest.mark.parametrize("keys", ["w00teh backspace backspace he", "w one backspace two home x end !"])
async def test_keys_of_one_read_act_in_their_order(tmp_path: Path, keys: str) -> None:
    async with opened(minutes_file(tmp_path, TALK)) as desk:
        names = {"backspace", "home", "end"}
        sent = [key for part in keys.split() for key in ([part] if part in names else part)]
        desk.post(*sent)
        await desk.settle()
        expected = {"w00teh": ["- 00the"], "w": ["x- ontwo!"]}[keys.split(maxsplit=1)[0]]
        assert desk.written == expected


async def test_keys_keep_their_order_in_a_program_that_is_held_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However much time passes between two keys: what counts is how often the program came to look."""
    monkeypatch.setattr(key_order, "LOOK", 0)
    async with opened(minutes_file(tmp_path, TALK)) as desk:
        desk.post(*"w00teh", "backspace", "backspace", *"he")
        await desk.settle()
        assert desk.written == ["- 00the"]


class Loses(Widget, can_focus=True):
    """Takes messages away with it, as a widget does that goes while they wait for it."""

    def post_message(self, message: Message) -> bool:
        return isinstance(message, KeyOrder.Through) or super().post_message(message)


class Counting(KeyOrder):
    BINDINGS: ClassVar[list[BindingType]] = [Binding(key, f"count('{key}')") for key in "ab"]

    def __init__(self) -> None:
        super().__init__()
        self.acted = ""

    def compose(self) -> ComposeResult:
        yield Loses()

    async def on_event(self, event: events.Event) -> None:
        await (self.take_typed(event) if isinstance(event, events.Key) else super().on_event(event))

    def action_count(self, key: str) -> None:
        self.acted += key


async def test_keys_go_on_when_the_widget_they_went_through_is_gone() -> None:
    app = Counting()
    async with app.run_test() as pilot:
        app.query_one(Loses).focus()
        await pilot.pause(0)
        for key in "aba":
            app.post_message(events.Key(key, key))
        deadline = time.monotonic() + PATIENCE
        while app.acted != "aba":
            assert time.monotonic() < deadline, app.acted
            await pilot.pause(0.01)


KEYS = st.lists(
    st.sampled_from(["x", "y", "z", "backspace", "delete", "left", "right", "home", "end"]), max_size=25
)


def model(keys: list[str]) -> str:
    """What a line of text is after these keys."""
    text, at = "", 0
    for key in keys:
        if len(key) == 1:
            text, at = text[:at] + key + text[at:], at + 1
        elif key == "backspace":
            text, at = text[: max(0, at - 1)] + text[at:], max(0, at - 1)
        elif key == "delete":
            text = text[:at] + text[at + 1 :]
        else:
            at = {"left": max(0, at - 1), "right": min(len(text), at + 1), "home": 0, "end": len(text)}[key]
    return text


async def test_random_keys_in_one_read_do_what_they_do_one_by_one(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path, MEETING)) as desk:
        examples: list[list[str]] = []

        @settings(max_examples=30, database=None)
        @given(KEYS)
        def collect(keys: list[str]) -> None:
            examples.append(keys)

        collect()
        await desk.press("slash")
        for keys in examples:
            desk.post("end", *["backspace"] * 30, *keys)
            await desk.settle()
            assert desk.screen.desk.find_bar.value == model(keys), keys


async def test_the_rest_of_a_burst_goes_into_the_field_that_its_first_key_opens(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path, MEETING)) as desk:
        await desk.walk_to("CLI")
        await desk.type("abo: ship it\nnext\tx")
        assert desk.screen.desk.document.source.text == MEETING
        assert desk.screen.desk.capture.typed == "bo: ship it next x"
        await desk.press("enter")
        assert "**ACTION:** Bo Ek: ship it next x" in desk.screen.desk.document.source.text


async def test_the_rest_of_a_burst_goes_into_the_answer_that_r_opens(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path, MEETING)) as desk:
        await desk.walk_to("CLI")
        await desk.type("rBo: fine\nnext\tx")
        assert desk.screen.desk.document.source.text == MEETING
        assert desk.screen.desk.capture.typed == "Bo: fine next x"


@pytest.mark.parametrize("text", ["oagree", "ragrees"])
async def test_the_rest_of_a_burst_is_no_command_where_its_first_key_opens_no_field(
    tmp_path: Path, text: str
) -> None:
    async with opened(minutes_file(tmp_path, "# Sync 2026-03-10\n")) as desk:
        await desk.type(text)
        assert desk.screen.desk.document.source.text == "# Sync 2026-03-10\n"
        assert desk.screen.desk.capture.typed == text[1:]


async def test_of_a_burst_only_w_takes_line_ends_as_lines(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path, TALK)) as desk:
        await desk.type("wHello everybody\nand all")
        assert desk.written == ["- Hello everybody", "- and all"]


async def test_a_burst_over_a_dialog_with_a_field_goes_there(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path, MEETING)) as desk:
        await desk.press("Q")
        await desk.type("Xan Orr: costs\n")
        assert desk.in_dialog
        assert desk.app.screen.query_one("OneLine").value == "Xan Orr: costs "  # type: ignore[attr-defined]
        assert desk.screen.desk.document.source.text == MEETING
