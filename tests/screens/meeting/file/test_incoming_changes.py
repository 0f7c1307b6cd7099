"""Other people's changes on the screen: marks, the way from one to the next, the review, versions, drafts."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.desk import QUIET, Desk, minutes_file, opened, replace_atomically
from tui.minutes.keeping.drafts import Drafts
from tui.minutes.keeping.live_file import LiveFile
from tui.minutes.keeping.storage import StateFolder
from tui.minutes.text.source import Source
from tui.paths import state_dir

MEETING = "# Sync 2026-03-10\n\n## Discussion\n- Talk\n\n## CLI - Ada Obi\n- First\n- Second\n"
THEIRS = MEETING.replace("- Talk", "- Talk of theirs")


async def both_change_a_line(desk: Desk) -> None:
    """We type behind a line of the discussion, and somebody else saves another text of that line."""
    await desk.press("w", "end")
    await desk.type(" of ours")
    replace_atomically(desk.path, THEIRS.encode())
    await desk.until(lambda: desk.screen.concerns.incoming.conflicts == 1, "both versions merged")


def text(desk: Desk) -> str:
    return desk.screen.desk.document.source.text


async def test_both_versions_stay_until_somebody_chooses(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path, MEETING), settings=QUIET) as desk:
        await both_change_a_line(desk)
        assert text(desk) == MEETING.replace("- Talk\n", "- Talk of theirs\n- Talk of ours\n")
        assert "M reviews" in desk.said
        assert "M: 1 to review" in desk.rows[0]


@pytest.mark.parametrize(
    ("key", "kept"),
    [("t", "- Talk of theirs\n"), ("o", "- Talk of ours\n"), ("b", "- Talk of theirs\n- Talk of ours\n")],
)
async def test_the_review_keeps_what_is_chosen(tmp_path: Path, key: str, kept: str) -> None:
    async with opened(minutes_file(tmp_path, MEETING), settings=QUIET) as desk:
        await both_change_a_line(desk)
        await desk.press("escape", "M")
        await desk.until_seen("Both sides changed these lines (1 of 1)")
        assert "Talk of theirs" in desk.text
        await desk.press(key)
        assert text(desk) == MEETING.replace("- Talk\n", kept)
        assert desk.screen.concerns.incoming.conflicts == 0


async def test_a_choice_can_be_undone(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path, MEETING), settings=QUIET) as desk:
        await both_change_a_line(desk)
        both = text(desk)
        await desk.press("escape", "M")
        await desk.until_seen("Both sides changed")
        await desk.press("t")
        assert text(desk) != both
        await desk.press("u")
        assert text(desk) == both


async def test_changes_are_marked_until_looked_at_and_a_key_goes_to_the_next(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path, MEETING), settings=QUIET) as desk:
        replace_atomically(desk.path, THEIRS.replace("- Second", "- Second, too").encode())
        await desk.until(lambda: len(desk.screen.agenda.changed) == 3, "section, topic and report")
        assert "●" in desk.seen(desk.screen.agenda)
        await desk.press("full_stop")
        first = desk.section.name
        await desk.press("full_stop")
        assert {first, desk.section.name} == {"Discussion", "CLI"}
        await desk.walk_to("Discussion")
        await desk.walk_to("CLI")
        await desk.walk_to("Discussion")
        assert desk.screen.agenda.changed == frozenset()


async def test_what_a_killed_run_had_not_saved_is_offered_and_taken_over(tmp_path: Path) -> None:
    path = minutes_file(tmp_path, MEETING)
    live = LiveFile.open(path, StateFolder(state_dir()))
    lost = Source(MEETING.replace("- Talk\n", "- Talk\n- Lost words\n"))
    own = Drafts(StateFolder(state_dir()), live.target)
    own.write(live.known, lost)
    own.own.rename(own.own.with_name(own.own.name.replace(own.own.name.split("-")[3], "1.draft")))
    async with opened(path, settings=QUIET) as desk:
        await desk.until_seen("Unsaved text was found")
        assert "Lost words" in desk.text
        await desk.press("enter")
        await desk.until(lambda: "- Lost words\n" in path.read_text("utf-8"), "in the file")


async def test_an_earlier_version_is_brought_back_and_undone(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path, MEETING), settings=QUIET) as desk:
        await desk.press("w", "end")
        await desk.type(" more")
        await desk.save()
        changed = text(desk)
        await desk.press("escape", "V")
        await desk.until_seen("opened")
        await desk.press("end")
        await desk.until_seen("- Talk more")
        await desk.press("enter")
        assert text(desk) == MEETING
        await desk.press("u")
        assert text(desk) == changed


async def test_the_review_follows_what_is_typed(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path, MEETING), settings=QUIET) as desk:
        await both_change_a_line(desk)
        await desk.type(", and more")
        await desk.press("escape", "M")
        await desk.until_seen("Both sides changed", "- Talk of ours, and more")
        document = desk.screen.desk.document
        document.put(document.source.with_text(text(desk).replace("and more", "and still more")))
        desk.screen.desk.show()
        await desk.until_seen("- Talk of ours, and still more")
        await desk.press("o")
        assert "- Talk of ours, and still more\n" in text(desk)
        assert "of theirs" not in text(desk)
        await desk.press("u")
        assert "of theirs" in text(desk)


async def test_lines_that_were_changed_since_are_not_chosen_away(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path, MEETING), settings=QUIET) as desk:
        await both_change_a_line(desk)
        await desk.press("escape", "M")
        await desk.until_seen("Both sides changed")
        document = desk.screen.desk.document
        other = (
            text(desk).replace("- Talk of ours\n", "- Talk, said once\n").replace("of theirs", "as agreed")
        )
        document.put(document.source.with_text(other))
        await desk.press("t")
        assert "changed since; nothing was taken away" in desk.said
        assert text(desk) == other


async def test_unsaved_text_is_merged_into_what_the_file_has_become(tmp_path: Path) -> None:
    path = minutes_file(tmp_path, MEETING)
    live = LiveFile.open(path, StateFolder(state_dir()))
    own = Drafts(StateFolder(state_dir()), live.target)
    own.write(live.known, Source(MEETING.replace("- Talk\n", "- Talk\n- Lost words\n")))
    own.own.rename(own.own.with_name(own.own.name.replace(own.own.name.split("-")[3], "1.draft")))
    path.write_text(MEETING.replace("- Second", "- Second of theirs"), "utf-8")
    async with opened(path, settings=QUIET) as desk:
        await desk.until_seen("Unsaved text was found")
        await desk.press("enter")
        await desk.until(lambda: "- Lost words\n" in path.read_text("utf-8"), "in the file")
    wanted = MEETING.replace("- Talk\n", "- Talk\n- Lost words\n").replace("- Second", "- Second of theirs")
    assert path.read_text("utf-8") == wanted
