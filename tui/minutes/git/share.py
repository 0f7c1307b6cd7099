"""How one file is shared: what is usual in its repository, and what was chosen; never kept in there."""

from __future__ import annotations

import json
import re
from contextlib import suppress
from enum import StrEnum
from pathlib import Path
from typing import Final, NamedTuple

from tui.minutes.git.repository import Repository, Target
from tui.minutes.keeping.live_file import LiveFile
from tui.minutes.keeping.storage import StateFolder
from tui.minutes.reading.reader import read
from tui.minutes.reading.veil import veiled

LOOKED_AT: Final = 100
"""Commits of the newest that are looked at."""

_BY_REQUEST: Final = re.compile(r"\(#\d+\)$|^Merge (?:pull|branch|remote|!)|See merge request")


class Habits(NamedTuple):
    """What the last commits of the folder have in common."""

    straight: int
    """How many went straight to the branch."""
    commits: int
    """How many were looked at."""
    signed_off: bool
    """True where most say who signed them off."""
    skips_ci: bool

    @property
    def is_straight(self) -> bool:
        """True where most go straight to the branch, or nothing is known."""
        return self.straight * 2 >= self.commits


def habits(repository: Repository) -> Habits:
    """The habits of the folder that the file is in; of the whole repository where that has no history."""
    folder = repository.path.rpartition("/")[0] or "."
    for where in ((folder,), ()):
        log = repository.git.asked(
            "log", f"--max-count={LOOKED_AT}", "--format=%s%x00%b%x01", "--", *(w for w in where)
        )
        commits = [each.strip("\n").split("\0") for each in log.split("\x01") if each.strip("\n")]
        if commits:
            break
    else:
        return Habits(0, 0, False, False)
    by_request = sum(bool(_BY_REQUEST.search(subject)) for subject, *_ in commits)
    signed = sum("Signed-off-by:" in "".join(rest) for _, *rest in commits)
    skips = sum("[skip ci]" in subject or "[ci skip]" in subject for subject, *_ in commits)
    return Habits(len(commits) - by_request, len(commits), signed * 2 > len(commits), skips > 0)


KIND: Final = "sharing"
"""The folder of the state folder for this."""


class Way(StrEnum):
    """Where what is written goes."""

    STRAIGHT = "straight"  # to the branch that all use
    BRANCH = "branch"  # to a branch of its own, one request at the end
    LOOK = "look"  # nowhere: others' work is fetched, nothing is pushed


def own_branch(path: Path) -> str:
    """The branch of a minutes file that does not go straight to the one all use."""
    return f"minutes/{path.stem}"


def target_for(repository: Repository, state: StateFolder, file: Path, *, straight: bool) -> Target:
    """Where a file is shared: as was chosen for it, else as is usual. Raises NotShared."""
    way = load_way(state, file) or (Way.STRAIGHT if straight else Way.BRANCH)
    target = repository.target()
    return target._replace(own=own_branch(file)) if way is Way.BRANCH else target


def load_way(state: StateFolder, file: Path) -> Way | None:
    """What was chosen for a file; None where nobody has."""
    with suppress(OSError, ValueError, TypeError, RecursionError):
        kept = json.loads(state.read(state.of(KIND, file)))
        return Way(kept["way"])
    return None


def save_way(state: StateFolder, file: Path, way: Way) -> None:
    """Keep a choice for the next time. Raises OSError."""
    state.write(state.of(KIND, file), json.dumps({"way": way}).encode())


def message_for(live: LiveFile, usual: Habits) -> str:
    """What a commit of a minutes file is called: its title and date, and that there is nothing to build."""
    meeting = veiled(read(live.known, live.path.name))
    title = " ".join((meeting.title or live.path.stem).split())
    day = f"{meeting.date:%Y-%m-%d}" if meeting.date is not None and f"{meeting.date}" not in title else ""
    skip = "[skip ci]" if usual.skips_ci or not usual.commits else ""
    return " ".join(filter(None, (f"{title} {day}".strip() + ": minutes", skip)))
