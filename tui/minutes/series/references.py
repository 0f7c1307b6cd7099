"""Issues and pull requests that minutes name, and how often one came up: counted, nothing guessed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from tui.minutes.model import Meeting, SectionKind
from tui.minutes.series.meetings import PastMeeting
from tui.minutes.text.inline import visible

_URL: Final = re.compile(
    r"https?://[\w.-]+/(?P<repo>[\w.-]+(?:/[\w.-]+)+?)/(?:-/)?(?:issues|pull|pulls|merge_requests)/(?P<number>\d+)\b[^\s)\]>]*"
)
_SHORT: Final = re.compile(r"(?<![\w/#&])(?P<repo>[\w.-]+/[\w.-]+)?#(?P<number>\d{1,6})\b")
_LINK: Final = re.compile(r"\[(?P<text>[^\[\]\n]*)\]\((?P<target>[^()\s]*)\)")


@dataclass(frozen=True, slots=True)
class Again:
    """An issue on the table again: how many meetings name it, this one too, and since when."""

    reference: str
    text: str
    line: int
    """Where it stands in this meeting, from 0."""
    times: int
    since: date

    @property
    def told(self) -> str:
        """In words: `#607 Supporter Program, 5th time, since 2016-03-12`."""
        return f"{self.short} {self.text}".rstrip() + f", {ordinal(self.times)} time, since {self.since}"

    @property
    def short(self) -> str:
        """The number alone."""
        return f"#{self.reference.rpartition('#')[2]}"


def references_in(line: str) -> Iterator[str]:
    """The issues that a line names, as `owner/name#12`, or `#12` where it does not say whose."""
    rest = line
    for link in _LINK.finditer(line):
        if _URL.match(link["target"]):
            rest = rest.replace(link.group(), link["target"], 1)
    for found in _URL.finditer(rest):
        yield f"{found['repo'].casefold()}#{found['number']}"
    for found in _SHORT.finditer(_URL.sub(" ", rest)):
        yield f"{(found['repo'] or '').casefold()}#{found['number']}"


def references_of(meeting: Meeting) -> dict[str, int]:
    """The issues of a meeting's business, reports left out, each with the first line that names it."""
    found: dict[str, int] = {}
    if "#" not in meeting.source.text and "/" not in meeting.source.text:
        return found
    reports = {index for index, s in enumerate(meeting.sections) if s.kind is SectionKind.TEAM}
    for index, section in enumerate(meeting.sections):
        if index in reports or section.parent in reports:
            reports.add(index)
            continue
        for number in range(section.span.start, section.span.end):
            line = meeting.source.lines[number]
            if "#" in line or "://" in line:
                for reference in references_in(line):
                    found.setdefault(reference, number)
    return found


def again(meeting: Meeting, earlier: Sequence[PastMeeting], day: date) -> list[Again]:
    """The issues of a meeting that earlier ones named as well, the oldest friends first."""
    here = references_of(meeting)
    days: dict[str, set[date]] = {reference: {day} for reference in here}
    for past in earlier if here else ():
        for reference in references_of(past.meeting).keys() & here.keys():
            days[reference].add(past.date)
    found = [
        Again(reference, _words(meeting.source.lines[line]), line, len(days[reference]), min(days[reference]))
        for reference, line in here.items()
        if len(days[reference]) > 1
    ]
    return sorted(found, key=lambda each: (-each.times, each.line))


def ordinal(number: int) -> str:
    """`1st`, `2nd`, `11th`."""
    tail = {1: "st", 2: "nd", 3: "rd"}.get(number % 10 if number % 100 not in (11, 12, 13) else 0, "th")
    return f"{number}{tail}"


def _words(line: str) -> str:
    """What a line says beside its references, shortened."""
    text = visible(line.strip().lstrip("#-*+> ").strip())
    text = _SHORT.sub("", _URL.sub("", text)).strip(" :-–—()[],.")
    return text if len(text) <= 60 else f"{text[:59].rstrip()}…"
