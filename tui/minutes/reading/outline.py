"""From headings to sections: nested, judged together, with what stands under them."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import islice
from typing import Final, NamedTuple, TypeAlias

from tui.minutes.content import NO_CONTENT, Content
from tui.minutes.model import Item, ItemKind, Section, SectionKind
from tui.minutes.reading.blocks import Block
from tui.minutes.reading.contents import Body, BodyContent
from tui.minutes.reading.front_matter import FrontMatter
from tui.minutes.reading.headings import is_review, read_heading, settled
from tui.minutes.reading.languages import fold
from tui.minutes.reading.meaning import NO_READING, Meaning
from tui.minutes.reading.meeting_date import FIRST_LINES, DateContext, Opening, meeting_date
from tui.minutes.reading.roll_facts import RollFacts
from tui.minutes.reading.scanning import Part
from tui.minutes.reading.teams import kinds
from tui.minutes.text.inline import uncommented
from tui.minutes.text.patterns import LazyPattern
from tui.minutes.text.source import Span

KEY_LIMIT: Final = 200
"""Characters of a name that go into a key: a key is an identity, not a text."""

Said: TypeAlias = tuple[str, int, SectionKind, int]
"""A body's text with its lines, the kind of the section, and which reading its heading has."""

_MEETING: Final = LazyPattern(
    r"(?:19|20)\d\d|\d{1,2}[./-]\d{1,2}[./-]\d\d"
    r"|\b(?:meeting|minutes|notes of|call|sync|protokoll|sitzung|treffen|réunion|compte[- ]rendu|reunión|acta"
    r"|ata|reunião|verbale|riunione|vergadering|notulen|spotkani[ea]|встреч[аи]|протокол)\b|会議|会议|議事録",
    re.IGNORECASE,
)
_BY_PERSON: Final = LazyPattern(r".*\bby (?:person|people|owner|assignee|name)\b.*")
"""A heading under which the actions of the section before stand again, as MeetBot writes it."""

_WORD: Final = LazyPattern(r"\w+")
_HTML_TITLE: Final = LazyPattern(r"<h1\b[^>]*>(.{1,400}?)</h1>", re.IGNORECASE | re.DOTALL)
_TAG: Final = LazyPattern(r"<[^<>]*>")
_FIRST_BLOCKS: Final = 5

_read_heading = lru_cache(maxsize=4096)(read_heading)


@dataclass(slots=True)
class SectionDraft:
    """A section while it is read. The preamble has no heading and level 0.

    `alone` is the heading read by itself, `reading` among the others. It has a body, or its content where it
    is `taken` over from an earlier reading.
    """

    heading: Span
    level: int = 0
    alone: Meaning = NO_READING
    top: bool = False  # in no list and no quote
    body_end: int = 0
    body: Body | None = None
    taken: Content | None = None
    reading: Meaning = NO_READING
    parent: int | None = None
    end: int = 0
    kind: SectionKind = SectionKind.PREAMBLE

    def shown(self) -> Sequence[Block | Item]:
        """What stands under the heading."""
        return self.body.parsed() if self.body is not None else self.taken.items if self.taken else ()


class Facts(NamedTuple):
    """What the sections of a document say together."""

    title: str | None
    day: date | None


def drafts_of(parts: Iterable[Part], first: int = 0) -> list[SectionDraft]:
    """The sections of a scanned text whose first line is line `first` of the file."""
    return [_draft(part, first) for part in parts]


def _draft(part: Part, first: int) -> SectionDraft:
    heading, start = part.heading, 0
    draft = SectionDraft(Span(first, first), body_end=part.end + first)
    if heading is not None:
        start = heading.end
        draft.heading = Span(heading.start + first, start + first)
        draft.level, draft.alone, draft.top = heading.level, _read_heading(heading.text), heading.depth == 0
    draft.body = Body(part.raw, part.blocks, start, part.end - start)
    return draft


def settle(drafts: Sequence[SectionDraft], front: FrontMatter, around: DateContext) -> Facts:
    """Judge the headings together: parents, ends, title, leads, date and kinds."""
    _nest(drafts)
    title = _title(drafts)
    if title is not None and front.title and not _is_title(drafts[title].alone.title, front.title):
        title = None
    named = front.title
    if not named and (title is None or drafts[title].level > 1) and (named := _html_title(drafts)):
        title = None
    for index, draft in enumerate(drafts):
        draft.reading = draft.alone if index != title else _as_title(draft.alone)
    parents = [draft.parent for draft in drafts]
    readings = settled([draft.reading for draft in drafts], parents)
    judged = kinds(
        [reading if draft.level else None for reading, draft in zip(readings, drafts, strict=True)],
        parents,
        title,
    )
    for index, (draft, reading, kind) in enumerate(zip(drafts, readings, judged, strict=True)):
        draft.reading, draft.kind = reading, kind
        above = drafts[draft.parent] if draft.parent is not None else None
        if kind is SectionKind.OTHER and above is not None and _has_actions(above):
            draft.reading = reading._replace(under_actions=True)
        elif kind is SectionKind.ACTIONS and _BY_PERSON.fullmatch(reading.phrase) is not None:
            draft.reading = reading._replace(again=_has_sibling(drafts[:index], draft.parent))
    text = drafts[title].alone.title if title is not None else named or None
    shown = ((draft.reading.title, draft.shown()) for draft in drafts)
    headings = (draft.reading.title for draft in drafts)
    return Facts(text, day_of(text, shown, headings, front, around))


def _has_sibling(before: Sequence[SectionDraft], parent: int | None) -> bool:
    """True where a section of this meeting's actions stands before, beside one that sorts them."""
    return any(draft.parent == parent and _has_actions(draft) for draft in before)


