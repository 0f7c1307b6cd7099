"""The web server of `pmc-tui serve`: textual-serve with a door before it, and no more seats than fit."""

from __future__ import annotations

import asyncio
import sys
from contextvars import ContextVar
from typing import Any

from aiohttp import WSMsgType, web
from textual_serve.server import Server

from tui.commands.serve import COOKIE, IDLE, Door, Handler, Seats


class Viewing(Server):
    """Pages that look on. Nothing is downloaded from here, and nothing is listed."""

    def __init__(self, command: str, port: int, door: Door, address: str) -> None:
        super().__init__(command, host="127.0.0.1", port=port, title="pmc-tui", public_url=address or None)
        self._door = door
        self._cookie = f"{COOKIE}-{port}"  # browsers tell hosts apart, not their ports
        self._seats = Seats()
        self._seat: ContextVar[int] = ContextVar("seat")  # of the page that a message is from

    async def _make_app(self) -> web.Application:
        app = await super()._make_app()
        app.middlewares.append(self._guard)
        return app

    @web.middleware
    async def _guard(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Look at every request before anything is done for it."""
        socket = request.path == "/ws"
        if said := self._door.refuses(request.host, request.headers.get("Origin"), socket=socket):
            raise web.HTTPForbidden(text=said)
        if request.path == "/" and (token := request.query.get("token")) is not None:
            if not self._door.knows(token):
                raise web.HTTPForbidden(text="This address is not, or no longer, the one that was given out.")
            moved = web.HTTPSeeOther("/")
            secure = self.public_url.startswith("https:")
            moved.set_cookie(self._cookie, token, httponly=True, samesite="Strict", secure=secure)
            raise moved
        if not self._door.knows(request.cookies.get(self._cookie)):
            raise web.HTTPForbidden(text="Open the whole address that you were given.")
        if request.path.startswith("/download"):
            raise web.HTTPNotFound
        return await handler(request)

    async def handle_websocket(self, request: web.Request) -> web.WebSocketResponse:
        """A page looks on: it gets a process of its own, which ends with it."""
        seat = self._seats.take()
        if seat is None:
            raise web.HTTPServiceUnavailable(text="All seats are taken; try again in a while.")
        self._seat.set(seat)
        page = asyncio.ensure_future(super().handle_websocket(request))
        try:
            while not (await asyncio.wait({page}, timeout=IDLE / 10))[0]:
                if self._seats.silence(seat) > IDLE:
                    page.cancel()
            return page.result()
        finally:
            page.cancel()
            self._seats.leave(seat)

    async def _process_messages(self, websocket: web.WebSocketResponse, app_service: Any) -> None:
        """As it is; what is no message of a page ends it, and no page sends more than keys and sizes."""
        async for message in websocket:
            self._seats.hear(self._seat.get())
            if message.type != WSMsgType.TEXT:
                continue
            match message.json():
                case ["stdin", str(data)]:
                    await app_service.send_bytes(data.encode())
                case ["resize", {"width": int(width), "height": int(height)}]:
                    await app_service.set_terminal_size(min(width, 500), min(height, 200))
                case ["ping", data]:
                    await websocket.send_json(["pong", data])
                case ["focus" | "blur", *_]:
                    pass

    async def on_startup(self, app: web.Application) -> None:
        """Nothing is said here: the address has been."""


def run(command: str, port: int, token: str, public: str) -> int:
    """Serve until ctrl+c. Returns the exit status."""
    address = public.rstrip("/") or f"http://localhost:{port}"
    server = Viewing(command, port, Door(port, token, public), address)
    sys.stdout.write(f"{address}/{f'?token={token}' if token else ''}\n")
    sys.stdout.write("Whoever opens this looks on, and can change nothing. ctrl+c ends it.\n")
    sys.stdout.flush()
    try:
        web.run_app(server._make_app(), host="127.0.0.1", port=port, print=None)  # noqa: SLF001 - its only way
    except OSError as error:
        sys.stderr.write(
            f"pmc-tui: port {port} cannot be used ({error.strerror or error}): --port takes another\n"
        )
        return 2
    return 0
