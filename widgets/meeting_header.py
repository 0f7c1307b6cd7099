"""The header line: what meeting this is, its clock, how far it is, and whether all of it is in the file.

A clock that ticks in front of ten people must be calm: nothing blinks or moves, and each second writes this
line alone, up to the last cell that changed.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from textual import events
from textual.geometry import Region
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from widgets.display_text import for_display
from widgets.styles import Styles
from widgets.wrapping import clipped

SEPARATOR: Final = " · "

LIGHT: Final = 3
"""Facts up to this weight go before any other is shortened."""

_SHORTEST_TITLE: Final = 10  # cells


class Fact(NamedTuple):
    """Something to know. A click on it calls the command, if it has one.

    Where there is no room, light facts go first, then all take their `short` form, then the lightest go.
    """

    text: str
    role: str = "fact"
    """Or "saved", "unsaved", "notice", "trouble", "title"."""

    command: str = ""
    short: str = ""
    weight: int = 2


class HeaderPiece(NamedTuple):
    """A part of the line."""

    text: str
    role: str
    command: str = ""


class MeetingHeader(Widget):
    """One line: title and date to the left, facts to the right, those of the clock first among them."""

    title: reactive[str] = reactive("")
    times: reactive[Sequence[Fact]] = reactive((), repaint=False)
    """What the clock says; changes of it draw no more than the cells that are another."""

    facts: reactive[Sequence[Fact]] = reactive(())

    ALLOW_SELECT = False

    class FactClicked(Message):
        """A fact that has a command was clicked."""

        def __init__(self, header: MeetingHeader, command: str) -> None:
            super().__init__()
            self.header = header
            self.command = command

        @property
        def control(self) -> MeetingHeader:
            """The header it happened in."""
            return self.header

    def __init__(self) -> None:
        super().__init__()
        self._looks = Styles(self)

    def watch_times(self, before: Sequence[Fact], now: Sequence[Fact]) -> None:
        """Draw the cells that changed."""
        width = self.size.width
        if width <= 0:
            return
        cells = zip(self._cells(width, before), self._cells(width, now), strict=True)
        changed = [x for x, (old, new) in enumerate(cells) if old != new]
        if changed:
            self.refresh(Region(changed[0], 0, changed[-1] - changed[0] + 1, 1))

    def render_line(self, y: int) -> Strip:
        """The line."""
        width = self.size.width
        if y > 0 or width <= 0:
            return Strip.blank(width, self.rich_style)
        pieces = self._pieces(width, self.times)
        return Strip([Segment(piece.text, self._looks[piece.role]) for piece in pieces]).adjust_cell_length(
            width, self._looks["muted"]
        )

    def on_click(self, event: events.Click) -> None:
        """A click on a fact leads to what it is about."""
        end = 0
        for piece in self._pieces(self.size.width, self.times):
            start, end = end, end + cell_len(piece.text)
            if start <= event.x < end and piece.command:
                self.post_message(self.FactClicked(self, piece.command))

    def _cells(self, width: int, times: Sequence[Fact]) -> list[tuple[str, str]]:
        """What stands in each cell, with its role; the second cell of a wide character has no text."""
        cells: list[tuple[str, str]] = []
        for text, role, _ in self._pieces(width, times):
            for character in text:
                cells += [(character, role), ("", role)][: cell_len(character)]
        return (cells + [("", "muted")] * width)[:width]

    def _pieces(self, width: int, times: Sequence[Fact]) -> list[HeaderPiece]:
        """The parts of the line from left to right."""
        title = for_display(self.title)
        wanted = min(cell_len(title), width // 3)
        facts = fitting((*times, *self.facts), width - wanted - 3, width - min(wanted, _SHORTEST_TITLE) - 3)
        name = _shortened(title, max(0, width - _width(facts) - 3))
        gap = max(1, width - cell_len(name) - _width(facts) - 2)
        pieces = [HeaderPiece(" " + name, "title"), HeaderPiece(" " * gap, "muted")]
        for number, fact in enumerate(facts):
            pieces += [HeaderPiece(SEPARATOR, "muted")] if number else []
            pieces.append(
                HeaderPiece(
                    for_display(fact.text), "muted" if fact.role == "fact" else fact.role, fact.command
                )
            )
        return [*pieces, HeaderPiece(" ", "muted")]

    def notify_style_update(self) -> None:
        """Forget the looks of the theme before."""
        self._looks.clear()
        super().notify_style_update()


def fitting(facts: Sequence[Fact], room: int, most: int) -> list[Fact]:
    """The facts that fit into `room` cells, or `most` where shortening does not do; one always stays."""
    shown = list(facts)
    while _width(shown) > room and len(shown) > 1 and min(map(_weight, shown)) <= LIGHT:
        shown.remove(min(shown, key=_weight))
    while _width(shown) > room and (long := [fact for fact in shown if fact.short]):
        lightest = min(long, key=_weight)
        shown[shown.index(lightest)] = lightest._replace(text=lightest.short, short="")
    while _width(shown) > most and len(shown) > 1:
        shown.remove(min(shown, key=_weight))
    return shown


def _shortened(title: str, room: int) -> str:
    """The title in at most `room` cells; half a word, or half a date, is not shown where others stay."""
    short = clipped(title, room)
    words = short[:-1].rpartition(" ")[0].rstrip(" ·-–—")
    return f"{words}…" if short != title and 3 * cell_len(words) >= 2 * room else short


def _weight(fact: Fact) -> int:
    return fact.weight


def _width(facts: Sequence[Fact]) -> int:
    return cell_len(SEPARATOR.join([fact.text for fact in facts]))
