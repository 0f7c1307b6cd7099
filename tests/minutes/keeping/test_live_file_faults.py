"""Each system call of a save fails, one at a time: the text is in the file or in a draft, as is said."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.faults import DISK_FAULTS, Fault, FaultyFileSystem, names
from tui.minutes.keeping.drafts import Drafts
from tui.minutes.keeping.live_file import LiveFile
from tui.minutes.keeping.results import NotSaved, Saved
from tui.minutes.keeping.storage import StateFolder
from tui.minutes.text.source import Source

BEFORE = b"# T\n\n- a\n- b\n"
OURS = Source("# T\n\n- a\n- b\n- ours\n")
FOREIGN = b"# T, theirs\n\n- a\n- b\n"
BOTH = b"# T, theirs\n\n- a\n- b\n- ours\n"

CALLS = (
    "stat", "fstat", "open", "close", "read", "write", "seek", "truncate", "fsync", "chmod", "chown",
    "copy_attributes", "replace", "exchange", "unlink", "make_folder", "lock",
)  # fmt: skip

HAPPENED = {
    errno.ENOSPC: "The disk of a.md is full.",
    errno.EDQUOT: "Your quota on the disk of a.md is used up.",
    errno.EROFS: "a.md is on a file system that is read-only.",
    errno.EACCES: "There is no permission to write a.md.",
    errno.EPERM: "There is no permission to write a.md.",
    errno.EIO: "a.md could not be written: Input/output error.",
}

IN_PLACE = "can only be written in place, and the version before could not be kept"


class Case:
    """One save in a folder of its own, with a fault; whoever looks on may write in between."""

    def __init__(
        self, root: Path, fault: Fault | None, *, foreign: bool = False, links: bool = False
    ) -> None:
        for file in [path for path in root.rglob("*") if path.is_file()]:
            file.unlink()  # the folders stay: removing them is what takes long
        self.folder = root / "minutes"
        self.folder.mkdir(parents=True, exist_ok=True)
        self.path = self.folder / "a.md"
        self.path.write_bytes(BEFORE)
        if links:
            (self.folder / "other.md").hardlink_to(self.path)
        self.expected = names(self.folder)
        self.wanted = BOTH if foreign else OURS.to_bytes()
        self.fs = FaultyFileSystem()
        self.state = StateFolder(root / "state", self.fs)
        self.live = LiveFile.open(self.path, self.state, self.fs)
        if foreign:
            self.fs.before["exchange", 0] = self.others_write
        self.fs.reset(fault)

    def others_write(self) -> None:
        self.path.write_bytes(FOREIGN)

    def save(self) -> Saved | NotSaved:
        return self.live.save(OURS, Source.from_bytes(BEFORE))

    @property
    def drafted(self) -> bool:
        drafts = Drafts(StateFolder(self.state.path), self.path)
        return drafts.own.exists() and OURS.to_bytes() in drafts.own.read_bytes()

    @property
    def kept(self) -> list[bytes]:
        assert self.live.versions is not None
        return [self.live.versions.read(version.digest) or b"" for version in self.live.versions.list()]

    def check(self, result: Saved | NotSaved, code: int) -> None:
        on_disk = self.path.read_bytes()
        if isinstance(result, Saved):
            assert on_disk == (OURS.to_bytes() if self.fs.before else self.wanted)
            return
        assert on_disk in {BEFORE, OURS.to_bytes(), FOREIGN, self.wanted}, "a file is one version, whole"
        assert result.drafted == self.drafted
        assert self.drafted or on_disk == self.wanted
        assert ("Your text is kept in a draft." in result.message) == result.drafted
        assert result.message.startswith(HAPPENED[code]) or IN_PLACE in result.message
        assert result.retry

    def check_afterwards(self) -> None:
        """When the cause is gone the next save succeeds, and nothing is left of the one before."""
        self.fs.reset(None)
        self.fs.before.clear()
        if b"theirs" in self.wanted and b"theirs" not in self.path.read_bytes():
            self.others_write()
        assert isinstance(self.save(), Saved)
        assert self.path.read_bytes() == self.wanted
        assert names(self.folder) == self.expected
        assert not self.drafted


def faults(root: Path, call: str, *, foreign: bool = False, links: bool = False) -> Iterator[Fault]:
    """A fault for each call of a kind that a save makes, and for each way in which it may fail."""
    case = Case(root, None, foreign=foreign, links=links)
    assert isinstance(case.save(), Saved)
    for number in range(case.fs.count(call)):
        for code in DISK_FAULTS:
            yield Fault(call, number, code)


@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize("links", [False, True], ids=["swapped", "in place"])
def test_each_call_fails_once(tmp_path: Path, call: str, *, links: bool) -> None:
    for fault in faults(tmp_path / "case", call, links=links):
        case = Case(tmp_path / "case", fault, links=links)
        case.check(case.save(), fault.code)
        if call != "unlink":
            assert names(case.folder) == case.expected, fault
        case.check_afterwards()


@pytest.mark.parametrize("call", CALLS)
def test_each_call_fails_once_while_others_write(tmp_path: Path, call: str) -> None:
    for fault in faults(tmp_path / "case", call, foreign=True):
        case = Case(tmp_path / "case", fault, foreign=True)
        case.check(case.save(), fault.code)
        they_wrote = not case.fs.before
        assert (b"theirs" in case.path.read_bytes()) == they_wrote, fault
        case.check_afterwards()


@pytest.mark.parametrize(
    "text", ["# New\n", "# New title\n\n- a\n- b\n- and more\n"], ids=["shorter", "longer"]
)
@pytest.mark.parametrize("call", ["write", "seek", "truncate", "fsync"])
def test_a_write_in_place_that_fails_is_taken_back(tmp_path: Path, call: str, text: str) -> None:
    for number in range(20):
        case = Case(tmp_path / "case", Fault(call, number, errno.EIO), links=True)
        result = case.live.save(Source(text))
        whole = {text.encode()} if isinstance(result, Saved) else {text.encode(), BEFORE}
        assert case.path.read_bytes() in whole


@pytest.mark.parametrize("code", DISK_FAULTS)
@pytest.mark.parametrize("call", ["write", "fsync"])
@pytest.mark.parametrize("links", [False, True], ids=["swapped", "in place"])
def test_a_disk_that_takes_nothing_any_more(tmp_path: Path, call: str, code: int, *, links: bool) -> None:
    """Then no draft can be kept either, and that is what is said."""
    case = Case(tmp_path / "case", Fault(call, 0, code, lasting=True), links=links)
    result = case.save()
    assert isinstance(result, NotSaved)
    assert not result.drafted
    assert "Your text is in this window only." in result.message
    assert case.path.read_bytes() == BEFORE
    assert names(case.folder) == case.expected
    case.check_afterwards()


def test_the_disk_has_the_text_before_the_name_and_the_name_before_the_end(tmp_path: Path) -> None:
    case = Case(tmp_path / "case", None)
    case.save()
    calls = [
        call for call in case.fs.calls if call[0] in ("fsync", "exchange") or call[1] == str(case.folder)
    ]
    swap = calls.index(("exchange", str(case.path)))
    assert "fsync" in [call for call, _ in calls[:swap]]
    assert [call for call, _ in calls[swap + 1 :]] == ["open", "fsync"]


@pytest.mark.parametrize("links", [False, True], ids=["swapped", "in place"])
def test_short_writes(tmp_path: Path, *, links: bool) -> None:
    case = Case(tmp_path / "case", None, links=links)
    case.fs.at_most = 3
    assert isinstance(case.save(), Saved)
    case.check_afterwards()


def test_a_write_that_takes_nothing_is_an_error(tmp_path: Path) -> None:
    case = Case(tmp_path / "case", None)
    case.fs.at_most = 0
    result = case.save()
    assert isinstance(result, NotSaved)
    assert result.message.startswith(HAPPENED[errno.EIO])
    assert case.path.read_bytes() == BEFORE
    assert names(case.folder) == case.expected


def test_a_folder_where_no_file_can_be_made(tmp_path: Path) -> None:
    """Written in place then, with the version before kept first."""
    for code in (errno.EACCES, errno.EPERM, errno.EROFS):
        case = Case(tmp_path / "case", None)
        case.fs.refuse_beside = case.folder, code
        assert isinstance(case.save(), Saved)
        assert case.path.read_bytes() == case.wanted
        assert BEFORE in case.kept
        assert names(case.folder) == case.expected


def test_a_folder_where_no_file_can_be_made_and_nothing_kept(tmp_path: Path) -> None:
    case = Case(tmp_path / "case", Fault("make_folder", 0, errno.EROFS, lasting=True))
    case.fs.refuse_beside = case.folder, errno.EACCES
    result = case.save()
    assert isinstance(result, NotSaved)
    assert IN_PLACE in result.message
    assert case.path.read_bytes() == BEFORE


@pytest.mark.parametrize("foreign", [False, True], ids=["alone", "others write"])
def test_where_names_cannot_be_exchanged(tmp_path: Path, *, foreign: bool) -> None:
    case = Case(tmp_path / "case", None)
    case.fs.can_exchange = False
    if foreign:
        case.wanted = BOTH
        case.fs.before["chmod", 0] = case.others_write
    assert isinstance(case.save(), Saved)
    case.check_afterwards()
