"""The bottom line: the keys that work here and now, in groups, the most useful where there is little room."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.desk import SIZES, WIDE, Desk, minutes_file, opened, replace_atomically
from tui.keyboard.commands import BY_ID, COMMANDS
from tui.screens.meeting.status.command_context import Area, CommandContext, why_no_key, why_not, worth_a_hint
from tui.settings.values import Settings
from widgets.status_bar import Hint, fitting

MEETING = """# Sync 2026-03-10

## Teams

### CLI - Ada Obi
- Proposal: a second maintainer
- [ ] **ACTION:** Ada Obi: ask on the list
- See [the list](https://example.org/list)

### UAA - Bo Ek
- Plain words
"""

VIM = Settings(autosave=False, keymap="vim")

_KEYS, _LABELS = st.text("abc", min_size=1, max_size=4), st.text("xyz ", max_size=12)
_HINTS = st.lists(st.builds(Hint, st.just("x"), _KEYS, _LABELS, st.integers(0, 5)), max_size=12)


def hinted(desk: Desk) -> set[str]:
    """The commands hinted at in the bottom line as it is drawn."""
    width = desk.screen.status.size.width
    return {hint.command for hint in fitting(desk.screen.status.hints, width)}


@given(_HINTS, st.integers(0, 120))
def test_hints_fit_whole_in_groups_the_most_useful_first(hints: list[Hint], room: int) -> None:
    shown = fitting(hints, room)
    groups = [hint.group for hint in shown]
    assert groups == sorted(groups)
    assert sum(hint.width for hint in shown) + max(0, len(set(groups)) - 1) <= room
    assert all(hint in hints for hint in shown)
    if hints and hints[0].width <= room:
        assert hints[0] in shown
    assert sorted(hints, key=lambda hint: hint.group) == fitting(hints, 10_000)


def test_only_what_does_something_is_hinted_at() -> None:
    for area in (Area.AGENDA, Area.PANES):
        for here in (
            CommandContext(area),
            CommandContext(area, item="x", is_note=True, is_action=True),
            CommandContext(area, read_only=True),
        ):
            for identity, word in worth_a_hint(here):
                assert word
                assert not why_not(BY_ID[identity], here), identity
    everything = CommandContext(Area.PANES, "Proposal [x](y)", is_action=True, takes_outcome=True)
    everything = everything._replace(
        sought=True, changes=True, conflicts=True, copies=True, can_undo=True, can_redo=True
    )
    chances = (everything, everything._replace(follows=True))
    assert [command.id for command in COMMANDS if all(why_not(command, here) for here in chances)] == []
    typing = CommandContext(Area.EDITOR)
    assert why_no_key(BY_ID["next_team"], "right_square_bracket", typing)
    assert not why_no_key(BY_ID["help"], "question_mark,f1", typing)
    assert not why_no_key(BY_ID["save"], "ctrl+s", typing)


@pytest.mark.parametrize("size", SIZES)
async def test_hints_follow_the_cursor(tmp_path: Path, size: tuple[int, int]) -> None:
    path = minutes_file(tmp_path, MEETING)
    async with opened(path, size) as desk:
        assert {"review", "help"} <= hinted(desk)
        assert not {"done", "outcome", "find_next"} & hinted(desk)
        await desk.press("]", "enter")
        assert "outcome" in hinted(desk)
        await desk.press("j")
        assert "done" in hinted(desk)
        assert "outcome" not in hinted(desk)
        await desk.press("j")
        assert "open_link" in hinted(desk)
        await desk.press("/")
        await desk.type("words")
        assert "stay here" in desk.rows[-1]
        await desk.press("enter")
        assert "find_next" in hinted(desk)
        await desk.press("escape")
        assert not {"find_next", "done", "open_link"} & hinted(desk)
        await desk.press("w")
        assert hinted(desk) >= {"back", "save"}
        assert "review" not in hinted(desk)
        await desk.press("escape")
        replace_atomically(path, MEETING.replace("Plain words", "Other words").encode())
        await desk.until(lambda: "next_change" in hinted(desk), "the change is hinted at")


async def test_a_hint_is_a_button_and_the_editor_s_own_is_none(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path, MEETING)) as desk:
        await desk.press("]", "enter", "j")
        await desk.pilot.click(offset=(desk.rows[-1].index("done"), 39))
        await desk.settle()
        assert "- [x] **ACTION:** Ada Obi" in desk.screen.desk.document.source.text
        await desk.press("w")
        await desk.pilot.click(offset=(desk.rows[-1].index("undo"), 39))
        await desk.settle()
        assert desk.focus == "editor"


async def test_keys_that_wait_are_shown_with_what_may_follow(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path), settings=VIM) as desk:
        await desk.press("j", "j", "3", "g")
        assert desk.rows[-1].startswith(" 3g ")
        assert "g first" in desk.rows[-1]
        assert "x open link" in desk.rows[-1]
        assert "esc cancel" in desk.rows[-1]
        before = desk.section.name
        await desk.press("escape")
        assert desk.rows[-1].startswith(" J ")
        assert desk.section.name == before
        await desk.press("g", "Q")
        assert desk.said == "gQ is no command."
        await desk.press("g", "g")
        assert desk.section.name == "Agenda"


async def test_counts_repeat_and_reach_lines(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path), settings=VIM) as desk:
        await desk.press("7", "j")
        assert desk.section.name == "Backlog Reviews"
        await desk.press("3", "]")
        assert desk.section.name == "Garden Core"
        await desk.type("2[")
        assert desk.section.name == "CLI"
        lines = desk.screen.desk.document.source.text.splitlines()
        line = next(number for number, text in enumerate(lines, 1) if text.startswith("### PERSI"))
        await desk.type(f"{line}G")
        assert desk.section.name == "PERSI"
        await desk.type("gg")
        assert desk.section.name == "Agenda"
        await desk.type("9999j")
        assert desk.section.name == "Attendees"


async def test_what_waits_is_forgotten_where_something_else_happens(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path, MEETING), settings=VIM) as desk:
        await desk.press("4")
        await desk.pilot.click("#agenda", offset=(5, 1))
        await desk.settle()
        assert desk.screen.status.pending == ""
        await desk.press("g", "g", "2")
        await desk.type("hello world")
        assert desk.screen.status.pending == ""
        assert desk.screen.desk.capture.typed == "hello world"
        await desk.press("escape", "i")
        await desk.type("5gg ZZ")
        assert desk.written[-1].endswith("5gg ZZ")
        await desk.press("escape", "colon")
        assert desk.in_dialog


async def test_a_text_that_begins_a_sequence_is_a_draft_all_the_same(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path, MEETING), settings=VIM) as desk:
        await desk.type("gone for lunch")
        assert desk.screen.desk.capture.typed == "gone for lunch"
        assert desk.screen.desk.document.source.text == MEETING


async def test_a_remark_says_whether_something_is_done(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path)) as desk:
        await desk.press("u")
        assert desk.seen(desk.screen.status).startswith(" › There is nothing to undo.")
        await desk.press("ctrl+s")
        await desk.until(lambda: desk.seen(desk.screen.status).startswith(" ✓ Saved."), "done")
        desk.screen.desk.say("The disk is full.", trouble=True)
        await desk.settle()
        assert desk.seen(desk.screen.status).startswith(" ! The disk is full.")


@pytest.mark.parametrize(
    ("command", "there"),
    [
        ("next_change", CommandContext(changes=True)),
        ("review_merge", CommandContext(conflicts=True)),
        ("undo", CommandContext(can_undo=True)),
    ],
)
def test_what_has_nothing_to_act_on_says_why(command: str, there: CommandContext) -> None:
    assert why_not(BY_ID[command], CommandContext())
    assert not why_not(BY_ID[command], there)
    assert command not in dict(worth_a_hint(CommandContext()))


async def test_what_tab_does_in_the_editor_is_said_where_the_cursor_is(tmp_path: Path) -> None:
    text = "# Sync 2026-03-10\n\n## Discussion\n- one\n- two\n\nwords\n"
    async with opened(minutes_file(tmp_path, text), WIDE) as desk:
        await desk.press("w", "ctrl+home", "end")
        assert "tab next area" in desk.rows[-1]
        await desk.press("down", "end")
        assert "tab nest the item" in desk.rows[-1]
        await desk.press("tab")
        assert "  - two" in desk.written
