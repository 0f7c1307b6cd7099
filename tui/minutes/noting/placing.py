"""Where a new line goes and with which marker and indent, so that Markdown reads it where it was meant.

A place has several candidates, best first. One is taken only when CommonMark reads the new line as a list
item of the wanted depth and every other block as before. So an unclosed fence, a lazy continuation or an
underlined heading cannot swallow a note, or be changed by it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from typing import Final

from tui.minutes.model import LIST_KINDS, Item, ItemKind, Meeting, Section
from tui.minutes.note_grammar import split_box
from tui.minutes.noting.fitting import reread
from tui.minutes.text.signatures import is_signed
from tui.minutes.text.source import Source, Span, without_newline

DEFAULT_MARKER: Final = "-"
REPLY_MARKER: Final = "--"

_LIST_MARKER: Final = re.compile(r"(?:[-+*]|(\d{1,9})([.)]))(?=[ \t]|$)")
_ASIDE: Final = "   "  # so far indented a list item takes in no indented fence or heading after it
SAMPLE: Final = 400
"""Items and sections looked at for a file's habits."""


@dataclass(frozen=True, slots=True)
class Position:
    """Where a note goes: under an item, or (no item) at the end of a section. Indices into the meeting."""

    section: int
    item: int | None = None


@dataclass(frozen=True, slots=True)
class Insertion:
    """New lines before line `at`; the one meant is `lines[offset]`, the others are blank."""

    at: int
    lines: tuple[str, ...]
    offset: int

    @property
    def line(self) -> int:
        """Where the line meant will stand."""
        return self.at + self.offset


@dataclass(frozen=True, slots=True)
class Head:
    """How a list item's line begins: what stands before the marker, the marker, the blanks after it."""

    prefix: str
    marker: str
    gap: str

    @property
    def content_column(self) -> int:
        """The column from which nested lines belong to the item (CommonMark 5.2)."""
        marker_end = column(self.prefix + self.marker)
        width = column(self.prefix + self.marker + self.gap) - marker_end
        return marker_end + (width if 1 <= width <= 4 else 1)

    @property
    def inner(self) -> str:
        """The least prefix of a line nested in the item."""
        return self.prefix + " " * (self.content_column - column(self.prefix))


@dataclass(frozen=True, slots=True)
class Try:
    """A candidate: a line begun with `head` before line `at`, with or without a blank line around it.

    It is a list item; with `--` at the end of its head a reply.
    """

    at: int
    head: str
    depth: int | None  # in the section; None: whatever comes
    loose: bool = False


def column(text: str) -> int:
    """The width of a line's beginning, with tab stops every four columns as CommonMark has them."""
    return len(text.expandtabs(4))


def place_line(meeting: Meeting, place: Position, text: str) -> Insertion | None:
    """The best way to add a list item `text` at a place; None where no way reads as meant."""
    return first_fitting(meeting, place.section, candidates(meeting, place), text)


def candidates(meeting: Meeting, place: Position) -> Iterator[Try]:
    """The ways to add a list item at a place, best first."""
    if not meeting.sections:
        return iter((Try(0, "-", None),))
    return _candidates(meeting, meeting.sections[place.section], place.item)


def first_fitting(meeting: Meeting, number: int, tries: Iterable[Try], text: str) -> Insertion | None:
    """The first of several ways to add `text` in the section of a number that reads as meant; or None."""
    section = meeting.sections[number] if meeting.sections else None
    for candidate in tries:
        keep = _is_blank_before_next(meeting.source, section, candidate.at)
        for before, after in ((candidate.loose, keep), (True, keep), (candidate.loose, True), (True, True)):
            insertion = _insertion(meeting.source, candidate, text, before=before, after=after)
            if insertion is not None and _fits(meeting, number, candidate, insertion, text):
                return insertion
    return None


def item_head(source: Source, section: Section, index: int) -> Head:
    """How the line of a list item begins. Markers of lists that begin on the same line become spaces."""
    item = section.items[index]
    line = without_newline(source.lines[item.span.start])
    outer, depth = 0, item.depth
    for other in reversed(section.items[:index]):
        if other.span.start < item.span.start or depth == 0:
            break
        if other.depth < depth:
            outer, depth = outer + (other.kind in LIST_KINDS), other.depth
    prefix, at = "", 0
    while True:
        blanks = len(line) - at - len(line[at:].lstrip(" \t"))
        prefix, at = prefix + line[at : at + blanks], at + blanks
        match = _LIST_MARKER.match(line, at)
        if line[at : at + 1] == ">":
            prefix, at = prefix + ">", at + 1
        elif match is not None and outer:
            prefix, at, outer = prefix + " " * len(match[0]), match.end(), outer - 1
        else:
            break
    marker = match[0] if match is not None else ""
    rest = line[at + len(marker) :]
    words = rest.lstrip(" \t")
    return Head(prefix, marker, rest[: len(rest) - len(words)] if words else " ")


