"""Displays without a monitor: an X server in memory, a Wayland compositor in one of its windows."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.support.terminal import PATIENCE


def need(*programs: str) -> None:
    """Skip a test, and say why, where one of the programs is not installed."""
    missing = [program for program in programs if shutil.which(program) is None]
    if missing:
        pytest.skip(f"not installed: {', '.join(missing)}")


@contextmanager
def started(
    command: list[str], variables: Mapping[str, str], **options: int
) -> Iterator[subprocess.Popen[bytes]]:
    """A program in the background, ended with the block."""
    with subprocess.Popen(
        command,
        env=dict(variables),
        stdout=options.get("stdout", subprocess.DEVNULL),
        stderr=subprocess.DEVNULL,
        stdin=subprocess.DEVNULL,
    ) as process:
        try:
            yield process
        finally:
            process.kill()


@contextmanager
def x11() -> Iterator[str]:
    """An X server of the test's own, by a number that is free; yields what DISPLAY is called there."""
    need("Xvfb")
    command = ["Xvfb", "-displayfd", "1", "-screen", "0", "1280x1024x24", "-nolisten", "tcp"]
    with started(command, os.environ, stdout=subprocess.PIPE) as server:
        assert server.stdout is not None
        number = server.stdout.readline().decode().strip()
        if not number:
            pytest.skip("Xvfb does not start here")
        yield f":{number}"


@contextmanager
def wayland(folder: Path, display: str) -> Iterator[dict[str, str]]:
    """A compositor in a window of an X server; yields the variables by which programs find it.

    It has a keyboard and a pointer only there, and without them no clipboard.
    """
    need("weston")
    folder.mkdir(mode=0o700)
    variables = {**os.environ, "DISPLAY": display, "XDG_RUNTIME_DIR": str(folder)}
    command = [
        "weston",
        "--backend=x11-backend.so",
        "--use-pixman",
        "--no-config",
        "--idle-time=0",
        "--socket=w",
    ]
    with started(command, variables) as compositor:
        deadline = time.monotonic() + PATIENCE
        while not (folder / "w").exists():
            if compositor.poll() is not None:
                pytest.skip("weston does not start here")
            assert time.monotonic() < deadline
            time.sleep(0.02)
        yield {"WAYLAND_DISPLAY": "w", "XDG_RUNTIME_DIR": str(folder)}
