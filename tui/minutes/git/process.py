"""Running git: never a question, never longer than it may take, nothing of it left however the program ends.

What git prints is text of others: it is shown, never acted on.
"""

from __future__ import annotations

import atexit
import os
import re
import shlex
import signal
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import Final

from tui.minutes.programs import Done, end, run

OLDEST: Final = (2, 29)
"""The version that knows `fetch --no-write-fetch-head`."""

LIMIT: Final = 20.0
"""Seconds that a call may take."""

QUIET: Final = {
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_ASKPASS": "",
    "SSH_ASKPASS": "",
    "SSH_ASKPASS_REQUIRE": "never",
    "GCM_INTERACTIVE": "never",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_MERGE_AUTOEDIT": "no",
    "LC_ALL": "C",
}
"""The environment under which git asks nobody anything, takes no lock for a look, and speaks English."""

_AT_REST: Final = ("-c", "gc.auto=0", "-c", "maintenance.auto=false")
_SSH_OPTIONS: Final = "-o BatchMode=yes -o ConnectTimeout=5"
_ELSEWHERE: Final = frozenset(
    {"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_PREFIX", "GIT_NAMESPACE"}
)
"""Variables that would send git to another repository; a hook that starts the program sets some."""


class GitError(Exception):
    """A call that failed; the message is what git said, shortened to what a person can use."""

    def __init__(self, call: str, done: Done) -> None:
        super().__init__(said(done) or f"git {call} failed")
        self.done = done


_WATCH: Final = """\
trap '' HUP INT TERM
while read -r sign group; do
  [ "$sign" = + ] && running="$running $group" && continue
  left=
  for each in $running; do [ "$each" = "$group" ] || left="$left $each"; done
  running=$left
done
[ -n "$running" ] || exit 0
for each in $running; do kill -s TERM -- "-$each"; done
sleep 2
for each in $running; do kill -s KILL -- "-$each"; done
"""
"""Reads which groups run and which have ended; the end of its input is the end of the program."""

PATIENCE: Final = 1.0
"""Seconds that git has to take its locks away when it is told to end."""


class Watch:
    """A process beside the program that ends its calls of git where it is killed and cannot."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._shell: subprocess.Popen[bytes] | None = None

    @contextmanager
    def over(self, process: subprocess.Popen[bytes]) -> Iterator[None]:
        """While a call runs. A watch that cannot be kept only matters where the program is killed."""
        self._tell(b"+", process.pid)
        try:
            yield
        finally:
            self._tell(b"-", process.pid)

    def _tell(self, sign: bytes, group: int) -> None:
        with self._lock, suppress(OSError, ValueError):
            if self._shell is None:
                self._shell = subprocess.Popen(
                    ["/bin/sh", "-c", _WATCH],
                    cwd="/",
                    stdin=subprocess.PIPE,
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.DEVNULL,
                    start_new_session=True,
                    bufsize=0,
                )
                atexit.register(self.close)
            if self._shell.stdin is not None:
                self._shell.stdin.write(b"%s %d\n" % (sign, group))

    def close(self) -> None:
        """Nothing runs any more."""
        with self._lock, suppress(OSError, subprocess.TimeoutExpired):
            if self._shell is not None:
                self._shell.communicate(timeout=PATIENCE)


_watch: Final = Watch()


class Git:
    """Calls of git in one folder."""

    def __init__(self, folder: Path, limit: float = LIMIT) -> None:
        self.folder = folder
        self._limit = limit
        self._lock = Lock()
        self._running: set[subprocess.Popen[bytes]] = set()
        self._stopped = False

    def run(
        self, *words: str, data: bytes | None = None, env: Mapping[str, str] | None = None, asks: bool = False
    ) -> Done:
        """Call git with an argument list. `asks`: somebody is at the terminal and may be asked."""
        environment = {key: value for key, value in os.environ.items() if key not in _ELSEWHERE}
        if not asks:
            environment |= QUIET | {"GIT_SSH_COMMAND": self._ssh}
        environment |= env or {}
        try:
            with self._lock:
                if self._stopped:
                    return Done(None, b"", "stopped")
                process = subprocess.Popen(
                    ["git", *_AT_REST, *words],
                    cwd=self.folder,
                    env=environment,
                    stdin=None if asks else subprocess.PIPE if data is not None else subprocess.DEVNULL,
                    stdout=None if asks else subprocess.PIPE,
                    stderr=None if asks else subprocess.PIPE,
                    start_new_session=not asks,  # no terminal to ask at, and a group that can be ended
                )
                self._running.add(process)
        except OSError as error:
            return Done(127, b"", f"git cannot be started: {error.strerror or error}")
        try:
            with _watch.over(process):
                out, err = process.communicate(data, None if asks else self._limit)
        except subprocess.TimeoutExpired:
            _end(process)
            return Done(None, b"", f"git {words[0]} took longer than {self._limit:.0f} s")
        finally:
            with self._lock:
                self._running.discard(process)
        return Done(process.returncode, out or b"", (err or b"").decode("utf-8", "replace"))

    def read(self, *words: str, data: bytes | None = None, env: Mapping[str, str] | None = None) -> str:
        """What a call prints. Raises GitError where it fails."""
        done = self.run(*words, data=data, env=env)
        if not done.ok:
            raise GitError(words[0], done)
        return done.text

    def asked(self, *words: str) -> str:
        """What a call prints, empty where it fails: for what may not be there."""
        done = self.run(*words)
        return done.text if done.ok else ""

    def stop(self) -> None:
        """End what runs, and call nothing any more."""
        with self._lock:
            self._stopped = True
            running = tuple(self._running)
        for process in running:
            _end(process)

    @cached_property
    def version(self) -> tuple[int, ...]:
        """Git's version; empty where there is no git."""
        found = re.search(r"\d+(?:\.\d+)+", self.asked("version"))
        return tuple(map(int, found[0].split("."))) if found else ()

    @cached_property
    def _ssh(self) -> str:
        """The person's own ssh, made to fail rather than to ask."""
        own = os.environ.get("GIT_SSH_COMMAND")
        if own is None and (program := os.environ.get("GIT_SSH")):
            own = shlex.quote(program)
        if own is None:
            own = run(["git", "config", "core.sshCommand"], folder=self.folder, limit=5).text.strip()
        return f"{own or 'ssh'} {_SSH_OPTIONS}"


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a call: first so that it takes its locks away, then in any case."""
    with suppress(OSError):
        os.killpg(process.pid, signal.SIGTERM)
    with suppress(subprocess.TimeoutExpired, ValueError):
        process.wait(PATIENCE)
    end(process)


_EMPTY_WORDS: Final = re.compile(r"^failed to push some refs to |hook declined to update ")
"""What git adds to a server's own words, and says nothing new."""


def said(done: Done) -> str:
    """What git or the server said of a failure, in one line: hints and progress left out."""
    lines = [line.strip() for line in done.err.splitlines()]
    kept = [
        re.sub(r"^(?:fatal|error|remote|warning): ?", "", line).strip()
        for line in lines
        if line and not line.startswith(("hint:", "To ", "Everything up-to-date"))
    ]
    words = list(dict.fromkeys(filter(None, kept)))
    telling = [line for line in words if not _EMPTY_WORDS.search(line)]
    return "; ".join(telling or words)[:300]
