"""Which sections are teams: what one heading cannot say, and the headings around it can."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from tui.minutes.model import SectionKind
from tui.minutes.reading.conventions import (
    CLIENTS,
    CONTAINER,
    CONTAINERS,
    GENERIC,
    REPORT_TOPIC,
    REPORT_TOPICS,
    STATES,
)
from tui.minutes.reading.meaning import Meaning
from tui.minutes.reading.words import NOT_NAMES, words
from tui.minutes.text.patterns import LazyPattern

MAX_WORDS: Final = 6
"""Words of the longest name that a team has among other teams."""

_PMC: Final = LazyPattern(r"\bpmc\b|\b(?:project|team)s? (?:notes|reports?|status|updates?)\b")
_RELEASES: Final = LazyPattern(r"(?:new |recent |latest |upcoming )?(?:releases?|features?|fixes|proposals)")
_COMPONENT: Final = LazyPattern(r"[^\s]*(?:[A-Z\d].*[A-Z\d]|[-_.].*[^\W_]|\d)[^\s]*")
_LISTING: Final = LazyPattern(r"[^()]+\([^()]+\)")
_REPOSITORY: Final = LazyPattern(r"[\w.-]+/[\w.-]+")
_OPEN: Final = frozenset({SectionKind.OTHER})
_PLACES: Final = frozenset({SectionKind.OTHER, SectionKind.TITLE, SectionKind.TEAM})


def kinds(
    readings: Sequence[Meaning | None], parents: Sequence[int | None], title: int | None
) -> list[SectionKind]:
    """The kind of every section; a reading of None is the preamble's."""
    return _Judge(readings, parents, title).judged()


class _Judge:
    """The headings of one document, judged together."""

    def __init__(
        self, readings: Sequence[Meaning | None], parents: Sequence[int | None], title: int | None
    ) -> None:
        self.readings = readings
        self.parents = parents
        self.title = title
        self.kinds = [reading.kind if reading is not None else SectionKind.PREAMBLE for reading in readings]
        if title is not None:
            self.kinds[title] = SectionKind.TITLE
        self.containers = [False] * len(readings)
        self.children: dict[int | None, list[int]] = {}
        for index, parent in enumerate(parents):
            self.children.setdefault(parent, []).append(index)

    def judged(self) -> list[SectionKind]:
        """All rules, the surest first."""
        self._below_containers()
        self._by_their_parts()
        self._among_teams()
        if SectionKind.TEAM not in self.kinds:
            self._as_the_title_says()
        return self.kinds

    def _below_containers(self) -> None:
        """Under `Backlog Reviews`, `Projects`, `Incubating`: teams, and below them their components."""
        for index, reading in enumerate(self.readings):
            if reading is None or self.kinds[index] is not SectionKind.OTHER:
                continue
            parent = self.parents[index]
            inside = parent is not None and self.containers[parent]
            phrase = reading.phrase
            generic = inside and phrase in GENERIC
            if generic or phrase in CONTAINERS or phrase in STATES or CONTAINER.fullmatch(phrase):
                self.containers[index] = True
            elif (
                (inside and self._could_be_team(reading))
                or phrase in CLIENTS
                or (parent is not None and self.kinds[parent] is SectionKind.TEAM and _is_component(reading))
            ):
                self.kinds[index] = SectionKind.TEAM

    def _by_their_parts(self) -> None:
        """A section with a subsection `Releases` or `Fixes` is the report of what it names."""
        for index, reading in enumerate(self.readings):
            parent = self.parents[index]
            if reading is None or parent is None or not _RELEASES.fullmatch(reading.phrase):
                continue
            above = self.readings[parent]
            if above is not None and self.kinds[parent] is SectionKind.OTHER and self._could_be_team(above):
                self.kinds[parent] = SectionKind.TEAM

    def _among_teams(self) -> None:
        """Sections that name a lead, where leads are how this document writes teams."""
        teams = self.kinds.count(SectionKind.TEAM)
        for parent, indices in self.children.items():
            if parent is not None and self.kinds[parent] is SectionKind.AGENDA:
                continue
            led = {index for index in indices if self._is_led(index)}
            place = parent is None or self.kinds[parent] in _PLACES
            if place and len(led) >= 3:
                for index in indices:
                    reading = self.readings[index]
                    if index in led or (reading is not None and self._is_short_thing(index, reading)):
                        self.kinds[index] = SectionKind.TEAM
            elif teams >= 2:
                for index in led:
                    self.kinds[index] = SectionKind.TEAM

    def _as_the_title_says(self) -> None:
        """`Utilities PMC Notes`: its main sections are its projects."""
        reading = self.readings[self.title] if self.title is not None else None
        if reading is None or not _PMC.search(reading.title.casefold()):
            return
        for index in self.children.get(self.title, ()):
            part = self.readings[index]
            if part is not None and self._is_short_thing(index, part):
                self.kinds[index] = SectionKind.TEAM

    def _could_be_team(self, reading: Meaning) -> bool:
        words = reading.name.split()
        return (
            0 < len(words) <= MAX_WORDS
            and reading.minutes is None
            and not reading.name.endswith(("?", "…"))
            and not _is_report_topic(reading.phrase)
            and reading.phrase not in GENERIC
        )

    def _is_led(self, index: int) -> bool:
        """True for a short name with a lead and no timebox: `OSS Scheduler (Scott)`, `Diego - Ada Obi`."""
        reading = self.readings[index]
        return (
            reading is not None
            and bool(reading.owners)
            and self.kinds[index] in _OPEN
            and not self.containers[index]
            and self._is_short_thing(index, reading)
        )

    def _is_short_thing(self, index: int, reading: Meaning) -> bool:
        words = re.split(r"[\s/-]+", reading.phrase)
        return (
            self.kinds[index] is SectionKind.OTHER
            and not self.containers[index]
            and len(words) <= 4
            and self._could_be_team(reading)
            and not _REPOSITORY.fullmatch(reading.name)
            and words[0] not in _VERBS
            and words[-1] not in _MATTERS
        )


_VERBS: Final = words(
    """
    add adopt agree approve ask change check choose consider decide define determine discuss find
    fix how introduce introduction investigate look make meeting move open plan present proposal
    propose remove rename review should update updates vote welcome what when where who why
    """
)
_MATTERS: Final = words(
    """
    agenda calendar call date dates discussion election elections initiatives link links meeting
    meetings minutes notes plan planning plans process progress proposal proposals question
    questions reminders report reports review reviews roadmap schedule session sessions status
    summary sync talk timeline update updates vote
    """
)


def _is_report_topic(phrase: str) -> bool:
    return phrase in REPORT_TOPICS or REPORT_TOPIC.fullmatch(phrase) is not None


def _is_component(reading: Meaning) -> bool:
    """True for a team's subsection that is a component it reports on, not a topic of its report."""
    if _is_report_topic(reading.phrase) or reading.phrase in GENERIC:
        return False
    name = reading.name
    if reading.owners or reading.code:
        return len(name.split()) <= MAX_WORDS
    if _LISTING.fullmatch(name) and len(name.split("(")[0].split()) <= 3:
        return True
    if " " in name:
        return False
    return _COMPONENT.fullmatch(name) is not None or reading.phrase not in NOT_NAMES
