"""What others saved is shown first and stored as a version after: nothing comes between the two."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from tests.support.faults import Fault, FaultyFileSystem
from tui.minutes.keeping.live_file import LiveFile
from tui.minutes.keeping.results import OutsideChange, Saved
from tui.minutes.keeping.storage import StateFolder
from tui.minutes.keeping.versions import Versions
from tui.minutes.text.source import Source

SEEN = b"# T!\n\n- a\n- b\n"
TYPED = Source("# T!\n\n- a\n- b\n- typed\n")


def seen(live: LiveFile) -> None:
    """Others saved, and it is shown and not stored yet."""
    live.path.write_bytes(SEEN)
    found = live.look(stored=False)
    assert isinstance(found, OutsideChange)
    assert live.accept(found)


def newest(versions: Versions | None) -> bytes | None:
    """The content of the last version."""
    assert versions is not None
    return versions.read(versions.list()[0].digest)


def origins(live: LiveFile) -> list[str]:
    assert live.versions is not None
    return [version.origin.value for version in live.versions.list()]


@pytest.mark.parametrize("stored_by", ["itself", "a save", "another look"])
def test_what_is_shown_before_it_is_stored_is_a_version_all_the_same(
    path: Path, state: StateFolder, stored_by: str
) -> None:
    live = LiveFile.open(path, state)
    live.prepare()
    seen(live)
    assert origins(live) == ["opened"]
    if stored_by == "itself":
        live.store_seen()
    elif stored_by == "a save":
        assert isinstance(live.save(TYPED), Saved)
    else:
        path.write_bytes(b"# T!\n\n- a\n- b\n- c\n")
        assert live.look() is not None
    assert origins(live)[-2:] == ["outside", "opened"]
    assert live.versions is not None
    assert live.versions.read(live.versions.list()[-2].digest) == SEEN
    assert live.state_problem is None


def test_what_a_killed_program_did_not_store_is_stored_by_the_next(path: Path, state: StateFolder) -> None:
    live = LiveFile.open(path, state)
    live.prepare()
    seen(live)
    again = LiveFile.open(path, state)
    again.prepare()
    assert newest(again.versions) == SEEN


def test_what_was_seen_is_stored_also_when_the_link_leads_elsewhere_meanwhile(
    path: Path, state: StateFolder, tmp_path: Path
) -> None:
    link, other = tmp_path / "link.md", tmp_path / "other.md"
    link.symlink_to(path)
    other.write_bytes(b"# Other\n")
    live = LiveFile.open(link, state)
    live.prepare()
    seen(live)
    link.unlink()
    link.symlink_to(other)
    assert isinstance(live.look(), OutsideChange)
    assert newest(Versions.of(state, path)) == SEEN


def test_what_cannot_be_stored_after_it_is_shown_is_told(path: Path, state: StateFolder) -> None:
    fs = FaultyFileSystem()
    live = LiveFile.open(path, StateFolder(state.path, fs), fs)
    live.prepare()
    seen(live)
    fs.reset(Fault("write", 0, errno.ENOSPC, lasting=True))
    live.store_seen()
    assert live.state_problem == "The version could not be kept: No space left on device."
    fs.reset(None)
    assert isinstance(live.save(TYPED), Saved)
    assert live.state_problem is None
