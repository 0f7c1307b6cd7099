"""Sharing through real git: what is typed on two computers meets, and the checkouts stay as they were."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.support.repositories import NAME, TEXT, clone, edit, git, hub, minutes, pushed, state_of, web_edit
from tui.minutes.git import engine
from tui.minutes.git.commit import push
from tui.minutes.git.engine import Sharing, State, Ticked
from tui.minutes.git.repository import NotShared, Repository, Target, has_markers
from tui.minutes.keeping.live_file import LiveFile
from tui.minutes.keeping.storage import StateFolder
from tui.minutes.text.source import Source

MAIN = Target("origin", "main")
ROOT = Path(__file__).parents[3]


def sharing(folder: Path, state: Path, target: Target = MAIN, **more: bool) -> Sharing:
    """A member's end of it, with a state folder of its own."""
    live = LiveFile.open(minutes(folder), StateFolder(state))
    return Sharing(Repository.of(live.path), live, target, lambda: "Storage sync: minutes", **more)


def both(tmp_path: Path, text: str = TEXT) -> tuple[Path, Path, Path]:
    bare = hub(tmp_path, text)
    return bare, clone(bare, tmp_path / "ada", "ada"), clone(bare, tmp_path / "bo", "bo")


def test_what_two_write_meets(tmp_path: Path) -> None:
    bare, ada, bo = both(tmp_path)
    first, second = sharing(ada, tmp_path / "s1"), sharing(bo, tmp_path / "s2")
    edit(minutes(ada), "- Released 6.21\n", "- Released 6.21\n- by Ada\n")
    edit(minutes(bo), "- Next call moves\n", "- Next call moves\n- by Bo\n")
    before = state_of(ada)[1:]
    assert first.tick().pushed
    assert second.tick().pulled
    assert first.tick() == Ticked(State.SHARED, pulled=True)
    assert second.tick() == Ticked(State.SHARED)
    text = minutes(ada).read_text("utf-8")
    assert text == minutes(bo).read_text("utf-8") == pushed(bare)
    assert "- by Ada\n" in text
    assert "- by Bo\n" in text
    assert state_of(ada)[1:] == before


def test_both_add_at_one_place_and_change_one_line(tmp_path: Path) -> None:
    bare, ada, bo = both(tmp_path)
    first, second = sharing(ada, tmp_path / "s1"), sharing(bo, tmp_path / "s2")
    edit(minutes(ada), "- Grootfs is in\n", "- Grootfs is in, says Ada\n- one\n")
    edit(minutes(bo), "- Grootfs is in\n", "- Grootfs is in, says Bo\n- two\n")
    for each in (first, second, first, second):
        assert each.tick().state is State.SHARED
    text = pushed(bare)
    assert minutes(ada).read_text("utf-8") == minutes(bo).read_text("utf-8") == text
    assert all(text.count(words) == 1 for words in ("says Ada", "says Bo", "- one\n", "- two\n"))


def test_a_web_editor_is_another_member(tmp_path: Path) -> None:
    bare, ada, _ = both(tmp_path)
    member = sharing(ada, tmp_path / "s")
    edit(minutes(ada), "- Released 6.21\n", "- Released 6.21\n- here\n")
    web_edit(bare, tmp_path / "web", "cem", "- Next call moves\n", "- Next call moves\n- there\n")
    assert member.tick().pushed
    assert "- here\n" in pushed(bare)
    assert "- there\n" in minutes(ada).read_text("utf-8")


def test_a_line_that_somebody_takes_out_stays_out(tmp_path: Path) -> None:
    bare, ada, bo = both(tmp_path)
    first, second = sharing(ada, tmp_path / "s1"), sharing(bo, tmp_path / "s2")
    edit(minutes(ada), "- Released 6.21\n", "- Released 6.21\n- a slip\n")
    first.tick()
    second.tick()
    edit(minutes(bo), "- a slip\n", "")
    second.tick()
    first.tick()
    for each in (sharing(ada, tmp_path / "s1"), sharing(bo, tmp_path / "s2"), first, second):
        each.tick()
    assert minutes(ada).read_text("utf-8") == minutes(bo).read_text("utf-8") == pushed(bare) == TEXT


def test_what_is_written_during_a_push_goes_out_with_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bare, ada, _ = both(tmp_path)
    member = sharing(ada, tmp_path / "s")
    edit(minutes(ada), "- Released 6.21\n", "- Released 6.21\n- one\n")

    def pushing(*words: Any) -> Any:
        edit(minutes(ada), "- one\n", "- one\n- two\n")
        monkeypatch.setattr(engine, "push", push)
        return push(*words)

    monkeypatch.setattr(engine, "push", pushing)
    member.tick()
    assert "- two\n" not in pushed(bare)
    member.tick()
    assert "- one\n- two\n" in pushed(bare)


