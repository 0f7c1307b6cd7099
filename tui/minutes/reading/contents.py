"""What stands under a heading, parsed when somebody looks at it.

A long file is mostly not looked at. Its sections keep the text of their bodies, and what was counted of it
once; items exist where they are shown or asked for. What another process has read (`tui.minutes.ahead`)
is shown before the reader is imported here: it comes with what parses first.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from tui.minutes.content import Content, Tally
from tui.minutes.model import Item, SectionKind
from tui.minutes.reading.meaning import Meaning
from tui.minutes.reading.roll_facts import RollFacts
from tui.minutes.text.source import Span

if TYPE_CHECKING:
    from tui.minutes.reading.blocks import Block

T = TypeVar("T")


class KnownBody(NamedTuple):
    """What is known of a body's text, to be handed to another process."""

    kind: SectionKind
    reading: Meaning | None
    day: date | None
    tally: Tally | None
    noteless: bool | None
    recurs: bool


class Body:
    """A section's body wherever it stands: its text, or its blocks where that cannot be parsed by itself.

    Sections that say the same under headings that mean the same have one body (see `outline`).
    """

    __slots__ = (
        *("_noteless", "blocks", "day", "first", "kept", "kept_blocks", "kind", "raw", "reading", "recurs"),
        *("roll", "size", "tally"),
    )

    def __init__(self, raw: str, blocks: list[Block] | None, first: int, size: int) -> None:
        """`size` is in lines; `first` is the line from which the lines of `blocks` are counted."""
        self.raw = raw
        self.blocks = blocks
        self.first = first if blocks is not None else 0
        self.size = size
        self.kind = SectionKind.OTHER
        self.reading: Meaning | None = None
        self.day: date | None = None
        self.roll = RollFacts()
        self.tally: Tally | None = None
        self.recurs = False
        """Whether more than one section has it."""
        self.kept_blocks: list[Block] | None = None
        """What it was parsed into, where it recurs."""
        self.kept: dict[Hashable, Any] | None = None
        self._noteless: bool | None = None

    @property
    def known(self) -> KnownBody:
        """What is known of the text, for another process."""
        return KnownBody(self.kind, self.reading, self.day, self.tally, self._noteless, self.recurs)

    def take(self, known: KnownBody) -> None:
        """Take what another process knew of the text."""
        self.kind, self.reading, self.day, self.tally, self._noteless, self.recurs = known

    @property
    def blank(self) -> bool:
        """True where nothing stands."""
        return not (self.raw.strip(" \t\n") if self.blocks is None else self.blocks)

    @property
    def noteless(self) -> bool:
        """True where surely nothing is a note, nor says who has reviewed it."""
        if self.tally is not None:
            return not any(self.tally.notes) and not self.tally.reviewers
        if self._noteless is None:
            from tui.minutes.reading.items import is_noteless  # noqa: PLC0415

            self._noteless = is_noteless(self)
        return self._noteless

    @property
    def counted(self) -> bool:
        """True when it is known what notes there are."""
        return self.tally is not None or bool(self._noteless)

    @property
    def reports(self) -> bool:
        """True where surely something is reported."""
        from tui.minutes.reading.items import surely_reports  # noqa: PLC0415

        return surely_reports(self)

    def parsed(self) -> list[Block]:
        """The blocks, with lines counted from the body's first or, where so read, from `first`."""
        from tui.minutes.reading.items import parsed  # noqa: PLC0415

        return parsed(self)

    def items(self, at: int) -> tuple[Item, ...]:
        """The items of the body when its first line is line `at`; they are counted, too."""
        from tui.minutes.reading.items import items_of, tally_of  # noqa: PLC0415

        items = items_of(self, at)
        self.tally = tally_of(items, self.roll.boilerplate.template)
        return items

    def count(self, tally: Tally | None) -> None:
        """Take what was counted elsewhere; None: surely nothing is a note."""
        self.tally, self._noteless = tally or self.tally, tally is None


