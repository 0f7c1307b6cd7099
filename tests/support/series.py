"""Small series of meetings, on the disk and in git."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from tui.minutes.reading.reader import read
from tui.minutes.series.meetings import PastMeeting
from tui.minutes.text.source import Source

HARBOUR = """# Harbour Board {day}

## Agenda
* Announcements
* Berth Reviews

## Announcements


## Discussion


## Berth Reviews

### Cranes - Ada Obi
{cranes}
### Pilots - Lee Chan
{pilots}
### Tugs - Eve Moss
{tugs}
"""
"""A board that hears of three teams at each meeting."""


def harbour(day: date | str, cranes: str = "", pilots: str = "", tugs: str = "") -> str:
    """The minutes of one meeting of the board."""
    return HARBOUR.format(day=day, cranes=cranes, pilots=pilots, tugs=tugs)


def write_all(folder: Path, texts: Mapping[str, str]) -> list[Path]:
    """Files of a folder, and folders for them; returns their paths."""
    paths = []
    for name, text in texts.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
        paths.append(path)
    return paths


def past(texts: Mapping[str, str]) -> list[PastMeeting]:
    """Meetings as they would be read from files, by their days, newest first."""
    made = [
        PastMeeting(Path(f"{day}-board.md"), date.fromisoformat(day), read(Source(text), f"{day}-board.md"))
        for day, text in texts.items()
    ]
    return sorted(made, key=lambda each: each.date, reverse=True)


def git(folder: Path, *words: str) -> None:
    """Run git in a folder, as somebody whom no configuration of this computer concerns."""
    nobody = {
        f"GIT_{who}_{what}": "nobody@example.org"
        for who in ("AUTHOR", "COMMITTER")
        for what in ("NAME", "EMAIL")
    }
    settings = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull, "HOME": str(folder)}
    subprocess.run(
        ["git", *words], cwd=folder, env=os.environ | nobody | settings, check=True, capture_output=True
    )


def commit(folder: Path, *messages: str) -> None:
    """Commit all that stands in a folder, which is made a repository first."""
    if not (folder / ".git").exists():
        git(folder, "init", "-q", "-b", "main")
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "--allow-empty", "-m", *(messages or ("a change",)))


def days(*texts: str) -> Sequence[date]:
    """Days as they are written."""
    return [date.fromisoformat(text) for text in texts]
