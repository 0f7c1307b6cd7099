"""The topics of a meeting: list items that are talked about and decided as one, like a section of their own.

Only sure ones: a row that nobody would call a topic is worse than a missing one. In reports, action lists and
the like no item is a topic; nor is one in a section that is itself one matter, whose items are remarks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from tui.minutes.model import LIST_KINDS, Item, Meeting, Section, SectionKind
from tui.minutes.reading.agenda import Names
from tui.minutes.reading.headings import phrase_of, read_heading
from tui.minutes.reading.meaning import Reading
from tui.minutes.reading.placeholders import says_nothing
from tui.minutes.text.inline import visible

_LIKELY: Final = frozenset({
    "minutes", "notes", "meeting notes", "meeting minutes", "topics", "new topics", "other topics", "updates",
    "discussion topics", "discussion items", "agenda items", "items", "new business", "old business",
})  # fmt: skip
"""Headings, as `phrase_of` has them, of sections whose items are topics without being of a kind."""

_UPDATES: Final = re.compile(r"\b(?:updates|topics)$")
_REPOSITORY: Final = re.compile(r"[\w.-]+/[\w.-]+")
_ISSUE: Final = re.compile(r"(?:/(?:issues|pull|pulls|merge_requests|discussions)/\d+|(?<![\w&])#\d+\b)")
_LABEL: Final = re.compile(
    r"[*_]{0,2}(?:date|time|when|where|location|venue|place|attendees|attendance|present|participants"
    r"|absent|regrets|apologies|facilitators?|chairs?|moderators?|scribes?|note[- ]?takers?|minutes|notes"
    r"|recording|video|links?|zoom|dial[- ]?in|call|agenda|issue|github|chat|slides"
    r"|host|previous|next meeting)\b[^:]{0,20}:",
    re.IGNORECASE,
)
"""What a line begins with that tells of the meeting, not of a topic."""

_TEMPLATE: Final = re.compile(
    r"(?:[*_]{1,2}[^*_]{30,}[*_]{1,2}$|(?:could be|for example|e\.g\.|please (?:add|put|enter)"
    r"|add (?:your|items|topics)|your (?:topic|name|item)|@me\b|<[^>]+>$|\[(?:your|name|topic)[^\]]*\]$))",
    re.IGNORECASE,
)
_ONLY_ANCHOR: Final = re.compile(r"\[[^\]]*\]\(#[^)]*\)")
_SAID: Final = re.compile(r"@?[^\W\d_][\w.'’-]*(?: [^\W\d_][\w.'’-]*){0,2}:\s+\S")
"""`Name: words`, as people write down who said what."""

_INITIALS: Final = re.compile(r"[a-z]{1,3}: |\[[a-z][\w.-]*\] ")
"""Who said it, in a chat's way: a remark, whatever answers it."""

_BEFORE: Final = re.compile(
    r"(?:\[name=(?P<tag>[^\]]+)\]|\((?P<name>[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){0,2})\)) +(?=\S)"
)
"""Who brings it, before the words: HackMD's tag, or a name in brackets."""

_HANDLE: Final = re.compile(r"@[\w][\w.-]*")

_NO_NAME: Final = re.compile(r"<?https?://\S+|\([^()]*\)")
"""A line that is only an address, or only an aside."""

MOST_OF_IT: Final = 0.6
"""The share of a file's lines from which on a section is the meeting."""

SHORT: Final = 120
"""Characters of a line that names a topic where nothing is said under it."""

LONGEST: Final = 300
"""Characters of a topic's first line; longer ones are text."""


class Topic(NamedTuple):
    """A topic: section and item by their numbers, what it is called, who leads it, how long it may be."""

    section: int
    item: int
    title: str
    owners: tuple[str, ...]
    minutes: int | None
    items: int  # directly under it


def topics_of(meeting: Meeting) -> Iterator[Topic]:
    """The sure topics, in the order of the file.

    An agenda's entry that has a section is none: the section stands for it.
    """
    whole = sum(1 for line in meeting.source.lines if line.strip())
    names: Names | None = None
    for number, section in enumerate(meeting.sections):
        if section.kind not in _KINDS or section.blank:
            continue
        found = list(_candidates(section))
        if section.kind is SectionKind.AGENDA and found:
            names = names or Names(_names(meeting))
            found = [each for each in found if each.reading.name not in names]
        for each in _sure(meeting, section, found, whole):
            reading = each.reading
            nested = _nested(section, each.number)
            yield Topic(number, each.number, reading.name, reading.owners, reading.minutes, nested)


