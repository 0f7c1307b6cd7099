"""The editor stays with its section: moved or changed by others it is found again, taken away it is told."""

from __future__ import annotations

import re
from pathlib import Path
from unittest.mock import MagicMock

import pytest

from tests.support.desk import QUIET, Desk, minutes_file, opened, replace_atomically
from tui.minutes.keeping.drafts import Drafts
from tui.paths import state_dir

MEETING = """\
# Sync 2026-03-10

## Discussion
- Shall we ship?

## Reports

### CLI - Ada Obi
- First

### Infrastructure - Bo Ek
- Two racks

### UAA - Cy Park
- Last
"""
INFRA = "### Infrastructure - Bo Ek\n- Two racks\n\n"
GONE = MEETING.replace(INFRA, "")


def disk(desk: Desk) -> str:
    return desk.path.read_text("utf-8")


async def others_write(desk: Desk, text: str) -> None:
    """Another program saves a text, and the program here has taken it up."""
    replace_atomically(desk.path, text.encode())
    last = [line for line in text.split("\n") if line][-1]
    await desk.until(
        lambda: last in desk.screen.desk.base.text and desk.screen.desk.base.text == text, "taken up"
    )


async def edit_infrastructure(desk: Desk) -> None:
    await desk.walk_to("Infrastructure")
    await desk.press("e")


@pytest.mark.parametrize("saved", [True, False])
async def test_words_stay_in_their_line_when_others_write_below(tmp_path: Path, saved: bool) -> None:
    async with opened(minutes_file(tmp_path, MEETING)) as desk:
        await desk.press("w")
        await desk.type("hello wonderful")
        if saved:
            await desk.save()
        before = disk(desk)
        at = "- hello wonderful\n" if saved else "- Shall we ship?\n"
        await others_write(desk, before.replace(at, f"{at}- FOREIGN remark\n"))
        await desk.type(" world of mine")
        await desk.save()
        assert "- hello wonderful world of mine\n" in disk(desk)
        assert "- FOREIGN remark\n" in disk(desk)


@pytest.mark.parametrize("typed", ["", "\n- typed"])
async def test_a_section_that_others_move_is_written_in_where_it_is_now(tmp_path: Path, typed: str) -> None:
    async with opened(minutes_file(tmp_path, MEETING)) as desk:
        await edit_infrastructure(desk)
        await desk.type(typed)
        moved = f"{GONE}\n{INFRA}".rstrip("\n") + "\n"
        await others_write(desk, moved)
        await desk.type(" and more")
        assert " Infrastructure · Markdown ─" in desk.text
        await desk.save()
        assert disk(desk) == moved.replace("- Two racks\n", f"- Two racks{typed} and more\n")


async def test_a_section_whose_lead_and_neighbours_change_is_the_same(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path, MEETING)) as desk:
        await edit_infrastructure(desk)
        await others_write(
            desk,
            GONE.replace("### UAA", "### Infra and racks - Eve\n- Two racks\n\n### UAA")
            .replace("### CLI - Ada Obi\n- First\n\n", "")
            .replace("# Sync", "# The sync"),
        )
        await desk.type("!")
        await desk.save()
        assert "### Infra and racks - Eve\n- Two racks!\n\n### UAA" in disk(desk)
        await desk.press("escape")
        assert not desk.in_dialog


async def test_of_two_sections_with_one_name_the_other_one_stays(tmp_path: Path) -> None:
    twins = "# Sync\n\n## Core\n- one\n\n## Core\n- two\n"
    async with opened(minutes_file(tmp_path, twins)) as desk:
        await desk.walk_to("Core")
        await desk.press("e")
        assert desk.written == ["## Core", "- one"]
        await others_write(desk, "# Sync\n\n## Core\n- two\n")
        await desk.type(" mine")
        await desk.press("ctrl+s")
        await desk.settle()
        assert disk(desk) == "# Sync\n\n## Core\n- two\n"
        assert "Core was removed" in desk.text


@pytest.mark.parametrize("typed", ["", "\n- typed"])
async def test_a_section_that_is_gone_keeps_the_keys_and_writes_nothing(tmp_path: Path, typed: str) -> None:
    async with opened(minutes_file(tmp_path, MEETING), settings=QUIET) as desk:
        await edit_infrastructure(desk)
        if typed:
            desk.screen.desk.editor.insert(typed)  # nobody was told of it yet when the others' text comes in
        await others_write(desk, GONE)
        await desk.type(" x and d words")
        assert desk.focus == "editor"
        assert desk.written[-1].endswith(" x and d words")
        assert re.search(r"Infrastructure was removed at \d\d:\d\d · kept in a draft", desk.text)
        await desk.press("ctrl+s")
        await desk.until(lambda: "Saved, but for what you write here" in desk.said, "told")
        assert disk(desk) == GONE