def test_nothing_goes_out_before_it_rests(tmp_path: Path) -> None:
    bare, ada, _ = both(tmp_path)
    member = sharing(ada, tmp_path / "s")
    edit(minutes(ada), "- Released 6.21\n", "- Released 6.21\n- one\n- two\n")
    assert member.tick(lambda: False) == Ticked(State.WAITING, "", 2)
    assert pushed(bare) == TEXT


def test_who_only_looks_pushes_nothing(tmp_path: Path) -> None:
    bare, ada, _ = both(tmp_path)
    member = sharing(ada, tmp_path / "s", looks_only=True)
    edit(minutes(ada), "- Released 6.21\n", "- Released 6.21\n- mine\n")
    web_edit(bare, tmp_path / "web", "cem", "- Next call moves\n", "- Next call moves\n- theirs\n")
    assert member.tick() == Ticked(State.SHARED, pulled=True)
    assert "- mine\n" not in pushed(bare)
    assert "- theirs\n" in minutes(ada).read_text("utf-8")


def test_a_branch_of_its_own_reads_both(tmp_path: Path) -> None:
    bare, ada, bo = both(tmp_path)
    target = MAIN._replace(own=f"minutes/{Path(NAME).stem}")
    first, second = (sharing(who, tmp_path / who.name, target) for who in (ada, bo))
    edit(minutes(ada), "- Released 6.21\n", "- Released 6.21\n- by Ada\n")
    edit(minutes(bo), "- Grootfs is in\n", "- Grootfs is in\n- by Bo\n")
    web_edit(bare, tmp_path / "web", "cem", "- Next call moves\n", "- Next call moves\n- on main\n")
    for each in (first, second, first, second):
        assert each.tick().state is State.SHARED
    text = pushed(bare, target.own)
    assert minutes(ada).read_text("utf-8") == minutes(bo).read_text("utf-8") == text
    assert all(text.count(words) == 1 for words in ("- by Ada\n", "- by Bo\n", "- on main\n"))
    assert "- by Ada\n" not in pushed(bare)


def test_the_checkout_stays_as_it_was(tmp_path: Path) -> None:
    bare, ada, _ = both(tmp_path)
    (ada / "other.txt").write_text("changed\n", "utf-8")
    (ada / "staged.txt").write_text("staged\n", "utf-8")
    git(ada, "add", "staged.txt")
    edit(minutes(ada), "- Released 6.21\n", "- Released 6.21\n- mine\n")
    before, stash = state_of(ada), git(ada, "stash", "create")
    member = sharing(ada, tmp_path / "s")
    assert member.tick().pushed
    assert state_of(ada)[1:] == before[1:]
    assert git(bare, "show", "--stat", "--format=", "main").strip().startswith(f"minutes/{NAME}")
    assert git(bare, "show", "main:other.txt") == "other"
    assert not member.settle() or git(ada, "show", "HEAD:other.txt") == "other"
    assert (ada / "other.txt").read_text("utf-8") == "changed\n"
    assert git(ada, "diff", "--cached", "--name-only") == "staged.txt"
    assert stash


def test_at_the_end_a_clean_checkout(tmp_path: Path) -> None:
    bare, ada, _ = both(tmp_path)
    web_edit(bare, tmp_path / "web", "cem", "- Next call moves\n", "- Next call moves\n- there\n")
    edit(minutes(ada), "- Released 6.21\n", "- Released 6.21\n- mine\n")
    member = sharing(ada, tmp_path / "s")
    assert member.tick().state is State.SHARED
    assert member.settle()
    assert git(ada, "status", "--porcelain") == ""
    assert git(ada, "rev-parse", "HEAD") == git(bare, "rev-parse", "main")


IN_THE_WAY = {
    "MERGE_HEAD": "a merge",
    "rebase-merge": "a rebase",
    "CHERRY_PICK_HEAD": "a cherry-pick",
}


@pytest.mark.parametrize("name", IN_THE_WAY)
def test_nothing_is_shared_in_the_middle_of_something(tmp_path: Path, name: str) -> None:
    bare, ada, _ = both(tmp_path)
    edit(minutes(ada), "- Released 6.21\n", "- Released 6.21\n- mine\n")
    (ada / ".git" / name).mkdir() if "-" in name else (ada / ".git" / name).write_text(
        git(ada, "rev-parse", "HEAD")
    )
    ticked = sharing(ada, tmp_path / "s").tick()
    assert ticked.state is State.GUARDED
    assert IN_THE_WAY[name] in ticked.said
    assert pushed(bare) == TEXT


