"""Live files on real disks that are too small, read-only, or another user's; each in a process of its own.

`python -m tests.support.odd_disks small|read-only|nobody FOLDER`: FOLDER is empty. The first two want a mount
namespace of their own (`unshare --mount`). Prints what came of it, as JSON.
"""

from __future__ import annotations

import importlib
import json
import os
import pkgutil
import subprocess
import sys
from pathlib import Path

import tui.minutes
from tests.support.faults import names
from tui.minutes.keeping.live_file import LiveFile
from tui.minutes.keeping.results import Gone, NotSaved, Saved
from tui.minutes.keeping.storage import StateFolder
from tui.minutes.text.source import Source

TEXT = "# Runtime\n\n" + "- a report\n" * 400
OURS = "# Runtime\n\n" + "- a report\n" * 400 + "- ours, long\n" * 3000


def told(result: Saved | NotSaved | Gone) -> str:
    return "saved" if isinstance(result, Saved) else result.message


def small(folder: Path) -> list[object]:
    """A file system of 64 kB that has no room for the new text beside the old, then has."""
    disk = folder / "disk"
    disk.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "none", str(disk)], check=True)
    path, filler = disk / "a.md", disk / "filler"
    path.write_text(TEXT, "utf-8")
    filler.write_bytes(b"x" * 24_000)
    live = LiveFile.open(path, StateFolder(folder / "state"))
    before = told(live.save(Source(OURS)))
    intact = path.read_text("utf-8") == TEXT
    left = names(disk)
    filler.unlink()
    after = told(live.save(Source(OURS)))
    return [before, intact, left, after, path.read_text("utf-8") == OURS, names(disk)]


def small_in_place(folder: Path) -> list[object]:
    """The same for a file with two names, which is written in place."""
    disk = folder / "disk"
    disk.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=32k", "none", str(disk)], check=True)
    path = disk / "a.md"
    path.write_text(TEXT, "utf-8")
    (disk / "b.md").hardlink_to(path)
    result = told(LiveFile.open(path, StateFolder(folder / "state")).save(Source(OURS)))
    return [result, path.read_text("utf-8") == TEXT, names(disk)]


def read_only(folder: Path) -> list[object]:
    """A file system that becomes read-only, then writable again; then a folder that is a read-only mount."""
    disk = folder / "disk"
    disk.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "none", str(disk)], check=True)
    path = disk / "a.md"
    path.write_text(TEXT, "utf-8")
    live = LiveFile.open(path, StateFolder(folder / "state"))
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
    before = told(live.save(Source("ours\n")))
    subprocess.run(["mount", "-o", "remount,rw", str(disk)], check=True)
    return [before, told(live.save(Source("ours\n"))), path.read_text("utf-8"), names(disk)]


def nobody(folder: Path) -> list[object]:
    """As a user who may write the file and not its folder; then the folder and not the file; then neither."""
    for module in pkgutil.iter_modules(tui.minutes.__path__, "tui.minutes."):
        importlib.import_module(module.name)  # now, for that user may not be let into Python's folder
    path, mine, state = folder / "a.md", folder / "mine", folder / "state"
    path.write_text(TEXT, "utf-8")
    path.chmod(0o666)
    for made in (mine, state):
        made.mkdir()
        os.chown(made, 65534, 65534)
    kept = mine / "b.md"
    kept.write_text(TEXT, "utf-8")
    kept.chmod(0o640)
    LiveFile.open(path).save(Source(TEXT))  # imports what saving needs
    os.setgroups([])
    os.setresgid(65534, 65534, 65534)
    os.setresuid(65534, 65534, 65534)
    in_place = LiveFile.open(path, StateFolder(state))
    result = told(in_place.save(Source("ours\n")))
    unreadable = ""
    try:
        LiveFile.open(kept, StateFolder(state))
    except Exception as error:  # noqa: BLE001 - its message is what is looked at
        unreadable = str(error)
    return [result, path.read_text("utf-8"), names(folder), unreadable]


WAYS = {"small": small, "small-in-place": small_in_place, "read-only": read_only, "nobody": nobody}

if __name__ == "__main__":
    print(json.dumps(WAYS[sys.argv[1]](Path(sys.argv[2]))))  # noqa: T201