def parent_of(section: Section, index: int) -> int | None:
    """The index of the item that an item is nested in."""
    depth = section.items[index].depth
    if depth == 0:
        return None
    return next((n for n in range(index - 1, -1, -1) if section.items[n].depth < depth), None)


def children_of(section: Section, index: int) -> Iterator[int]:
    """The indices of the items nested directly in an item."""
    depth = section.items[index].depth
    for n in range(index + 1, len(section.items)):
        if section.items[n].depth <= depth:
            return
        if section.items[n].depth == depth + 1:
            yield n


def _candidates(meeting: Meeting, section: Section, index: int | None) -> Iterator[Try]:
    if index is None:
        yield from _at_end(meeting, section)
        return
    item = section.items[index]
    if item.kind in LIST_KINDS:
        yield from _nested(meeting, section, index, (item.span.end, item.own.end))
        return
    parent = parent_of(section, index)
    if parent is not None and section.items[parent].kind in LIST_KINDS:
        ends = (item.span.end, _run_end(section, index), section.items[parent].span.end, item.span.start)
        yield from _nested(meeting, section, parent, ends)
    else:
        yield from _beside(meeting, section, index)


def _nested(meeting: Meeting, section: Section, index: int, ends: Sequence[int]) -> Iterator[Try]:
    """Under a list item: like its nested items, else as the file nests elsewhere, else at its content."""
    item, head = section.items[index], item_head(meeting.source, section, index)
    nested = [n for n in children_of(section, index) if section.items[n].kind in LIST_KINDS]
    heads, loose = [], False
    if nested:
        heads.append(next_head(meeting.source, section, nested))
        loose = is_loose(meeting.source, section, nested)
    marker = head.marker if item.kind is ItemKind.BULLET else usual_marker(meeting)
    step = _usual_step(meeting, section)
    if step:
        heads.append(head.prefix + step + marker)
    heads.append(head.inner + marker)
    for end in dict.fromkeys(end for end in ends if end > item.span.start):
        for begin in dict.fromkeys(heads):
            yield Try(end, begin, item.depth + 1, loose)


def _beside(meeting: Meeting, section: Section, index: int) -> Iterator[Try]:
    """Under what nothing can be nested in (a paragraph, a table …): in the list after it, or in a new one."""
    item = section.items[index]
    if item.kind is ItemKind.QUOTE or item.depth == 0:
        prefix = ""
    else:
        prefix = item_head(meeting.source, section, index).prefix
    following = next(
        (n for n in range(index + 1, len(section.items)) if section.items[n].depth <= item.depth), None
    )
    if following is not None and section.items[following].kind in LIST_KINDS:
        other = section.items[following]
        head = item_head(meeting.source, section, following)
        if other.kind is ItemKind.BULLET and other.depth == item.depth:
            yield Try(other.span.start, head.prefix + head.marker, item.depth)
    begin = prefix + usual_marker(meeting)
    for end in dict.fromkeys((item.span.end, _run_end(section, index))):
        yield Try(end, begin, item.depth, loose=True)
    yield Try(item.span.start, begin, item.depth)
    yield Try(item.span.start, _ASIDE + begin, item.depth)


def _at_end(meeting: Meeting, section: Section) -> Iterator[Try]:
    tops = [n for n, item in enumerate(section.items) if item.depth == 0]
    begin = usual_marker(meeting)
    if not tops:
        yield _in_empty(meeting, section, begin)
        yield _in_empty(meeting, section, _ASIDE + begin)
        return
    signed = [n for n in tops if is_signed(section.items[n].text)]
    if signed and signed[-1] == tops[-1]:  # who has reviewed a report stands at its end
        yield Try(
            section.items[tops[-1]].span.start, item_head(meeting.source, section, tops[-1]).prefix + begin, 0
        )
        tops = [n for n in tops if n not in signed] or tops
    last = section.items[tops[-1]]
    if last.kind in LIST_KINDS:
        alike = [tops[-1]]
        if len(tops) > 1 and section.items[tops[-2]].kind is last.kind:
            alike.insert(0, tops[-2])
        loose = is_loose(meeting.source, section, alike)
        yield Try(last.span.end, next_head(meeting.source, section, alike), 0, loose)
    yield Try(last.span.end, begin, 0, loose=True)
    for n in reversed(tops[-3:]):
        yield Try(section.items[n].span.start, begin, 0)
        yield Try(section.items[n].span.start, _ASIDE + begin, 0)
    yield Try(last.span.end, begin, None, loose=True)
    yield Try(section.body.start, begin, None)


def _in_empty(meeting: Meeting, section: Section, begin: str) -> Try:
    """In a section of blank lines: after the first of several, so that one stays before what follows."""
    blanks = len(section.body)
    if blanks >= 2:
        return Try(section.body.start + 1, begin, None)
    return Try(section.body.start, begin, None, loose=blanks == 1 and _blank_after_headings(meeting))


def _run_end(section: Section, index: int) -> int:
    """The end of the lines that directly follow an item as replies or paragraphs of the same depth."""
    end = section.items[index].span.end
    for item in section.items[index + 1 :]:
        if item.depth < section.items[index].depth or item.span.start > end:
            break
        end = max(end, item.span.end)
    return end


