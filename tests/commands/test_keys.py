"""`pmc-tui keys`: the table as the person has it."""

from __future__ import annotations

import re

import pytest

from tui.cli import main
from tui.keyboard.commands import COMMANDS, Group
from tui.keyboard.keymap import PRESETS
from tui.paths import settings_file


@pytest.mark.parametrize("preset", PRESETS)
@pytest.mark.parametrize("columns", ["60", "100", "200"])
def test_every_command_stands_in_the_list(
    preset: str, columns: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    assert main(["keys", "--preset", preset]) == 0
    out = capsys.readouterr().out
    lines = out.splitlines()
    assert max(map(len, lines)) <= int(columns)
    ids = {words[-1]: words[0] for line in lines if re.match(r"  \S", line) and (words := line.split())}
    assert [command.id for command in COMMANDS if command.id not in ids] == []
    assert all(group.value in lines for group in Group if any(command.group is group for command in COMMANDS))
    assert ids["first"] == {"default": "g", "vim": "gg"}[preset]
    assert ids["save"] == "^s"


def test_the_list_has_the_person_s_keys(capsys: pytest.CaptureFixture[str]) -> None:
    settings_file().write_text("keymap = 'vim'\n[keys]\nzoom = 'f8,z z'\nvote = '|'\n", "utf-8")
    assert main(["keys", "--markdown"]) == 0
    out = capsys.readouterr().out
    assert "| `f8` `zz` | One pane on the whole screen, and back | `zoom` |" in out
    assert "| `gg` `home` | To the first row | `first` |" in out
    assert "| `\\|` | Record a vote | `vote` |" in out
    assert out.count("\n") == len(COMMANDS) + 2
    assert main(["keys", "--preset", "default"]) == 0
    assert "  g home " in capsys.readouterr().out


def test_keys_that_cannot_be_used_are_told(capsys: pytest.CaptureFixture[str]) -> None:
    settings_file().write_text("[keys]\nzoom = 'f8'\nsave = 'f8'\n", "utf-8")
    assert main(["keys"]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith(f'pmc-tui: {settings_file()}, line 3: keys.save = "f8" does not do; ')
    settings_file().write_text("[keys]\nzoom = '4'\n", "utf-8")
    assert main(["keys", "--preset", "vim"]) == 2
    assert "preset vim" in capsys.readouterr().err
    settings_file().write_text("keymap = 'emacs'\n", "utf-8")
    assert main(["keys"]) == 2
    assert "line 1: keymap" in capsys.readouterr().err
    settings_file().unlink()
    with pytest.raises(SystemExit, match="2"):
        main(["keys", "--preset", "emacs"])
