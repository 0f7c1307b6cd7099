"""Word of a change: whatever way it is written, and while folders and links come and go."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import pytest

from tui.minutes.keeping import watch as module
from tui.minutes.keeping.watch import Failure, watch

TICK = 50
BOUND = 20.0  # seconds; nothing takes as long unless it is broken


@pytest.fixture
def path(tmp_path: Path) -> Path:
    folder = tmp_path / "minutes"
    folder.mkdir()
    file = folder / "a.md"
    file.write_text("a", "utf-8")
    return file


class Watcher:
    """Hints as they come; `until` waits for the one that shows what a change made of the file."""

    def __init__(self, path: Path, tick: int) -> None:
        self.path = path
        self.tick = tick
        self.stop = asyncio.Event()
        self.hints = 0
        self.said: list[str] = []
        self._hinted = asyncio.Condition()
        self._seen: str | None = None

    async def run(self) -> None:
        async for _ in watch(self.path, self.stop, tick=self.tick, failure=Failure(self.said.append)):
            async with self._hinted:
                self.hints += 1
                self._seen = self.path.read_text("utf-8") if self.path.is_file() else None
                self._hinted.notify_all()

    async def news(self) -> None:
        async with self._hinted:
            await self._hinted.wait()

    async def until(self, text: str | None) -> None:
        async with asyncio.timeout(BOUND), self._hinted:
            await self._hinted.wait_for(lambda: self.hints and self._seen == text)


@asynccontextmanager
async def watching(path: Path, tick: int = TICK) -> AsyncGenerator[Watcher, None]:
    watcher = Watcher(path, tick)
    task = asyncio.create_task(watcher.run())
    try:
        yield watcher
    finally:
        watcher.stop.set()
        await asyncio.wait_for(task, BOUND)


def write(path: Path, text: str) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, "utf-8")


def remove(path: Path) -> None:
    path.unlink()


def link_to(path: Path, target: Path) -> None:
    path.unlink()
    path.symlink_to(target)


def renamed_over(path: Path, text: str) -> None:
    other = path.with_name("other.tmp")
    other.write_text(text, "utf-8")
    other.replace(path)


async def test_in_place_and_by_renaming_again_and_again(path: Path) -> None:
    async with watching(path) as watcher:
        for number in range(3):
            write(path, f"in place {number}")
            await watcher.until(f"in place {number}")
            renamed_over(path, f"renamed {number}")
            await watcher.until(f"renamed {number}")


async def test_the_system_tells_without_any_tick(path: Path) -> None:
    """Written until the first word of it comes: nobody says when the watching has begun."""
    async with watching(path, tick=1_000_000) as watcher:
        await watcher.until("a")
        number = 0
        while watcher.hints == 1:
            number += 1
            renamed_over(path, f"{number}")
            with suppress(TimeoutError):
                await asyncio.wait_for(watcher.news(), 0.05)
        renamed_over(path, "the last")
        await watcher.until("the last")


async def test_removed_and_back(path: Path) -> None:
    async with watching(path) as watcher:
        remove(path)
        await watcher.until(None)
        write(path, "back")
        await watcher.until("back")


async def test_the_folder_gone_and_back(path: Path, tmp_path: Path) -> None:
    async with watching(path) as watcher:
        path.parent.rename(tmp_path / "away")
        await watcher.until(None)
        write(path, "another")
        await watcher.until("another")
        write(path, "once more")
        await watcher.until("once more")


async def test_what_a_symlink_leads_to(path: Path, tmp_path: Path) -> None:
    middle, link = tmp_path / "middle.md", tmp_path / "links" / "link.md"
    link.parent.mkdir()
    middle.symlink_to(Path("minutes") / "a.md")
    link.symlink_to(Path("..") / "middle.md")
    other = tmp_path / "b.md"
    write(other, "other")
    async with watching(link) as watcher:
        write(path, "behind the link")
        await watcher.until("behind the link")
        link_to(middle, other)
        await watcher.until("other")
        write(other, "behind the new link")
        await watcher.until("behind the new link")


async def test_where_nothing_can_be_watched(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def no_events(*_: object) -> AsyncGenerator[bool, None]:
        raise OSError(28, "No space left on device")
        yield True

    monkeypatch.setattr(module, "_events", no_events)
    async with watching(path) as watcher:
        write(path, "looked at")
        await watcher.until("looked at")


@pytest.mark.parametrize(
    "error",
    [
        OSError(28, "No space left on device"),
        RuntimeError("the watcher's channel is closed"),
        ExceptionGroup("", [ExceptionGroup("", [RuntimeError("deep")]), OSError(5, "EIO")]),
    ],
)
async def test_a_watch_that_fails_in_mid_course_becomes_looking(
    path: Path, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    begun = 0

    async def few_events(*_: object) -> AsyncGenerator[bool, None]:
        nonlocal begun
        begun += 1
        yield True
        raise error

    monkeypatch.setattr(module, "_events", few_events)
    async with watching(path) as watcher:
        for number in range(3):
            write(path, f"{number}")
            await watcher.until(f"{number}")
    assert (begun, len(watcher.said)) == (1, 1)


async def test_a_name_that_is_not_utf_8_beside_the_file(path: Path) -> None:
    """The real watch, which fails at it."""
    strange = path.parent / os.fsdecode(b"caf\xe9.md")
    async with watching(path) as watcher:
        while not watcher.said:
            write(strange, "x")
            strange.unlink()
            with suppress(TimeoutError):
                await asyncio.wait_for(watcher.news(), 0.05)
        write(path, "ours")
        await watcher.until("ours")
    assert len(watcher.said) == 1


async def test_a_folder_that_is_not_there_yet(tmp_path: Path) -> None:
    path = tmp_path / "later" / "a.md"
    async with watching(path) as watcher:
        write(path, "here")
        await watcher.until("here")


async def test_other_files_are_no_news(path: Path) -> None:
    async with watching(path) as watcher:
        for number in range(5):
            write(path.with_name(f".pmc-tui-{number}.tmp"), "x")
        write(path, "ours")
        await watcher.until("ours")
    assert watcher.hints <= 3, "at the start, for the event, perhaps for a glance"


async def test_stopped_before_it_began(path: Path) -> None:
    stop = asyncio.Event()
    stop.set()
    assert [hint async for hint in watch(path, stop)] == []
