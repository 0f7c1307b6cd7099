"""Running other programs: never a question, never longer than it may take, nothing of them left over.

What they print is text of others: it is shown, never acted on.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from threading import Thread
from typing import Final, NamedTuple

LIMIT: Final = 10.0
"""Seconds that a program may take."""

_SETTLES: Final = 2.0  # seconds in which a program that cannot work has said so
_MOST_KEPT: Final = 10_000

_NOT_STARTED: Final = "cannot be started: "
_SAID: Final = 300  # characters of what a program printed that are told


class Done(NamedTuple):
    """What came of a call: its exit status (None: it took too long, and was ended) and what it printed."""

    status: int | None
    out: bytes = b""
    err: str = ""

    @property
    def ok(self) -> bool:
        """True where the program says so."""
        return self.status == 0

    @property
    def text(self) -> str:
        """What it printed, without the last line end."""
        return self.out.decode("utf-8", "replace").rstrip("\n")

    def why(self, program: str, limit: float = LIMIT) -> str:
        """Why it failed, in a few words."""
        if self.status is None:
            return f"{program} took longer than {limit:.0f} s and was ended"
        if self.err.startswith(_NOT_STARTED):
            return f"{program} {self.err}"
        lines = [line.strip() for line in self.err.splitlines() if line.strip()]
        return f"{program} says: {'; '.join(lines)[:_SAID]}" if lines else f"{program} failed"


def first_installed(names: Iterable[str]) -> str | None:
    """The path of the first of some programs that is installed."""
    return next((path for name in names if (path := shutil.which(name))), None)


def run(
    words: Sequence[str],
    data: bytes | None = None,
    *,
    folder: Path | None = None,
    environment: Mapping[str, str] | None = None,
    limit: float = LIMIT,
) -> Done:
    """Call a program with an argument list, `data` on its standard input. It has no terminal to ask at."""
    try:
        process = subprocess.Popen(
            list(words),
            cwd=folder,
            env={**os.environ, **(environment or {})},
            stdin=subprocess.DEVNULL if data is None else subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,  # a group of its own, that can be ended whole
        )
    except (OSError, ValueError) as error:
        return Done(127, b"", f"{_NOT_STARTED}{getattr(error, 'strerror', None) or error}")
    try:
        out, err = process.communicate(data, limit)
    except subprocess.TimeoutExpired:
        end(process)
        return Done(None)
    except BaseException:
        end(process)
        raise
    return Done(process.returncode, out, err.decode("utf-8", "replace"))


def start(words: Sequence[str]) -> Done:
    """Start a program that a person works in then: it may stay, and is not ended. Blocks a moment at most.

    It is done where it still runs after that, or has ended well.
    """
    with tempfile.TemporaryFile() as said:
        try:
            process = subprocess.Popen(
                list(words), stdin=subprocess.DEVNULL, stdout=said, stderr=said, start_new_session=True
            )
        except (OSError, ValueError) as error:
            return Done(127, b"", f"{_NOT_STARTED}{getattr(error, 'strerror', None) or error}")
        try:
            status = process.wait(_SETTLES)
        except subprocess.TimeoutExpired:
            Thread(target=process.wait, daemon=True).start()  # so that the system forgets it once it ends
            return Done(0)
        said.seek(0)
        return Done(status, b"", said.read(_MOST_KEPT).decode("utf-8", "replace"))


def end(process: subprocess.Popen[bytes]) -> None:
    """End a call with all that it has started."""
    with suppress(OSError):
        os.killpg(process.pid, signal.SIGKILL)
    with suppress(subprocess.TimeoutExpired, ValueError):
        process.communicate(timeout=2)
