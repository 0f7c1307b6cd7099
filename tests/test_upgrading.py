"""What people have from an earlier release stays theirs: their state folder, and their keys."""

from __future__ import annotations

import hashlib
import json
import os
import time
import zlib
from pathlib import Path

from tests.support.desk import minutes_file
from tests.support.terminal import PMC_TUI, Terminal

ENDED = "34e37c21-fd02ad8f-14130-1341226"
"""A process of another start of the machine, as 0.1.0 names it."""


class State010:
    """The state folder as release 0.1.0 writes it: its names, its formats, none of today's code."""

    def __init__(self, home: Path, minutes: Path) -> None:
        path = os.fsencode(os.path.realpath(minutes))
        self._folder = home / "state"
        self._file = os.path.realpath(minutes)
        self._short = f"{zlib.crc32(path):08x}{zlib.crc32(path[::-1]):08x}.json"
        self._long = hashlib.sha256(path).hexdigest()[:20]

    def remember(self, kind: str, **data: object) -> None:
        """Marks (`files`), the clock, the queue or lines put aside of the file."""
        text = json.dumps({"version": 1, "file": self._file, **data}, indent=1)
        self._write(Path(kind) / self._short, text.encode())

    def keep_version(self, content: bytes, when: float) -> None:
        """An earlier version of the file."""
        digest = hashlib.sha256(content).hexdigest()
        row = {"time": when, "origin": "opened", "size": len(content), "digest": digest}
        month = time.strftime("%Y-%m", time.gmtime(when))
        self._write(Path("versions") / self._long / f"log-{month}", json.dumps(row).encode() + b"\n")
        self._write(Path("versions") / self._long / "objects" / digest, zlib.compress(content))

    def keep_draft(self, base: bytes, ours: bytes, when: float) -> None:
        """What was typed on a text by a process that is gone."""
        packed = zlib.compress(base, 1)
        body = packed + ours
        digest = hashlib.sha256(body).hexdigest()
        header = {"file": self._file, "time": when, "base": len(packed), "digest": digest}
        self._write(
            Path("drafts") / self._long / f"{ENDED}.draft", json.dumps(header).encode() + b"\n" + body
        )

    def _write(self, name: Path, data: bytes) -> None:
        path = self._folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def test_the_state_folder_of_0_1_0(tmp_path: Path) -> None:
    path = minutes_file(tmp_path)
    text = path.read_bytes()
    section = "Runtime PMC Meeting 2026-03-10/Announcements"
    now = time.time()
    state = State010(tmp_path, path)
    state.remember("files", reviewed=[section], folded=[], place=section)
    began = time.strftime("%Y-%m-%dT%H:%M:%S+00:00", time.gmtime(now - 60))
    state.remember(
        "clocks", began=began, last=began, running=False, section=section, spent={section: 754.0}, boxes={},
        slot=None,
    )  # fmt: skip
    state.remember("queues", kept=began, speaking=[], waiting=[["Amit Gupta", ""]])
    state.remember("aside", lines=[["info", "said and put aside"]])
    state.keep_version(text + b"\n- an older line\n", now - 3600)
    state.keep_draft(text, text.rstrip(b"\n") + b"\n- said and never saved\n", now - 60)
    with Terminal([PMC_TUI, str(path)], tmp_path) as terminal:
        terminal.wait_for("said and never saved", "enter")
        terminal.press("enter")
        terminal.wait_for("1/22 reviewed", "1 waits to speak", "00:12:34", "saved")
        terminal.press("i")
        terminal.wait_for("said and put aside")
        terminal.press("enter")
        terminal.wait_gone("A line typed earlier")
        terminal.wait_until(lambda: "said and put aside" in path.read_text("utf-8"), "the line in the file")
        terminal.wait_for("· saved")
        terminal.press("V")
        terminal.wait_for("There is no difference")
        terminal.press("end")
        terminal.wait_for("an older line")
        terminal.press("escape", "ctrl+q", "ctrl+q")
        assert terminal.wait_exit() == 0
    written = path.read_text("utf-8")
    assert "- said and never saved\n" in written
    assert "said and put aside\n" in written


def test_a_key_of_one_s_own_beats_one_that_came_later(tmp_path: Path) -> None:
    path = minutes_file(tmp_path)
    (tmp_path / "settings.toml").write_text('[keys]\nzoom = "g,home"\n')
    told = "Without a key now: first (its key is zoom's)"
    with Terminal([PMC_TUI, str(path)], tmp_path) as terminal:
        terminal.wait_for("Announcements", told)
        terminal.press("G", "g")
        terminal.wait_gone("PMC Lifecycle")
        terminal.press("ctrl+q")
        assert terminal.wait_exit() == 0
    with Terminal([PMC_TUI, str(path)], tmp_path) as terminal:
        terminal.wait_for("Announcements", "? help")
        assert told not in terminal.text
