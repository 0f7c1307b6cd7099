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

Answer = TypeVar("Answer")
"""What a question is answered with: a plain value, or an error."""

PATIENCE: Final = 60.0
"""Seconds after which an answer is not waited for any longer."""

_PROGRAM: Final = "from tui.minutes.series.questions import answer; answer()"


async def ask(question: Callable[..., Answer], *words: object) -> Answer:
    """The answer of a question of `tui.minutes.series.questions` to plain values; raises what it raises."""
    request = pickle.dumps((question.__name__, words))
    try:
        process = await asyncio.to_thread(_begun)
    except OSError:
        return await asyncio.to_thread(question, *words)
    try:
        told = await asyncio.to_thread(_told, process, request)
    finally:
        process.kill()  # also where nobody waits for the answer any more; one that has ended stays so
    if process.returncode != 0 or not told:
        return await asyncio.to_thread(question, *words)
    good, found = pickle.loads(told)  # noqa: S301 - this program's own process wrote it
    if not good:
        raise found
    return cast("Answer", found)


def _begun() -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-P", "-c", _PROGRAM],  # -P: nothing in the folder one stands in is imported
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )


def _told(process: subprocess.Popen[bytes], request: bytes) -> bytes:
    """What the process answers; nothing where it was ended first, or takes too long."""
    try:
        return process.communicate(request, PATIENCE)[0]
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()
        return b""
