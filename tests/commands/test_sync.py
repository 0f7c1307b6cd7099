"""`pmc-tui sync`: one exchange without a screen, by real git."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.repositories import (
    NAME,
    TEXT,
    clone,
    edit,
    git,
    hub,
    minutes,
    pushed,
    web_edit,
    without_git_settings,
)
from tui.cli import main


@pytest.fixture(autouse=True)
def _no_settings_of_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    without_git_settings(monkeypatch)


def test_both_sides_are_equal_after_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bare = hub(tmp_path)
    ada = clone(bare, tmp_path / "ada", "ada")
    edit(minutes(ada), "- Released 6.21\n", "- Released 6.21\n- mine\n")
    web_edit(bare, tmp_path / "web", "cem", "- Next call moves\n", "- Next call moves\n- theirs\n")
    assert main(["sync", str(minutes(ada))]) == 0
    text = minutes(ada).read_text("utf-8")
    assert text == pushed(bare)
    assert "- mine\n" in text
    assert "- theirs\n" in text
    assert git(bare, "log", "-1", "--format=%an: %s", "main") == "Ada Obi: Storage sync 2026-03-10: minutes"
    assert capsys.readouterr() == ("", "")


def test_the_folder_with_requests_gets_a_branch(tmp_path: Path) -> None:
    bare = hub(tmp_path)
    ada = clone(bare, tmp_path / "ada", "ada")
    for number in range(3):
        edit(minutes(ada), "## Discussion\n", f"## Discussion\n- {number}\n")
        git(ada, "commit", "-qam", f"Minutes (#{number + 1})")
    git(ada, "push", "-q")
    edit(minutes(ada), "- Released 6.21\n", "- Released 6.21\n- mine\n")
    assert main(["sync", str(minutes(ada))]) == 0
    assert "- mine\n" not in pushed(bare)
    assert "- mine\n" in pushed(bare, f"minutes/{Path(NAME).stem}")


@pytest.mark.parametrize("where", ["nowhere", "no remote", "no file"])
def test_without_a_repository(tmp_path: Path, where: str, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "plain" / NAME
    file.parent.mkdir()
    if where != "no file":
        file.write_text(TEXT, "utf-8")
    if where == "no remote":
        git(file.parent, "init", "-q", "-b", "main")
    assert main(["sync", str(file)]) == 2
    said = capsys.readouterr().err
    assert said.startswith("pmc-tui: ")
    assert said.count("\n") == 1


def test_in_the_way(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ada = clone(hub(tmp_path), tmp_path / "ada", "ada")
    edit(minutes(ada), "- Released 6.21\n", "<<<<<<< a\n- Released 6.21\n=======\n- x\n>>>>>>> b\n")
    assert main(["sync", str(minutes(ada))]) == 1
    assert "<<<<<<<" in capsys.readouterr().err
