"""Looking on in a browser: who is let in, what is seen there, and that no key there does more than look."""

from __future__ import annotations

import asyncio
import os
import re
import shlex
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import aiohttp
import pytest
from aiohttp import web
from textual.keys import _character_to_key

from tests.support.browser import CHROMIUM, running, tab
from tests.support.desk import minutes_file, opened
from tui.cli import main
from tui.commands import looking_on
from tui.commands.serve import Door, Seats, command_for
from tui.keyboard.commands import COMMANDS
from tui.screens.meeting.status.facts import LOOKS_ONLY, SERVED_ONLY

PATIENCE = 30.0
ROOT = Path(__file__).parents[2]
REFUSED = (LOOKS_ONLY, SERVED_ONLY)


class Page:
    """A browser's end of the socket."""

    def __init__(self, link: aiohttp.ClientWebSocketResponse) -> None:
        self.link = link
        self.seen = ""

    async def until(self, words: str) -> None:
        """Read what is painted until these words came."""
        async with asyncio.timeout(PATIENCE):
            while words not in self.seen:
                await self._read()

    async def until_one(self, words: tuple[str, ...], about: str) -> None:
        """Read until one of these sentences came; `about` is told where none does."""
        try:
            async with asyncio.timeout(PATIENCE):
                while not any(each in self.seen for each in words):
                    await self._read()
        except TimeoutError:
            pytest.fail(f"{about}: {self.seen[-500:]}")

    async def _read(self) -> None:
        message = await self.link.receive()
        assert message.type in (aiohttp.WSMsgType.BINARY, aiohttp.WSMsgType.TEXT), message
        data = message.data if isinstance(message.data, bytes) else str(message.data).encode()
        self.seen += re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", data.decode("utf-8", "replace"))

    async def press(self, keys: str) -> None:
        await self.link.send_json(["stdin", keys])


