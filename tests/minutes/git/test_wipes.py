"""Wipes: told where an old window's save took fresh lines of somebody else, put back by one key."""

from __future__ import annotations

from pathlib import Path

from tests.support.repositories import clone, edit, git, hub, minutes, pushed, web_edit
from tui.minutes.git.repository import Repository
from tui.minutes.git.wipes import Wipe, first_told, recent_wipes, wipes
from tui.minutes.keeping.storage import StateFolder
from tui.minutes.text.source import Source


def found(tmp_path: Path, old: str, new: str, at: str, who: str = "bo") -> tuple[Wipe, ...]:
    """What is said of Bo's save of this, after Ada wrote two lines into the CLI section."""
    bare = hub(tmp_path)
    web_edit(
        bare,
        tmp_path / "w1",
        "ada",
        "- Released 6.21\n",
        "- Released 6.21\n- one\n- two\n",
        "2026-03-10T10:00:00Z",
    )
    web_edit(bare, tmp_path / "w2", who, old, new, at)
    ada = clone(bare, tmp_path / "ada", "ada")
    return wipes(Repository.of(minutes(ada)), "HEAD~1", "HEAD")


WIPED = "- one\n- two\n\n## Garden - Bo Lind\n- Grootfs is in\n"
BY = "\n## Garden - Bo Lind\n- Grootfs is in\n- mine\n"


def test_a_wipe_is_told_and_put_back(tmp_path: Path) -> None:
    (wipe,) = found(tmp_path, WIPED, BY, "2026-03-10T10:20:00Z")
    assert (wipe.who, wipe.whose, wipe.section) == ("Bo Lind", "Ada Obi", "CLI")
    assert wipe.lines == ("- one\n", "- two\n")
    assert wipe.age == 20 * 60
    now = Source(pushed(tmp_path / "hub.git").replace("- Next", "- Later: Next"))
    text = wipe.put_back(now).text
    assert "- Released 6.21\n- one\n- two\n\n## Garden" in text
    assert "- mine\n" in text
    assert "- Later: Next" in text


def test_what_is_meant_is_no_wipe(tmp_path: Path) -> None:
    assert not found(tmp_path, WIPED, "- three\n" + BY, "2026-03-10T10:20:00Z")


def test_ones_own_and_old_lines_may_go(tmp_path: Path) -> None:
    assert not found(tmp_path, WIPED, BY, "2026-03-10T10:20:00Z", "ada")


def test_old_lines_may_go(tmp_path: Path) -> None:
    assert not found(tmp_path, WIPED, BY, "2026-03-20T10:20:00Z")


def test_a_plain_deletion_is_no_wipe(tmp_path: Path) -> None:
    assert not found(tmp_path, "- one\n- two\n", "", "2026-03-10T10:20:00Z")


def test_all_whose_lines_went_are_named(tmp_path: Path) -> None:
    bare = hub(tmp_path)
    web_edit(bare, tmp_path / "w1", "ada", "- Released 6.21\n", "- Released 6.21\n- one\n- two\n")
    web_edit(bare, tmp_path / "w3", "cem", "- one\n", "- one\n- by Cem\n")
    web_edit(bare, tmp_path / "w2", "bo", WIPED.replace("- one\n", "- one\n- by Cem\n"), BY)
    (wipe,) = wipes(Repository.of(minutes(clone(bare, tmp_path / "ada", "ada"))), "HEAD~1", "HEAD")
    assert wipe.whose == "Ada Obi and Cem Ari"


def test_lines_that_were_moved_are_none(tmp_path: Path) -> None:
    moved = "\n## Garden - Bo Lind\n- Grootfs is in\n- one\n- two\n"
    assert not found(tmp_path, WIPED, moved, "2026-03-10T10:20:00Z")


def test_a_clock_that_is_two_hours_wrong(tmp_path: Path) -> None:
    (wipe,) = found(tmp_path, WIPED, BY, "2026-03-10T08:20:00Z")
    assert (wipe.whose, wipe.age) == ("Ada Obi", 0)


def test_what_somebody_put_back_is_told_no_more(tmp_path: Path) -> None:
    (wipe,) = found(tmp_path, WIPED, BY, "2026-03-10T10:20:00Z")
    bare, back = tmp_path / "hub.git", "- Released 6.21\n- one\n"
    web_edit(bare, tmp_path / "w3", "cem", "- Released 6.21\n", back, "2026-03-10T10:30:00Z")
    git(tmp_path / "ada", "fetch", "-q")
    repository = Repository.of(minutes(tmp_path / "ada"))
    (left,) = wipes(repository, "HEAD~1", "origin/main")
    assert left.lines == ("- two\n",)
    text = wipe.put_back(Source(pushed(bare))).text
    assert [text.count(line) for line in ("- one\n", "- two\n", "- mine\n")] == [1, 1, 1]
    back = text[text.index("- Released") : text.index("## Garden")]
    web_edit(bare, tmp_path / "w3", "cem", "- Released 6.21\n- one\n\n", back, "2026-03-10T10:40:00Z")
    git(tmp_path / "ada", "fetch", "-q")
    assert wipes(repository, "HEAD~1", "origin/main") == ()
    assert wipe.put_back(Source(pushed(bare))).text == pushed(bare)


def test_recent_ones_are_told_once(tmp_path: Path) -> None:
    bare, state = hub(tmp_path), StateFolder(tmp_path / "state")
    web_edit(bare, tmp_path / "w1", "ada", "- Released 6.21\n", "- Released 6.21\n- one\n- two\n")
    web_edit(bare, tmp_path / "w2", "bo", WIPED, BY)
    ada = minutes(clone(bare, tmp_path / "ada", "ada"))
    (wipe,) = recent_wipes(Repository.of(ada))
    assert wipe.lines == ("- one\n", "- two\n")
    assert first_told(state, ada, (wipe,)) == (wipe,)
    assert first_told(state, ada, (wipe,)) == ()
    assert first_told(None, ada, (wipe,)) == (wipe,)


def test_the_rule_reads_the_history_of_any_clone(tmp_path: Path) -> None:
    bare = hub(tmp_path)
    ada = clone(bare, tmp_path / "ada", "ada")
    edit(minutes(ada), "- Released 6.21\n", "- Released 6.22\n")
    git(ada, "commit", "-qam", "Mine")
    assert wipes(Repository.of(minutes(ada)), "HEAD~1", "HEAD") == ()
