"""SECURITY.md, heading by heading: what each thing that reaches the program can and cannot do."""

from __future__ import annotations

import os
import re
import stat
from pathlib import Path
from typing import Final

import pytest

from tests.support.desk import acting, minutes_file, opened
from tests.support.programs import own_programs, program
from tui.cli import main
from tui.commands.serve import Door
from tui.keyboard.commands import COMMANDS, Group
from tui.minutes.git.process import Git
from tui.minutes.keeping.live_file import LiveFile
from tui.minutes.keeping.storage import StateFolder
from tui.minutes.series.folder import meetings_in, newest
from tui.minutes.text.inline import safe_target
from tui.paths import state_dir
from tui.settings.values import COMMITTEE_FILE, SettingsError, load_settings

PAGE: Final = Path(__file__).parents[1] / "SECURITY.md"
HOSTILE: Final = (
    "# T \x1b]0;title\x07 \u202e[/x] [@click=app.quit]x[/]\n\n"
    "## CLI - Ada Obi\n\n- <script>alert(1)</script> [a](javascript:alert(1)) \x9b2J\n"
)
SOURCES: Final = [
    path for folder in ("tui", "widgets") for path in (PAGE.parent / folder).rglob("*.py") if path.is_file()
]


def headings() -> list[str]:
    return re.findall(r"^## (.+)$", PAGE.read_text("utf-8"), re.MULTILINE)


def test_every_heading_has_its_test() -> None:
    named = {name.removeprefix("test_") for name in globals() if name.startswith("test_")}
    slugs = [re.sub(r"\W+", "_", heading.casefold()) for heading in headings()[:-1]]
    assert slugs
    assert [slug for slug in slugs if slug not in named] == []


async def test_the_minutes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = minutes_file(tmp_path, HOSTILE)
    async with opened(path) as desk:
        assert acting(desk.text) == set()
        assert "[/x]" in desk.text
    for form in ("md", "html", "txt"):
        assert main(["export", str(path), "--to", form]) == 0
        told = capsys.readouterr().out
        assert not acting(told) - {"\ufeff"}
        assert "<script" not in told if form == "html" else True
        acts = {"md": r"(?<!\\)\]\(javascript", "html": 'href="javascript', "txt": "\x1b"}
        assert re.search(acts[form], told) is None
    assert safe_target("javascript:alert(1)") is None
    assert safe_target("file:///etc/passwd") is None


