"""What of minutes is public: the file without what it hides, its lines still knowing where they come from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import Final, NamedTuple

from tui.minutes.export.draft import CleanedDraft, Touch
from tui.minutes.model import Meeting
from tui.minutes.publishing.secrets import struck as without
from tui.minutes.reading.hidden import Hidden, HiddenKind, hidden_in
from tui.minutes.reading.reader import read
from tui.minutes.text.patterns import LazyPattern
from tui.minutes.text.source import Source, Span

_RULES: Final = {HiddenKind.COMMENT: "comments"}
_LISTED: Final = LazyPattern(r"[ \t>]*(?:[-*+]|\d{1,9}[.)])(?=[ \t]|$)")


class Public(NamedTuple):
    """The public part of minutes, and what was left out."""

    draft: CleanedDraft
    touches: tuple[Touch, ...] = ()


def public(meeting: Meeting, file_name: str, struck: frozenset[str] = frozenset()) -> Public:
    """The minutes without comments, private parts and closed sessions, and without the words `struck`."""
    draft = CleanedDraft.of(meeting.source, file_name)
    draft.meeting = meeting
    touches: list[Touch] = []
    while hidden := hidden_in(draft.meeting):  # what is cut out can leave another comment, of what was around
        draft, done = _without(draft, hidden)
        touches += done
    if struck:
        draft, more = _struck(draft, struck)
        touches += more
    return Public(draft, tuple(touches))


def _struck(draft: CleanedDraft, words: frozenset[str]) -> tuple[CleanedDraft, list[Touch]]:
    lines = [without(line, words) for line in draft.lines]
    changed = [n for n, line in enumerate(lines) if line != draft.lines[n]]
    done = [Touch("private", draft.lines_of(Span(n, n + 1)), "words are struck") for n in changed]
    return CleanedDraft(lines, draft.origin, draft.file_name), done


def public_text(meeting: Meeting, span: Span) -> list[str]:
    """Lines of a file as they may leave, without newlines; those that hide something are shorter or gone."""
    draft = public(meeting, "").draft
    return [line for line, at in zip(draft.lines, draft.origin, strict=True) if at is not None and at in span]


def public_words(text: str) -> str:
    """A text by itself, as one that was selected on the screen, as it may leave."""
    return "\n".join(public(read(Source(text)), "").draft.lines)


def counted(touches: Sequence[Touch]) -> str:
    """How much was left out: `2 comments, 3 private parts (14 lines)`; empty for nothing."""
    comments = sum(touch.rule == "comments" for touch in touches)
    private = [touch for touch in touches if touch.rule == "private"]
    lines = sum(len(touch.lines) for touch in private)
    told = [f"{comments} comment{'s' * (comments != 1)}"] if comments else []
    if private:
        told.append(
            f"{len(private)} private part{'s' * (len(private) != 1)} ({lines} line{'s' * (lines != 1)})"
        )
    return ", ".join(told)


def _without(draft: CleanedDraft, hidden: Sequence[Hidden]) -> tuple[CleanedDraft, tuple[Touch, ...]]:
    lines: list[str] = []
    origin: list[int | None] = []
    touches: list[Touch] = []
    at = 0  # the next line that is not looked at yet
    for first, last, text, kinds in _cut_lines(draft.lines, hidden):
        lines += draft.lines[at:first]
        origin += draft.origin[at:first]
        at = last + 1
        span = draft.lines_of(Span(first, at))
        touches += [Touch(_RULES.get(kind, "private"), span, kind.value) for kind in kinds]
        below = draft.lines[at : at + 1]
        if not text.strip(" \t>"):
            if _would_join(lines[-1:], below):
                lines.append(text.rstrip())
                origin.append(draft.origin[first])
        elif not _is_bare(text, below):
            lines.append(text)
            origin.append(draft.origin[first])
    lines += draft.lines[at:]
    origin += draft.origin[at:]
    return CleanedDraft(lines, origin, draft.file_name), tuple(touches)


def _cut_lines(
    lines: Sequence[str], hidden: Sequence[Hidden]
) -> Iterator[tuple[int, int, str, list[HiddenKind]]]:
    """First and last line of what is cut together, what is left of them as one line, and why."""
    starts = [0, *accumulate(len(line) + 1 for line in lines)]
    n = 0
    line = 0
    while n < len(hidden):
        while starts[line + 1] <= hidden[n].start:
            line += 1
        first, left, at, kinds = line, "", starts[line], []
        while n < len(hidden) and hidden[n].start < starts[line + 1]:
            each = hidden[n]
            left += lines[line][at - starts[line] : each.start - starts[line]]
            while starts[line + 1] <= each.end and line + 1 < len(lines):
                line += 1
            at = each.end
            kinds.append(each.kind)
            n += 1
        rest = lines[line][at - starts[line] :]
        joined = left + (rest.lstrip() if not left.strip(" \t>") else rest)
        yield first, line, joined if rest.strip() else joined.rstrip(), kinds
        line += 1


def _is_bare(text: str, below: Sequence[str]) -> bool:
    """True for a list item's marker with nothing behind it and nothing nested in it."""
    marker = _LISTED.match(text)
    if marker is None or text[marker.end() :].strip():
        return False
    nested = below and below[0].strip() and _indent(below[0]) > _indent(text)
    return not nested


def _would_join(before: Sequence[str], after: Sequence[str]) -> bool:
    """True where two lines would run into each other that something stood between."""
    if not before or not after:
        return False
    above, below = before[0].strip(" \t>"), after[0].strip(" \t>")
    return bool(above and below) and _LISTED.match(after[0]) is None


def _indent(line: str) -> int:
    wide = line.expandtabs(4)
    return len(wide) - len(wide.lstrip(" >"))
