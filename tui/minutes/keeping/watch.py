"""Word that a file may have changed, from the operating system where it tells, else by looking now and then.

The folder is watched, not the file: an editor that saves by renaming leaves a watch on the old file dead.
What is given is a hint only. Whether anything changed is for `LiveFile.look` to say, from the content.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing, suppress
from pathlib import Path
from typing import Final, TypeAlias

from tui.minutes.series.copies import may_be_copy

DEBOUNCE: Final = 50  # milliseconds that a burst of events is gathered for at most
STEP: Final = (
    65  # milliseconds of silence that end a burst; so often its thread wakes, also when all is still
)
TICK: Final = (
    1000  # milliseconds between looks at what no event tells: network file systems, a folder's return
)

_OFTEN: Final = 4  # looks in a tick once the system no longer tells
_Sight: TypeAlias = tuple[int, ...]


class Failure:
    """That the system's watch has failed, and how: from then on it is not asked again."""

    def __init__(self, told: Callable[[str], object] = lambda _: None) -> None:
        """`told` is called once, with what the system says."""
        self._told = told
        self.happened = False

    def tell(self, error: Exception) -> None:
        """The watch has failed."""
        while isinstance(error, ExceptionGroup):
            error = error.exceptions[0]
        if not self.happened:
            self.happened = True
            self._told(str(error))


async def watch(
    path: Path, stop: asyncio.Event, *, tick: int = TICK, failure: Failure | None = None
) -> AsyncGenerator[None, None]:
    """Give a hint at once, for what changed before, then after each burst of changes, until `stop` is set.

    Symlinks on the way are watched too. A folder that vanishes is waited for; what cannot be watched is
    looked at every `tick` milliseconds. Where the watch fails in mid-course (one file with a name that is not
    UTF-8 is enough for that) `failure` is told, and from then on the file is looked at four times as often.
    """
    seen = _sight(path)
    failure = failure or Failure()
    if not stop.is_set():
        yield
    while not stop.is_set():
        async with aclosing(_hints(path, stop, tick, failure)) as hints:
            async for told in hints:
                sight = _sight(path)
                if told or sight != seen:
                    seen = sight
                    yield


async def _hints(path: Path, stop: asyncio.Event, tick: int, failure: Failure) -> AsyncGenerator[bool, None]:
    """True for an event, False for a tick. Ends when the places to watch are no longer the same."""
    places = _places(path)
    watched = _identities(places)
    if None not in watched and not failure.happened:
        try:
            async with aclosing(_events(places, stop, tick)) as events:
                async for told in events:
                    yield told
                    if _places(path) != places or _identities(places) != watched:
                        return
        except (OSError, RuntimeError, ExceptionGroup) as error:  # no watching here, or no longer
            if _identities(places) == watched:  # not a folder that has gone: that one comes back
                failure.tell(error)
    with suppress(TimeoutError):
        await asyncio.wait_for(stop.wait(), tick / 1000 / (_OFTEN if failure.happened else 1))
    yield False


async def _events(places: dict[Path, set[str]], stop: asyncio.Event, tick: int) -> AsyncGenerator[bool, None]:
    from watchfiles import Change, awatch  # noqa: PLC0415 - not needed before the first paint

    def concerns(_: Change, changed: str) -> bool:
        folder, name = os.path.split(changed)
        names = places.get(Path(folder), ())
        return name in names or any(may_be_copy(name, each) for each in names)

    bursts = awatch(
        *places,
        watch_filter=concerns,
        debounce=DEBOUNCE,
        step=STEP,
        stop_event=stop,
        rust_timeout=tick,
        yield_on_timeout=True,
        recursive=False,
    )
    async for burst in bursts:
        yield bool(burst)


def _places(path: Path) -> dict[Path, set[str]]:
    """The folders to watch and the names in them: the path's own and those its symlinks lead through."""
    places: dict[Path, set[str]] = {}
    for _ in range(40):  # as many links as Linux follows
        folder = Path(os.path.realpath(path.parent))
        if path.name in places.get(folder, ()):
            break
        places.setdefault(folder, set()).add(path.name)
        try:
            path = folder / path.name
            path = folder / path.readlink()
        except OSError:
            break
    return places


def _identities(folders: dict[Path, set[str]]) -> list[tuple[int, int] | None]:
    found: list[tuple[int, int] | None] = []
    for folder in folders:
        try:
            status = folder.stat()
            found.append((status.st_dev, status.st_ino))
        except OSError:
            found.append(None)
    return found


def _sight(path: Path) -> _Sight:
    """What a glance tells of a file: enough to notice most changes, never to be sure of one."""
    try:
        status = path.stat()
    except OSError:
        return ()
    return (status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns)
