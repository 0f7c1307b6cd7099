"""What another process reads is what would have been read here; where it fails, it is read here."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.bench.files import minutes_of
from tests.support import reading_ahead as script
from tests.support.corpus import OWN
from tui.minutes.ahead import reading_ahead
from tui.minutes.ahead.reading_ahead import ReadingAhead
from tui.minutes.reading.reader import FIRST
from tui.minutes.text.source import Source

GOOD = {"same": True, "same_after": True, "counted": True, "left": True}

if_two = pytest.mark.skipif(reading_ahead._processors() < 2, reason="reading ahead takes two processors")


def reports(*paths: Path, before: str = "") -> list[dict[str, bool]]:
    """What comes of files, in a process of its own, in which something is done `before`."""
    code = f"{before}\nfrom {script.__name__} import main\nmain()"
    ran = subprocess.run(
        [sys.executable, "-c", code, *map(str, paths)], capture_output=True, text=True, check=True
    )
    assert not ran.stderr
    return [json.loads(line) for line in ran.stdout.splitlines()]


@if_two
def test_what_is_read_ahead_is_what_would_be_read_here(tmp_path: Path) -> None:
    long, odd, empty = (tmp_path / name for name in ("long.md", "odd.md", "empty.md"))
    remarks = "- A remark before all the others\n" * (FIRST // 32)  # most of what is shown at once
    long.write_text(f"# Long\n\n{remarks}\n{minutes_of(5 * FIRST, alike=False)}", "utf-8")
    odd.write_text("- # In a list\n  - a\n\n> ## In a quote\n> **Present:** Ada Obi\n\n[a]: /b\n", "utf-8")
    empty.write_bytes(b"")
    paths = (*OWN, long, odd, empty)
    found = reports(*paths)
    assert found == [GOOD | {"begun_here": False}] * len(paths)


@if_two
@pytest.mark.parametrize(
    "broken",
    [
        "from tui.minutes.ahead import worker; worker._work = None",
        "from tui.minutes.ahead import worker; worker.read = None",
        "from tui.minutes.ahead import reading_ahead; reading_ahead._ROOM = reading_ahead._ROOM_EACH = 1",
        "from tui.minutes.ahead import worker; worker.run = lambda *_: __import__('os').abort()",
        "import sys; sys.modules['tui.minutes.ahead.worker'] = None",
    ],
    ids=["at once", "in the middle", "no room", "killed", "no code"],
)
def test_what_cannot_be_read_ahead_is_read_here(tmp_path: Path, broken: str) -> None:
    path = tmp_path / "long.md"
    path.write_text(minutes_of(5 * FIRST), "utf-8")
    (found,) = reports(path, before=broken)
    assert found["same"]
    assert found["same_after"]
    assert found["left"]


def test_without_a_second_processor_or_process_nothing_is_begun(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused() -> int:
        raise BlockingIOError("no more processes")

    monkeypatch.setattr(os, "fork", refused)
    files = script.open_files()
    monkeypatch.setattr(reading_ahead, "_processors", lambda: 2)
    assert ReadingAhead.begin(Source("# A\n"), "a.md") is None
    monkeypatch.setattr(reading_ahead, "_processors", lambda: 1)
    assert ReadingAhead.begin(Source("# A\n"), "a.md") is None
    assert script.open_files() == files
