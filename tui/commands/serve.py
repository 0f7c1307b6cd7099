"""`pmc-tui serve`: participants look on in a browser, at the chair's place, and can change nothing.

The server is textual-serve, on this computer only; who is let in is decided here. Each page is a process of
`pmc-tui --follow` that takes only commands that look.
"""

from __future__ import annotations

import argparse
import hmac
import secrets
import shlex
import sys
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tui.commands.parsing import ABOUT, Parser
from tui.minutes.keeping.live_file import LiveFile
from tui.minutes.keeping.results import CannotOpen
from tui.minutes.text.escape import escape_controls

if TYPE_CHECKING:
    from aiohttp import web

VIEWERS: Final = 12
"""Pages at a time: each is a process of some 60 MB."""

IDLE: Final = 1800.0
"""Seconds without a word from a page, not even that it is there, after which its process ends."""

COOKIE: Final = "pmc-tui"

_EPILOG: Final = """\
The address that is printed lets in who has it; --open lets in everybody on this computer. To be reached from
elsewhere, put something with a login in front of it:

  pmc-tui serve minutes.md --public https://minutes.example.org
  ssh -N -R 127.0.0.1:8000:localhost:8000 you@minutes.example.org

and there a web server that asks for a password and hands on the rest: docs/many-machines.md has two.

Exit status: 0 ended, 2 it could not start.
"""


def serve(words: list[str]) -> int:
    """`pmc-tui serve FILE [--port N] [--open] [--public URL]`."""
    options = own_parser().parse_args(words)
    try:
        path = LiveFile.open(options.file, None).path
    except CannotOpen as error:
        return _failed(str(error))
    try:
        import textual_serve.server  # noqa: F401, PLC0415 - an extra
    except ImportError:
        return _failed("serving needs an extra package: pipx inject pmc-tui textual-serve (pmc-tui[web])")
    from tui.commands.looking_on import run  # noqa: PLC0415 - what that package is needed for

    token = "" if options.open else secrets.token_urlsafe(24)
    return run(command_for(path), options.port, token, options.public)


def own_parser() -> Parser:
    """The words that `pmc-tui serve` takes."""
    parser = Parser(
        prog="pmc-tui serve",
        description=ABOUT["serve"],
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("file", metavar="FILE", type=Path, help="the minutes file that is walked")
    parser.add_argument("--port", type=int, default=8000, help="port on this computer (default: %(default)s)")
    parser.add_argument(
        "--open", action="store_true", help="let in who has no token: anybody on this computer"
    )
    parser.add_argument("--public", metavar="URL", default="", help="where pages are reached through a proxy")
    return parser


def command_for(path: Path) -> str:
    """What runs for each page, quoted: it goes through a shell."""
    return shlex.join([sys.executable, "-m", "tui.cli", "--follow", "--served", "--", str(path)])


def _failed(said: str) -> int:
    sys.stderr.write(f"pmc-tui: {escape_controls(said)}\n")
    return 2


class Door:
    """Who is let in: by the host and origin that a browser names, and by a token that becomes a cookie.

    Any page open in the same browser can send requests here, so that each is looked at, on the page and on
    the socket.
    """

    def __init__(self, port: int, token: str, public: str = "") -> None:
        self._token = token
        names = [f"{host}:{port}" for host in ("localhost", "127.0.0.1", "[::1]")]
        self._hosts = {*names, *([public.split("://", 1)[-1].strip("/")] if public else [])}
        self._origins = {f"http://{name}" for name in names} | ({public.rstrip("/")} if public else set())

    def refuses(self, host: str, origin: str | None, *, socket: bool) -> str:
        """Why a request is not answered; empty where it may be."""
        if host not in self._hosts:
            return "This address is not served."
        if (origin is None and socket) or (origin is not None and origin not in self._origins):
            return "Pages of other addresses may not look on."
        return ""

    def knows(self, token: str | None) -> bool:
        """True for the token, or where none is wanted; takes as long for every wrong one."""
        return not self._token or hmac.compare_digest((token or "").encode(), self._token.encode())


class Seats:
    """The pages that look on, at most so many at a time, none for ever without a word."""

    def __init__(self, most: int = VIEWERS) -> None:
        self._most = most
        self._heard: dict[int, float] = {}
        self._next = 0

    def take(self) -> int | None:
        """A seat; None where all are taken."""
        if len(self._heard) >= self._most:
            return None
        self._next += 1
        self._heard[self._next] = time.monotonic()
        return self._next

    def hear(self, seat: int) -> None:
        """A page has said something."""
        self._heard[seat] = time.monotonic()

    def leave(self, seat: int) -> None:
        """A page is closed."""
        self._heard.pop(seat, None)

    def silence(self, seat: int) -> float:
        """Seconds since a page was heard last."""
        return time.monotonic() - self._heard.get(seat, 0.0)


Handler = Callable[["web.Request"], Awaitable["web.StreamResponse"]]
