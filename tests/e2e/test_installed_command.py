"""The installed command in a real terminal: opened, typed into, left; and the file read back."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.desk import changed_lines, minutes_file, replace_atomically
from tests.support.terminal import PMC_TUI, Terminal
from tui.paths import SCRATCH_NAME, example_file

SIZES = [(120, 40), (80, 24), (60, 20)]


@pytest.mark.parametrize(("columns", "rows"), SIZES)
def test_what_is_typed_is_in_the_file(tmp_path: Path, columns: int, rows: int) -> None:
    path = minutes_file(tmp_path)
    before = path.read_bytes()
    with Terminal([PMC_TUI, str(path)], tmp_path, columns=columns, rows=rows) as terminal:
        terminal.wait_for("Runtime PMC Meeting 2026-03-10", "saved")
        terminal.press("w")
        terminal.wait_for("back to the report")
        terminal.type("\nüber alles 会議 gesprochen")
        terminal.wait_for("gesprochen", "unsaved")
        terminal.press("ctrl+q")
        assert terminal.wait_exit() == 0
    assert changed_lines(before, path.read_bytes()) == ([], ["- über alles 会議 gesprochen".encode()])
    assert [entry.name for entry in path.parent.iterdir()] == [path.name]


def test_the_terminal_is_given_back_as_it_was(tmp_path: Path) -> None:
    path = minutes_file(tmp_path)
    command = f"stty -a > before; '{PMC_TUI}' '{path}'; stty -a > after; echo left"
    with Terminal(["sh", "-c", command], tmp_path) as terminal:
        terminal.wait_for("Announcements")
        assert "1049" in terminal.display.modes
        terminal.press("ctrl+q")
        assert terminal.wait_exit() == 0
        assert terminal.output.endswith(b"left\r\n")
        left_on = terminal.display.modes & {"1049", "1000", "1002", "1003", "1006", "2004", "1004"}
    assert left_on == set()
    assert (tmp_path / "before").read_text() == (tmp_path / "after").read_text()


def test_the_window_is_called_as_the_meeting_and_as_before_afterwards(tmp_path: Path) -> None:
    path = minutes_file(tmp_path, "# Parks\x07\x1b]0;forged 2026-03-10\n\n## Teams\n")
    with Terminal([PMC_TUI, str(path)], tmp_path) as terminal:
        terminal.wait_until(lambda: "forged" in terminal.display.title, "a title")
        assert terminal.display.title == "Parks␇␛]0;forged 2026-03-10"
        terminal.press("ctrl+q")
        assert terminal.wait_exit() == 0
        output = bytes(terminal.output)
    kept, named, back = (output.index(each) for each in (b"\x1b[22;2t", b"\x1b]2;Parks", b"\x1b[23;2t"))
    assert kept < named < back
    assert b"\x1b]2;" not in output[back:]
    with Terminal([PMC_TUI, str(path)], tmp_path, TERM="linux") as terminal:
        terminal.wait_for("saved")
        terminal.press("ctrl+q")
        assert terminal.wait_exit() == 0
        assert b"\x1b]2;" not in terminal.output


def test_tmux_is_told_the_window_s_name_until_the_end(tmp_path: Path) -> None:
    path = minutes_file(tmp_path, "# Parks 2026-03-10\n\n## Teams\n")
    with Terminal([PMC_TUI, str(path)], tmp_path, TMUX="/nowhere,1,0") as terminal:
        terminal.wait_until(lambda: "Parks" in terminal.display.title, "a title")
        terminal.press("ctrl+q")
        assert terminal.wait_exit() == 0
        output = bytes(terminal.output)
    assert output.index(b"\x1bkParks 2026-03-10\x1b\\") < output.index(b"\x1bk\x1b\\")


def test_autosave_and_another_program_s_save(tmp_path: Path) -> None:
    path = minutes_file(tmp_path)
    with Terminal([PMC_TUI, str(path)], tmp_path) as terminal:
        terminal.wait_for("Announcements")
        terminal.press("w")
        terminal.wait_for("back to the report")
        terminal.type("\nautosaved")
        terminal.wait_until(lambda: b"- autosaved\n" in path.read_bytes(), "saved by itself")
        data = path.read_bytes().replace(b"# Runtime PMC", b"# Renamed PMC")
        replace_atomically(path, data)
        terminal.wait_for("Renamed PMC Meeting", "autosaved")
        terminal.press("ctrl+q")
        assert terminal.wait_exit() == 0
    assert path.read_bytes() == data


def test_marks_are_there_at_the_next_start(tmp_path: Path) -> None:
    path = minutes_file(tmp_path)
    for progress in ("0/22 reviewed", "1/22 reviewed"):
        with Terminal([PMC_TUI, str(path)], tmp_path) as terminal:
            terminal.wait_for(progress)
            terminal.press("n")
            terminal.press("space")
            terminal.wait_for("reviewed, ")
            terminal.press("ctrl+q")
            terminal.wait_for("Not reviewed yet: ")
            terminal.press("ctrl+q")
            assert terminal.wait_exit() == 0
    assert path.read_bytes() == example_file().read_bytes()


def test_the_editor_of_one_s_choice_is_started_and_left(tmp_path: Path) -> None:
    path = minutes_file(tmp_path)
    editor = tmp_path / "editor"
    editor.write_text('#!/bin/sh\necho in the editor; read line; echo "- $line" >> "$1"\n', "utf-8")
    editor.chmod(0o755)
    with Terminal([PMC_TUI, str(path)], tmp_path, EDITOR=str(editor)) as terminal:
        terminal.wait_for("Announcements")
        terminal.press("G")
        terminal.press("ctrl+e")
        terminal.wait_until(lambda: terminal.output.endswith(b"in the editor\r\n"), "the editor")
        assert "1049" not in terminal.display.modes
        terminal.type("said in there\n")
        terminal.wait_for("@● Attendees", "said in there")
        terminal.press("ctrl+q")
        assert terminal.wait_exit() == 0
    assert path.read_bytes() == example_file().read_bytes() + b"- said in there\n"


def test_a_window_that_changes_its_size(tmp_path: Path) -> None:
    path = minutes_file(tmp_path)
    with Terminal([PMC_TUI, str(path)], tmp_path, columns=120, rows=40) as terminal:
        terminal.wait_for("Garden Core", "line 25 · saved")
        for columns, rows in ((60, 20), (20, 5), (120, 40)):
            terminal.display.clear()
            terminal.resize(columns, rows)
            terminal.wait_for("Runtime")
        terminal.wait_for("Garden Core", "line 25 · saved")
        terminal.press("ctrl+q")
        assert terminal.wait_exit() == 0


def test_a_window_that_has_its_size_again_at_once(tmp_path: Path) -> None:
    """The terminal has lost what it cut off, and the program hears of the old size only."""
    path = minutes_file(tmp_path)
    with Terminal([PMC_TUI, str(path)], tmp_path, columns=120, rows=40) as terminal:
        terminal.wait_for("Garden Core", "line 25 · saved")
        terminal.resize(20, 5)
        terminal.resize(120, 40)
        terminal.wait_for("Runtime", "Garden Core", "? help", "line 25 · saved")
        terminal.press("ctrl+q")
        assert terminal.wait_exit() == 0


def test_the_mouse_clicks_and_can_be_switched_off(tmp_path: Path) -> None:
    path = minutes_file(tmp_path)
    with Terminal([PMC_TUI, str(path)], tmp_path, columns=120, rows=40) as terminal:
        agenda = "│      Diego "  # the file's own text, which stands there before, has the name, too
        screen = terminal.wait_for(agenda)
        row = next(number for number, text in enumerate(screen.split("\n")) if agenda in text)
        terminal.click(10, row)
        terminal.wait_for("Diego · Eric Malm")
    with Terminal([PMC_TUI, str(path)], tmp_path, PMC_TUI_MOUSE="false") as terminal:
        terminal.wait_for("Diego")
        assert "1000" not in terminal.display.modes


def test_a_folder_opens_its_newest_meeting(tmp_path: Path) -> None:
    minutes_file(tmp_path, "# Old\n\n## Discussion\n", "2026-01-13-sync.md")
    newest = minutes_file(tmp_path, "# New\n\n## Discussion\n", "2026-03-24-sync.md")
    minutes_file(tmp_path, "# About\n", "README.md")
    for arguments, cwd in (([str(newest.parent)], tmp_path), ([], newest.parent), (["."], newest.parent)):
        with Terminal([PMC_TUI, *arguments], tmp_path, columns=120, cwd=cwd) as terminal:
            terminal.wait_for("New · 2026-03-24", "2026-03-24-sync.md is the newest meeting", "^o")
            terminal.press("ctrl+q")
            assert terminal.wait_exit() == 0


@pytest.mark.parametrize("arguments", [[], ["--demo"]])
def test_without_minutes_the_example_opens_as_a_scratch_copy(tmp_path: Path, arguments: list[str]) -> None:
    folder = tmp_path / "empty"
    folder.mkdir()
    with Terminal([PMC_TUI, *arguments], tmp_path, columns=120, cwd=folder) as terminal:
        terminal.wait_for("Runtime PMC Meeting 2026-03-10", "scratch copy")
        terminal.press("w")
        terminal.wait_for("back to the report")
        terminal.type("\ntried")
        terminal.wait_for("tried")
        terminal.press("ctrl+q")
        assert terminal.wait_exit() == 0
    assert list(folder.iterdir()) == []
    (copy,) = tmp_path.glob(f"pmc-tui-example-*/{SCRATCH_NAME}")
    assert copy.read_bytes() != example_file().read_bytes()
    assert b"tried" in copy.read_bytes()
