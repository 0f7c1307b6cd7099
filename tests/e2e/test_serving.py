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
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
import pytest

from tests.support.browser import CHROMIUM, running, tab
from tests.support.desk import minutes_file, opened
from tui.cli import main
from tui.commands.serve import Door, Seats, command_for
from tui.keyboard.commands import COMMANDS

PATIENCE = 30.0
ROOT = Path(__file__).parents[2]


class Page:
    """A browser's end of the socket."""

    def __init__(self, link: aiohttp.ClientWebSocketResponse) -> None:
        self.link = link
        self.seen = ""

    async def until(self, words: str) -> None:
        """Read what is painted until these words came."""
        async with asyncio.timeout(PATIENCE):
            while words not in self.seen:
                message = await self.link.receive()
                assert message.type in (aiohttp.WSMsgType.BINARY, aiohttp.WSMsgType.TEXT), message
                data = message.data if isinstance(message.data, bytes) else str(message.data).encode()
                self.seen += re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", data.decode("utf-8", "replace"))

    async def press(self, keys: str) -> None:
        await self.link.send_json(["stdin", keys])


@asynccontextmanager
async def served(path: Path, *words: str) -> AsyncIterator[tuple[str, aiohttp.ClientSession]]:
    """`pmc-tui serve` of a file: its address, and a browser that has opened that."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
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
