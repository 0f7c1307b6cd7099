"""Rules for items, section by section: a long file is read once, and again only where a rule acted.

A body that can be parsed by itself is cleaned by itself, and what comes again in the file is cleaned once.
The few that cannot (a list that goes on behind a heading) are cleaned with the whole file around them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

from tui.minutes.export.draft import CleanedDraft, LineChange, Touch
from tui.minutes.model import ItemKind, Meeting, Section
from tui.minutes.reading.contents import Body, BodyContent
from tui.minutes.reading.list_marks import SIGNS
from tui.minutes.reading.placeholders import LONGEST, is_nothing
from tui.minutes.text.encoding_repair import repairs
from tui.minutes.text.escape import SYMBOLS
from tui.minutes.text.patterns import LazyPattern
from tui.minutes.text.source import Source, Span

Apply = Callable[[CleanedDraft], tuple[CleanedDraft, list[Touch]]]

_ROUNDS: Final = 4
_MAY_ACT: Final = LazyPattern(
    r"<|^[ \t>]*(?:[*+][ \t]|[*+]$|--[^-])|^[ \t>]*(?:[-*+]|\d+[.)])[ \t]+[*+-][ \t]"
    rf"|^[ \t>]*[{re.escape(''.join(sorted(SIGNS)))}]",
    re.MULTILINE,
)
"""What raw HTML, another bullet marker or a reply needs."""

CONTROL: Final = LazyPattern("[" + "".join(map(re.escape, map(chr, SYMBOLS))) + "]")
"""A character that acts on a terminal or turns text around."""

_MARKER: Final = LazyPattern(r"[\s>]*(?:(?:[-*+]|\d{1,9}[.)])(?:\s+|$))*(?:\[[ xX]\]\s+)?")


class _Cleaned(NamedTuple):
    """What became of a body, by itself: lines are counted from its first."""

    lines: tuple[str, ...]
    origin: tuple[int | None, ...]
    touches: tuple[Touch, ...]


class Bodies:
    """The bodies of one file that were cleaned already."""

    def __init__(self, rules: Sequence[Apply]) -> None:
        self.rules = rules
        self._known: dict[object, _Cleaned | None] = {}

    def clean(self, draft: CleanedDraft) -> tuple[CleanedDraft, list[Touch]]:
        """The draft with all its bodies cleaned, and what was done."""
        found = [
            made for section in draft.meeting.sections if (made := self.change(draft, section)) is not None
        ]
        touches = [touch for _, done in found for touch in done]
        if found:
            draft = draft.changed([change for change, _ in found])
        if not is_cut(draft.meeting):
            for apply in self.rules:
                draft, done = apply(draft)
                touches += done
        return draft, touches

    def change(
        self, draft: CleanedDraft, section: Section, before: Sequence[LineChange] = ()
    ) -> tuple[LineChange, list[Touch]] | None:
        """What a section's body becomes, after changes in it, and what is done; None for the same."""
        content = section.content
        alone = isinstance(content, BodyContent) and content.body.blocks is None
        if not before and not alone:
            return None
        first = section.body.start
        lines = draft.lines[first : section.body.end]
        origin: Sequence[int | None] = range(len(lines))
        if before:
            inner = CleanedDraft(lines, origin, "").changed(
                [LineChange(_down(each.span, -first), each.lines, each.why, each.origin) for each in before]
            )
            lines, origin = inner.lines, inner.origin
        cleaned = self._cleaned(content.body, lines) if isinstance(content, BodyContent) and alone else None
        touches = []
        if cleaned is not None:
            for each in cleaned.touches:
                known = [n for n in origin[each.lines.start : each.lines.end] if n is not None]
                span = Span(known[0] + first, known[-1] + first + 1) if known else Span(0, 0)
                touches.append(Touch(each.rule, draft.lines_of(span), each.why))
            lines = cleaned.lines
            origin = tuple(None if n is None else origin[n] for n in cleaned.origin)
        if cleaned is None and not before:
            return None
        return LineChange(section.body, tuple(lines), "", tuple(origin)), touches

    def _cleaned(self, body: Body, lines: tuple[str, ...]) -> _Cleaned | None:
        """What lines are cleaned to that mean what a body's do; None for the same."""
        key = (lines, body.kind, body.reading, body.day)
        if key not in self._known:
            self._known[key] = self._made(body, lines) if _needs(lines) else None
        return self._known[key]

    def _made(self, body: Body, lines: tuple[str, ...]) -> _Cleaned | None:
        alone = BodyDraft(lines, range(len(lines)), "", body)
        draft: CleanedDraft = alone
        touches: list[Touch] = []
        for _ in range(_ROUNDS):
            before = draft.lines
            for apply in self.rules:
                draft, done = apply(draft)
                touches += done
            if draft.lines == before:
                break
        if draft.lines == alone.lines:
            return None
        self._known[(draft.lines, body.kind, body.reading, body.day)] = None
        return _Cleaned(draft.lines, draft.origin, tuple(touches))


def _down(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by)


class BodyDraft(CleanedDraft):
    """The draft of a body by itself: a meeting of one section that means what the body's does."""

    def __init__(
        self, lines: Sequence[str], origin: Sequence[int | None], file_name: str, like: Body
    ) -> None:
        super().__init__(lines, origin, file_name)
        self._like = like

    def _with(self, lines: Sequence[str], origin: Sequence[int | None]) -> CleanedDraft:
        return BodyDraft(lines, origin, self.file_name, self._like)

    def _read(self) -> Meeting:
        size = len(self.lines)
        body = Body("\n".join(self.lines), None, 0, size)
        body.kind, body.reading, body.day = self._like.kind, self._like.reading, self._like.day
        whole = Span(0, size)
        section = Section("", "", "", 0, Span(0, 0), whole, size, body.kind, content=BodyContent(body, 0))
        return Meeting(Source(self.text), sections=(section,))


def is_cut(meeting: Meeting) -> bool:
    """True where every body can be parsed by itself."""
    return all(
        not isinstance(section.content, BodyContent) or section.content.body.blocks is None
        for section in meeting.sections
    )


def _needs(lines: Sequence[str]) -> bool:
    """False where surely no rule for items has anything to do."""
    text = "\n".join(lines)
    if not text.strip():
        return False
    return (
        "EVIEWED" in text.upper()
        or _MAY_ACT.search(text) is not None
        or _is_odd(lines, text)
        or has_placeholder(lines)
    )


def has_placeholder(lines: Sequence[str]) -> bool:
    """False where surely none of the lines is a placeholder, nor all of them together."""
    if sum(map(len, lines)) <= LONGEST:
        return True
    return any(
        len(line) <= 2 * LONGEST and line.strip() and is_nothing(ItemKind.PARAGRAPH, _words(line))
        for line in lines
    )


def _is_odd(lines: Sequence[str], text: str) -> bool:
    """True where characters may have to be put right or shown as symbols."""
    if text.isascii() and text.replace("\n", "").isprintable():
        return False
    return CONTROL.search(text) is not None or next(repairs(list(lines)), None) is not None


def _words(line: str) -> str:
    marker = _MARKER.match(line)
    return line[marker.end() :] if marker is not None else line
