"""A live file on a real file system: opening, looking, saving, and what stays as it was."""

from __future__ import annotations

import errno
import os
import stat
import sys
from pathlib import Path

import pytest

from tests.support.faults import Fault, FaultyFileSystem, names
from tui.minutes.keeping.live_file import LiveFile
from tui.minutes.keeping.results import CannotOpen, Gone, NotSaved, OutsideChange, Reason, Saved
from tui.minutes.keeping.storage import StateFolder
from tui.minutes.keeping.versions import Origin, Versions
from tui.minutes.text.merge import merge
from tui.minutes.text.source import Source, Span


def saved(result: Saved | NotSaved) -> Saved:
    assert isinstance(result, Saved), result
    return result


def outside(result: OutsideChange | Gone | None) -> OutsideChange:
    assert isinstance(result, OutsideChange), result
    return result


@pytest.mark.parametrize(
    "data",
    [b"a\r\nb\r\n", b"\xef\xbb\xbfa\nb", b"a\nb\r\nc", b"a\f\n\xe2\x80\xa8b\n", b"a\rb\r", b"", b"a\0b\n"],
    ids=["CRLF", "BOM, no last newline", "mixed", "form feed and U+2028", "CR", "empty", "NUL"],
)
def test_only_the_new_lines_differ(path: Path, state: StateFolder, data: bytes) -> None:
    path.write_bytes(data)
    live = LiveFile.open(path, state)
    ours = live.known.splice(Span(0, 0), ["- new"])
    assert saved(live.save(ours)).written
    assert path.read_bytes() == ours.to_bytes()
    without = Source.from_bytes(path.read_bytes()).splice(Span(0, 1), [])
    assert without.to_bytes() == data
    assert names(path.parent) == [path.name]


def test_our_own_save_is_no_change(path: Path, state: StateFolder) -> None:
    live = LiveFile.open(path, state)
    assert live.look() is None
    source = saved(live.save(Source("# T\n"))).source
    assert live.look() is None
    assert live.known == source == Source("# T\n")


def test_a_save_of_nothing_new_writes_nothing(path: Path, state: StateFolder) -> None:
    live = LiveFile.open(path, state)
    before = path.stat()
    assert saved(live.save(live.known)) == Saved(live.known, None, written=False)
    assert path.stat() == before


def test_touched_is_not_changed(path: Path, state: StateFolder) -> None:
    live = LiveFile.open(path, state)
    os.utime(path, (1, 1))
    assert live.look() is None


def test_an_outside_change_is_merged_and_accepted(path: Path, state: StateFolder) -> None:
    live = LiveFile.open(path, state)
    typed = live.known.splice(Span(3, 4), ["- b", "- typed"])
    path.write_bytes(b"# T!\n\n- a\n- b\n")
    found = outside(live.look())
    assert (found.source, found.on_disk, found.restored) == (Source("# T!\n\n- a\n- b\n"),) * 2 + (None,)
    text = merge(found.base, typed, found.source).source
    assert live.accept(found)
    assert live.look() is None
    assert saved(live.save(text, live.known)).merged is None
    assert path.read_bytes() == b"# T!\n\n- a\n- b\n- typed\n"


