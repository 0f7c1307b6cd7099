"""The ways through a meeting's reports: what I have not reviewed, what is mine, what is flagged, the meeting.

In the meeting what needs words is walked, flagged and missing reports first, then what too few have read.
The rest is received by consent.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from enum import StrEnum
from typing import Final, NamedTuple

from tui.minutes.model import Meeting, Section, SectionKind
from tui.minutes.running.review_order import Course
from tui.minutes.text.patterns import LazyPattern
from tui.minutes.text.signatures import same_name

_SHEPHERD: Final = LazyPattern(r"\bshepherd\s*[:=]\s*(?P<name>[^()\[\],;]+)", re.IGNORECASE)


class WalkKind(StrEnum):
    """Which reports are gone through."""

    UNREVIEWED = "unreviewed"
    MINE = "mine"  # that I lead, or am the shepherd of
    FLAGGED = "flagged"
    MEETING = "meeting"


class Rules(NamedTuple):
    """How a committee walks: how many have to have read a report, the order, who is shepherd of what."""

    needed: int = 2
    in_place: bool = False  # flagged and missing reports in the order of the agenda, and not first
    shepherds: Mapping[str, str] = {}


NO_RULES: Final = Rules()


def stops_of(course: Course, walk: WalkKind, me: str = "", rules: Rules = NO_RULES) -> tuple[int, ...]:
    """The sections that a walk goes through, in its order."""
    sections = course.meeting.sections
    if walk is WalkKind.MINE:
        return tuple(n for n in course.stops if is_mine(sections[n], me, rules.shepherds))
    if walk is WalkKind.FLAGGED:
        return tuple(n for n in course.stops if sections[n].open_flags)
    if walk is WalkKind.MEETING:
        return _in_meeting(course, rules)
    return tuple(course.stops)


def receivable(course: Course, needed: int, changed: Collection[str] = ()) -> tuple[int, ...]:
    """The reports that so many have reviewed and nobody has flagged, in order; not those `changed` since."""
    sections = course.meeting.sections
    return tuple(
        index
        for index in course.stops
        if (section := sections[index]).kind is SectionKind.TEAM
        and not section.empty
        and not section.open_flags
        and section.key not in changed
        and len(section.reviewers) >= needed
    )


def next_stop(stops: Sequence[int], here: int, done: Collection[str], meeting: Meeting) -> int | None:
    """The next of a walk's stops that is not done, from the end on from its start again; None for none."""
    at = stops.index(here) + 1 if here in stops else 0
    return next((n for n in (*stops[at:], *stops[:at]) if meeting.sections[n].key not in done), None)


def is_mine(section: Section, me: str, shepherds: Mapping[str, str]) -> bool:
    """True for a section that somebody leads, or is the shepherd of, by its heading or the settings."""
    if not me:
        return False
    named = [*section.owners, shepherds.get(section.name, "")]
    if (match := _SHEPHERD.search(section.title)) is not None:
        named.append(match["name"].strip())
    return any(_is_meant(name, me) for name in named)


def _is_meant(name: str, me: str) -> bool:
    """True for somebody's whole name or handle, or the first name where only that is given."""
    return bool(name) and (same_name(name, me) or name.casefold() == me.casefold().split(" ")[0])


def _in_meeting(course: Course, rules: Rules) -> tuple[int, ...]:
    sections, consented = course.meeting.sections, set(receivable(course, rules.needed))
    silent = [n for n in course.stops if sections[n].empty and not sections[n].open_flags]
    missing = [n for n in silent if sections[n].kind is SectionKind.TEAM]
    nothing = set(silent).difference(missing)
    walked = [n for n in course.stops if n not in consented and n not in nothing]
    if rules.in_place:
        return tuple(walked)
    flagged = [n for n in walked if sections[n].open_flags]
    first = (*flagged, *missing)
    return (*first, *(n for n in walked if n not in first))
