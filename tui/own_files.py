"""The program's own files, which an update replaces, or takes away, under a program that runs.

Modules and styles that the first paint does not need are read a moment after it, a few at a time; from then
on no key needs a file of the program any more, and an update waits for the next start.
"""

from __future__ import annotations

import asyncio
import pkgutil
import sys
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Final

import tui
import widgets
from tui.debug_log import log

if TYPE_CHECKING:
    from textual.css.stylesheet import Stylesheet

WAITS: Final = 2.0
"""Seconds in which whoever has opened a meeting has the machine alone."""

REST: Final = 0.02
"""Seconds between two modules, for the keys that come meanwhile."""

_NOT_NEEDED: Final = ("tui.commands.", "tui.__main__")  # other commands' than the one that runs


async def read_all(styles: Stylesheet, waits: float = WAITS) -> None:
    """Have every module and style of the program in memory; what cannot be fails where it is used."""
    await asyncio.sleep(waits)
    for name in await asyncio.to_thread(_unread):
        with suppress(Exception):
            await asyncio.to_thread(import_module, name)
        await asyncio.sleep(REST)
    from tui.minutes.reading.languages import read_tables  # noqa: PLC0415 - now it costs nobody time

    with suppress(Exception):
        await asyncio.to_thread(read_tables)
        styles.read_all([sheet for sheet in _sheets() if not styles.has_source(str(sheet))])
        styles.parse()
    log("start", "all of the program is read")


def _unread() -> list[str]:
    """Our modules that were not imported yet."""
    found = (
        module.name
        for package in (tui, widgets)
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}.")
    )
    return [name for name in found if name not in sys.modules and not name.startswith(_NOT_NEEDED)]


def _sheets() -> list[Path]:
    return sorted(Path(tui.__file__).with_name("screens").glob("*.tcss"))


def were_replaced(since: float) -> bool:
    """Whether files of modules that run are gone, or were written since a time in seconds."""
    for name, module in tuple(sys.modules.items()):
        file = getattr(module, "__file__", None)
        if file is None or name.partition(".")[0] not in ("tui", "widgets"):
            continue
        try:
            if Path(file).stat().st_ctime > since:
                return True
        except OSError:
            return True
    return False
