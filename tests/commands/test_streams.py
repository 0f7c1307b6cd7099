"""What commands print goes out one way: to a reader who leaves, a full disk, a closed stream, any locale."""

from __future__ import annotations

import os
import signal
import subprocess
from pathlib import Path

import pytest

from tests.support.desk import minutes_file
from tests.support.terminal import PMC_TUI, environment
from tui.cli import COMMANDS

PRINTING = (
    ["keys"], ["keys", "--markdown"], ["--help"], ["--version"], ["note", "--help"], ["export", "--help"],
    ["check", "--help"], ["schema"], ["export", "FILE", "--to", "txt"], ["export", "FILE", "--to", "json"],
    ["check", "FILE"], ["check", "--explain", "M101"], ["series", "FILE"], ["find", "a", "FILE"],
    ["next", "--dry-run", "--date", "2026-03-24", "FILE"], ["settings"], ["doctor", "--help"],
    ["log", "--help"], ["publish", "--help"], ["sync", "--help"], ["serve", "--help"], ["completion", "bash"],
)  # fmt: skip
NAMES = ["-".join(words).replace("--", "") for words in PRINTING]


def run(words: list[str], folder: Path, shell: str = '"$@"', **variables: str) -> tuple[int, str]:
    """A command's exit status, of a line of shell around it, and what it said on the error stream."""
    path = minutes_file(folder)
    command = [PMC_TUI, *(str(path) if word == "FILE" else word for word in words)]
    done = subprocess.run(
        ["/bin/sh", "-c", shell, "sh", *command],
        env=environment(folder, **variables),
        cwd=folder,
        capture_output=True,
        check=False,
    )
    return done.returncode, done.stderr.decode()


def test_every_command_is_tried() -> None:
    assert {words[0] for words in PRINTING} >= COMMANDS.keys()


@pytest.mark.parametrize("words", PRINTING, ids=NAMES)
def test_what_is_printed_gets_out_or_is_told(tmp_path: Path, words: list[str]) -> None:
    found = 1 if words == ["check", "FILE"] else 0
    _, said = run(words, tmp_path, '("$@"; echo "status $?" >&2) | head -c 0')
    assert "Traceback" not in said
    assert "status 0" in said or f"status {found}" in said
    if Path("/dev/full").exists():
        status, said = run(words, tmp_path, '"$@" > /dev/full')
        assert status == 2
        assert said.endswith("pmc-tui: cannot write standard output: No space left on device\n")
        assert "Traceback" not in said
    status, said = run(words, tmp_path, '"$@" >&-')
    assert status == 2
    assert said.endswith("pmc-tui: cannot write standard output: it is closed\n")
    assert "Traceback" not in said
    assert run(words, tmp_path, '"$@" 2>&-')[0] == found
    for locale in ("C", "en_US.ISO-8859-1"):
        plain = {"LC_ALL": locale, "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
        for more in ({}, {"PYTHONIOENCODING": "latin-1"}):
            status, said = run(words, tmp_path, **plain, **more)
            assert status == found
            assert said.startswith("pmc-tui: 2026-03-24.md") if words[0] == "next" else said == ""


@pytest.mark.parametrize("words", [["check"], ["export", "--to", "txt"]], ids=["check", "export"])
def test_ctrl_c_ends_a_command_in_silence(tmp_path: Path, words: list[str]) -> None:
    pipe = tmp_path / "waits.md"
    os.mkfifo(pipe)
    process = subprocess.Popen(
        [PMC_TUI, *words, str(pipe)],
        env=environment(tmp_path),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    with pipe.open("wb"):  # opens once the command does: it reads now
        process.send_signal(signal.SIGINT)
        said, wrong = process.communicate(timeout=30)
    assert (process.returncode, said, wrong) == (130, b"", b"")


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="there is no /dev/zero here")
def test_what_never_ends_is_not_read_to_its_end(tmp_path: Path) -> None:
    (tmp_path / "endless.md").symlink_to("/dev/zero")
    os.mkfifo(tmp_path / "pipe.md")
    publish = ["publish", "endless.md", "--mail", "--to-address", "a@example.org", "--dry-run"]
    for words in (["export", "endless.md", "--to", "txt"], publish):
        status, said = run(words, tmp_path)
        assert status == 2
        assert "endless.md: it is larger than 256 MB" in said
    for name in ("endless.md", "pipe.md"):
        assert "it is no ordinary file" in run(["find", "a", name], tmp_path)[1]


def test_the_missing_file_is_told_before_the_missing_terminal(tmp_path: Path) -> None:
    status, said = run(["nope.md"], tmp_path, '"$@" < /dev/null')
    assert status == 2
    assert "There is no file nope.md" in said
    status, said = run(["FILE"], tmp_path, '"$@" < /dev/null')
    assert status == 2
    assert "this needs a terminal" in said