def test_markers_are_never_pushed(tmp_path: Path) -> None:
    bare, ada, _ = both(tmp_path)
    edit(minutes(ada), "- Released 6.21\n", "<<<<<<< HEAD\n- Released 6.21\n=======\n- no\n>>>>>>> main\n")
    ticked = sharing(ada, tmp_path / "s").tick()
    assert ticked.state is State.GUARDED
    assert "<<<<<<<" in ticked.said
    assert pushed(bare) == TEXT
    assert not has_markers("=======\n<<<<<<< x\n")


def test_a_commit_of_ones_own_is_pushed_first(tmp_path: Path) -> None:
    _, ada, _ = both(tmp_path)
    (ada / "other.txt").write_text("mine\n", "utf-8")
    git(ada, "commit", "-qam", "Mine")
    assert "a commit of yours is not pushed" in sharing(ada, tmp_path / "s").tick().said


def test_a_file_that_was_deleted_or_renamed_by_others_stays_here(tmp_path: Path) -> None:
    bare, ada, bo = both(tmp_path)
    member = sharing(ada, tmp_path / "s")
    member.tick()
    git(bo, "mv", f"minutes/{NAME}", "minutes/n.md")
    git(bo, "commit", "-qm", "Rename")
    git(bo, "push", "-q")
    assert "is called minutes/n.md now" in member.tick().said
    git(bo, "rm", "-q", "minutes/n.md")
    git(bo, "commit", "-qm", "Delete")
    git(bo, "push", "-q")
    ticked = member.tick()
    assert ticked.state is State.GUARDED
    assert "deleted" in ticked.said
    assert minutes(ada).read_text("utf-8") == TEXT
    assert git(bare, "ls-tree", "-r", "--name-only", "main") == "other.txt"


def test_another_branch_is_another_file(tmp_path: Path) -> None:
    bare, ada, _ = both(tmp_path)
    member = sharing(ada, tmp_path / "s")
    member.tick()
    git(ada, "switch", "-q", "-c", "mine")
    edit(minutes(ada), "- Released 6.21\n", "- Released 6.21\n- on mine\n")
    assert "The checkout is on mine now" in member.tick().said
    assert pushed(bare) == TEXT


@pytest.mark.parametrize("hook", ["pre-push", "pre-receive"])
def test_a_refusal_is_told_in_the_servers_words(tmp_path: Path, hook: str) -> None:
    bare, ada, _ = both(tmp_path)
    folder = bare / "hooks" if hook == "pre-receive" else ada / ".git" / "hooks"
    (folder / hook).write_text("#!/bin/sh\necho 'minutes are frozen' >&2\nexit 1\n")
    (folder / hook).chmod(0o755)
    edit(minutes(ada), "- Released 6.21\n", "- Released 6.21\n- mine\n")
    ticked = sharing(ada, tmp_path / "s").tick()
    assert ticked.state is State.DENIED
    assert "minutes are frozen" in ticked.said
    assert ticked.unpushed == 1
    assert pushed(bare) == TEXT


def test_a_hub_that_is_gone_and_back(tmp_path: Path) -> None:
    bare, ada, _ = both(tmp_path)
    member = sharing(ada, tmp_path / "s")
    member.tick()
    edit(minutes(ada), "- Released 6.21\n", "- Released 6.21\n- typed offline\n")
    bare.rename(tmp_path / "away.git")
    ticked = member.tick()
    assert ticked.state is State.OFFLINE
    assert ticked.unpushed == 1
    (tmp_path / "away.git").rename(bare)
    assert member.tick().pushed
    assert "- typed offline\n" in pushed(bare)


def test_a_rewritten_upstream_goes_on_by_content(tmp_path: Path) -> None:
    bare, ada, bo = both(tmp_path)
    member = sharing(ada, tmp_path / "s")
    web_edit(bare, tmp_path / "web", "cem", "- Released 6.21\n", "- Released 6.21\n- web\n")
    member.tick()
    git(bo, "commit", "-q", "--amend", "-m", "Rewritten")
    git(bo, "push", "-q", "--force", "origin", "HEAD:main")
    edit(minutes(ada), "- Grootfs is in\n", "- Grootfs is in\n- since\n")
    ticked = member.tick()
    (wipe,) = ticked.wiped
    assert (wipe.who, wipe.whose, wipe.lines) == ("Ada Obi", "Cem Ari", ("- web\n",))
    assert pushed(bare) == minutes(ada).read_text("utf-8") == TEXT.replace("is in\n", "is in\n- since\n")
    assert wipe.put_back(Source(pushed(bare))).text.count("- web\n") == 1