async def until_asked(desk: Desk) -> None:
    await desk.press("escape")
    await desk.until(lambda: desk.in_dialog, "asked")
    assert "put the section back" in desk.text


async def lose_infrastructure(desk: Desk) -> None:
    await edit_infrastructure(desk)
    await others_write(desk, GONE)
    await desk.type(", and more")
    await until_asked(desk)


async def test_esc_puts_the_section_back(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path, MEETING)) as desk:
        await lose_infrastructure(desk)
        await desk.press("p")
        assert desk.focus == "panes"
        await desk.save()
        assert disk(desk) == MEETING.replace("Two racks", "Two racks, and more")
        await desk.press("u")
        await desk.save()
        assert disk(desk) == GONE


async def test_esc_puts_the_words_into_the_discussion(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path, MEETING)) as desk:
        await lose_infrastructure(desk)
        await desk.press("d")
        await desk.save()
        words = "- Shall we ship?\n- Infrastructure:\n  - Two racks, and more\n"
        assert disk(desk) == GONE.replace("- Shall we ship?\n", words)


async def test_esc_keeps_the_words_as_a_draft_whatever_is_saved_after(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path, MEETING)) as desk:
        await lose_infrastructure(desk)
        await desk.press("k")
        await desk.until(lambda: "next start offers them" in desk.said, "kept")
        assert desk.written == ["- Shall we ship?"]
        await desk.press("w")
        await desk.type("saved")
        await desk.save()
        drafts = list(state_dir().rglob("*.draft"))
        assert any(b"Two racks, and more" in draft.read_bytes() for draft in drafts)
    assert "Two racks" not in disk(desk)


async def test_words_for_which_no_draft_can_be_kept_stay_in_the_editor(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Drafts, "leave_own", MagicMock(side_effect=OSError(28, "No space left on device")))
    async with opened(minutes_file(tmp_path, MEETING)) as desk:
        await lose_infrastructure(desk)
        await desk.press("k")
        await desk.until(lambda: "The draft could not be kept: No space left on device" in desk.said, "told")
        await desk.type("!")
        assert desk.written[-1] == "- Two racks, and more!"


async def test_esc_in_the_question_goes_on_writing_and_leaving_asks_too(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path, MEETING)) as desk:
        await lose_infrastructure(desk)
        await desk.press("escape")
        assert desk.focus == "editor"
        await desk.type("!")
        assert desk.written[-1] == "- Two racks, and more!"
        await desk.press("ctrl+q")
        await desk.until(lambda: desk.in_dialog, "asked")
        await desk.press("p")
        await desk.until(lambda: not desk.app.is_running, "the app ends")
        assert "- Two racks, and more!\n" in disk(desk)


async def test_a_section_that_comes_back_is_written_in_again(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path, MEETING)) as desk:
        await edit_infrastructure(desk)
        await others_write(desk, GONE)
        await desk.type(", and more")
        await others_write(desk, MEETING.replace("- First", "- First one"))
        assert "was removed" not in desk.text
        await desk.save()
        assert "- Two racks, and more\n" in disk(desk)
        assert "- First one\n" in disk(desk)


@pytest.mark.parametrize(("typed", "then"), [("ours", "- ours dx"), ("", "- dx")])
async def test_the_discussion_taken_away_takes_nothing_of_what_is_typed(
    tmp_path: Path, typed: str, then: str
) -> None:
    async with opened(minutes_file(tmp_path, MEETING)) as desk:
        await desk.press("w")
        await desk.type(typed)
        gone = MEETING.replace("## Discussion\n- Shall we ship?\n\n", "")
        await others_write(desk, gone)
        await desk.type(" dx")
        assert "Discussion was removed" in desk.text
        assert desk.screen.desk.document.source.text == gone
        await until_asked(desk)
        assert "into the discussion" not in desk.text
        await desk.press("p")
        await desk.save()
        before, _, after = disk(desk).partition(f"- Shall we ship?\n{then}\n")
        assert before.split() == ["#", "Sync", "2026-03-10", "##", "Discussion"]
        assert after.startswith("\n## Reports\n")


async def test_a_section_that_others_add_behind_takes_nothing_of_what_is_typed(tmp_path: Path) -> None:
    last = "# Sync\n\n## Discussion\n- one\n"
    async with opened(minutes_file(tmp_path, last), settings=QUIET) as desk:
        await desk.press("w")
        await desk.type("mine")
        await others_write(desk, f"{last}\n## Next meeting\n- Friday\n")
        await desk.type(" dx")
        await desk.save()
        assert disk(desk) == "# Sync\n\n## Discussion\n- one\n- mine dx\n\n## Next meeting\n- Friday\n"


