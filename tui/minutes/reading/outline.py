"""From headings and blocks to sections: cut at the headings, nested, judged together, with their notes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from itertools import islice
from typing import Final

from tui.minutes.conventions import PLACEHOLDERS
from tui.minutes.dates import FIRST_LINES, meeting_date
from tui.minutes.model import Item, ItemKind, Section, SectionKind
from tui.minutes.reading.blocks import Block, Heading
from tui.minutes.reading.headings import Reading, read_heading, settled
from tui.minutes.reading.recognise import notes_of
from tui.minutes.reading.teams import kinds
from tui.minutes.source import Span

KEY_LIMIT: Final = 200
"""Characters of a name that go into a key: a key is an identity, not a text."""

NO_READING: Final = Reading("", "")
"""Of the preamble, which has no heading."""

_LONGEST_PLACEHOLDER: Final = 40
_FRAME: Final = " \t\n[](){}<>_*.!`~:"

_read_heading = lru_cache(maxsize=4096)(read_heading)


@dataclass(slots=True)
class Draft:
    """A section while it is read. The preamble has no heading and level 0.

    `alone` is the heading read by itself, `reading` among the others. It has blocks, or items where it is
    `taken` over from an earlier reading.
    """

    heading: Span
    level: int = 0
    alone: Reading = NO_READING
    top: bool = False  # in no list and no quote
    body_end: int = 0
    blocks: list[Block] = field(default_factory=list)
    taken: tuple[Item, ...] = ()
    reading: Reading = NO_READING
    parent: int | None = None
    end: int = 0
    kind: SectionKind = SectionKind.PREAMBLE


@dataclass(frozen=True, slots=True)
class Facts:
    """What the sections of a document say together."""

    title: str | None
    day: date | None


def cut(found: Sequence[Heading | Block], first: int, last: int) -> list[Draft]:
    """The sections of some lines, each from its heading to the next; before the first is the preamble."""
    drafts = [Draft(Span(first, first))]
    for block in found:
        if isinstance(block, Heading):
            drafts[-1].body_end = block.start
            heading = Span(block.start, block.end)
            drafts.append(Draft(heading, block.level, _read_heading(block.text), block.depth == 0))
        else:
            drafts[-1].blocks.append(block)
    drafts[-1].body_end = last
    return drafts if drafts[0].body_end > first else drafts[1:]


def settle(drafts: Sequence[Draft], file_name: str) -> Facts:
    """Judge the headings together: parents, ends, title, leads, date and kinds."""
    _nest(drafts)
    title = _title(drafts)
    for index, draft in enumerate(drafts):
        draft.reading = draft.alone if index != title else _as_title(draft.alone)
    parents = [draft.parent for draft in drafts]
    readings = settled([draft.reading for draft in drafts], parents)
    judged = kinds(
        [reading if draft.level else None for reading, draft in zip(readings, drafts, strict=True)],
        parents,
        title,
    )
    for draft, reading, kind in zip(drafts, readings, judged, strict=True):
        draft.reading, draft.kind = reading, kind
    text = drafts[title].alone.title if title is not None else None
    return Facts(
        text,
        day_of(text, ((draft.reading.title, draft.blocks or draft.taken) for draft in drafts), file_name),
    )


def day_of(
    title: str | None, parts: Iterable[tuple[str, Sequence[Block | Item]]], file_name: str
) -> date | None:
    """The meeting's date, from the title and the content of each section in order."""
    return meeting_date(title or "", list(islice(_first_lines(parts), FIRST_LINES)), file_name)


def section_of(draft: Draft, key: str, items: tuple[Item, ...]) -> Section:
    """A draft as a section."""
    reading = draft.reading
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


def keys_of(drafts: Sequence[Draft]) -> list[str]:
    """A key for each section: the path of names, with a number where a path comes again."""
    taken = {"": 1}  # the preamble's
    keys: list[str] = []
    for draft in drafts:
        above = f"{keys[draft.parent]}/" if draft.parent is not None else ""
        keys.append(_key(above + draft.reading.name[:KEY_LIMIT], taken) if draft.level else "")
    return keys


def items_of(draft: Draft, day: date | None) -> tuple[Item, ...]:
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


def _nest(drafts: Sequence[Draft]) -> None:
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


def _title(drafts: Sequence[Draft]) -> int | None:
    """The index of the document's title: its first level-1 heading, else its first heading."""
    first = next((index for index, draft in enumerate(drafts) if draft.level), None)
    return next((index for index, draft in enumerate(drafts) if draft.level == 1), first)


def _as_title(reading: Reading) -> Reading:
    return Reading(reading.title, reading.title, kind=reading.kind, phrase=reading.phrase)


def _first_lines(parts: Iterable[tuple[str, Sequence[Block | Item]]]) -> Iterator[str]:
    """The lines a reader sees first, headings among them; no code, no comments."""
    for title, content in parts:
        if title:
            yield title
        for block in content:
            if block.kind not in (ItemKind.HTML, ItemKind.CODE):
                yield from block.text.split("\n")


def _key(path: str, taken: dict[str, int]) -> str:
    key = path
    while key in taken:
        taken[path] += 1
        key = f"{path}#{taken[path]}"
    taken[key] = 1
    return key


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