_KINDS: Final = (SectionKind.AGENDA, SectionKind.DISCUSSION, SectionKind.OTHER, SectionKind.TITLE)


class _Candidate(NamedTuple):
    """An item that might be a topic: one at the top, or an agenda's with minutes in others."""

    number: int
    item: Item
    reading: Reading
    answered: bool  # items are nested in it

    @property
    def timed(self) -> bool:
        """True where minutes stand with it."""
        return self.reading.minutes is not None

    @property
    def is_issue(self) -> bool:
        """True where it names an issue or a pull request."""
        return _ISSUE.search(self.item.text) is not None


def _candidates(section: Section) -> Iterator[_Candidate]:
    for number, item in enumerate(section.items):
        if item.kind not in LIST_KINDS or item.note is not None or says_nothing(item):
            continue
        if item.depth and section.kind is not SectionKind.AGENDA:
            continue
        first = item.text.split("\n", 1)[0].strip()
        if len(item.text) > LONGEST or _NO_NAME.fullmatch(first) or _ONLY_ANCHOR.fullmatch(first):
            continue
        if any(none.match(first) for none in (_LABEL, _TEMPLATE, _INITIALS)) or _TEMPLATE.match(
            visible(first)
        ):
            continue
        reading = _read(first)
        if _NO_NAME.fullmatch(reading.name):
            continue
        if (item.depth == 0 or reading.minutes is not None) and any(map(str.isalnum, reading.name)):
            following = section.items[number + 1 : number + 2]
            answered = bool(following) and following[0].depth > item.depth
            yield _Candidate(number, item, reading, answered)


def _read(line: str) -> Reading:
    """A topic's line, read as a heading is; who brings it may stand before it."""
    before = _BEFORE.match(line)
    reading = read_heading((line[before.end() :] if before is not None else line).rstrip(" :"))
    reading = reading._replace(name=reading.name.strip("*_ "))
    if _HANDLE.fullmatch(reading.name):
        reading = reading._replace(owners=(reading.name, *reading.owners))
    if before is None:
        return reading
    return reading._replace(owners=tuple(dict.fromkeys((before["tag"] or before["name"], *reading.owners))))


def _sure(meeting: Meeting, section: Section, found: list[_Candidate], whole: int) -> Iterator[_Candidate]:
    """Those of a section's candidates that are topics."""
    answered = sum(each.answered for each in found)
    said = sum(1 for each in found if _SAID.match(each.item.text) and not each.is_issue)
    mostly_led = sum(1 for each in found if each.timed or each.reading.owners) * 2 > len(found)
    phrase = phrase_of(section.name.casefold())
    holds = _holds_most(meeting, section, whole) and answered > 1
    likely = phrase in _LIKELY or _UPDATES.search(phrase) is not None
    by_kind = section.kind is SectionKind.AGENDA or (
        section.kind is SectionKind.DISCUSSION and not _is_of_a_topic(meeting, section)
    )
    remarks, talk = said * 2 > len(found), section.kind is SectionKind.DISCUSSION
    repository = _REPOSITORY.fullmatch(section.name.strip("` ")) is not None
    for each in found:
        if each.timed or (repository and each.is_issue) or (each.is_issue and each.answered):
            yield each
        elif not each.answered and (remarks or (talk and not _is_a_name(each.item.text))):
            continue
        elif by_kind or (each.answered and (likely or holds or (each.reading.owners and mostly_led))):
            yield each


def _nested(section: Section, number: int) -> int:
    """How many items stand directly under one."""
    depth, count = section.items[number].depth, 0
    for item in section.items[number + 1 :]:
        if item.depth <= depth:
            break
        count += item.depth == depth + 1
    return count


def _is_a_name(text: str) -> bool:
    """True for a line that may name a topic, and is no sentence that somebody said."""
    return len(text) <= SHORT and not text.rstrip().endswith((".", "!"))


def _is_of_a_topic(meeting: Meeting, section: Section) -> bool:
    """True for the discussion of the one matter that the heading around it names."""
    above = meeting.sections[section.parent] if section.parent is not None else None
    return above is not None and above.kind in (SectionKind.OTHER, SectionKind.TEAM)


def _holds_most(meeting: Meeting, section: Section, whole: int) -> bool:
    mine = sum(1 for line in meeting.source.lines_in(section.body) if line.strip())
    return mine >= MOST_OF_IT * whole


def _names(meeting: Meeting) -> Iterator[str]:
    """The headings an agenda's entry may stand for."""
    for section in meeting.sections:
        if section.level and section.kind not in (SectionKind.TITLE, SectionKind.AGENDA):
            yield section.name
            yield section.title
