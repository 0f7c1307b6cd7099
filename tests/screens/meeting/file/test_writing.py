"""Typing: the discussion, any section's Markdown, undo, and what of the file changes by it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.desk import SIZES, changed_lines, minutes_file, opened

TEAMS = "# Sync\n\n## Agenda\n- reports\n\n## Reports\n\n### CLI - Ada Obi\n- a\n\n### UAA - Bo Ek\n- b\n"


@pytest.mark.parametrize("size", SIZES)
async def test_what_is_typed_is_written_and_nothing_else_changes(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    path = minutes_file(tmp_path)
    before = path.read_bytes()
    async with opened(path, size) as desk:
        await desk.press("w")
        assert desk.focus == "editor"
        await desk.type("\nShould `cf push` wait? [x] & [/x] ü 会議 🎉")
        assert desk.kept == "unsaved"
        assert " unsaved " in desk.seen(desk.screen.editor)
        await desk.save()
        assert desk.kept.startswith("saved ")
        assert " saved " in desk.seen(desk.screen.editor)
    went, came = changed_lines(before, path.read_bytes())
    assert went == []
    assert came == ["- Should `cf push` wait? [x] & [/x] ü 会議 🎉".encode()]


@pytest.mark.parametrize("way", ["w", "enter enter", "shift+tab"])
async def test_what_is_typed_first_is_a_line_of_its_own(tmp_path: Path, way: str) -> None:
    async with opened(
        minutes_file(tmp_path, "# T\n\n## Discussion\n* one\n  - nested\n\n## Next\n- a\n")
    ) as desk:
        await desk.press(*way.split())
        assert desk.focus == "editor"
        await desk.type("two")
        assert desk.written == ["* one", "  - nested", "* two"]
        await desk.press("escape", "w")
        await desk.type(", and more")
        await desk.press("escape", "w")
        await desk.type("!a Bo: three")
        await desk.press("escape", "w")
        await desk.type("-- four")
        assert desk.written[2:] == ["* two, and more", "* [ ] **ACTION:** Bo: three", "-- four"]


async def test_who_goes_on_in_the_editor_stays_in_the_line(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path, "# T\n\n## Discussion\n- one\n")) as desk:
        await desk.press("w", "left", "end")
        await desk.type("x")
        await desk.press("ctrl+p")
        await desk.until(lambda: desk.in_dialog, "the palette")
        await desk.press("escape")
        await desk.until(lambda: desk.focus == "editor", "back")
        await desk.type("y")
        await desk.press("escape", "w", "backspace")
        await desk.type("z")
        assert desk.written == ["- onexz"]
        await desk.press("escape", "e")
        await desk.type("!")
        assert desk.written[-1].endswith("!")


async def test_what_is_pasted_first_is_a_line_of_its_own(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path, "# T\n\n## Discussion\n- one\n")) as desk:
        await desk.press("w")
        await desk.paste("two\nthree")
        assert desk.written == ["- one", "- two", "three"]


async def test_what_is_typed_shows_in_the_panes_when_it_is_left(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path)) as desk:
        await desk.walk_to("Discussion")
        badge = desk.section.item_count
        await desk.press("w")
        await desk.type("\nOne more thing")
        await desk.press("escape")
        assert "One more thing" in desk.seen(desk.screen.panes)
        assert desk.section.item_count == badge + 1
        assert desk.section.name == "Discussion"


async def test_the_gutter_shows_the_lines_of_the_file(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path)) as desk:
        lines = desk.path.read_text("utf-8").split("\n")
        rows = desk.seen(desk.screen.editor).split("\n")
        numbered = [row.strip("│ ").split(maxsplit=1) for row in rows if row[1:3].isdigit()]
        assert len(numbered) == 6
        for number, shown in numbered:
            assert lines[int(number) - 1].strip().startswith(shown.strip())


async def test_a_list_goes_on_at_enter_and_ends_at_the_second(tmp_path: Path) -> None:
    path = minutes_file(tmp_path, "# T\n\n## Discussion\n- one\n  1. two\n")
    async with opened(path) as desk:
        await desk.press("w", "enter")
        await desk.type("three\n\nafter")
        await desk.save()
    assert path.read_text("utf-8") == "# T\n\n## Discussion\n- one\n  1. two\n  2. three\nafter\n"


async def test_a_task_list_goes_on_with_its_box_and_an_action_with_a_bullet(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path, "# T\n\n## Discussion\n- [x] one\n")) as desk:
        await desk.press("w")
        await desk.type("\ntwo\n!a Bo: three\nfour")
        assert desk.written == ["- [x] one", "- [ ] two", "- [ ] **ACTION:** Bo: three", "- four"]


async def test_without_a_discussion_the_section_at_hand_is_written_in(tmp_path: Path) -> None:
    path = minutes_file(tmp_path, TEAMS)
    async with opened(path) as desk:
        assert not desk.screen.editor.region  # nothing is in it, and nobody writes
        await desk.press("w")
        assert "there is no Discussion section" in desk.seen(desk.screen.editor)
        await desk.press("escape")
        await desk.press("ctrl+s")
        await desk.until(lambda: desk.said, "said")
        assert path.read_text("utf-8") == TEAMS
        await desk.walk_to("CLI")
        await desk.press("w")
        assert "CLI · there is no Discussion section" in desk.seen(desk.screen.editor)
        await desk.type("second")
        await desk.save()
        assert desk.section.name == "CLI"
        await desk.press("escape", "e")
        assert "CLI · Markdown" in desk.seen(desk.screen.editor)
        await desk.press("escape")
        assert not desk.screen.editor.region
    assert path.read_text("utf-8") == TEAMS.replace("- a\n", "- a\n- second\n")


@pytest.mark.parametrize("text", ["", "# Only a title", "# T\n", "no heading at all\n", "\n\n\n"])
async def test_the_discussion_is_made_in_almost_empty_files(tmp_path: Path, text: str) -> None:
    path = minutes_file(tmp_path, text)
    async with opened(path) as desk:
        await desk.press("w")
        await desk.type("said")
        await desk.save()
        assert desk.written == ["- said"]
    written = path.read_text("utf-8")
    assert written.startswith(text.rstrip("\n"))
    assert written.replace(text.rstrip("\n"), "", 1).split() == ["##", "Discussion", "-", "said"]
    async with opened(path) as desk:
        assert desk.written == ["- said"]


async def test_a_discussion_without_a_word_is_written_into(tmp_path: Path) -> None:
    path = minutes_file(tmp_path, "# T\n\n## Discussion\n\n## Teams\n* a\n")
    async with opened(path) as desk:
        await desk.press("w")
        assert "What is said goes here" in desk.seen(desk.screen.editor)
        await desk.type("said\nand heard")
        await desk.save()
    assert path.read_text("utf-8") == "# T\n\n## Discussion\n\n* said\n* and heard\n\n## Teams\n* a\n"


async def test_undo_and_redo_in_the_editor(tmp_path: Path) -> None:
    path = minutes_file(tmp_path)
    before = path.read_bytes()
    async with opened(path) as desk:
        at_first = desk.written
        await desk.press("w")
        await desk.type("\n!!")
        await desk.press("backspace", "backspace")
        await desk.paste("pasted\ntext")
        assert desk.written[-2:] == ["- pasted", "text"]
        for _ in range(6):
            await desk.press("ctrl+z")
        assert desk.written == at_first
        assert desk.kept == "saved"
        for _ in range(6):
            await desk.press("ctrl+y")
        assert desk.written[-1] == "text"
        await desk.save()
        for _ in range(6):
            await desk.press("ctrl+z")
        assert desk.written == at_first
        await desk.save()
    assert path.read_bytes() == before


@pytest.mark.parametrize("size", SIZES)
async def test_e_edits_the_section_selected_and_escape_goes_back(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    path = minutes_file(tmp_path)
    before = path.read_bytes()
    async with opened(path, size) as desk:
        await desk.walk_to("UAA")
        await desk.press("e")
        assert desk.focus == "editor"
        assert desk.written == ["### UAA - Sree Tummidi"]
        assert " UAA · Markdown ─" in desk.seen(desk.screen.editor)
        await desk.type("\n- released 9.1")
        await desk.press("escape")
        assert desk.focus == "panes"
        assert desk.section.name == "UAA"
        assert "released 9.1" in desk.seen(desk.screen.panes)
        assert desk.written[0].startswith("- Proposal: give the old cell image")
        await desk.save()
    went, came = changed_lines(before, path.read_bytes())
    assert (went, came) == ([], [b"- released 9.1"])


async def test_a_heading_can_be_edited_too(tmp_path: Path) -> None:
    path = minutes_file(tmp_path)
    before = path.read_bytes()
    async with opened(path) as desk:
        await desk.walk_to("Windows")
        await desk.press("e", "up")
        await desk.press("home")
        await desk.press(*["right"] * len("### Windows (incubating) - "), *["delete"] * len("vacant"))
        await desk.type("Ada Obi")
        await desk.press("escape")
        assert desk.section.name == "Windows"
        assert " Windows · Ada Obi · incubating ─" in desk.seen(desk.screen.panes)
        await desk.save()
    went, came = changed_lines(before, path.read_bytes())
    assert went == [b"### Windows (incubating) - vacant"]
    assert came == [b"### Windows (incubating) - Ada Obi"]


async def test_w_goes_from_a_section_s_text_back_to_the_discussion(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path)) as desk:
        await desk.walk_to("Diego")
        await desk.press("e", "escape", "w")
        assert desk.focus == "editor"
        assert " Discussion ─" in desk.seen(desk.screen.editor)
        assert desk.written[0].startswith("- Proposal")


async def test_a_section_taken_away_whole_leaves_the_rest(tmp_path: Path) -> None:
    path = minutes_file(tmp_path)
    before = path.read_bytes()
    async with opened(path) as desk:
        await desk.walk_to("Permissions")
        await desk.press("e", "f7", "delete", "escape")
        assert "Permissions" not in desk.text
        await desk.save()
    assert changed_lines(before, path.read_bytes()) == ([b"### Permissions", b"- N/A"], [])


async def test_typing_while_the_screen_is_small_is_seen(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path), (60, 20)) as desk:
        await desk.press("w")
        for number in range(30):
            await desk.type(f"\nline {number}")
            assert f"line {number}" in desk.text


async def test_what_was_typed_a_moment_ago_counts(tmp_path: Path) -> None:
    path = minutes_file(tmp_path)
    async with opened(path) as desk:
        await desk.press("w")
        screen = desk.screen
        screen.editor.insert(" just now")  # a worker may run before anybody is told of it
        assert screen.concerns.autosave.unsaved
        assert "(due 2026-03-24) just now\n" in screen.writing.pending().text
        assert "(due 2026-03-24) just now\n" in screen.concerns.autosave.current().text
        screen.editor.insert(" and now")
        await desk.press("ctrl+q")
        await desk.until(lambda: not desk.app.is_running, "the app ends")
    assert b"(due 2026-03-24) just now and now\n" in path.read_bytes()


@pytest.mark.parametrize("key", ["question_mark", "j", "space"])
async def test_a_key_right_behind_esc_is_no_text(tmp_path: Path, key: str) -> None:
    async with opened(minutes_file(tmp_path)) as desk:
        await desk.press("w")
        before = desk.written
        await desk.type("new")
        desk.post("escape", key)
        await desk.settle()
        assert desk.written == [*before, "- new"]
        assert desk.focus != "editor"
        assert desk.in_dialog == (key == "question_mark")


@pytest.mark.parametrize("size", [(80, 24), (99, 30)])
@pytest.mark.parametrize(("team", "key"), [("Diego", "w"), ("Greenhouse", "w"), ("Garden Core", "e")])
async def test_what_is_spoken_about_stays_in_view_when_the_drawer_closes(
    tmp_path: Path, size: tuple[int, int], team: str, key: str
) -> None:
    async with opened(minutes_file(tmp_path), size) as desk:
        await desk.walk_to(team)
        assert team in desk.seen(desk.screen.panes).split("\n")[0]
        await desk.press(key)
        assert team in desk.seen(desk.screen.panes).split("\n")[0]
        await desk.press("escape")
        assert team in desk.seen(desk.screen.panes).split("\n")[0]


@pytest.mark.parametrize(
    ("last", "typed", "written"),
    [
        ("Only words", "more", "Only words\n\n- more\n"),
        ("* one", "two", "* one\n* two\n"),
        ("Only words", "- a point", "Only words\n- a point\n"),
    ],
)
async def test_new_words_are_a_block_of_their_own(
    tmp_path: Path, last: str, typed: str, written: str
) -> None:
    path = minutes_file(tmp_path, f"# Sync\n\n## Discussion\n{last}\n")
    async with opened(path) as desk:
        await desk.press("w")
        await desk.type(typed)
        await desk.save()
    assert path.read_text("utf-8") == f"# Sync\n\n## Discussion\n{written}"


async def test_a_section_is_edited_where_the_cursor_is(tmp_path: Path) -> None:
    path = minutes_file(tmp_path, TEAMS.replace("- a\n", "- a\n- b\n  on two lines\n- c\n"))
    async with opened(path) as desk:
        await desk.walk_to("CLI")
        await desk.press("enter", "j", "e")
        await desk.type("!")
        await desk.press("escape")
        await desk.walk_to("CLI")
        await desk.press("e")
        await desk.type("?")
        await desk.save()
    assert "- b\n  on two lines!\n- c?\n" in path.read_text("utf-8")


@pytest.mark.parametrize("key", ["w", "e"])
async def test_the_marker_of_an_item_that_nobody_typed_is_no_item(tmp_path: Path, key: str) -> None:
    text = "# Sync 2026-03-10\n\n## Discussion\n- one\n"
    async with opened(minutes_file(tmp_path, text)) as desk:
        await desk.walk_to("Discussion")
        await desk.press(key, *(["ctrl+end", "enter"] if key == "e" else []))
        await desk.type("two\n")
        assert desk.written[-2:] == ["- two", "- "]
        await desk.press("escape")
        await desk.save()
        assert desk.path.read_text("utf-8") == f"{text}- two\n"
        await desk.press("w")
        await desk.type(" ")
        await desk.press("escape")
        await desk.save()
        assert desk.path.read_text("utf-8") == f"{text}- two\n"
