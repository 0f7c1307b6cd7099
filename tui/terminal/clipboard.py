"""The clipboard: the system's program where there is one, the terminal's own (OSC 52), and what came of it.

A terminal never answers whether it took a text, so `Copied.said` claims no more than what is known. What is
copied may be pasted into a shell: it goes out without a newline at its end, which would run a command, and
with symbols in place of control characters, as on the screen; line feeds within it and tabs stay.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from shutil import which
from typing import Final

from tui.minutes.text.escape import escape_controls
from widgets.wrapping import counted

TERMINAL_MOST: Final = 74_994
"""Bytes a terminal is sent. xterm takes sequences of 100,000 bytes, three quarters of which are text."""

PATIENCE: Final = 2.0  # seconds a program may take; it only has to take the text in


@dataclass(frozen=True, slots=True)
class Program:
    """A command that puts what it reads into a clipboard."""

    name: str
    arguments: tuple[str, ...] = ()
    encoding: str = "utf-8"


WAYLAND: Final = Program("wl-copy", ("--type", "text/plain"))
X11: Final = (
    Program("xclip", ("-selection", "clipboard", "-in")),
    Program("xsel", ("--clipboard", "--input")),
)
MACOS: Final = Program("pbcopy")
WINDOWS: Final = Program("clip.exe", encoding="utf-16")  # its mark tells it from the console's code page
TMUX: Final = Program("tmux", ("load-buffer", "-w", "-"))  # -w: to the terminal around tmux as well


@dataclass(frozen=True, slots=True)
class Copied:
    """What became of a text: by which program, what kept one from it, whether the terminal was sent it."""

    text: str  # as it went out
    program: str = ""
    failure: str = ""
    sent: bool = False

    @property
    def trouble(self) -> bool:
        """True where the text certainly is in no clipboard."""
        return not self.program and not self.sent

    @property
    def said(self) -> str:
        """That as a sentence."""
        what = amount(self.text)
        if self.program:
            return f"Copied {what} with {self.program}."
        before = f"{self.failure}. " if self.failure else ""
        if self.sent:
            return f"{before}Sent {what} to the terminal (OSC 52); it does not say if it took them."
        return (
            f"{before}Not copied: {what} are {size_of(self.text) // 1000} KB, a terminal takes "
            f"{TERMINAL_MOST // 1000}. Copy less, or install wl-copy, xclip or xsel."
        )


def safe(text: str) -> str:
    """A text as it may go into a clipboard: see the module."""
    lines = text.replace("\r\n", "\n").rstrip("\r\n").split("\n")
    return "\n".join("\t".join(map(escape_controls, line.split("\t"))) for line in lines)


def size_of(text: str) -> int:
    """The bytes a text is sent in."""
    return len(text.encode("utf-8", "replace"))


def amount(text: str) -> str:
    """How much a text is, in words."""
    lines = text.count("\n") + 1
    if lines > 1:
        return f"{lines} lines"
    return counted(len(text), "character")


def program(environment: Mapping[str, str] = os.environ, platform: str = sys.platform) -> Program | None:
    """The program for the clipboard of the display at hand; None where there is no display or no program."""
    candidates: list[Program] = []
    if platform == "darwin":
        candidates.append(MACOS)
    if environment.get("WAYLAND_DISPLAY"):
        candidates.append(WAYLAND)
    if environment.get("DISPLAY"):
        candidates += X11
    if environment.get("WSL_INTEROP") or environment.get("WSL_DISTRO_NAME"):
        candidates.append(WINDOWS)
    if environment.get("TMUX"):
        candidates.append(TMUX)
    path = environment.get("PATH")
    return next((candidate for candidate in candidates if which(candidate.name, path=path)), None)


def give(text: str, to: Program) -> str:
    """Give a text to a program; returns why it failed, or nothing. Takes at most `PATIENCE` seconds.

    The program gets a session of its own: those of X11 and Wayland stay behind to hand the text out, and
    must outlive this terminal. For the same reason none of our pipes is left with it.
    """
    data = text.encode(to.encoding, "replace")
    with tempfile.TemporaryFile() as errors:
        try:
            done = subprocess.run(
                [to.name, *to.arguments],
                input=data,
                stdout=subprocess.DEVNULL,
                stderr=errors,
                timeout=PATIENCE,
                start_new_session=True,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return f"{to.name} did not end within {PATIENCE:g} seconds"
        except OSError as error:
            return f"{to.name} cannot be started ({error.strerror})"
        if done.returncode == 0:
            return ""
        errors.seek(0)
        told = errors.read(2000).decode("utf-8", "replace").strip().split("\n")[0]
        return f"{to.name} failed: {escape_controls(told) or f'status {done.returncode}'}"


def by_program(text: str) -> tuple[str, str]:
    """Give a text to the program there is: its name, or none, and why it failed; may take some seconds."""
    found = program()
    if found is None:
        return "", ""
    failure = give(text, found)
    return ("", failure) if failure else (found.name, "")
