"""Starting: what cannot be opened is refused with a sentence, and what is odd opens all the same."""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.support.desk import SIZES, SMALL, changed_lines, minutes_file, opened
from tests.support.terminal import PMC_TUI, Terminal, environment
from tui import __version__
from tui.cli import COMMANDS, main
from tui.paths import settings_file, state_dir

NOBODY = 65534

Refused = Callable[..., str]


def everything_in(folder: Path) -> dict[str, tuple[int, int]]:
    """Every file below a folder, with when and how large it was written."""
    found = (path for path in folder.rglob("*"))
    return {str(path): (path.lstat().st_mtime_ns, path.lstat().st_size) for path in found}


@pytest.fixture
def refused(
    tmp_path: Path, isolated: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Refused:
    """Starts with arguments that must be refused, in a terminal; returns what was said."""

    def start(*arguments: object) -> str:
        for stream in ("stdin", "stdout"):
            monkeypatch.setattr(f"sys.{stream}.isatty", lambda: True)
        before = everything_in(tmp_path), everything_in(isolated)
        status = main([str(argument) for argument in arguments])
        said = capsys.readouterr()
        assert status == 2
        assert said.out == ""
        assert said.err.endswith("\n")
        assert said.err.count("\n") == 1
        assert "Traceback" not in said.err
        assert (everything_in(tmp_path), everything_in(isolated)) == before
        return said.err.removesuffix("\n")

    return start


def test_no_such_file(tmp_path: Path, refused: Refused) -> None:
    said = refused(tmp_path / "nothing.txt")
    assert said.startswith("pmc-tui: ")
    assert "nothing.txt" in said
    assert "nothing.md" in refused(tmp_path / "no folder" / "nothing.md")
    (tmp_path / "dangling.md").symlink_to("gone.md")
    assert "dangling.md" in refused(tmp_path / "dangling.md")
    (tmp_path / "loop.md").symlink_to("loop.md")
    assert "loop.md" in refused(tmp_path / "loop.md")


def test_a_folder_without_minutes(tmp_path: Path, refused: Refused) -> None:
    folder = tmp_path / "empty"
    folder.mkdir()
    (folder / "picture.png").write_bytes(b"\x89PNG")
    said = refused(folder)
    assert "is a folder without minutes" in said
    assert "--demo" in said


def test_a_folder_where_a_file_must_be(tmp_path: Path, refused: Refused) -> None:
    assert str(tmp_path) in refused("note", tmp_path, "!i one more thing")


@pytest.mark.parametrize(
    "data",
    [b"\x89PNG\r\n\x1a\n" + bytes(range(32)) * 40, b"\x7fELF" + b"\x00" * 200, b"a\x00b\x00" * 90],
    ids=["PNG", "ELF", "UTF-16 without a mark"],
)
def test_a_binary_file(tmp_path: Path, refused: Refused, data: bytes) -> None:
    path = tmp_path / "minutes.md"
    path.write_bytes(data)
    assert "binary" in refused(path)


def test_what_is_no_regular_file_is_refused_at_once(tmp_path: Path, refused: Refused) -> None:
    os.mkfifo(tmp_path / "pipe.md")
    assert "pipe.md" in refused(tmp_path / "pipe.md")
    assert "/dev/zero" in refused("/dev/zero")


def test_a_name_with_an_escape_in_it_acts_nowhere(tmp_path: Path, refused: Refused) -> None:
    said = refused(tmp_path / "x\x1b[31m\u202e.txt")
    assert said.isprintable()


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that everybody may go into; the person of the test is then nobody in particular."""
    folder = Path(tempfile.mkdtemp(dir="/tmp"))
    folder.chmod(0o755)
    (folder / "closed").mkdir()
    for path in (folder / "minutes.md", folder / "closed" / "minutes.md"):
        path.write_text("# T\n", "utf-8")
    (folder / "minutes.md").chmod(0)
    (folder / "closed").chmod(0)
    if os.geteuid() == 0:
        os.seteuid(NOBODY)
        yield folder
        os.seteuid(0)
    else:
        yield folder
    (folder / "closed").chmod(0o700)
    for path in (folder / "minutes.md", folder / "closed" / "minutes.md"):
        path.unlink()
    (folder / "closed").rmdir()
    folder.rmdir()


def test_no_permission(
    open_folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for path in (open_folder / "minutes.md", open_folder / "closed", open_folder / "closed" / "minutes.md"):
        for stream in ("stdin", "stdout"):
            monkeypatch.setattr(f"sys.{stream}.isatty", lambda: True)
        assert main([str(path)]) == 2
        said = capsys.readouterr().err
        assert str(path) in said
        assert "ermission" in said


@pytest.mark.parametrize(
    ("text", "line", "key"),
    [
        ("theme = 'nord'\nautosave = 'yes'\n", 2, "autosave"),
        ("\n\nautosave_after = 0\n", 3, "autosave_after"),
        ("autosafe = true\n", 1, "autosafe"),
        ("theme = \n", 1, ""),
        ("[keys]\n\nzoom = 3\n", 3, "zoom"),
        ("mouse = true\n[keys]\nzoom = 'f8'\nsave = 'f8'\n", 4, "save"),
        ("[keys]\nzoom = 'f8'\nzoooom = 'f9'\n", 3, "zoooom"),
        ("[keys]\nhelp = ''\n", 2, "help"),
        ("[keys]\nhelp = 'pgdn'\n", 2, 'did you mean "pagedown"?'),
        ("keymap = 'vim'\n[keys]\nzoom = '4'\n", 3, "digits are counts in the preset vim"),
        ("keymap = 'emacs'\n", 1, 'allowed is "default" or "vim"'),
        ("mouse = true\ntheme = 'gruvboxx'\n", 2, "allowed is gruvbox, or another of"),
        ("theme = 'Q'\n", 1, "pmc-dark, pmc-light"),
        ("quorum = 'half'\n", 1, "a share of the leads"),
    ],
)
def test_a_wrong_setting_is_told_with_file_line_and_key(
    tmp_path: Path, refused: Refused, text: str, line: int, key: str
) -> None:
    settings_file().write_text(text, "utf-8")
    said = refused(minutes_file(tmp_path))
    assert f"{settings_file()}, line {line}: " in said
    assert key in said


def test_a_wrong_variable_is_told(tmp_path: Path, refused: Refused, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PMC_TUI_AUTOSAVE_AFTER", "soon")
    assert "PMC_TUI_AUTOSAVE_AFTER" in refused(minutes_file(tmp_path))


def test_several_wrong_settings_are_told_together(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    settings_file().write_text("autosave = 1\nmouse = 2\n", "utf-8")
    for stream in ("stdin", "stdout"):
        monkeypatch.setattr(f"sys.{stream}.isatty", lambda: True)
    assert main([str(minutes_file(tmp_path))]) == 2
    said = capsys.readouterr().err
    assert "line 1: autosave" in said
    assert "line 2: mouse" in said


def test_version_help_and_unknown_options(capsys: pytest.CaptureFixture[str]) -> None:
    for option in ("--version", "--help"):
        with pytest.raises(SystemExit, match="0"):
            main([option])
    said = capsys.readouterr().out
    assert f"pmc-tui {__version__}\n" in said
    listed = said.partition("Sub-commands")[2].splitlines()
    assert {line.split()[0] for line in listed if line.startswith("  ")} >= set(COMMANDS)
    with pytest.raises(SystemExit, match="2"):
        main(["--no-such-option"])
    assert "--no-such-option" in capsys.readouterr().err


@pytest.mark.parametrize("redirected", ["stdin", "stdout"])
def test_without_a_terminal_nothing_is_drawn(tmp_path: Path, redirected: str) -> None:
    path = minutes_file(tmp_path)
    before = everything_in(tmp_path)
    done = subprocess.run(
        [PMC_TUI, str(path)],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        env=environment(tmp_path),
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.startswith(b"pmc-tui: this needs a terminal")
    with Terminal(
        ["sh", "-c", f"'{PMC_TUI}' '{path}' {'<' if redirected == 'stdin' else '>'}/dev/null"], tmp_path
    ) as it:
        assert it.wait_exit() == 2
        assert "needs a terminal" in it.text
        assert "1049" not in it.display.modes
    assert everything_in(tmp_path) == before


def test_the_installed_command_refuses_in_a_terminal(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_text("autosave = 'yes'\n", "utf-8")
    path = minutes_file(tmp_path)
    before = everything_in(tmp_path)
    for argument, said in ((path, "line 1: autosave"), (tmp_path / "no.md", "line 1")):
        with Terminal([PMC_TUI, str(argument)], tmp_path, columns=200) as terminal:
            assert terminal.wait_exit() == 2
            assert said in terminal.text
            assert "Traceback" not in terminal.text
            assert "1049" not in terminal.display.modes
    assert everything_in(tmp_path) == before


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(
    "text",
    ["", "\n\n", "# A\n## B\n### C\n#### D\n##### E\n###### F\n", "## A\n## A\n## A\n", "#\n##\n", "\ufeff"],
    ids=["empty", "blank lines", "only headings", "the same heading", "headings without text", "only a mark"],
)
async def test_almost_nothing_opens(tmp_path: Path, size: tuple[int, int], text: str) -> None:
    path = minutes_file(tmp_path, text)
    async with opened(path, size) as desk:
        await desk.press(
            "j", "]", "n", "space", "enter", "j", "L", "x", "+", "+", "escape", "G", "g", "e", "escape"
        )
        assert desk.app.is_running
        assert desk.kept == "saved"
        await desk.press("w")
        await desk.type("said")
        await desk.save()
    written = path.read_text("utf-8")
    assert written.count("said") == 1  # in the section one was at, or in a discussion that is made
    assert written.startswith("\ufeff") == text.startswith("\ufeff")
    lines = [line.strip("\ufeff") for line in written.split("\n")]
    others = [line for line in lines if line and "said" not in line and line != "## Discussion"]
    assert others == [line for line in text.strip("\ufeff").split("\n") if line]


def test_ten_megabytes_are_opened_and_written(tmp_path: Path) -> None:
    team = "".join(
        f"- item {n} of a report that says what was done, by whom, and what is next\n" for n in range(200)
    )
    text = "# Big 2026-03-10\n\n## Discussion\n- one\n\n## Teams\n\n"
    text += "".join(f"### Team {n} - Ada Obi\n{team}\n" for n in range(10_000_000 // len(team)))
    path = minutes_file(tmp_path, text)
    assert path.stat().st_size > 9_900_000
    with Terminal([PMC_TUI, str(path)], tmp_path) as terminal:
        terminal.wait_for("Big 2026-03-10", "Team 0")
        terminal.press("w")
        terminal.wait_for("back to the report")
        terminal.type("\ntwo")
        terminal.wait_for("- two")
        terminal.press("ctrl+q")
        assert terminal.wait_exit() == 0
    assert path.read_bytes() == text.replace("- one\n", "- one\n- two\n", 1).encode()


def test_a_terminal_of_20_by_5(tmp_path: Path) -> None:
    path = minutes_file(tmp_path)
    before = path.read_bytes()
    with Terminal([PMC_TUI, str(path)], tmp_path, columns=20, rows=5) as terminal:
        terminal.wait_for("Runtime")
        terminal.press("w")
        terminal.wait_for("Discussion")
        terminal.type("\nsmall")
        terminal.wait_for("small")
        terminal.press("ctrl+q")
        assert terminal.wait_exit() == 0
    assert changed_lines(before, path.read_bytes()) == ([], [b"- small"])


def test_a_file_that_vanishes_while_open(tmp_path: Path) -> None:
    path = minutes_file(tmp_path)
    with Terminal([PMC_TUI, str(path)], tmp_path) as terminal:
        terminal.wait_for("Announcements")
        path.unlink()
        terminal.wait_for("file gone", "deleted or moved away")
        terminal.press("ctrl+q")
        assert terminal.wait_exit() == 0
        assert "Traceback" not in terminal.text
    assert list(path.parent.iterdir()) == []


def test_text_that_cannot_be_saved_is_asked_about_once_and_kept(tmp_path: Path) -> None:
    path = minutes_file(tmp_path)
    away = path.parent.with_name("away")
    with Terminal([PMC_TUI, str(path)], tmp_path) as terminal:
        terminal.wait_for("Announcements", "saved")
        terminal.press("w")
        terminal.wait_for("back to the report")
        path.parent.rename(away)
        terminal.wait_for("file folder gone")
        terminal.type("\nsaid in the dark")
        terminal.wait_for("dark", "kept in a draft")
        terminal.press("ctrl+q")
        terminal.wait_for("^q again quits; the draft is offered next time.")
        terminal.press("ctrl+q")
        assert terminal.wait_exit() == 0
        said = " ".join(terminal.output.decode().split())
        assert "pmc-tui: The last changes of 2026-03-10.md are not in the file. They are kept" in said
    away.rename(path.parent)
    with Terminal([PMC_TUI, str(path)], tmp_path) as terminal:
        terminal.wait_for("Unsaved text was found", "said in the dark")
        terminal.press("enter")
        terminal.wait_for("Took over")
        terminal.press("ctrl+q")
        assert terminal.wait_exit() == 0
    assert "- said in the dark" in path.read_text("utf-8")


async def test_without_a_place_for_state_everything_works_and_it_is_said(tmp_path: Path) -> None:
    state_dir().write_text("in the way", "utf-8")
    path = minutes_file(tmp_path)
    async with opened(path, SMALL) as desk:
        await desk.press("n", "space")
        await desk.until(lambda: "Marks cannot be kept" in desk.said, "said")
        await desk.press("w")
        await desk.type("\nsaid")
        await desk.press("ctrl+s")
        await desk.until(lambda: b"- said\n" in path.read_bytes(), "saved")
    assert state_dir().read_text("utf-8") == "in the way"
