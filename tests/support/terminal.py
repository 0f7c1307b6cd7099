"""Run a command in a pseudo-terminal and use it as a person does: look at the screen, press keys.

Waiting is for what shall be on the screen, bounded by a deadline; there is nothing to sleep for. The
command has a home folder, state and settings of its own.
"""

from __future__ import annotations

import errno
import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import sys
import termios
import time
import warnings
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Final, Self

from tests.support.display import Display

PATIENCE: Final = 30.0
"""Seconds after which a wait has failed. Only failures take that long."""

PMC_TUI: Final = os.environ.get("TESTED_COMMAND") or str(Path(sys.executable).with_name("pmc-tui"))
"""The installed command; `make floors` names another one."""

KEYS: Final[Mapping[str, str]] = {
    "up": "\x1b[A", "down": "\x1b[B", "right": "\x1b[C", "left": "\x1b[D",
    "home": "\x1b[H", "end": "\x1b[F", "pageup": "\x1b[5~", "pagedown": "\x1b[6~",
    "insert": "\x1b[2~", "delete": "\x1b[3~", "backspace": "\x7f",
    "tab": "\t", "shift+tab": "\x1b[Z", "enter": "\r", "escape": "\x1b", "space": " ",
    "f1": "\x1bOP", "f2": "\x1bOQ", "f3": "\x1bOR", "f4": "\x1bOS", "f5": "\x1b[15~",
}  # fmt: skip
"""Names of keys, as Textual has them, with what a terminal sends; a character stands for itself."""

_CHUNK: Final = 65536


def key_bytes(key: str) -> bytes:
    """What a terminal sends for a key: a name of `KEYS`, `ctrl+` and a letter or one character."""
    if key in KEYS:
        return KEYS[key].encode()
    if key.startswith("ctrl+") and len(key) == 6:
        return bytes([ord(key[5].upper()) & 0x1F])
    if len(key) == 1:
        return key.encode()
    raise ValueError(f"no such key: {key}")


def environment(home: Path, **more: str) -> dict[str, str]:
    """The environment of a command that shall know nothing of this one's person; creates nothing."""
    settings = home / "settings.toml"
    code = {name: os.environ[name] for name in ("PYTHONPATH",) if name in os.environ}  # not the installed one
    return {
        **code,
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "TMPDIR": str(home),
        "XDG_CONFIG_HOME": str(home / ".config"),
        "XDG_STATE_HOME": str(home / ".local" / "state"),
        "PMC_TUI_STATE_DIR": str(home / "state"),
        **({"PMC_TUI_CONFIG": str(settings)} if settings.exists() else {}),
        "LANG": "C.UTF-8",
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        **more,
    }


def spawn(
    command: Sequence[str], variables: Mapping[str, str], cwd: Path, columns: int, rows: int
) -> tuple[subprocess.Popen[bytes], int]:
    """Start a command in a terminal of its own; returns the process and the terminal's other side.

    Raises OSError where there is no such command.
    """
    master, slave = pty.openpty()
    _set_size(master, columns, rows)
    try:
        with warnings.catch_warnings():  # the child only takes its terminal between fork and exec
            warnings.simplefilter("ignore", DeprecationWarning)
            process = subprocess.Popen(
                list(command),
                stdin=slave,
                stdout=slave,
                stderr=slave,
                cwd=cwd,
                env=dict(variables),
                start_new_session=True,
                preexec_fn=_take_terminal,  # noqa: PLW1509 - see above
            )
    except OSError:
        os.close(master)
        raise
    finally:
        os.close(slave)
    return process, master


def hang_up(process: subprocess.Popen[bytes], master: int) -> None:
    """Close a command's terminal; what still runs some seconds after the hang-up is killed."""
    os.close(master)
    try:
        process.wait(PATIENCE / 6)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


