"""Remarks: what is said on a topic, written at the end of its replies as the file nests them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final

from tui.minutes.model import LIST_KINDS, Item, ItemKind, Meeting, NoteKind, Section
from tui.minutes.note_grammar import fold
from tui.minutes.noting.editing import Edit, EditError, check_writable, spliced, under
from tui.minutes.noting.placing import (
    REPLY_MARKER,
    SAMPLE,
    Insertion,
    Position,
    Try,
    blank_start,
    candidates,
    children_of,
    first_fitting,
    next_head,
    parent_of,
)
from tui.minutes.noting.rewriting import rewritten
from tui.minutes.text.source import Span

_ASKED: Final = (NoteKind.QUESTION, NoteKind.VOTE)
"""Notes that are answered beneath themselves."""


def topic_of(meeting: Meeting, place: Position) -> Position:
    """The topic whose replies a remark at a place joins.

    An outermost item, what has replies itself, and a question are topics; any other item is a reply to the
    one it is nested in, and an answer begun with `--` to the one above it. An outermost bullet without words
    waits for one in its section.
    """
    if place.item is None:
        return place
    section, index = meeting.sections[place.section], place.item
    item = section.items[index]
    if item.depth == 0 and _is_blank(item):
        return Position(place.section)
    if item.kind is not ItemKind.REPLY:
        asked = item.note is not None and item.note.kind in _ASKED
        if asked or item.depth == 0 or next(children_of(section, index), None) is not None:
            return place
    if (parent := parent_of(section, index)) is not None:
        return Position(place.section, parent)
    while index and section.items[index].kind is ItemKind.REPLY:
        index -= 1
    return Position(place.section, index)


def add_remark(meeting: Meeting, words: str, place: Position) -> Edit:
    """Write a remark at the end of a topic's replies, or (no item) as the last item of a section.

    A bullet that waits there without words takes it. Raises EditError for no words, and where no line can be.
    """
    check_writable(meeting)
    words = fold(words)
    if not words:
        raise EditError("There is nothing to write yet: a remark needs words.")
    section = meeting.sections[place.section] if meeting.sections else None
    said = f"added a remark{under(section)}"
    if section is not None and (waiting := _waiting(section, place.item)) is not None:
        return rewritten(meeting, Position(place.section, waiting), [words], said)
    for text in dict.fromkeys((words, _as_words(words))):
        insertion = first_fitting(meeting, place.section, _ways(meeting, place), text)
        if insertion is None and place.item is not None:
            insertion = first_fitting(
                meeting, place.section, candidates(meeting, Position(place.section)), text
            )
            said += ", at its end" if insertion is not None else ""
        if insertion is not None:
            return _inserted(meeting, insertion, said)
    raise EditError("No line here would be read as a remark; end the code block or comment around it first.")


def _inserted(meeting: Meeting, insertion: Insertion, said: str) -> Edit:
    at, line = Span(insertion.at, insertion.at), insertion.line
    return spliced(meeting, at, list(insertion.lines), Span(line, line + 1), said)


def _as_words(words: str) -> str:
    """Words that begin like a heading, a list, code … so that Markdown takes them for words."""
    number = len(words) - len(words.lstrip("0123456789"))
    return f"{words[:number]}\\{words[number:]}"


def _waiting(section: Section, index: int | None) -> int | None:
    """The first of the bullets without words that stand where the remark is to go."""
    direct = _outermost(section) if index is None else list(children_of(section, index))
    found = None
    for n in reversed(direct):
        if not _is_blank(section.items[n]):
            break
        found = n
    return found


def _outermost(section: Section) -> list[int]:
    return [n for n, item in enumerate(section.items) if item.depth == 0]


def _is_blank(item: Item) -> bool:
    return item.kind in LIST_KINDS and not item.text.strip() and item.task is None and len(item.own) == 1


def _ways(meeting: Meeting, place: Position) -> Iterator[Try]:
    """The ways to add a reply, best first: those with `--` where they are the habit, then a list's."""
    if meeting.sections:
        section = meeting.sections[place.section]
        if place.item is not None:
            yield from _answers(meeting, section, place.item)
        elif section.items and section.items[-1].kind is ItemKind.REPLY:
            outer = parent_of(section, len(section.items) - 1)
            if outer is None:
                yield _beside(meeting, section, len(section.items) - 1)
    yield from candidates(meeting, place)


def _answers(meeting: Meeting, section: Section, index: int) -> Iterator[Try]:
    item = section.items[index]
    if item.kind not in LIST_KINDS:
        yield from _after_paragraph(meeting, section, index)
        return
    nested = list(children_of(section, index))
    if nested:
        if section.items[nested[-1]].kind is ItemKind.REPLY:
            yield _beside(meeting, section, nested[-1])
        return
    step = _usual_step(meeting, section)
    if step is not None:
        start = blank_start(meeting.source.lines[item.span.start])
        yield Try(item.span.end, start + step + REPLY_MARKER, item.depth + 1)


def _beside(meeting: Meeting, section: Section, index: int) -> Try:
    """Behind a reply, and like it."""
    reply = section.items[index]
    begin = blank_start(meeting.source.lines[reply.own.start]) + REPLY_MARKER
    return Try(reply.span.end, begin, reply.depth)


def _after_paragraph(meeting: Meeting, section: Section, index: int) -> Iterator[Try]:
    """In the replies or the list that directly follow a paragraph, at their end."""
    item, items = section.items[index], section.items
    if item.kind is not ItemKind.PARAGRAPH:
        return
    after = [n for n in range(index + 1, _run_of_lists(items, index)) if items[n].depth == item.depth]
    if after and items[after[-1]].kind is ItemKind.REPLY:
        yield _beside(meeting, section, after[-1])
    elif after:
        yield Try(items[after[-1]].span.end, next_head(meeting.source, section, after[-2:]), item.depth)


def _run_of_lists(items: Sequence[Item], index: int) -> int:
    """The number behind the list, or the replies, that follow an item."""
    depth, first = items[index].depth, None
    for n in range(index + 1, len(items)):
        if items[n].depth > depth:
            continue
        first = first or items[n].kind
        if items[n].depth < depth or items[n].kind is not first or first not in (*LIST_KINDS, ItemKind.REPLY):
            return n
    return len(items)


def _usual_step(meeting: Meeting, section: Section) -> str | None:
    """How far replies with `--` are indented; None where a section, or else the file, has more of lists."""
    steps, lists = _habits(meeting, section)
    if not steps and not lists:
        for each in islice(meeting.sections, SAMPLE):
            some, others = _habits(meeting, each)
            steps, lists = steps + some, lists + others
            if steps.total() + lists > SAMPLE:
                break
    return steps.most_common(1)[0][0] if steps.total() > lists else None


def _habits(meeting: Meeting, section: Section) -> tuple[Counter[str], int]:
    """The indents of a section's replies with `--` to how many have them, and how many others are nested."""
    steps: Counter[str] = Counter()
    lists, above = 0, ""
    for item in section.items[:SAMPLE]:
        start = blank_start(meeting.source.lines[item.span.start])
        if item.kind is ItemKind.REPLY and item.depth:
            steps[start[len(above) :] if start.startswith(above) else ""] += 1
        elif item.kind in LIST_KINDS:
            above = start
            lists += item.depth > 0
    return steps, lists