def test_what_was_seen_last_is_not_read_back_and_what_is_there_already_is_not_made_again(
    path: Path, state: StateFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    live = LiveFile.open(path, state)
    live.prepare()
    assert live.known.lines
    read_back: list[str] = []
    read = Versions.read

    def counted(versions: Versions, digest: str) -> bytes | None:
        read_back.append(digest)
        return read(versions, digest)

    monkeypatch.setattr(Versions, "read", counted)
    path.write_bytes(b"# T\n\n- a!\n- b\n")
    found = outside(live.look())
    assert found.on_disk.lines[0] is live.known.lines[0]
    assert live.accept(found)
    assert len(read_back) == 1  # what was opened, which is not held in memory for those who only look
    read_back.clear()
    ours = found.on_disk.splice(Span(3, 4), ["- b!"])
    assert saved(live.save(ours)).source is ours
    path.write_bytes(b"# T\n\n- a!\n- b!\n- c\n")
    assert outside(live.look()).restored is None
    assert not read_back


def test_a_save_merges_what_nobody_looked_at(path: Path, state: StateFolder) -> None:
    live = LiveFile.open(path, state)
    path.write_bytes(b"# T!\n\n- a\n- b\n")
    result = saved(live.save(Source("# T\n\n- a\n- B\n")))
    assert result.merged is not None
    assert result.merged.lines_from_theirs == 1
    assert result.source == Source("# T!\n\n- a\n- B\n")
    assert path.read_bytes() == result.source.to_bytes()


def test_what_was_found_before_a_save_is_not_accepted_after_it(path: Path, state: StateFolder) -> None:
    live = LiveFile.open(path, state)
    path.write_bytes(b"# T!\n\n- a\n- b\n")
    found = outside(live.look())
    saved(live.save(Source("# T\n\n- a\n- B\n"), found.base))
    assert not live.accept(found)
    assert live.known == Source("# T!\n\n- a\n- B\n")


def test_what_is_typed_on_an_older_text_is_saved_with_it(path: Path, state: StateFolder) -> None:
    """A save is sent off, then an outside change is accepted, then the save runs: its base still counts."""
    live = LiveFile.open(path, state)
    base = live.known
    path.write_bytes(b"# T\n\n- a\n- b\n- theirs\n")
    assert live.accept(outside(live.look()))
    saved(live.save(base.splice(Span(0, 1), ["# Title"]), base))
    assert path.read_bytes() == b"# Title\n\n- a\n- b\n- theirs\n"


def test_mode_and_attributes_stay(path: Path, state: StateFolder) -> None:
    path.chmod(0o4640)
    try:
        os.setxattr(path, "user.tag", b"minutes")
    except (OSError, AttributeError):
        pytest.skip("no extended attributes here")
    saved(LiveFile.open(path, state).save(Source("new\n")))
    assert stat.S_IMODE(path.stat().st_mode) == 0o4640
    assert os.getxattr(path, "user.tag") == b"minutes"


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may give files away")
def test_the_owner_stays_where_permitted(path: Path, state: StateFolder) -> None:
    os.chown(path, 12345, 12346)
    saved(LiveFile.open(path, state).save(Source("new\n")))
    assert (path.stat().st_uid, path.stat().st_gid) == (12345, 12346)


def test_a_symlink_stays_one(path: Path, state: StateFolder, tmp_path: Path) -> None:
    link = tmp_path / "link.md"
    link.symlink_to(Path("minutes") / path.name)
    live = LiveFile.open(link, state)
    assert (live.path, live.target) == (link, path)
    saved(live.save(Source("new\n")))
    assert link.is_symlink()
    assert path.read_bytes() == b"new\n"
    assert names(tmp_path) == ["link.md", "minutes", "state"]


def test_a_file_replaced_under_a_symlink(path: Path, state: StateFolder, tmp_path: Path) -> None:
    other = tmp_path / "other.md"
    other.write_bytes(b"# T\n\n- a\n- b\n- other\n")
    link = tmp_path / "link.md"
    link.symlink_to(path)
    live = LiveFile.open(link, state)
    link.unlink()
    link.symlink_to(other)
    assert saved(live.save(Source("# Title\n\n- a\n- b\n"))).source.text == "# Title\n\n- a\n- b\n- other\n"
    assert other.read_bytes() == b"# Title\n\n- a\n- b\n- other\n"
    assert path.read_bytes() == b"# T\n\n- a\n- b\n"
    assert live.target == other


def test_hard_links_stay_one_file_with_a_version_kept_first(path: Path, state: StateFolder) -> None:
    other = path.with_name("other.md")
    other.hardlink_to(path)
    live = LiveFile.open(path, state)
    saved(live.save(Source("shorter\n")))
    saved(live.save(Source("and then much longer than before\n")))
    assert other.read_bytes() == path.read_bytes() == b"and then much longer than before\n"
    assert path.stat().st_nlink == 2
    assert live.versions is not None
    origins = [version.origin for version in live.versions.list()]
    assert origins[:3] == [Origin.SAVED, Origin.WRITING, Origin.BEFORE]


def test_versions_tell_what_happened(path: Path, state: StateFolder) -> None:
    live = LiveFile.open(path, state)
    assert live.prepare() is None
    saved(live.save(Source("# T\n\n- a\n- b\n- ours\n")))
    path.write_bytes(b"# T!\n\n- a\n- b\n- ours\n")
    saved(live.save(Source("# T\n\n- A\n- b\n- ours\n")))
    assert live.versions is not None
    assert [version.origin.value for version in live.versions.list()] == [
        "merged",
        "outside",
        "saved",
        "opened",
    ]
    assert live.versions.read(live.versions.list()[-1].digest) == b"# T\n\n- a\n- b\n"


def test_without_a_state_folder_only_the_file_is_safe(path: Path) -> None:
    live = LiveFile.open(path)
    assert live.prepare() is None
    assert live.versions is None
    assert live.state_problem == "There is no state folder: only the file itself is safe."
    path.write_bytes(b"# T!\n\n- a\n- b\n")
    saved(live.save(Source("# T\n\n- a\n- B\n")))
    assert path.read_bytes() == b"# T!\n\n- a\n- B\n"
    path.unlink()
    refused = live.save(Source("x\n"))
    assert isinstance(refused, NotSaved)
    assert not refused.drafted
    assert "in this window only" in refused.message


def test_hard_links_without_a_state_folder(path: Path) -> None:
    path.with_name("other.md").hardlink_to(path)
    saved(LiveFile.open(path).save(Source("new\n")))
    assert path.with_name("other.md").read_bytes() == b"new\n"
    assert names(path.parent) == [path.name, "other.md"]


def test_a_state_folder_that_cannot_be_made_is_told(path: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    live = LiveFile.open(path, StateFolder(tmp_path / "file" / "state"))
    assert live.prepare() is None
    saved(live.save(Source("new\n")))
    assert path.read_bytes() == b"new\n"
    assert live.state_problem == "The version could not be kept: Not a directory."
    assert live.keep_draft(Source("more\n")) == (
        "The draft could not be kept: Not a directory. "
        "Your text is in this window only: save it, here or under another name."
    )


def test_saving_elsewhere(path: Path, state: StateFolder) -> None:
    live = LiveFile.open(path, state)
    other = path.with_name("other.md")
    made = live.save_elsewhere(other, Source("mine\n"))
    assert isinstance(made, LiveFile)
    assert (made.path, made.known, other.read_bytes()) == (other, Source("mine\n"), b"mine\n")
    refused = live.save_elsewhere(path, Source("mine\n"))
    assert isinstance(refused, NotSaved)
    assert (refused.reason, refused.retry, refused.drafted) == (Reason.EXISTS, False, True)
    assert path.read_bytes() == b"# T\n\n- a\n- b\n"
    assert names(path.parent) == [path.name, other.name]


def test_saving_elsewhere_without_links(path: Path, state: StateFolder) -> None:
    fs = FaultyFileSystem(fault=Fault("link", 0, errno.ENOTSUP))
    other = path.with_name("other.md")
    assert isinstance(LiveFile.open(path, state, fs).save_elsewhere(other, Source("mine\n")), LiveFile)
    assert other.read_bytes() == b"mine\n"
    assert names(path.parent) == [path.name, other.name]


class TestEncodings:
    """What is not UTF-8 is read, and written only when somebody chose how."""

    DATA = "# Köper\n- a\n".encode("cp1252")

    def test_not_saved_unasked(self, path: Path, state: StateFolder) -> None:
        path.write_bytes(self.DATA)
        live = LiveFile.open(path, state)
        refused = live.save(Source("# Köper\n- a\n- b\n"))
        assert isinstance(refused, NotSaved)
        assert (refused.reason, refused.retry, refused.drafted) == (Reason.ENCODING, False, True)
        assert path.read_bytes() == self.DATA

    @pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
    def test_saved_as_chosen(self, path: Path, state: StateFolder, encoding: str) -> None:
        path.write_bytes(self.DATA)
        live = LiveFile.open(path, state)
        text = live.known.text + "- b\n"
        saved(live.save(Source(text), encoding=encoding))
        assert path.read_bytes() == "# Köper\n- a\n- b\n".encode(encoding)
        assert live.look() is None

    def test_what_the_encoding_lacks_is_told(self, path: Path, state: StateFolder) -> None:
        path.write_bytes(self.DATA)
        refused = LiveFile.open(path, state).save(Source("# Köper →\n"), encoding="cp1252")
        assert isinstance(refused, NotSaved)
        assert (refused.reason, refused.drafted) == (Reason.UNENCODABLE, True)
        assert path.read_bytes() == self.DATA

    def test_a_file_that_another_program_gave_an_encoding(self, path: Path, state: StateFolder) -> None:
        live = LiveFile.open(path, state)
        path.write_bytes(self.DATA)
        assert outside(live.look()).source.problem
        refused = live.save(Source("# T\n\n- a\n- b\n- c\n"))
        assert isinstance(refused, NotSaved)
        assert refused.reason is Reason.ENCODING
        assert path.read_bytes() == self.DATA


class TestOpening:
    """What cannot be opened is said in a sentence, at once, and nothing is written."""

    def refused(self, path: Path) -> str:
        with pytest.raises(CannotOpen) as caught:
            LiveFile.open(path)
        return str(caught.value)

    def test_what_is_no_minutes(self, tmp_path: Path) -> None:
        folder, pipe, binary, loop = (tmp_path / name for name in ("folder", "pipe", "binary", "loop"))
        folder.mkdir()
        os.mkfifo(pipe)
        binary.write_bytes(bytes(range(256)) * 10)
        loop.symlink_to(loop)
        huge = tmp_path / "huge"
        with huge.open("wb") as file:
            file.truncate(1 << 32)
        none = f"There is no file {tmp_path / 'none'}. Look for a slip in its name."
        assert self.refused(tmp_path / "none") == none
        assert self.refused(folder / "a" / "b").startswith(f"There is no file {folder / 'a' / 'b'}. ")
        assert self.refused(folder).startswith(f"{folder} is a folder, not a file. ")
        assert self.refused(pipe).startswith(f"{pipe} is no ordinary file (but a pipe, socket or device). ")
        assert self.refused(binary).startswith(f"{binary} is a binary file, not text. ")
        assert self.refused(loop).startswith(f"{loop} is a symbolic link that leads to itself. ")
        assert self.refused(huge).startswith(f"{huge} is far too large to be minutes. ")
        assert names(tmp_path) == ["binary", "folder", "huge", "loop", "pipe"]

    @pytest.mark.skipif(not Path("/dev/zero").exists(), reason="no devices here")
    def test_devices(self) -> None:
        assert "no ordinary file" in self.refused(Path("/dev/zero"))

    @pytest.mark.skipif(sys.platform != "linux", reason="/proc is Linux")
    def test_files_without_a_size(self) -> None:
        assert LiveFile.open(Path("/proc/self/status")).known.text.startswith("Name:")
