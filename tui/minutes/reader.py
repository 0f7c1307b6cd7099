"""Markdown -> Meeting: sections with their items, from one parse of the blocks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from tui.minutes.blocks import Block, Heading, blocks
from tui.minutes.conventions import PLACEHOLDERS
from tui.minutes.dates import date_in
from tui.minutes.headings import Reading, read_heading
from tui.minutes.model import Item, ItemKind, Meeting, Section, SectionKind
from tui.minutes.source import Source, Span

KEY_LIMIT: Final = 200
"""Characters of a name that go into a key: a key is an identity, not a text."""


def read(source: Source, file_name: str = "") -> Meeting:
    """Read a minutes file; any text is one. The file's name gives the date where the text is silent."""
    found = blocks(source.text)
    drafts = _cut(found, len(source.lines))
    sections = _sections(drafts)
    title = _title(sections)
    if title is not None:
        sections[title] = replace(
            sections[title], kind=SectionKind.TITLE, name=sections[title].title, owners=(), minutes=None
        )
    text = sections[title].title if title is not None else None
    day = (date_in(text) if text else None) or date_in(file_name.rsplit("/", 1)[-1])
    return Meeting(source, text, day, (), tuple(sections))


class _Draft:
    """A section while it is read."""

    __slots__ = ("blocks", "body_end", "heading", "start")

    def __init__(self, heading: Heading | None, start: int) -> None:
        self.heading = heading
        self.start = start
        self.body_end = start
        self.blocks: list[Block] = []


def _cut(found: Sequence[Heading | Block], lines: int) -> list[_Draft]:
    """The sections in order, each from its heading to the next; lines before the first are the preamble."""
    drafts = [_Draft(None, 0)]
    for block in found:
        if isinstance(block, Heading):
            drafts[-1].body_end = block.start
            drafts.append(_Draft(block, block.start))
        else:
            drafts[-1].blocks.append(block)
    drafts[-1].body_end = lines
    return drafts if drafts[0].body_end > 0 else drafts[1:]


def _sections(drafts: Sequence[_Draft]) -> list[Section]:
    sections: list[Section] = []
    path: list[int] = []  # the indices of the sections around the present one
    ends = [draft.body_end for draft in drafts]
    keys: dict[str, int] = {}
    for index, draft in enumerate(drafts):
        level = draft.heading.level if draft.heading is not None else 0
        while path and level and sections[path[-1]].level >= level:
            ends[path.pop()] = draft.start
        parent = path[-1] if path and level else None
        reading = read_heading(draft.heading.text) if draft.heading is not None else None
        sections.append(_section(draft, reading, parent, sections, keys))
        if level:
            path.append(index)
    for index in path:
        ends[index] = drafts[-1].body_end
    return [
        section if section.end == end else replace(section, end=end)
        for section, end in zip(sections, ends, strict=True)
    ]


def _section(
    draft: _Draft,
    reading: Reading | None,
    parent: int | None,
    before: Sequence[Section],
    keys: dict[str, int],
) -> Section:
    heading = draft.heading
    head_end = heading.end if heading is not None else draft.start
    body = Span(head_end, draft.body_end)
    items = _items(draft.blocks, draft.body_end)
    empty = all(_is_nothing(item) for item in items)
    if heading is None or reading is None:
        span = Span(draft.start, draft.start)
        return Section("", "", "", 0, span, body, body.end, SectionKind.PREAMBLE, items=items, empty=empty)
    above = before[parent].key + "/" if parent is not None else ""
    return Section(
        key=_key(above + reading.name[:KEY_LIMIT], keys),
        title=reading.title,
        name=reading.name,
        level=heading.level,
        heading=Span(heading.start, heading.end),
        body=body,
        end=body.end,
        kind=reading.kind,
        owners=reading.owners,
        minutes=reading.minutes,
        status=reading.status,
        parent=parent,
        items=items,
        empty=empty,
    )


def _key(path: str, keys: dict[str, int]) -> str:
    key = path
    while key in keys:
        keys[path] += 1
        key = f"{path}#{keys[path]}"
    keys[key] = 1
    return key


def _items(found: Sequence[Block], limit: int) -> tuple[Item, ...]:
    base = found[0].depth if found else 0
    items = []
    for block in found:
        base = min(base, block.depth)
        items.append(
            Item(
                block.kind,
                Span(block.start, min(block.end, limit)),
                Span(block.start, min(block.own_end, limit)),
                block.depth - base,
                block.text,
                block.marker,
                block.task,
            )
        )
    return tuple(items)


def _is_nothing(item: Item) -> bool:
    """True for what is no report: a comment, a rule, a placeholder."""
    if item.kind in (ItemKind.RULE, ItemKind.HTML):
        return item.kind is ItemKind.RULE or item.text.lstrip().startswith("<!--")
    if len(item.text) > 40:
        return False
    return item.text.strip(" \t\n[](){}<>_*.!`").casefold() in PLACEHOLDERS


def _title(sections: Sequence[Section]) -> int | None:
    """The index of the document's title: its first level-1 heading, else its first heading."""
    first = next((index for index, section in enumerate(sections) if section.level), None)
    return next((index for index, section in enumerate(sections) if section.level == 1), first)