def test_file_names(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = minutes_file(tmp_path, b"# T\n- K\xf6ln\n").parent
    (folder / "2026-04-01\nforged:1: M100 \x1b[2J.md").write_bytes(b"# T\n- K\xf6ln\n")
    (folder / os.fsdecode(b"2026-05-01 \xff.md")).write_bytes(b"# T\n- K\xf6ln\n")
    (folder / "2026-06-01 (conflicted copy).md").write_text("# T\n", "utf-8")
    (folder / "2026-07-01-clean.md").write_text("# T\n", "utf-8")
    os.mkfifo(folder / "2026-08-01.md")
    (folder / "sub").symlink_to(folder)
    found = newest(folder)
    assert found is not None
    assert os.fsencode(found.path.name) == b"2026-05-01 \xff.md"
    assert len(meetings_in(folder)) == 3
    assert main(["check", str(folder)]) == 1
    told = capsys.readouterr().out
    assert acting(told) == set()
    assert not [line for line in told.splitlines() if line.startswith("forged")]


def test_what_other_members_write(tmp_path: Path) -> None:
    path = minutes_file(tmp_path, "# T\n\n- one\n")
    live = LiveFile.open(path, StateFolder(state_dir()))
    live.prepare()
    path.write_text("# T\n\n- one\n- theirs\n", "utf-8")
    live.save(type(live.known)("# T\n\n- ours\n- one\n"))
    assert path.read_text("utf-8") == "# T\n\n- ours\n- one\n- theirs\n"


def test_settings(tmp_path: Path) -> None:
    """A settings file in the folder of the minutes names no editor of ours."""
    path = minutes_file(tmp_path, "# T\n")
    (path.parent / "settings.toml").write_text('editor = "forged"\n', "utf-8")
    assert load_settings(minutes=path).editor is None


def test_the_committee_s_settings(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What runs a program, names a path or touches a key is refused, and told."""
    path = minutes_file(tmp_path, "# T\n")
    committee = path.parent / COMMITTEE_FILE
    committee.write_text("quorum = 7\n", "utf-8")
    assert load_settings(minutes=path).quorum in (7, "7")
    assert load_settings(None, {"PMC_TUI_QUORUM": "3"}, path).quorum == "3"
    for forged in ('editor = "forged"', 'keys = { quit = "x" }', "keep_versions_mb = 0"):
        committee.write_text(f"{forged}\n", "utf-8")
        with pytest.raises(SettingsError, match="not for a committee"):
            load_settings(minutes=path)
        assert main(["check", str(path)]) == 2
        assert "not for a committee" in capsys.readouterr().err


def test_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is said to git arrives as it is, through no shell, and git is to ask nobody."""
    told = tmp_path / "told"
    program = tmp_path / "bin" / "git"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nprintf "%s|" "$GIT_TERMINAL_PROMPT" "$@" >> "{told}"\n', "utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}:{os.environ['PATH']}")
    monkeypatch.setenv("GIT_SSH_COMMAND", "ssh")
    word = f"$(touch {tmp_path}/forged); touch {tmp_path}/forged"
    assert Git(tmp_path).run("log", word).ok
    said = told.read_text("utf-8").split("|")
    assert (said[0], said[-3:-1]) == ("0", ["log", word])
    assert not (tmp_path / "forged").exists()


def test_mail_and_publishing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Recipients are no arguments, a title is one line, and no committee says by which command."""
    own_programs(monkeypatch, tmp_path)
    program(tmp_path, "sendmail", 'echo "$@" > words; cat > sent')
    path = minutes_file(tmp_path, "# T \x1b[2J\n\n- said\n")
    send = ["publish", str(path), "--mail"]
    assert main([*send, "--to-address=-oQ/tmp@example.org"]) == 0
    assert (tmp_path / "words").read_text("utf-8") == "-t -i\n"
    assert acting((tmp_path / "sent").read_bytes().decode("utf-8").replace("\r", "")) == set()
    (tmp_path / "sent").unlink()
    assert main([*send, "--to-address=a@example.org\nBcc: forged@example.org"]) == 2
    told = path.with_name("told.md")
    told.write_text("# T\n\n- ghp_0123456789abcdefghijABCDEFGHIJ\n", "utf-8")
    assert main(["publish", str(told), "--mail", "--to-address", "a@example.org"]) == 1
    (path.parent / COMMITTEE_FILE).write_text('mail_command = "forged"\n', "utf-8")
    assert main([*send, "--to-address=a@example.org"]) == 2
    assert not (tmp_path / "sent").exists()
    assert acting(capsys.readouterr().err) == set()


def test_documents_of_other_programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """They get a page that loads nothing, and stand in a folder that has nothing to take in."""
    own_programs(monkeypatch, tmp_path)
    program(tmp_path, "pandoc", 'ls "$OLDPWD" > beside; tee page')
    path = minutes_file(tmp_path, HOSTILE + "- ![x](https://example.org/x.png) ![y](y.png)\n")
    (path.parent / "y.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    assert main(["export", str(path), "--to", "docx", "-o", str(tmp_path / "out.docx")]) == 0
    page = (tmp_path / "page").read_text("utf-8")
    assert "alert(1)" in page
    assert not re.search(r"<script|<img|<link|<iframe|\bsrc=|url\(", page)
    assert (tmp_path / "beside").read_text("utf-8") == ""


def test_calendars(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    forged = "x\\nBEGIN:VALARM \x1b[2J \u2028ATTENDEE:mailto:forged@example.org"
    text = f"# T 2026-03-10\n\n- **ACTION:** Ada Obi: {forged} (due 2026-03-24)\n"
    assert main(["export", str(minutes_file(tmp_path, text)), "--to", "ics"]) == 0
    told = capsys.readouterr().out.replace("\r\n ", "")
    begun = [line for line in told.split("\r\n") if line.startswith(("BEGIN:", "ATTENDEE"))]
    assert begun == ["BEGIN:VCALENDAR", "BEGIN:VEVENT"]
    assert acting(told.replace("\r", "")) == set()


async def test_the_terminal_s_replies(tmp_path: Path) -> None:
    """A paste over the panes runs no command and writes nothing by itself."""
    path = minutes_file(tmp_path, "# T\n\n## CLI - Ada Obi\n\n- one\n")
    before = path.read_bytes()
    async with opened(path) as desk:
        await desk.paste("d\nx\nspace\x1b[A")
        assert acting(desk.text) == set()
        await desk.press("ctrl+p")
        await desk.paste("\x1b[2J\x9b5A")
        assert acting(desk.text) == set()
        await desk.press("escape")
    assert path.read_bytes() == before


def test_the_state_folder(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        live = LiveFile.open(minutes_file(tmp_path, "# T\n"), StateFolder(state_dir()))
        live.prepare()
        live.keep_draft(type(live.known)("# T\n- x\n"))
    finally:
        os.umask(before)
    for each in state_dir().rglob("*"):
        assert stat.S_IMODE(each.stat().st_mode) & 0o077 == 0
    for each in [each for each in state_dir().rglob("*") if each.is_file()]:
        each.unlink()
        os.mkfifo(each)
    again = LiveFile.open(live.path, StateFolder(state_dir()))
    again.prepare()
    assert again.state_problem is not None
    assert again.known == live.known


def test_a_page_served() -> None:
    """Only `serve` listens, on this computer; who has no token, or is another page, is turned away."""
    listens = re.compile(r"\.listen\(|start_server|HTTPServer|socketserver|run_app\(")
    found = [(path.name, path.read_text("utf-8")) for path in SOURCES]
    assert [name for name, text in found if listens.search(text)] == ["looking_on.py"]
    served = dict(found)["looking_on.py"]
    assert re.findall(r'host="([^"]*)"', served) == ["127.0.0.1"] * 2
    door = Door(8000, "token")
    assert not door.knows("")
    assert not door.knows(None)
    assert door.refuses("localhost:8000", "https://elsewhere.example", socket=True)
    assert door.refuses("elsewhere.example", None, socket=False)
    looks = {command.id for command in COMMANDS if command.served}
    assert looks.isdisjoint(
        {"copy", "open_link", "external_edit", "save", "export", "open_meeting", "suspend", "share"}
    )
    assert all(command.group is not Group.NOTE for command in COMMANDS if command.served)
