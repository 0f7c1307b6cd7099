"""Versions: kept once, read back whole, pruned by age and size, and never in the way of a save."""

from __future__ import annotations

import os
import zlib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.faults import Fault, FaultyFileSystem, names
from tui.minutes.keeping.storage import StateFolder, digest_of
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
    assert not names(versions.folder / "objects") or versions.read(digest_of(b"a")) == b"a"
    assert not [name for name in names(versions.folder / "objects") if name.endswith(".tmp")]


def taken(state: StateFolder) -> int:
    return sum(each.stat().st_size for each in state.path.rglob("objects/*"))


def long_minutes(number: int) -> bytes:
    """As long as a year's minutes in one file, with a line that is another each time."""
    lines = [b"- %d: what was said about it, by whom and why %d\n" % (at, at * at) for at in range(4_000)]
    lines[number * 37 % 4_000] = b"- changed %d\n" % number
    lines[number * 91 % 4_000] = b"- and elsewhere %d\n" % number
    return b"".join(lines)


class TestRoom:
    def test_the_limit_holds_at_every_moment_within_one_version(self, tmp_path: Path) -> None:
        state = StateFolder(tmp_path / "state", FaultyFileSystem(), max_bytes=100_000)
        versions = Versions.of(state, tmp_path / "a.md")
        for _ in range(60):
            assert isinstance(versions.keep(os.urandom(9_000), Origin.OUTSIDE), Version)
            assert taken(state) <= 100_000 + 9_100
        assert len(versions.list()) >= 8
        assert None not in contents(versions)

    def test_it_holds_for_several_files_and_processes(self, tmp_path: Path) -> None:
        """Each process has counted for itself when it began."""
        state = StateFolder(tmp_path / "state", FaultyFileSystem(), max_bytes=100_000)
        several = [Versions.of(state, tmp_path / f"{number}.md") for number in range(3)]
        for _ in range(30):
            for versions in several:
                versions.keep(os.urandom(4_000), Origin.SAVED)
        assert taken(state) <= 100_000 + 3 * 4_100

    def test_what_a_write_in_place_may_need_stays(self, tmp_path: Path) -> None:
        state = StateFolder(tmp_path / "state", FaultyFileSystem(), max_bytes=0)
        versions = Versions.of(state, tmp_path / "a.md")
        versions.keep(b"old", Origin.SAVED)
        versions.keep(b"before", Origin.BEFORE, lasting=True)
        versions.keep(b"after", Origin.WRITING, lasting=True)
        Versions.of(state, tmp_path / "b.md").keep(b"another", Origin.SAVED)
        assert contents(versions) == [b"after", b"before"]


class TestDifferences:
    def test_a_version_is_a_difference_where_that_is_smaller(
        self, state: StateFolder, versions: Versions
    ) -> None:
        texts = [long_minutes(number) for number in range(60)]
        for text in texts:
            versions.keep(text, Origin.OUTSIDE)
        whole = len(zlib.compress(texts[0], 3))
        assert taken(state) < 10 * whole  # sixty, before
        assert contents(versions) == texts[::-1]

    def test_the_newest_is_whole_so_that_an_earlier_program_can_read_it(self, versions: Versions) -> None:
        for number in range(5):
            versions.keep(long_minutes(number), Origin.OUTSIDE)
            stored = (versions.folder / "objects" / versions.list(1)[0].digest).read_bytes()
            assert zlib.decompress(stored) == long_minutes(number)

    @given(st.lists(st.integers(0, 5), min_size=1, max_size=25), st.data())
    @settings(max_examples=60)
    def test_whatever_comes_and_comes_again_is_read_back(
        self, numbers: list[int], data: st.DataObject
    ) -> None:
        with TemporaryDirectory() as folder:
            state = StateFolder(Path(folder) / "state")
            versions = Versions.of(state, Path(folder) / "a.md")
            for number in numbers:
                text = long_minutes(number)[:3_000] + b"end %d" % number
                if data.draw(st.booleans()):
                    versions.keep(text, Origin.SAVED)
                else:  # as a look does: kept, and stored a moment later
                    versions.keep(text, Origin.OUTSIDE, stored=False)
                    versions.put(text, kept=True)
                    versions.put(long_minutes(data.draw(st.integers(0, 5)))[:3_000])
            assert None not in contents(versions)
            prune(state, max_bytes=data.draw(st.integers(0, 4_000)))
            assert None not in contents(versions)

    def test_two_processes_at_once_never_make_two_versions_rest_on_each_other(self, tmp_path: Path) -> None:
        state = StateFolder(tmp_path / "state")

        def keeps(first: int) -> None:
            versions = Versions.of(state, tmp_path / "a.md")
            for number in range(first, first + 40):
                versions.keep(long_minutes(number % 2)[:2_000], Origin.SAVED)

        with ThreadPoolExecutor(2) as pool:
            list(pool.map(keeps, (0, 1)))
        assert None not in contents(Versions.of(state, tmp_path / "a.md"))

    def test_a_damaged_difference_costs_only_what_rests_on_it(self, versions: Versions) -> None:
        digests = []
        for number in range(4):
            kept = versions.keep(b"line\n" * 400 + b"number %d\n" % number, Origin.SAVED)
            assert isinstance(kept, Version)
            digests.append(kept.digest)
        objects = versions.folder / "objects"
        [newest] = [each for each in digests if (objects / each).read_bytes()[:1] != b"d"][-1:]
        for damage in (b"", b"[[1e9, 2, 3]]\n", b"[[0, 0, 99]]\nx", b"[[[]]]\n", b"[" * 100_000):
            (objects / digests[1]).write_bytes(
                b"difference from %s\n" % newest.encode() + zlib.compress(damage)
            )
            assert versions.read(digests[1]) is None
        (objects / digests[1]).write_bytes(
            b"difference from %s\n" % digests[1].encode() + zlib.compress(b"[]\n")
        )
        assert versions.read(digests[1]) is None  # it rests on itself
        assert versions.read(digests[3]) is not None

    def test_what_would_become_absurdly_large_is_not_unpacked(self, versions: Versions) -> None:
        kept = versions.keep(b"a", Origin.SAVED)
        assert isinstance(kept, Version)
        huge = zlib.compressobj(9)
        zeros = bytes(1 << 20)
        packed = b"".join(huge.compress(zeros) for _ in range(300)) + huge.flush()
        (versions.folder / "objects" / kept.digest).write_bytes(packed)
        assert versions.read(kept.digest) is None


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
