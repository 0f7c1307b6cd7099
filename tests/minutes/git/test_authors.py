"""Who wrote what, as the history of the clone and of its remote say."""

from __future__ import annotations

from pathlib import Path

from tests.support.repositories import clone, git, hub, minutes, web_edit
from tui.minutes.git.authors import Authors


def test_commits_and_lines_have_their_authors(tmp_path: Path) -> None:
    bare = hub(tmp_path)
    ada = clone(bare, tmp_path / "ada", "ada")
    web_edit(bare, tmp_path / "web", "bo", "- Grootfs is in\n", "- Grootfs is in\n- by Bo\n")
    authors = Authors.of(minutes(ada))
    assert authors is not None
    assert [commit.author for commit in authors.commits(10)] == ["Ada Obi"]
    assert authors.writer("- by Bo\n") == ""
    git(ada, "fetch", "-q")
    newest = authors.commits(10)[0]
    assert newest.author == "Bo Lind"
    assert b"- by Bo\n" in (authors.content(newest) or b"")
    assert authors.writer("- by Bo\n") == "Bo Lind"
    assert authors.writer("- nobody has written this\n") == ""


def test_a_line_that_two_people_wrote_is_nobody_s(tmp_path: Path) -> None:
    bare = hub(tmp_path)
    web_edit(bare, tmp_path / "web", "bo", "- Grootfs is in\n", "- Grootfs is in\n- Next call moves\n")
    authors = Authors.of(minutes(clone(bare, tmp_path / "ada", "ada")))
    assert authors is not None
    assert authors.writer("- Next call moves\n") == ""


def test_outside_a_repository_nobody_is_known(tmp_path: Path) -> None:
    assert Authors.of(tmp_path / "minutes.md") is None
