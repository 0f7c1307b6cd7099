"""What stands in a body: its items, and what they count."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from tui.minutes.content import Tally
from tui.minutes.model import Item, ItemKind, Note, NoteKind
from tui.minutes.reading.beside import line_said
from tui.minutes.reading.blocks import Block
from tui.minutes.reading.note_detection import notes_of, place_of
from tui.minutes.reading.placeholders import is_nothing
from tui.minutes.reading.plain_blocks import body_blocks
from tui.minutes.reading.prescan import has_no_note, says_something
from tui.minutes.text.signatures import is_signed, line_of, names_of
from tui.minutes.text.source import Span

if TYPE_CHECKING:
    from tui.minutes.reading.contents import Body


def parsed(body: Body) -> list[Block]:
    """The blocks, with lines counted from the body's first or, where so read, from `first`."""
    known = body.blocks if body.blocks is not None else body.kept_blocks
    if known is not None:
        if body.roll.read and not body.recurs:
            body.kept_blocks = None
        return known
    found = body_blocks(body.raw)
    if body.recurs or not body.roll.read:
        body.kept_blocks = found
    return found


def items_of(body: Body, at: int) -> tuple[Item, ...]:
    """The items of a body when its first line is line `at`.

    A list or quote that a heading cuts ends at the heading; depth starts at 0 again.
    """
    by, limit = at - body.first, at + body.size
    items = []
    for block, note, depth in _noted(body):
        span = Span(block.start + by, min(block.end + by, limit))
        alone = block.own_end == block.end
        own = span if alone else Span(block.start + by, min(block.own_end + by, limit))
        items.append(Item(block.kind, span, own, depth, block.text, block.marker, block.task, note))
    return tuple(items)


def _noted(body: Body) -> Iterator[tuple[Block, Note | None, int]]:
    """The blocks of a body, each with the note that it is, if any, and its depth in the section."""
    found = parsed(body)
    if not found or body.reading is None:
        return
    base = found[0].depth
    for block, note in notes_of(found, body.kind, body.reading, body.day, body.roll):
        base = min(base, block.depth)
        yield block, note, block.depth - base


def tally_of(items: Iterable[Item], given: Collection[str] = ()) -> Tally:
    """What items count, where lines that are `given` by a template report nothing."""
    return _tally(((item.depth, item.kind, item.text, item.note) for item in items), given)


def counted(body: Body) -> Tally:
    """What the items of a body count; they are not made for it."""
    given = body.roll.boilerplate.template
    return _tally(((depth, block.kind, block.text, note) for block, note, depth in _noted(body)), given)


def _tally(items: Iterable[tuple[int, ItemKind, str, Note | None]], given: Collection[str]) -> Tally:
    """What items count, each told by its depth, kind, text and note."""
    top, empty = 0, True
    notes: Counter[NoteKind] = Counter()
    still: Counter[NoteKind] = Counter()
    reviewers: list[str] = []
    for depth, kind, text, note in items:
        if note is not None:
            notes[note.kind] += 1
            still[note.kind] += note.open
        elif is_signed(text):
            reviewers += names_of(text)
            continue
        if note is None or note.kind is not NoteKind.FLAG:  # whoever flags a report has not written one
            top += depth == 0
            empty = empty and note is None and _says_nothing(kind, text, given)
    signed = names_of(line_of(reviewers)) if reviewers else ()
    flags = still[NoteKind.FLAG]
    return _shared(top, empty, tuple(notes[kind] for kind in NoteKind), still[NoteKind.ACTION], flags, signed)


def _says_nothing(kind: ItemKind, text: str, given: Collection[str]) -> bool:
    return is_nothing(kind, text) or (bool(given) and line_said(text) in given)


_shared: Final = lru_cache(maxsize=1024)(Tally)
"""Most sections count the same."""


def is_noteless(body: Body) -> bool:
    """True where surely nothing in a body is a note; nothing is parsed for it."""
    return (
        body.blocks is None
        and body.reading is not None
        and place_of(body.kind, body.reading) is None
        and has_no_note(body.raw)
    )


def surely_reports(body: Body) -> bool:
    """True where surely something is reported; nothing is parsed for it."""
    return body.blocks is None and not body.roll.boilerplate.template and says_something(body.raw)
