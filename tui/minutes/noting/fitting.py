"""Whether new lines would be read as meant, and everything around them as before: tried before writing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from tui.minutes.model import ItemKind, Meeting, Section
from tui.minutes.reading.blocks import Block, Heading, blocks
from tui.minutes.text.source import Span, without_newline

_LONG: Final = 200  # items: in a longer section only the neighbourhood is read again


@dataclass(frozen=True, slots=True)
class Reread:
    """What Markdown makes of new lines: items and headings that begin in them, their section's first depth.

    The base is more than 0 for a section whose heading stands in a list or a quote.
    """

    blocks: tuple[Block, ...]
    headings: tuple[Heading, ...]
    base: int


def reread(meeting: Meeting, section: int, span: Span, lines: Sequence[str]) -> Reread | None:
    """Read the section with a span replaced by lines; None when anything beside them reads otherwise.

    Their `start` and `end` are lines of the file with the new lines.
    """
    window = _window(meeting, section, span)
    old_lines = [without_newline(line) for line in meeting.source.lines[window.start : window.end]]
    start, end = span.start - window.start, span.end - window.start
    added = len(lines) - len(span)
    old = blocks("\n".join(old_lines) + "\n")
    new = blocks("\n".join([*old_lines[:start], *lines, *old_lines[end:]]) + "\n")
    here = [b for b in new if start <= b.start < start + len(lines)]
    before = [b for b in old if not start <= b.start < end]
    after = [b for b in new if not start <= b.start < start + len(lines)]
    if len(before) != len(after):
        return None
    if not all(_same(a, b, end, added) for a, b in zip(before, after, strict=True)):
        return None
    for block in here:
        block.start += window.start
        block.end += window.start
    items = meeting.sections[section].items if meeting.sections else ()
    top = items[0].span.start - window.start if items else -1
    base = min((b.depth for b in old if b.start == top and isinstance(b, Block)), default=0)
    headings = tuple(b for b in here if isinstance(b, Heading))
    return Reread(tuple(b for b in here if isinstance(b, Block)), headings, base)


def _same(old: Block | Heading, new: Block | Heading, end: int, added: int) -> bool:
    """True for a block that is what it was, moved where it stands after the new lines."""

    def moved(line: int) -> int:
        return line + added if line >= end else line

    if new.start != moved(old.start) or new.depth != old.depth or new.text != old.text:
        return False
    if isinstance(old, Heading) or isinstance(new, Heading):
        return isinstance(old, Heading) and isinstance(new, Heading) and old.level == new.level
    if (old.kind, old.marker, old.task) != (new.kind, new.marker, new.task):
        return False
    last = max(old.start, old.own_end - 1)
    return max(new.start, new.own_end - 1) == moved(last)


def _window(meeting: Meeting, index: int, span: Span) -> Span:
    """Lines around a span that Markdown reads by themselves as it reads them in the file.

    They begin and end at blocks in the first column, where nothing can go on: headings, and in a long
    section bullets.
    """
    lines, sections = meeting.source.lines, meeting.sections
    if not sections:
        return Span(0, len(lines))
    first = index
    while first and not _closes_all(lines, sections[first]):
        first -= 1
    last = index + 1
    while last < len(sections) and not _closes_all(lines, sections[last]):
        last += 1
    start = sections[first].span.start if first else 0
    end = sections[last].heading.end if last < len(sections) else len(lines)
    if first == index and len(sections[index].items) > _LONG:
        for item in sections[index].items:
            if item.depth or item.kind is not ItemKind.BULLET or lines[item.span.start][:1] not in "-*+":
                continue
            if item.span.end < span.start:
                start = item.span.start
            elif item.span.start >= span.end:
                end = item.own.end
                break
    return Span(start, end)


def _closes_all(lines: Sequence[str], section: Section) -> bool:
    """True for a heading in the first column: it stands in no list and no quote.

    An underlined heading that begins with a digit or a mark might stand in a list that begins there.
    """
    if section.level == 0:
        return False
    first = lines[section.heading.start][:1]
    return first == "#" or (len(section.heading) > 1 and first.isalpha())
