"""A git repository with minutes in it, worked on with git itself."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path


class Repository:
    """One working tree. Nobody's settings have a say in it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(exist_ok=True)
        self.git("init", "--quiet", "--initial-branch=main")

    def git(self, *words: str) -> str:
        """Run git; gives what it says."""
        settings = {"user.name": "Bo", "user.email": "bo@example.org", "commit.gpgsign": "false"}
        told = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
        env = {"PATH": os.environ["PATH"], "HOME": str(self.folder), "GIT_CONFIG_NOSYSTEM": "1"}
        done = subprocess.run(
            ["git", *told, *words], cwd=self.folder, env=env, capture_output=True, text=True, check=True
        )
        return done.stdout

    def commit(self, path: Path, text: str | None = None) -> None:
        """Commit a file, with another text if one is given; as if that had been an hour ago."""
        if text is not None:
            path.write_text(text, "utf-8")
        self.git("add", path.name)
        self.git("commit", "--quiet", "--message", "Minutes")
        self.age()

    def age(self) -> None:
        """Make what git did until now an hour old."""
        log = self.folder / ".git" / "logs" / "HEAD"
        lines = log.read_text("utf-8").splitlines(keepends=True)
        log.write_text("".join(_an_hour_before(line) for line in lines), "utf-8")
        os.utime(self.folder / ".git" / "index", (1, 1))


def _an_hour_before(line: str) -> str:
    head, told, what = line.partition("\t")
    who, when, zone = head.rsplit(" ", 2)
    return f"{who} {int(when) - 3600} {zone}{told}{what}"