class BodyContent(Content):
    """A body in its place. Items are made once; where it moves they move with it when asked for again."""

    __slots__ = ("_at", "_items", "_items_at", "body")

    def __init__(self, body: Body, at: int, items: tuple[Item, ...] | None = None, items_at: int = 0) -> None:
        self.body = body
        self._at = at
        self._items = items
        self._items_at = items_at

    @property
    def items(self) -> tuple[Item, ...]:
        """The items, flat and in order; made when they are first asked for, and kept."""
        items = self._items
        if items is None:
            items = self.body.items(self._at)
        elif self._items_at != self._at:
            items = tuple([_moved(item, self._at - self._items_at) for item in items])
        self._items, self._items_at = items, self._at
        return items

    @property
    def made(self) -> tuple[tuple[Item, ...], int] | None:
        """The items with the line from which they are counted, if somebody has asked for them."""
        return (self._items, self._items_at) if self._items is not None else None

    @property
    def blank(self) -> bool:
        """True where there are no items; known without making them."""
        return self.body.blank

    @property
    def empty(self) -> bool:
        """True without a report: nothing, or a placeholder such as "TBD"."""
        known = self.body.tally
        if known is not None:
            return known.empty
        return self.body.blank or (not self.body.reports and self.tally.empty)

    @property
    def noteless(self) -> bool:
        """True where surely no item is a note; known without making them."""
        return self.body.noteless

    @property
    def counted(self) -> bool:
        """Whether it is known what notes there are."""
        return self.body.counted

    @property
    def tally(self) -> Tally:
        """What the items count; they are not made for it."""
        if self.body.tally is None:
            from tui.minutes.reading.items import counted  # noqa: PLC0415

            self.body.tally = counted(self.body)
        return self.body.tally

    def alike(self, other: Content) -> bool:
        """True where the other is known to be the same, though maybe on other lines."""
        return isinstance(other, BodyContent) and self.body is other.body

    def kept(self, key: Hashable, make: Callable[[], T]) -> T:
        """What somebody makes of the items under a key of theirs; made once for as long as the text stays."""
        if self.body.kept is None:
            self.body.kept = {}
        if key not in self.body.kept:
            self.body.kept[key] = make()
        found: T = self.body.kept[key]
        return found

    def may_say(self, test: Callable[[str], bool]) -> bool:
        """False where a test of the text fails; nothing is parsed for it."""
        return self.body.blocks is not None or test(self.body.raw)

    def forget(self) -> None:
        """Make the items anew when they are asked for again: what they mean was not all known before."""
        from tui.minutes.reading.items import is_noteless  # noqa: PLC0415

        if is_noteless(self.body):
            self.body.kept_blocks = self.body.kept_blocks if self.body.recurs else None
            return
        self._items, self.body.tally, self.body.kept = None, None, None

    def named_by(self, roll: RollFacts) -> BodyContent:
        """The same text as it reads with the people of another roll call."""
        from tui.minutes.reading.items import is_noteless  # noqa: PLC0415

        body = self.body
        if is_noteless(body):
            return self
        new = Body(body.raw, body.blocks, body.first, body.size)
        new.kind, new.reading, new.day, new.roll = body.kind, body.reading, body.day, roll
        return BodyContent(new, self._at)

    def take_count(self, tally: Tally | None) -> None:
        """Take what was counted elsewhere; None where a look showed that nothing is a note."""
        self.body.count(tally)

    def moved(self, by: int) -> Content:
        """The same so many lines further down."""
        return BodyContent(self.body, self._at + by, self._items, self._items_at) if by else self


def _moved(item: Item, by: int) -> Item:
    span = Span(item.span.start + by, item.span.end + by)
    own = span if item.own == item.span else Span(item.own.start + by, item.own.end + by)
    return Item(item.kind, span, own, item.depth, item.text, item.marker, item.task, item.note)
