"""A question answered by another process: reading hundreds of files would hold up the keys of this one.

The process is a fresh Python that imports the reader alone, answers one question and ends, and what it took
is given back with it. Where it cannot be had the answer is made here, in a thread.
"""

from __future__ import annotations

import asyncio
import pickle
import sys
from collections.abc import Callable
from contextlib import suppress
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
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            *("-c", _PROGRAM),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
        )
    except OSError:
        return await asyncio.to_thread(question, *words)
    try:
        told, _ = await asyncio.wait_for(process.communicate(request), PATIENCE)
    except TimeoutError:
        told = b""
    finally:
        if process.returncode is None:
            with suppress(ProcessLookupError):
                process.kill()
    if process.returncode != 0 or not told:
        return await asyncio.to_thread(question, *words)
    good, found = pickle.loads(told)  # noqa: S301 - this program's own process wrote it
    if not good:
        raise found
    return cast("Answer", found)
