"""Which process wrote something, and whether it still runs: a token that survives in names and headers."""

from __future__ import annotations

import os
import re
from functools import cache
from pathlib import Path
from typing import Final

from tui.minutes.keeping.storage import digest_of

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
