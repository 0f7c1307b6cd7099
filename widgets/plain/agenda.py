"""The agenda as a plain indented list: a section a row, with what is known of it in words."""

from __future__ import annotations

from rich.segment import Segment
from textual.geometry import Offset
from textual.strip import Strip

from tui.minutes.model import NoteKind, Section
from widgets.agenda_tree import INDENT, AgendaTree, Row
from widgets.display_text import for_display
from widgets.plain import words
from widgets.wrapping import clipped, counted


class PlainAgenda(AgendaTree):
    """The agenda in words; the row with the cursor begins with `>`."""

    def _show_cursor(self) -> None:
        """Scroll by halves of the screen: a row at a time would draw all of it for every key."""
        row, view = self._row_of.get(self.selected), self.scrollable_content_region.height
        if row is not None and view > 0 and not 0 <= row - self.scroll_offset.y < view:
            self.scroll_to(y=max(0, row - view // 2), animate=False)

    def _row_line(self, row: Row, section: Section, width: int, *, on_cursor: bool) -> Strip:
        """One row; the terminal's cursor goes where that of the agenda is."""
        if on_cursor and self.has_focus:
            y = self._row_of[section.key] - self.scroll_offset.y
            self.app.cursor_position = Offset(self.content_region.x, self.content_region.y + y)
        mark = words.MARK if on_cursor else " " * len(words.MARK)
        text = mark + " " * (INDENT * row.depth) + for_display(", ".join(self._facts(row, section)))
        return Strip([Segment(clipped(text, width), self._looks["text"])]).adjust_cell_length(
            width, self._looks["text"]
        )

    def _facts(self, row: Row, section: Section) -> list[str]:
        """The name of a section and what is known of it, the most important first."""
        key = section.key
        facts = [section.name or "(no heading)"]
        facts += ["folded"] if row.group and key in self.folded else []
        facts += ["changed"] if key in self.changed else []
        facts += ["reviewed"] if key in self.reviewed else []
        if section.empty and not row.group:
            facts.append(words.NOTHING)
        elif section.item_count:
            facts.append(counted(section.item_count, "item"))
        actions = sum(note.open for _, note in section.notes(NoteKind.ACTION))
        return [*facts, counted(actions, "open action")] if actions else facts
