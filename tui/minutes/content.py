"""What stands under a heading: known at a look, counted, or made into items when somebody asks for them."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import TYPE_CHECKING, Final, NamedTuple, TypeVar

if TYPE_CHECKING:
    from tui.minutes.model import Item

T = TypeVar("T")


class Tally(NamedTuple):
    """What can be counted of a section's items: those at the top, notes by kind, what is still open."""

    items: int = 0
    empty: bool = True  # no report: nothing, or a placeholder such as "TBD"
    notes: tuple[int, ...] = ()  # by kind, in the order of `NoteKind`; empty where there are none
    open_actions: int = 0
    open_flags: int = 0
    reviewers: tuple[str, ...] = ()  # who says to have reviewed it


NO_TALLY: Final = Tally()


class Content:
    """What stands under a heading, here nothing. A reader gives one that is parsed when it is looked at.

    Two are equal when their items are.
    """

    __slots__ = ()

    @property
    def items(self) -> tuple[Item, ...]:
        """The items, flat and in order; made when they are first asked for, and kept."""
        return ()

    @property
    def blank(self) -> bool:
        """True where there are no items; known without making them."""
        return True

    @property
    def empty(self) -> bool:
        """True without a report: nothing, or a placeholder such as "TBD"."""
        return True

    @property
    def noteless(self) -> bool:
        """True where surely no item is a note; known without making them."""
        return True

    @property
    def counted(self) -> bool:
        """Whether it is known what notes there are."""
        return True

    @property
    def noted(self) -> Tally:
        """What of the items is noted: notes and reviews, not how many items there are. They are made for it
        only where a look does not tell.
        """
        return NO_TALLY if self.noteless else self.tally

    @property
    def notes(self) -> tuple[int, ...]:
        """How many items are notes, by kind."""
        return self.noted.notes

    @property
    def tally(self) -> Tally:
        """What the items count; they are not made for it."""
        return NO_TALLY

    def alike(self, other: Content) -> bool:
        """True where the other is known to be the same, though maybe on other lines."""
        return self is other

    def take_count(self, tally: Tally | None) -> None:
        """Take what was counted elsewhere; None where a look showed that nothing is a note."""

    def moved(self, by: int) -> Content:  # noqa: ARG002 - nothing stands anywhere
        """The same so many lines further down."""
        return self

    def kept(self, key: Hashable, make: Callable[[], T]) -> T:  # noqa: ARG002 - nothing is nothing to keep
        """What somebody makes of the items under a key of theirs; made once for as long as the text stays.

        It must not tell lines of the file: those may move.
        """
        return make()

    def may_say(self, test: Callable[[str], bool]) -> bool:  # noqa: ARG002 - nothing says nothing
        """False where a test of the text fails; nothing is parsed for it."""
        return False

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Content) and (self is other or self.items == other.items)

    def __hash__(self) -> int:
        return hash(self.items)

    def __repr__(self) -> str:
        return repr(self.items)


NO_CONTENT: Final = Content()
