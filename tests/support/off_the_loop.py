"""Tells what the program does with files on the event loop, where a slow disk would hold every key up."""

from __future__ import annotations

import asyncio
import io
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import FrameType
from typing import Final
from unittest.mock import patch

ROOT: Final = Path(__file__).parent.parent.parent
_OURS: Final = (f"{ROOT}/tui/", f"{ROOT}/widgets/")
_TESTS: Final = f"{ROOT}/tests/"
_LOOP: Final = asyncio.events.__file__
_CALLS: Final = ("open", "replace", "rename", "unlink", "mkdir", "scandir", "listdir")


def _caller(frame: FrameType | None) -> str:
    """Where the program calls on the loop of its own; empty where a test does, or something else."""
    place = ""
    while frame is not None and frame.f_code.co_filename != _LOOP:
        name = frame.f_code.co_filename
        if name.startswith(_TESTS):
            return ""
        if name.startswith(_OURS) and not place:
            place = f"{name.removeprefix(f'{ROOT}/')}:{frame.f_lineno}"
        frame = frame.f_back
    return place


@contextmanager
def files_on_the_loop() -> Iterator[list[str]]:
    """What the program does with files on an event loop until the end, with where; its own are not told."""
    found: list[str] = []

    def told(name: str, call: Callable[..., object]) -> Callable[..., object]:
        def asked(path: object, *arguments: object, **more: object) -> object:
            on_a_loop = asyncio._get_running_loop() is not None  # get_running_loop raises
            if on_a_loop and not str(path).startswith(_OURS) and (by := _caller(sys._getframe(1))):
                found.append(f"{name} {path} by {by}")
            return call(path, *arguments, **more)

        return asked

    with ExitStack() as patches:
        for module, name in (*((os, name) for name in _CALLS), (io, "open")):
            patches.enter_context(patch.object(module, name, told(name, getattr(module, name))))
        yield found
