"""Two of ours, a renaming and an in-place writer, their system calls in any order: no line is lost."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.support.faults import FaultyFileSystem
from tests.support.interleaving import Order, tried
from tui.minutes.keeping.live_file import LiveFile
from tui.minutes.keeping.results import Outside, Saved
from tui.minutes.keeping.stable_read import read_settled
from tui.minutes.keeping.storage import StateFolder
from tui.minutes.text.source import Source, Span

TEXT = "# T\n\n- a\n- b\n"
SEEDS = 24
ORDERS_THAT_LOST = (59, 72, 126, 266, 273, 658, 947)
"""Found by trying a thousand; what each was is told by the tests with a name below."""


@pytest.mark.parametrize("seed", [*ORDERS_THAT_LOST, *range(1000, 1000 + SEEDS)])
def test_in_the_order_of_a_seed(seed: int) -> None:
    missing, room = tried(Order(seed))
    assert missing == [], "\n".join(room.fs.trace)


@pytest.mark.parametrize("part", range(4))
def test_with_the_turn_taken_once_at_any_call(part: int) -> None:
    """Each program is stopped before a call, at one of every twelve, and another goes on from there."""
    _, whole = tried(Order(first=part), saves=1)
    for step in range(1 + part, len(whole.fs.trace), 48):
        for other in range(4):
            missing, room = tried(Order(take=(step, other), first=part), saves=1)
            assert missing == [], (step, other, "\n".join(room.fs.trace))


@pytest.mark.parametrize("seed", range(2000, 2012))
def test_one_of_ours_killed_before_any_call_of_any_order(seed: int) -> None:
    for number in range(seed % 29, 300, 71):
        missing, room = tried(Order(seed), kill=(seed % 2, number))
        assert missing == [], (number, "\n".join(room.fs.trace))


class Two:
    """Two of ours on one file, and others."""

    def __init__(self, root: Path) -> None:
        self.path = root / "minutes" / "a.md"
        self.path.parent.mkdir()
        self.path.write_text(TEXT, "utf-8")
        self.fs = FaultyFileSystem()
        self.state = StateFolder(root / "state", self.fs)

    def open(self) -> LiveFile:
        return LiveFile.open(self.path, self.state, self.fs)


def typed(live: LiveFile, line: str) -> None:
    base = live.known
    assert isinstance(live.save(base.splice(Span(len(base.lines), len(base.lines)), [line]), base), Saved)


def seen(live: LiveFile) -> Outside:
    found = live.look()
    assert isinstance(found, Outside)
    return found


def test_a_stale_save_over_what_was_saved_before_the_opened_text_was_kept(tmp_path: Path) -> None:
    """Somebody types before `prepare` has kept what was opened: it is a version all the same."""
    two = Two(tmp_path)
    live = two.open()
    typed(live, "- ours")
    two.fs.clock += 60
    two.path.write_text("# T\n\n- theirs\n- a\n- b\n", "utf-8")
    assert seen(live).source.text == "# T\n\n- theirs\n- a\n- b\n- ours\n"


def test_one_of_ours_that_opens_a_stale_save_hides_it_from_nobody(tmp_path: Path) -> None:
    """Lines of the first were written over; the second opens that text, types and saves before it is seen."""
    two = Two(tmp_path)
    first = two.open()
    first.prepare()
    typed(first, "- ours")
    two.path.write_text(f"{TEXT}- theirs\n", "utf-8")
    second = two.open()
    typed(second, "- second")
    assert sorted(two.path.read_text("utf-8").splitlines()[4:]) == ["- ours", "- second", "- theirs"]


def test_one_of_ours_that_only_opens_a_stale_save_shows_what_it_lacks(tmp_path: Path) -> None:
    two = Two(tmp_path)
    first = two.open()
    first.prepare()
    typed(first, "- ours")
    two.path.write_text(f"{TEXT}- theirs\n", "utf-8")
    second = two.open()
    second.prepare()
    found = seen(second)
    assert found.source.text == f"{TEXT}- theirs\n- ours\n"
    assert second.accept(found)
    assert second.look() is None


def test_what_was_opened_long_ago_is_no_newer_text(tmp_path: Path) -> None:
    """It is kept when it is first needed, after what others have saved; it takes nothing out of that."""
    two = Two(tmp_path)
    old = two.open()
    two.path.write_text("# T\n\n- renaming\n- a\n- b\n", "utf-8")
    other = two.open()
    other.prepare()
    typed(other, "- other")
    two.path.write_text("# T\n\n- in place\n- renaming\n- a\n- b\n", "utf-8")
    typed(old, "- old")
    lines = two.path.read_text("utf-8").splitlines()
    assert sorted(lines[2:]) == ["- a", "- b", "- in place", "- old", "- other", "- renaming"]


class TornFileSystem(FaultyFileSystem):
    """Somebody writes the whole file, in place, between two reads of it."""

    def __init__(self, path: Path, text: str) -> None:
        super().__init__()
        self.path, self.text = path, text

    def read(self, fd: int, size: int) -> bytes:
        data = super().read(fd, size)
        if self.text:
            self.path.write_text(self.text, "utf-8")
            os.utime(self.path, (1, 1))
            self.text = ""
        return data


def test_the_start_of_one_text_and_the_end_of_another_is_none(tmp_path: Path) -> None:
    two = Two(tmp_path)
    whole = f"- in place\n{TEXT}"
    assert read_settled(TornFileSystem(two.path, whole), two.path, None) == whole.encode()
    assert Source(whole).text == two.path.read_text("utf-8")
