"""Real disks that are too small, read-only or another user's. Mounting wants root and its own namespace."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
TEXT = "# Runtime\n\n" + "- a report\n" * 400

needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can mount and become somebody else")


def run(way: str, folder: Path, *prefix: str) -> list[object]:
    command = [*prefix, sys.executable, "-m", "tests.support.odd_disks", way, str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert not done.returncode, done.stderr
    found: list[object] = json.loads(done.stdout)
    return found


@pytest.fixture
def own_mounts() -> tuple[str, ...]:
    """What to start a program with that mounts something."""
    prefix = ("unshare", "--mount")
    if shutil.which("unshare") is None:
        pytest.skip("no unshare here")
    probe = [*prefix, "sh", "-c", 'd=$(mktemp -d) && mount -t tmpfs none "$d" && umount "$d"; rmdir "$d"']
    done = subprocess.run(probe, capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip(f"mounting is not possible here: {done.stderr.strip()}")
    return prefix


FULL = "The disk of a.md is full. Your text is kept in a draft. Make room; it is tried again."
READ_ONLY = "a.md is on a file system that is read-only. Your text is kept in a draft. It is tried again."


@needs_root
def test_a_disk_too_small_for_the_new_text(tmp_path: Path, own_mounts: tuple[str, ...]) -> None:
    found = run("small", tmp_path, *own_mounts)
    assert found == [FULL, True, ["a.md", "filler"], "saved", True, ["a.md"]]


@needs_root
def test_a_disk_too_small_for_a_write_in_place(tmp_path: Path, own_mounts: tuple[str, ...]) -> None:
    assert run("small-in-place", tmp_path, *own_mounts) == [FULL, True, ["a.md", "b.md"]]


@needs_root
def test_a_file_system_made_read_only_and_back(tmp_path: Path, own_mounts: tuple[str, ...]) -> None:
    assert run("read-only", tmp_path, *own_mounts) == [READ_ONLY, "saved", "ours\n", ["a.md"]]


@pytest.fixture
def everybodys_folder() -> Iterator[Path]:
    """A folder that other users can get into, as pytest's own cannot."""
    folder = Path(tempfile.mkdtemp(dir="/tmp"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


@needs_root
def test_a_folder_that_one_may_not_write_into(everybodys_folder: Path) -> None:
    """The file is written in place then; one that may not be read is said to be so."""
    kept = everybodys_folder / "mine" / "b.md"
    assert run("nobody", everybodys_folder) == [
        "saved",
        "ours\n",
        ["a.md", "mine", "state"],
        f"There is no permission to read {kept}. Ask its owner for it.",
    ]
