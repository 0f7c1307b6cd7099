"""Which process wrote something, whether it still runs, and one lock a file among our own processes.

The lock stands in the state folder, never beside the file, and goes with the process that holds it, however
that ends. Other programs do not know it; what they do meanwhile is found when names are exchanged.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import cache
from pathlib import Path
from typing import Final

from tui.minutes.keeping.storage import StateFolder, digest_of, key_of

TOKEN: Final = re.compile(r"[0-9a-f]{8}-[0-9a-f]{8}-\d+-[0-9a-z]+")
"""What tokens look like: machine, boot, process id, start time."""

_MACHINE_IDS: Final = ("/etc/machine-id", "/var/lib/dbus/machine-id")
_BOOT_ID: Final = "/proc/sys/kernel/random/boot_id"


def own_token() -> str:
    """The token of this process."""
    pid = os.getpid()
    return f"{_machine()}-{_boot()}-{pid}-{_started(pid)}"


def is_alive(token: str) -> bool:
    """Whether the process of a token still runs; one on another machine counts as running."""
    machine, boot, pid, started = token.split("-")
    if machine != _machine():
        return True
    if boot != _boot():
        return False
    try:
        os.kill(int(pid), 0)
    except (ProcessLookupError, OverflowError):  # no number that a process could have
        return False
    except PermissionError:
        pass  # it runs, as somebody else
    return started in (_UNKNOWN, _started(int(pid)))


_UNKNOWN: Final = "0"


def _started(pid: int) -> str:
    """When a process started, in any unit: enough to tell it from a later one with the same id."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_bytes()
        return stat.rpartition(b")")[2].split()[19].decode()
    except (OSError, IndexError):
        return _started_by_ps(pid)


def _started_by_ps(pid: int) -> str:
    import subprocess  # noqa: PLC0415 - only where there is no /proc

    try:
        told = subprocess.run(["ps", "-o", "lstart=", "-p", str(pid)], capture_output=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return _UNKNOWN
    return _short(told)


@cache
def _machine() -> str:
    return _short(_first_of(_MACHINE_IDS) or os.uname().nodename.encode())


@cache
def _boot() -> str:
    return _short(_first_of((_BOOT_ID,)))


def _first_of(paths: tuple[str, ...]) -> bytes:
    for path in paths:
        try:
            return Path(path).read_bytes()
        except OSError:
            continue
    return b""


def _short(data: bytes) -> str:
    return digest_of(data)[:8]


PATIENCE: Final = 10.0
"""Seconds to wait for another process, which may be merging with others that write all the time."""

_STEP: Final = 0.005


@contextmanager
def file_lock(state: StateFolder | None, target: Path) -> Iterator[bool | None]:
    """Hold the lock of a file. Gives False when another has it for too long, None where locks are none."""
    if state is None:
        yield None
        return
    path = state.path / "locks" / key_of(target)
    with ExitStack() as stack:
        try:
            state.make(path.parent)
            fd = stack.enter_context(state.opened(path, os.O_RDWR | os.O_CREAT))
        except OSError:
            yield None
            return
        yield _taken(state, fd)


def _taken(state: StateFolder, fd: int) -> bool | None:
    end = state.fs.monotonic() + PATIENCE
    try:
        while not state.fs.lock(fd):
            if state.fs.monotonic() > end:
                return False
            state.fs.pause(_STEP)
    except OSError:  # a file system without locks
        return None
    return True
