"""Other programs: none, one that fails, one that hangs with its children, one that stays."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from tui.minutes.programs import first_installed, run, start


def script(folder: Path, text: str) -> str:
    file = folder / "other program"
    file.write_text(f"#!/bin/sh\ncd '{folder}'\n{text}\n")
    file.chmod(0o755)
    return str(file)


def is_alive(process: int) -> bool:
    """False for one that is gone, or of which only its status is left."""
    try:
        state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state not in "ZX"


def test_no_program_is_a_failure_like_others() -> None:
    assert first_installed(["no-such-program-here"]) is None
    done = run(["/no/such/program"], b"x")
    assert (done.ok, done.status) == (False, 127)
    assert done.why("it") == "it cannot be started: No such file or directory"
    assert not start(["/no/such/program"]).ok
    assert not run(["with\0zero"]).ok


def test_one_that_fails_says_why(tmp_path: Path) -> None:
    done = run([script(tmp_path, "echo 'no\033[2J relay' >&2; exit 75")], b"x" * 5_000_000)
    assert done.status == 75
    assert "relay" in done.why("mail")
    silent = run([script(tmp_path, "exit 1")])
    assert silent.why("mail") == "mail failed"


@pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="whether a process lives is read from /proc")
def test_one_that_hangs_is_ended_with_its_children(tmp_path: Path) -> None:
    hangs = script(tmp_path, "sleep 600 & echo $! > child; echo $$ > self; wait")
    done = run([hangs], limit=1.5)
    assert done.status is None
    assert done.why("mail", 1.5) == "mail took longer than 2 s and was ended"
    for name in ("self", "child"):
        process = int((tmp_path / name).read_text())
        deadline = time.monotonic() + 20
        while is_alive(process) and time.monotonic() < deadline:
            os.sched_yield()
        assert not is_alive(process), name


def test_one_that_a_person_works_in_stays(tmp_path: Path) -> None:
    assert start([script(tmp_path, "exit 0")]).ok
    failed = start([script(tmp_path, "echo 'no display' >&2; exit 3")])
    assert (failed.ok, failed.why("xdg-email")) == (False, "xdg-email says: no display")
    os.mkfifo(tmp_path / "held")
    assert start([script(tmp_path, 'read line < held; echo "$line" > out')]).ok
    with (tmp_path / "held").open("w") as held:  # blocks until it reads: it lives
        held.write("still here\n")
    deadline = time.monotonic() + 20
    while not (tmp_path / "out").exists() and time.monotonic() < deadline:
        os.sched_yield()
    assert (tmp_path / "out").exists()
