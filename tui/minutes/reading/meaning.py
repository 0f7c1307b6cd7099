"""What a heading means: the result of reading it, by itself or among the others."""

from __future__ import annotations

from typing import Final, NamedTuple

from tui.minutes.model import SectionKind


class Meaning(NamedTuple):
    """A heading, read; `phrase` is its name in lower case as the tables have phrases."""

    title: str
    name: str
    owners: tuple[str, ...] = ()
    minutes: int | None = None
    status: str | None = None
    kind: SectionKind = SectionKind.OTHER
    phrase: str = ""
    code: bool = False  # it opens with code, as the name of a component often does
    task: bool = False  # `AI(owner): …`
    under_actions: bool = False  # it stands under a heading of actions: `### Unassigned`, `### Ada`
    again: bool = False  # its actions stand in a section before: `Action items, by person`
    guess: tuple[str, str] | None = None  # `UAA - Sree`: the name and the lead, if the headings around say so


NO_READING: Final = Meaning("", "")
"""Of the preamble, which has no heading."""
