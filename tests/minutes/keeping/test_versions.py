"""Versions: kept once, read back whole, pruned by age and size, and never in the way of a save."""

from __future__ import annotations

import os
import zlib
from pathlib import Path

import pytest

from tests.support.faults import Fault, FaultyFileSystem, names
from tui.minutes.keeping.storage import StateFolder
from tui.minutes.keeping.versions import NotKept, Origin, Version, Versions, prune

DAY = 86_400


@pytest.fixture
def fs() -> FaultyFileSystem:
    return FaultyFileSystem()


@pytest.fixture
def state(tmp_path: Path, fs: FaultyFileSystem) -> StateFolder:
    return StateFolder(tmp_path / "state", fs)


@pytest.fixture
def versions(state: StateFolder, tmp_path: Path) -> Versions:
    return Versions.of(state, tmp_path / "a.md")


def contents(versions: Versions) -> list[bytes | None]:
    return [versions.read(version.digest) for version in versions.list()]


def test_newest_first_and_read_back(versions: Versions) -> None:
    for number in range(5):
        assert isinstance(versions.keep(b"text %d" % number, Origin.SAVED), Version)
    assert contents(versions) == [b"text %d" % number for number in range(4, -1, -1)]
    assert len(versions.list(2)) == 2
    times = [version.time for version in versions.list()]
    assert times == sorted(times, reverse=True)
    assert versions.list()[0].size == 6


def test_the_same_twice_in_a_row_is_one_version(versions: Versions) -> None:
    for data in (b"a", b"a", b"b", b"a"):
        versions.keep(data, Origin.SAVED)
    assert contents(versions) == [b"a", b"b", b"a"]
    assert len(names(versions.folder / "objects")) == 2


def test_many_versions_are_read_from_the_end(versions: Versions) -> None:
    """More lines than one block of the log holds."""
    for number in range(900):
        versions.keep(b"%d" % (number % 7), Origin.OUTSIDE)
    assert (versions.folder / "log-2023-11").stat().st_size > 1 << 16
    assert contents(versions) == [b"%d" % (number % 7) for number in range(899, -1, -1)]


def test_files_do_not_mix(state: StateFolder, tmp_path: Path) -> None:
    one, other = (Versions.of(state, tmp_path / name) for name in ("a.md", "b.md"))
    one.keep(b"a", Origin.OPENED)
    other.keep(b"b", Origin.OPENED)
    assert (contents(one), contents(other)) == ([b"a"], [b"b"])


def test_damage_costs_only_what_is_damaged(versions: Versions) -> None:
    kept = [versions.keep(data, Origin.SAVED) for data in (b"a", b"b", b"c")]
    assert isinstance(kept[1], Version)
    assert isinstance(kept[2], Version)
    (versions.folder / "objects" / kept[1].digest).write_bytes(b"no zlib")
    (versions.folder / "objects" / kept[2].digest).write_bytes(zlib.compress(b"another text"))
    [log] = [name for name in names(versions.folder) if name.startswith("log")]
    with (versions.folder / log).open("ab") as file:
        file.write(b'{"time": "never"}\n[1]\n"x"\n{"torn')
    assert contents(versions) == [None, None, b"a"]


def test_what_is_not_there_is_empty(versions: Versions) -> None:
    assert (versions.list(), versions.newest(), versions.read("0" * 64)) == ([], None, None)


@pytest.mark.parametrize("call", ["make_folder", "open", "write", "replace"])
def test_a_full_or_unwritable_state_is_told_as_a_value(
    versions: Versions, fs: FaultyFileSystem, call: str
) -> None:
    fs.fault = Fault(call, 0, 28, lasting=True)
    assert versions.keep(b"a", Origin.SAVED) == NotKept(
        "The version could not be kept: No space left on device."
    )
    fs.fault = None
    assert names(versions.folder / "objects") in ([], [versions.folder.name]) or versions.has(b"a")
    assert not [name for name in names(versions.folder / "objects") if name.endswith(".tmp")]


class TestPruning:
    def test_by_age(self, state: StateFolder, versions: Versions, fs: FaultyFileSystem) -> None:
        for number in range(6):
            versions.keep(b"%d" % number, Origin.SAVED)
            fs.clock += 30 * DAY
        assert prune(state, max_days=91) == 3
        assert contents(versions) == [b"5", b"4", b"3"]
        assert prune(state, max_days=91) == 0

    def test_by_size_oldest_first_over_all_files(self, state: StateFolder, tmp_path: Path) -> None:
        one, other = (Versions.of(state, tmp_path / name) for name in ("a.md", "b.md"))
        for _ in range(4):
            one.keep(os.urandom(1000), Origin.SAVED)
            other.keep(os.urandom(1000), Origin.SAVED)
        assert prune(state, max_bytes=4_500) == 4
        assert (len(one.list()), len(other.list())) == (2, 2)

    def test_the_newest_of_each_file_stays(self, state: StateFolder, tmp_path: Path) -> None:
        one, other = (Versions.of(state, tmp_path / name) for name in ("a.md", "b.md"))
        for versions in (one, other):
            for data in (b"old", b"new"):
                versions.keep(data, Origin.SAVED)
        assert prune(state, max_days=-1, max_bytes=0) == 2
        assert (contents(one), contents(other)) == ([b"new"], [b"new"])

    def test_what_is_used_again_is_young(
        self, state: StateFolder, versions: Versions, fs: FaultyFileSystem
    ) -> None:
        for data in (b"a", b"b", b"a", b"c"):
            versions.keep(data, Origin.SAVED)
            fs.clock += 30 * DAY
        assert prune(state, max_days=80) == 1
        assert contents(versions) == [b"c", b"a"], "and the first month's log is gone"

    def test_old_logs_and_litter_go(
        self, state: StateFolder, versions: Versions, fs: FaultyFileSystem
    ) -> None:
        versions.keep(b"a", Origin.SAVED)
        fs.clock += 200 * DAY
        versions.keep(b"b", Origin.SAVED)
        litter = versions.folder / "objects" / ".x.1.1.tmp"
        litter.write_bytes(b"half")
        os.utime(litter, (fs.clock - 2 * DAY,) * 2)
        prune(state)
        assert len([name for name in names(versions.folder) if name.startswith("log")]) == 1
        assert not litter.exists()

    def test_nothing_there(self, state: StateFolder) -> None:
        assert prune(state) == 0
