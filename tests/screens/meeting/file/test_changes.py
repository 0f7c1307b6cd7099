"""Undo and redo of changes of the file: over saves, over what others save, by keys and in words."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.desk import PROMPT, Desk, minutes_file, opened, replace_atomically

MEETING = "# Sync 2026-03-10\n\n## Discussion\n- Talk\n\n## CLI - Ada Obi\n- First\n- Second\n"
DECIDED = MEETING.replace("- First\n", "- First\n  - **DECISION:** yes\n")


async def decide(desk: Desk, words: str = "yes") -> None:
    """Record a decision on the first item of CLI."""
    await desk.walk_to("CLI")
    await desk.press("enter", "d")
    await desk.type(f"{words}\n")


def text(desk: Desk) -> str:
    """The text in the program."""
    return desk.screen.desk.document.source.text


async def test_undo_and_redo_after_a_save_are_saved_again(tmp_path: Path) -> None:
    path = minutes_file(tmp_path, MEETING)
    async with opened(path, settings=PROMPT) as desk:
        await decide(desk)
        await desk.until(lambda: path.read_text("utf-8") == DECIDED, "saved")
        await desk.press("u")
        assert desk.said == "Undone: added decision under CLI"
        await desk.until(lambda: path.read_text("utf-8") == MEETING, "undone in the file")
        await desk.press("ctrl+r")
        assert desk.said == "Made again: added decision under CLI"
        await desk.until(lambda: path.read_text("utf-8") == DECIDED, "made again in the file")


@pytest.mark.parametrize("saved", [False, True])
async def test_what_others_changed_elsewhere_stays(tmp_path: Path, saved: bool) -> None:
    path = minutes_file(tmp_path, MEETING)
    async with opened(path) as desk:
        await decide(desk)
        if saved:
            await desk.save()
        theirs = path.read_text("utf-8").replace("- Talk\n", "- Talk\n- More talk\n")
        replace_atomically(path, theirs.encode())
        await desk.until_seen("More talk")
        await desk.press("u")
        assert desk.said == "Undone: added decision under CLI"
        assert text(desk) == MEETING.replace("- Talk\n", "- Talk\n- More talk\n")
        await desk.press("ctrl+r")
        assert text(desk) == DECIDED.replace("- Talk\n", "- Talk\n- More talk\n")


async def test_what_others_changed_since_is_said_and_not_forced(tmp_path: Path) -> None:
    path = minutes_file(tmp_path, MEETING)
    async with opened(path) as desk:
        await decide(desk)
        await decide(desk, "in any case")
        await desk.save()
        theirs = path.read_text("utf-8").replace("in any case", "in any case, says Bo")
        replace_atomically(path, theirs.encode())
        await desk.until_seen("says Bo")
        assert text(desk) == theirs
        await desk.press("u")
        assert "Cannot be undone cleanly, others changed the same lines" in desk.said
        assert text(desk) == theirs
        await desk.press("u")
        assert text(desk) == theirs.replace("  - **DECISION:** yes\n", "")


async def test_typing_is_one_step_and_the_editor_follows(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path, MEETING)) as desk:
        await desk.press("w")
        await desk.type("\nAnd more")
        await desk.press("escape")
        await decide(desk)
        await desk.press("u", "u")
        assert desk.said == "Undone: typing in Discussion"
        assert text(desk) == MEETING
        assert desk.written == ["- Talk"]
        await desk.press("ctrl+r")
        assert desk.written == ["- Talk", "- And more"]


async def test_the_cursor_stays_sensible(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path, MEETING)) as desk:
        await decide(desk)
        assert "▌  ◆ DECISION yes" in desk.text
        await desk.press("u")
        assert "▌• Second" in desk.text
        await desk.press("ctrl+r")
        assert "▌• Second" in desk.text
        assert desk.section.name == "CLI"


async def test_a_new_change_ends_what_can_be_made_again(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path, MEETING)) as desk:
        await decide(desk)
        await desk.press("u")
        await decide(desk, "no")
        await desk.press("ctrl+r")
        assert "nothing to make again" in desk.said
        assert text(desk) == DECIDED.replace("yes", "no")


async def test_a_failed_undo_forgets_nothing(tmp_path: Path) -> None:
    path = minutes_file(tmp_path, MEETING)
    async with opened(path) as desk:
        await desk.walk_to("CLI")
        await desk.press("enter", "a")
        await desk.type("Ada: send the numbers\n")
        await decide(desk)
        await desk.save()
        replace_atomically(path, path.read_bytes().replace(b"send the numbers", b"send all numbers"))
        await desk.until_seen("send all numbers")
        theirs = text(desk)
        await desk.press("u")
        assert desk.said == "Undone: added decision under CLI"
        await desk.press("u")
        assert "Cannot be undone cleanly" in desk.said
        await desk.press("ctrl+r")
        assert desk.said == "Made again: added decision under CLI"
        assert text(desk) == theirs


async def test_in_the_editor_what_was_typed_is_taken_back_before_what_came(tmp_path: Path) -> None:
    path = minutes_file(tmp_path, MEETING)
    async with opened(path) as desk:
        await desk.press("w")
        await desk.type("of ours")
        await desk.save()
        replace_atomically(path, path.read_bytes().replace(b"- Talk\n", b"- Theirs\n- Talk\n- More\n"))
        await desk.until(lambda: "- More" in desk.written, "taken up")
        await desk.press("ctrl+z")
        assert desk.written[:3] == ["- Theirs", "- Talk", "- More"]
        assert "of ours" not in " ".join(desk.written)
        await desk.save()
        assert "- Theirs\n- Talk\n- More\n" in path.read_text("utf-8")
