"""Who looks on sees nothing that minutes hide: following, presenting, and in every dialog opened there."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.desk import QUIET, SMALL, WIDE, Desk, minutes_file, opened
from tui.keyboard.commands import COMMANDS
from tui.screens.meeting.status.facts import HIDES
from widgets.panes.team_panes import for_others
from widgets.places import Place

WORD = "Zyxomma"
MINUTES = f"""\
# Harbour board <!-- {WORD} -->

Date: 2026-03-10

## Attendees
- Ada Obi
- !p {WORD} Guest

## Pilots <!-- {WORD} is ill --> - Ada Obi
- Towed two ships <!-- {WORD} -->
- [ ] **ACTION:** Ada Obi: call {WORD} <!-- private --> {WORD} <!-- /private -->

## Private session - {WORD}
- [ ] **ACTION:** {WORD}: leave (due 2026-01-01)
- **DECISION:** {WORD} goes

<!-- private -->
## Pay of {WORD}
- {WORD} gets more
- [ ] **ACTION:** {WORD}: sign
<!-- /private -->

## Discussion
- kept words
- !p {WORD} said so
  -- {WORD} again
"""
SEEN = MINUTES.replace(f"call {WORD}", "call them")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A meeting that hides a word everywhere, after another that does."""
    earlier = SEEN.replace("2026-03-10", "2026-02-10")
    file = minutes_file(tmp_path, SEEN)
    file.with_name("2026-02-10.md").write_text(earlier)
    return file


def told(desk: Desk) -> str:
    """What stands on the screen, and what is said in tips."""
    return f"{desk.text}\n{desk.screen.header.tooltip}\n{desk.said}"


async def walk(desk: Desk) -> None:
    """Everywhere with the cursor, looking at each place."""
    desk.screen.show_area(desk.screen.agenda)
    await desk.press("g")
    for _ in desk.screen.desk.meeting.sections:
        assert WORD not in told(desk)
        await desk.press("enter", "j", "j")
        assert WORD not in told(desk)
        await desk.press("escape", "]")
    await desk.press("g")


WAITED_FOR = frozenset({"before", "history", "check", "export", "scribe", "roll_call"})
"""Commands whose dialog comes after some work."""

LEFT = frozenset(
    {"back", "quit", "suspend", "external_edit", "open_link", "present", "open_meeting", "series_actions"}
    | {"share", "ask_owners", "tour"}
)
"""Commands that go somewhere else, or that another one here stands for."""


async def is_looked_at(desk: Desk, command: str, *, presenting: bool) -> None:
    """Do a command, walk through what it opens, and leave that."""
    desk.screen.desk.refresh()
    desk.screen.action_command(command)
    await desk.settle()
    if command in WAITED_FOR and not desk.screen.desk.follows:
        await desk.until(lambda: desk.in_dialog or desk.said, f"what {command} shows")
    assert WORD not in told(desk), (command, desk.text)
    if desk.in_dialog:
        await desk.press("down")
        assert WORD not in told(desk), (command, desk.text)
    while desk.in_dialog:
        await desk.press("escape")
    if desk.screen.concerns.finding.active or desk.focus in ("capture", "editor", "find"):
        await desk.press("escape")
    if presenting is not desk.screen.panes.calm:
        await desk.press("P")


@pytest.mark.parametrize("size", [WIDE, SMALL])
async def test_following(path: Path, size: tuple[int, int]) -> None:
    async with opened(path, size, follows=True) as desk:
        await walk(desk)
        for command in COMMANDS:
            if command.id not in LEFT:
                await is_looked_at(desk, command.id, presenting=False)
        await desk.press("slash")
        await desk.type(WORD)
        assert "is nowhere in these minutes" in desk.said


@pytest.mark.parametrize("at", [4, 5])
async def test_presenting(path: Path, at: int) -> None:
    async with opened(path, WIDE, QUIET) as desk:
        await desk.press("P")
        section = desk.screen.desk.meeting.sections[-1 if at == 5 else at]
        for command in COMMANDS:
            if command.id in LEFT:
                continue
            if section.key in desk.screen.desk.meeting.by_key:
                desk.screen.desk.go(Place(section.key, 1 if at == 5 else 0))
            await desk.settle()
            await is_looked_at(desk, command.id, presenting=True)


async def test_what_shows_lines_of_the_file_is_for_later(path: Path) -> None:
    async with opened(path, WIDE, QUIET) as desk:
        await desk.press("P", "V")
        assert not desk.in_dialog
        assert desk.said == HIDES.format(key="P")
        await desk.press("P", "V")
        assert desk.in_dialog


async def test_the_editor_draws_over_what_is_hidden_while_others_look_on(path: Path) -> None:
    async with opened(path, WIDE, QUIET) as desk:
        await desk.press("w")
        assert WORD in desk.seen(desk.screen.editor)
        await desk.press("escape", "P", "w")
        await desk.type("all may read")
        await desk.press("enter")
        await desk.type("but <!-- not")
        seen = desk.seen(desk.screen.editor)
        assert "all may read" in seen
        assert "but ░░░░░░░░" in seen
        assert WORD not in seen
        await desk.press("escape", "P", "w")
        assert WORD in desk.seen(desk.screen.editor)


async def test_the_name_of_the_window_is_for_everybody(path: Path) -> None:
    async with opened(path) as desk:
        title = for_others(desk.screen.desk.document.meeting).title
        assert title is not None
        assert WORD not in title


async def test_a_line_of_an_earlier_meeting_is_copied_as_it_may_leave(path: Path) -> None:
    lines = SEEN.replace("2026-03-10", "2026-02-10").split("\n")
    async with opened(path, WIDE, QUIET) as desk:
        for number, copied in ((lines.index(f"- Towed two ships <!-- {WORD} -->"), "- Towed two ships "),):
            desk.screen.concerns.memory.read(path.with_name("2026-02-10.md"), number + 1)
            await desk.until_seen("Towed two ships")
            await desk.press("y")
            await desk.until(lambda: desk.app.clipboard, "a line copied")
            assert desk.app.clipboard == copied
            await desk.press("escape")
        desk.screen.concerns.memory.read(
            path.with_name("2026-02-10.md"), lines.index(f"- {WORD} gets more") + 1
        )
        await desk.until_seen("gets more")
        await desk.press("y")
        await desk.until_seen("is not copied")
        assert WORD not in desk.app.clipboard
