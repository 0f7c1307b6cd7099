"""The ways through a meeting's reports: what I have not reviewed, what is mine, what is flagged, the meeting.

In the meeting what needs words is walked, flagged and missing reports first, then what too few have read.
The rest is received by consent.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from enum import StrEnum
from typing import Final, NamedTuple

from tui.minutes.model import Section, SectionKind
from tui.minutes.running.review_order import Course, Stop
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


def stops_of(course: Course, walk: WalkKind, me: str = "", rules: Rules = NO_RULES) -> tuple[Stop, ...]:
    """The sections and topics that a walk goes through, in its order."""
    if walk is WalkKind.MINE:
        return tuple(stop for stop in course.stops if _is_stop_of(course, stop, me, rules.shepherds))
    if walk is WalkKind.FLAGGED:
        return tuple(filter(course.is_flagged, course.stops))
    if walk is WalkKind.MEETING:
        return _in_meeting(course, rules)
    return tuple(course.stops)


def receivable(course: Course, needed: int, changed: Collection[str] = ()) -> tuple[int, ...]:
    """The reports that so many have reviewed and nobody has flagged, in order; not those `changed` since."""
    sections = course.meeting.sections
    return tuple(
        stop.section
        for stop in course.stops
        if (section := sections[stop.section]).kind is SectionKind.TEAM
        and not section.empty
        and not section.open_flags
        and section.key not in changed
        and len(section.reviewers) >= needed
    )


def next_stop(stops: Sequence[Stop], here: Stop | None, done: Collection[str], course: Course) -> Stop | None:
    """The next of a walk's stops that is not done, from the end on from its start again; None for none."""
    at = stops.index(here) + 1 if here is not None and here in stops else 0
    return next((stop for stop in (*stops[at:], *stops[:at]) if course.key(stop) not in done), None)


def _is_stop_of(course: Course, stop: Stop, me: str, shepherds: Mapping[str, str]) -> bool:
    """True for a topic or section that somebody leads, or is the shepherd of."""
    section = course.meeting.sections[stop.section]
    if stop.item < 0:
        return is_mine(section, me, shepherds)
    return bool(me) and any(_is_meant(name, me) for name in course.owners(stop))


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


def _in_meeting(course: Course, rules: Rules) -> tuple[Stop, ...]:
    sections, consented = course.meeting.sections, set(receivable(course, rules.needed))
    silent = [stop for stop in course.stops if course.is_empty(stop) and not course.is_flagged(stop)]
    missing = [stop for stop in silent if sections[stop.section].kind is SectionKind.TEAM]
    nothing = set(silent).difference(missing)
    walked = [stop for stop in course.stops if stop.section not in consented and stop not in nothing]
    if rules.in_place:
        return tuple(walked)
    flagged = [stop for stop in walked if course.is_flagged(stop)]
    first = (*flagged, *missing)
    return (*first, *(stop for stop in walked if stop not in first))
