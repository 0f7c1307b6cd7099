"""The layout of exported Markdown: blank lines and the indents of lists, alike where nothing else changes.

A line that needs nothing keeps its bytes. A list goes through mdformat by itself and only where it needs it,
and is taken only where every token stays the same: what mdformat does not know stays as it was.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from tui.minutes.export.draft import CleanedDraft, LineChange
from tui.minutes.export.tokens import block_tokens
from tui.minutes.reading.front_matter import front_matter
from tui.minutes.text.patterns import LazyPattern
from tui.minutes.text.source import Span

LONGEST: Final = 20_000
"""Characters of the longest list that is laid out: mdformat takes its time."""

_ITEM: Final = LazyPattern(r"^([ \t]*)(?:[-*+]|\d{1,9}[.)])[ \t]", 8)
_FENCE: Final = LazyPattern(r"^[ \t>]*(?:```|~~~)|<", 8)
_FLUSH: Final = LazyPattern(r"[^\s>\-*+\d]|\d+[^\d.)]")
"""What a heading begins with that stands in no list and no quote."""

_RUN: Final = LazyPattern(r"(?<=\n)[ \t]*\n[ \t]*\n")


def layout(draft: CleanedDraft) -> list[LineChange]:
    """What is to be changed for blank lines and lists to be alike; nothing overlaps."""
    found = sorted([*_lists(draft), *_blank_lines(draft)], key=lambda change: change.span)
    return [change for n, change in enumerate(found) if not n or change.span.start >= found[n - 1].span.end]


def _blank_lines(draft: CleanedDraft) -> Iterator[LineChange]:
    """One blank line around headings, and no two in a row."""
    lines, front = draft.lines, front_matter(draft.text).lines
    why = "blank lines around headings and between blocks are made one each"
    for section in draft.meeting.sections:
        start, end = section.heading.start, section.heading.end
        if section.level and _FLUSH.match(lines[start]) is not None:
            if start > front and lines[start - 1].strip():
                yield LineChange(Span(start, start), ("",), why)
            if end < min(section.body.end, len(lines)) and lines[end].strip():
                yield LineChange(Span(end, end), ("",), why)
        yield from (LineChange(span, ("",), why) for span in _runs(lines, section.body, len(lines)))


def _runs(lines: Sequence[str], body: Span, last: int) -> Iterator[Span]:
    """Runs of blank lines outside of code; where a heading follows, the last of them stand in none."""
    text = "\n".join(lines[body.start : body.end])
    if _RUN.search(f"\n{text}\n") is None:
        return
    end = min(body.end, last)
    at = body.start
    if _FENCE.search(text) is not None:
        at = end
        while at > body.start and not lines[at - 1].strip():
            at -= 1
        if end - at > 1 and end < last:
            yield Span(at, end)
        return
    while at < end:
        stop = at
        while stop < end and not lines[stop].strip():
            stop += 1
        in_code = stop < end and lines[stop].startswith(("    ", "\t"))
        if stop - at > 1 and not in_code:
            yield Span(at, stop)
        at = max(stop, at + 1)


def _lists(draft: CleanedDraft) -> Iterator[LineChange]:
    """Lists whose items are indented by tabs and by blanks."""
    for section in draft.meeting.sections:
        first, end = section.body.start, min(section.body.end, len(draft.lines))
        if _is_uneven("\n".join(draft.lines[first:end])):
            yield from _even(draft.lines[first:end], first)


def _is_uneven(text: str) -> bool:
    """True where some items are indented by tabs and others by blanks."""
    if "\t" not in text:
        return False
    indents = {match[1][:1] for match in _ITEM.finditer(text)}
    return "\t" in indents and " " in indents


def _even(lines: Sequence[str], first: int) -> list[LineChange]:
    """The lists of a body laid out; none where that would change anything but blanks."""
    changes = []
    for token in block_tokens("\n".join(lines)):
        if token.level or not token.type.endswith("list_open") or token.map is None:
            continue
        start, end = token.map
        while end > start and not lines[end - 1].strip():
            end -= 1
        old = lines[start:end]
        text = "\n".join(old)
        if len(text) <= LONGEST and _is_uneven(text) and (new := _formatted(text)) is not None:
            changes.append(LineChange(Span(start, end), tuple(new), "the indents of the list are made even"))
    whole = CleanedDraft(lines, range(len(lines)), "").changed(changes)
    if not changes or _signature("\n".join(lines)) != _signature("\n".join(whole.lines)):
        return []
    return [LineChange(Span(c.span.start + first, c.span.end + first), c.lines, c.why) for c in changes]


def _formatted(text: str) -> list[str] | None:
    """A list through mdformat; None where it cannot."""
    import mdformat  # noqa: PLC0415 - not before a list needs it

    try:
        return mdformat.text(text, extensions={"gfm"}).rstrip("\n").split("\n")
    except (ValueError, RecursionError):
        return None


def _signature(text: str) -> list[tuple[object, ...]]:
    """All that Markdown makes of a text, but for the lines it stands on and the marks of bullets."""
    return [
        (token.type, token.level, token.hidden, token.content, token.info, str(token.attrs))
        for token in block_tokens(text)
    ]
