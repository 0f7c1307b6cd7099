"""`pmc-tui doctor` tells what a fault may come from, and nothing private."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.terminal import PMC_TUI, Terminal
from tui.commands.doctor import doctor
from tui.terminal.charset import UTF_8


def test_it_tells_versions_terminal_locale_and_paths(tmp_path: Path) -> None:
    with Terminal([PMC_TUI, "doctor"], tmp_path, SSH_CONNECTION="203.0.113.7 1 2 3") as terminal:
        assert terminal.wait_exit() == 0
    said = terminal.text
    for told in (
        "pmc-tui 0", "textual", "TERM=xterm-256color", "output is a terminal", "120 columns, 40 rows",
        "locale C.UTF-8", UTF_8, "settings: ~", "state: ", "within SSH_CONNECTION", "told by the system",
        "unusual\n  nothing",
    ):  # fmt: skip
        assert told in said, told
    for private in ("203.0.113.7", str(tmp_path)):
        assert private not in said


def test_what_is_unusual_is_told_with_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = tmp_path / "settings.toml"
    settings.write_text("no_such_setting = 1\n", encoding="utf-8")
    for name, value in (("TERM", "dumb"), ("LC_ALL", "C"), ("WATCHFILES_FORCE_POLLING", "1"),
                        ("PMC_TUI_CONFIG", str(settings))):  # fmt: skip
        monkeypatch.setenv(name, value)
    assert doctor([]) == 1
    said = capsys.readouterr().out.partition("unusual\n")[2]
    for told in ("TERM names no terminal", "locale is not UTF-8", "polled for", "settings cannot be used"):
        assert told in said, told
