"""What a block of minutes is in parts: a paragraph of tasks is one a line; and its text as one line."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from tui.minutes.model import TASKS, ItemKind, Note
from tui.minutes.reading.blocks import Block
from tui.minutes.reading.languages import fold
from tui.minutes.reading.line_marks import is_label
from tui.minutes.reading.people import could_be_name
from tui.minutes.reading.task_owners import Known, is_somebody, leading_owners
from tui.minutes.text.inline import uncommented
from tui.minutes.text.patterns import LazyPattern

_LISTED: Final = frozenset({ItemKind.BULLET, ItemKind.ORDERED})
_ENDED: Final = (".", "!", "?", ";", "\\", "<br>", "<br/>", "<br />")
_BREAKS: Final = LazyPattern(r"(?:\s*(?:<br ?/?>|\\$))+\s*$", re.IGNORECASE)
_SHORT: Final = 90
"""Characters of a line that no editor has broken, right under a label of tasks."""

_HEAD: Final = LazyPattern(r"[*_]{0,2}(?P<who>@?[^\W\d_][^:\n]{1,40}?)[*_]{0,2}\s?:[*_]{0,2}\s")
_FEWEST: Final = 3
"""Tasks that begin with somebody of the roll call, beside which another one does so, too."""


def parts_of(block: Block, known: Callable[[], Known], *, labelled: bool) -> Sequence[Block]:
    """A paragraph of tasks, one a line; any other block as it is.

    `labelled`: right above it a label says that these are tasks; then short lines that all begin anew are.
    """
    lines = block.text.split("\n")
    if len(lines) == 1 or len(lines) != block.own_end - block.start or is_label(lines[0]):
        return (block,)
    if labelled and stand_alone(lines):
        return _at_lines(block, lines, range(len(lines)))
    people = known()
    headed = [_is_bold(line) and is_somebody(line.rstrip(" :*_"), people) for line in lines]
    starts = [0]
    for number, line in enumerate(lines[1:], 1):
        before = lines[number - 1]
        ended = before.rstrip().endswith(_ENDED) or before.endswith("  ")
        if ended or headed[0] or leading_owners(line, people)[1]:
            starts.append(number)
    parts = _at_lines(block, lines, starts)
    owned = sum(1 for part in parts if leading_owners(part.text, people)[1])
    return parts if len(parts) > 1 and (headed[0] or owned * 2 >= len(parts)) else (block,)


def stand_alone(lines: Sequence[str]) -> bool:
    """True for short lines that all begin with a capital letter: none goes on with the one before."""
    return all(len(line) < _SHORT and line.lstrip(" *_`[")[:1].isupper() for line in lines)


def _at_lines(block: Block, lines: Sequence[str], starts: Sequence[int]) -> list[Block]:
    """The block in parts that begin at some of its lines."""
    ends = [*starts[1:], len(lines)]
    return [
        replace(
            block,
            start=block.start + a,
            end=block.start + b,
            own_end=block.start + b,
            text="\n".join(lines[a:b]).rstrip(),
        )
        for a, b in zip(starts, ends, strict=True)
    ]


def with_others(found: Sequence[Block], known: Known) -> Known:
    """How people may be named in a list of tasks in which all begin with somebody, most of the roll call."""
    heads = [
        match["who"] if (match := _HEAD.match(block.text)) is not None else ""
        for block in found
        if is_listed(block) and block.depth == 0
    ]
    if len(heads) <= _FEWEST or not all(heads):
        return known
    strangers = {head for head in heads if not is_somebody(head.replace("\\&", "&"), known)}
    others = {fold(head) for head in strangers if could_be_name(head)}
    named = sum(head not in strangers for head in heads)
    return known | others if named >= max(_FEWEST, 2 * (len(heads) - named)) else known


def without_comments(block: Block) -> Block:
    """A block without the comments in it, which say nothing."""
    return replace(block, text=uncommented(block.text)) if "<!--" in block.text else block


def is_listed(block: Block) -> bool:
    """True for an item of a list, Markdown's or with a bullet of a word processor."""
    return block.kind in _LISTED or (block.kind is ItemKind.PARAGRAPH and bool(block.marker))


def as_boxed(note: Note, block: Block) -> Note:
    """An action with what its box says."""
    if note.kind not in TASKS or block.task is None or note.dropped:
        return note
    return note._replace(done=block.task, dropped=block.dropped)


def in_one_line(text: str) -> str:
    """A text in one line, without the line breaks in HTML at its end."""
    return _BREAKS.sub("", " ".join(text.split()))


def _is_bold(line: str) -> bool:
    return line.startswith("**") and line.rstrip(" :").endswith("**")