def test_line_ends_and_filters_are_the_checkouts(tmp_path: Path) -> None:
    bare = hub(tmp_path)
    first = tmp_path / "first"
    (first / ".gitattributes").write_text("*.md text eol=crlf\n")
    git(first, "add", ".gitattributes")
    git(first, "commit", "-qm", "Line ends")
    git(first, "push", "-q")
    ada = clone(bare, tmp_path / "ada", "ada")
    assert b"\r\n" in minutes(ada).read_bytes()
    edit(minutes(ada), "- Released 6.21\r\n", "- Released 6.21\r\n- mine\r\n")
    assert sharing(ada, tmp_path / "s").tick().pushed
    assert pushed(bare) == TEXT.replace("6.21\n", "6.21\n- mine\n")
    assert minutes(ada).read_bytes().count(b"\r\n") == TEXT.count("\n") + 1


@pytest.mark.parametrize("how", ["detached", "shallow"])
def test_odd_clones(tmp_path: Path, how: str) -> None:
    bare = hub(tmp_path)
    ada = tmp_path / "ada"
    if how == "shallow":
        git(tmp_path, "clone", "-q", "--depth=1", f"file://{bare}", str(ada))
    else:
        clone(bare, ada, "ada")
        git(ada, "checkout", "-q", "--detach")
    for name, value in (("user.name", "Ada Obi"), ("user.email", "ada@example.org")):
        git(ada, "config", name, value)
    edit(minutes(ada), "- Released 6.21\n", "- Released 6.21\n- mine\n")
    live = LiveFile.open(minutes(ada), StateFolder(tmp_path / "s"))
    repository = Repository.of(live.path)
    assert Sharing(repository, live, repository.target(), lambda: "m").tick().pushed
    assert "- mine\n" in pushed(bare)


def test_nowhere_to_share(tmp_path: Path) -> None:
    file = tmp_path / "plain" / NAME
    file.parent.mkdir()
    file.write_text(TEXT, "utf-8")
    with pytest.raises(NotShared, match="no git repository"):
        Repository.of(file)
    git(file.parent, "init", "-q", "-b", "main")
    with pytest.raises(NotShared, match="no remote"):
        Repository.of(file).target()


KILLED = """
import os, sys
from pathlib import Path
from tui.minutes.git import process
from tui.minutes.git import engine
from tui.minutes.git.commit import push
from tui.minutes.git.engine import Sharing
from tui.minutes.git.repository import Repository, Target
from tui.minutes.keeping.live_file import LiveFile
from tui.minutes.keeping.storage import StateFolder
left = int(sys.argv[3])
run = process.Git.run
def counted(self, *words, **more):
    global left
    left -= 1
    if left == 0:
        os.kill(os.getpid(), 9)
    return run(self, *words, **more)
process.Git.run = counted
live = LiveFile.open(Path(sys.argv[1]), StateFolder(Path(sys.argv[2])))
Sharing(Repository.of(live.path), live, Target("origin", "main"), lambda: "m").tick()
print("over")
"""


def test_killed_at_every_call_nothing_is_lost_doubled_or_back(tmp_path: Path) -> None:
    bare, ada, _ = both(tmp_path)
    over, number = False, 0
    while not over:
        number += 1
        assert number < 80
        old = f"- web {number - 1}\n" if number > 1 else "- Next call moves\n"
        new = f"- web {number}\n" if number > 1 else "- Next call moves\n- web 1\n"
        web_edit(bare, tmp_path / "web", "cem", old, new)
        edit(minutes(ada), "## Garden", f"- mine {number}\n\n## Garden")
        words = [sys.executable, "-c", KILLED, str(minutes(ada)), str(tmp_path / "s"), str(number)]
        ran = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)
        over = ran.stdout == "over\n"
    member = sharing(ada, tmp_path / "s")
    assert member.tick().state is State.SHARED
    text = minutes(ada).read_text("utf-8")
    assert text == pushed(bare)
    assert all(text.count(f"- mine {n}\n") == 1 for n in range(1, number + 1))
    assert re.findall(r"- web \d+", text) == [f"- web {number}"]
    assert number > 12


def test_forbidden_words_of_git_are_nowhere() -> None:
    verbs = (
        "pull",
        "checkout",
        "reset",
        "stash",
        "add",
        "commit",
        "--force",
        "-f",
        "switch",
        "restore",
        "clean",
    )
    for file in (ROOT / "tui").rglob("*.py"):
        text = file.read_text("utf-8")
        if "minutes/git" in file.as_posix() or '"git"' in text:
            found = [verb for verb in verbs if re.search(rf'"{verb}"', text)]
            assert found == [], file
    engine = (ROOT / "tui" / "minutes" / "git" / "commit.py").read_text("utf-8")
    assert "+refs/heads/" in engine  # of what is fetched
    assert '"+{commit}' not in engine
    assert "{commit}:refs/heads/" in engine