@pytest.mark.parametrize("there", [True, False])
async def test_what_is_in_the_text_and_not_in_the_file_goes_with_its_section(
    tmp_path: Path, there: bool
) -> None:
    moved = f"{GONE}\n{INFRA}".rstrip("\n") + "\n" if there else GONE
    async with opened(minutes_file(tmp_path, MEETING), settings=QUIET) as desk:
        await edit_infrastructure(desk)
        await desk.type("\n- typed")
        desk.screen.desk.text()
        await others_write(desk, moved)
        assert desk.written[-1] == "- typed"
        assert ("was removed" in desk.text) is not there
        if there:
            await desk.save()
        assert disk(desk) == (f"{moved}- typed\n" if there else GONE)


async def test_a_removal_that_takes_a_line_just_saved_is_told_in_the_editor(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path, MEETING)) as desk:
        await edit_infrastructure(desk)
        await desk.type("\n- typed")
        await desk.save()
        await others_write(desk, GONE)
        assert "Infrastructure was removed" in desk.text
        assert "1 line of yours is out" in desk.said
        assert "esc asks what becomes" in desk.said
        await desk.type(" on")
        await desk.press("ctrl+s")
        await desk.settle()
        assert disk(desk) == GONE
        await until_asked(desk)
        await desk.press("k")
        await others_write(desk, GONE.replace("- First", "- First one"))
        await desk.save()
        assert disk(desk) == GONE.replace("- First", "- First one")


async def test_a_removal_that_takes_a_line_just_saved_comes_back_where_nobody_writes_in_it(
    tmp_path: Path,
) -> None:
    async with opened(minutes_file(tmp_path, MEETING)) as desk:
        await edit_infrastructure(desk)
        await desk.type("\n- typed")
        await desk.save()
        await desk.press("escape")
        replace_atomically(desk.path, GONE.encode())
        await desk.until(lambda: "put back in" in desk.said, "told")
        assert "Others took out lines with yours among them: 4 lines put back in" in desk.said
        await desk.save()
        assert disk(desk) == MEETING.replace("- Two racks\n", "- Two racks\n- typed\n")


async def test_the_discussion_that_somebody_has_left_comes_back_with_what_was_said_in_it(
    tmp_path: Path,
) -> None:
    async with opened(minutes_file(tmp_path, MEETING)) as desk:
        await desk.press("w")
        await desk.type("said")
        await desk.save()
        await desk.press("escape")
        gone = MEETING.replace("## Discussion\n- Shall we ship?\n\n", "")
        replace_atomically(desk.path, gone.encode())
        await desk.until(lambda: "put back in" in desk.said, "told")
        await desk.save()
        assert disk(desk) == MEETING.replace("- Shall we ship?\n", "- Shall we ship?\n- said\n")


async def test_who_has_left_the_editor_is_not_asked(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path, MEETING)) as desk:
        await edit_infrastructure(desk)
        await desk.press("ctrl+home", "shift+tab")
        assert desk.focus == "panes"
        await others_write(desk, GONE)
        assert desk.written == ["- Shall we ship?"]
        assert not desk.in_dialog


async def test_who_left_words_without_a_section_is_asked_before_another_section_is_edited(
    tmp_path: Path,
) -> None:
    async with opened(minutes_file(tmp_path, MEETING), settings=QUIET) as desk:
        await edit_infrastructure(desk)
        await others_write(desk, GONE)
        await desk.type(", and more")
        await desk.click(70, 3)
        assert desk.focus == "panes"
        await desk.press("e")
        await desk.until(lambda: desk.in_dialog, "asked")
        await desk.press("p")
        assert "- Two racks, and more" in desk.screen.desk.text().text
        assert "was removed" not in desk.text


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("ship?\n", "ship?\n- theirs\n"),
        ("ship?\n", "ship?\n\n- theirs\n"),
        ("## Discussion\n", "## Discussion\n- theirs\n"),
        ("## Discussion\n", "## Discussion\n\n- theirs\n\n"),
    ],
)
@pytest.mark.parametrize("typed", ["mine", ""])
async def test_what_others_add_to_the_discussion_is_in_its_editor(
    tmp_path: Path, before: str, after: str, typed: str
) -> None:
    async with opened(minutes_file(tmp_path, MEETING), settings=QUIET) as desk:
        await desk.press("w")
        await desk.type(typed)
        await others_write(desk, MEETING.replace(before, after))
        assert "- theirs" in desk.written


async def test_the_frame_names_the_line_of_the_cursor(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path, MEETING)) as desk:
        await edit_infrastructure(desk)
        assert " line 12 · " in desk.text
        await desk.press("up")
        assert " line 11 · " in desk.text
