"""Lines of the editor begun with a mark become notes when they are left, and undo takes that back."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.desk import Desk, changed_lines, minutes_file, opened, replace_atomically

MEETING = """\
# Sync 2026-03-10

## Discussion
* Shall we ship?
* RESOLUTION: adopt the plan
* ACTION: Zed to look at it

## CLI - Ada Obi
- First
"""


async def write(desk: Desk) -> None:
    """Go to the end of the discussion, onto a new line of its list."""
    await desk.press("w")
    await desk.type("\n")


@pytest.mark.parametrize(
    ("typed", "note"),
    [
        ("!a ada: publish fri", "* [ ] **ACTION:** Ada Obi: publish (due 2026-03-13)"),
        ("!d go on", "* **DECISION:** go on"),
        ("!q who?", "* **QUESTION:** who?"),
        ("!v adopt it", "* **VOTE:** adopt it"),
        ("!i on Thursday", "* **INFO:** on Thursday"),
        ("#action ada: publish", "* [ ] **ACTION:** Ada Obi: publish"),
        ("#agreed go on", "* **DECISION:** go on"),
        ("RESOLUTION: approved", "* **DECISION:** approved"),
    ],
)
@pytest.mark.parametrize("leave", ["enter", "up", "escape", "shift+tab"])
async def test_a_mark_makes_a_note_when_the_line_is_left(
    tmp_path: Path, typed: str, note: str, leave: str
) -> None:
    async with opened(minutes_file(tmp_path, MEETING)) as desk:
        await write(desk)
        await desk.type(typed)
        assert desk.written[3] == f"* {typed}"
        await desk.press(leave)
        assert desk.written[3] == note
        assert "Made a note" in desk.said
        assert desk.screen.desk.document.source.lines[6] == note + "\n"


@pytest.mark.parametrize(
    "typed", ["Ada: !a publish", "Ada: publish", "!x publish", "!a", "action: x", "#1 fixed"]
)
async def test_other_lines_stay_text(tmp_path: Path, typed: str) -> None:
    async with opened(minutes_file(tmp_path, MEETING)) as desk:
        await write(desk)
        await desk.type(typed)
        await desk.press("escape")
        assert desk.written[3] == f"* {typed}"


@pytest.mark.parametrize("leave", ["enter", "up", "escape"])
async def test_one_undo_takes_it_back_and_it_stays_so(tmp_path: Path, leave: str) -> None:
    async with opened(minutes_file(tmp_path, MEETING)) as desk:
        await write(desk)
        await desk.type("!d go on")
        await desk.press(leave)
        assert desk.written[3] == "* **DECISION:** go on"
        if leave == "escape":
            await desk.press("u")
            assert "Undone: making a note of “* !d go on”" in desk.said
        else:
            await desk.press("ctrl+z")
        assert desk.written[3] == "* !d go on"
        desk.screen.show_area(desk.screen.editor)
        await desk.press(*["up"] * 3, *["down"] * 4, "escape")
        assert desk.written[3] == "* !d go on"
        assert desk.screen.desk.document.source.lines[6] == "* !d go on\n"


async def test_the_same_words_become_a_note_a_second_time(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path, MEETING)) as desk:
        await write(desk)
        await desk.type("!d approved\n!d approved\n")
        assert desk.written[3:5] == ["* **DECISION:** approved"] * 2


async def test_lines_of_others_are_not_rewritten_in_passing(tmp_path: Path) -> None:
    path = minutes_file(tmp_path, MEETING)
    async with opened(path) as desk:
        await desk.press("w", *["up"] * 4, *["down"] * 4, "up", "end", "enter")
        await desk.type("words")
        replace_atomically(path, MEETING.replace("* Shall", "* VOTE: on lunch\n* Shall").encode())
        await desk.until_seen("on lunch")
        await desk.press(*["up"] * 5, *["down"] * 5, "escape")
        await desk.save()
    went, came = changed_lines(MEETING.encode(), path.read_bytes())
    assert b"* VOTE: on lunch" in came
    assert b"* words" in came
    assert {b"* RESOLUTION: adopt the plan", b"* ACTION: Zed to look at it"}.isdisjoint(set(went) - set(came))


async def test_every_pasted_line_with_a_mark_becomes_a_note(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path, MEETING)) as desk:
        await write(desk)
        await desk.paste("!d one\nplain\n!a bo: two\nlast")
        assert desk.written[3:] == [
            "* **DECISION:** one",
            "plain",
            "* [ ] **ACTION:** bo: two",
            "last",
        ]


async def test_a_mark_behind_a_box_that_the_list_went_on_with(tmp_path: Path) -> None:
    text = MEETING.replace("* Shall we ship?", "* [ ] ship")
    async with opened(minutes_file(tmp_path, text)) as desk:
        await desk.press("w", "ctrl+home", "end")
        await desk.type("\n!d go on")
        assert desk.written[1] == "* [ ] !d go on"
        await desk.press("escape")
        assert desk.written[1] == "* **DECISION:** go on"


async def test_what_is_in_doubt_is_said(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path, MEETING)) as desk:
        await write(desk)
        await desk.type("!a Zoe: publish\n")
        assert "“Zoe” is not known here" in desk.said
        await desk.type("!a ob: publish\n")
        assert desk.written[-2].startswith("* [ ] **ACTION:** ob: publish")
        assert desk.said.endswith("did you mean Ada Obi?")


async def test_a_mark_in_a_section_s_markdown_works_too(tmp_path: Path) -> None:
    path = minutes_file(tmp_path, MEETING)
    async with opened(path) as desk:
        await desk.walk_to("CLI")
        await desk.press("e", "enter")
        await desk.type("!a ada: publish")
        await desk.press("escape")
        await desk.save()
    assert path.read_text("utf-8") == MEETING + "- [ ] **ACTION:** Ada Obi: publish\n"


async def test_a_first_line_with_a_mark_makes_the_discussion(tmp_path: Path) -> None:
    path = minutes_file(tmp_path, "# T\n\n## CLI\n- a\n")
    async with opened(path) as desk:
        await desk.press("w")
        await desk.type("!d go on")
        await desk.press("escape")
        await desk.save()
        assert "- **DECISION:** go on\n" in path.read_text("utf-8")
        await desk.press("u")
        assert "!d go on" in desk.screen.desk.document.source.text


async def test_leaving_the_program_leaves_the_line(tmp_path: Path) -> None:
    path = minutes_file(tmp_path, MEETING)
    async with opened(path) as desk:
        await write(desk)
        await desk.type("!d go on")
        await desk.press("ctrl+q")
        await desk.until(lambda: not desk.app.is_running, "the app ends")
    assert "* **DECISION:** go on\n" in path.read_text("utf-8")


async def test_tab_takes_the_name_on_offer(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path, MEETING)) as desk:
        await write(desk)
        await desk.type("!a ad")
        assert "tab Ada Obi" in desk.seen(desk.screen.desk.editor)
        await desk.press("tab")
        await desk.type("publish")
        assert desk.written[3] == "* !a Ada Obi: publish"
        assert "tab Ada" not in desk.seen(desk.screen.desk.editor)
        await desk.press("escape")
        assert desk.written[3].startswith("* [ ] **ACTION:** Ada Obi: publish")
