"""The topics of a meeting: list items that are talked about and decided as one, like a section of their own.

Only sure ones: a row that nobody would call a topic is worse than a missing one. In reports, action lists and
the like no item is a topic; nor is one in a section that is itself one matter, whose items are remarks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Final, NamedTuple

from tui.minutes.model import LIST_KINDS, ItemKind, Meeting, Section, SectionKind
from tui.minutes.reading.agenda import Names, key
from tui.minutes.reading.headings import phrase_of, read_heading
from tui.minutes.reading.meaning import Meaning
from tui.minutes.reading.meeting_date import day_alone
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
    r"|presentation slides|host|previous|next meeting)\b[^:]{0,20}:",
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

_STATUS: Final = re.compile(
    r"(?:done|doing|next|next up|to[ -]?do|in progress|blocked|blockers|working on|planned)\W*", re.IGNORECASE
)
"""What parts one person's report, as a line of its own."""

_SENTENCES: Final = re.compile(r"\w[.!?] +(?:@|[^\W\d_a-z])")
_HEADED: Final = re.compile(r"[^.!?:]{1,60}[:?] ")
"""A name or a question that what is said begins with: `Bank : no news`."""

_ADDRESS: Final = re.compile(r"[<\[]?https?://")
_REFERENCE: Final = re.compile(r"\[([^\[\]]+)\]\[[^\[\]]*\]")
"""A link whose target stands elsewhere."""

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
    most, names = most_of_it(meeting), EntryNames(meeting)
    for number in range(len(meeting.sections)):
        yield from topics_in(meeting, number, names, holds_most=number == most)


def topics_in(meeting: Meeting, number: int, names: EntryNames, *, holds_most: bool) -> list[Topic]:
    """The sure topics of one section; `names` are those of the headings, `holds_most` of `most_of_it`."""
    section = meeting.sections[number]
    if section.kind not in _KINDS or section.blank or not section.content.may_say(_has_list):
        return []
    is_agenda = section.kind is SectionKind.AGENDA
    found = candidates(section)
    if is_agenda and found:
        found = [each for each in found if not names.section_of(each.reading.name)]
    return [
        Topic(number, each.number, each.reading.name, each.reading.owners, each.reading.minutes, each.nested)
        for each in _sure(meeting, section, found, holds_most=holds_most)
    ]


class EntryNames:
    """The headings that entries of an agenda may stand for; looked up when first asked for."""

    def __init__(self, meeting: Meeting) -> None:
        self._meeting = meeting

    @cached_property
    def _sections(self) -> dict[tuple[str, ...], list[int]]:
        """The words of a name to the sections that are called so."""
        found: dict[tuple[str, ...], list[int]] = {}
        for number, section in enumerate(self._meeting.sections):
            if section.level and section.kind not in (SectionKind.TITLE, SectionKind.AGENDA):
                for words in {key(section.name), key(section.title)}:
                    found.setdefault(words, []).append(number)
        return found

    @cached_property
    def _names(self) -> Names:
        return Names(" ".join(words) for words in self._sections)

    def section_of(self, name: str) -> tuple[int, ...]:
        """The sections that an entry of this name may stand for, in the order of the file; none for none."""
        words = key(name)
        found = self._sections.get(words) or self._sections.get(self._names.match(" ".join(words)), [])
        return tuple(found)


def standing_for(
    entries: Iterable[Candidate], names: EntryNames, taken: set[int]
) -> Iterator[tuple[Candidate, int]]:
    """The entries of an agenda that have a section, and its number; `taken` are those of others, by now.

    Of sections with one name the first that no entry has taken yet is meant.
    """
    for each in entries:
        number = next((n for n in names.section_of(each.reading.name) if n not in taken), None)
        if number is not None:
            taken.add(number)
            yield each, number


_KINDS: Final = (SectionKind.AGENDA, SectionKind.DISCUSSION, SectionKind.OTHER, SectionKind.TITLE)

_LIST: Final = re.compile(r"^[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]", re.MULTILINE)


def _has_list(text: str) -> bool:
    return _LIST.search(text) is not None


class Candidate(NamedTuple):
    """An item that might be a topic: one at the top, or an agenda's with minutes in others."""

    number: int
    text: str
    reading: Meaning
    nested: int
    """Items directly under it."""
    numbered: bool
    """True for an item of a numbered list."""
    brought: bool
    """True where who brings it stands before it."""

    @property
    def answered(self) -> bool:
        """True where items are nested in it."""
        return self.nested > 0

    @property
    def timed(self) -> bool:
        """True where minutes stand with it."""
        return self.reading.minutes is not None

    @property
    def is_issue(self) -> bool:
        """True where it names an issue or a pull request."""
        return _ISSUE.search(self.text) is not None


def candidates(section: Section) -> list[Candidate]:
    """The items of a section that might be topics; looked for once for as long as its text stays."""
    is_agenda = section.kind is SectionKind.AGENDA
    return section.content.kept(("topics", is_agenda), lambda: list(_candidates(section)))


