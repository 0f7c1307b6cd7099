"""Find in the whole meeting: as you type, with every hit marked where it is drawn."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from tui.minutes.reading.find import Finder
from tui.screens.meeting.desk import Desk
from widgets.places import Place

if TYPE_CHECKING:
    from textual.widget import Widget


def has_letters(text: str, letters: str) -> bool:
    """True where a text begins with the first of some letters and has the others in that order: `gcore`."""
    left = iter(text.casefold())
    wanted = "".join(letters.casefold().split())
    return bool(wanted) and text[:1].casefold() == wanted[0] and all(letter in left for letter in wanted)


class Search:
    """One search at a time; its hits stay marked until the next one or Esc."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._finder: Finder | None = None
        self._from: Place | None = None
        self._area: Widget = desk.panes
        self._needle = ""

    def commands(self) -> dict[str, Callable[[], object]]:
        """What this concern answers to, by command id."""
        return {
            "find": self._open,
            "find_next": lambda: self._next(1),
            "find_previous": lambda: self._next(-1),
        }

    @property
    def active(self) -> bool:
        """True while something is sought or marked."""
        return self._desk.find_bar.display or bool(self._needle)

    def seek(self, needle: str) -> None:
        """Mark a text everywhere and go to its first hit from where the search began."""
        self._needle = needle
        self._desk.panes.needle = needle
        lines = self._lines()
        if not lines and (key := self._by_letters()):
            self._desk.go(Place(key))
            name = self._desk.shown.sections[self._desk.here()].name
            self._desk.say(f"“{needle}” are letters of {name}")
        elif not lines:
            back = self._desk.key("back")
            self._desk.say(f"“{needle}” is nowhere in these minutes; {back} goes back." if needle else "")
            if self._desk.find_bar.display and self._from is not None:
                self._desk.go(self._from)
        elif self._from is not None:
            self._go_first(lines, self._line_of(self._from) - 1)

    def accept(self) -> None:
        """Close the bar and stay; the hits stay marked. Where nothing was found there is nowhere to stay."""
        if not (self._needle and (self._lines() or self._by_letters())):
            self.cancel()
            return
        self._desk.find_bar.display = False
        self._desk.show_area(self._desk.panes)

    def cancel(self) -> None:
        """Close the bar, unmark the hits; while still typing also go back to where the search began."""
        typing = self._desk.find_bar.display
        self._desk.find_bar.display = False
        self.seek("")
        if typing and self._from is not None:
            self._desk.go(self._from)
            self._desk.show_area(self._area)

    def _open(self) -> None:
        bar = self._desk.find_bar
        self._from = self._desk.panes.place
        self._area = self._desk.agenda if self._desk.agenda.has_focus else self._desk.panes
        bar.display = True
        bar.value = self._needle
        bar.select_all()
        bar.focus()

    def _next(self, direction: int) -> None:
        if not self._needle:
            self._open()
            return
        if not (lines := self._lines()):
            return
        place = self._desk.panes.place
        if direction > 0:
            self._go(lines, self._line_of(place))
        else:
            first = self._line_of(place, last=False)
            before = [n for n, line in enumerate(lines) if line < first]
            self._go_to(lines, before[-1] if before else len(lines) - 1)

    def _go_first(self, lines: list[int], after: int) -> None:
        """To the first heading with it behind a line, else the first one, else to the first hit as ever."""
        starts = {section.span.start for section in self._desk.shown.sections if section.name}
        headings = [number for number, line in enumerate(lines) if line in starts]
        if headings:
            self._go_to(lines, next((n for n in headings if lines[n] > after), headings[0]))
        else:
            self._go(lines, after)

    def _by_letters(self) -> str:
        """The key of the section whose name, else whose lead, begins so and has the letters in order.

        Asked for where no text has the needle. Empty for none.
        """
        sections = self._desk.shown.sections
        named = [(section.key, section.name) for section in sections]
        led = [(section.key, owner) for section in sections for owner in section.owners]
        fits = (key for key, text in (*named, *led) if has_letters(text, self._needle))
        return next(fits, "")

    def _go(self, lines: list[int], after: int) -> None:
        """To the first hit in another item behind a line; from the last one round to the first."""
        self._go_to(lines, next((n for n, line in enumerate(lines) if line > after), 0))

    def _go_to(self, lines: list[int], number: int) -> None:
        finder = self._finder
        if finder is None:
            return
        found = finder.place(lines[number])
        if found is not None:
            self._desk.go(Place(*found))
            self._desk.panes.show_place(high=True)
        self._desk.say(f"“{self._needle}”: {number + 1} of {len(lines)}, line {lines[number] + 1}")

    def _lines(self) -> list[int]:
        meeting = self._desk.shown
        if self._finder is None or self._finder.meeting is not meeting:
            self._finder = Finder(meeting)
        return self._finder.lines(self._needle)

    def _line_of(self, place: Place, *, last: bool = True) -> int:
        """The last line of a place, so that "next" leaves it; or its first one."""
        meeting = self._desk.shown
        if (index := meeting.by_key.get(place.section)) is None:
            return -1
        section = meeting.sections[index]
        if place.item is None or place.item >= len(section.items):
            return section.span.start
        own = section.items[place.item].own
        return own.end - 1 if last else own.start
