"""The end that nobody chose: signals, a closed terminal, a crash. It is soon, and no words are lost.

What is typed is saved first; what may still wait after that is the terminal, or a disk that is only watched.
A crash says three lines on the error stream; the rest is in a log, without what was in the file.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Final, Protocol

from rich.console import RenderableType
from rich.text import Text
from textual.app import App

from tui import __version__
from tui.debug_log import open_log
from tui.minutes.text.escape import escape_controls
from tui.paths import shown_path, state_dir

_ENDINGS: Final = (
    "HUP", "INT", "QUIT", "TERM", "USR1", "USR2", "ALRM", "VTALRM", "PROF", "XCPU", "IO", "POLL", "PWR",
)  # fmt: skip
SIGNALS: Final = tuple(number for number in signal.Signals if number.name.removeprefix("SIG") in _ENDINGS)
"""What people and systems send, and what would end the program without a word, were it not caught.

Not what comes of a fault in the program (SIGSEGV, SIGABRT): nothing is certain after that.
"""

PATIENCE: Final = 1.2
"""Seconds that a program may take to end once all is saved: with what comes before, less than two in all."""

STUCK: Final = 1.2
"""Seconds after a signal in which the event loop is expected to come to it."""

WORKING_OFF: Final = 0.4
"""Seconds that keys pressed before the end may take to act."""

_QUIET_TURNS: Final = 5  # of the event loop without anything to do

CRASH_LOG: Final = "crash.log"
"""The log of crashes in the state folder; the last one is at its end."""

UPDATED: Final = "It was updated or removed while it was open: that may be why. Start it again."

_STARTED: Final = time.time()
_LONGEST_LOG: Final = 1_000_000  # bytes after which it is begun anew
_CRASHED: Final = 1


class Words(Protocol):
    """What somebody typed, when the program ends though nobody left it."""

    def save(self) -> None:
        """Save it."""

    def rescue(self) -> str:
        """Keep it after a crash, when nobody knows what still holds; says where it is."""

    def let_go(self) -> None:
        """Stop what runs beside the app, and remember what is a comfort to have remembered."""


class EndingApp(App[None]):
    """An app that ends soon when the system ends it, and in three lines when it crashes."""

    def __init__(self, *, ansi_color: bool | None = None) -> None:
        """`ansi_color` as Textual has it: True to leave the terminal's own colours as they are."""
        super().__init__(ansi_color=ansi_color)
        self._ends = False
        self._end_task: asyncio.Task[None] | None = None

    @property
    def last_words(self) -> Words | None:
        """What is typed and may not be in its file; None where nothing can be typed."""
        return None

    def on_load(self) -> None:
        """From here on the system may end the program, and it ends as it shall."""
        loop = asyncio.get_running_loop()
        for number in SIGNALS:
            if signal.getsignal(number) is signal.SIG_IGN:
                continue  # whoever started the program wants that, as nohup does
            with suppress(NotImplementedError, ValueError, RuntimeError):  # none here, or not the main thread
                loop.add_signal_handler(number, self.end_at_once, 128 + number)
                signal.signal(number, self._watch_end)  # besides: the loop is woken all the same

    def _watch_end(self, number: int, _: object) -> None:
        """See that a signal ends the program also while the event loop is busy with something endless."""
        over = threading.Timer(STUCK, self._end_stuck, (128 + number,))
        over.daemon = True
        over.start()

    def _end_stuck(self, status: int) -> None:
        """Keep what was typed in a draft, from beside the event loop, which does not come to it."""
        if self._ends:
            return
        words = self.last_words
        if words is not None:
            with suppress(Exception):
                words.rescue()
        _end(status, getattr(self._driver, "restore", lambda: None))

    def on_terminal_gone(self) -> None:
        """Nobody sees this any more."""
        self.end_at_once(128 + signal.SIGHUP)

    def end_at_once(self, status: int) -> None:
        """The system ends the program, or its terminal is gone: save, and be gone with a status soon."""
        if self._ends:
            return
        self._ends = True
        self._end_task = asyncio.get_running_loop().create_task(self._end(status))

    async def _end(self, status: int) -> None:
        """What was typed before the end is worked off first, as far as that takes no time to speak of."""
        over, quiet = time.monotonic() + WORKING_OFF, 0
        while quiet < _QUIET_TURNS and time.monotonic() < over:
            quiet = 0 if self._has_input() else quiet + 1
            await asyncio.sleep(0)
        words = self.last_words
        try:
            if words is not None:
                words.save()
        finally:
            end_soon(status, getattr(self._driver, "restore", lambda: None))
        with suppress(Exception):  # a comfort, and no reason to stay
            if words is not None:
                words.let_go()
        self.exit(return_code=status)

    def _has_input(self) -> bool:
        """True while something that was typed has not acted yet."""
        if not self.screen_stack:
            return False  # it has hardly begun
        unread = getattr(self._driver, "has_input", bool)
        pumps = (self, self.screen, self.focused)
        return bool(unread()) or any(pump.message_queue_size for pump in pumps if pump is not None)

    def _fatal_error(self) -> None:
        """What Textual calls for an exception that nobody expected."""
        self.crash()

    def panic(self, *renderables: RenderableType) -> None:
        """What Textual calls for an exception that can tell of itself, and for one of a thread."""
        self.crash(*(str(each) for each in renderables if not isinstance(each, BaseException)))

    def crash(self, *told: str) -> None:
        """End with a status that is not 0 and some lines: what happened, where the words are, the log."""
        self._return_code = _CRASHED
        if not self._exit_renderables:  # one fault makes others: the first is the one
            error = sys.exc_info()[1] or self._exception
            try:
                typed = self.last_words
                words = "No file was changed." if typed is None else typed.rescue()
            except Exception as failure:  # noqa: BLE001 - it has crashed already; this is to be told too
                words = f"What was typed in the last moment is lost: {describe(failure)}."
            lines = [f"pmc-tui broke down and has ended: {describe(error) if error else ' '.join(told)}"]
            lines += [UPDATED if _were_replaced() else "", words, write_log(error, told)]
            self._exit_renderables.append(Text("\n".join(map(escape_controls, filter(None, lines)))))
        self._close_messages_no_wait()


