"""What is private goes to others only when somebody says so."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.repositories import TEXT, clone, edit, hub, minutes, pushed
from tui.minutes.git.engine import Sharing, State
from tui.minutes.git.repository import Repository, Target
from tui.minutes.git.share import Habits, message_for
from tui.minutes.keeping.live_file import LiveFile
from tui.minutes.keeping.storage import StateFolder


def sharing(folder: Path, state: Path) -> Sharing:
    live = LiveFile.open(minutes(folder), StateFolder(state))
    return Sharing(Repository.of(live.path), live, Target("origin", "main"), lambda: "Sync: minutes")


@pytest.mark.parametrize(
    "private",
    [
        "<!-- private -->\npay of Bo\n<!-- /private -->\n",
        "- !p pay of Bo\n",
        "## Closed session\n- pay of Bo\n",
    ],
    ids=["part", "line", "session"],
)
def test_what_is_private_goes_out_only_when_somebody_says_so(tmp_path: Path, private: str) -> None:
    bare = hub(tmp_path, TEXT)
    ada = clone(bare, tmp_path / "ada", "ada")
    member = sharing(ada, tmp_path / "s")
    edit(minutes(ada), "- Next call moves\n", f"- Next call moves\n- for all\n\n{private}")
    asked = member.tick()
    assert (asked.state, asked.asks) == (State.GUARDED, True)
    assert "it is private" in asked.said
    assert pushed(bare) == TEXT
    member.agree()
    assert member.tick().pushed
    assert private in pushed(bare)
    edit(minutes(ada), "- for all\n", "- for all, and more\n")
    assert sharing(ada, tmp_path / "s").tick().pushed
    edit(minutes(ada), "pay of Bo", "pay of Bo and Cem")
    assert member.tick().asks


def test_a_comment_is_shared_and_no_message_says_it(tmp_path: Path) -> None:
    bare = hub(tmp_path, TEXT)
    ada = clone(bare, tmp_path / "ada", "ada")
    path = minutes(ada)
    path.write_text("# Sync <!-- of Zyxomma -->\n<!-- a -->\n" + path.read_text().partition("\n")[2])
    live = LiveFile.open(path, StateFolder(tmp_path / "s"))
    assert "Zyxomma" not in message_for(live, Habits(0, 0, signed_off=False, skips_ci=False))
    assert sharing(ada, tmp_path / "s2").tick().pushed
    assert "Zyxomma" in pushed(bare)
