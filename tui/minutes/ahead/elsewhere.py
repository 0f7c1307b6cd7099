"""A question answered by another process: reading hundreds of files would hold up the keys of this one.

The process is a fresh Python that imports the reader alone, answers one question and ends, and what it took
is given back with it. Where it cannot be had the answer is made here, in a thread.
"""

from __future__ import annotations

import asyncio
import pickle
import subprocess
import sys
from collections.abc import Callable
from typing import Final, TypeVar, cast

from tui.minutes.reading.languages import assumed

Answer = TypeVar("Answer")
"""What a question is answered with: a plain value, or an error."""

PATIENCE: Final = 60.0
"""Seconds after which an answer is not waited for any longer."""

_PROGRAM: Final = "from tui.minutes.series.questions import answer; answer()"


async def ask(question: Callable[..., Answer], *words: object) -> Answer:
    """The answer of a question of `tui.minutes.series.questions` to plain values; raises what it raises."""
    request = pickle.dumps((assumed(), question.__name__, words))
    process = _Process()
    try:
        told = await asyncio.to_thread(process.told, request)
    except OSError:
        told = b""
    finally:
        process.end()  # also where nobody waits for the answer any more
    if not told:
        return await asyncio.to_thread(question, *words)
    good, found = pickle.loads(told)  # noqa: S301 - this program's own process wrote it
    if not good:
        raise found
    return cast("Answer", found)


class _Process:
    """The other process; begun, waited for and reaped in one thread, and ended from any."""

    def __init__(self) -> None:
        self._running: subprocess.Popen[bytes] | None = None
        self._ended = False

    def told(self, request: bytes) -> bytes:
        """What it answers; nothing where it failed, was ended first, or takes too long. Raises OSError."""
        process = subprocess.Popen(
            [sys.executable, "-P", "-c", _PROGRAM],  # -P: nothing in the folder one stands in is imported
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        self._running = process
        if self._ended:
            process.kill()
        try:
            answer, _ = process.communicate(request, PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()
            return b""
        return answer if process.returncode == 0 else b""

    def end(self) -> None:
        """End it, also where it only begins; one that has ended stays so."""
        self._ended = True
        if self._running is not None:
            self._running.kill()
