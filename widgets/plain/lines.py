"""The first and the last line of the screen as sentences."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from rich.segment import Segment
from textual.strip import Strip

from widgets.display_text import for_display
from widgets.meeting_header import Fact, HeaderPiece, MeetingHeader
from widgets.plain import words
from widgets.status_bar import StatusBar
from widgets.wrapping import clipped


class PlainHeader(MeetingHeader):
    """What meeting this is, then the facts, first whether all of it is in the file; times without seconds."""

    def _pieces(self, width: int, times: Sequence[Fact]) -> list[HeaderPiece]:
        """One part; what does not fit is cut at its end."""
        facts = [*self.facts[-1:], *times, *self.facts[:-1]]
        said = [words.in_words(self.title), *(words.in_words(fact.text) for fact in facts)]
        return [HeaderPiece(clipped(for_display(", ".join(said)), width), "text")]


class PlainStatus(StatusBar):
    """The remark, then as many keys as fit, each followed by its word."""

    def _words(self) -> str:
        """The remark; trouble is called that."""
        said = for_display(self.remark.text)
        return f"Trouble: {said}" if self.remark.trouble else said

    def render_line(self, y: int) -> Strip:
        """A line of the remark; the keys follow its last one."""
        width, said = self.size.width, self._said()
        if y > max(0, len(said) - 1) or width <= 0:
            return Strip.blank(width, self.rich_style)
        text = said[y] if said else ""
        if self.pending and not said[1:]:
            text = clipped(f"{words.keys_in_words(self.pending)} waits for more", width)
        before = (". " if text and not text.endswith(".") else " " if text else "") + "Keys: "
        for hint in self.hints if y >= len(said) - 1 else ():
            more = f"{before}{words.keys_in_words(hint.key)} {hint.label}"
            if cell_len(text + more) > width:
                break
            text, before = text + more, ", "
        return Strip([Segment(text, self._looks["text"])]).adjust_cell_length(width, self._looks["text"])
