"""Other programs on the same checkout, and the end of this one: turns are taken, and nothing runs on."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.repositories import TEXT, clone, edit, git, hub, minutes, pushed, sharing, web_edit
from tui.minutes.git import engine
from tui.minutes.git.commit import Refused, push
from tui.minutes.git.engine import State
from tui.minutes.git.repository import Repository, Target
from tui.minutes.keeping import processes
from tui.minutes.keeping.storage import StateFolder

ROOT = Path(__file__).parents[3]
PATIENCE = 30.0
LINE = "- Released 6.21\n"


HANGING = """
import sys
from pathlib import Path
from tui.minutes.git.engine import Sharing
from tui.minutes.git.repository import Repository, Target
from tui.minutes.keeping.live_file import LiveFile
from tui.minutes.keeping.storage import StateFolder
live = LiveFile.open(Path(sys.argv[1]), StateFolder(Path(sys.argv[2])))
Sharing(Repository.of(live.path), live, Target("origin", "main"), lambda: "m").tick()
"""


def until(holds: Callable[[], bool]) -> None:
    """Wait until something holds; fail after a long while."""
    last = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < last
        time.sleep(0.02)


def test_no_call_outlives_a_program_that_is_killed(tmp_path: Path) -> None:
    bare = hub(tmp_path)
    ada = clone(bare, tmp_path / "ada", "ada")
    slow, number = tmp_path / "slow", tmp_path / "number"
    slow.write_text(f"#!/bin/sh\necho $$ > '{number}.new'; mv '{number}.new' '{number}'; exec sleep 600\n")
    slow.chmod(0o755)
    git(ada, "config", "remote.origin.uploadpack", str(slow))
    words = [sys.executable, "-c", HANGING, str(minutes(ada)), str(tmp_path / "s")]
    with subprocess.Popen(words, cwd=ROOT) as program:
        until(number.exists)
        program.kill()
    asked = Path("/proc") / number.read_text().strip()
    until(lambda: not asked.exists() or "sleep" not in (asked / "cmdline").read_text())
    git(ada, "config", "--unset", "remote.origin.uploadpack")
    assert sharing(minutes(ada), tmp_path / "s").tick().state is State.SHARED


def test_two_programs_on_one_checkout_take_turns(tmp_path: Path) -> None:
    bare = hub(tmp_path)
    ada = clone(bare, tmp_path / "ada", "ada")
    members = [sharing(minutes(ada), tmp_path / "s") for _ in range(3)]
    for number in range(4):
        web_edit(bare, tmp_path / "web", "cem", "## Discussion\n", f"## Discussion\n- web {number}\n")
        edit(minutes(ada), "## Garden", f"- mine {number}\n\n## Garden")
        threads = [threading.Thread(target=member.tick) for member in members for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert members[0].tick().state is State.SHARED
    text = minutes(ada).read_text("utf-8")
    assert text == pushed(bare)
    assert all(text.count(f"- {who} {n}\n") == 1 for who in ("web", "mine") for n in range(4))


def test_who_pushes_between_our_fetch_and_our_push_is_not_pushed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bare = hub(tmp_path)
    ada = clone(bare, tmp_path / "ada", "ada")
    edit(minutes(ada), LINE, f"{LINE}- mine\n")
    faster = iter(range(2))

    def pushing(repository: Repository, target: Target, commit: str) -> Refused | str:
        for number in faster:
            web_edit(bare, tmp_path / "web", "cem", "## Discussion\n", f"## Discussion\n- faster {number}\n")
            break
        return push(repository, target, commit)

    monkeypatch.setattr(engine, "push", pushing)
    assert sharing(minutes(ada), tmp_path / "s").tick().pushed
    assert git(bare, "rev-list", "--count", "main") == "4"
    assert all(pushed(bare).count(line) == 1 for line in ("- mine\n", "- faster 0\n", "- faster 1\n"))
    assert minutes(ada).read_text("utf-8") == pushed(bare)


def test_another_that_is_at_it_is_not_waited_for_for_ever(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(processes, "PATIENCE", 0.01)
    bare = hub(tmp_path)
    ada = clone(bare, tmp_path / "ada", "ada")
    edit(minutes(ada), LINE, f"{LINE}- mine\n")
    member = sharing(minutes(ada), tmp_path / "s")
    with processes.file_lock(StateFolder(tmp_path / "s"), minutes(ada).resolve() / "sharing") as taken:
        assert taken
        ticked = member.tick()
    assert (ticked.state, ticked.unpushed) == (State.BEHIND, 1)
    assert pushed(bare) == TEXT
