"""Two real programs on one file: one walks, the other follows, and each ends in its own way."""

from __future__ import annotations

import signal
from pathlib import Path

from tests.support.desk import minutes_file
from tests.support.terminal import PMC_TUI, Terminal


def test_a_second_terminal_follows_the_first_until_it_crashes(tmp_path: Path) -> None:
    path = minutes_file(tmp_path)
    before = path.read_bytes()
    with Terminal([PMC_TUI, "--follow", str(path)], tmp_path) as follower:
        follower.wait_for("the chair's window is closed", "Only your own pmc-tui on this computer")
        with Terminal([PMC_TUI, str(path)], tmp_path) as chair:
            chair.wait_for("Announcements", "saved")
            follower.wait_for("following the chair")
            chair.press("P", "]", "]", "]", "]")
            chair.wait_for("Will Pragnell · 2 items")
            follower.press("P")
            follower.wait_for("Will Pragnell · 2 items", "Quotas for disks")
            follower.press("]")
            follower.wait_for("off the chair's place · f returns", "Julz Friedman · ")
            follower.press("f")
            follower.wait_for("following the chair", "Will Pragnell · 2 items")
            follower.type("x")
            follower.wait_for("Following only looks")
            chair.press("j", "i")
            chair.wait_for("INFO under")
            chair.type("said to all\n")
            follower.wait_for("INFO said to all")
            chair.signal(signal.SIGKILL)
            chair.wait_exit()
        follower.wait_for("the chair's window is closed", "Will Pragnell · 2 items")
        follower.press("ctrl+q")
        assert follower.wait_exit() == 0
    assert path.read_bytes() != before
    assert [entry.name for entry in path.parent.iterdir()] == [path.name]


def test_who_leaves_is_followed_no_longer(tmp_path: Path) -> None:
    path = minutes_file(tmp_path)
    with Terminal([PMC_TUI, str(path)], tmp_path) as chair:
        chair.wait_for("Announcements", "saved")
        with Terminal([PMC_TUI, "--follow", str(path)], tmp_path) as follower:
            follower.wait_for("following the chair")
            chair.press("ctrl+q")
            assert chair.wait_exit() == 0
            follower.wait_for("the chair's window is closed")
    assert list((tmp_path / "state" / "whereabouts").iterdir()) == []
