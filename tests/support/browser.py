"""Chromium without a window, where there is one: it opens pages, and nothing it opens reaches the network."""

from __future__ import annotations

import asyncio
import base64
import os
import re
import shutil
import subprocess
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import count
from pathlib import Path
from typing import Any, Final

import aiohttp

NAMES: Final = ("chromium", "chromium-browser", "google-chrome")
CHROMIUM: Final = next(filter(None, map(shutil.which, NAMES)), None)
PATIENCE: Final = 60  # seconds; only failures take that long


def browse(folder: Path, page: Path, *words: str) -> tuple[str, str]:
    """Open a page; what the browser wrote to its output and to its log. `folder` gets its profile."""
    assert CHROMIUM is not None
    command = [*_command(folder), "--enable-logging=stderr", "--v=0", *words, page.as_uri()]
    environment = {**os.environ, "HOME": str(folder)}
    done = subprocess.run(
        command, capture_output=True, text=True, timeout=PATIENCE, check=True, env=environment
    )
    return done.stdout, done.stderr


def _command(folder: Path) -> list[str]:
    assert CHROMIUM is not None
    return [
        CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
        "--disable-quic", "--disable-background-networking", "--disable-component-update", "--disable-sync",
        f"--user-data-dir={folder / 'profile'}", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost",
    ]  # fmt: skip


class Tab:
    """A page in a running Chromium; what its socket brings is what a terminal would be written."""

    def __init__(self, link: aiohttp.ClientWebSocketResponse) -> None:
        self._link = link
        self._numbers = count(1)
        self.seen = ""
        """What was written to the page's terminal, without its escape sequences."""

    async def do(self, method: str, **words: object) -> dict[str, Any]:
        """Ask the browser for something, and wait for its answer."""
        number = next(self._numbers)
        await self._link.send_json({"id": number, "method": method, "params": words})
        while True:
            message = await self._next()
            if message.get("id") == number:
                return dict(message.get("result", {}))

    async def until(self, words: str) -> None:
        """Wait until these words were written to the page."""
        while words not in self.seen:
            await self._next()

    async def click(self) -> None:
        """Click into the middle of the page, so that it has the keys."""
        for kind in ("mousePressed", "mouseReleased"):
            await self.do("Input.dispatchMouseEvent", type=kind, x=400, y=300, button="left", clickCount=1)

    async def let_pass(self, seconds: float) -> None:
        """Let time pass in the page. Never a way to wait for something."""
        paused = f"new Promise(done => setTimeout(done, {seconds * 1000}))"
        await self.do("Runtime.evaluate", expression=paused, awaitPromise=True)

    async def press(self, text: str) -> None:
        """Type characters, one after the other."""
        for character in text:
            for kind in ("keyDown", "keyUp"):
                shown = {"text": character} if kind == "keyDown" else {}
                await self.do("Input.dispatchKeyEvent", type=kind, key=character, **shown)

    async def _next(self) -> dict[str, Any]:
        async with asyncio.timeout(PATIENCE):
            message: dict[str, Any] = await self._link.receive_json()
        if message.get("method") == "Network.webSocketFrameReceived":
            frame = message["params"]["response"]
            data = frame["payloadData"]
            text = base64.b64decode(data).decode("utf-8", "replace") if frame["opcode"] == 2 else data
            self.seen += re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", text)
        return message


@asynccontextmanager
async def running(folder: Path) -> AsyncIterator[str]:
    """A Chromium; gives the address at which it is told what to do."""
    environment = {**os.environ, "HOME": str(folder)}
    nothing = subprocess.DEVNULL
    process = await asyncio.create_subprocess_exec(
        *_command(folder),
        "--remote-debugging-port=0",
        env=environment,
        stdout=nothing,
        stderr=subprocess.PIPE,
    )
    assert process.stderr is not None
    try:
        async with asyncio.timeout(PATIENCE):
            while not (
                found := re.search(rb"DevTools listening on ws://([^/]+)/", await process.stderr.readline())
            ):
                continue
        yield f"http://{found[1].decode()}"
    finally:
        process.kill()
        await process.wait()


@asynccontextmanager
async def tab(browser: str, address: str) -> AsyncIterator[Tab]:
    """A new page of a running browser at an address."""
    async with aiohttp.ClientSession() as session:
        async with session.put(f"{browser}/json/new") as answer:
            found = await answer.json()
        async with session.ws_connect(found["webSocketDebuggerUrl"], max_msg_size=0) as link:
            opened = Tab(link)
            await opened.do("Network.enable")
            await opened.do("Page.navigate", url=address)
            yield opened
        await session.get(f"{browser}/json/close/{found['id']}")
