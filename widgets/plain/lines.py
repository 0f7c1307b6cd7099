"""Lines of plain mode: the agenda as a list, first and last line of the screen, how the meeting goes on."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from rich.segment import Segment
from textual.geometry import Offset
from textual.strip import Strip

from tui.minutes.model import Meeting, NoteKind, Section
from widgets.agenda_rows import EARLIER, INDENT, AgendaRow, count_of_earlier
from widgets.agenda_tree import AgendaTree
from widgets.banner import OnwardBanner
from widgets.display_text import for_display
from widgets.meeting_header import Fact, HeaderPiece, MeetingHeader
from widgets.panes.pane import NOTHING
from widgets.plain import words
from widgets.status_bar import StatusBar
from widgets.wrapping import Line, Piece, clipped, counted


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


class PlainOnward(OnwardBanner):
    """What comes next and how far the meeting is, in words; the panes say what is presented."""

    def lines(self, width: int) -> list[Line]:
        """One line, cut at its end."""
        done, total, name, lead, aside = self.onward
        first = f"Next {name}" + (f", lead {lead}" if lead else "") if name else ""
        parts = [part for part in (first, aside, f"{done} of {total} reviewed") if part]
        return [(Piece(clipped(for_display("; ".join(parts)), width), "text"),)]


class PlainAgenda(AgendaTree):
    """The agenda in words; the row with the cursor begins with `>`."""

    def _show_cursor(self) -> None:
        """Scroll by halves of the screen: a row at a time would draw all of it for every key."""
        row, view = self._row_of.get(self.selected), self.scrollable_content_region.height
        if row is not None and view > 0 and not 0 <= row - self.scroll_offset.y < view:
            self.scroll_to(y=max(0, row - view // 2), animate=False)

    def _row_line(self, row: AgendaRow, meeting: Meeting, width: int, *, on_cursor: bool) -> Strip:
        """One row; the terminal's cursor goes where that of the agenda is."""
        if on_cursor and self.has_focus:
            y = self._row_of[row.key] - self.scroll_offset.y
            self.app.cursor_position = Offset(self.content_region.x, self.content_region.y + y)
        mark = words.MARK if on_cursor else " " * len(words.MARK)
        facts = self._facts(row, meeting, meeting.sections[row.section])
        text = mark + " " * (INDENT * row.depth) + for_display(", ".join(facts))
        return Strip([Segment(clipped(text, width), self._looks["text"])]).adjust_cell_length(
            width, self._looks["text"]
        )

    def _facts(self, row: AgendaRow, meeting: Meeting, section: Section) -> list[str]:
        """The name of a section or topic and what is known of it, the most important first."""
        key, topic = row.key, row.topic
        if key == EARLIER:
            folded = ["folded"] if self.is_folded(key) else []
            return ["Earlier", *folded, counted(count_of_earlier(meeting), "meeting")]
        facts = [topic.name if topic is not None else section.name or "(no heading)"]
        facts += ["folded"] if row.group and self.is_folded(key) else []
        facts += ["changed"] if key in self.changed or key in self.stale else []
        facts += [counted(section.open_flags, "flag")] if section.open_flags else []
        facts += ["reviewed"] if key in self.reviewed else []
        if topic is not None:
            facts += [counted(topic.minutes, "minute")] if topic.minutes else []
            return [*facts, counted(topic.items, "item")] if topic.items else facts
        facts += [f"by {len(section.reviewers)}"] if section.reviewers else []
        if section.empty and not row.group:
            facts.append(NOTHING)
        elif section.item_count:
            facts.append(counted(section.item_count, "item"))
        actions = sum(note.open for _, note in section.notes(NoteKind.ACTION))
        return [*facts, counted(actions, "open action")] if actions else facts
