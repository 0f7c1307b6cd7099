"""What a whole file says of each of its notes: its people, its language, how it writes dates in numbers."""

from __future__ import annotations

from collections.abc import Callable

from tui.minutes.reading.beside import NO_BOILERPLATE, Boilerplate


class RollFacts:
    """What a whole file says of each of its notes: how the people of its roll call may be named, without
    case, and how it writes dates in numbers; and what stands in it without anybody having said it. It is
    read after what it stands in.
    """

    __slots__ = ("_foreign", "_order", "boilerplate", "known", "read", "text")

    def __init__(
        self,
        text: Callable[[], str] = str,
        known: frozenset[str] | None = None,
        boilerplate: Boilerplate = NO_BOILERPLATE,
    ) -> None:
        """`text` gives the file's text, and is asked only where a date can be read in two ways."""
        self.text = text
        self.boilerplate = boilerplate
        self.known: frozenset[str] = frozenset()
        self.read = False
        self._order: str | None = None
        self._foreign: bool | None = None
        if known is not None:
            self.take(known)

    def take(self, known: frozenset[str]) -> None:
        """The roll call is read: these are the names."""
        self.known, self.read = known, True

    @property
    def order(self) -> str:
        """The order of the file's dates in numbers: `dmy`, `mdy`, or empty where nothing says it."""
        if self._order is None:
            from tui.minutes.reading.meeting_date import numeric_order  # noqa: PLC0415 - few files ask

            self._order = numeric_order(self.text())
        return self._order

    @property
    def foreign(self) -> bool:
        """True for a file in another language than English."""
        if self._foreign is None:
            from tui.minutes.reading.meeting_date import is_foreign  # noqa: PLC0415 - few files ask

            self._foreign = is_foreign(self.text())
        return self._foreign

    def holds_for(self, text: str) -> bool:
        """True where another text says the same of its language and its dates, as far as somebody asked;
        then that is the text from here on.
        """
        if self._order is not None or self._foreign is not None:
            from tui.minutes.reading import meeting_date as dates  # noqa: PLC0415 - few files ask

            before = self.text()
            if self._order is not None and dates.numeric_order(text) != self._order:
                return False
            told = self._foreign is not None and before[: dates.TELLING] != text[: dates.TELLING]
            if told and dates.is_foreign(text) != self._foreign:
                return False
        self.text = lambda: text
        return True

    def __eq__(self, other: object) -> bool:
        return isinstance(other, RollFacts) and self.known == other.known

    __hash__ = None  # type: ignore[assignment]  # it is filled later