def free_port() -> int:
    """A port that nobody listens at."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@asynccontextmanager
async def served(path: Path, *words: str) -> AsyncIterator[tuple[str, aiohttp.ClientSession]]:
    """`pmc-tui serve` of a file: its address, and a browser that has opened that."""
    port = free_port()
    command = [sys.executable, "-m", "tui.cli", "serve", str(path), "--port", str(port), *words]
    process = await asyncio.create_subprocess_exec(
        *command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
    )
    assert process.stdout is not None
    try:
        async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as browser:
            async with asyncio.timeout(PATIENCE):
                address = (await process.stdout.readline()).decode().strip()
                assert address, (await process.stderr.read()) if process.stderr else ""
                await process.stdout.readline()
                await _answer(browser, address)
            yield address, browser
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        await process.wait()


async def _answer(browser: aiohttp.ClientSession, address: str) -> None:
    """Open an address as soon as somebody listens there."""
    while True:
        try:
            await browser.get(address)
        except aiohttp.ClientConnectorError:
            await asyncio.sleep(0.02)
        else:
            return


@asynccontextmanager
async def page(address: str, browser: aiohttp.ClientSession) -> AsyncIterator[Page]:
    """A page of that address."""
    base = address.partition("/?")[0].rstrip("/")
    link = await browser.ws_connect(f"{base}/ws?width=120&height=40", origin=base)
    try:
        yield Page(link)
    finally:
        await link.close()


async def test_who_looks_on_sees_the_meeting_and_changes_nothing(tmp_path: Path) -> None:
    path = minutes_file(tmp_path, name="2026-03-10 $(touch hacked) 'a b.md")
    before = path.read_bytes()
    async with served(path) as (address, browser), page(address, browser) as viewer:
        await viewer.until("Backlog")
        for command in COMMANDS:
            key = command.keys.split(",")[0]
            if not command.served and len(key) == 1:
                await viewer.press(key)
        for keys in (
            "\x05",
            "\x1a",
            "\x13",
            "\x0f",
            "\x10",
            "wtyped in a browser",
            "\x1b",
            "a x: y\r",
            "e",
            "L",
            "y",
        ):
            await viewer.press(keys)
        viewer.seen = ""
        await viewer.press("]")
        path.write_bytes(before.replace(b"# ", b"# Seen: ", 1))
        await viewer.until("Seen:")
        assert path.read_bytes() == before.replace(b"# ", b"# Seen: ", 1)
    assert not list(ROOT.glob("hacked"))


CHARACTERS = {_character_to_key(chr(code)): chr(code) for code in range(32, 127)} | {
    f"ctrl+{chr(code + 96)}": chr(code) for code in range(1, 27)
}
TYPED = [
    (command.id, CHARACTERS[key])
    for command in COMMANDS
    if not command.served
    for key in command.keys.split(",")
    if key in CHARACTERS
]


async def test_every_key_that_does_more_than_look_is_refused(tmp_path: Path) -> None:
    path = minutes_file(tmp_path)
    before = path.read_bytes()
    assert {*"SXLyYc<>{}=HNBsUa", "\x05", "\x1a"} <= {key for _, key in TYPED}
    async with served(path) as (address, browser), page(address, browser) as viewer:
        await viewer.until("Backlog")
        for command, key in TYPED:
            viewer.seen = ""
            await viewer.press(key)
            await viewer.until_one(REFUSED, command)
            viewer.seen = ""
            await viewer.press(".")  # says something else, so that the next refusal is painted
            await viewer.until("Nothing has come from outside")
    assert path.read_bytes() == before
    assert [each.name for each in path.parent.iterdir()] == [path.name]


@pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")
async def test_two_pages_in_a_browser_follow_the_chair(tmp_path: Path) -> None:
    path = minutes_file(tmp_path)
    before = path.read_bytes()
    async with opened(path) as chair, served(path) as (address, _), running(tmp_path) as browser:
        async with tab(browser, address) as one:
            await one.until("Backlog")
            async with tab(browser, address) as two:
                await two.until("Backlog")
                await chair.walk_to("Diego")
                await one.until("Diego · Eric Malm")
                await two.until("Diego · Eric Malm")
                path.write_bytes(before.replace(b"# ", b"# Seen: ", 1))
                await one.until("Seen:")
                await two.until("Seen:")
            await one.click()
            for key in "axdqvwieXsJ?":  # apart, as a person's are: a burst is taken for text
                await one.press(key)
                await one.let_pass(0.3)
            await one.until("Words, or a key")
        assert path.read_bytes() == before.replace(b"# ", b"# Seen: ", 1)


async def test_the_door(tmp_path: Path) -> None:
    async with served(minutes_file(tmp_path)) as (address, browser):
        base = address.partition("/?")[0].rstrip("/")
        async with aiohttp.ClientSession() as stranger:
            assert (await stranger.get(base + "/")).status == 403
            assert (await stranger.get(base + "/?token=wrong")).status == 403
            with pytest.raises(aiohttp.WSServerHandshakeError):
                await stranger.ws_connect(base + "/ws", origin=base)
        evil = {"Origin": "http://evil.example"}
        assert (await browser.get(base + "/", headers=evil)).status == 403
        assert (await browser.get(base + "/", headers={"Host": "evil.example"})).status == 403
        for headers in (evil, {}):
            with pytest.raises(aiohttp.WSServerHandshakeError):
                await browser.ws_connect(base + "/ws", headers=headers)
        assert (await browser.get(base + "/")).status == 200
        assert (await browser.get(base + "/download/x")).status == 404


@asynccontextmanager
async def served_here(path: Path) -> AsyncIterator[tuple[str, aiohttp.ClientSession]]:
    """As `served`, in this process and without a token."""
    port = free_port()
    address = f"http://localhost:{port}"
    server = looking_on.Viewing(command_for(path), port, Door(port, ""), address)
    runner = web.AppRunner(await server._make_app())
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    try:
        async with aiohttp.ClientSession() as browser:
            yield address, browser
    finally:
        await runner.cleanup()
        assert await asyncio.to_thread(gone, path)
        for thread in threading.enumerate():
            if thread.name.startswith("asyncio-waitpid"):  # the loop is to see that they ended
                await asyncio.to_thread(thread.join, PATIENCE)
        for _ in range(20):  # and that their pipes did
            await asyncio.sleep(0)


def viewers(path: Path) -> list[str]:
    """The processes that show a file to somebody who looks on."""
    found = []
    for words in Path("/proc").glob("[0-9]*/cmdline"):
        with suppress(OSError):
            if words.read_bytes().split(b"\0")[-2:-1] == [bytes(path)]:
                found.append(words.parent.name)
    return found


def gone(path: Path) -> bool:
    """True as soon as no process shows a file any more; False after a long while."""
    last = time.monotonic() + PATIENCE
    while viewers(path) and time.monotonic() < last:
        time.sleep(0.02)
    return not viewers(path)


async def test_no_more_pages_than_seats(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(looking_on, "Seats", lambda: Seats(1))
    async with served_here(minutes_file(tmp_path)) as (address, browser):
        async with page(address, browser):
            with pytest.raises(aiohttp.WSServerHandshakeError) as full:
                async with page(address, browser):
                    pass
            assert full.value.status == 503
        async with asyncio.timeout(PATIENCE):
            while True:  # the seat is free as soon as the server has seen the page go
                with suppress(aiohttp.WSServerHandshakeError):
                    async with page(address, browser):
                        break


async def test_a_page_that_is_not_heard_of_ends_with_its_process(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(looking_on, "IDLE", 0.5)
    path = minutes_file(tmp_path)
    async with served_here(path) as (address, browser), page(address, browser) as viewer:
        async with asyncio.timeout(PATIENCE):
            while not viewer.link.closed:
                await viewer.link.receive()
        assert await asyncio.to_thread(gone, path)


def test_seats_and_names() -> None:
    seats = Seats(2)
    first = seats.take()
    assert first is not None
    assert seats.take() is not None
    assert seats.take() is None
    seats.leave(first)
    assert seats.take() is not None
    assert shlex.split(command_for(Path("/a b/$(x) 'y'.md")))[-1] == "/a b/$(x) 'y'.md"
    door = Door(8000, "t", "https://minutes.example")
    assert not door.refuses("minutes.example", "https://minutes.example", socket=True)
    assert door.refuses("minutes.example", "https://other.example", socket=True)
    assert not door.knows(None)
    assert Door(8000, "").knows(None)


def test_bad_input(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["serve", str(tmp_path / "none.md")]) == 2
    assert "There is no file" in capsys.readouterr().err