class Terminal:
    """A command running in a terminal window; leaving the `with` block closes the window."""

    def __init__(
        self,
        command: Sequence[str],
        home: Path,
        *,
        columns: int = 120,
        rows: int = 40,
        cwd: Path | None = None,
        background: str = "",
        **variables: str,
    ) -> None:
        """Start the command. `variables` are added to its environment, `background` is the display's."""
        self.display = Display(columns, rows, background)
        self.output = bytearray()
        """Everything the command has written."""
        self.process, self._master = spawn(
            command, environment(home, **variables), home if cwd is None else cwd, columns, rows
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the window; what still runs in it after the hang-up is killed."""
        if self._master >= 0:
            hang_up(self.process, self._master)
            self._master = -1

    def press(self, *keys: str) -> None:
        """Press keys, one after the other, without waiting for what they do."""
        self._write(b"".join(map(key_bytes, keys)))

    def type(self, text: str) -> None:
        """Type a text."""
        self._write(text.replace("\n", "\r").encode())

    def send(self, data: bytes) -> None:
        """Send bytes as they are, in one piece."""
        self._write(data)

    def let_pass(self, seconds: float) -> None:
        """Let time pass on a slow line, and draw what comes meanwhile. Never a way to wait for something."""
        deadline = time.monotonic() + seconds
        while (left := deadline - time.monotonic()) > 0 and self._read(left):
            pass

    def close_window(self) -> None:
        """Close the terminal at once, whatever is being written."""
        os.close(self._master)
        self._master = -1

    def paste(self, text: str) -> None:
        """Paste a text, as terminals with bracketed paste do."""
        self._write(b"\x1b[200~" + text.encode() + b"\x1b[201~")

    def click(self, column: int, row: int) -> None:
        """Click with the left button on a cell, counted from 0."""
        self._write(f"\x1b[<0;{column + 1};{row + 1}M\x1b[<0;{column + 1};{row + 1}m".encode())

    def drag(self, *way: tuple[int, int]) -> None:
        """Press the left button on a cell (column and row), go over others, and release it on the last."""
        parts = [f"\x1b[<0;{way[0][0] + 1};{way[0][1] + 1}M"]
        parts += [f"\x1b[<32;{column + 1};{row + 1}M" for column, row in way[1:]]
        parts.append(f"\x1b[<0;{way[-1][0] + 1};{way[-1][1] + 1}m")
        self._write("".join(parts).encode())

    def resize(self, columns: int, rows: int) -> None:
        """Change the window's size; the command is told by the system."""
        self.display.resize(columns, rows)
        _set_size(self._master, columns, rows)

    def signal(self, number: signal.Signals) -> None:
        """Send a signal to the command."""
        self.process.send_signal(number)

    @property
    def text(self) -> str:
        """What was on the screen when last looked; a `wait` looks."""
        return self.display.text

    def wait_for(self, *texts: str, patience: float = PATIENCE) -> str:
        """Wait until all of the texts are on the screen, each within a row; returns the screen."""

        def shown() -> bool:
            screen = self.text
            return all(text in screen for text in texts)

        return self.wait_until(shown, f"{texts} on the screen", patience)

    def wait_gone(self, text: str, patience: float = PATIENCE) -> str:
        """Wait until a text is no longer on the screen; returns the screen."""
        return self.wait_until(lambda: text not in self.text, f"{text!r} gone", patience)

    def wait_until(self, true: Callable[[], bool], what: str, patience: float = PATIENCE) -> str:
        """Wait until something is true, asked again whenever the command has drawn; returns the screen.

        Raises AssertionError, with the screen, when the patience is over or the command has ended.
        """
        deadline = time.monotonic() + patience
        while not (self.display.complete and true()):
            left = deadline - time.monotonic()
            if left <= 0:
                raise AssertionError(f"not in {patience} s: {what}; the screen is:\n{self.text}")
            if not self._read(left):
                if self.display.complete and true():
                    break
                raise AssertionError(f"the command ended before {what}; the screen is:\n{self.text}")
        return self.text

    def wait_exit(self, patience: float = PATIENCE) -> int:
        """Wait until the command ends; returns its exit status, negative for a signal."""
        deadline = time.monotonic() + patience
        while self._read(max(0.0, deadline - time.monotonic())):
            if time.monotonic() >= deadline:
                raise AssertionError(f"still running after {patience} s; the screen is:\n{self.text}")
        return self.process.wait(max(0.1, deadline - time.monotonic()))

    def _write(self, data: bytes) -> None:
        while data:
            data = data[os.write(self._master, data) :]

    def _read(self, patience: float) -> bool:
        """Draw what the command writes next; False when it has ended and all is drawn."""
        if not select.select([self._master], [], [], patience)[0]:
            return True
        try:
            data = os.read(self._master, _CHUNK)
        except OSError as error:
            if error.errno != errno.EIO:  # what Linux says when the other side is closed
                raise
            data = b""
        self.output += data
        if answer := self.display.feed(data):
            self._write(answer)
        return bool(data)


def _take_terminal() -> None:
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


def _set_size(terminal: int, columns: int, rows: int) -> None:
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
