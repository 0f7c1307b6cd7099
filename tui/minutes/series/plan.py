"""A file to be made: planned, shown, and then written; why there is none; what somebody wants of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise
from pathlib import Path
from statistics import median_low
from typing import Final

from tui.minutes.series.composing import NO_CHANGES, HeadingChanges
from tui.minutes.series.folder import series_folder
from tui.minutes.series.ledger import Action
from tui.minutes.series.meetings import PastMeeting
from tui.minutes.text.source import Source


class NextOrigin(StrEnum):
    """What the next file is made from."""

    BEGAN = "began"
    TEMPLATE = "template"
    LAST = "last"


class CannotPlanError(Exception):
    """There is no next file to be made; the message says why and what to do."""


class LaterFileError(CannotPlanError):
    """A later meeting has its file: that is the next one. `path` names it."""

    def __init__(self, path: Path, last: Path) -> None:
        super().__init__(
            f"{path.name} is there already: it comes after {last.name}. "
            f"The file after the newest one: pmc-tui next {series_folder(last)}"
        )
        self.path = path


@dataclass(frozen=True, slots=True)
class Plan:
    """A file to be made, whole: nothing is written yet."""

    path: Path
    day: date
    text: Source
    last: PastMeeting
    origin: NextOrigin
    rhythm: str
    """How the day was found, for people: `every 14 days`."""
    template: Path | None = None
    changes: HeadingChanges = NO_CHANGES
    carried: tuple[Action, ...] = ()
    remarks: tuple[str, ...] = ()
    part_of: Source | None = None
    """The text of the rolling notes that the new part comes into, as they were."""
    root: Path = Path()

    @property
    def described(self) -> str:
        """What it is made from, in words."""
        name = self.last.path.name
        if self.origin is NextOrigin.TEMPLATE and self.template is not None:
            return f"from the template {self.template.name}"
        if self.origin is NextOrigin.BEGAN:
            return f"from {name} as it began (git)"
        return f"from {name}, emptied"


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wants of the next file; None: as it comes."""

    day: date | None = None
    origin: NextOrigin | None = None
    carry: bool = False


ANYTHING: Final = Wish()
"""The next file as it comes."""


def rhythm(dates: Sequence[date]) -> str:
    """How often a series meets lately, in words; empty where nobody can tell."""
    gaps = [(b - a).days for a, b in pairwise(sorted(set(dates))[-9:])]
    if len(gaps) < 2:
        return ""
    gap = median_low(gaps)
    known = {1: "every day", 7: "every week", 29: "every month", 30: "every month", 31: "every month"}
    return known.get(gap, f"every {gap} days")
