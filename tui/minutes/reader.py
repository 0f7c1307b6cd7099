"""Markdown -> Meeting: sections with their items and notes, from one parse of the blocks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from itertools import islice
from typing import Final

from tui.minutes.attendees import attendees
from tui.minutes.blocks import Block, Heading, blocks
from tui.minutes.conventions import PLACEHOLDERS
from tui.minutes.dates import FIRST_LINES, meeting_date
from tui.minutes.headings import Reading, read_heading, settled
from tui.minutes.model import Item, ItemKind, Meeting, Section, SectionKind
from tui.minutes.recognise import notes_of
from tui.minutes.source import Source, Span
from tui.minutes.teams import kinds

KEY_LIMIT: Final = 200
"""Characters of a name that go into a key: a key is an identity, not a text."""

_LONGEST_PLACEHOLDER: Final = 40
_FRAME: Final = " \t\n[](){}<>_*.!`~:"
_PREAMBLE: Final = Reading("", "")

_read_heading = lru_cache(maxsize=4096)(read_heading)


@dataclass(slots=True)
class _Draft:
    """A section while it is read. The preamble has no heading and level 0."""

    heading: Span
    level: int = 0
    reading: Reading = _PREAMBLE
    parent: int | None = None
    body_end: int = 0
    end: int = 0
    kind: SectionKind = SectionKind.PREAMBLE
    blocks: list[Block] = field(default_factory=list)


def read(source: Source, file_name: str = "") -> Meeting:
    """Read a minutes file; any text is one. The file's name gives the date where the text is silent."""
    drafts = _cut(blocks(source.text), len(source.lines))
    _nest(drafts)
    title = _title(drafts)
    text = drafts[title].reading.title if title is not None else None
    if title is not None:
        reading = drafts[title].reading
        drafts[title].reading = Reading(
            reading.title, reading.title, kind=reading.kind, phrase=reading.phrase
        )
    readings = settled([draft.reading for draft in drafts], [draft.parent for draft in drafts])
    for draft, reading in zip(drafts, readings, strict=True):
        draft.reading = reading
    day = meeting_date(text or "", list(islice(_first_lines(drafts), FIRST_LINES)), file_name)
    found = kinds(
        [draft.reading if draft.level else None for draft in drafts],
        [draft.parent for draft in drafts],
        title,
    )
    for draft, kind in zip(drafts, found, strict=True):
        draft.kind = kind
    sections = _sections(drafts, day)
    return Meeting(source, text, day, attendees(sections), sections)


def _cut(found: Sequence[Heading | Block], lines: int) -> list[_Draft]:
    """The sections in order, each from its heading to the next; lines before the first are the preamble."""
    drafts = [_Draft(Span(0, 0))]
    for block in found:
        if isinstance(block, Heading):
            drafts[-1].body_end = block.start
            reading = _read_heading(block.text)
            drafts.append(_Draft(Span(block.start, block.end), block.level, reading))
        else:
            drafts[-1].blocks.append(block)
    drafts[-1].body_end = lines
    return drafts if drafts[0].body_end > 0 else drafts[1:]


def _nest(drafts: Sequence[_Draft]) -> None:
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


def _title(drafts: Sequence[_Draft]) -> int | None:
    """The index of the document's title: its first level-1 heading, else its first heading."""
    first = next((index for index, draft in enumerate(drafts) if draft.level), None)
    return next((index for index, draft in enumerate(drafts) if draft.level == 1), first)


def _first_lines(drafts: Sequence[_Draft]) -> Iterator[str]:
    """The lines a reader sees first, headings among them; no code, no comments."""
    for draft in drafts:
        if draft.reading.title:
            yield draft.reading.title
        for block in draft.blocks:
            if block.kind not in (ItemKind.HTML, ItemKind.CODE):
                yield from block.text.split("\n")


def _sections(drafts: Sequence[_Draft], day: date | None) -> tuple[Section, ...]:
    keys = {"": 1}  # the preamble's
    sections: list[Section] = []
    for draft in drafts:
        above = f"{sections[draft.parent].key}/" if draft.parent is not None else ""
        key = _key(above + draft.reading.name[:KEY_LIMIT], keys) if draft.level else ""
        sections.append(_section(draft, key, day))
    return tuple(sections)


def _section(draft: _Draft, key: str, day: date | None) -> Section:
    reading = draft.reading
    items = _items(draft, day)
    return Section(
        key=key,
        title=reading.title,
        name=reading.name,
        level=draft.level,
        heading=draft.heading,
        body=Span(draft.heading.end, draft.body_end),
        end=draft.end,
        kind=draft.kind,
        owners=reading.owners,
        minutes=reading.minutes,
        status=reading.status,
        parent=draft.parent,
        items=items,
        empty=all(map(_is_nothing, items)),
    )


def _key(path: str, keys: dict[str, int]) -> str:
    """A key that no section has yet: the path of names, with a number where it comes again."""
    key = path
    while key in keys:
        keys[path] += 1
        key = f"{path}#{keys[path]}"
    keys[key] = 1
    return key


def _items(draft: _Draft, day: date | None) -> tuple[Item, ...]:
    """A section's items. A list or quote that a heading cuts ends at the heading; depth starts at 0 again."""
    found, limit = draft.blocks, draft.body_end
    if not found:
        return ()
    base = found[0].depth
    items = []
    kind = draft.reading.kind if draft.kind is SectionKind.TITLE else draft.kind
    for block, note in notes_of(found, kind, draft.reading, day):
        base = min(base, block.depth)
        span = Span(block.start, min(block.end, limit))
        own = span if block.own_end == block.end else Span(block.start, min(block.own_end, limit))
        items.append(
            Item(block.kind, span, own, block.depth - base, block.text, block.marker, block.task, note)
        )
    return tuple(items)


def _is_nothing(item: Item) -> bool:
    """True for what is no report: a comment, a rule, a placeholder."""
    if item.kind is ItemKind.RULE:
        return True
    text = item.text
    if item.kind is ItemKind.HTML:
        return text.startswith("<!--") and text.rstrip().endswith("-->")
    if len(text) > _LONGEST_PLACEHOLDER or item.note is not None:
        return False
    return text.strip(_FRAME).casefold() in PLACEHOLDERS
