"""Two of ours, a renaming and an in-place writer, their system calls in any order: all lines stay."""

from __future__ import annotations

import os
from itertools import islice
from pathlib import Path
from unittest.mock import patch

import pytest

from tests.support.faults import FaultyFileSystem
from tests.support.interleaving import Order, Turn, tried
from tests.support.walk import OTHERS, OURS, PROGRAMS, Walk, kills, stopped_again, switches
from tui.minutes.keeping.history import History
from tui.minutes.keeping.judge import Judge
from tui.minutes.keeping.live_file import LiveFile
from tui.minutes.keeping.results import OutsideChange, Saved
from tui.minutes.keeping.stable_read import read_settled
from tui.minutes.keeping.storage import StateFolder
from tui.minutes.keeping.versions import Origin
from tui.minutes.text.source import Source, Span

TEXT = "# T\n\n- a\n- b\n"
EVERY = 29
"""Of the orders of the walk so many are left out for one that is run; `make walk` runs all."""


@pytest.mark.parametrize("seed", range(24))
def test_in_the_order_of_a_seed(seed: int) -> None:
    wrong, room = tried(Order(seed))
    assert wrong == [], "\n".join(room.fs.trace)


@pytest.mark.parametrize("first", PROGRAMS)
def test_orders_in_which_turns_are_taken_from_programs(first: int) -> None:
    """Each is stopped before one of its calls; who goes on from there may be stopped in its save as well."""
    start = Walk(first, saves=1)
    for one in islice(switches(start.turns), first, None, EVERY):
        walk = start._replace(taken=(one,))
        for order in (walk, *islice(stopped_again(walk) if one[1] in OTHERS else (), 2)):
            wrong, room = order.run()
            assert wrong == [], (order, "\n".join(room.fs.trace))


@pytest.mark.parametrize("first", PROGRAMS)
def test_orders_in_which_one_of_ours_is_killed(first: int) -> None:
    """Before a call that changes something, or after the last one; a turn was taken before, or not."""
    start = Walk(first, saves=1)
    for taken in [(), *((one,) for one in islice(switches(start.turns), first, None, EVERY * 3))]:
        walk = start._replace(taken=taken)
        for kill in islice(kills(walk.turns), first, None, 9):
            wrong, room = walk._replace(kill=kill).run()
            assert wrong == [], (walk, kill, "\n".join(room.fs.trace))


@pytest.mark.parametrize("first", OURS)
def test_what_came_out_of_an_exchange_survives_who_is_killed_before_it_is_merged(first: int) -> None:
    """Somebody saves right before one of ours does: that text is in a temporary file, and nowhere else."""
    start = Walk(first, saves=1)
    changing = (at for at, turn in enumerate(start.turns) if turn.changes and turn.thing == "file")
    _, exchange = islice(changing, 2)  # the new text gets its name before
    walk = start._replace(taken=((exchange, OTHERS[0]),))
    for kill in kills(walk.turns):
        wrong, room = walk._replace(kill=kill).run()
        assert wrong == [], (kill, "\n".join(room.fs.trace))


def test_the_walk_sees_what_is_lost() -> None:
    """A program that read before ours saved writes after that; nothing puts our lines back in."""
    order = Walk(2, ((2, 0),), saves=1)
    assert order.run()[0] == []
    with patch.object(Judge, "judge", lambda *_, **__: None):
        assert order.run()[0] == ["## CLI - ours 1: note 0", "## Garden - ours 2: note 0"]


def test_turns_that_nobody_would_notice_are_not_taken() -> None:
    own = Turn(0, (0, 1, 2))
    turns = [own, own._replace(thing="state"), own._replace(thing="file"), own]
    assert list(switches(turns)) == [(2, 1), (3, 1), (3, 2)]


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


def seen(live: LiveFile) -> OutsideChange:
    found = live.look()
    assert isinstance(found, OutsideChange)
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


def two_that_know_the_older_text(root: Path) -> tuple[Two, LiveFile]:
    """The first of ours has saved a line, and others wrote back the text that the second still knows."""
    two = Two(root)
    first, second = two.open(), two.open()
    first.prepare()
    second.prepare()
    typed(first, "- ours")
    two.path.write_text(TEXT, "utf-8")
    return two, second


def test_who_knows_the_older_text_only_sees_what_it_lacks(tmp_path: Path) -> None:
    _, second = two_that_know_the_older_text(tmp_path)
    found = seen(second)
    assert found.source.text == f"{TEXT}- ours\n"
    assert isinstance(second.look(), OutsideChange), "it is told until it is accepted"
    assert second.accept(found)
    assert second.look() is None


def test_who_knows_the_older_text_only_saves_what_it_lacks(tmp_path: Path) -> None:
    two, second = two_that_know_the_older_text(tmp_path)
    typed(second, "- second")
    assert sorted(two.path.read_text("utf-8").splitlines()[4:]) == ["- ours", "- second"]


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


def test_a_file_of_blank_lines_is_believed_at_once(tmp_path: Path) -> None:
    path, fs = tmp_path / "blank.md", FaultyFileSystem()
    path.write_text("\n\n", "utf-8")
    assert read_settled(fs, path, b"\n\n") == b"\n\n"
    assert "pause" not in [name for name, *_ in fs.calls]


def test_what_a_killed_process_was_about_to_write_takes_nothing_out(tmp_path: Path) -> None:
    """It was made of an older text than the file had: what came to that since is no line that it took out."""
    two = Two(tmp_path)
    live = two.open()
    typed(live, "- ours")
    history = History.of(live.state, two.path)
    history.keep(f"{TEXT}- killed\n- ours\n".encode(), Origin.LEFT)
    history.keep(f"{TEXT}- ours\n- theirs\n".encode(), Origin.PASSING)
    assert history.restored(f"- in place\n{TEXT}- ours\n- theirs\n".encode()) is None
