"""The first and the last line of the screen as sentences."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from rich.segment import Segment
from textual.strip import Strip

from widgets.flow import clipped
from widgets.meeting_header import Fact, HeaderPiece, MeetingHeader
from widgets.plain import words
from widgets.status_bar import StatusBar
from widgets.steady import inert


class PlainHeader(MeetingHeader):
    """What meeting this is, then the facts, first whether all of it is in the file; times without seconds."""

    def _pieces(self, width: int, times: Sequence[Fact]) -> list[HeaderPiece]:
        """One part; what does not fit is cut at its end."""
        facts = [*self.facts[-1:], *times, *self.facts[:-1]]
        said = [words.in_words(self.title), *(words.in_words(fact.text) for fact in facts)]
        return [HeaderPiece(clipped(inert(", ".join(said)), width), "text")]


class PlainStatus(StatusBar):
    """The remark, then as many keys as fit, each followed by its word."""

    def render_line(self, y: int) -> Strip:
        """The line."""
        width = self.size.width
        if y > 0 or width <= 0:
            return Strip.blank(width, self.rich_style)
        said = inert(self.remark.text)
        parts = [f"Trouble: {said}" if self.remark.trouble else said] if said else []
        if self.pending:
            parts = [f"{words.keys_in_words(self.pending)} waits for more"]
        text = clipped("".join(parts), width)
        for number, hint in enumerate(self.hints):
            more = (
                ", " if number else ". Keys: " if text else "Keys: "
            ) + f"{words.keys_in_words(hint.key)} {hint.label}"
            if cell_len(text + more) > width:
                break
            text += more
        return Strip([Segment(text, self._looks["text"])]).adjust_cell_length(width, self._looks["text"])
