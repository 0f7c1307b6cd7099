"""The sections of a reading that stand on other lines than in the one before, moved when they are looked at.

A line typed near the top of a long file moves thousands of sections that nobody looks at.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import Final, overload

from tui.minutes.model import Section
from tui.minutes.text.source import Span

_MOST_PLACES: Final = 32
"""Places of changes that are told apart; with more, all sections are moved at once."""

_MOST_MADE: Final = 1000
"""Sections that were looked at and are kept for the next reading; of more, none is."""

_FEW: Final = 100
"""Sections that are all moved at once when somebody goes through them."""


class LazySections(Sequence[Section]):
    """Sections, each of them as many lines further down as was put in before it.

    It is made from the sections of the reading before; then sections are `put` in the place of others, and
    those behind a change are moved. After that it is what it is, and equal to a tuple of the same sections.
    """

    __slots__ = ("_all", "_base", "_by", "_made", "_starts")

    def __init__(self, sections: Sequence[Section]) -> None:
        self._base = list(sections)
        self._starts = [0]  # from which index on …
        self._by = [0]  # … sections stand so many lines further down than in `_base`
        self._made: dict[int, Section] = {}
        self._all: tuple[Section, ...] | None = None
        """All of them, where somebody went through few enough to be kept."""

    @classmethod
    def of(cls, before: Sequence[Section]) -> LazySections:
        """The sections of the reading before."""
        return before.copy() if isinstance(before, LazySections) else cls(before)

    def copy(self) -> LazySections:
        """The same sections, to be changed."""
        if len(self._starts) > _MOST_PLACES:
            return LazySections(self)
        new: LazySections = LazySections(self._base)
        new._starts, new._by = self._starts.copy(), self._by.copy()
        new._made = self._made.copy() if len(self._made) < _MOST_MADE else {}
        return new

    def put(self, index: int, section: Section) -> None:
        """Put a section, which stands where it stands, in the place of another."""
        self._base[index] = moved(section, -self._by_of(index))
        self._made[index] = section
        self._all = None

    def move(self, start: int, by: int) -> None:
        """Move all sections from an index on."""
        self._all = None
        at = bisect_left(self._starts, start)
        if at == len(self._starts) or self._starts[at] != start:
            self._starts.insert(at, start)
            self._by.insert(at, self._by[at - 1])
        self._by[at:] = [known + by for known in self._by[at:]]
        self._made = {n: moved(section, by) if n >= start else section for n, section in self._made.items()}

    def _by_of(self, index: int) -> int:
        return self._by[bisect_right(self._starts, index) - 1]

    def _at(self, index: int) -> Section:
        section = self._made.get(index)
        if section is None:
            section = self._base[index]
            if by := self._by_of(index):
                section = self._made[index] = moved(section, by)
        return section

    def __len__(self) -> int:
        return len(self._base)

    @overload
    def __getitem__(self, index: int) -> Section: ...

    @overload
    def __getitem__(self, index: slice) -> tuple[Section, ...]: ...

    def __getitem__(self, index: int | slice) -> Section | tuple[Section, ...]:
        """A section, or some."""
        if self._all is not None:
            return self._all[index]
        if isinstance(index, slice):
            return tuple(map(self._at, range(*index.indices(len(self)))))
        return self._at(index if index >= 0 else index + len(self._base))

    def __iter__(self) -> Iterator[Section]:
        """The sections in order, moved as they are come to."""
        if self._all is not None:
            return iter(self._all)
        sections = map(self._at, range(len(self._base)))
        if len(self._base) > _FEW:
            return sections
        self._all = tuple(sections)
        return iter(self._all)

    def __eq__(self, other: object) -> bool:
        """True for a sequence of equal sections."""
        return isinstance(other, (tuple, LazySections)) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return repr(tuple(self))


def moved(section: Section, by: int) -> Section:
    """A section so many lines further down."""
    if not by:
        return section
    heading, body = section.heading, section.body
    return section._replace(
        heading=Span(heading.start + by, heading.end + by),
        body=Span(body.start + by, body.end + by),
        end=section.end + by,
        content=section.content.moved(by),
    )