def _candidates(section: Section) -> Iterator[Candidate]:
    for number, item in enumerate(section.items):
        if item.kind not in LIST_KINDS or item.note is not None or says_nothing(item):
            continue
        if item.depth and section.kind is not SectionKind.AGENDA:
            continue
        first = item.text.split("\n", 1)[0].strip()
        text = first if _stands_alone(item.text) else item.text
        if len(text) > LONGEST or any(none.fullmatch(first) for none in (_NO_NAME, _ONLY_ANCHOR, _STATUS)):
            continue
        if any(none.match(first) for none in (_LABEL, _TEMPLATE, _INITIALS)) or _TEMPLATE.match(
            visible(first)
        ):
            continue
        reading = read_line(first)
        if _NO_NAME.fullmatch(reading.name):
            continue
        if (item.depth == 0 or reading.minutes is not None) and any(map(str.isalnum, reading.name)):
            is_led = _BEFORE.match(first) is not None
            yield Candidate(
                number, text, reading, _nested(section, number), item.kind is ItemKind.ORDERED, is_led
            )


def _stands_alone(text: str) -> bool:
    """True where an item's first line is its name and the lines below are text about it."""
    first, more, _ = text.partition("\n")
    if not more or len(first) > LONGEST:
        return False
    return first.endswith(("  ", "\\")) or first.rstrip().endswith(":") or _BEFORE.match(first) is not None


def read_line(line: str) -> Meaning:
    """A topic's line, read as a heading is; who brings it may stand before it."""
    before = _BEFORE.match(line)
    line = _REFERENCE.sub(r"\1", line[before.end() :] if before is not None else line)
    reading = read_heading(line.rstrip(" :\\"))
    reading = reading._replace(name=reading.name.replace("**", "").strip("*_ "))
    if _HANDLE.fullmatch(reading.name):
        reading = reading._replace(owners=(reading.name, *reading.owners))
    if before is None:
        return reading
    return reading._replace(owners=tuple(dict.fromkeys((before["tag"] or before["name"], *reading.owners))))


def _sure(
    meeting: Meeting, section: Section, found: list[Candidate], *, holds_most: bool
) -> Iterator[Candidate]:
    """Those of a section's candidates that are topics."""
    answered = sum(each.answered for each in found)
    said = sum(1 for each in found if _SAID.match(each.text) and not each.is_issue)
    mostly_led = sum(1 for each in found if each.timed or each.reading.owners) * 2 > len(found)
    phrase = phrase_of(section.name.casefold())
    holds = holds_most and answered > 1
    likely = phrase in _LIKELY or _UPDATES.search(phrase) is not None
    by_kind = section.kind is SectionKind.AGENDA or (
        section.kind is SectionKind.DISCUSSION and not _is_of_a_topic(meeting, section)
    )
    remarks, talk = said * 2 > len(found), section.kind is SectionKind.DISCUSSION
    repository = _REPOSITORY.fullmatch(section.name.strip("` ")) is not None
    for each in found:
        if each.timed or (repository and each.is_issue) or (each.is_issue and each.answered):
            yield each
        elif _is_text(each) or (not each.answered and (remarks or (talk and not _is_a_name(each.text)))):
            continue
        elif (
            by_kind
            or (mostly_led and each.brought)
            or (holds and each.numbered)
            or (each.answered and (likely or holds or (each.reading.owners and mostly_led)))
        ):
            yield each


def _nested(section: Section, number: int) -> int:
    """How many items stand directly under one."""
    depth, count = section.items[number].depth, 0
    for item in section.items[number + 1 :]:
        if item.depth <= depth:
            break
        count += item.depth == depth + 1
    return count


def _is_text(candidate: Candidate) -> bool:
    """True for an address with what is said of it, and for some sentences that nobody leads."""
    if not candidate.answered and _ADDRESS.match(candidate.text):
        return True
    text = candidate.text
    if len(text) <= SHORT or candidate.reading.owners or _HEADED.match(text):
        return False
    return _SENTENCES.search(text) is not None


def _is_a_name(text: str) -> bool:
    """True for a line that may name a topic, and is no sentence that somebody said."""
    if len(text) > SHORT or text.rstrip().endswith((".", "!")):
        return False
    return _HEADED.match(text) is not None or _SENTENCES.search(text) is None


def _is_of_a_topic(meeting: Meeting, section: Section) -> bool:
    """True for the discussion of the one matter that the heading around it names."""
    above = meeting.sections[section.parent] if section.parent is not None else None
    if above is None or above.kind not in (SectionKind.OTHER, SectionKind.TEAM):
        return False
    return day_alone(above.name) is None  # a day's heading is that of the meeting


def most_of_it(meeting: Meeting) -> int | None:
    """The section whose body is most of the file's lines, blank ones left out; None where no section is."""
    lines = meeting.source.lines
    number = meeting.section_at(len(lines) // 2)  # who has most of the lines has the one in the middle
    if number is None:
        return None
    body = meeting.source.lines_in(meeting.sections[number].body)
    if 2 * len(body) < MOST_OF_IT * len(lines):
        return None  # far from it: nothing has to be counted
    mine, whole = (sum(1 for line in some if line.strip()) for some in (body, lines))
    return number if mine >= MOST_OF_IT * whole else None