def next_head(source: Source, section: Section, alike: Sequence[int]) -> str:
    """How the line of one more item of a list begins: as its last item's; a number goes on counting."""
    head = item_head(source, section, alike[-1])
    number = _LIST_MARKER.fullmatch(head.marker)
    if number is None or number[1] is None:
        return head.prefix + head.marker
    before = _LIST_MARKER.fullmatch(item_head(source, section, alike[-2]).marker) if len(alike) > 1 else None
    step = 0 if before is not None and before[1] == number[1] else 1
    return f"{head.prefix}{int(number[1]) + step}{number[2]}"


def is_loose(source: Source, section: Section, alike: Sequence[int]) -> bool:
    """True where the last two items of a list have a blank line between them."""
    if len(alike) < 2:
        return False
    return not source.lines[section.items[alike[-1]].span.start - 1].strip(" \t\r\n>")


def usual_marker(meeting: Meeting) -> str:
    """The bullet that the file uses most."""
    seen: Counter[str] = Counter()
    for section in meeting.sections:
        seen.update(section.content.kept("bullets", partial(_bullets, section)))
        if seen.total() > SAMPLE:
            break
    return seen.most_common(1)[0][0] if seen else DEFAULT_MARKER


def _bullets(section: Section) -> list[str]:
    return [item.marker for item in section.items[:SAMPLE] if item.kind is ItemKind.BULLET]


def _usual_step(meeting: Meeting, section: Section) -> str:
    """The indent by which the section, or else the file, nests lists; empty where there is no such habit.

    One list elsewhere in the file is no habit; two that do the same are.
    """
    steps = _steps(meeting, section)
    if steps:
        return steps.most_common(1)[0][0]
    left = SAMPLE
    for each in meeting.sections:
        steps += _steps(meeting, each)
        left -= len(each.items) + 1
        if left < 0:
            break
    step, lists = steps.most_common(1)[0] if steps else ("", 0)
    return step if lists > 1 else ""


def _steps(meeting: Meeting, section: Section) -> Counter[str]:
    """Indent of nested lists to how many lists of a section have it."""
    lines = meeting.source.lines
    path: list[Item] = []
    steps: Counter[str] = Counter()
    for item, following in pairwise(section.items[:SAMPLE]):
        del path[item.depth :]
        if item.kind in LIST_KINDS and len(path) == item.depth:
            path.append(item)
        nests = following.kind in LIST_KINDS and len(path) == following.depth > 0
        if nests and path[-1].span.start < following.span.start:
            outer, inner = (blank_start(lines[i.span.start]) for i in (path[-1], following))
            if len(inner) > len(outer) and inner.startswith(outer) and following.depth > item.depth:
                steps[inner[len(outer) :]] += 1
    return steps


def blank_start(line: str) -> str:
    """The blanks that a line begins with."""
    return line[: len(line) - len(line.lstrip(" \t"))]


def _blank_after_headings(meeting: Meeting) -> bool:
    """True where most reports of the file begin with a blank line."""
    lines = meeting.source.lines
    votes = 0
    for section in meeting.sections[:SAMPLE]:
        if section.level and section.items and section.body.start < len(lines):
            votes += 1 if not lines[section.body.start].strip() else -1
    return votes > 0


def _is_blank_before_next(source: Source, section: Section | None, at: int) -> bool:
    """True where a section's last line is blank and belongs to its last item (an open code block has it)."""
    return (
        section is not None
        and at == section.body.end > section.body.start
        and not source.lines[at - 1].strip()
    )


def _insertion(source: Source, candidate: Try, text: str, *, before: bool, after: bool) -> Insertion | None:
    """The candidate's lines, without a blank line where one stands already."""
    lines = source.lines
    above = lines[candidate.at - 1].strip() if candidate.at else ""
    below = lines[candidate.at].strip() if candidate.at < len(lines) else ""
    quote = re.match(r"[ \t>]*>", candidate.head)
    blank = quote[0] if quote is not None else ""
    head = [blank] if before and above else []
    return Insertion(
        candidate.at,
        (*head, f"{candidate.head} {text}", *([blank] if after and below else [])),
        len(head),
    )


def _fits(meeting: Meeting, section: int, candidate: Try, insertion: Insertion, text: str) -> bool:
    """True when the file with the new lines reads as before, but for the new item."""
    span = Span(insertion.at, insertion.at)
    read = reread(meeting, section, span, insertion.lines)
    if read is None or len(read.blocks) != 1:
        return False
    (found,) = read.blocks
    reply = candidate.head.endswith(REPLY_MARKER)
    task, words = (None, text) if reply else split_box(text)
    kind = ItemKind.ORDERED if candidate.head[-1] in ".)" else ItemKind.REPLY if reply else ItemKind.BULLET
    depth = found.depth if candidate.depth is None else candidate.depth + read.base
    return (found.start, found.kind, found.text, found.task, found.depth) == (
        insertion.line,
        kind,
        words,
        task,
        depth,
    )
