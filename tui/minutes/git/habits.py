"""How people put minutes into a repository, read off its history: straight to the branch, or by request."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from tui.minutes.git.repository import Repository

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
