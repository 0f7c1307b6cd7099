"""The same meeting in real terminals and through real lines: xterm, GNU screen, tmux, ssh."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.desk import minutes_file
from tests.support.displays import need, started, x11
from tests.support.terminal import PATIENCE, PMC_TUI, Terminal, environment

SAID = "- **INFO:** said in a real one"


def use(terminal: Terminal) -> None:
    """Walk to a team, change the window's size, take a note, quit."""
    terminal.wait_for("Runtime PMC Meeting", "saved", "Announcements")
    terminal.press("]")
    terminal.wait_for("─ CLI · ")
    terminal.resize(100, 30)
    terminal.wait_until(lambda: "? help" in "".join(terminal.display.rows[28:30]), "drawn for the new size")
    terminal.press("i")
    terminal.wait_for("INFO under")
    terminal.type("said in a real one\n")
    terminal.wait_for("INFO said in a real one")
    terminal.press("ctrl+q")


def test_in_gnu_screen(tmp_path: Path) -> None:
    need("screen")
    path = minutes_file(tmp_path)
    rc, sockets = tmp_path / "screenrc", tmp_path / "sockets"
    rc.write_text("startup_message off\ndefutf8 on\nterm screen-256color\nmsgwait 0\n")
    sockets.mkdir(mode=0o700)
    with Terminal(
        ["screen", "-U", "-c", str(rc), "-S", "meeting", PMC_TUI, str(path)], tmp_path, SCREENDIR=str(sockets)
    ) as terminal:
        use(terminal)
        terminal.wait_for("[screen is terminating]")
        terminal.wait_exit()
    assert SAID in path.read_text("utf-8")
    assert not list(sockets.iterdir())


def test_in_tmux(tmp_path: Path) -> None:
    need("tmux")
    path = minutes_file(tmp_path)
    socket, settings = tmp_path / "socket", tmp_path / "tmux.conf"
    settings.write_text("set -g status off\nset -s escape-time 10\n")
    server = ["tmux", "-S", str(socket), "-f", str(settings)]
    try:
        with Terminal([*server, "new-session", f"'{PMC_TUI}' '{path}'"], tmp_path) as terminal:
            use(terminal)
            terminal.wait_for("[exited]")
            terminal.wait_exit()
    finally:
        subprocess.run([*server, "kill-server"], check=False, capture_output=True)
    assert SAID in path.read_text("utf-8")


def sshd(folder: Path) -> str:
    """The command of a server for one connection, over its standard input, with keys made for it."""
    need("ssh", "ssh-keygen", "/usr/sbin/sshd")
    if os.getuid() == 0 and not Path("/run/sshd").is_dir():
        pytest.skip("sshd has no /run/sshd, which root has to make")
    for key in ("host", "mine"):
        subprocess.run(
            ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(folder / key)],
            check=True,
            timeout=PATIENCE,
        )
    (folder / "sshd_config").write_text(
        f"HostKey {folder}/host\nAuthorizedKeysFile {folder}/mine.pub\nStrictModes no\nUsePAM no\n"
        "PermitRootLogin prohibit-password\nPasswordAuthentication no\nPidFile none\n"
    )
    return f"/usr/sbin/sshd -i -f '{folder}/sshd_config'"


def test_over_ssh(tmp_path: Path) -> None:
    server = sshd(tmp_path)
    path = minutes_file(tmp_path)
    options = {
        "ProxyCommand": server,
        "IdentityFile": str(tmp_path / "mine"),
        "IdentitiesOnly": "yes",
        "StrictHostKeyChecking": "no",
        "UserKnownHostsFile": str(tmp_path / "known"),
        "LogLevel": "ERROR",
        "BatchMode": "yes",
    }
    variables = {
        key: value for key, value in environment(tmp_path).items() if key not in ("TERM", "COLORTERM")
    }
    given = [word for option, value in options.items() for word in ("-o", f"{option}={value}")]
    there = " ".join(
        f"'{word}'" for word in ("env", *(f"{k}={v}" for k, v in variables.items()), PMC_TUI, str(path))
    )
    with Terminal(["ssh", "-F", "none", "-tt", *given, "localhost", there], tmp_path) as terminal:
        use(terminal)
        assert terminal.wait_exit() == 0
    assert SAID in path.read_text("utf-8")


class Xterm:
    """An xterm whose screen is printed to a file by a key, and whose keys are those of a keyboard."""

    RESOURCES = (
        "printerCommand: cat > {folder}/printing && mv {folder}/printing {folder}/printed",
        "printerAutoClose: true",
        "printAttributes: 0",
        "translations: #override Ctrl<Key>F9: print()",
    )

    def __init__(self, display: str, folder: Path) -> None:
        self._display, self._folder = display, folder
        resources = (f"*VT100.{line.format(folder=folder)}" for line in self.RESOURCES)
        self.command = ["xterm", "-u8", "-geometry", "120x40+0+0"]
        self.command += [word for line in resources for word in ("-xrm", line)]

    def press(self, *keys: str) -> None:
        """Press keys by X's names, with the pointer in the window, where there is no window manager."""
        move = ["xdotool", "mousemove", "200", "200", "key", *keys]
        variables = {**os.environ, "DISPLAY": self._display}
        subprocess.run(move, env=variables, check=True, capture_output=True, timeout=PATIENCE)

    def wait(self, true: Callable[[str], bool]) -> str:
        """Print the screen again and again until something is true of it; returns it."""
        printed, screen = self._folder / "printed", ""
        deadline = time.monotonic() + PATIENCE
        while not true(screen):
            assert time.monotonic() < deadline, screen
            printed.unlink(missing_ok=True)
            self.press("ctrl+F9")
            asked = time.monotonic()
            while not printed.exists() and time.monotonic() < min(deadline, asked + 2):
                time.sleep(0.02)
            screen = printed.read_text("utf-8") if printed.exists() else ""
        return screen


def test_in_xterm(tmp_path: Path) -> None:
    need("xterm", "xdotool")
    path = minutes_file(tmp_path)
    with x11() as display:
        xterm = Xterm(display, tmp_path)
        variables = {**environment(tmp_path), "DISPLAY": display}
        with started([*xterm.command, "-e", PMC_TUI, str(path)], variables) as process:
            screen = xterm.wait(lambda text: "Announcements" in text and "saved" in text)
            assert "Runtime PMC Meeting" in screen
            assert "╭─ " in screen
            xterm.press("bracketright", "Down")
            xterm.wait(lambda text: "─ CLI · " in text)
            xterm.press("i")
            xterm.wait(lambda text: "INFO under" in text)
            xterm.press(*("space" if letter == " " else letter for letter in "said in a real one"), "Return")
            xterm.wait(lambda text: "INFO said in a real one" in text)
            xterm.press("ctrl+q")
            process.wait(PATIENCE)
    assert SAID in path.read_text("utf-8")
