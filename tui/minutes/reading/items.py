"""What stands in a body: its items, and what they count."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from tui.minutes.content import Tally
from tui.minutes.model import Item, NoteKind
from tui.minutes.reading.blocks import Block, parse_unlinked
from tui.minutes.reading.glance import has_no_note, says_something
from tui.minutes.reading.nothing import says_nothing
from tui.minutes.reading.recognise import notes_of, place_of
from tui.minutes.source import Span

if TYPE_CHECKING:
    from tui.minutes.reading.contents import Body


def parsed(body: Body) -> list[Block]:
    """The blocks, with lines counted from the body's first or, where so read, from `first`."""
    if body.blocks is not None:
        return body.blocks
    return [block for block in parse_unlinked(body.raw, {})[0] if isinstance(block, Block)]


def items_of(body: Body, at: int) -> tuple[Item, ...]:
    """The items of a body when its first line is line `at`.

    A list or quote that a heading cuts ends at the heading; depth starts at 0 again.
    """
    found = parsed(body)
    if not found or body.reading is None:
        return ()
    by, limit = at - body.first, at + body.size
    base = found[0].depth
    items = []
    for block, note in notes_of(found, body.kind, body.reading, body.day):
        base = min(base, block.depth)
        span = Span(block.start + by, min(block.end + by, limit))
        alone = block.own_end == block.end
        own = span if alone else Span(block.start + by, min(block.own_end + by, limit))
        items.append(
            Item(block.kind, span, own, block.depth - base, block.text, block.marker, block.task, note)
        )
    return tuple(items)


def tally_of(items: Iterable[Item]) -> Tally:
    """What items count."""
    top, empty, open_actions = 0, True, 0
    notes: Counter[NoteKind] = Counter()
    for item in items:
        top += item.depth == 0
        empty = empty and says_nothing(item)
        if item.note is not None:
            notes[item.note.kind] += 1
            open_actions += item.note.open
    return _shared(top, empty, tuple(notes[kind] for kind in NoteKind), open_actions)


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
    return body.blocks is None and says_something(body.raw)