def end_soon(status: int, last: Callable[[], object] = lambda: None, patience: float = PATIENCE) -> None:
    """End the process with a status after some seconds, if it still runs then; `last` is done before that."""
    over = threading.Timer(patience, _end, (status, last))
    over.daemon = True
    over.start()


def _end(status: int, last: Callable[[], object]) -> None:
    with suppress(Exception):
        last()
    os._exit(status)


def _were_replaced() -> bool:
    """Whether the program's files are others by now, as far as that can still be asked."""
    try:
        from tui.own_files import were_replaced  # noqa: PLC0415 - nothing has crashed before
    except ImportError:
        return True
    return were_replaced(_STARTED)


def describe(error: BaseException) -> str:
    """An error in some words: its kind, and where in the program it came up; not what was in the file."""
    where, at = "", error.__traceback__
    while at is not None:
        name = at.tb_frame.f_code.co_filename
        where = (
            f" at {Path(name).name}:{at.tb_lineno}" if where == "" or "site-packages" not in name else where
        )
        at = at.tb_next
    return f"{type(error).__name__}{where}"


def write_log(error: BaseException | None, told: tuple[str, ...] = ()) -> str:
    """Write how the program broke down into the log; says where that is, or why it is nowhere."""
    import traceback  # noqa: PLC0415 - nothing has crashed before

    trace = traceback.format_exception(error) if error is not None else list(told)
    text = "".join((f"{time.strftime('%Y-%m-%d %H:%M:%S')} pmc-tui {__version__}\n", *trace, "\n"))
    path = state_dir() / CRASH_LOG
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        if path.is_file() and path.stat().st_size > _LONGEST_LOG:
            path.unlink()
        descriptor = open_log(path)
        try:
            os.write(descriptor, text.encode("utf-8", "replace"))
        finally:
            os.close(descriptor)
    except OSError as failure:
        return f"The log of it could not be written ({failure.strerror}): {shown_path(path)}"
    return f"The log of it is {shown_path(path)}"
