"""What is different on other systems, on fakes of their calls: all of it stands in one object."""

from __future__ import annotations

import ctypes
import errno
import fcntl
import os
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from tui.minutes.keeping.filesystem import FileSystem

FULL = 51
"""What macOS calls F_FULLFSYNC."""


@pytest.fixture
def macos(monkeypatch: pytest.MonkeyPatch) -> None:
    """The system's name alone; what a test calls beside that it fakes."""
    monkeypatch.setattr(sys, "platform", "darwin")


@pytest.mark.usefixtures("macos")
@pytest.mark.parametrize("refused", [None, errno.ENOTSUP, errno.EINVAL, errno.ENOTTY])
def test_macos_empties_the_drive_s_cache_where_the_drive_lets_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, refused: int | None
) -> None:
    asked: list[object] = []

    def control(_fd: int, command: int) -> None:
        asked.append(command)
        if refused is not None:
            raise OSError(refused, os.strerror(refused))

    monkeypatch.setattr(fcntl, "F_FULLFSYNC", FULL, raising=False)
    monkeypatch.setattr(fcntl, "fcntl", control)
    monkeypatch.setattr(os, "fsync", lambda fd: asked.append("fsync"))
    FileSystem().fsync(0)
    assert asked == ([FULL] if refused is None else [FULL, "fsync"])


@pytest.mark.usefixtures("macos")
def test_macos_tells_that_a_disk_is_broken(monkeypatch: pytest.MonkeyPatch) -> None:
    def control(_fd: int, _command: int) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    monkeypatch.setattr(fcntl, "F_FULLFSYNC", FULL, raising=False)
    monkeypatch.setattr(fcntl, "fcntl", control)
    with pytest.raises(OSError, match="error"):
        FileSystem().fsync(0)


@pytest.mark.usefixtures("macos")
@pytest.mark.parametrize(("code", "done"), [(0, True), (errno.ENOTSUP, False), (errno.EINVAL, False)])
def test_macos_exchanges_two_names_by_its_own_call(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, done: bool
) -> None:
    calls: list[tuple[bytes, bytes, int]] = []

    def swap(one: bytes, other: bytes, flags: int) -> int:
        calls.append((one, other, flags))
        return -1 if code else 0

    monkeypatch.setattr(ctypes, "CDLL", lambda *_, **__: SimpleNamespace(renamex_np=swap))
    monkeypatch.setattr(ctypes, "get_errno", lambda: code)
    one, other = tmp_path / "ä", tmp_path / "b"
    assert FileSystem().exchange(one, other) is done
    assert calls == [(os.fsencode(one), os.fsencode(other), 2)]


@pytest.mark.usefixtures("macos")
def test_macos_copies_attributes_and_access_lists(monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[tuple[object, ...]] = []
    monkeypatch.setattr(
        ctypes, "CDLL", lambda *_, **__: SimpleNamespace(fcopyfile=lambda *given: calls.append(given))
    )
    FileSystem().copy_attributes(3, 4)
    assert calls == [(3, 4, None, 5)]


@pytest.mark.usefixtures("macos")
def test_macos_does_not_tell_who_writes_a_file() -> None:
    assert FileSystem().being_written(0) is None


def test_a_system_without_either_call_says_that_it_cannot_exchange(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", "freebsd14")
    assert not FileSystem().exchange(tmp_path / "a", tmp_path / "b")
    FileSystem().copy_attributes(3, 4)
    assert FileSystem().being_written(0) is None
