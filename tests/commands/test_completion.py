"""Completions for shells and the man page: made from the parsers, and taken by the shells."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.shell_files import OFFERED, shell_files
from tests.support.desk import minutes_file
from tests.support.terminal import PMC_TUI, Terminal, environment
from tui.cli import COMMANDS, main
from tui.commands.completion import FOLDER, SHELLS, parsers, tree
from tui.commands.parsing import ABOUT
from tui.minutes.model import NoteKind
from tui.minutes.noting.shortcuts import shortcut

START = {
    "bash": ["bash", "--norc", "--noprofile", "-i"],
    "zsh": ["zsh", "-f", "-i"],
    "fish": ["fish", "--no-config", "-i"],
}
READY = {
    "bash": "source {file}",
    "zsh": 'autoload -U compinit; compinit -u -d {home}/dump; eval "$(cat {file})"',
    "fish": "source {file}",
}


def test_every_sub_command_is_in_the_tree() -> None:
    assert list(parsers()) == list(ABOUT) == sorted(COMMANDS)
    for name, parser in parsers().items():
        assert parser.prog == f"pmc-tui {name}"
        assert parser.description is not None
    assert set(parsers()) <= set(tree().format_help().split())


@pytest.mark.parametrize("name", [*(f"pmc-tui.{shell}" for shell in SHELLS), "pmc-tui.1"])
def test_what_is_shipped_is_what_the_parsers_say(name: str) -> None:
    assert (FOLDER / name).read_text("utf-8") == shell_files()[name], "run: make readme"


def test_the_kinds_of_notes_offered_are_all_there_are() -> None:
    kinds = [shortcut(f"{mark} x") for mark in OFFERED["TEXT"]]
    assert {kind.kind for kind in kinds if kind is not None} == set(NoteKind)


def test_a_shell_s_file_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["completion", "bash"]) == 0
    assert capsys.readouterr().out == (FOLDER / "pmc-tui.bash").read_text("utf-8")
    with pytest.raises(SystemExit, match="2"):
        main(["completion", "tcsh"])


def test_sections_are_those_of_the_first_file_among_the_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.md"
    path.write_text("# T 2026-05-05\n\n## Old, and odd\n```\n# no heading\n```\nUnderlined\n---\n", "utf-8")
    assert main(["completion", "--sections", "note", "--line", str(path), "--section"]) == 0
    assert capsys.readouterr().out == "T 2026-05-05\nOld, and odd\nUnderlined\n"
    assert main(["completion", "--sections", str(tmp_path / "none.md")]) == 0
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("shell", SHELLS)
def test_a_shell_completes(tmp_path: Path, shell: str) -> None:
    if shutil.which(shell) is None:
        pytest.skip(f"there is no {shell}")
    minutes_file(tmp_path).rename(tmp_path / "weekly.md")
    ready = READY[shell].format(file=FOLDER / f"pmc-tui.{shell}", home=tmp_path)
    path = f"{Path(PMC_TUI).parent}:{environment(tmp_path)['PATH']}"
    with Terminal(START[shell], tmp_path, columns=150, PATH=path) as terminal:
        terminal.press(*f"{ready}; echo rea''dy", "enter")
        terminal.wait_for("ready")
        for typed, completed in (
            ("pmc-tui exp", "pmc-tui export"),
            ("pmc-tui we", "pmc-tui weekly.md"),
            ("pmc-tui export --bas", "pmc-tui export --base"),
            ("pmc-tui check --to sar", "pmc-tui check --to sarif"),
            ("pmc-tui settings --only space_w", "pmc-tui settings --only space_walks"),
            ("pmc-tui note wee", "pmc-tui note weekly.md"),
            ("pmc-tui note weekly.md --section Grootf", "pmc-tui note weekly.md --section Grootfs"),
        ):
            terminal.press(*typed)
            terminal.wait_for(typed)
            terminal.press("tab")
            terminal.wait_for(completed)
            terminal.press("ctrl+u")


def test_the_man_page_has_every_option_and_no_fault(capsys: pytest.CaptureFixture[str]) -> None:
    text = (FOLDER / "pmc-tui.1").read_text("utf-8")
    shown = text.replace("\\-", "-")
    for name in COMMANDS:
        assert f".SS {name}\n" in shown
        with pytest.raises(SystemExit, match="0"):
            main([name, "--help"])
        options = set(re.findall(r"^  (--[\w-]+)", capsys.readouterr().out, re.MULTILINE))
        assert all(f"\\fB{option}\\fR" in shown for option in options)
    if shutil.which("groff") is None:
        pytest.skip("there is no groff")
    words = ["groff", "-k", "-man", "-ww", "-Tutf8", "-z", str(FOLDER / "pmc-tui.1")]
    ran = subprocess.run(words, capture_output=True, text=True, check=True)
    assert ran.stderr == ""
