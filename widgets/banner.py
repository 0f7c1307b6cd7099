"""What stands above and below the section that is presented: its name, and how the meeting goes on.

Both are line-API widgets as wide as the section's text between them.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from rich.segment import Segment
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from widgets.display_text import for_display
from widgets.styles import Styles
from widgets.wrapping import Line, Piece, clipped, width_of

MARGIN: Final = 2
"""Cells left free on both sides, those that a pane's frame would take."""


class Title(NamedTuple):
    """What is presented: the groups it is in, its name, and what is known of it, each with its role."""

    groups: str = ""
    name: str = ""
    facts: tuple[tuple[str, str], ...] = ()


class Onward(NamedTuple):
    """How far the meeting is (`done` of `total`), what comes next, with its lead, and what is passed over."""

    done: int = 0
    total: int = 0
    name: str = ""
    lead: str = ""
    aside: str = ""


class _Banner(Widget):
    """Lines of pieces, on the widget's own background."""

    def __init__(self) -> None:
        super().__init__()
        self._looks = Styles(self)

    def lines(self, width: int) -> list[Line]:
        """What is drawn, in lines of at most `width` cells."""
        raise NotImplementedError

    def blank_rows(self, spare: int) -> int:
        """Rows left blank above the lines, where the widget is so much higher than they are."""
        raise NotImplementedError

    def render_line(self, y: int) -> Strip:
        """One line, between the margins."""
        width, text = self.size.width, self._looks["text"]
        lines = self.lines(max(1, width - 2 * MARGIN))
        row = y - self.blank_rows(max(0, self.size.height - len(lines)))
        if not 0 <= row < len(lines):
            return Strip.blank(width, text)
        segments = [Segment(piece.text, self._looks[piece.role]) for piece in lines[row]]
        return Strip([Segment(" " * MARGIN, text), *segments]).adjust_cell_length(width, text)

    def notify_style_update(self) -> None:
        """Forget the looks of the theme before."""
        self._looks.clear()
        super().notify_style_update()


class TitleBanner(_Banner):
    """The name of what is presented, its lead and status, and a rule below."""

    title: reactive[Title] = reactive(Title())

    def blank_rows(self, spare: int) -> int:
        """All: the rule stands right above the text."""
        return spare

    def lines(self, width: int) -> list[Line]:
        """Groups and name, facts, rule."""
        groups, name, facts = self.title
        above = _one_line(f"{groups} · ", width // 2) if groups else ""
        head = (
            Piece(above, "muted"),
            Piece(_one_line(name, width - width_of((Piece(above),))), "title-current"),
        )
        below: list[Piece] = []
        for text, role in facts:
            between = [Piece(" · ", "muted")] if below else []
            room = width - width_of((*below, *between))
            if room > 1:
                below += [*between, Piece(_one_line(text, room), role)]
        return [head, tuple(below), (Piece("━" * width, "border-current"),)]


class OnwardBanner(_Banner):
    """A line that fills as the meeting goes on, and what comes next."""

    onward: reactive[Onward] = reactive(Onward())

    def blank_rows(self, spare: int) -> int:
        """One below the text, the others below."""
        return min(spare, 1)

    def lines(self, width: int) -> list[Line]:
        """Progress, then the next section."""
        done, total, name, lead, aside = self.onward
        count = f" {done}/{total}"
        room = max(1, width - len(count))
        filled = room * done // total if total else 0
        bar = (Piece("━" * filled, "mark"), Piece("─" * (room - filled), "border"), Piece(count, "muted"))
        head = "Next  " if name else ""
        next_name = _one_line(name, width - len(head))
        line: list[Piece] = [Piece(head, "muted"), Piece(next_name, "strong")]
        for text, role in ((f" · {lead}" if lead else "", "lead"), (f"  {aside}" if aside else "", "muted")):
            room = width - width_of(tuple(line))
            if text and room > 1:
                line.append(Piece(_one_line(text, room), role))
        return [bar, tuple(line)]


def _one_line(text: str, width: int) -> str:
    """A text from the file as at most `width` cells of one line."""
    return clipped(for_display(text.replace("\t", " ")), width)