def _has_actions(draft: SectionDraft) -> bool:
    """True for a section of this meeting's actions, or one in it."""
    kind = draft.reading.kind if draft.kind is SectionKind.TITLE else draft.kind
    here = kind is SectionKind.ACTIONS or draft.reading.under_actions
    earlier = draft.reading.again or is_review(draft.reading.phrase)
    return here and not earlier and draft.level > 0


def day_of(
    title: str | None,
    parts: Iterable[tuple[str, Sequence[Block | Item]]],
    headings: Iterable[str],
    front: FrontMatter,
    around: DateContext,
) -> date | None:
    """The meeting's date, from the title, the content of each section in order, and all headings."""
    lines, opening, headed = [], 0, 0
    for heading, line in islice(_first_lines(parts), FIRST_LINES):
        headed += heading
        opening += headed <= 1
        lines.append(line)
    return meeting_date(title or "", Opening(tuple(lines), opening), headings, front.date, around)


def section_of(draft: SectionDraft, key: str, content: Content) -> Section:
    """A draft as a section."""
    reading, heading = draft.reading, draft.heading
    return Section(  # by place, not by name: thousands are made
        key,
        reading.title,
        reading.name,
        draft.level,
        heading,
        Span(heading.end, draft.body_end),
        draft.end,
        draft.kind,
        reading.owners,
        reading.minutes,
        reading.status,
        draft.parent,
        content,
    )


def keys_of(drafts: Sequence[SectionDraft]) -> list[str]:
    """A key for each section: the path of names, with a number where a path comes again."""
    taken = {"": 1}  # the preamble's
    keys: list[str] = []
    for draft in drafts:
        above = f"{keys[draft.parent]}/" if draft.parent is not None else ""
        keys.append(_key(above + draft.reading.name[:KEY_LIMIT], taken) if draft.level else "")
    return keys


def content_of(draft: SectionDraft, day: date | None, known: dict[Said, Body], roll: RollFacts) -> Content:
    """What stands under a draft's heading, once it is settled what the heading means.

    What is `known` to stand elsewhere, under a heading that means the same, is the same body; a new one is
    put there.
    """
    body = draft.body
    if body is None:
        return draft.taken or NO_CONTENT
    if not body.size:
        return NO_CONTENT
    kind = draft.reading.kind if draft.kind is SectionKind.TITLE else draft.kind
    if body.blocks is None:
        first = known.setdefault((body.raw, body.size, kind, id(draft.reading)), body)
        first.recurs = first is not body
        body = first
    body.kind, body.reading, body.day, body.roll = kind, draft.reading, day, roll
    return BodyContent(body, draft.heading.end)


def _nest(drafts: Sequence[SectionDraft]) -> None:
    """Parents and ends, by heading level; skipped levels are as they are."""
    path: list[int] = []
    for index, draft in enumerate(drafts):
        draft.end = draft.body_end
        if draft.level == 0:
            continue
        while path and drafts[path[-1]].level >= draft.level:
            drafts[path.pop()].end = draft.heading.start
        draft.parent = path[-1] if path else None
        path.append(index)
    for index in path:
        drafts[index].end = drafts[-1].body_end


def _title(drafts: Sequence[SectionDraft]) -> int | None:
    """The index of the title: the first level-1 heading, else the first one that heads no summary."""
    headed = (n for n, draft in enumerate(drafts) if draft.level and draft.alone.title != "Summary")
    first = next(headed, None)
    return next((index for index, draft in enumerate(drafts) if draft.level == 1), first)


def _is_title(heading: str, front: str) -> bool:
    """True for a first heading that is the document's title beside one in front matter.

    It says a day, or that it heads a meeting, or what the other says; any other is a section's.
    """
    if _MEETING.search(heading) is not None:
        return True
    words, others = (frozenset(_WORD.findall(fold(text))) for text in (heading, front))
    return 2 * len(words & others) > len(words)


def _as_title(reading: Meaning) -> Meaning:
    return Meaning(reading.title, reading.title, kind=reading.kind, phrase=reading.phrase)


def _html_title(drafts: Sequence[SectionDraft]) -> str:
    """The first heading of level 1 that is written in HTML before or under the first one."""
    for draft in drafts[:2]:
        for block in draft.shown()[:_FIRST_BLOCKS]:
            if block.kind is ItemKind.HTML and (match := _HTML_TITLE.search(block.text)) is not None:
                return " ".join(html.unescape(_TAG.sub(" ", match[1])).split())
    return ""


def _first_lines(parts: Iterable[tuple[str, Sequence[Block | Item]]]) -> Iterator[tuple[bool, str]]:
    """The lines a reader sees first, each told whether it is a heading; no code, no comments."""
    for title, content in parts:
        if title:
            yield True, title
        for block in content:
            if block.kind is ItemKind.TABLE:
                yield from ((False, line) for line in _labelled_rows(block.text))
            elif block.kind not in (ItemKind.HTML, ItemKind.CODE):
                for line in uncommented(block.text).split("\n"):
                    yield False, line


def _labelled_rows(table: str) -> Iterator[str]:
    """The rows of two cells, as a label and what it says: `| Date | 2016-08-09 |`."""
    for line in table.split("\n"):
        cells = line.strip().strip("|").split("|")
        if len(cells) == 2 and any(map(str.isalpha, cells[0])):
            yield f"{cells[0].strip(' :*')}: {cells[1].strip()}"


def _key(path: str, taken: dict[str, int]) -> str:
    key = path
    while key in taken:
        taken[path] += 1
        key = f"{path}#{taken[path]}"
    taken[key] = 1
    return key
